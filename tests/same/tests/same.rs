//! The same bits natively and in wasm, against one golden file that the native side writes when it is blessed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests are free of these rules"
)]

/// How many known answers there are.
const KNOWN: usize = 220;

#[cfg(target_arch = "wasm32")]
mod browser {
    use jalon_same::{ADAPTIVE_CHUNKS, adaptive, chunk, combined, golden, intervals, lines, measures};
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    /// One test for each hundred, so that the page breathes between them.
    macro_rules! hundreds {
        ($($name:ident $index:literal)*) => {
            $(#[wasm_bindgen_test]
            fn $name() {
                let played = chunk($index);
                let wanted = &golden()["each-hundred"][$index];
                assert_eq!(&combined(&played).to_string(), wanted, "\n{}", lines(&played));
            })*
        };
    }

    hundreds! {
        hundred_00 0 hundred_01 1 hundred_02 2 hundred_03 3 hundred_04 4 hundred_05 5 hundred_06 6 hundred_07 7 hundred_08 8
        hundred_09 9 hundred_10 10 hundred_11 11 hundred_12 12 hundred_13 13 hundred_14 14 hundred_15 15 hundred_16 16
        hundred_17 17 hundred_18 18 hundred_19 19
    }

    /// One test for each fifty adaptive ones, for the same reason. Measures are floats until they are rounded: here they must be the same bits too.
    macro_rules! fifties {
        ($($name:ident $index:literal)*) => {
            $(#[wasm_bindgen_test]
            fn $name() {
                let played = adaptive($index);
                let wanted = &golden()["each-fifty-adaptive"][$index];
                assert_eq!(&combined(&played).to_string(), wanted, "\n{}", lines(&played));
            })*

            const FIFTIES: &[u64] = &[$($index),*];
        };
    }

    fifties! {
        fifty_0 0 fifty_1 1 fifty_2 2 fifty_3 3 fifty_4 4 fifty_5 5 fifty_6 6 fifty_7 7 fifty_8 8
    }

    #[wasm_bindgen_test]
    fn every_fifty_has_its_test() {
        assert_eq!(FIFTIES.len() as u64, ADAPTIVE_CHUNKS);
    }

    #[wasm_bindgen_test]
    fn every_attack_gets_its_verdict_and_its_code() {
        assert_eq!(jalon_same::attacks(), (46, vec![]));
    }

    #[wasm_bindgen_test]
    fn a_thousand_responses_to_each_question() {
        assert_eq!(jalon_same::interactions(), jalon_same::golden_interactions());
    }

    #[wasm_bindgen_test]
    fn every_known_answer_is_found_again() {
        assert_eq!(jalon_same::vectors(), (super::KNOWN, vec![]));
    }

    #[wasm_bindgen_test]
    fn wilson_intervals() {
        assert_eq!(golden()["wilson"], intervals().to_string());
    }

    #[wasm_bindgen_test]
    fn adaptive_tests() {
        assert_eq!(golden()["measures"], measures().to_string());
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use jalon_base::Digest;
    use jalon_same::{
        ADAPTIVE_CHUNKS, ATTEMPTS, CHUNKS, adaptive, chunk, combined, golden, intervals, lines, measures,
    };
    use serde_json::json;
    use std::collections::BTreeSet;
    use std::thread;

    #[test]
    fn every_attack_gets_its_verdict_and_its_code() {
        assert_eq!(jalon_same::attacks(), (46, vec![]));
    }

    #[test]
    fn a_thousand_responses_to_each_question() {
        let found = jalon_same::interactions();
        if std::env::var_os("JALON_BLESS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/interactions.json");
            std::fs::write(path, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
        } else {
            assert_eq!(found, jalon_same::golden_interactions());
        }
    }

    #[test]
    fn every_known_answer_is_found_again() {
        assert_eq!(jalon_same::vectors(), (super::KNOWN, vec![]));
    }

    #[test]
    fn adaptive_tests() {
        if std::env::var_os("JALON_BLESS").is_none() {
            assert_eq!(golden()["measures"], measures().to_string());
        }
    }

    #[test]
    fn two_thousand_attempts() {
        let middle = CHUNKS / 2;
        let play = |from, to| (from..to).map(chunk).collect::<Vec<_>>();
        let (mut chunks, second) = thread::scope(|scope| {
            let second = scope.spawn(move || play(middle, CHUNKS));
            (play(0, middle), second.join().unwrap())
        });
        chunks.extend(second);
        let each: Vec<Digest> = chunks.iter().map(|chunk| combined(chunk)).collect();
        let all: Vec<_> = chunks.concat();
        assert_eq!(all.len() as u64, CHUNKS * ATTEMPTS);
        let journals: BTreeSet<Digest> = all.iter().map(|one| one.journal).collect();
        assert_eq!(journals.len(), all.len(), "every attempt is another one");
        let adaptive: Vec<_> = (0..ADAPTIVE_CHUNKS).map(adaptive).collect();
        let each_adaptive: Vec<Digest> = adaptive.iter().map(|chunk| combined(chunk)).collect();
        let found = json!({
            "engine": jalon_base::ENGINE,
            "attempts": all.len(),
            "all": combined(&all),
            "each-hundred": each,
            "each-fifty-adaptive": each_adaptive,
            "wilson": intervals(),
            "measures": measures(),
        });
        if std::env::var_os("JALON_BLESS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden.json");
            std::fs::write(path, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
            return;
        }
        for (index, chunk) in chunks.iter().enumerate() {
            let wanted = &golden()["each-hundred"][index];
            assert_eq!(&combined(chunk).to_string(), wanted, "\n{}", lines(chunk));
        }
        for (index, chunk) in adaptive.iter().enumerate() {
            let wanted = &golden()["each-fifty-adaptive"][index];
            assert_eq!(&combined(chunk).to_string(), wanted, "\n{}", lines(chunk));
        }
        assert_eq!(found, golden());
    }
}
