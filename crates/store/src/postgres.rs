//! A store in a PostgreSQL database, of which several servers may be clients: one thread of each owns a connection and commits all that
//! waits with one flush.
//!
//! `synchronous_commit = on`: a commit returns when the database's write-ahead log was flushed; a database with `fsync = off` is refused.
//! What fails before the commit leaves nothing, since the transaction goes with its connection, and the next one connects again. A commit
//! that got no answer is fatal, like a flush that failed: whether it holds is not known, and another life reads it. The row of a log holds
//! its term: who appends under an older one finds no row, whichever server it writes from.
//!
//! # Source
//! PostgreSQL 15 documentation, chapters 13.2 (read committed: a row that was waited for is looked at again), 30.3 (asynchronous commit),
//! appendix A (error codes).

use crate::Fault;
use crate::thread::{Disk, Thread, by_thread};
use postgres::error::SqlState;
use postgres::{Client, Config, Error, NoTls};
use std::str::FromStr;
use std::time::Duration;

/// How long a connection may take to be made.
const PATIENCE: Duration = Duration::from_secs(5);

const TABLES: &str = "
CREATE SCHEMA IF NOT EXISTS jalon;
CREATE TABLE jalon.logs (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, term bigint NOT NULL, next bigint NOT NULL);
CREATE TABLE jalon.documents (kind text NOT NULL, id text NOT NULL, bytes bytea NOT NULL, PRIMARY KEY (kind, id));
CREATE TABLE jalon.leases (name text PRIMARY KEY, holder text NOT NULL, until timestamptz NOT NULL);
CREATE TABLE jalon.records (log bigint NOT NULL, place bigint NOT NULL, bytes bytea NOT NULL, PRIMARY KEY (log, place));
CREATE FUNCTION jalon.stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'what is kept stands'; END $$;
CREATE TRIGGER records_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON jalon.records EXECUTE FUNCTION jalon.stands();
CREATE TRIGGER documents_stand BEFORE UPDATE OR TRUNCATE ON jalon.documents EXECUTE FUNCTION jalon.stands();
";

/// For drills: from here on the tables answer as on a full disk.
const FULL: &str = "
CREATE OR REPLACE FUNCTION jalon.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a drill' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER records_full BEFORE INSERT ON jalon.records EXECUTE FUNCTION jalon.full();
CREATE TRIGGER documents_full BEFORE INSERT ON jalon.documents EXECUTE FUNCTION jalon.full();
";

const NOT_FULL: &str = "
DROP TRIGGER IF EXISTS records_full ON jalon.records;
DROP TRIGGER IF EXISTS documents_full ON jalon.documents;
";

/// A store in a PostgreSQL database.
#[derive(Debug)]
pub struct Postgres {
    thread: Thread,
}

by_thread!(Postgres);

impl Postgres {
    /// Opens a database by its URL (`postgres://user@host/name`); tables are made, in a schema of their own, when they are not there. The
    /// connection is not encrypted: a socket of the machine, or a network of the server's own.
    ///
    /// # Errors
    /// A sentence: the database is not reached, refuses, or does not flush what it commits.
    pub fn open(url: &str) -> Result<Self, String> {
        let mut config = Config::from_str(url).map_err(|error| sentence(&error))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        config.application_name("jalon");
        let thread = Thread::begin(move || {
            let mut database = Database { config, client: None };
            database.connect().map_err(|error| sentence(&error))?;
            database.prepare()?;
            Ok(database)
        })?;
        Ok(Self { thread })
    }
}

/// What an error says, and what it rests on.
fn sentence(error: &Error) -> String {
    let below = std::error::Error::source(error).map(|source| format!(": {source}"));
    format!("{error}{}", below.unwrap_or_default())
}

/// What an error before the commit means to who waits: nothing was written, and with most of them something may be later. What says that
/// the database is damaged, or is not ours, is fatal.
fn fault(error: &Error) -> Fault {
    let Some(code) = error.code() else {
        // The connection is gone, and the transaction with it.
        return Fault::Busy;
    };
    // Classes of appendix A: connection, rolled back by the database, no resources, stopped by a person, and a lock waited for.
    let passing = ["08", "40", "53", "57"]
        .iter()
        .any(|class| code.code().starts_with(class));
    if *code == SqlState::DISK_FULL {
        Fault::Full
    } else if passing || *code == SqlState::LOCK_NOT_AVAILABLE {
        Fault::Busy
    } else {
        Fault::Fatal
    }
}

struct Database {
    config: Config,
    client: Option<Client>,
}

fn number(value: u64) -> Result<i64, Fault> {
    i64::try_from(value).map_err(|_| Fault::Fenced)
}

impl Database {
    fn connect(&mut self) -> Result<(), Error> {
        let mut client = self.config.connect(NoTls)?;
        client.batch_execute(
            "SET lock_timeout = '5s'; \
             SELECT set_config('synchronous_commit', 'on', false) \
             WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')",
        )?;
        self.client = Some(client);
        Ok(())
    }

    /// The first time: the database flushes, and has its tables.
    fn prepare(&mut self) -> Result<(), String> {
        let run = |client: &mut Client| -> Result<bool, Error> {
            let flushes: String = client.query_one("SHOW fsync", &[])?.get(0);
            let mut transaction = client.transaction()?;
            // Servers that begin together make the tables once.
            transaction.batch_execute("SELECT pg_advisory_xact_lock(7305243911)")?;
            let there = transaction.query_one("SELECT to_regclass('jalon.records') IS NOT NULL", &[])?;
            if !there.get::<_, bool>(0) {
                transaction.batch_execute(TABLES)?;
            }
            transaction.commit()?;
            Ok(flushes == "on")
        };
        let client = self.client.as_mut().ok_or("not connected")?;
        match run(client) {
            Ok(true) => Ok(()),
            Ok(false) => Err("the database has `fsync = off`: it says that something is kept which is not".to_owned()),
            Err(error) => Err(sentence(&error)),
        }
    }

    fn ask<T>(&mut self, ask: impl FnOnce(&mut Client) -> Result<T, Error>) -> Result<T, Fault> {
        let client = self.client.as_mut().ok_or(Fault::Busy)?;
        ask(client).map_err(|error| fault(&error))
    }
}

impl Disk for Database {
    /// A connection that was lost since the last transaction is made again, once: nothing was written by it.
    fn begin(&mut self) -> Result<(), Fault> {
        let begins = |database: &mut Self| {
            let begun = database.ask(|client| client.batch_execute("BEGIN ISOLATION LEVEL READ COMMITTED"));
            begun.inspect_err(|_| database.client = None)
        };
        if self.client.as_ref().is_some_and(|client| !client.is_closed()) && begins(self).is_ok() {
            return Ok(());
        }
        self.client = None;
        self.connect().map_err(|error| fault(&error))?;
        begins(self)
    }

    fn commit(&mut self, wrote: bool) -> Result<(), Fault> {
        let committed = self.ask(|client| client.batch_execute("COMMIT"));
        committed.map_err(|fault| {
            self.client = None;
            // Of what was only read, nothing can be half kept.
            if wrote { Fault::Fatal } else { fault }
        })
    }

    fn roll_back(&mut self) {
        if self.ask(|client| client.batch_execute("ROLLBACK")).is_err() {
            // The database ends the transaction of a connection that is gone.
            self.client = None;
        }
    }

    fn open_log(&mut self, log: &str) -> Result<(u64, Vec<Vec<u8>>), Fault> {
        let term: i64 = self.ask(|client| {
            let row = client.query_one(
                "INSERT INTO jalon.logs AS l (name, term, next) VALUES ($1, 1, 0) \
                 ON CONFLICT (name) DO UPDATE SET term = l.term + 1 RETURNING term",
                &[&log],
            )?;
            Ok(row.get(0))
        })?;
        Ok((u64::try_from(term).map_err(|_| Fault::Fatal)?, self.read(log, 0)?))
    }

    fn append(&mut self, log: &str, term: u64, next: u64, records: &[Vec<u8>]) -> Result<(), Fault> {
        let (term, next) = (number(term)?, number(next)?);
        let count = i64::try_from(records.len()).map_err(|_| Fault::Fenced)?;
        let moved = self.ask(|client| {
            client.query_one(
                "WITH moved AS (UPDATE jalon.logs SET next = next + $4 WHERE name = $1 AND term = $2 AND next = $3 RETURNING id), \
                 kept AS (INSERT INTO jalon.records (log, place, bytes) SELECT moved.id, $3 + new.at - 1, new.bytes \
                 FROM moved, unnest($5::bytea[]) WITH ORDINALITY AS new (bytes, at)) SELECT count(*) FROM moved",
                &[&log, &term, &next, &count, &records],
            )
        })?;
        if moved.get::<_, i64>(0) == 1 {
            Ok(())
        } else {
            Err(Fault::Fenced)
        }
    }

    fn read(&mut self, log: &str, from: u64) -> Result<Vec<Vec<u8>>, Fault> {
        let from = i64::try_from(from).unwrap_or(i64::MAX);
        self.ask(|client| {
            let rows = client.query(
                "SELECT bytes FROM jalon.records WHERE log = (SELECT id FROM jalon.logs WHERE name = $1) AND place >= $2 ORDER BY place",
                &[&log, &from],
            )?;
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
    }

    fn put(&mut self, kind: &str, id: &str, bytes: &[u8]) -> Result<(), Fault> {
        let new = self.ask(|client| {
            client.execute(
                "INSERT INTO jalon.documents (kind, id, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                &[&kind, &id, &bytes],
            )
        })?;
        if new == 1 || self.get(kind, id)?.is_some_and(|known| known == bytes) {
            Ok(())
        } else {
            Err(Fault::Differs)
        }
    }

    fn get(&mut self, kind: &str, id: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.ask(|client| {
            let row = client.query_opt(
                "SELECT bytes FROM jalon.documents WHERE kind = $1 AND id = $2",
                &[&kind, &id],
            )?;
            Ok(row.map(|row| row.get(0)))
        })
    }

    fn list(&mut self, kind: &str) -> Result<Vec<String>, Fault> {
        self.ask(|client| {
            let rows = client.query(
                "SELECT id FROM jalon.documents WHERE kind = $1 ORDER BY id COLLATE \"C\"",
                &[&kind],
            )?;
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
    }

    fn lease(&mut self, name: &str, holder: &str, lasts_ms: i64) -> Result<String, Fault> {
        self.ask(|client| {
            client.execute(
                "INSERT INTO jalon.leases AS l (name, holder, until) \
                 VALUES ($1, $2, clock_timestamp() + $3::bigint * interval '1 millisecond') \
                 ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
                 WHERE l.holder = excluded.holder OR l.until <= clock_timestamp()",
                &[&name, &holder, &lasts_ms],
            )?;
            let row = client.query_one("SELECT holder FROM jalon.leases WHERE name = $1", &[&name])?;
            Ok(row.get(0))
        })
    }

    fn limit(&mut self, full: bool) -> Result<(), Fault> {
        self.ask(|client| client.batch_execute(if full { FULL } else { NOT_FULL }))
    }
}
