//! What a panel of the trade answered to a situation, and what it is worth under a protocol.
//!
//! The key holds counts of people and no points: the protocol says how they become points ([`Judgement`]), so that the same question can be
//! marked in another way by another test, and nobody changes how without signing.

use super::Mapped;
use jalon_base::Points;
use jalon_base::sorted::SortedMap;
use jalon_protocol::item::{Match, Pair};
use jalon_protocol::plan::{Choosing, Judgement, Rating};
use jalon_protocol::{Interaction, OptionId, Response};

/// Shares of a line: what it earns when it is wholly right.
const WHOLE: i64 = 1_000_000;

/// What was asked about a situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Each reaction, on a scale: the lines are reactions, the columns the levels, from one end to the other.
    Rate,
    /// The best and the worst reaction: two lines, the columns are reactions.
    Choose,
}

jalon_base::words!(Asked {
    Rate = "rate",
    Choose = "choose",
});

impl Asked {
    /// The words of a key.
    pub const WORDS: [&str; 2] = [Self::Rate.as_str(), Self::Choose.as_str()];

    /// The word of a key, which is also the member of a protocol's judgement that weighs it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::Choose => "choose",
        }
    }
}

/// How many people of a panel gave each answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// What was asked.
    pub asked: Asked,
    /// For each line, how many of the panel chose each column; columns that are not named, nobody.
    pub answers: SortedMap<OptionId, SortedMap<OptionId, u32>>,
}

jalon_base::document!(Panel { asked, answers });

/// The counts of one line, in the order of the columns.
struct Line<'a> {
    id: &'a OptionId,
    counts: Vec<i64>,
}

impl Line<'_> {
    fn most(&self) -> i64 {
        self.counts.iter().copied().max().unwrap_or(0)
    }

    /// Whether most of the panel chose this column; several columns may stand equal.
    fn is_mode(&self, column: usize) -> bool {
        self.counts.get(column).is_some_and(|count| *count == self.most())
    }

    fn distance(&self, column: usize) -> i64 {
        let modes = (0..self.counts.len()).filter(|place| self.is_mode(*place));
        modes.map(|mode| whole(mode.abs_diff(column))).min().unwrap_or(0)
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Panel {
    /// The points of each pair under a protocol; none when it does not say how, or the panel was asked something else than the item shows.
    ///
    /// # Formula
    /// With `c` people at a column, `m` at the most chosen one, `L` levels numbered from 0, `d` levels to the nearest most chosen one, each
    /// line being worth one share: agreement 1 where `c = m`; share ⌊c / m⌋ in millionths; proximity ⌊(L − 1 − d) / (L − 1)⌋ in millionths; side 1
    /// where the signs of `2 i − (L − 1)` and of `2 Σ c i − (L − 1) Σ c` are the same; crossed as agreement, and −1 where the other line's `c = m`.
    pub(super) fn under(&self, judgement: Option<&Judgement>, interaction: &Interaction) -> Option<Mapped> {
        let Interaction::Match(shown) = interaction else {
            return None;
        };
        let judgement = judgement.filter(|_| self.fits(interaction))?;
        let lines = self.lines(shown);
        let levels = whole(shown.targets.len());
        let mut entries = SortedMap::new();
        for (place, line) in lines.iter().enumerate() {
            for (column, target) in shown.targets.iter().enumerate() {
                let agrees = if line.is_mode(column) { WHOLE } else { 0 };
                let count = line.counts.get(column).copied().unwrap_or(0);
                let share = (WHOLE * count).checked_div(line.most()).unwrap_or(0);
                let crossed = || {
                    lines
                        .iter()
                        .enumerate()
                        .any(|(other, line)| other != place && line.is_mode(column))
                };
                let earned = match self.asked {
                    Asked::Rate => match judgement.rate? {
                        Rating::Agreement => agrees,
                        Rating::Share => share,
                        Rating::Proximity => {
                            let last = (levels - 1).max(1);
                            WHOLE * (last - line.distance(column)) / last
                        }
                        Rating::Side => {
                            let at = (0_i64..).zip(&line.counts);
                            let mean: i64 = at.map(|(level, count)| (2 * level - (levels - 1)) * count).sum();
                            let side = 2 * whole(column) - (levels - 1);
                            if side.signum() == mean.signum() { WHOLE } else { 0 }
                        }
                    },
                    Asked::Choose => match judgement.choose? {
                        Choosing::Agreement => agrees,
                        Choosing::Share => share,
                        Choosing::Crossed if agrees == 0 && crossed() => -WHOLE,
                        Choosing::Crossed => agrees,
                    },
                };
                if earned != 0 {
                    let pair = Pair {
                        first: line.id.clone(),
                        second: target.id.clone(),
                    };
                    entries.insert(pair.to_string(), Points::from_thousandths(earned));
                }
            }
        }
        let all = WHOLE * whole(lines.len());
        let takes = self.asked == Asked::Choose && judgement.choose == Some(Choosing::Crossed);
        Some(Mapped {
            correct: self.modes().iter().map(Pair::to_string).collect(),
            entries,
            default_value: None,
            lower_bound: takes.then(|| Points::from_thousandths(-all)),
            upper_bound: Points::from_thousandths(all),
        })
    }

    /// Whether it is about what is shown: every line, and no column that is not there. A best and a worst are two lines.
    pub(super) fn fits(&self, interaction: &Interaction) -> bool {
        let Interaction::Match(shown) = interaction else {
            return false;
        };
        let known = |id: &OptionId| shown.targets.iter().any(|target| target.id == *id);
        let answered = |id: &OptionId| {
            self.answers
                .get(id)
                .is_some_and(|line| line.values().any(|count| *count > 0))
        };
        self.answers.len() == shown.sources.len()
            && shown.sources.iter().all(|source| answered(&source.id))
            && self.answers.values().all(|line| line.keys().all(known))
            && match self.asked {
                // The order of the levels is the scale.
                Asked::Rate => shown.targets.len() > 1 && !shown.shuffle,
                Asked::Choose => shown.sources.len() == 2,
            }
    }

    /// What most of the panel answered; of equals, the first by id.
    pub(super) fn right(&self) -> Option<Response> {
        let pairs = self.modes();
        (pairs.len() == self.answers.len()).then_some(Response::Pairs { pairs })
    }

    fn modes(&self) -> Vec<Pair> {
        let mode = |(line, counts): (&OptionId, &SortedMap<OptionId, u32>)| {
            let most = counts.values().max()?;
            let (column, _) = counts.iter().find(|(_, count)| *count == most)?;
            Some(Pair {
                first: line.clone(),
                second: column.clone(),
            })
        };
        self.answers.iter().filter_map(mode).collect()
    }

    fn lines<'a>(&self, shown: &'a Match) -> Vec<Line<'a>> {
        let count = |line: &OptionId, column: &OptionId| self.answers.get(line)?.get(column).copied();
        let line = |source: &'a jalon_protocol::item::Associable| Line {
            id: &source.id,
            counts: shown
                .targets
                .iter()
                .map(|target| i64::from(count(&source.id, &target.id).unwrap_or(0)))
                .collect(),
        };
        shown.sources.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests;
