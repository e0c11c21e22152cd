//! A sealed session, as whoever receives it replays it: what is wrong with it, and what came of each attempt.

use crate::files;
use anyhow::{Context, Result, anyhow};
use jalon_attempt::Linear;
use jalon_attempt::draw::Supply;
use jalon_attempt::replay::replay_with;
use jalon_base::id::RandomId;
use jalon_base::json::{self, Limits};
use jalon_base::{Points, Slug};
use jalon_credential::SecretKey;
use jalon_messages::{Lang, rehearsal as words};
use jalon_protocol::outcome::{ItemOutcome, ItemStatus, Outcome};
use jalon_scoring::Keys;
use jalon_scoring::score::{Input, score};
use jalon_server::content;
use jalon_session::Order;
use jalon_session::event::{Deed, Happening};
use jalon_session::seal::{Against, Parts, SEAL, SessionSeal, Wrong, verify};
use jalon_session::store::Record;
use serde_json::json;
use std::sync::Arc;

/// A sealed session that was replayed.
#[derive(Debug)]
pub struct Replayed {
    /// What is wrong; nothing when it holds.
    pub wrongs: Vec<Wrong>,
    /// Its seal.
    pub seal: Option<SessionSeal>,
    /// Its parts.
    pub parts: Parts,
    /// Events that a person must look at.
    pub asides: usize,
    /// What came of each attempt.
    pub results: Vec<Scored>,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// Whose.
    pub candidate: Slug,
    /// The attempt.
    pub attempt: RandomId,
    /// Right ones among the questions that were marked.
    pub right: usize,
    /// Questions that count and were marked.
    pub of: usize,
    /// Questions that count and await a person's mark: neither right nor wrong yet.
    pub awaiting: usize,
    /// The outcome; none when nothing can be scored.
    pub outcome: Option<Box<Outcome>>,
}

impl Scored {
    /// What came of it, as a document.
    #[must_use]
    pub fn told(&self) -> serde_json::Value {
        json!({"candidate": self.candidate.as_str(), "right": self.right, "of": self.of, "awaiting": self.awaiting,
            "outcome": self.outcome.as_ref().and_then(|outcome| outcome.digest().ok()).map(|digest| digest.to_string())})
    }

    /// What came of it, as a sentence.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let candidate = self.candidate.as_str();
        match self.awaiting {
            0 if self.outcome.is_none() => words::result_unscored(lang, candidate),
            0 => words::result(lang, candidate, self.right, self.of),
            awaiting => words::result_awaits(lang, candidate, self.right, self.of, awaiting),
        }
    }
}

/// Right ones, marked ones, and those that await a mark, among the questions that count.
fn counted(items: &[ItemOutcome]) -> (usize, usize, usize) {
    let counts = items.iter().filter(|item| item.possible > Points::ZERO);
    let (awaiting, marked): (Vec<&ItemOutcome>, Vec<_>) =
        counts.partition(|item| item.status == ItemStatus::AwaitsMark);
    let right = marked.iter().filter(|item| item.earned == item.possible);
    (right.count(), marked.len(), awaiting.len())
}

/// Reads records, one a line.
///
/// # Errors
/// A line is not a record.
pub fn records(bytes: &[u8]) -> Result<Vec<Record>> {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let record = |(number, line): (usize, &[u8])| {
        json::from_slice(line, Limits::DOCUMENT).with_context(|| format!("record {}", number + 1))
    };
    lines.enumerate().map(record).collect()
}

/// The codes by which somebody opened the content, as the room's journal has them.
fn codes(records: &[Record]) -> Option<Vec<String>> {
    records.iter().find_map(|record| match record {
        Record::Room { entry } => match &entry.what {
            Happening::Acted { act, .. } => match &act.deed {
                Deed::Unlock { codes } => Some(codes.clone()),
                _ => None,
            },
            Happening::Noted { .. } => None,
        },
        _ => None,
    })
}

/// Replays a sealed session: every signature, every attempt with its draw, the seal; then scores what is in it.
///
/// Scored too where the right answers can be read: in clear in the edition, or sealed to the holder of the key.
///
/// # Errors
/// The content does not open with the codes of the room's journal; the right answers are sealed to others.
pub fn replayed(
    records: &[Record],
    order: &Order,
    sealed: &[u8],
    key: Option<&SecretKey>,
    lang: Lang,
) -> Result<Replayed> {
    let codes = codes(records).context("nobody opened the content of this session")?;
    let content = content::open(sealed, &codes).map_err(|_| anyhow!("the content does not open with these codes"))?;
    if !content.is_of(order) {
        return Err(anyhow!("the content is not the one of the order"));
    }
    let mut release = content.release;
    if let Some(key) = key {
        release = Arc::new(files::with_keys(Arc::unwrap_or_clone(release), key, lang)?);
    }
    let release = &*release;
    let protocol = release
        .protocols
        .get(&order.protocol)
        .context("the edition lacks the protocol of the order")?;
    let supply = Supply {
        protocol,
        pool: &release.pool,
        contents: &release.contents,
    };
    let against = Against {
        order,
        supply,
        guide: Some(&Linear),
        seed: &content.seed,
    };
    let wrongs = verify(records, against);
    let parts = Parts::of(records);
    let seal = parts.seal.clone().and_then(|seal| seal.verify(SEAL).ok());
    let mut results = Vec::new();
    for candidate in &order.roster {
        let attempt = &candidate.attempt;
        let Some(journal) = parts.journals.get(attempt) else {
            continue;
        };
        let mut result = Scored {
            candidate: candidate.id.clone(),
            attempt: *attempt,
            right: 0,
            of: 0,
            awaiting: 0,
            outcome: None,
        };
        if let Ok((state, heads)) = replay_with(journal, supply, Some(&Linear), Some(&content.seed))
            && let Some(keys) = state
                .paper()
                .and_then(|paper| Keys::of(release, state.protocol(), paper).ok())
        {
            let input = Input {
                attempt: *attempt,
                release,
                state: &state,
                heads: &heads,
                marks: &[],
                rulings: &[],
            };
            if let Ok(outcome) = score(input, &keys) {
                (result.right, result.of, result.awaiting) = counted(&outcome.items);
                result.outcome = Some(Box::new(outcome));
            }
        }
        results.push(result);
    }
    let asides = records.iter().filter(|record| matches!(record, Record::Aside(_)));
    Ok(Replayed {
        wrongs,
        seal: seal.map(|seal| seal.body),
        asides: asides.count(),
        parts,
        results,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_awaits_a_mark_is_not_wrong_and_what_counts_for_nothing_is_not_right() {
        let of = |status, earned, possible| {
            let json =
                format!(r#"{{"item":"q","part":"p","status":"{status}","earned":"{earned}","possible":"{possible}"}}"#);
            json::from_slice::<ItemOutcome>(json.as_bytes(), Limits::DOCUMENT).ok()
        };
        let items = [
            of("scored", "1", "1"),
            of("scored", "0", "1"),
            of("unanswered", "0", "2"),
            of("awaits-mark", "0", "3"),
            of("scored", "0", "0"),
        ];
        let items: Vec<ItemOutcome> = items.into_iter().flatten().collect();
        assert_eq!((items.len(), counted(&items)), (5, (1, 3, 1)));
    }
}
