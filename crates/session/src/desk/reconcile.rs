//! After a life that ended badly, the room's journal and an attempt's may disagree: what the room decided is done again in the attempt.
//!
//! The room's journal comes from the disk, the follower or the console, an attempt from the disk, the follower or its place: each may have
//! more than the other. What a person decided stands; what an attempt tells that the room does not know is noted in the room.

use super::{Desk, Outbox};
use crate::event::{Decision, Fact, IncidentKind};
use crate::room::{Refused, RoomPhase, Standing};
use jalon_attempt::event::Payload;
use jalon_attempt::host::Deed;
use jalon_attempt::{Host, Now, Phase};
use jalon_base::Slug;
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedSet;
use jalon_protocol::ItemId;

impl Desk {
    /// Brings an attempt to what the room decided.
    pub(super) fn reconcile(&mut self, attempt: &RandomId, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        let Some(candidate) = self.kit.order.sitter(attempt).map(|candidate| candidate.id.clone()) else {
            return Ok(());
        };
        let Some(mut host) = self.hosts.get(attempt).cloned() else {
            return Ok(());
        };
        let closed = |host: &Host| matches!(host.state().phase(), Phase::Closed(_));
        if closed(&host) {
            return self.over(attempt, now, outbox);
        }
        let mut unknown = Vec::new();
        let alerts: Vec<ItemId> = host.state().alerts().keys().cloned().collect();
        for item in alerts {
            match self.settled(&candidate, &item) {
                Some(Some(upheld)) => outbox.events(self.on(&mut host, Deed::Settle { item, upheld }, now)?),
                Some(None) => {}
                None => unknown.push(item),
            }
        }
        for (incident, ms) in self.uncredited(&candidate, &host) {
            if host.state().open_part().is_some() {
                outbox.events(self.on(&mut host, Deed::Credit { ms, incident }, now)?);
            }
        }
        let sitter = self.room.sitters().get(&candidate);
        let by_hand = sitter.is_some_and(|sitter| matches!(sitter.standing, Standing::Over { why: Some(_) }));
        // What comes back once the room is closed was to end with it.
        let ended = by_hand || self.room.phase() == RoomPhase::Closed;
        let told = ended && !unknown.is_empty();
        if ended {
            // Nobody can settle any more what only this place knew: the certifier may.
            for item in unknown.drain(..) {
                let upheld = false;
                outbox.events(self.on(&mut host, Deed::Settle { item, upheld }, now)?);
            }
        }
        let paused = sitter.is_some_and(|sitter| sitter.paused.is_some());
        let deed = match host.state().phase() {
            _ if closed(&host) => None,
            _ if ended && host.state().alerts().is_empty() => Some(Deed::End),
            Phase::Running(_) if paused => Some(Deed::Suspend),
            Phase::Paused(_) if !paused && !self.owed.contains_key(attempt) => Some(Deed::Resume),
            _ => None,
        };
        if let Some(deed) = deed {
            outbox.events(self.on(&mut host, deed, now)?);
        }
        let matters = host.state().alerts().clone();
        self.hosts.insert(*attempt, host);
        if told {
            self.note_for_the_certifier(*attempt, IncidentKind::Aside, now, outbox)?;
        }
        let started = self.room.sitters().get(&candidate).map(|sitter| sitter.standing);
        for item in unknown {
            let (Some(matter), Some(Standing::Started)) = (matters.get(&item), started) else {
                continue;
            };
            let incident = self.incident_id(item.as_str().as_bytes());
            let (candidate, matter) = (candidate.clone(), *matter);
            let alerted = Fact::Alerted {
                incident,
                candidate,
                item,
                matter,
            };
            self.note(alerted, now, outbox)?;
        }
        self.over(attempt, now, outbox)
    }

    /// After a server that was lost, each place may have been told more than is here, and is waited for.
    pub(super) fn note_away(&mut self, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        for candidate in self.room.away().keys().cloned().collect::<Vec<Slug>>() {
            if self.copy_incident(&candidate).is_some() {
                continue;
            }
            let incident = self.incident_id(candidate.as_str().as_bytes());
            let noted = Fact::Noted {
                incident,
                candidate: Some(candidate),
                kind: IncidentKind::Copy,
            };
            self.note(noted, now, outbox)?;
        }
        Ok(())
    }

    /// The place that holds the lease has been heard, and knows nothing that is not here: somebody who was away is so no more, unless
    /// they had joined elsewhere.
    pub(super) fn returned(&mut self, attempt: &RandomId, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        let candidate = self.kit.order.sitter(attempt).map(|candidate| candidate.id.clone());
        let lease = self.hosts.get(attempt).and_then(|host| host.state().lease().cloned());
        let (Some(candidate), Some(lease)) = (candidate, lease) else {
            return Ok(());
        };
        match self.room.away().get(&candidate) {
            Some(Some(seat)) if *seat == lease.seat => {}
            Some(None) => {}
            _ => return Ok(()),
        }
        let standing = self.room.sitters().get(&candidate).map(|sitter| sitter.standing);
        if matches!(standing, Some(Standing::CheckedIn | Standing::Seated)) && self.room.phase() == RoomPhase::Open {
            let (candidate, seat) = (candidate.clone(), lease.seat.clone());
            self.note(Fact::Joined { candidate, seat }, now, outbox)?;
        }
        let incident = self.copy_incident(&candidate);
        self.note(Fact::Returned { candidate }, now, outbox)?;
        if let (Some(incident), RoomPhase::Open) = (incident, self.room.phase()) {
            let decision = Decision::Nothing;
            self.note(Fact::Ruled { incident, decision }, now, outbox)?;
        }
        Ok(())
    }

    fn copy_incident(&self, candidate: &Slug) -> Option<RandomId> {
        let mut incidents = self.room.incidents().iter();
        let waits = incidents.find(|(_, incident)| {
            let about = incident.candidate.as_ref() == Some(candidate);
            about && incident.kind == IncidentKind::Copy && incident.decision.is_none()
        });
        waits.map(|(id, _)| *id)
    }

    /// What the room knows of an alert: nothing, that it waits, or whether it was right. The latest one counts.
    fn settled(&self, candidate: &Slug, item: &ItemId) -> Option<Option<bool>> {
        let of = self.room.incidents().values().filter(|incident| {
            let about = incident.item.as_ref().is_some_and(|(about, _)| about == item);
            about && incident.candidate.as_ref() == Some(candidate)
        });
        let mut known = None;
        for incident in of {
            match incident.decision.as_ref().map(|(decision, _)| decision) {
                None => return Some(None),
                Some(decision) => known = Some(Some(*decision == Decision::Replaced)),
            }
        }
        known
    }

    /// Time that was decided and is not in the attempt.
    fn uncredited(&self, candidate: &Slug, host: &Host) -> Vec<(RandomId, i64)> {
        let given = host
            .journal()
            .events
            .iter()
            .filter_map(|event| match event.payload.as_deref() {
                Some(Payload::Credited { incident, .. }) => Some(*incident),
                _ => None,
            });
        let given: SortedSet<RandomId> = given.collect();
        let incidents = self.room.incidents().iter();
        let of = incidents.filter(|(id, known)| known.candidate.as_ref() == Some(candidate) && !given.contains(*id));
        of.filter_map(|(id, incident)| match incident.decision {
            Some((Decision::Credit { ms }, _)) => Some((*id, ms)),
            _ => None,
        })
        .collect()
    }
}
