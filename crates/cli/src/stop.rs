//! Ctrl-C: a command that is told to stop says so, leaves no file half-written, and does not succeed.
//!
//! Files are written whole or not at all ([`crate::files::write`]); those that belong together are written under one [`Writing`]. Whoever stops
//! a command waits for these few, and nothing begins to be written afterwards.

use crate::output::Format;
use jalon_messages::{Lang, cli};
use std::process::exit;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many are writing, and whether anybody wrote.
struct Gate {
    writing: u32,
    wrote: bool,
}

static GATE: Mutex<Gate> = Mutex::new(Gate {
    writing: 0,
    wrote: false,
});
static FREE: Condvar = Condvar::new();

fn gate() -> MutexGuard<'static, Gate> {
    GATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Files are being written: nobody stops the command while this lives.
#[derive(Debug)]
pub struct Writing(());

/// Begins to write files that belong together.
#[must_use]
pub fn writing() -> Writing {
    let mut gate = gate();
    gate.writing += 1;
    gate.wrote = true;
    Writing(())
}

impl Drop for Writing {
    fn drop(&mut self) {
        let mut gate = gate();
        gate.writing -= 1;
        FREE.notify_all();
    }
}

/// Stops the command at Ctrl-C, or when the system asks it to: exit status 130 or 143, as shells expect.
///
/// Before the first file is written it says that nothing was; afterwards, that what was written is whole. Where signals cannot be listened to,
/// the system stops the command as it always did.
pub fn listen(format: Format, lang: Lang) {
    thread::spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
            return;
        };
        let Some(status) = runtime.block_on(told()) else { return };
        let mut gate = gate();
        while gate.writing > 0 {
            gate = FREE.wait(gate).unwrap_or_else(PoisonError::into_inner);
        }
        let said = if gate.wrote {
            cli::stopped_after(lang)
        } else {
            cli::stopped(lang)
        };
        match format {
            Format::Text => eprintln!("jalon: {said}"),
            Format::Json => println!("{}", serde_json::json!({"error": said})),
        }
        // The gate is still held: nothing else is written.
        exit(status);
    });
}

/// Waits until the command is told to stop; gives its exit status.
#[cfg(unix)]
async fn told() -> Option<i32> {
    use std::task::Poll;
    use tokio::signal::unix::{SignalKind, signal};
    let mut typed = signal(SignalKind::interrupt()).ok()?;
    let mut asked = signal(SignalKind::terminate()).ok()?;
    let status = std::future::poll_fn(|context| {
        if typed.poll_recv(context).is_ready() {
            Poll::Ready(130)
        } else if asked.poll_recv(context).is_ready() {
            Poll::Ready(143)
        } else {
            Poll::Pending
        }
    });
    Some(status.await)
}

/// Waits until the command is told to stop; gives its exit status.
#[cfg(not(unix))]
async fn told() -> Option<i32> {
    tokio::signal::ctrl_c().await.ok().map(|()| 130)
}
