//! The register of a certifier: what it issued, replaced, revoked, suspended and restored, in order, each entry bound to the one before.
//!
//! The status lists are nothing but what the register says: a list made again from it is the same list, and a revocation cannot get lost.
//!
//! A file of lines, each canonical JSON: what the register is, then one entry a line. It only ever grows at its end, so that recording costs
//! the same however long it is, and what was cut in the middle of its last line was not recorded.

mod entry;
mod fault;

pub use entry::{Entry, Kind, Record};
pub use fault::{NotARegister, NotRecorded};

use jalon_base::document::Document;
use jalon_base::json::{self, Limits};
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::status::{StatusList, StatusPurpose};
use std::collections::{BTreeMap, BTreeSet};

/// The format of a register.
pub const FORMAT: &str = "jalon/register@2";

struct Head {
    format: String,
    issuer: String,
    revocations: String,
    suspensions: String,
}

jalon_base::document!(Head {
    format,
    issuer,
    revocations,
    suspensions
});

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
    digest: Digest,
    is_set: bool,
}

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
    /// [`NotARegister`]; also when its last line is cut.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, NotARegister> {
        let (register, whole) = Self::read(bytes)?;
        if whole == bytes.len() {
            return Ok(register);
        }
        Err(NotARegister::Cut)
    }

    /// Reads a register whose writer may have been cut off: how many of its bytes are whole lines is given beside it. What follows them was
    /// not recorded, and is to be cut away before anything is.
    ///
    /// # Errors
    /// [`NotARegister`].
    pub fn read(bytes: &[u8]) -> Result<(Self, usize), NotARegister> {
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let lines = bytes.get(..whole).unwrap_or_default();
        let mut lines = lines.split_inclusive(|byte| *byte == b'\n').enumerate();
        let (_, first) = lines.next().ok_or(NotARegister::Cut)?;
        let malformed = |place: usize| {
            move |malformed| NotARegister::Malformed {
                line: place + 1,
                malformed,
            }
        };
        let head: Head = json::from_slice(first, Limits::DOCUMENT).map_err(malformed(0))?;
        if head.format != FORMAT {
            return Err(NotARegister::Format);
        }
        let mut register = Self::new(&head.issuer, &head.revocations, &head.suspensions);
        for (place, line) in lines {
            let entry: Entry = json::from_slice(line, Limits::DOCUMENT).map_err(malformed(place))?;
            let follows = entry.prev == register.head();
            if !follows || register.admit(&entry).is_err() {
                return Err(NotARegister::Broken { entry: place - 1 });
            }
            register.entries.push(entry);
        }
        Ok((register, whole))
    }

    /// The bytes of the register.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        let head = Head {
            format: FORMAT.to_owned(),
            issuer: self.issuer.clone(),
            revocations: self.revocations.clone(),
            suspensions: self.suspensions.clone(),
        };
        let mut bytes = jcs::value_to_vec(&head.write());
        bytes.push(b'\n');
        bytes.extend(self.since(0));
        bytes
    }

    /// The lines of the entries from the one of this number on: what is added to a file that has those before.
    #[must_use]
    pub fn since(&self, entry: usize) -> Vec<u8> {
        self.entries.iter().skip(entry).flat_map(Entry::line).collect()
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

    /// The digest of a document when it was issued; none when it was not issued here.
    #[must_use]
    pub fn digest_of(&self, certificate: &str) -> Option<&Digest> {
        self.documents.get(certificate).map(|found| &found.digest)
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

    /// Records a document that was signed; the certificate that it replaces is out of force from then on.
    ///
    /// # Errors
    /// [`NotRecorded`]; nothing is recorded then.
    pub fn issued(&mut self, purpose: StatusPurpose, record: Record, at: Timestamp) -> Result<(), NotRecorded> {
        let kind = match purpose {
            StatusPurpose::Revocation => Kind::Issued,
            StatusPurpose::Suspension => Kind::Habilitated,
        };
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
        })
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
                let is_new = !self.documents.contains_key(&entry.certificate);
                let (Some(index), Some(outcome), Some(digest), true) = (free, entry.outcome, entry.digest, is_new)
                else {
                    return Err(NotRecorded::Taken {
                        certificate: certificate(),
                    });
                };
                if let Some(replaced) = &entry.replaces {
                    self.set(replaced, purpose, true)?;
                }
                let [revocations, suspensions] = &mut self.taken;
                let taken = match purpose {
                    StatusPurpose::Revocation => revocations,
                    StatusPurpose::Suspension => suspensions,
                };
                taken.insert(index);
                self.outcomes.insert(outcome, certificate());
                let standing = Standing {
                    purpose,
                    index,
                    digest,
                    is_set: false,
                };
                self.documents.insert(certificate(), standing);
            }
            Kind::Revoked | Kind::Suspended | Kind::Restored => {
                self.set(&entry.certificate, purpose, entry.kind != Kind::Restored)?;
            }
        }
        Ok(())
    }

    /// Puts a document out of force, or back in force.
    fn set(&mut self, id: &str, purpose: StatusPurpose, to: bool) -> Result<(), NotRecorded> {
        let certificate = || id.to_owned();
        let Some(found) = self.documents.get_mut(id) else {
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
