//! Signed notes: checkpoints and proofs as texts that other tools read.

use super::Witness;
use super::tree::{Hash, leaf_hash, root_of};
use crate::keys::PublicKey;
use jalon_base::Timestamp;
use jalon_base::encoding::{base64, hex, unbase64};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Most signatures of a note: the certifier's and its witnesses'.
const MOST_SIGNATURES: usize = 16;

/// The first line of a proof.
const PROOF: &str = "c2sp.org/tlog-proof@v1";

/// The key of a note: a name and an Ed25519 key (C2SP signed-note).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteKey {
    name: String,
    key: PublicKey,
}

impl NoteKey {
    /// A key under a name; none for a name that is empty or has a space, a `+` or an end of line.
    #[must_use]
    pub fn new(name: &str, key: PublicKey) -> Option<Self> {
        named(name).then(|| Self {
            name: name.to_owned(),
            key,
        })
    }

    /// The first four bytes of `SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)`.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        key_id(&self.name, KIND, &self.key)
    }

    /// Its text, as tools are configured with: `name+hex id+base64(0x01 ‖ key)`.
    #[must_use]
    pub fn to_text(&self) -> String {
        key_text(&self.name, KIND, &self.key)
    }

    /// Reads such a text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (name, key) = parse_key(text, KIND)?;
        Self::new(name, key)
    }
}

/// What kind of signature a key makes that signs notes: plain Ed25519.
const KIND: u8 = 1;

/// The id of a key: the first four bytes of `SHA-256(name ‖ 0x0A ‖ kind ‖ key)`.
pub(super) fn key_id(name: &str, kind: u8, key: &PublicKey) -> [u8; 4] {
    let hash: [u8; 32] = Sha256::new()
        .chain_update(name.as_bytes())
        .chain_update([0x0A, kind])
        .chain_update(key.as_bytes())
        .finalize()
        .into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

/// The text of a key: `name+hex id+base64(kind ‖ key)`.
pub(super) fn key_text(name: &str, kind: u8, key: &PublicKey) -> String {
    let mut bytes = vec![kind];
    bytes.extend_from_slice(key.as_bytes());
    format!("{name}+{}+{}", hex(&key_id(name, kind, key)), base64(&bytes))
}

/// Reads such a text of a key of one kind, whose id is its own.
pub(super) fn parse_key(text: &str, kind: u8) -> Option<(&str, PublicKey)> {
    let (name, rest) = text.split_once('+')?;
    let (id, key) = rest.split_once('+')?;
    let bytes = unbase64(key)?;
    let (found, key) = bytes.split_first()?;
    let key = PublicKey::from_bytes(key.try_into().ok()?).ok()?;
    (*found == kind && hex(&key_id(name, kind, &key)) == id).then_some((name, key))
}

/// Whether a name can stand in a note.
pub(super) fn named(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|letter| letter.is_whitespace() || letter == '+')
}

/// A signature line of a note: a name and bytes.
pub(super) type Line<'a> = (&'a str, Vec<u8>);

/// The text of a note and its signature lines.
pub(super) fn lines_of(note: &str) -> Result<(String, Vec<Line<'_>>), NoteFault> {
    let (text, signatures) = note.split_once("\n\n").ok_or(NoteFault::Shape)?;
    let lines = signatures.strip_suffix('\n').ok_or(NoteFault::Shape)?.split('\n');
    let lines: Vec<&str> = lines.collect();
    if lines.len() > MOST_SIGNATURES {
        return Err(NoteFault::Shape);
    }
    let signatures = lines
        .into_iter()
        .map(|line| {
            let (name, value) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
            Some((name, unbase64(value)?))
        })
        .collect::<Option<Vec<_>>>();
    Ok((format!("{text}\n"), signatures.ok_or(NoteFault::Shape)?))
}

/// The state of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the tree: a URL without its scheme.
    pub origin: String,
    /// How many leaves it has.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

impl Checkpoint {
    /// What is signed: origin, size and root, a line each.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, base64(&self.root))
    }

    /// First phase of signing: the bytes that the key has to sign.
    #[must_use]
    pub fn prepare(&self, key: &NoteKey) -> ToSign {
        ToSign {
            text: self.text(),
            key: key.clone(),
        }
    }

    /// Opens a note: one signature at least must be of the key, and none of that key may be wrong. Signatures of others are not looked at.
    ///
    /// # Errors
    /// [`NoteFault`].
    pub fn open(note: &str, key: &NoteKey) -> Result<Self, NoteFault> {
        let (text, lines) = lines_of(note)?;
        let mut held = false;
        for (name, bytes) in lines {
            let (id, signature) = bytes.split_at_checked(4).ok_or(NoteFault::Shape)?;
            if name != key.name || id != key.id() {
                continue;
            }
            let signature: [u8; 64] = signature.try_into().map_err(|_| NoteFault::Signature)?;
            key.key
                .verify_strict(text.as_bytes(), &signature)
                .map_err(|_| NoteFault::Signature)?;
            held = true;
        }
        if !held {
            return Err(NoteFault::NotSigned);
        }
        Self::parse(&text).ok_or(NoteFault::Shape)
    }

    /// What a note says, its signatures not looked at: for whoever makes proofs for others to check.
    ///
    /// # Errors
    /// [`NoteFault::Shape`].
    pub fn unchecked(note: &str) -> Result<Self, NoteFault> {
        let (text, _) = lines_of(note)?;
        Self::parse(&text).ok_or(NoteFault::Shape)
    }

    /// Reads the text of a checkpoint; further lines are extensions, and left aside.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let origin = lines.next().filter(|origin| !origin.is_empty())?;
        let size = lines.next()?;
        if size.len() > 1 && size.starts_with('0') || !size.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let root = unbase64(lines.next()?)?;
        if lines.any(str::is_empty) {
            return None;
        }
        Some(Self {
            origin: origin.to_owned(),
            size: size.parse().ok()?,
            root: root.try_into().ok()?,
        })
    }
}

/// A checkpoint that waits for its signature.
#[derive(Debug, Clone)]
pub struct ToSign {
    text: String,
    key: NoteKey,
}

impl ToSign {
    /// What to sign with plain Ed25519.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Second phase: the note.
    ///
    /// # Errors
    /// [`NoteFault::Signature`] when the signature is not of the key.
    pub fn complete(self, signature: [u8; 64]) -> Result<String, NoteFault> {
        self.key
            .key
            .verify_strict(self.bytes(), &signature)
            .map_err(|_| NoteFault::Signature)?;
        let mut bytes = self.key.id().to_vec();
        bytes.extend_from_slice(&signature);
        Ok(format!(
            "{}\n\u{2014} {} {}\n",
            self.text,
            self.key.name,
            base64(&bytes)
        ))
    }
}

/// That a leaf is in a tree: stored beside a certificate, checked without asking anyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The place of the leaf.
    pub index: u64,
    /// The salt of the leaf's commitment, in the line `extra`: whoever has the proof and the certificate can open it.
    pub salt: Option<[u8; 16]>,
    /// From the leaf to the root.
    pub path: Vec<Hash>,
    /// The signed checkpoint of the tree, as its note.
    pub checkpoint: String,
}

impl Proof {
    /// Its text (C2SP tlog-proof).
    #[must_use]
    pub fn to_text(&self) -> String {
        let extra = self.salt.map(|salt| format!("extra {}\n", base64(&salt)));
        let mut text = format!("{PROOF}\n{}index {}\n", extra.unwrap_or_default(), self.index);
        for hash in &self.path {
            text.push_str(&base64(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads such a text; a line `extra …` that is no salt is left aside.
    ///
    /// # Errors
    /// [`NoteFault::Shape`].
    pub fn parse(text: &str) -> Result<Self, NoteFault> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(NoteFault::Shape)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(PROOF) {
            return Err(NoteFault::Shape);
        }
        let extra = lines.next_if(|line| line.starts_with("extra "));
        let salt = extra.and_then(|line| unbase64(line.strip_prefix("extra ")?)?.try_into().ok());
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.filter(|index| index.bytes().all(|b| b.is_ascii_digit()));
        let path = lines.map(|line| unbase64(line).and_then(|hash| hash.try_into().ok()));
        Ok(Self {
            index: index.and_then(|index| index.parse().ok()).ok_or(NoteFault::Shape)?,
            salt,
            // No tree of 2^64 leaves needs more.
            path: path.take(65).collect::<Option<Vec<Hash>>>().ok_or(NoteFault::Shape)?,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// Checks that a leaf is in the tree of a checkpoint signed by a key.
    ///
    /// # Errors
    /// [`NoteFault`]; [`NoteFault::NotIncluded`] when the path leads elsewhere.
    pub fn check(&self, leaf: &[u8], key: &NoteKey) -> Result<Checkpoint, NoteFault> {
        let checkpoint = Checkpoint::open(&self.checkpoint, key)?;
        self.leads(leaf, &checkpoint)
            .then_some(checkpoint)
            .ok_or(NoteFault::NotIncluded)
    }

    /// When a witness saw that a leaf was in the tree.
    ///
    /// # Errors
    /// [`NoteFault`]; [`NoteFault::NotIncluded`] when the path leads elsewhere.
    pub fn seen(&self, leaf: &[u8], witness: &Witness) -> Result<Timestamp, NoteFault> {
        let (checkpoint, at) = witness.saw(&self.checkpoint)?;
        self.leads(leaf, &checkpoint)
            .then_some(at)
            .ok_or(NoteFault::NotIncluded)
    }

    fn leads(&self, leaf: &[u8], checkpoint: &Checkpoint) -> bool {
        root_of(leaf_hash(leaf), self.index, checkpoint.size, &self.path) == Some(checkpoint.root)
    }
}

/// Why a note or a proof is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteFault {
    /// Not the text of one.
    Shape,
    /// No signature of the key.
    NotSigned,
    /// A signature of the key that does not hold.
    Signature,
    /// The leaf is not in the tree.
    NotIncluded,
    /// The later tree does not continue the earlier one.
    NotConsistent,
    /// A checkpoint of another tree.
    OtherTree,
}

impl NoteFault {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shape => "checkpoint/shape",
            Self::NotSigned => "checkpoint/not-signed",
            Self::Signature => "checkpoint/signature",
            Self::NotIncluded => "checkpoint/not-included",
            Self::NotConsistent => "checkpoint/not-consistent",
            Self::OtherTree => "checkpoint/other-tree",
        }
    }
}

impl fmt::Display for NoteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "not the text of a checkpoint or of a proof",
            Self::NotSigned => "no signature of that key",
            Self::Signature => "the signature does not hold",
            Self::NotIncluded => "the leaf is not in the tree",
            Self::NotConsistent => "the later tree does not continue the earlier one",
            Self::OtherTree => "a checkpoint of another tree",
        })
    }
}

impl std::error::Error for NoteFault {}

#[cfg(test)]
mod tests {
    use super::super::{Tree, commitment};
    use super::*;
    use crate::keys::SecretKey;
    use jalon_base::Digest;

    fn key() -> (SecretKey, NoteKey) {
        let secret = SecretKey::from_seed([1; 32]);
        let key = NoteKey::new("certificateur.example/issued", secret.public()).unwrap();
        (secret, key)
    }

    fn signed(checkpoint: &Checkpoint) -> String {
        let (secret, key) = key();
        let to_sign = checkpoint.prepare(&key);
        let signature = secret.sign(to_sign.bytes());
        to_sign.complete(signature).unwrap()
    }

    #[test]
    fn the_key_of_go_s_own_example_is_read() {
        // golang.org/x/mod/sumdb/note, package example.
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let key = NoteKey::parse(text).unwrap();
        assert_eq!(key.to_text(), text);
        assert_eq!(NoteKey::parse(&text.replace("c74f", "c74e")), None);
        let (note, signature) = (
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
            "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=",
        );
        let bytes = unbase64(signature).unwrap();
        assert_eq!(bytes[..4], key.id());
        assert!(
            key.key
                .verify_strict(note.as_bytes(), &bytes[4..].try_into().unwrap())
                .is_ok()
        );
    }

    #[test]
    fn a_certificate_is_shown_to_be_in_the_tree() {
        let salt = [5; 16];
        let leaf = commitment(&salt, &Digest::of(b"certificate"));
        let mut tree = Tree::default();
        for other in 0..5_u8 {
            tree.push(&[other]);
        }
        let index = tree.push(leaf.as_bytes());
        let checkpoint = Checkpoint {
            origin: "certificateur.example/issued".into(),
            size: tree.size(),
            root: tree.root(),
        };
        let note = signed(&checkpoint);
        let (_, key) = key();
        assert_eq!(Checkpoint::open(&note, &key), Ok(checkpoint.clone()));
        let proof = Proof {
            index,
            salt: Some(salt),
            path: tree.inclusion(index).unwrap(),
            checkpoint: note.clone(),
        };
        let text = proof.to_text();
        assert_eq!(Proof::parse(&text), Ok(proof.clone()));
        let without = Proof {
            salt: None,
            ..proof.clone()
        };
        assert_eq!(Proof::parse(&without.to_text()), Ok(without.clone()));
        let other = text.replacen("extra ", "extra AAAA", 1);
        assert_eq!(Proof::parse(&other), Ok(without));
        assert_eq!(proof.check(leaf.as_bytes(), &key), Ok(checkpoint));
        assert_eq!(proof.check(b"another", &key), Err(NoteFault::NotIncluded));
        let other_salt = commitment(&[6; 16], &Digest::of(b"certificate"));
        assert_eq!(
            proof.check(other_salt.as_bytes(), &key),
            Err(NoteFault::NotIncluded),
            "without the salt nothing is said"
        );
        let stranger = NoteKey::new("certificateur.example/issued", SecretKey::from_seed([2; 32]).public()).unwrap();
        assert_eq!(proof.check(leaf.as_bytes(), &stranger), Err(NoteFault::NotSigned));
        let larger = note.replace("\n6\n", "\n7\n");
        assert_eq!(Checkpoint::open(&larger, &key), Err(NoteFault::Signature));
        // A witness signs too; its line is left aside by who does not know it.
        let witnessed = format!("{note}\u{2014} witness.example {}\n", base64(&[0; 68]));
        assert!(Checkpoint::open(&witnessed, &key).is_ok());
    }

    #[test]
    fn what_is_not_a_note_is_refused() {
        let (_, key) = key();
        for text in ["", "\n\n", "a\n1\n\n", "a\n\n\u{2014} b c\n", "a\n\n\u{2014} b AAAA"] {
            assert!(Checkpoint::open(text, &key).is_err(), "{text:?}");
        }
        for text in [
            "",
            "c2sp.org/tlog-proof@v1\n\n",
            "c2sp.org/tlog-proof@v1\nindex x\n\n",
            "index 1\n\nx",
        ] {
            assert_eq!(Proof::parse(text), Err(NoteFault::Shape), "{text:?}");
        }
        for text in ["a\n01\nAA==\n", "a\n1\nAA==\n", "\n1\n", "a\n-1\n"] {
            assert_eq!(Checkpoint::parse(text), None, "{text:?}");
        }
        assert!(NoteKey::new("a b", key.key).is_none() && NoteKey::new("", key.key).is_none());
    }
}
