//! Which items a section takes from.

use crate::BankId;
use crate::item::InteractionKind;
use crate::pool::{ItemAbout, Spoil};
use jalon_base::document::{Document, Node, write_variant};
use jalon_base::json::Value;
use jalon_referential::{CompetenceId, UnitId};

/// Which items a section takes from; every filter that is there must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select {
    /// From which bank.
    pub bank: BankChoice,
    /// Units of the referential; all when empty.
    pub units: Vec<UnitId>,
    /// Competences; all when empty.
    pub competences: Vec<CompetenceId>,
    /// Kinds of interaction; all when empty.
    pub interactions: Vec<InteractionKind>,
    /// Only items that stay secret at least so well; all when absent.
    pub spoil: Option<Spoil>,
}

jalon_base::document!(Select {
    bank,
    units: optional,
    competences: optional,
    interactions: optional,
    spoil: optional
});

/// Which bank a section takes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BankChoice {
    /// This one.
    Named(BankId),
    /// The form drawn for this attempt.
    Form,
}

/// Written `"form"` or `{"named": …}`.
impl Document for BankChoice {
    fn blank() -> Self {
        Self::Form
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        if node.value().is_some_and(Value::is_string) {
            return node.word("form").map(|_| ());
        }
        let (_, named) = node.variant("named")?;
        let mut bank = BankId::blank();
        bank.read(&named)?;
        *self = Self::Named(bank);
        Some(())
    }

    fn write(&self) -> Value {
        match self {
            Self::Form => Value::String("form".to_owned()),
            Self::Named(bank) => write_variant("named", 0, bank),
        }
    }
}

jalon_base::serde_by_value!(BankChoice);

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
            && (self.spoil.is_none() || item.spoil <= self.spoil)
    }
}
