//! Sections that are only known once those before them are answered: preconditions and ladders; and sections of which some are drawn.

use super::Order;
use crate::{ItemId, SectionId};
use jalon_base::Fraction;

/// Sections, or groups of them, of which so many are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id, unlike that of any section of the part.
    pub id: SectionId,
    /// How many of what it holds directly are drawn.
    pub choose: u32,
    /// Whether their order is drawn too.
    pub order: Order,
    /// The group that holds it.
    pub group: Option<SectionId>,
}

jalon_base::document!(Group {
    id,
    choose,
    order,
    group: optional
});

/// A precondition: the section is only given when the answers before it earned a share that lies between two ends. Modules of a multistage
/// test have preconditions that exclude each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// Sections before it whose items count.
    pub sections: Vec<SectionId>,
    /// Other items before it that count.
    pub items: Vec<ItemId>,
    /// Share from which it is given, itself included.
    pub from: Option<Fraction>,
    /// Share from which it is no longer given.
    pub below: Option<Fraction>,
}

jalon_base::document!(When {
    sections: optional,
    items: optional,
    from: optional,
    below: optional
});

impl When {
    /// Whether a share lies between the ends; where nothing could be earned, it does not.
    #[must_use]
    pub fn holds(&self, earned: i64, possible: i64) -> bool {
        Fraction::new(earned, possible).is_some_and(|share| {
            self.from.is_none_or(|from| share >= from) && self.below.is_none_or(|below| share < below)
        })
    }
}

/// Places a person on a ladder of small steps: a success settles the easier ones, a failure the harder ones. The section ends when every
/// step is settled, or at its count. Each item is asked halfway between what is settled on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// The steps, the easiest first.
    pub steps: Vec<Rung>,
    /// The first step asked, from 1; halfway when absent.
    pub start: Option<u32>,
    /// Right answers that settle a step as acquired.
    pub right: u32,
    /// Wrong answers that settle it as not acquired.
    pub wrong: u32,
}

jalon_base::document!(Ladder {
    steps,
    start: optional,
    right: one,
    wrong: one
});

/// A step of a ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Items that ask for it.
    pub items: Vec<ItemId>,
}

jalon_base::document!(Rung { items });

impl Ladder {
    /// The step of an item, from 1.
    #[must_use]
    pub fn step(&self, item: &ItemId) -> Option<u32> {
        let place = self.steps.iter().position(|rung| rung.items.contains(item))?;
        u32::try_from(place + 1).ok()
    }

    /// Where answers lead, given as items with whether they were right, in their order.
    #[must_use]
    pub fn place<'a>(&self, answers: impl Iterator<Item = (&'a ItemId, bool)>) -> Standing {
        let mut standing = Standing {
            acquired: 0,
            missed: self.highest() + 1,
            asking: None,
        };
        let (mut right, mut wrong) = (0, 0);
        for (item, is_right) in answers {
            let Some(step) = self.step(item) else { continue };
            if standing.asking != Some(step) {
                (right, wrong, standing.asking) = (0, 0, Some(step));
            }
            right += u32::from(is_right);
            wrong += u32::from(!is_right);
            if right >= self.right {
                standing.acquired = standing.acquired.max(step);
                standing.asking = None;
            } else if wrong >= self.wrong {
                standing.missed = standing.missed.min(step);
                standing.asking = None;
            }
        }
        standing
    }

    /// The last step.
    #[must_use]
    pub fn highest(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX - 1)
    }

    /// The step to ask next; none when every step is settled.
    #[must_use]
    pub fn next(&self, standing: Standing) -> Option<u32> {
        let Standing {
            acquired,
            missed,
            asking,
        } = standing;
        if asking.is_some() || missed <= acquired + 1 {
            return asking;
        }
        let untouched = acquired == 0 && missed == self.highest() + 1;
        match self.start.filter(|_| untouched) {
            Some(start) => Some(start),
            None => Some(acquired + (missed - acquired) / 2),
        }
    }
}

/// What is settled of a ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Steps up to this one are acquired; 0 when none is.
    pub acquired: u32,
    /// Steps from this one on are not; one beyond the last when none is known not to be.
    pub missed: u32,
    /// The step that is being asked, and is not settled yet.
    pub asking: Option<u32>,
}

impl Standing {
    /// Whether every step is settled.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        self.missed <= self.acquired + 1
    }
}
