//! Which items may be given so that the blueprint can still be met whatever the answers: the quotas are never given up for information.
//!
//! Invariant: when a section begins, some set of items meets its blueprint (the linter proves it before publication); an item is open only
//! when, with it, such a set still exists; so a section never comes to a point where its blueprint cannot be met.

use jalon_base::sorted::SortedMap;
use jalon_protocol::plan::Section;
use jalon_protocol::{ItemAbout, ItemId, Pool};

/// Quotas and enemies of the items of a section, by their places.
#[derive(Debug, Clone, Default)]
pub struct Blueprint {
    /// Which quotas count each item: one bit for each quota.
    pub groups: Vec<u64>,
    /// Least and most of each quota.
    pub quotas: Vec<(u32, u32)>,
    /// Items that must not stand beside each item.
    pub enemies: Vec<Vec<usize>>,
    /// Items that a test has at least.
    pub min: u32,
    /// Items that a test has at most.
    pub count: u32,
}

/// Most quotas that a section can have.
pub const MAX_QUOTAS: usize = 64;

/// Steps of one search: beyond them an item is taken for one that cannot be given. A search of a bank without traps takes one step for each
/// item of the test.
const STEPS: u32 = 20_000;

/// Where a section is: which items are left, and how many each quota has.
#[derive(Debug, Clone)]
struct Here {
    left: Vec<bool>,
    counts: Vec<u32>,
    given: u32,
}

/// What may be given now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// One flag for each item.
    pub items: Vec<bool>,
    /// Items that their quotas and enemies would allow, and that are kept back because the rest of the blueprint could not be met after them.
    pub held: u32,
    /// Whether every quota has its least and the test its least length.
    pub met: bool,
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

impl Blueprint {
    /// The blueprint of a section over its items, which stand by ascending id; quotas beyond [`MAX_QUOTAS`] are refused with the section.
    #[must_use]
    pub fn of(section: &Section, min: u32, items: &[&ItemAbout], enemies: &SortedMap<ItemId, Vec<ItemId>>) -> Self {
        let group = |about: &&ItemAbout| {
            let covers = section.quotas.iter().take(MAX_QUOTAS).enumerate();
            let covers = covers.filter(|(_, quota)| quota.covers(about));
            covers.fold(0, |bits, (place, _)| bits | 1 << place)
        };
        let place = |id: &ItemId| items.binary_search_by(|about| about.id.cmp(id)).ok();
        let hostile = |about: &&ItemAbout| {
            let ids = enemies.get(&about.id).map_or(&[][..], Vec::as_slice);
            ids.iter().filter_map(place).collect()
        };
        Self {
            groups: items.iter().map(group).collect(),
            quotas: section.quotas.iter().map(|quota| (quota.min, quota.max)).collect(),
            enemies: items.iter().map(hostile).collect(),
            min,
            count: section.count,
        }
    }

    /// What may be given after these items, among those that are left. None when the blueprint cannot be met any more.
    #[must_use]
    pub fn open(&self, given: &[usize], left: &[bool]) -> Option<Open> {
        let mut here = Here {
            left: left.to_vec(),
            counts: vec![0; self.quotas.len()],
            given: 0,
        };
        for item in given {
            self.give(&mut here, *item);
        }
        let met = self.is_met(&here);
        let witness = self.witness(&here)?;
        let mut items = vec![false; self.groups.len()];
        let mut held = 0;
        // Items alike in everything have the same answer.
        let mut known: Vec<(u64, bool)> = Vec::new();
        for (item, open) in items.iter_mut().enumerate() {
            if !self.fits(&here, item) {
                continue;
            }
            let group = self.group(item);
            let alone = self.enemies_of(item).is_empty();
            let remembered = known.iter().find(|(seen, _)| alone && *seen == group);
            *open = match remembered {
                Some((_, open)) => *open,
                None => self.goes_with(&here, &witness, item) || self.is_completed_after(&here, item),
            };
            if alone && remembered.is_none() {
                known.push((group, *open));
            }
            held += u32::from(!*open);
        }
        Some(Open { items, held, met })
    }

    /// Items that meet what is left of the blueprint; none when nothing does, or none was found in the steps of a search.
    fn witness(&self, here: &Here) -> Option<Vec<usize>> {
        let mut taken = Vec::new();
        let mut steps = STEPS;
        self.search(&mut here.clone(), &mut taken, &mut steps).then_some(taken)
    }

    /// Whether the witness, or the witness with this item in the place of one that counts alike, still meets the blueprint.
    fn goes_with(&self, here: &Here, witness: &[usize], item: usize) -> bool {
        let enemies = self.enemies_of(item);
        let hostile = |but: Option<usize>| witness.iter().any(|w| Some(*w) != but && enemies.contains(w));
        let in_place = |w: &usize| *w == item || self.group(*w) == self.group(item);
        if witness.iter().any(|w| in_place(w) && !hostile(Some(*w))) {
            return true;
        }
        let slots = self.count - here.given;
        let room = u32::try_from(witness.len()).is_ok_and(|others| others < slots);
        room && !hostile(None) && {
            let mut after = here.clone();
            for w in witness {
                self.give(&mut after, *w);
            }
            self.has_room(&after, item)
        }
    }

    fn is_completed_after(&self, here: &Here, item: usize) -> bool {
        let mut after = here.clone();
        self.give(&mut after, item);
        self.witness(&after).is_some()
    }

    fn search(&self, here: &mut Here, taken: &mut Vec<usize>, steps: &mut u32) -> bool {
        if self.is_met(here) {
            return true;
        }
        let Some(after) = steps.checked_sub(1).filter(|_| here.given < self.count) else {
            return false;
        };
        *steps = after;
        let Some(tightest) = self.tightest(here) else {
            return false;
        };
        for item in 0..self.groups.len() {
            let counts = tightest.is_none_or(|quota| self.group(item) >> quota & 1 == 1);
            if counts && self.fits(here, item) {
                let mut next = here.clone();
                self.give(&mut next, item);
                taken.push(item);
                if self.search(&mut next, taken, steps) {
                    return true;
                }
                taken.pop();
                // Whatever is met without this item is met in a later turn of the loop: here it is out.
                if let Some(left) = here.left.get_mut(item) {
                    *left = false;
                }
            }
        }
        false
    }

    /// The quota that lacks items and has the fewest to spare; inside, none when only the length lacks. None when a quota cannot be met.
    #[expect(
        clippy::option_option,
        reason = "cannot be met, or whatever item, or an item of this quota"
    )]
    fn tightest(&self, here: &Here) -> Option<Option<usize>> {
        let slots = self.count - here.given;
        let (mut lacks, mut widest) = (0, 0);
        let mut tightest: Option<(u32, usize)> = None;
        for group in &self.groups {
            widest = widest.max(group.count_ones());
        }
        for (quota, ((least, _), count)) in self.quotas.iter().zip(&here.counts).enumerate() {
            let lack = least.saturating_sub(*count);
            if lack == 0 {
                continue;
            }
            let items =
                (0..self.groups.len()).filter(|item| self.group(*item) >> quota & 1 == 1 && self.fits(here, *item));
            let spare = u32::try_from(items.count()).unwrap_or(u32::MAX).checked_sub(lack)?;
            lacks += lack;
            if tightest.is_none_or(|(fewest, _)| spare < fewest) {
                tightest = Some((spare, quota));
            }
        }
        // One item counts for at most `widest` quotas.
        (lacks <= slots.saturating_mul(widest)).then_some(tightest.map(|(_, quota)| quota))
    }

    fn is_met(&self, here: &Here) -> bool {
        let quotas = self.quotas.iter().zip(&here.counts);
        here.given >= self.min && quotas.fold(true, |met, ((least, _), count)| met && count >= least)
    }

    /// Left, with a place in the test and in its quotas.
    fn fits(&self, here: &Here, item: usize) -> bool {
        here.left.get(item).is_some_and(|left| *left) && self.has_room(here, item)
    }

    fn has_room(&self, here: &Here, item: usize) -> bool {
        let quotas = self.quotas.iter().zip(&here.counts).enumerate();
        here.given < self.count
            && quotas.fold(true, |room, (quota, ((_, most), count))| {
                room && (self.group(item) >> quota & 1 == 0 || count < most)
            })
    }

    fn give(&self, here: &mut Here, item: usize) {
        here.given += 1;
        for (quota, count) in here.counts.iter_mut().enumerate() {
            *count += u32::from(self.group(item) >> quota & 1 == 1);
        }
        for gone in self.enemies_of(item).iter().chain([&item]) {
            if let Some(left) = here.left.get_mut(*gone) {
                *left = false;
            }
        }
    }

    fn group(&self, item: usize) -> u64 {
        self.groups.get(item).copied().unwrap_or(0)
    }

    fn enemies_of(&self, item: usize) -> &[usize] {
        self.enemies.get(item).map_or(&[], Vec::as_slice)
    }
}
