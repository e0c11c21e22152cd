//! The shape of a Verifiable Credential 2.0: what must be there, as what, and where it is not.
//!
//! # Source
//! W3C Verifiable Credentials Data Model 2.0 §4; Bitstring Status List 1.0 §2.1 (entries). Vectors: `tests/vectors/vcdm2/`.

mod at;
mod presentation;
mod text;

pub(crate) use at::{At, each, walk};
pub use presentation::of_presentation;
pub use text::{is_type, is_url};

use jalon_base::Timestamp;
use jalon_base::json::{Places, Value};
use serde_json::Map;

/// The context with which every credential begins.
pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";

/// Code of a value that the data model refuses.
pub const MALFORMED: &str = "MALFORMED_VALUE_ERROR";

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// It is not there, or is empty.
    Missing,
    /// It is of another JSON type than expected.
    Type,
    /// It is not an absolute URL.
    Url,
    /// It is not a date and time with its zone.
    Date,
    /// It is not one of the values allowed.
    Value,
    /// It ends before it begins.
    Order,
    /// A member that may not be there.
    Extra,
    /// It names something that is not in the document.
    Dangling,
    /// It is there twice.
    Twice,
}

impl Wrong {
    /// Its name in kebab-case, for reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Type => "type",
            Self::Url => "url",
            Self::Date => "date",
            Self::Value => "value",
            Self::Order => "order",
            Self::Extra => "extra",
            Self::Dangling => "dangling",
            Self::Twice => "twice",
        }
    }
}

/// One fault of shape, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON Pointer to the value, or to where it should be.
    pub pointer: String,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub wrong: Wrong,
}

/// Faults gathered under one code.
#[derive(Debug)]
pub(crate) struct Faults {
    code: &'static str,
    pub(crate) list: Vec<Fault>,
}

impl Faults {
    pub(crate) fn under(code: &'static str) -> Self {
        Self { code, list: Vec::new() }
    }

    pub(crate) fn add(&mut self, at: &At<'_>, wrong: Wrong) {
        self.add_as(self.code, at, wrong);
    }

    pub(crate) fn add_as(&mut self, code: &'static str, at: &At<'_>, wrong: Wrong) {
        self.list.push(Fault {
            pointer: at.pointer(),
            code,
            wrong,
        });
    }
}

/// Whether a member that is one text or a list of them holds a text.
pub(crate) fn has_text(object: &Map<String, Value>, name: &str, text: &str) -> bool {
    match object.get(name) {
        Some(Value::String(one)) => one == text,
        Some(Value::Array(values)) => values.iter().any(|value| value.as_str() == Some(text)),
        _ => false,
    }
}

/// Every fault of a credential against the data model; proofs and the meaning of contexts are not looked at.
#[must_use]
pub fn check(credential: &Map<String, Value>) -> Vec<Fault> {
    let mut all = Faults::under(MALFORMED);
    let faults = &mut all;
    contexts(credential.get("@context"), faults);
    optional_url(credential, &At::Root, faults);
    types(credential.get("type"), "VerifiableCredential", faults);
    for name in ["name", "description"] {
        language_values(credential.get(name), &At::Root.member(name), faults);
    }
    issuer(credential.get("issuer"), faults);
    subjects(credential.get("credentialSubject"), faults);
    dates(credential, faults);
    for name in ["credentialStatus", "evidence", "termsOfUse", "refreshService"] {
        typed_objects(credential, name, false, faults);
    }
    typed_objects(credential, "credentialSchema", true, faults);
    if let Some(entries) = credential.get("credentialStatus") {
        each(entries, &At::Root.member("credentialStatus"), |entry, at| {
            status_entry(entry, at, faults);
        });
    }
    related_resources(credential.get("relatedResource"), faults);
    all.list
}

fn contexts(contexts: Option<&Value>, faults: &mut Faults) {
    let at = At::Root.member("@context");
    let Some(contexts) = contexts else {
        return faults.add(&at, Wrong::Missing);
    };
    let Value::Array(list) = contexts else {
        return faults.add(&at, Wrong::Type);
    };
    if list.first().and_then(Value::as_str) != Some(CREDENTIALS_V2) {
        faults.add(&At::Element(&at, 0), Wrong::Value);
    }
    each(contexts, &at, |context, at| match context {
        Value::String(url) if is_url(url) => {}
        Value::String(_) => faults.add(at, Wrong::Url),
        Value::Object(_) => {}
        _ => faults.add(at, Wrong::Type),
    });
}

/// Names of types, one of which must be there.
fn types(types: Option<&Value>, wanted: &str, faults: &mut Faults) {
    let at = At::Root.member("type");
    let Some(types) = types else {
        return faults.add(&at, Wrong::Missing);
    };
    let mut is_one = false;
    each(types, &at, |name, at| {
        is_one |= name.as_str() == Some(wanted);
        type_name(name, at, faults);
    });
    if !is_one {
        faults.add(&at, Wrong::Missing);
    }
}

fn type_name(name: &Value, at: &At<'_>, faults: &mut Faults) {
    match name.as_str() {
        Some(name) if is_type(name) => {}
        Some(_) => faults.add(at, Wrong::Url),
        None => faults.add(at, Wrong::Type),
    }
}

/// A text, or `{@value, @language, @direction}`, or a list of those.
fn language_values(value: Option<&Value>, at: &At<'_>, faults: &mut Faults) {
    let Some(value) = value else { return };
    each(value, at, |value, at| match value {
        Value::String(_) => {}
        Value::Object(members) => {
            if !members.get("@value").is_some_and(Value::is_string) {
                faults.add(&at.member("@value"), Wrong::Missing);
            }
            for name in members.keys() {
                if !["@value", "@language", "@direction"].contains(&name.as_str()) {
                    faults.add(&at.member(name), Wrong::Extra);
                }
            }
        }
        _ => faults.add(at, Wrong::Type),
    });
}

fn issuer(issuer: Option<&Value>, faults: &mut Faults) {
    let at = At::Root.member("issuer");
    match issuer {
        None => faults.add(&at, Wrong::Missing),
        Some(Value::String(url)) if is_url(url) => {}
        Some(Value::String(_)) => faults.add(&at, Wrong::Url),
        Some(Value::Object(members)) => {
            if members.contains_key("id") {
                optional_url(members, &at, faults);
            } else {
                faults.add(&at.member("id"), Wrong::Missing);
            }
            for name in ["name", "description"] {
                language_values(members.get(name), &at.member(name), faults);
            }
        }
        Some(_) => faults.add(&at, Wrong::Type),
    }
}

fn subjects(subjects: Option<&Value>, faults: &mut Faults) {
    let at = At::Root.member("credentialSubject");
    let mut any = false;
    if let Some(subjects) = subjects {
        each(subjects, &at, |subject, at| {
            any = true;
            match subject {
                Value::Object(members) if members.is_empty() => faults.add(at, Wrong::Missing),
                Value::Object(members) => optional_url(members, at, faults),
                _ => faults.add(at, Wrong::Type),
            }
        });
    }
    if !any {
        faults.add(&at, Wrong::Missing);
    }
}

fn dates(credential: &Map<String, Value>, faults: &mut Faults) {
    let mut date = |name: &str| {
        let value = credential.get(name)?;
        let instant = value.as_str().and_then(Timestamp::parse_lenient);
        if instant.is_none() {
            faults.add(&At::Root.member(name), Wrong::Date);
        }
        instant
    };
    if let (Some(from), Some(until)) = (date("validFrom"), date("validUntil"))
        && from > until
    {
        faults.add(&At::Root.member("validUntil"), Wrong::Order);
    }
}

/// Objects with a `type`, and an `id` that is a URL (required or not).
fn typed_objects(credential: &Map<String, Value>, name: &str, id_required: bool, faults: &mut Faults) {
    let Some(values) = credential.get(name) else { return };
    each(values, &At::Root.member(name), |value, at| {
        let Value::Object(members) = value else {
            return faults.add(at, Wrong::Type);
        };
        match members.get("type") {
            None => faults.add(&at.member("type"), Wrong::Missing),
            Some(types) => each(types, &at.member("type"), |name, at| type_name(name, at, faults)),
        }
        if id_required && !members.contains_key("id") {
            faults.add(&at.member("id"), Wrong::Missing);
        }
        optional_url(members, at, faults);
    });
}

/// `id`, when there, is a URL.
fn optional_url(members: &Map<String, Value>, at: &At<'_>, faults: &mut Faults) {
    match members.get("id") {
        None => {}
        Some(Value::String(url)) if is_url(url) => {}
        Some(Value::String(_)) => faults.add(&at.member("id"), Wrong::Url),
        Some(_) => faults.add(&at.member("id"), Wrong::Type),
    }
}

/// The members that a status entry needs before its list is asked for.
fn status_entry(entry: &Value, at: &At<'_>, faults: &mut Faults) {
    let Value::Object(members) = entry else { return };
    if !has_text(members, "type", "BitstringStatusListEntry") {
        return;
    }
    match members.get("statusPurpose").and_then(Value::as_str) {
        Some(purpose) if !purpose.is_empty() => {}
        _ => faults.add(&at.member("statusPurpose"), Wrong::Missing),
    }
    let index_at = at.member("statusListIndex");
    match members.get("statusListIndex") {
        None => faults.add(&index_at, Wrong::Missing),
        Some(Value::String(index)) => {
            if index.is_empty() || !index.bytes().all(|digit| digit.is_ascii_digit()) {
                faults.add(&index_at, Wrong::Value);
            }
        }
        Some(_) => faults.add(&index_at, Wrong::Type),
    }
    let list = members.get("statusListCredential").and_then(Value::as_str);
    match list {
        Some(url) if is_url(url) => {}
        Some(_) => faults.add(&at.member("statusListCredential"), Wrong::Url),
        None => faults.add(&at.member("statusListCredential"), Wrong::Missing),
    }
    if list.is_some() && members.get("id").and_then(Value::as_str) == list {
        faults.add(&at.member("id"), Wrong::Value);
    }
    let size = match members.get("statusSize") {
        None => Some(1),
        Some(size) => size.as_u64().filter(|size| (1..=16).contains(size)),
    };
    let messages = members
        .get("statusMessage")
        .map(|messages| messages.as_array().map_or(0, Vec::len));
    match (size, messages) {
        (None, _) => faults.add(&at.member("statusSize"), Wrong::Value),
        (Some(1), None) => {}
        (Some(size), messages) => {
            if messages != 1_usize.checked_shl(u32::try_from(size).unwrap_or(u32::MAX)) {
                faults.add(&at.member("statusMessage"), Wrong::Value);
            }
        }
    }
}

fn related_resources(resources: Option<&Value>, faults: &mut Faults) {
    let Some(resources) = resources else { return };
    let mut seen = Places::default();
    each(resources, &At::Root.member("relatedResource"), |resource, at| {
        let Value::Object(members) = resource else {
            return faults.add(at, Wrong::Type);
        };
        optional_url(members, at, faults);
        match members.get("id").and_then(Value::as_str) {
            None => faults.add(&at.member("id"), Wrong::Missing),
            Some(id) if !seen.add(id, 0) => faults.add(&at.member("id"), Wrong::Twice),
            Some(_) => {}
        }
        if !members.contains_key("digestSRI") && !members.contains_key("digestMultibase") {
            faults.add(&at.member("digestSRI"), Wrong::Missing);
        }
    });
}
