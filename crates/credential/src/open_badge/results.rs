//! What results refer to: descriptions, levels, scales and what is required.

use super::check::SCHEMA_ERROR;
use crate::shape::{Faults, Wrong, each, texts};
use jalon_base::json::Value;
use serde_json::Map;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Code of a result that is below what its achievement requires.
const BELOW: &str = "RESULT_BELOW_REQUIRED";

type Object = Map<String, Value>;

/// Checks the results of a subject against the descriptions of its achievement.
pub(super) fn check(subject: &Object, pointer: &str, faults: &mut Faults) {
    let achievement = subject.get("achievement").and_then(Value::as_object);
    let descriptions = objects(
        achievement,
        "resultDescription",
        &format!("{pointer}/achievement/resultDescription"),
    );
    let mut by_id: BTreeMap<&str, &Object> = BTreeMap::new();
    for (description, pointer) in &descriptions {
        if let Some(id) = text(description, "id")
            && by_id.insert(id, description).is_some()
        {
            faults.add(format!("{pointer}/id"), Wrong::Twice);
        }
        let mut levels = BTreeSet::new();
        for (level, pointer) in objects(
            Some(description),
            "rubricCriterionLevel",
            &format!("{pointer}/rubricCriterionLevel"),
        ) {
            if let Some(id) = text(level, "id")
                && !levels.insert(id)
            {
                faults.add(format!("{pointer}/id"), Wrong::Twice);
            }
        }
        if text(description, "requiredLevel").is_some_and(|level| !levels.contains(level)) {
            faults.add(format!("{pointer}/requiredLevel"), Wrong::Dangling);
        }
    }
    for (result, pointer) in objects(Some(subject), "result", &format!("{pointer}/result")) {
        let named = text(result, "resultDescription");
        let description = named.and_then(|named| by_id.get(named).copied());
        match (named, description) {
            (Some(_), None) => faults.add(format!("{pointer}/resultDescription"), Wrong::Dangling),
            (None, _) if result.contains_key("achievedLevel") => {
                faults.add(format!("{pointer}/achievedLevel"), Wrong::Dangling);
            }
            (_, Some(description)) => against(result, description, &pointer, faults),
            (None, None) => {}
        }
    }
}

/// One result against its description.
fn against(result: &Object, description: &Object, pointer: &str, faults: &mut Faults) {
    let levels = match description.get("rubricCriterionLevel") {
        Some(Value::Array(levels)) => levels.as_slice(),
        Some(level) => std::slice::from_ref(level),
        None => &[],
    };
    let level = |id: &str| {
        let mut levels = levels.iter().filter_map(Value::as_object);
        levels.find(|level| text(level, "id") == Some(id))
    };
    if let Some(achieved) = text(result, "achievedLevel") {
        let required = text(description, "requiredLevel").and_then(level);
        match (level(achieved), required) {
            (None, _) => faults.add(format!("{pointer}/achievedLevel"), Wrong::Dangling),
            // Levels come in any order; only points say which is higher.
            (Some(achieved), Some(required)) => {
                let points = text(achieved, "points").zip(text(required, "points"));
                if points.and_then(|(a, b)| compare_decimals(a, b)) == Some(Ordering::Less) {
                    faults.add_as(BELOW, format!("{pointer}/achievedLevel"), Wrong::Value);
                }
            }
            _ => {}
        }
    }
    if text(description, "resultType") == Some("Status") && !result.contains_key("status") {
        faults.add(format!("{pointer}/status"), Wrong::Missing);
    }
    let Some(value) = text(result, "value") else { return };
    let allowed = texts(description, "allowedValue");
    if !allowed.is_empty() && !allowed.contains(&value) {
        faults.add(format!("{pointer}/value"), Wrong::Value);
    }
    // Allowed values go from low to high; without them, decimal numbers compare as numbers.
    let compare = |a: &str, b: &str| {
        let rank = |value: &str| allowed.iter().position(|allowed| *allowed == value);
        match (rank(a), rank(b)) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => compare_decimals(a, b),
        }
    };
    let is =
        |limit: &str, ordering| text(description, limit).is_some_and(|limit| compare(value, limit) == Some(ordering));
    if is("valueMin", Ordering::Less) || is("valueMax", Ordering::Greater) {
        faults.add_as(SCHEMA_ERROR, format!("{pointer}/value"), Wrong::Value);
    }
    if is("requiredValue", Ordering::Less) {
        faults.add_as(BELOW, format!("{pointer}/value"), Wrong::Value);
    }
}

/// Compares two decimal numbers written as texts, exactly; none when one is not such a number.
fn compare_decimals(a: &str, b: &str) -> Option<Ordering> {
    let (a_negative, a_whole, a_part) = decimal(a)?;
    let (b_negative, b_whole, b_part) = decimal(b)?;
    let size = a_whole
        .len()
        .cmp(&b_whole.len())
        .then_with(|| a_whole.cmp(b_whole))
        .then_with(|| a_part.cmp(b_part));
    Some(match (a_negative, b_negative) {
        (false, false) => size,
        (true, true) => size.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// Sign, whole part without leading zeros, decimals without trailing zeros.
fn decimal(text: &str) -> Option<(bool, &str, &str)> {
    let (negative, size) = match text.strip_prefix('-') {
        Some(size) => (true, size),
        None => (false, text),
    };
    let (whole, part) = size.split_once('.').unwrap_or((size, ""));
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || size.ends_with('.') {
        return None;
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    Some((negative && !(whole.is_empty() && part.is_empty()), whole, part))
}

fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}

/// The objects of a member that is one object or a list of them, with their pointers.
fn objects<'a>(object: Option<&'a Object>, name: &str, pointer: &str) -> Vec<(&'a Object, String)> {
    let Some(value) = object.and_then(|object| object.get(name)) else {
        return Vec::new();
    };
    each(value, pointer)
        .into_iter()
        .filter_map(|(value, pointer)| value.as_object().map(|object| (object, pointer)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_compare_exactly() {
        use Ordering::{Equal, Greater, Less};
        for (a, b, expected) in [
            ("10", "9.5", Some(Greater)),
            ("0.50", ".5", None),
            ("0.50", "0.5", Some(Equal)),
            ("-1", "0", Some(Less)),
            ("-0", "0.0", Some(Equal)),
            ("-2", "-1.5", Some(Less)),
            ("007", "7", Some(Equal)),
            ("12345678901234567890.1", "12345678901234567890.2", Some(Less)),
            ("1e3", "2", None),
            ("A", "B", None),
            ("1.", "1", None),
        ] {
            assert_eq!(compare_decimals(a, b), expected, "{a} {b}");
        }
    }
}
