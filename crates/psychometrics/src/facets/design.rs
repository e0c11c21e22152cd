//! Who rated what: from ratings to a table, a design, and whether it holds together.

use super::Steps;
use crate::calibrate::add_steps;
use crate::calibrate::linear::Design;
use crate::model::MAX_CATEGORIES;
use crate::numeric::Matrix;
use crate::responses::{MISSING, Responses};
use core::fmt;
use std::collections::BTreeMap;

/// One rating. Persons, items and raters are numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rating {
    /// Who was rated.
    pub person: u32,
    /// On what.
    pub item: u32,
    /// By whom.
    pub rater: u32,
    /// The category given, from 0.
    pub category: u8,
}

/// Elements that are linked among themselves and to no other.
pub type Subset = Vec<u32>;

/// Why a design is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusedDesign {
    /// There is no rating.
    NoRating,
    /// Fewer than two categories are used, or more than [`MAX_CATEGORIES`].
    Categories,
    /// A number of person, item or rater is left out: none below the largest may be.
    Numbering,
    /// A category was never used (on an item, where each has its own steps): its steps have no bound.
    EmptyCategory {
        /// The item, where each has its own steps.
        item: Option<u32>,
        /// The category.
        category: u8,
    },
    /// An item, or a rater, only ever got the lowest or the highest category.
    Extreme {
        /// Whether it is a rater.
        rater: bool,
        /// Its number.
        element: u32,
    },
    /// Raters fall into sets that no person links.
    RatersApart {
        /// The sets.
        subsets: Vec<Subset>,
    },
    /// Items fall into sets that no person links.
    ItemsApart {
        /// The sets.
        subsets: Vec<Subset>,
    },
    /// Items and raters cannot be told apart, though persons link them: a rater only ever saw items that others did not.
    Confounded,
}

impl RefusedDesign {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoRating => "facets/no-rating",
            Self::Categories => "facets/categories",
            Self::Numbering => "facets/numbering",
            Self::EmptyCategory { .. } => "facets/empty-category",
            Self::Extreme { .. } => "facets/extreme",
            Self::RatersApart { .. } => "facets/raters-apart",
            Self::ItemsApart { .. } => "facets/items-apart",
            Self::Confounded => "facets/confounded",
        }
    }
}

impl fmt::Display for RefusedDesign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRating => write!(f, "there is no rating"),
            Self::Categories => write!(f, "ratings use fewer than 2 or more than {MAX_CATEGORIES} categories"),
            Self::Numbering => write!(f, "a person, item or rater has a number without ratings"),
            Self::EmptyCategory { item, category } => match item {
                Some(item) => write!(f, "category {category} was never used on item {item}"),
                None => write!(f, "category {category} was never used"),
            },
            Self::Extreme { rater, element } => {
                let what = if *rater { "rater" } else { "item" };
                write!(f, "{what} {element} only has extreme ratings")
            }
            Self::RatersApart { subsets } => write!(f, "{} sets of raters without a common person", subsets.len()),
            Self::ItemsApart { subsets } => write!(f, "{} sets of items without a common person", subsets.len()),
            Self::Confounded => write!(f, "items and raters cannot be told apart"),
        }
    }
}

impl core::error::Error for RefusedDesign {}

/// What EM turns, with what is needed to read its result.
#[derive(Debug)]
pub struct Prepared {
    pub steps: Steps,
    pub ratings: Vec<Rating>,
    pub persons: usize,
    pub items: usize,
    pub raters: usize,
    pub categories: usize,
    /// One column for each item, rater and occurrence that is met.
    pub table: Responses,
    pub designs: Vec<Design>,
    pub start: Vec<f64>,
}

impl Prepared {
    pub fn new(ratings: &[Rating], steps: Steps) -> Result<Self, RefusedDesign> {
        let mut ratings = ratings.to_vec();
        // The order of the ratings says nothing.
        ratings.sort_unstable();
        let count = |of: fn(&Rating) -> u32| -> Result<usize, RefusedDesign> {
            let most = ratings.iter().map(of).max().ok_or(RefusedDesign::NoRating)? as usize;
            let mut met = vec![false; most + 1];
            for rating in &ratings {
                if let Some(place) = met.get_mut(of(rating) as usize) {
                    *place = true;
                }
            }
            if met.contains(&false) {
                return Err(RefusedDesign::Numbering);
            }
            Ok(most + 1)
        };
        let (persons, items, raters) = (count(|r| r.person)?, count(|r| r.item)?, count(|r| r.rater)?);
        let highest = ratings.iter().map(|rating| rating.category).max().unwrap_or(0);
        let categories = usize::from(highest) + 1;
        if !(2..=MAX_CATEGORIES).contains(&categories) {
            return Err(RefusedDesign::Categories);
        }
        used(&ratings, steps, items, categories)?;
        extreme(&ratings, items, raters, highest)?;
        connected(&ratings, persons, items, raters)?;
        let (table, columns) = table(&ratings, persons, categories);
        let (designs, start) = design(&columns, steps, (items, raters, categories));
        Ok(Self {
            steps,
            ratings,
            persons,
            items,
            raters,
            categories,
            table,
            designs,
            start,
        })
    }

    /// Place of the first parameter that is a severity.
    pub fn severities(&self) -> usize {
        self.items
    }

    /// Place of the first step parameter of an item.
    pub fn first_step(&self, item: usize) -> usize {
        let own = match self.steps {
            Steps::Common => 0,
            Steps::ByItem => item * self.categories.saturating_sub(2),
        };
        self.items + self.raters - 1 + own
    }

    /// The design of an item as judged by a rater; none: by a rater of severity 0.
    pub fn cell(&self, item: usize, rater: Option<usize>) -> Design {
        cell(self.steps, (self.items, self.raters, self.categories), item, rater)
    }
}

fn used(ratings: &[Rating], steps: Steps, items: usize, categories: usize) -> Result<(), RefusedDesign> {
    let sets = if steps == Steps::Common { 1 } else { items };
    let mut met = vec![vec![false; categories]; sets];
    for rating in ratings {
        let set = if steps == Steps::Common {
            0
        } else {
            rating.item as usize
        };
        if let Some(place) = met
            .get_mut(set)
            .and_then(|set| set.get_mut(usize::from(rating.category)))
        {
            *place = true;
        }
    }
    for (item, set) in (0_u32..).zip(&met) {
        if let Some(category) = set.iter().position(|met| !met) {
            return Err(RefusedDesign::EmptyCategory {
                item: (steps == Steps::ByItem).then_some(item),
                category: u8::try_from(category).unwrap_or(u8::MAX),
            });
        }
    }
    Ok(())
}

fn extreme(ratings: &[Rating], items: usize, raters: usize, highest: u8) -> Result<(), RefusedDesign> {
    for (rater, count) in [(false, items), (true, raters)] {
        // For each element: whether all its ratings are the lowest, and whether all are the highest.
        let mut all = vec![(true, true); count];
        for rating in ratings {
            let element = if rater { rating.rater } else { rating.item };
            if let Some((low, high)) = all.get_mut(element as usize) {
                *low &= rating.category == 0;
                *high &= rating.category == highest;
            }
        }
        if let Some((element, _)) = (0_u32..).zip(&all).find(|(_, (low, high))| *low || *high) {
            return Err(RefusedDesign::Extreme { rater, element });
        }
    }
    Ok(())
}

/// Sets of elements that persons link.
fn subsets(ratings: &[Rating], count: usize, of: fn(&Rating) -> u32) -> Vec<Subset> {
    let mut root: Vec<u32> = (0..).take(count).collect();
    fn find(root: &[u32], mut element: u32) -> u32 {
        while let Some(&above) = root.get(element as usize) {
            if above == element {
                break;
            }
            element = above;
        }
        element
    }
    let mut last: Option<(u32, u32)> = None;
    for rating in ratings {
        let element = of(rating);
        if let Some((person, before)) = last
            && person == rating.person
        {
            let (left, right) = (find(&root, before), find(&root, element));
            let (low, high) = (left.min(right), left.max(right));
            if let Some(place) = root.get_mut(high as usize) {
                *place = low;
            }
        }
        last = Some((rating.person, element));
    }
    let mut sets: BTreeMap<u32, Subset> = BTreeMap::new();
    for element in (0..).take(count) {
        sets.entry(find(&root, element)).or_default().push(element);
    }
    sets.into_values().collect()
}

/// Refuses a design in which differences of items or raters are not estimable beside persons.
fn connected(ratings: &[Rating], persons: usize, items: usize, raters: usize) -> Result<(), RefusedDesign> {
    let subsets_of_raters = subsets(ratings, raters, |rating| rating.rater);
    if subsets_of_raters.len() > 1 {
        return Err(RefusedDesign::RatersApart {
            subsets: subsets_of_raters,
        });
    }
    let subsets_of_items = subsets(ratings, items, |rating| rating.item);
    if subsets_of_items.len() > 1 {
        return Err(RefusedDesign::ItemsApart {
            subsets: subsets_of_items,
        });
    }
    // Within persons, items and raters must leave all their differences: rank items + raters − 2.
    let size = items + raters;
    let mut gram = Matrix::zeros(size, size);
    let mut from = 0;
    for person in (0..).take(persons) {
        let own: Vec<&Rating> = ratings
            .iter()
            .skip(from)
            .take_while(|rating| rating.person == person)
            .collect();
        from += own.len();
        let count = own.len() as f64;
        let mut sums = vec![0.0; size];
        for rating in &own {
            let (item, rater) = (rating.item as usize, items + rating.rater as usize);
            for (left, right) in [(item, item), (rater, rater), (item, rater), (rater, item)] {
                gram.add(left, right, 1.0);
            }
            for place in [item, rater] {
                if let Some(sum) = sums.get_mut(place) {
                    *sum += 1.0;
                }
            }
        }
        let met: Vec<usize> = (0..size).filter(|&place| sums.get(place) > Some(&0.0)).collect();
        for &left in &met {
            for &right in &met {
                let product = sums.get(left).copied().unwrap_or(0.0) * sums.get(right).copied().unwrap_or(0.0);
                gram.add(left, right, -product / count);
            }
        }
    }
    // The two sums are free by nature: tie them, and the rest must be definite.
    let largest = (0..size).fold(0.0_f64, |most, place| most.max(gram.at(place, place)));
    for left in 0..size {
        for right in 0..size {
            if (left < items) == (right < items) {
                gram.add(left, right, 1.0);
            }
        }
        gram.add(left, left, -largest * 1e-9);
    }
    match gram.cholesky() {
        Some(_) => Ok(()),
        None => Err(RefusedDesign::Confounded),
    }
}

/// Persons in rows; a column for each item, rater and repetition. Yields the item and rater of each column too.
fn table(ratings: &[Rating], persons: usize, categories: usize) -> (Responses, Vec<(usize, usize)>) {
    let mut occurrences: BTreeMap<(u32, u32, u32), u32> = BTreeMap::new();
    let mut cells: BTreeMap<(u32, u32, u32), Vec<(u32, u8)>> = BTreeMap::new();
    for rating in ratings {
        let occurrence = occurrences
            .entry((rating.person, rating.item, rating.rater))
            .or_insert(0);
        cells
            .entry((rating.item, rating.rater, *occurrence))
            .or_default()
            .push((rating.person, rating.category));
        *occurrence += 1;
    }
    let mut rows = vec![vec![MISSING; cells.len()]; persons];
    let mut columns = Vec::with_capacity(cells.len());
    for (place, ((item, rater, _), own)) in cells.into_iter().enumerate() {
        columns.push((item as usize, rater as usize));
        for (person, category) in own {
            if let Some(cell) = rows.get_mut(person as usize).and_then(|row| row.get_mut(place)) {
                *cell = category;
            }
        }
    }
    let declared = vec![u8::try_from(categories).unwrap_or(u8::MAX); columns.len()];
    let table = Responses::from_rows(&rows).and_then(|table| table.with_categories(declared));
    // Every column has a rating and every rating is below the declared number: neither can be refused.
    let table = table.unwrap_or_else(|_| empty());
    (table, columns)
}

#[expect(clippy::unwrap_used, reason = "one row of one cell is a table")]
fn empty() -> Responses {
    Responses::from_rows(&[[MISSING]]).unwrap()
}

fn cell(steps: Steps, (items, raters, categories): (usize, usize, usize), item: usize, rater: Option<usize>) -> Design {
    let mut design = Design::new(categories);
    design.add(item, |k| -(k as f64));
    match rater {
        Some(last) if last + 1 == raters => {
            // The severity of the last rater is minus the sum of the others.
            for other in 0..last {
                design.add(items + other, |k| k as f64);
            }
        }
        Some(rater) => design.add(items + rater, |k| -(k as f64)),
        None => {}
    }
    let own = match steps {
        Steps::Common => 0,
        Steps::ByItem => item * categories.saturating_sub(2),
    };
    add_steps(&mut design, items + raters - 1 + own, categories - 1);
    design
}

fn design(columns: &[(usize, usize)], steps: Steps, sizes: (usize, usize, usize)) -> (Vec<Design>, Vec<f64>) {
    let (items, raters, categories) = sizes;
    let sets = if steps == Steps::Common { 1 } else { items };
    let total = items + raters - 1 + sets * categories.saturating_sub(2);
    let designs = columns
        .iter()
        .map(|&(item, rater)| cell(steps, sizes, item, Some(rater)))
        .collect();
    (designs, vec![0.0; total])
}
