//! What is known of a room after its journal.

mod admit;
mod away;
mod refused;
mod standing;

pub use refused::Refused;
pub use standing::Standing;

use crate::event::{
    Act, Decision, Deed, EndReason, Entry, Fact, Happening, IdentityDocument, IncidentKind, PauseKind, Report, Serving,
};
use crate::order::Order;
use jalon_attempt::Now;
use jalon_attempt::room::Matter;
use jalon_base::id::RandomId;
use jalon_base::jcs::NotCanonical;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_base::{Digest, Slug};
use jalon_protocol::ItemId;
use std::sync::Arc;

/// Where a room is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoomPhase {
    /// Nothing is at hand.
    Blank,
    /// Order and content are at hand, the content closed.
    Imported,
    /// The content is open.
    Unlocked,
    /// People come in and sit.
    Open,
    /// Nobody sits any more.
    Closed,
}

jalon_base::words!(RoomPhase {
    Blank = "blank",
    Imported = "imported",
    Unlocked = "unlocked",
    Open = "open",
    Closed = "closed",
});

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// DID of the key that it made for the session.
    pub key: String,
    /// Whether its tests passed.
    pub ready: bool,
}

/// What is known of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitter {
    /// Where they are.
    pub standing: Standing,
    /// What they showed.
    pub document: Option<IdentityDocument>,
    /// Their place.
    pub seat: Option<Slug>,
    /// The place where they joined last.
    pub joined: Option<Slug>,
    /// The permission that they have not used.
    pub permit: Option<Digest>,
    /// Since when their clock is stopped by somebody.
    pub paused: Option<(PauseKind, Now)>,
    /// Breaks taken.
    pub breaks: u32,
    /// Milliseconds that the rule gave by itself.
    pub ruled_ms: i64,
    /// Milliseconds that one person alone gave.
    pub alone_ms: i64,
    /// Their line of the record.
    pub report: Option<Report>,
}

/// Who decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// A rule of the order.
    Rule,
    /// People.
    People(Vec<Slug>),
}

/// An incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// About whom.
    pub candidate: Option<Slug>,
    /// What.
    pub kind: IncidentKind,
    /// The question of an alert.
    pub item: Option<(ItemId, Matter)>,
    /// Since when.
    pub since: Now,
    /// What was decided, by whom.
    pub decision: Option<(Decision, Author)>,
}

/// A room with its journal.
#[derive(Debug, Clone)]
pub struct Room {
    pub(crate) order: Arc<Order>,
    pub(crate) phase: RoomPhase,
    pub(crate) places: SortedMap<Slug, Place>,
    /// Every key that a place of this room ever had.
    keys: SortedSet<String>,
    pub(crate) sitters: SortedMap<Slug, Sitter>,
    pub(crate) incidents: SortedMap<RandomId, Incident>,
    pub(crate) acts: SortedSet<RandomId>,
    pub(crate) instance: u64,
    /// Room time at the last entry, in milliseconds since 1970, once somebody confirmed a date.
    pub(crate) dated: Option<(i64, Now)>,
    pub(crate) uncertain: bool,
    /// Who may have been told more than is here, and the place where they had joined: until their place is heard.
    pub(crate) away: SortedMap<Slug, Option<Slug>>,
    journal: Vec<Entry>,
    digests: SortedSet<Digest>,
    head: Option<Digest>,
}

/// A gap between two lives of the server that the wall clock may tell: beyond it, or backwards, the clock is said to be uncertain.
const PLAUSIBLE_GAP_MS: i64 = 3_600_000;

impl Room {
    /// A room before anything happened.
    #[must_use]
    pub fn blank(order: Arc<Order>) -> Self {
        let sitters = order.roster.iter().map(|candidate| {
            let sitter = Sitter {
                standing: Standing::Expected,
                document: None,
                seat: None,
                joined: None,
                permit: None,
                paused: None,
                breaks: 0,
                ruled_ms: 0,
                alone_ms: 0,
                report: None,
            };
            (candidate.id.clone(), sitter)
        });
        Self {
            sitters: sitters.collect(),
            order,
            phase: RoomPhase::Blank,
            places: SortedMap::new(),
            keys: SortedSet::new(),
            incidents: SortedMap::new(),
            acts: SortedSet::new(),
            instance: 0,
            dated: None,
            uncertain: false,
            away: SortedMap::new(),
            journal: Vec::new(),
            digests: SortedSet::new(),
            head: None,
        }
    }

    /// A room from its journal, each entry linked to the one before it and admitted.
    ///
    /// # Errors
    /// [`Refused`] for the first entry that does not hold.
    pub fn replay(order: Arc<Order>, journal: &[Entry]) -> Result<Self, Refused> {
        let mut room = Self::blank(order);
        for entry in journal {
            room.append(entry)?;
        }
        Ok(room)
    }

    /// Takes an entry written elsewhere.
    ///
    /// # Errors
    /// [`Refused::Chain`] when it does not follow; otherwise why it may not.
    pub fn append(&mut self, entry: &Entry) -> Result<(), Refused> {
        let here = entry.session == self.order.session && entry.seq == self.journal.len() as u64;
        if !here || entry.prev != self.head {
            return Err(Refused::Chain);
        }
        self.admit(&entry.what, &entry.at)?;
        let digest = entry.digest().map_err(|_| Refused::Chain)?;
        self.take(entry.clone(), digest);
        Ok(())
    }

    /// What follows from an act, linked to the journal: the entry to be kept.
    ///
    /// # Errors
    /// [`Refused`] says why nothing happens; the room is as before.
    pub fn decide(&mut self, what: Happening, now: &Now) -> Result<Entry, Refused> {
        self.admit(&what, now)?;
        let entry = Entry {
            session: self.order.session,
            seq: self.journal.len() as u64,
            prev: self.head,
            at: *now,
            what,
        };
        let digest = entry.digest().map_err(|NotCanonical { .. }| Refused::Chain)?;
        self.take(entry.clone(), digest);
        Ok(entry)
    }

    fn take(&mut self, entry: Entry, digest: Digest) {
        self.evolve(&entry.what, &entry.at);
        self.journal.push(entry);
        self.digests.insert(digest);
        self.head = Some(digest);
    }

    /// The order.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Where the room is.
    #[must_use]
    pub const fn phase(&self) -> RoomPhase {
        self.phase
    }

    /// Places that were tried.
    #[must_use]
    pub const fn places(&self) -> &SortedMap<Slug, Place> {
        &self.places
    }

    /// Whether a place of this room has, or had, this key: what anybody else sends is not even kept aside.
    #[must_use]
    pub fn knows_key(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// Places that are ready, with the keys that they were prepared with last.
    pub fn ready(&self) -> impl Iterator<Item = (String, Slug)> {
        let ready = self.places.iter().filter(|(_, place)| place.ready);
        ready.map(|(seat, place)| (place.key.clone(), seat.clone()))
    }

    /// These keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// Everybody of the order.
    #[must_use]
    pub const fn sitters(&self) -> &SortedMap<Slug, Sitter> {
        &self.sitters
    }

    /// Incidents, by their ids.
    #[must_use]
    pub const fn incidents(&self) -> &SortedMap<RandomId, Incident> {
        &self.incidents
    }

    /// The number of the server that serves.
    #[must_use]
    pub const fn instance(&self) -> u64 {
        self.instance
    }

    /// Whether the clock of the server cannot be believed on the date.
    #[must_use]
    pub const fn has_uncertain_clock(&self) -> bool {
        self.uncertain
    }

    /// The journal.
    #[must_use]
    pub fn journal(&self) -> &[Entry] {
        &self.journal
    }

    /// Digest of the last entry.
    #[must_use]
    pub const fn head(&self) -> Option<Digest> {
        self.head
    }

    /// Whether an entry of the journal has this digest.
    #[must_use]
    pub fn has_seen(&self, digest: &Digest) -> bool {
        self.digests.contains(digest)
    }

    /// Milliseconds since 1970 by the room's own count, from the date that somebody confirmed; none before. A wall clock that jumps
    /// changes nothing within a life of the server.
    #[must_use]
    pub fn time_ms(&self, now: &Now) -> Option<i64> {
        let (ms, last) = self.dated.as_ref()?;
        Some(ms.saturating_add(passed(last, now).0))
    }

    /// Who has a place now.
    #[must_use]
    pub fn at_place(&self, seat: &Slug) -> Option<(&Slug, &Sitter)> {
        let mut sitters = self.sitters.iter();
        sitters.find(|(_, sitter)| {
            sitter.seat.as_ref() == Some(seat) && matches!(sitter.standing, Standing::Seated | Standing::Started)
        })
    }

    /// The state after something that happened; it is one that [`Self::admit`] admits.
    pub fn evolve(&mut self, what: &Happening, at: &Now) {
        if let Some((ms, last)) = &mut self.dated {
            let (more, doubtful) = passed(last, at);
            *ms = ms.saturating_add(more);
            *last = *at;
            self.uncertain |= doubtful;
        }
        match what {
            Happening::Acted { act, by, .. } => {
                self.acts.insert(act.id);
                self.acted(act, by, at);
            }
            Happening::Noted { fact } => self.noted(fact, at),
        }
    }

    fn acted(&mut self, act: &Act, by: &[Slug], at: &Now) {
        match &act.deed {
            Deed::Unlock { .. } => self.phase = RoomPhase::Unlocked,
            Deed::Open { date } => {
                self.phase = RoomPhase::Open;
                self.dated = Some((date.unix().saturating_mul(1000), *at));
            }
            Deed::Prepare { seat, key, tried } => {
                let place = Place {
                    key: key.clone(),
                    ready: tried.passed(),
                };
                self.keys.insert(key.clone());
                self.places.insert(seat.clone(), place);
            }
            Deed::CheckIn { candidate, document } => self.change(candidate, |sitter| {
                sitter.standing = Standing::CheckedIn;
                sitter.document = Some(*document);
            }),
            Deed::TurnAway { candidate, why } => {
                self.change(candidate, |sitter| sitter.standing = Standing::TurnedAway { why: *why });
            }
            Deed::Seat { candidate, seat } => self.change(candidate, |sitter| {
                sitter.seat = Some(seat.clone());
                sitter.permit = None;
                if sitter.standing == Standing::CheckedIn {
                    sitter.standing = Standing::Seated;
                }
            }),
            Deed::Permit { candidate, code } => self.change(candidate, |sitter| sitter.permit = Some(*code)),
            Deed::Pause { candidate, pause } => self.change(candidate, |sitter| {
                sitter.paused = Some((*pause, *at));
                sitter.breaks += u32::from(*pause == PauseKind::Break);
            }),
            Deed::Resume { candidate } => self.change(candidate, |sitter| sitter.paused = None),
            Deed::Settle { incident, upheld } => {
                let decision = if *upheld { Decision::Replaced } else { Decision::Stands };
                self.decided(incident, decision, Author::People(by.to_vec()));
            }
            Deed::Record {
                incident,
                candidate,
                kind,
            } => self.incident(incident, candidate.clone(), *kind, None, at),
            Deed::Decide { incident, decision } => {
                self.decided(incident, *decision, Author::People(by.to_vec()));
            }
            Deed::End { candidate, why } => self.over(candidate, Some(*why)),
            Deed::Report { candidate, report } => self.change(candidate, |sitter| sitter.report = Some(*report)),
            Deed::Close => self.phase = RoomPhase::Closed,
        }
    }

    fn noted(&mut self, fact: &Fact, at: &Now) {
        match fact {
            Fact::Imported { .. } => self.phase = RoomPhase::Imported,
            Fact::Serving { instance, why } => {
                self.instance = *instance;
                if matches!(why, Serving::TookOver | Serving::Rebuilt) {
                    self.was_lost();
                }
            }
            Fact::Released => self.phase = RoomPhase::Unlocked,
            Fact::Joined { candidate, seat } => self.change(candidate, |sitter| {
                sitter.permit = None;
                sitter.joined = Some(seat.clone());
                sitter.seat = sitter.seat.take().or_else(|| Some(seat.clone()));
                sitter.standing = Standing::Started;
            }),
            Fact::Alerted {
                incident,
                candidate,
                item,
                matter,
            } => {
                let about = Some((item.clone(), *matter));
                self.incident(incident, Some(candidate.clone()), IncidentKind::Question, about, at);
            }
            Fact::Noted {
                incident,
                candidate,
                kind,
            } => self.incident(incident, candidate.clone(), *kind, None, at),
            Fact::Ruled { incident, decision } => self.decided(incident, *decision, Author::Rule),
            Fact::Over { candidate } => self.over(candidate, None),
            Fact::Returned { candidate } => {
                self.away.remove(candidate);
            }
        }
    }

    fn change(&mut self, candidate: &Slug, change: impl FnOnce(&mut Sitter)) {
        if let Some(sitter) = self.sitters.get_mut(candidate) {
            change(sitter);
        }
    }

    fn over(&mut self, candidate: &Slug, why: Option<EndReason>) {
        self.change(candidate, |sitter| {
            sitter.standing = Standing::Over { why };
            sitter.paused = None;
            sitter.permit = None;
        });
    }

    fn incident(
        &mut self,
        id: &RandomId,
        candidate: Option<Slug>,
        kind: IncidentKind,
        item: Option<(ItemId, Matter)>,
        at: &Now,
    ) {
        let incident = Incident {
            candidate,
            kind,
            item,
            since: *at,
            decision: None,
        };
        self.incidents.insert(*id, incident);
    }

    fn decided(&mut self, id: &RandomId, decision: Decision, author: Author) {
        let Some(incident) = self.incidents.get_mut(id) else {
            return;
        };
        let alone = match &author {
            Author::Rule => None,
            Author::People(people) => Some(people.len() == 1),
        };
        incident.decision = Some((decision, author));
        if let (Decision::Credit { ms }, Some(candidate)) = (decision, incident.candidate.clone()) {
            self.change(&candidate, |sitter| match alone {
                None => sitter.ruled_ms = sitter.ruled_ms.saturating_add(ms),
                Some(true) => sitter.alone_ms = sitter.alone_ms.saturating_add(ms),
                Some(false) => {}
            });
        }
    }
}

/// Milliseconds between two instants of the server, and whether they can be doubted.
fn passed(from: &Now, to: &Now) -> (i64, bool) {
    if from.boot == to.boot {
        let ms = to.mono_ms.saturating_sub(from.mono_ms);
        return (ms.max(0), ms < 0);
    }
    let gap = to.wall_ms.saturating_sub(from.wall_ms);
    if (0..=PLAUSIBLE_GAP_MS).contains(&gap) {
        (gap, false)
    } else {
        (0, true)
    }
}
