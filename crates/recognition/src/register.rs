//! The register of a certifier: what it issued, replaced, revoked, suspended and restored, in order, each entry bound to the one before.
//!
//! The status lists are nothing but what the register says: a list made again from it is the same list, and a revocation cannot get lost.

use jalon_base::document::{self, Document};
use jalon_base::json::{self, Limits, Malformed};
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::status::{StatusList, StatusPurpose};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The format of a register.
pub const FORMAT: &str = "jalon/register@1";

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
    fn digest(&self) -> Digest {
        Digest::in_domain("jalon/register-entry@1", &[&jcs::value_to_vec(&self.write())])
    }
}

struct File {
    format: String,
    issuer: String,
    revocations: String,
    suspensions: String,
    entries: Vec<Entry>,
}

jalon_base::document!(File {
    format,
    issuer,
    revocations,
    suspensions,
    entries
});

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

/// A register whose every entry follows the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    issuer: String,
    revocations: String,
    suspensions: String,
    entries: Vec<Entry>,
    /// Where each document stands, by its id.
    documents: BTreeMap<String, Standing>,
    outcomes: BTreeMap<Digest, String>,
    taken: [BTreeSet<u32>; 2],
}

/// Where a document stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Standing {
    purpose: StatusPurpose,
    index: u32,
    is_set: bool,
}

/// Why something cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotRecorded {
    /// No such document was issued.
    Unknown {
        /// Its id.
        certificate: String,
    },
    /// It is out of force already, or in force already.
    Already {
        /// Its id.
        certificate: String,
    },
    /// A certificate is revoked, not suspended; a habilitation is suspended, not revoked.
    Kind {
        /// Its id.
        certificate: String,
    },
    /// Its id or its place in the list is another's.
    Taken {
        /// Its id.
        certificate: String,
    },
}

impl NotRecorded {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "register/unknown",
            Self::Already { .. } => "register/already",
            Self::Kind { .. } => "register/kind",
            Self::Taken { .. } => "register/taken",
        }
    }

    /// The document it is about.
    #[must_use]
    pub fn certificate(&self) -> &str {
        match self {
            Self::Unknown { certificate }
            | Self::Already { certificate }
            | Self::Kind { certificate }
            | Self::Taken { certificate } => certificate,
        }
    }
}

impl fmt::Display for NotRecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { certificate } => write!(f, "`{certificate}` was not issued here"),
            Self::Already { certificate } => write!(f, "`{certificate}` is there already"),
            Self::Kind { certificate } => write!(f, "`{certificate}` is of the other kind"),
            Self::Taken { certificate } => write!(f, "the id or the place of `{certificate}` is taken"),
        }
    }
}

impl std::error::Error for NotRecorded {}

/// Why a file is no register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotARegister {
    /// Not strict JSON of this shape.
    Malformed(Malformed),
    /// Another format.
    Format,
    /// An entry does not follow the one before.
    Broken {
        /// Its place, from 0.
        entry: usize,
    },
}

impl NotARegister {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "register/malformed",
            Self::Format => "register/format",
            Self::Broken { .. } => "register/broken",
        }
    }
}

impl fmt::Display for NotARegister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(malformed) => write!(f, "not a register: {malformed}"),
            Self::Format => write!(f, "not a register of this version"),
            Self::Broken { entry } => write!(f, "entry {entry} does not follow the one before"),
        }
    }
}

impl std::error::Error for NotARegister {}

impl Register {
    /// A register with nothing in it, of an issuer whose lists are published at two addresses.
    #[must_use]
    pub fn new(issuer: &str, revocations: &str, suspensions: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            revocations: revocations.to_owned(),
            suspensions: suspensions.to_owned(),
            entries: Vec::new(),
            documents: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            taken: [BTreeSet::new(), BTreeSet::new()],
        }
    }

    /// Reads a register, entry by entry: each must follow the one before, and be one that could be recorded.
    ///
    /// # Errors
    /// [`NotARegister`].
    pub fn from_slice(bytes: &[u8]) -> Result<Self, NotARegister> {
        // A hundred thousand certificates.
        let limits = Limits {
            bytes: 128 << 20,
            ..Limits::DOCUMENT
        };
        let file: File = json::from_slice(bytes, limits).map_err(NotARegister::Malformed)?;
        if file.format != FORMAT {
            return Err(NotARegister::Format);
        }
        let mut register = Self::new(&file.issuer, &file.revocations, &file.suspensions);
        for (place, entry) in file.entries.into_iter().enumerate() {
            let follows = entry.prev == register.head();
            if !follows || register.admit(&entry).is_err() {
                return Err(NotARegister::Broken { entry: place });
            }
            register.entries.push(entry);
        }
        Ok(register)
    }

    /// The canonical bytes of the register.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        let file = File {
            format: FORMAT.to_owned(),
            issuer: self.issuer.clone(),
            revocations: self.revocations.clone(),
            suspensions: self.suspensions.clone(),
            entries: self.entries.clone(),
        };
        jcs::value_to_vec(&document::Document::write(&file))
    }

    /// Its entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// DID of the issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Where a list is published.
    #[must_use]
    pub fn list(&self, purpose: StatusPurpose) -> &str {
        match purpose {
            StatusPurpose::Revocation => &self.revocations,
            StatusPurpose::Suspension => &self.suspensions,
        }
    }

    /// Digest of the last entry; of nothing when there is none.
    #[must_use]
    pub fn head(&self) -> Digest {
        self.entries.last().map_or_else(|| Digest::of(b""), Entry::digest)
    }

    /// The certificate in force of an outcome.
    #[must_use]
    pub fn certificate_of(&self, outcome: &Digest) -> Option<&str> {
        let id = self.outcomes.get(outcome)?;
        self.documents
            .get(id)
            .filter(|found| !found.is_set)
            .map(|_| id.as_str())
    }

    /// Whether a document was issued and is in force.
    ///
    /// # Errors
    /// [`NotRecorded::Unknown`], [`NotRecorded::Already`] when it is out of force.
    pub fn in_force(&self, certificate: &str) -> Result<(), NotRecorded> {
        let certificate = || certificate.to_owned();
        match self.documents.get(&certificate()) {
            None => Err(NotRecorded::Unknown {
                certificate: certificate(),
            }),
            Some(found) if found.is_set => Err(NotRecorded::Already {
                certificate: certificate(),
            }),
            Some(_) => Ok(()),
        }
    }

    /// A free place in a list, from random bytes ([`StatusList::draw`]).
    #[must_use]
    pub fn draw(&self, purpose: StatusPurpose, random: &[u8]) -> Option<u32> {
        let taken = self.taken(purpose);
        StatusList::default().draw(random, &|index| taken.contains(&index))
    }

    fn taken(&self, purpose: StatusPurpose) -> &BTreeSet<u32> {
        let [revocations, suspensions] = &self.taken;
        match purpose {
            StatusPurpose::Revocation => revocations,
            StatusPurpose::Suspension => suspensions,
        }
    }

    /// Records a document that was signed; the certificate that it replaces is revoked.
    ///
    /// # Errors
    /// [`NotRecorded`]; nothing is recorded then.
    pub fn issued(&mut self, purpose: StatusPurpose, record: Record, at: Timestamp) -> Result<(), NotRecorded> {
        let replaces = record.replaces.clone();
        if let Some(replaced) = &replaces {
            self.in_force(replaced)?;
        }
        let kind = match purpose {
            StatusPurpose::Revocation => Kind::Issued,
            StatusPurpose::Suspension => Kind::Habilitated,
        };
        let certificate = record.certificate.clone();
        self.add(Entry {
            prev: self.head(),
            at,
            kind,
            certificate: record.certificate,
            digest: Some(record.digest),
            outcome: Some(record.outcome),
            index: Some(record.index),
            replaces: record.replaces,
            reason: None,
        })?;
        match replaces {
            Some(replaced) => self.change(Kind::Revoked, &replaced, &format!("replaced by {certificate}"), at),
            None => Ok(()),
        }
    }

    /// Records that a certificate is revoked, a habilitation suspended or restored.
    ///
    /// # Errors
    /// [`NotRecorded`].
    pub fn change(&mut self, kind: Kind, certificate: &str, reason: &str, at: Timestamp) -> Result<(), NotRecorded> {
        self.add(Entry {
            prev: self.head(),
            at,
            kind,
            certificate: certificate.to_owned(),
            digest: None,
            outcome: None,
            index: None,
            replaces: None,
            reason: Some(reason.to_owned()),
        })
    }

    fn add(&mut self, entry: Entry) -> Result<(), NotRecorded> {
        self.admit(&entry)?;
        self.entries.push(entry);
        Ok(())
    }

    /// Takes an entry into what the register knows, or refuses it: the one rule, for what is recorded and for what is read again.
    fn admit(&mut self, entry: &Entry) -> Result<(), NotRecorded> {
        let certificate = || entry.certificate.clone();
        let purpose = match entry.kind {
            Kind::Issued | Kind::Revoked => StatusPurpose::Revocation,
            Kind::Habilitated | Kind::Suspended | Kind::Restored => StatusPurpose::Suspension,
        };
        match entry.kind {
            Kind::Issued | Kind::Habilitated => {
                let free = entry
                    .index
                    .filter(|index| *index < StatusList::default().entries() && !self.taken(purpose).contains(index));
                let (Some(index), Some(outcome), false) =
                    (free, entry.outcome, self.documents.contains_key(&entry.certificate))
                else {
                    return Err(NotRecorded::Taken {
                        certificate: certificate(),
                    });
                };
                let [revocations, suspensions] = &mut self.taken;
                let taken = match purpose {
                    StatusPurpose::Revocation => revocations,
                    StatusPurpose::Suspension => suspensions,
                };
                taken.insert(index);
                self.outcomes.insert(outcome, certificate());
                let is_set = false;
                self.documents
                    .insert(certificate(), Standing { purpose, index, is_set });
            }
            Kind::Revoked | Kind::Suspended | Kind::Restored => {
                let to = entry.kind != Kind::Restored;
                let Some(found) = self.documents.get_mut(&entry.certificate) else {
                    return Err(NotRecorded::Unknown {
                        certificate: certificate(),
                    });
                };
                if found.purpose != purpose {
                    return Err(NotRecorded::Kind {
                        certificate: certificate(),
                    });
                }
                if found.is_set == to {
                    return Err(NotRecorded::Already {
                        certificate: certificate(),
                    });
                }
                found.is_set = to;
            }
        }
        Ok(())
    }

    /// The list that the register makes.
    #[must_use]
    pub fn status_list(&self, purpose: StatusPurpose) -> StatusList {
        let mut list = StatusList::default();
        let set = self
            .documents
            .values()
            .filter(|found| found.purpose == purpose && found.is_set);
        for found in set {
            // INVARIANT: an index past the end was refused when it was recorded.
            let _ = list.set(found.index, purpose, true);
        }
        list
    }
}
