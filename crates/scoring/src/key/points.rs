//! Marks of what was set or put on a picture: by the areas that hold it.

use super::Credit;
use jalon_base::Points;
use jalon_base::sorted::SortedMap;
use jalon_protocol::OptionId;
use jalon_protocol::item::{Point, Shape};

/// Points by where points were set (QTI `mapResponsePoint`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaMapping {
    /// Points that earn everything.
    pub correct: Vec<Point>,
    /// Areas, each with what a point in it earns; each counts once.
    pub entries: Vec<AreaEntry>,
    /// What each point outside of every area earns; nothing without it.
    pub default_value: Option<Points>,
    /// Never less than this, at most 0; 0 without it.
    pub lower_bound: Option<Points>,
    /// Never more than this, which is everything.
    pub upper_bound: Points,
}

jalon_base::document!(AreaMapping {
    correct,
    entries,
    default_value: optional,
    lower_bound: optional,
    upper_bound
});

/// An area and what it earns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaEntry {
    /// Where.
    pub shape: Shape,
    /// What; below 0 where it takes points away.
    pub points: Points,
}

jalon_base::document!(AreaEntry { shape, points });

impl AreaMapping {
    /// # Formula
    /// Σ of the points of the areas that hold at least one point, and of the default value for each point that no area holds; not less than
    /// the lower bound and not more than the upper one, over the upper bound.
    ///
    /// # Source
    /// QTI 3.0, `mapResponsePoint` and `areaMapping`: an area is counted once, however many points it holds.
    pub(super) fn credit(&self, points: &[Point]) -> Credit {
        let of = |entry: &AreaEntry| entry.points.thousandths();
        let met = self
            .entries
            .iter()
            .filter(|entry| points.iter().any(|point| entry.shape.holds(*point)));
        let outside = points
            .iter()
            .filter(|point| !self.entries.iter().any(|entry| entry.shape.holds(**point)));
        let default = self.default_value.unwrap_or(Points::ZERO).thousandths();
        let sum = met.map(of).chain(outside.map(|_| default)).fold(0, i64::saturating_add);
        let high = self.upper_bound.thousandths();
        Credit::Share {
            k: sum.max(self.low()).min(high),
            n: high.max(1),
        }
    }

    fn low(&self) -> i64 {
        self.lower_bound.unwrap_or(Points::ZERO).thousandths()
    }

    /// Whether its bounds are bounds, and what it calls right earns everything.
    pub(super) fn holds(&self) -> bool {
        let high = self.upper_bound.thousandths();
        high > 0
            && (-high..=0).contains(&self.low())
            && self.credit(&self.correct) == Credit::Share { k: high, n: high }
    }
}

/// What things put in part where they belong earn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlacesMark {
    /// Nothing.
    AllOrNothing,
    /// One share for each thing in its area.
    Each,
}

jalon_base::words!(PlacesMark {
    AllOrNothing = "all-or-nothing",
    Each = "each",
});

/// Where things belong, and where they were put.
pub(super) fn put(areas: &SortedMap<OptionId, Shape>, places: &SortedMap<OptionId, Point>, mark: PlacesMark) -> Credit {
    let right = areas
        .iter()
        .filter(|(id, shape)| places.get(*id).is_some_and(|point| shape.holds(*point)));
    let right = right.count();
    match mark {
        PlacesMark::AllOrNothing => Credit::right(right == areas.len() && places.len() == right),
        PlacesMark::Each => {
            // What belongs nowhere and was put takes a share away.
            let strays = places.keys().filter(|id| !areas.contains_key(*id)).count();
            Credit::of(right.saturating_sub(strays), areas.len())
        }
    }
}
