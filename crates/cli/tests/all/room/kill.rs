//! `kill -9` of the server in the middle of a session, again and again: no answer that a place was told is kept is lost, none counts twice.

use super::ground::{Ground, Process, SPEED};
use jalon_base::id::RandomId;
use jalon_cli::room::rehearse::{Left, rehearse};
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

fn rehearsed(name: &str, people: usize, kills: u64) -> Left {
    let ground = Ground::new(name);
    let (at, mut process) = (ground.at, Process::new(&ground.folder, ground.port));
    let (scenes, mut seen) = mpsc::unbounded_channel();
    let stage = Stage {
        server: ground.server(),
        clock: Clock::rehearsed(RandomId::from_bytes([3; 16]), at.unix() * 1000, SPEED),
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
            if middle && done < kills {
                std::thread::sleep(Duration::from_millis(300 * (done % 4)));
                process.killed();
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
        .block_on(async { tokio::time::timeout(Duration::from_secs(300), rehearse(&stage, cast)).await })
        .expect("the rehearsal does not end")
        .unwrap();
    drop(stage);
    assert_eq!(
        killer.join().unwrap(),
        kills,
        "the server was killed as often as wanted"
    );
    std::fs::remove_dir_all(&ground.folder).unwrap();
    left
}

#[test]
fn a_server_killed_in_the_middle_loses_nothing() {
    let kills = number("JALON_KILLS", 3);
    let mut killed = 0;
    let (mut acknowledged, mut lost) = (0, 0);
    while killed < kills {
        let now = (kills - killed).min(3);
        let left = rehearsed("kill", 8, now);
        killed += now;
        assert_eq!(
            left.missing, 0,
            "an event that a place was told is kept is not there once"
        );
        assert_eq!(left.replayed.wrongs, [], "the sealed session replays");
        assert_eq!(left.replayed.results.len(), 7, "all but the one who was turned away");
        assert!(left.replayed.results.iter().all(|result| result.outcome.is_some()));
        let lives = left.replayed.parts.room.iter().filter(|entry| {
            let text = String::from_utf8(jalon_base::jcs::to_vec(*entry).unwrap()).unwrap();
            text.contains(r#""is":"serving""#)
        });
        assert_eq!(lives.count() as u64, now + 1, "each life says that it begins");
        acknowledged += left
            .played
            .seen
            .iter()
            .map(|seen| seen.acknowledged.len())
            .sum::<usize>();
        lost += left.played.lost;
    }
    println!("{killed} kills, {acknowledged} acknowledged events, none lost, none twice; {lost} requests asked again");
    assert!(lost > 0, "the kills were felt");
}
