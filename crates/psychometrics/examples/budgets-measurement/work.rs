//! The work that is measured, natively and in wasm: the same numbers from the same seeds.

use jalon_psychometrics::estimate::Posterior;
use jalon_psychometrics::exposure::{Chances, Exposure, Rates};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::select::{self, Bank, Criterion, Open, Pick, Position, Weighting};
use jalon_psychometrics::shadow::{self, Blueprint, Budget, Group, Set, Under};

/// A small generator, for banks and answers.
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Uniform on [0, 1).
    pub fn uniform(&mut self) -> f64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        #[expect(clippy::cast_precision_loss, reason = "53 bits")]
        let value = ((z ^ (z >> 31)) >> 11) as f64;
        value / 9_007_199_254_740_992.0
    }

    /// About normal: twelve uniforms less six.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// A bank: slopes e^N(0, 0.3²), difficulties N(0, 1).
pub fn bank(count: usize, guessing: bool, dice: &mut Dice) -> Bank {
    let item = |_| {
        let a = libm::exp(0.3 * dice.normal());
        let b = dice.normal();
        if guessing {
            Item::three_pl(a, b, 0.05 + 0.2 * dice.uniform()).unwrap()
        } else {
            Item::two_pl(a, b).unwrap()
        }
    };
    Bank::new((0..count).map(item).collect())
}

fn nodes(count: usize) -> Quadrature {
    Quadrature::normal(Normal::STANDARD, Range::new(-4.0, 4.0).unwrap(), count).unwrap()
}

/// A whole test: 30 of 1,000 items of greatest information, the posterior mean after each answer.
pub struct Whole {
    pub bank: Bank,
    nodes: Quadrature,
}

impl Whole {
    pub fn new(guessing: bool) -> Self {
        Self {
            bank: bank(1000, guessing, &mut Dice::new(1)),
            nodes: nodes(41),
        }
    }

    pub fn run(&self, seed: u64) -> f64 {
        let mut dice = Dice::new(1000 + seed);
        let person = dice.normal();
        let mut posterior = Posterior::new(&self.nodes);
        let mut free = vec![true; self.bank.items().len()];
        let mut theta = 0.0;
        for given in 0..30 {
            let open = Open {
                items: &free,
                exposure: &Exposure::NONE,
            };
            let position = Position {
                theta,
                posterior: &posterior,
                given,
            };
            let choice = select::next(
                &self.bank,
                open,
                Criterion::Information,
                Pick::Best,
                position,
                &mut || 0.0,
            );
            let chosen = choice.unwrap().item;
            free[chosen] = false;
            let item = &self.bank.items()[chosen];
            let right = dice.uniform() < item.probability(person, 1).unwrap();
            posterior.add(item, u8::from(right));
            theta = posterior.estimate().unwrap().theta;
        }
        theta
    }
}

/// The next question of 10,000, under an exact blueprint of 13 groups, rates and chances of exposure.
pub struct Large {
    bank: Bank,
    blueprint: Blueprint,
    rates: Rates,
    chances: Chances,
    nodes: Quadrature,
}

impl Large {
    pub fn new() -> Self {
        let dice = &mut Dice::new(3);
        let bank = bank(10_000, false, dice);
        let groups = (0..10).map(|kind| Group {
            items: (0..10_000).filter(|item| item % 10 == kind).collect(),
            least: 2,
            most: 5,
        });
        let difficulty = (0..3).map(|kind| Group {
            items: (0..10_000).filter(|item| item / 10 % 3 == kind).collect(),
            least: 6,
            most: 16,
        });
        let groups = groups.chain(difficulty).collect();
        let given: Vec<u32> = (0..10_000).map(|_| (dice.uniform() * 300.0) as u32).collect();
        Self {
            bank,
            blueprint: Blueprint::new(10_000, 30, groups, Vec::new(), Vec::new(), Vec::new()).unwrap(),
            rates: Rates::new(given, 1000, (1, 4)).unwrap(),
            chances: Chances::new((0..10_000).map(|_| 0.4 + 0.6 * dice.uniform()).collect()).unwrap(),
            nodes: nodes(41),
        }
    }

    pub fn run(&self, seed: u64) -> f64 {
        let mut dice = Dice::new(seed);
        let taken: Vec<usize> = (0..12).map(|k| k * 811 + seed as usize % 7).collect();
        let posterior = Posterior::new(&self.nodes);
        let position = Position {
            theta: dice.normal(),
            posterior: &posterior,
            given: 12,
        };
        let exposure = Exposure {
            chances: Some(&self.chances),
            rates: Some(&self.rates),
        };
        let under = Under {
            blueprint: &self.blueprint,
            given: &taken,
            closed: &[],
            exposure: &exposure,
            first: &[],
        };
        let step = shadow::next(
            &self.bank,
            under,
            Criterion::Information,
            Pick::Best,
            position,
            &mut || dice.uniform(),
        );
        step.unwrap().choice.item as f64
    }
}

/// One exact form of 30 of 300 items: contents, key positions, times, enemies, sets that share a text.
pub struct Forms {
    bank: Bank,
    blueprint: Blueprint,
}

impl Forms {
    /// Different states of a test.
    pub const STATES: u64 = 60;

    pub fn new() -> Self {
        let dice = &mut Dice::new(7);
        let bank = bank(300, true, dice);
        let mut pick = |share: f64| -> Vec<usize> { (0..300).filter(|_| dice.uniform() < share).collect() };
        let mut groups: Vec<Group> = (0..6)
            .map(|kind| Group {
                items: (0..300).filter(|item| item % 6 == kind).collect(),
                least: 3,
                most: 8,
            })
            .collect();
        groups.extend((0..4).map(|_| Group {
            items: pick(0.4),
            least: 8,
            most: 13,
        }));
        let enemies = (0..20).map(|pair| vec![pair * 7, pair * 7 + 3]).collect();
        let sets = (0..8)
            .map(|set| Set {
                items: (0..6).map(|k| 240 + set * 6 + k).collect(),
                least: 3,
                most: 5,
            })
            .collect();
        let costs: Vec<u32> = (0..300).map(|_| 30 + (dice.uniform() * 90.0) as u32).collect();
        let budget = Budget {
            costs,
            least: 1500,
            most: 2100,
        };
        Self {
            bank,
            blueprint: Blueprint::new(300, 30, groups, enemies, sets, vec![budget]).unwrap(),
        }
    }

    /// The values of a state, and the items given in it.
    pub fn state(&self, state: u64) -> (Vec<f64>, Vec<usize>) {
        let theta = state as f64 * 0.1 - 3.0;
        let values: Vec<f64> = self.bank.items().iter().map(|item| item.information(theta)).collect();
        let first = self.blueprint.form(&values, &[], &[]).unwrap();
        let given = first.items.iter().copied().take((state % 20) as usize).collect();
        (values, given)
    }

    /// Programs that the search of the best form solved.
    pub fn run(&self, values: &[f64], given: &[usize]) -> u32 {
        self.blueprint.form(values, given, &[]).unwrap().nodes
    }
}

/// The next of 300 items by expected posterior variance, after ten answers.
pub struct Variance {
    bank: Bank,
    nodes: Quadrature,
}

impl Variance {
    pub fn new() -> Self {
        Self {
            bank: bank(300, true, &mut Dice::new(5)),
            nodes: nodes(33),
        }
    }

    pub fn run(&self) -> f64 {
        let mut posterior = Posterior::new(&self.nodes);
        (0..10).for_each(|place| posterior.add(&self.bank.items()[place], u8::from(place % 3 > 0)));
        let theta = posterior.estimate().unwrap().theta;
        let position = Position {
            theta,
            posterior: &posterior,
            given: 10,
        };
        let open = Open {
            items: &[true; 300],
            exposure: &Exposure::NONE,
        };
        let criterion = Criterion::ExpectedVariance(Weighting::Predictive);
        let choice = select::next(&self.bank, open, criterion, Pick::Best, position, &mut || 0.0);
        choice.unwrap().item as f64
    }
}
