//! What a room of five hundred places costs its server: one line for each measure, for `cargo xtask bench server`.
//!
//! The server is a process of its own, as it would be, on one thread, over TLS, on an SQLite file that is flushed before anything is
//! acknowledged; the places are in this process, on the same machine. Every request carries an answer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    reason = "what cannot be measured is said and stops the measures"
)]

#[path = "../../tests/common/mod.rs"]
mod common;
mod sitter;

use common::{CENTRE, CERTIFIER, at, did, settings, world};

use jalon_attempt::Linear;
use jalon_attempt::draw::Supply;
use jalon_attempt::seat::Act;
use jalon_base::id::RandomId;
use jalon_base::json::{Limits, from_slice};
use jalon_credential::SecretKey;
use jalon_server::client::{Client, Desk, Machine, Server};
use jalon_server::rehearsal::Cast;
use jalon_server::tls::{Authority, client};
use jalon_server::{Clock, Hub, Settings, content, random};
use jalon_session::event::{Deed, IdentityDocument, Report, Tried};
use jalon_session::order::code_digest;
use jalon_session::room::{RoomPhase, Standing};
use jalon_session::seal::{Against, verify};
use jalon_session::store::Record;
use jalon_store::{Sqlite, Store};
use sitter::Sitter;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

const SEATS: usize = 500;
/// Requests in a second, of all places together.
const RATE: usize = 150;
const STEADY: Duration = Duration::from_secs(30);
/// Events that each place has to send after an outage.
const QUEUED: usize = 20;

fn boot() -> RandomId {
    RandomId::from_bytes(random().unwrap())
}

/// The server: this program again, in a process of its own.
fn serve(folder: &Path) {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let authority = Authority {
        root: read("root.pem"),
        certificate: read("server.pem"),
        key: read("key.pem"),
    };
    let settings = Settings {
        habilitated: Some((at("2020-01-01T00:00:00Z"), at("2099-12-31T00:00:00Z"))),
        ..settings()
    };
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(&folder.join("room.db")).unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let hub = Hub::begin(settings, Clock::begin(boot()), store).await.unwrap();
        let port: u16 = read("port").parse().unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.unwrap();
        let tls = authority.server().unwrap();
        let router = jalon_server::router(&hub);
        jalon_server::net::serve(listener, Some(tls), router, std::future::pending())
            .await
            .unwrap();
    });
}

/// The process of the server; it ends with what measures it, whatever becomes of that.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Process {
    fn start(folder: &Path) -> Self {
        let program = std::env::current_exe().unwrap();
        Self(Command::new(program).arg("serve").arg(folder).spawn().unwrap())
    }

    /// Seconds of processor that it has used; none where the system does not say.
    fn processor(&self) -> Option<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id())).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
        Some(ticks / 100.0)
    }

    /// The most memory that it has had, in MB.
    fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
        Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
    }
}

fn line(what: &str, limit: &str, measured: f64, unit: &str) {
    println!("{what}\t{limit}\t{measured:.2}\t{unit}");
}

/// The value below which so many hundredths of the measures are.
fn part(sorted: &[f64], hundredths: usize) -> f64 {
    sorted[(sorted.len() * hundredths / 100).min(sorted.len() - 1)]
}

async fn does(desk: &mut Desk, deed: Deed, clock: &Clock) {
    desk.act(deed, None, clock.date()).await.unwrap();
}

/// A room that is open, with somebody at each place who holds a code.
async fn opened(cast: &Cast, server: &Server, clock: &Clock) -> (Desk, Vec<Sitter>) {
    let (first, second) = cast.keys();
    let session = cast.order.session;
    let mut desk = Desk::new(session, SecretKey::from_seed(first), Client::new(server.clone()));
    desk.order(cast.signed.clone()).await.unwrap();
    desk.enter(clock.date()).await.unwrap();
    desk.content(cast.content.clone()).await.unwrap();
    let unlock = Deed::Unlock {
        codes: cast.codes.clone(),
    };
    let second = SecretKey::from_seed(second);
    desk.act(unlock, Some(&second), clock.date()).await.unwrap();
    let mut machines = Vec::new();
    for seat in &cast.order.seats {
        let key = SecretKey::from_seed(random().unwrap());
        let machine = Machine::new(seat.clone(), session, did(CENTRE), key, Client::new(server.clone()));
        let tried = Tried {
            storage: true,
            audio: true,
            screen: true,
            keyboard: true,
            secure: true,
        };
        let (seat, key) = (seat.clone(), machine.did());
        does(&mut desk, Deed::Prepare { seat, key, tried }, clock).await;
        machines.push(machine);
    }
    let date = cast.order.window.opens;
    does(&mut desk, Deed::Open { date }, clock).await;
    let mut sitters = Vec::new();
    for (candidate, machine) in cast.order.roster.iter().zip(machines) {
        let (candidate, seat) = (candidate.id.clone(), machine.seat().clone());
        let document = IdentityDocument::Card;
        let who = candidate.clone();
        does(
            &mut desk,
            Deed::CheckIn {
                candidate: who,
                document,
            },
            clock,
        )
        .await;
        let who = candidate.clone();
        does(&mut desk, Deed::Seat { candidate: who, seat }, clock).await;
        let plain = candidate.to_string();
        let code = code_digest(&session, &plain);
        does(&mut desk, Deed::Permit { candidate, code }, clock).await;
        sitters.push(Sitter {
            machine,
            code: plain,
            clock: clock.clone(),
            answered: 0,
        });
    }
    (desk, sitters)
}

/// All of them at once, or spread over a time: what each took, in milliseconds, the shortest first.
async fn all<F, A>(sitters: Vec<Sitter>, over: Duration, act: A) -> (Vec<Sitter>, Vec<f64>)
where
    F: Future<Output = Sitter> + Send + 'static,
    A: Fn(Sitter) -> F,
{
    let count = sitters.len() as u32;
    let mut tasks = JoinSet::new();
    for (number, sitter) in sitters.into_iter().enumerate() {
        let wait = over * (number as u32) / count.max(1);
        let acting = act(sitter);
        tasks.spawn(async move {
            tokio::time::sleep(wait).await;
            let begun = Instant::now();
            let sitter = acting.await;
            (sitter, begun.elapsed().as_secs_f64() * 1000.0)
        });
    }
    let (sitters, mut took): (Vec<Sitter>, Vec<f64>) = tasks.join_all().await.into_iter().unzip();
    took.sort_by(f64::total_cmp);
    (sitters, took)
}

/// Each place answers at its own beat, as long as it lasts: how long each acknowledgement took, in milliseconds.
async fn steady(sitters: Vec<Sitter>) -> (Vec<Sitter>, Vec<f64>) {
    let beat = Duration::from_secs_f64(SEATS as f64 / RATE as f64);
    let mut tasks = JoinSet::new();
    let begins = tokio::time::Instant::now();
    for (number, mut sitter) in sitters.into_iter().enumerate() {
        let first = begins + beat * (number as u32) / SEATS as u32;
        tasks.spawn(async move {
            let (mut next, mut took) = (first, Vec::new());
            while next < begins + STEADY {
                tokio::time::sleep_until(next).await;
                sitter.answers();
                // From when it was due: a place that had to wait for its turn waited too.
                sitter.sends().await.unwrap();
                took.push(next.elapsed().as_secs_f64() * 1000.0);
                next += beat;
            }
            (sitter, took)
        });
    }
    let (sitters, took): (Vec<Sitter>, Vec<Vec<f64>>) = tasks.join_all().await.into_iter().unzip();
    let mut took: Vec<f64> = took.into_iter().flatten().collect();
    took.sort_by(f64::total_cmp);
    (sitters, took)
}

async fn measured(folder: &Path, process: Process, server: &Server, cast: &Cast) {
    let clock = Clock::begin(boot());
    wait(server).await;
    let (mut desk, sitters) = opened(cast, server, &clock).await;
    let joins = |mut sitter: Sitter| async move {
        sitter.begins().await;
        sitter
    };
    let (sitters, took) = all(sitters, Duration::from_secs(10), joins).await;
    line(
        "500 joins in 10 s, to the first question, p99",
        "<= 2000",
        part(&took, 99),
        "ms",
    );

    let (before, begun) = (process.processor(), Instant::now());
    let (sitters, took) = steady(sitters).await;
    let seconds = begun.elapsed().as_secs_f64();
    line(
        "room of 500 seats, 150 answers/s, durable acknowledgement, p50",
        "<= 20",
        part(&took, 50),
        "ms",
    );
    line("the same, p99", "<= 250", part(&took, 99), "ms");
    line("the same, requests", "-", took.len() as f64 / seconds, "1/s");
    if let (Some(before), Some(after)) = (before, process.processor()) {
        line(
            "the same, processor of the server, of one core",
            "<= 60",
            (after - before) / seconds * 100.0,
            "%",
        );
    }
    let queued = |mut sitter: Sitter| async move {
        for _ in 0..QUEUED {
            sitter.answers();
        }
        sitter
    };
    let (sitters, _) = all(sitters, Duration::ZERO, queued).await;
    let begun = Instant::now();
    let drains = |mut sitter: Sitter| async move {
        sitter.drains().await;
        sitter
    };
    let (sitters, _) = all(sitters, Duration::ZERO, drains).await;
    let seconds = begun.elapsed().as_secs_f64();
    line(
        "500 × 20 answers after an outage, all acknowledged",
        "<= 10",
        seconds,
        "s",
    );
    line(
        "the same, durable events",
        ">= 1500",
        (SEATS * QUEUED) as f64 / seconds,
        "1/s",
    );
    if let Some(memory) = process.memory() {
        line(
            "the same, memory of the server, the most so far",
            "<= 256",
            memory,
            "MB",
        );
    }
    drop(process);
    let begun = Instant::now();
    let process = Process::start(folder);
    wait(server).await;
    line(
        "kill -9 among 500 people who sit, then serving again",
        "<= 2000",
        begun.elapsed().as_secs_f64() * 1000.0,
        "ms",
    );
    desk.client().cut();
    desk.enter(clock.date()).await.unwrap();
    let wall = desk.wall().await.unwrap();
    let answered = wall.lines.iter().filter(|line| line.answered > 0).count();
    assert_eq!(answered, SEATS, "every answer is there");
    let again = |mut sitter: Sitter| async move {
        sitter.machine.client().cut();
        // Nothing new is a sign of life: what the server noted of its own absence comes back.
        sitter.sends().await.unwrap();
        sitter
    };
    let (sitters, _) = all(sitters, Duration::from_secs(5), again).await;
    let hands_in = |mut sitter: Sitter| async move {
        let now = sitter.now();
        sitter.machine.act(Act::HandIn, &now).unwrap();
        sitter.drains().await;
        sitter
    };
    let (sitters, took) = all(sitters, Duration::from_secs(5), hands_in).await;
    line(
        "500 submissions in 5 s, signed receipt, p99",
        "<= 5000",
        part(&took, 99),
        "ms",
    );
    for sitter in &sitters {
        assert_eq!(sitter.machine.stopped(), None, "nobody was stopped");
    }
    closed(&mut desk, &clock, cast).await;
    let size = std::fs::metadata(folder.join("room.db")).unwrap().len();
    line("the file of the session", "-", size as f64 / 1e6, "MB");
    drop(process);
}

/// Every line complete, the room closed and sealed, what is kept of it taken away, and replayed as a certifier does.
async fn closed(desk: &mut Desk, clock: &Clock, cast: &Cast) {
    let wall = desk.wall().await.unwrap();
    assert_eq!(wall.queue, [], "nothing waits for a person");
    for person in wall.lines {
        assert_eq!(person.standing, Standing::Over { why: None });
        let report = Report {
            signed: true,
            finished: true,
        };
        let candidate = person.candidate;
        does(desk, Deed::Report { candidate, report }, clock).await;
    }
    does(desk, Deed::Close, clock).await;
    assert_eq!(desk.status().await.unwrap().phase, RoomPhase::Closed);
    let begun = Instant::now();
    desk.seal(clock.date()).await.unwrap();
    line("sealing the session of 500", "-", begun.elapsed().as_secs_f64(), "s");
    let bytes = desk.records().await.unwrap();
    let begun = Instant::now();
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let records: Vec<Record> = lines.map(|line| from_slice(line, Limits::DOCUMENT).unwrap()).collect();
    let content = content::open(&cast.content, &cast.codes).unwrap();
    let supply = Supply {
        protocol: &content.release.protocols[&cast.order.protocol],
        pool: &content.release.pool,
        contents: &content.release.contents,
    };
    let against = Against {
        order: &cast.order,
        supply,
        guide: Some(&Linear),
        seed: &content.seed,
    };
    assert_eq!(verify(&records, against), [], "the sealed session replays");
    let seconds = begun.elapsed().as_secs_f64();
    line("verification of a session of 500, by replay", "<= 120", seconds, "s");
    line("the same, records", "-", records.len() as f64, "records");
}

async fn wait(server: &Server) {
    while tokio::net::TcpStream::connect(server.address).await.is_err() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("serve") {
        return serve(&PathBuf::from(arguments.next().unwrap()));
    }
    let folder = std::env::temp_dir().join(format!("jalon-bench-room-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let free = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let authority = Authority::make("bench", &["localhost".to_owned()]).unwrap();
    std::fs::write(folder.join("root.pem"), &authority.root).unwrap();
    std::fs::write(folder.join("server.pem"), &authority.certificate).unwrap();
    std::fs::write(folder.join("key.pem"), &authority.key).unwrap();
    std::fs::write(folder.join("port"), port.to_string()).unwrap();
    let server = Server {
        address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        name: "localhost".to_owned(),
        tls: Some(client(&authority.root).unwrap()),
    };
    let world = world();
    let opens = Clock::begin(boot()).date();
    let certifier = SecretKey::from_seed(CERTIFIER);
    let cast = Cast::of(&world.bytes, &world.protocol, SEATS, (&did(CENTRE), &certifier), opens).unwrap();
    let process = Process::start(&folder);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(measured(&folder, process, &server, &cast));
    std::fs::remove_dir_all(&folder).unwrap();
}
