//! The entries of a register.

use jalon_base::document::Document;
use jalon_base::{Digest, Timestamp, jcs};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A certificate was issued, which can be revoked.
    Issued,
    /// A habilitation was given, which can be suspended.
    Habilitated,
    /// A certificate was revoked, for good.
    Revoked,
    /// A habilitation was suspended.
    Suspended,
    /// A habilitation is in force again.
    Restored,
}

jalon_base::words!(Kind {
    Issued = "issued",
    Habilitated = "habilitated",
    Revoked = "revoked",
    Suspended = "suspended",
    Restored = "restored",
});

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Digest of the entry before; of nothing for the first.
    pub prev: Digest,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: Kind,
    /// To which document, by its id.
    pub certificate: String,
    /// Digest of its canonical bytes, when it was issued.
    pub digest: Option<Digest>,
    /// Digest of the outcome that it certifies.
    pub outcome: Option<Digest>,
    /// Its place in its status list.
    pub index: Option<u32>,
    /// The certificate that it replaces.
    pub replaces: Option<String>,
    /// Why, in the certifier's words.
    pub reason: Option<String>,
}

jalon_base::document!(Entry {
    prev,
    at,
    kind,
    certificate,
    digest: optional,
    outcome: optional,
    index: optional,
    replaces: optional,
    reason: optional
});

impl Entry {
    /// Its line in the file: canonical, with the end of line.
    pub(super) fn line(&self) -> Vec<u8> {
        let mut line = jcs::value_to_vec(&self.write());
        line.push(b'\n');
        line
    }

    pub(super) fn digest(&self) -> Digest {
        Digest::in_domain("jalon/register-entry@1", &[&jcs::value_to_vec(&self.write())])
    }
}

/// What the register says of a document that was just signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub certificate: String,
    /// Digest of its canonical bytes.
    pub digest: Digest,
    /// Digest of the outcome that it certifies; of the habilitation itself where there is none.
    pub outcome: Digest,
    /// Its place in its status list.
    pub index: u32,
    /// The certificate that it replaces.
    pub replaces: Option<String>,
}
