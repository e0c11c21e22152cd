//! Why an item of an adaptive section was chosen, and why the section ended: everything that a person may ask of it, and that a replay with
//! keys must find again.

use crate::state::State;
use jalon_base::Micro;
use jalon_protocol::plan::{PaperItem, PaperPart, Part, Section};
use jalon_protocol::{ItemContent, ItemId, PartId, SectionId};

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
        let Some(section) = part.section(&self.section).filter(|section| section.adaptive.is_some()) else {
            return false;
        };
        let given = given(paper, section);
        in_order(part, paper, section)
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
pub(crate) fn are_lists(lengths: &[usize], given: &[u8]) -> bool {
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

/// Why a section ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It gave all its items.
    Length,
    /// The error is small enough.
    Error,
    /// The measure is clear of every cut.
    Clear,
    /// The sequential test decided.
    Ratio,
    /// Going on would hardly change what the sequential test says.
    Curtailment,
    /// No question left tells enough.
    Information,
    /// The error hardly falls any more.
    Plateau,
    /// No test of its count meets its blueprint any more: exposure control apart, publication proves that this does not happen.
    Exhausted,
    /// The search for the best test came to its limit without a proof: no item is given in its place.
    Unproven,
}

jalon_base::words!(Ended {
    Length = "length",
    Error = "error",
    Clear = "clear",
    Ratio = "ratio",
    Curtailment = "curtailment",
    Information = "information",
    Plateau = "plateau",
    Exhausted = "exhausted",
    Unproven = "unproven",
});

/// The end of a section: why, and where the person stands after its last answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concluded {
    /// The section.
    pub section: SectionId,
    /// Why.
    pub why: Ended,
    /// Items given in it.
    pub given: u32,
    /// Measure from their answers, in logits.
    pub theta: Micro,
    /// Its standard error.
    pub error: Option<Micro>,
    /// Logarithm of the likelihood ratio at the cut, where the section has a sequential test: how far the decision is from its bounds.
    pub ratio: Option<Micro>,
    /// What the rule held against its limit, where that is none of the numbers above: the chance that going on changes the decision, the most that
    /// a question left tells, by how much the error fell.
    pub value: Option<Micro>,
}

jalon_base::document!(Concluded {
    section,
    why,
    given,
    theta,
    error: optional,
    ratio: optional,
    value: optional
});

impl Concluded {
    /// Whether the end is one that no key is needed to refuse: of the section to fill or a later one, with the items that are on the paper,
    /// full when it says so and not before its least length where an answer ended it.
    pub(crate) fn is_legal(&self, part: &Part, paper: &PaperPart) -> bool {
        let Some((section, rules)) = part
            .section(&self.section)
            .and_then(|section| Some((section, section.adaptive.as_ref()?)))
        else {
            return false;
        };
        let full = self.given >= section.count;
        let may = match self.why {
            Ended::Length => full,
            Ended::Error | Ended::Clear | Ended::Ratio | Ended::Curtailment | Ended::Information | Ended::Plateau => {
                !full && self.given >= rules.stop.min
            }
            Ended::Exhausted | Ended::Unproven => !full,
        };
        may && in_order(part, paper, section) && given(paper, section) == self.given
    }
}

/// Whether no later section has items on the paper.
pub(crate) fn in_order(part: &Part, paper: &PaperPart, section: &Section) -> bool {
    let place = |id: &SectionId| part.sections.iter().position(|section| section.id == *id);
    let here = place(&section.id);
    paper.items.iter().all(|entry| place(&entry.section) <= here)
}

impl State {
    /// The end of a section, when it ended by itself.
    #[must_use]
    pub fn concluded(&self, part: &PartId, section: &SectionId) -> Option<&Concluded> {
        let mut ends = self.concluded.iter();
        ends.find_map(|(of, end)| (of == part && end.section == *section).then_some(end))
    }

    /// The ends of all sections that ended by themselves, in their order.
    #[must_use]
    pub fn conclusions(&self) -> &[(PartId, Concluded)] {
        &self.concluded
    }

    /// Why each item of the adaptive sections was chosen, in the order of the paper.
    pub fn choices(&self) -> impl Iterator<Item = (&PaperItem, &Chosen)> {
        let items = self.paper.iter().flat_map(|paper| paper.items());
        items.filter_map(|(_, entry)| Some((entry, self.chosen.get(&entry.item)?)))
    }
}
