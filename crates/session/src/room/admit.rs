//! What may happen in a room: the same answer for the console, a direct call, and a journal that comes from elsewhere.

use super::{Refused, Room, RoomPhase, Sitter, Standing};
use crate::access::{Capability, may};
use crate::event::{
    Act, Decision, Deed, EndReason, Fact, Happening, IncidentKind, PauseKind, Refusal, Serving, codes_open,
};
use crate::order::Opening;
use jalon_attempt::Now;
use jalon_base::Slug;
use jalon_base::id::RandomId;
use jalon_credential::did::resolve_key;

/// Most characters of a note.
const NOTE: usize = 500;

impl Deed {
    /// What it takes to do it.
    #[must_use]
    pub const fn needs(&self) -> Capability {
        match self {
            Self::Unlock { .. } => Capability::Unlock,
            Self::Open { .. } | Self::Close => Capability::Run,
            Self::Prepare { .. } => Capability::Prepare,
            Self::CheckIn { .. } | Self::TurnAway { .. } => Capability::CheckIn,
            Self::Seat { .. } | Self::Permit { .. } => Capability::Seat,
            Self::Pause { .. } | Self::Resume { .. } | Self::Settle { .. } => Capability::Assist,
            Self::Record { .. } | Self::Decide { .. } | Self::Report { .. } => Capability::Report,
            Self::End { .. } => Capability::End,
        }
    }
}

fn ensure(holds: bool, otherwise: Refused) -> Result<(), Refused> {
    if holds { Ok(()) } else { Err(otherwise) }
}

impl Room {
    /// Whether something may happen.
    ///
    /// # Errors
    /// [`Refused`] says why it may not.
    pub fn admit(&self, what: &Happening, at: &Now) -> Result<(), Refused> {
        match what {
            Happening::Acted { act, by, .. } => {
                ensure(!self.acts.contains(&act.id), Refused::Repeated)?;
                let two = self.takes_two(&act.deed);
                may(&self.order, &act.session, by, act.deed.needs(), two)?;
                ensure(self.has_seen(&act.seen), Refused::Stale)?;
                note(act)?;
                ensure(self.phase != RoomPhase::Closed, Refused::OutOfPlace)?;
                self.act(&act.deed, by, at)
            }
            Happening::Noted { fact } => self.fact(fact),
        }
    }

    /// Whether a deed takes two people: what ends a test for its candidate's fault, and time beyond what one alone may give.
    #[must_use]
    pub fn takes_two(&self, deed: &Deed) -> bool {
        match deed {
            Deed::Unlock { .. } => true,
            Deed::End { why, .. } => *why == EndReason::Fraud,
            Deed::Decide {
                incident,
                decision: Decision::Credit { ms },
            } => {
                let candidate = self
                    .incidents
                    .get(incident)
                    .and_then(|incident| incident.candidate.as_ref());
                let before = candidate
                    .and_then(|id| self.sitters.get(id))
                    .map_or(0, |sitter| sitter.alone_ms);
                before.saturating_add(*ms) > i64::from(self.order.rules.alone_credit) * 1000
            }
            _ => false,
        }
    }

    fn sitter(&self, candidate: &Slug) -> Result<&Sitter, Refused> {
        self.sitters.get(candidate).ok_or(Refused::Candidate)
    }

    fn open(&self) -> Result<(), Refused> {
        ensure(self.phase == RoomPhase::Open, Refused::OutOfPlace)
    }

    fn act(&self, deed: &Deed, by: &[Slug], at: &Now) -> Result<(), Refused> {
        match deed {
            Deed::Unlock { codes } => {
                ensure(self.phase == RoomPhase::Imported, Refused::OutOfPlace)?;
                // Both hold a code: neither may be the second of a person who holds none.
                let hold = |who: &Slug| {
                    let mut staff = self.order.staff.iter();
                    staff.any(|person| person.id == *who && person.may.contains(&Capability::Unlock))
                };
                ensure(by.iter().all(hold), Refused::Denied(crate::access::Denied::Capability))?;
                match &self.order.opening {
                    Opening::Codes { digests } => {
                        ensure(codes_open(&self.order.session, digests, codes), Refused::Code)
                    }
                    Opening::Online => Err(Refused::OutOfPlace),
                }
            }
            Deed::Open { date } => {
                ensure(self.phase == RoomPhase::Unlocked, Refused::OutOfPlace)?;
                let window = &self.order.window;
                let in_time = window.opens.unix() - 3600 <= date.unix() && *date < window.closes;
                ensure(in_time, Refused::Early)
            }
            Deed::Prepare { seat, key, tried } => {
                ensure(self.phase >= RoomPhase::Imported, Refused::OutOfPlace)?;
                ensure(self.order.seats.contains(seat), Refused::Seat)?;
                ensure(tried.secure, Refused::Insecure)?;
                // A key signs for one place: two would hold one lease.
                let own = self.places.get(seat).is_some_and(|place| place.key == *key);
                ensure(resolve_key(key).is_ok() && (own || !self.knows_key(key)), Refused::Key)
            }
            Deed::CheckIn { candidate, .. } => {
                self.open()?;
                ensure(
                    self.sitter(candidate)?.standing == Standing::Expected,
                    Refused::OutOfPlace,
                )?;
                ensure(!self.is_late(at), Refused::Late)
            }
            Deed::TurnAway { candidate, why } => {
                self.open()?;
                let standing = self.sitter(candidate)?.standing;
                let before = matches!(standing, Standing::Expected | Standing::CheckedIn | Standing::Seated);
                let absent = standing == Standing::Expected || *why != Refusal::Absent;
                ensure(before && absent, Refused::OutOfPlace)
            }
            Deed::Seat { candidate, seat } => {
                self.open()?;
                let sitter = self.sitter(candidate)?;
                let here = matches!(
                    sitter.standing,
                    Standing::CheckedIn | Standing::Seated | Standing::Started
                );
                ensure(here && sitter.seat.as_ref() != Some(seat), Refused::OutOfPlace)?;
                self.free(seat)
            }
            Deed::Permit { candidate, .. } => {
                self.open()?;
                let sitter = self.sitter(candidate)?;
                let here = matches!(sitter.standing, Standing::Seated | Standing::Started);
                ensure(here && sitter.permit.is_none(), Refused::OutOfPlace)
            }
            Deed::Pause { candidate, pause } => {
                self.started(candidate)?;
                let (sitter, order) = (self.sitter(candidate)?, self.order.candidate(candidate));
                ensure(sitter.paused.is_none(), Refused::OutOfPlace)?;
                let left = order.is_some_and(|order| sitter.breaks < order.adjustments.breaks);
                ensure(*pause == PauseKind::Room || left, Refused::NoBreak)
            }
            Deed::Resume { candidate } => {
                self.started(candidate)?;
                ensure(self.sitter(candidate)?.paused.is_some(), Refused::OutOfPlace)
            }
            Deed::Settle { incident, .. } => {
                let waits = self.undecided(incident)?;
                ensure(waits == IncidentKind::Question, Refused::Incident)
            }
            Deed::Record {
                incident,
                candidate,
                kind,
            } => {
                self.open()?;
                if let Some(candidate) = candidate {
                    self.sitter(candidate)?;
                }
                ensure(!self.incidents.contains_key(incident), Refused::Repeated)?;
                // What the server notes by itself is not for people to say.
                let by_itself = matches!(
                    kind,
                    IncidentKind::Question
                        | IncidentKind::Outage
                        | IncidentKind::Server
                        | IncidentKind::Fork
                        | IncidentKind::Aside
                        | IncidentKind::Copy
                );
                ensure(!by_itself, Refused::Incident)
            }
            Deed::Decide { incident, decision } => {
                let kind = self.undecided(incident)?;
                let candidate = self
                    .incidents
                    .get(incident)
                    .and_then(|incident| incident.candidate.as_ref());
                // What a place still keeps is for the certifier to rule on, never for the room to do without.
                let right = match decision {
                    Decision::Certifier => kind != IncidentKind::Question,
                    Decision::Nothing => !matches!(kind, IncidentKind::Question | IncidentKind::Copy),
                    Decision::Credit { ms } => {
                        let runs = candidate.is_some_and(|id| self.started(id).is_ok());
                        !matches!(kind, IncidentKind::Question | IncidentKind::Copy) && *ms > 0 && runs
                    }
                    Decision::Uncharged | Decision::Replaced | Decision::Stands => false,
                };
                ensure(right, Refused::Incident)
            }
            Deed::End { candidate, .. } => {
                self.started(candidate)?;
                ensure(!self.has_open_alert(candidate), Refused::AlertOpen)
            }
            Deed::Report { candidate, report } => {
                self.open()?;
                let Standing::Over { why } = self.sitter(candidate)?.standing else {
                    return Err(Refused::OutOfPlace);
                };
                let said = report.signed || self.has(candidate, IncidentKind::Signature);
                ensure(report.finished == why.is_none() && said, Refused::BadReport)
            }
            Deed::Close => self.close(),
        }
    }

    /// Closing: nobody runs, nothing waits, every line is complete.
    fn close(&self) -> Result<(), Refused> {
        self.open()?;
        for sitter in self.sitters.values() {
            match sitter.standing {
                Standing::Started => return Err(Refused::Running),
                Standing::TurnedAway { .. } => {}
                Standing::Over { .. } if sitter.report.is_some() => {}
                _ => return Err(Refused::Report),
            }
        }
        let mut waiting = self.incidents.values().filter(|incident| incident.decision.is_none());
        match waiting.next() {
            None => Ok(()),
            Some(incident) if incident.kind == IncidentKind::Question => Err(Refused::AlertOpen),
            Some(_) => Err(Refused::Undecided),
        }
    }

    fn fact(&self, fact: &Fact) -> Result<(), Refused> {
        match fact {
            Fact::Imported { release, .. } => {
                ensure(self.phase == RoomPhase::Blank, Refused::OutOfPlace)?;
                ensure(*release == self.order.release, Refused::Stale)
            }
            Fact::Serving { instance, why } => {
                // The next life, or the first of the next thousand: no number is out of reach of those after it.
                let most = (self.instance / 1000 + 1) * 1000;
                ensure((self.instance + 1..=most).contains(instance), Refused::OutOfPlace)?;
                let first = *why == Serving::First;
                ensure(!first || self.instance == 0, Refused::OutOfPlace)
            }
            Fact::Released => {
                let online = self.order.opening == Opening::Online;
                ensure(online && self.phase == RoomPhase::Imported, Refused::OutOfPlace)
            }
            Fact::Joined { candidate, seat } => {
                self.open()?;
                let sitter = self.sitter(candidate)?;
                let here = matches!(sitter.standing, Standing::Seated | Standing::Started);
                let permitted = here && sitter.permit.is_some() && sitter.seat.as_ref() == Some(seat);
                // After a server that was lost, an attempt that comes back tells that somebody had joined.
                let came = matches!(sitter.standing, Standing::CheckedIn | Standing::Seated);
                let told = came && self.away.contains_key(candidate);
                ensure(permitted || told, Refused::Permission)
            }
            Fact::Alerted {
                incident, candidate, ..
            } => {
                self.started(candidate)?;
                ensure(!self.incidents.contains_key(incident), Refused::Repeated)
            }
            Fact::Noted {
                incident, candidate, ..
            } => {
                if let Some(candidate) = candidate {
                    self.sitter(candidate)?;
                }
                ensure(self.phase != RoomPhase::Closed, Refused::OutOfPlace)?;
                ensure(!self.incidents.contains_key(incident), Refused::Repeated)
            }
            Fact::Ruled { incident, decision } => {
                let kind = self.undecided(incident)?;
                let candidate = self
                    .incidents
                    .get(incident)
                    .and_then(|incident| incident.candidate.as_ref());
                let given = candidate
                    .and_then(|id| self.sitters.get(id))
                    .map_or(0, |sitter| sitter.ruled_ms);
                let most = i64::from(self.order.rules.outage_credit) * 1000;
                let right = match decision {
                    Decision::Credit { ms } => {
                        kind == IncidentKind::Outage && *ms > 0 && given.saturating_add(*ms) <= most
                    }
                    Decision::Uncharged => kind == IncidentKind::Server,
                    Decision::Nothing if kind == IncidentKind::Copy => {
                        candidate.is_some_and(|id| !self.away.contains_key(id))
                    }
                    Decision::Nothing => kind == IncidentKind::Outage,
                    Decision::Certifier => matches!(kind, IncidentKind::Aside | IncidentKind::Fork),
                    Decision::Replaced | Decision::Stands => false,
                };
                ensure(right, Refused::Incident)
            }
            Fact::Over { candidate } => self.started(candidate),
            Fact::Returned { candidate } => ensure(self.away.contains_key(candidate), Refused::OutOfPlace),
        }
    }

    fn started(&self, candidate: &Slug) -> Result<(), Refused> {
        self.open()?;
        ensure(
            self.sitter(candidate)?.standing == Standing::Started,
            Refused::OutOfPlace,
        )
    }

    /// Whether somebody can be given a place: it passed its tests, and nobody has it.
    #[must_use]
    pub fn is_free(&self, seat: &Slug) -> bool {
        self.free(seat).is_ok()
    }

    fn free(&self, seat: &Slug) -> Result<(), Refused> {
        ensure(self.order.seats.contains(seat), Refused::Seat)?;
        let ready = self.places.get(seat).is_some_and(|place| place.ready);
        ensure(ready, Refused::SeatNotReady)?;
        ensure(self.at_place(seat).is_none(), Refused::SeatTaken)
    }

    fn undecided(&self, incident: &RandomId) -> Result<IncidentKind, Refused> {
        let known = self.incidents.get(incident).ok_or(Refused::Incident)?;
        ensure(known.decision.is_none(), Refused::Incident)?;
        Ok(known.kind)
    }

    /// Whether the latest arrival has passed, by the room's own count.
    #[must_use]
    pub fn is_late(&self, at: &Now) -> bool {
        let late = self.order.window.late.unix().saturating_mul(1000);
        self.time_ms(at).is_none_or(|ms| ms >= late)
    }

    fn has(&self, candidate: &Slug, kind: IncidentKind) -> bool {
        let mut incidents = self.incidents.values();
        incidents.any(|incident| incident.kind == kind && incident.candidate.as_ref() == Some(candidate))
    }

    /// Whether somebody waits for an answer about a question.
    #[must_use]
    pub fn has_open_alert(&self, candidate: &Slug) -> bool {
        let mut incidents = self.incidents.values();
        incidents.any(|incident| {
            incident.kind == IncidentKind::Question
                && incident.decision.is_none()
                && incident.candidate.as_ref() == Some(candidate)
        })
    }
}

fn note(act: &Act) -> Result<(), Refused> {
    let right = act
        .note
        .as_ref()
        .is_none_or(|note| note.chars().count() <= NOTE && !note.chars().any(|c| c.is_control() && c != '\n'));
    ensure(right, Refused::Note)
}
