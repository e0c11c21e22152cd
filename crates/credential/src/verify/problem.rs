//! Problems as machines exchange them (RFC 9457).

use super::report::{Check, Report, State};
use jalon_base::json::Value;
use serde_json::json;

/// The type of a problem: the URL that a Recommendation gives its code, else a URN of ours.
///
/// # Source
/// VC Data Model 2.0 §7.1; Data Integrity 1.0 §4.7; Controlled Identifiers 1.0 §3.5; Bitstring Status List 1.0 §3.5.
#[must_use]
pub fn problem_type(code: &str) -> String {
    let base = match code {
        "PARSING_ERROR" | "CRYPTOGRAPHIC_SECURITY_ERROR" | "MALFORMED_VALUE_ERROR" | "RANGE_ERROR" => {
            "https://www.w3.org/TR/vc-data-model#"
        }
        "PROOF_GENERATION_ERROR"
        | "PROOF_VERIFICATION_ERROR"
        | "PROOF_TRANSFORMATION_ERROR"
        | "DATA_LOSS_DETECTION_ERROR"
        | "INVALID_DOMAIN_ERROR"
        | "INVALID_CHALLENGE_ERROR"
        | "INVALID_VERIFICATION_METHOD_URL"
        | "INVALID_VERIFICATION_METHOD"
        | "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"
        | "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID"
        | "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD" => "https://w3id.org/security#",
        "STATUS_RETRIEVAL_ERROR" | "STATUS_VERIFICATION_ERROR" | "STATUS_LIST_LENGTH_ERROR" => {
            "https://www.w3.org/ns/credentials/status-list#"
        }
        _ => "urn:jalon:problem:",
    };
    format!("{base}{code}")
}

impl Report {
    /// What is wrong, then what could not be checked, each as a problem object; `say` gives the sentence of a check.
    #[must_use]
    pub fn problems(&self, say: &dyn Fn(&Check) -> String) -> Vec<Value> {
        let of = |state: State| {
            self.checks()
                .iter()
                .filter(move |check| check.state == state)
                .filter_map(|check| Some((check, check.code?)))
        };
        of(State::Failed)
            .chain(of(State::Unknown))
            .map(|(check, code)| {
                json!({
                    "type": problem_type(code),
                    "title": say(check),
                    "code": code,
                    "check": check.id,
                    "state": check.state,
                    "pointer": check.pointer,
                })
            })
            .collect()
    }
}
