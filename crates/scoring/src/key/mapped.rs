//! Points for each thing chosen or put together, with a floor and a ceiling: situational judgement, negative marks.

use super::Credit;
use jalon_base::Points;
use jalon_base::sorted::SortedMap;
use jalon_protocol::item::Pair;
use jalon_protocol::{OptionId, Response};

/// Points by what was chosen (QTI `mapResponse`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// A response that earns everything: options, or pairs.
    pub correct: Vec<String>,
    /// Points of each option, or of each pair; below 0 where it takes points away.
    pub entries: SortedMap<String, Points>,
    /// Points of what the entries do not name; nothing without it.
    pub default_value: Option<Points>,
    /// Never less than this, at most 0; 0 without it.
    pub lower_bound: Option<Points>,
    /// Never more than this, which is everything.
    pub upper_bound: Points,
}

jalon_base::document!(Mapped {
    correct,
    entries,
    default_value: optional,
    lower_bound: optional,
    upper_bound
});

impl Mapped {
    /// # Formula
    /// Σ of the points of each, not less than the lower bound and not more than the upper one, over the upper bound.
    ///
    /// # Source
    /// QTI 3.0, `mapResponse`: mapped values are summed, then limited by the bounds of the mapping.
    pub(super) fn credit(&self, response: &Response) -> Credit {
        let of = |name: &str| {
            let points = self.entries.get(name).copied().or(self.default_value);
            points.unwrap_or(Points::ZERO).thousandths()
        };
        let sum: i64 = match response {
            Response::Choice { chosen } => chosen.iter().map(|id| of(id.as_str())).fold(0, i64::saturating_add),
            Response::Pairs { pairs } => pairs
                .iter()
                .map(|pair| of(&pair.to_string()))
                .fold(0, i64::saturating_add),
            _ => return Credit::right(false),
        };
        let (low, high) = (self.low(), self.upper_bound.thousandths());
        Credit::Share {
            k: sum.max(low).min(high),
            n: high.max(1),
        }
    }

    fn low(&self) -> i64 {
        self.lower_bound.unwrap_or(Points::ZERO).thousandths()
    }

    /// Whether its bounds are bounds, and what it calls right earns everything.
    pub(super) fn holds(&self) -> bool {
        let high = self.upper_bound.thousandths();
        let right = self.right().map(|right| self.credit(&right));
        high > 0 && (-high..=0).contains(&self.low()) && right == Some(Credit::Share { k: high, n: high })
    }

    /// What it calls right, as a response.
    pub(super) fn right(&self) -> Option<Response> {
        let pairs = self.correct.iter().any(|name| name.contains(' '));
        Some(if pairs {
            let pairs = self.correct.iter().map(|name| Pair::parse(name));
            Response::Pairs {
                pairs: pairs.collect::<Option<_>>()?,
            }
        } else {
            let chosen = self.correct.iter().map(|name| OptionId::parse(name));
            Response::Choice {
                chosen: chosen.collect::<Option<_>>()?,
            }
        })
    }

    /// Every entry as a response of its own.
    pub(super) fn each(&self) -> impl Iterator<Item = Option<Response>> {
        self.entries.keys().map(|name| {
            if let Some(pair) = Pair::parse(name) {
                return Some(Response::Pairs { pairs: vec![pair] });
            }
            OptionId::parse(name).map(|id| Response::Choice { chosen: vec![id] })
        })
    }
}
