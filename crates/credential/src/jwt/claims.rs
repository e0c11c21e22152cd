//! The claims of a token beside the credential: they repeat it, and must say the same.

use super::{JwtFault, Kind};
use jalon_base::Timestamp;
use jalon_base::json::Value;
use serde_json::Map;

/// Claims that are the token's, not the credential's (RFC 7519 §4.1, RFC 7800).
const REGISTERED: [&str; 9] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "cnf"];

/// A payload taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claimed {
    /// The credential, without the claims of the token.
    pub credential: Map<String, Value>,
    /// When the token says that it was signed; for a badge, else since when it holds.
    pub created: Option<Timestamp>,
    /// Before when the token itself is not to be taken.
    pub not_before: Option<Timestamp>,
    /// After when the token itself is not to be taken.
    pub expires: Option<Timestamp>,
}

/// Takes a payload apart, once its claims say the same as the credential in it.
///
/// In a badge (Open Badges 3.0 §8.2) `iss`, `sub`, `jti` and `nbf` are demanded, and an end that only the token has becomes the
/// credential's. In a `vc+jwt` (VC-JOSE-COSE §3.1.3) no claim is, and `nbf` and `exp` are dates of the token alone.
pub(super) fn checked(mut payload: Map<String, Value>, kind: Kind) -> Result<Claimed, JwtFault> {
    if payload.contains_key("vc") || payload.contains_key("vp") {
        return Err(JwtFault::Wrapped);
    }
    let id_of = |value: Option<&Value>| match value {
        Some(Value::String(id)) => Some(id.clone()),
        Some(value) => value.get("id").and_then(Value::as_str).map(str::to_owned),
        None => None,
    };
    let date = |name: &str| {
        payload
            .get(name)
            .and_then(Value::as_str)
            .and_then(Timestamp::parse_lenient)
    };
    let subject = match payload.get("credentialSubject") {
        Some(Value::Array(subjects)) if subjects.len() == 1 => subjects.first(),
        subject => subject,
    };
    let same = |name: &'static str, wanted: Option<String>| match payload.get(name) {
        Some(Value::String(found)) if Some(found) == wanted.as_ref() => Ok(()),
        // Whoever is recognised by a hashed identity has no id to repeat.
        None if kind == Kind::Credential || name == "sub" && wanted.is_none() => Ok(()),
        _ => Err(JwtFault::Claim { name }),
    };
    same("iss", id_of(payload.get("issuer")))?;
    same("sub", id_of(subject.filter(|subject| subject.is_object())))?;
    same("jti", payload.get("id").and_then(Value::as_str).map(str::to_owned))?;
    let instant = |name: &'static str| match payload.get(name) {
        None => Ok(None),
        Some(number) => number
            .as_i64()
            .and_then(Timestamp::from_unix)
            .map(Some)
            .ok_or(JwtFault::Claim { name }),
    };
    let (signed, from, end) = (instant("iat")?, instant("nbf")?, instant("exp")?);
    let mut until = None;
    if kind == Kind::Badge {
        match (from, date("validFrom")) {
            (Some(from), Some(date)) if date.unix() == from.unix() => {}
            _ => return Err(JwtFault::Claim { name: "nbf" }),
        }
        match (end, date("validUntil")) {
            (Some(end), Some(date)) if date.unix() == end.unix() => {}
            (Some(end), None) if !payload.contains_key("validUntil") => until = Some(end),
            (None, _) => {}
            _ => return Err(JwtFault::Claim { name: "exp" }),
        }
    }
    payload.retain(|name, _| !REGISTERED.contains(&name.as_str()));
    if let Some(until) = until {
        payload.insert("validUntil".to_owned(), Value::String(until.to_string()));
    }
    // The dates of a badge are the credential's, and judged there.
    let of_token = |date: Option<Timestamp>| date.filter(|_| kind == Kind::Credential);
    Ok(Claimed {
        credential: payload,
        created: signed.or(from),
        not_before: of_token(from),
        expires: of_token(end),
    })
}
