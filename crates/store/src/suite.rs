//! The contract's suite: what every store must do, whatever it is made of.
//!
//! A store passes when [`holds`] returns; anything else panics with what is wrong.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a suite says what is wrong by panicking"
)]

#[cfg(unix)]
pub mod cluster;
#[cfg(unix)]
mod programs;

use crate::{Fault, Kept, Pending, Store};
use std::collections::BTreeMap;
use std::time::Duration;

/// A store on something that can be broken.
pub trait Bench: Sized {
    /// This life of the store.
    fn store(&self) -> &dyn Store;

    /// The process dies at once, and another life begins on what the disk holds.
    fn again(self) -> impl Future<Output = Self>;

    /// Fills the disk, or makes room again.
    fn fill(&self, full: bool) -> Pending<'_, ()>;

    /// The next flush fails.
    fn fail_next_flush(&self);
}

/// Holds a store to the contract. The disk is empty at first.
///
/// # Panics
/// When it does something else.
pub async fn holds(bench: impl Bench) {
    let bench = records_stay_in_their_order(bench).await;
    let bench = the_last_writer_writes(bench).await;
    let bench = documents_stand(bench).await;
    let bench = together_or_not_at_all(bench).await;
    let bench = a_lease_is_of_one_until_it_lapses(bench).await;
    let bench = a_full_disk_writes_nothing(bench).await;
    let bench = a_failed_flush_ends_the_life(bench).await;
    as_the_model_says(bench, 400).await;
}

/// Waits until records are kept, and says how many.
///
/// # Panics
/// When they are not.
pub async fn kept(asked: Pending<'_, Kept>) -> usize {
    asked.await.unwrap().records()
}

fn bytes(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

async fn records_stay_in_their_order<B: Bench>(bench: B) -> B {
    let store = bench.store();
    assert_eq!(store.read("nothing", 0).await, Ok(Vec::new()));
    let (mut writer, there) = store.open("it's \u{202e}a log").await.unwrap();
    assert_eq!((there.len(), writer.count(), writer.term()), (0, 0, 1));
    let first = vec![bytes("a"), Vec::new(), vec![0, 255, 0], vec![7; 1 << 20]];
    assert_eq!(store.append(&mut writer, first.clone()).await.unwrap().records(), 4);
    assert_eq!(store.append(&mut writer, Vec::new()).await.unwrap().records(), 0);
    let second = vec![bytes("b")];
    kept(store.append(&mut writer, second.clone())).await;
    assert_eq!(writer.count(), 5);
    let log = writer.log().to_owned();
    let all = [first, second].concat();
    assert_eq!(store.read(&log, 0).await, Ok(all.clone()));
    assert_eq!(store.read(&log, 4).await, Ok(vec![bytes("b")]));
    assert_eq!(store.read(&log, 99).await, Ok(Vec::new()));
    let bench = bench.again().await;
    assert_eq!(bench.store().open(&log).await.unwrap().1, all);
    bench
}

async fn the_last_writer_writes<B: Bench>(bench: B) -> B {
    let store = bench.store();
    let (mut old, _) = store.open("fenced").await.unwrap();
    kept(store.append(&mut old, vec![bytes("old")])).await;
    let (mut new, there) = store.open("fenced").await.unwrap();
    assert_eq!((there, new.term()), (vec![bytes("old")], old.term() + 1));
    assert_eq!(
        store.append(&mut old, vec![bytes("late")]).await,
        Err(Fault::Fenced),
        "whoever wrote before writes no more"
    );
    kept(store.append(&mut new, vec![bytes("new")])).await;
    assert_eq!(store.append(&mut old, vec![bytes("late")]).await, Err(Fault::Fenced));
    // Another log has another writer.
    let (mut other, _) = store.open("other").await.unwrap();
    kept(store.append(&mut other, vec![bytes("x")])).await;
    assert_eq!(store.read("fenced", 0).await, Ok(vec![bytes("old"), bytes("new")]));
    let bench = bench.again().await;
    let (writer, _) = bench.store().open("fenced").await.unwrap();
    assert!(writer.term() > new.term(), "terms outlive a life");
    assert_eq!(
        bench.store().append(&mut new, vec![bytes("late")]).await,
        Err(Fault::Fenced)
    );
    bench
}

async fn documents_stand<B: Bench>(bench: B) -> B {
    let store = bench.store();
    assert_eq!(store.get("order", "b").await, Ok(None));
    store.put("order", "b", bytes("1")).await.unwrap();
    store.put("order", "b", bytes("1")).await.unwrap();
    assert_eq!(store.put("order", "b", bytes("2")).await, Err(Fault::Differs));
    store.put("order", "a", Vec::new()).await.unwrap();
    store.put("release", "b", bytes("3")).await.unwrap();
    let bench = bench.again().await;
    let store = bench.store();
    assert_eq!(store.get("order", "b").await, Ok(Some(bytes("1"))));
    assert_eq!(store.list("order").await, Ok(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(store.list("nothing").await, Ok(Vec::new()));
    bench
}

/// What many ask for at once is all kept, each in its own log, whether one flush answered them or several.
async fn together_or_not_at_all<B: Bench>(bench: B) -> B {
    let store = bench.store();
    let mut writers = Vec::new();
    for number in 0..40 {
        writers.push(store.open(&format!("together-{number}")).await.unwrap().0);
    }
    let asked: Vec<_> = writers
        .iter_mut()
        .enumerate()
        .map(|(number, writer)| store.append(writer, vec![bytes(&number.to_string()); number + 1]))
        .collect();
    for (number, asked) in asked.into_iter().enumerate() {
        assert_eq!(asked.await.unwrap().records(), number + 1);
    }
    let bench = bench.again().await;
    for number in 0..40 {
        let there = bench.store().read(&format!("together-{number}"), 0).await.unwrap();
        assert_eq!(there, vec![bytes(&number.to_string()); number + 1]);
    }
    bench
}

async fn a_lease_is_of_one_until_it_lapses<B: Bench>(bench: B) -> B {
    let (store, long, short) = (bench.store(), Duration::from_secs(600), Duration::from_millis(30));
    assert_eq!(store.lease("room", "one", long).await.unwrap(), "one");
    assert_eq!(store.lease("room", "two", long).await.unwrap(), "one", "it is held");
    assert_eq!(
        store.lease("other", "two", long).await.unwrap(),
        "two",
        "each name by itself"
    );
    assert_eq!(
        store.lease("room", "one", short).await.unwrap(),
        "one",
        "and is taken again"
    );
    std::thread::sleep(short * 3);
    assert_eq!(store.lease("room", "two", long).await.unwrap(), "two", "it has lapsed");
    assert_eq!(store.lease("room", "one", long).await.unwrap(), "two");
    bench
}

async fn a_full_disk_writes_nothing<B: Bench>(bench: B) -> B {
    let store = bench.store();
    let (mut writer, _) = store.open("full").await.unwrap();
    kept(store.append(&mut writer, vec![bytes("before")])).await;
    bench.fill(true).await.unwrap();
    // Small ones first, so that what was written of a batch must go with what could not be.
    let mut much = vec![bytes("small"); 3];
    much.push(vec![1; 1 << 20]);
    assert_eq!(store.append(&mut writer, much.clone()).await, Err(Fault::Full));
    assert_eq!(store.put("release", "large", vec![2; 1 << 20]).await, Err(Fault::Full));
    assert_eq!(store.read("full", 0).await, Ok(vec![bytes("before")]), "all or none");
    assert_eq!(store.get("release", "large").await, Ok(None));
    bench.fill(false).await.unwrap();
    kept(store.append(&mut writer, much.clone())).await;
    store.put("release", "large", vec![2; 1 << 20]).await.unwrap();
    let all = [vec![bytes("before")], much].concat();
    let bench = bench.again().await;
    assert_eq!(bench.store().read("full", 0).await, Ok(all));
    bench
}

async fn a_failed_flush_ends_the_life<B: Bench>(bench: B) -> B {
    let store = bench.store();
    let (mut writer, _) = store.open("flush").await.unwrap();
    kept(store.append(&mut writer, vec![bytes("kept")])).await;
    bench.fail_next_flush();
    assert_eq!(
        store.append(&mut writer, vec![bytes("doubtful")]).await,
        Err(Fault::Fatal)
    );
    // The trap: on Linux the next flush would succeed. This life says nothing more, not even what it seems to hold.
    assert_eq!(store.append(&mut writer, vec![bytes("after")]).await, Err(Fault::Fatal));
    assert_eq!(store.put("order", "after", bytes("1")).await, Err(Fault::Fatal));
    assert_eq!(store.read("flush", 0).await, Err(Fault::Fatal));
    assert_eq!(store.open("flush").await.unwrap_err(), Fault::Fatal);
    let bench = bench.again().await;
    let (mut writer, there) = bench.store().open("flush").await.unwrap();
    let right = there == [bytes("kept")] || there == [bytes("kept"), bytes("doubtful")];
    assert!(right, "{there:?}");
    kept(bench.store().append(&mut writer, vec![bytes("goes on")])).await;
    assert_eq!(bench.store().get("order", "after").await, Ok(None));
    bench
}

/// A walk of random steps beside a model: what was said to be kept is there, in every life.
async fn as_the_model_says<B: Bench>(mut bench: B, steps: u32) {
    let mut state: u64 = 1;
    let mut roll = |n: u64| {
        // SplitMix64 (Vigna, public domain).
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % n
    };
    let mut logs: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    let mut writers = BTreeMap::new();
    for step in 0..steps {
        let log = format!("walk-{}", roll(3));
        match roll(20) {
            0 => {
                bench = bench.again().await;
                writers.clear();
            }
            1 | 2 => {
                let (writer, there) = bench.store().open(&log).await.unwrap();
                assert_eq!(there, logs.get(&log).cloned().unwrap_or_default(), "step {step}");
                writers.insert(log, writer);
            }
            3 => {
                let mine = logs.get(&log).cloned().unwrap_or_default();
                assert_eq!(bench.store().read(&log, 0).await, Ok(mine), "step {step}");
            }
            _ => {
                let Some(writer) = writers.get_mut(&log) else { continue };
                let new: Vec<Vec<u8>> = (0..roll(5)).map(|part| bytes(&format!("{step}.{part}"))).collect();
                kept(bench.store().append(writer, new.clone())).await;
                logs.entry(log).or_default().extend(new);
            }
        }
    }
    for (log, mine) in logs {
        assert_eq!(bench.store().read(&log, 0).await, Ok(mine));
    }
}
