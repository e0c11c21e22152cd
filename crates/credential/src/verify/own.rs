//! Reading again what the reader signed themselves: one question instead of eleven, for a device that shows its owner their own.

use crate::keys::PublicKey;
use crate::open_badge::Badge;
use crate::{did, proof};
use jalon_base::json::{self, Limits, Value};

/// What a certificate says, when it is whole and signed by this very key in its own name with `eddsa-jcs-2022`; none for any other
/// bytes, which may still be a good certificate: ask [`super::verify`].
///
/// Dates, status and trust are not looked at: the reader knows when they signed, and whom.
#[must_use]
pub fn own(bytes: &[u8], key: &PublicKey) -> Option<Badge> {
    let document = proof::alone(json::parse(bytes, Limits::FOREIGN).ok()?, key)?;
    let issuer = match document.get("issuer")? {
        Value::String(id) => id,
        issuer => issuer.get("id")?.as_str()?,
    };
    (issuer == did::did_key(key)).then(|| Badge::read(&document)).flatten()
}
