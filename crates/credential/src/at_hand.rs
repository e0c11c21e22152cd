//! What a reader has at hand beside a certificate: identity documents, status lists and habilitations, from the network or from the
//! holder, and read without any network here.
//!
//! Two drawers. *Fetched* documents come from their address, by the reader's own means: only they can say which keys a `did:web` has.
//! *Stapled* ones travelled with the certificate: they count for what their own proofs say, and nothing else.
//!
//! # Source
//! W3C Controlled Identifiers 1.0 §3.3 (retrieving a verification method); did:web Method.

mod did_web;
mod tokens;
pub(crate) mod wanted;

pub use did_web::url_of;
pub use wanted::{may_be_asked, wanted};

use crate::did::{self, Method, Resolve, Unresolved};
use crate::habilitation::{self, Habilitation, Link};
use crate::open_badge::read_digest_multibase;
use crate::proof::{Checking, Purpose};
use crate::shape::{At, each, has_text};
use crate::status::{self, StatusFault};
use crate::tlog::{self, NoteFault, Witness};
use crate::trust::{Role, TrustStore};
use crate::verify::{Checks, EVIDENCE, Reader, STATUS, Sources, State};
use jalon_base::json::{self, Limits, Value};
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Timestamp, jcs};
use serde_json::Map;

type Object = Map<String, Value>;

/// Documents at hand.
#[derive(Debug, Clone)]
pub struct AtHand<'a> {
    trust: &'a TrustStore,
    fetched: SortedMap<String, Vec<u8>>,
    stapled: SortedMap<String, Vec<u8>>,
    habilitations: Vec<Value>,
    pieces: Vec<(String, Digest)>,
    inclusions: Vec<tlog::Proof>,
    witnesses: Vec<Witness>,
}

impl<'a> AtHand<'a> {
    /// Nothing beside whom the reader knows.
    #[must_use]
    pub const fn new(trust: &'a TrustStore) -> Self {
        Self {
            trust,
            fetched: SortedMap::new(),
            stapled: SortedMap::new(),
            habilitations: Vec::new(),
            pieces: Vec::new(),
            inclusions: Vec::new(),
            witnesses: Vec::new(),
        }
    }

    /// Adds what its address gave.
    pub fn fetched(&mut self, url: impl Into<String>, bytes: Vec<u8>) {
        self.keep_habilitation(&bytes);
        self.fetched.insert(url.into(), bytes);
    }

    /// Adds a document that came with the certificate; it is found by the `id` that it gives itself. Says whether it is one at all.
    pub fn stapled(&mut self, bytes: Vec<u8>) -> bool {
        let id = json::parse(&bytes, Limits::FOREIGN)
            .ok()
            .and_then(|document| document.get("id")?.as_str().map(str::to_owned));
        self.keep_habilitation(&bytes);
        match id {
            Some(id) => {
                self.stapled.insert(id, bytes);
                true
            }
            None => false,
        }
    }

    fn keep_habilitation(&mut self, bytes: &[u8]) {
        if let Ok(document) = json::parse(bytes, Limits::FOREIGN)
            && habilitation::is_one(&document)
        {
            self.habilitations.push(document);
        }
    }

    /// Adds a piece of evidence by its genre and its digest, which the caller took as that genre wants: of an outcome, a seal, a release.
    pub fn piece(&mut self, genre: impl Into<String>, digest: Digest) {
        self.pieces.push((genre.into(), digest));
    }

    /// Adds a proof that a certificate is under a checkpoint.
    ///
    /// # Errors
    /// [`NoteFault::Shape`] for a text that is none.
    pub fn inclusion(&mut self, text: &str) -> Result<(), NoteFault> {
        self.inclusions.push(tlog::Proof::parse(text)?);
        Ok(())
    }

    /// Adds a witness whom the reader believes.
    pub fn witness(&mut self, witness: Witness) {
        self.witnesses.push(witness);
    }

    fn documents(&self) -> impl Iterator<Item = &[u8]> {
        self.fetched.values().chain(self.stapled.values()).map(Vec::as_slice)
    }

    /// A document by its address or id, what was fetched first.
    #[must_use]
    pub fn document(&self, url: &str) -> Option<&[u8]> {
        self.fetched
            .get(url)
            .or_else(|| self.stapled.get(url))
            .map(Vec::as_slice)
    }
}

impl Resolve for AtHand<'_> {
    fn method(&self, url: &str, purpose: Purpose) -> Result<Method, Unresolved> {
        let did = url.split_once('#').map_or(url, |(did, _)| did);
        let by_address = did::is_web_address(did);
        if !by_address && did::method_of(did) != Some("web") {
            return did::resolve_method(url).map(|method| self.dated(url, method));
        }
        if let Some(known) = self.trust.key(did, url) {
            return Ok(Method {
                controller: did.to_owned(),
                key: known.key,
                period: known.period,
            });
        }
        let address = if by_address { Some(did.to_owned()) } else { url_of(did) };
        let address = address.ok_or_else(|| Unresolved::NotADidUrl { url: url.to_owned() })?;
        match self.fetched.get(&address) {
            Some(bytes) => did_web::method(bytes, did, url, purpose),
            None => Err(Unresolved::DocumentNotAtHand { did: did.to_owned() }),
        }
    }
}

impl AtHand<'_> {
    /// A key that its DID carries, with the dates that a bundle gives it.
    fn dated(&self, url: &str, mut method: Method) -> Method {
        if let Some(known) = self.trust.key(&method.controller, url)
            && known.key == method.key
        {
            method.period = known.period;
        }
        method
    }

    fn checking<'r>(reader: &Reader<'r>) -> Checking<'r> {
        Checking {
            purpose: Purpose::AssertionMethod,
            domain: None,
            challenge: None,
            suites: reader.suites,
            keys: reader.sources,
        }
    }

    /// What the list of an entry says.
    fn status(&self, entry: &Object, reader: &Reader<'_>, issuer: Option<&str>) -> Result<status::Found, StatusFault> {
        if !has_text(entry, "type", "BitstringStatusListEntry") {
            let kind = entry.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
            return Err(StatusFault::Kind { kind });
        }
        let list = entry
            .get("statusListCredential")
            .and_then(Value::as_str)
            .and_then(|url| self.document(url))
            .ok_or(StatusFault::NotAtHand)?;
        let entitled = |by: &str| Some(by) == issuer || self.trust.is(by, Role::Certifier) && issuer.is_some();
        status::check(entry, list, reader.at, &Self::checking(reader), &entitled)
    }
}

impl Sources for AtHand<'_> {
    fn statuses(&self, credential: &Object, reader: &Reader<'_>, checks: &mut Checks) {
        let Some(entries) = credential.get("credentialStatus") else {
            return checks.not_applicable(STATUS, "/credentialStatus");
        };
        let issuer = issuer_of(credential);
        each(entries, &At::Root.member("credentialStatus"), |entry, at| {
            let Value::Object(entry) = entry else { return };
            let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let purpose = text("statusPurpose");
            let mut args = vec![("list", text("statusListCredential")), ("purpose", purpose.clone())];
            let found = self.status(entry, reader, issuer);
            if let Ok(found) = &found {
                let days = (reader.at.unix() - found.as_of.unix()).max(0) / 86_400;
                args.push(("as-of", found.as_of.to_string()));
                args.push(("age-days", days.to_string()));
                args.extend(found.message.clone().map(|message| ("message", message)));
            }
            let (state, code) = match &found {
                Ok(found) => said(found, &purpose),
                Err(fault) if fault.is_unknown() => (State::Unknown, Some(fault.code())),
                Err(fault) => (State::Failed, Some(fault.code())),
            };
            if let Err(fault) = &found {
                args.push(("about", fault.to_string()));
            }
            checks.add(STATUS, state, code, &at.pointer(), args);
        });
    }

    fn evidence(&self, credential: &Object, checks: &mut Checks) {
        let start = checks.len();
        if let Some(evidence) = credential.get("evidence") {
            each(evidence, &At::Root.member("evidence"), |piece, at| {
                let text = |name: &str| piece.get(name).and_then(Value::as_str).unwrap_or_default();
                let Some(digest) = read_digest_multibase(text("digestMultibase")) else {
                    return;
                };
                let args = [("genre", text("genre").to_owned())];
                match self.is_as_cited(text("id"), text("genre"), &digest) {
                    Some(true) => checks.add(EVIDENCE, State::Passed, None, &at.pointer(), args),
                    Some(false) => {
                        let code = Some("RELATED_RESOURCE_ERROR");
                        checks.add(EVIDENCE, State::Failed, code, &at.pointer(), args);
                    }
                    None => {}
                }
            });
        }
        if checks.len() == start {
            checks.not_applicable(EVIDENCE, "/evidence");
        }
    }

    fn witnessed(&self, document: &Digest) -> Option<Timestamp> {
        let seen = self.inclusions.iter().filter_map(|proof| {
            let leaf = tlog::commitment(&proof.salt?, document);
            let by = |witness: &Witness| proof.seen(leaf.as_bytes(), witness).ok();
            self.witnesses.iter().filter_map(by).min()
        });
        seen.min()
    }

    fn links(
        &self,
        subject: &str,
        right: habilitation::Right,
        about: &str,
        when: Timestamp,
        reader: &Reader<'_>,
        is_top: &dyn Fn(&str) -> bool,
    ) -> Vec<Link> {
        let search = habilitation::Search {
            known: &self.habilitations,
            checking: &Self::checking(reader),
            when,
            is_top,
            status: &|habilitation: &Habilitation| self.habilitation_status(habilitation, reader),
        };
        search.chain(subject, right, about)
    }
}

impl AtHand<'_> {
    /// Whether the evidence at hand is the one cited: by its id, else by its digest, else by its genre; none when it is not at hand.
    fn is_as_cited(&self, id: &str, genre: &str, digest: &Digest) -> Option<bool> {
        let is_it = |bytes: &[u8]| {
            // As it is in the file, or in canonical form.
            let canonical = || json::parse(bytes, Limits::FOREIGN).map(|value| jcs::value_to_vec(&value));
            Digest::of(bytes) == *digest || canonical().is_ok_and(|bytes| Digest::of(&bytes) == *digest)
        };
        if let Some(named) = self.document(id) {
            return Some(is_it(named));
        }
        let mut alike = self.pieces.iter().filter(|(of, _)| of == genre).peekable();
        let any = alike.peek().is_some();
        if alike.any(|(_, found)| found == digest) || self.documents().any(is_it) {
            return Some(true);
        }
        any.then_some(false)
    }

    /// Why a habilitation is out of force, or cannot be known to be in force; none when its status is clear, or it has none.
    fn habilitation_status(&self, habilitation: &Habilitation, reader: &Reader<'_>) -> Option<(State, &'static str)> {
        let Some(Value::Object(entry)) = &habilitation.status else {
            return None;
        };
        let purpose = entry.get("statusPurpose").and_then(Value::as_str).unwrap_or_default();
        match self.status(entry, reader, Some(&habilitation.issuer)) {
            Ok(found) => match said(&found, purpose) {
                (State::Passed, _) => None,
                (state, code) => code.map(|code| (state, code)),
            },
            Err(fault) if fault.is_unknown() => Some((State::Unknown, fault.code())),
            Err(fault) => Some((State::Failed, fault.code())),
        }
    }
}

/// What a value of a list means for its purpose.
fn said(found: &status::Found, purpose: &str) -> (State, Option<&'static str>) {
    match (found.value, purpose) {
        // A revocation is final: an old list that has it is as good as a new one.
        (1.., "revocation") => (State::Failed, Some("REVOKED")),
        _ if found.stale => (State::Unknown, Some(StatusFault::Stale.code())),
        (0, _) | (_, "refresh") => (State::Passed, None),
        (_, "suspension") => (State::Failed, Some("SUSPENDED")),
        _ => (State::Unknown, Some("STATUS_MESSAGE")),
    }
}

/// The issuer that a credential names.
fn issuer_of(credential: &Object) -> Option<&str> {
    match credential.get("issuer")? {
        Value::String(id) => Some(id),
        issuer => issuer.get("id")?.as_str(),
    }
}
