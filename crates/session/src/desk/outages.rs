//! Outages: what a silence took from somebody's time, and who gives it back.

use super::{Desk, Outbox};
use crate::event::{Decision, Fact, IncidentKind};
use crate::room::Refused;
use jalon_attempt::host::Deed;
use jalon_attempt::{Now, Phase};
use jalon_base::Slug;
use jalon_base::id::RandomId;
use jalon_protocol::PartId;

/// A place that is not heard.
#[derive(Debug, Clone)]
pub(super) struct Outage {
    /// As the room noted it.
    pub incident: RandomId,
    /// The part that was open, and the milliseconds that were charged to it when the place was heard last.
    before: Option<(PartId, i64)>,
}

impl Desk {
    /// An outage of a place that was last heard at an instant.
    pub(super) fn outage(&self, attempt: &RandomId, incident: RandomId, heard: &Now, now: &Now) -> Option<Outage> {
        let state = self.hosts.get(attempt)?.state();
        let before = state.open_part().map(|(part, _)| {
            let charged = state.charged_ms(&part.id, now);
            (part.id.clone(), charged.saturating_sub(state.charged_since(heard, now)))
        });
        Some(Outage { incident, before })
    }

    /// After another life: every place is given the time of a silence to be heard, and outages that nobody decided go on.
    pub(super) fn take_up_outages(&mut self, now: &Now) {
        for (attempt, host) in &self.hosts {
            if !matches!(host.state().phase(), Phase::Closed(_)) {
                self.heard.insert(*attempt, *now);
            }
        }
        let open: Vec<(RandomId, Slug, Now)> = self
            .room
            .incidents()
            .iter()
            .filter(|(_, incident)| incident.kind == IncidentKind::Outage && incident.decision.is_none())
            .filter_map(|(id, incident)| Some((*id, incident.candidate.clone()?, incident.since)))
            .collect();
        for (incident, candidate, noted) in open {
            let Some(attempt) = self.attempt_of(&candidate) else {
                continue;
            };
            let Some(state) = self.hosts.get(&attempt).map(jalon_attempt::Host::state) else {
                continue;
            };
            let stands = matches!(state.phase(), Phase::Paused(_));
            let sitter = self.room.sitters().get(&candidate);
            let by_hand = sitter.is_some_and(|sitter| sitter.paused.is_some());
            // Stopped in a life in which nobody had noted the outage: how much of it was charged is not known any more.
            let told = state.suspended().is_some_and(|suspended| suspended.boot == noted.boot);
            if stands && !(by_hand && told) {
                self.owed.insert(attempt, incident);
                continue;
            }
            // It was noted once the silence had lasted as long as the order says.
            let silence = i64::from(self.kit.order.rules.silence) * 1000;
            let heard = Now {
                mono_ms: noted.mono_ms.saturating_sub(silence),
                ..noted
            };
            if let Some(outage) = self.outage(&attempt, incident, &heard, now) {
                self.outages.insert(attempt, outage);
            }
        }
    }

    /// A place is heard again: the rule gives back what its outage took, or the clock stands until a person decides. What was charged before
    /// somebody stopped the clock by hand is given back too.
    pub(super) fn back(&mut self, attempt: &RandomId, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        let Some(Outage { incident, before }) = self.outages.remove(attempt) else {
            return Ok(());
        };
        let candidate = self.kit.order.sitter(attempt).map(|candidate| candidate.id.clone());
        let sitter = candidate.as_ref().and_then(|id| self.room.sitters().get(id));
        let given = sitter.map_or(0, |sitter| sitter.ruled_ms);
        let mut host = self.hosts.get(attempt).cloned().ok_or(Refused::OutOfPlace)?;
        let open = host.state().open_part().map(|(part, _)| part.id.clone());
        let ms = match (open, before) {
            (Some(open), Some((part, before))) if open == part => {
                host.state().charged_ms(&part, now).saturating_sub(before)
            }
            _ => 0,
        };
        let most = i64::from(self.kit.order.rules.outage_credit) * 1000;
        let events = if ms <= 0 {
            let decision = Decision::Nothing;
            return self.note(Fact::Ruled { incident, decision }, now, outbox);
        } else if given.saturating_add(ms) <= most {
            let events = self.on(&mut host, Deed::Credit { ms, incident }, now)?;
            let decision = Decision::Credit { ms };
            self.note(Fact::Ruled { incident, decision }, now, outbox)?;
            events
        } else {
            self.owed.insert(*attempt, incident);
            match host.state().phase() {
                Phase::Running(_) => self.on(&mut host, Deed::Suspend, now)?,
                _ => Vec::new(),
            }
        };
        outbox.events(events);
        self.hosts.insert(*attempt, host);
        Ok(())
    }
}
