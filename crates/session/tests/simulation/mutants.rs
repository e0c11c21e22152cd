//! Servers that are wrong, each in one way: the checker must find them all.

use crate::world::Sim;
use jalon_attempt::event::{Payload, Started};
use jalon_attempt::host::Deed as HostDeed;
use jalon_attempt::room::{Hosted, Lease};
use jalon_attempt::{Host, Linear, Now};
use jalon_base::{Fraction, Slug};
use jalon_protocol::Response;
use jalon_session::desk::Kit;
use jalon_session::event::{Deed, Fact, Happening};
use jalon_session::room::RoomPhase;
use jalon_session::store::{Log, Record};
use jalon_session::wire::{Ack, Reply, Request};
use std::sync::Arc;

/// A way in which a server is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// Says before it keeps.
    SaysFirst,
    /// Tries again after a flush that failed.
    FlushAgain,
    /// Keeps an event twice.
    KeepsTwice,
    /// Does not write down who holds the lease.
    ForgetsLease,
    /// Acknowledges the head before the last.
    WrongHead,
    /// Counts time by the wall clock.
    WallClock,
    /// Charges the time of a pause.
    ChargesPauses,
    /// Takes answers after the seal.
    OpensSeal,
    /// Throws away what came too late.
    DropsLate,
    /// Sends the seed of the session to a place.
    LeaksSeed,
    /// Sends content before the room is open.
    EarlyContent,
    /// Loses the end of its log when it begins again.
    Truncates,
    /// Stops answering, for good.
    Mute,
    /// Forgets that incidents wait for a decision.
    ForgetsIncidents,
    /// Writes another answer than the one that was given.
    ChangesAnswers,
}

impl Mutant {
    pub const ALL: [Self; 15] = [
        Self::SaysFirst,
        Self::FlushAgain,
        Self::KeepsTwice,
        Self::ForgetsLease,
        Self::WrongHead,
        Self::WallClock,
        Self::ChargesPauses,
        Self::OpensSeal,
        Self::DropsLate,
        Self::LeaksSeed,
        Self::EarlyContent,
        Self::Truncates,
        Self::Mute,
        Self::ForgetsIncidents,
        Self::ChangesAnswers,
    ];

    /// The invariants by one of which it must be found.
    pub const fn breaks(self) -> &'static [&'static str] {
        match self {
            Self::SaysFirst | Self::FlushAgain => &["I1 ", "I4 "],
            Self::KeepsTwice => &["I2 "],
            Self::ForgetsLease => &["I3 ", "I4 "],
            Self::WrongHead => &["I4 "],
            Self::WallClock | Self::ChargesPauses => &["I5 "],
            Self::OpensSeal => &["I6 "],
            Self::DropsLate => &["I1 "],
            Self::LeaksSeed | Self::EarlyContent => &["I8 "],
            Self::Truncates => &["I10 "],
            Self::Mute => &["I11 "],
            Self::ForgetsIncidents => &["I12 "],
            Self::ChangesAnswers => &["I4 ", "I7 "],
        }
    }
}

/// What a wrong server writes down.
pub fn records(mutant: Option<Mutant>, records: &mut Vec<Record>) {
    match mutant {
        Some(Mutant::KeepsTwice) => {
            let answered = records.iter().find(|record| kind(record) == "answered").cloned();
            records.extend(answered);
        }
        Some(Mutant::ForgetsLease) => {
            let lease = |record: &Record| match record {
                Record::Event { event } => match event.payload.as_deref() {
                    Some(Payload::Leased { lease }) => lease.epoch > 1,
                    _ => false,
                },
                _ => false,
            };
            records.retain(|record| !lease(record));
        }
        Some(Mutant::DropsLate) => records.retain(|record| !matches!(record, Record::Aside(_))),
        Some(Mutant::ForgetsIncidents) => records.retain(|record| !is_ruling(record)),
        Some(Mutant::ChangesAnswers) => {
            for record in records {
                if let Record::Event { event } = record
                    && let Some(Payload::Answered { response, .. }) = event.payload.as_mut().map(Arc::make_mut)
                {
                    *response = Response::Empty;
                }
            }
        }
        _ => {}
    }
}

fn kind(record: &Record) -> &str {
    match record {
        Record::Event { event } => &event.header.kind,
        _ => "",
    }
}

fn is_ruling(record: &Record) -> bool {
    let Record::Room { entry } = record else { return false };
    matches!(
        &entry.what,
        Happening::Noted {
            fact: Fact::Ruled { .. }
        }
    )
}

/// The time that a wrong server takes for now.
pub fn now(mutant: Option<Mutant>, requests: &[(u64, Request)], paused: &mut Option<Now>, now: Now) -> Now {
    if mutant != Some(Mutant::ChargesPauses) {
        return now;
    }
    let does = |wanted: fn(&Deed) -> bool| {
        requests.iter().any(|(_, request)| match request {
            Request::Act(happening) => matches!(&**happening, Happening::Acted { act, .. } if wanted(&act.deed)),
            _ => false,
        })
    };
    if does(|deed| matches!(deed, Deed::Pause { .. })) {
        *paused = Some(now);
    }
    if does(|deed| matches!(deed, Deed::Resume { .. })) {
        // As if the pause had not been: the clock runs again from where it stopped.
        return paused.take().filter(|paused| paused.boot == now.boot).unwrap_or(now);
    }
    now
}

/// What a wrong server says.
pub fn reply(mutant: Option<Mutant>, reply: &mut Reply, phase: RoomPhase, kit: &Kit, now: &Now) {
    match mutant {
        Some(Mutant::WrongHead) => {
            if let Reply::Taken { ack, news, .. } = reply
                && let Some(event) = news.first()
            {
                ack.head = event.header.prev.unwrap();
            }
        }
        Some(Mutant::LeaksSeed) => {
            if let Reply::Welcome { journal, .. } = reply {
                for event in &mut journal.events {
                    if let Some(Payload::Started(started)) = event.payload.as_mut().map(Arc::make_mut) {
                        started.session_seed = *kit.seed().unwrap();
                    }
                }
            }
        }
        Some(Mutant::EarlyContent) if phase < RoomPhase::Open => {
            if matches!(reply, Reply::Refused { .. }) {
                *reply = early(kit, now);
            }
        }
        _ => {}
    }
}

fn early(kit: &Kit, now: &Now) -> Reply {
    let candidate = &kit.order.roster[0];
    let mut host = Host::new(candidate.attempt, kit.supply().unwrap());
    let started = Started {
        engine: jalon_base::ENGINE,
        build: kit.build.clone(),
        release: kit.order.release,
        protocol: kit.order.protocol.clone(),
        session_seed: [0; 32],
        time_factor: Fraction::new(1, 1).unwrap(),
        dispensation: None,
        exempt: Vec::new(),
        seen: None,
        needs: Vec::new(),
        earlier: Vec::new(),
        hosted: Some(Hosted {
            session: kit.order.session,
            seed: kit.order.seed,
            grace_ms: 0,
            extra_ms: 0,
            untimed: false,
            lock_after_ms: None,
        }),
    };
    let lease = Lease {
        epoch: 1,
        seat: Slug::parse("p1").unwrap(),
        key: "nobody".into(),
    };
    let start = HostDeed::Start {
        started: Box::new(started),
        lease,
    };
    host.command(start, kit.supply().unwrap(), kit.seed().unwrap(), now, &Linear)
        .unwrap();
    let digests = host.host_digests();
    let ack = Ack {
        attempt: candidate.attempt,
        instance: 1,
        count: digests.len() as u64,
        head: *digests.last().unwrap(),
    };
    Reply::Welcome {
        journal: host.journal().clone(),
        ack,
        heads: Vec::new(),
        left_ms: None,
    }
}

/// A wrong server counts, after the seal, what came too late.
pub fn open_seal(sim: &mut Sim, server: usize) {
    let log = &mut sim.servers[server].log;
    let late = log.kept().iter().filter_map(|record| match record {
        Record::Aside(aside) => Some(Record::Event {
            event: aside.event.clone(),
        }),
        _ => None,
    });
    let late: Vec<Record> = late.collect();
    assert!(log.keep(&late).is_ok());
}
