//! Three servers on one PostgreSQL database, behind a balancer that knows nothing of sessions; the one where the session lives is killed in
//! the middle of it, and does not come back.

use super::ground::{Ground, Process, free_port};
use super::kill::{acknowledged, lives, rehearsed};
use jalon_store::suite::cluster::Cluster;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Hands each connection to the next server that takes it; says to whom, by how many.
fn balances(port: u16, servers: Vec<u16>) -> Arc<[AtomicUsize; 3]> {
    let taken: Arc<[AtomicUsize; 3]> = Arc::default();
    let counts = Arc::clone(&taken);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
    std::thread::spawn(move || {
        for (turn, came) in listener.incoming().flatten().enumerate() {
            let connected = (turn..turn + 3).find_map(|at| {
                let server = TcpStream::connect((Ipv4Addr::LOCALHOST, servers[at % 3])).ok()?;
                counts[at % 3].fetch_add(1, Ordering::Relaxed);
                Some(server)
            });
            if let Some(server) = connected {
                carries(came.try_clone().unwrap(), server.try_clone().unwrap());
                carries(server, came);
            }
        }
    });
    taken
}

/// Carries bytes one way until one end is closed; then both are.
fn carries(mut from: TcpStream, mut to: TcpStream) {
    let _slower = (from.set_nodelay(true), to.set_nodelay(true));
    std::thread::spawn(move || {
        let _ended = std::io::copy(&mut from, &mut to);
        let _gone = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
    });
}

#[test]
fn of_three_servers_on_one_database_one_dies_and_nothing_is_lost() {
    let cluster = Arc::new(Cluster::start());
    let url = cluster.database("room");
    let ground = Ground::new("three");
    let mut servers: Vec<Process> = (0..3)
        .map(|_| {
            let port = free_port();
            let here = format!("127.0.0.1:{port}");
            Process::of(&ground.folder, port, &url, &["--shared", &here, "--lease", "5"])
        })
        .collect();
    let taken = balances(ground.port, servers.iter().map(Process::port).collect());
    let (died, asked) = (Arc::new(AtomicUsize::new(9)), Arc::clone(&cluster));
    let who = Arc::clone(&died);
    let mut scenes = 0;
    let left = rehearsed(&ground, 8, 3, move || {
        // People sit by now, and answer.
        scenes += 1;
        if scenes < 3 {
            return;
        }
        let holder = asked.asks("room", "SELECT holder FROM jalon.leases WHERE name LIKE 'session/%'");
        let of = |server: &Process| holder.trim().ends_with(&format!(":{}", server.port()));
        let at = servers
            .iter()
            .position(of)
            .unwrap_or_else(|| panic!("nobody holds the session: {holder}"));
        servers[at].dies();
        who.store(at, Ordering::Relaxed);
    });
    assert_eq!(left.replayed.results.len(), 7, "all but the one who was turned away");
    assert!(left.replayed.results.iter().all(|result| result.outcome.is_some()));
    assert!(lives(&left) >= 2, "the one that died, and the one that took over");
    let taken: Vec<usize> = taken.iter().map(|count| count.load(Ordering::Relaxed)).collect();
    assert!(
        taken.iter().all(|count| *count > 0),
        "each was asked by somebody: {taken:?}"
    );
    let told = acknowledged(&left);
    println!(
        "server {} of three killed; connections {taken:?}; {told} acknowledged events, none lost, none twice; {} requests asked again",
        died.load(Ordering::Relaxed),
        left.played.lost
    );
    assert!(left.played.lost > 0, "the kill was felt");
    std::fs::remove_dir_all(&ground.folder).unwrap();
}
