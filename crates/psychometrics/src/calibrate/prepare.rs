//! From a plan and a table to what EM turns: which items are estimated, how they share parameters, where they start.

use super::layer::{Layer, Separate};
use super::linear::{Design, Linear};
use super::outcome::Why;
use super::plan::{Anchor, Kind, Plan, Refused};
use super::population::Population;
use super::shape::{Shape, Slope};
use crate::model::MAX_CATEGORIES;
use crate::responses::Responses;

/// What an item is in the run: its parameters by place, an anchor, or nothing.
#[derive(Debug, Clone)]
pub enum Slot {
    Free {
        kind: Kind,
        shape: Option<Shape>,
        places: Vec<usize>,
        categories: usize,
    },
    Anchor(Anchor),
    Left(Why),
}

/// What the items have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Common {
    Nothing,
    /// A slope, which is the standard deviation of the first group: the place of its logarithm.
    Slope(usize),
    /// The steps of a rating scale: the place of the first, and how many there are.
    Steps(usize, usize),
}

pub fn check(table: &Responses, plan: &Plan) -> Result<(), Refused> {
    let mismatch = |found: usize, expected: usize| Err(Refused::Mismatch { found, expected });
    if plan.kinds.len() != table.items() {
        return mismatch(plan.kinds.len(), table.items());
    }
    if !plan.anchors.is_empty() && plan.anchors.len() != table.items() {
        return mismatch(plan.anchors.len(), table.items());
    }
    if !plan.populations.is_empty() && plan.populations.len() != table.group_count() {
        return mismatch(plan.populations.len(), table.group_count());
    }
    let positive = |value: f64| value > 0.0 && value.is_finite();
    if plan.nodes < 5 || plan.nodes > 10_000 || !positive(plan.reach) || !positive(plan.tolerance) {
        return Err(Refused::Settings);
    }
    let priors = [plan.priors.lower, plan.priors.upper, plan.priors.log_slope];
    let spreads = plan
        .populations
        .iter()
        .map(|population| population.sd)
        .chain(priors.into_iter().flatten().map(|prior| prior.sd));
    if spreads.into_iter().any(|sd| !positive(sd)) {
        return Err(Refused::Spread);
    }
    if table.weights().iter().sum::<f64>() <= 0.0 {
        return Err(Refused::NoWeight);
    }
    for common in [Kind::OnePl, Kind::RatingScale] {
        if !plan.kinds.contains(&common) {
            continue;
        }
        let alike = |kind: Kind| match common {
            Kind::OnePl => kind == Kind::OnePl,
            _ => kind.is_rasch() && kind != Kind::OnePl,
        };
        if let Some(item) = plan.kinds.iter().position(|&kind| !alike(kind)) {
            return Err(Refused::Mixed { item });
        }
        if let Some(item) = plan.anchors.iter().position(Option::is_some) {
            return Err(Refused::Mixed { item });
        }
        if common == Kind::OnePl && !plan.populations.is_empty() {
            return Err(Refused::Mixed { item: 0 });
        }
    }
    Ok(())
}

pub fn slots(table: &Responses, plan: &Plan) -> Result<Vec<Slot>, Refused> {
    let scale = plan
        .kinds
        .iter()
        .zip(table.categories())
        .filter(|(kind, _)| **kind == Kind::RatingScale)
        .map(|(_, &count)| usize::from(count))
        .max()
        .unwrap_or(2);
    let mut used_in_scale = vec![false; scale];
    for (item, _) in plan
        .kinds
        .iter()
        .enumerate()
        .filter(|(_, kind)| **kind == Kind::RatingScale)
    {
        for (used, count) in used_in_scale.iter_mut().zip(table.counts(item)) {
            *used |= count > 0.0;
        }
    }
    let hole_in_scale = used_in_scale.iter().position(|used| !used);
    plan.kinds
        .iter()
        .enumerate()
        .map(|(item, &kind)| {
            let counts = table.counts(item);
            if let Some(Some(anchor)) = plan.anchors.get(item) {
                let highest = counts.iter().rposition(|count| *count > 0.0).unwrap_or(0);
                let finite = match anchor {
                    Anchor::Item(_) => true,
                    Anchor::Line { slope, intercept } => slope.is_finite() && intercept.is_finite(),
                };
                if highest >= anchor.categories() || !finite {
                    return Err(Refused::Anchor { item });
                }
                return Ok(Slot::Anchor(anchor.clone()));
            }
            if kind.is_binary() && counts.len() > 2 {
                return Err(Refused::NotBinary { item });
            }
            let category = |place: usize| u8::try_from(place).unwrap_or(u8::MAX);
            let used = counts.iter().filter(|count| **count > 0.0).count();
            let hole = match kind {
                Kind::RatingScale => hole_in_scale,
                _ => counts.iter().position(|count| *count <= 0.0),
            };
            let first = counts.iter().position(|count| *count > 0.0);
            Ok(match (used, hole, first) {
                (0, ..) => Slot::Left(Why::Unseen),
                (1, _, Some(only)) => Slot::Left(Why::AllSame {
                    category: category(only),
                }),
                (_, Some(hole), _) => Slot::Left(Why::EmptyCategory {
                    category: category(hole),
                }),
                _ if counts.len() > MAX_CATEGORIES => Slot::Left(Why::EmptyCategory {
                    category: category(MAX_CATEGORIES),
                }),
                _ => Slot::Free {
                    kind,
                    shape: shape(kind, counts.len(), plan),
                    places: Vec::new(),
                    categories: if kind == Kind::RatingScale { scale } else { counts.len() },
                },
            })
        })
        .collect()
}

pub fn shape(kind: Kind, categories: usize, plan: &Plan) -> Option<Shape> {
    let priors = plan.priors;
    let logistic = |slope, lower, upper, log_slope| Shape::Logistic {
        slope,
        lower,
        upper,
        log_slope,
    };
    Some(match kind {
        Kind::Rasch | Kind::OnePl => logistic(Slope::One, None, None, None),
        Kind::TwoPl => logistic(Slope::Free, None, None, priors.log_slope),
        Kind::ThreePl => logistic(Slope::Free, Some(priors.lower), None, priors.log_slope),
        Kind::FourPl => logistic(Slope::Free, Some(priors.lower), Some(priors.upper), priors.log_slope),
        Kind::Graded => Shape::Graded { categories },
        Kind::PartialCredit => Shape::Partial {
            categories,
            slope: Slope::One,
        },
        Kind::GeneralizedPartialCredit => Shape::Partial {
            categories,
            slope: Slope::Free,
        },
        Kind::Nominal => Shape::Nominal { categories },
        Kind::RatingScale => return None,
    })
}

/// The measurement model of the slots that are not left out, with where its parameters start.
pub fn layer(mut slots: Vec<Slot>, table: &Responses, plan: &Plan) -> (Box<dyn Layer>, Vec<f64>, Vec<Slot>, Common) {
    let mut start: Vec<f64> = Vec::new();
    if !plan.kinds.contains(&Kind::RatingScale) {
        let mut entries = Vec::new();
        for (item, slot) in slots.iter_mut().enumerate() {
            match slot {
                Slot::Free {
                    shape: Some(shape),
                    places,
                    ..
                } => {
                    let own = shape.start(&table.counts(item));
                    places.extend(start.len()..start.len() + own.len());
                    start.extend(own);
                    entries.push(Ok(*shape));
                }
                Slot::Anchor(anchor) => entries.push(Err(anchor.clone())),
                Slot::Free { .. } | Slot::Left(_) => {}
            }
        }
        return (Box::new(Separate::new(entries)), start, slots, Common::Nothing);
    }
    let mut designs = Vec::new();
    // Locations and own steps first, the steps of the scale at the end.
    let mut scale = 2;
    for (item, slot) in slots.iter_mut().enumerate() {
        let Slot::Free {
            kind,
            places,
            categories,
            ..
        } = slot
        else {
            continue;
        };
        let mut design = Design::new(*categories);
        let counts = table.counts(item);
        let from = start.len();
        if *kind == Kind::RatingScale {
            scale = *categories;
            design.add(from, |k| -(k as f64));
            let (sum, total) = counts.iter().enumerate().fold((0.0, 0.0), |(sum, total), (k, count)| {
                (sum + k as f64 * count, total + count)
            });
            let share = ((sum + 0.5) / (total * (scale - 1) as f64 + 1.0)).clamp(0.01, 0.99);
            start.push(-libm::log(share / (1.0 - share)));
        } else {
            // e_k = −Σ_{v≤k} b_v: one parameter a category above the lowest.
            for j in 1..*categories {
                design.add(from + j - 1, |k| f64::from(u8::from(k == j)));
            }
            start.extend(
                Shape::Partial {
                    categories: *categories,
                    slope: Slope::One,
                }
                .start(&counts),
            );
        }
        places.extend(from..start.len());
        designs.push((*kind, design));
    }
    let first = start.len();
    let free = scale.saturating_sub(2);
    let designs = designs
        .into_iter()
        .map(|(kind, mut design)| {
            if kind == Kind::RatingScale {
                add_steps(&mut design, first, scale - 1);
            }
            design
        })
        .collect();
    start.extend(core::iter::repeat_n(0.0, free));
    let total = start.len();
    (
        Box::new(Linear::new(designs, total)),
        start,
        slots,
        Common::Steps(first, free),
    )
}

/// Adds to a design the steps of a scale, of sum 0: all but the last are parameters from `first`.
pub fn add_steps(design: &mut Design, first: usize, steps: usize) {
    for v in 1..steps {
        // −Σ_{v≤k} τ_v with τ_last = −Σ others: at the highest category nothing is left.
        design.add(first + v - 1, |k| {
            f64::from(u8::from(k >= steps)) - f64::from(u8::from(k >= v))
        });
    }
}

pub fn populations(plan: &Plan, groups: usize) -> Vec<Population> {
    if !plan.populations.is_empty() {
        return plan.populations.clone();
    }
    let rasch = plan.kinds.iter().all(|kind| kind.is_rasch());
    let first = if plan.anchors.iter().any(Option::is_some) {
        Population::FREE
    } else if rasch {
        Population::CENTRED
    } else {
        Population::STANDARD
    };
    core::iter::once(first)
        .chain(core::iter::repeat(Population::FREE))
        .take(groups)
        .collect()
}
