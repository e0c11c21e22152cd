//! The rules of a form.

use std::collections::BTreeMap;
use std::fmt;

/// A bound that no sum reaches.
pub(super) const UNBOUNDED: i64 = i64::MAX / 4;

/// Programs at most before a search gives up and says so.
const PROGRAMS: u32 = 100_000;

/// A number of items of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Places of the items.
    pub items: Vec<usize>,
    /// At least so many in the form.
    pub least: u32,
    /// At most so many.
    pub most: u32,
}

/// Items that share a text or a picture: none of them, or a number between two bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// Places of the items.
    pub items: Vec<usize>,
    /// When the set is taken, at least so many.
    pub least: u32,
    /// And at most so many.
    pub most: u32,
}

/// Something that items cost: seconds, words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// One cost for each item of the bank.
    pub costs: Vec<u32>,
    /// The form costs at least so much.
    pub least: u64,
    /// And at most so much.
    pub most: u64,
}

/// A rule, to name it: the place is that in the list it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The number of items.
    Length,
    /// A group.
    Group(usize),
    /// A list of enemies.
    Enemies(usize),
    /// A set.
    Set(usize),
    /// A budget.
    Budget(usize),
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => write!(f, "length"),
            Self::Group(place) => write!(f, "group {place}"),
            Self::Enemies(place) => write!(f, "enemies {place}"),
            Self::Set(place) => write!(f, "set {place}"),
            Self::Budget(place) => write!(f, "budget {place}"),
        }
    }
}

/// The rules of a test over a bank of items, checked.
#[derive(Debug, Clone)]
pub struct Blueprint {
    // INVARIANT: every place is below the number of items; least ≤ most everywhere; a class holds items that no rule can tell apart, in
    // increasing order, and each item is in one class.
    items: usize,
    length: u32,
    rows: Vec<Row>,
    columns: Vec<Vec<(usize, i64)>>,
    classes: Vec<Vec<usize>>,
    programs: u32,
}

/// One rule as a row of the program: a sum between two bounds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) rule: Rule,
    pub(super) least: i64,
    pub(super) most: i64,
    /// A set that may also stay out: its least and most when it is in.
    pub(super) switch: Option<(i64, i64)>,
}

/// Why a blueprint was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadBlueprint {
    /// A test without an item, or longer than the bank.
    Length {
        /// Items asked for.
        length: u32,
        /// Items of the bank.
        items: usize,
    },
    /// A rule names an item that is not in the bank, or names one twice.
    Item {
        /// The rule.
        rule: Rule,
        /// The place named.
        item: usize,
    },
    /// A rule whose least is above its most.
    Bounds {
        /// The rule.
        rule: Rule,
    },
    /// A budget that does not have one cost an item.
    Costs {
        /// Its place.
        budget: usize,
        /// Costs given.
        found: usize,
    },
}

impl BadBlueprint {
    /// A stable name for the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "blueprint/length",
            Self::Item { .. } => "blueprint/item",
            Self::Bounds { .. } => "blueprint/bounds",
            Self::Costs { .. } => "blueprint/costs",
        }
    }
}

impl fmt::Display for BadBlueprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { length, items } => write!(f, "{length} items asked of a bank of {items}"),
            Self::Item { rule, item } => write!(f, "{rule} names item {item}, which is not in the bank or named twice"),
            Self::Bounds { rule } => write!(f, "the least of {rule} is above its most"),
            Self::Costs { budget, found } => write!(f, "budget {budget} has {found} costs, not one an item"),
        }
    }
}

impl std::error::Error for BadBlueprint {}

impl Blueprint {
    /// Checks the rules of a test of `length` items from a bank of `items`.
    ///
    /// # Errors
    /// No item or more than the bank has; a rule that names an item twice or one that is not there, or whose least is above its most; a budget without
    /// one cost an item. That the rules can be met together is another question: [`Blueprint::feasible`].
    pub fn new(
        items: usize,
        length: u32,
        groups: Vec<Group>,
        enemies: Vec<Vec<usize>>,
        sets: Vec<Set>,
        budgets: Vec<Budget>,
    ) -> Result<Self, BadBlueprint> {
        if length == 0 || usize::try_from(length).is_ok_and(|length| length > items) {
            return Err(BadBlueprint::Length { length, items });
        }
        for (place, group) in groups.iter().enumerate() {
            named(items, Rule::Group(place), &group.items)?;
            bounds(Rule::Group(place), group.least <= group.most)?;
        }
        for (place, list) in enemies.iter().enumerate() {
            named(items, Rule::Enemies(place), list)?;
        }
        for (place, set) in sets.iter().enumerate() {
            named(items, Rule::Set(place), &set.items)?;
            bounds(Rule::Set(place), set.least <= set.most)?;
        }
        for (place, budget) in budgets.iter().enumerate() {
            bounds(Rule::Budget(place), budget.least <= budget.most)?;
            let found = budget.costs.len();
            if found != items {
                return Err(BadBlueprint::Costs { budget: place, found });
            }
        }
        let mut blueprint = Self {
            items,
            length,
            rows: Vec::new(),
            columns: vec![Vec::new(); items],
            classes: Vec::new(),
            programs: PROGRAMS,
        };
        let length = i64::from(length);
        blueprint.enter(Rule::Length, (length, length), None, (0..items).map(|item| (item, 1)));
        for (place, group) in groups.iter().enumerate() {
            let bounds = (i64::from(group.least), i64::from(group.most));
            blueprint.enter(
                Rule::Group(place),
                bounds,
                None,
                group.items.iter().map(|item| (*item, 1)),
            );
        }
        for (place, list) in enemies.iter().enumerate() {
            blueprint.enter(Rule::Enemies(place), (0, 1), None, list.iter().map(|item| (*item, 1)));
        }
        for (place, set) in sets.iter().enumerate() {
            let (least, most) = (i64::from(set.least), i64::from(set.most));
            // One item or none is already a number between bounds.
            let switch = (least > 1).then_some((least, most));
            blueprint.enter(
                Rule::Set(place),
                (0, most),
                switch,
                set.items.iter().map(|item| (*item, 1)),
            );
        }
        for (place, budget) in budgets.iter().enumerate() {
            let clamp = |value: u64| i64::try_from(value).unwrap_or(i64::MAX).min(UNBOUNDED);
            let costs = budget.costs.iter().enumerate().filter(|(_, cost)| **cost != 0);
            let entries = costs.map(|(item, cost)| (item, i64::from(*cost)));
            blueprint.enter(
                Rule::Budget(place),
                (clamp(budget.least), clamp(budget.most)),
                None,
                entries,
            );
        }
        blueprint.classes = blueprint.classify();
        Ok(blueprint)
    }

    fn enter(
        &mut self,
        rule: Rule,
        (least, most): (i64, i64),
        switch: Option<(i64, i64)>,
        entries: impl Iterator<Item = (usize, i64)>,
    ) {
        let row = self.rows.len();
        for (item, a) in entries {
            if let Some(column) = self.columns.get_mut(item) {
                column.push((row, a));
            }
        }
        self.rows.push(Row {
            rule,
            least,
            most,
            switch,
        });
    }

    /// Sets how many linear programs a search may solve before it gives up and says so ([`NoForm::Undecided`](super::NoForm)): 100,000 unless
    /// said. The count is the same everywhere, so that a search ends at the same program natively and in wasm.
    pub const fn within(&mut self, programs: u32) {
        self.programs = programs;
    }

    /// Programs that a search may solve.
    pub(super) const fn programs(&self) -> u32 {
        self.programs
    }

    /// Items of the bank.
    #[must_use]
    pub const fn items(&self) -> usize {
        self.items
    }

    /// Items of a form.
    #[must_use]
    pub const fn length(&self) -> u32 {
        self.length
    }

    /// Whether a list of items, none of them twice, meets every rule.
    #[must_use]
    pub fn meets(&self, form: &[usize]) -> bool {
        let mut sums = vec![0_i64; self.rows.len()];
        for (row, a) in form.iter().flat_map(|item| self.column(*item)) {
            if let Some(sum) = sums.get_mut(*row) {
                *sum += a;
            }
        }
        self.rows.iter().zip(sums).all(|(row, sum)| match row.switch {
            Some((least, most)) => sum == 0 || (least..=most).contains(&sum),
            None => (row.least..=row.most).contains(&sum),
        })
    }

    /// All rules, in their order.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows that an item enters, with its share of each.
    pub(super) fn column(&self, item: usize) -> &[(usize, i64)] {
        self.columns.get(item).map_or(&[], Vec::as_slice)
    }

    /// The items that a best form under these rules may hold, in increasing order: those given and, of each class, the best open ones.
    ///
    /// Items of one class are the same to every rule, so a form that holds one and not a better one of its class is not the best; and of
    /// a class no more can be taken than the tightest rule over it allows.
    pub(super) fn candidates(&self, values: &[f64], given: &[usize], closed: &[bool], rules: &[Rule]) -> Vec<usize> {
        let mut taken = vec![false; self.items];
        for item in given {
            if let Some(place) = taken.get_mut(*item) {
                *place = true;
            }
        }
        let open =
            |item: usize| !closed.get(item).copied().unwrap_or(false) && !taken.get(item).copied().unwrap_or(true);
        let mut kept = given.to_vec();
        let mut best: Vec<(f64, usize)> = Vec::new();
        for class in &self.classes {
            let limits = class.first().map_or(&[][..], |item| self.column(*item)).iter();
            let limits = limits.filter_map(|(row, a)| {
                let row = self.rows.get(*row).filter(|row| rules.contains(&row.rule))?;
                usize::try_from(row.most / a).ok()
            });
            let most = limits.min().unwrap_or(usize::MAX);
            if class.len() <= most {
                kept.extend(class.iter().copied().filter(|item| open(*item)));
                continue;
            }
            best.clear();
            for item in class.iter().copied().filter(|item| open(*item)) {
                let value = values.get(item).copied().unwrap_or(0.0);
                let full = best.len() >= most;
                if full && best.last().is_none_or(|(least, _)| value <= *least) {
                    continue;
                }
                if full {
                    best.pop();
                }
                // After its equals: of these the lowest places stay.
                let place = best.partition_point(|(other, _)| *other >= value);
                best.insert(place, (value, item));
            }
            kept.extend(best.iter().map(|(_, item)| *item));
        }
        kept.sort_unstable();
        kept
    }

    /// Puts together items that all rules treat alike.
    fn classify(&self) -> Vec<Vec<usize>> {
        let mut classes: BTreeMap<&[(usize, i64)], Vec<usize>> = BTreeMap::new();
        for (item, column) in self.columns.iter().enumerate() {
            classes.entry(column).or_default().push(item);
        }
        classes.into_values().collect()
    }
}

fn named(items: usize, rule: Rule, list: &[usize]) -> Result<(), BadBlueprint> {
    let mut sorted = list.to_vec();
    sorted.sort_unstable();
    let beyond = sorted.last().filter(|item| **item >= items);
    let twice = || {
        let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
        pairs.find(|(a, b)| a == b).map(|(a, _)| a)
    };
    match beyond.or_else(twice) {
        Some(item) => Err(BadBlueprint::Item { rule, item: *item }),
        None => Ok(()),
    }
}

fn bounds(rule: Rule, ordered: bool) -> Result<(), BadBlueprint> {
    if ordered {
        Ok(())
    } else {
        Err(BadBlueprint::Bounds { rule })
    }
}
