//! The same work as the example `budgets-measurement`, to be timed by Node.js: what it costs in a browser.
//!
//! `cargo xtask bench` builds it for wasm32-unknown-unknown with the profile of the application and runs `speed/time.mjs` on it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::must_use_candidate,
    clippy::new_without_default,
    dead_code,
    reason = "a measure, not a library"
)]

#[path = "../budgets-measurement/work.rs"]
mod work;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// All the work, prepared.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub struct Work {
    two: work::Whole,
    three: work::Whole,
    large: work::Large,
    forms: work::Forms,
    states: Vec<(Vec<f64>, Vec<usize>)>,
    variance: work::Variance,
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
impl Work {
    /// Prepares it.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen(constructor))]
    pub fn new() -> Self {
        let forms = work::Forms::new();
        let states = (0..work::Forms::STATES).map(|state| forms.state(state)).collect();
        Self {
            two: work::Whole::new(false),
            three: work::Whole::new(true),
            large: work::Large::new(),
            forms,
            states,
            variance: work::Variance::new(),
        }
    }

    /// A whole test of 30 of 1,000 items; its last estimate.
    pub fn whole(&self, guessing: bool, seed: u32) -> f64 {
        let whole = if guessing { &self.three } else { &self.two };
        whole.run(u64::from(seed))
    }

    /// The next of 10,000 items.
    pub fn next(&self, seed: u32) -> f64 {
        self.large.run(u64::from(seed))
    }

    /// Different states of a test under a blueprint.
    pub fn states(&self) -> u32 {
        self.states.len() as u32
    }

    /// One exact form.
    pub fn form(&self, state: u32) -> u32 {
        let (values, given) = &self.states[state as usize];
        self.forms.run(values, given)
    }

    /// The next of 300 items by expected posterior variance.
    pub fn variance(&self) -> f64 {
        self.variance.run()
    }
}
