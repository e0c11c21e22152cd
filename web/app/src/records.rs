//! What the device knows of each attempt, beside its events: enough to list it without replaying it.

use crate::ground::Ground;
use jalon_attempt::{Event, Journal};
use jalon_base::id::RandomId;
use jalon_base::json::{self, Limits};
use jalon_base::{Digest, Document, Text, jcs};
use jalon_credential::envelope::Signed;
use jalon_protocol::mark::MARK;
use jalon_protocol::{ItemId, Mark, ProtocolId};
use jalon_web_kit::ports::journals::{self, Change, Fault};

const ATTEMPT: &str = "attempt";

/// An attempt in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The attempt.
    pub attempt: RandomId,
    /// Its release.
    pub release: Digest,
    /// Its protocol.
    pub protocol: ProtocolId,
    /// The trade.
    pub trade: Text,
    /// The title of the test.
    pub title: Text,
    /// When it began, in milliseconds since 1970.
    pub began_ms: i64,
    /// Questions answered.
    pub answered: u32,
    /// Questions in all.
    pub total: u32,
    /// Nothing can be answered any more.
    pub closed: bool,
    /// The certificate that was made of it.
    pub certificate: Option<String>,
}

jalon_base::document!(Record {
    attempt,
    release,
    protocol,
    trade,
    title,
    began_ms,
    answered,
    total,
    closed,
    certificate: optional,
    ..
});

/// Text of a document of ours; our documents always have a canonical form.
#[must_use]
pub fn text<T: Document>(document: &T) -> String {
    jcs::to_vec(document)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

/// Reads a document of the device.
pub fn read<T: Document>(body: &str) -> Option<T> {
    json::from_slice(
        body.as_bytes(),
        Limits {
            bytes: 64 << 20,
            ..Limits::DOCUMENT
        },
    )
    .ok()
}

impl Record {
    /// The change that keeps it.
    #[must_use]
    pub fn change(&self) -> Change {
        Change::Put {
            kind: ATTEMPT.to_owned(),
            id: self.attempt.to_string(),
            body: text(self),
        }
    }
}

/// Every attempt of the device, the newest first.
///
/// # Errors
/// What the storage says.
pub async fn all(ground: &Ground) -> Result<Vec<Record>, Fault> {
    let documents = ground.journals.documents(ATTEMPT).await?;
    let mut records: Vec<Record> = documents.iter().filter_map(|(_, body)| read(body)).collect();
    sort_small(&mut records, |record| -record.began_ms);
    Ok(records)
}

/// One attempt.
///
/// # Errors
/// What the storage says.
pub async fn one(ground: &Ground, attempt: &RandomId) -> Result<Option<Record>, Fault> {
    let body = ground.journals.document(ATTEMPT, &attempt.to_string()).await?;
    Ok(body.and_then(|body| read(&body)))
}

/// The changes that keep these events.
#[must_use]
pub fn events(events: &[Event]) -> Vec<Change> {
    let change = |event: &Event| {
        Change::Add(journals::Event {
            attempt: event.header.attempt.to_string(),
            by: match event.header.by {
                jalon_attempt::By::Seat => "seat",
                jalon_attempt::By::Host => "host",
            }
            .to_owned(),
            seq: event.header.seq,
            body: text(event),
        })
    };
    events.iter().map(change).collect()
}

/// The journal of an attempt, as the device has kept it; none when an event cannot be read.
///
/// # Errors
/// What the storage says.
pub async fn journal(ground: &Ground, attempt: &RandomId) -> Result<Option<Journal>, Fault> {
    let rows = ground.journals.events(&attempt.to_string()).await?;
    let mut journal = Journal::of(*attempt);
    for row in &rows {
        let Some(event) = read::<Event>(&row.body) else {
            return Ok(None);
        };
        journal.events.push(event);
    }
    // The device keeps chain by chain; the document lists events in the order in which they were written.
    let ordered = journal.in_order().map(|events| events.into_iter().cloned().collect());
    Ok(ordered.map(|events| Journal {
        events,
        ..Journal::of(*attempt)
    }))
}

/// The marks that the person gave to their own answers.
#[derive(Debug, Default)]
pub struct Marks {
    /// Those that are as they were signed, in their envelopes.
    pub signed: Vec<Signed<Mark>>,
    /// The same, opened.
    pub given: Vec<Mark>,
    /// One was set aside: it is not as it was signed.
    pub altered: bool,
}

/// The marks of an attempt.
///
/// # Errors
/// What the storage says.
pub async fn marks(ground: &Ground, attempt: &RandomId) -> Result<Marks, Fault> {
    let mut marks = Marks::default();
    for (id, body) in ground.journals.documents(MARK).await? {
        if !id.starts_with(&attempt.to_string()) {
            continue;
        }
        match read::<Signed<Mark>>(&body).and_then(|signed| Some((opened(&signed)?, signed))) {
            Some((mark, signed)) if mark_id(&mark.attempt, &mark.item) == id => {
                marks.given.push(mark);
                marks.signed.push(signed);
            }
            _ => marks.altered = true,
        }
    }
    Ok(marks)
}

fn opened(signed: &Signed<Mark>) -> Option<Mark> {
    Some(signed.clone().verify(MARK).ok()?.body)
}

/// The change that keeps a signed mark, in place of an earlier one of the same answer; none when it is not as it was signed.
#[must_use]
pub fn mark(signed: &Signed<Mark>) -> Option<Change> {
    let mark = opened(signed)?;
    Some(Change::Put {
        kind: MARK.to_owned(),
        id: mark_id(&mark.attempt, &mark.item),
        body: text(signed),
    })
}

fn mark_id(attempt: &RandomId, item: &ItemId) -> String {
    format!("{attempt}/{item}")
}

/// Sorts a short list by a number, the smallest first. The library's sort is four kilobytes of program for each kind of list.
pub fn sort_small<T>(list: &mut [T], by: impl Fn(&T) -> i64) {
    for end in 1..list.len() {
        let mut at = end;
        while let Some(before) = at.checked_sub(1)
            && list.get(before).map(&by) > list.get(at).map(&by)
        {
            list.swap(before, at);
            at = before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_are_sorted_and_ties_stay() {
        let mut list = [(3, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e')];
        sort_small(&mut list, |(n, _)| *n);
        assert_eq!(list, [(0, 'e'), (1, 'b'), (1, 'd'), (2, 'c'), (3, 'a')]);
    }
}
