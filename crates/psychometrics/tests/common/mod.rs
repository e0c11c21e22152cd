//! Reference data: what is carried here, and what is read where the specifications lie beside the repository.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules, and not each test takes every helper"
)]

use jalon_psychometrics::model::Item;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A file of `specs/psychometrics`, or none where that folder is not: its licence does not let it be carried here.
#[must_use]
pub fn specs(file: &str) -> Option<String> {
    let folder = std::env::var_os("JALON_SPECS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"),
        PathBuf::from,
    );
    std::fs::read_to_string(folder.join("psychometrics").join(file)).ok()
}

/// As [`specs`], as JSON.
#[must_use]
pub fn specs_json(file: &str) -> Option<Value> {
    specs(file).map(|text| serde_json::from_str(&text).unwrap())
}

/// A file of `tests/vectors/psychometrics`, as JSON.
#[must_use]
pub fn vectors(file: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/psychometrics");
    serde_json::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

/// Counts what was checked, and says it when the test ends.
pub struct Tally {
    what: &'static str,
    checked: usize,
}

impl Tally {
    /// Begins a count.
    #[must_use]
    pub fn new(what: &'static str) -> Self {
        Self { what, checked: 0 }
    }

    /// `found` lies within `tolerance` of `wanted`.
    pub fn close(&mut self, found: f64, wanted: f64, tolerance: f64, place: &str) {
        let away = (found - wanted).abs();
        assert!(
            away <= tolerance,
            "{}, {place}: {found}, not {wanted} (± {tolerance})",
            self.what
        );
        self.checked += 1;
    }

    /// `found` lies within a share `tolerance` of `wanted`.
    pub fn near(&mut self, found: f64, wanted: f64, tolerance: f64, place: &str) {
        self.close(found, wanted, tolerance * wanted.abs(), place);
    }

    /// `found` is `wanted`.
    pub fn same<T: PartialEq + std::fmt::Debug>(&mut self, found: &T, wanted: &T, place: &str) {
        assert_eq!(found, wanted, "{}, {place}", self.what);
        self.checked += 1;
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.checked > 0, "{}: nothing was checked", self.what);
            println!("{}: {} values checked", self.what, self.checked);
        }
    }
}

/// Says that a test had no data: on a bare clone, what may not be redistributed is not there.
pub fn not_there(what: &str) {
    println!("{what}: could not be checked, ../shared/specs/psychometrics is not there");
}

/// A number.
#[must_use]
pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// A list of numbers.
#[must_use]
pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// A list of small integers.
#[must_use]
pub fn integers(value: &Value) -> Vec<usize> {
    let one = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    value.as_array().unwrap().iter().map(one).collect()
}

/// The bank of the TCALS 1998 test: 85 items of the three-parameter model.
#[must_use]
pub fn tcals() -> Option<Vec<Item>> {
    let bank = specs_json("cat_bank_tcals.json")?;
    let item = |item: &Value| {
        let of = |name: &str| number(&item[name]);
        Item::four_pl(of("a"), of("b"), of("c"), of("d")).unwrap()
    };
    Some(bank["items"].as_array().unwrap().iter().map(item).collect())
}
