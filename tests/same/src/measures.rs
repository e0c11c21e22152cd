//! Adaptive tests of every kind from seeds: each number that would enter a journal, as bytes.

use jalon_base::{Digest, Micro};
use jalon_psychometrics::estimate::{Answer, Estimate, Method, Posterior, estimate};
use jalon_psychometrics::exposure::{Chances, Exposure};
use jalon_psychometrics::level::CutTable;
use jalon_psychometrics::model::Item;
use jalon_psychometrics::reason::Reason;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::select::{self, Bank, Criterion, Open, Pick, Position, Weighting};
use jalon_psychometrics::shadow::{self, Blueprint, Budget, Group, Set, Under};
use jalon_psychometrics::stop::Ratio;
use jalon_testkit::Dice;

/// Adaptive tests played.
pub const TESTS: u64 = 90;
/// Items of a bank, and of a test.
const BANK: usize = 60;
const LENGTH: usize = 12;

/// One digest of [`TESTS`] adaptive tests: items of every model, every criterion and pick, with and without a blueprint, each choice with its
/// reasons, the measure after each answer by five estimators, the ratios at two cuts and the level with its chances.
///
/// # Panics
/// When a test cannot be played.
#[must_use]
pub fn measures() -> Digest {
    let mut bytes = Vec::new();
    for number in 0..TESTS {
        play(number, &mut bytes);
    }
    Digest::of(&bytes)
}

/// Uniform on [0, 1).
fn uniform(dice: &mut Dice) -> f64 {
    f64::from(dice.roll()) / 4_294_967_296.0
}

fn between(dice: &mut Dice, low: f64, high: f64) -> f64 {
    low + (high - low) * uniform(dice)
}

fn item(dice: &mut Dice) -> Item {
    let a = between(dice, 0.4, 2.4);
    let b = between(dice, -2.5, 2.5);
    let c = between(dice, 0.05, 0.3);
    let made = match dice.below(6) {
        0 => Item::rasch(b),
        1 => Item::two_pl(a, b),
        2 => Item::three_pl(a, b, c),
        3 => Item::four_pl(a, b, c, 1.0 - 0.5 * c),
        4 => Item::graded(a, vec![b - 0.8, b + 0.1, b + 0.9]),
        _ => Item::partial_credit(a, vec![b - 0.5, b + 0.4]),
    };
    made.unwrap()
}

fn blueprint(dice: &mut Dice) -> Blueprint {
    let group = |kind| Group {
        items: (0..BANK).filter(|item| item % 3 == kind).collect(),
        least: 3,
        most: 6,
    };
    let enemies = (0..6).map(|pair| vec![pair * 3, pair * 7 + 1]).collect();
    let sets = (0..2).map(|set| Set {
        items: (50 + set * 5..55 + set * 5).collect(),
        least: 2,
        most: 3,
    });
    let costs = (0..BANK).map(|_| 30 + dice.below(60)).collect();
    let budget = Budget {
        costs,
        least: 0,
        most: 800,
    };
    let groups = (0..3).map(group).collect();
    Blueprint::new(BANK, 12, groups, enemies, sets.collect(), vec![budget]).unwrap()
}

fn play(number: u64, bytes: &mut Vec<u8>) {
    let dice = &mut Dice::seeded(7_000_000 + number);
    let bank = Bank::new((0..BANK).map(|_| item(dice)).collect());
    let blueprint = (number % 3 == 2).then(|| blueprint(dice));
    let criteria = [
        Criterion::Information,
        Criterion::Difficulty,
        Criterion::Peak,
        Criterion::ExpectedInformation,
        Criterion::ExpectedVariance(Weighting::AtPoint),
        Criterion::ExpectedVariance(Weighting::Predictive),
        Criterion::LikelihoodInformation,
        Criterion::PosteriorInformation,
        Criterion::LikelihoodDivergence,
        Criterion::PosteriorDivergence,
    ];
    let criterion = *dice.pick(&criteria);
    let (length, acceleration) = (LENGTH, 1.5);
    let pick = *dice.pick(&[
        Pick::Best,
        Pick::Randomesque { among: 4 },
        Pick::Progressive { length, acceleration },
        Pick::Proportional { length, acceleration },
    ]);
    let chances = Chances::new((0..BANK).map(|_| between(dice, 0.5, 1.0)).collect()).unwrap();
    let exposure = Exposure {
        chances: (number % 2 == 1).then_some(&chances),
        rates: None,
    };
    let person = between(dice, -2.0, 2.0);
    let nodes = Quadrature::normal(Normal::STANDARD, Range::USUAL, 41).unwrap();
    let ratio = Ratio::new(vec![-0.5, 0.8], 0.3, 0.05, 0.1).unwrap();
    let cuts = ["-0.5", "0.8"].map(|cut| Micro::parse(cut).unwrap());
    let table = CutTable::new(1, cuts.to_vec()).unwrap();
    let mut posterior = Posterior::new(&nodes);
    let mut tests = ratio.begin();
    let mut answers: Vec<Answer<'_>> = Vec::new();
    let mut given: Vec<usize> = Vec::new();
    let mut closed = vec![false; BANK];
    let mut theta = 0.0;
    while given.len() < LENGTH {
        let position = Position {
            theta,
            posterior: &posterior,
            given: given.len(),
        };
        let reason = if let Some(blueprint) = &blueprint {
            let under = Under {
                blueprint,
                given: &given,
                closed: &closed,
                exposure: &exposure,
                first: &[],
            };
            match shadow::next(&bank, under, criterion, pick, position, &mut || uniform(dice)) {
                Ok(step) => step.reason().unwrap(),
                Err(why) => {
                    // Exposure control may close what a rule needs: that is an answer too, and the same everywhere.
                    bytes.extend_from_slice(why.to_string().as_bytes());
                    return;
                }
            }
        } else {
            let open: Vec<bool> = (0..BANK).map(|item| !closed[item] && !given.contains(&item)).collect();
            let open = Open {
                items: &open,
                exposure: &exposure,
            };
            let choice = select::next(&bank, open, criterion, pick, position, &mut || uniform(dice));
            choice.unwrap().reason().unwrap()
        };
        write(&reason, bytes);
        for (turned, _, _) in &reason.turned {
            closed[*turned as usize] = true;
        }
        let chosen = reason.item as usize;
        let item = &bank.items()[chosen];
        let mut left = uniform(dice);
        let mut category = 0;
        while category < item.highest() && left >= item.probability(person, category).unwrap() {
            left -= item.probability(person, category).unwrap();
            category += 1;
        }
        given.push(chosen);
        answers.push(Answer { item, category });
        posterior.add(item, category);
        tests.add(item, category);
        for method in [
            Method::Eap(&nodes),
            Method::Mle(Range::USUAL),
            Method::Wle(Range::USUAL),
            Method::Map(Normal::STANDARD, Range::USUAL),
            Method::SumScoreEap(&nodes),
        ] {
            number_of(&estimate(&answers, method).unwrap(), bytes);
        }
        for log in tests.logs() {
            push(Micro::round(*log), bytes);
        }
        let eap = posterior.estimate().unwrap();
        theta = eap.theta;
        let level = table.level(eap.rounded().unwrap());
        bytes.push(level.level as u8);
        let chances = level.chances.unwrap();
        for chance in [chances.here, chances.below, chances.above] {
            push(Some(chance), bytes);
        }
        let left: Vec<&Item> = bank.items().iter().take(3).collect();
        push(Micro::round(tests.curtailed(&left, theta).chance), bytes);
    }
}

fn push(value: Option<Micro>, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&value.unwrap().millionths().to_le_bytes());
}

fn number_of(estimate: &Estimate, bytes: &mut Vec<u8>) {
    let measure = estimate.rounded().unwrap();
    push(Some(measure.theta), bytes);
    match measure.error {
        Some(error) => push(Some(error), bytes),
        None => bytes.push(0),
    }
    bytes.push(u8::from(estimate.several));
}

fn write(reason: &Reason, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&reason.item.to_le_bytes());
    bytes.extend_from_slice(&reason.open.to_le_bytes());
    let both = |(draw, chance)| [Some(draw), Some(chance)];
    let mut numbers = vec![Some(reason.value), Some(reason.information), reason.draw, reason.form];
    numbers.extend(reason.exposure.map(both).into_iter().flatten());
    numbers.extend(
        reason
            .turned
            .iter()
            .flat_map(|(_, draw, chance)| both((*draw, *chance))),
    );
    for number in numbers.into_iter().flatten() {
        push(Some(number), bytes);
    }
}
