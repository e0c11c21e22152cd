//! Everything that measurement must give, in one program: values of other programs, published values, properties, input that has no answer.
//!
//! [`references!`] is the table of the folder `specs/psychometrics`: each of its files stands beside the checks that read it. The same checks run
//! in wasm on Node.js (`cargo xtask test native-is-wasm`), and what they find is there the same to the last bit: the digests of the bits are in
//! `tests/vectors/psychometrics/bits.json`, which `cargo xtask bless` writes. On a bare clone the folder is not there; the run says so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "tests are free of these rules"
)]

mod common;
mod tables;

mod adaptive;
mod agreement;
mod assembly;
mod calibration;
mod classical;
mod decisions;
mod defects;
mod dif;
#[cfg(not(target_arch = "wasm32"))]
mod documented;
mod estimates;
mod facets;
mod fit;
mod integrity;
mod linking;
mod measure_props;
mod numeric;
mod peers;
mod sequential;
mod standard;
mod wilson;

use std::collections::BTreeSet;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// One test for each line, and the list of the files that they read.
macro_rules! references {
    ($($name:ident: [$($file:literal),*] by [$($check:path),* $(,)?];)*) => {
        $(#[test]
        fn $name() {
            common::reference(stringify!($name), &[$($file),*], &[$($check),*]);
        })*

        /// Every file with a check.
        const COVERED: &[&str] = &[$($($file),*),*];
    };
}

references! {
    law_school: ["lsat6_freq.csv", "lsat6.expected.json", "lsat7_freq.csv", "lsat7.expected.json"] by [
        calibration::lsat_as_three_programs, classical::law_school_tests, decisions::lsat_lee_and_rudner, estimates::lsat, fit::lsat,
    ];
    science: ["science.csv", "science.expected.json"] by [
        calibration::science_polytomous, classical::science, estimates::science, fit::science,
    ];
    sat12: ["sat12_raw.csv", "sat12.expected.json"] by [
        calibration::sat12_and_its_runaway_slope, classical::the_science_test_with_its_distractors, decisions::sat12_lee_and_rudner, fit::sat12,
    ];
    copying: ["answer_copying.expected.json"] by [integrity::pairs_of_sat12];
    verbal_aggression: ["verbagg.csv", "verbagg_dif.expected.json"] by [
        calibration::verbal_aggression, dif::verbal_aggression_by_mantel_haenszel, dif::verbal_aggression_by_logistic_regression,
    ];
    raters_agree: ["anxiety.csv", "diagnoses.csv", "video.csv", "agreement.expected.json"] by [
        agreement::the_response_sets_beside_the_repository, agreement::the_tables_beside_the_repository,
    ];
    raters_three: ["mfrm_ex10.csv", "mfrm_ex10.expected.json"] by [facets::right_or_wrong_by_three_raters];
    raters_seven: ["mfrm_ex14.csv", "mfrm_ex14.expected.json", "mfrm_ex14_rsm.pymirt.json"] by [facets::marks_of_seven_raters];
    booklets: ["booklets_ex11.csv", "booklets_ex11.expected.json"] by [calibration::booklets_with_planned_gaps];
    tcals: ["cat_bank_tcals.json", "cat_tcals.expected.json"] by [
        estimates::curves_of_the_tcals_bank, estimates::estimates_of_the_tcals_bank, estimates::twenty_of_twenty_right_is_no_number_of_its_own,
        adaptive::the_next_item_by_nine_criteria, adaptive::whole_tests_item_by_item, sequential::tests_stop_where_catr_stopped,
    ];
    shadow: ["shadow.expected.json"] by [assembly::forms_and_whole_tests_are_those_of_an_exact_solver];
    multistage: ["mst.expected.json"] by [sequential::routes_and_measures_of_a_multistage_test];
    ratios: ["sprt.expected.json"] by [sequential::probability_ratios_item_by_item];
    person_fit: ["personfit.expected.json"] by [integrity::person_fit_on_the_reference_bank];
    anchors: ["linking.expected.json"] by [linking::twelve_anchors];
    cuts: ["standard_setting.expected.json"] by [standard::angoff_of_two_rounds, standard::bookmarks_at_two_thirds, standard::hofstee_groups_and_impact];
    licensure: ["credential_form1.csv", "credential.expected.json"] by [
        calibration::licensure_and_its_pretest_items, classical::a_licensure_examination, decisions::licensure_three_ways,
        integrity::times_of_the_licensure_test,
    ];
    programs_in_python: ["peers_python.json"] by [peers::python];
}

/// A file that comes to the folder, or to its README, without a check fails here.
#[test]
fn every_file_of_the_folder_is_read() {
    let Some(readme) = common::specs("README.md") else {
        return common::not_there("the list of the folder");
    };
    let covered: BTreeSet<&str> = COVERED.iter().copied().collect();
    let mut named: BTreeSet<String> = readme
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | '(' | ')'))
        .filter(|word| word.ends_with(".csv") || word.ends_with(".json"))
        .map(str::to_owned)
        .collect();
    // "lsat6/lsat7.expected.json" is two files.
    if named.remove("lsat6/lsat7.expected.json") {
        named.extend(["lsat6.expected.json".to_owned(), "lsat7.expected.json".to_owned()]);
    }
    named.extend(common::specs_files().into_iter().filter(|file| !file.ends_with(".md")));
    let missing: Vec<&String> = named.iter().filter(|file| !covered.contains(file.as_str())).collect();
    assert!(missing.is_empty(), "no check reads {missing:?}");
    let gone: Vec<&&str> = covered.iter().filter(|file| !named.contains(**file)).collect();
    assert!(gone.is_empty(), "checks read {gone:?}, which the folder does not name");
    common::say(&format!(
        "specs/psychometrics: {} files, each with a check",
        covered.len()
    ));
}
