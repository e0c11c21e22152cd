//! Verifying a badge that is a JSON Web Token, in two steps where the platform has to check its signature.
//!
//! [`Token::read`], then [`Token::question`]: what WebCrypto or a library natively has to say, if anything. Then [`Token::complete`], with
//! its answer: the report, with the same checks as for a badge with proofs.
//!
//! No witness rescues a token whose key was stolen: a tree holds documents, and no specification says what the leaf of a token would be.

use super::{CLOCK_SKEW, Checks, ISSUER, PROOF, PROOF_DATES, READING, Reader, Report, State, malformed, rest};
use crate::at_hand::wanted;
use crate::jwt::{Answer, Jwt, JwtFault, Keys, Question};
use jalon_base::sorted::{SortedMap, SortedSet};

/// A token on its way to a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Token(Result<Jwt, JwtFault>);

impl Token {
    /// Reads a token, finding its key with what is at hand. Any bytes are welcome; what they are not is in the report.
    #[must_use]
    pub fn read(bytes: &[u8], keys: &dyn Keys) -> Self {
        Self(Jwt::read(bytes, keys))
    }

    /// What the platform has to check; none when there is nothing to ask.
    #[must_use]
    pub fn question(&self) -> Option<Question<'_>> {
        self.0.as_ref().ok()?.question()
    }

    /// The addresses that could give what its verification lacks ([`crate::at_hand::wanted`]), that of its key among them.
    #[must_use]
    pub fn wanted(&self) -> SortedSet<String> {
        let mut found = SortedSet::default();
        if let Ok(jwt) = &self.0 {
            wanted::of_object(jwt.credential(), &mut found);
            jwt.kid().into_iter().for_each(|kid| wanted::of_key(kid, &mut found));
        }
        found
    }

    /// The report, with the answer to [`Self::question`] ([`Answer::NotChecked`] where there was none).
    #[must_use]
    pub fn complete(self, answer: Answer, reader: &Reader<'_>) -> Report {
        let mut checks = Checks::default();
        let jwt = match self.0 {
            Ok(jwt) => jwt,
            Err(fault) => return unread(&fault, checks, reader),
        };
        checks.passed(READING, String::new(), [("form", "jwt".to_owned())]);
        let outcome = jwt.settle(answer);
        let mut args = SortedMap::from([("suite", jwt.algorithm().as_str().to_owned())]);
        args.extend(jwt.controller().map(|by| ("by", by.to_owned())));
        args.extend(jwt.created().map(|created| ("created", created.to_string())));
        let (state, code) = match &outcome {
            Ok(()) => (State::Passed, None),
            Err(fault) => {
                args.extend(fault.about().map(|about| ("about", about)));
                let state = if fault.is_unknown() {
                    State::Unknown
                } else {
                    State::Failed
                };
                (state, Some(fault.code()))
            }
        };
        checks.add(PROOF, state, code, "", args);
        dates(&jwt, outcome.is_ok(), reader, &mut checks);
        let by_issuer = issuer(&jwt, outcome.is_ok(), &mut checks);
        rest(jwt.into_credential(), outcome.is_ok() && by_issuer, checks, reader)
    }
}

/// The report on a token that is refused before its credential could be looked at.
fn unread(fault: &JwtFault, mut checks: Checks, reader: &Reader<'_>) -> Report {
    match fault {
        JwtFault::NotJson(fault) => malformed(fault, &mut checks),
        JwtFault::Compact => {
            checks.failed(
                READING,
                fault.code(),
                String::new(),
                [("fault", "not-a-token".to_owned())],
            );
        }
        _ => {
            checks.passed(READING, String::new(), [("form", "jwt".to_owned())]);
            let args = fault.about().map(|about| ("about", about));
            checks.add(PROOF, State::Failed, Some(fault.code()), "", args);
        }
    }
    checks.unread(reader.at)
}

/// Dates of the token, and of the key at the time when it says that it was signed.
fn dates(jwt: &Jwt, holds: bool, reader: &Reader<'_>, checks: &mut Checks) {
    let start = checks.len();
    let (from, until) = jwt.window();
    let soon = reader.at.unix() + CLOCK_SKEW;
    if let Some(from) = jwt.created().max(from).filter(|from| from.unix() > soon) {
        checks.failed(
            PROOF_DATES,
            "PROOF_NOT_YET_VALID",
            String::new(),
            [("from", from.to_string())],
        );
    }
    if let Some(until) = until.filter(|until| until.unix() + CLOCK_SKEW < reader.at.unix()) {
        checks.failed(
            PROOF_DATES,
            "PROOF_EXPIRED",
            String::new(),
            [("until", until.to_string())],
        );
    }
    if let Some(code) = jwt.period().fault(jwt.created(), None).filter(|_| holds) {
        let method = jwt.kid().unwrap_or_default().to_owned();
        checks.failed(PROOF_DATES, code, String::new(), [("method", method)]);
    }
    checks.passed_since(start, PROOF_DATES, "", jwt.created().or(until).is_some());
}

/// The key must be the issuer's: of its DID, or served by its site. A key that merely came along may be anyone's.
fn issuer(jwt: &Jwt, holds: bool, checks: &mut Checks) -> bool {
    let Some(issuer) = jwt.issuer() else {
        checks.not_applicable(ISSUER, "/issuer");
        return false;
    };
    let args = |by: &str| [("issuer", issuer.to_owned()), ("by", by.to_owned())];
    match jwt.controller() {
        Some(by) if by == issuer || is_of_site(issuer, by) => {
            if holds {
                checks.passed(ISSUER, "/issuer".to_owned(), args(by));
            } else {
                // In the issuer's name, but it does not hold: said by the check of the proof.
                checks.not_applicable(ISSUER, "/issuer");
            }
            holds
        }
        Some(by) => {
            checks.failed(ISSUER, "ISSUER_MISMATCH", "/issuer".to_owned(), args(by));
            false
        }
        None => {
            let by = jwt.kid().unwrap_or_default();
            checks.add(ISSUER, State::Unknown, Some("jwt/key-unbound"), "/issuer", args(by));
            false
        }
    }
}

/// Whether an issuer is named by an address of a site (`https://host`).
fn is_of_site(issuer: &str, site: &str) -> bool {
    site.starts_with("https://")
        && issuer
            .strip_prefix(site)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_no_other_that_begins_alike() {
        assert!(is_of_site("https://a.example/issuer", "https://a.example"));
        assert!(is_of_site("https://a.example", "https://a.example"));
        assert!(!is_of_site("https://a.example.evil/issuer", "https://a.example"));
        assert!(!is_of_site("did:web:a.example", "did:web:a.example"));
    }
}
