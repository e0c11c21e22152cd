//! Witnesses: somebody else who saw a checkpoint, and when.
//!
//! A witness signs a checkpoint with the time by its own clock. What is under that checkpoint existed by then, whoever has the
//! certifier's key since: this is what makes a signature older than the theft of its key.
//!
//! # Source
//! C2SP tlog-cosignature, `cosignature/v1` (Ed25519), and tlog-witness (the request that carries a consistency proof).

use super::note::{Checkpoint, NoteFault, key_id, key_text, lines_of, named, parse_key};
use super::tree::{Hash, is_consistent};
use crate::keys::PublicKey;
use jalon_base::Timestamp;
use jalon_base::encoding::{base64, unbase64};

/// What kind of signature a witness makes: an Ed25519 cosignature with its time.
const KIND: u8 = 4;

/// The key of a witness: a name and an Ed25519 key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    name: String,
    key: PublicKey,
}

impl Witness {
    /// A witness under a name; none for a name that is empty or has a space, a `+` or an end of line.
    #[must_use]
    pub fn new(name: &str, key: PublicKey) -> Option<Self> {
        named(name).then(|| Self {
            name: name.to_owned(),
            key,
        })
    }

    /// The first four bytes of `SHA-256(name ‖ 0x0A ‖ 0x04 ‖ key)`.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        key_id(&self.name, KIND, &self.key)
    }

    /// Its text: `name+hex id+base64(0x04 ‖ key)`.
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

    /// What a witness signs of a checkpoint at a time.
    #[must_use]
    pub fn message(text: &str, at: Timestamp) -> Vec<u8> {
        format!("cosignature/v1\ntime {}\n{text}", at.unix()).into_bytes()
    }

    /// The line that a witness adds to a note.
    #[must_use]
    pub fn line(&self, at: Timestamp, signature: &[u8; 64]) -> String {
        let mut bytes = self.id().to_vec();
        bytes.extend(at.unix().to_be_bytes());
        bytes.extend_from_slice(signature);
        format!("\u{2014} {} {}\n", self.name, base64(&bytes))
    }

    /// When this witness saw the checkpoint of a note: the earliest of its signatures, if it has one.
    ///
    /// # Errors
    /// [`NoteFault`]: not a note, no signature of this witness, or one that does not hold.
    pub fn saw(&self, note: &str) -> Result<(Checkpoint, Timestamp), NoteFault> {
        let (text, lines) = lines_of(note)?;
        let mut seen = None;
        for (name, bytes) in lines {
            let (id, rest) = bytes.split_at_checked(4).ok_or(NoteFault::Shape)?;
            if name != self.name || id != self.id() {
                continue;
            }
            let (time, signature) = rest.split_first_chunk::<8>().ok_or(NoteFault::Signature)?;
            let at = Timestamp::from_unix(i64::from_be_bytes(*time)).ok_or(NoteFault::Signature)?;
            let signature: [u8; 64] = signature.try_into().map_err(|_| NoteFault::Signature)?;
            self.key
                .verify_strict(&Self::message(&text, at), &signature)
                .map_err(|_| NoteFault::Signature)?;
            seen = Some(seen.map_or(at, |seen: Timestamp| seen.min(at)));
        }
        let at = seen.ok_or(NoteFault::NotSigned)?;
        Ok((Checkpoint::parse(&text).ok_or(NoteFault::Shape)?, at))
    }
}

/// That a checkpoint continues an earlier one, as it is sent to a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continuation {
    /// How many leaves the earlier tree had.
    pub old: u64,
    /// The hashes that show it (RFC 6962 §2.1.2).
    pub hashes: Vec<Hash>,
    /// The signed checkpoint of the later tree, as its note.
    pub checkpoint: String,
}

impl Continuation {
    /// Its text: `old` and a size, the hashes, an empty line, the checkpoint.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("old {}\n", self.old);
        for hash in &self.hashes {
            text.push_str(&base64(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads such a text.
    ///
    /// # Errors
    /// [`NoteFault::Shape`].
    pub fn parse(text: &str) -> Result<Self, NoteFault> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(NoteFault::Shape)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old "));
        let old = old.filter(|old| old.bytes().all(|b| b.is_ascii_digit()));
        // No tree of 2^64 leaves needs more.
        let hashes = lines
            .take(65)
            .map(|line| unbase64(line).and_then(|hash| hash.try_into().ok()));
        Ok(Self {
            old: old.and_then(|old| old.parse().ok()).ok_or(NoteFault::Shape)?,
            hashes: hashes.collect::<Option<Vec<Hash>>>().ok_or(NoteFault::Shape)?,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// Checks that a later checkpoint continues an earlier one of the same tree: nothing was changed or taken away in between.
    ///
    /// # Errors
    /// [`NoteFault::NotConsistent`]; [`NoteFault::OtherTree`] when they are not of one tree.
    pub fn check(&self, earlier: &Checkpoint, later: &Checkpoint) -> Result<(), NoteFault> {
        if earlier.origin != later.origin {
            return Err(NoteFault::OtherTree);
        }
        let same = self.old == earlier.size;
        if same && is_consistent((earlier.size, earlier.root), (later.size, later.root), &self.hashes) {
            Ok(())
        } else {
            Err(NoteFault::NotConsistent)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NoteKey, Tree};
    use super::*;
    use crate::keys::SecretKey;

    const ORIGIN: &str = "certificateur.example/issued";

    fn witness(number: u8) -> (SecretKey, Witness) {
        let secret = SecretKey::from_seed([number; 32]);
        let witness = Witness::new("temoin.example/w1", secret.public()).unwrap();
        (secret, witness)
    }

    fn note(tree: &Tree) -> String {
        let secret = SecretKey::from_seed([1; 32]);
        let checkpoint = Checkpoint {
            origin: ORIGIN.into(),
            size: tree.size(),
            root: tree.root(),
        };
        let to_sign = checkpoint.prepare(&NoteKey::new(ORIGIN, secret.public()).unwrap());
        let signature = secret.sign(to_sign.bytes());
        to_sign.complete(signature).unwrap()
    }

    #[test]
    fn a_witness_says_when_it_saw_a_checkpoint() {
        let mut tree = Tree::default();
        tree.push(b"leaf");
        let note = note(&tree);
        let (secret, witness) = witness(7);
        let text = note.split_once("\n\n").unwrap().0.to_owned() + "\n";
        let sign = |seconds| {
            let at = Timestamp::from_unix(seconds).unwrap();
            witness.line(at, &secret.sign(&Witness::message(&text, at)))
        };
        let seen = format!("{note}{}{}", sign(2_000), sign(1_000));
        let (checkpoint, at) = witness.saw(&seen).unwrap();
        assert_eq!((checkpoint.size, at.unix()), (1, 1_000), "the earliest counts");
        assert_eq!(witness.saw(&note), Err(NoteFault::NotSigned));
        assert_eq!(self::witness(8).1.saw(&seen), Err(NoteFault::NotSigned));
        // Another time than the one that was signed.
        let line = sign(1_000);
        let mut bytes = unbase64(line.trim_end().rsplit(' ').next().unwrap()).unwrap();
        bytes[11] ^= 1;
        let moved = format!("{note}\u{2014} temoin.example/w1 {}\n", base64(&bytes));
        assert_eq!(witness.saw(&moved), Err(NoteFault::Signature));
        let short = format!("{note}\u{2014} temoin.example/w1 {}\n", base64(&bytes[..20]));
        assert_eq!(witness.saw(&short), Err(NoteFault::Signature));
        let larger = seen.replace("\n1\n", "\n2\n");
        assert_eq!(witness.saw(&larger), Err(NoteFault::Signature));
        assert_eq!(Witness::parse(&witness.to_text()), Some(witness.clone()));
        assert_eq!(
            NoteKey::parse(&witness.to_text()),
            None,
            "the key of a witness signs no checkpoint"
        );
    }

    #[test]
    fn a_later_checkpoint_continues_an_earlier_one_or_not() {
        let mut tree = Tree::default();
        for leaf in 0..5_u8 {
            tree.push(&[leaf]);
        }
        let earlier = Checkpoint {
            origin: ORIGIN.into(),
            size: 5,
            root: tree.root(),
        };
        for leaf in 5..11_u8 {
            tree.push(&[leaf]);
        }
        let later = Checkpoint {
            size: 11,
            root: tree.root(),
            ..earlier.clone()
        };
        let continuation = Continuation {
            old: 5,
            hashes: tree.consistency(5).unwrap(),
            checkpoint: note(&tree),
        };
        assert_eq!(Continuation::parse(&continuation.to_text()), Ok(continuation.clone()));
        assert_eq!(continuation.check(&earlier, &later), Ok(()));
        let rewritten = Checkpoint {
            root: [9; 32],
            ..earlier.clone()
        };
        assert_eq!(continuation.check(&rewritten, &later), Err(NoteFault::NotConsistent));
        let elsewhere = Checkpoint {
            origin: "other.example".into(),
            ..earlier
        };
        assert_eq!(continuation.check(&elsewhere, &later), Err(NoteFault::OtherTree));
        for text in ["", "old 5", "old x\n\nnote", "new 5\n\nnote", "old 5\nAA==\n\nnote"] {
            assert_eq!(Continuation::parse(text), Err(NoteFault::Shape), "{text:?}");
        }
    }
}
