//! Who reads, and what they have at hand. A port: an application that has nothing at hand links nothing that would read it.

use super::{Checks, EVIDENCE, STATUS, State};
use crate::did::{self, Method, Resolve, Unresolved};
use crate::habilitation::{Link, Right};
use crate::proof::{Purpose, Suite};
use crate::shape::{At, each};
use crate::trust::TrustStore;
use jalon_base::json::Value;
use jalon_base::{Digest, Timestamp};
use serde_json::Map;

/// Who reads a document, when, and with what.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// When to judge.
    pub at: Timestamp,
    /// Whom they know.
    pub trust: &'a TrustStore,
    /// What they have at hand: [`Nothing`], or [`crate::at_hand::AtHand`].
    pub sources: &'a dyn Sources,
    /// The suites that they read.
    pub suites: &'a [&'a dyn Suite],
}

/// What is at hand beside the document.
pub trait Sources: Resolve {
    /// Checks each status entry of a credential.
    fn statuses(&self, credential: &Map<String, Value>, reader: &Reader<'_>, checks: &mut Checks);

    /// Compares each piece of evidence that is at hand with the digest that a credential gives of it.
    fn evidence(&self, credential: &Map<String, Value>, checks: &mut Checks);

    /// When somebody else saw a document, by the digest of its canonical bytes; none when nobody whom the reader believes says so.
    fn witnessed(&self, _document: &Digest) -> Option<Timestamp> {
        None
    }

    /// The habilitations that let somebody do something, from the bottom up; empty when none is at hand.
    fn links(
        &self,
        subject: &str,
        right: Right,
        about: &str,
        when: Timestamp,
        reader: &Reader<'_>,
        is_top: &dyn Fn(&str) -> bool,
    ) -> Vec<Link>;
}

/// Nothing is at hand: keys come from their DIDs, lists are not known.
#[derive(Debug, Clone, Copy)]
pub struct Nothing;

impl Resolve for Nothing {
    fn method(&self, url: &str, _: Purpose) -> Result<Method, Unresolved> {
        did::resolve_method(url)
    }
}

impl Sources for Nothing {
    /// Status entries name lists that are not at hand: nobody can say here whether the certificate was revoked.
    fn statuses(&self, credential: &Map<String, Value>, _: &Reader<'_>, checks: &mut Checks) {
        let Some(entries) = credential.get("credentialStatus") else {
            return checks.not_applicable(STATUS, "/credentialStatus");
        };
        each(entries, &At::Root.member("credentialStatus"), |entry, at| {
            let text = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
            let list = text("statusListCredential").or_else(|| text("id")).unwrap_or_default();
            let args = [("list", list), ("purpose", text("statusPurpose").unwrap_or_default())];
            checks.add(
                STATUS,
                State::Unknown,
                Some("STATUS_RETRIEVAL_ERROR"),
                &at.pointer(),
                args,
            );
        });
    }

    fn evidence(&self, _: &Map<String, Value>, checks: &mut Checks) {
        checks.not_applicable(EVIDENCE, "/evidence");
    }

    fn links(&self, _: &str, _: Right, _: &str, _: Timestamp, _: &Reader<'_>, _: &dyn Fn(&str) -> bool) -> Vec<Link> {
        Vec::new()
    }
}
