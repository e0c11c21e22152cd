//! Keys, DIDs, Data Integrity proofs, Open Badges, signed envelopes and verification: what makes a document worth believing.
//!
//! Knows nothing of tests. Pure: time, random bytes and what is trusted are arguments; signing is two-phase, so that the key may
//! live outside (WebCrypto, a passkey, a hardware module).

mod multibase;

pub mod at_hand;
pub mod bundle;
#[cfg(feature = "sealed")]
pub mod card;
pub mod did;
pub mod envelope;
pub mod habilitation;
pub mod identity;
pub mod inflate;
pub mod jwt;
pub mod keys;
pub mod open_badge;
pub mod presentation;
pub mod proof;
#[cfg(feature = "rdfc")]
pub mod rdfc;
pub mod recovery;
#[cfg(feature = "sealed")]
pub mod sealed;
pub mod shape;
pub mod status;
pub mod tlog;
pub mod trust;
pub mod verify;
pub mod what;

pub use keys::{PublicKey, SecretKey};
pub use recovery::RecoverySecret;
