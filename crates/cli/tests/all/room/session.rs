//! `jalon session open`, `status`, `seal` and `verify`, against a server of its own process: the whole way, and what each refuses.

use super::ground::{Ground, Process};
use jalon_credential::SecretKey;
use jalon_credential::card::Card;
use jalon_credential::did::did_key;
use jalon_server::client::{Client, Desk};
use jalon_session::event::{Deed, Refusal};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// What a command says, and whether it succeeded.
fn says(ground: &Ground, words: &str) -> (bool, Value) {
    let words = words.replace(
        "AT",
        &format!(
            "--server 127.0.0.1:{} --root centre/root.pem --name localhost --order order.json",
            ground.port
        ),
    );
    ground.says(&format!("session {words}"))
}

fn done(ground: &Ground, words: &str) -> Value {
    let (done, said) = says(ground, words);
    assert!(done, "{words}: {said}");
    said
}

fn refused(ground: &Ground, words: &str, code: &str) {
    let (done, said) = says(ground, words);
    let error = said["error"].as_str().unwrap_or_default();
    assert!(!done && error.contains(code), "{words}: {said}");
}

#[test]
fn a_session_is_opened_watched_sealed_and_taken_away() {
    let ground = Ground::new("session");
    let cast = ground.cast(8);
    let (first, second) = cast.keys();
    ground.key("first.key", first);
    ground.key("second.key", second);
    ground.key("stranger.key", [5; 32]);
    fs::write(ground.folder.join("order.json"), &cast.signed).unwrap();
    fs::write(ground.folder.join("content.sealed"), &cast.content).unwrap();
    fs::write(ground.folder.join("other.sealed"), b"something else").unwrap();

    // Nobody answers yet.
    refused(&ground, "status AT --key first.key", "client/lost");
    let process = Process::new(&ground.folder, ground.port);
    refused(&ground, "status AT --key first.key", "api/not-found");

    // Opened by who runs the room, as often as they like with the same papers; a stranger opens nothing.
    refused(
        &ground,
        "open AT --key stranger.key --content content.sealed",
        "access/unknown",
    );
    refused(
        &ground,
        "open AT --key second.key --content content.sealed",
        "access/capability",
    );
    // Another file, brought by mistake, is not kept: the right one still comes in.
    let other = "open AT --key first.key --content other.sealed";
    refused(&ground, other, "api/other-content");
    for _ in 0..2 {
        let status = done(&ground, "open AT --key first.key --content content.sealed");
        assert_eq!(
            (&status["phase"], &status["content"]),
            (&"imported".into(), &true.into())
        );
        assert_eq!(status["session"], cast.order.session.to_string());
    }
    refused(&ground, other, "api/other-content");

    // Whoever watches may ask where it is.
    let status = done(&ground, "status AT --key second.key");
    assert_eq!(
        (&status["phase"], &status["sealed"]),
        (&"imported".into(), &false.into())
    );
    refused(&ground, "status AT --key stranger.key", "access/unknown");

    // A room that is not closed has no seal, and nothing is taken away.
    refused(&ground, "seal AT --key first.key -o records.jsonl", "api/not-sealed");
    assert!(!ground.folder.join("records.jsonl").exists());

    // Nobody comes: the room opens, everybody is absent, it closes.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let client = Client::new(ground.server());
        let mut desk = Desk::new(cast.order.session, SecretKey::from_seed(first), client);
        desk.enter(ground.at).await.unwrap();
        let codes = cast.codes.clone();
        let second = SecretKey::from_seed(second);
        desk.act(Deed::Unlock { codes }, Some(&second), ground.at)
            .await
            .unwrap();
        desk.act(Deed::Open { date: ground.at }, None, ground.at).await.unwrap();
        for candidate in &cast.order.roster {
            let (candidate, why) = (candidate.id.clone(), Refusal::Absent);
            desk.act(Deed::TurnAway { candidate, why }, None, ground.at)
                .await
                .unwrap();
        }
        desk.act(Deed::Close, None, ground.at).await.unwrap();
    });
    assert_eq!(done(&ground, "status AT --key first.key")["phase"], "closed");

    // Sealed by who may seal; taken away again, it is the same; what is there is not overwritten.
    refused(
        &ground,
        "seal AT --key second.key -o records.jsonl",
        "access/capability",
    );
    let said = done(&ground, "seal AT --key first.key -o records.jsonl");
    let records = fs::read(ground.folder.join("records.jsonl")).unwrap();
    let lines = records.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(said["records"], lines);
    refused(&ground, "seal AT --key first.key -o records.jsonl", "is there already");
    done(&ground, "seal AT --key first.key -o again.jsonl");
    assert_eq!(fs::read(ground.folder.join("again.jsonl")).unwrap(), records);
    assert_eq!(done(&ground, "status AT --key first.key")["sealed"], true);

    // Whoever receives it replays it; a record that is missing is seen.
    let papers = "--order order.json --content content.sealed";
    let said = done(&ground, &format!("verify records.jsonl {papers}"));
    assert_eq!(
        (&said["holds"], said["wrong"].as_array().unwrap().len()),
        (&true.into(), 0)
    );
    let text = String::from_utf8(records).unwrap();
    let absent = text.lines().position(|line| line.contains("turn-away")).unwrap();
    let fewer: Vec<&str> = text
        .lines()
        .enumerate()
        .filter(|(number, _)| *number != absent)
        .map(|(_, line)| line)
        .collect();
    fs::write(ground.folder.join("fewer.jsonl"), fewer.join("\n") + "\n").unwrap();
    let (holds, said) = says(&ground, &format!("verify fewer.jsonl {papers}"));
    assert!(
        !holds && said["wrong"].as_array().is_some_and(|wrong| !wrong.is_empty()),
        "{said}"
    );
    drop(process);
    fs::remove_dir_all(&ground.folder).unwrap();
}

/// A printed card and its PIN give the key that was said when it was made; without six digits there is no card, and none is overwritten.
#[test]
fn a_card_to_print_gives_its_key_with_the_pin() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("card");
    let _was_not_there = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let makes = |pin: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_jalon"))
            .current_dir(&folder)
            .env("JALON_PASSPHRASE", pin)
            .args(["key", "card", "-o", "card.svg", "--format", "json"])
            .output()
            .unwrap();
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.success(), said)
    };
    let (done, said) = makes("short");
    assert!(
        !done && said["error"].as_str().unwrap().contains("six to twelve digits"),
        "{said}"
    );
    assert!(!folder.join("card.svg").exists());
    let (done, said) = makes("271828");
    assert!(done, "{said}");
    let drawn = fs::read_to_string(folder.join("card.svg")).unwrap();
    assert!(!drawn.contains("271828"), "the PIN is not on the card");
    let (_, letters) = drawn.split_once("font-family=\"monospace\"").unwrap();
    let lines = letters.split('>').filter_map(|part| part.split_once("</text"));
    let printed: Vec<&str> = lines.map(|(line, _)| line).collect();
    let key = Card::read(&printed.join(" ")).unwrap().key("271828").unwrap();
    assert_eq!(said["did"], did_key(&key.public()));
    let (done, said) = makes("271828");
    assert!(
        !done && said["error"].as_str().unwrap().contains("exists already"),
        "{said}"
    );
    fs::remove_dir_all(&folder).unwrap();
}
