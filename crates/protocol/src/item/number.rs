//! Interactions answered by a number: on a slider, or with a unit.

use super::{ChoiceOption, NotAdmitted};
use crate::OptionId;
use jalon_base::{Micro, Text};

/// A value between two bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slider {
    /// The least value.
    pub lower_bound: Micro,
    /// The greatest value, a whole number of steps above the least.
    pub upper_bound: Micro,
    /// From a value to the next, more than 0.
    pub step: Micro,
    /// Unit shown after the value.
    pub unit: Option<Text>,
    /// What the least value means.
    pub lower_label: Option<Text>,
    /// What the greatest value means.
    pub upper_label: Option<Text>,
}

jalon_base::document!(Slider {
    lower_bound,
    upper_bound,
    step,
    unit: optional,
    lower_label: optional,
    upper_label: optional
});

/// A number and its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Decimals accepted at most, 0 to 6.
    pub decimals: u32,
    /// The units offered.
    pub units: Vec<ChoiceOption>,
}

jalon_base::document!(Quantity { decimals, units });

impl Slider {
    pub(super) fn admits(&self, value: &str) -> Result<(), NotAdmitted> {
        let value = Micro::parse(value).ok_or(NotAdmitted::Number)?;
        let above = value.millionths().checked_sub(self.lower_bound.millionths());
        let on_a_step = above.and_then(|above| above.checked_rem(self.step.millionths())) == Some(0);
        if on_a_step && self.lower_bound <= value && value <= self.upper_bound {
            Ok(())
        } else {
            Err(NotAdmitted::Number)
        }
    }

    /// Its values from the least to the greatest: how many steps there are, at least 1; none when the bounds and the step do not agree.
    #[must_use]
    pub fn steps(&self) -> Option<u32> {
        let span = self
            .upper_bound
            .millionths()
            .checked_sub(self.lower_bound.millionths())?;
        let step = self.step.millionths();
        if step <= 0 || span < step || span % step != 0 {
            return None;
        }
        u32::try_from(span / step).ok()
    }
}

impl Quantity {
    pub(super) fn admits(&self, value: &str, unit: &OptionId) -> Result<(), NotAdmitted> {
        if !self.units.iter().any(|known| known.id == *unit) {
            return Err(NotAdmitted::UnknownOption);
        }
        decimal(value, self.decimals)
    }
}

/// A canonical decimal of so many places at most.
pub(super) fn decimal(value: &str, decimals: u32) -> Result<(), NotAdmitted> {
    let fraction = value.split_once('.').map_or(0, |(_, digits)| digits.len());
    if Micro::parse(value).is_some() && fraction <= decimals as usize {
        Ok(())
    } else {
        Err(NotAdmitted::Number)
    }
}
