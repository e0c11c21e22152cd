//! A session for tests: an order, people with keys, a room that can be run.

#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests are free of these rules, and each uses a part"
)]

use jalon_attempt::room::commitment;
use jalon_attempt::{Now, Seat, seat::Act as SeatAct};
use jalon_base::finding::Findings;
use jalon_base::id::RandomId;
use jalon_base::{Digest, Document, Slug, Timestamp};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_protocol::plan::{Navigation, Place, Purpose};
use jalon_session::access::Capability;
use jalon_session::calendar::Calendar;
use jalon_session::desk::{Content, Desk, Kit, Outbox};
use jalon_session::event::{ACT, Act, Deed, Happening, IdentityDocument, Report, Serving, Tried};
use jalon_session::order::{
    Adjustments, Candidate, Facts, Opening, Order, Person, Retention, Rules, Window, check, code_digest,
};
use jalon_session::seal::{SEAL, SessionSeal};
use jalon_session::store::{Log, MemoryLog, Record, SEAT_HEAD};
use jalon_session::terminal::Heard;
use jalon_session::wire::{ACK, Post, Reply, Request, Restore};
use jalon_session::{Room, Terminal};
use jalon_testkit::{Clock, Dice, World, protocols};
use std::sync::{Arc, OnceLock};

pub const SEED: [u8; 32] = [5; 32];
pub const CODES: [&str; 2] = ["lime-7730-otter", "moss-1164-finch"];
pub const CERTIFIER: u8 = 100;
pub const CENTRE: u8 = 101;
pub const FIRST: u8 = 110;
pub const SECOND: u8 = 111;
pub const SEATS: u8 = 150;

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// The key of somebody, from a number.
pub fn key(number: u8) -> SecretKey {
    SecretKey::from_seed([number; 32])
}

pub fn did(number: u8) -> String {
    static DIDS: OnceLock<Vec<String>> = OnceLock::new();
    DIDS.get_or_init(|| (0..=255).map(|number| did_key(&key(number).public())).collect())[usize::from(number)].clone()
}

/// Signs a document by these people, one after the other.
pub fn signed<T: Document>(kind: &str, body: &T, by: &[u8]) -> Signed<T> {
    let when = at("2026-11-24T08:00:00Z");
    let mut signed: Option<Signed<T>> = None;
    for who in by {
        let to_sign = match signed {
            None => Signed::prepare(kind, body, &did(*who), when).unwrap(),
            Some(signed) => signed.prepare_another(&did(*who), when).unwrap(),
        };
        let signature = key(*who).sign(to_sign.bytes());
        signed = Some(to_sign.complete(signature).unwrap());
    }
    signed.unwrap()
}

/// A world whose protocol has one part of two questions.
pub fn world(navigation: Navigation, seconds: Option<u32>) -> World {
    let protocol = protocols::random(&mut Dice::of(Vec::new()));
    World::of(&protocols::with(protocol, |protocol| {
        protocol.scoring = Place::Sealed;
        protocol.purpose = Purpose::Exam;
        for part in &mut protocol.parts {
            part.navigation = navigation;
            part.seconds = seconds;
            for section in &mut part.sections {
                section.count = 2;
            }
        }
    }))
}

/// An order without a fault: a Tuesday, 9 to 12 h in Paris.
pub fn order(world: &World, people: u8) -> Order {
    use Capability::{Assist, CheckIn, End, Prepare, Run, Seal, Seat, Second, Unlock, Watch};
    let person = |id: &str, key: u8, may: Vec<Capability>| Person {
        id: slug(id),
        key: did(key),
        may,
        card: false,
    };
    let most = vec![
        Watch,
        Unlock,
        Run,
        Prepare,
        CheckIn,
        Seat,
        Assist,
        Capability::Report,
        End,
        Seal,
    ];
    let session = RandomId::from_bytes([7; 16]);
    Order {
        session,
        certifier: did(CERTIFIER),
        centre: did(CENTRE),
        about: "https://certificateur.example/essai".into(),
        release: world.release.id,
        protocol: world.protocol.clone(),
        issued: at("2026-11-10T09:00:00Z"),
        window: Window {
            opens: at("2026-11-24T08:00:00Z"),
            late: at("2026-11-24T08:30:00Z"),
            closes: at("2026-11-24T11:00:00Z"),
            offset: 60,
        },
        capacity: 18,
        seats: (1..=u32::from(people) + 1).map(|n| slug(&format!("p{n}"))).collect(),
        roster: (1..=people)
            .map(|n| Candidate {
                id: slug(&format!("c{n}")),
                attempt: RandomId::from_bytes([n; 16]),
                enrolled: at("2026-11-20T09:00:00Z"),
                adjustments: Adjustments::default(),
            })
            .collect(),
        staff: vec![
            person("first", FIRST, most),
            person("second", SECOND, vec![Watch, Unlock, Second]),
        ],
        seed: commitment(&SEED),
        content: Digest::of(b"sealed"),
        opening: Opening::Codes {
            digests: CODES.iter().map(|code| code_digest(&session, code)).collect(),
        },
        rules: Rules {
            silence: 15,
            outage_credit: 600,
            alone_credit: 300,
            grace: 20,
            pause_lock: Some(1200),
            result_hours: 24,
        },
        retention: Retention {
            record_days: 1825,
            names_days: 0,
            recordings_days: 30,
        },
    }
}

/// Codes of what is wrong with an order, errors first.
pub fn faults(order: &Order, world: &World) -> Vec<&'static str> {
    let mut findings = Findings::of_file("order.json");
    let facts = Facts {
        calendar: &Calendar::FRENCH_ROOMS,
        release: &world.release.id,
        protocol: world.release.protocols.get(&order.protocol).map(|protocol| &**protocol),
        habilitated: Some((at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"))),
    };
    check(order, &facts, &mut findings);
    let mut found = findings.into_vec();
    found.sort_by_key(|finding| finding.severity);
    found.into_iter().map(|finding| finding.code).collect()
}

pub fn kit(world: &World, order: Order) -> Arc<Kit> {
    let content = Content {
        release: Arc::new(world.release.clone()),
        seed: SEED,
    };
    Arc::new(Kit {
        order: Arc::new(order),
        content: Some(content),
        build: "tests".into(),
    })
}

/// What a place sends, with the head that its key signs.
pub fn headed(mut post: Post, place: &Terminal, key: u8) -> Post {
    if let Some(head) = place.to_sign(&post) {
        post.head = Some(signed(SEAT_HEAD, &head, &[key]));
    }
    post
}

/// What a place gives back, with the heads that its key signs.
pub fn given(place: &Terminal, restore: &Restore, key: u8) -> Restore {
    let mut restore = restore.clone();
    let own = place.to_give_back();
    let own = own.iter().map(|head| signed(SEAT_HEAD, head, &[key]));
    restore.heads.extend(own);
    restore
}

/// A room run by hand: one server, its log, its places.
pub struct Hall {
    pub kit: Arc<Kit>,
    pub desk: Desk,
    pub log: MemoryLog,
    pub clock: Clock,
    pub places: Vec<Terminal>,
    acts: u8,
}

impl Hall {
    pub fn new(world: &World, order: Order) -> Self {
        let kit = kit(world, order);
        let mut clock = Clock::new();
        clock.jump(at("2026-11-24T07:30:00Z").unix() * 1000 - clock.now().wall_ms);
        let mut log = MemoryLog::new();
        let (desk, outbox) = Desk::open(Arc::clone(&kit), &[], Serving::First, &clock.now()).unwrap();
        let kept = log.keep(outbox.records()).unwrap();
        assert!(outbox.said(&kept).is_some());
        let seats = kit.order.seats.iter().enumerate();
        let places = seats
            .map(|(at, seat)| Terminal::new(seat.clone(), did(SEATS + at as u8)))
            .collect();
        Self {
            kit,
            desk,
            log,
            clock,
            places,
            acts: 0,
        }
    }

    /// Asks, keeps, and gives the reply.
    pub fn ask(&mut self, request: Request) -> Reply {
        let outbox = self.desk.handle(vec![(1, request)], &self.clock.now());
        let kept = self.log.keep(outbox.records()).unwrap();
        outbox.said(&kept).unwrap().remove(0).1
    }

    pub fn act(&mut self, deed: Deed, by: &[u8]) -> Happening {
        self.acts += 1;
        let act = Act {
            session: self.kit.order.session,
            id: RandomId::from_bytes([self.acts; 16]),
            seen: self.desk.room().head().unwrap(),
            deed,
            note: None,
        };
        self.happening(act, by)
    }

    pub fn happening(&self, act: Act, by: &[u8]) -> Happening {
        let name = |who: &u8| {
            let person = self.kit.order.staff.iter().find(|person| person.key == did(*who));
            person.map_or_else(|| slug("nobody"), |person| person.id.clone())
        };
        Happening::Acted {
            signed: Some(signed(ACT, &act, by)),
            by: by.iter().map(name).collect(),
            act: Box::new(act),
        }
    }

    /// A deed; the code when it is refused.
    pub fn deed(&mut self, deed: Deed, by: &[u8]) -> Result<(), &'static str> {
        let happening = self.act(deed, by);
        match self.ask(Request::Act(Box::new(happening))) {
            Reply::Done { .. } => Ok(()),
            Reply::Refused { code } => Err(code),
            other => panic!("{other:?}"),
        }
    }

    pub fn one(&mut self, deed: Deed) -> Result<(), &'static str> {
        self.deed(deed, &[FIRST])
    }

    /// Content open, places ready, room open.
    pub fn opened(mut self) -> Self {
        let codes = CODES.iter().map(|code| (*code).to_owned()).collect();
        self.deed(Deed::Unlock { codes }, &[FIRST, SECOND]).unwrap();
        for (at, seat) in self.kit.order.seats.clone().into_iter().enumerate() {
            let key = did(SEATS + at as u8);
            self.one(Deed::Prepare {
                seat,
                key,
                tried: tried(),
            })
            .unwrap();
        }
        let date = at("2026-11-24T08:00:00Z");
        self.one(Deed::Open { date }).unwrap();
        self
    }

    /// Somebody at the place of their number, permitted.
    pub fn seated(&mut self, n: usize) -> Slug {
        let (candidate, seat) = (slug(&format!("c{n}")), slug(&format!("p{n}")));
        let document = IdentityDocument::Card;
        let who = candidate.clone();
        self.one(Deed::CheckIn {
            candidate: who.clone(),
            document,
        })
        .unwrap();
        self.one(Deed::Seat { candidate: who, seat }).unwrap();
        self.permit(&candidate, "join-code").unwrap();
        candidate
    }

    pub fn permit(&mut self, candidate: &Slug, code: &str) -> Result<(), &'static str> {
        let code = code_digest(&self.kit.order.session, code);
        let candidate = candidate.clone();
        self.one(Deed::Permit { candidate, code })
    }

    pub fn release(&self) -> Arc<jalon_protocol::Release> {
        Arc::clone(&self.kit.content.as_ref().unwrap().release)
    }

    pub fn contents(&self) -> jalon_base::sorted::SortedMap<jalon_protocol::ItemId, jalon_protocol::ItemContent> {
        self.release().contents.clone()
    }

    pub fn hear(&mut self, place: usize, reply: Reply) -> Heard {
        let protocol = Arc::clone(&self.release().protocols[&self.kit.order.protocol]);
        let contents = self.contents();
        let proof = reply.ack().map(|ack| signed(ACK, ack, &[CENTRE]));
        match self.places[place].hear(reply, proof.as_ref(), &protocol, &contents) {
            Heard::GiveBack(restore) => {
                Heard::GiveBack(Box::new(given(&self.places[place], &restore, SEATS + place as u8)))
            }
            heard => heard,
        }
    }

    pub fn join(&mut self, place: usize, code: &str) -> Heard {
        let join = self.places[place].join(code);
        let reply = self.ask(Request::Join(join));
        self.hear(place, reply)
    }

    pub fn post(&mut self, place: usize) -> Heard {
        let post = self.places[place].post(64).unwrap();
        let post = headed(post, &self.places[place], SEATS + place as u8);
        let reply = self.ask(Request::Post(Box::new(post)));
        self.hear(place, reply)
    }

    pub fn do_at(&mut self, place: usize, act: SeatAct) {
        let (contents, now) = (self.contents(), self.clock.now());
        self.places[place].act(act, &contents, &now).unwrap();
    }

    /// Joined, opened, the first part begun.
    pub fn begun(&mut self, n: usize) -> Slug {
        let candidate = self.seated(n);
        assert_eq!(self.join(n - 1, "join-code"), Heard::Received);
        self.do_at(n - 1, SeatAct::Open { lang: "fr".into() });
        let part = self.release().protocols[&self.kit.order.protocol].parts[0].id.clone();
        self.places[n - 1].ask(jalon_session::wire::Wish::Begin { part });
        assert_eq!(self.post(n - 1), Heard::Received);
        candidate
    }

    pub fn items(&self, place: usize) -> Vec<jalon_protocol::ItemId> {
        let state = self.places[place].sitting().unwrap().state();
        state
            .paper()
            .unwrap()
            .items()
            .map(|(_, entry)| entry.item.clone())
            .collect()
    }

    pub fn answer(&mut self, place: usize, item: &jalon_protocol::ItemId) {
        let person = jalon_testkit::Person {
            skill: 100,
            mischief: 0,
            trouble: 0,
        };
        let mut dice = Dice::seeded(u64::from(self.acts));
        let mut response = jalon_protocol::Response::Empty;
        while response == jalon_protocol::Response::Empty {
            response = person.answer(&mut dice, &self.release(), item);
        }
        let salt = jalon_attempt::event::Salt(dice.bytes());
        let item = item.clone();
        self.do_at(place, SeatAct::Answer { item, response, salt });
    }

    pub fn tick(&mut self, ms: i64) {
        self.clock.pass(ms);
        assert!(matches!(self.ask(Request::Tick), Reply::Done { .. }));
    }

    /// The server stops and another life begins from the disk.
    pub fn restart(&mut self, why: Serving) {
        self.clock.reboot(5_000);
        let kit = Arc::clone(&self.kit);
        let (desk, outbox) = Desk::open(kit, self.log.kept(), why, &self.clock.now()).unwrap();
        self.desk = desk;
        let kept = self.log.keep(outbox.records()).unwrap();
        assert!(outbox.said(&kept).is_some());
    }

    pub fn seal(&mut self, by: &[u8]) -> Result<(), &'static str> {
        let body = self.desk.to_seal(self.log.kept()).ok_or("none")?;
        let seal = signed(SEAL, &body, by);
        let outbox = self
            .desk
            .seal(seal, self.log.kept())
            .map_err(|refused| refused.code())?;
        let kept = self.log.keep(outbox.records()).unwrap();
        assert!(outbox.said(&kept).is_some());
        Ok(())
    }
}

pub const fn tried() -> Tried {
    Tried {
        storage: true,
        audio: true,
        screen: true,
        keyboard: true,
        secure: true,
    }
}
