//! The rules of a section over a small bank: each of them binds, and what cannot be met names what conflicts.

use super::*;
use jalon_base::{Micro, Points};
use jalon_protocol::item::InteractionKind;
use jalon_protocol::plan::adaptive::{Criterion, Estimator, Prior, Stop, Together};
use jalon_protocol::plan::{BankChoice, Order, Quota, Select};
use jalon_protocol::pool::{Band, Cognition};
use jalon_protocol::{BankId, SectionId};
use jalon_psychometrics::shadow::Rule;
use jalon_referential::{CompetenceId, UnitId};

fn about(place: usize, competence: &str, enemies: &[usize]) -> ItemAbout {
    let id = |place: usize| ItemId::parse(&format!("q{place}")).unwrap();
    ItemAbout {
        format: "jalon/item-about@1".to_owned(),
        id: id(place),
        competences: vec![CompetenceId::parse(competence).unwrap()],
        unit: UnitId::parse("u").unwrap(),
        bank: BankId::parse("b").unwrap(),
        interaction: InteractionKind::Choice,
        kind: Cognition::Recall,
        difficulty: Band::Medium,
        parameters: None,
        seconds: Some(10 * u32::try_from(place).unwrap()),
        enemies: enemies.iter().copied().map(id).collect(),
        sources: Vec::new(),
        reviewed: None,
        unfit: Vec::new(),
        spoil: None,
    }
}

fn rules(min: u32) -> Adaptive {
    let micro = |text: &str| Micro::parse(text).unwrap();
    Adaptive {
        criterion: Criterion::Information,
        estimator: Estimator::Eap,
        prior: Prior {
            mean: micro("0"),
            sd: micro("1"),
            from: micro("-4"),
            to: micro("4"),
            nodes: 21,
        },
        start: None,
        among: 1,
        exposure: None,
        together: None,
        seconds: None,
        stop: Stop {
            min,
            error: None,
            interval: None,
            ratio: None,
            curtailment: None,
            information: None,
            plateau: None,
        },
        declared: None,
    }
}

fn section(count: u32, quotas: &[(&str, u32, u32)]) -> Section {
    let quota = |(competence, min, max): &(&str, u32, u32)| Quota {
        units: Vec::new(),
        competences: vec![CompetenceId::parse(competence).unwrap()],
        min: *min,
        max: *max,
    };
    Section {
        id: SectionId::parse("s").unwrap(),
        select: Select {
            spoil: None,
            bank: BankChoice::Named(BankId::parse("b").unwrap()),
            units: Vec::new(),
            competences: Vec::new(),
            interactions: Vec::new(),
        },
        count,
        quotas: quotas.iter().map(quota).collect(),
        order: Order::Drawn,
        points: Points::from_thousandths(1_000),
        group: None,
        when: Vec::new(),
        required: Vec::new(),
        seconds: None,
        least: None,
        each_seconds: None,
        each_least: None,
        ladder: None,
        adaptive: None,
    }
}

/// Six items: q1 to q3 of `x`, q4 to q6 of `y`; q1, q2 and q3 are enemies of one another; q4 and q5 share a text.
fn bank(check: impl FnOnce(Bank<'_>)) {
    let all: Vec<ItemAbout> = (1..=6)
        .map(|place| match place {
            1 => about(1, "x", &[2, 3]),
            2 => about(2, "x", &[3]),
            3 => about(3, "x", &[]),
            place => about(place, "y", &[]),
        })
        .collect();
    let items: Vec<&ItemAbout> = all.iter().collect();
    let pool: Pool = all.iter().cloned().collect();
    let content = |place: usize| {
        let stimulus = if place < 4 || place == 6 {
            ""
        } else {
            r#","stimulus":"text""#
        };
        let json = format!(
            r#"{{"format":"jalon/item-content@1","id":"q{place}"{stimulus},"prompt":{{}},"interaction":{{"type":"text-entry","max-length":5}}}}"#
        );
        let content: ItemContent = serde_json::from_str(&json).unwrap();
        (content.id.clone(), content)
    };
    let contents: SortedMap<ItemId, ItemContent> = (1..=6).map(content).collect();
    check(Bank {
        items: &items,
        enemies: &enemies(&pool),
        contents: &contents,
    });
}

fn conflict(section: &Section, rules: &Adaptive, given: &[usize]) -> Vec<Rule> {
    let mut found = Vec::new();
    bank(|bank| {
        let blueprint = Blueprint::of(section, rules, bank).unwrap();
        found = match blueprint.feasible(given, &[]) {
            Ok(form) => panic!("{form:?}"),
            Err(NoForm::Conflict { rules }) => rules,
            Err(other) => panic!("{other}"),
        };
    });
    found
}

#[test]
fn enemies_of_one_another_are_one_list() {
    bank(|bank| assert_eq!(hostile(bank), [vec![0, 1, 2]]));
    // One of x at most, so two of x cannot be: the quota and the enemies, and nothing else.
    let wanted = [Rule::Group(0), Rule::Enemies(0)];
    assert_eq!(conflict(&section(3, &[("x", 2, 3)]), &rules(1), &[]), wanted);
}

#[test]
fn a_text_is_not_left_after_one_of_its_questions() {
    let mut together = rules(1);
    together.together = Some(Together { min: 2, max: 2 });
    // q4 alone cannot be the whole test.
    assert_eq!(
        conflict(&section(1, &[]), &together, &[3]),
        [Rule::Length, Rule::Set(0)]
    );
    bank(|bank| {
        let blueprint = Blueprint::of(&section(2, &[]), &together, bank).unwrap();
        assert_eq!(blueprint.feasible(&[3], &[]).unwrap().items, [3, 4]);
    });
}

#[test]
fn the_seconds_of_all_items_are_kept() {
    let mut hasty = rules(1);
    hasty.seconds = Some(100);
    // The cheapest three that may stand together: 10 + 40 + 50.
    bank(|bank| {
        let blueprint = Blueprint::of(&section(3, &[]), &hasty, bank).unwrap();
        assert_eq!(blueprint.feasible(&[], &[]).unwrap().items, [0, 3, 4]);
    });
    hasty.seconds = Some(99);
    let wanted = [Rule::Length, Rule::Enemies(0), Rule::Budget(0)];
    assert_eq!(conflict(&section(3, &[]), &hasty, &[]), wanted);
}

#[test]
fn what_a_quota_waits_for_comes_first_when_it_must() {
    bank(|bank| {
        let blueprint = Blueprint::of(&section(4, &[("x", 1, 1), ("y", 1, 3)]), &rules(3), bank).unwrap();
        let begun = blueprint.standing(&[]);
        assert_eq!(
            (begun.met, begun.first.len()),
            (false, 0),
            "three to give, two needed: any order"
        );
        // After one of y, two are left to the least length and one of x is needed; after two of y it comes next.
        assert!(blueprint.standing(&[5]).first.is_empty());
        let urgent = blueprint.standing(&[4, 5]);
        assert_eq!(urgent.first, [true, true, true, false, false, false]);
        assert!(!urgent.met && blueprint.standing(&[0, 4, 5]).met && !blueprint.standing(&[0, 4]).met);
    });
}

#[test]
fn a_bank_that_is_too_small_is_no_blueprint() {
    bank(|bank| {
        let error = Blueprint::of(&section(7, &[]), &rules(1), bank).unwrap_err();
        assert_eq!(error.code(), "blueprint/length");
    });
}
