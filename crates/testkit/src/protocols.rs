//! Protocols of every shape over the bank: parts, sections, quotas, forms, clocks, decisions, claims.

use crate::bank::{BANKS, CHOICES, TYPED, UNITS};
use crate::dice::Dice;
use jalon_base::{Fraction, Lang, Localised, Points, Text};
use jalon_protocol::item::InteractionKind;
use jalon_protocol::plan::{
    BankChoice, Claim, ClaimAbout, Decision, Feedback, Navigation, Order, Part, Place, Purpose, Quota, Section, Select,
    Sitting, WhileAway,
};
use jalon_protocol::{BankId, ClaimId, PartId, Protocol, ProtocolId, SectionId};
use jalon_referential::{Assurance, CompetenceId, Proof, ReferentialId, UnitId};

fn fr(words: &str) -> Text {
    Localised([(Lang::parse("fr").unwrap(), words.to_owned())].into())
}

fn points(text: &str) -> Points {
    Points::parse(text).unwrap()
}

/// A protocol that the bank can always fill.
pub fn random(dice: &mut Dice) -> Protocol {
    let forms = dice.chance(30);
    let parts: Vec<Part> = (0..=dice.below(3))
        .map(|index| part(dice, UNITS[index as usize], forms))
        .collect();
    let decision = match dice.below(3) {
        0 => None,
        1 => Some(Decision::Ratio {
            pass: *dice.pick(&[Fraction::new(1, 2).unwrap(), Fraction::new(4, 5).unwrap()]),
        }),
        _ => Some(Decision::WeightedMean {
            pass: parts
                .iter()
                .map(possible)
                .min()
                .unwrap()
                .share(1 + i64::from(dice.below(2)), 2),
        }),
    };
    Protocol {
        format: "jalon/protocol@1".into(),
        id: ProtocolId::parse("essai").unwrap(),
        referential: ReferentialId::parse("essai").unwrap(),
        title: fr("Essai"),
        summary: fr("Un essai."),
        purpose: if forms { Purpose::MockExam } else { Purpose::Training },
        scoring: Place::Local,
        assurance: Assurance::Declared,
        proof: *dice.pick(&[Proof::Quiz, Proof::Situation]),
        calibrated: false,
        minutes: 5,
        forms: if forms {
            BANKS[1..].iter().map(|bank| BankId::parse(bank).unwrap()).collect()
        } else {
            Vec::new()
        },
        sitting: *dice.pick(&[Sitting::Together, Sitting::Apart]),
        pause: dice.chance(60),
        while_away: *dice.pick(&[WhileAway::Stop, WhileAway::Run]),
        feedback: *dice.pick(&[Feedback::After, Feedback::None]),
        claims: claims(dice, parts.len()),
        parts,
        decision,
        bands: None,
        judgement: None,
        stated: None,
        notice: Text::default(),
        attempts: None,
        seconds: None,
        least: None,
    }
}

fn part(dice: &mut Dice, unit: &str, forms: bool) -> Part {
    let mut sections = vec![section(dice, unit, forms, "choices")];
    if dice.chance(70) {
        sections.push(section(dice, unit, forms, "typed"));
    }
    let mut part = Part {
        groups: Vec::new(),
        id: PartId::parse(unit).unwrap(),
        title: fr(unit),
        navigation: *dice.pick(&[Navigation::Free, Navigation::Linear]),
        seconds: *dice.pick(&[None, Some(30), Some(60), Some(200)]),
        least: None,
        coefficient: 1 + dice.below(3),
        floor: None,
        tools: Vec::new(),
        indicative: dice.chance(20),
        sections,
    };
    if dice.chance(40) {
        part.floor = Some(possible(&part).share(1, 3));
    }
    part
}

/// Points that a part can give.
fn possible(part: &Part) -> Points {
    let of = |section: &Section| Points::from_thousandths(section.points.thousandths() * i64::from(section.count));
    part.sections.iter().map(of).sum()
}

fn section(dice: &mut Dice, unit: &str, forms: bool, kind: &str) -> Section {
    use InteractionKind::{Choice, ExtendedText, NumericEntry, TextEntry};
    // Two of the choices are enemies: one of them always fits.
    let (most, interactions) = match kind {
        "choices" => (CHOICES - 1, vec![Choice]),
        _ => (TYPED, vec![NumericEntry, TextEntry, ExtendedText]),
    };
    let count = 1 + dice.below(most);
    let quota = Quota {
        units: Vec::new(),
        competences: vec![CompetenceId::parse(&format!("{unit}-a")).unwrap()],
        min: 1,
        max: count,
    };
    Section {
        id: SectionId::parse(&format!("{unit}-{kind}")).unwrap(),
        select: Select {
            spoil: None,
            bank: if forms {
                BankChoice::Form
            } else {
                BankChoice::Named(BankId::parse(BANKS[0]).unwrap())
            },
            units: vec![UnitId::parse(unit).unwrap()],
            competences: Vec::new(),
            interactions,
        },
        count,
        quotas: if dice.chance(50) { vec![quota] } else { Vec::new() },
        order: *dice.pick(&[Order::Drawn, Order::ById]),
        points: points(dice.pick::<&str>(&["1", "2", "0.5", "0.1"])),
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

fn claims(dice: &mut Dice, parts: usize) -> Vec<Claim> {
    let mut claims = Vec::new();
    for unit in &UNITS[..parts] {
        claims.push(Claim {
            id: ClaimId::parse(unit).unwrap(),
            about: ClaimAbout::Unit(UnitId::parse(unit).unwrap()),
            minimum: 1 + dice.below(3),
        });
        for local in ["a", "b"] {
            let id = format!("{unit}-{local}");
            claims.push(Claim {
                id: ClaimId::parse(&id).unwrap(),
                about: ClaimAbout::Competence(CompetenceId::parse(&id).unwrap()),
                minimum: 1 + dice.below(3),
            });
        }
    }
    claims
}

/// Changes a random protocol towards one that a test needs.
#[must_use]
pub fn with(mut protocol: Protocol, change: impl FnOnce(&mut Protocol)) -> Protocol {
    change(&mut protocol);
    protocol
}
