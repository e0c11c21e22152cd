//! Marks of several fields: each by its own rule, or some of them together.

use super::{Credit, Normalise, Rule, words};
use jalon_base::sorted::SortedMap;
use jalon_protocol::{OptionId, Response};

/// Fields that are marked together: each must say something of another group ("name two documents").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The fields.
    pub fields: Vec<OptionId>,
    /// Groups of words that say the same; a group counts once.
    pub groups: Vec<Vec<String>>,
    /// What is made the same before comparing.
    pub normalise: Vec<Normalise>,
    /// How many slips are forgiven in each field.
    pub edits: Option<u32>,
}

jalon_base::document!(Together {
    fields,
    groups,
    normalise,
    edits: optional
});

/// What an incomplete answer to several fields earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldsMark {
    /// Nothing.
    AllOrNothing,
    /// The mean of what the fields earn.
    Each,
}

jalon_base::words!(FieldsMark {
    AllOrNothing = "all-or-nothing",
    Each = "each",
});

impl FieldsMark {
    /// # Formula
    /// Σ kᵢ / nᵢ over the number of fields, on the least common denominator.
    pub(super) fn credit(
        self,
        rules: &SortedMap<OptionId, Rule>,
        together: Option<&Together>,
        values: &SortedMap<OptionId, Response>,
    ) -> Credit {
        let mut shares: Vec<(i64, i64)> = Vec::new();
        for (id, rule) in rules {
            let credit = values.get(id).map(|value| rule.credit(value));
            shares.push(match credit {
                Some(Credit::Share { k, n }) => (k, n),
                None | Some(Credit::NeedsMark) => (0, 1),
            });
        }
        if let Some(together) = together {
            let met = together.met(values);
            shares.extend((0..together.fields.len()).map(|place| (i64::from(place < met), 1)));
        }
        let whole = i64::try_from(shares.len()).unwrap_or(0);
        let all = whole > 0 && shares.iter().all(|(k, n)| k >= n);
        let sum = match self {
            Self::AllOrNothing => None,
            Self::Each => sum(&shares).and_then(|(k, n)| Some((k, n.checked_mul(whole)?))),
        };
        match sum {
            Some((k, n)) if n > 0 => Credit::Share { k, n },
            _ => Credit::right(all),
        }
    }
}

impl Together {
    /// How many fields say something of a group, each of another: the largest matching.
    ///
    /// # Source
    /// Augmenting paths: Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics 2, 1955.
    fn met(&self, values: &SortedMap<OptionId, Response>) -> usize {
        let edges: Vec<Vec<usize>> = self
            .fields
            .iter()
            .map(|field| match values.get(field) {
                Some(Response::Text { value }) => self.groups_of(value),
                _ => Vec::new(),
            })
            .collect();
        let mut taken: Vec<Option<usize>> = vec![None; self.groups.len()];
        let fields = 0..edges.len();
        fields
            .filter(|field| augment(*field, &edges, &mut taken, &mut vec![false; self.groups.len()]))
            .count()
    }

    fn groups_of(&self, value: &str) -> Vec<usize> {
        let groups = self.groups.iter().enumerate();
        groups
            .filter(|(_, group)| words::accepted(group, value, &self.normalise, self.edits))
            .map(|(place, _)| place)
            .collect()
    }
}

/// Finds a group for a field, moving earlier fields to other groups where that helps.
fn augment(field: usize, edges: &[Vec<usize>], taken: &mut Vec<Option<usize>>, seen: &mut Vec<bool>) -> bool {
    let Some(groups) = edges.get(field) else { return false };
    for &group in groups {
        match seen.get_mut(group) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        let holder = taken.get(group).copied().flatten();
        if holder.is_none_or(|other| augment(other, edges, taken, seen)) {
            if let Some(place) = taken.get_mut(group) {
                *place = Some(field);
            }
            return true;
        }
    }
    false
}

/// The sum of some fractions; none beyond 64 bits.
fn sum(shares: &[(i64, i64)]) -> Option<(i64, i64)> {
    shares.iter().try_fold((0_i64, 1_i64), |(k, n), &(more, of)| {
        let shared = gcd(n, of);
        let common = n.checked_mul(of / shared)?;
        let k = k.checked_mul(of / shared)?.checked_add(more.checked_mul(n / shared)?)?;
        Some((k, common))
    })
}

/// Greatest common divisor of two positive numbers.
fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}
