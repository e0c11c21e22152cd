//! Whose key signed a token: by its address, or because the issuer's own identity has the key that came along.

use super::{Jwk, JwtFault};
use crate::did::{self, Period, Unresolved};
use jalon_base::encoding::unbase64url;
use jalon_base::json::{self, Limits};

const DID_JWK: &str = "did:jwk:";

/// A key that was found, under whose name, and when it may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The key.
    pub key: Jwk,
    /// The DID that controls it, or the site that served it (`https://host`).
    pub controller: String,
    /// When it may be used.
    pub period: Period,
}

/// Finds the keys of tokens. A port: [`crate::at_hand::AtHand`] reads the documents that it was given.
pub trait Keys {
    /// The key of an address, for making assertions.
    ///
    /// # Errors
    /// [`Unresolved`].
    fn at(&self, kid: &str) -> Result<Found, Unresolved>;

    /// The keys with which an issuer makes assertions; none when its document is not at hand.
    fn of(&self, issuer: &str) -> Option<Vec<Found>>;
}

/// Nothing is at hand: keys come from their names.
#[derive(Debug, Clone, Copy)]
pub struct InDid;

impl Keys for InDid {
    fn at(&self, kid: &str) -> Result<Found, Unresolved> {
        if let Some(rest) = kid.strip_prefix(DID_JWK) {
            return did_jwk(rest).ok_or_else(|| Unresolved::NoSuchMethod { url: kid.to_owned() });
        }
        if kid.starts_with("https://") {
            return Err(Unresolved::DocumentNotAtHand { did: kid.to_owned() });
        }
        did::resolve_method(kid).map(|method| Found {
            key: Jwk::Ed25519(method.key),
            controller: method.controller,
            period: method.period,
        })
    }

    fn of(&self, issuer: &str) -> Option<Vec<Found>> {
        self.at(issuer).ok().map(|found| vec![found])
    }
}

/// The key of a `did:jwk`, after its prefix; its only method is `#0`.
fn did_jwk(rest: &str) -> Option<Found> {
    let (id, fragment) = rest
        .split_once('#')
        .map_or((rest, None), |(id, fragment)| (id, Some(fragment)));
    if fragment.is_some_and(|fragment| fragment != "0") {
        return None;
    }
    let key = json::parse(&unbase64url(id)?, Limits::FOREIGN).ok()?;
    Some(Found {
        key: Jwk::read(&key).ok()?,
        controller: format!("{DID_JWK}{id}"),
        period: Period::default(),
    })
}

/// What is known of the key of a token.
pub(super) struct Known {
    pub key: Option<Jwk>,
    pub controller: Option<String>,
    pub period: Period,
}

/// The key of a token, from its address and from what came along.
pub(super) fn key(
    kid: Option<&str>,
    jwk: Option<Jwk>,
    issuer: Option<&str>,
    keys: &dyn Keys,
) -> Result<Known, JwtFault> {
    let known = |found: Found| Known {
        key: Some(found.key),
        controller: Some(found.controller),
        period: found.period,
    };
    let alone = |key: Option<Jwk>| Known {
        key,
        controller: None,
        period: Period::default(),
    };
    match (kid.map(|kid| keys.at(kid)), jwk) {
        (Some(Ok(found)), Some(jwk)) if found.key != jwk => Err(JwtFault::TwoKeys),
        (Some(Ok(found)), _) => Ok(known(found)),
        // A key elsewhere is not wrong: it is not at hand. That the one that came along is it, nobody knows here.
        (Some(Err(fault)), jwk) if fault.is_unknown() => Ok(alone(jwk)),
        (Some(Err(fault)), _) => Err(JwtFault::Method(fault)),
        (None, Some(jwk)) => match issuer.and_then(|issuer| keys.of(issuer)) {
            Some(own) => own
                .into_iter()
                .find(|found| found.key == jwk)
                .map(known)
                .ok_or(JwtFault::NotOfIssuer),
            None => Ok(alone(Some(jwk))),
        },
        (None, None) => Err(JwtFault::NoKey),
    }
}
