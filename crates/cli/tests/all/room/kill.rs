//! `kill -9` of the server in the middle of a session, again and again: no answer that a place was told is kept is lost, none counts twice.

use super::ground::{Ground, Process, SPEED};
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_cli::room::rehearse::{Left, rehearse};
use jalon_messages::Lang;
use jalon_server::Clock;
use jalon_server::rehearsal::{Stage, Troubles};
use std::time::Duration;
use tokio::sync::mpsc;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// A rehearsal of so many people, at whatever answers on the port of the ground, with something done to it in the middle, so many times.
pub fn rehearsed(ground: &Ground, people: usize, times: u64, mut happens: impl FnMut() + Send + 'static) -> Left {
    let (scenes, mut seen) = mpsc::unbounded_channel();
    let stage = Stage {
        server: ground.server(),
        clock: Clock::rehearsed(RandomId::from_bytes([3; 16]), ground.at.unix() * 1000, SPEED),
        centre: ground.centre.clone(),
        // How long it takes depends on the machine: nobody is to come late.
        troubles: Troubles {
            late: None,
            ..Troubles::of(people)
        },
        scenes,
    };
    let cast = ground.cast(people);
    let killer = std::thread::spawn(move || {
        let mut done = 0;
        // The room is open; then somebody is cut off, calls, or has a phone: in the middle of all that.
        while let Some(scene) = seen.blocking_recv() {
            let middle = matches!(scene.what, "opened" | "alert" | "cut" | "back" | "phone" | "late");
            if middle && done < times {
                std::thread::sleep(Duration::from_millis(300 * (done % 4)));
                happens();
                done += 1;
            }
        }
        done
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let left = runtime
        .block_on(async {
            tokio::time::timeout(
                Duration::from_secs(300),
                rehearse(&stage, cast, Some(&ground.certifier), Lang::En),
            )
            .await
        })
        .expect("the rehearsal does not end")
        .unwrap();
    drop(stage);
    assert_eq!(killer.join().unwrap(), times, "it happened as often as wanted");
    assert_eq!(
        left.missing, 0,
        "an event that a place was told is kept is not there once"
    );
    assert_eq!(left.replayed.wrongs, [], "the sealed session replays");
    left
}

/// How often a server began to serve, by the sealed records.
pub fn lives(left: &Left) -> u64 {
    let lives = left.replayed.parts.room.iter().filter(|entry| {
        let text = String::from_utf8(jalon_base::jcs::to_vec(*entry).unwrap()).unwrap();
        text.contains(r#""is":"serving""#)
    });
    lives.count() as u64
}

/// How many events places were told are kept.
pub fn acknowledged(left: &Left) -> usize {
    left.played.seen.iter().map(|seen| seen.acknowledged.len()).sum()
}

/// What the certifier makes of the sealed session: the room had no right answer, and whoever they are sealed to has the outcomes.
fn received(ground: &Ground, left: &Left) {
    ground.key("certifier.key", [9; 32]);
    ground.key("stranger.key", [5; 32]);
    for (name, bytes) in [
        ("order.json", &left.order),
        ("content.sealed", &left.content),
        ("records.jsonl", &left.played.records),
        ("exam.jalon", &ground.edition),
    ] {
        std::fs::write(ground.folder.join(name), bytes).unwrap();
    }
    let papers = "session verify records.jsonl --order order.json --content content.sealed";
    let (holds, said) = ground.says(&format!("{papers} -o without"));
    assert!(holds, "{said}");
    let results = said["results"].as_array().unwrap();
    assert!(
        results.len() == 7 && results.iter().all(|result| result["outcome"].is_null()),
        "{said}"
    );
    let (opened, said) = ground.says(&format!("{papers} --unseal stranger.key -o others"));
    assert!(
        !opened && said["error"].as_str().unwrap().contains("sealed/recipient"),
        "{said}"
    );
    assert!(!ground.folder.join("others").exists());
    let (holds, said) = ground.says(&format!("{papers} --unseal certifier.key -o results"));
    assert!(holds, "{said}");
    let exam = "--release exam.jalon";
    for result in said["results"].as_array().unwrap() {
        let candidate = result["candidate"].as_str().unwrap();
        let read = |name: &str| std::fs::read(ground.folder.join(name)).unwrap();
        let outcome = read(&format!("results/{candidate}.outcome.json"));
        assert_eq!(result["outcome"], Digest::of(&outcome).to_string(), "{candidate}");
        assert_eq!(
            read(&format!("without/{candidate}.journal.json")),
            read(&format!("results/{candidate}.journal.json"))
        );
    }
    let journal = "results/c3.journal.json";
    let (scored, said) = ground.says(&format!("score {journal} {exam} --unseal certifier.key"));
    let outcome: serde_json::Value =
        serde_json::from_slice(&std::fs::read(ground.folder.join("results/c3.outcome.json")).unwrap()).unwrap();
    assert!(scored && said == outcome && said["assurance"] == "proctored", "{said}");
    let (scored, said) = ground.says(&format!("score {journal} {exam}"));
    assert!(
        !scored && said["error"].as_str().unwrap().contains("release/encrypted"),
        "{said}"
    );
}

#[test]
fn a_server_killed_in_the_middle_loses_nothing() {
    let kills = number("JALON_KILLS", 3);
    let mut killed = 0;
    let (mut told, mut lost) = (0, 0);
    while killed < kills {
        let now = (kills - killed).min(3);
        let ground = Ground::new("kill");
        let mut process = Process::new(&ground.folder, ground.port);
        let left = rehearsed(&ground, 8, now, move || process.killed());
        received(&ground, &left);
        std::fs::remove_dir_all(&ground.folder).unwrap();
        killed += now;
        assert_eq!(left.replayed.results.len(), 7, "all but the one who was turned away");
        assert!(left.replayed.results.iter().all(|result| result.outcome.is_some()));
        assert_eq!(lives(&left), now + 1, "each life says that it begins");
        told += acknowledged(&left);
        lost += left.played.lost;
    }
    println!("{killed} kills, {told} acknowledged events, none lost, none twice; {lost} requests asked again");
    assert!(lost > 0, "the kills were felt");
}
