//! What the device of a place keeps: written strictly before anything is shown as kept, read when the page is loaded again.
//!
//! Events of an attempt are documents by their digest, written once; the rest is small and is written when it has changed.

use jalon_attempt::Journal;
use jalon_attempt::event::Event;
use jalon_base::json::{Limits, from_slice};
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Document, Slug, jcs};
use jalon_protocol::{ItemContent, ItemId, Protocol, Stimulus};
use jalon_session::Terminal;
use jalon_session::terminal::Memory;
use jalon_session::wire::acknowledged;
use jalon_web_kit::ports::journals::{Change, Fault, Journals};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Kinds of documents that are many, each written once: what counts, what is for a person, questions, texts.
const MANY: [&str; 4] = ["event", "apart", "item", "stimulus"];
/// Kinds of which there is one.
const ONE: [&str; 4] = ["place", "ack", "heads", "protocol"];

/// Where a machine is: as it was told when it was prepared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// The place.
    pub seat: Slug,
    /// DID of the centre.
    pub centre: String,
    /// Hours after the end before which no result is given.
    pub result_hours: u32,
}

jalon_base::document!(Where {
    seat,
    centre,
    result_hours
});

/// What is shown of the test.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Its rules, once joined.
    pub protocol: Option<Arc<Protocol>>,
    /// Questions that were presented.
    pub items: SortedMap<ItemId, ItemContent>,
    /// Texts that they share.
    pub stimuli: SortedMap<Slug, Stimulus>,
}

/// What is on the device, as far as it is known: bodies of the documents of which there is one, and that the others are there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Disk(BTreeMap<(&'static str, String), Option<String>>);

fn text<T: Document>(document: &T) -> String {
    // INVARIANT: what is kept was read from canonical form, or is linked by it.
    String::from_utf8(jcs::to_vec(document).unwrap_or_default()).unwrap_or_default()
}

impl Disk {
    /// What must be written for a terminal to be kept, and the device after it.
    #[must_use]
    pub fn changes(&self, place: &Where, terminal: &Terminal, shown: &Shown) -> (Vec<Change>, Self) {
        let mut after: BTreeMap<(&'static str, String), Option<String>> = BTreeMap::new();
        let mut batch = Vec::new();
        let mut one = |kind: &'static str, body: String| {
            let name = (kind, String::new());
            if self.0.get(&name) != Some(&Some(body.clone())) {
                batch.push(put(&name, body.clone()));
            }
            after.insert(name, Some(body));
        };
        one("place", text(place));
        if let Some(protocol) = &shown.protocol {
            one("protocol", text(&**protocol));
        }
        let memory = terminal.memory();
        if let Some(memory) = &memory {
            one("ack", text(&memory.proof));
            one("heads", text(&memory.heads));
        }
        let mut many = |kind: &'static str, id: String, body: &dyn Fn() -> String| {
            let name = (kind, id);
            if !self.0.contains_key(&name) {
                batch.push(put(&name, body()));
            }
            after.insert(name, None);
        };
        for (kind, events) in memory
            .iter()
            .flat_map(|memory| [("event", &memory.journal.events), ("apart", &memory.aside)])
        {
            for event in events {
                let digest = event.header.digest().map(|digest: Digest| digest.to_string());
                many(kind, digest.unwrap_or_default(), &|| text(event));
            }
        }
        for (id, item) in &shown.items {
            many("item", id.as_str().to_owned(), &|| text(item));
        }
        for (id, stimulus) in &shown.stimuli {
            many("stimulus", id.as_str().to_owned(), &|| text(stimulus));
        }
        for (kind, id) in self.0.keys().filter(|name| !after.contains_key(*name)) {
            batch.push(Change::Remove {
                kind: (*kind).to_owned(),
                id: id.clone(),
            });
        }
        (batch, Self(after))
    }
}

fn put((kind, id): &(&'static str, String), body: String) -> Change {
    Change::Put {
        kind: (*kind).to_owned(),
        id: id.clone(),
        body,
    }
}

/// What a page that is loaded again goes on from.
#[derive(Debug, Default)]
pub struct Found {
    /// What is on the device.
    pub disk: Disk,
    /// Which place it is.
    pub place: Option<Where>,
    /// The place with its attempt, when it was prepared.
    pub terminal: Option<Terminal>,
    /// What is shown.
    pub shown: Shown,
}

/// Why nothing goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// The device does not give it.
    Storage(Fault),
    /// What it gives does not hold together.
    Broken,
}

fn read<T: Document>(body: &str) -> Result<T, Lost> {
    from_slice(body.as_bytes(), Limits::DOCUMENT).map_err(|_| Lost::Broken)
}

fn all<T: Document>(kept: &[(String, String)]) -> Result<Vec<T>, Lost> {
    kept.iter().map(|(_, body)| read(body)).collect()
}

/// Reads what a device keeps for a key.
///
/// # Errors
/// [`Lost`].
pub async fn find(journals: &dyn Journals, key: &str) -> Result<Found, Lost> {
    let mut kept: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
    let mut found = Found::default();
    for kind in MANY {
        let documents = journals.documents(kind).await.map_err(Lost::Storage)?;
        found
            .disk
            .0
            .extend(documents.iter().map(|(id, _)| ((kind, id.clone()), None)));
        kept.insert(kind, documents);
    }
    let mut ones: BTreeMap<&str, String> = BTreeMap::new();
    for kind in ONE {
        if let Some(body) = journals.document(kind, "").await.map_err(Lost::Storage)? {
            found.disk.0.insert((kind, String::new()), Some(body.clone()));
            ones.insert(kind, body);
        }
    }
    let of = |kind: &str| kept.get(kind).map(Vec::as_slice).unwrap_or_default();
    let Some(place) = ones.get("place") else {
        return Ok(found);
    };
    let place: Where = read(place)?;
    let terminal = Terminal::new(place.seat.clone(), key.to_owned());
    for item in all::<ItemContent>(of("item"))? {
        found.shown.items.insert(item.id.clone(), item);
    }
    for stimulus in all::<Stimulus>(of("stimulus"))? {
        found.shown.stimuli.insert(stimulus.id.clone(), stimulus);
    }
    let (protocol, ack) = (ones.get("protocol"), ones.get("ack"));
    found.terminal = Some(match (protocol, ack) {
        (Some(protocol), Some(proof)) => {
            let protocol: Arc<Protocol> = Arc::new(read(protocol)?);
            found.shown.protocol = Some(Arc::clone(&protocol));
            let proof = read(proof)?;
            let ack = acknowledged(&proof, &place.centre).ok_or(Lost::Broken)?;
            let mut journal = Journal::of(ack.attempt);
            journal.events = all(of("event"))?;
            // Documents come by their names; a journal lists each event after what it had seen.
            let listed = journal.in_order().ok_or(Lost::Broken)?;
            journal.events = listed.into_iter().cloned().collect::<Vec<Event>>();
            let memory = Memory {
                journal,
                ack,
                proof,
                heads: read(ones.get("heads").map_or("[]", String::as_str))?,
                aside: all(of("apart"))?,
            };
            let reopened = terminal.reopen(memory, protocol, &found.shown.items);
            reopened.map_err(|_| Lost::Broken)?
        }
        _ => terminal,
    });
    found.place = Some(place);
    Ok(found)
}
