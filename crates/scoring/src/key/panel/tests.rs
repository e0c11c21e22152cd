//! Known answers, worked out by hand from the definitions of the ways.

use super::*;
use crate::key::{Credit, Rule};
use serde_json::json;

fn shown(sources: &[&str], targets: &[&str]) -> Interaction {
    let thing = |id: &&str| json!({"id": id, "text": {}, "match-max": 0});
    let (sources, targets): (Vec<_>, Vec<_>) =
        (sources.iter().map(thing).collect(), targets.iter().map(thing).collect());
    serde_json::from_value(json!({"type": "match", "shuffle": false, "sources": sources, "targets": targets})).unwrap()
}

/// Credit of a response under a way, in millionths of the item.
fn earned(panel: &serde_json::Value, shown: &Interaction, way: &str, pairs: &[&str]) -> i64 {
    let panel: Panel = serde_json::from_value(panel.clone()).unwrap();
    let judgement: Judgement = serde_json::from_value(json!({panel.asked.as_str(): way})).unwrap();
    let mapped = panel.under(Some(&judgement), shown).unwrap();
    let pairs = pairs.iter().map(|pair| Pair::parse(pair).unwrap()).collect();
    match Rule::MapResponse(mapped).credit(&Response::Pairs { pairs }) {
        Credit::Share { k, n } => WHOLE * k / n,
        Credit::NeedsMark => panic!("nobody marks a panel"),
    }
}

#[test]
fn ratings_under_each_way() {
    let panel = json!({"asked": "rate", "answers": {"a": {"up": 5, "mid": 1}, "b": {"mid": 2, "down": 4}}});
    let shown = shown(&["a", "b"], &["up", "mid", "down"]);
    let each =
        |pairs: &[&str]| ["agreement", "side", "proximity", "share"].map(|way| earned(&panel, &shown, way, pairs));
    assert_eq!(each(&["a up", "b down"]), [1_000_000; 4]);
    // The middle is on neither side; one level of two away; 1 of 5 and 2 of 4 of the panel.
    assert_eq!(each(&["a mid", "b mid"]), [0, 0, 500_000, 350_000]);
    assert_eq!(each(&["a down", "b up"]), [0; 4]);
    assert_eq!(each(&["a up"]), [500_000; 4]);
    assert_eq!(each(&[]), [0; 4]);
}

#[test]
fn a_side_follows_the_mean_and_not_the_most_given() {
    // Five levels: most said 3 (two above the middle counted from 0), the mean is (0·1 + 3·2) / 3 = 2, the middle itself.
    let panel = json!({"asked": "rate", "answers": {"a": {"l0": 1, "l3": 2}}});
    let shown = shown(&["a"], &["l0", "l1", "l2", "l3", "l4"]);
    let side = |level: &str| earned(&panel, &shown, "side", &[&format!("a {level}")]);
    assert_eq!(["l0", "l1", "l2", "l3", "l4"].map(side), [0, 0, 1_000_000, 0, 0]);
    // What most answered does not earn everything: the key is refused under this way, and under no other.
    for (way, fits) in [
        ("side", false),
        ("agreement", true),
        ("proximity", true),
        ("share", true),
    ] {
        let panel: Panel = serde_json::from_value(panel.clone()).unwrap();
        let judgement = serde_json::from_value(json!({"rate": way})).unwrap();
        let mapped = panel.under(Some(&judgement), &shown).unwrap();
        assert_eq!(Rule::MapResponse(mapped).fits(&shown), fits, "{way}");
    }
}

#[test]
fn best_and_worst_under_each_way() {
    let panel = json!({"asked": "choose", "answers": {"best": {"a": 5, "d": 1}, "worst": {"c": 6}}});
    let shown = shown(&["best", "worst"], &["a", "b", "c", "d"]);
    let each = |pairs: &[&str]| ["agreement", "crossed", "share"].map(|way| earned(&panel, &shown, way, pairs));
    assert_eq!(each(&["best a", "worst c"]), [1_000_000; 3]);
    // Motowidlo, Dunnette and Carter (1990): from −2 to +2 for an item, here −1 to +1 of it.
    assert_eq!(each(&["best c", "worst a"]), [0, -1_000_000, 0]);
    assert_eq!(each(&["best a", "worst b"]), [500_000, 500_000, 500_000]);
    assert_eq!(each(&["best c", "worst c"]), [500_000, 0, 500_000]);
    assert_eq!(each(&["best d", "worst c"]), [500_000, 500_000, 600_000]);
}

#[test]
fn a_panel_without_its_way_is_no_key() {
    let panel: Panel = serde_json::from_value(json!({"asked": "rate", "answers": {"a": {"up": 3}}})).unwrap();
    let shown = shown(&["a"], &["up", "down"]);
    assert!(panel.fits(&shown));
    assert_eq!(panel.under(None, &shown), None);
    let other = Judgement {
        rate: None,
        choose: Some(Choosing::Share),
    };
    assert_eq!(panel.under(Some(&other), &shown), None);
    // Nobody answered a line; a column that is not shown; a best without a worst.
    for (answers, asked) in [
        (json!({"a": {}}), "rate"),
        (json!({"a": {"z": 1}}), "rate"),
        (json!({"a": {"up": 3}}), "choose"),
        (json!({"a": {"up": 3}, "b": {"up": 3}}), "rate"),
    ] {
        let panel: Panel = serde_json::from_value(json!({"asked": asked, "answers": answers})).unwrap();
        assert!(!panel.fits(&shown), "{answers}");
        let both = Judgement {
            rate: Some(Rating::Agreement),
            choose: Some(Choosing::Share),
        };
        assert_eq!(panel.under(Some(&both), &shown), None, "{answers}");
    }
}
