//! The example of a test that classifies (`referentials/exemple-calcul`), made again from nothing: its questions are counted, its parameters
//! calibrated on simulated answers, and its errors simulated with the very protocol that it delivers.
//!
//! `JALON_BLESS=1` writes the folder.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Of the simulated answers, and of the simulated tests.
const SEEDS: [&str; 2] = [
    "00000000000000000000000000000000000000000000000000000000000ca11b",
    "0000000000000000000000000000000000000000000000000000000000c1a55e",
];
const ANSWERS: &str = "2000";
const PEOPLE: &str = "4000";

type Files = BTreeMap<String, Value>;

fn text(fr: &str, en: &str) -> Value {
    json!({ "fr": fr, "en": en })
}

/// A number of hundredths as documents write it.
fn decimal(hundredths: u32) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) if part % 10 == 0 => format!("{whole}.{}", part / 10),
        (whole, part) => format!("{whole}.{part:02}"),
    }
}

/// The same, as people read it.
fn euros(hundredths: u32, mark: &str) -> String {
    if hundredths.is_multiple_of(100) {
        (hundredths / 100).to_string()
    } else {
        format!("{}{mark}{:02}", hundredths / 100, hundredths % 100)
    }
}

fn clock(minutes: u32) -> [String; 2] {
    let (hours, rest) = (minutes / 60, minutes % 60);
    [format!("{hours} h {rest:02}"), format!("{hours}:{rest:02}")]
}

/// One question: its words, its answer in hundredths, its unit and how it is found.
struct Question {
    prompt: Value,
    answer: u32,
    unit: Value,
    how: Value,
}

/// To give change: the price and what the client gives, in cents.
fn change((price, given): (u32, u32)) -> Question {
    let words = |fr: bool| {
        let mark = if fr { "," } else { "." };
        (euros(price, mark), euros(given, mark), euros(given - price, mark))
    };
    let ((p, g, c), (pe, ge, ce)) = (words(true), words(false));
    Question {
        prompt: text(
            &format!("Une course coûte {p} €. Le client donne {g} €. Combien lui rendez-vous ?"),
            &format!("A trip costs €{pe}. The client gives €{ge}. How much change do you give?"),
        ),
        answer: given - price,
        unit: text("€", "€"),
        how: text(&format!("{g} − {p} = {c}."), &format!("{ge} − {pe} = {ce}.")),
    }
}

/// To count minutes: when a visit begins, and how long it lasts.
fn minutes((begins, lasts): (u32, u32)) -> Question {
    let ([bf, be], [ef, ee]) = (clock(begins), clock(begins + lasts));
    Question {
        prompt: text(
            &format!("Une visite commence à {bf} et finit à {ef}. Combien de minutes dure-t-elle ?"),
            &format!("A visit begins at {be} and ends at {ee}. How many minutes does it last?"),
        ),
        answer: lasts * 100,
        unit: text("minutes", "minutes"),
        how: text(
            &format!("De {bf} à {ef} : {lasts} minutes."),
            &format!("From {be} to {ee}: {lasts} minutes."),
        ),
    }
}

/// To take a share: per cent of euros.
fn percent((rate, of): (u32, u32)) -> Question {
    let answer = rate * of;
    Question {
        prompt: text(
            &format!("Combien font {rate} % de {of} € ?"),
            &format!("How much is {rate}% of €{of}?"),
        ),
        answer,
        unit: text("€", "€"),
        how: text(
            &format!("{of} × {rate} ÷ 100 = {}.", euros(answer, ",")),
            &format!("{of} × {rate} ÷ 100 = {}.", euros(answer, ".")),
        ),
    }
}

/// To keep a proportion: litres for a hundred kilometres, and kilometres.
fn litres((hundred, kilometres): (u32, u32)) -> Question {
    let answer = hundred * kilometres;
    Question {
        prompt: text(
            &format!("Votre voiture prend {hundred} litres pour 100 km. Combien de litres pour {kilometres} km ?"),
            &format!("Your car takes {hundred} litres for 100 km. How many litres for {kilometres} km?"),
        ),
        answer,
        unit: text("litres", "litres"),
        how: text(
            &format!("{hundred} × {kilometres} ÷ 100 = {}.", euros(answer, ",")),
            &format!("{hundred} × {kilometres} ÷ 100 = {}.", euros(answer, ".")),
        ),
    }
}

type Numbers = [[(u32, u32); 5]; 3];
/// A competence: its id, its names, how it is asked, with which numbers.
type Kind = (
    &'static str,
    &'static str,
    &'static str,
    fn((u32, u32)) -> Question,
    Numbers,
);

/// Easy, medium and hard numbers of each competence.
const KINDS: [Kind; 4] = [
    (
        "monnaie",
        "Rendre la monnaie",
        "Giving change",
        change,
        [
            [(700, 1000), (1200, 2000), (400, 500), (1500, 2000), (800, 1000)],
            [(1250, 2000), (850, 1000), (1640, 2000), (2310, 3000), (670, 1000)],
            [(1365, 2000), (2785, 5000), (3895, 5000), (1735, 2005), (4265, 5015)],
        ],
    ),
    (
        "minutes",
        "Compter une durée",
        "Counting a duration",
        minutes,
        [
            [(540, 30), (600, 45), (840, 20), (900, 15), (480, 40)],
            [(550, 35), (615, 50), (850, 45), (925, 55), (490, 65)],
            [(578, 87), (642, 113), (857, 96), (933, 142), (499, 128)],
        ],
    ),
    (
        "pourcents",
        "Prendre un pourcentage",
        "Taking a percentage",
        percent,
        [
            [(50, 40), (10, 30), (50, 18), (10, 70), (50, 60)],
            [(20, 45), (25, 80), (5, 60), (20, 35), (25, 60)],
            [(15, 46), (12, 35), (8, 65), (35, 24), (18, 55)],
        ],
    ),
    (
        "litres",
        "Garder une proportion",
        "Keeping a proportion",
        litres,
        [
            [(6, 50), (5, 200), (7, 200), (6, 200), (8, 50)],
            [(6, 250), (5, 150), (8, 125), (6, 350), (4, 175)],
            [(7, 130), (6, 145), (8, 235), (7, 185), (9, 165)],
        ],
    ),
];

fn source() -> Value {
    json!([{"title": "Arithmétique : la réponse se vérifie en refaisant le calcul", "read": "2026-11-22"}])
}

/// All sixty were answered from the question alone, before the keys were looked at.
fn review() -> Value {
    json!({"state": "reviewed", "by": "second lecteur, d'après la question seule", "on": "2026-11-22"})
}

fn items() -> Files {
    let mut files = Files::new();
    for (kind, _, _, ask, numbers) in KINDS {
        for (band, numbers) in ["easy", "medium", "hard"].into_iter().zip(numbers) {
            for (place, pair) in numbers.into_iter().enumerate() {
                let (question, id) = (ask(pair), format!("{kind}-{band}-{}", place + 1));
                files.insert(
                    format!("items/{id}.json"),
                    json!({
                        "format": "jalon/item@1",
                        "id": id,
                        "content": {"prompt": question.prompt, "interaction": {"type": "numeric-entry", "decimals": 2, "unit": question.unit}},
                        "key": {"type": "numeric-entry", "correct": decimal(question.answer), "tolerance": "0", "rationale": question.how},
                        "about": {
                            "competences": [kind], "part": "calcul", "bank": "practice", "kind": "application", "difficulty": band,
                            "sources": source(), "enemies": [], "review": review(),
                        },
                    }),
                );
            }
        }
    }
    files
}

fn referential() -> Value {
    let competence =
        |(id, fr, en, ..): &Kind| json!({"id": id, "nature": "savoir", "units": ["calcul"], "title": text(fr, en)});
    json!({
        "format": "jalon/referential@1", "id": "exemple-calcul", "version": 1, "base": "urn:uuid:0c6c1c62-5a34-5d0b-9a53-6f2e8f5a7c11",
        "title": text("Exemple : le calcul de tous les jours", "Example: everyday arithmetic"),
        "trade": text("Exemple : calcul", "Example: arithmetic"),
        "picture": "example",
        "notice": text(
            "Exemple inventé. Ses questions sont réglées sur des réponses simulées : le résultat ne dit rien de vous.",
            "Invented example. Its questions are tuned on simulated answers: the result says nothing about you.",
        ),
        "units": [{"id": "calcul", "kind": "part", "title": text("Calculer au travail", "Arithmetic at work"), "short": text("Le calcul", "Arithmetic"), "accepts": "self"}],
        "competences": KINDS.iter().map(competence).collect::<Vec<_>>(),
        "equivalences": [],
        "sources": source(),
    })
}

/// The protocol: before calibration it rests on declared difficulties and decides nothing.
fn protocol(calibrated: bool, stated: Option<&Value>) -> Value {
    let quota = |(kind, ..): &Kind| json!({"competences": [kind], "min": 2, "max": 8});
    let mut adaptive = json!({
        "criterion": "information", "estimator": "eap",
        "prior": {"mean": "0", "sd": "1", "from": "-4", "to": "4", "nodes": 61},
        "among": 5,
        "stop": {"min": 8, "ratio": {"cut": "0", "delta": "0.4", "alpha": "0.05", "beta": "0.05"}},
    });
    if !calibrated {
        adaptive["declared"] = json!({"easy": "-1", "medium": "0", "hard": "1"});
    }
    let mut protocol = json!({
        "format": "jalon/protocol@1", "id": "classement", "referential": "exemple-calcul",
        "title": text("Au-dessus ou au-dessous ?", "Above or below?"),
        "summary": text(
            "Un exemple de test qui classe : il s'arrête dès que vos réponses suffisent. On ne revient pas en arrière.",
            "An example of a test that classifies: it ends as soon as your answers suffice. There is no way back.",
        ),
        "purpose": "positioning", "scoring": "local", "assurance": "self", "proof": "quiz", "calibrated": false,
        "minutes": 15, "sitting": "together", "pause": true, "while-away": "stop", "feedback": "after",
        "parts": [{
            "id": "calcul", "title": text("Calculer au travail", "Arithmetic at work"), "navigation": "linear", "seconds": 1200,
            "sections": [{
                "id": "calcul",
                "select": {"bank": {"named": "practice"}, "units": ["calcul"]},
                "count": 24,
                "quotas": KINDS.iter().map(quota).collect::<Vec<_>>(),
                "order": "drawn", "points": "1", "adaptive": adaptive,
            }],
        }],
        "claims": [{"id": "calcul", "about": {"unit": "calcul"}, "minimum": 8}],
        "bands": {"version": 1, "bands": [
            {"id": "au-dessous", "title": text("au-dessous de la limite", "below the limit")},
            {"id": "au-dessus", "title": text("au-dessus de la limite", "above the limit"), "from": "0"},
        ]},
        "notice": text(
            "Exemple : étalonné sur des réponses simulées, pas sur de vraies personnes. Le résultat ne dit rien de vous.",
            "Example: calibrated on simulated answers, not on real people. The result says nothing about you.",
        ),
    });
    if calibrated {
        protocol["decision"] = json!({"rule": "cut", "claim": "calcul", "cut": "0"});
    }
    if let Some(stated) = stated {
        protocol["stated"] = stated.clone();
    }
    protocol
}

fn write(folder: &Path, files: &Files) {
    for (path, value) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, serde_json::to_string_pretty(value).unwrap() + "\n").unwrap();
    }
}

fn jalon(arguments: &[&str]) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .args(["--format", "json"])
        .args(arguments)
        .output();
    let run = run.unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}

/// A decimal of three places from a number.
fn rounded(number: &str) -> String {
    let thousandths = (number.parse::<f64>().unwrap() * 1000.0).round() / 1000.0;
    let text = format!("{thousandths:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The whole folder, made by the commands that its SOURCES.md names.
fn made(at: &Path) -> Files {
    let mut files = items();
    files.insert("referential.json".to_owned(), referential());
    files.insert("protocols/classement.json".to_owned(), protocol(false, None));
    let folder = at.join("folder");
    let (name, answers, parameters) = (
        folder.to_str().unwrap(),
        at.join("answers.csv"),
        at.join("parameters.csv"),
    );
    write(&folder, &files);
    let answers = answers.to_str().unwrap();
    jalon(&[
        "simulate",
        name,
        "classement",
        "--people",
        ANSWERS,
        "--seed",
        SEEDS[0],
        "--responses",
        answers,
        "--spread",
        "0.5",
    ]);
    let found = parameters.to_str().unwrap();
    jalon(&[
        "calibrate",
        answers,
        "--model",
        "two-pl",
        "--no-errors",
        "--parameters",
        found,
    ]);
    let mut lines = 0;
    for line in fs::read_to_string(&parameters).unwrap().lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let item = files
            .get_mut(&format!("items/{}.json", cells[0].trim_matches('"')))
            .unwrap();
        let model = json!({"type": "2pl", "a": rounded(cells[1]), "b": rounded(cells[2])});
        item["about"]["parameters"] = json!({"model": model, "origin": "simulated"});
        lines += 1;
    }
    assert_eq!(lines, 60, "every question is calibrated");
    files.insert("protocols/classement.json".to_owned(), protocol(true, None));
    write(&folder, &files);
    let simulated = jalon(&[
        "simulate",
        name,
        "classement",
        "--people",
        PEOPLE,
        "--seed",
        SEEDS[1],
        "--time-factors",
        "1/1",
    ]);
    files.insert(
        "protocols/classement.json".to_owned(),
        protocol(true, Some(&simulated["stated"])),
    );
    files
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials/exemple-calcul")
}

#[test]
fn the_example_is_what_its_commands_make() {
    let at = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("example");
    let _ = fs::remove_dir_all(&at);
    let files = made(&at);
    if std::env::var_os("JALON_BLESS").is_some() {
        write(&home(), &files);
    }
    for (path, wanted) in &files {
        let bytes = fs::read(home().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), *wanted, "{path}");
    }
    let stored = fs::read_dir(home().join("items")).unwrap().count();
    assert_eq!(stored, 60, "no question that nobody made");
}

/// What the protocol states is near what other people, of another seed, show: within four standard errors of both.
#[test]
fn other_people_err_as_often_as_stated() {
    let protocol: Value = serde_json::from_slice(&fs::read(home().join("protocols/classement.json")).unwrap()).unwrap();
    let number = |value: &Value| value.as_str().unwrap().parse::<f64>().unwrap();
    let stated = number(&protocol["stated"]["wrong"]);
    let said = jalon(&[
        "simulate",
        home().to_str().unwrap(),
        "classement",
        "--people",
        "1500",
        "--time-factors",
        "1/1",
    ]);
    let found = number(&said["decision"]["wrong"]);
    let error = (stated * (1.0 - stated) * (1.0 / 4000.0 + 1.0 / 800.0)).sqrt();
    assert!((found - stated).abs() < 4.0 * error, "{found} for {stated} ± {error}");
    assert!(stated > 0.02 && stated < 0.2, "{stated}");
}

/// The commands of SOURCES.md are those that made the folder: same seeds, same numbers of people.
#[test]
fn the_commands_named_are_those_that_made_it() {
    let sources = fs::read_to_string(home().join("SOURCES.md")).unwrap();
    let lines: Vec<&str> = sources.lines().filter(|line| line.starts_with("jalon ")).collect();
    let wanted = [
        format!(
            "--people {ANSWERS} --seed {} --responses answers.csv --spread 0.5",
            SEEDS[0]
        ),
        "calibrate answers.csv --model two-pl --no-errors --parameters parameters.csv".to_owned(),
        format!("--people {PEOPLE} --seed {} --time-factors 1/1", SEEDS[1]),
    ];
    assert_eq!(lines.len(), wanted.len(), "{lines:?}");
    for (line, wanted) in lines.iter().zip(wanted) {
        assert!(line.contains(&wanted), "{line}");
    }
}
