//! What a draw shuffles, and the numbers and names that it draws.

use super::wrong;
use jalon_attempt::draw::{Seed, draw_options};
use jalon_authoring::check;
use jalon_authoring::item::Item;
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_base::json::Value;
use jalon_protocol::plan::Paper;
use jalon_protocol::template::{Values, on_paper};
use jalon_protocol::{Response, rich};
use jalon_scoring::key::Credit;
use jalon_testkit::kinds;
use serde_json::json;
use std::borrow::Cow;
use std::collections::BTreeSet;

#[test]
fn each_list_is_drawn_whole() {
    let seed = Seed::derive(&[1; 32], &Digest::of(b""), &RandomId::from_bytes([0; 16]));
    let contents = kinds::items()
        .map(|item| (item.content.id.clone(), item.content.clone()))
        .collect();
    for item in kinds::items() {
        let lists = item.content.interaction.drawn_lists();
        let mut drawn = draw_options(&contents, &seed, &item.content.id).into_iter();
        for length in lists {
            let mut list: Vec<usize> = drawn.by_ref().take(length).map(usize::from).collect();
            list.sort_unstable();
            assert_eq!(list, (0..length).collect::<Vec<_>>(), "{}", item.content.id);
        }
        for values in item.content.template.values() {
            assert!(usize::from(drawn.next().unwrap()) < values.len(), "{}", item.content.id);
        }
        assert_eq!(drawn.next(), None, "{}", item.content.id);
    }
}

#[test]
fn what_is_drawn_is_shown_and_its_key_is_computed() {
    let item = kinds::items()
        .find(|item| item.content.id.as_str() == "t01-template-sum")
        .unwrap();
    let mut shown = BTreeSet::new();
    for number in 0..=255 {
        let (options, content, key) = kinds::drawn(item, number);
        assert_eq!(
            kinds::drawn(item, number),
            (options.clone(), content.clone(), key.clone())
        );
        let values = Values::drawn(&item.content.template, &options).unwrap();
        let (_, french) = content.prompt.pick("fr").unwrap();
        let words = rich::plain(french);
        let filled = |text: &str| values.fill(text, Some("fr")).unwrap();
        assert!(
            words.starts_with(&filled("{=qui} fait {=tours} tournées de {=km} km chacune.")),
            "{words}"
        );
        assert!(!words.contains('{'), "{words}");
        shown.insert(words);
        // The key by another way than the one that computed it: the sum in whole cents.
        let number = |name: &str| {
            values
                .fill(&format!("{{={name}}}"), None)
                .unwrap()
                .parse::<f64>()
                .unwrap()
        };
        let cents = number("tours") * number("km") * 100.0;
        let value = format!("{}", cents.round() / 100.0);
        assert_eq!(
            key.credit(&Response::Number { value: value.clone() }),
            Credit::Share { k: 1, n: 1 },
            "{value}"
        );
        let value = format!("{}", cents.round() / 100.0 + 1.0);
        assert_eq!(key.credit(&Response::Number { value }), Credit::Share { k: 0, n: 1 });
        let (_, why) = key.rationale.pick("en").unwrap();
        assert!(!rich::plain(why).contains('{'));
    }
    assert!(shown.len() > 100, "{} questions from 256 seeds", shown.len());
}

#[test]
fn a_paper_shows_what_it_drew_and_nothing_else() {
    let drawn = |name: &str| {
        let item = kinds::items().find(|item| item.content.id.as_str() == name).unwrap();
        (item, kinds::drawn(item, 7))
    };
    let (sum, (options, shown, _)) = drawn("t01-template-sum");
    let plain = kinds::items()
        .find(|item| item.content.id.as_str() == "b01-text-entry")
        .unwrap();
    let entry = |item: &Item, options: Vec<u8>| json!({"item": item.content.id, "section": "s", "options": options});
    let paper = |options| -> Paper {
        let items = [entry(sum, options), entry(plain, Vec::new())];
        serde_json::from_value(json!({"parts": [{"id": "p", "items": items}]})).unwrap()
    };
    let contents = [sum, plain].map(|item| (item.content.id.clone(), item.content.clone()));
    let contents = contents.into_iter().collect();
    let of = |paper: &Paper, item: &Item| on_paper(&contents, paper, &item.content.id).map(Cow::into_owned);
    let right = paper(options);
    assert_eq!(of(&right, sum), Some(shown));
    assert_eq!(of(&right, plain), Some(plain.content.clone()));
    assert_eq!(of(&paper(vec![0]), sum), None);
    assert_eq!(of(&right, kinds::items().next().unwrap()), None);
}

#[test]
fn bad_templates() {
    let (sum, choice) = ("t01-template-sum", "t02-template-choice");
    let (correct, parameter) = ("/key/correct", "/content/template/tours");
    let right = |text: &str, code: &str| wrong(sum, correct, json!(text), correct, code);
    right("{=km ÷ (tours − 3)}", "template/division");
    right("{=tours × cout}", "template/unknown");
    right("{=cout}", "template/unknown");
    right("{=qui × tours}", "template/not-a-number");
    right("{=km ÷ tours}", "template/inexact");
    right("{=tours ×}", "template/form");
    right("{=tours", "template/form");
    right("{=tours × 9999999999 × 9999999999}", "template/too-large");
    wrong(
        sum,
        "/content/prompt/fr",
        json!("{=tours ÷ (km − 2)} ?"),
        "/content/prompt/fr",
        "template/division",
    );
    wrong(
        sum,
        "/content/interaction/decimals",
        json!(0),
        "/key",
        "template/key-outside",
    );
    let options = "/content/interaction/options";
    let text = "/content/interaction/options/2/text/fr";
    wrong(choice, text, json!("{=depart + 6} h"), options, "template/same-option");
    wrong(sum, parameter, json!({"values": ["2"]}), parameter, "template/values");
    wrong(
        sum,
        parameter,
        json!({"values": ["2", "2"]}),
        parameter,
        "template/values",
    );
    wrong(
        sum,
        parameter,
        json!({"from": "1", "to": "9999", "step": "1"}),
        parameter,
        "template/values",
    );
    wrong(
        sum,
        parameter,
        json!({"from": "1", "to": "2", "step": "0"}),
        parameter,
        "template/values",
    );
    let all = "/content/template";
    let many = json!({"from": "1", "to": "200", "step": "1"});
    wrong(
        sum,
        all,
        json!({"tours": many, "km": many, "qui": {"values": ["A", "B"]}}),
        all,
        "template/too-many",
    );
    wrong(
        sum,
        all,
        json!({"Colis": {"values": ["1", "2"]}}),
        "/content/template/Colis",
        "template/name",
    );
    wrong(
        choice,
        all,
        json!({"depart": {"values": ["7", "8"]}, "duree": {"values": ["2", "3"]}, "z": {"values": ["1", "2"]}}),
        "/content/template/z",
        "template/unused",
    );
    // Braces of a question of which nothing is drawn.
    wrong(
        "a01-choice",
        "/content/prompt/fr",
        json!("{=a} ?"),
        "/content/prompt/fr",
        "template/unknown",
    );
}

#[test]
fn what_follows_from_answers_has_nothing_drawn() {
    let mut files = kinds::files();
    let path = "items/t02-template-choice.json";
    let mut item: Value = serde_json::from_slice(&files[path]).unwrap();
    item["about"]["competences"] = json!(["choisir"]);
    files.insert(path.to_owned(), serde_json::to_vec_pretty(&item).unwrap());
    let (_, findings) = check(&files);
    let late = findings.iter().find(|finding| finding.code == "template/late").unwrap();
    assert_eq!(late.path, "protocols/modules.json");
    assert!(late.pointer.starts_with("/parts/") && late.at.is_some(), "{late:?}");
}
