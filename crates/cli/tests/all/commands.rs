//! The command line from end to end: a folder becomes a release, an attempt, an outcome, an attestation, a verdict — and bad input becomes
//! one clear message, nothing half-written.

use crate::shell::{self, says};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

const DATE: &str = "2026-11-22T00:00:00Z";

/// A folder with a key and the release of a referential, made once: sealing a key takes its time on purpose.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("commands");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let _ = shell::succeeds(&folder, &["key", "new", "-o", "key.json"]);
        let referential = referential("advf");
        let _ = shell::succeeds(
            &folder,
            &[
                "release",
                &referential,
                "--key",
                "key.json",
                "--date",
                DATE,
                "-o",
                "advf.jalon",
            ],
        );
        fs::write(folder.join("answers.json"), right_answers()).unwrap();
        folder
    })
}

fn referential(name: &str) -> String {
    format!("{}/../../referentials/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Every question of the referential with its key.
fn right_answers() -> String {
    let mut answers = serde_json::Map::new();
    for entry in fs::read_dir(Path::new(&referential("advf")).join("items")).unwrap() {
        let item: Value = serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
        answers.insert(item["id"].as_str().unwrap().to_owned(), item["key"]["correct"].clone());
    }
    Value::Object(answers).to_string()
}

fn jalon(arguments: &[&str]) -> Output {
    shell::json(folder(), arguments)
}

fn succeeds(arguments: &[&str]) -> Value {
    shell::succeeds(folder(), arguments)
}

fn fails(arguments: &[&str]) -> Value {
    shell::fails(folder(), arguments)
}

/// Takes the block's test whole and attests it; gives the names of the journal and of the attestation.
fn attested(name: &str, seed: &str) -> (String, String) {
    let (journal, certificate) = (format!("{name}.journal.json"), format!("{name}.json"));
    let seed = seed.repeat(32);
    succeeds(&[
        "take",
        "advf.jalon",
        "garde-enfant",
        "--answers",
        "answers.json",
        "--seed",
        &seed,
        "-o",
        &journal,
    ]);
    succeeds(&[
        "certify",
        &journal,
        "--release",
        "advf.jalon",
        "--key",
        "key.json",
        "--at",
        "2026-11-22T10:00:00Z",
        "-o",
        &certificate,
    ]);
    (journal, certificate)
}

#[test]
fn from_a_folder_to_a_verdict() {
    let checked = succeeds(&["check", &referential("advf")]);
    assert_eq!(
        (&checked["errors"], &checked["items"]),
        (&Value::from(0), &Value::from(79))
    );
    let (journal, certificate) = attested("whole", "ab");
    let replayed = succeeds(&["replay", &journal, "--release", "advf.jalon"]);
    assert_eq!(replayed["answered"], 40);
    let outcome = succeeds(&["score", &journal, "--release", "advf.jalon"]);
    let claims = outcome["claims"].as_array().unwrap();
    assert!(
        claims.iter().all(|claim| claim["right"] == claim["scored"]),
        "every answer is its key"
    );
    let verdict = succeeds(&["verify", &certificate, "--at", "2026-11-23T00:00:00Z"]);
    assert_eq!(
        (&verdict["outcome"], &verdict["self-issued"]),
        (&Value::from("valid"), &Value::from(true))
    );
    // Pinned or not, a person's word about themself stays that.
    let holder = succeeds(&["key", "show", "key.json"])["did"].clone();
    let list = serde_json::json!({"format": "jalon/trust-list@1", "issuers": [{"did": holder, "name": "C", "roles": ["certifier"]}]});
    fs::write(folder().join("trust.json"), list.to_string()).unwrap();
    let at = ["--at", "2026-11-23T00:00:00Z"];
    let verdict = succeeds(&["verify", &certificate, "--trust", "trust.json", at[0], at[1]]);
    assert_eq!(
        (&verdict["trusted"], &verdict["self-issued"]),
        (&Value::from("no"), &Value::from(true))
    );
    let refused = fails(&["verify", &certificate, "--trust", &certificate, at[0], at[1]]);
    assert!(refused["error"].as_str().unwrap().contains(&certificate), "{refused}");
    let blocks = succeeds(&[
        "blocks",
        &certificate,
        "--referential",
        &referential("advf"),
        "--at",
        "2026-11-23T00:00:00Z",
    ]);
    let degrees: Vec<&Value> = blocks["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| &unit["degree"])
        .collect();
    assert_eq!(
        degrees,
        ["not-yet", "not-yet", "partly"],
        "a self-assessment is never more than partly"
    );
}

#[test]
fn the_same_folder_date_and_key_give_the_same_release_and_the_same_seed_the_same_journal() {
    let before = fs::read(folder().join("advf.jalon")).unwrap();
    succeeds(&[
        "release",
        &referential("advf"),
        "--key",
        "key.json",
        "--date",
        DATE,
        "-o",
        "again.jalon",
    ]);
    assert_eq!(before, fs::read(folder().join("again.jalon")).unwrap());
    let (one, _) = attested("one", "0c");
    let (two, _) = attested("two", "0c");
    assert_eq!(
        fs::read(folder().join(one)).unwrap(),
        fs::read(folder().join(two)).unwrap()
    );
}

#[test]
fn a_changed_answer_is_named_and_a_changed_word_refused() {
    let (journal, certificate) = attested("changed", "5e");
    let text = fs::read_to_string(folder().join(&journal)).unwrap();
    let at = text.find("\"chosen\":[\"").unwrap() + 11;
    let other = if &text[at..=at] == "b" { "c" } else { "b" };
    fs::write(
        folder().join("other.journal.json"),
        format!("{}{other}{}", &text[..at], &text[at + 1..]),
    )
    .unwrap();
    let replayed = fails(&["replay", "other.journal.json", "--release", "advf.jalon"]);
    assert_eq!(
        (&replayed["code"], &replayed["chain"]),
        (&Value::from("journal/payload"), &Value::from("seat"))
    );
    let text = fs::read_to_string(folder().join(&certificate)).unwrap();
    fs::write(
        folder().join("other.json"),
        text.replacen("unsupervised", "Unsupervised", 1),
    )
    .unwrap();
    let verdict = fails(&["verify", "other.json", "--at", "2026-11-23T00:00:00Z"]);
    assert_eq!(verdict["outcome"], "invalid");
    let blocks = fails(&["blocks", "other.json", "--referential", "advf.jalon"]);
    assert_eq!(
        blocks["not-counted"][0], "other.json",
        "what is not valid does not count, and is named"
    );
}

#[test]
fn bad_input_gets_one_clear_message() {
    for (name, bytes) in [
        ("cut.jalon", &b"PK\x03\x04"[..]),
        ("empty.jalon", b""),
        ("text.jalon", b"hello"),
    ] {
        fs::write(folder().join(name), bytes).unwrap();
        let said = fails(&["replay", name, "--release", name]);
        assert!(said["error"].as_str().unwrap().contains(name), "{said}");
    }
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    for (text, code) in [
        ("{\"a\":1,\"a\":2}", "twice"),
        (deep.as_str(), "nested deeper"),
        ("{\"attempt\":", "ends too early"),
        ("[1e999]", "number"),
    ] {
        fs::write(folder().join("bad.json"), text).unwrap();
        let said = fails(&["replay", "bad.json", "--release", "advf.jalon"]);
        assert!(said["error"].as_str().unwrap().contains(code), "{code}: {said}");
    }
    let said = fails(&[
        "take",
        "advf.jalon",
        "nulle-part",
        "--answers",
        "answers.json",
        "--seed",
        &"00".repeat(32),
        "-o",
        "x.json",
    ]);
    assert!(said["error"].as_str().unwrap().contains("nulle-part"));
    assert!(!folder().join("x.json").exists(), "nothing half-written");
    fs::write(folder().join("wrong.json"), "{\"c31-consigne-television\": \"z\"}").unwrap();
    let said = fails(&[
        "take",
        "advf.jalon",
        "garde-enfant",
        "--answers",
        "wrong.json",
        "--seed",
        &"00".repeat(32),
        "-o",
        "x.json",
    ]);
    assert!(
        said["error"].as_str().unwrap().contains("response/unknown-option"),
        "{said}"
    );
    let verdict = fails(&["verify", "advf.jalon"]);
    assert_eq!(verdict["outcome"], "invalid", "a file of another kind");
}

#[test]
fn a_folder_with_faults_says_them_all_at_once_and_is_not_released() {
    let bad = folder().join("bad");
    fs::create_dir_all(bad.join("items")).unwrap();
    fs::copy(
        Path::new(&referential("advf")).join("referential.json"),
        bad.join("referential.json"),
    )
    .unwrap();
    fs::write(
        bad.join("items/a.json"),
        "{\"format\": \"jalon/item@1\", \"id\": \"b\", \"content\": {}, \"key\": 3, \"about\": {\"competences\": []}}",
    )
    .unwrap();
    fs::write(bad.join("items/c.json"), "{\"format\": ").unwrap();
    let bad = bad.to_str().unwrap();
    let said = fails(&["check", bad]);
    let codes: Vec<&str> = said["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    for code in [
        "authoring/missing-member",
        "authoring/wanted",
        "item/no-competence",
        "json/truncated",
    ] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    assert!(
        said["findings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|finding| finding["path"].is_string())
    );
    fails(&["release", bad, "--key", "key.json", "-o", "bad.jalon"]);
    assert!(!folder().join("bad.jalon").exists());
}

#[test]
fn an_equivalence_dispenses_from_its_parts_for_its_time_alone() {
    let release = [
        "release",
        &referential("vtc"),
        "--key",
        "key.json",
        "--date",
        DATE,
        "-o",
        "vtc.jalon",
    ];
    succeeds(&release);
    fs::write(folder().join("none.json"), "{}").unwrap();
    let seed = "17".repeat(32);
    let take = |day: &str| {
        let base = [
            "take",
            "vtc.jalon",
            "epreuve-blanche",
            "--answers",
            "none.json",
            "--seed",
            &seed,
        ];
        let claim = ["--dispensation", "passerelle-taxi", "--obtained", day];
        let when = ["--at", "2026-11-22T09:00:00Z", "-o", "dispensed.journal.json"];
        jalon(&[&base[..], &claim, &when].concat())
    };
    let taken = take("2023-11-23");
    assert!(taken.status.success(), "{taken:?}");
    let outcome = succeeds(&["score", "dispensed.journal.json", "--release", "vtc.jalon"]);
    assert_eq!(outcome["exempt"], serde_json::json!(["a", "b", "c", "d", "e"]));
    assert_eq!(outcome["dispensation"]["equivalence"], "passerelle-taxi");
    let sat: Vec<&Value> = outcome["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| &part["part"])
        .collect();
    assert_eq!(sat, ["f", "g"]);
    fs::remove_file(folder().join("dispensed.journal.json")).unwrap();
    for (day, code) in [
        ("2023-11-22", "dispensation/too-old"),
        ("2026-11-23", "dispensation/not-yet"),
    ] {
        let refused = take(day);
        assert!(!refused.status.success());
        assert!(says(&refused)["error"].as_str().unwrap().contains(code), "{refused:?}");
        assert!(
            !folder().join("dispensed.journal.json").exists(),
            "nothing half-written"
        );
    }
}

#[test]
fn marks_count_only_as_they_were_signed() {
    use jalon_credential::envelope::Signed;
    use jalon_protocol::mark::{MARK, Mark};
    let (journal, _) = attested("marked", "3d");
    let attempt =
        serde_json::from_slice::<Value>(&fs::read(folder().join(&journal)).unwrap()).unwrap()["attempt"].clone();
    let mark = serde_json::json!({"attempt": attempt, "item": "c31-consigne-television", "elements": {},
        "by": "candidate", "at": "2026-11-22T10:00:00Z"});
    let mark: Mark = serde_json::from_value(mark).unwrap();
    let key = jalon_credential::SecretKey::from_seed([4; 32]);
    let by = jalon_credential::did::did_key(&key.public());
    let waiting = Signed::prepare(MARK, &mark, &by, mark.at).unwrap();
    let signature = key.sign(waiting.bytes());
    let signed = String::from_utf8(waiting.complete(signature).unwrap().to_vec()).unwrap();
    let said = |text: String| {
        fs::write(folder().join("marks.json"), text).unwrap();
        let said = fails(&["score", &journal, "--release", "advf.jalon", "--marks", "marks.json"]);
        said["error"].as_str().unwrap().to_owned()
    };
    // Well signed, but of a question that nobody marks by hand: the engine says so.
    assert!(said(format!("[{signed}]")).contains("score/mark"));
    let changed = said(format!("[{}]", signed.replacen("candidate", "marker", 1)));
    assert!(changed.contains("mark 1"), "{changed}");
    assert!(said(serde_json::to_string(&[&mark]).unwrap()).contains("signed documents are expected"));
}

#[test]
fn a_key_opens_with_its_passphrase_alone_and_is_never_overwritten() {
    let shown = succeeds(&["key", "show", "key.json"]);
    assert!(shown["did"].as_str().unwrap().starts_with("did:key:z6Mk"));
    let sealed = fs::read(folder().join("key.json")).unwrap();
    let wrong = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .current_dir(folder())
        .env("JALON_PASSPHRASE", "autre")
        .args(["key", "show", "key.json"])
        .output()
        .unwrap();
    assert!(!wrong.status.success() && !wrong.stderr.is_empty());
    let again = fails(&["key", "new", "-o", "key.json"]);
    assert!(again["error"].as_str().unwrap().contains("never overwritten"));
    assert_eq!(sealed, fs::read(folder().join("key.json")).unwrap());
}

#[test]
fn a_key_comes_back_from_its_sheet_of_paper() {
    succeeds(&["key", "paper", "key.json", "-o", "sheet.svg"]);
    let sealed = fs::read(folder().join("key.json")).unwrap();
    let sheet = fs::read_to_string(folder().join("sheet.svg")).unwrap();
    // The text that is printed below the code, typed again.
    let printed: Vec<&str> = sheet
        .split("<text ")
        .filter(|line| line.contains("monospace"))
        .map(|line| line.split_once('>').unwrap().1.split_once('<').unwrap().0)
        .collect();
    fs::write(folder().join("typed.txt"), printed.join("\n")).unwrap();
    succeeds(&["key", "read", "typed.txt", "-o", "typed.key"]);
    assert_eq!(sealed, fs::read(folder().join("typed.key")).unwrap());
    // The code itself, as a scan shows it.
    let code = jalon_paper::symbol::Symbol::of(&printed.concat(), 20).unwrap();
    assert!(sheet.contains(&code.path()));
    fs::write(folder().join("scan.png"), code.png(6)).unwrap();
    succeeds(&["key", "read", "scan.png", "-o", "scanned.key"]);
    assert_eq!(sealed, fs::read(folder().join("scanned.key")).unwrap());
    let again = fails(&["key", "read", "scan.png", "-o", "scanned.key"]);
    assert!(again["error"].as_str().unwrap().contains("never overwritten"));
    // A character that is missing, and a code of something else.
    fs::write(folder().join("typed.txt"), &printed.concat()[..100]).unwrap();
    let cut = fails(&["key", "read", "typed.txt", "-o", "cut.key"]);
    assert!(cut["error"].as_str().unwrap().contains("typed.txt"));
    // A letter typed wrong, wherever it is: what is read back does not open.
    let text = printed.concat();
    for place in [text.len() - 3, text.len() - 60] {
        let mut wrong: Vec<char> = text.chars().collect();
        wrong[place] = if wrong[place] == 'O' { '0' } else { 'O' };
        fs::write(folder().join("typed.txt"), wrong.iter().collect::<String>()).unwrap();
        let read = fails(&["key", "read", "typed.txt", "-o", "cut.key"]);
        assert!(read["error"].as_str().unwrap().contains("does not open"), "{read}");
    }
    let other = jalon_paper::symbol::Symbol::of("https://example.org/", 5).unwrap();
    fs::write(folder().join("other.png"), other.png(6)).unwrap();
    let none = fails(&["key", "read", "other.png", "-o", "cut.key"]);
    assert!(none["error"].as_str().unwrap().contains("no code of a key"));
    assert!(!folder().join("cut.key").exists());
}

#[test]
fn an_editor_gets_the_schema_of_each_authored_file() {
    for kind in ["item", "stimulus", "protocol", "referential"] {
        let schema = succeeds(&["schema", kind]);
        assert_eq!(schema["title"], format!("jalon/{kind}@1"));
        assert_eq!(schema["additionalProperties"], false);
    }
    let output = jalon(&["schema", "journal"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("item, stimulus, protocol, referential"));
}
