//! Who is there: a certifier of a moment, two people who run the room, the roster, the sealed content.

use crate::content;
use jalon_attempt::room::commitment;
use jalon_base::encoding::base32;
use jalon_base::id::RandomId;
use jalon_base::{Digest, Fraction, Slug, Timestamp};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_credential::sealed::{Cost, Randomness};
use jalon_protocol::{ProtocolId, Release};
use jalon_session::Capability;
use jalon_session::calendar::local;
use jalon_session::order::{
    Adjustments, Candidate, KIND, Opening, Order, Person, Retention, Rules, Window, code_digest,
};

/// The people and papers of a rehearsal.
#[derive(Debug)]
pub struct Cast {
    /// Seed of the key of who runs the room.
    pub(crate) first: [u8; 32],
    /// Seed of the second person's.
    pub(crate) second: [u8; 32],
    /// The codes that open the content.
    pub codes: Vec<String>,
    /// The seed of the draw.
    pub seed: [u8; 32],
    /// The order.
    pub order: Order,
    /// The order, signed, as bytes.
    pub signed: Vec<u8>,
    /// The content, sealed.
    pub content: Vec<u8>,
}

/// Why a room cannot be cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotCast;

impl std::fmt::Display for NotCast {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no room can be made of this edition")
    }
}

impl std::error::Error for NotCast {}

pub(super) fn key() -> Result<SecretKey, NotCast> {
    Ok(SecretKey::from_seed(crate::random().map_err(|_| NotCast)?))
}

/// A code of 50 random bits.
pub(super) fn code() -> Result<String, NotCast> {
    let random: [u8; 7] = crate::random().map_err(|_| NotCast)?;
    Ok(base32(&random).chars().take(10).collect())
}

fn slug(name: &str, number: usize) -> Result<Slug, NotCast> {
    Slug::parse(&format!("{name}{number}")).ok_or(NotCast)
}

/// Minutes east of UTC where it is noon at an instant: from −719 to 720.
fn noon(at: Timestamp) -> i64 {
    let (_, seconds) = local(at, 0);
    12 * 60 - seconds / 60
}

fn random_id() -> Result<RandomId, NotCast> {
    Ok(RandomId::from_bytes(crate::random().map_err(|_| NotCast)?))
}

impl Cast {
    /// Seeds of the keys of who runs the room and of the second person, for who plays them by hand.
    #[must_use]
    pub const fn keys(&self) -> ([u8; 32], [u8; 32]) {
        (self.first, self.second)
    }

    /// The cast of a room of so many people and two spare places, whose session opens at an instant, on an edition given as its bytes. By the
    /// clock of the order it is noon then, whatever the hour is elsewhere: a rehearsal never crosses midnight.
    ///
    /// # Errors
    /// [`NotCast`] when the bytes are no edition with this protocol, or there are too few people.
    pub fn of(
        release: &[u8],
        protocol: &ProtocolId,
        people: usize,
        (centre, certifier): (&str, &SecretKey),
        opens: Timestamp,
    ) -> Result<Self, NotCast> {
        let edition = Release::open_any(release).map_err(|_| NotCast)?;
        if people < super::FEWEST || !edition.protocols.contains_key(protocol) {
            return Err(NotCast);
        }
        let random = || crate::random::<32>().map_err(|_| NotCast);
        let (first_seed, second_seed) = (random()?, random()?);
        let (first, second) = (SecretKey::from_seed(first_seed), SecretKey::from_seed(second_seed));
        let seed: [u8; 32] = crate::random().map_err(|_| NotCast)?;
        let (session, codes) = (random_id()?, vec![code()?, code()?]);
        let after = |minutes: i64| Timestamp::from_unix(opens.unix() + minutes * 60).ok_or(NotCast);
        let mut roster = Vec::new();
        for number in 0..people {
            let mut adjustments = Adjustments::default();
            if number == 4 {
                // One has a third more time.
                adjustments.factor = Fraction::new(4, 3);
            }
            roster.push(Candidate {
                id: slug("c", number + 1)?,
                attempt: random_id()?,
                enrolled: after(-4 * 24 * 60)?,
                adjustments,
            });
        }
        let seats: Result<Vec<Slug>, NotCast> = (1..=people + 2).map(|number| slug("p", number)).collect();
        let all: Vec<Capability> = Capability::ALL.to_vec();
        let person = |id: &str, key: &SecretKey, may: Vec<Capability>| -> Result<Person, NotCast> {
            Ok(Person {
                id: Slug::parse(id).ok_or(NotCast)?,
                key: did_key(&key.public()),
                may,
                card: false,
            })
        };
        let random = Randomness {
            salt: crate::random().map_err(|_| NotCast)?,
            nonce: crate::random().map_err(|_| NotCast)?,
        };
        let content = content::seal(release, &seed, &codes, Cost::PHONE, random).map_err(|_| NotCast)?;
        let order = Order {
            session,
            certifier: did_key(&certifier.public()),
            centre: centre.to_owned(),
            about: "https://certificateur.example/repetition".to_owned(),
            release: edition.id,
            protocol: protocol.clone(),
            issued: after(-24 * 60)?,
            window: Window {
                opens,
                late: after(30)?,
                closes: after(180)?,
                offset: noon(opens),
            },
            capacity: u32::try_from(people).map_err(|_| NotCast)?,
            seats: seats?,
            roster,
            staff: vec![
                person("first", &first, all)?,
                person(
                    "second",
                    &second,
                    vec![Capability::Watch, Capability::Unlock, Capability::Second],
                )?,
            ],
            seed: commitment(&seed),
            content: Digest::of(&content),
            opening: Opening::Codes {
                digests: codes.iter().map(|code| code_digest(&session, code)).collect(),
            },
            rules: Rules {
                silence: 15,
                outage_credit: 600,
                alone_credit: 300,
                grace: 20,
                pause_lock: Some(1200),
                result_hours: 0,
            },
            retention: Retention {
                record_days: 1,
                names_days: 0,
                recordings_days: 0,
            },
        };
        let by = did_key(&certifier.public());
        let to_sign = Signed::prepare(KIND, &order, &by, order.issued).map_err(|_| NotCast)?;
        let signature = certifier.sign(to_sign.bytes());
        let signed = to_sign.complete(signature).map_err(|_| NotCast)?.to_vec();
        Ok(Self {
            first: first_seed,
            second: second_seed,
            codes,
            seed,
            order,
            signed,
            content,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_noon_at_every_hour() {
        for quarter in 0..96 {
            let at = Timestamp::from_unix(1_800_000_000 + quarter * 900).unwrap();
            let (day, seconds) = local(at, noon(at));
            let (last, _) = local(Timestamp::from_unix(at.unix() + 3 * 3600).unwrap(), noon(at));
            assert_eq!((seconds / 3600, last), (12, day), "{at}");
            assert!((-12 * 60..=14 * 60).contains(&noon(at)));
        }
    }
}
