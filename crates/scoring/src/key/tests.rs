//! Marks of each rule, by worked cases.

use super::*;

fn key(rule: &str) -> Key {
    Key::read(format!(r#"{{"format": "jalon/item-key@1", "id": "x", "rationale": {{}}, "rule": {rule}}}"#).as_bytes())
        .unwrap()
}

fn chosen(ids: &[&str]) -> Response {
    Response::Choice {
        chosen: ids.iter().map(|id| OptionId::parse(id).unwrap()).collect(),
    }
}

#[test]
fn a_choice_is_marked_whole_or_in_part() {
    let whole = key(r#"{"type": "choice", "correct": ["a", "c"], "mark": "all-or-nothing", "feedback": {}}"#);
    assert_eq!(whole.credit(&chosen(&["a", "c"])), Credit::Share { k: 1, n: 1 });
    assert_eq!(whole.credit(&chosen(&["a"])), Credit::Share { k: 0, n: 1 });
    let part = key(r#"{"type": "choice", "correct": ["a", "c"], "mark": "partial", "feedback": {}}"#);
    for (ids, k) in [
        (&["a", "c"][..], 2),
        (&["a"], 1),
        (&["a", "b"], 0),
        (&["b"], 0),
        (&["a", "b", "c"], 1),
    ] {
        assert_eq!(part.credit(&chosen(ids)), Credit::Share { k, n: 2 }, "{ids:?}");
    }
}

#[test]
fn a_number_is_right_within_its_tolerance() {
    let key = key(r#"{"type": "numeric-entry", "correct": "12.5", "tolerance": "0.01"}"#);
    for (value, k) in [("12.5", 1), ("12.51", 1), ("12.49", 1), ("12.511", 0), ("-12.5", 0)] {
        assert_eq!(
            key.credit(&Response::Number { value: value.into() }),
            Credit::Share { k, n: 1 },
            "{value}"
        );
    }
}

#[test]
fn words_are_compared_as_declared() {
    let key = key(
        r#"{"type": "text-entry", "accept": ["Éthylotest anti-démarrage"], "normalise": ["case", "accents", "spaces"]}"#,
    );
    for (value, k) in [
        ("ethylotest  Anti-demarrage ", 1),
        ("E\u{301}thylotest anti-de\u{301}marrage", 1),
        ("éthylotest", 0),
    ] {
        assert_eq!(
            key.credit(&Response::Text { value: value.into() }),
            Credit::Share { k, n: 1 },
            "{value}"
        );
    }
    assert_eq!(normalised("Œuf", &[Normalise::Case, Normalise::Accents]), "oeuf");
    assert_eq!(key.credit(&Response::Empty), Credit::Share { k: 0, n: 1 });
}

fn share(key: &Key, response: &str) -> (i64, i64) {
    match key.credit(&serde_json::from_str(response).unwrap()) {
        Credit::Share { k, n } => (k, n),
        Credit::NeedsMark => panic!("a rule marks it"),
    }
}

#[test]
fn guessing_earns_nothing_on_average() {
    // Four options, one right: 1 − 3 × 1/3 = 0.
    let one = key(r#"{"type": "choice", "correct": ["b"], "mark": "guess-corrected", "feedback": {}, "options": 4}"#);
    let marks: Vec<_> = ["a", "b", "c", "d"].map(|id| one.credit(&chosen(&[id]))).to_vec();
    assert_eq!(marks[1], Credit::Share { k: 3, n: 3 });
    for wrong in [0, 2, 3] {
        assert_eq!(marks[wrong], Credit::Share { k: -1, n: 3 });
    }
    // Five options, two right: every subset of two, each as likely, sums to 0.
    let two =
        key(r#"{"type": "choice", "correct": ["a", "b"], "mark": "guess-corrected", "feedback": {}, "options": 5}"#);
    let mut sum = 0;
    let all = ["a", "b", "c", "d", "e"];
    for (place, first) in all.iter().enumerate() {
        for second in &all[place + 1..] {
            let Credit::Share { k, n: 6 } = two.credit(&chosen(&[first, second])) else {
                panic!("2 × 3 shares");
            };
            sum += k;
        }
    }
    assert_eq!(sum, 0);
    assert_eq!(two.credit(&chosen(&["a", "b"])), Credit::Share { k: 6, n: 6 });
    assert_eq!(two.credit(&chosen(&["d", "e"])), Credit::Share { k: -4, n: 6 });
}

#[test]
fn slips_are_forgiven_where_the_key_says_so() {
    let key = key(r#"{"type": "text-entry", "accept": ["éthylotest"], "normalise": ["case"], "edits": 1}"#);
    for (value, k) in [
        ("Éthylotets", 1),
        ("éthylotes", 1),
        ("ethylotest", 1),
        ("ethylotes", 0),
        ("", 0),
    ] {
        assert_eq!(
            share(&key, &format!(r#"{{"type": "text", "value": "{value}"}}"#)),
            (k, 1),
            "{value}"
        );
    }
}

#[test]
fn an_order_is_marked_by_places_or_by_neighbours() {
    let with = |mark: &str| {
        key(&format!(
            r#"{{"type": "order", "correct": ["a", "b", "c", "d"], "mark": "{mark}"}}"#
        ))
    };
    for (given, whole, places, neighbours) in [
        (r#"["a", "b", "c", "d"]"#, 1, 4, 3),
        (r#"["b", "c", "d", "a"]"#, 0, 0, 2),
        (r#"["a", "c", "b", "d"]"#, 0, 2, 0),
        (r#"["d", "c", "b", "a"]"#, 0, 0, 0),
    ] {
        let response = format!(r#"{{"type": "order", "ids": {given}}}"#);
        assert_eq!(share(&with("all-or-nothing"), &response), (whole, 1), "{given}");
        assert_eq!(share(&with("places"), &response), (places, 4), "{given}");
        assert_eq!(share(&with("neighbours"), &response), (neighbours, 3), "{given}");
    }
}

#[test]
fn pairs_of_the_qti_example() {
    // QTI 3.0 implementation guide, match interaction "Characters and Plays": Capulet, Demetrius, Lysander and Prospero with their plays.
    let correct = r#"["c r", "d m", "l m", "p t"]"#;
    let with = |mark: &str| {
        key(&format!(
            r#"{{"type": "pairs", "correct": {correct}, "mark": "{mark}"}}"#
        ))
    };
    for (given, whole, part) in [
        (correct, 1, 4),
        (r#"["c r", "d m"]"#, 0, 2),
        (r#"["c r", "d t"]"#, 0, 0),
        (r#"["c m", "d r"]"#, 0, 0),
        (r#"["c r", "d m", "l m", "p m"]"#, 0, 2),
    ] {
        let response = format!(r#"{{"type": "pairs", "pairs": {given}}}"#);
        assert_eq!(share(&with("all-or-nothing"), &response), (whole, 1), "{given}");
        assert_eq!(share(&with("partial"), &response), (part, 4), "{given}");
    }
}

#[test]
fn a_quantity_is_right_in_any_of_its_units() {
    let rule = |more: &str| {
        key(&format!(
            r#"{{"type": "quantity", "correct": "90", "unit": "min", {more}, "units": {{"min": [1, 1], "h": [60, 1], "s": [1, 60]}}}}"#
        ))
    };
    let exact = rule(r#""tolerance": "0""#);
    let given = |value: &str, unit: &str| format!(r#"{{"type": "quantity", "value": "{value}", "unit": "{unit}"}}"#);
    for (value, unit, k) in [
        ("90", "min", 1),
        ("1.5", "h", 1),
        ("5400", "s", 1),
        ("5401", "s", 0),
        ("90", "h", 0),
        ("90", "km", 0),
        ("-90", "min", 0),
    ] {
        assert_eq!(share(&exact, &given(value, unit)), (k, 1), "{value} {unit}");
    }
    // A third of a minute is 20 s exactly: nothing is rounded on the way.
    let near = rule(r#""tolerance": "0.333333""#);
    assert_eq!(share(&near, &given("5419", "s")), (1, 1));
    assert_eq!(share(&near, &given("5420", "s")), (0, 1));
    let share_of_it = rule(r#""tolerance": "0.1", "relative": true"#);
    for (value, k) in [("99", 1), ("81", 1), ("99.000001", 0), ("80.999999", 0)] {
        assert_eq!(share(&share_of_it, &given(value, "min")), (k, 1), "{value}");
    }
    // Far beyond what 128 bits hold: not right, and no fall.
    let great = r#"{"type": "quantity", "correct": "999999999999", "unit": "a", "tolerance": "999999999999", "relative": true,
        "units": {"a": [9007199254740991, 9007199254740991]}}"#;
    assert_eq!(share(&key(great), &given("999999999999", "a")), (0, 1));
}

#[test]
fn fields_are_marked_each_or_together() {
    let fields = r#""fields": {"a": {"type": "numeric-entry", "correct": "3", "tolerance": "0"},
        "b": {"type": "choice", "correct": ["x", "y"], "mark": "partial", "feedback": {}}}"#;
    let with = |mark: &str| key(&format!(r#"{{"type": "composite", {fields}, "mark": "{mark}"}}"#));
    let (each, whole) = (with("each"), with("all-or-nothing"));
    let three = r#""a": {"type": "number", "value": "3"}"#;
    let half = r#""b": {"type": "choice", "chosen": ["x"]}"#;
    let both = r#""b": {"type": "choice", "chosen": ["x", "y"]}"#;
    let given = |values: &[&str]| format!(r#"{{"type": "fields", "values": {{{}}}}}"#, values.join(","));
    for (values, part, all) in [
        (vec![three, both], (4, 4), 1),
        (vec![three, half], (3, 4), 0),
        (vec![half], (1, 4), 0),
        (vec![three], (1, 2), 0),
    ] {
        assert_eq!(share(&each, &given(&values)), part, "{values:?}");
        assert_eq!(share(&whole, &given(&values)), (all, 1), "{values:?}");
    }
    // "Name two documents": the same one twice counts once, and a word of two groups is put where it helps.
    let two = key(
        r#"{"type": "composite", "fields": {}, "mark": "each", "together": {"fields": ["a", "b"], "normalise": ["case"],
        "groups": [["carte", "papier"], ["permis", "papier"], ["assurance"]]}}"#,
    );
    for (one, other, k) in [
        ("carte", "permis", 2),
        ("Permis", "carte", 2),
        ("carte", "carte", 1),
        ("papier", "carte", 2),
        ("papier", "permis", 2),
        ("papier", "papier", 2),
        ("rien", "assurance", 1),
        ("rien", "rien", 0),
    ] {
        let text = |id: &str, value: &str| format!(r#""{id}": {{"type": "text", "value": "{value}"}}"#);
        assert_eq!(
            share(&two, &given(&[&text("a", one), &text("b", other)])),
            (k, 2),
            "{one}, {other}"
        );
    }
}

#[test]
fn mapped_points_stay_within_their_bounds() {
    // QTI 3.0 implementation guide, "Composition of Water": H 1, O 1, Cl −1, default −2, lower bound 0, upper bound 2.
    let water = r#""correct": ["h", "o"], "entries": {"h": "1", "o": "1", "cl": "-1"}, "default-value": "-2", "upper-bound": "2""#;
    let bounded = key(&format!(r#"{{"type": "map-response", {water}}}"#));
    let open = key(&format!(r#"{{"type": "map-response", {water}, "lower-bound": "-2"}}"#));
    for (ids, within, below) in [
        (&["h", "o"][..], 2000, 2000),
        (&["h"], 1000, 1000),
        (&["h", "o", "cl"], 1000, 1000),
        (&["cl"], 0, -1000),
        (&["cl", "he"], 0, -2000),
    ] {
        assert_eq!(
            bounded.credit(&chosen(ids)),
            Credit::Share { k: within, n: 2000 },
            "{ids:?}"
        );
        assert_eq!(
            open.credit(&chosen(ids)),
            Credit::Share { k: below, n: 2000 },
            "{ids:?}"
        );
    }
    // The same guide, "Characters and Plays": mapped pairs, upper bound 3.
    let plays = key(
        r#"{"type": "map-response", "correct": ["c r", "d m", "l m", "p t"], "entries": {"c r": "1", "d m": "0.5", "l m": "0.5", "p t": "1"},
        "upper-bound": "3"}"#,
    );
    assert_eq!(
        share(&plays, r#"{"type": "pairs", "pairs": ["c r", "d m", "p m"]}"#),
        (1500, 3000)
    );
    assert_eq!(share(&plays, r#"{"type": "text", "value": "c r"}"#), (0, 1));
}
