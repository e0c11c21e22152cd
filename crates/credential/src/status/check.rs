//! What a list at hand says of one certificate.

use super::{StatusFault, expand, value};
use crate::proof::{self, Checking, ProofFault};
use crate::shape::At;
use crate::shape::{CREDENTIALS_V2, each, has_text};
use crate::verify::CLOCK_SKEW;
use jalon_base::Timestamp;
use jalon_base::json::{self, Limits, Value};
use serde_json::Map;

type Object = Map<String, Value>;

/// What a list says of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The value of its entry: 0 is clear.
    pub value: u32,
    /// The message of that value, where the entry has messages.
    pub message: Option<String>,
    /// When the list was made: what is known, is known as of then.
    pub as_of: Timestamp,
    /// Whether the list has passed the date until which it may be relied on. A revocation in it still counts.
    pub stale: bool,
}

/// Reads the status of an entry from the bytes of its list.
///
/// The entry's own shape is checked with its certificate ([`crate::shape::check`]). `entitled` says whose list counts.
///
/// # Errors
/// [`StatusFault`].
pub fn check(
    entry: &Object,
    list: &[u8],
    at: Timestamp,
    with: &Checking<'_>,
    entitled: &dyn Fn(&str) -> bool,
) -> Result<Found, StatusFault> {
    let document = json::parse(
        list,
        Limits {
            // A list of a million bits that do not compress.
            bytes: 2 << 20,
            ..Limits::FOREIGN
        },
    )
    .map_err(|_| StatusFault::Unreadable)?;
    let document = signed_by(document, with, entitled)?;
    let text = |object: &Object, name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    if text(&document, "id") != text(entry, "statusListCredential") {
        return Err(StatusFault::Other);
    }
    let is_list = ["VerifiableCredential", "BitstringStatusListCredential"]
        .into_iter()
        .all(|name| has_text(&document, "type", name));
    let mut contexts = 0;
    let mut known = true;
    if let Some(found) = document.get("@context") {
        each(found, &At::Root, |context, _| {
            known &= context
                .as_str()
                .is_some_and(|url| url == CREDENTIALS_V2 || crate::open_badge::CONTEXTS.contains(&url));
            contexts += 1;
        });
    }
    let Some(Value::Object(subject)) = document
        .get("credentialSubject")
        .filter(|_| is_list && known && contexts > 0)
    else {
        return Err(StatusFault::Shape);
    };
    if !has_text(subject, "type", "BitstringStatusList") {
        return Err(StatusFault::Shape);
    }
    let purpose = text(entry, "statusPurpose").unwrap_or_default();
    if !has_text(subject, "statusPurpose", &purpose) {
        return Err(StatusFault::Purpose);
    }
    let size = entry
        .get("statusSize")
        .and_then(Value::as_u64)
        .and_then(|size| u32::try_from(size).ok())
        .filter(|size| (1..=16).contains(size))
        .unwrap_or(1);
    let encoded = subject
        .get("encodedList")
        .and_then(Value::as_str)
        .ok_or(StatusFault::Shape)?;
    let bytes = expand(encoded, size)?;
    // An index longer than 64 bits is past the end of any list.
    let index: u64 = text(entry, "statusListIndex")
        .and_then(|index| index.parse().ok())
        .ok_or(StatusFault::Range)?;
    let value = value(&bytes, index, size).ok_or(StatusFault::Range)?;
    let date = |name: &str| document.get(name).and_then(Value::as_str).map(Timestamp::parse_lenient);
    let (from, until) = (date("validFrom"), date("validUntil"));
    let Some(as_of) = from.flatten() else {
        return Err(StatusFault::Shape);
    };
    if until == Some(None) {
        return Err(StatusFault::Shape);
    }
    if as_of.unix() > at.unix() + CLOCK_SKEW {
        return Err(StatusFault::Stale);
    }
    let message = entry
        .get("statusMessage")
        .and_then(Value::as_array)
        .and_then(|messages| messages.iter().find(|message| said(message) == Some(value)))
        .and_then(|message| message.get("message")?.as_str().map(str::to_owned));
    Ok(Found {
        value,
        message,
        as_of,
        stale: until
            .flatten()
            .is_some_and(|until| until.unix() + CLOCK_SKEW < at.unix()),
    })
}

/// The value that a status message is for: `0x2`.
fn said(message: &Value) -> Option<u32> {
    u32::from_str_radix(message.get("status")?.as_str()?.strip_prefix("0x")?, 16).ok()
}

/// The verified document of a list signed by whom it says, who is entitled to.
fn signed_by(document: Value, with: &Checking<'_>, entitled: &dyn Fn(&str) -> bool) -> Result<Object, StatusFault> {
    let set = proof::verify_with(document, with);
    let issuer = set.issuer().unwrap_or_default().to_owned();
    let faults = || set.proofs.iter().filter_map(|proof| proof.outcome.as_ref().err());
    if let Some(fault) = faults().find(|fault| !fault.is_unknown()).or_else(|| faults().next()) {
        // An unknown proof beside the issuer's that holds takes nothing away.
        let held = set.may_hold() && by(&set, &issuer);
        if !held {
            return Err(StatusFault::Proof {
                code: fault.code(),
                unknown: ProofFault::is_unknown(fault),
            });
        }
    }
    if !by(&set, &issuer) || !entitled(&issuer) {
        return Err(StatusFault::Issuer);
    }
    let (document, _) = set.into_document();
    Ok(document)
}

fn by(set: &proof::ProofSet, issuer: &str) -> bool {
    set.proofs
        .iter()
        .any(|proof| proof.outcome.is_ok() && proof.method.as_ref().is_some_and(|method| method.controller == issuer))
}
