//! What lies on the verifier's desk.

use super::kept::Kept;
use jalon_base::Timestamp;
use jalon_credential::bundle::Card;
use jalon_credential::presentation::{Opening, Shown};
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::Report;
use jalon_credential::what::What;
use std::rc::Rc;

/// What a person brought to be verified.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) bytes: Rc<[u8]>,
    pub(super) is_jws: bool,
}

/// What verifying came to.
#[derive(Debug)]
pub enum Found {
    /// Of a certificate.
    One(Box<Report>),
    /// Of a presentation; whether it had to answer a challenge.
    Shown(Shown, bool),
}

/// What was verified, with whom the reader knew then.
#[derive(Debug)]
pub struct Verified {
    /// What it was called.
    pub name: String,
    /// What verifying came to.
    pub found: Found,
    /// Whom the reader knew.
    pub trust: TrustStore,
    /// It was issued to the holder of this device, who does not have it yet.
    pub mine: bool,
    /// Addresses that could say more, with the last time they were asked.
    pub wanted: Vec<(String, Option<Timestamp>)>,
}

/// What is said to the person beside the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Why nothing could be taken, by its code.
    Refused(&'static str),
    /// It was kept for later.
    Kept(What),
    /// A piece of evidence lies beside the certificate.
    Beside,
    /// A certifier is known now.
    Added(String),
    /// The certificate is in the person's satchel.
    InSatchel,
    /// An address did not answer.
    Silent(String),
    /// All addresses answered.
    Fresh,
}

/// Whose fingerprint the person is asked.
#[derive(Debug, Clone)]
pub enum Asked {
    /// A certifier's, for its card.
    Card(Card, String),
    /// That of who signed a bundle.
    Root(String, String),
}

impl Asked {
    /// The DID of whom.
    #[must_use]
    pub fn did(&self) -> &str {
        match self {
            Self::Card(card, _) => &card.did,
            Self::Root(did, _) => did,
        }
    }
}

impl Table {
    /// Takes the certificate away with what lay beside it, which says nothing of another; what came before any certificate stays.
    pub(super) fn clear(&mut self) {
        if self.subject.take().is_some() {
            self.beside.clear();
        }
    }
}

/// What lies on the desk.
#[derive(Debug, Default)]
pub struct Table {
    pub(super) subject: Option<Subject>,
    pub(super) texts: Vec<String>,
    /// Evidence that was brought, by the names of its files: what a certificate cites is compared with it.
    pub(super) beside: Vec<(String, Rc<[u8]>)>,
    /// Salts that holders gave.
    pub openings: Vec<Opening>,
    /// What verifying said.
    pub verified: Option<Rc<Verified>>,
    /// What is said beside it.
    pub note: Option<Note>,
    /// Whose fingerprint is asked.
    pub asked: Option<Asked>,
    /// Something is being done.
    pub busy: bool,
    /// For whom a presentation must be, and what it must answer.
    pub request: Option<(String, String)>,
    /// What the device keeps.
    pub kept: Rc<Kept>,
}
