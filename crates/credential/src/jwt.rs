//! Badges secured as a JSON Web Token: reading them strictly, and asking one question about their signature.
//!
//! EdDSA is checked here. ES256 and RS256 belong to the platform (WebCrypto in a browser, a library natively): [`Jwt::question`] gives all that
//! they need, [`Jwt::settle`] takes what they say. The algorithm never comes from the header alone: it must be the one of the key.
//!
//! A `did:key` of P-256 holds half a point: the other half takes arithmetic that neither WebCrypto nor a platform's library offers, so a
//! token by such a key is refused (`INVALID_VERIFICATION_METHOD`). `did:jwk`, documents and key sets hold the whole point, and are read.
//!
//! # Source
//! 1EdTech Open Badges 3.0 §8.2; W3C Securing Verifiable Credentials using JOSE and COSE §3.1; RFC 7515 (JWS), RFC 7517 (JWK), RFC 7518 §3.1,
//! RFC 7519 (JWT), RFC 8037 and RFC 9864 (Ed25519), RFC 8725 (what goes wrong).

mod claims;
mod fault;
mod find;
mod jwk;

pub use fault::JwtFault;
pub use find::{Found, InDid, Keys};
pub use jwk::{Algorithm, Jwk};

use crate::did::Period;
use crate::keys::PublicKey;
use claims::Claimed;
use jalon_base::Timestamp;
use jalon_base::encoding::unbase64url;
use jalon_base::json::{self, Limits, Value};
use serde_json::Map;

/// Headers that would have a token read otherwise, or its key looked for elsewhere, than is done here.
const REFUSED: [&str; 7] = ["b64", "crit", "enc", "jku", "x5c", "x5u", "zip"];

/// Whether bytes look like a compact JWS: three texts of base64url with dots between, the first of which begins an object.
#[must_use]
pub fn is_compact(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii();
    let letters = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    text.starts_with(b"ey") && text.iter().filter(|byte| **byte == b'.').count() == 2 && text.iter().all(letters)
}

/// Which specification a token follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Open Badges: `typ` is `JWT` or left out, the claims repeat the credential.
    Badge,
    /// VC-JOSE-COSE: `typ` is `vc+jwt`, claims are optional and of the token itself.
    Credential,
}

/// A token that was read: what it says, and what its signature has to be checked against. Nothing of it is believed yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Jwt {
    algorithm: Algorithm,
    key: Option<Jwk>,
    controller: Option<String>,
    period: Period,
    kid: Option<String>,
    signed: Vec<u8>,
    signature: Vec<u8>,
    claimed: Claimed,
}

/// What a platform has to check: an ES256 or RS256 signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question<'a> {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// The public key, which fits the algorithm.
    pub key: &'a Jwk,
    /// The bytes that were signed.
    pub signed: &'a [u8],
    /// The signature.
    pub signature: &'a [u8],
}

/// What a platform says of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// The platform has not this algorithm, or was not asked.
    NotChecked,
}

impl Jwt {
    /// Reads a compact token, finding the key that it names with what is at hand ([`InDid`]: nothing but the names themselves).
    ///
    /// # Errors
    /// [`JwtFault`]: not a token, a header that is not taken, a key that does not fit, claims that say otherwise than the credential.
    pub fn read(bytes: &[u8], keys: &dyn Keys) -> Result<Self, JwtFault> {
        let bytes = bytes.trim_ascii();
        // Three bytes are four letters; a header and a signature come on top.
        if bytes.len() > Limits::FOREIGN.bytes / 3 * 4 {
            return Err(JwtFault::Compact);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| JwtFault::Compact)?;
        let mut parts = text.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(JwtFault::Compact);
        };
        let signed = text
            .as_bytes()
            .get(..header.len() + 1 + payload.len())
            .ok_or(JwtFault::Compact)?;
        let (algorithm, kind, kid, jwk) = read_header(&object(header)?)?;
        let claimed = claims::checked(object(payload)?, kind)?;
        let found = find::key(kid.as_deref(), jwk, issuer_of(&claimed.credential), keys)?;
        if found.key.as_ref().is_some_and(|key| key.algorithm() != algorithm) {
            return Err(JwtFault::AlgorithmOfKey);
        }
        Ok(Self {
            algorithm,
            key: found.key,
            controller: found.controller,
            period: found.period,
            kid,
            signed: signed.to_vec(),
            signature: unbase64url(signature).ok_or(JwtFault::Compact)?,
            claimed,
        })
    }

    /// The algorithm that it says, which is the one of its key.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The address of its key, if it names one.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Who controls its key: the DID that the key was found under, or the site that served it; none when the key merely came along.
    #[must_use]
    pub fn controller(&self) -> Option<&str> {
        self.controller.as_deref()
    }

    /// When its key may be used.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// When it says that it was signed; of a badge that does not say, since when it holds.
    #[must_use]
    pub const fn created(&self) -> Option<Timestamp> {
        self.claimed.created
    }

    /// From and until when the token itself may be taken; a badge has no such dates beside its own.
    #[must_use]
    pub const fn window(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        (self.claimed.not_before, self.claimed.expires)
    }

    /// What to ask the platform; none when there is nothing to ask: EdDSA is checked here, and a key that was not found checks nothing.
    #[must_use]
    pub fn question(&self) -> Option<Question<'_>> {
        match &self.key {
            Some(key) if !matches!(key, Jwk::Ed25519(_)) => Some(Question {
                algorithm: self.algorithm,
                key,
                signed: &self.signed,
                signature: &self.signature,
            }),
            _ => None,
        }
    }

    /// Whether the signature holds, with the platform's answer where it was asked.
    ///
    /// # Errors
    /// [`JwtFault::Signature`], or a fault of which [`JwtFault::is_unknown`] says that nobody could check.
    pub fn settle(&self, answer: Answer) -> Result<(), JwtFault> {
        match &self.key {
            None => Err(JwtFault::KeyNotAtHand),
            Some(Jwk::Ed25519(key)) => eddsa(key, &self.signed, &self.signature),
            Some(_) => match answer {
                Answer::Holds => Ok(()),
                Answer::Fails => Err(JwtFault::Signature),
                Answer::NotChecked => Err(JwtFault::NotChecked {
                    algorithm: self.algorithm,
                }),
            },
        }
    }

    /// The credential, without the claims of the token that say the same; not to be believed before [`Self::settle`].
    #[must_use]
    pub fn into_credential(self) -> Map<String, Value> {
        self.claimed.credential
    }

    /// The credential, of which nothing is to be believed yet.
    pub(crate) const fn credential(&self) -> &Map<String, Value> {
        &self.claimed.credential
    }

    /// The issuer that the credential names.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        issuer_of(&self.claimed.credential)
    }
}

fn issuer_of(credential: &Map<String, Value>) -> Option<&str> {
    match credential.get("issuer")? {
        Value::String(id) => Some(id),
        issuer => issuer.get("id")?.as_str(),
    }
}

fn eddsa(key: &PublicKey, signed: &[u8], signature: &[u8]) -> Result<(), JwtFault> {
    let signature = signature.try_into().map_err(|_| JwtFault::Signature)?;
    key.verify_strict(signed, signature).map_err(|_| JwtFault::Signature)
}

/// A part of a token as a JSON object.
fn object(part: &str) -> Result<Map<String, Value>, JwtFault> {
    let bytes = unbase64url(part).ok_or(JwtFault::Compact)?;
    match json::parse(&bytes, Limits::FOREIGN) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(JwtFault::Compact),
        Err(malformed) => Err(JwtFault::NotJson(malformed)),
    }
}

/// Algorithm, kind, key address and key of a header.
fn read_header(header: &Map<String, Value>) -> Result<(Algorithm, Kind, Option<String>, Option<Jwk>), JwtFault> {
    let text = |name: &'static str| match header.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(JwtFault::Header { name: name.to_owned() }),
    };
    if let Some(name) = REFUSED.into_iter().find(|name| header.contains_key(*name)) {
        return Err(JwtFault::Header { name: name.to_owned() });
    }
    let algorithm = text("alg")?.ok_or(JwtFault::Header { name: "alg".to_owned() })?;
    let algorithm = Algorithm::named(algorithm).ok_or_else(|| JwtFault::Algorithm {
        name: algorithm.to_owned(),
    })?;
    let kind = match text("typ")? {
        None | Some("JWT") => Kind::Badge,
        Some("vc+jwt" | "vc+ld+jwt") => Kind::Credential,
        Some(_) => return Err(JwtFault::Header { name: "typ".to_owned() }),
    };
    let jwk = header.get("jwk").map(Jwk::read).transpose()?;
    let kid = text("kid")?.map(str::to_owned);
    if jwk.is_none() && kid.is_none() {
        return Err(JwtFault::NoKey);
    }
    Ok((algorithm, kind, kid, jwk))
}

#[cfg(test)]
mod tests;
