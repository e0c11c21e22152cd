//! How a certificate came to be, as a tree of few lines: who let whom do what, down to the certificate. What commands and pages draw.

use super::report::{Claims, Report, Verdict};
use crate::habilitation::Link;
use crate::trust::TrustStore;

/// The kind of evidence that is the record of a session.
const SESSION: &str = "session";

/// A line of the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'r> {
    /// How far it hangs below the first: 0 for the top.
    pub depth: usize,
    /// What stands there.
    pub what: Stands<'r>,
}

/// What a line names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands<'r> {
    /// A party.
    Party {
        /// Its DID.
        did: &'r str,
        /// What it is called, and by whom.
        name: Named<'r>,
        /// What lets it do what it does.
        by: By<'r>,
    },
    /// The record of a session, which the certificate cites.
    Session,
    /// The certificate, by its name.
    Certificate(&'r str),
}

/// What a party is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named<'r> {
    /// As the reader has pinned it.
    Pinned(String),
    /// As it calls itself: nobody's word but its own.
    Itself(&'r str),
    /// Nothing but its DID.
    Nothing,
}

/// What lets a party do what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By<'r> {
    /// It stands at the top.
    Top,
    /// A habilitation, as it was found.
    Link(&'r Link),
    /// None was shown.
    NotShown,
}

impl Report {
    /// The tree of the certificate, from the top down; empty for one of which nothing may be read.
    #[must_use]
    pub fn lineage(&self, trust: &TrustStore) -> Vec<Line<'_>> {
        let claims = match self.verdict() {
            Verdict::Valid { claims, .. }
            | Verdict::Indeterminate {
                claims: Some(claims), ..
            } => claims,
            _ => return Vec::new(),
        };
        let mut lines = Vec::new();
        let issuer = claims.badge().issuer.id.as_str();
        let party = |depth, did, by| {
            let what = Stands::Party {
                did,
                name: named(did, claims, trust),
                by,
            };
            Line { depth, what }
        };
        // The links go from the centre up to whoever lets it examine, then from the issuer up to whoever lets it certify.
        let chain = self.chain();
        let split = chain.iter().position(|link| link.to == issuer);
        let (of_centre, of_issuer) = chain.split_at(split.unwrap_or(chain.len()));
        let mut depth = 0;
        if let Some(top) = of_issuer.last().filter(|top| !top.from.is_empty()) {
            lines.push(party(0, top.from.as_str(), By::Top));
        }
        for link in of_issuer.iter().rev() {
            if !link.from.is_empty() {
                depth += 1;
            }
            lines.push(party(depth, link.to.as_str(), By::Link(link)));
        }
        if of_issuer.is_empty() {
            lines.push(party(0, issuer, By::Top));
        }
        let below_issuer = depth + 1;
        if let Some(top) = of_centre.last()
            && top.from != issuer
            && !top.from.is_empty()
        {
            depth = 0;
            lines.push(party(0, top.from.as_str(), By::Top));
        }
        for link in of_centre.iter().rev() {
            depth += 1;
            lines.push(party(depth, link.to.as_str(), By::Link(link)));
        }
        if let (Some(centre), true) = (&claims.badge().subject.source, of_centre.is_empty()) {
            depth += 1;
            lines.push(party(depth, centre.id.as_str(), By::NotShown));
        }
        if claims
            .badge()
            .evidence
            .iter()
            .any(|piece| piece.genre.as_deref() == Some(SESSION))
        {
            depth += 1;
            lines.push(Line {
                depth,
                what: Stands::Session,
            });
        }
        // Whatever a centre holds, the certificate is the issuer's.
        lines.push(Line {
            depth: below_issuer,
            what: Stands::Certificate(&claims.badge().name),
        });
        lines
    }
}

/// A name that the reader has pinned, else what the document calls the party.
fn named<'r>(did: &str, claims: &'r Claims, trust: &TrustStore) -> Named<'r> {
    if let Some(known) = trust.lookup(did) {
        return Named::Pinned(known.name.clone());
    }
    let badge = claims.badge();
    let own = [Some(&badge.issuer), badge.subject.source.as_ref()];
    let own = own.into_iter().flatten().find(|profile| profile.id == did);
    own.and_then(|profile| profile.name.as_deref())
        .map_or(Named::Nothing, Named::Itself)
}

/// The beginning and the end of a long DID, for people.
#[must_use]
pub fn short(did: &str) -> String {
    let letters: Vec<char> = did.chars().collect();
    match (
        letters.get(..20),
        letters.len().checked_sub(6).and_then(|at| letters.get(at..)),
    ) {
        (Some(head), Some(tail)) if letters.len() > 40 => {
            let mut out: String = head.iter().collect();
            out.push('…');
            out.extend(tail);
            out
        }
        _ => did.to_owned(),
    }
}
