//! The one suite, on each store.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

use jalon_store::suite::cluster::Cluster;
use jalon_store::suite::{Bench, holds, kept};
use jalon_store::{Fault, Medium, Memory, Pending, Postgres, Sqlite, Store};
use std::path::PathBuf;

struct InMemory {
    medium: Medium,
    store: Memory,
}

impl Bench for InMemory {
    fn store(&self) -> &dyn Store {
        &self.store
    }

    async fn again(self) -> Self {
        Self {
            store: Memory::on(&self.medium),
            medium: self.medium,
        }
    }

    fn fill(&self, full: bool) -> Pending<'_, ()> {
        self.medium.fill(full);
        Box::pin(std::future::ready(Ok(())))
    }

    fn fail_next_flush(&self) {
        self.medium.fail_next_flush();
    }
}

/// A folder of its own, which goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _was_not_there = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _stays_for_who_looks = std::fs::remove_dir_all(&self.0);
    }
}

struct InFile {
    folder: Folder,
    lives: u32,
    store: Sqlite,
}

impl InFile {
    fn new(folder: Folder) -> Self {
        let store = Sqlite::open(&folder.0.join("life-0.db")).unwrap();
        Self {
            folder,
            lives: 0,
            store,
        }
    }
}

impl Bench for InFile {
    fn store(&self) -> &dyn Store {
        &self.store
    }

    /// What a process that died at once leaves on the disk: the file and its log as they are now, with nobody to close them.
    async fn again(self) -> Self {
        let lives = self.lives + 1;
        let old = self.folder.0.join(format!("life-{}.db", self.lives));
        let new = self.folder.0.join(format!("life-{lives}.db"));
        for end in ["", "-wal"] {
            let path = |path: &PathBuf| PathBuf::from(format!("{}{end}", path.display()));
            if path(&old).exists() {
                std::fs::copy(path(&old), path(&new)).unwrap();
            }
        }
        Self {
            store: Sqlite::open(&new).unwrap(),
            folder: self.folder,
            lives,
        }
    }

    fn fill(&self, full: bool) -> Pending<'_, ()> {
        self.store.fill(full)
    }

    fn fail_next_flush(&self) {
        self.store.fail_next_flush();
    }
}

struct InDatabase {
    url: String,
    store: Postgres,
}

impl InDatabase {
    fn new(url: String) -> Self {
        let store = Postgres::open(&url).unwrap();
        Self { url, store }
    }
}

impl Bench for InDatabase {
    fn store(&self) -> &dyn Store {
        &self.store
    }

    /// The database outlives its clients: what a client that died leaves is what it committed.
    async fn again(self) -> Self {
        Self::new(self.url)
    }

    fn fill(&self, full: bool) -> Pending<'_, ()> {
        self.store.fill(full)
    }

    fn fail_next_flush(&self) {
        self.store.fail_next_flush();
    }
}

#[tokio::test]
async fn in_a_database_and_when_it_dies() {
    let cluster = Cluster::start();
    holds(InDatabase::new(cluster.database("contract"))).await;
    let url = cluster.database("deaths");
    let (one, two) = (Postgres::open(&url).unwrap(), Postgres::open(&url).unwrap());
    fences(&one, &two).await;
    let (mut writer, _) = one.open("room").await.unwrap();
    let mut said = one.read("room", 0).await.unwrap();
    // While it is written to, and while nobody asks: what was said to be kept is there after each death.
    for death in 0..2_u8 {
        kept(one.append(&mut writer, vec![vec![death; 9]; 3])).await;
        said.extend(vec![vec![death; 9]; 3]);
        cluster.dies();
        assert_eq!(
            one.append(&mut writer, vec![vec![99]]).await,
            Err(Fault::Busy),
            "nothing was written"
        );
        assert_eq!(one.read("room", 0).await, Err(Fault::Busy));
        cluster.run();
        let (again, there) = one.open("room").await.unwrap();
        assert_eq!(there, said, "the same life goes on");
        writer = again;
    }
    // What is kept stands, whoever asks the database.
    let sql = |statement: &str| cluster.sql("deaths", statement);
    assert!(sql("SELECT 1") && !sql("DELETE FROM jalon.records") && !sql("UPDATE jalon.records SET bytes = ''"));
    assert!(!sql("TRUNCATE jalon.records") && !sql("UPDATE jalon.documents SET bytes = ''"));
    assert_eq!(two.read("room", 0).await, Ok(said));
    assert!(Postgres::open("postgres://jalon@%2Fno%2Fsuch/folder").is_err());
    assert!(sql("ALTER SYSTEM SET fsync = off") && sql("SELECT pg_reload_conf()") && sql("SELECT pg_sleep(0.3)"));
    assert!(
        Postgres::open(&url).unwrap_err().contains("fsync"),
        "a database that does not flush is refused"
    );
}

/// Two servers on one store fence each other.
async fn fences(one: &dyn Store, two: &dyn Store) {
    let (mut first, _) = one.open("room").await.unwrap();
    kept(one.append(&mut first, vec![b"1".to_vec()])).await;
    let (mut second, there) = two.open("room").await.unwrap();
    assert_eq!(there, [b"1".to_vec()]);
    assert_eq!(one.append(&mut first, vec![b"2".to_vec()]).await, Err(Fault::Fenced));
    kept(two.append(&mut second, vec![b"3".to_vec()])).await;
    assert_eq!(one.read("room", 0).await, Ok(vec![b"1".to_vec(), b"3".to_vec()]));
}

#[tokio::test]
async fn in_memory() {
    let medium = Medium::new();
    let store = Memory::on(&medium);
    holds(InMemory { medium, store }).await;
}

#[tokio::test]
async fn in_one_file() {
    holds(InFile::new(Folder::new("contract"))).await;
}

#[tokio::test]
async fn two_processes_on_one_file_fence_each_other() {
    let folder = Folder::new("two");
    let path = folder.0.join("room.db");
    let (one, two) = (Sqlite::open(&path).unwrap(), Sqlite::open(&path).unwrap());
    fences(&one, &two).await;
}

#[test]
fn a_file_of_somebody_else_or_a_damaged_one_is_refused() {
    let folder = Folder::new("refused");
    let other = folder.0.join("other.db");
    std::fs::write(&other, b"SQLite format 3\0 but not quite").unwrap();
    assert!(Sqlite::open(&other).is_err());
    assert!(Sqlite::open(&folder.0.join("no/such/folder.db")).is_err());
    let text = folder.0.join("text.db");
    std::fs::write(&text, vec![b'x'; 8192]).unwrap();
    assert!(Sqlite::open(&text).is_err());
}
