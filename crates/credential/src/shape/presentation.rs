//! The shape of a Verifiable Presentation 2.0.
//!
//! # Source
//! W3C Verifiable Credentials Data Model 2.0 §4.13. Vectors: `tests/vectors/vcdm2/presentation-*`.

use super::{At, Fault, Faults, MALFORMED, Wrong, contexts, each, has_text, is_url, optional_url, type_name, types};
use jalon_base::json::Value;
use serde_json::Map;

/// Every fault of a presentation against the data model; its proofs, and the certificates that it shows beyond their types, are not looked
/// at.
#[must_use]
pub fn of_presentation(presentation: &Map<String, Value>) -> Vec<Fault> {
    let mut all = Faults::under(MALFORMED);
    let faults = &mut all;
    contexts(presentation.get("@context"), faults);
    optional_url(presentation, &At::Root, faults);
    types(presentation.get("type"), "VerifiablePresentation", faults);
    holder(presentation.get("holder"), faults);
    if let Some(credentials) = presentation.get("verifiableCredential") {
        each(
            credentials,
            &At::Root.member("verifiableCredential"),
            |credential, at| {
                shown(credential, at, faults);
            },
        );
    }
    all.list
}

/// A URL, or an object that has one as its `id`.
fn holder(holder: Option<&Value>, faults: &mut Faults) {
    let at = At::Root.member("holder");
    match holder {
        None => {}
        Some(Value::String(url)) if is_url(url) => {}
        Some(Value::String(_)) => faults.add(&at, Wrong::Url),
        Some(Value::Object(members)) if members.contains_key("id") => optional_url(members, &at, faults),
        Some(Value::Object(_)) => faults.add(&at.member("id"), Wrong::Missing),
        Some(_) => faults.add(&at, Wrong::Type),
    }
}

/// A certificate, or one in an envelope: each says which it is.
fn shown(credential: &Value, at: &At<'_>, faults: &mut Faults) {
    let Value::Object(members) = credential else {
        return faults.add(at, Wrong::Type);
    };
    let is_one = ["VerifiableCredential", "EnvelopedVerifiableCredential"]
        .iter()
        .any(|name| has_text(members, "type", name));
    let at = at.member("type");
    if !is_one {
        faults.add(&at, Wrong::Missing);
    }
    if let Some(names) = members.get("type") {
        each(names, &at, |name, at| type_name(name, at, faults));
    }
}
