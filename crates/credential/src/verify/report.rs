//! What verifying says: every check by name, an outcome, and apart from it whether the issuer is known.

use crate::habilitation::Link;
use crate::open_badge::Badge;
use jalon_base::Timestamp;
use jalon_base::json::Value;
use jalon_base::sorted::SortedMap;
use serde::Serialize;

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Checked, and right.
    Passed,
    /// Checked, and wrong.
    Failed,
    /// Could not be checked with what is at hand.
    Unknown,
    /// There was nothing to check.
    NotApplicable,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its name: one of [`super::CHECKS`]. Checks of several proofs or status entries share one, and differ by their pointer.
    pub id: &'static str,
    /// What it came to.
    pub state: State,
    /// Why it failed or is unknown: one of [`super::CODES`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// JSON Pointer to what it is about.
    pub pointer: String,
    /// What a sentence about it needs.
    pub args: SortedMap<&'static str, String>,
}

/// What verifying came to as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Everything was checked and is right.
    Valid,
    /// Something is wrong.
    Invalid,
    /// Nothing is wrong, but something could not be checked.
    Indeterminate,
}

/// Whether the issuer is one that the reader knows, which is another question than whether the document is genuine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trusted {
    /// Pinned, as one who may issue certificates.
    Yes,
    /// Issued by its own holder, or by a pinned party who may not issue certificates.
    No,
    /// Nobody here knows the issuer, or nothing proves that it is the issuer.
    Unknown,
}

/// What a verified document says. Reached only through a [`Verdict`], so that whoever reads it has met the outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Claims {
    pub(super) document: Value,
    pub(super) badge: Badge,
    pub(super) issuer_name: Option<String>,
    pub(super) self_issued: bool,
}

impl Claims {
    /// The badge.
    #[must_use]
    pub const fn badge(&self) -> &Badge {
        &self.badge
    }

    /// The verified document, without its proofs: exactly what was signed.
    #[must_use]
    pub const fn document(&self) -> &Value {
        &self.document
    }

    /// The issuer's name as it is pinned; none for an issuer that nobody here knows, whatever it calls itself.
    #[must_use]
    pub fn pinned_issuer(&self) -> Option<&str> {
        self.issuer_name.as_deref()
    }

    /// When what it says happened: when it was awarded, else since when it holds.
    #[must_use]
    pub fn when(&self) -> Timestamp {
        self.badge.awarded.unwrap_or(self.badge.valid_from)
    }

    /// Whether the holder issued it to themself: same DID, or the achievement is a self-assessment.
    #[must_use]
    pub const fn is_self_issued(&self) -> bool {
        self.self_issued
    }
}

/// The outcome with what it lets a reader see.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict<'a> {
    /// Everything was checked and is right.
    Valid {
        /// What it says.
        claims: &'a Claims,
        /// Whether the issuer is known.
        trusted: Trusted,
    },
    /// Nothing is wrong, but something could not be checked.
    Indeterminate {
        /// What it says, if a signature at least was checked.
        claims: Option<&'a Claims>,
        /// Whether the issuer is known.
        trusted: Trusted,
        /// What could not be checked; never empty.
        unknown: Vec<&'a Check>,
    },
    /// Something is wrong: what it says is nobody's business.
    Invalid {
        /// What is wrong; never empty.
        failed: Vec<&'a Check>,
    },
}

/// What verifying a document says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    outcome: Outcome,
    trusted: Trusted,
    #[serde(skip_serializing_if = "Option::is_none")]
    self_issued: Option<bool>,
    at: Timestamp,
    checks: Vec<Check>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chain: Vec<Link>,
    #[serde(skip)]
    claims: Option<Box<Claims>>,
}

impl Report {
    /// Sums up checks; claims are kept only when nothing failed.
    pub(super) fn new(
        at: Timestamp,
        checks: Vec<Check>,
        claims: Option<Claims>,
        trusted: Trusted,
        chain: Vec<Link>,
    ) -> Self {
        let any = |state| checks.iter().any(|check| check.state == state);
        let outcome = if any(State::Failed) {
            Outcome::Invalid
        } else if any(State::Unknown) {
            Outcome::Indeterminate
        } else {
            Outcome::Valid
        };
        let claims = claims.filter(|_| outcome != Outcome::Invalid).map(Box::new);
        Self {
            outcome,
            trusted: if claims.is_some() { trusted } else { Trusted::Unknown },
            self_issued: claims.as_ref().map(|claims| claims.self_issued),
            at,
            checks,
            chain,
            claims,
        }
    }

    /// What it came to.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Whether the issuer is known.
    #[must_use]
    pub const fn trusted(&self) -> Trusted {
        self.trusted
    }

    /// Whether the holder issued it to themself; none when nothing was verified.
    #[must_use]
    pub const fn self_issued(&self) -> Option<bool> {
        self.self_issued
    }

    /// The time that it was checked for.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// Every check, in the order in which a person should read them.
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The habilitations that were followed, from the centre up to the issuer, then from the issuer up to a root that the reader knows.
    #[must_use]
    pub fn chain(&self) -> &[Link] {
        &self.chain
    }

    /// The code of the first check that failed, or else of the first that is unknown.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        let first = |state| self.checks.iter().find(|check| check.state == state);
        first(State::Failed).or_else(|| first(State::Unknown))?.code
    }

    /// The outcome, with what it lets a reader see.
    #[must_use]
    pub fn verdict(&self) -> Verdict<'_> {
        let all = |state| self.checks.iter().filter(|check| check.state == state).collect();
        match (self.outcome, self.claims.as_deref()) {
            (Outcome::Valid, Some(claims)) => Verdict::Valid {
                claims,
                trusted: self.trusted,
            },
            (Outcome::Indeterminate, claims) => Verdict::Indeterminate {
                claims,
                trusted: self.trusted,
                unknown: all(State::Unknown),
            },
            // INVARIANT: what is valid has claims (`verify` fails the shape otherwise), so the other way here is never taken.
            (Outcome::Invalid | Outcome::Valid, _) => Verdict::Invalid {
                failed: all(State::Failed),
            },
        }
    }
}
