//! A store in one SQLite file: one thread owns it, takes what waits, and commits it all with one flush.
//!
//! `journal_mode = WAL`, `synchronous = FULL`: a commit returns when the write-ahead log was flushed. The file refuses, by itself, that a
//! record be changed or taken away.

mod file;

use crate::{Fault, Kept, Pending, Store, Writer};
use file::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;

/// Most requests that one commit answers.
const BATCH: usize = 512;

/// A store in one SQLite file.
#[derive(Debug)]
pub struct Sqlite {
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
    Limit(bool, Answer<()>),
}

impl Sqlite {
    /// Opens a file, which is made when it is not there, after a look at whether it is whole.
    ///
    /// # Errors
    /// A sentence of SQLite: the file cannot be opened, is not one of ours, or is damaged.
    pub fn open(path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let (jobs, waiting) = channel();
        let failing = Arc::new(AtomicBool::new(false));
        let fails = Arc::clone(&failing);
        std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || serve(file, &waiting, &fails))
            .map_err(|error| error.to_string())?;
        Ok(Self { jobs, failing })
    }

    /// For tests and drills: the next flush fails, as a disk that refuses would have it.
    pub fn fail_next_flush(&self) {
        self.failing.store(true, Ordering::SeqCst);
    }

    /// For tests and drills: lets the file grow no more, as on a full disk, or lets it grow again.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn fill(&self, full: bool) -> Pending<'_, ()> {
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

impl Store for Sqlite {
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
fn serve(mut file: File, waiting: &Receiver<Job>, failing: &AtomicBool) {
    while let Ok(first) = waiting.recv() {
        let mut jobs = vec![first];
        jobs.extend(waiting.try_iter().take(BATCH - 1));
        let fails = || failing.swap(false, Ordering::SeqCst);
        if batch(&mut file, jobs, fails) == Err(Fault::Fatal) {
            // Every answer from here on is the end: the channel closes with this thread.
            return;
        }
    }
}

/// One transaction for all that waits.
fn batch(file: &mut File, jobs: Vec<Job>, fails: impl FnOnce() -> bool) -> Result<(), Fault> {
    let begun = file.begin();
    let mut said: Vec<Said> = Vec::with_capacity(jobs.len());
    let mut worst = begun;
    let mut wrote = false;
    for job in jobs {
        if let Err(fault) = worst {
            said.push(refuse(job, fault));
            continue;
        }
        let (say, done, writes) = carry_out(file, job);
        wrote |= writes && done.is_ok();
        if let Err(fault @ (Fault::Full | Fault::Fatal | Fault::Busy)) = done {
            worst = Err(fault);
        }
        said.push(say);
    }
    let committed = match worst {
        Ok(()) if wrote && fails() => {
            file.roll_back();
            Err(Fault::Fatal)
        }
        Ok(()) => file.commit(),
        Err(fault) => {
            file.roll_back();
            Err(fault)
        }
    };
    for say in said {
        say(committed);
    }
    committed
}

/// Carries out a job in the open transaction: what to say of it, how it went, whether it writes.
fn carry_out(file: &mut File, job: Job) -> (Said, Result<(), Fault>, bool) {
    fn of<T: 'static>(answer: Answer<T>, done: Result<T, Fault>, writes: bool) -> (Said, Result<(), Fault>, bool) {
        let went = done.as_ref().map(|_| ()).map_err(|fault| *fault);
        (after(answer, done), went, writes)
    }
    match job {
        Job::Open(log, answer) => {
            let done = file.open_log(&log).map(|(term, records)| {
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
            let done = file.append(&log, term, next, &records);
            of(answer, done.map(|()| Kept::flushed(count)), true)
        }
        Job::Put(kind, id, bytes, answer) => of(answer, file.put(&kind, &id, &bytes), true),
        Job::Read(log, from, answer) => of(answer, file.read(&log, from), false),
        Job::Get(kind, id, answer) => of(answer, file.get(&kind, &id), false),
        Job::List(kind, answer) => of(answer, file.list(&kind), false),
        Job::Limit(full, answer) => of(answer, file.limit(full), false),
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
    }
}
