//! Checking that a credential is an achievement credential of Open Badges 3.0, down to what results refer to.

use super::classes::{CREDENTIAL, Class, Holds, Member, PROFILE_CLASS, is_extension};
use super::results;
use crate::shape::{At, Fault, Faults, Wrong, each, has_text, is_url};
use jalon_base::Timestamp;
use jalon_base::json::Value;
use serde_json::Map;

/// Code of what Open Badges refuses.
pub const SCHEMA_ERROR: &str = "SCHEMA_ERROR";

/// Every fault of a credential against Open Badges 3.0. The shape of a credential ([`crate::shape::check`]) is another matter.
#[must_use]
pub fn check(credential: &Map<String, Value>) -> Vec<Fault> {
    let mut faults = Faults::under(SCHEMA_ERROR);
    let is = |name| has_text(credential, "type", name);
    if !is("OpenBadgeCredential") && !is("AchievementCredential") {
        faults.add(&At::Root.member("type"), Wrong::Missing);
    }
    members(credential, &CREDENTIAL, &At::Root, &mut faults);
    if let Some(Value::Object(subject)) = credential.get("credentialSubject") {
        let at = At::Root.member("credentialSubject");
        if !subject.contains_key("id") && !subject.contains_key("identifier") {
            faults.add(&at.member("id"), Wrong::Missing);
        }
        results::check(subject, &at, &mut faults);
    }
    faults.list
}

fn object(value: &Value, class: &Class, at: &At<'_>, faults: &mut Faults) {
    let Value::Object(object) = value else {
        return faults.add(at, Wrong::Type);
    };
    if !class.name.is_empty() && !has_text(object, "type", class.name) {
        let wrong = if object.contains_key("type") {
            Wrong::Value
        } else {
            Wrong::Missing
        };
        faults.add(&at.member("type"), wrong);
    }
    members(object, class, at, faults);
}

fn members(object: &Map<String, Value>, class: &Class, at: &At<'_>, faults: &mut Faults) {
    // One pass over what is there, rather than a search for each of what may be.
    let mut there: Vec<Option<&Value>> = vec![None; class.members.len()];
    let mut extra: Vec<&str> = Vec::new();
    for (name, value) in object {
        let place = class.members.iter().position(|member| member.name == name);
        match place.and_then(|place| there.get_mut(place)) {
            Some(place) => *place = Some(value),
            None if class.open || name == "type" => {}
            None => extra.push(name),
        }
    }
    for (member, value) in class.members.iter().zip(there) {
        let at = at.member(member.name);
        match value {
            None if member.required => faults.add(&at, Wrong::Missing),
            None => {}
            Some(value) if member.many => each(value, &at, |value, at| holds(value, member, at, faults)),
            Some(value) => holds(value, member, &at, faults),
        }
    }
    for name in extra {
        faults.add(&at.member(name), Wrong::Extra);
    }
}

fn holds(value: &Value, member: &Member, at: &At<'_>, faults: &mut Faults) {
    let of_text = |is_right: &dyn Fn(&str) -> bool, otherwise: Wrong| match value.as_str() {
        Some(text) if is_right(text) => None,
        Some(_) => Some(otherwise),
        None => Some(Wrong::Type),
    };
    let wrong = match member.holds {
        Holds::Of(class) => return object(value, class, at, faults),
        Holds::ProfileOrUrl if value.is_object() => return object(value, PROFILE_CLASS, at, faults),
        Holds::Url | Holds::ProfileOrUrl => of_text(&is_url, Wrong::Url),
        Holds::Text => (!value.is_string()).then_some(Wrong::Type),
        Holds::Instant => of_text(&|text| Timestamp::parse_lenient(text).is_some(), Wrong::Date),
        Holds::Language => of_text(&is_language, Wrong::Value),
        Holds::Word(words) => of_text(&|text| words.contains(&text), Wrong::Value),
        Holds::OpenWord(words) => of_text(&|text| words.contains(&text) || is_extension(text), Wrong::Value),
        Holds::Flag => (!value.is_boolean()).then_some(Wrong::Type),
        Holds::Number => (!value.is_number()).then_some(Wrong::Type),
    };
    if let Some(wrong) = wrong {
        faults.add(at, wrong);
    }
}

/// A language tag: language, script, region (`fr`, `sr-Latn`, `fr-CA`).
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let language = parts
        .next()
        .is_some_and(|part| (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()));
    let is_script = |part: &str| {
        part.len() == 4
            && part.starts_with(|b: char| b.is_ascii_uppercase())
            && part.bytes().skip(1).all(|b| b.is_ascii_lowercase())
    };
    let is_region = |part: &str| {
        part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase())
            || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
    };
    if parts.peek().is_some_and(|part| is_script(part)) {
        parts.next();
    }
    if parts.peek().is_some_and(|part| is_region(part)) {
        parts.next();
    }
    language && parts.next().is_none()
}
