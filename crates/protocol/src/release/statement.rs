//! What is signed of a release, and who signed it.

use crate::release::Release;
use jalon_base::Digest;
use jalon_base::json::Limits;
use jalon_credential::envelope::{Signed, Signer};

/// What is signed of a release: its id, which is the digest of its manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseStatement {
    /// Digest of the canonical manifest.
    pub release: Digest,
}

jalon_base::document!(ReleaseStatement { release });

/// The kind of the signed document.
pub const STATEMENT: &str = "release";

/// Whether a release is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// By these, each signature of this very release; whether they are known is the reader's question.
    By(Vec<Signer>),
    /// By nobody.
    None,
    /// A signature is there that does not hold, or is one of another release.
    Bad {
        /// The path of the signature.
        path: String,
    },
}

impl Release {
    /// Who signed this release. One signature that does not hold spoils them all.
    #[must_use]
    pub fn signature(&self) -> Signature {
        let mut signers = Vec::new();
        for (path, bytes) in &self.signatures {
            let verified = Signed::<ReleaseStatement>::from_slice(bytes, Limits::DOCUMENT)
                .ok()
                .and_then(|signed| signed.verify(STATEMENT).ok())
                .filter(|verified| verified.body.release == self.id);
            match verified {
                Some(verified) => signers.extend(verified.signers),
                None => return Signature::Bad { path: path.clone() },
            }
        }
        if signers.is_empty() {
            Signature::None
        } else {
            Signature::By(signers)
        }
    }
}
