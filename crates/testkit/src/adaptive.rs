//! Protocols whose items are chosen one by one, and parameters for the bank.

use crate::bank::BANKS;
use crate::dice::Dice;
use crate::protocols;
use jalon_base::{Lang, Localised, Micro, Text};
use jalon_protocol::item::InteractionKind;
use jalon_protocol::plan::adaptive::{
    Adaptive, Bands, Criterion, CutInterval, Estimator, Exposure, Level, Plateau, Prior, RatioTest, Stop,
};
use jalon_protocol::plan::{
    BankChoice, Claim, ClaimAbout, Decision, Navigation, Order, Part, Protocol, Quota, Section, Select,
};
use jalon_protocol::pool::{Model, Origin, Parameters};
use jalon_protocol::{BandId, BankId, ClaimId, ItemId, SectionId};
use jalon_referential::{CompetenceId, UnitId};

/// A decimal.
///
/// # Panics
/// When it is not one.
#[must_use]
pub fn micro(text: &str) -> Micro {
    Micro::parse(text).unwrap()
}

fn fr(words: &str) -> Text {
    Localised([(Lang::parse("fr").unwrap(), words.to_owned())].into())
}

/// Parameters of the item at a place of the bank.
#[must_use]
pub fn parameters(place: i64, id: &str) -> Parameters {
    let spread = |steps: i64, by: i64| Micro::from_millionths((place * by) % steps * 250_000 - steps / 2 * 250_000);
    let a = Micro::from_millionths(600_000 + place % 7 * 200_000);
    let b = spread(13, 5);
    let model = match place % 3 {
        _ if id.ends_with("some") => Model::PartialCredit {
            a,
            steps: vec![b, Micro::default(), spread(9, 7)],
        },
        0 => Model::Rasch { b },
        1 => Model::TwoPl { a, b },
        _ => Model::ThreePl { a, b, c: micro("0.2") },
    };
    Parameters {
        model,
        origin: Origin::Simulated,
    }
}

/// A protocol with adaptive sections that the bank can always fill.
pub fn random(dice: &mut Dice) -> Protocol {
    let mut protocol = protocols::random(dice);
    protocol.forms = Vec::new();
    for part in &mut protocol.parts {
        adapt(dice, part);
    }
    let first = protocol.parts[0].sections[0].select.units[0].clone();
    protocol.claims.push(Claim {
        id: ClaimId::parse("cut").unwrap(),
        about: ClaimAbout::Unit(first),
        minimum: 1,
    });
    protocol.decision = Some(Decision::Cut {
        claim: ClaimId::parse("cut").unwrap(),
        cut: micro("0"),
    });
    let level = |id: &str, from: Option<&str>| Level {
        id: BandId::parse(id).unwrap(),
        title: fr(id),
        from: from.map(micro),
    };
    protocol.bands = Some(Bands {
        version: 1,
        bands: vec![
            level("low", None),
            level("middle", Some("-0.4")),
            level("high", Some("0.4")),
        ],
    });
    protocol.notice = fr("Des réponses simulées.");
    protocol
}

/// A protocol as [`random`] makes them, whose sections end when going on would change, tell or sharpen little.
pub fn stopping(dice: &mut Dice) -> Protocol {
    let mut protocol = random(dice);
    for section in protocol.parts.iter_mut().flat_map(|part| &mut part.sections) {
        let count = section.count;
        let Some(rules) = &mut section.adaptive else { continue };
        let stop = &mut rules.stop;
        stop.min = 1;
        // The others would nearly always come first.
        (stop.error, stop.interval) = (None, None);
        let (rule, both) = (dice.below(3), dice.chance(30));
        if rule == 0 || both {
            stop.curtailment = Some(micro(dice.pick::<&str>(&["0.1", "0.3", "0.45"])));
        }
        if rule == 1 || both {
            stop.information = Some(micro(dice.pick::<&str>(&["0.1", "0.2", "0.3"])));
        }
        if (rule == 2 || both) && count > 1 {
            stop.plateau = Some(Plateau {
                items: 1 + dice.below(count - 1),
                fall: micro(dice.pick::<&str>(&["0.05", "0.15"])),
            });
        }
    }
    protocol
}

fn adapt(dice: &mut Dice, part: &mut Part) {
    part.navigation = Navigation::Linear;
    part.floor = None;
    let unit = part.id.as_str().to_owned();
    let names: &[&str] = if dice.chance(50) {
        &["choices"]
    } else {
        &["choices", "typed"]
    };
    part.sections = names.iter().map(|kind| section(dice, &unit, kind)).collect();
}

fn named(unit: &str, local: &str) -> ItemId {
    ItemId::parse(&format!("{}-{unit}-{local}", BANKS[0])).unwrap()
}

/// Seconds that the item at a place of the bank takes: whatever a section needs of its own fits in forty each.
#[must_use]
pub const fn seconds(place: u32) -> u32 {
    15 + place % 4 * 10
}

fn section(dice: &mut Dice, unit: &str, kind: &str) -> Section {
    use InteractionKind::{Choice, NumericEntry, TextEntry};
    // Two of the choices are enemies: of five, four can stand together.
    let (count, interactions) = match kind {
        "choices" => (2 + dice.below(3), vec![Choice]),
        _ => (1 + dice.below(2), vec![NumericEntry, TextEntry]),
    };
    let quota = |local: &str| Quota {
        units: Vec::new(),
        competences: vec![CompetenceId::parse(&format!("{unit}-{local}")).unwrap()],
        min: 1,
        max: count,
    };
    let quotas = match count {
        1 => Vec::new(),
        _ if dice.chance(60) => vec![quota("a"), quota("b")],
        _ => Vec::new(),
    };
    let cut = micro("0");
    Section {
        id: SectionId::parse(&format!("{unit}-{kind}")).unwrap(),
        select: Select {
            spoil: None,
            bank: BankChoice::Named(BankId::parse(BANKS[0]).unwrap()),
            units: vec![UnitId::parse(unit).unwrap()],
            competences: Vec::new(),
            interactions,
        },
        count,
        quotas,
        order: Order::Drawn,
        points: jalon_base::Points::from_thousandths(1_000),
        group: None,
        when: Vec::new(),
        required: Vec::new(),
        seconds: None,
        least: None,
        each_seconds: None,
        each_least: None,
        ladder: None,
        adaptive: Some(Adaptive {
            criterion: *dice.pick(&[
                Criterion::Information,
                Criterion::InformationAtCut,
                Criterion::Difficulty,
                Criterion::ExpectedVariance,
            ]),
            estimator: *dice.pick(&[Estimator::Eap, Estimator::Map, Estimator::Wle]),
            prior: Prior {
                mean: micro(dice.pick::<&str>(&["0", "0.25"])),
                sd: micro("1"),
                from: micro("-4"),
                to: micro("4"),
                nodes: *dice.pick(&[21, 41, 61]),
            },
            start: dice.chance(30).then(|| micro("-0.5")),
            among: 1 + dice.below(3),
            exposure: dice.chance(50).then(|| Exposure {
                most: micro("0.5"),
                chances: ["one-1", "one-3", "some", "word"]
                    .iter()
                    .map(|local| (named(unit, local), micro("0.4")))
                    .collect(),
            }),
            together: None,
            seconds: dice.chance(50).then_some(40 * count),
            stop: Stop {
                min: 1 + dice.below(count),
                error: dice.chance(30).then(|| micro("0.8")),
                interval: dice.chance(30).then(|| CutInterval {
                    cuts: vec![micro("-0.4"), micro("0.4")],
                    z: micro("0.5"),
                }),
                ratio: Some(RatioTest {
                    cut,
                    delta: micro("0.5"),
                    alpha: micro("0.1"),
                    beta: micro("0.1"),
                }),
                curtailment: None,
                information: None,
                plateau: None,
            },
            declared: None,
        }),
    }
}
