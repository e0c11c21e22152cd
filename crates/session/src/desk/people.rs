//! What people do, carried to the attempts.

use super::{Desk, Outbox};
use crate::event::{Act, Decision, Deed, Fact, Happening};
use crate::room::{Refused, Standing};
use jalon_attempt::host;
use jalon_attempt::{Host, Linear, Now, Phase};
use jalon_base::Slug;
use jalon_base::id::RandomId;

impl Desk {
    /// What a person does: in the room and in the attempt, or in neither.
    pub(super) fn act(&mut self, happening: Happening, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        if self.sealed {
            return Err(Refused::Sealed);
        }
        self.room.admit(&happening, now)?;
        let unlocks = matches!(&happening, Happening::Acted { act, .. } if matches!(act.deed, Deed::Unlock { .. }));
        if unlocks && self.kit.content.is_none() {
            return Err(Refused::Content);
        }
        let effect = match &happening {
            Happening::Acted { act, .. } => self.effect(act),
            // What the server notes, it notes by itself.
            Happening::Noted { .. } => return Err(Refused::OutOfPlace),
        };
        let mut written = Vec::new();
        let changed = match effect {
            None => None,
            Some((attempt, deeds)) => {
                let mut host = self.hosts.get(&attempt).cloned().ok_or(Refused::OutOfPlace)?;
                for deed in deeds {
                    written.extend(self.on(&mut host, deed, now)?);
                }
                Some((attempt, host))
            }
        };
        let closes = matches!(&happening, Happening::Acted { act, .. } if act.deed == Deed::Close);
        if closes {
            written.extend(self.end_all(now)?);
        }
        let decided = match &happening {
            Happening::Acted { act, .. } => incident_of(&act.deed),
            Happening::Noted { .. } => None,
        };
        let entry = self.room.decide(happening, now)?;
        outbox.room(entry);
        outbox.events(written);
        if let Some((attempt, host)) = changed {
            self.hosts.insert(attempt, host);
            self.over(&attempt, now, outbox)?;
        }
        if let Some(incident) = decided {
            let settled = |known: &RandomId| *known == incident;
            let owed: Vec<RandomId> = self
                .owed
                .iter()
                .filter(|(_, id)| settled(id))
                .map(|(at, _)| *at)
                .collect();
            for attempt in owed {
                self.owed.remove(&attempt);
                self.heard.insert(attempt, *now);
            }
            let lasting = self
                .outages
                .iter()
                .filter(|(_, outage)| settled(&outage.incident))
                .map(|(at, _)| *at);
            for attempt in lasting.collect::<Vec<RandomId>>() {
                self.outages.remove(&attempt);
                self.heard.insert(attempt, *now);
            }
        }
        Ok(())
    }

    /// Attempts whose end the room knows, and that lost it with a server, end with the room.
    fn end_all(&mut self, now: &Now) -> Result<Vec<jalon_attempt::event::Event>, Refused> {
        let mut written = Vec::new();
        let open = self
            .hosts
            .iter()
            .filter(|(_, host)| !matches!(host.state().phase(), Phase::Closed(_)));
        for (attempt, mut host) in open.map(|(id, host)| (*id, host.clone())).collect::<Vec<_>>() {
            written.extend(self.on(&mut host, host::Deed::End, now)?);
            self.hosts.insert(attempt, host);
        }
        Ok(written)
    }

    pub(super) fn on(
        &self,
        host: &mut Host,
        deed: host::Deed,
        now: &Now,
    ) -> Result<Vec<jalon_attempt::event::Event>, Refused> {
        let supply = self.kit.supply().ok_or(Refused::OutOfPlace)?;
        let seed = self.kit.seed().ok_or(Refused::OutOfPlace)?;
        host.command(deed, supply, seed, now, &Linear)
            .map_err(|_| Refused::OutOfPlace)
    }

    /// What an act does to an attempt.
    fn effect(&self, act: &Act) -> Option<(RandomId, Vec<host::Deed>)> {
        let of = |candidate: &Slug| {
            let attempt = self.attempt_of(candidate)?;
            // What the place of somebody who is waited for does not know comes to the attempt once it is heard.
            let ends = matches!(act.deed, Deed::End { .. });
            let host = self
                .hosts
                .get(&attempt)
                .filter(|_| ends || !self.is_awaited(&attempt))?;
            Some((attempt, host))
        };
        match &act.deed {
            Deed::Pause { candidate, .. } => {
                let (attempt, host) = of(candidate)?;
                let runs = matches!(host.state().phase(), Phase::Running(_));
                runs.then(|| (attempt, vec![host::Deed::Suspend]))
            }
            Deed::Resume { candidate } => {
                let (attempt, host) = of(candidate)?;
                let stands = matches!(host.state().phase(), Phase::Paused(_)) && !self.owed.contains_key(&attempt);
                stands.then(|| (attempt, vec![host::Deed::Resume]))
            }
            Deed::Settle { incident, upheld } => {
                let known = self.room.incidents().get(incident)?;
                let (attempt, _) = of(known.candidate.as_ref()?)?;
                let (item, _) = known.item.clone()?;
                let settle = host::Deed::Settle { item, upheld: *upheld };
                Some((attempt, vec![settle]))
            }
            Deed::Decide { incident, decision } => {
                let known = self.room.incidents().get(incident)?;
                let candidate = known.candidate.as_ref()?;
                let (attempt, host) = of(candidate)?;
                let mut deeds = Vec::new();
                if let Decision::Credit { ms } = decision {
                    let incident = *incident;
                    deeds.push(host::Deed::Credit { ms: *ms, incident });
                }
                let by_hand = self
                    .room
                    .sitters()
                    .get(candidate)
                    .is_some_and(|sitter| sitter.paused.is_some());
                let stands = matches!(host.state().phase(), Phase::Paused(_));
                if self.owed.get(&attempt) == Some(incident) && stands && !by_hand {
                    deeds.push(host::Deed::Resume);
                }
                (!deeds.is_empty()).then_some((attempt, deeds))
            }
            Deed::End { candidate, .. } => {
                let (attempt, _) = of(candidate)?;
                Some((attempt, vec![host::Deed::End]))
            }
            _ => None,
        }
    }

    /// Notes that a test is over, when it has just ended by itself.
    pub(super) fn over(&mut self, attempt: &RandomId, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        let closed = self
            .hosts
            .get(attempt)
            .is_some_and(|host| matches!(host.state().phase(), Phase::Closed(_)));
        let candidate = self.kit.order.sitter(attempt).map(|candidate| candidate.id.clone());
        let Some(candidate) = candidate.filter(|_| closed) else {
            return Ok(());
        };
        let standing = self.room.sitters().get(&candidate).map(|sitter| sitter.standing);
        if standing == Some(Standing::Started) {
            self.note(Fact::Over { candidate }, now, outbox)?;
        }
        self.heard.remove(attempt);
        Ok(())
    }
}

const fn incident_of(deed: &Deed) -> Option<RandomId> {
    match deed {
        Deed::Decide { incident, .. } | Deed::Settle { incident, .. } => Some(*incident),
        _ => None,
    }
}
