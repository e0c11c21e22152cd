//! What stands in braces: the values of a draw, and why some have none.

use jalon_base::Slug;
use jalon_protocol::template::{NoFill, Template, Values};

fn of<'a>(values: &[(&'a str, &'a str)]) -> Values<'a> {
    Values::of(values.to_vec())
}

#[test]
fn braces_take_their_values() {
    let values = of(&[("a", "12.5"), ("ab", "4"), ("who", "Awa")]);
    for (text, fr, en) in [
        ("{=who} a {=a} €", "Awa a 12,5 €", "Awa a 12.5 €"),
        ("{=a × ab}{=ab}", "504", "504"),
        ("{=ab÷3|2}", "1,33", "1.33"),
        ("{= (a + ab) × 2 }", "33", "33"),
        ("{=ab − a}", "-8,5", "-8.5"),
        ("{=2 × ab}", "8", "8"),
        ("{a} reste, {", "{a} reste, {", "{a} reste, {"),
    ] {
        assert_eq!(values.fill(text, Some("fr")).as_deref(), Ok(fr), "{text}");
        assert_eq!(values.fill(text, Some("en")).as_deref(), Ok(en), "{text}");
        assert_eq!(values.fill(text, None).as_deref(), Ok(en), "{text}");
    }
}

#[test]
fn what_has_no_value_says_why() {
    let values = of(&[("a", "3"), ("b", "3"), ("who", "Awa")]);
    let no = |text: &str| values.fill(text, None).unwrap_err();
    for text in ["{=a", "{=}", "{=a +}", "{=a | 7}", "{=a | x}", "{=a b}"] {
        assert_eq!(no(text), NoFill::Form, "{text}");
    }
    let name = |name: &str| name.to_owned();
    assert_eq!(no("{=c + 1}"), NoFill::Unknown { name: name("c") });
    assert_eq!(no("{=c}"), NoFill::Unknown { name: name("c") });
    assert_eq!(no("{=who + 1}"), NoFill::NotANumber { name: name("who") });
    assert_eq!(no("{=1 ÷ (a − b)}"), NoFill::Division);
    assert_eq!(no("{=a ÷ 7}"), NoFill::Inexact);
    assert_eq!(no("{=99999999999 × 99999999999}"), NoFill::TooLarge);
}

#[test]
fn a_draw_is_places_after_those_of_the_lists() {
    let slug = |name: &str| Slug::parse(name).unwrap();
    let values = |of: &[&str]| of.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let template: Template = [
        (slug("n"), values(&["1", "2", "3"])),
        (slug("who"), values(&["Awa", "Léo"])),
    ]
    .into_iter()
    .collect();
    let drawn = Values::drawn(&template, &[1, 0, 2, 1]).unwrap();
    assert_eq!(drawn.said(), "n = 3, who = Léo");
    assert_eq!(Values::drawn(&template, &[0]), None);
    assert_eq!(Values::drawn(&template, &[3, 0]), None);
}

#[test]
fn a_language_is_found_above_its_texts() {
    let values = of(&[("a", "1.5")]);
    let document = serde_json::json!({"prompt": {"fr": [{"p": ["{=a}"]}], "en": [{"p": ["{=a}"]}]}, "correct": "{=a}", "n": [1, null]});
    let filled = serde_json::json!({"prompt": {"fr": [{"p": ["1,5"]}], "en": [{"p": ["1.5"]}]}, "correct": "1.5", "n": [1, null]});
    assert_eq!(values.fill_all(&document, None), Ok(filled));
}
