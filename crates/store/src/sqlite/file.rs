//! The file itself: its tables, its statements, and what its errors mean.

use crate::Fault;
use crate::thread::Disk;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use std::path::Path;
use std::time::Duration;

/// Written in the file, so that another program's file is refused: "jaln".
const APPLICATION: i64 = 0x6a61_6c6e;

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS logs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, term INTEGER NOT NULL, next INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS records (log INTEGER NOT NULL, place INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (log, place)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (kind TEXT NOT NULL, id TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (kind, id)) STRICT;
CREATE TABLE IF NOT EXISTS leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS records_stay BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'records stay'); END;
CREATE TRIGGER IF NOT EXISTS records_stand BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'records stand'); END;
CREATE TRIGGER IF NOT EXISTS documents_stand BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'documents stand'); END;
";

/// A file that is open.
#[derive(Debug)]
pub(super) struct File {
    connection: Connection,
}

/// What an error of SQLite means to who waits. What is not known to have left the disk as it was is fatal.
fn fault(error: &rusqlite::Error) -> Fault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Fault::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Busy,
        _ => Fault::Fatal,
    }
}

fn number(value: u64) -> Result<i64, Fault> {
    i64::try_from(value).map_err(|_| Fault::Fenced)
}

impl File {
    pub(super) fn open(path: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        let ours: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if ours != APPLICATION && tables > 0 {
            return Err(rusqlite::Error::InvalidParameterName(
                "a database of another program".to_owned(),
            ));
        }
        connection.pragma_update(None, "application_id", APPLICATION)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "trusted_schema", false)?;
        let whole: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if whole != "ok" {
            return Err(rusqlite::Error::InvalidParameterName(format!(
                "the database is damaged: {whole}"
            )));
        }
        connection.execute_batch(TABLES)?;
        connection.set_prepared_statement_cache_capacity(16);
        Ok(Self { connection })
    }

    fn run(&self, statement: &str) -> Result<(), Fault> {
        let mut statement = self
            .connection
            .prepare_cached(statement)
            .map_err(|error| fault(&error))?;
        statement.raw_execute().map(|_| ()).map_err(|error| fault(&error))
    }

    /// Ends a transaction without it; after some errors SQLite has ended it by itself.
    fn end(&self) {
        if !self.connection.is_autocommit() {
            // INVARIANT: what could not be rolled back is not committed either, and the next BEGIN says so.
            let _ends: Result<(), Fault> = self.run("ROLLBACK");
        }
    }

    fn document(&self, kind: &str, id: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.connection
            .prepare_cached("SELECT bytes FROM documents WHERE kind = ?1 AND id = ?2")
            .and_then(|mut statement| statement.query_row([kind, id], |row| row.get(0)).optional())
            .map_err(|error| fault(&error))
    }
}

impl Disk for File {
    fn begin(&mut self) -> Result<(), Fault> {
        self.run("BEGIN IMMEDIATE")
    }

    fn commit(&mut self, _wrote: bool) -> Result<(), Fault> {
        self.run("COMMIT").inspect_err(|_| self.end())
    }

    fn roll_back(&mut self) {
        self.end();
    }

    /// A log with one more term, and its records.
    fn open_log(&mut self, log: &str) -> Result<(u64, Vec<Vec<u8>>), Fault> {
        let term = self.connection.prepare_cached(
            "INSERT INTO logs (name, term, next) VALUES (?1, 1, 0) ON CONFLICT (name) DO UPDATE SET term = term + 1 RETURNING term",
        );
        let term: i64 = term
            .and_then(|mut statement| statement.query_row([log], |row| row.get(0)))
            .map_err(|error| fault(&error))?;
        Ok((u64::try_from(term).map_err(|_| Fault::Fatal)?, self.read(log, 0)?))
    }

    fn append(&mut self, log: &str, term: u64, next: u64, records: &[Vec<u8>]) -> Result<(), Fault> {
        let after = number(next)?.saturating_add(i64::try_from(records.len()).unwrap_or(i64::MAX));
        let moved = self
            .connection
            .prepare_cached("UPDATE logs SET next = ?4 WHERE name = ?1 AND term = ?2 AND next = ?3 RETURNING id")
            .and_then(|mut statement| {
                let at = params![log, number(term).unwrap_or(-1), number(next).unwrap_or(-1), after];
                statement.query_row(at, |row| row.get::<_, i64>(0)).optional()
            })
            .map_err(|error| fault(&error))?;
        let id = moved.ok_or(Fault::Fenced)?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO records (log, place, bytes) VALUES (?1, ?2, ?3)")
            .map_err(|error| fault(&error))?;
        for (place, bytes) in (number(next)?..).zip(records) {
            insert
                .execute(params![id, place, bytes])
                .map_err(|error| fault(&error))?;
        }
        Ok(())
    }

    fn read(&mut self, log: &str, from: u64) -> Result<Vec<Vec<u8>>, Fault> {
        let read = || -> rusqlite::Result<Vec<Vec<u8>>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT bytes FROM records WHERE log = (SELECT id FROM logs WHERE name = ?1) AND place >= ?2 ORDER BY place",
            )?;
            let from = i64::try_from(from).unwrap_or(i64::MAX);
            statement.query_map(params![log, from], |row| row.get(0))?.collect()
        };
        read().map_err(|error| fault(&error))
    }

    fn put(&mut self, kind: &str, id: &str, bytes: &[u8]) -> Result<(), Fault> {
        let there = self
            .connection
            .prepare_cached("INSERT INTO documents (kind, id, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
            .and_then(|mut statement| statement.execute(params![kind, id, bytes]))
            .map_err(|error| fault(&error))?;
        if there == 1 || self.document(kind, id)?.is_some_and(|known| known == bytes) {
            Ok(())
        } else {
            Err(Fault::Differs)
        }
    }

    fn get(&mut self, kind: &str, id: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.document(kind, id)
    }

    fn list(&mut self, kind: &str) -> Result<Vec<String>, Fault> {
        let read = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self
                .connection
                .prepare_cached("SELECT id FROM documents WHERE kind = ?1 ORDER BY id")?;
            statement.query_map([kind], |row| row.get(0))?.collect()
        };
        read().map_err(|error| fault(&error))
    }

    fn lease(&mut self, name: &str, holder: &str, lasts_ms: i64) -> Result<String, Fault> {
        let now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
        let take = format!(
            "INSERT INTO leases (name, holder, until_ms) VALUES (?1, ?2, {now} + ?3) ON CONFLICT (name) DO UPDATE \
             SET holder = ?2, until_ms = {now} + ?3 WHERE holder = ?2 OR until_ms <= {now}"
        );
        let taken = || -> rusqlite::Result<String> {
            let mut statement = self.connection.prepare_cached(&take)?;
            statement.execute(params![name, holder, lasts_ms])?;
            let mut statement = self
                .connection
                .prepare_cached("SELECT holder FROM leases WHERE name = ?1")?;
            statement.query_row([name], |row| row.get(0))
        };
        taken().map_err(|error| fault(&error))
    }

    /// Lets the file grow no more, or again.
    fn limit(&mut self, full: bool) -> Result<(), Fault> {
        let limit = || -> rusqlite::Result<()> {
            let pages: i64 = self.connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
            let most = if full { pages } else { i64::from(u32::MAX - 1) };
            self.connection
                .query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))
        };
        limit().map_err(|error| fault(&error))
    }
}
