//! Multistage tests: modules of items given together, and which module comes after.

use crate::model::Item;
use crate::numeric::brent::root;
use crate::scale::Range;
use crate::select::TIE;
use std::fmt;

/// A module: its items, and the modules that may follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Places of its items in the bank.
    pub items: Vec<usize>,
    /// Places of the modules that may follow, easiest first; empty in the last stage.
    pub next: Vec<usize>,
    /// Number-correct cuts between them: below the first the first follows, from it on the second, and so on. Empty when the route goes by
    /// information.
    pub cuts: Vec<u32>,
}

/// A multistage test: module 0 comes first.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    // INVARIANT: places are within the bank and the panel, the way only goes to later modules, cuts increase and are one fewer than the
    // modules that follow, or none.
    bank: Vec<Item>,
    modules: Vec<Module>,
}

/// What decides the route.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// The measure so far: the module that tells most there follows.
    Theta(f64),
    /// The sum of the scores so far, against the cuts of the module just given.
    Sum(u32),
}

/// The module that follows, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Route {
    /// Its place.
    pub module: usize,
    /// Its information at the measure, when the route went by information.
    pub information: Option<f64>,
    /// Distance to the nearest point where the route would have been another: in information to the next best module, or in points to the
    /// nearest cut; none when there was only one way.
    pub margin: Option<f64>,
}

/// Why a multistage test or a route was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPanel {
    /// A module without items, or there is none.
    Empty {
        /// Its place.
        module: usize,
    },
    /// An item that is not in the bank, or comes twice on one way.
    Item {
        /// Place of the module.
        module: usize,
        /// Place of the item.
        item: usize,
    },
    /// A way that does not lead to a later module.
    Way {
        /// Place of the module.
        module: usize,
    },
    /// Cuts that do not increase, or are not one fewer than the ways.
    Cuts {
        /// Place of the module.
        module: usize,
    },
    /// A module that is not there, or a sum where the route goes by information (or the other way round).
    Standing {
        /// Place of the module.
        module: usize,
    },
}

impl BadPanel {
    /// A stable name for the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "panel/empty",
            Self::Item { .. } => "panel/item",
            Self::Way { .. } => "panel/way",
            Self::Cuts { .. } => "panel/cuts",
            Self::Standing { .. } => "panel/standing",
        }
    }
}

impl fmt::Display for BadPanel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { module } => write!(f, "module {module} has no item"),
            Self::Item { module, item } => write!(
                f,
                "item {item} of module {module} is not in the bank, or comes twice on one way"
            ),
            Self::Way { module } => write!(f, "a way from module {module} does not lead to a later one"),
            Self::Cuts { module } => write!(
                f,
                "the cuts after module {module} do not increase, or do not part its ways"
            ),
            Self::Standing { module } => write!(f, "the route after module {module} does not go by what was given"),
        }
    }
}

impl std::error::Error for BadPanel {}

impl Panel {
    /// Checks a panel over a bank.
    ///
    /// # Errors
    /// Empty modules, items that are not there or come twice on a way, ways backwards, cuts that do not part the ways.
    pub fn new(bank: Vec<Item>, modules: Vec<Module>) -> Result<Self, BadPanel> {
        if modules.is_empty() {
            return Err(BadPanel::Empty { module: 0 });
        }
        // For each module, the items of all ways that lead to it.
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); modules.len()];
        for (place, module) in modules.iter().enumerate() {
            if module.items.is_empty() {
                return Err(BadPanel::Empty { module: place });
            }
            let mut here = before.get(place).cloned().unwrap_or_default();
            for item in &module.items {
                if *item >= bank.len() || here.contains(item) {
                    return Err(BadPanel::Item {
                        module: place,
                        item: *item,
                    });
                }
                here.push(*item);
            }
            for next in &module.next {
                let way = before.get_mut(*next).filter(|_| *next > place);
                let way = way.ok_or(BadPanel::Way { module: place })?;
                way.extend(
                    here.iter()
                        .copied()
                        .filter(|item| !way.contains(item))
                        .collect::<Vec<_>>(),
                );
            }
            let ordered = module.cuts.iter().zip(module.cuts.iter().skip(1)).all(|(a, b)| a < b);
            if !module.cuts.is_empty() && (!ordered || module.cuts.len() + 1 != module.next.len()) {
                return Err(BadPanel::Cuts { module: place });
            }
        }
        Ok(Self { bank, modules })
    }

    /// The modules.
    #[must_use]
    pub fn modules(&self) -> &[Module] {
        &self.modules
    }

    /// The items of a module; empty where there is none.
    pub fn items(&self, module: usize) -> impl Iterator<Item = &Item> {
        let places = self.modules.get(module).map_or(&[][..], |module| &module.items);
        places.iter().filter_map(|place| self.bank.get(*place))
    }

    /// Information of a module at θ.
    ///
    /// # Formula
    /// Σ I_i(θ) over the items of the module, in 1/logit².
    ///
    /// # Source
    /// D. Yan, A. A. von Davier and C. Lewis (eds.), *Computerized Multistage Testing* (2014), chapter 1.
    #[must_use]
    pub fn information(&self, module: usize, theta: f64) -> f64 {
        self.items(module).map(|item| item.information(theta)).sum()
    }

    /// The module that follows; none after the last stage. Equal information goes to the easiest of the ways.
    ///
    /// # Errors
    /// No such module, or a sum where there are no cuts, or a measure where there are.
    pub fn route(&self, after: usize, standing: Standing) -> Result<Option<Route>, BadPanel> {
        let wrong = BadPanel::Standing { module: after };
        let module = self.modules.get(after).ok_or(wrong)?;
        if module.next.is_empty() {
            return Ok(None);
        }
        match standing {
            Standing::Sum(sum) => {
                if module.cuts.is_empty() && module.next.len() > 1 {
                    return Err(wrong);
                }
                let passed = module.cuts.iter().filter(|cut| **cut <= sum).count();
                let next = module.next.get(passed).ok_or(wrong)?;
                let nearest = module.cuts.iter().map(|cut| cut.abs_diff(sum)).min();
                Ok(Some(Route {
                    module: *next,
                    information: None,
                    margin: nearest.map(f64::from),
                }))
            }
            Standing::Theta(theta) => {
                if !module.cuts.is_empty() {
                    return Err(wrong);
                }
                let mut best: Option<(usize, f64)> = None;
                let mut second: Option<f64> = None;
                for next in &module.next {
                    let value = self.information(*next, theta);
                    match best {
                        Some((_, top)) if value <= top + TIE * top.abs() => {
                            second = Some(second.map_or(value, |second| second.max(value)));
                        }
                        _ => {
                            second = best.map(|(_, top)| top);
                            best = Some((*next, value));
                        }
                    }
                }
                let (module, information) = best.ok_or(wrong)?;
                Ok(Some(Route {
                    module,
                    information: Some(information),
                    margin: second.map(|second| information - second),
                }))
            }
        }
    }

    /// Where the information of two modules crosses, in increasing order.
    ///
    /// # Formula
    /// The zeros of Σ_A I_i(θ) − Σ_B I_i(θ): changes of sign on a grid, then Brent's method.
    ///
    /// # Source
    /// R. M. Luecht and R. J. Nungester, *Journal of Educational Measurement* 35 (1998), 229–249, approximate maximum information.
    #[must_use]
    pub fn crossings(&self, one: usize, other: usize, range: Range) -> Vec<f64> {
        let gap = |theta: f64| self.information(one, theta) - self.information(other, theta);
        let points: Vec<f64> = range.points(401).collect();
        let pairs = points.iter().zip(points.iter().skip(1));
        pairs
            .filter(|(low, high)| (gap(**low) > 0.0) != (gap(**high) > 0.0))
            .filter_map(|(low, high)| root(gap, *low, *high, 0.0))
            .collect()
    }

    /// The number-correct cut that stands for a point of the scale on a way: the sum expected there over its modules, rounded up, so that whoever is
    /// expected at the point goes the upper way.
    ///
    /// # Formula
    /// ⌈Σ_i E(X_i | θ)⌉, the test characteristic curve at the crossing of two modules.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a sum of scores, at least 0 and far below 2^32"
    )]
    pub fn sum_cut(&self, way: &[usize], theta: f64) -> u32 {
        let expected: f64 = way
            .iter()
            .flat_map(|module| self.items(*module))
            .map(|item| item.expected(theta).mean)
            .sum();
        libm::ceil(expected) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bank() -> Vec<Item> {
        (0..9)
            .map(|k| Item::two_pl(1.0, f64::from(k % 3) - 1.0).unwrap())
            .collect()
    }

    fn module(items: &[usize], next: &[usize], cuts: &[u32]) -> Module {
        Module {
            items: items.to_vec(),
            next: next.to_vec(),
            cuts: cuts.to_vec(),
        }
    }

    #[test]
    fn routes_by_sum_and_by_information() {
        let stages = |cuts: &[u32]| {
            vec![
                module(&[0, 1, 2], &[1, 2], cuts),
                module(&[3, 6], &[], &[]),
                module(&[5, 8], &[], &[]),
            ]
        };
        let by_sum = Panel::new(bank(), stages(&[2])).unwrap();
        let to = |sum| by_sum.route(0, Standing::Sum(sum)).unwrap().unwrap();
        assert_eq!([to(0).module, to(1).module, to(2).module, to(3).module], [1, 1, 2, 2]);
        assert_eq!(to(3).margin, Some(1.0));
        assert_eq!(by_sum.route(1, Standing::Sum(2)), Ok(None));
        assert_eq!(
            by_sum.route(0, Standing::Theta(0.0)),
            Err(BadPanel::Standing { module: 0 })
        );
        let by_information = Panel::new(bank(), stages(&[])).unwrap();
        let to = |theta| by_information.route(0, Standing::Theta(theta)).unwrap().unwrap();
        assert_eq!(
            [to(-0.5).module, to(0.0).module, to(0.5).module],
            [1, 1, 2],
            "a tie goes to the easier"
        );
        assert_eq!(by_information.crossings(1, 2, Range::USUAL).len(), 1);
        assert_eq!(by_information.sum_cut(&[0], 0.0), 2, "1.5 points are expected");
    }

    #[test]
    fn panels_that_lead_nowhere_are_refused() {
        let code = |modules| Panel::new(bank(), modules).unwrap_err().code();
        assert_eq!(code(Vec::new()), "panel/empty");
        assert_eq!(code(vec![module(&[], &[], &[])]), "panel/empty");
        assert_eq!(code(vec![module(&[9], &[], &[])]), "panel/item");
        assert_eq!(code(vec![module(&[0], &[0], &[])]), "panel/way");
        assert_eq!(code(vec![module(&[0], &[7], &[])]), "panel/way");
        assert_eq!(
            code(vec![module(&[0], &[1], &[]), module(&[1, 0], &[], &[])]),
            "panel/item"
        );
        assert_eq!(
            code(vec![module(&[0], &[1], &[3]), module(&[1], &[], &[])]),
            "panel/cuts"
        );
    }
}
