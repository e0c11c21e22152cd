//! Public keys as JSON, of the three kinds that badges use.

use super::JwtFault;
use crate::keys::PublicKey;
use jalon_base::encoding::unbase64url;
use jalon_base::json::Value;
use serde_json::Map;

/// A signature algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Ed25519, under its names `EdDSA` and `Ed25519`.
    EdDsa,
    /// ECDSA over P-256 with SHA-256.
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
}

impl Algorithm {
    /// The algorithm of a name; none for `none`, shared secrets and all else.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "EdDSA" | "Ed25519" => Some(Self::EdDsa),
            "ES256" => Some(Self::Es256),
            "RS256" => Some(Self::Rs256),
            _ => None,
        }
    }

    /// Its usual name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
        }
    }
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jwk {
    /// `{"kty": "OKP", "crv": "Ed25519", "x"}`.
    Ed25519(PublicKey),
    /// `{"kty": "EC", "crv": "P-256", "x", "y"}`: both coordinates. That they are on the curve is the platform's to check.
    P256 {
        /// First coordinate, big-endian.
        x: [u8; 32],
        /// Second coordinate, big-endian.
        y: [u8; 32],
    },
    /// `{"kty": "RSA", "n", "e"}`, from 2,048 to 8,192 bits.
    Rsa {
        /// Modulus, big-endian, without zero before it.
        n: Vec<u8>,
        /// Exponent, big-endian, without zero before it.
        e: Vec<u8>,
    },
}

impl Jwk {
    /// Reads a public key.
    ///
    /// # Errors
    /// [`JwtFault::SecretKey`] when it holds more than a public key, [`JwtFault::Jwk`] when a member is missing, wrong or too weak.
    pub fn read(value: &Value) -> Result<Self, JwtFault> {
        let key = value.as_object().ok_or(JwtFault::Jwk { name: "kty" })?;
        const SECRETS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
        if SECRETS.iter().any(|name| key.contains_key(*name)) {
            return Err(JwtFault::SecretKey);
        }
        let found = match (text(key, "kty"), text(key, "crv")) {
            (Some("OKP"), Some("Ed25519")) => PublicKey::from_bytes(&fixed(key, "x")?)
                .map(Self::Ed25519)
                .map_err(|_| JwtFault::Jwk { name: "x" })?,
            (Some("EC"), Some("P-256")) => Self::P256 {
                x: fixed(key, "x")?,
                y: fixed(key, "y")?,
            },
            (Some("RSA"), None) => rsa(key)?,
            (Some("OKP" | "EC"), _) => return Err(JwtFault::Jwk { name: "crv" }),
            _ => return Err(JwtFault::Jwk { name: "kty" }),
        };
        let fits = |name: &str, wanted: &dyn Fn(&Value) -> bool| key.get(name).is_none_or(wanted);
        if !fits("use", &|usage| usage == "sig") {
            return Err(JwtFault::Jwk { name: "use" });
        }
        let verifies = |ops: &Value| ops.as_array().is_some_and(|ops| ops.iter().any(|op| op == "verify"));
        if !fits("key_ops", &verifies) {
            return Err(JwtFault::Jwk { name: "key_ops" });
        }
        let own = |name: &Value| name.as_str().and_then(Algorithm::named) == Some(found.algorithm());
        if !fits("alg", &own) {
            return Err(JwtFault::Jwk { name: "alg" });
        }
        Ok(found)
    }

    /// The only algorithm that a key of this kind is used with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        match self {
            Self::Ed25519(_) => Algorithm::EdDsa,
            Self::P256 { .. } => Algorithm::Es256,
            Self::Rsa { .. } => Algorithm::Rs256,
        }
    }
}

fn text<'a>(key: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    key.get(name).and_then(Value::as_str)
}

fn bytes(key: &Map<String, Value>, name: &'static str) -> Result<Vec<u8>, JwtFault> {
    text(key, name).and_then(unbase64url).ok_or(JwtFault::Jwk { name })
}

fn fixed(key: &Map<String, Value>, name: &'static str) -> Result<[u8; 32], JwtFault> {
    bytes(key, name)?.try_into().map_err(|_| JwtFault::Jwk { name })
}

fn rsa(key: &Map<String, Value>) -> Result<Jwk, JwtFault> {
    let number = |name| {
        bytes(key, name).and_then(|n| {
            if n.first() == Some(&0) {
                Err(JwtFault::Jwk { name })
            } else {
                Ok(n)
            }
        })
    };
    let (n, e) = (number("n")?, number("e")?);
    let bits = n
        .first()
        .map_or(0, |first| n.len() * 8 - first.leading_zeros() as usize);
    if !(2048..=8192).contains(&bits) || n.last().is_none_or(|last| last % 2 == 0) {
        return Err(JwtFault::Jwk { name: "n" });
    }
    // Odd, at least 3, at most 33 bits: larger ones only cost time.
    let is_exponent = e.len() <= 4 && e.last().is_some_and(|last| last % 2 == 1) && e != [1];
    if !is_exponent {
        return Err(JwtFault::Jwk { name: "e" });
    }
    Ok(Jwk::Rsa { n, e })
}
