//! What the draw and the claims need to know of items: never what answers them.

use crate::item::InteractionKind;
use crate::{BankId, ItemId};
use jalon_base::Micro;
use jalon_base::sorted::SortedMap;
use jalon_referential::{CompetenceId, Source, UnitId};

/// What is known about an item (`jalon/item-about@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemAbout {
    /// `jalon/item-about@1`.
    pub format: String,
    /// Its id.
    pub id: ItemId,
    /// Competences it measures.
    pub competences: Vec<CompetenceId>,
    /// Part or block it belongs to.
    pub unit: UnitId,
    /// Bank it is drawn from.
    pub bank: BankId,
    /// What the person can do with it.
    pub interaction: InteractionKind,
    /// What it asks for.
    pub kind: Cognition,
    /// Difficulty, guessed by three bands: provisional until real answers calibrate it.
    pub difficulty: Band,
    /// How its answers depend on the person, where that is known.
    pub parameters: Option<Parameters>,
    /// Seconds that its answer takes, as expected.
    pub seconds: Option<u32>,
    /// For whom it is not usable: they are never given it.
    pub unfit: Vec<Need>,
    /// How soon it is known once it was seen; not said when absent, and then taken for safe.
    pub spoil: Option<Spoil>,
    /// Items that must not stand beside it in one test.
    pub enemies: Vec<ItemId>,
    /// Where its key can be checked.
    pub sources: Vec<Source>,
    /// Day on which a second reader answered it from its source alone; none while it is a draft.
    pub reviewed: Option<String>,
}

jalon_base::document!(ItemAbout {
    format,
    id,
    competences,
    unit,
    bank,
    interaction,
    kind,
    difficulty,
    parameters: optional,
    seconds: optional,
    unfit: optional,
    spoil: optional,
    enemies: optional,
    sources,
    reviewed: optional
});

impl ItemAbout {
    /// Whether somebody with these needs can use it.
    #[must_use]
    pub fn serves(&self, needs: &[Need]) -> bool {
        !self.unfit.iter().any(|unfit| needs.contains(unfit))
    }
}

/// How somebody sits a test, when not every item is usable that way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Through a screen reader.
    ScreenReader,
    /// Without hearing.
    Deaf,
    /// Without telling some colours apart.
    ColourBlind,
    /// On a phone.
    Phone,
}

jalon_base::words!(Need {
    ScreenReader = "screen-reader",
    Deaf = "deaf",
    ColourBlind = "colour-blind",
    Phone = "phone",
});

impl Need {
    /// Every need.
    pub const ALL: [Self; 4] = [Self::ScreenReader, Self::Deaf, Self::ColourBlind, Self::Phone];
}

/// How soon an item is known once it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spoil {
    /// Seen once, it is still worth asking.
    Low,
    /// Told to others, it loses some of its worth.
    Medium,
    /// Whoever saw it, or was told, knows the answer.
    High,
}

jalon_base::words!(Spoil {
    Low = "low",
    Medium = "medium",
    High = "high",
});

/// What a question asks of the mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cognition {
    /// To remember.
    Recall,
    /// To understand.
    Understanding,
    /// To apply a rule to a case.
    Application,
    /// To judge between defensible acts.
    Judgement,
}

jalon_base::words!(Cognition {
    Recall = "recall",
    Understanding = "understanding",
    Application = "application",
    Judgement = "judgement",
});

/// A guess at difficulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Most people know it.
    Easy,
    /// About half.
    Medium,
    /// Few.
    Hard,
}

jalon_base::words!(Band {
    Easy = "easy",
    Medium = "medium",
    Hard = "hard",
});

/// How the answers to an item depend on the place of a person on the scale, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters {
    /// The model, with its numbers.
    pub model: Model,
    /// Where they come from.
    pub origin: Origin,
}

jalon_base::document!(Parameters { model, origin });

/// A response model (logistic, D = 1); `jalon-psychometrics` holds the formulas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Model {
    /// One parameter.
    Rasch {
        /// Difficulty, in logits.
        b: Micro,
    },
    /// Two parameters.
    TwoPl {
        /// Slope.
        a: Micro,
        /// Difficulty.
        b: Micro,
    },
    /// Three parameters.
    ThreePl {
        /// Slope.
        a: Micro,
        /// Difficulty.
        b: Micro,
        /// Chance of being right without knowing.
        c: Micro,
    },
    /// Graded response: partial credit, each category above a threshold.
    Graded {
        /// Slope.
        a: Micro,
        /// One threshold between each two categories, ascending.
        thresholds: Vec<Micro>,
    },
    /// Generalised partial credit.
    PartialCredit {
        /// Slope.
        a: Micro,
        /// One step between each two categories.
        steps: Vec<Micro>,
    },
}

jalon_base::tagged!(Model, "type" {
    Rasch = "rasch" { b },
    TwoPl = "2pl" { a, b },
    ThreePl = "3pl" { a, b, c },
    Graded = "graded" { a, thresholds },
    PartialCredit = "partial-credit" { a, steps },
});

/// Where parameters come from; the weakest origin of its items is the one of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Guessed by the authors: provisional.
    Declared,
    /// Calibrated on simulated answers: for demonstrations and tests, says nothing of real people.
    Simulated,
    /// Calibrated on answers of people.
    Calibrated,
}

jalon_base::words!(Origin {
    Declared = "declared",
    Simulated = "simulated",
    Calibrated = "calibrated",
});

/// The items of a release, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pool(SortedMap<ItemId, ItemAbout>);

impl Pool {
    /// The item with this id.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&ItemAbout> {
        self.0.get(id)
    }

    /// All items, by ascending id.
    pub fn items(&self) -> impl Iterator<Item = &ItemAbout> {
        self.0.values()
    }

    /// Whether two items must not stand in one test, said by either.
    #[must_use]
    pub fn are_enemies(&self, one: &ItemId, other: &ItemId) -> bool {
        let names = |a: &ItemId, b: &ItemId| self.0.get(a).is_some_and(|item| item.enemies.contains(b));
        names(one, other) || names(other, one)
    }
}

impl FromIterator<ItemAbout> for Pool {
    fn from_iter<I: IntoIterator<Item = ItemAbout>>(items: I) -> Self {
        Self(items.into_iter().map(|item| (item.id.clone(), item)).collect())
    }
}
