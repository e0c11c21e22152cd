//! A release made from the bank, signed, opened again from its bytes, and one protocol of it.

use crate::adaptive;
use crate::bank;
use crate::dice::Dice;
use crate::protocols;
use jalon_attempt::State;
use jalon_attempt::draw::Supply;
use jalon_attempt::journal::Heads;
use jalon_authoring::assemble::{assemble_exam, exam_keys};
use jalon_authoring::{Folder, assemble};
use jalon_base::id::RandomId;
use jalon_base::{Digest, Text, Timestamp};
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_credential::keys::SecretKey;
use jalon_credential::sealed::{Fresh, open_with, seal_to};
use jalon_protocol::release::statement::STATEMENT;
use jalon_protocol::{Protocol, ProtocolId, Release};
use jalon_scoring::Keys;
use jalon_scoring::score::{Input, score};
use std::sync::{Arc, OnceLock};

/// Seed of the key of whoever publishes.
const CERTIFIER: [u8; 32] = [9; 32];

/// What an attempt is made of.
#[derive(Debug, Clone)]
pub struct World {
    /// The release, as bytes; none for a light world.
    pub bytes: Vec<u8>,
    /// The release, opened.
    pub release: Release,
    /// The protocol that is taken.
    pub protocol: ProtocolId,
}

impl World {
    /// A world whose protocol comes from the dice.
    pub fn random(dice: &mut Dice) -> Self {
        Self::of(&protocols::random(dice))
    }

    /// A world whose protocol comes from the dice, made without packing it: for properties that need many.
    ///
    /// # Panics
    /// When the bank cannot be packed.
    pub fn light(dice: &mut Dice) -> Self {
        static PACKED: OnceLock<World> = OnceLock::new();
        let packed = PACKED.get_or_init(|| Self::of(&protocols::random(&mut Dice::of(Vec::new()))));
        let protocol = protocols::random(dice);
        let mut release = packed.release.clone();
        release.id = Digest::of_canonical(&protocol).unwrap();
        let id = protocol.id.clone();
        release.protocols.insert(id.clone(), Arc::new(protocol));
        Self {
            bytes: Vec::new(),
            release,
            protocol: id,
        }
    }

    /// The world of one protocol: the bank and it, assembled, signed by a test key and opened.
    ///
    /// # Panics
    /// When the release cannot be made or opened.
    #[must_use]
    pub fn of(protocol: &Protocol) -> Self {
        Self::packed(bank::folder().clone(), protocol)
    }

    /// As [`World::of`], with the items alone that the protocol can draw: small enough to be kept.
    ///
    /// # Panics
    /// When the release cannot be made or opened.
    #[must_use]
    pub fn small(protocol: &Protocol) -> Self {
        let mut folder = bank::folder().clone();
        let sections = || protocol.parts.iter().flat_map(|part| &part.sections);
        let forms = || protocol.forms.iter().map(Some).chain([None]);
        folder
            .items
            .retain(|_, item| sections().any(|section| forms().any(|form| section.select.takes(&item.about, form))));
        Self::packed(folder, protocol)
    }

    /// As [`World::small`], with parameters: models and difficulties that differ from item to item, calibrated on nothing.
    ///
    /// # Panics
    /// When the release cannot be made or opened.
    #[must_use]
    pub fn measured(protocol: &Protocol) -> Self {
        let mut folder = bank::folder().clone();
        let sections = || protocol.parts.iter().flat_map(|part| &part.sections);
        folder
            .items
            .retain(|_, item| sections().any(|section| section.select.takes(&item.about, None)));
        for (place, item) in (0_u32..).zip(folder.items.values_mut()) {
            item.about.parameters = Some(adaptive::parameters(place.into(), item.about.id.as_str()));
            item.about.seconds = Some(adaptive::seconds(place));
        }
        Self::packed(folder, protocol)
    }

    /// As [`World::of`], from another folder: an examination with its keys sealed to its certifier, anything else with its keys in clear.
    ///
    /// # Panics
    /// When the release cannot be made or opened.
    #[must_use]
    pub fn packed(mut folder: Folder, protocol: &Protocol) -> Self {
        folder.protocols.insert(protocol.id.clone(), protocol.clone());
        let dated = Timestamp::parse("2026-11-22T00:00:00Z").unwrap();
        let key = SecretKey::from_seed(CERTIFIER);
        let assembled = match exam_keys(&folder) {
            Ok(keys) => {
                let fresh = Fresh {
                    secret: [1; 32],
                    ephemeral: [2; 32],
                    nonce: [3; 19],
                };
                let sealed = seal_to(&keys, &[key.opening_key().recipient()], &fresh).unwrap();
                assemble_exam(&folder, Text::default(), dated, sealed)
            }
            Err(_) => assemble(&folder, Text::default(), dated),
        };
        let assembled = assembled.unwrap();
        let to_sign = Signed::prepare(STATEMENT, &assembled.statement(), &did_key(&key.public()), dated).unwrap();
        let signature = key.sign(to_sign.bytes());
        let bytes = assembled.signed(&to_sign.complete(signature).unwrap()).unwrap();
        Self::open(bytes, &protocol.id)
    }

    /// The world of a release that is there as bytes, with its keys as its certifier has them.
    ///
    /// # Panics
    /// When the release cannot be opened or has no such protocol.
    #[must_use]
    pub fn open(bytes: Vec<u8>, protocol: &ProtocolId) -> Self {
        let mut release = Release::open_any(&bytes).unwrap();
        if let Some(sealed) = release.sealed_keys() {
            let keys = open_with(sealed, &SecretKey::from_seed(CERTIFIER).opening_key()).unwrap();
            release = release.with_keys(&keys).unwrap();
        }
        assert!(release.protocols.contains_key(protocol), "no protocol `{protocol}`");
        Self {
            bytes,
            release,
            protocol: protocol.clone(),
        }
    }

    /// The protocol.
    #[must_use]
    pub fn protocol(&self) -> &Protocol {
        &self.release.protocols[&self.protocol]
    }

    /// Digest of the outcome of an attempt that is over, without marks and rulings.
    ///
    /// # Errors
    /// The code of what is in the way.
    pub fn score(&self, attempt: RandomId, state: &State, heads: &Heads) -> Result<Digest, &'static str> {
        let paper = state.paper().ok_or("score/not-over")?;
        let keys = Keys::of(&self.release, state.protocol(), paper).map_err(|cannot| cannot.code())?;
        let input = Input {
            attempt,
            release: &self.release,
            state,
            heads,
            marks: &[],
            rulings: &[],
        };
        let outcome = score(input, &keys).map_err(|cannot| cannot.code())?;
        outcome.digest().map_err(|_| "score/not-canonical")
    }

    /// What the engine draws from.
    #[must_use]
    pub fn supply(&self) -> Supply<'_> {
        Supply {
            protocol: &self.release.protocols[&self.protocol],
            pool: &self.release.pool,
            contents: &self.release.contents,
        }
    }
}
