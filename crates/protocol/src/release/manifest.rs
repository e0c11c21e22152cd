//! The manifest: every file of a release with its size, its role and its digest. It alone is signed; its digest is the release's id.

use jalon_base::{Digest, Text, Timestamp};
use jalon_referential::ReferentialId;

/// Every file of a release (`jalon/manifest@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// `jalon/manifest@1`.
    pub format: String,
    /// The referential.
    pub referential: ReferentialId,
    /// Its version.
    pub version: u32,
    /// What may be read in it.
    pub kind: ReleaseKind,
    /// The date that the certifier gives it.
    pub dated: Timestamp,
    /// Who publishes it.
    pub publisher: Text,
    /// Licence of the content, SPDX.
    pub licence: String,
    /// Every file but this one and the signatures, by ascending path.
    pub files: Vec<FileEntry>,
}

jalon_base::document!(Manifest {
    format,
    referential,
    version,
    kind,
    dated,
    publisher,
    licence,
    files
});

/// What may be read in a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleaseKind {
    /// Keys in clear, byte-reproducible.
    Practice,
    /// Keys sealed to the certifier in one file. What is shown is in clear: whoever orders a session seals the whole until it may be opened.
    Exam,
}

jalon_base::words!(ReleaseKind {
    Practice = "practice",
    Exam = "exam",
});

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Its path.
    pub path: String,
    /// What it holds.
    pub role: Role,
    /// Its length in bytes.
    pub size: u64,
    /// Its SHA-256; of the ciphertext when it is encrypted.
    pub sha256: Digest,
}

jalon_base::document!(FileEntry {
    path,
    role,
    size,
    sha256
});

/// What a file of a release holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The referential.
    Referential,
    /// A protocol.
    Protocol,
    /// What is shown of an item.
    Content,
    /// A shared text.
    Stimulus,
    /// What is known about an item.
    About,
    /// What answers an item: opaque to everyone but `scoring`.
    Key,
    /// What answers every item of an examination, sealed ([`KEYS`](super::KEYS)).
    Keys,
    /// A picture, a sound.
    Media,
}

jalon_base::words!(Role {
    Referential = "referential",
    Protocol = "protocol",
    Content = "content",
    Stimulus = "stimulus",
    About = "about",
    Key = "key",
    Keys = "keys",
    Media = "media",
});
