//! The rules of a form.

use std::fmt;

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
    // INVARIANT: every place is below `items`; least ≤ most everywhere; one class an item, equal where the rules cannot tell items apart.
    items: usize,
    length: u32,
    groups: Vec<Group>,
    enemies: Vec<Vec<usize>>,
    sets: Vec<Set>,
    budgets: Vec<Budget>,
    classes: Vec<u32>,
}

/// One row of the program.
pub(super) struct Row {
    pub(super) entries: Vec<(usize, i64)>,
    pub(super) least: i64,
    pub(super) most: i64,
    /// Least and most of a set that may also stay out.
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
            groups,
            enemies,
            sets,
            budgets,
            classes: Vec::new(),
        };
        blueprint.classes = blueprint.classify();
        Ok(blueprint)
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

    /// All rules, in their order.
    pub(super) fn rules(&self) -> Vec<Rule> {
        let mut rules = vec![Rule::Length];
        rules.extend((0..self.groups.len()).map(Rule::Group));
        rules.extend((0..self.enemies.len()).map(Rule::Enemies));
        rules.extend((0..self.sets.len()).map(Rule::Set));
        rules.extend((0..self.budgets.len()).map(Rule::Budget));
        rules
    }

    /// The row that a rule puts in the program; none where its list has no such place.
    pub(super) fn row(&self, rule: Rule) -> Option<Row> {
        let ones = |items: &[usize]| items.iter().map(|item| (*item, 1)).collect();
        Some(match rule {
            Rule::Length => Row {
                entries: (0..self.items).map(|item| (item, 1)).collect(),
                least: i64::from(self.length),
                most: i64::from(self.length),
                switch: None,
            },
            Rule::Group(place) => {
                let group = self.groups.get(place)?;
                Row {
                    entries: ones(&group.items),
                    least: i64::from(group.least),
                    most: i64::from(group.most),
                    switch: None,
                }
            }
            Rule::Enemies(place) => Row {
                entries: ones(self.enemies.get(place)?),
                least: 0,
                most: 1,
                switch: None,
            },
            Rule::Set(place) => {
                let set = self.sets.get(place)?;
                let (least, most) = (i64::from(set.least), i64::from(set.most));
                Row {
                    entries: ones(&set.items),
                    least: 0,
                    most,
                    // One item or none is already a number between bounds.
                    switch: (least > 1).then_some((least, most)),
                }
            }
            Rule::Budget(place) => {
                let budget = self.budgets.get(place)?;
                let clamp = |value: u64| i64::try_from(value).unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
                let costs = budget.costs.iter().enumerate().filter(|(_, cost)| **cost != 0);
                Row {
                    entries: costs.map(|(item, cost)| (item, i64::from(*cost))).collect(),
                    least: clamp(budget.least),
                    most: clamp(budget.most),
                    switch: None,
                }
            }
        })
    }

    /// The items that a best form may hold: those given and, of each class, the best open ones, as many as a form has items.
    ///
    /// Items of one class are the same to every rule, so a form that holds one and not a better one of its class is not the best.
    pub(super) fn candidates(&self, values: &[f64], given: &[usize], closed: &[bool], rules: &[Rule]) -> Vec<usize> {
        // Without the rule of length, a form may hold them all.
        let length = rules.contains(&Rule::Length).then_some(self.length);
        let wanted = length
            .and_then(|length| usize::try_from(length).ok())
            .unwrap_or(usize::MAX);
        let wanted = wanted.saturating_sub(given.len()).max(1);
        let mut taken = vec![false; self.items];
        for item in given {
            if let Some(place) = taken.get_mut(*item) {
                *place = true;
            }
        }
        let mut open: Vec<(u32, f64, usize)> = Vec::with_capacity(self.items);
        let closed = closed.iter().copied().chain(std::iter::repeat(false));
        for (((item, class), closed), taken) in self.classes.iter().enumerate().zip(closed).zip(&taken) {
            if !closed && !taken {
                open.push((*class, values.get(item).copied().unwrap_or(0.0), item));
            }
        }
        let mut kept = given.to_vec();
        if wanted >= open.len() {
            kept.extend(open.iter().map(|(_, _, item)| *item));
        } else {
            open.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
            let (mut class, mut count) = (None, 0);
            for (of, _, item) in open {
                count = if class == Some(of) { count + 1 } else { 1 };
                class = Some(of);
                if count <= wanted {
                    kept.push(item);
                }
            }
        }
        kept.sort_unstable();
        kept
    }

    /// Gives items that all rules treat alike the same number.
    fn classify(&self) -> Vec<u32> {
        let mut signatures: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.items];
        let mut number = 0_u32;
        let lists = self.groups.iter().map(|group| &group.items);
        let lists = lists.chain(&self.enemies).chain(self.sets.iter().map(|set| &set.items));
        for list in lists {
            for item in list {
                if let Some(signature) = signatures.get_mut(*item) {
                    signature.push((number, 1));
                }
            }
            number += 1;
        }
        for budget in &self.budgets {
            for (signature, cost) in signatures.iter_mut().zip(&budget.costs) {
                signature.push((number, *cost));
            }
            number += 1;
        }
        let mut known = std::collections::BTreeMap::new();
        let mut classes = Vec::with_capacity(self.items);
        for signature in signatures {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            classes.push(*known.entry(signature).or_insert(next));
        }
        classes
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
