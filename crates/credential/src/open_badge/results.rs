//! What results refer to: descriptions, levels, scales and what is required.

use crate::shape::{At, Faults, Wrong, each};
use jalon_base::json::{Places, Value};
use serde_json::Map;
use std::cmp::Ordering;

/// Code of a result that is below what its achievement requires.
const BELOW: &str = "RESULT_BELOW_REQUIRED";

type Object = Map<String, Value>;

/// Checks the results of a subject against the descriptions of its achievement.
pub(super) fn check(subject: &Object, at: &At<'_>, faults: &mut Faults) {
    let (mut descriptions, mut by_id): (Vec<&Object>, _) = (Vec::new(), Places::default());
    if let Some(Value::Object(achievement)) = subject.get("achievement") {
        let at = at.member("achievement");
        objects(achievement, "resultDescription", &at, |description, at| {
            if let Some(id) = text(description, "id")
                && !by_id.add(id, descriptions.len())
            {
                faults.add(&at.member("id"), Wrong::Twice);
            }
            descriptions.push(description);
            levels(description, at, faults);
        });
    }
    objects(subject, "result", at, |result, at| {
        match text(result, "resultDescription") {
            Some(named) => match by_id.of(named).and_then(|place| descriptions.get(place)) {
                Some(description) => against(result, description, at, faults),
                None => faults.add(&at.member("resultDescription"), Wrong::Dangling),
            },
            None if result.contains_key("achievedLevel") => faults.add(&at.member("achievedLevel"), Wrong::Dangling),
            None => {}
        }
    });
}

/// The levels of a description have ids of their own, and what is required is one of them.
fn levels(description: &Object, at: &At<'_>, faults: &mut Faults) {
    let mut ids = Places::default();
    objects(description, "rubricCriterionLevel", at, |level, at| {
        if let Some(id) = text(level, "id")
            && !ids.add(id, 0)
        {
            faults.add(&at.member("id"), Wrong::Twice);
        }
    });
    if text(description, "requiredLevel").is_some_and(|level| ids.of(level).is_none()) {
        faults.add(&at.member("requiredLevel"), Wrong::Dangling);
    }
}

/// One result against its description.
fn against(result: &Object, description: &Object, at: &At<'_>, faults: &mut Faults) {
    let level = |id: &str| {
        let mut levels = list(description, "rubricCriterionLevel")
            .iter()
            .filter_map(Value::as_object);
        levels.find(|level| text(level, "id") == Some(id))
    };
    if let Some(achieved) = text(result, "achievedLevel") {
        let at = at.member("achievedLevel");
        let required = text(description, "requiredLevel").and_then(level);
        match (level(achieved), required) {
            (None, _) => faults.add(&at, Wrong::Dangling),
            // Levels come in any order; only points say which is higher.
            (Some(achieved), Some(required)) => {
                let points = text(achieved, "points").zip(text(required, "points"));
                if points.and_then(|(a, b)| compare_decimals(a, b)) == Some(Ordering::Less) {
                    faults.add_as(BELOW, &at, Wrong::Value);
                }
            }
            _ => {}
        }
    }
    if text(description, "resultType") == Some("Status") && !result.contains_key("status") {
        faults.add(&at.member("status"), Wrong::Missing);
    }
    let Some(value) = text(result, "value") else { return };
    let at = at.member("value");
    let allowed = list(description, "allowedValue");
    let rank = |value: &str| allowed.iter().position(|allowed| allowed.as_str() == Some(value));
    if !allowed.is_empty() && rank(value).is_none() {
        faults.add(&at, Wrong::Value);
    }
    // Allowed values go from low to high; without them, decimal numbers compare as numbers.
    let compare = |a: &str, b: &str| match (rank(a), rank(b)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => compare_decimals(a, b),
    };
    let is =
        |limit: &str, ordering| text(description, limit).is_some_and(|limit| compare(value, limit) == Some(ordering));
    if is("valueMin", Ordering::Less) || is("valueMax", Ordering::Greater) {
        faults.add(&at, Wrong::Value);
    }
    if is("requiredValue", Ordering::Less) {
        faults.add_as(BELOW, &at, Wrong::Value);
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

/// The values of a member that is one value or a list of them.
fn list<'a>(object: &'a Object, name: &str) -> &'a [Value] {
    match object.get(name) {
        Some(Value::Array(values)) => values,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

/// Visits the objects of a member that is one object or a list of them.
fn objects<'a>(object: &'a Object, name: &str, at: &At<'_>, mut visit: impl FnMut(&'a Object, &At<'_>)) {
    if let Some(value) = object.get(name) {
        each(value, &at.member(name), |value, at| {
            if let Value::Object(object) = value {
                visit(object, at);
            }
        });
    }
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
