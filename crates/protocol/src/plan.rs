//! How a test is drawn, timed, scored and decided: the protocol.

use crate::item::InteractionKind;
use crate::pool::ItemAbout;
use crate::{BankId, ClaimId, ItemId, PartId, ProtocolId, SectionId};
use jalon_base::{Fraction, Points, Text};
use jalon_referential::{Assurance, CompetenceId, Proof, ReferentialId, UnitId};
use serde::{Deserialize, Serialize};

/// A test protocol (`jalon/protocol@1`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Protocol {
    /// `jalon/protocol@1`.
    pub format: String,
    /// Its id.
    pub id: ProtocolId,
    /// The referential whose competences it measures.
    pub referential: ReferentialId,
    /// Its title.
    pub title: Text,
    /// What a worker reads before starting, in one or two sentences.
    pub summary: Text,
    /// What it is for.
    pub purpose: Purpose,
    /// Where it is scored.
    pub scoring: Place,
    /// The strongest assurance that it may give.
    pub assurance: Assurance,
    /// How its items show a competence.
    pub proof: Proof,
    /// Whether measures rest on parameters calibrated on real answers; where not, results are counts with an interval, and say so.
    pub calibrated: bool,
    /// Minutes it usually takes: an indication, never enforced.
    pub minutes: u32,
    /// Banks of which one is drawn for the whole test; sections that ask for `form` take from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<BankId>,
    /// Whether all parts are sat in one go, or apart, over days.
    pub sitting: Sitting,
    /// Whether the candidate may pause, with the clock stopped.
    pub pause: bool,
    /// What the clock does while nobody is there (browser closed, machine off).
    pub while_away: WhileAway,
    /// Whether the right answers and their reasons are shown after the test.
    pub feedback: Feedback,
    /// The parts, in their order.
    pub parts: Vec<Part>,
    /// What is decided from the points; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What an outcome may say, and how many scored items it takes to say it.
    pub claims: Vec<Claim>,
    /// What the screens must say of this protocol: composition that is indicative…
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub notice: Text,
}

/// What a protocol is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// To learn.
    Training,
    /// To see where one stands.
    Positioning,
    /// To rehearse an examination.
    MockExam,
    /// To certify.
    Exam,
}

/// Where the keys are when an attempt is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In the release, on the device.
    Local,
    /// In the server.
    Server,
    /// Only at the certifier.
    Sealed,
}

impl Place {
    /// The strongest assurance that this place can give.
    #[must_use]
    pub const fn ceiling(self) -> Assurance {
        match self {
            Self::Local => Assurance::Declared,
            Self::Server | Self::Sealed => Assurance::Proctored,
        }
    }
}

/// Whether the parts are sat together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sitting {
    /// One after the other.
    Together,
    /// Each when the person wants; the result says so.
    Apart,
}

/// What the clock does between two lives of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhileAway {
    /// It stops.
    Stop,
    /// It runs, by the wall clock.
    Run,
}

/// When right answers and reasons are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feedback {
    /// Never.
    None,
    /// After the test.
    After,
}

/// A part of a test: its own clock, its own points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Part {
    /// Its id.
    pub id: PartId,
    /// Its title.
    pub title: Text,
    /// Whether one can go back.
    pub navigation: Navigation,
    /// Seconds it may last, before accommodation; no limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// Its weight in a weighted mean.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub coefficient: u32,
    /// Below this many points, the decision is negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Points>,
    /// Whether its composition is only indicative.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub indicative: bool,
    /// Its sections, in their order.
    pub sections: Vec<Section>,
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
const fn is_one(value: &u32) -> bool {
    *value == 1
}

/// Whether one can go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Navigation {
    /// From each item to the next only (QTI `linear`).
    Linear,
    /// Everywhere in the part (QTI `nonlinear`).
    Free,
}

/// Items drawn together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// Which items it takes from.
    pub select: Select,
    /// How many it takes.
    pub count: u32,
    /// How many of them at least and at most in some groups (the blueprint).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
    /// Whether the order of the items is drawn.
    pub order: Order,
    /// Points of each item.
    pub points: Points,
}

/// Which items a section takes from; every filter that is there must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Select {
    /// From which bank.
    pub bank: BankChoice,
    /// Units of the referential; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitId>,
    /// Competences; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub competences: Vec<CompetenceId>,
    /// Kinds of interaction; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interactions: Vec<InteractionKind>,
}

/// Which bank a section takes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BankChoice {
    /// This one.
    Named(BankId),
    /// The form drawn for this attempt.
    Form,
}

impl Select {
    /// Whether an item may be taken, when this form was drawn.
    #[must_use]
    pub fn takes(&self, item: &ItemAbout, form: Option<&BankId>) -> bool {
        let bank = match &self.bank {
            BankChoice::Named(bank) => Some(bank),
            BankChoice::Form => form,
        };
        bank == Some(&item.bank)
            && (self.units.is_empty() || self.units.contains(&item.unit))
            && (self.competences.is_empty() || item.competences.iter().any(|c| self.competences.contains(c)))
            && (self.interactions.is_empty() || self.interactions.contains(&item.interaction))
    }
}

/// How many items of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Quota {
    /// Units that make the group; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitId>,
    /// Competences that make the group; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub competences: Vec<CompetenceId>,
    /// At least so many.
    pub min: u32,
    /// At most so many.
    pub max: u32,
}

impl Quota {
    /// Whether an item belongs to the group.
    #[must_use]
    pub fn covers(&self, item: &ItemAbout) -> bool {
        (self.units.is_empty() || self.units.contains(&item.unit))
            && (self.competences.is_empty() || item.competences.iter().any(|c| self.competences.contains(c)))
    }
}

/// In which order items stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Drawn.
    Drawn,
    /// By ascending id.
    ById,
}

/// What is decided from the points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "rule",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case",
    deny_unknown_fields
)]
pub enum Decision {
    /// Weighted mean of the parts' points at least `pass`, and no part strictly below its floor.
    WeightedMean {
        /// Mean needed.
        pass: Points,
    },
    /// Earned points over possible ones at least this fraction.
    Ratio {
        /// Fraction needed, `[numerator, denominator]`.
        pass: Fraction,
    },
}

/// What an outcome may say of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// What it is about.
    pub about: ClaimAbout,
    /// Scored items below which the claim is not measured.
    pub minimum: u32,
}

/// What a claim is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimAbout {
    /// One competence.
    Competence(CompetenceId),
    /// A part or a block.
    Unit(UnitId),
}

impl ClaimAbout {
    /// Whether an item counts for the claim.
    #[must_use]
    pub fn covers(&self, item: &ItemAbout) -> bool {
        match self {
            Self::Competence(id) => item.competences.contains(id),
            Self::Unit(id) => item.unit == *id,
        }
    }
}

impl Protocol {
    /// The part with this id.
    #[must_use]
    pub fn part(&self, id: &PartId) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == *id)
    }

    /// Items that a test has when no part is dispensed with.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.parts
            .iter()
            .flat_map(|part| &part.sections)
            .map(|section| section.count)
            .sum()
    }
}

/// One attempt's paper: what was drawn, in the order in which it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Paper {
    /// The form drawn, when the protocol has forms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<BankId>,
    /// The parts that are sat, in their order.
    pub parts: Vec<PaperPart>,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PaperPart {
    /// Its id in the protocol.
    pub id: PartId,
    /// Its items, in their order.
    pub items: Vec<PaperItem>,
}

/// An item of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PaperItem {
    /// Its id.
    pub item: ItemId,
    /// The section that drew it.
    pub section: SectionId,
    /// Order in which its options are shown: positions in the authored order; empty when nothing is shuffled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<u8>,
}

impl Paper {
    /// The part with this id.
    #[must_use]
    pub fn part(&self, id: &PartId) -> Option<&PaperPart> {
        self.parts.iter().find(|part| part.id == *id)
    }

    /// All items with their part, in order.
    pub fn items(&self) -> impl Iterator<Item = (&PaperPart, &PaperItem)> {
        self.parts
            .iter()
            .flat_map(|part| part.items.iter().map(move |item| (part, item)))
    }
}
