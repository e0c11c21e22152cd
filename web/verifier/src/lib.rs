//! The verifier without an application: bytes, a time and whom the reader knows in; a report in words out. No network, no clock, no page.
//!
//! For a page on a USB stick (`page/`, made into one file by `cargo xtask dist`), for other people's pages, and for `cargo xtask bench`.

use jalon_base::json::{self, Limits, Value};
use jalon_base::sorted::SortedMap;
use jalon_base::{Millis, Timestamp, jcs};
use jalon_credential::at_hand::AtHand;
use jalon_credential::bundle::Bundle;
use jalon_credential::proof::Jcs;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Check, Claims, Outcome, Reader, Report, State, Trusted, Verdict, verify_with};
use jalon_messages::{Lang, credential, lists, verifier};
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

/// A reader: whom they know, and what they have at hand beside certificates.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Verifier {
    trust: TrustStore,
    at_hand: Vec<Vec<u8>>,
    lang: Lang,
}

#[wasm_bindgen]
impl Verifier {
    /// A reader who speaks `fr` or `en` and knows nobody.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(lang: &str) -> Self {
        Self {
            trust: TrustStore::default(),
            at_hand: Vec::new(),
            lang: if lang == "en" { Lang::En } else { Lang::Fr },
        }
    }

    /// Takes a file for what it is: `trust` for a signed bundle or a list of parties, which become the ones that the reader knows (whoever put
    /// it there answers for it); `beside` for a status list or a habilitation, kept at hand; `certificate` for all else, to be verified.
    #[must_use]
    pub fn take(&mut self, bytes: &[u8], now: f64) -> String {
        let kind = match json::parse(bytes, Limits::FOREIGN) {
            Ok(document) if self.trusts(&document, bytes, now) => "trust",
            Ok(document) if stands_beside(&document) => {
                self.at_hand.push(bytes.to_vec());
                "beside"
            }
            _ => "certificate",
        };
        kind.to_owned()
    }

    /// The words of a page around reports, as JSON.
    #[cfg(feature = "carriers")]
    #[must_use]
    pub fn words(&self) -> String {
        let lang = self.lang;
        text(&json!({
            "lang": lang.tag(), "title": verifier::verify_title(lang), "intro": verifier::verify_intro(lang), "drop": verifier::drop_here(lang),
            "each-check": verifier::each_check(lang), "passed": verifier::state_ok(lang), "failed": verifier::state_bad(lang),
            "unknown": verifier::state_unknown(lang), "not-applicable": verifier::state_nothing(lang),
            "not-checked": verifier::not_checked_title(lang), "live": verifier::not_checked_live(lang),
            "identity": verifier::does_not_prove_identity(lang), "issued-by": verifier::issued_by(lang),
            "issued-on": verifier::issued_on(lang), "until": verifier::valid_until(lang), "the-person": verifier::the_person(lang),
            "stranger": verifier::unknown_issuer(lang),
        }))
    }

    /// Verifies what a person brings, at a time in seconds: a report as JSON, with its sentences.
    #[must_use]
    pub fn verify(&self, bytes: &[u8], now: f64) -> String {
        let mut at_hand = AtHand::new(&self.trust);
        for document in &self.at_hand {
            at_hand.stapled(document.clone());
        }
        let reader = Reader {
            at: instant(now),
            trust: &self.trust,
            sources: &at_hand,
            suites: &[&Jcs],
        };
        let report = match brought(bytes, &at_hand, &reader) {
            Ok(report) => report,
            Err(code) => {
                let why = self.say(code, &SortedMap::new());
                return text(&json!({"outcome": "invalid", "code": code, "face": why}));
            }
        };
        text(&self.said(&report))
    }
}

/// The report on whatever was brought; the code of what kept a certificate from being found in it.
#[cfg(feature = "carriers")]
fn brought(bytes: &[u8], at_hand: &AtHand<'_>, reader: &Reader<'_>) -> Result<Report, &'static str> {
    use jalon_credential::jwt::Answer;
    use jalon_credential::verify::Token;
    let input = jalon_paper::input::read(bytes).map_err(|fault| fault.code())?;
    Ok(if input.is_jws() {
        // What only WebCrypto could check is said not to have been checked.
        Token::read(&input.bytes, at_hand).complete(Answer::NotChecked, reader)
    } else {
        verify_with(&input.bytes, reader)
    })
}

#[cfg(not(feature = "carriers"))]
fn brought(bytes: &[u8], _: &AtHand<'_>, reader: &Reader<'_>) -> Result<Report, &'static str> {
    Ok(verify_with(bytes, reader))
}

/// What keeps a certificate from being found in what carries it.
#[cfg(feature = "carriers")]
fn of_carriers(lang: Lang, code: &str, args: &SortedMap<&str, String>) -> Option<String> {
    jalon_messages::paper::sentence(lang, code, args)
}

#[cfg(not(feature = "carriers"))]
const fn of_carriers(_: Lang, _: &str, _: &SortedMap<&str, String>) -> Option<String> {
    None
}

/// Whether a document stands beside certificates: a status list, a habilitation.
fn stands_beside(document: &Value) -> bool {
    let kinds = document.get("type").and_then(Value::as_array);
    let named = |kind: &Value| {
        matches!(
            kind.as_str(),
            Some("BitstringStatusListCredential" | "EndorsementCredential")
        )
    };
    kinds.is_some_and(|kinds| kinds.iter().any(named))
}

impl Verifier {
    fn trusts(&mut self, document: &Value, bytes: &[u8], now: f64) -> bool {
        let issuer = document.get("issuer").and_then(Value::as_str);
        let trust = match issuer {
            Some(root) => Bundle::open(bytes, instant(now), &[root], None)
                .ok()
                .map(|bundle| bundle.store()),
            None => TrustStore::from_slice(bytes).ok(),
        };
        let is_one = trust.is_some();
        self.trust = trust.unwrap_or_else(|| std::mem::take(&mut self.trust));
        is_one
    }

    /// One sentence for the whole.
    fn face(&self, report: &Report) -> String {
        let lang = self.lang;
        match (report.verdict(), report.self_issued()) {
            (Verdict::Invalid { .. }, _) => verifier::refused(lang).to_owned(),
            (Verdict::Indeterminate { .. }, _) => verifier::not_all_checked(lang).to_owned(),
            (_, Some(true)) => verifier::by_the_person(lang).to_owned(),
            (Verdict::Valid { claims, .. }, _) => {
                match claims.pinned_issuer().filter(|_| report.trusted() == Trusted::Yes) {
                    Some(name) => verifier::recognised(lang, name),
                    None => verifier::by_a_stranger(lang).to_owned(),
                }
            }
        }
    }

    fn say(&self, code: &str, args: &SortedMap<&str, String>) -> String {
        credential::sentence(self.lang, code, args)
            .or_else(|| lists::sentence(self.lang, code, args))
            .or_else(|| of_carriers(self.lang, code, args))
            .unwrap_or_else(|| code.to_owned())
    }

    fn check(&self, check: &Check) -> Value {
        let state = match check.state {
            State::Passed => "passed",
            State::Failed => "failed",
            State::Unknown => "unknown",
            State::NotApplicable => "not-applicable",
        };
        let why = match check.code {
            // A catalogue's key has no place for the slash of this one.
            Some("key/secret") => self.say("SECRET_KEY", &check.args),
            Some(code) => self.say(code, &check.args),
            None if check.args.contains_key("as-of") => self.say("status/checked-as-of", &check.args),
            None => String::new(),
        };
        let name = self.say(&format!("check/{}", check.id), &SortedMap::new());
        json!({"id": check.id, "state": state, "code": check.code, "pointer": check.pointer, "name": name, "title": why})
    }

    fn said(&self, report: &Report) -> Value {
        let outcome = match report.outcome() {
            Outcome::Valid => "valid",
            Outcome::Invalid => "invalid",
            Outcome::Indeterminate => "indeterminate",
        };
        let trusted = match report.trusted() {
            Trusted::Yes => "yes",
            Trusted::No => "no",
            Trusted::Unknown => "unknown",
        };
        let claims = match report.verdict() {
            Verdict::Valid { claims, .. } => Some(claims),
            Verdict::Indeterminate { claims, .. } => claims,
            Verdict::Invalid { .. } => None,
        };
        json!({
            "outcome": outcome, "face": self.face(report), "trusted": trusted, "self-issued": report.self_issued(), "at": report.at().to_string(),
            "checks": report.checks().iter().map(|check| self.check(check)).collect::<Vec<_>>(),
            "says": claims.map(says),
        })
    }
}

/// What a certificate says, of which something may be shown: its outcome was met on the way here.
fn says(claims: &Claims) -> Value {
    let badge = claims.badge();
    let results = badge.subject.results.iter().filter_map(|result| {
        let achievement = &badge.subject.achievement;
        let described = achievement
            .results
            .iter()
            .find(|described| described.id == result.description)?;
        let value = result
            .value
            .as_ref()
            .or(result.level.as_ref())
            .or(result.status.as_ref());
        Some(json!({"name": described.name, "value": value}))
    });
    json!({
        "name": badge.name, "description": badge.description, "issuer": badge.issuer.id, "issuer-name": claims.pinned_issuer(),
        "holder": badge.subject.id, "awarded": claims.when().to_string(), "until": badge.valid_until.map(|until| until.to_string()),
        "results": results.collect::<Vec<_>>(),
    })
}

fn text(value: &Value) -> String {
    String::from_utf8(jcs::value_to_vec(value)).unwrap_or_default()
}

/// The instant of a number of seconds, as a page's clock gives them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float beyond an i64 becomes its end, which is far beyond any certificate"
)]
fn instant(seconds: f64) -> Timestamp {
    Timestamp::from_millis(Millis((seconds * 1000.0) as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BADGE: &[u8] = include_bytes!("../../../tests/vectors/certificate/badge.json");
    /// 2026-06-01.
    const NOW: f64 = 1_780_272_000.0;

    fn report(verifier: &Verifier, bytes: &[u8]) -> Value {
        serde_json::from_str(&verifier.verify(bytes, NOW)).unwrap()
    }

    #[test]
    fn a_report_says_its_outcome_its_checks_and_only_then_what_it_verified() {
        let said = report(&Verifier::new("en"), BADGE);
        assert_ne!(said["outcome"], "invalid", "{said}");
        assert_eq!(said["trusted"], "unknown");
        assert!(said["says"]["name"].is_string());
        let checks = said["checks"].as_array().unwrap();
        assert!(
            checks
                .iter()
                .all(|check| !check["name"].as_str().unwrap().contains('/'))
        );
        let changed = String::from_utf8(BADGE.to_vec())
            .unwrap()
            .replacen("\"name\":\"", "\"name\":\"X", 1);
        let said = report(&Verifier::new("fr"), changed.as_bytes());
        assert_eq!((&said["outcome"], &said["says"]), (&json!("invalid"), &Value::Null));
        assert_eq!(report(&Verifier::new("fr"), b"<svg/>")["code"], "baked/picture");
    }

    #[test]
    fn whom_the_reader_knows_is_told_and_what_they_bring_is_used() {
        let mut verifier = Verifier::new("en");
        let issuer = serde_json::from_slice::<Value>(BADGE).unwrap()["issuer"]["id"].clone();
        let list = json!({"format": "jalon/trust-list@1", "issuers": [{"did": issuer, "name": "Known", "roles": ["certifier"]}]});
        assert_eq!(verifier.take(list.to_string().as_bytes(), NOW), "trust");
        assert_eq!(report(&verifier, BADGE)["says"]["issuer-name"], "Known");
        assert_eq!(verifier.take(b"{}", NOW), "certificate");
        assert_eq!(
            verifier.take(br#"{"type": ["BitstringStatusListCredential"]}"#, NOW),
            "beside"
        );
        assert_eq!(
            report(&verifier, BADGE)["says"]["issuer-name"],
            "Known",
            "what stands beside changes nobody"
        );
        let words: Value = serde_json::from_str(&verifier.words()).unwrap();
        assert!(
            words
                .as_object()
                .unwrap()
                .values()
                .all(|word| !word.as_str().unwrap().is_empty())
        );
    }
}
