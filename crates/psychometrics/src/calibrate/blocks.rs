//! The expectation step: how many persons sit at each node, and what they answered there.
//!
//! Neighbouring items are put in blocks. Within a block persons share prefixes of responses (at most [`WIDEST`] distinct ones), so the
//! product of the probabilities of a prefix is made once for all who have it, and what persons add to their node is added once to
//! their prefix, then handed down item by item. A person costs one multiplication and one addition a block and node instead of one an item.
//! Gaps are a branch of their own: planned missing data costs nothing.

use crate::responses::{MISSING, Responses};

/// Most prefixes of a block: its tables stay in the cache of the processor.
const WIDEST: usize = 256;

/// Products are brought back to 1 when they fall below this; what is 10⁻²⁰⁰ times less likely than another node does not matter.
const SMALL: f64 = 1e-100;

/// Where the categories of each item lie in one flat table: item by item, category by category, node by node.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    nodes: usize,
    // Offset of each item, then the total.
    offsets: Vec<usize>,
}

impl Layout {
    /// For items of so many categories at so many nodes.
    pub fn new(categories: &[u8], nodes: usize) -> Self {
        let mut offsets = Vec::with_capacity(categories.len() + 1);
        let mut next = 0;
        offsets.push(0);
        for &count in categories {
            next += usize::from(count) * nodes;
            offsets.push(next);
        }
        Self { nodes, offsets }
    }

    /// Nodes.
    #[cfg(test)]
    pub const fn nodes(&self) -> usize {
        self.nodes
    }

    /// A table of zeros.
    pub fn zeros(&self) -> Vec<f64> {
        vec![0.0; self.offsets.last().copied().unwrap_or(0)]
    }

    /// The part of an item.
    pub fn item<'a>(&self, table: &'a [f64], item: usize) -> &'a [f64] {
        match (self.offsets.get(item), self.offsets.get(item + 1)) {
            (Some(&from), Some(&to)) => table.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The part of an item, to write.
    pub fn item_mut<'a>(&self, table: &'a mut [f64], item: usize) -> &'a mut [f64] {
        match (self.offsets.get(item), self.offsets.get(item + 1)) {
            (Some(&from), Some(&to)) => table.get_mut(from..to).unwrap_or(&mut []),
            _ => &mut [],
        }
    }

    /// One category of an item.
    pub fn category<'a>(&self, table: &'a [f64], item: usize, category: usize) -> &'a [f64] {
        let row = self.item(table, item);
        row.get(category * self.nodes..(category + 1) * self.nodes)
            .unwrap_or(&[])
    }
}

/// One item within a block: for each prefix that ends with it, the prefix before and the category.
#[derive(Debug, Clone)]
struct Level {
    item: usize,
    parents: Vec<u32>,
    cells: Vec<u8>,
}

#[derive(Debug, Clone)]
struct Block {
    levels: Vec<Level>,
    /// For each row, its prefix at the last level.
    of: Vec<u32>,
}

/// A table of responses prepared for the expectation step.
#[derive(Debug, Clone)]
pub struct Blocks {
    blocks: Vec<Block>,
    weights: Vec<f64>,
    groups: Vec<u32>,
    layout: Layout,
}

/// What the expectation step yields.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// Expected number of persons at each node who gave each category, laid out by [`Layout`].
    pub counts: Vec<f64>,
    /// Expected number of persons of each group at each node, group by group.
    pub masses: Vec<f64>,
    /// Marginal log-likelihood.
    pub log_likelihood: f64,
}

/// Tables that are kept from one step to the next, so that nothing is allocated on the way.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    products: Vec<Vec<Vec<f64>>>,
    sums: Vec<Vec<Vec<f64>>>,
}

impl Blocks {
    /// Prepares a table; rows that are equal should have been put together before.
    pub fn new(table: &Responses, nodes: usize) -> Self {
        let rows = table.persons();
        let mut blocks: Vec<Block> = Vec::new();
        let mut current = Block {
            levels: Vec::new(),
            of: vec![0; rows],
        };
        let mut width = 1_usize;
        for item in 0..table.items() {
            let (level, of) = extend(table, item, &current.of, width);
            if level.parents.len() > WIDEST && !current.levels.is_empty() {
                let closed = core::mem::replace(
                    &mut current,
                    Block {
                        levels: Vec::new(),
                        of: vec![0; rows],
                    },
                );
                blocks.push(closed);
                let (level, of) = extend(table, item, &current.of, 1);
                width = level.parents.len();
                current.levels.push(level);
                current.of = of;
            } else {
                width = level.parents.len();
                current.levels.push(level);
                current.of = of;
            }
        }
        if !current.levels.is_empty() {
            blocks.push(current);
        }
        Self {
            blocks,
            weights: table.weights().to_vec(),
            groups: table.groups().to_vec(),
            layout: Layout::new(table.categories(), nodes),
        }
    }

    /// Where the tables of probabilities and counts hold what.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    fn prepare(&self, scratch: &mut Scratch) {
        if scratch.products.len() == self.blocks.len() {
            return;
        }
        let nodes = self.layout.nodes;
        let zeros = || {
            self.blocks
                .iter()
                .map(|block| {
                    block
                        .levels
                        .iter()
                        .map(|level| vec![0.0; level.parents.len() * nodes])
                        .collect()
                })
                .collect()
        };
        scratch.products = zeros();
        scratch.sums = zeros();
    }

    /// The product of the probabilities of every prefix.
    fn multiply(&self, probabilities: &[f64], scratch: &mut Scratch) {
        let nodes = self.layout.nodes;
        for (block, products) in self.blocks.iter().zip(&mut scratch.products) {
            let mut before: &[f64] = &[];
            for (level, out) in block.levels.iter().zip(products.iter_mut()) {
                let ends = level.parents.iter().zip(&level.cells);
                for (place, (&parent, &cell)) in out.chunks_exact_mut(nodes).zip(ends) {
                    let upper = slice(before, parent, nodes);
                    let own = self.layout.category(probabilities, level.item, usize::from(cell));
                    match (upper, cell == MISSING) {
                        (Some(upper), true) => place.copy_from_slice(upper),
                        (Some(upper), false) => {
                            for ((place, &x), &y) in place.iter_mut().zip(upper).zip(own) {
                                *place = x * y;
                            }
                        }
                        (None, true) => place.fill(1.0),
                        (None, false) => place.copy_from_slice(own),
                    }
                }
                before = out;
            }
        }
    }

    /// Hands what was added to the last prefixes down to the items.
    fn hand_down(&self, scratch: &mut Scratch, counts: &mut [f64]) {
        let nodes = self.layout.nodes;
        for (block, sums) in self.blocks.iter().zip(&mut scratch.sums) {
            for (place, level) in block.levels.iter().enumerate().rev() {
                let (before, from_here) = sums.split_at_mut(place);
                let Some(own) = from_here.first() else { continue };
                let mut upper = before.last_mut();
                if let Some(upper) = &mut upper {
                    upper.fill(0.0);
                }
                let target = self.layout.item_mut(counts, level.item);
                let ends = level.parents.iter().zip(&level.cells);
                for (sum, (&parent, &cell)) in own.chunks_exact(nodes).zip(ends) {
                    if cell != MISSING {
                        let from = usize::from(cell) * nodes;
                        if let Some(target) = target.get_mut(from..from + nodes) {
                            add(target, sum);
                        }
                    }
                    if let Some(upper) = &mut upper {
                        let from = parent as usize * nodes;
                        if let Some(upper) = upper.get_mut(from..from + nodes) {
                            add(upper, sum);
                        }
                    }
                }
            }
        }
    }

    /// Calls `each` with every row, the logarithm of its marginal likelihood and its posterior (of sum 1).
    ///
    /// `priors` holds the weight of each node, group by group.
    fn posteriors(
        &self,
        probabilities: &[f64],
        priors: &[f64],
        scratch: &mut Scratch,
        mut each: impl FnMut(usize, f64, &[f64], &mut [Vec<Vec<f64>>]),
    ) {
        let nodes = self.layout.nodes;
        self.prepare(scratch);
        self.multiply(probabilities, scratch);
        let Scratch { products, sums } = scratch;
        let mut posterior = vec![0.0; nodes];
        for (row, &group) in self.groups.iter().enumerate() {
            let Some(prior) = slice(priors, group, nodes) else {
                continue;
            };
            posterior.copy_from_slice(prior);
            let mut scale = 0.0;
            let leaves = self.blocks.iter().zip(products.iter());
            for (place, leaf) in leaves.enumerate().filter_map(|(place, (block, tables))| {
                let leaf = slice(tables.last()?, *block.of.get(row)?, nodes)?;
                Some((place, leaf))
            }) {
                for (likelihood, &factor) in posterior.iter_mut().zip(leaf) {
                    *likelihood *= factor;
                }
                if place % 4 == 3 {
                    let most = posterior.iter().fold(0.0_f64, |most, &value| most.max(value));
                    if most < SMALL && most > 0.0 {
                        posterior.iter_mut().for_each(|value| *value /= most);
                        scale += libm::log(most);
                    }
                }
            }
            let total: f64 = posterior.iter().sum();
            let log = if total > 1e-290 && total.is_finite() {
                let share = 1.0 / total;
                posterior.iter_mut().for_each(|value| *value *= share);
                libm::log(total) + scale
            } else {
                self.in_logarithms(row, probabilities, prior, &mut posterior)
            };
            each(row, log, &posterior, sums);
        }
    }

    /// The same for one row, slowly: for likelihoods too small for a product.
    fn in_logarithms(&self, row: usize, probabilities: &[f64], prior: &[f64], posterior: &mut [f64]) -> f64 {
        for (place, &weight) in posterior.iter_mut().zip(prior) {
            *place = libm::log(weight);
        }
        for block in &self.blocks {
            let mut prefix = block.of.get(row).copied().unwrap_or(0);
            for level in block.levels.iter().rev() {
                let end = prefix as usize;
                let cell = level.cells.get(end).copied().unwrap_or(MISSING);
                if cell != MISSING {
                    let own = self.layout.category(probabilities, level.item, usize::from(cell));
                    for (place, &p) in posterior.iter_mut().zip(own) {
                        *place += libm::log(p);
                    }
                }
                prefix = level.parents.get(end).copied().unwrap_or(0);
            }
        }
        let most = posterior.iter().fold(
            f64::NEG_INFINITY,
            |most, &value| if value > most { value } else { most },
        );
        if !most.is_finite() {
            // No node can have given this row: it weighs nothing at any node, and the likelihood says so.
            posterior.fill(0.0);
            return f64::NEG_INFINITY;
        }
        posterior.iter_mut().for_each(|value| *value = libm::exp(*value - most));
        let total: f64 = posterior.iter().sum();
        posterior.iter_mut().for_each(|value| *value /= total);
        most + libm::log(total)
    }

    /// The expectation step: expected counts and the marginal log-likelihood, weights counted.
    pub fn expect(&self, probabilities: &[f64], priors: &[f64], scratch: &mut Scratch, out: &mut Expected) {
        let nodes = self.layout.nodes;
        out.counts.resize(probabilities.len(), 0.0);
        out.counts.fill(0.0);
        out.masses.resize(priors.len(), 0.0);
        out.masses.fill(0.0);
        for sums in scratch.sums.iter_mut().filter_map(|sums| sums.last_mut()) {
            sums.fill(0.0);
        }
        let mut log_likelihood = 0.0;
        let mut weighted = vec![0.0; nodes];
        let masses = &mut out.masses;
        self.posteriors(probabilities, priors, scratch, |row, log, posterior, sums| {
            let weight = self.weights.get(row).copied().unwrap_or(0.0);
            if weight <= 0.0 {
                return;
            }
            log_likelihood += weight * log;
            for (place, &share) in weighted.iter_mut().zip(posterior) {
                *place = share * weight;
            }
            let group = self.groups.get(row).copied().unwrap_or(0) as usize;
            if let Some(mass) = masses.get_mut(group * nodes..(group + 1) * nodes) {
                add(mass, &weighted);
            }
            for (block, tables) in self.blocks.iter().zip(sums) {
                if let (Some(last), Some(&prefix)) = (tables.last_mut(), block.of.get(row)) {
                    let from = prefix as usize * nodes;
                    if let Some(leaf) = last.get_mut(from..from + nodes) {
                        add(leaf, &weighted);
                    }
                }
            }
        });
        self.hand_down(scratch, &mut out.counts);
        out.log_likelihood = log_likelihood;
    }

    /// Calls `each` with every row, the logarithm of its likelihood and its posterior.
    pub fn each_posterior(
        &self,
        probabilities: &[f64],
        priors: &[f64],
        scratch: &mut Scratch,
        mut each: impl FnMut(usize, f64, &[f64]),
    ) {
        self.posteriors(probabilities, priors, scratch, |row, log, posterior, _| {
            each(row, log, posterior);
        });
    }
}

fn add(target: &mut [f64], from: &[f64]) {
    for (target, &value) in target.iter_mut().zip(from) {
        *target += value;
    }
}

fn slice(table: &[f64], index: u32, nodes: usize) -> Option<&[f64]> {
    let from = index as usize * nodes;
    table.get(from..from + nodes)
}

/// The prefixes one item longer: for each the one before and the cell, and for each row its new prefix.
fn extend(table: &Responses, item: usize, of: &[u32], width: usize) -> (Level, Vec<u32>) {
    // One slot for every category there may be, and for a gap.
    let fan = usize::from(MISSING) + 1;
    let mut slots = vec![u32::MAX; width * fan];
    let mut level = Level {
        item,
        parents: Vec::new(),
        cells: Vec::new(),
    };
    let mut extended = Vec::with_capacity(of.len());
    for (row, &parent) in table.rows().zip(of) {
        let cell = row.get(item).copied().unwrap_or(MISSING);
        let mut prefix = 0;
        if let Some(slot) = slots.get_mut(parent as usize * fan + usize::from(cell)) {
            if *slot == u32::MAX {
                *slot = u32::try_from(level.parents.len()).unwrap_or(0);
                level.parents.push(parent);
                level.cells.push(cell);
            }
            prefix = *slot;
        }
        extended.push(prefix);
    }
    (level, extended)
}

#[cfg(test)]
mod tests;
