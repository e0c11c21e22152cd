//! The room as a scheduler of events: what each machine does when, what the network makes of it, what was seen by whom.

mod breaks;
mod replies;

use crate::common::{self, CENTRE, SEATS, SEED, kit, order, signed, slug, world};
use crate::faults::Fault;
use crate::machine::Place;
use crate::mutants::Mutant;
use crate::proctor::Proctor;
use jalon_attempt::Now;
use jalon_attempt::event::{By, Event, Payload};
use jalon_base::id::RandomId;
use jalon_base::{Digest, Fraction};
use jalon_protocol::plan::Navigation;
use jalon_session::desk::{Desk, Kit, Outbox};
use jalon_session::event::{Deed, Happening, Serving};
use jalon_session::seal::SEAL;
use jalon_session::store::{Kept, Log, MemoryLog, NotKept, Record};
use jalon_session::wire::{ACK, Ack, Reply, Request};
use jalon_testkit::{Dice, World};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::{Arc, OnceLock};

/// Wall clock at the beginning: 2026-11-24, 07:30 UTC.
const BASE: i64 = 1_795_505_400_000;
const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

/// What was seen from outside of the machines.
#[derive(Debug, Default)]
pub struct Trace {
    pub faults: Vec<(i64, Fault)>,
    /// The room as it was at the end.
    pub last: String,
    /// Events of seats that a place was told are kept: digest → attempt.
    pub acknowledged: BTreeMap<Digest, (RandomId, String)>,
    /// Acknowledgements that were sent: attempt, count, head.
    pub acks: BTreeSet<(RandomId, u64, Digest)>,
    /// Events that the places still keep at the end: for a disk that was lost while a place was cut off.
    pub at_places: BTreeSet<Digest>,
    /// Events that were written at places whose device could send them for a minute and a half after the seal: digest → place.
    pub wrote: BTreeMap<Digest, String>,
    /// Events that a server answered about.
    pub answered: BTreeSet<Digest>,
    pub aside: usize,
    /// What a place was told that it may not know.
    pub leaks: Vec<String>,
    /// Logs that became shorter, or other.
    pub shrunk: Vec<String>,
    /// Ticks after which another was owed at once.
    pub restless: Vec<String>,
    /// Pauses as the proctor saw them: attempt, from, to.
    pub pauses: Vec<(RandomId, i64, i64)>,
    /// When a part was first presented.
    pub begun: BTreeMap<RandomId, i64>,
    pub closed: BTreeMap<RandomId, i64>,
    pub sealed: Option<i64>,
    /// Whether a copy of what was kept was lost, or lagged: what could not be merged is then with a person.
    pub lossy: bool,
    pub signed: bool,
    pub seed: u64,
}

impl Trace {
    /// What went wrong when, for who looks into a seed.
    pub fn story(&self) -> String {
        let faults = self
            .faults
            .iter()
            .map(|(when, fault)| format!("{when} ms: {fault:?}\n"));
        format!("{}{}", faults.collect::<String>(), self.last)
    }
}

/// How a room ended.
pub struct Outcome {
    pub trace: Trace,
    pub records: Vec<Record>,
    pub kit: Arc<Kit>,
    pub world: &'static World,
}

/// A server machine.
pub struct Server {
    pub desk: Option<Desk>,
    pub log: MemoryLog,
    pub inbox: Vec<(u64, Request)>,
    batches: Vec<usize>,
    boot: u64,
    origin: i64,
    wall: i64,
    why: Serving,
    full_until: i64,
    fail_flush: bool,
    /// Records known to be there, for whoever watches that logs only grow.
    seen: usize,
    last: Option<Record>,
}

enum Happens {
    Place(usize),
    Arrives(usize, u64, usize, Box<Request>),
    Told(usize, u64, Box<Reply>),
    Flush(usize),
    Tick,
    Proctor,
    Fault(Fault),
    Restart(usize),
}

pub struct Sim {
    pub time: i64,
    pub dice: Dice,
    pub kit: Arc<Kit>,
    pub world: &'static World,
    pub servers: Vec<Server>,
    pub serving: usize,
    pub places: Vec<Place>,
    pub trace: Trace,
    pub hard: i64,
    pub mutant: Option<Mutant>,
    queue: BinaryHeap<Reverse<(i64, u64)>>,
    happens: BTreeMap<u64, Happens>,
    number: u64,
    boots: u64,
    flying: BTreeMap<u64, (usize, Vec<Digest>)>,
    console: Vec<Record>,
    muted: bool,
    paused: Option<Now>,
}

fn worlds() -> &'static [World] {
    static WORLDS: OnceLock<Vec<World>> = OnceLock::new();
    WORLDS.get_or_init(|| {
        [
            (Navigation::Free, Some(240)),
            (Navigation::Linear, Some(300)),
            (Navigation::Free, None),
            (Navigation::Linear, None),
        ]
        .map(|(navigation, seconds)| world(navigation, seconds))
        .into()
    })
}

/// Plays a room to its end.
pub fn run(seed: u64, mutant: Option<Mutant>) -> Outcome {
    let mut dice = Dice::seeded(seed);
    let world = &worlds()[dice.place(4)];
    let people = 1 + dice.place(3);
    let mut order = order(world, people as u8);
    for candidate in &mut order.roster {
        let adjusted = &mut candidate.adjustments;
        match dice.below(5) {
            0 => adjusted.factor = Fraction::new(4, 3),
            1 => adjusted.minutes = 2,
            2 => adjusted.breaks = 1,
            _ => {}
        }
    }
    order.rules.outage_credit = *dice.pick(&[600, 60]);
    let kit = kit(world, order);
    let signs = seed.is_multiple_of(64);
    let mut sim = Sim {
        time: 0,
        hard: if dice.chance(10) { 40 * MINUTE } else { 11 * MINUTE },
        places: (0..=people).map(|at| Place::new(at, SEATS + at as u8)).collect(),
        servers: Vec::new(),
        serving: 0,
        kit,
        world,
        trace: Trace {
            signed: signs,
            seed,
            ..Trace::default()
        },
        mutant,
        queue: BinaryHeap::new(),
        happens: BTreeMap::new(),
        number: 0,
        boots: 0,
        flying: BTreeMap::new(),
        console: Vec::new(),
        muted: false,
        paused: None,
        dice,
    };
    let first = sim.machine(MemoryLog::new(), Serving::First);
    sim.servers.push(first);
    sim.restart(0);
    sim.play(people);
    sim.trace.at_places = sim.places.iter().flat_map(crate::machine::Place::keeps_still).collect();
    if let Some(sealed) = sim.trace.sealed.filter(|sealed| sim.time > sealed + 85 * SECOND) {
        let heard = sim.places.iter().filter(|place| place.is_heard_since(sealed));
        let wrote = heard.flat_map(|place| place.wrote().into_iter().map(|digest| (digest, place.name.clone())));
        sim.trace.wrote = wrote.collect();
    }
    let server = &sim.servers[sim.serving];
    if let Some(desk) = &server.desk {
        let room = desk.room();
        sim.trace.last = format!(
            "{} ms: {:?} {:?} {:?}",
            sim.time,
            room.phase(),
            room.sitters(),
            room.incidents()
        );
    }
    sim.trace.aside = server
        .log
        .kept()
        .iter()
        .filter(|record| matches!(record, Record::Aside(_)))
        .count();
    Outcome {
        records: server.log.kept().to_vec(),
        trace: sim.trace,
        kit: sim.kit,
        world: sim.world,
    }
}

impl Sim {
    fn play(&mut self, people: usize) {
        for at in 0..self.places.len() {
            self.at(SECOND + at as i64, Happens::Place(at));
        }
        self.at(10, Happens::Proctor);
        self.at(SECOND, Happens::Tick);
        for _ in 0..1 + self.dice.below(7) {
            let when = 10 * SECOND + i64::from(self.dice.below(5 * 60 * 1000));
            let fault = Fault::random(&mut self.dice, people);
            self.at(when, Happens::Fault(fault));
        }
        let mut proctor = Proctor::new(people);
        let deadline = self.hard + 12 * MINUTE;
        while let Some(Reverse((time, number))) = self.queue.pop() {
            self.time = time;
            if time > deadline || self.trace.sealed.is_some_and(|sealed| time > sealed + 90 * SECOND) {
                return;
            }
            match self.happens.remove(&number).unwrap() {
                Happens::Place(at) => {
                    if self.place(at) {
                        let next = 3 * SECOND + i64::from(self.dice.below(5_000));
                        self.at(next, Happens::Place(at));
                    }
                }
                Happens::Arrives(server, tag, from, request) => self.arrives(server, tag, from, *request),
                Happens::Told(place, tag, reply) => self.told(place, tag, *reply),
                Happens::Flush(server) => self.flush(server),
                Happens::Tick => {
                    for server in 0..self.servers.len() {
                        let now = self.now(server);
                        let due = self.servers[server].desk.as_ref().and_then(Desk::due);
                        if due.is_some_and(|due| due <= now.mono_ms) {
                            self.ask(server, Request::Tick);
                        }
                    }
                    self.at(SECOND, Happens::Tick);
                }
                Happens::Proctor => {
                    proctor.turn(self);
                    self.seal();
                    let next = 2 * SECOND + i64::from(self.dice.below(3_000));
                    self.at(next, Happens::Proctor);
                }
                Happens::Fault(fault) => self.fault(fault, &mut proctor),
                Happens::Restart(server) => self.restart(server),
            }
        }
    }

    fn at(&mut self, after: i64, what: Happens) {
        self.number += 1;
        self.queue.push(Reverse((self.time + after, self.number)));
        self.happens.insert(self.number, what);
    }

    fn machine(&mut self, log: MemoryLog, why: Serving) -> Server {
        Server {
            desk: None,
            seen: log.kept().len(),
            last: log.kept().last().cloned(),
            batches: vec![log.kept().len()],
            log,
            inbox: Vec::new(),
            boot: 0,
            origin: self.time,
            wall: 0,
            why,
            full_until: 0,
            fail_flush: false,
        }
    }

    /// The clocks of a server.
    pub fn now(&self, server: usize) -> Now {
        let server = &self.servers[server];
        let wall_ms = BASE + self.time + server.wall;
        let mono_ms = match self.mutant {
            Some(Mutant::WallClock) => wall_ms - BASE,
            _ => self.time - server.origin,
        };
        Now {
            wall_ms,
            mono_ms,
            boot: boot_id(server.boot),
        }
    }

    /// A new life of a machine.
    pub fn new_boot(&mut self) -> u64 {
        self.boots += 1;
        self.boots
    }

    /// A server begins from what its disk holds.
    fn restart(&mut self, server: usize) {
        if self.servers[server].full_until > self.time {
            let wait = self.servers[server].full_until - self.time;
            return self.at(wait, Happens::Restart(server));
        }
        let boot = self.new_boot();
        let machine = &mut self.servers[server];
        (machine.boot, machine.origin) = (boot, self.time);
        machine.inbox.clear();
        machine.log.limit(None);
        let mut records = machine.log.kept().to_vec();
        if self.mutant == Some(Mutant::Truncates) && records.len() > 20 {
            records.truncate(records.len() - 1);
            machine.log = MemoryLog::of(records.clone());
        }
        let (why, now) = (machine.why, self.now(server));
        let machine = &mut self.servers[server];
        machine.why = Serving::Restarted;
        match Desk::open(Arc::clone(&self.kit), &records, why, &now) {
            Ok((desk, outbox)) => {
                let kept = machine.log.keep(outbox.records()).unwrap();
                assert!(outbox.said(&kept).is_some());
                machine.desk = Some(desk);
                self.kept(server);
            }
            Err(why) => self
                .trace
                .shrunk
                .push(format!("a log that cannot be opened: {}", why.code())),
        }
    }

    /// Looks at what is kept: logs only grow.
    fn kept(&mut self, at: usize) {
        let server = &mut self.servers[at];
        let records = server.log.kept();
        let before = server.seen.checked_sub(1).map(|last| records.get(last));
        if before.is_some_and(|before| before != server.last.as_ref()) {
            self.trace.shrunk.push(format!("at {} ms", self.time));
        }
        for record in &records[server.seen.min(records.len())..] {
            if let Record::Event { event } = record {
                let attempt = event.header.attempt;
                match event.payload.as_deref() {
                    Some(Payload::Presented { .. }) => {
                        self.trace.begun.entry(attempt).or_insert(self.time);
                    }
                    Some(Payload::Closed { .. }) => {
                        // A server that was lost may have closed what the next one goes on with.
                        self.trace.closed.insert(attempt, self.time);
                    }
                    _ => {}
                }
            }
            if let Record::Room { .. } = record
                && at == self.serving
            {
                self.console.push(record.clone());
            }
        }
        server.seen = records.len();
        server.last = records.last().cloned();
        server.batches.push(records.len());
    }

    /// Something is asked of a server by the console, on the same machine.
    pub fn ask(&mut self, server: usize, request: Request) {
        self.number += 1;
        let tag = self.number;
        self.servers[server].inbox.push((tag, request));
        self.at(2, Happens::Flush(server));
    }

    /// A place sends something.
    pub fn send(&mut self, place: usize, request: Request) {
        let there = &self.places[place];
        if there.cut_until > self.time || self.dice.chance(2) {
            return;
        }
        let (digests, mut copies) = (digests(&request), 1);
        if self.dice.chance(6) {
            copies = 2;
        }
        for _ in 0..copies {
            let late = if self.dice.chance(8) { 4_000 } else { 40 };
            let delay = 1 + i64::from(self.dice.below(late));
            self.number += 1;
            let tag = self.number;
            self.flying.insert(tag, (place, digests.clone()));
            // While two servers live, some still speak to the old one.
            let old = self.serving > 0 && self.dice.chance(10) && self.servers[self.serving - 1].desk.is_some();
            let server = if old { self.serving - 1 } else { self.serving };
            self.at(delay, Happens::Arrives(server, tag, place, Box::new(request.clone())));
        }
    }

    fn arrives(&mut self, server: usize, tag: u64, _from: usize, request: Request) {
        if self.servers[server].desk.is_none() {
            return;
        }
        self.servers[server].inbox.push((tag, request));
        let delay = 1 + i64::from(self.dice.below(6));
        self.at(delay, Happens::Flush(server));
    }

    /// The seal, once the room is closed.
    fn seal(&mut self) {
        let server = &mut self.servers[self.serving];
        let Some(desk) = server.desk.as_mut().filter(|_| self.trace.sealed.is_none()) else {
            return;
        };
        let Some(body) = desk.to_seal(server.log.kept()) else {
            return;
        };
        if server.full_until > self.time {
            return;
        }
        let seal = signed(SEAL, &body, &[CENTRE, common::FIRST]);
        let outbox = desk.seal(seal, server.log.kept()).unwrap();
        server.log.limit(None);
        let Ok(kept) = server.log.keep(outbox.records()) else {
            // The flush of the seal itself failed: it was never said, and another life asks again.
            server.desk = None;
            server.log.cut_power();
            let at = self.serving;
            return self.at(2 * SECOND, Happens::Restart(at));
        };
        assert!(outbox.said(&kept).is_some());
        self.trace.sealed = Some(self.time);
        self.kept(self.serving);
        if self.mutant == Some(Mutant::OpensSeal) {
            let server = self.serving;
            crate::mutants::open_seal(self, server);
        }
    }
}

/// A random id of a life of a machine.
pub fn boot_id(number: u64) -> RandomId {
    let mut bytes = [0xB0; 16];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    RandomId::from_bytes(bytes)
}

fn digests(request: &Request) -> Vec<Digest> {
    let events: &[Event] = match request {
        Request::Post(post) => &post.events,
        _ => &[],
    };
    let seats = events.iter().filter(|event| event.header.by == By::Seat);
    seats.map(|event| event.header.digest().unwrap()).collect()
}
