//! Rules of decision: known answers, and trees of rules against the plain reading of them.

use jalon_base::{Fraction, Points};
use jalon_protocol::outcome::{ItemOutcome, ItemStatus, Verdict};
use jalon_protocol::plan::{Claim, ClaimAbout, Decision};
use jalon_protocol::pool::Band;
use jalon_protocol::{ClaimId, ItemAbout, ItemId, PartId, Pool, Protocol};
use jalon_referential::CompetenceId;
use jalon_scoring::decision::PartResult;
use jalon_scoring::decision::rules::{Facts, decide};
use jalon_testkit::{Dice, bank, protocols};
use proptest::prelude::*;

fn points(whole: i64) -> Points {
    Points::from_thousandths(whole * 1_000)
}

fn of(numerator: i64, denominator: i64) -> Fraction {
    Fraction::new(numerator, denominator).unwrap()
}

fn claim_id(place: usize) -> ClaimId {
    ClaimId::parse(&format!("c{place}")).unwrap()
}

fn item_id(place: usize) -> ItemId {
    ItemId::parse(&format!("i{place}")).unwrap()
}

/// A sitting of so many claims with one item each, every item in a part of its own; an item is right, wrong or neutralised.
struct Sat {
    protocol: Protocol,
    pool: Pool,
    items: Vec<ItemOutcome>,
    parts: Vec<PartResult>,
    exempt: Vec<PartId>,
}

impl Sat {
    fn of(answers: &[Option<bool>]) -> Self {
        let mut protocol = protocols::random(&mut Dice::of(Vec::new()));
        let blank: ItemAbout = bank::folder().items.values().next().unwrap().about.clone();
        let competence = |place: usize| CompetenceId::parse(&format!("k{place}")).unwrap();
        let places = || 0..answers.len();
        protocol.claims = places()
            .map(|place| Claim {
                id: claim_id(place),
                about: ClaimAbout::Competence(competence(place)),
                minimum: 1,
            })
            .collect();
        let about = |place: usize| ItemAbout {
            id: item_id(place),
            competences: vec![competence(place)],
            difficulty: Band::Medium,
            ..blank.clone()
        };
        let part = |place: usize| PartId::parse(&format!("p{place}")).unwrap();
        let outcome = |(place, answer): (usize, &Option<bool>)| ItemOutcome {
            item: item_id(place),
            part: part(place),
            status: answer.map_or(ItemStatus::Neutralised, |_| ItemStatus::Scored),
            earned: points(i64::from(*answer == Some(true))),
            possible: points(i64::from(answer.is_some())),
        };
        let items: Vec<ItemOutcome> = answers.iter().enumerate().map(outcome).collect();
        let parts = items.iter().map(|item| PartResult {
            part: item.part.clone(),
            earned: item.earned,
            possible: item.possible,
            full: points(1),
            coefficient: 1,
            floor: None,
        });
        Self {
            protocol,
            pool: places().map(about).collect(),
            parts: parts.collect(),
            items,
            exempt: Vec::new(),
        }
    }

    fn decide(&self, rule: &Decision) -> Option<Verdict> {
        let none = |_: &Decision| None;
        decide(
            rule,
            Facts {
                protocol: &self.protocol,
                pool: &self.pool,
                items: &self.items,
                claims: &[],
                parts: &self.parts,
                exempt: &self.exempt,
                cut: &none,
            },
        )
    }

    fn reached(&self, rule: &Decision) -> Option<bool> {
        self.decide(rule).map(|verdict| verdict.reached())
    }
}

/// So many right, so many wrong, so many neutralised.
fn answers(right: usize, wrong: usize, gone: usize) -> Sat {
    let all = [(Some(true), right), (Some(false), wrong), (None, gone)];
    let all: Vec<Option<bool>> = all
        .into_iter()
        .flat_map(|(answer, count)| vec![answer; count])
        .collect();
    Sat::of(&all)
}

fn part(place: usize) -> Decision {
    Decision::Part {
        part: PartId::parse(&format!("p{place}")).unwrap(),
        pass: of(1, 1),
    }
}

fn waits() -> Decision {
    Decision::Cut {
        claim: claim_id(0),
        cut: jalon_base::Micro::default(),
    }
}

/// CléA: at 80 %, eight of ten are enough, seven of ten or seven of nine are not (`domain/clea.md`).
#[test]
fn eight_competences_of_ten_pass_and_seven_of_nine_fail() {
    let rule = Decision::Competences {
        claims: Vec::new(),
        each: of(1, 1),
        pass: of(4, 5),
    };
    assert_eq!(answers(8, 2, 0).reached(&rule), Some(true));
    assert_eq!(answers(7, 3, 0).reached(&rule), Some(false));
    assert_eq!(answers(7, 2, 0).reached(&rule), Some(false));
    // Of ten, one neutralised: it leaves numerator and denominator.
    assert_eq!(answers(7, 2, 1).reached(&rule), Some(false));
    assert_eq!(answers(8, 1, 1).reached(&rule), Some(true));
    assert_eq!(answers(0, 0, 10).reached(&rule), None);
    let Some(Verdict::Competences { acquired, missed, .. }) = answers(7, 2, 1).decide(&rule) else {
        panic!("a verdict")
    };
    assert_eq!((acquired.len(), missed.len()), (7, 2));
}

#[test]
fn an_item_that_was_not_reached_is_not_acquired() {
    let mut sat = answers(1, 1, 0);
    sat.items[1].status = ItemStatus::NotReached;
    let rule = Decision::Claim {
        claim: claim_id(1),
        pass: of(1, 2),
    };
    assert_eq!(sat.reached(&rule), Some(false), "stopping early gains nothing");
    sat.protocol.claims[1].minimum = 2;
    assert_eq!(sat.reached(&rule), None, "fewer items than the claim needs");
}

#[test]
fn one_fault_eliminates_where_none_is_let_pass() {
    let rule = |most| Decision::Eliminatory {
        claims: vec![claim_id(0)],
        items: vec![item_id(3)],
        most,
    };
    // Right, right, wrong, wrong: of the first and the last, one fault.
    let sat = answers(2, 2, 0);
    assert_eq!(sat.reached(&rule(0)), Some(false));
    assert_eq!(sat.reached(&rule(1)), Some(true));
    assert_eq!(answers(4, 0, 0).reached(&rule(0)), Some(true));
    assert_eq!(answers(0, 0, 4).reached(&rule(0)), None, "nothing is left of it");
}

#[test]
fn one_of_three_marks_is_made_up_for_by_the_mean() {
    let rule = |wanted: i64| Decision::Compensation {
        of: (0..3).map(part).collect(),
        most: 1,
        by: Box::new(Decision::Ratio { pass: of(wanted, 3) }),
    };
    assert_eq!(answers(3, 0, 0).reached(&rule(3)), Some(true));
    assert_eq!(answers(2, 1, 0).reached(&rule(2)), Some(true));
    assert_eq!(
        answers(2, 1, 0).reached(&rule(3)),
        Some(false),
        "nothing makes up for it"
    );
    assert_eq!(
        answers(1, 2, 0).reached(&rule(1)),
        Some(false),
        "only one is made up for"
    );
}

#[test]
fn what_is_dispensed_with_counts_as_met_and_what_waits_holds_the_whole_back() {
    let three = |least| Decision::KOfN {
        least,
        of: (0..3).map(part).collect(),
    };
    let mut sat = answers(1, 2, 0);
    assert_eq!(sat.reached(&three(2)), Some(false));
    sat.exempt = vec![PartId::parse("p1").unwrap()];
    sat.parts.remove(1);
    assert_eq!(sat.reached(&three(2)), Some(true));
    assert_eq!(sat.reached(&three(3)), Some(false));
    let all = |rules: Vec<Decision>| Decision::AllOf { of: rules };
    assert_eq!(sat.reached(&all(vec![part(0), part(1)])), Some(true));
    assert_eq!(
        sat.reached(&all(vec![part(1)])),
        None,
        "nothing but what is dispensed with"
    );
    assert_eq!(sat.reached(&all(vec![part(0), waits()])), None);
    assert_eq!(
        sat.reached(&all(vec![part(2), waits()])),
        Some(false),
        "already settled"
    );
}

/// A tree of rules over four parts.
fn tree(dice: &mut Dice, depth: u32) -> Decision {
    let leaf = |dice: &mut Dice| match dice.below(6) {
        0 => waits(),
        _ => part(dice.below(4) as usize),
    };
    if depth == 0 {
        return leaf(dice);
    }
    let of: Vec<Decision> = (0..=dice.below(3)).map(|_| tree(dice, depth - 1)).collect();
    let count = u32::try_from(of.len()).unwrap();
    match dice.below(4) {
        0 => leaf(dice),
        1 => Decision::AllOf { of },
        2 => Decision::KOfN {
            least: 1 + dice.below(count),
            of,
        },
        _ => Decision::Compensation {
            most: 1 + dice.below(2),
            of,
            by: Box::new(tree(dice, depth - 1)),
        },
    }
}

/// The plain reading, when everything is known: each measure that is waited for is this.
fn plain(rule: &Decision, answers: [bool; 4], measure: bool) -> bool {
    let met = |of: &[Decision]| of.iter().filter(|rule| plain(rule, answers, measure)).count();
    match rule {
        Decision::Part { part, .. } => answers[part.as_str().trim_start_matches('p').parse::<usize>().unwrap()],
        Decision::Cut { .. } => measure,
        Decision::AllOf { of } => met(of) == of.len(),
        Decision::KOfN { least, of } => met(of) >= *least as usize,
        Decision::Compensation { of, most, by } => {
            let missed = of.len() - met(of);
            missed == 0 || (missed <= *most as usize && plain(by, answers, measure))
        }
        _ => panic!("not in these trees"),
    }
}

proptest! {
    /// A verdict is the plain reading whatever a measure that is waited for will be.
    #[test]
    fn trees_say_what_their_plain_reading_says(rolls in proptest::collection::vec(any::<u32>(), 0..60), right in any::<[bool; 4]>()) {
        let mut dice = Dice::of(rolls);
        let rule = tree(&mut dice, 3);
        let sat = Sat::of(&right.map(Some));
        let readings = [plain(&rule, right, false), plain(&rule, right, true)];
        let waits = rule.all().iter().any(|rule| matches!(rule, Decision::Cut { .. }));
        match sat.decide(&rule) {
            Some(verdict) => prop_assert_eq!([verdict.reached(); 2], readings),
            None => prop_assert!(waits, "held back, and nothing is waited for"),
        }
    }
}
