//! A small bank, as authored files: three units, three banks, and in each of them every kind of question.

use jalon_authoring::folder::{Files, is_publishable};
use jalon_authoring::{Folder, check};
use serde_json::{Value, json};
use std::sync::OnceLock;

/// The banks: practice, and two forms of an examination.
pub const BANKS: [&str; 3] = ["practice", "form-1", "form-2"];
/// The units: two parts of an examination and a block of a diploma.
pub const UNITS: [&str; 3] = ["u1", "u2", "u3"];
/// Questions of each unit in each bank whose answer is a choice.
pub const CHOICES: u32 = 5;
/// Questions of each unit in each bank whose answer is typed.
pub const TYPED: u32 = 3;

/// The authored files, without a protocol.
#[must_use]
pub fn files() -> Files {
    let mut files = Files::new();
    let mut add = |path: String, document: &Value| {
        files.insert(path, serde_json::to_vec_pretty(document).unwrap());
    };
    add("referential.json".into(), &referential());
    add("stimuli/text.json".into(), &stimulus());
    for bank in BANKS {
        for unit in UNITS {
            for item in items(bank, unit) {
                add(format!("items/{}.json", item["id"].as_str().unwrap()), &item);
            }
        }
    }
    files
}

/// The bank, read and without an error; made once.
///
/// # Panics
/// When the authored files have an error.
pub fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let (folder, findings) = check(&files());
        assert!(is_publishable(&findings), "{findings:#?}");
        folder
    })
}

fn fr(words: &str) -> Value {
    json!({ "fr": words })
}

fn source() -> Value {
    json!([{"title": "Invented for tests", "read": "2026-11-22"}])
}

fn referential() -> Value {
    let unit = |id: &str, kind: &str, accepts: &str| json!({"id": id, "kind": kind, "title": fr(&format!("Unité {id}")), "short": fr(id), "accepts": accepts});
    let competence = |unit: &str, local: &str, nature: &str| json!({"id": format!("{unit}-{local}"), "nature": nature, "units": [unit], "title": fr(&format!("Compétence {unit} {local}"))});
    json!({
        "format": "jalon/referential@1", "id": "essai", "version": 1, "base": "urn:uuid:5b0c0a52-6f0b-4b7e-9a53-0f3f1d3c2a10",
        "title": fr("Certification d'essai"), "trade": fr("Essayeur"), "picture": "essai", "notice": fr("Inventé pour les essais."),
        "units": [unit("u1", "part", "proctored"), unit("u2", "part", "self"), unit("u3", "block", "observed")],
        "competences": [
            competence("u1", "a", "savoir"), competence("u1", "b", "savoir-faire"),
            competence("u2", "a", "savoir"), competence("u2", "b", "savoir"),
            competence("u3", "a", "savoir-faire"), competence("u3", "b", "savoir-etre"),
        ],
        "equivalences": [{"id": "passerelle", "from": fr("Un autre examen"), "satisfies": ["u1"], "months": 1200,
            "source": {"title": "Invented for tests", "read": "2026-11-22"}}],
        "sources": source(),
    })
}

fn stimulus() -> Value {
    json!({"format": "jalon/stimulus@1", "id": "text", "title": fr("Un texte"), "text": fr("Il pleut.\n\n- un\n- *deux*"), "about": {"sources": source()}})
}

fn options(ids: &[&str]) -> Value {
    ids.iter()
        .map(|id| json!({"id": id, "text": fr(&format!("Réponse {id}"))}))
        .collect()
}

/// Why each wrong option is wrong.
fn feedback(all: &[&str], right: &[&str]) -> Value {
    all.iter()
        .filter(|id| !right.contains(id))
        .map(|id| ((*id).to_owned(), fr(&format!("Pas {id}"))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn choice(most: usize, all: &[&str], right: &[&str], mark: &str) -> (Value, Value) {
    (
        json!({"type": "choice", "max-choices": most, "shuffle": true, "options": options(all)}),
        json!({"type": "choice", "correct": right, "mark": mark, "rationale": fr("Parce que."), "feedback": feedback(all, right)}),
    )
}

fn items(bank: &str, unit: &str) -> Vec<Value> {
    let (four, five) = (["a", "b", "c", "d"], ["a", "b", "c", "d", "e"]);
    let element = |id: &str, points: &str| json!({"id": id, "points": points, "expected": fr(id), "accept": ["oui"]});
    let written = [
        ("one-1", "a", choice(1, &four, &["b"], "all-or-nothing")),
        ("one-2", "a", choice(1, &four, &["a"], "all-or-nothing")),
        ("one-3", "b", choice(1, &four, &["d"], "all-or-nothing")),
        ("many", "b", choice(3, &five, &["a", "c"], "all-or-nothing")),
        ("some", "a", choice(4, &five, &["b", "d", "e"], "partial")),
        (
            "number",
            "b",
            (
                json!({"type": "numeric-entry", "decimals": 2, "unit": fr("€")}),
                json!({"type": "numeric-entry", "correct": "12.5", "tolerance": "0.25", "rationale": fr("Le calcul.")}),
            ),
        ),
        (
            "word",
            "a",
            (
                json!({"type": "text-entry", "max-length": 40}),
                json!({"type": "text-entry", "accept": ["Éthylotest", "alcootest"], "normalise": ["case", "accents", "spaces"],
                    "rationale": fr("Le mot.")}),
            ),
        ),
        (
            "answer",
            "b",
            (
                json!({"type": "extended-text", "max-length": 200}),
                json!({"type": "extended-text", "elements": [element("first", "1"), element("second", "0.5"), element("third", "0.5")],
                    "nothing": fr("Rien."), "full-example": fr("Tout."), "half-example": fr("La moitié."), "rationale": fr("Le guide.")}),
            ),
        ),
    ];
    let named = |local: &str| format!("{bank}-{unit}-{local}");
    written
        .into_iter()
        .map(|(local, competence, (interaction, key))| {
            let mut content = json!({"prompt": fr(&format!("Question {local} de {unit} ({bank}) ?")), "interaction": interaction});
            if local == "word" {
                content["stimulus"] = json!("text");
            }
            let enemies = match local {
                "one-1" => json!([named("one-2")]),
                "one-2" => json!([named("one-1")]),
                _ => json!([]),
            };
            json!({
                "format": "jalon/item@1", "id": named(local), "content": content, "key": key,
                "about": {"competences": [format!("{unit}-{competence}")], "part": unit, "bank": bank, "kind": "application",
                    "difficulty": "medium", "sources": source(), "enemies": enemies,
                    "review": {"state": "reviewed", "by": "a test", "on": "2026-11-22"}},
            })
        })
        .collect()
}
