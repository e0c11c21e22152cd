//! What measurement costs: one line for each measure, for `cargo xtask bench`.
//!
//! `what<TAB>limit<TAB>measured<TAB>unit`; the limit is `-` where the design sets none. Each measure is the median of many runs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what cannot be measured is said and stops the measures"
)]

mod adaptive;

use std::time::Instant;

fn main() {
    adaptive::print();
}

/// Prints one line.
pub fn line(what: &str, limit: &str, measured: f64, unit: &str) {
    println!("{what}\t{limit}\t{measured:.4}\t{unit}");
}

/// Median time of `runs` runs, in milliseconds.
pub fn median(runs: usize, mut run: impl FnMut(usize)) -> f64 {
    #[expect(clippy::disallowed_methods, reason = "this program measures time")]
    let now = Instant::now;
    let mut times: Vec<f64> = (0..runs)
        .map(|number| {
            let begin = now();
            run(number);
            begin.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A small generator, for banks and answers.
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Uniform on [0, 1).
    pub fn uniform(&mut self) -> f64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        #[expect(clippy::cast_precision_loss, reason = "53 bits")]
        let value = ((z ^ (z >> 31)) >> 11) as f64;
        value / 9_007_199_254_740_992.0
    }

    /// About normal: twelve uniforms less six.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}
