//! What a server says once it has kept, and how a place hears it.

use super::*;

impl Sim {
    /// One flush for all that came.
    pub(super) fn flush(&mut self, at: usize) {
        let now = self.now(at);
        let mutant = self.mutant;
        let server = &mut self.servers[at];
        let requests = std::mem::take(&mut server.inbox);
        let now = crate::mutants::now(mutant, &requests, &mut self.paused, now);
        let Some(desk) = server.desk.as_mut().filter(|_| !requests.is_empty()) else {
            return;
        };
        self.muted |= mutant == Some(Mutant::Mute) && self.time > 60 * SECOND;
        if self.muted {
            return;
        }
        let before = desk.room().phase();
        let ticks = requests.iter().any(|(_, request)| matches!(request, Request::Tick));
        let outbox = desk.handle(requests, &now);
        if ticks && desk.due().is_some_and(|due| due <= now.mono_ms) {
            self.trace.restless.push(format!("at {} ms", self.time));
        }
        let mut records = outbox.records().to_vec();
        crate::mutants::records(mutant, &mut records);
        server.log.limit((server.full_until > self.time).then_some(0));
        if std::mem::take(&mut server.fail_flush) {
            server.log.fail_next_flush();
        }
        let kept = if mutant == Some(Mutant::SaysFirst) {
            server.log.write_only(&records);
            Ok(Kept::flushed(records.len()))
        } else {
            server.log.keep(&records)
        };
        let said = match kept {
            Ok(_) if mutant.is_some() => lie(outbox),
            Ok(kept) => outbox.said(&kept),
            Err(NotKept::Fatal) if mutant == Some(Mutant::FlushAgain) => {
                assert!(server.log.keep(&[]).is_ok());
                lie(outbox)
            }
            Err(NotKept::Full) => {
                server.desk = None;
                let wait = server.full_until - self.time;
                return self.at(wait.max(0) + 100, Happens::Restart(at));
            }
            Err(NotKept::Fatal) => {
                server.desk = None;
                server.log.cut_power();
                return self.at(2 * SECOND, Happens::Restart(at));
            }
        };
        self.kept(at);
        for (tag, mut reply) in said.unwrap_or_default() {
            crate::mutants::reply(mutant, &mut reply, before, &self.kit, &now);
            let Some((place, digests)) = self.flying.remove(&tag) else {
                continue;
            };
            self.speaks(&mut reply, digests);
            let there = &self.places[place];
            if there.cut_until > self.time || there.half_until > self.time || self.dice.chance(2) {
                continue;
            }
            let late = if self.dice.chance(8) { 4_000 } else { 40 };
            let delay = 1 + i64::from(self.dice.below(late));
            let generation = there.generation;
            self.at(delay, Happens::Told(place, generation, Box::new(reply)));
        }
    }

    /// What a server says to a place, as somebody on the wire hears it.
    pub(super) fn speaks(&mut self, reply: &mut Reply, digests: Vec<Digest>) {
        let (ack, events, judged): (Option<&mut Ack>, &[Event], bool) = match reply {
            Reply::Welcome { journal, ack, .. } => (Some(ack), &journal.events, false),
            Reply::Taken { ack, news, .. } => (Some(ack), news, true),
            Reply::NotTaken { ack, news, why, .. } => (Some(ack), news, *why != "receipt/gap"),
            Reply::Hold { ack, news, .. } => (Some(ack), news, false),
            _ => (None, &[], false),
        };
        if judged {
            self.trace.answered.extend(digests);
        }
        let open = self.console.iter().any(|record| match record {
            Record::Room { entry } => {
                matches!(&entry.what, Happening::Acted { act, .. } if matches!(act.deed, Deed::Open { .. }))
            }
            _ => false,
        });
        for event in events {
            match event.payload.as_deref() {
                Some(Payload::Started(started)) if started.session_seed == SEED => {
                    self.trace.leaks.push("the seed of the session".into());
                }
                Some(Payload::Presented { .. } | Payload::Drawn { .. }) if !open => {
                    self.trace.leaks.push("content before the room was open".into());
                }
                _ => {}
            }
        }
        if let Some(ack) = ack {
            if self.trace.signed {
                // Signed by the centre and verified by the place, in earnest.
                *ack = signed(ACK, ack, &[CENTRE]).verify(ACK).unwrap().body;
            }
            self.trace.acks.insert((ack.attempt, ack.count, ack.head));
        }
    }

    pub(super) fn told(&mut self, place: usize, generation: u64, reply: Reply) {
        if self.places[place].generation != generation || self.places[place].up_at > self.time {
            return;
        }
        self.hears(place, reply);
    }
}

/// What a wrong server says without the proof that anything is kept.
fn lie(outbox: Outbox) -> Option<Vec<(u64, Reply)>> {
    let records = outbox.records().len();
    outbox.said(&Kept::flushed(records))
}
