//! Whom the reader knows: issuers pinned by their DID, with a name and what they may do.
//!
//! Never taken from the document that is checked: the caller builds it from what it ships, and from what a person added by hand.

use jalon_base::sorted::{SortedMap, SortedSet};

/// What a pinned party may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Issues certificates and signs releases.
    Certifier,
    /// Holds exams: signs evidence, never certificates.
    Centre,
}

/// A pinned party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// Its name, as the reader should see it, whatever a document says.
    pub name: String,
    /// What it may do.
    pub roles: SortedSet<Role>,
}

/// The parties that the reader knows, by DID.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustStore {
    issuers: SortedMap<String, Issuer>,
}

impl TrustStore {
    /// Pins a party; one that was there under the same DID is replaced and given back.
    pub fn pin(&mut self, did: impl Into<String>, issuer: Issuer) -> Option<Issuer> {
        self.issuers.insert(did.into(), issuer)
    }

    /// The party of a DID.
    #[must_use]
    pub fn lookup(&self, did: &str) -> Option<&Issuer> {
        self.issuers.get(did)
    }

    /// Every party, by DID.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Issuer)> {
        self.issuers.iter().map(|(did, issuer)| (did.as_str(), issuer))
    }
}

impl FromIterator<(String, Issuer)> for TrustStore {
    fn from_iter<I: IntoIterator<Item = (String, Issuer)>>(iter: I) -> Self {
        Self {
            issuers: iter.into_iter().collect(),
        }
    }
}
