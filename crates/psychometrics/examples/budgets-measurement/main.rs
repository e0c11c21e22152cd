//! What measurement costs: one line for each measure, for `cargo xtask bench`.
//!
//! `what<TAB>limit<TAB>measured<TAB>unit`; the limit is `-` where the design sets none. Each measure is the median of many runs, and on Unix the time
//! that this thread had a processor: what other programs do at the same time is not counted (in wasm it is). With the name of a
//! folder, it writes there what is measured, so that peers do the same work: `bank.csv` (a, b), `answers.csv` (5,000 x 50).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "what cannot be measured is said and stops the measures"
)]

mod calibration;
mod work;

use std::hint::black_box;
use std::path::Path;
use work::{Forms, Large, Variance, Whole};

fn main() {
    let answers = calibration::answers();
    if let Some(folder) = std::env::args_os().nth(1) {
        return write(Path::new(&folder), &answers);
    }
    for (guessing, limit, name) in [(false, "<= 0.20", "2PL"), (true, "-", "3PL")] {
        let whole = Whole::new(guessing);
        let time = median(400, |run| {
            black_box(whole.run(run as u64));
        });
        line(
            &format!("adaptive test, 30 of 1,000 items, {name}, MFI + EAP"),
            limit,
            time,
            "ms",
        );
    }
    let large = Large::new();
    let time = median(200, |run| {
        black_box(large.run(run as u64));
    });
    line(
        "next item of 10,000, exact blueprint and exposure",
        "<= 1.0",
        time,
        "ms",
    );
    forms();
    let variance = Variance::new();
    let time = median(200, |_| {
        black_box(variance.run());
    });
    line("next item of 300 by expected posterior variance", "-", time, "ms");
    calibration::print(&answers);
}

/// What is measured, for peers.
fn write(folder: &Path, answers: &[Vec<u8>]) {
    let rows = |rows: Vec<String>| rows.join("\n") + "\n";
    let item = |item: &jalon_psychometrics::model::Item| format!("{},{}", item.slope(), item.location());
    let bank = Whole::new(false).bank.items().iter().map(item).collect();
    std::fs::write(folder.join("bank.csv"), rows(bank)).unwrap();
    let row = |row: &Vec<u8>| row.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    std::fs::write(folder.join("answers.csv"), rows(answers.iter().map(row).collect())).unwrap();
}

fn forms() {
    let forms = Forms::new();
    let mut most = 0;
    let mut all: Vec<f64> = (0..Forms::STATES)
        .map(|state| {
            let (values, given) = forms.state(state);
            median(5, |_| most = most.max(black_box(forms.run(&values, &given))))
        })
        .collect();
    all.sort_by(f64::total_cmp);
    line(
        "shadow test of 300 items, median step",
        "<= 30",
        all[all.len() / 2],
        "ms",
    );
    line(
        "shadow test of 300 items, slowest step",
        "<= 30",
        all[all.len() - 1],
        "ms",
    );
    line(
        "shadow test of 300 items, most programs of a search",
        "-",
        f64::from(most),
        "programs",
    );
}

/// Prints one line.
pub fn line(what: &str, limit: &str, measured: f64, unit: &str) {
    println!("{what}\t{limit}\t{measured:.4}\t{unit}");
}

/// Median time of `runs` runs, in milliseconds.
pub fn median(runs: usize, mut run: impl FnMut(usize)) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|number| {
            let begin = clock();
            run(number);
            clock() - begin
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Milliseconds that this thread has been on a processor.
#[cfg(unix)]
fn clock() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Milliseconds since the first call.
#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn clock() -> f64 {
    static BEGIN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGIN.get_or_init(std::time::Instant::now).elapsed().as_secs_f64() * 1e3
}
