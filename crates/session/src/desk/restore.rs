//! A server that gets back what it lost.

use super::{Desk, Outbox};
use crate::event::IncidentKind;
use crate::room::Refused;
use crate::wire::{Ack, Reply, Restore, acknowledged};
use jalon_attempt::event::{By, Event, Payload};
use jalon_attempt::{Host, Journal, Linear, Now};

/// Two lives of an attempt, told by two servers: the place of the one that does not go on stops, and joins again.
const FORKED: &str = "desk/forked";

impl Desk {
    /// What a seat gives back, as far as the centre had signed for it.
    pub(super) fn restore(&mut self, restore: Restore, now: &Now, outbox: &mut Outbox) -> Reply {
        let refused = Reply::Refused { code: "desk/restore" };
        let Some(ack) = acknowledged(&restore.ack, &self.kit.order.centre) else {
            return refused;
        };
        let attempt = ack.attempt;
        let Some(journal) = covered(&restore.journal, &ack) else {
            return refused;
        };
        if self.kit.order.sitter(&attempt).is_none() {
            return refused;
        }
        if self.sealed {
            // Too late to count; what no other copy had is for a person.
            let held = |event: &Event| self.hosts.get(&attempt).is_some_and(|host| host.holds(event));
            let of_seat = journal
                .events
                .iter()
                .filter(|event| event.header.by == By::Seat && !held(event));
            let fresh: Vec<Event> = of_seat.cloned().collect();
            let why = (Refused::Sealed.code(), IncidentKind::Aside);
            return match self.set_aside(attempt, "", fresh, why, now, outbox) {
                Ok(()) => refused,
                Err(why) => Reply::Refused { code: why.code() },
            };
        }
        let Some(supply) = self.kit.supply() else {
            return refused;
        };
        let heads: Vec<_> = crate::heads::that_end(&journal, restore.heads).collect();
        let Ok(host) = Host::take_up(journal, supply, Some(&Linear), self.kit.seed()) else {
            return refused;
        };
        let here = self.hosts.get(&attempt);
        let same = here.is_none_or(|here| {
            let (here, back) = (here.host_digests(), host.host_digests());
            back.starts_with(here) || here.starts_with(back)
        });
        if let (Some(here), false) = (here, same) {
            // Two lives of the attempt, both of them signed: the one that is served goes on, and what the other has more is for a person.
            let fresh = host.journal().events.iter();
            let fresh = fresh.filter(|event| event.header.by == By::Seat && !here.holds(event));
            let fresh: Vec<Event> = fresh.cloned().collect();
            let why = (FORKED, IncidentKind::Fork);
            return match self.set_aside(attempt, "", fresh, why, now, outbox) {
                Ok(()) => Reply::Refused { code: FORKED },
                Err(why) => Reply::Refused { code: why.code() },
            };
        }
        if let Some(here) = here.filter(|here| here.host_digests().len() >= host.host_digests().len()) {
            // Nothing of it was lost; who knows all of it is waited for no more.
            let all = here.host_digests().len() == host.host_digests().len();
            let told = if all {
                self.returned(&attempt, now, outbox)
            } else {
                Ok(())
            };
            return match told {
                Err(why) => Reply::Refused { code: why.code() },
                Ok(()) => refused,
            };
        }
        let known: Vec<Event> = here.map(|here| here.journal().events.clone()).unwrap_or_default();
        let news = host.journal().events.iter().filter(|event| !known.contains(event));
        outbox.events(news.cloned().collect::<Vec<Event>>());
        for (epoch, head) in heads {
            let known = self.heads.get(&attempt).and_then(|heads| heads.get(&epoch));
            if known != Some(&head) {
                self.keep_head(attempt, epoch, head, outbox);
            }
        }
        self.hosts.insert(attempt, host);
        self.heard.insert(attempt, *now);
        let told = self.returned(&attempt, now, outbox);
        if let Err(why) = told.and_then(|()| self.reconcile(&attempt, now, outbox)) {
            return Reply::Refused { code: why.code() };
        }
        let known = ack.count;
        let Some(ack) = self.ack(&attempt) else { return refused };
        let news = self.hosts.get(&attempt).map(|host| host.host_from(known));
        Reply::Taken {
            ack,
            news: news.unwrap_or_default(),
            refused: None,
            left_ms: self.left_ms(&attempt, now),
        }
    }
}

/// The part of what a seat keeps that the centre has signed for: the host's chain up to the acknowledged head, and of the seat's what it
/// accepted.
pub(crate) fn covered(journal: &Journal, ack: &Ack) -> Option<Journal> {
    let mut accepted = None;
    let mut head = None;
    for event in journal.events.iter().filter(|event| event.header.by == By::Host) {
        if event.header.seq < ack.count {
            head = Some(event.header.digest().ok()?);
            if let Some(Payload::Accepted { seat }) = event.payload.as_deref() {
                accepted = Some(*seat);
            }
        }
    }
    if head != Some(ack.head) || journal.attempt != ack.attempt {
        return None;
    }
    let mut last = None;
    for event in journal.events.iter().filter(|event| event.header.by == By::Seat) {
        if accepted.is_some() && event.header.digest().ok() == accepted {
            last = Some(event.header.seq);
        }
    }
    if accepted.is_some() && last.is_none() {
        return None;
    }
    let stays = |event: &&Event| match event.header.by {
        By::Host => event.header.seq < ack.count,
        By::Seat => last.is_some_and(|last| event.header.seq <= last),
    };
    let mut covered = Journal::of(journal.attempt);
    covered.events = journal.events.iter().filter(stays).cloned().collect();
    Some(covered)
}
