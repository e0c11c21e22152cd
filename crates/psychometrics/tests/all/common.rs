//! Reference data: what is carried here, and what is read where the specifications lie beside the repository; and the count of what was checked.

use jalon_base::Digest;
use jalon_psychometrics::model::Item;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Reading the files of this machine: in wasm, by Node.js.
#[cfg(not(target_arch = "wasm32"))]
mod files {
    pub fn read(path: &str) -> Option<String> {
        std::fs::read_to_string(path).ok()
    }

    pub fn list(folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    pub fn say(line: &str) {
        println!("{line}");
    }
}

#[cfg(target_arch = "wasm32")]
mod files {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "node:fs")]
    extern "C" {
        #[wasm_bindgen(js_name = readFileSync, catch)]
        fn read_file(path: &str, encoding: &str) -> Result<String, JsValue>;
        #[wasm_bindgen(js_name = readdirSync, catch)]
        fn read_folder(path: &str) -> Result<Vec<String>, JsValue>;
    }

    pub fn read(path: &str) -> Option<String> {
        read_file(path, "utf8").ok()
    }

    pub fn list(folder: &str) -> Vec<String> {
        read_folder(folder).unwrap()
    }

    pub fn say(line: &str) {
        wasm_bindgen_test::console_log!("{line}");
    }
}

pub use files::say;

/// What the check under way has read and found.
#[derive(Default)]
struct Seen {
    opened: BTreeSet<String>,
    checked: usize,
    bits: Vec<u8>,
}

thread_local! {
    static SEEN: RefCell<Seen> = RefCell::default();
}

/// Where the specifications lie: beside the repository, or where the build was told.
fn folder() -> String {
    match option_env!("JALON_SPECS") {
        Some(folder) => format!("{folder}/psychometrics"),
        None => concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/specs/psychometrics").to_owned(),
    }
}

fn carried(file: &str) -> String {
    format!(
        "{}/../../tests/vectors/psychometrics/{file}",
        env!("CARGO_MANIFEST_DIR")
    )
}

/// Runs the checks of some files of the folder: each must have been read and something checked; says how much, and holds the bits of all that was found.
pub fn reference(name: &str, wanted: &[&str], checks: &[fn()]) {
    SEEN.take();
    checks.iter().for_each(|check| check());
    let seen = SEEN.take();
    if specs("README.md").is_none() {
        return;
    }
    for file in wanted {
        assert!(seen.opened.contains(*file), "{name}: nothing read {file}");
    }
    assert!(seen.checked > 0, "{name}: nothing was checked");
    say(&format!("{name}: {} values checked", seen.checked));
    let digest = Digest::of(&seen.bits).to_string();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("JALON_BLESS").is_some() {
        return bless(name, &digest);
    }
    assert_eq!(
        vectors("bits.json")[name],
        digest.as_str(),
        "{name}: other bits than when they were last looked at; `cargo xtask bless` where they should be"
    );
}

#[cfg(not(target_arch = "wasm32"))]
fn bless(name: &str, digest: &str) {
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE.lock();
    let path = carried("bits.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| "{}".to_owned());
    let mut all: std::collections::BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    all.insert(name.to_owned(), digest.to_owned());
    std::fs::write(path, serde_json::to_string_pretty(&all).unwrap() + "\n").unwrap();
}

/// A file of `specs/psychometrics`, or none where that folder is not: its licence does not let it be carried here.
#[must_use]
pub fn specs(file: &str) -> Option<String> {
    SEEN.with_borrow_mut(|seen| seen.opened.insert(file.to_owned()));
    files::read(&format!("{}/{file}", folder()))
}

/// Names of the files of `specs/psychometrics`.
#[must_use]
pub fn specs_files() -> Vec<String> {
    files::list(&folder())
}

/// As [`specs`], as JSON.
#[must_use]
pub fn specs_json(file: &str) -> Option<Value> {
    specs(file).map(|text| serde_json::from_str(&text).unwrap())
}

/// A file of `tests/vectors/psychometrics`, as JSON.
#[must_use]
pub fn vectors(file: &str) -> Value {
    serde_json::from_str(&files::read(&carried(file)).unwrap()).unwrap()
}

/// A file that is carried here as it is in the folder: the two are the same where both are.
#[must_use]
pub fn both(file: &str) -> Value {
    let here = vectors(file);
    if let Some(there) = specs_json(file) {
        assert!(here == there, "{file} is not what the folder has");
    }
    here
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
        self.count(&found.to_le_bytes());
    }

    /// `found` lies within a share `tolerance` of `wanted`.
    pub fn near(&mut self, found: f64, wanted: f64, tolerance: f64, place: &str) {
        self.close(found, wanted, tolerance * wanted.abs(), place);
    }

    /// `found` is `wanted`.
    pub fn same<T: PartialEq + std::fmt::Debug>(&mut self, found: &T, wanted: &T, place: &str) {
        assert_eq!(found, wanted, "{}, {place}", self.what);
        self.count(&[]);
    }

    fn count(&mut self, bits: &[u8]) {
        self.checked += 1;
        SEEN.with_borrow_mut(|seen| {
            seen.checked += 1;
            seen.bits.extend_from_slice(bits);
        });
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.checked > 0, "{}: nothing was checked", self.what);
            say(&format!("{}: {} values checked", self.what, self.checked));
        }
    }
}

/// Says that a test had no data: on a bare clone, what may not be redistributed is not there.
pub fn not_there(what: &str) {
    say(&format!(
        "{what}: could not be checked, ../shared/specs/psychometrics is not there"
    ));
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

/// Enough of a generator for made-up persons.
pub struct Dice(pub u64);

impl Dice {
    /// Above 0 and below 1.
    pub fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Normal, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        libm::sqrt(-2.0 * libm::log(u)) * libm::cos(core::f64::consts::TAU * v)
    }
}
