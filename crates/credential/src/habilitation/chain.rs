//! Following habilitations up to somebody the reader knows.

use super::{DEEPEST, Habilitation, Right};
use crate::proof::{self, Checking};
use crate::verify::{CLOCK_SKEW, State};
use jalon_base::Timestamp;
use jalon_base::json::Value;
use serde::Serialize;

/// Most habilitations looked at for one link.
const MOST: usize = 16;

/// One link of a chain, as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Who gives the right.
    pub from: String,
    /// Who gets it.
    pub to: String,
    /// The right.
    pub right: &'static str,
    /// For what.
    pub about: String,
    /// Id of the habilitation; none for a link that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What checking it came to.
    pub state: State,
    /// Why it failed or is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
}

/// A search among habilitations at hand.
pub struct Search<'a> {
    /// The documents, unchecked.
    pub known: &'a [Value],
    /// How their proofs are checked.
    pub checking: &'a Checking<'a>,
    /// When they must have been in force.
    pub when: Timestamp,
    /// Whether somebody may begin a chain.
    pub is_top: &'a dyn Fn(&str) -> bool,
    /// Why the status of one is not clear; none when it is.
    pub status: &'a dyn Fn(&Habilitation) -> Option<(State, &'static str)>,
}

impl Search<'_> {
    /// The chain that lets somebody do something, from the bottom up: the first that holds, else the one that went furthest. Empty when no
    /// habilitation of theirs is at hand.
    #[must_use]
    pub fn chain(&self, subject: &str, right: Right, about: &str) -> Vec<Link> {
        self.up(subject, right, about, DEEPEST)
    }

    fn up(&self, subject: &str, right: Right, about: &str, depth: usize) -> Vec<Link> {
        let mut best = Vec::new();
        let candidates = self.known.iter().filter(|document| {
            let id = document.pointer("/credentialSubject/id").and_then(Value::as_str);
            id == Some(subject)
        });
        for document in candidates.take(MOST) {
            let (link, issuer) = self.link(document, subject, right, about);
            let mut links = vec![link];
            let passed = |links: &[Link]| links.iter().all(|link| link.state == State::Passed);
            if passed(&links) && !(self.is_top)(&issuer) {
                let above = if depth > 1 {
                    self.up(&issuer, right.to_grant(), about, depth - 1)
                } else {
                    Vec::new()
                };
                let nothing = above.is_empty();
                links.extend(above);
                if nothing {
                    let code = if depth > 1 {
                        "habilitation/unknown-root"
                    } else {
                        "habilitation/too-deep"
                    };
                    links.push(Link {
                        from: String::new(),
                        to: issuer,
                        right: right.to_grant().as_str(),
                        about: about.to_owned(),
                        id: None,
                        until: None,
                        state: if depth > 1 { State::Unknown } else { State::Failed },
                        code: Some(code),
                    });
                }
            }
            if passed(&links) {
                return links;
            }
            let rank = |links: &[Link]| {
                let failed = links.iter().any(|link| link.state == State::Failed);
                (!failed, links.len())
            };
            if best.is_empty() || rank(&links) > rank(&best) {
                best = links;
            }
        }
        best
    }

    /// One habilitation checked for itself, and who gave it.
    fn link(&self, document: &Value, subject: &str, right: Right, about: &str) -> (Link, String) {
        let set = proof::verify_with(document.clone(), self.checking);
        let issuer = set.issuer().unwrap_or_default().to_owned();
        let wrong = set
            .proofs
            .iter()
            .filter_map(|proof| proof.outcome.as_ref().err())
            .any(|fault| !fault.is_unknown());
        let held = set.proofs.iter().filter(|proof| proof.outcome.is_ok()).any(|proof| {
            proof
                .method
                .as_ref()
                .is_some_and(|method| method.controller == issuer && in_time(method.period, proof.created))
        });
        let unknown = !set.may_hold() && !wrong;
        let read = set.verified().and_then(|document| Habilitation::read(&document));
        let mut link = Link {
            from: issuer.clone(),
            to: subject.to_owned(),
            right: right.as_str(),
            about: about.to_owned(),
            id: read.as_ref().map(|read| read.id.clone()),
            until: read.as_ref().map(|read| read.until),
            state: State::Failed,
            code: None,
        };
        let code = match &read {
            _ if unknown => {
                link.state = State::Unknown;
                Some("habilitation/proof")
            }
            _ if wrong || !held => Some("habilitation/proof"),
            None => Some("habilitation/shape"),
            Some(read) if !read.grants(right, about) => Some("habilitation/scope"),
            Some(read)
                if self.when.unix() + CLOCK_SKEW < read.from.unix()
                    || self.when.unix() - CLOCK_SKEW > read.until.unix() =>
            {
                Some("habilitation/dates")
            }
            Some(read) => match (self.status)(read) {
                Some((state, code)) => {
                    link.state = state;
                    Some(code)
                }
                None => None,
            },
        };
        if code.is_none() {
            link.state = State::Passed;
        }
        link.code = code;
        (link, issuer)
    }
}

/// Whether a key was in force when a proof says that it was made.
fn in_time(period: crate::did::Period, created: Option<Timestamp>) -> bool {
    period.fault(created, None).is_none()
}
