//! Why an item of an adaptive section was chosen: everything that a person may ask of it, and that a replay with keys must find again.

use crate::state::State;
use jalon_base::Micro;
use jalon_protocol::plan::{PaperItem, PaperPart, Part, Section};
use jalon_protocol::{ItemContent, ItemId, SectionId};

/// The choice of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The section that it is chosen for.
    pub section: SectionId,
    /// Order in which its options are shown, drawn from the seed of the attempt; empty when nothing is shuffled.
    pub options: Vec<u8>,
    /// Items given before it in its section.
    pub given: u32,
    /// Measure from their answers, in logits: where the person stands before this item.
    pub theta: Micro,
    /// Its standard error.
    pub error: Option<Micro>,
    /// The point at which items were valued: the measure, where to start, or a cut.
    pub at: Micro,
    /// Value by the criterion of the section; the greatest is the best.
    pub value: Micro,
    /// Fisher information at that point.
    pub information: Micro,
    /// Items that could still be given.
    pub open: u32,
    /// Of these, items of a greater value that the best whole test does without, or gives later: what the blueprint cost this choice.
    pub held: u32,
    /// Value of that whole test: the sum over its items.
    pub form: Micro,
    /// Logarithm of the likelihood ratio at the cut, from the answers so far, where the section has a sequential test.
    pub ratio: Option<Micro>,
    /// The number from 0 to 1 that took it among the best, where one was drawn.
    pub draw: Option<Micro>,
    /// The draw of exposure control, where the item had a chance below 1.
    pub exposure: Option<Drawn>,
    /// Items that exposure control turned away before it, in their order.
    pub turned: Vec<Turned>,
    /// Exposure control was left out of this choice: without the items that it turned away, the blueprint could not be met.
    pub waived: bool,
}

/// A draw against a chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// The number from 0 to 1.
    pub draw: Micro,
    /// The chance: below it, the item is given.
    pub chance: Micro,
}

jalon_base::document!(Drawn { draw, chance });

/// An item that exposure control turned away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// The item.
    pub item: ItemId,
    /// The number from 0 to 1.
    pub draw: Micro,
    /// The chance, not above it.
    pub chance: Micro,
}

jalon_base::document!(Turned { item, draw, chance });

jalon_base::document!(Chosen {
    section,
    options: optional,
    given,
    theta,
    error: optional,
    at,
    value,
    information,
    open,
    held,
    form,
    ratio: optional,
    draw: optional,
    exposure: optional,
    turned: optional,
    waived: optional
});

impl Chosen {
    /// The item on the paper.
    #[must_use]
    pub fn entry(&self, item: &ItemId) -> PaperItem {
        PaperItem {
            item: item.clone(),
            section: self.section.clone(),
            options: self.options.clone(),
        }
    }

    /// Whether the choice is one that no key is needed to refuse: its section is the one to fill, or a later one, it has room, and the options
    /// are those of what is shown, in some order.
    pub(crate) fn is_legal(&self, part: &Part, paper: &PaperPart, content: Option<&ItemContent>) -> bool {
        let place = |id: &SectionId| part.sections.iter().position(|section| section.id == *id);
        let Some(section) = part.section(&self.section).filter(|section| section.adaptive.is_some()) else {
            return false;
        };
        let here = place(&section.id);
        let in_order = paper.items.iter().all(|entry| place(&entry.section) <= here);
        let given = given(paper, section);
        in_order
            && given == self.given
            && given < section.count
            && content.is_some_and(|content| are_lists(&content.interaction.drawn_lists(), &self.options))
    }
}

/// Items of a section on the paper.
#[must_use]
pub fn given(paper: &PaperPart, section: &Section) -> u32 {
    let items = paper.items.iter().filter(|entry| entry.section == section.id);
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// Whether these are the places of each list, one list after the other, each in some order.
fn are_lists(lengths: &[usize], given: &[u8]) -> bool {
    let mut rest = given;
    for &length in lengths {
        let Some((list, after)) = rest.split_at_checked(length) else {
            return false;
        };
        let mut sorted = list.to_vec();
        sorted.sort_unstable();
        if !sorted.iter().map(|place| usize::from(*place)).eq(0..length) {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

impl State {
    /// Why each item of the adaptive sections was chosen, in the order of the paper.
    pub fn choices(&self) -> impl Iterator<Item = (&PaperItem, &Chosen)> {
        let items = self.paper.iter().flat_map(|paper| paper.items());
        items.filter_map(|(_, entry)| Some((entry, self.chosen.get(&entry.item)?)))
    }
}
