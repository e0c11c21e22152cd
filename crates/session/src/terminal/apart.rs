//! What a place wrote and that does not count: kept, and sent until a server has it.

use jalon_attempt::event::Event;
use jalon_base::Digest;
use jalon_base::sorted::SortedSet;

/// Events that do not count, and which of them a server keeps aside.
#[derive(Debug, Clone, Default)]
pub(super) struct Apart {
    events: Vec<Event>,
    kept: SortedSet<Digest>,
    /// Whether they are sent next: in turn with what counts, so that neither waits for the other.
    next: bool,
}

/// Digests of events.
pub(super) fn digests(events: &[Event]) -> impl Iterator<Item = Digest> {
    events.iter().filter_map(|event| event.header.digest().ok())
}

impl Apart {
    pub(super) const fn new() -> Self {
        Self {
            events: Vec::new(),
            kept: SortedSet::new(),
            next: true,
        }
    }

    pub(super) const fn of(events: Vec<Event>) -> Self {
        let kept = SortedSet::new();
        Self {
            events,
            kept,
            next: true,
        }
    }

    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    pub(super) fn has(&self, event: &Event) -> bool {
        self.events.iter().any(|known| known.header == event.header)
    }

    /// Adds events that are not there.
    pub(super) fn add(&mut self, events: Vec<Event>) {
        for event in events {
            if !self.has(&event) {
                self.events.push(event);
            }
        }
    }

    fn unsent(&self) -> impl Iterator<Item = (&Event, Digest)> {
        let with_digest = self
            .events
            .iter()
            .filter_map(|event| Some((event, event.header.digest().ok()?)));
        with_digest.filter(|(_, digest)| !self.kept.contains(digest))
    }

    /// Whether a server does not have all of them.
    pub(super) fn owes(&self) -> bool {
        self.unsent().next().is_some()
    }

    /// The next ones to send, when it is their turn: so many at most, each after the one before it.
    pub(super) fn run(&self, most: usize) -> Vec<Event> {
        let mut run: Vec<Event> = Vec::new();
        let mut last: Option<Digest> = None;
        for (event, digest) in self.unsent().take(if self.next { most } else { 0 }) {
            let follows = run.last().is_none_or(|before| {
                event.header.attempt == before.header.attempt
                    && event.header.prev.is_some()
                    && event.header.prev == last
            });
            if !follows {
                break;
            }
            run.push(event.clone());
            last = Some(digest);
        }
        run
    }

    /// Somebody was heard: the others are sent next.
    pub(super) const fn turn(&mut self) {
        self.next = !self.next;
    }

    /// A server keeps these.
    pub(super) fn kept(&mut self, kept: Vec<Digest>) {
        self.kept.extend(kept);
    }

    /// Another server answers: it is sent everything.
    pub(super) fn forget(&mut self) {
        self.kept = SortedSet::new();
    }
}
