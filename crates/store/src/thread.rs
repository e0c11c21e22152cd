//! The thread that writes: it owns a disk, takes what waits, and commits it all with one flush.

use crate::{Fault, Kept, Pending, Store, Writer};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use tokio::sync::oneshot;

/// Most requests that one commit answers.
const BATCH: usize = 512;

/// What holds logs, documents and leases, in transactions of one thread. A transaction in which something failed is rolled back whole.
pub(crate) trait Disk: 'static {
    fn begin(&mut self) -> Result<(), Fault>;
    /// Ends the transaction: once it returns, what was written is flushed. What is not known to be flushed or undone is fatal.
    fn commit(&mut self, wrote: bool) -> Result<(), Fault>;
    fn roll_back(&mut self);
    fn open_log(&mut self, log: &str) -> Result<(u64, Vec<Vec<u8>>), Fault>;
    fn append(&mut self, log: &str, term: u64, next: u64, records: &[Vec<u8>]) -> Result<(), Fault>;
    fn read(&mut self, log: &str, from: u64) -> Result<Vec<Vec<u8>>, Fault>;
    fn put(&mut self, kind: &str, id: &str, bytes: &[u8]) -> Result<(), Fault>;
    fn get(&mut self, kind: &str, id: &str) -> Result<Option<Vec<u8>>, Fault>;
    fn list(&mut self, kind: &str) -> Result<Vec<String>, Fault>;
    fn lease(&mut self, name: &str, holder: &str, lasts_ms: i64) -> Result<String, Fault>;
    /// For drills: has no room for more, or has again.
    fn limit(&mut self, full: bool) -> Result<(), Fault>;
}

/// The thread of a store.
#[derive(Debug)]
pub(crate) struct Thread {
    jobs: Sender<Job>,
    failing: Arc<AtomicBool>,
}

type Answer<T> = oneshot::Sender<Result<T, Fault>>;

/// What the thread is asked.
#[derive(Debug)]
enum Job {
    Open(String, Answer<(Writer, Vec<Vec<u8>>)>),
    Append {
        log: String,
        term: u64,
        next: u64,
        records: Vec<Vec<u8>>,
        answer: Answer<Kept>,
    },
    Put(String, String, Vec<u8>, Answer<()>),
    Read(String, u64, Answer<Vec<Vec<u8>>>),
    Get(String, String, Answer<Option<Vec<u8>>>),
    List(String, Answer<Vec<String>>),
    Lease(String, String, i64, Answer<String>),
    Limit(bool, Answer<()>),
}

impl Thread {
    /// Begins a thread, which opens its disk by itself: some disks may not leave the thread that opened them.
    ///
    /// # Errors
    /// The sentence of the disk that does not open.
    pub(crate) fn begin<D: Disk>(open: impl FnOnce() -> Result<D, String> + Send + 'static) -> Result<Self, String> {
        let (jobs, waiting) = channel();
        let (opened, opening) = channel();
        let failing = Arc::new(AtomicBool::new(false));
        let fails = Arc::clone(&failing);
        std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || {
                let disk = open().map_err(|error| drop(opened.send(Err(error))));
                if let Ok(disk) = disk {
                    drop(opened.send(Ok(())));
                    serve(disk, &waiting, &fails);
                }
            })
            .map_err(|error| error.to_string())?;
        opening.recv().map_err(|error| error.to_string())??;
        Ok(Self { jobs, failing })
    }

    pub(crate) fn fail_next_flush(&self) {
        self.failing.store(true, Ordering::SeqCst);
    }

    pub(crate) fn fill(&self, full: bool) -> Pending<'_, ()> {
        self.ask(|answer| Job::Limit(full, answer))
    }

    fn ask<T: Send + 'static>(&self, job: impl FnOnce(Answer<T>) -> Job) -> Pending<'_, T> {
        let (answer, answered) = oneshot::channel();
        // A thread that is gone answers nothing, and that is the end of this life.
        let sent = self.jobs.send(job(answer));
        Box::pin(async move {
            if sent.is_err() {
                return Err(Fault::Fatal);
            }
            answered.await.unwrap_or(Err(Fault::Fatal))
        })
    }
}

impl Store for Thread {
    fn open<'a>(&'a self, log: &'a str) -> Pending<'a, (Writer, Vec<Vec<u8>>)> {
        self.ask(|answer| Job::Open(log.to_owned(), answer))
    }

    fn append<'a>(&'a self, writer: &'a mut Writer, records: Vec<Vec<u8>>) -> Pending<'a, Kept> {
        let asked = self.ask(|answer| Job::Append {
            log: writer.log.clone(),
            term: writer.term,
            next: writer.next,
            records,
            answer,
        });
        Box::pin(async move {
            let kept = asked.await?;
            writer.next += kept.records() as u64;
            Ok(kept)
        })
    }

    fn read<'a>(&'a self, log: &'a str, from: u64) -> Pending<'a, Vec<Vec<u8>>> {
        self.ask(|answer| Job::Read(log.to_owned(), from, answer))
    }

    fn put<'a>(&'a self, kind: &'a str, id: &'a str, bytes: Vec<u8>) -> Pending<'a, ()> {
        self.ask(|answer| Job::Put(kind.to_owned(), id.to_owned(), bytes, answer))
    }

    fn get<'a>(&'a self, kind: &'a str, id: &'a str) -> Pending<'a, Option<Vec<u8>>> {
        self.ask(|answer| Job::Get(kind.to_owned(), id.to_owned(), answer))
    }

    fn list<'a>(&'a self, kind: &'a str) -> Pending<'a, Vec<String>> {
        self.ask(|answer| Job::List(kind.to_owned(), answer))
    }

    fn lease<'a>(&'a self, name: &'a str, holder: &'a str, lasts: Duration) -> Pending<'a, String> {
        let ms = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX);
        self.ask(|answer| Job::Lease(name.to_owned(), holder.to_owned(), ms, answer))
    }
}

/// What is said once the commit has come back.
type Said = Box<dyn FnOnce(Result<(), Fault>)>;

/// Says `done` when the commit held, and why not otherwise.
fn after<T: 'static>(answer: Answer<T>, done: Result<T, Fault>) -> Said {
    Box::new(move |committed| {
        // Whoever asked may have gone: nothing depends on them.
        let _gone = answer.send(committed.and(done));
    })
}

/// The life of the thread: it ends with the last sender, or with the disk.
fn serve<D: Disk>(mut disk: D, waiting: &Receiver<Job>, failing: &AtomicBool) {
    while let Ok(first) = waiting.recv() {
        let mut jobs = vec![first];
        jobs.extend(waiting.try_iter().take(BATCH - 1));
        let fails = || failing.swap(false, Ordering::SeqCst);
        if batch(&mut disk, jobs, fails) == Err(Fault::Fatal) {
            // Every answer from here on is the end: the channel closes with this thread.
            return;
        }
    }
}

/// One transaction for all that waits.
fn batch<D: Disk>(disk: &mut D, jobs: Vec<Job>, fails: impl FnOnce() -> bool) -> Result<(), Fault> {
    let begun = disk.begin();
    let mut said: Vec<Said> = Vec::with_capacity(jobs.len());
    let mut worst = begun;
    let mut wrote = false;
    for job in jobs {
        if let Err(fault) = worst {
            said.push(refuse(job, fault));
            continue;
        }
        let (say, done, writes) = carry_out(disk, job);
        wrote |= writes && done.is_ok();
        if let Err(fault @ (Fault::Full | Fault::Fatal | Fault::Busy)) = done {
            worst = Err(fault);
        }
        said.push(say);
    }
    let committed = match worst {
        Ok(()) if wrote && fails() => {
            disk.roll_back();
            Err(Fault::Fatal)
        }
        Ok(()) => disk.commit(wrote),
        Err(fault) => {
            disk.roll_back();
            Err(fault)
        }
    };
    for say in said {
        say(committed);
    }
    committed
}

/// Carries out a job in the open transaction: what to say of it, how it went, whether it writes.
fn carry_out<D: Disk>(disk: &mut D, job: Job) -> (Said, Result<(), Fault>, bool) {
    fn of<T: 'static>(answer: Answer<T>, done: Result<T, Fault>, writes: bool) -> (Said, Result<(), Fault>, bool) {
        let went = done.as_ref().map(|_| ()).map_err(|fault| *fault);
        (after(answer, done), went, writes)
    }
    match job {
        Job::Open(log, answer) => {
            let done = disk.open_log(&log).map(|(term, records)| {
                let next = records.len() as u64;
                (Writer { log, term, next }, records)
            });
            of(answer, done, true)
        }
        Job::Append {
            log,
            term,
            next,
            records,
            answer,
        } => {
            let count = records.len();
            let done = disk.append(&log, term, next, &records);
            of(answer, done.map(|()| Kept::flushed(count)), true)
        }
        Job::Put(kind, id, bytes, answer) => of(answer, disk.put(&kind, &id, &bytes), true),
        Job::Read(log, from, answer) => of(answer, disk.read(&log, from), false),
        Job::Get(kind, id, answer) => of(answer, disk.get(&kind, &id), false),
        Job::List(kind, answer) => of(answer, disk.list(&kind), false),
        Job::Lease(name, holder, ms, answer) => of(answer, disk.lease(&name, &holder, ms), true),
        Job::Limit(full, answer) => of(answer, disk.limit(full), false),
    }
}

fn refuse(job: Job, fault: Fault) -> Said {
    match job {
        Job::Open(_, answer) => after(answer, Err(fault)),
        Job::Append { answer, .. } => after(answer, Err(fault)),
        Job::Put(_, _, _, answer) | Job::Limit(_, answer) => after(answer, Err(fault)),
        Job::Read(_, _, answer) => after(answer, Err(fault)),
        Job::Get(_, _, answer) => after(answer, Err(fault)),
        Job::List(_, answer) => after(answer, Err(fault)),
        Job::Lease(_, _, _, answer) => after(answer, Err(fault)),
    }
}

/// A store whose every answer comes from its thread.
macro_rules! by_thread {
    ($store:ty) => {
        impl $crate::Store for $store {
            fn open<'a>(&'a self, log: &'a str) -> $crate::Pending<'a, ($crate::Writer, Vec<Vec<u8>>)> {
                self.thread.open(log)
            }

            fn append<'a>(
                &'a self,
                writer: &'a mut $crate::Writer,
                records: Vec<Vec<u8>>,
            ) -> $crate::Pending<'a, $crate::Kept> {
                self.thread.append(writer, records)
            }

            fn read<'a>(&'a self, log: &'a str, from: u64) -> $crate::Pending<'a, Vec<Vec<u8>>> {
                self.thread.read(log, from)
            }

            fn put<'a>(&'a self, kind: &'a str, id: &'a str, bytes: Vec<u8>) -> $crate::Pending<'a, ()> {
                self.thread.put(kind, id, bytes)
            }

            fn get<'a>(&'a self, kind: &'a str, id: &'a str) -> $crate::Pending<'a, Option<Vec<u8>>> {
                self.thread.get(kind, id)
            }

            fn list<'a>(&'a self, kind: &'a str) -> $crate::Pending<'a, Vec<String>> {
                self.thread.list(kind)
            }

            fn lease<'a>(
                &'a self,
                name: &'a str,
                holder: &'a str,
                lasts: std::time::Duration,
            ) -> $crate::Pending<'a, String> {
                self.thread.lease(name, holder, lasts)
            }
        }

        impl $store {
            /// For tests and drills: the next flush fails, as a disk that refuses would have it.
            pub fn fail_next_flush(&self) {
                self.thread.fail_next_flush();
            }

            /// For tests and drills: has no room for more, as on a full disk, or has room again.
            ///
            /// # Errors
            /// [`Fault`](crate::Fault).
            pub fn fill(&self, full: bool) -> $crate::Pending<'_, ()> {
                self.thread.fill(full)
            }
        }
    };
}
pub(crate) use by_thread;
