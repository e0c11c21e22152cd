//! Time limits of the whole test, of sections and of items, beside those of parts: what is left, what must still pass.
//!
//! They hold where the device is its own host: in a room the host's clock alone counts, and it does not know which item somebody is at. An
//! accommodation stretches what something may last, never what it must last.

use crate::clock::Now;
use crate::state::{Phase, State};
use jalon_protocol::plan::Section;
use jalon_protocol::{ItemId, PartId};

/// The sooner of two ends.
pub fn sooner(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

impl State {
    /// Seconds of the protocol as milliseconds of this person.
    pub(crate) fn stretched(&self, seconds: Option<u32>) -> Option<i64> {
        let factor = self.started.as_ref()?.time_factor;
        Some(factor.scale_up(i64::from(seconds?)).saturating_mul(1000))
    }

    /// Milliseconds charged to the whole test at an instant.
    fn charged_in_all_ms(&self, now: &Now) -> i64 {
        let each = self.parts.keys().map(|part| self.charged_ms(part, now));
        let open = self.open_part().map(|(part, _)| &part.id);
        // A part that has just been opened has no entry yet.
        let fresh = open.filter(|part| !self.parts.contains_key(*part));
        each.chain(fresh.map(|part| self.charged_ms(part, now)))
            .fold(0, i64::saturating_add)
    }

    /// Milliseconds left to the whole test at an instant, below 0 when it is over; none when it is not limited.
    #[must_use]
    pub fn test_left_ms(&self, now: &Now) -> Option<i64> {
        let allowance = self
            .stretched(self.protocol.seconds)
            .filter(|_| self.hosted().is_none())?;
        Some(allowance - self.charged_in_all_ms(now))
    }

    /// Whether the time of the whole test is over.
    #[must_use]
    pub fn is_test_over(&self, now: &Now) -> bool {
        self.test_left_ms(now).is_some_and(|left| left <= 0)
    }

    /// Milliseconds spent at an item until an instant.
    #[must_use]
    pub fn spent_ms(&self, item: &ItemId, now: &Now) -> i64 {
        let before = self.spent.get(item).copied().unwrap_or(0);
        match (&self.phase, &self.last) {
            (Phase::Running(_), Some(last)) if self.position.as_ref() == Some(item) => {
                before.saturating_add(crate::clock::elapsed(last, now, self.protocol.while_away).ms)
            }
            _ => before,
        }
    }

    /// The section that an item of the open part stands in, with the others of it.
    fn section_of(&self, item: &ItemId) -> Option<(&Section, impl Iterator<Item = &ItemId>)> {
        let (part, paper) = self.open_part()?;
        let entry = paper.items.iter().find(|entry| entry.item == *item)?;
        let section = part.section(&entry.section)?;
        let own = paper.items.iter().filter(|entry| entry.section == section.id);
        Some((section, own.map(|entry| &entry.item)))
    }

    /// Milliseconds that the item may last, and that are left to it, by its own limit or by that of its section, whichever ends sooner; none
    /// when neither is limited.
    #[must_use]
    pub fn item_left_ms(&self, item: &ItemId, now: &Now) -> Option<(i64, i64)> {
        if self.hosted().is_some() {
            return None;
        }
        let (section, own) = self.section_of(item)?;
        let each = self
            .stretched(section.each_seconds)
            .map(|whole| (whole, self.spent_ms(item, now)));
        let spent = || own.map(|item| self.spent_ms(item, now)).fold(0, i64::saturating_add);
        let all = self.stretched(section.seconds).map(|whole| (whole, spent()));
        let left = |(whole, spent): (i64, i64)| (whole, (whole - spent).max(0));
        let (each, all) = (each.map(left), all.map(left));
        match (each, all) {
            (Some(each), Some(all)) => Some(if each.1 <= all.1 { each } else { all }),
            (each, all) => each.or(all),
        }
    }

    /// Of all limits the one that ends first at an instant: how long it is in all, what is left, and whether its end is that of the part; none
    /// where nothing is limited.
    #[must_use]
    pub fn tightest_ms(&self, now: &Now) -> Option<(i64, i64, bool)> {
        let item = self.position.as_ref().and_then(|item| self.item_left_ms(item, now));
        let left = self.left_ms(now).map(|left| {
            let of_part = self.open_part().and_then(|(part, _)| self.allowance_ms(&part.id));
            let of_test = self.stretched(self.protocol.seconds);
            let whole = match self.test_left_ms(now) {
                Some(of_all) if of_all <= left => of_test,
                _ => of_part,
            };
            (whole.unwrap_or(left), left, true)
        });
        let item = item.map(|(whole, left)| (whole, left, false));
        match (left, item) {
            (Some(left), Some(item)) => Some(if item.1 < left.1 { item } else { left }),
            (left, item) => left.or(item),
        }
    }

    /// Whether one may go from the item where one is to another, or with none out of the part: what must be spent has been.
    pub(crate) fn may_leave(&self, to: Option<&ItemId>, now: &Now) -> bool {
        let Some(item) = self.position.as_ref().filter(|_| self.hosted().is_none()) else {
            return true;
        };
        let Some((section, own)) = self.section_of(item) else {
            return true;
        };
        let least = |seconds: Option<u32>| i64::from(seconds.unwrap_or(0)) * 1000;
        let stays = |to: &ItemId| self.section_of(to).is_some_and(|(other, _)| other.id == section.id);
        let mut spent = own.map(|item| self.spent_ms(item, now));
        self.spent_ms(item, now) >= least(section.each_least)
            && (to.is_some_and(stays) || spent.by_ref().fold(0, i64::saturating_add) >= least(section.least))
    }

    /// Whether a part may be handed in: what it, its sections and, with the last one, the whole test must last has passed. A section that was
    /// not drawn lasts nothing, and nobody waits in a part of which nothing was presented.
    pub(crate) fn may_hand_in(&self, part: &PartId, now: &Now) -> bool {
        let Some(protocol) = self.protocol.part(part).filter(|_| self.hosted().is_none()) else {
            return true;
        };
        let least = |seconds: Option<u32>| i64::from(seconds.unwrap_or(0)) * 1000;
        let paper = self.paper.as_ref().and_then(|paper| paper.part(part));
        let items = || paper.into_iter().flat_map(|paper| &paper.items);
        if !items().any(|entry| self.presented.contains(&entry.item)) {
            return true;
        }
        let lasted = |section: &Section| {
            let mut own = items().filter(|entry| entry.section == section.id).peekable();
            let drawn = own.peek().is_some();
            let spent = own
                .map(|entry| self.spent_ms(&entry.item, now))
                .fold(0, i64::saturating_add);
            !drawn || spent >= least(section.least)
        };
        let mut unfinished = self.paper.iter().flat_map(|paper| &paper.parts);
        let last = !unfinished.any(|other| other.id != *part && !self.is_finished(&other.id));
        self.may_leave(None, now)
            && self.charged_ms(part, now) >= least(protocol.least)
            && (protocol.sections.iter()).all(|section| section.least.is_none() || lasted(section))
            && (!last || self.charged_in_all_ms(now) >= least(self.protocol.least))
    }

    /// Whether it is only known once it is reached whether a part has anything: its paper is empty until then.
    pub(crate) fn may_be_empty(&self, part: &PartId) -> bool {
        let paper = self.paper.as_ref().and_then(|paper| paper.part(part));
        self.hosted().is_none() && paper.is_some_and(|paper| paper.items.is_empty())
    }
}
