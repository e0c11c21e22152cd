//! The one suite, on each store.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

use jalon_store::suite::{Bench, holds, kept};
use jalon_store::{Fault, Medium, Memory, Pending, Sqlite, Store};
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
    let (mut first, _) = one.open("room").await.unwrap();
    kept(one.append(&mut first, vec![b"1".to_vec()])).await;
    let (mut second, there) = two.open("room").await.unwrap();
    assert_eq!(there, [b"1".to_vec()]);
    assert_eq!(one.append(&mut first, vec![b"2".to_vec()]).await, Err(Fault::Fenced));
    kept(two.append(&mut second, vec![b"3".to_vec()])).await;
    assert_eq!(one.read("room", 0).await, Ok(vec![b"1".to_vec(), b"3".to_vec()]));
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
