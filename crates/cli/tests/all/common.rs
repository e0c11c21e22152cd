//! A certifier's desk: keys, a release, an outcome to certify, and the commands run on them.

use crate::shell;
pub use crate::shell::says;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Mutex, OnceLock};

pub const REVOKED: &str = "https://certificateur.example/status/revoked";

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    shell::json(folder, arguments)
}

pub fn succeeds(arguments: &[&str]) -> Value {
    shell::succeeds(folder(), arguments)
}

pub fn fails(arguments: &[&str]) -> Value {
    shell::fails(folder(), arguments)
}

/// A folder with the keys of a certifier, a holder and a root, a release, and an outcome as a room would give it.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("desk");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let done = |arguments: &[&str]| {
            let output = run(&folder, arguments);
            assert!(output.status.success(), "{output:?}");
            says(&output)
        };
        for (seed, name) in [(41, "certifier.key"), (42, "holder.key"), (43, "root.key")] {
            shell::key(&folder, name, seed);
        }
        let referential = format!("{}/../../referentials/advf", env!("CARGO_MANIFEST_DIR"));
        done(&[
            "release",
            &referential,
            "--key",
            "certifier.key",
            "--date",
            "2026-11-22T00:00:00Z",
            "-o",
            "advf.jalon",
        ]);
        let mut answers = serde_json::Map::new();
        for entry in fs::read_dir(Path::new(&referential).join("items")).unwrap() {
            let item: Value = serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
            answers.insert(item["id"].as_str().unwrap().to_owned(), item["key"]["correct"].clone());
        }
        fs::write(folder.join("answers.json"), Value::Object(answers).to_string()).unwrap();
        let seed = "ab".repeat(32);
        done(&[
            "take",
            "advf.jalon",
            "garde-enfant",
            "--answers",
            "answers.json",
            "--seed",
            &seed,
            "-o",
            "journal.json",
        ]);
        let output = run(&folder, &["score", "journal.json", "--release", "advf.jalon"]);
        let mut outcome = says(&output);
        // What a proctored room will say of its attempts.
        outcome["assurance"] = json!("proctored");
        fs::write(folder.join("outcome.json"), outcome.to_string()).unwrap();
        fs::write(folder.join("session.json"), "{}").unwrap();
        folder
    })
}

/// Identity of a key; asked for once, since opening a key is made to take its time.
pub fn did(key: &str) -> String {
    static KNOWN: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    let folder = folder();
    let mut known = KNOWN.lock().unwrap();
    let ask = || {
        let shown = says(&run(folder, &["key", "show", key]));
        shown["did"].as_str().unwrap().to_owned()
    };
    known.entry(key.to_owned()).or_insert_with(ask).clone()
}

/// Issues one certificate under a name; gives its id, its file and the file of its opening.
pub fn issue(name: &str) -> (String, String, String) {
    let order = json!({
        "outcome": "outcome.json", "holder": did("holder.key"), "taken": "2026-11-20T10:00:00Z",
        "name": "Ada Lovelace", "born": "1990-12-10",
    });
    let orders = json!({"format": "jalon/orders@1", "orders": [order]});
    fs::write(folder().join(format!("{name}.orders.json")), orders.to_string()).unwrap();
    let issued = succeeds(&issuing(name));
    let id = issued["issued"][0]["certificate"].as_str().unwrap().to_owned();
    let file = issued["issued"][0]["file"].as_str().unwrap().to_owned();
    let opening = file.replace(".json", ".opening.json");
    (id, file, opening)
}

pub fn issuing(name: &str) -> Vec<&'static str> {
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    vec![
        "issue",
        leak(format!("{name}.orders.json")),
        "--release",
        "advf.jalon",
        "--key",
        "certifier.key",
        "--register",
        leak(format!("{name}.register.json")),
        "--revocations",
        REVOKED,
        "--suspensions",
        "https://certificateur.example/status/suspended",
        "--session",
        "session.json",
        "--at",
        "2026-11-22T00:00:00Z",
        "--rdfc",
        "-o",
        leak(format!("{name}.certificates")),
    ]
}

/// Signs the list of a register; gives the argument that puts it at hand.
pub fn list(name: &str, at: &str) -> String {
    let (register, file) = (format!("{name}.register.json"), format!("{name}.list.json"));
    succeeds(&[
        "status",
        "--register",
        &register,
        "--key",
        "certifier.key",
        "--at",
        at,
        "-o",
        &file,
    ]);
    format!("{REVOKED}={file}")
}
