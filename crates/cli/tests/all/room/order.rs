//! The order of a session, from the template to the signed document: everything that is wrong at once, at its place.

use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_session::Order;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _was_not_there = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn says(&self, words: &str) -> (bool, Value) {
        let output = Command::new(env!("CARGO_BIN_EXE_jalon"))
            .current_dir(&self.0)
            .env("JALON_PASSPHRASE", "trois petits mots")
            .args(words.split_whitespace())
            .args(["--format", "json"])
            .output()
            .unwrap();
        let said = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.success(), said)
    }

    fn done(&self, words: &str) -> Value {
        let (done, said) = self.says(words);
        assert!(done, "{words}: {said}");
        said
    }

    /// Orders, and gives what is found: code and line.
    fn orders(&self, draft: &Value, more: &str) -> (bool, Value, Vec<(String, u64)>) {
        fs::write(self.0.join("draft.json"), serde_json::to_vec_pretty(draft).unwrap()).unwrap();
        let _none_yet = fs::remove_dir_all(self.0.join("session"));
        let (done, said) = self.says(&format!("{ORDER} {more}"));
        assert_eq!(
            done,
            self.0.join("session/order.json").exists(),
            "nothing is written but what holds"
        );
        let found = said["findings"].as_array().map_or_else(Vec::new, |found| {
            let line = |finding: &Value| finding["at"][0].as_u64().unwrap_or(0);
            let code = |finding: &Value| finding["code"].as_str().unwrap().to_owned();
            found.iter().map(|finding| (code(finding), line(finding))).collect()
        });
        (done, said, found)
    }
}

const ORDER: &str = "session order draft.json --release advf.jalon --key certifier.key -o session --habilitated-from 2027-01-01T00:00:00Z \
                     --habilitated-until 2027-12-31T00:00:00Z";

fn codes(found: &[(String, u64)]) -> Vec<&str> {
    found.iter().map(|(code, _)| code.as_str()).collect()
}

/// Codes of what is found, but that a rehearsal is no exam.
fn errors(found: &[(String, u64)]) -> Vec<&str> {
    let mut codes = codes(found);
    codes.retain(|code| *code != "order/not-an-exam");
    codes
}

#[test]
fn an_order_from_its_template_with_everything_wrong_at_once() {
    let desk = Desk::new("orders");
    let advf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials/advf");
    desk.done("key new -o certifier.key");
    desk.done(&format!("release {} --key certifier.key -o advf.jalon", advf.display()));
    desk.done("session template -o template");
    let written: Value = serde_json::from_slice(&fs::read(desk.0.join("template/draft.json")).unwrap()).unwrap();
    let table = "--candidates template/candidates.csv";

    // As it is: keys and protocol are still to be written.
    let (_, _, found) = desk.orders(&written, table);
    let wanted = [
        "order/no-protocol",
        "order/two-roles",
        "order/key",
        "order/two-roles",
        "order/key",
    ];
    assert_eq!(codes(&found), wanted);
    assert!(found.iter().all(|(_, line)| *line > 1), "each at its line: {found:?}");

    // What has no form is said of every member and of every person, and not only of the first.
    let mut bad = written.clone();
    bad["capacity"] = json!(-1);
    bad["window"]["late"] = json!("half past eight");
    bad["staff"][1]["may"] = json!(["fly"]);
    bad["seats"][3] = json!("P 4");
    bad["colour"] = json!("blue");
    let (_, _, found) = desk.orders(&bad, table);
    assert_eq!(codes(&found), ["json/shape"; 5]);
    let lines: std::collections::BTreeSet<u64> = found.iter().map(|(_, line)| *line).collect();
    assert!(
        lines.len() == 5 && !lines.contains(&0),
        "each at its own line: {found:?}"
    );
    let (_, _, found) = desk.orders(&bad, "");
    assert_eq!(codes(&found), ["json/shape"; 6], "and nobody sits");

    // Written to the end.
    let mut right = written;
    let did = |seed: u8| did_key(&SecretKey::from_seed([seed; 32]).public());
    right["centre"] = json!(did(1));
    right["staff"][0]["key"] = json!(did(2));
    right["staff"][1]["key"] = json!(did(3));
    right["protocol"] = json!("decouverte");
    let (done, said, found) = desk.orders(&right, table);
    assert!(done, "{said}");
    assert!(
        codes(&found).iter().all(|code| *code == "order/not-an-exam"),
        "{found:?}"
    );
    let order = Order::open(&fs::read(desk.0.join("session/order.json")).unwrap()).unwrap();
    assert_eq!(order.session.to_string(), said["session"].as_str().unwrap());
    let adjusted = |place: usize| order.roster[place].adjustments.clone();
    assert!(adjusted(0) == jalon_session::order::Adjustments::default() && adjusted(2).minutes == 10);
    assert_ne!(order.roster[0].attempt, order.roster[1].attempt);
    let sealed = fs::read(desk.0.join("session/content.sealed")).unwrap();
    let codes: Vec<String> = serde_json::from_value(said["codes"].clone()).unwrap();
    assert!(jalon_server::content::open(&sealed, &codes).unwrap().is_of(&order));
    assert!(
        jalon_server::content::open(&sealed, &codes[..1]).is_err(),
        "one code opens nothing"
    );

    // An order that is there is not written over.
    let (again, said) = desk.says(&format!("{ORDER} {table}"));
    assert!(!again && said["error"].as_str().unwrap().contains("never overwritten"));

    prints(&desk);

    // Last month's order as a draft: what was drawn for it is not drawn again, and is said, each at its line.
    let envelope: Value = serde_json::from_slice(&fs::read(desk.0.join("session/order.json")).unwrap()).unwrap();
    let mut before = envelope["body"].clone();
    let (_, _, found) = desk.orders(&before, "");
    assert_eq!(errors(&found), ["order/drawn"; 7], "{found:?}");
    assert!(found.iter().all(|(_, line)| *line > 1));
    let roster = before.as_object_mut().unwrap().remove("roster").unwrap();
    for member in ["session", "seed", "content"] {
        before.as_object_mut().unwrap().remove(member);
    }
    before["opening"] = json!({"by": "online"});
    let (_, _, found) = desk.orders(&before, table);
    assert_eq!(errors(&found), ["order/online"]);
    assert_eq!(roster.as_array().unwrap().len(), 3);

    // What a rule says of a row of the table is said at its line there, with what is wrong in the cells, and with the draft.
    let mut draft = right.clone();
    draft["capacity"] = json!(0);
    fs::write(
        desk.0.join("late.csv"),
        "enrolled,candidate,factor,breaks\n2027-02-20T09:00:00Z,c1,,\n2027-03-02T07:00:00Z,c2,,\nyesterday,c3,,\n2027-02-20T09:00:00Z,c1,1/2,\n",
    )
    .unwrap();
    let (_, said, _) = desk.orders(&draft, "--candidates late.csv");
    let at = |finding: &Value| {
        let path = finding["path"].as_str().unwrap().to_owned();
        let place = (finding["at"][0].as_u64().unwrap(), finding["at"][1].as_u64().unwrap());
        (finding["code"].as_str().unwrap().to_owned(), path, place)
    };
    let found: Vec<(String, String, (u64, u64))> = said["findings"].as_array().unwrap().iter().map(at).collect();
    let of_table: Vec<(&str, (u64, u64))> = found
        .iter()
        .filter(|(_, path, _)| path == "late.csv")
        .map(|(code, _, at)| (code.as_str(), *at))
        .collect();
    assert_eq!(
        of_table,
        [
            ("csv/cell", (4, 1)),
            ("order/same-day", (3, 1)),
            ("order/twice", (5, 2)),
            ("order/adjustment", (5, 3)),
            ("order/over-capacity", (1, 1)),
        ],
        "{found:?}"
    );

    // No room chooses questions from answers; nobody is listed twice.
    right["protocol"] = json!("positionnement-adaptatif");
    let (_, _, found) = desk.orders(&right, table);
    assert!(self::codes(&found).contains(&"order/adaptive"));
    right["roster"] = json!([]);
    let (_, _, found) = desk.orders(&right, table);
    assert_eq!(self::codes(&found), ["order/two-rosters"]);
}

/// The papers of an order, in both languages: everybody on the roll, adjustments on the proctor's sheet alone, the room's clock.
fn prints(desk: &Desk) {
    let papers = "session papers --order session/order.json --address https://salle.example:8443";
    let adjustments = [
        ("fr", "temps × 4/3", "10 minutes de plus"),
        ("en", "time × 4/3", "10 more minutes"),
    ];
    for (lang, factor, more) in adjustments {
        let said = desk.done(&format!("{papers} -o papers-{lang}.html --lang {lang}"));
        let page = fs::read_to_string(desk.0.join(format!("papers-{lang}.html"))).unwrap();
        let sheets: Vec<&str> = page.split("<section>").skip(1).collect();
        assert_eq!((sheets.len(), said["sheets"].as_u64()), (5, Some(5)));
        let (roll, kit, others) = (sheets[0], sheets[1], &sheets[2..]);
        for candidate in ["c1", "c2", "c3"] {
            let row = format!("<th scope=\"row\">{candidate}</th>");
            assert_eq!(roll.matches(&row).count(), 1, "{candidate}");
            assert_eq!(kit.contains(&row), candidate != "c1", "{candidate}");
        }
        assert!(kit.contains(factor) && kit.contains(more) && kit.contains("<svg"));
        for sheet in others.iter().chain([&roll]) {
            assert!(!sheet.contains(factor) && !sheet.contains(more));
        }
        // 8:30 at Greenwich, an hour later on the wall of a room in Paris in March.
        assert!(roll.contains("09:30") && !page.contains("08:30"));
        let session = said["session"].as_str().unwrap();
        assert!(page.contains(&format!("https://salle.example:8443/salle/{session}")));
        assert!(sheets.iter().all(|sheet| sheet.contains(session)));
    }
    let (again, said) = desk.says(&format!("{papers} -o papers-fr.html"));
    assert!(!again && said["error"].as_str().unwrap().contains("exists already"));
    let plain = papers.replace("https", "http");
    let (done, said) = desk.says(&format!("{plain} -o plain.html"));
    assert!(!done && said["error"].as_str().unwrap().contains("https://"));
    assert!(!desk.0.join("plain.html").exists());
}

#[test]
fn a_rehearsal_refuses_times_that_no_room_holds() {
    let desk = Desk::new("rehearsal-times");
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials/demo");
    let (done, said) = desk.says(&format!("rehearse {} temps", demo.display()));
    assert!(
        !done && said["error"].as_str().unwrap().contains("[protocol/times-room]"),
        "{said}"
    );
}
