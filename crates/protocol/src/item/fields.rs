//! Several fields in one question.

use super::{Interaction, NotAdmitted, Response};
use crate::OptionId;
use crate::rich::RichText;
use jalon_base::Text;
use jalon_base::sorted::SortedMap;

/// Several fields, in a text or under each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composite {
    /// A text in which the fields stand, each at the mark of its id; without one they stand under each other.
    pub passage: Option<RichText>,
    /// The fields.
    pub fields: Vec<Field>,
}

jalon_base::document!(Composite {
    passage: optional,
    fields
});

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its id in the item.
    pub id: OptionId,
    /// What it is called: shown when it stands alone, and always heard.
    pub label: Text,
    /// What the person can do with it.
    pub interaction: Interaction,
}

jalon_base::document!(Field { id, label, interaction });

impl Composite {
    /// Each response is one that its field admits; fields that are left out are empty.
    pub(super) fn admits(&self, values: &SortedMap<OptionId, Response>) -> Result<(), NotAdmitted> {
        if values.is_empty() {
            return Err(NotAdmitted::Count);
        }
        for (id, value) in values {
            let field = self.fields.iter().find(|field| field.id == *id);
            let field = field.ok_or(NotAdmitted::UnknownOption)?;
            if *value == Response::Empty {
                return Err(NotAdmitted::Count);
            }
            field.interaction.admits(value)?;
        }
        Ok(())
    }
}
