//! Each rule at its edge.

use super::*;

fn micro(text: &str) -> Micro {
    Micro::parse(text).unwrap()
}

fn measure(theta: &str, error: &str) -> Measure {
    Measure {
        theta: micro(theta),
        error: Some(micro(error)),
    }
}

fn progress(measures: &[Measure]) -> Progress<'_> {
    Progress {
        measures,
        seconds: 100,
        best_open: None,
        decided: None,
        change: None,
    }
}

fn stops(rule: Rule, measures: &[Measure]) -> bool {
    stop(&[rule], 0, progress(measures)).is_some()
}

#[test]
fn each_rule_at_its_edge() {
    let measures = [measure("0", "0.6"), measure("0.1", "0.5"), measure("0.2", "0.45")];
    assert!(stops(Rule::Length(3), &measures) && !stops(Rule::Length(4), &measures));
    assert!(stops(Rule::Time(100), &measures) && !stops(Rule::Time(101), &measures));
    assert!(stops(Rule::Error(micro("0.45")), &measures) && !stops(Rule::Error(micro("0.449999")), &measures));
    let plateau = |items, fall| Rule::Plateau {
        items,
        fall: micro(fall),
    };
    assert!(stops(plateau(1, "0.050001"), &measures) && !stops(plateau(1, "0.05"), &measures));
    assert!(stops(plateau(2, "0.2"), &measures) && !stops(plateau(3, "9"), &measures));
    let mut at = progress(&measures);
    at.best_open = Some(micro("0.1"));
    assert_eq!(stop(&[Rule::Information(micro("0.1"))], 0, at), None);
    assert!(stop(&[Rule::Information(micro("0.100001"))], 0, at).is_some());
    at.change = Some(micro("0.02"));
    assert!(stop(&[Rule::Curtailment(micro("0.02"))], 0, at).is_some());
    at.decided = Some(1);
    assert_eq!(
        stop(&[Rule::Ratio], 0, at),
        Some(Stopped {
            rule: 0,
            level: Some(1)
        })
    );
}

#[test]
fn the_first_rule_met_is_the_reason_and_the_least_length_holds() {
    let measures = [measure("0", "0.3"); 5];
    let rules = [Rule::Time(500), Rule::Error(micro("0.35")), Rule::Length(5)];
    let met = |least| stop(&rules, least, progress(&measures)).map(|stopped| stopped.rule);
    assert_eq!([met(0), met(5), met(6)], [Some(1), Some(1), Some(2)]);
}

#[test]
fn an_interval_that_touches_a_cut() {
    let cuts = [micro("-1"), micro("0.5")];
    let z = micro("2");
    let level = |theta, error| inside(measure(theta, error), &cuts, z);
    assert_eq!(level("-2", "0.5"), None, "its upper end is the cut, which passes");
    assert_eq!(level("-2.000001", "0.5"), Some(0));
    assert_eq!(level("0", "0.249999"), Some(1));
    assert_eq!(level("0", "0.25"), None);
    assert_eq!(level("1.5", "0.5"), Some(2), "its lower end is the cut, which passes");
    assert_eq!(level("1.499999", "0.5"), None);
    let none = Measure {
        theta: micro("3"),
        error: None,
    };
    assert_eq!(inside(none, &cuts, z), None, "without an error there is no interval");
}

#[test]
fn without_an_error_no_rule_on_errors_is_met() {
    let none = [Measure {
        theta: micro("3"),
        error: None,
    }; 4];
    assert!(!stops(Rule::Error(micro("9")), &none));
    assert!(!stops(
        Rule::Plateau {
            items: 1,
            fall: micro("9")
        },
        &none
    ));
    assert!(!stops(Rule::Error(micro("9")), &[]));
}
