//! Interactions answered by pairs: things put together, or words put into gaps.

use super::{NotAdmitted, Pair};
use crate::OptionId;
use crate::rich::{self, RichText};

/// Something that can be paired (QTI `simpleAssociableChoice`, `gapText`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Associable {
    /// Its id in the item.
    pub id: OptionId,
    /// Its words.
    pub text: RichText,
    /// In how many pairs it can be; 0 for any number.
    pub match_max: u32,
}

jalon_base::document!(Associable {
    id,
    text,
    match_max: one
});

/// Things of one set, paired with each other: a pair has no direction, and is written with the lesser id first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Associate {
    /// How many pairs can be made at most.
    pub max_associations: u32,
    /// The things.
    pub options: Vec<Associable>,
}

jalon_base::document!(Associate {
    max_associations,
    options
});

/// Things of one set, paired with things of another: the answer to each source is chosen among the targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Whether the order of the targets is drawn.
    pub shuffle: bool,
    /// What is paired, each with a line of its own.
    pub sources: Vec<Associable>,
    /// With what.
    pub targets: Vec<Associable>,
}

jalon_base::document!(Match {
    shuffle,
    sources,
    targets
});

/// Words to put into the gaps of a text, at most one in each. Their order on the screen is always drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapMatch {
    /// The text, with its gaps.
    pub passage: RichText,
    /// The words.
    pub words: Vec<Associable>,
}

jalon_base::document!(GapMatch { passage, words });

impl Associate {
    pub(super) fn admits(&self, pairs: &[Pair]) -> Result<(), NotAdmitted> {
        if pairs.len() > self.max_associations as usize {
            return Err(NotAdmitted::Count);
        }
        if pairs.iter().any(|pair| pair.first >= pair.second) {
            return Err(NotAdmitted::Order);
        }
        let most = |id: &OptionId| most(&self.options, id);
        ends(pairs, &most, &most, &|id| {
            pairs
                .iter()
                .filter(|pair| pair.first == *id || pair.second == *id)
                .count()
        })
    }
}

impl Match {
    pub(super) fn admits(&self, pairs: &[Pair]) -> Result<(), NotAdmitted> {
        directed(pairs, &|id| most(&self.sources, id), &|id| most(&self.targets, id))
    }
}

impl GapMatch {
    /// Each pair is a word and a gap, in this order, as in QTI.
    pub(super) fn admits(&self, pairs: &[Pair]) -> Result<(), NotAdmitted> {
        let gaps = rich::marked(&self.passage);
        directed(pairs, &|id| most(&self.words, id), &|id| {
            gaps.contains(&id).then_some(1)
        })
    }
}

/// In how many pairs this one can be; none when it is unknown.
pub(super) fn most(things: &[Associable], id: &OptionId) -> Option<u32> {
    let thing = things.iter().find(|thing| thing.id == *id)?;
    Some(if thing.match_max == 0 {
        u32::MAX
    } else {
        thing.match_max
    })
}

type Most<'a> = &'a dyn Fn(&OptionId) -> Option<u32>;

/// Pairs from a set to another, where one id may stand in both.
pub(super) fn directed(pairs: &[Pair], first: Most<'_>, second: Most<'_>) -> Result<(), NotAdmitted> {
    let never = |_: &OptionId| 0;
    ends(pairs, first, second, &never)?;
    for pair in pairs {
        let firsts = pairs.iter().filter(|other| other.first == pair.first).count();
        let seconds = pairs.iter().filter(|other| other.second == pair.second).count();
        let within = |most: Option<u32>, count: usize| most.is_some_and(|most| count <= most as usize);
        if !within(first(&pair.first), firsts) || !within(second(&pair.second), seconds) {
            return Err(NotAdmitted::Count);
        }
    }
    Ok(())
}

/// At least one pair, in ascending order, of things that are there, none in more pairs than it can be.
fn ends(
    pairs: &[Pair],
    first: Most<'_>,
    second: Most<'_>,
    count: &dyn Fn(&OptionId) -> usize,
) -> Result<(), NotAdmitted> {
    if pairs.is_empty() {
        return Err(NotAdmitted::Count);
    }
    if !pairs.is_sorted_by(|a, b| a < b) {
        return Err(NotAdmitted::Order);
    }
    for pair in pairs {
        let (Some(left), Some(right)) = (first(&pair.first), second(&pair.second)) else {
            return Err(NotAdmitted::UnknownOption);
        };
        if count(&pair.first) > left as usize || count(&pair.second) > right as usize {
            return Err(NotAdmitted::Count);
        }
    }
    Ok(())
}
