//! A certifier's other work: habilitations that narrow and are suspended, checkpoints that are extended, evidence that is compared.

use crate::common::*;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    folder().join(name)
}

/// Issues as the centre's certifier; gives the file.
fn issued(name: &str, centre: &str) -> String {
    let order = json!({"outcome": "outcome.json", "holder": did("holder.key"), "taken": "2026-11-20T10:00:00Z"});
    let orders = json!({"format": "jalon/orders@1", "orders": [order]});
    fs::write(path(&format!("{name}.orders.json")), orders.to_string()).unwrap();
    let mut arguments = issuing(name);
    arguments.extend(["--centre", leak(centre.to_owned())]);
    let issued = succeeds(&arguments);
    issued["issued"][0]["file"].as_str().unwrap().to_owned()
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

/// The text that a command says.
fn text(arguments: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_jalon"))
        .current_dir(folder())
        .env("JALON_PASSPHRASE", "essai")
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn of_check(report: &Value, id: &str) -> Vec<(String, Value)> {
    let checks = report["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|check| check["id"] == id);
    checks
        .map(|check| (check["state"].as_str().unwrap().to_owned(), check["code"].clone()))
        .collect()
}

#[test]
fn a_habilitation_narrows_is_drawn_and_is_suspended() {
    let centre = did("root.key");
    let certifier = did("certifier.key");
    let file = issued("chain", &centre);
    let document: Value = serde_json::from_slice(&fs::read(path(&file)).unwrap()).unwrap();
    let about = document["credentialSubject"]["achievement"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let grant = format!("examine={about}");
    let make = |key: &str, to: &str, grant: &str, until: &str, more: &[&str]| -> Vec<&'static str> {
        let fixed = [
            "habilitation",
            "make",
            "--key",
            key,
            "--to",
            to,
            "--name",
            "Centre de Lyon",
            "--grant",
            grant,
            "--from",
            "2026-01-01T00:00:00Z",
            "--until",
            until,
            "--at",
            "2026-01-01T00:00:00Z",
        ];
        fixed.iter().chain(more).map(|&word| leak(word.to_owned())).collect()
    };
    let own = ["--register", "chain.register.json"];
    let year = "2026-12-31T00:00:00Z";
    let given = [&own[..], &["-o", "chain.habilitation.json"]].concat();
    let made = succeeds(&make("certifier.key", &centre, &grant, year, &given));
    assert_eq!(made["grants"], json!([{"right": "examine", "about": about}]));
    assert_eq!(
        succeeds(&["habilitation", "show", "chain.habilitation.json"])["id"],
        made["id"]
    );

    let at = ["--at", "2026-11-25T00:00:00Z"];
    let map = list("chain", "2026-11-24T00:00:00Z");
    let suspensions = |file: &str| {
        let key = [
            "--key",
            "certifier.key",
            "--register",
            "chain.register.json",
            "--purpose",
            "suspension",
        ];
        succeeds(&[&["status"], &key[..], &["--at", "2026-11-24T00:00:00Z", "-o", file]].concat());
        format!("https://certificateur.example/status/suspended={file}")
    };
    let trust = json!({"format": "jalon/trust-list@1", "issuers": [{"did": certifier, "name": "Certificateur", "roles": ["certifier"]}]});
    fs::write(path("chain.trust.json"), trust.to_string()).unwrap();
    let in_force = suspensions("chain.suspended-1.json");
    let verify = |suspended: &'static str| -> Vec<&str> {
        let with = [
            "--with",
            "chain.habilitation.json",
            "--trust",
            "chain.trust.json",
            "--map",
            suspended,
        ];
        [&["verify", &file][..], &at, &["--map", &map], &with].concat()
    };
    let good = verify(leak(in_force));
    let report = succeeds(&good);
    assert_eq!(of_check(&report, "habilitation"), [("passed".to_owned(), Value::Null)]);
    let drawn = text(&good);
    let lines: Vec<&str> = drawn
        .lines()
        .skip_while(|line| !line.starts_with("Certificateur"))
        .collect();
    assert_eq!(lines.len(), 4, "{drawn}");
    assert!(
        lines[1].starts_with("└─ did:key:z6Mk") && lines[1].contains("entitled to hold the exam until"),
        "{drawn}"
    );
    assert_eq!(lines[2], "   └─ Record of the session, cited by the certificate");
    assert!(lines[3].starts_with("└─ Certificate “"), "{drawn}");

    // Suspended: the next list says so, and the certificate is refused.
    let id = made["id"].as_str().unwrap();
    let reason = ["--register", "chain.register.json", "--reason", "contrôle", "--suspend"];
    succeeds(&[&["revoke", id], &reason[..]].concat());
    let suspended = verify(leak(suspensions("chain.suspended-2.json")));
    assert_eq!(
        of_check(&fails(&suspended), "habilitation"),
        [("failed".to_owned(), json!("SUSPENDED"))]
    );

    // Whoever was let habilitate cannot give more than they were given.
    let wide = format!("let-examine={about}");
    let above = [&own[..], &["-o", "chain.above.json"]].concat();
    succeeds(&make("certifier.key", &did("holder.key"), &wide, year, &above));
    let below = |grant: &str, until: &str| {
        let more = [
            "--under",
            "chain.above.json",
            "--register",
            "chain.below.register.json",
            "--revocations",
            "https://a.example/r",
            "--suspensions",
            "https://a.example/s",
            "-o",
            "chain.below.json",
        ];
        make("holder.key", &centre, grant, until, &more)
    };
    let other = "examine=https://other.example/certification";
    assert_eq!(fails(&below(other, year))["code"], "habilitation/scope");
    assert_eq!(
        fails(&below(&format!("certify={about}"), year))["code"],
        "habilitation/scope"
    );
    assert_eq!(
        fails(&below(&grant, "2027-06-30T00:00:00Z"))["code"],
        "habilitation/dates"
    );
    assert!(!path("chain.below.json").exists(), "nothing is half made");
    succeeds(&below(&grant, year));
}

#[test]
fn a_tree_grows_and_its_proofs_hold() {
    let first = issued("tree", &did("root.key"));
    let second = path("tree.certificates").join("other.json");
    fs::copy(path(&first), &second).unwrap();
    // Another document: the same but for its name.
    let changed = fs::read_to_string(&second)
        .unwrap()
        .replacen("\"name\":\"", "\"name\":\"X", 1);
    fs::write(&second, changed).unwrap();
    let second = "tree.certificates/other.json";
    let origin = ["--origin", "certificateur.example/issued"];
    let extend = |file: &str| succeeds(&["checkpoint", "extend", file, "--tree", "tree.txt"]);
    let make = |output: &str, more: &[&str]| {
        let fixed = [
            "checkpoint",
            "make",
            "--tree",
            "tree.txt",
            "--key",
            "certifier.key",
            "-o",
            output,
        ];
        [&fixed[..], &origin, more]
            .concat()
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<String>>()
    };
    let run = |words: Vec<String>| succeeds(&words.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(extend(&first), json!({"added": 1, "size": 1, "others": 0}));
    assert_eq!(
        extend(&first),
        json!({"added": 0, "size": 1, "others": 0}),
        "once is enough"
    );
    // As `issue` writes it beside a certificate that names a person.
    let opening = first.replace(".json", ".opening.json");
    let held = json!({"certificate": "urn:uuid:x", "value": "ada lovelace|1990-12-10", "salt": "AAAA"});
    fs::write(path(&opening), held.to_string()).unwrap();
    assert_eq!(
        extend(&opening),
        json!({"added": 0, "size": 1, "others": 1}),
        "the salts of holders are in no tree"
    );
    run(make("tree.1.note", &[]));
    assert_eq!(extend(second), json!({"added": 1, "size": 2, "others": 0}));
    run(make("tree.2.note", &["--after", "tree.1.note"]));

    let key = succeeds(&["checkpoint", "key", "--key", "certifier.key", origin[0], origin[1]]);
    let key = key["key"].as_str().unwrap();
    let beside = first.replace(".json", ".inclusion");
    succeeds(&[
        "checkpoint",
        "prove",
        &first,
        "--tree",
        "tree.txt",
        "--checkpoint",
        "tree.2.note",
        "-o",
        &beside,
    ]);
    let check = |certificate: &'static str| {
        [
            "checkpoint",
            "check",
            leak(beside.clone()),
            "--key",
            leak(key.to_owned()),
            "--certificate",
            certificate,
        ]
    };
    let first: &'static str = leak(first);
    assert_eq!(succeeds(&check(first))["size"], 2);
    assert_eq!(
        fails(&check("tree.certificates/other.json"))["code"],
        "checkpoint/not-included"
    );

    let go_on = [
        "checkpoint",
        "continue",
        "tree.1.note",
        "tree.2.note",
        "--tree",
        "tree.txt",
        "-o",
        "tree.continued",
    ];
    succeeds(&go_on);
    let check = ["checkpoint", "check", "tree.continued", "--key", key, "--earlier"];
    assert_eq!(succeeds(&[&check[..], &["tree.1.note"]].concat())["size"], 2);
    assert_eq!(
        fails(&[&check[..], &["tree.2.note"]].concat())["code"],
        "checkpoint/not-consistent"
    );

    // A tree whose past was changed is not signed after a checkpoint of that past, and proves nothing.
    let lines = fs::read_to_string(path("tree.txt")).unwrap();
    let mut lines: Vec<&str> = lines.lines().collect();
    lines.swap(0, 1);
    fs::write(path("rewritten.txt"), lines.join("\n") + "\n").unwrap();
    let rewritten = make("tree.3.note", &["--after", "tree.1.note"]);
    let rewritten: Vec<&str> = rewritten
        .iter()
        .map(|word| if word == "tree.txt" { "rewritten.txt" } else { word })
        .collect();
    assert_eq!(fails(&rewritten)["code"], "checkpoint/not-consistent");
    let prove = [
        "checkpoint",
        "prove",
        first,
        "--tree",
        "rewritten.txt",
        "--checkpoint",
        "tree.2.note",
        "-o",
        "none",
    ];
    assert_eq!(fails(&prove)["code"], "checkpoint/not-consistent");
}

#[test]
fn evidence_beside_a_certificate_is_compared() {
    let file = issued("evidence", &did("root.key"));
    let map = list("evidence", "2026-11-24T00:00:00Z");
    let verify = ["verify", &file, "--at", "2026-11-25T00:00:00Z", "--map", &map];
    let none = [("not-applicable".to_owned(), Value::Null)];
    assert_eq!(of_check(&succeeds(&verify), "evidence"), none);
    let beside = |ending: &str| path(&file.replace(".json", ending));
    for (from, ending) in [
        ("outcome.json", ".outcome.json"),
        ("journal.json", ".journal.json"),
        ("advf.jalon", ".jalon"),
        ("session.json", ".session.json"),
    ] {
        fs::copy(path(from), beside(ending)).unwrap();
    }
    let report = succeeds(&verify);
    let passed = ("passed".to_owned(), Value::Null);
    assert_eq!(
        of_check(&report, "evidence"),
        [passed.clone(), passed.clone(), passed.clone(), passed.clone()]
    );
    let genres: Vec<&Value> = report["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|check| check["id"] == "evidence")
        .map(|check| &check["args"]["genre"])
        .collect();
    assert_eq!(genres, ["outcome", "attempt-seal", "release", "session"]);
    assert!(text(&verify).contains("the journal given here is the one that the certificate cites"));
    // Another result than the one that was certified.
    let mut outcome: Value = serde_json::from_slice(&fs::read(path("outcome.json")).unwrap()).unwrap();
    outcome["assurance"] = json!("remote");
    fs::write(beside(".outcome.json"), outcome.to_string()).unwrap();
    fs::write(beside(".session.json"), "{\"other\": true}").unwrap();
    let failed = ("failed".to_owned(), json!("RELATED_RESOURCE_ERROR"));
    assert_eq!(
        of_check(&fails(&verify), "evidence"),
        [failed.clone(), passed.clone(), passed, failed]
    );
}

#[test]
fn a_bundle_is_put_into_the_page_of_one_file() {
    let place = "<script type=\"application/json\" id=\"trust\">";
    fs::write(
        path("page.html"),
        format!("<main></main>{place}{{}}</script><script>let a;</script>"),
    )
    .unwrap();
    let name = "Le certificateur </script><script>alert(1)";
    let list = json!({"format": "jalon/trust-list@1", "issuers": [{"did": did("root.key"), "name": name, "roles": ["certifier"]}]});
    fs::write(path("page.list.json"), list.to_string()).unwrap();
    let put = [
        "trust",
        "page",
        "page.list.json",
        "--page",
        "page.html",
        "-o",
        "page.out.html",
    ];
    assert_eq!(succeeds(&put)["parties"], json!([did("root.key")]));
    let page = fs::read_to_string(path("page.out.html")).unwrap();
    let (before, rest) = page.split_once(place).unwrap();
    let (inside, after) = rest.split_once("</script>").unwrap();
    assert_eq!((before, after), ("<main></main>", "<script>let a;</script>"));
    assert_eq!(serde_json::from_str::<Value>(inside).unwrap(), list);
    // A page that is another, and a bundle that is none.
    fs::write(path("page.other.html"), "<main></main>").unwrap();
    fails(&[
        "trust",
        "page",
        "page.list.json",
        "--page",
        "page.other.html",
        "-o",
        "page.none.html",
    ]);
    fails(&[
        "trust",
        "page",
        "page.html",
        "--page",
        "page.html",
        "-o",
        "page.none.html",
    ]);
    assert!(!path("page.none.html").exists());
}
