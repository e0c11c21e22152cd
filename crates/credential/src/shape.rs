//! The shape of a Verifiable Credential 2.0: what must be there, as what, and where it is not.
//!
//! # Source
//! W3C Verifiable Credentials Data Model 2.0 §4; Bitstring Status List 1.0 §2.1 (entries). Vectors: `tests/vectors/vcdm2/`.

mod text;

pub use text::{is_type, is_url};

use jalon_base::Timestamp;
use jalon_base::json::{Value, pointer_step};
use serde_json::Map;
use std::collections::BTreeSet;

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

    pub(crate) fn add(&mut self, pointer: impl Into<String>, wrong: Wrong) {
        self.add_as(self.code, pointer, wrong);
    }

    pub(crate) fn add_as(&mut self, code: &'static str, pointer: impl Into<String>, wrong: Wrong) {
        self.list.push(Fault {
            pointer: pointer.into(),
            code,
            wrong,
        });
    }
}

/// One value or a list of them, each with its pointer.
pub(crate) fn each<'a>(value: &'a Value, pointer: &str) -> Vec<(&'a Value, String)> {
    match value {
        Value::Array(values) => values
            .iter()
            .enumerate()
            .map(|(index, value)| (value, format!("{pointer}/{index}")))
            .collect(),
        one => vec![(one, pointer.to_owned())],
    }
}

/// The texts of a member that is one text or a list of them.
pub(crate) fn texts<'a>(object: &'a Map<String, Value>, name: &str) -> Vec<&'a str> {
    match object.get(name) {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Every fault of a credential against the data model; proofs and the meaning of contexts are not looked at.
#[must_use]
pub fn check(credential: &Map<String, Value>) -> Vec<Fault> {
    let mut faults = Faults::under(MALFORMED);
    contexts(credential.get("@context"), &mut faults);
    optional_url(credential, "", &mut faults);
    types(credential.get("type"), &mut faults);
    for name in ["name", "description"] {
        language_values(credential.get(name), &format!("/{name}"), &mut faults);
    }
    issuer(credential.get("issuer"), &mut faults);
    subjects(credential.get("credentialSubject"), &mut faults);
    dates(credential, &mut faults);
    for name in ["credentialStatus", "evidence", "termsOfUse", "refreshService"] {
        typed_objects(credential, name, false, &mut faults);
    }
    typed_objects(credential, "credentialSchema", true, &mut faults);
    if let Some(entries) = credential.get("credentialStatus") {
        for (entry, pointer) in each(entries, "/credentialStatus") {
            status_entry(entry, &pointer, &mut faults);
        }
    }
    related_resources(credential.get("relatedResource"), &mut faults);
    faults.list
}

fn contexts(contexts: Option<&Value>, faults: &mut Faults) {
    let Some(contexts) = contexts else {
        return faults.add("/@context", Wrong::Missing);
    };
    let Value::Array(contexts) = contexts else {
        return faults.add("/@context", Wrong::Type);
    };
    if contexts.first().and_then(Value::as_str) != Some(CREDENTIALS_V2) {
        faults.add("/@context/0", Wrong::Value);
    }
    for (index, context) in contexts.iter().enumerate() {
        match context {
            Value::String(url) if is_url(url) => {}
            Value::String(_) => faults.add(format!("/@context/{index}"), Wrong::Url),
            Value::Object(_) => {}
            _ => faults.add(format!("/@context/{index}"), Wrong::Type),
        }
    }
}

fn types(types: Option<&Value>, faults: &mut Faults) {
    let Some(types) = types else {
        return faults.add("/type", Wrong::Missing);
    };
    let mut is_credential = false;
    for (name, pointer) in each(types, "/type") {
        match name.as_str() {
            Some(name) if is_type(name) => is_credential |= name == "VerifiableCredential",
            Some(_) => faults.add(pointer, Wrong::Url),
            None => faults.add(pointer, Wrong::Type),
        }
    }
    if !is_credential {
        faults.add("/type", Wrong::Missing);
    }
}

/// A text, or `{@value, @language, @direction}`, or a list of those.
fn language_values(value: Option<&Value>, pointer: &str, faults: &mut Faults) {
    let Some(value) = value else { return };
    for (value, pointer) in each(value, pointer) {
        match value {
            Value::String(_) => {}
            Value::Object(members) => {
                if !members.get("@value").is_some_and(Value::is_string) {
                    faults.add(format!("{pointer}/@value"), Wrong::Missing);
                }
                for name in members.keys() {
                    if !["@value", "@language", "@direction"].contains(&name.as_str()) {
                        faults.add(format!("{pointer}{}", pointer_step(name)), Wrong::Extra);
                    }
                }
            }
            _ => faults.add(pointer, Wrong::Type),
        }
    }
}

fn issuer(issuer: Option<&Value>, faults: &mut Faults) {
    match issuer {
        None => faults.add("/issuer", Wrong::Missing),
        Some(Value::String(url)) if is_url(url) => {}
        Some(Value::String(_)) => faults.add("/issuer", Wrong::Url),
        Some(Value::Object(members)) => {
            if members.contains_key("id") {
                optional_url(members, "/issuer", faults);
            } else {
                faults.add("/issuer/id", Wrong::Missing);
            }
            for name in ["name", "description"] {
                language_values(members.get(name), &format!("/issuer/{name}"), faults);
            }
        }
        Some(_) => faults.add("/issuer", Wrong::Type),
    }
}

fn subjects(subjects: Option<&Value>, faults: &mut Faults) {
    let subjects = subjects
        .map(|subjects| each(subjects, "/credentialSubject"))
        .unwrap_or_default();
    if subjects.is_empty() {
        return faults.add("/credentialSubject", Wrong::Missing);
    }
    for (subject, pointer) in subjects {
        match subject {
            Value::Object(members) if members.is_empty() => faults.add(pointer, Wrong::Missing),
            Value::Object(members) => optional_url(members, &pointer, faults),
            _ => faults.add(pointer, Wrong::Type),
        }
    }
}

fn dates(credential: &Map<String, Value>, faults: &mut Faults) {
    let mut date = |name: &str| match credential.get(name) {
        None => None,
        Some(Value::String(text)) => {
            let instant = Timestamp::parse_lenient(text);
            if instant.is_none() {
                faults.add(format!("/{name}"), Wrong::Date);
            }
            instant
        }
        Some(_) => {
            faults.add(format!("/{name}"), Wrong::Date);
            None
        }
    };
    if let (Some(from), Some(until)) = (date("validFrom"), date("validUntil"))
        && from > until
    {
        faults.add("/validUntil", Wrong::Order);
    }
}

/// Objects with a `type`, and an `id` that is a URL (required or not).
fn typed_objects(credential: &Map<String, Value>, name: &str, id_required: bool, faults: &mut Faults) {
    let Some(values) = credential.get(name) else { return };
    for (value, pointer) in each(values, &format!("/{name}")) {
        let Value::Object(members) = value else {
            faults.add(pointer, Wrong::Type);
            continue;
        };
        match members.get("type") {
            None => faults.add(format!("{pointer}/type"), Wrong::Missing),
            Some(types) => {
                for (name, pointer) in each(types, &format!("{pointer}/type")) {
                    match name.as_str() {
                        Some(name) if is_type(name) => {}
                        Some(_) => faults.add(pointer, Wrong::Url),
                        None => faults.add(pointer, Wrong::Type),
                    }
                }
            }
        }
        if id_required && !members.contains_key("id") {
            faults.add(format!("{pointer}/id"), Wrong::Missing);
        }
        optional_url(members, &pointer, faults);
    }
}

/// `id`, when there, is a URL.
fn optional_url(members: &Map<String, Value>, pointer: &str, faults: &mut Faults) {
    match members.get("id") {
        None => {}
        Some(Value::String(url)) if is_url(url) => {}
        Some(Value::String(_)) => faults.add(format!("{pointer}/id"), Wrong::Url),
        Some(_) => faults.add(format!("{pointer}/id"), Wrong::Type),
    }
}

/// The members that a status entry needs before its list is asked for.
fn status_entry(entry: &Value, pointer: &str, faults: &mut Faults) {
    let Value::Object(members) = entry else { return };
    if !texts(members, "type").contains(&"BitstringStatusListEntry") {
        return;
    }
    match members.get("statusPurpose").and_then(Value::as_str) {
        Some(purpose) if !purpose.is_empty() => {}
        _ => faults.add(format!("{pointer}/statusPurpose"), Wrong::Missing),
    }
    match members.get("statusListIndex") {
        None => faults.add(format!("{pointer}/statusListIndex"), Wrong::Missing),
        Some(Value::String(index)) => {
            if index.is_empty() || !index.bytes().all(|digit| digit.is_ascii_digit()) {
                faults.add(format!("{pointer}/statusListIndex"), Wrong::Value);
            }
        }
        Some(_) => faults.add(format!("{pointer}/statusListIndex"), Wrong::Type),
    }
    let list = members.get("statusListCredential").and_then(Value::as_str);
    match list {
        Some(url) if is_url(url) => {}
        Some(_) => faults.add(format!("{pointer}/statusListCredential"), Wrong::Url),
        None => faults.add(format!("{pointer}/statusListCredential"), Wrong::Missing),
    }
    if list.is_some() && members.get("id").and_then(Value::as_str) == list {
        faults.add(format!("{pointer}/id"), Wrong::Value);
    }
    let size = match members.get("statusSize") {
        None => Some(1),
        Some(size) => size.as_u64().filter(|&size| (1..=16).contains(&size)),
    };
    let messages = members
        .get("statusMessage")
        .map(|messages| messages.as_array().map_or(0, Vec::len));
    match (size, messages) {
        (None, _) => faults.add(format!("{pointer}/statusSize"), Wrong::Value),
        (Some(1), None) => {}
        (Some(size), messages) => {
            if messages != 1_usize.checked_shl(u32::try_from(size).unwrap_or(u32::MAX)) {
                faults.add(format!("{pointer}/statusMessage"), Wrong::Value);
            }
        }
    }
}

fn related_resources(resources: Option<&Value>, faults: &mut Faults) {
    let Some(resources) = resources else { return };
    let mut seen = BTreeSet::new();
    for (resource, pointer) in each(resources, "/relatedResource") {
        let Value::Object(members) = resource else {
            faults.add(pointer, Wrong::Type);
            continue;
        };
        match members.get("id").and_then(Value::as_str) {
            None => faults.add(format!("{pointer}/id"), Wrong::Missing),
            Some(id) => {
                optional_url(members, &pointer, faults);
                if !seen.insert(id) {
                    faults.add(format!("{pointer}/id"), Wrong::Twice);
                }
            }
        }
        if !members.contains_key("digestSRI") && !members.contains_key("digestMultibase") {
            faults.add(format!("{pointer}/digestSRI"), Wrong::Missing);
        }
    }
}
