//! Why a section that is only known late is given: a module by its preconditions, an item of a ladder by what is settled of it.

use crate::choice::{are_lists, given, in_order};
use crate::event::Why;
use jalon_base::Points;
use jalon_base::sorted::SortedMap;
use jalon_protocol::plan::{PaperItem, PaperPart, Part};
use jalon_protocol::{ItemContent, ItemId, SectionId};

/// A section that begins now: drawn from the seed of the attempt, since its preconditions hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The section.
    pub section: SectionId,
    /// Its items, in their order; the first is presented.
    pub items: Vec<PaperItem>,
    /// What each of its preconditions found, in their order.
    pub found: Vec<Found>,
}

jalon_base::document!(Module {
    section,
    items,
    found: optional
});

/// Points that a precondition compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Earned.
    pub earned: Points,
    /// That could be earned.
    pub possible: Points,
}

jalon_base::document!(Found { earned, possible });

/// An item of a ladder, and what was settled when it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The section of the ladder.
    pub section: SectionId,
    /// Order in which its options are shown; empty when nothing is shuffled.
    pub options: Vec<u8>,
    /// Items given before it in its section.
    pub given: u32,
    /// The step that it asks for, from 1.
    pub step: u32,
    /// Steps up to this one were acquired.
    pub acquired: u32,
    /// Steps from this one on were not.
    pub missed: u32,
}

jalon_base::document!(Asked {
    section,
    options: optional,
    given,
    step,
    acquired,
    missed
});

impl Why {
    /// What it puts on the paper: nothing when it was drawn.
    #[must_use]
    pub fn entries(&self, items: &[ItemId]) -> Vec<PaperItem> {
        let entry = |section: &SectionId, options: &Vec<u8>| {
            let entry = |item: &ItemId| PaperItem {
                item: item.clone(),
                section: section.clone(),
                options: options.clone(),
            };
            items.iter().map(entry).collect()
        };
        match self {
            Self::Drawn => Vec::new(),
            Self::Adaptive(chosen) => entry(&chosen.section, &chosen.options),
            Self::Ladder(asked) => entry(&asked.section, &asked.options),
            Self::Module(module) => module.items.clone(),
        }
    }

    /// The section that it fills; none when it was drawn.
    #[must_use]
    pub const fn section(&self) -> Option<&SectionId> {
        match self {
            Self::Drawn => None,
            Self::Adaptive(chosen) => Some(&chosen.section),
            Self::Ladder(asked) => Some(&asked.section),
            Self::Module(module) => Some(&module.section),
        }
    }

    /// Whether no key is needed to refuse a module or an item of a ladder: its section is the one to fill, or a later one, it has room and is
    /// filled so, and the options are those of what is shown, in some order.
    pub(crate) fn is_legal(
        &self,
        items: &[ItemId],
        part: &Part,
        paper: &PaperPart,
        contents: &SortedMap<ItemId, ItemContent>,
    ) -> bool {
        let Some(section) = self.section().and_then(|id| part.section(id)) else {
            return false;
        };
        let shown = |entry: &PaperItem| {
            let content = contents.get(&entry.item);
            content.is_some_and(|content| are_lists(&content.interaction.drawn_lists(), &entry.options))
        };
        let entries = self.entries(items);
        // One at a time: what comes next needs the answer to this one.
        let one = items.len() == 1 && entries.first().map(|entry| &entry.item) == items.first();
        let given = given(paper, section);
        let fills = match self {
            Self::Drawn | Self::Adaptive(_) => false,
            Self::Ladder(asked) => {
                let step = items.first().and_then(|item| section.ladder.as_ref()?.step(item));
                step == Some(asked.step) && given == asked.given && given < section.count
            }
            Self::Module(module) => {
                let all = module.items.iter().all(|entry| entry.section == section.id);
                let drawn = section.adaptive.is_none() && section.ladder.is_none();
                drawn && given == 0 && all && module.items.len() == section.count as usize
            }
        };
        one && fills && in_order(part, paper, section) && entries.iter().all(shown)
    }
}
