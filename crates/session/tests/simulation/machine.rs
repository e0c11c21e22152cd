//! A place: its device, its pages, its candidate.

use crate::common::{CENTRE, did, given, headed, signed};
use crate::world::{Sim, boot_id};
use jalon_attempt::Now;
use jalon_attempt::Phase;
use jalon_attempt::event::{By, Salt};
use jalon_attempt::room::Matter;
use jalon_attempt::seat::Act;
use jalon_base::Document;
use jalon_credential::envelope::Signed;
use jalon_protocol::plan::Navigation;
use jalon_protocol::{ItemId, Protocol, Response};
use jalon_session::Terminal;
use jalon_session::terminal::{Heard, Memory};
use jalon_session::wire::{ACK, Reply, Request, Wish};
use jalon_testkit::Person;
use std::sync::{Arc, OnceLock};

/// A page open at a place.
struct Tab {
    terminal: Terminal,
    /// The version of the device's memory that it was made from.
    version: u64,
}

/// A place and its device.
pub struct Place {
    pub name: String,
    pub key: u8,
    tabs: Vec<Tab>,
    memory: Option<Memory>,
    version: u64,
    /// Who sits there, by their place in the roster.
    pub candidate: Option<usize>,
    /// The code that they were given and have not used.
    pub code: Option<String>,
    /// Its digest, as it was given.
    pub given: Option<jalon_base::Digest>,
    /// Looks of the proctor at a code that does not serve.
    pub waited: u32,
    /// Whether somebody must come.
    pub calls: bool,
    pub cut_until: i64,
    pub half_until: i64,
    pub up_at: i64,
    pub wall: i64,
    pub generation: u64,
    origin: i64,
    boot: u64,
}

impl Place {
    pub fn new(at: usize, key: u8) -> Self {
        Self {
            name: format!("p{}", at + 1),
            key,
            tabs: vec![tab(at, key)],
            memory: None,
            version: 0,
            candidate: None,
            code: None,
            given: None,
            waited: 0,
            calls: false,
            cut_until: 0,
            half_until: 0,
            up_at: 0,
            wall: 0,
            generation: 0,
            origin: 0,
            boot: 1_000_000 + at as u64,
        }
    }

    /// Another device with the same key and the same memory.
    pub fn copied(&self) -> Option<Self> {
        let memory = self.memory.clone()?;
        let terminal = self.tabs.first()?.terminal.clone();
        let tab = Tab { terminal, version: 0 };
        Some(Self {
            name: self.name.clone(),
            tabs: vec![tab],
            memory: Some(memory),
            version: 0,
            candidate: self.candidate,
            code: None,
            boot: self.boot + 500_000,
            ..Self::new(0, self.key)
        })
    }

    /// What the device of a place goes on with once the place has another key: nobody sits there, and what it wrote is sent.
    pub fn left(&self) -> Option<Self> {
        let left = self.copied()?;
        let tabs = self.tabs.iter().take(1);
        let tabs = tabs.map(|tab| Tab {
            terminal: tab.terminal.clone(),
            version: tab.version,
        });
        Some(Self {
            tabs: tabs.collect(),
            version: self.version,
            candidate: None,
            boot: self.boot,
            cut_until: self.cut_until,
            half_until: self.half_until,
            ..left
        })
    }

    /// The place is given a new key: what it was is over.
    pub fn anew(&mut self, key: u8) {
        let at = self.name.trim_start_matches('p').parse::<usize>().unwrap() - 1;
        self.key = key;
        self.tabs = vec![tab(at, key)];
        self.memory = None;
        self.version += 1;
        self.generation += 1;
        self.calls = false;
    }

    /// What the device still keeps.
    pub fn keeps_still(&self) -> Vec<jalon_base::Digest> {
        self.kept(|_| true)
    }

    /// What was written at the place and is on its device.
    pub fn wrote(&self) -> Vec<jalon_base::Digest> {
        self.kept(|event| event.header.by == By::Seat)
    }

    fn kept(&self, which: impl Fn(&jalon_attempt::event::Event) -> bool) -> Vec<jalon_base::Digest> {
        let memory = self.memory.iter();
        let events = memory.flat_map(|memory| memory.journal.events.iter().chain(&memory.aside));
        let events = events.filter(|event| which(event));
        events.map(|event| event.header.digest().unwrap()).collect()
    }

    /// Whether it could speak to a server, and hear it, for so long.
    pub fn is_heard_since(&self, time: i64) -> bool {
        self.cut_until < time && self.half_until < time && self.up_at < time
    }

    /// Whether a page here holds the lease, as far as it knows.
    pub fn holds(&self) -> bool {
        self.tabs
            .iter()
            .any(|tab| tab.terminal.sitting().is_some_and(jalon_attempt::Seat::holds_lease))
    }

    pub fn is_stopped(&self) -> bool {
        self.tabs.iter().all(|tab| tab.terminal.stopped().is_some())
    }
}

fn tab(at: usize, key: u8) -> Tab {
    let place = jalon_base::Slug::parse(&format!("p{}", at + 1)).unwrap();
    Tab {
        terminal: Terminal::new(place, did(key)),
        version: 0,
    }
}

impl Sim {
    fn protocol(&self) -> Arc<Protocol> {
        static PROTOCOLS: OnceLock<std::sync::Mutex<Vec<Arc<Protocol>>>> = OnceLock::new();
        let mut known = PROTOCOLS.get_or_init(Default::default).lock().unwrap();
        let protocol = self.world.protocol();
        if let Some(known) = known.iter().find(|known| ***known == *protocol) {
            return Arc::clone(known);
        }
        known.push(Arc::new(protocol.clone()));
        Arc::clone(known.last().unwrap())
    }

    fn seat_now(&self, at: usize) -> Now {
        let place = &self.places[at];
        Now {
            wall_ms: 1_795_505_400_000 + self.time + place.wall,
            mono_ms: self.time - place.origin,
            boot: boot_id(place.boot),
        }
    }

    /// A page is loaded again from what the device kept.
    pub fn seat_restarts(&mut self, at: usize, away: i64) {
        let boot = self.new_boot();
        let protocol = self.protocol();
        let (origin, up_at) = (self.time, self.time + away);
        let place = &mut self.places[at];
        (place.boot, place.origin, place.up_at) = (boot, origin, up_at);
        place.generation += 1;
        let terminal = &place.tabs[0].terminal;
        let terminal = match &place.memory {
            Some(memory) => terminal
                .reopen(memory.clone(), protocol, &self.world.release.contents)
                .unwrap(),
            None => {
                tab(
                    place.name.trim_start_matches('p').parse::<usize>().unwrap() - 1,
                    place.key,
                )
                .terminal
            }
        };
        let version = place.version;
        place.tabs = vec![Tab { terminal, version }];
    }

    /// A second page of the same device.
    pub fn second_tab(&mut self, at: usize) {
        let protocol = self.protocol();
        let place = &mut self.places[at];
        let (Some(memory), Some(first)) = (&place.memory, place.tabs.first()) else {
            return;
        };
        let terminal = first
            .terminal
            .reopen(memory.clone(), protocol, &self.world.release.contents)
            .unwrap();
        let version = place.version;
        place.tabs.push(Tab { terminal, version });
    }

    /// One turn of a place: its candidate does something, and it sends what it has. False when nothing more will come of it.
    pub fn place(&mut self, at: usize) -> bool {
        if self.places[at].up_at > self.time {
            return true;
        }
        for index in 0..self.places[at].tabs.len() {
            // A page that died in its turn takes the others with it.
            if self.places[at].candidate.is_some() && index < self.places[at].tabs.len() {
                self.acts(at, index);
            }
        }
        // A page that finds that another has written closes.
        let version = self.places[at].version;
        let place = &mut self.places[at];
        if place.tabs.iter().any(|tab| tab.version == version) {
            place.tabs.retain(|tab| tab.version == version);
        }
        for index in 0..self.places[at].tabs.len() {
            let terminal = &self.places[at].tabs[index].terminal;
            if !terminal.speaks() {
                continue;
            }
            let request = match (terminal.post(64), &self.places[at].code) {
                (_, Some(code)) => Request::Join(terminal.join(code)),
                (Some(mut post), None) => {
                    if !self.trace.signed {
                        // Some still speak to the old server, which believes what the centre signed.
                        let ack = terminal.ack().filter(|_| self.serving > 0);
                        post.proof = ack.map(|ack| signed(ACK, ack, &[CENTRE]));
                    }
                    Request::Post(Box::new(headed(post, terminal, self.places[at].key)))
                }
                (None, None) if self.mutant == Some(crate::mutants::Mutant::EarlyContent) => {
                    Request::Join(terminal.join(""))
                }
                (None, None) => continue,
            };
            self.send(at, request);
        }
        let owes = self.places[at].tabs.iter().any(|tab| tab.terminal.owes());
        self.trace.sealed.is_none() || self.places[at].cut_until > 0 || owes
    }

    /// Keeps what a page knows, unless another page has written since.
    fn keeps(&mut self, at: usize, index: usize) -> bool {
        let place = &mut self.places[at];
        let tab = &mut place.tabs[index];
        if tab.version != place.version {
            return false;
        }
        place.version += 1;
        tab.version = place.version;
        place.memory = tab.terminal.memory();
        true
    }

    fn acts(&mut self, at: usize, index: usize) {
        let (now, contents) = (self.seat_now(at), &self.world.release.contents);
        let Some(act) = self.wants(at, index) else { return };
        let mut trial = self.places[at].tabs[index].terminal.clone();
        if trial.act(act, contents, &now).is_err() {
            return;
        }
        if self.dice.chance(2) {
            // The page dies before anything is kept: nobody was told that it was.
            return self.seat_restarts(at, 1_000);
        }
        let before = std::mem::replace(&mut self.places[at].tabs[index].terminal, trial);
        if !self.keeps(at, index) {
            self.places[at].tabs[index].terminal = before;
        }
    }

    /// What a candidate does next.
    fn wants(&mut self, at: usize, index: usize) -> Option<Act> {
        let terminal = &self.places[at].tabs[index].terminal;
        let seat = terminal.sitting()?;
        if terminal.stopped().is_some() || !seat.holds_lease() {
            return None;
        }
        let state = seat.state();
        let opened = seat.journal().events.iter().any(|event| event.header.by == By::Seat);
        if !opened {
            return Some(Act::Open { lang: "fr".into() });
        }
        let (part, paper) = match state.phase() {
            Phase::Between => {
                let part = state.next_part()?.clone();
                self.places[at].tabs[index].terminal.ask(Wish::Begin { part });
                return None;
            }
            Phase::Running(_) => state.open_part()?,
            _ => return None,
        };
        let linear = part.navigation == Navigation::Linear;
        let open: Vec<ItemId> = paper
            .items
            .iter()
            .map(|entry| entry.item.clone())
            .filter(|item| state.presented().contains(item) && !state.locked().contains(item))
            .collect();
        let last = paper.items.last().map(|entry| entry.item.clone());
        let left: Vec<ItemId> = open
            .iter()
            .filter(|item| state.response(item).is_none())
            .cloned()
            .collect();
        let position = state.position().cloned();
        let item = match (&position, open.last()) {
            (None, Some(first)) => return Some(Act::Go { to: first.clone() }),
            (Some(position), _) => position.clone(),
            (None, None) => return Some(Act::HandIn),
        };
        match self.dice.below(40) {
            0 => Some(Act::Flag {
                on: !state.flagged().contains(&item),
                item,
            }),
            1 => Some(Act::Alert {
                item,
                matter: Matter::Image,
            }),
            2 => Some(Act::Sight { visible: false }),
            3..=12 if linear && open.last() == Some(&item) && last.as_ref() != Some(&item) => {
                self.places[at].tabs[index].terminal.ask(Wish::Next { after: item });
                None
            }
            3..=12 if linear => open.last().map(|to| Act::Go { to: to.clone() }),
            3..=12 => Some(Act::Go {
                to: self.dice.pick(&open).clone(),
            }),
            13 if left.is_empty() && (!linear || open.last() == last.as_ref()) => Some(Act::HandIn),
            _ => {
                let person = Person {
                    skill: 70,
                    mischief: 0,
                    trouble: 0,
                };
                let mut response = person.answer(&mut self.dice, &self.world.release, &item);
                if response == Response::Empty {
                    response = person.answer(&mut self.dice, &self.world.release, &item);
                }
                let salt = Salt(self.dice.bytes());
                Some(Act::Answer { item, response, salt })
            }
        }
    }

    /// What a place is told. In most rooms the signature of an acknowledgement, which takes long, is made when a server looks at it; in the
    /// others, when the server says it.
    pub fn hears(&mut self, at: usize, reply: Reply) {
        let protocol = self.protocol();
        let contents = &self.world.release.contents;
        let joined = matches!(reply, Reply::Welcome { .. });
        let refused = matches!(&reply, Reply::Refused { code } if *code == "room/permission");
        let earnest = self.trace.signed;
        let proof = reply.ack().map(|ack| match earnest {
            true => signed(ACK, ack, &[CENTRE]),
            false => Signed::blank(),
        });
        for index in 0..self.places[at].tabs.len() {
            let tab = &mut self.places[at].tabs[index];
            let before = tab.terminal.clone();
            let heard = tab.terminal.hear(reply.clone(), proof.as_ref(), &protocol, contents);
            match heard {
                Heard::Received | Heard::More | Heard::Held => {
                    if !self.keeps(at, index) {
                        self.places[at].tabs[index].terminal = before;
                        continue;
                    }
                    self.acknowledged(at, index);
                    if joined {
                        self.places[at].code = None;
                    }
                }
                Heard::GiveBack(restore) => {
                    let terminal = &self.places[at].tabs[index].terminal;
                    let mut restore = given(terminal, &restore, self.places[at].key);
                    if let (false, Some(ack)) = (earnest, terminal.ack()) {
                        restore.ack = signed(ACK, ack, &[CENTRE]);
                    }
                    self.send(at, Request::Restore(Box::new(restore)));
                }
                Heard::Stopped(_) => {
                    if !self.keeps(at, index) {
                        self.places[at].tabs[index].terminal = before;
                        continue;
                    }
                    let place = &mut self.places[at];
                    place.calls = true;
                    if refused {
                        place.code = None;
                    }
                }
                Heard::Nothing => {}
            }
        }
    }

    /// Notes which events a place believes to be kept.
    fn acknowledged(&mut self, at: usize, index: usize) {
        let place = &self.places[at];
        let Some(seat) = place.tabs[index].terminal.sitting() else {
            return;
        };
        let Some(ack) = place.tabs[index].terminal.ack() else {
            return;
        };
        let pending = seat.pending().len();
        let seats = seat.journal().events.iter().filter(|event| event.header.by == By::Seat);
        let kept = seats.clone().count() - pending;
        for event in seats.take(kept) {
            let digest = event.header.digest().unwrap();
            let entry = || (ack.attempt, place.name.clone());
            self.trace.acknowledged.entry(digest).or_insert_with(entry);
        }
    }
}
