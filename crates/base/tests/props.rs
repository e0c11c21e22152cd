//! Properties of what every document is made of.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests are free of these rules"
)]

use jalon_base::encoding::{base32, base64url, hex, unbase32, unbase64url, unhex};
use jalon_base::json::{self, Limits, Numbers, Value};
use jalon_base::{Fraction, Micro, Points, Slug, Timestamp, jcs};
use proptest::prelude::*;
use serde_json::json;

/// Any value that a document of ours may hold.
fn value() -> impl Strategy<Value = Value> {
    let safe = -9_007_199_254_740_991_i64..=9_007_199_254_740_991;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        safe.prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn the_canonical_form_comes_back_and_is_its_own(value in value()) {
        let canonical = jcs::value_to_vec(&value);
        prop_assert_eq!(&json::parse(&canonical, Limits::DOCUMENT).unwrap(), &value);
        // However it was spelled, the form is one.
        let spelled = serde_json::to_string_pretty(&value).unwrap();
        let read = json::parse(spelled.as_bytes(), Limits::DOCUMENT).unwrap();
        prop_assert_eq!(jcs::value_to_vec(&read), canonical);
    }

    #[test]
    fn the_scanner_accepts_only_what_a_common_reader_accepts(text in any::<Vec<u8>>()) {
        let limits = Limits { numbers: Numbers::Finite, ..Limits::FOREIGN };
        if json::check(&text, limits).is_ok() {
            prop_assert!(serde_json::from_slice::<Value>(&text).is_ok());
        }
    }

    #[test]
    fn a_doubled_member_is_found_wherever_it_is(value in value(), name in "[a-z]{1,3}", pretty in any::<bool>()) {
        let inner = if pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
        let name = json!(name).to_string();
        let text = format!("[{inner}, {{{name}: {inner}, \"other-name\": 1, {name}: 2}}]");
        let fault = json::check(text.as_bytes(), Limits::DOCUMENT).unwrap_err();
        prop_assert_eq!(fault.fault.code(), "json/duplicate-member");
        prop_assert_eq!(fault.at.offset, text.rfind(&format!("{name}: 2")).unwrap());
    }

    #[test]
    fn every_pointer_leads_to_its_value(value in value()) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        let mut pointers = Vec::new();
        all_pointers(&value, &mut String::new(), &mut pointers);
        let sought: Vec<&str> = pointers.iter().map(String::as_str).collect();
        let places = json::locate_all(text.as_bytes(), &sought);
        prop_assert_eq!(places.len(), pointers.len());
        for (pointer, found) in pointers.iter().zip(places) {
            let place = json::locate(text.as_bytes(), pointer).unwrap();
            prop_assert_eq!(found, Some(place));
            let rest = text.get(place.offset..).unwrap();
            let first: Value = serde_json::Deserializer::from_str(rest).into_iter().next().unwrap().unwrap();
            prop_assert_eq!(Some(&first), value.pointer(pointer));
        }
    }

    #[test]
    fn encodings_come_back_and_have_one_spelling(bytes in any::<Vec<u8>>(), text in "[a-zA-Z0-9_=+/-]{0,12}") {
        prop_assert_eq!(unhex(&hex(&bytes)), Some(bytes.clone()));
        prop_assert_eq!(unbase32(&base32(&bytes)), Some(bytes.clone()));
        prop_assert_eq!(unbase64url(&base64url(&bytes)), Some(bytes.clone()));
        prop_assert!(unhex(&text).is_none_or(|read| hex(&read) == text));
        prop_assert!(unbase32(&text).is_none_or(|read| base32(&read) == text));
        prop_assert!(unbase64url(&text).is_none_or(|read| base64url(&read) == text));
    }

    #[test]
    fn quantities_have_one_spelling(n in -1_000_000_000_000_i64..1_000_000_000_000, text in "-?[0-9]{1,4}(\\.[0-9]{1,7})?") {
        let points = Points::from_thousandths(n);
        prop_assert_eq!(Points::parse(&points.to_string()), Some(points));
        let micro = Micro::from_millionths(n);
        prop_assert_eq!(Micro::parse(&micro.to_string()), Some(micro));
        prop_assert!(Points::parse(&text).is_none_or(|read| read.to_string() == text));
        prop_assert!(Micro::parse(&text).is_none_or(|read| read.to_string() == text));
    }

    #[test]
    fn shares_are_floored_and_add_up_to_no_more(points in 0_i64..1_000_000, k in 0_i64..50, n in 1_i64..50) {
        let whole = Points::from_thousandths(points);
        let (share, rest) = (whole.share(k, n), whole.share(n - k, n));
        prop_assert!(share + rest <= whole && whole.thousandths() - (share + rest).thousandths() <= 1);
        prop_assert!(whole.share(k, n) <= whole.share(k + 1, n));
        prop_assert_eq!(whole.share(n, n), whole);
    }

    #[test]
    fn fractions_compare_exactly(a in any::<i64>(), b in 1_i64.., c in any::<i64>(), d in 1_i64..) {
        let (one, two) = (Fraction::new(a, b).unwrap(), Fraction::new(c, d).unwrap());
        let exact = (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        prop_assert_eq!(one.cmp(&two), exact);
        prop_assert!(Fraction::new(a, 0).is_none() && Fraction::new(a, -b).is_none());
    }

    #[test]
    fn more_time_is_never_less(value in 0_i64..100_000, over in 1_i64..20, under in 1_i64..20) {
        let scaled = Fraction::new(over, under).unwrap().scale_up(value);
        prop_assert!(scaled * under >= value * over && (scaled - 1) * under < value * over);
    }

    #[test]
    fn instants_come_back(seconds in -62_135_596_800_i64..=253_402_300_799, text in "[0-9TZ:+.-]{1,26}") {
        let instant = Timestamp::from_unix(seconds).unwrap();
        prop_assert_eq!(Timestamp::parse(&instant.to_string()), Some(instant));
        prop_assert!(Timestamp::parse(&text).is_none_or(|read| read.to_string() == text));
        let _never_falls = Timestamp::parse_lenient(&text);
    }

    #[test]
    fn ids_are_what_file_names_can_be(text in any::<String>()) {
        if let Some(slug) = Slug::parse(&text) {
            prop_assert!(slug.as_str().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert_eq!(slug.as_str(), text);
        }
    }
}

fn all_pointers(value: &Value, at: &mut String, out: &mut Vec<String>) {
    out.push(at.clone());
    let mut inside = |step: String, value: &Value| {
        let length = at.len();
        at.push_str(&step);
        all_pointers(value, at, out);
        at.truncate(length);
    };
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| inside(json::pointer_step(name), value)),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .for_each(|(place, value)| inside(format!("/{place}"), value)),
        _ => {}
    }
}
