//! Why this question, and what the answer changed: the numbers of a choice as they enter a journal.

use crate::estimate::Measure;
use crate::select::Choice;
use crate::shadow::Step;
use jalon_base::Micro;

/// Why an item was chosen, every number rounded half-even to millionths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Place of the item in the bank.
    pub item: u32,
    /// Its value by the criterion of the protocol.
    pub value: Micro,
    /// Its information at the measure.
    pub information: Micro,
    /// Items that were open to the choice; under a blueprint the free items of the best form.
    pub open: u32,
    /// The draw that took it among others.
    pub draw: Option<Micro>,
    /// The draw of exposure control and the chance of the item, where it had one below 1.
    pub exposure: Option<(Micro, Micro)>,
    /// Items turned away before it: place, draw, chance.
    pub turned: Vec<(u32, Micro, Micro)>,
    /// Value of the best form, under a blueprint: the constraint that the choice answers to.
    pub form: Option<Micro>,
}

/// What one answer changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The measure before.
    pub before: Measure,
    /// The measure after.
    pub after: Measure,
}

impl Choice {
    /// The choice for a journal; none when a number is beyond a [`Micro`].
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        let place = |item: usize| u32::try_from(item).ok();
        let both = |(draw, chance): (f64, f64)| Some((Micro::round(draw)?, Micro::round(chance)?));
        let turned = self.turned.iter().map(|one| {
            let (draw, chance) = both((one.draw, one.chance))?;
            Some((place(one.item)?, draw, chance))
        });
        Some(Reason {
            item: place(self.item)?,
            value: Micro::round(self.value)?,
            information: Micro::round(self.information)?,
            open: place(self.open)?,
            draw: optional(self.draw.map(Micro::round))?,
            exposure: optional(self.exposure.map(both))?,
            turned: turned.collect::<Option<_>>()?,
            form: None,
        })
    }
}

impl Step {
    /// The choice for a journal, with the form it belongs to.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        let form = Micro::round(self.form.value)?;
        Some(Reason {
            form: Some(form),
            ..self.choice.reason()?
        })
    }
}

/// What is there must be sound; what is not there stays so.
fn optional<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        Some(inner) => inner.map(Some),
        None => Some(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::Turned;

    #[test]
    fn every_number_is_rounded_or_nothing_is_written() {
        let choice = Choice {
            item: 7,
            value: 1.234_567_8,
            information: 0.5,
            open: 12,
            draw: None,
            exposure: Some((0.25, 0.75)),
            turned: vec![Turned {
                item: 3,
                draw: 0.9,
                chance: 0.1,
            }],
        };
        let reason = choice.reason().unwrap();
        assert_eq!(
            (reason.item, reason.value.millionths(), reason.draw),
            (7, 1_234_568, None)
        );
        assert_eq!(
            reason.turned,
            [(3, Micro::from_millionths(900_000), Micro::from_millionths(100_000))]
        );
        let lost = Choice {
            draw: Some(f64::NAN),
            ..choice
        };
        assert_eq!(lost.reason(), None);
    }
}
