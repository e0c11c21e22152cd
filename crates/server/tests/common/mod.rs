//! A centre for tests: an edition, a cast, a server in memory or on a file.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules, and each uses a part"
)]

use jalon_base::Timestamp;
use jalon_base::id::RandomId;
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_protocol::plan::{Navigation, Place, Purpose};
use jalon_server::rehearsal::Cast;
use jalon_server::{Clock, Hub, Settings};
use jalon_session::calendar::Calendar;
use jalon_store::{Medium, Memory, Store};
use jalon_testkit::{Dice, World, protocols};
use std::sync::Arc;

pub const CENTRE: [u8; 32] = [101; 32];
pub const CERTIFIER: [u8; 32] = [100; 32];

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub fn did(seed: [u8; 32]) -> String {
    did_key(&SecretKey::from_seed(seed).public())
}

/// An edition whose protocol has one part of two questions.
pub fn world() -> World {
    let protocol = protocols::random(&mut Dice::of(Vec::new()));
    World::of(&protocols::with(protocol, |protocol| {
        protocol.scoring = Place::Sealed;
        protocol.purpose = Purpose::Exam;
        for part in &mut protocol.parts {
            part.navigation = Navigation::Free;
            part.seconds = Some(1800);
            for section in &mut part.sections {
                section.count = 2;
            }
        }
    }))
}

/// Any hour of any day; enrolled the day before.
pub const ANY: Calendar = Calendar {
    days_before: 1,
    ..Calendar::ANY
};

pub fn settings() -> Settings {
    Settings {
        key: SecretKey::from_seed(CENTRE),
        certifiers: vec![did(CERTIFIER)],
        habilitated: Some((at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"))),
        calendar: ANY,
        build: "tests".to_owned(),
        secure: true,
    }
}

pub fn cast(world: &World, people: usize) -> Cast {
    let certifier = SecretKey::from_seed(CERTIFIER);
    Cast::of(
        &world.bytes,
        &world.protocol,
        people,
        (&did(CENTRE), &certifier),
        at("2026-11-24T08:00:00Z"),
    )
    .unwrap()
}

pub fn boot(number: u8) -> RandomId {
    RandomId::from_bytes([number; 16])
}

/// Clocks thirty times faster than the machine's.
pub fn clock(number: u8) -> Clock {
    Clock::rehearsed(boot(number), at("2026-11-24T07:30:00Z").unix() * 1000, 30)
}

pub async fn hub(store: Arc<dyn Store>) -> Arc<Hub> {
    Hub::begin(settings(), clock(1), store).await.unwrap()
}

pub fn memory() -> Arc<dyn Store> {
    Arc::new(Memory::on(&Medium::new()))
}
