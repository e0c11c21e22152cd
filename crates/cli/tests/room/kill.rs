//! `kill -9` of the server in the middle of a session, again and again: no answer that a place was told is kept is lost, none counts twice.

use jalon_base::Timestamp;
use jalon_base::id::RandomId;
use jalon_cli::room::centre::Centre;
use jalon_cli::room::rehearse::{Left, edition, rehearse};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::sealed::Cost;
use jalon_messages::Lang;
use jalon_server::Clock;
use jalon_server::client::Server;
use jalon_server::rehearsal::{Cast, Stage, Troubles};
use jalon_server::tls::client;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::sync::mpsc;

const PASSPHRASE: &str = "trois petits mots";
const SPEED: u32 = 10;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// A server of its own process, which nothing but `kill -9` ends.
struct Process {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl Process {
    fn start(folder: &Path, port: u16) -> Child {
        Command::new(env!("CARGO_BIN_EXE_jalon"))
            .env("JALON_PASSPHRASE", PASSPHRASE)
            .args(["serve", "--port", &port.to_string(), "--speed", &SPEED.to_string()])
            .arg("--database")
            .arg(folder.join("room.db"))
            .arg("--centre")
            .arg(folder.join("centre"))
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    }

    fn new(folder: &Path, port: u16) -> Self {
        let process = Self {
            child: Self::start(folder, port),
            folder: folder.to_owned(),
            port,
        };
        process.waits();
        process
    }

    fn waits(&self) {
        let mut tries = 0;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            tries += 1;
            assert!(tries < 6_000, "the server does not come back");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// SIGKILL, and another life from the same file.
    fn killed(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.child = Self::start(&self.folder, self.port);
        self.waits();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

fn rehearsed(name: &str, people: usize, kills: u64) -> Left {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _was_not_there = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let at = Timestamp::parse("2026-11-24T08:00:00Z").unwrap();
    let certifier = SecretKey::from_seed([9; 32]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (edition, protocol) = edition(&root.join("referentials/advf"), "decouverte", &certifier, at, Lang::En).unwrap();
    let centre = Centre {
        format: "jalon/centre@1".into(),
        name: "localhost".into(),
        did: String::new(),
        certifiers: vec![did_key(&certifier.public())],
        from: Timestamp::parse("2026-01-01T00:00:00Z").unwrap(),
        until: Timestamp::parse("2026-12-31T00:00:00Z").unwrap(),
        rehearsal: true,
    };
    let centre = Centre::make(&folder.join("centre"), "localhost", centre, PASSPHRASE, Cost::PHONE).unwrap();
    let pem = std::fs::read_to_string(folder.join("centre/root.pem")).unwrap();
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut process = Process::new(&folder, free);
    let (scenes, mut seen) = mpsc::unbounded_channel();
    let stage = Stage {
        server: Server {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, free)),
            name: "localhost".into(),
            tls: Some(client(&pem).unwrap()),
        },
        clock: Clock::rehearsed(RandomId::from_bytes([3; 16]), at.unix() * 1000, SPEED),
        centre: centre.did.clone(),
        // How long it takes depends on the machine: nobody is to come late.
        troubles: Troubles {
            late: None,
            ..Troubles::of(people)
        },
        scenes,
    };
    let cast = Cast::of(&edition, &protocol, people, (&centre.did, &certifier), at).unwrap();
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
    std::fs::remove_dir_all(&folder).unwrap();
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
