//! Every kind of question: its key earns everything, nothing earns more, a draw shuffles what it should, and what is wrong in an authored one
//! is said with its place.

use jalon_authoring::check;
use jalon_authoring::item::Item;
use jalon_base::json::Value;
use jalon_protocol::item::InteractionKind;
use jalon_protocol::{ItemContent, Response};
use jalon_scoring::Key;
use jalon_scoring::key::Credit;
use jalon_testkit::{Dice, kinds};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

mod braces;
mod drawn;
mod handed;
mod panels;
mod sounds;

#[test]
fn what_is_carried_along_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials/demo/items");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    found.sort();
    let carried: Vec<&str> = kinds::ITEMS.iter().map(|(name, _)| *name).collect();
    assert_eq!(carried, found);
    let shown: BTreeSet<InteractionKind> = kinds::items().map(|item| item.about.interaction).collect();
    assert_eq!(
        shown.len(),
        jalon_authoring::item::KINDS.len(),
        "each kind has its page: {shown:?}"
    );
}

#[test]
fn a_key_earns_everything_and_nothing_earns_more() {
    for item in kinds::items() {
        let id = &item.content.id;
        assert!(item.key.fits(&item.content.interaction), "{id}");
        // Read again from what a release holds, key and content say the same.
        let content: ItemContent = serde_json::from_value(serde_json::to_value(&item.content).unwrap()).unwrap();
        let key = Key::read(&serde_json::to_vec(&item.key).unwrap()).unwrap();
        assert!(content == item.content && key == item.key, "{id}");
        for key in kinds::keys(item) {
            earns(item, &key);
        }
    }
}

fn earns(item: &Item, key: &Key) {
    let mut dice = Dice::seeded(5);
    let (id, interaction) = (&item.content.id, &item.content.interaction);
    assert!(key.fits(interaction), "{id}");
    let Some(right) = key.rule.right_response() else {
        assert!(item.about.interaction.needs_mark());
        return;
    };
    assert_eq!(interaction.admits(&right), Ok(()), "{id}: {right:?}");
    let Credit::Share { k, n } = key.credit(&right) else {
        panic!("{id}")
    };
    assert!(k == n && n >= 1, "{id}: {k} of {n}");
    // No number at random meets one that was drawn; its right one earned all of it above.
    let mut seen: BTreeSet<bool> = item.content.template.values().map(|_| true).collect();
    for _ in 0..400 {
        let response = kinds::response(&mut dice, interaction);
        let again: Response = serde_json::from_value(serde_json::to_value(&response).unwrap()).unwrap();
        assert_eq!(again, response, "{id}");
        let Credit::Share { k, n } = key.credit(&response) else {
            panic!("{id}")
        };
        assert!(-n <= k && k <= n, "{id}: {k} of {n} for {response:?}");
        if interaction.admits(&response).is_ok() {
            seen.insert(k > 0);
        }
    }
    assert_eq!(seen.len(), 2, "{id}: responses that earn something and others");
}

/// Puts a value at a place of an item of the demonstration and looks for the finding.
fn wrong(item: &str, place: &str, value: Value, pointer: &str, code: &str) {
    let mut files = kinds::files();
    let path = format!("items/{item}.json");
    let mut document: Value = serde_json::from_slice(&files[&path]).unwrap();
    *document.pointer_mut(place).unwrap() = value;
    files.insert(path.clone(), serde_json::to_vec_pretty(&document).unwrap());
    let (_, findings) = check(&files);
    let found = findings
        .iter()
        .find(|finding| finding.path == path && finding.code == code);
    let found = found.unwrap_or_else(|| panic!("{item}{place}: no `{code}` in {findings:#?}"));
    assert_eq!(found.pointer, pointer, "{item}{place}: `{code}`");
    assert!(found.at.is_some());
}

#[test]
fn bad_questions() {
    let options: Vec<Value> = (0..200)
        .map(|n| json!({"id": format!("o{n}"), "text": {"fr": format!("Option {n}")}}))
        .collect();
    let list = "/content/interaction/options";
    wrong("a01-choice", list, json!(options), list, "item/option-count");
    wrong("c01-order", list, json!(options), list, "item/option-count");
    wrong("c03-associate", list, json!(options), list, "item/list-count");
    // No answer, an answer that is not there, one that cannot be given.
    let correct = "/key/correct";
    wrong("c01-order", correct, json!([]), correct, "item/key-count");
    wrong("c02-match", correct, json!([]), correct, "item/key-count");
    wrong(
        "b01-text-entry",
        "/key/accept",
        json!([]),
        "/key",
        "item/nothing-accepted",
    );
    wrong(
        "a04-inline-choice",
        correct,
        json!(["z"]),
        correct,
        "item/unknown-option",
    );
    wrong("c05-hot-text", correct, json!(["z"]), correct, "item/unknown-option");
    wrong("c05-hot-text", correct, json!(["a", "c"]), correct, "item/key-count");
    for (item, value) in [
        ("c01-order", json!(["matin", "midi", "soir"])),
        ("c01-order", json!(["matin", "midi", "soir", "nuit"])),
        ("c02-match", json!(["janvier lune"])),
        ("c02-match", json!(["janvier hiver", "janvier ete"])),
        ("c03-associate", json!(["chaud froid", "chaud grand"])),
        ("c04-gap-match", json!(["bonjour g9"])),
        ("b04-slider", json!("52")),
        ("b04-slider", json!("105")),
        ("b03-quantity", json!("1200.55")),
    ] {
        wrong(item, correct, value, "/key", "item/key-not-admitted");
    }
    wrong("b03-quantity", "/key/unit", json!("h"), "/key", "item/key-not-admitted");
    wrong(
        "b03-quantity",
        "/key/unit",
        json!("km"),
        "/key",
        "item/key-not-admitted",
    );
    wrong(
        "b03-quantity",
        "/key/units/km",
        json!([1, 0]),
        "/key/units/km/1",
        "authoring/wanted",
    );
    wrong(
        "b03-quantity",
        "/key/units/km",
        json!([1]),
        "/key/units/km",
        "item/factor",
    );
    wrong(
        "c01-order",
        "/key",
        json!({"type": "pairs", "correct": ["a b"], "mark": "partial", "rationale": {"fr": "x"}}),
        "/key",
        "item/key-kind",
    );
    // Bounds that the step does not meet.
    for (place, value) in [
        ("step", "0"),
        ("step", "-5"),
        ("step", "7"),
        ("upper-bound", "0"),
        ("step", "0.01"),
    ] {
        let place = format!("/content/interaction/{place}");
        wrong(
            "b04-slider",
            &place,
            json!(value),
            "/content/interaction",
            "item/slider",
        );
    }
    // Marks of a passage.
    let passage = "/content/interaction/passage";
    let mark = |text: &str, code: &str| {
        wrong(
            "c04-gap-match",
            passage,
            json!({"fr": text, "en": "{g1} {g2}"}),
            passage,
            code,
        )
    };
    mark("Rien.", "item/no-mark");
    mark("{g1} {g1} {g2}", "item/mark-twice");
    mark("{g1}", "item/mark-languages");
    mark("{g1} {g2|mot}", "item/mark-kind");
    wrong("c05-hot-text", passage, json!({"fr": "{a}"}), passage, "item/mark-kind");
    for text in ["{g1", "g1}", "{G 1}", "{g1|}"] {
        wrong(
            "c04-gap-match",
            &format!("{passage}/fr"),
            json!(text),
            &format!("{passage}/fr"),
            "authoring/markdown",
        );
    }
    // Fields.
    let field = "/content/interaction/fields/0";
    wrong(
        "d01-composite-passage",
        passage,
        json!({"fr": "{minutes} {secondes}"}),
        passage,
        "item/field-without-place",
    );
    wrong(
        "d01-composite-passage",
        passage,
        json!({"fr": "{minutes} {secondes} {unite} {heures}"}),
        passage,
        "item/unknown-option",
    );
    wrong(
        "d01-composite-passage",
        &format!("{field}/id"),
        json!("secondes"),
        "/content/interaction/fields/1/id",
        "item/option-twice",
    );
    wrong(
        "d01-composite-passage",
        &format!("{field}/interaction"),
        json!({"type": "composite", "fields": []}),
        &format!("{field}/interaction/type"),
        "authoring/wanted",
    );
    wrong(
        "d01-composite-passage",
        "/key/fields",
        json!({}),
        "/key",
        "item/key-not-admitted",
    );
    wrong(
        "d01-composite-passage",
        "/key/fields/unite",
        json!({"type": "choice", "correct": ["z"]}),
        "/key/fields/unite/correct",
        "item/unknown-option",
    );
    wrong(
        "d02-composite-together",
        "/key/together/groups",
        json!([["samedi"]]),
        "/key/together",
        "item/too-few-groups",
    );
    wrong(
        "d02-composite-together",
        "/key/together/groups",
        json!([[], ["samedi"]]),
        "/key/together",
        "item/list-count",
    );
    wrong(
        "d02-composite-together",
        "/key/together/fields",
        json!(["un", "trois"]),
        "/key/together",
        "item/unknown-option",
    );
    // Points by what is chosen: bounds that are none, a right answer that does not earn everything, an entry that cannot be chosen.
    for (place, value) in [
        ("upper-bound", json!("0")),
        ("upper-bound", json!("3")),
        ("lower-bound", json!("0.5")),
        ("lower-bound", json!("-9")),
        ("correct", json!(["a"])),
        ("entries", json!({"a": "1", "b": "1", "z": "-1"})),
        ("entries", json!({"a": "1", "b": "1", "a b": "-1"})),
    ] {
        wrong(
            "e01-mapped",
            &format!("/key/{place}"),
            value,
            "/key",
            "item/key-not-admitted",
        );
    }
    // So many slips that a short word becomes another.
    wrong(
        "b01-text-entry",
        "/key/edits",
        json!(3),
        "/key/edits",
        "item/short-for-edits",
    );
}

#[test]
fn bad_pictures_and_tables() {
    let prompt = "/content/prompt/fr";
    for (text, code) in [
        ("Une image.\n\n![Un rond](rien.svg)", "item/unknown-picture"),
        (
            "Une image.\n\n![Un rond](https://a.example/rond.svg)",
            "item/unknown-picture",
        ),
        ("Une image.\n\n![](formes.svg)", "item/no-alternative"),
        ("Une image ![Un rond](formes.svg) dans une ligne.", "authoring/markdown"),
        ("| a |\n|---|", "authoring/markdown"),
        ("<img src=x>", "authoring/markdown"),
    ] {
        wrong("f01-picture", prompt, json!(text), prompt, code);
    }
    let option = "/content/interaction/options/0/text/fr";
    wrong(
        "f01-picture",
        option,
        json!("![Un rond](formes.svg)"),
        option,
        "authoring/markdown",
    );
    // What is not the picture that its name says, or more than a picture, is refused at its line; what nobody names is carried for nothing.
    let found = |bytes: &[u8]| {
        let mut files = kinds::files();
        files.insert("media/formes.svg".to_owned(), bytes.to_vec());
        let (_, findings) = check(&files);
        let of_media = findings
            .into_iter()
            .filter(|finding| finding.path.starts_with("media/"));
        of_media.map(|finding| (finding.code, finding.at)).collect::<Vec<_>>()
    };
    assert_eq!(found(b"<!doctype html><title>a page</title>"), [("media/kind", None)]);
    let hostile = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 120\">\n<script>alert(1)</script>\n<g onclick=\"a()\"/></svg>";
    assert_eq!(
        found(hostile),
        [("media/svg-element", Some((2, 1))), ("media/svg-form", Some((2, 9)))]
    );
    let mut files = kinds::files();
    files.insert(
        "media/autre.svg".to_owned(),
        files["media/paysage.svg"].iter().copied().chain(*b"\n").collect(),
    );
    let (_, findings) = check(&files);
    assert!(
        findings
            .iter()
            .any(|finding| finding.code == "media/unused" && finding.path == "media/autre.svg")
    );
}

#[test]
fn bad_questions_on_a_picture() {
    let (areas, shape) = ("/content/interaction/areas", "/content/interaction/areas/0/shape");
    let of = |value: Value, code: &str| wrong("g01-hotspot", shape, value, shape, code);
    of(json!({"rect": [0, 0, 321, 10]}), "item/shape");
    of(json!({"rect": [9, 0, 9, 10]}), "item/shape");
    of(json!({"circle": [10, 10, 11]}), "item/shape");
    of(json!({"poly": [0, 0, 10, 10, 20, 20]}), "item/shape");
    of(json!({"poly": [0, 0, 10, 0, 20, 20, 5]}), "item/shape");
    of(json!({}), "authoring/wanted");
    of(json!({"rect": [0, 0, 9, 9], "circle": [5, 5, 2]}), "authoring/wanted");
    let numbers = format!("{shape}/circle");
    wrong("g01-hotspot", &numbers, json!([1, 2]), &numbers, "item/list-count");
    wrong("g01-hotspot", areas, json!([]), areas, "item/list-count");
    let picture = "/content/interaction/picture";
    wrong(
        "g01-hotspot",
        picture,
        json!("nulle-part.svg"),
        picture,
        "item/unknown-picture",
    );
    let correct = "/key/correct";
    wrong(
        "g01-hotspot",
        correct,
        json!(["ailleurs"]),
        correct,
        "item/unknown-option",
    );
    wrong(
        "g02-select-point",
        correct,
        json!(["160 60", "1 1"]),
        "/key",
        "item/key-not-admitted",
    );
    wrong(
        "g02-select-point",
        correct,
        json!(["10 60"]),
        "/key",
        "item/key-not-admitted",
    );
    wrong(
        "g02-select-point",
        correct,
        json!(["160 121"]),
        "/key",
        "item/key-not-admitted",
    );
    wrong(
        "g02-select-point",
        correct,
        json!(["160, 60"]),
        "/key/correct/0",
        "authoring/wanted",
    );
    wrong(
        "g03-position-object",
        correct,
        json!({"soleil": "160 40"}),
        "/key",
        "item/key-not-admitted",
    );
    wrong(
        "g03-position-object",
        "/key/areas/bateau",
        json!({"rect": [0, 0, 5, 201]}),
        "/key",
        "item/key-not-admitted",
    );
    wrong(
        "g04-graphic-gap-match",
        correct,
        json!(["cercle ailleurs"]),
        "/key",
        "item/key-not-admitted",
    );
    // A conversation that comes back, a turn that nobody reaches, a path that does not hold.
    let to = "/content/interaction/turns/0/replies/1/to";
    wrong(
        "h01-dialogue",
        to,
        json!("bonjour"),
        "/content/interaction/turns/0",
        "item/turn-back",
    );
    wrong(
        "h01-dialogue",
        to,
        json!("calme"),
        "/content/interaction/turns/1",
        "item/turn-alone",
    );
    wrong(
        "h01-dialogue",
        correct,
        json!(["lieu", "excuse"]),
        "/key",
        "item/key-not-admitted",
    );
    wrong(
        "h01-dialogue",
        "/key/entries/lieu",
        json!("0.5"),
        "/key",
        "item/key-not-admitted",
    );
}
