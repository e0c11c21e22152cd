//! Checkpoints: a certifier signs the state of a tree of commitments, so that nothing can be added later under an earlier date without
//! anyone who kept an earlier checkpoint noticing. That is all it proves: not that what is in the tree is true, and nothing to whom no
//! earlier checkpoint was shown.
//!
//! A leaf is a salted commitment to a certificate: the tree can be published, and says nothing of anyone to whom the salt was not given.
//!
//! # Source
//! RFC 6962 §2.1 (Merkle trees, inclusion and consistency); C2SP signed-note, tlog-checkpoint and tlog-proof. Vectors:
//! RFC 6962's reference leaves and roots.

mod note;
mod tree;
mod witness;

pub use note::{Checkpoint, NoteFault, NoteKey, Proof, ToSign};
pub use tree::{Hash, Tree, is_consistent, leaf_hash, root_of};
pub use witness::{Continuation, Witness};

use jalon_base::Digest;

/// The leaf of a certificate: a commitment that its holder can open and nobody else can guess.
///
/// # Formula
/// `SHA-256("jalon/commitment@1" ‖ 0 ‖ salt ‖ digest of the certificate's canonical bytes)`, the salt of 128 random bits.
#[must_use]
pub fn commitment(salt: &[u8; 16], certificate: &Digest) -> Digest {
    Digest::in_domain("jalon/commitment@1", &[salt, certificate.as_bytes()])
}
