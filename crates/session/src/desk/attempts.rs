//! What seats send, and what time brings.

use super::{Desk, Outbox};
use crate::access::Denied;
use crate::event::{Decision, Fact, IncidentKind};
use crate::order::code_digest;
use crate::room::{Refused, RoomPhase};
use crate::store::{Aside, Record, SeatHead};
use crate::wire::{Join, Post, Reply, Wish, acknowledged};
use jalon_attempt::admit::Illegal;
use jalon_attempt::event::Event;
use jalon_attempt::host::{self, Received, Stop};
use jalon_attempt::room::{Lease, Matter};
use jalon_attempt::{Host, Linear, Now, Phase};
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Slug};
use jalon_protocol::ItemId;

impl Desk {
    /// A seat with a permission: it gets the lease, once. A seat that has the lease is told again what it has.
    pub(super) fn join(&mut self, join: &Join, now: &Now, outbox: &mut Outbox) -> Reply {
        let refused = |refused: Refused| Reply::Refused { code: refused.code() };
        if self.sealed {
            return refused(Refused::Sealed);
        }
        let place = self.room.places().get(&join.seat);
        if !place.is_some_and(|place| place.ready && place.key == join.key) {
            return refused(Refused::SeatNotReady);
        }
        let Some(candidate) = self.room.at_place(&join.seat).map(|(id, _)| id.clone()) else {
            return refused(Refused::Permission);
        };
        let Some(attempt) = self.attempt_of(&candidate) else {
            return refused(Refused::Candidate);
        };
        let lease = self.hosts.get(&attempt).and_then(|host| host.state().lease());
        let holds = lease.is_some_and(|lease| lease.key == join.key);
        if !holds {
            let code = code_digest(&self.kit.order.session, &join.code);
            let permit = self.room.sitters().get(&candidate).and_then(|sitter| sitter.permit);
            if permit != Some(code) {
                return refused(Refused::Permission);
            }
            if let Err(why) = self.lease(&candidate, attempt, join, now, outbox) {
                return refused(why);
            }
        }
        self.heard.insert(attempt, *now);
        match (self.hosts.get(&attempt), self.ack(&attempt)) {
            (Some(host), Some(ack)) => Reply::Welcome {
                journal: host.journal().clone(),
                ack,
                heads: self
                    .heads
                    .get(&attempt)
                    .into_iter()
                    .flat_map(|heads| heads.values().cloned())
                    .collect(),
                left_ms: self.left_ms(&attempt, now),
            },
            _ => refused(Refused::OutOfPlace),
        }
    }

    fn lease(
        &mut self,
        candidate: &Slug,
        attempt: RandomId,
        join: &Join,
        now: &Now,
        outbox: &mut Outbox,
    ) -> Result<(), Refused> {
        let supply = self.kit.supply().ok_or(Refused::OutOfPlace)?;
        let (mut host, deed) = match self.hosts.get(&attempt) {
            Some(host) => {
                let (seat, key) = (join.seat.clone(), join.key.clone());
                (host.clone(), host::Deed::Lease { seat, key })
            }
            None => {
                let build = self.kit.build.clone();
                let started = self.kit.order.started(candidate, build).ok_or(Refused::Candidate)?;
                let lease = Lease {
                    epoch: 1,
                    seat: join.seat.clone(),
                    key: join.key.clone(),
                };
                let started = Box::new(started);
                (Host::new(attempt, supply), host::Deed::Start { started, lease })
            }
        };
        let events = self.on(&mut host, deed, now)?;
        let (candidate, seat) = (candidate.clone(), join.seat.clone());
        self.note(Fact::Joined { candidate, seat }, now, outbox)?;
        outbox.events(events);
        self.hosts.insert(attempt, host);
        Ok(())
    }

    /// What a seat has written.
    pub(super) fn post(&mut self, post: Post, now: &Now, outbox: &mut Outbox) -> Reply {
        let attempt = post.attempt;
        if self.kit.order.sitter(&attempt).is_none() {
            return Reply::Refused { code: "desk/attempt" };
        }
        if !self.room.knows_key(&post.key) {
            return Reply::Refused {
                code: Denied::Unknown.code(),
            };
        }
        if post.instance > self.room.instance() {
            // Somebody else has spoken to this seat in the session's name, later than us: we are the old one, if the centre signed it.
            self.replaced |= self.is_later(&post);
            return Reply::Refused {
                code: "desk/other-instance",
            };
        }
        let signed = crate::heads::of_post(&post);
        if signed.is_none() && !post.events.is_empty() {
            return Reply::Refused { code: "desk/head" };
        }
        let Some(host) = self.hosts.get(&attempt) else {
            return Reply::Behind;
        };
        let (count, head) = post.known;
        let known = usize::try_from(count)
            .ok()
            .filter(|count| *count <= host.host_digests().len());
        let last = known.map(|count| count.checked_sub(1).and_then(|at| host.host_digests().get(at)));
        if last.map(|last| last.copied()) != Some(head) {
            return Reply::Behind;
        }
        let holder = host.state().lease().is_some_and(|lease| lease.key == post.key);
        if self.sealed || !holder {
            return self.late(attempt, &post.key, &post.events, count, now, outbox);
        }
        if (signed.as_ref()).is_some_and(|head| !crate::heads::fits(host, head, &post)) {
            return Reply::Refused { code: "desk/head" };
        }
        match self.taken(post, signed, now, outbox) {
            Ok(reply) => reply,
            Err(refused) => Reply::Refused { code: refused.code() },
        }
    }

    /// Whether the centre signed, for this attempt, what a later server than this one acknowledged.
    fn is_later(&self, post: &Post) -> bool {
        let centre = &self.kit.order.centre;
        let ack = post.proof.as_ref().and_then(|proof| acknowledged(proof, centre));
        ack.is_some_and(|ack| ack.attempt == post.attempt && ack.instance > self.room.instance())
    }

    /// What comes from a seat that may not write any more.
    fn late(
        &mut self,
        attempt: RandomId,
        from: &str,
        events: &[Event],
        known: u64,
        now: &Now,
        outbox: &mut Outbox,
    ) -> Reply {
        let host = self.hosts.get(&attempt);
        let fresh = events
            .iter()
            .filter(|event| !host.is_some_and(|host| host.holds(event)));
        let fresh: Vec<Event> = fresh.cloned().collect();
        let why = if self.sealed {
            Refused::Sealed.code()
        } else {
            Illegal::Fenced.code()
        };
        if let Err(refused) = self.set_aside(attempt, from, fresh, (why, IncidentKind::Aside), now, outbox) {
            return Reply::Refused { code: refused.code() };
        }
        match (self.ack(&attempt), self.hosts.get(&attempt)) {
            (Some(ack), Some(host)) => Reply::NotTaken {
                ack,
                news: host.host_from(known),
                why,
                kept: self.kept(&attempt, events),
                left_ms: self.left_ms(&attempt, now),
            },
            _ => Reply::Behind,
        }
    }

    /// Of events, those that are kept: in the chain, or aside.
    fn kept(&self, attempt: &RandomId, events: &[Event]) -> Vec<Digest> {
        let host = self.hosts.get(attempt);
        let kept = events.iter().filter_map(|event| {
            let digest = event.header.digest().ok()?;
            let here = self.aside.contains(&digest) || host.is_some_and(|host| host.holds(event));
            here.then_some(digest)
        });
        kept.collect()
    }

    /// The clock of a place that is heard in this life for the first time runs again: what passed since the life before is not charged.
    fn wake(&mut self, attempt: &RandomId, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        let sleeps = |host: &Host| host.state().is_due(now) && !host.state().is_of(&now.boot);
        let Some(mut host) = self.hosts.get(attempt).filter(|host| sleeps(host)).cloned() else {
            return Ok(());
        };
        if !self.owed.contains_key(attempt) {
            outbox.events(self.on(&mut host, host::Deed::Tick, now)?);
            self.hosts.insert(*attempt, host);
        }
        Ok(())
    }

    /// Whether what a seat sends can never be of its chain here: it goes on from what was kept aside, or it saw what a server that was lost
    /// had told.
    fn is_apart(&self, host: &Host, events: &[Event]) -> bool {
        let Some(first) = events.iter().find(|event| !host.holds(event)) else {
            return false;
        };
        let (prev, seen) = (first.header.prev, first.header.seen);
        let from_aside = prev.is_some_and(|prev| self.aside.contains(&prev)) && prev != host.heads().seat;
        from_aside || seen.is_some_and(|seen| !host.host_digests().contains(&seen))
    }

    fn taken(&mut self, post: Post, head: Option<SeatHead>, now: &Now, outbox: &mut Outbox) -> Result<Reply, Refused> {
        let attempt = post.attempt;
        let awaited = self.is_awaited(&attempt);
        self.returned(&attempt, now, outbox)?;
        self.back(&attempt, now, outbox)?;
        self.heard.insert(attempt, *now);
        if awaited {
            self.reconcile(&attempt, now, outbox)?;
        }
        self.wake(&attempt, now, outbox)?;
        let supply_kit = std::sync::Arc::clone(&self.kit);
        let supply = supply_kit.supply().ok_or(Refused::OutOfPlace)?;
        let ack = self.ack(&attempt).ok_or(Refused::OutOfPlace)?;
        let apart = (self.hosts.get(&attempt)).is_some_and(|host| self.is_apart(host, &post.events));
        let host = self.hosts.get_mut(&attempt).ok_or(Refused::OutOfPlace)?;
        if self.owed.contains_key(&attempt) && !matches!(host.state().phase(), Phase::Closed(_)) {
            let news = host.host_from(post.known.0);
            let left_ms = host.state().left_ms(now);
            return Ok(Reply::Hold { ack, news, left_ms });
        }
        let before = host.state().alerts().clone();
        let received = if apart {
            Received::apart(&post.events)
        } else {
            host.receive(&post.events, supply, now)
        };
        let alerts = new_alerts(&before, host.state().alerts());
        // The journal keeps them in the order in which they fold: the host's settling of its clock stands before what it took.
        let events = &host.journal().events;
        let new = events.len().saturating_sub(received.taken + received.host.len());
        outbox.events(events.iter().skip(new).cloned());
        if let (Some(body), Some(head), true) = (head, post.head, received.taken > 0) {
            self.keep_head(attempt, body.epoch, head, outbox);
        }
        if let (Some(candidate), true) = (
            self.kit.order.sitter(&attempt).map(|c| c.id.clone()),
            !alerts.is_empty(),
        ) {
            for (item, matter) in alerts {
                let incident = self.incident_id(item.as_str().as_bytes());
                let candidate = candidate.clone();
                let alerted = Fact::Alerted {
                    incident,
                    candidate,
                    item,
                    matter,
                };
                self.note(alerted, now, outbox)?;
            }
        }
        if !received.aside.is_empty() {
            let why = received.stopped.as_ref().map_or("", Stop::code);
            let kind = match received.stopped {
                Some(Stop::Fork) => IncidentKind::Fork,
                _ => IncidentKind::Aside,
            };
            self.set_aside(attempt, &post.key, received.aside.clone(), (why, kind), now, outbox)?;
        }
        let refused = match (post.wish, &received.stopped) {
            (Some(wish), None) => self.wish(attempt, wish, now, outbox),
            _ => None,
        };
        self.over(&attempt, now, outbox)?;
        let (Some(ack), Some(host)) = (self.ack(&attempt), self.hosts.get(&attempt)) else {
            return Ok(Reply::Behind);
        };
        let news = host.host_from(post.known.0);
        let left_ms = host.state().left_ms(now);
        Ok(match received.stopped {
            None => Reply::Taken {
                ack,
                news,
                refused,
                left_ms,
            },
            Some(Stop::Behind) => Reply::Behind,
            Some(stop) => Reply::NotTaken {
                ack,
                news,
                why: stop.code(),
                kept: self.kept(&attempt, &post.events),
                left_ms,
            },
        })
    }

    fn wish(&mut self, attempt: RandomId, wish: Wish, now: &Now, outbox: &mut Outbox) -> Option<&'static str> {
        let deed = match wish {
            Wish::Begin { part } => host::Deed::Begin { part },
            Wish::Next { after } => host::Deed::Next { after },
        };
        // A pause between two parts stops no clock yet: none begins to run before it is over.
        let candidate = self.kit.order.sitter(&attempt).map(|candidate| &candidate.id);
        let sitter = candidate.and_then(|id| self.room.sitters().get(id));
        if sitter.is_some_and(|sitter| sitter.paused.is_some()) {
            return Some(Refused::Paused.code());
        }
        let kit = std::sync::Arc::clone(&self.kit);
        let host = self.hosts.get_mut(&attempt)?;
        match host.command(deed, kit.supply()?, kit.seed()?, now, &Linear) {
            Ok(events) => {
                outbox.events(events);
                None
            }
            Err(refused) => Some(refused.code()),
        }
    }

    /// Keeps aside what was not kept aside before, as an incident that the certifier decides.
    pub(super) fn set_aside(
        &mut self,
        attempt: RandomId,
        from: &str,
        events: Vec<Event>,
        (why, kind): (&str, IncidentKind),
        now: &Now,
        outbox: &mut Outbox,
    ) -> Result<(), Refused> {
        let mut fresh = false;
        for event in events {
            let Ok(digest) = event.header.digest() else { continue };
            if event.header.attempt != attempt || !self.aside.insert(digest) {
                continue;
            }
            fresh = true;
            outbox.records.push(Record::Aside(Aside {
                event,
                why: why.to_owned(),
                from: from.to_owned(),
                at: *now,
            }));
        }
        if fresh {
            self.note_for_the_certifier(attempt, kind, now, outbox)?;
        }
        Ok(())
    }

    /// Notes, while the room is open, something of an attempt that the certifier is to decide.
    pub(super) fn note_for_the_certifier(
        &mut self,
        attempt: RandomId,
        kind: IncidentKind,
        now: &Now,
        outbox: &mut Outbox,
    ) -> Result<(), Refused> {
        if self.room.phase() == RoomPhase::Open {
            let incident = self.incident_id(attempt.as_bytes());
            let candidate = self.kit.order.sitter(&attempt).map(|candidate| candidate.id.clone());
            let noted = Fact::Noted {
                incident,
                candidate,
                kind,
            };
            self.note(noted, now, outbox)?;
            let decision = Decision::Certifier;
            self.note(Fact::Ruled { incident, decision }, now, outbox)?;
        }
        Ok(())
    }

    /// What time brings: places that are silent, parts whose time is over.
    pub(super) fn tick(&mut self, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        let silence = i64::from(self.kit.order.rules.silence) * 1000;
        let silent: Vec<(RandomId, Now)> = self
            .heard
            .iter()
            .filter(|(attempt, heard)| {
                let quiet = heard.boot == now.boot && now.mono_ms.saturating_sub(heard.mono_ms) >= silence;
                quiet && !self.is_out(attempt) && self.is_started(attempt)
            })
            .map(|(attempt, heard)| (*attempt, *heard))
            .collect();
        for (attempt, heard) in silent {
            let incident = self.incident_id(attempt.as_bytes());
            let candidate = self.kit.order.sitter(&attempt).map(|candidate| candidate.id.clone());
            let kind = IncidentKind::Outage;
            let noted = Fact::Noted {
                incident,
                candidate,
                kind,
            };
            self.note(noted, now, outbox)?;
            if let Some(outage) = self.outage(&attempt, incident, &heard, now) {
                self.outages.insert(attempt, outage);
            }
        }
        let running: Vec<RandomId> = self
            .hosts
            .iter()
            .filter(|(attempt, host)| {
                let here = !self.is_out(attempt) && !self.is_awaited(attempt);
                here && host.state().is_of(&now.boot) && host.state().is_due(now)
            })
            .map(|(attempt, _)| *attempt)
            .collect();
        for attempt in running {
            let Some(mut host) = self.hosts.get(&attempt).cloned() else {
                continue;
            };
            let events = self.on(&mut host, host::Deed::Tick, now)?;
            outbox.events(events);
            self.hosts.insert(attempt, host);
            self.over(&attempt, now, outbox)?;
        }
        Ok(())
    }
}

fn new_alerts(before: &SortedMap<ItemId, Matter>, after: &SortedMap<ItemId, Matter>) -> Vec<(ItemId, Matter)> {
    let new = after.iter().filter(|(item, _)| !before.contains_key(*item));
    new.map(|(item, matter)| (item.clone(), *matter)).collect()
}
