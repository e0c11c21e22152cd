//! `jalon simulate`: identities that its figures must keep, and a bank so small that they are computed by hand.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn referentials() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials")
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn run(arguments: &[&str]) -> (bool, Value) {
    let run = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .args(["--format", "json", "simulate"])
        .args(arguments)
        .output()
        .unwrap();
    let said = serde_json::from_slice(&run.stdout);
    let said = said.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)));
    (run.status.success(), said)
}

fn simulate(folder: &Path, people: u32, more: &[&str]) -> Value {
    let people = people.to_string();
    let (done, said) = run(&[&[folder.to_str().unwrap(), "classement", "--people", &people], more].concat());
    assert!(done, "{said}");
    said
}

/// People who never slip nor guess stand on their step, in as many questions as halving takes; who guesses stands higher.
#[test]
fn ladders_find_the_step_of_whoever_answers_as_they_know() {
    let socle = referentials().join("socle");
    let place = |more: &[&str]| {
        let (done, said) = run(&[&[socle.to_str().unwrap(), "echelles", "--people", "40"], more].concat());
        assert!(done, "{said}");
        said
    };
    let sure = place(&[]);
    let ladders = sure["ladders"].as_array().unwrap();
    assert_eq!(ladders.len(), 21);
    for ladder in ladders {
        assert_eq!(
            (ladder["exact"].as_f64(), ladder["away"].as_f64()),
            (Some(1.0), Some(0.0)),
            "{ladder}"
        );
        let steps = ladder["steps"].as_f64().unwrap();
        let asked = ladder["asked"].as_f64().unwrap();
        assert!(
            asked <= (steps + 1.0).log2().ceil() && asked >= (steps + 1.0).log2().floor() - 0.01,
            "{ladder}"
        );
    }
    let most = sure["length"]["most"].as_u64().unwrap();
    assert!(
        most <= 63 && sure["length"]["least"].as_u64().unwrap() >= 42,
        "{}",
        sure["length"]
    );
    let guessing = place(&["--guess", "0.25", "--slip", "0.05"]);
    let exact = |said: &Value| {
        said["ladders"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["exact"].as_f64().unwrap())
            .sum::<f64>()
    };
    assert!(exact(&guessing) < exact(&sure) - 2.0, "{guessing}");
}

/// A drawn test: who knows more passes more often, and the bank's supply is counted for each need.
#[test]
fn a_drawn_test_is_tried_before_publication() {
    let demo = referentials().join("demo");
    let (done, said) = run(&[demo.to_str().unwrap(), "regles-de-decision", "--people", "60"]);
    assert!(done, "{said}");
    let passed: Vec<u64> = said["skills"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["passed"].as_u64().unwrap())
        .collect();
    assert!(passed.is_sorted() && passed[0] == 0 && passed[3] > 30, "{passed:?}");
    assert_eq!(said["items"], json!(18));
    assert!(
        said["supply"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["need"] == "everybody" && one["supply"] == json!(9))
    );
}

fn number(value: &Value) -> f64 {
    value.as_str().unwrap_or_else(|| panic!("{value}")).parse().unwrap()
}

/// The example with so many of its questions, at the places given, and its section and protocol changed.
fn folder(name: &str, places: &[&str], change: impl Fn(&mut Value)) -> PathBuf {
    let (from, to) = (
        referentials().join("exemple-calcul"),
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name),
    );
    let _ = fs::remove_dir_all(&to);
    for folder in ["items", "protocols"] {
        fs::create_dir_all(to.join(folder)).unwrap();
    }
    fs::copy(from.join("referential.json"), to.join("referential.json")).unwrap();
    for (place, b) in places.iter().enumerate() {
        let kind = ["monnaie", "minutes", "pourcents", "litres"][place % 4];
        let file = format!("items/{kind}-easy-{}.json", place / 4 + 1);
        let mut item = read(&from.join(&file));
        item["about"]["parameters"] = json!({"model": {"type": "rasch", "b": b}, "origin": "simulated"});
        fs::write(to.join(file), item.to_string()).unwrap();
    }
    let mut protocol = read(&from.join("protocols/classement.json"));
    protocol.as_object_mut().unwrap().remove("stated");
    protocol["parts"][0].as_object_mut().unwrap().remove("seconds");
    protocol["claims"][0]["minimum"] = json!(1);
    let section = &mut protocol["parts"][0]["sections"][0];
    section.as_object_mut().unwrap().remove("quotas");
    section["adaptive"]["among"] = json!(1);
    change(&mut protocol);
    fs::write(to.join("protocols/classement.json"), protocol.to_string()).unwrap();
    to
}

/// Gives each of `count` items, and stops at nothing else.
fn fixed(protocol: &mut Value, count: u32) {
    let section = &mut protocol["parts"][0]["sections"][0];
    section["count"] = json!(count);
    section["adaptive"]["stop"] = json!({"min": count});
}

/// What six right or wrong items at 0 give, by plain sums over the scale.
struct Hand {
    pass: f64,
    below: f64,
    above: f64,
    consistency: f64,
    square: f64,
}

fn by_hand() -> Hand {
    let right = |theta: f64| 1.0 / (1.0 + (-theta).exp());
    let ways = [1.0, 6.0, 15.0, 20.0, 15.0, 6.0, 1.0];
    let chance = |theta: f64, sum: usize| {
        let (p, sum) = (right(theta), i32::try_from(sum).unwrap());
        ways[usize::try_from(sum).unwrap()] * p.powi(sum) * (1.0 - p).powi(6 - sum)
    };
    // The estimate of each sum: the mean of what is believed, at the nodes of the protocol.
    let nodes: Vec<f64> = (0..61).map(|node| -4.0 + f64::from(node) * 8.0 / 60.0).collect();
    let found: Vec<f64> = (0..7)
        .map(|sum| {
            let weight = |theta: f64| (-theta * theta / 2.0).exp() * chance(theta, sum);
            let whole: f64 = nodes.iter().map(|theta| weight(*theta)).sum();
            nodes.iter().map(|theta| theta * weight(*theta)).sum::<f64>() / whole
        })
        .collect();
    let mut hand = Hand {
        pass: 0.0,
        below: 0.0,
        above: 0.0,
        consistency: 0.0,
        square: 0.0,
    };
    let step = 0.002;
    for place in -4_000..4_000 {
        let theta = (f64::from(place) + 0.5) * step;
        let density = (-theta * theta / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * step;
        // Three of six stand on the cut, and reaching it passes.
        let pass: f64 = (3..7).map(|sum| chance(theta, sum)).sum();
        hand.pass += density * pass;
        hand.below += if theta < 0.0 { density * pass } else { 0.0 };
        hand.above += if theta < 0.0 { 0.0 } else { density * (1.0 - pass) };
        hand.consistency += density * (pass * pass + (1.0 - pass) * (1.0 - pass));
        let squares = (0..7).map(|sum| chance(theta, sum) * (found[sum] - theta) * (found[sum] - theta));
        hand.square += density * squares.sum::<f64>();
    }
    hand
}

#[test]
fn six_questions_at_zero_give_what_the_hand_computes() {
    const PEOPLE: u32 = 4_000;
    let folder = folder("by-hand", &["0"; 6], |protocol| fixed(protocol, 6));
    let said = simulate(&folder, PEOPLE, &[]);
    let hand = by_hand();
    let near = |value: &Value, wanted: f64, people: u32| {
        let (found, error) = (number(value), (wanted * (1.0 - wanted) / f64::from(people)).sqrt());
        assert!((found - wanted).abs() < 4.0 * error, "{found} for {wanted} ± {error}");
    };
    let decision = &said["decision"];
    near(&decision["pass-rate"], hand.pass, PEOPLE);
    near(&decision["passed-below"], hand.below, PEOPLE);
    near(&decision["failed-above"], hand.above, PEOPLE);
    near(&decision["wrong"], hand.below + hand.above, PEOPLE);
    near(&decision["consistency"], hand.consistency, 1_000);
    assert_eq!(decision["sat-twice"], 1_000);
    let sum = number(&decision["accuracy"]) + number(&decision["wrong"]);
    assert!((sum - 1.0).abs() < 1e-9);
    let section = &said["sections"][0];
    // The standard error of a mean square of this spread is about 1.5 % of it.
    let square = number(&section["rmse"]).powi(2);
    assert!(
        (square / hand.square - 1.0).abs() < 0.08,
        "{square} for {}",
        hand.square
    );
    assert!(number(&section["bias"]).abs() < 4.0 * (hand.square / f64::from(PEOPLE)).sqrt());
    // Everybody meets every question: nothing of this is a matter of chance.
    assert_eq!(said["length"], json!({"mean": "6", "least": 6, "most": 6}));
    assert_eq!(
        (&said["exposure"]["highest"], &said["exposure"]["overlap"]),
        (&json!("1"), &json!("1"))
    );
    assert_eq!(section["ended"]["length"], PEOPLE);
    assert_eq!(said["exposure"]["items"].as_object().unwrap().len(), 6);
}

#[test]
fn exposure_sums_to_the_length_and_overlap_follows_from_it() {
    let said = simulate(&referentials().join("exemple-calcul"), 300, &["--time-factors", "1/1"]);
    let rates: Vec<f64> = said["exposure"]["items"]
        .as_object()
        .unwrap()
        .values()
        .map(number)
        .collect();
    let length = number(&said["length"]["mean"]);
    assert!((rates.iter().sum::<f64>() - length).abs() < 1e-4, "{length}");
    let overlap = rates.iter().map(|rate| rate * rate).sum::<f64>() / length;
    assert!((overlap - number(&said["exposure"]["overlap"])).abs() < 1e-4);
    assert_eq!(rates.len() + said["exposure"]["unused"].as_array().unwrap().len(), 60);
    let section = &said["sections"][0];
    let ended: u64 = section["ended"]
        .as_object()
        .unwrap()
        .values()
        .map(|count| count.as_u64().unwrap())
        .sum();
    assert_eq!((ended, section["people"].as_u64()), (300, Some(300)));
    let strata = section["by-place"].as_array().unwrap();
    assert_eq!(
        strata.iter().map(|one| one["people"].as_u64().unwrap()).sum::<u64>(),
        300
    );
    let weighted = |figure: &str| -> f64 {
        strata
            .iter()
            .map(|one| number(&one[figure]) * one["people"].as_f64().unwrap())
            .sum::<f64>()
            / 300.0
    };
    assert!((weighted("bias") - number(&section["bias"])).abs() < 1e-4);
    assert!((weighted("pass-rate") - number(&said["decision"]["pass-rate"])).abs() < 1e-4);
}

#[test]
fn time_runs_out_for_everybody_for_nobody_and_as_often_with_an_accommodation_as_without_need() {
    let out = |limit: u32, seconds: &str| {
        let folder = folder(&format!("time-{limit}"), &["0"; 6], |protocol| {
            fixed(protocol, 6);
            protocol["parts"][0]["seconds"] = json!(limit);
        });
        let said = simulate(&folder, 200, &["--time-factors", "1/1,4/3", "--seconds", seconds]);
        let of = |place: usize, name: &str| number(&said["time"][place][name]);
        [of(0, "out"), of(1, "out"), of(1, "out-without")]
    };
    assert_eq!(out(60, "2000"), [1.0; 3]);
    assert_eq!(out(7_200, "1"), [0.0; 3]);
    // Six answers of half a minute in three and a half: whoever needs a third more time and has it runs out as often as others do.
    let [plain, with, without] = out(210, "30");
    assert!(
        (plain - with).abs() < 0.011 && plain > 0.1 && plain < 0.7 && without > with + 0.1,
        "{plain} {with} {without}"
    );
    let folder = folder("no-limit", &["0"; 6], |protocol| fixed(protocol, 6));
    assert_eq!(simulate(&folder, 10, &[])["time"], json!([]));
}

#[test]
fn a_question_is_seen_no_more_than_its_rate_allows() {
    let places = [
        "-1", "-0.5", "0", "0.5", "1", "0.1", "-0.1", "0.2", "-0.2", "0.3", "-0.3", "0.4",
    ];
    let made = |name: &str, exposure: Option<Value>| {
        folder(name, &places, |protocol| {
            fixed(protocol, 4);
            if let Some(exposure) = &exposure {
                protocol["parts"][0]["sections"][0]["adaptive"]["exposure"] = exposure.clone();
            }
        })
    };
    let highest = |said: &Value| number(&said["exposure"]["highest"]);
    let free = made("free", None);
    assert_eq!(
        highest(&simulate(&free, 200, &[])),
        1.0,
        "the first question is everybody's"
    );
    let most = json!({"most": "0.5"});
    let counted = simulate(&made("counted", Some(most)), 400, &["--counted"]);
    assert!(highest(&counted) <= 0.5 + 1.0 / 400.0 + 1e-9, "{}", highest(&counted));
    let (holds, found) = run(&[
        free.to_str().unwrap(),
        "classement",
        "--people",
        "400",
        "--exposure",
        "0.5",
    ]);
    let section = &found["sections"][0];
    assert!(holds && number(&section["highest"]) <= 0.52, "{found}");
    let kept = simulate(&made("kept", Some(section["exposure"].clone())), 400, &[]);
    // Four standard errors of a rate of one half beyond what the search allows.
    assert!(highest(&kept) <= 0.52 + 4.0 * 0.025, "{}", highest(&kept));
    assert!(!kept["exposure"]["turned"].as_object().unwrap().is_empty());
    // A rate that twelve questions cannot give to tests of four.
    let (holds, found) = run(&[
        free.to_str().unwrap(),
        "classement",
        "--people",
        "100",
        "--exposure",
        "0.2",
    ]);
    assert!(!holds && found["sections"][0]["holds"] == json!(false), "{found}");
}

/// What says nothing of a protocol is refused, not left out in silence; what is not there is named beside what is.
#[test]
fn what_does_not_apply_is_refused() {
    let vtc = concat!(env!("CARGO_MANIFEST_DIR"), "/../../referentials/vtc");
    let refused = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_jalon"))
            .current_dir(env!("CARGO_TARGET_TMPDIR"))
            .args([&["simulate", vtc], arguments].concat())
            .output()
            .unwrap();
        assert!(!output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let plain = ["epreuve-blanche", "--plots", "no-plots", "--counted"];
    assert!(refused(&plain).contains("--plots, --counted: only for protocols"));
    assert!(!PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("no-plots").exists());
    assert!(refused(&["nope"]).contains("it has `decouverte`, `epreuve-blanche`"));
    assert!(refused(&["positionnement-adaptatif", "--exposure", "2"]).contains("`2` is not a rate"));
}

#[test]
fn plots_are_written_and_say_what_they_show() {
    let plots = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("plots");
    let folder = folder("plotted", &["0"; 6], |protocol| fixed(protocol, 6));
    let said = simulate(&folder, 50, &["--plots", plots.to_str().unwrap()]);
    let names = said["plots"].as_array().unwrap();
    assert_eq!(names.len(), 6);
    for name in names {
        let svg = fs::read_to_string(plots.join(name.as_str().unwrap())).unwrap();
        assert!(svg.starts_with("<svg ") && svg.contains("</title><desc>") && svg.trim_end().ends_with("</svg>"));
    }
    // Six marks for the mean length of six: one bar, as high as the people.
    let length = fs::read_to_string(plots.join("length.svg")).unwrap();
    assert_eq!(length.matches("<rect").count(), 1);
}
