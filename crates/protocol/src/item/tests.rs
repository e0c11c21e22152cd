//! Which responses each kind of interaction admits, by worked cases.

use super::*;

#[test]
fn a_choice_admits_its_options_only() {
    let interaction: Interaction = serde_json::from_str(
        r#"{"type": "choice", "max-choices": 2, "shuffle": true, "options": [{"id": "a", "text": {}}, {"id": "b", "text": {}}, {"id": "c", "text": {}}]}"#,
    )
    .unwrap();
    let choose = |ids: &[&str]| {
        interaction.admits(&Response::Choice {
            chosen: ids.iter().map(|id| OptionId::parse(id).unwrap()).collect(),
        })
    };
    assert_eq!(choose(&["a", "c"]), Ok(()));
    assert_eq!(choose(&["c", "a"]), Err(NotAdmitted::Order));
    assert_eq!(choose(&["a", "a"]), Err(NotAdmitted::Order));
    assert_eq!(choose(&["d"]), Err(NotAdmitted::UnknownOption));
    assert_eq!(choose(&[]), Err(NotAdmitted::Count));
    assert_eq!(choose(&["a", "b", "c"]), Err(NotAdmitted::Count));
    assert_eq!(interaction.admits(&Response::Empty), Ok(()));
    assert_eq!(
        interaction.admits(&Response::Text { value: "a".into() }),
        Err(NotAdmitted::Kind)
    );
}

fn ids(ids: &[&str]) -> Vec<OptionId> {
    ids.iter().map(|id| OptionId::parse(id).unwrap()).collect()
}

fn pairs(pairs: &[&str]) -> Response {
    Response::Pairs {
        pairs: pairs.iter().map(|pair| Pair::parse(pair).unwrap()).collect(),
    }
}

fn shown(json: &str) -> Interaction {
    let interaction: Interaction = serde_json::from_str(json).unwrap();
    let again: Interaction = serde_json::from_str(&serde_json::to_string(&interaction).unwrap()).unwrap();
    assert_eq!(again, interaction, "written as it is read");
    interaction
}

const ABC: &str = r#"[{"id": "a", "text": {}}, {"id": "b", "text": {}}, {"id": "c", "text": {}}]"#;

#[test]
fn an_order_has_every_option_once() {
    let order = shown(&format!(r#"{{"type": "order", "options": {ABC}}}"#));
    let give = |given: &[&str]| order.admits(&Response::Order { ids: ids(given) });
    assert_eq!(give(&["c", "a", "b"]), Ok(()));
    assert_eq!(give(&["c", "a"]), Err(NotAdmitted::Count));
    assert_eq!(give(&["c", "a", "a"]), Err(NotAdmitted::Order));
    assert_eq!(give(&["c", "a", "d"]), Err(NotAdmitted::UnknownOption));
    assert_eq!(order.drawn_lists(), [3]);
}

#[test]
fn pairs_keep_to_what_each_thing_allows() {
    let sets = format!(
        r#"{{"type": "match", "shuffle": true, "sources": {ABC}, "targets": [{{"id": "x", "text": {{}}, "match-max": 0}}, {{"id": "y", "text": {{}}}}]}}"#
    );
    let both = shown(&sets);
    assert_eq!(both.admits(&pairs(&["a x", "b x", "c y"])), Ok(()));
    assert_eq!(
        both.admits(&pairs(&["a x", "a y"])),
        Err(NotAdmitted::Count),
        "a source once"
    );
    assert_eq!(both.admits(&pairs(&["a y", "b y"])), Err(NotAdmitted::Count), "y once");
    assert_eq!(both.admits(&pairs(&["b x", "a x"])), Err(NotAdmitted::Order));
    assert_eq!(both.admits(&pairs(&["a x", "a x"])), Err(NotAdmitted::Order));
    assert_eq!(both.admits(&pairs(&["x a"])), Err(NotAdmitted::UnknownOption));
    assert_eq!(both.admits(&pairs(&[])), Err(NotAdmitted::Count));
    let one = shown(&format!(
        r#"{{"type": "associate", "max-associations": 1, "options": {ABC}}}"#
    ));
    assert_eq!(one.admits(&pairs(&["a c"])), Ok(()));
    assert_eq!(
        one.admits(&pairs(&["c a"])),
        Err(NotAdmitted::Order),
        "the lesser first"
    );
    assert_eq!(one.admits(&pairs(&["a a"])), Err(NotAdmitted::Order), "not with itself");
    assert_eq!(one.admits(&pairs(&["a b", "b c"])), Err(NotAdmitted::Count));
    let more = shown(&format!(
        r#"{{"type": "associate", "max-associations": 2, "options": {ABC}}}"#
    ));
    assert_eq!(
        more.admits(&pairs(&["a b", "b c"])),
        Err(NotAdmitted::Count),
        "b in one pair"
    );
}

#[test]
fn marks_of_a_passage_are_what_can_be_filled_or_chosen() {
    let gaps = shown(&format!(
        r#"{{"type": "gap-match", "words": {ABC}, "passage": {{"fr": [{{"p": ["x ", {{"gap": "g"}}, {{"em": [{{"gap": "h"}}]}}]}}]}}}}"#
    ));
    assert_eq!(gaps.admits(&pairs(&["a g", "b h"])), Ok(()));
    assert_eq!(
        gaps.admits(&pairs(&["a g", "b g"])),
        Err(NotAdmitted::Count),
        "one word a gap"
    );
    assert_eq!(
        gaps.admits(&pairs(&["a g", "a h"])),
        Err(NotAdmitted::Count),
        "a word once"
    );
    assert_eq!(gaps.admits(&pairs(&["a i"])), Err(NotAdmitted::UnknownOption));
    let hot = shown(
        r#"{"type": "hot-text", "max-choices": 1, "passage": {"fr": [{"ul": [[{"hot": {"id": "w", "text": "oui"}}], ["non"]]}]}}"#,
    );
    assert_eq!(hot.admits(&Response::Choice { chosen: ids(&["w"]) }), Ok(()));
    assert_eq!(
        hot.admits(&Response::Choice { chosen: ids(&["v"]) }),
        Err(NotAdmitted::UnknownOption)
    );
}

#[test]
fn a_slider_stops_on_its_steps() {
    let slider = shown(r#"{"type": "slider", "lower-bound": "-1", "upper-bound": "2", "step": "0.5"}"#);
    let set = |value: &str| slider.admits(&Response::Number { value: value.into() });
    for value in ["-1", "-0.5", "0", "2"] {
        assert_eq!(set(value), Ok(()), "{value}");
    }
    for value in ["-1.5", "2.5", "0.25", "x", "-9007199254", "1.50"] {
        assert_eq!(set(value), Err(NotAdmitted::Number), "{value}");
    }
    let steps = |low: &str, high: &str, step: &str| {
        let micro = |text| jalon_base::Micro::parse(text).unwrap();
        Slider {
            lower_bound: micro(low),
            upper_bound: micro(high),
            step: micro(step),
            unit: None,
            lower_label: None,
            upper_label: None,
        }
        .steps()
    };
    assert_eq!(steps("-1", "2", "0.5"), Some(6));
    for (low, high, step) in [
        ("0", "1", "0"),
        ("0", "1", "-1"),
        ("1", "0", "1"),
        ("0", "0", "1"),
        ("0", "1", "0.3"),
    ] {
        assert_eq!(steps(low, high, step), None, "{low} {high} {step}");
    }
    // A patched page with a step of 0 does not fall.
    let broken = shown(r#"{"type": "slider", "lower-bound": "0", "upper-bound": "2", "step": "0"}"#);
    let nothing = Response::Number { value: "1".into() };
    assert_eq!(broken.admits(&nothing), Err(NotAdmitted::Number));
}

#[test]
fn several_fields_admit_what_each_admits() {
    let quantity = format!(r#"{{"type": "quantity", "decimals": 1, "units": {ABC}}}"#);
    let fields = shown(&format!(
        r#"{{"type": "composite", "fields": [{{"id": "q", "label": {{}}, "interaction": {quantity}}}, {{"id": "t", "label": {{}}, "interaction": {{"type": "text-entry", "max-length": 3}}}}]}}"#
    ));
    let give = |json: &str| {
        fields.admits(&serde_json::from_str(&format!(r#"{{"type": "fields", "values": {json}}}"#)).unwrap())
    };
    let q = |value: &str, unit: &str| format!(r#"{{"type": "quantity", "value": "{value}", "unit": "{unit}"}}"#);
    assert_eq!(
        give(&format!(
            r#"{{"q": {}, "t": {{"type": "text", "value": "oui"}}}}"#,
            q("1.5", "a")
        )),
        Ok(())
    );
    assert_eq!(
        give(&format!(r#"{{"q": {}}}"#, q("2", "c"))),
        Ok(()),
        "a field may be left out"
    );
    assert_eq!(
        give(&format!(r#"{{"q": {}}}"#, q("2.25", "c"))),
        Err(NotAdmitted::Number)
    );
    assert_eq!(
        give(&format!(r#"{{"q": {}}}"#, q("2", "d"))),
        Err(NotAdmitted::UnknownOption)
    );
    assert_eq!(
        give(r#"{"t": {"type": "text", "value": "long"}}"#),
        Err(NotAdmitted::TooLong)
    );
    assert_eq!(give(r#"{"t": {"type": "empty"}}"#), Err(NotAdmitted::Count));
    assert_eq!(
        give(r#"{"t": {"type": "fields", "values": {}}}"#),
        Err(NotAdmitted::Kind)
    );
    assert_eq!(
        give(r#"{"u": {"type": "text", "value": "x"}}"#),
        Err(NotAdmitted::UnknownOption)
    );
    assert_eq!(give("{}"), Err(NotAdmitted::Count));
}
