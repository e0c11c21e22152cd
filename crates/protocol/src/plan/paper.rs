//! The paper of one person: which items, in which order, with their options in which order.

use crate::{BankId, ItemId, PartId, SectionId};

/// One attempt's paper: what was drawn, in the order in which it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The form drawn, when the protocol has forms.
    pub form: Option<BankId>,
    /// The parts that are sat, in their order.
    pub parts: Vec<PaperPart>,
}

jalon_base::document!(Paper { form: optional, parts });

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperPart {
    /// Its id in the protocol.
    pub id: PartId,
    /// Its items, in their order.
    pub items: Vec<PaperItem>,
}

jalon_base::document!(PaperPart { id, items });

/// An item of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperItem {
    /// Its id.
    pub item: ItemId,
    /// The section that drew it.
    pub section: SectionId,
    /// Order in which its options are shown: positions in the authored order; then, for each of its parameters, the place of the value that was
    /// drawn. Empty when nothing is shuffled and nothing drawn.
    pub options: Vec<u8>,
}

jalon_base::document!(PaperItem {
    item,
    section,
    options: optional
});

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
