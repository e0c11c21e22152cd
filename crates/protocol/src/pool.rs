//! What the draw and the claims need to know of items: never what answers them.

use crate::item::InteractionKind;
use crate::{BankId, ItemId};
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
    enemies: optional,
    sources,
    reviewed: optional
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
