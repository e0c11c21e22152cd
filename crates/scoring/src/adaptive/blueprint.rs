//! The blueprint of a section: before each item, the best whole test that meets it and holds the items already given.
//!
//! Invariant: when a section begins, some test of its full count meets the blueprint (the linter proves it before publication); each item
//! given is one of such a test; so whatever is answered the section can end within its rules, and no rule is ever given up.

use jalon_base::sorted::SortedMap;
use jalon_protocol::plan::Section;
use jalon_protocol::plan::adaptive::Adaptive;
use jalon_protocol::{ItemAbout, ItemContent, ItemId, Pool};
use jalon_psychometrics::shadow::{self, BadBlueprint, Budget, Form, Group, NoForm, Set};

/// The rules of a section over its items, by their places.
#[derive(Debug, Clone)]
pub struct Blueprint {
    rules: shadow::Blueprint,
    /// Which items each quota counts, and its least.
    quotas: Vec<(Vec<bool>, u32)>,
    min: u32,
}

/// Where a section is in its blueprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Every quota has its least, and the section its least length: it may end.
    pub met: bool,
    /// Items that a quota waits for, where each item up to the least length is needed for one; otherwise empty.
    pub first: Vec<bool>,
}

/// The enemies of each item, said by either.
#[must_use]
pub fn enemies(pool: &Pool) -> SortedMap<ItemId, Vec<ItemId>> {
    let mut all: SortedMap<ItemId, Vec<ItemId>> = SortedMap::new();
    for item in pool.items() {
        for enemy in &item.enemies {
            all.or_default(&item.id).push(enemy.clone());
            all.or_default(enemy).push(item.id.clone());
        }
    }
    all
}

/// What a blueprint is made from beside its section.
#[derive(Debug, Clone, Copy)]
pub struct Bank<'a> {
    /// Items of the section, by ascending id.
    pub items: &'a [&'a ItemAbout],
    /// The enemies of each.
    pub enemies: &'a SortedMap<ItemId, Vec<ItemId>>,
    /// What is shown: items of one text belong together.
    pub contents: &'a SortedMap<ItemId, ItemContent>,
}

impl Blueprint {
    /// The blueprint of a section over its items.
    ///
    /// # Errors
    /// Fewer items than the section gives, or bounds that contradict themselves; that the rules can be met together is asked of
    /// [`Blueprint::feasible`].
    pub fn of(section: &Section, rules: &Adaptive, bank: Bank<'_>) -> Result<Self, BadBlueprint> {
        let Bank { items, contents, .. } = bank;
        let places = |covers: &dyn Fn(&ItemAbout) -> bool| -> Vec<usize> {
            let covered = items.iter().enumerate().filter(|(_, about)| covers(about));
            covered.map(|(place, _)| place).collect()
        };
        let groups = section.quotas.iter().map(|quota| Group {
            items: places(&|about| quota.covers(about)),
            least: quota.min,
            most: quota.max,
        });
        let mut texts: SortedMap<&str, Vec<usize>> = SortedMap::new();
        let text = |about: &ItemAbout| Some(contents.get(&about.id)?.stimulus.as_ref()?.as_str());
        if rules.together.is_some() {
            for (place, about) in items.iter().enumerate() {
                if let Some(text) = text(about) {
                    texts.or_default(&text).push(place);
                }
            }
        }
        let sets = rules.together.iter().flat_map(|together| {
            texts.values().map(|items| Set {
                items: items.clone(),
                least: together.min,
                most: together.max,
            })
        });
        let budgets = rules.seconds.iter().map(|most| Budget {
            costs: items.iter().map(|about| about.seconds.unwrap_or(0)).collect(),
            least: 0,
            most: u64::from(*most),
        });
        Ok(Self {
            rules: shadow::Blueprint::new(
                items.len(),
                section.count,
                groups.collect(),
                hostile(bank),
                sets.collect(),
                budgets.collect(),
            )?,
            quotas: section
                .quotas
                .iter()
                .map(|quota| (items.iter().map(|about| quota.covers(about)).collect(), quota.min))
                .collect(),
            min: rules.stop.min,
        })
    }

    /// Sets the limit of its searches.
    pub(super) const fn within(&mut self, programs: u32) {
        self.rules.within(programs);
    }

    /// Its rules.
    #[must_use]
    pub const fn rules(&self) -> &shadow::Blueprint {
        &self.rules
    }

    /// Proves that the blueprint can be met without the items closed, whatever the answers.
    ///
    /// # Errors
    /// The rules that conflict, none of which can be spared; or the search did not end.
    pub fn feasible(&self, given: &[usize], closed: &[bool]) -> Result<Form, NoForm> {
        self.rules.feasible(given, closed)
    }

    /// Where a section stands that gave these items.
    #[must_use]
    pub fn standing(&self, given: &[usize]) -> Standing {
        let mut lacks = 0;
        let mut first = vec![false; self.rules.items()];
        for (covers, least) in &self.quotas {
            let counted = given.iter().filter(|item| covers.get(**item) == Some(&true)).count();
            let lack = least.saturating_sub(u32::try_from(counted).unwrap_or(u32::MAX));
            if lack > 0 {
                lacks += lack;
                first
                    .iter_mut()
                    .zip(covers)
                    .for_each(|(first, covers)| *first |= covers);
            }
        }
        let left = self.min.saturating_sub(u32::try_from(given.len()).unwrap_or(u32::MAX));
        if lacks < left {
            first.clear();
        }
        Standing {
            met: lacks == 0 && left == 0,
            first,
        }
    }
}

/// Lists of which at most one item may be given: every two of a list are enemies, and every two enemies are in a list.
fn hostile(bank: Bank<'_>) -> Vec<Vec<usize>> {
    let place = |id: &ItemId| bank.items.binary_search_by(|about| about.id.cmp(id)).ok();
    let of = |item: usize| -> Vec<usize> {
        let ids = bank.items.get(item).and_then(|about| bank.enemies.get(&about.id));
        ids.into_iter().flatten().filter_map(place).collect()
    };
    let mut lists: Vec<Vec<usize>> = Vec::new();
    for item in 0..bank.items.len() {
        let own = of(item);
        for enemy in own.iter().copied().filter(|enemy| *enemy > item) {
            if lists.iter().any(|list| list.contains(&item) && list.contains(&enemy)) {
                continue;
            }
            let mut list = vec![item, enemy];
            for other in own.iter().copied() {
                let theirs = of(other);
                if !list.contains(&other) && list.iter().all(|one| theirs.contains(one)) {
                    list.push(other);
                }
            }
            list.sort_unstable();
            lists.push(list);
        }
    }
    lists
}

#[cfg(test)]
mod tests;
