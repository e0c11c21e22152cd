//! The schema of items: what each kind of interaction and each rule is made of.

use super::{
    Authored, adaptive, def, document, flag, id, line, list, list_of, map, number, object, rich, some, tagged, text,
    whole, words,
};
use crate::item::{FILE_BYTES, KINDS, RULES, SORTS};
use jalon_base::json::Value;
use jalon_scoring::key::Asked;
use serde_json::json;

/// What an authored item is made of.
pub fn item() -> Value {
    let content = object(
        &[("prompt", rich()), ("interaction", interactions(&KINDS))],
        &[
            ("stimulus", id()),
            ("audio", text()),
            ("media", media()),
            ("template", template()),
        ],
    );
    document(
        Authored::Item,
        &[("content", content), ("key", rules(&RULES, true)), ("about", about())],
        &[],
    )
}

/// A sound that goes with a question.
fn media() -> Value {
    let plays = || whole(1, 20);
    object(
        &[("file", text()), ("label", text()), ("transcript", rich())],
        &[("min-plays", plays()), ("max-plays", plays())],
    )
}

/// What is drawn of a question: numbers from one to another, or values one by one.
fn template() -> Value {
    let numbers = object(&[("from", number()), ("to", number()), ("step", number())], &[]);
    let values = object(&[("values", list_of(&line(), 2, 256))], &[]);
    json!({
        "type": "object",
        "propertyNames": {"pattern": "^[a-z][a-z0-9]*$"},
        "additionalProperties": {"oneOf": [numbers, values]}
    })
}

/// One of these kinds of interaction.
pub fn interactions(kinds: &[&str]) -> Value {
    let variants: Vec<(&str, Value)> = kinds.iter().map(|kind| (*kind, interaction(kind))).collect();
    tagged("type", &variants)
}

fn interaction(kind: &str) -> Value {
    let option = object(&[("id", id()), ("text", rich())], &[]);
    let spoken = object(&[("id", id()), ("text", rich())], &[("audio", text())]);
    let options = || list_of(&option, 2, 12);
    let thing = object(&[("id", id()), ("text", rich())], &[("match-max", whole(0, 20))]);
    let things = |least| list_of(&thing, least, 20);
    let field = object(
        &[
            ("id", id()),
            ("label", text()),
            ("interaction", def("field-interaction")),
        ],
        &[],
    );
    let (required, optional) = match kind {
        "choice" => (
            vec![
                ("max-choices", whole(1, 12)),
                ("shuffle", flag()),
                ("options", list_of(&spoken, 2, 12)),
            ],
            vec![],
        ),
        "numeric-entry" => (vec![("decimals", whole(0, 6))], vec![("unit", text())]),
        "text-entry" => (vec![("max-length", whole(1, 200))], vec![]),
        "extended-text" => (vec![("max-length", whole(1, 2000))], vec![]),
        "inline-choice" => (vec![("shuffle", flag()), ("options", options())], vec![]),
        "order" => (vec![("options", options())], vec![]),
        "associate" => (vec![("max-associations", whole(1, 20)), ("options", things(2))], vec![]),
        "match" => (
            vec![("shuffle", flag()), ("sources", things(1)), ("targets", things(1))],
            vec![],
        ),
        "gap-match" => (vec![("passage", rich()), ("words", things(1))], vec![]),
        "hot-text" => (vec![("max-choices", whole(1, 12)), ("passage", rich())], vec![]),
        "slider" => (
            vec![("lower-bound", number()), ("upper-bound", number()), ("step", number())],
            vec![("unit", text()), ("lower-label", text()), ("upper-label", text())],
        ),
        "quantity" => (vec![("decimals", whole(0, 6)), ("units", options())], vec![]),
        "dialogue" => {
            let reply = object(&[("id", id()), ("text", rich()), ("to", id())], &[]);
            let turn = object(&[("id", id()), ("says", rich())], &[("replies", list_of(&reply, 1, 6))]);
            (vec![("turns", list_of(&turn, 2, 30))], vec![])
        }
        "hotspot" => (graphic(&[("max-choices", whole(1, 12)), ("areas", areas())]), vec![]),
        "select-point" => (graphic(&[("max-choices", whole(1, 12))]), vec![]),
        "upload" => (
            vec![
                ("accepts", list_of(&words(&SORTS), 1, 3)),
                ("max-bytes", whole(FILE_BYTES.0, FILE_BYTES.1)),
            ],
            vec![],
        ),
        "position-object" => (graphic(&[("things", things(1))]), vec![]),
        "graphic-gap-match" => (graphic(&[("areas", areas()), ("things", things(1))]), vec![]),
        _ => (vec![("fields", list_of(&field, 1, 12))], vec![("passage", rich())]),
    };
    let kind = [("type", json!({"const": kind}))];
    object(&[&kind, required.as_slice()].concat(), &optional)
}

/// A picture, and what belongs to it.
fn graphic(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    [&[("picture", line()), ("alt", text())], others].concat()
}

fn areas() -> Value {
    list_of(
        &object(&[("id", id()), ("label", text()), ("shape", shape())], &[]),
        2,
        20,
    )
}

/// A shape in whole units of the picture.
fn shape() -> Value {
    let numbers = |least: u32, most: u32| list_of(&whole(0, 10_000), least, most);
    let one = |name: &'static str, numbers: Value| object(&[(name, numbers)], &[]);
    json!({"anyOf": [one("rect", numbers(4, 4)), one("circle", numbers(3, 3)), one("poly", numbers(6, 200))]})
}

/// A point in whole units of the picture.
fn point() -> Value {
    json!({"type": "string", "pattern": "^(0|[1-9][0-9]*) (0|[1-9][0-9]*)$", "description": "x y"})
}

/// One of these rules: of an item, with its rationale, or of a field.
pub fn rules(kinds: &[&str], whole: bool) -> Value {
    let variants: Vec<(&str, Value)> = kinds.iter().map(|kind| (*kind, rule(kind, whole))).collect();
    tagged("type", &variants)
}

fn rule(kind: &str, of_item: bool) -> Value {
    let element = object(
        &[("id", id()), ("points", def("points")), ("expected", rich())],
        &[("accept", list(&line()))],
    );
    let normalise = || list(&words(&["case", "accents", "spaces"]));
    let edits = || ("edits", whole(1, 3));
    let (required, optional) = match kind {
        "choice" => {
            let mark = ("mark", words(&["all-or-nothing", "partial", "guess-corrected"]));
            let feedback = ("feedback", map(&rich()));
            let mut required = vec![("correct", some(&id()))];
            let mut optional = vec![];
            let others = if of_item { &mut required } else { &mut optional };
            others.extend([mark, feedback]);
            (required, optional)
        }
        "numeric-entry" => (vec![("correct", computed()), ("tolerance", number())], vec![]),
        "text-entry" => (
            vec![("accept", some(&line())), ("normalise", normalise())],
            vec![edits()],
        ),
        "extended-text" => (
            vec![
                ("elements", some(&element)),
                ("nothing", rich()),
                ("full-example", rich()),
                ("half-example", rich()),
            ],
            vec![],
        ),
        "order" => (
            vec![
                ("correct", some(&id())),
                ("mark", words(&["all-or-nothing", "places", "neighbours"])),
            ],
            vec![],
        ),
        "pairs" => (
            vec![
                ("correct", some(&pair())),
                ("mark", words(&["all-or-nothing", "partial"])),
            ],
            vec![],
        ),
        "quantity" => {
            let whole = || whole(1, 1_000_000);
            let factor = json!({"type": "array", "minItems": 2, "maxItems": 2, "items": false, "prefixItems": [whole(), whole()]});
            (
                vec![
                    ("correct", computed()),
                    ("unit", id()),
                    ("tolerance", number()),
                    ("units", map(&factor)),
                ],
                vec![("relative", flag())],
            )
        }
        "map-response" | "map-path" => {
            let name = json!({"type": "string", "anyOf": [id(), pair()]});
            let entries = json!({"type": "object", "additionalProperties": def("points"), "propertyNames": {"anyOf": [id(), pair()]}});
            (
                vec![
                    ("correct", some(&name)),
                    ("entries", entries),
                    ("upper-bound", def("points")),
                ],
                vec![("default-value", def("points")), ("lower-bound", def("points"))],
            )
        }
        "map-points" => {
            let entry = object(&[("shape", shape()), ("points", def("points"))], &[]);
            (
                vec![
                    ("correct", some(&point())),
                    ("entries", list_of(&entry, 1, 20)),
                    ("upper-bound", def("points")),
                ],
                vec![("default-value", def("points")), ("lower-bound", def("points"))],
            )
        }
        "panel" => (
            vec![("asked", words(&Asked::WORDS)), ("answers", map(&map(&whole(1, 1000))))],
            vec![],
        ),
        "places" => (
            vec![
                ("areas", map(&shape())),
                ("correct", map(&point())),
                ("mark", words(&["all-or-nothing", "each"])),
            ],
            vec![],
        ),
        _ => {
            let together = object(
                &[
                    ("fields", list_of(&id(), 1, 12)),
                    ("groups", list_of(&list_of(&line(), 1, 20), 1, 20)),
                    ("normalise", normalise()),
                ],
                &[edits()],
            );
            (
                vec![
                    ("fields", map(&def("field-rule"))),
                    ("mark", words(&["all-or-nothing", "each"])),
                ],
                vec![("together", together)],
            )
        }
    };
    let mut members = vec![("type", json!({"const": kind}))];
    if of_item {
        members.push(("rationale", rich()));
    }
    members.extend(required);
    object(&members, &optional)
}

/// A number, or a sum of what is drawn.
fn computed() -> Value {
    json!({"anyOf": [number(), {"type": "string", "pattern": "^\\{=[^}]+\\}$"}]})
}

/// Two ids with a space between them.
fn pair() -> Value {
    let id = "[a-z0-9]+(-[a-z0-9]+)*";
    json!({"type": "string", "pattern": format!("^{id} {id}$"), "description": "first second"})
}

fn about() -> Value {
    let (by, note) = (("by", json!(true)), ("note", json!(true)));
    let review = tagged(
        "state",
        &[
            (
                "draft",
                object(
                    &[("state", json!(true))],
                    &[by.clone(), ("on", json!(true)), note.clone()],
                ),
            ),
            (
                "reviewed",
                object(&[("state", json!(true)), by, ("on", def("day"))], &[note]),
            ),
        ],
    );
    object(
        &[
            ("competences", some(&id())),
            ("part", id()),
            ("bank", id()),
            ("kind", words(&["recall", "understanding", "application", "judgement"])),
            ("difficulty", words(&["easy", "medium", "hard"])),
            ("sources", def("sources")),
            ("enemies", list(&id())),
            ("review", review),
        ],
        &[
            ("distractors", json!(true)),
            ("author", json!(true)),
            ("note", json!(true)),
            ("parameters", adaptive::parameters()),
            (
                "unfit",
                list(&words(&["screen-reader", "deaf", "colour-blind", "phone"])),
            ),
            ("spoil", words(&["low", "medium", "high"])),
            ("seconds", whole(1, 3_600)),
        ],
    )
}
