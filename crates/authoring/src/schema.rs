//! JSON Schemas of the authored files, for the editors in which authors write them: the shape that [`crate::check`] wants, no less and no more.
//!
//! What a schema cannot say — that an id is known, that a key fits its options — stays with `check`. A test takes every file of the
//! referentials apart and wants both to refuse the same shapes.
//!
//! # Source
//! JSON Schema 2020-12.

mod adaptive;
mod decision;
mod item;
mod late;

use crate::item::{FIELD_KINDS, FIELD_RULES, KINDS};
use item::item;
use jalon_base::json::Value;
use jalon_protocol::plan::{Choosing, Rating, Tool};
use serde_json::{Map, json};

/// What an authored file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Authored {
    /// `items/*.json`.
    Item,
    /// `stimuli/*.json`.
    Stimulus,
    /// `protocols/*.json`.
    Protocol,
    /// `referential.json`.
    Referential,
}

impl Authored {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Item, Self::Stimulus, Self::Protocol, Self::Referential];

    /// Its name, as in the format's `jalon/<name>@1`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Stimulus => "stimulus",
            Self::Protocol => "protocol",
            Self::Referential => "referential",
        }
    }

    /// The format that its `format` member names.
    #[must_use]
    pub fn format(self) -> String {
        format!("jalon/{}@1", self.as_str())
    }

    /// The schema of such a file.
    #[must_use]
    pub fn schema(self) -> Value {
        let mut schema = match self {
            Self::Item => item(),
            Self::Stimulus => stimulus(),
            Self::Protocol => protocol(),
            Self::Referential => referential(),
        };
        if let Some(object) = schema.as_object_mut() {
            object.insert(
                "$schema".to_owned(),
                json!("https://json-schema.org/draft/2020-12/schema"),
            );
            object.insert("title".to_owned(), json!(self.format()));
            object.insert("$defs".to_owned(), definitions());
        }
        schema
    }
}

/// Shapes that several files share.
fn definitions() -> Value {
    json!({
        "field-interaction": item::interactions(&FIELD_KINDS),
        "decision": decision::rule(),
        "fraction": {"type": "array", "minItems": 2, "maxItems": 2,
            "prefixItems": [whole(0, 1_000_000), whole(1, 1_000_000)]},
        "field-rule": item::rules(&FIELD_RULES, false),
        "id": {"type": "string", "maxLength": 64, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "kebab-case"},
        "line": {"type": "string", "pattern": "\\S"},
        "text": {
            "type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/line"},
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}, "description": "by language (BCP 47)"
        },
        "rich": {"$ref": "#/$defs/text", "description": "by language, in a subset of Markdown"},
        "points": {"type": "string", "pattern": decimal(3), "description": "at most three decimals, without a last zero"},
        "day": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"},
        "instant": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$"},
        "sources": {"type": "array", "minItems": 1, "items": object(
            &[("title", line()), ("read", def("day"))],
            &[("url", json!({"type": "string", "pattern": "^https?://"})), ("says", json!(true)), ("note", json!(true))],
        )},
    })
}

/// A decimal of so many places, as [`jalon_base::Points`] and [`jalon_base::Micro`] read them.
fn decimal(places: u32) -> String {
    let last = places.saturating_sub(1);
    format!("^(?!-0$)-?(0|[1-9]\\d{{0,11}})(\\.\\d{{0,{last}}}[1-9])?$")
}

fn def(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn id() -> Value {
    def("id")
}

fn line() -> Value {
    def("line")
}

fn text() -> Value {
    def("text")
}

fn rich() -> Value {
    def("rich")
}

/// A decimal string of at most six places.
fn number() -> Value {
    json!({"type": "string", "pattern": decimal(6)})
}

fn flag() -> Value {
    json!({"type": "boolean"})
}

fn whole(least: u32, most: u32) -> Value {
    json!({"type": "integer", "minimum": least, "maximum": most})
}

fn words(words: &[&str]) -> Value {
    json!({"enum": words})
}

fn list(of: &Value) -> Value {
    json!({"type": "array", "items": of})
}

fn list_of(of: &Value, least: u32, most: u32) -> Value {
    json!({"type": "array", "items": of, "minItems": least, "maxItems": most})
}

fn map(of: &Value) -> Value {
    json!({"type": "object", "additionalProperties": of, "propertyNames": id()})
}

fn some(of: &Value) -> Value {
    json!({"type": "array", "items": of, "minItems": 1})
}

/// An object with these members and those that may be left out; `ext` is for others' tools.
fn object(required: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let mut properties = Map::new();
    for (name, schema) in required.iter().chain(optional) {
        properties.insert((*name).to_owned(), schema.clone());
    }
    properties.insert("ext".to_owned(), json!(true));
    let names: Vec<&str> = required.iter().map(|(name, _)| *name).collect();
    json!({"type": "object", "required": names, "properties": properties, "additionalProperties": false})
}

fn document(kind: Authored, required: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let mut members = vec![("format", json!({"const": kind.format()})), ("id", id())];
    members.extend(required.iter().cloned());
    object(&members, optional)
}

/// One of several objects, told apart by the word of a member.
fn tagged(tag: &str, variants: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = variants.iter().map(|(name, _)| *name).collect();
    let mut all = Vec::new();
    for (name, schema) in variants {
        all.push(json!({
            "if": {"properties": {tag: {"const": name}}, "required": [tag]},
            "then": schema
        }));
    }
    json!({"type": "object", "required": [tag], "properties": {tag: {"enum": names}}, "allOf": all})
}

fn stimulus() -> Value {
    let about = object(
        &[("sources", def("sources"))],
        &[("author", json!(true)), ("note", json!(true))],
    );
    document(
        Authored::Stimulus,
        &[("title", text()), ("text", rich()), ("about", about)],
        &[],
    )
}

fn protocol() -> Value {
    let interactions = words(&KINDS);
    let reach = [("units", list(&id())), ("competences", list(&id()))];
    let bank = json!({"if": {"type": "string"}, "then": {"const": "form"}, "else": object(&[("named", id())], &[])});
    let mut cell = reach.to_vec();
    cell.push(("natures", list(&words(&["savoir", "savoir-faire", "savoir-etre"]))));
    let mut filters = reach.to_vec();
    filters.push(("interactions", list(&interactions)));
    filters.push(("spoil", words(&["low", "medium", "high"])));
    let unfinished = object(
        &[("after", whole(1, 87_600)), ("then", words(&["counts", "void"]))],
        &[],
    );
    let attempts = object(
        &[("keep", words(&["best", "last"]))],
        &[
            ("most", whole(1, 1000)),
            ("delay", whole(0, 87_600)),
            ("unfinished", unfinished),
        ],
    );
    let section = object(
        &[
            ("id", id()),
            ("select", object(&[("bank", bank)], &filters)),
            ("count", whole(1, 1000)),
            ("order", words(&["drawn", "by-id"])),
            ("points", def("points")),
        ],
        &[
            (
                "quotas",
                list(&object(&[("min", whole(0, 1000)), ("max", whole(0, 1000))], &cell)),
            ),
            ("adaptive", adaptive::section()),
            ("group", id()),
            ("when", list(&late::when())),
            ("required", list(&id())),
            ("ladder", late::ladder()),
            ("seconds", whole(1, 86_400)),
            ("least", whole(1, 86_400)),
            ("each-seconds", whole(1, 86_400)),
            ("each-least", whole(1, 86_400)),
        ],
    );
    let part = object(
        &[
            ("id", id()),
            ("title", text()),
            ("navigation", words(&["linear", "free"])),
            ("sections", some(&section)),
        ],
        &[
            ("seconds", whole(1, 86_400)),
            ("least", whole(1, 86_400)),
            ("coefficient", whole(1, 1000)),
            ("floor", def("points")),
            ("indicative", flag()),
            ("groups", list(&late::group())),
            ("tools", list(&words(&Tool::WORDS))),
        ],
    );
    let about = json!({"oneOf": [object(&[("unit", id())], &[]), object(&[("competence", id())], &[])]});
    let claim = object(&[("id", id()), ("about", about), ("minimum", whole(1, 1000))], &[]);
    document(
        Authored::Protocol,
        &[
            ("referential", id()),
            ("title", text()),
            ("summary", text()),
            ("purpose", words(&["training", "positioning", "mock-exam", "exam"])),
            ("scoring", words(&["local", "server", "sealed"])),
            ("assurance", words(&["self", "remote", "observed", "proctored"])),
            ("proof", words(&["quiz", "situation", "observation"])),
            ("calibrated", flag()),
            ("minutes", whole(1, 1000)),
            ("sitting", words(&["together", "apart"])),
            ("pause", flag()),
            ("while-away", words(&["stop", "run"])),
            ("feedback", words(&["none", "after"])),
            ("parts", some(&part)),
            ("claims", some(&claim)),
        ],
        &[
            ("forms", list(&id())),
            ("seconds", whole(1, 86_400)),
            ("least", whole(1, 86_400)),
            ("attempts", attempts),
            ("decision", def("decision")),
            ("notice", text()),
            ("bands", adaptive::bands()),
            (
                "judgement",
                object(
                    &[],
                    &[("rate", words(&Rating::WORDS)), ("choose", words(&Choosing::WORDS))],
                ),
            ),
            ("stated", adaptive::stated()),
        ],
    )
}

fn referential() -> Value {
    let instant = || def("instant");
    let register = object(
        &[
            ("kind", words(&["rncp", "rs"])),
            ("code", json!({"type": "string", "pattern": "^(RNCP|RS)\\d{1,6}$"})),
            ("read", instant()),
        ],
        &[("until", instant())],
    );
    let unit = object(
        &[
            ("id", id()),
            ("kind", words(&["part", "block"])),
            ("title", text()),
            ("short", text()),
            ("accepts", words(&["self", "remote", "observed", "proctored"])),
        ],
        &[("code", line())],
    );
    let alignment = object(&[("framework", line()), ("name", line()), ("url", line())], &[]);
    let competence = object(
        &[
            ("id", id()),
            ("nature", words(&["savoir", "savoir-faire", "savoir-etre"])),
            ("units", list(&id())),
            ("title", text()),
        ],
        &[("alignments", list(&alignment))],
    );
    let equivalence = object(
        &[
            ("id", id()),
            ("from", text()),
            ("satisfies", list(&id())),
            ("months", whole(1, 1200)),
            (
                "source",
                object(&[("title", line()), ("read", def("day"))], &[("url", line())]),
            ),
        ],
        &[],
    );
    let training = object(
        &[("id", id()), ("title", text()), ("competences", list(&id()))],
        &[("url", line())],
    );
    document(
        Authored::Referential,
        &[
            ("version", whole(1, 1_000_000)),
            ("base", json!({"type": "string", "pattern": "^(urn:uuid:|https://)"})),
            ("title", text()),
            ("trade", text()),
            ("picture", id()),
            ("notice", text()),
            ("units", list(&unit)),
            ("competences", list(&competence)),
            ("sources", def("sources")),
        ],
        &[
            ("register", register),
            ("equivalences", list(&equivalence)),
            ("training", list(&training)),
        ],
    )
}
