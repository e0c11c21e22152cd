//! Points for each thing chosen or put together, with a floor and a ceiling: situational judgement, negative marks.

use super::Credit;
use jalon_base::Points;
use jalon_base::sorted::SortedMap;
use jalon_protocol::item::Pair;
use jalon_protocol::{OptionId, Response};

/// Points by what was chosen (QTI `mapResponse`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// A response that earns everything: options, pairs, or replies one after the other.
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
        match response {
            Response::Choice { chosen } => self.sum(chosen.iter().map(|id| self.of(id.as_str()))),
            Response::Pairs { pairs } => self.sum(pairs.iter().map(|pair| self.of(&pair.to_string()))),
            _ => Credit::right(false),
        }
    }

    /// The same, of replies one after the other.
    pub(super) fn credit_of_path(&self, replies: &[OptionId]) -> Credit {
        self.sum(replies.iter().map(|id| self.of(id.as_str())))
    }

    fn of(&self, name: &str) -> i64 {
        let points = self.entries.get(name).copied().or(self.default_value);
        points.unwrap_or(Points::ZERO).thousandths()
    }

    fn sum(&self, each: impl Iterator<Item = i64>) -> Credit {
        let (low, high) = (self.low(), self.upper_bound.thousandths());
        Credit::Share {
            k: each.fold(0, i64::saturating_add).max(low).min(high),
            n: high.max(1),
        }
    }

    fn low(&self) -> i64 {
        self.lower_bound.unwrap_or(Points::ZERO).thousandths()
    }

    /// Whether its bounds are bounds, and what it calls right, which earns this, earns everything.
    pub(super) fn holds(&self, right: Option<Credit>) -> bool {
        let high = self.upper_bound.thousandths();
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

    /// The replies that it calls right.
    pub(super) fn path(&self) -> Option<Vec<OptionId>> {
        self.correct.iter().map(|name| OptionId::parse(name)).collect()
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
