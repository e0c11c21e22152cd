//! A PostgreSQL cluster of a test's own: made in a temporary folder, reached by a socket there, gone with the test.

use super::programs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A cluster that runs.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    /// Whom it runs as, when the test is root: PostgreSQL refuses root.
    user: Option<&'static str>,
}

impl Cluster {
    /// Makes a cluster and starts it.
    ///
    /// # Panics
    /// PostgreSQL is missing, or does not start: with what is missing, and how to get it.
    #[must_use]
    pub fn start() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let programs = programs::folder().expect(programs::MISSING);
        let name = format!(
            "jalon-pg-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::SeqCst)
        );
        let said = said(Command::new("id").arg("-u"));
        let user = (said.trim() == "0").then(|| {
            let there = |user: &&str| {
                Command::new("id")
                    .arg(user)
                    .output()
                    .is_ok_and(|output| output.status.success())
            };
            let user = ["postgres", "nobody"].into_iter().find(there);
            user.expect("PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`")
        });
        // A short path, since the name of a socket has 107 bytes; and one that the other user reaches, which root's own folder may not be.
        let everyones = PathBuf::from("/tmp");
        let folder = match user {
            Some(_) if everyones.is_dir() => everyones,
            _ => std::env::temp_dir(),
        };
        let folder = folder.join(name);
        let _was_not_there = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let cluster = Self { programs, folder, user };
        if let Some(user) = user {
            ran(Command::new("chown").arg(user).arg(&cluster.folder));
        }
        let data = cluster.data();
        let mut init = cluster.program("initdb");
        init.args([
            "-U",
            "jalon",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
            "--no-instructions",
            "-D",
        ]);
        ran(init.arg(&data));
        cluster.run();
        cluster
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A program of PostgreSQL, as the user that it runs as.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("setpriv");
                command
                    .args([&format!("--reuid={user}"), "--clear-groups", "--"])
                    .arg(program);
                command
            }
        };
        command.current_dir(&self.folder);
        command
    }

    /// Starts the cluster and waits until it answers.
    ///
    /// # Panics
    /// It does not start.
    pub fn run(&self) {
        let socket = self.folder.display();
        let options = format!("-k {socket} -c listen_addresses='' -c shared_buffers=16MB -c max_connections=40");
        let mut start = self.program("pg_ctl");
        start
            .args(["start", "-w", "-s", "-o", &options, "-l"])
            .arg(self.folder.join("log"));
        ran(start.arg("-D").arg(self.data()));
    }

    /// The database dies at once, as when its power is cut: nothing is written any more, nobody is told.
    ///
    /// # Panics
    /// It does not run.
    pub fn dies(&self) {
        ran(self
            .program("pg_ctl")
            .args(["stop", "-w", "-s", "-m", "immediate", "-D"])
            .arg(self.data()));
    }

    /// What a database answers to a query: values, a row a line.
    ///
    /// # Panics
    /// The program that asks is missing.
    #[must_use]
    pub fn asks(&self, database: &str, query: &str) -> String {
        let mut ask = self.program("psql");
        ask.args(["-q", "-A", "-t", "-U", "jalon", "-d", database, "-c", query, "-h"]);
        said(ask.arg(&self.folder))
    }

    /// Whether a database carries out a statement, as whoever owns it.
    ///
    /// # Panics
    /// The program that asks is missing.
    #[must_use]
    pub fn sql(&self, database: &str, statement: &str) -> bool {
        let mut ask = self.program("psql");
        ask.args([
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-U",
            "jalon",
            "-d",
            database,
            "-c",
            statement,
            "-h",
        ]);
        ask.arg(&self.folder).output().unwrap().status.success()
    }

    /// A URL of a database of its own, made empty.
    ///
    /// # Panics
    /// It is not made.
    #[must_use]
    pub fn database(&self, name: &str) -> String {
        let mut make = self.program("createdb");
        ran(make.args(["-U", "jalon", "-h"]).arg(&self.folder).arg(name));
        let socket = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://jalon@{socket}/{name}")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        let _may_be_dead = stop
            .args(["stop", "-s", "-m", "immediate", "-D"])
            .arg(self.data())
            .output();
        let _stays_for_who_looks = std::fs::remove_dir_all(&self.folder);
    }
}

fn said(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn ran(command: &mut Command) {
    // Its output goes to a file rather than a pipe: a server that stays would keep a pipe open.
    let status = command
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .status();
    let status = status.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}
