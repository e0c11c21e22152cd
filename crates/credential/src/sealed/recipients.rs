//! Sealing to keys: who holds one of them opens, and nobody needs a word.

use super::chunks::{Derived, same};
use super::header::{CIPHER, FORMAT, Unopened, Unsealable, fixed, read, written};
use crate::multibase;
use crate::recovery::hkdf;
use chacha20::ChaCha20Rng;
use hpke::rand_core::SeedableRng;
use hpke::{Deserializable, Kem as _, OpModeR, OpModeS, Serializable};
use jalon_base::encoding::{base64url, unbase64url};
use std::fmt;
use zeroize::Zeroizing;

type Kem = hpke::kem::X25519HkdfSha256;
type Kdf = hpke::kdf::HkdfSha256;
type Aead = hpke::aead::ChaCha20Poly1305;

/// Multicodec prefix of an X25519 public key (0xec, as a varint).
const X25519_PUBLIC: [u8; 2] = [0xEC, 0x01];

/// Most recipients of one file.
pub const MOST_RECIPIENTS: usize = 16;

/// Longest header line: sixteen recipients of some 220 characters.
const LONGEST: usize = 6 << 10;

/// Keeps what is wrapped here apart from what the same keys wrap elsewhere.
const INFO: &[u8] = b"jalon/sealed@1";

/// What a secret key opens with: the half of it that does not sign. Wiped from memory when dropped.
pub struct OpeningKey(Zeroizing<[u8; 32]>);

impl OpeningKey {
    /// The opening key of the seed of a signing key: another label, hence a key that has nothing to do with signatures.
    ///
    /// # Formula
    /// X25519 secret = HKDF-SHA-256 with the seed as input, the salt `jalon/key@1` and the info `jalon/opening@1`.
    #[must_use]
    pub(crate) fn of_seed(seed: &[u8; 32]) -> Self {
        Self(hkdf(b"jalon/key@1", seed, b"jalon/opening@1"))
    }

    /// Whom others seal to.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        let key = self.private().map(|key| Kem::sk_to_pk(&key).to_bytes().into());
        // INVARIANT: 32 bytes are an X25519 secret (RFC 7748 §5), so there is always a key.
        Recipient(key.unwrap_or_default())
    }

    fn private(&self) -> Option<<Kem as hpke::Kem>::PrivateKey> {
        <Kem as hpke::Kem>::PrivateKey::from_bytes(self.0.as_slice()).ok()
    }
}

impl fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpeningKey(of {})", self.recipient())
    }
}

/// Somebody to seal to: an X25519 public key, written `z6LS…` (Multikey).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient([u8; 32]);

impl Recipient {
    /// Reads a Multikey text; none for anything but an X25519 public key.
    #[must_use]
    pub fn from_multikey(text: &str) -> Option<Self> {
        let bytes = multibase::decode(text)?;
        let key = bytes.strip_prefix(&X25519_PUBLIC)?;
        Some(Self(key.try_into().ok()?))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&multibase::encode(&[X25519_PUBLIC.as_slice(), &self.0].concat()))
    }
}

/// Fresh random bytes for one sealing, from a random source outside. Never used twice.
#[derive(Clone, Copy)]
pub struct Fresh {
    /// The secret that is wrapped for each recipient.
    pub secret: [u8; 32],
    /// From which the one-time keys of the wrapping are made.
    pub ephemeral: [u8; 32],
    /// Beginning of every nonce.
    pub nonce: [u8; 19],
}

/// The header as it is written.
struct Line {
    format: String,
    cipher: String,
    nonce: String,
    check: String,
    recipients: Vec<Wrapped>,
}

jalon_base::document!(Line {
    format,
    cipher,
    nonce,
    check,
    recipients
});

/// The secret, for one recipient.
struct Wrapped {
    to: String,
    kem: String,
    encapsulated: String,
    secret: String,
}

jalon_base::document!(Wrapped {
    to,
    kem,
    encapsulated,
    secret
});

/// HPKE's names of the suite, with the identifiers of its registry: KEM 0x0020, KDF 0x0001, AEAD 0x0003.
const SUITE: &str = "hpke-0020-0001-0003";

/// Seals bytes to recipients: each opens alone.
///
/// # Formula
/// `key ‖ check = HKDF-SHA-256(secret; salt = nonce prefix, info = "jalon/sealed@1 key" and "jalon/sealed@1 check")`; the secret is wrapped for
/// each recipient by HPKE in base mode (DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305), info `jalon/sealed@1`, no associated data.
///
/// # Errors
/// [`Unsealable`]: nobody to seal to, too many, or somebody's key is of small order.
///
/// # Source
/// RFC 9180, §6.1.
pub fn seal_to(plain: &[u8], recipients: &[Recipient], fresh: &Fresh) -> Result<Vec<u8>, Unsealable> {
    if recipients.is_empty() || recipients.len() > MOST_RECIPIENTS {
        return Err(Unsealable::Recipients);
    }
    let derived = derived(&fresh.secret, &fresh.nonce);
    let wrapped = recipients.iter().map(|recipient| wrapped(*recipient, fresh));
    let line = Line {
        format: FORMAT.to_owned(),
        cipher: CIPHER.to_owned(),
        nonce: base64url(&fresh.nonce),
        check: base64url(derived.check()),
        recipients: wrapped.collect::<Option<_>>().ok_or(Unsealable::Recipients)?,
    };
    derived.seal(plain, written(&line), &fresh.nonce)
}

/// Opens what [`seal_to`] made.
///
/// # Errors
/// [`Unopened`]: it is no such file, is sealed to others, or was cut or changed.
pub fn open_with(sealed: &[u8], key: &OpeningKey) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let (line, bytes, rest) = read::<Line>(sealed, LONGEST)?;
    if line.format != FORMAT || line.cipher != CIPHER || line.recipients.len() > MOST_RECIPIENTS {
        return Err(Unopened::NotSealed);
    }
    let own = key.recipient().to_string();
    let wrapped = line
        .recipients
        .iter()
        .find(|wrapped| wrapped.to == own && wrapped.kem == SUITE);
    let secret = unwrapped(wrapped.ok_or(Unopened::Recipient)?, key).ok_or(Unopened::Damaged)?;
    let nonce = fixed(&line.nonce)?;
    let derived = derived(&secret, &nonce);
    if !same(derived.check(), &fixed(&line.check)?) {
        return Err(Unopened::Damaged);
    }
    derived.open(rest, bytes, &nonce)
}

fn derived(secret: &[u8; 32], nonce: &[u8; 19]) -> Derived {
    let mut out = Zeroizing::new([0; 64]);
    let halves = [b"jalon/sealed@1 key".as_slice(), b"jalon/sealed@1 check"].map(|info| hkdf(nonce, secret, info));
    for (place, byte) in out.iter_mut().zip(halves.iter().flat_map(|half| half.iter())) {
        *place = *byte;
    }
    Derived(out)
}

fn wrapped(to: Recipient, fresh: &Fresh) -> Option<Wrapped> {
    let public = <Kem as hpke::Kem>::PublicKey::from_bytes(&to.0).ok()?;
    let to = to.to_string();
    let mut random = ChaCha20Rng::from_seed(*hkdf(INFO, &fresh.ephemeral, to.as_bytes()));
    let (encapsulated, secret) = hpke::single_shot_seal_with_rng::<Aead, Kdf, Kem>(
        &OpModeS::Base,
        &public,
        INFO,
        &fresh.secret,
        &[],
        &mut random,
    )
    .ok()?;
    Some(Wrapped {
        to,
        kem: SUITE.to_owned(),
        encapsulated: base64url(&encapsulated.to_bytes()),
        secret: base64url(&secret),
    })
}

fn unwrapped(wrapped: &Wrapped, key: &OpeningKey) -> Option<Zeroizing<[u8; 32]>> {
    let encapsulated = unbase64url(&wrapped.encapsulated)?;
    let secret = opened(
        &key.private()?,
        &encapsulated,
        INFO,
        &unbase64url(&wrapped.secret)?,
        &[],
    )?;
    secret.as_slice().try_into().ok().map(Zeroizing::new)
}

fn opened(
    key: &<Kem as hpke::Kem>::PrivateKey,
    encapsulated: &[u8],
    info: &[u8],
    sealed: &[u8],
    aad: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
    let opened = hpke::single_shot_open::<Aead, Kdf, Kem>(&OpModeR::Base, key, &encapsulated, info, sealed, aad);
    opened.ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jalon_base::encoding::unhex;

    /// RFC 9180, appendix A.2.1, sequence number 0.
    #[test]
    fn rfc_9180_appendix_a_2() {
        let hex = |text: &str| unhex(text).unwrap();
        let key = <Kem as hpke::Kem>::PrivateKey::from_bytes(&hex(
            "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
        ));
        let plain = opened(
            &key.unwrap(),
            &hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"),
            &hex("4f6465206f6e2061204772656369616e2055726e"),
            &hex("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"),
            &hex("436f756e742d30"),
        );
        assert_eq!(plain.unwrap().as_slice(), b"Beauty is truth, truth beauty");
    }
}
