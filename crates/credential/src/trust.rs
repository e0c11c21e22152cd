//! Whom the reader knows: issuers pinned by their DID, with a name, what they may do, and their keys through time.
//!
//! Never taken from the document that is checked: the caller builds it from what it ships, from a signed bundle ([`crate::bundle`]), and
//! from what a person added by hand.

use crate::did::Period;
use crate::keys::PublicKey;
use jalon_base::json::{self, Limits, Malformed};
use jalon_base::sorted::{SortedMap, SortedSet};
use std::fmt;

/// The format of a list of parties as a file.
pub const FORMAT: &str = "jalon/trust-list@1";

/// What a pinned party may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Issues certificates and signs releases.
    Certifier,
    /// Holds exams: signs evidence, never certificates.
    Centre,
    /// Habilitates certifiers; issues no certificate itself.
    Root,
}

jalon_base::words!(Role {
    Certifier = "certifier",
    Centre = "centre",
    Root = "root",
});

/// A pinned party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issuer {
    /// Its name, as the reader should see it, whatever a document says.
    pub name: String,
    /// What it may do.
    pub roles: SortedSet<Role>,
    /// Its keys through time, where its DID does not carry its only key.
    pub keys: Vec<TrustedKey>,
    /// Whether a person added it here, rather than the one who made the list.
    pub by_hand: bool,
}

/// A key of a pinned party, past or present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedKey {
    /// The verification method, as signatures name it.
    pub method: String,
    /// The key.
    pub key: PublicKey,
    /// When it may be used.
    pub period: Period,
}

/// The parties that the reader knows, by DID.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustStore {
    issuers: SortedMap<String, Issuer>,
}

struct List {
    format: String,
    issuers: Vec<Pinned>,
}

jalon_base::document!(List { format, issuers });

struct Pinned {
    did: String,
    name: String,
    roles: Vec<Role>,
}

jalon_base::document!(Pinned { did, name, roles });

/// Why a file is no list of parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAList {
    /// Not strict JSON of this shape.
    Malformed(Malformed),
    /// Another format.
    Format {
        /// The one it names.
        found: String,
    },
}

impl NotAList {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "trust/malformed",
            Self::Format { .. } => "trust/format",
        }
    }
}

impl fmt::Display for NotAList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(malformed) => write!(f, "not a list of known parties: {malformed}"),
            Self::Format { found } => write!(f, "not a list of known parties but `{found}`"),
        }
    }
}

impl std::error::Error for NotAList {}

impl TrustStore {
    /// Reads a list of parties (`jalon/trust-list@1`). Where its bytes come from is what makes it worth anything: the caller answers for it.
    ///
    /// Of two entries with one DID, the last counts.
    ///
    /// # Errors
    /// [`NotAList`]; nobody is known then.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, NotAList> {
        let list: List = json::from_slice(bytes, Limits::DOCUMENT).map_err(NotAList::Malformed)?;
        if list.format != FORMAT {
            return Err(NotAList::Format { found: list.format });
        }
        let pinned = |Pinned { did, name, roles }: Pinned| {
            let roles = roles.into_iter().collect();
            let issuer = Issuer {
                name,
                roles,
                ..Issuer::default()
            };
            (did, issuer)
        };
        Ok(list.issuers.into_iter().map(pinned).collect())
    }

    /// Pins a party; one that was there under the same DID is replaced and given back.
    pub fn pin(&mut self, did: impl Into<String>, issuer: Issuer) -> Option<Issuer> {
        self.issuers.insert(did.into(), issuer)
    }

    /// The party of a DID.
    #[must_use]
    pub fn lookup(&self, did: &str) -> Option<&Issuer> {
        self.issuers.get(did)
    }

    /// The party of a DID, when it may issue certificates and sign releases.
    #[must_use]
    pub fn certifier(&self, did: &str) -> Option<&Issuer> {
        self.lookup(did)
            .filter(|issuer| issuer.roles.contains(&Role::Certifier))
    }

    /// Whether a DID is pinned with a role.
    #[must_use]
    pub fn is(&self, did: &str, role: Role) -> bool {
        self.lookup(did).is_some_and(|issuer| issuer.roles.contains(&role))
    }

    /// The pinned key of a verification method.
    #[must_use]
    pub fn key(&self, did: &str, method: &str) -> Option<&TrustedKey> {
        self.lookup(did)?.keys.iter().find(|key| key.method == method)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_parties_and_what_is_none_names_nobody() {
        let list = |format: &str, roles: &str| {
            let issuers = format!(r#"[{{"did": "did:key:z6Mk", "name": "Certificateur", "roles": [{roles}]}}]"#);
            TrustStore::from_slice(format!(r#"{{"format": "{format}", "issuers": {issuers}}}"#).as_bytes())
        };
        let store = list(FORMAT, r#""certifier""#).unwrap();
        let issuer = store.lookup("did:key:z6Mk").unwrap();
        assert_eq!(issuer.name, "Certificateur");
        assert!(issuer.roles.contains(&Role::Certifier) && !issuer.roles.contains(&Role::Centre));
        assert_eq!(store.certifier("did:key:z6Mk"), Some(issuer));
        assert_eq!(store.lookup("did:key:z6Ml"), None);
        let centre = list(FORMAT, r#""centre""#).unwrap();
        assert_eq!(centre.certifier("did:key:z6Mk"), None, "a centre signs evidence alone");
        assert_eq!(
            list("jalon/trust-list@2", "").unwrap_err().code(),
            "trust/format",
            "another format is not read as this one"
        );
        assert_eq!(list(FORMAT, r#""jury""#).unwrap_err().code(), "trust/malformed");
        assert!(TrustStore::from_slice(b"").is_err());
    }
}
