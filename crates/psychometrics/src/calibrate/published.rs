//! From parameters as estimated to parameters as published, with their errors and what to warn of.

use super::outcome::{ItemEstimate, Symbol, Warning};
use super::plan::Kind;
use super::shape::Shape;
use crate::model::{Item, Model};

/// The parameters as published, from those that were estimated.
pub fn published(kind: Kind, shape: Option<Shape>, own: &[f64]) -> Vec<(Symbol, f64)> {
    let at = |place: usize| own.get(place).copied().unwrap_or(f64::NAN);
    let step = |v: usize| Symbol::Step(u8::try_from(v).unwrap_or(u8::MAX));
    match kind {
        Kind::Rasch => vec![(Symbol::Difficulty, -at(0))],
        Kind::OnePl => {
            let a = libm::exp(at(1));
            vec![(Symbol::Slope, a), (Symbol::Difficulty, -at(0) / a)]
        }
        Kind::TwoPl | Kind::ThreePl | Kind::FourPl => {
            let mut all = vec![(Symbol::Slope, at(0)), (Symbol::Difficulty, -at(1) / at(0))];
            let (c, d) = shape.map_or((0.0, 1.0), |shape| shape.asymptotes(own));
            if kind != Kind::TwoPl {
                all.push((Symbol::Lower, c));
            }
            if kind == Kind::FourPl {
                all.push((Symbol::Upper, d));
            }
            all
        }
        Kind::Graded => core::iter::once((Symbol::Slope, at(0)))
            .chain((1..own.len()).map(|v| (step(v), -at(v) / at(0))))
            .collect(),
        Kind::PartialCredit | Kind::GeneralizedPartialCredit => {
            let free = usize::from(kind == Kind::GeneralizedPartialCredit);
            let a = if free == 1 { at(0) } else { 1.0 };
            let mut all = Vec::new();
            if free == 1 {
                all.push((Symbol::Slope, a));
            }
            let mut before = 0.0;
            for (v, &e) in own.iter().skip(free).enumerate() {
                all.push((step(v + 1), -(e - before) / a));
                before = e;
            }
            all
        }
        Kind::RatingScale => {
            let taus = own.get(1..).unwrap_or(&[]);
            let last = -taus.iter().sum::<f64>();
            core::iter::once((Symbol::Difficulty, at(0)))
                .chain(
                    taus.iter()
                        .copied()
                        .chain([last])
                        .enumerate()
                        .map(|(v, tau)| (step(v + 1), tau)),
                )
                .collect()
        }
        Kind::Nominal => {
            let half = own.len() / 2;
            let (slopes, intercepts) = own.split_at(half);
            let number = |v: usize| u8::try_from(v + 1).unwrap_or(u8::MAX);
            slopes
                .iter()
                .enumerate()
                .map(|(v, a)| (Symbol::CategorySlope(number(v)), *a))
                .chain(
                    intercepts
                        .iter()
                        .enumerate()
                        .map(|(v, e)| (Symbol::CategoryIntercept(number(v)), *e)),
                )
                .collect()
        }
    }
}

pub fn item(kind: Kind, values: &[(Symbol, f64)]) -> Option<Item> {
    let of = |symbol: Symbol| values.iter().find(|value| value.0 == symbol).map(|value| value.1);
    let steps = || -> Vec<f64> {
        values
            .iter()
            .filter(|value| matches!(value.0, Symbol::Step(_)))
            .map(|value| value.1)
            .collect()
    };
    let model = match kind {
        Kind::Rasch => Model::Rasch {
            b: of(Symbol::Difficulty)?,
        },
        Kind::OnePl | Kind::TwoPl => Model::TwoPl {
            a: of(Symbol::Slope)?,
            b: of(Symbol::Difficulty)?,
        },
        Kind::ThreePl => Model::ThreePl {
            a: of(Symbol::Slope)?,
            b: of(Symbol::Difficulty)?,
            c: of(Symbol::Lower)?,
        },
        Kind::FourPl => Model::FourPl {
            a: of(Symbol::Slope)?,
            b: of(Symbol::Difficulty)?,
            c: of(Symbol::Lower)?,
            d: of(Symbol::Upper)?,
        },
        Kind::Graded => Model::Graded {
            a: of(Symbol::Slope)?,
            thresholds: steps(),
        },
        Kind::PartialCredit => Model::PartialCredit { a: 1.0, steps: steps() },
        Kind::GeneralizedPartialCredit => Model::PartialCredit {
            a: of(Symbol::Slope)?,
            steps: steps(),
        },
        Kind::RatingScale => Model::RatingScale {
            b: of(Symbol::Difficulty)?,
            taus: steps(),
        },
        Kind::Nominal => return None,
    };
    Item::new(model).ok()
}

/// Standard error of a function of parameters, by the delta method with numerical slopes.
pub fn delta(
    covariance: &crate::numeric::Matrix,
    places: &[usize],
    own: &[f64],
    value: impl Fn(&[f64]) -> f64,
) -> Option<f64> {
    let mut moved = own.to_vec();
    let mut slopes = Vec::with_capacity(own.len());
    for (j, &x) in own.iter().enumerate() {
        let step = 1e-5 * x.abs().max(1.0);
        let mut at = |to: f64| {
            if let Some(place) = moved.get_mut(j) {
                *place = to;
            }
            value(&moved)
        };
        let slope = (at(x + step) - at(x - step)) / (2.0 * step);
        at(x);
        slopes.push(slope);
    }
    let mut variance = 0.0;
    for (left, &row) in slopes.iter().zip(places) {
        for (right, &column) in slopes.iter().zip(places) {
            variance += left * right * covariance.at(row, column);
        }
    }
    (variance >= 0.0 && variance.is_finite()).then(|| libm::sqrt(variance))
}

pub fn warn(item: usize, estimate: &ItemEstimate, reach: f64, warnings: &mut Vec<Warning>) {
    let slopes = estimate.value(Symbol::Slope);
    if let Some(slope) = slopes {
        if slope > 5.0 {
            warnings.push(Warning::SlopeRunsAway { item, slope });
        } else if slope <= 0.0 {
            warnings.push(Warning::SlopeNotPositive { item, slope });
        }
    }
    let far = estimate
        .published
        .iter()
        .filter(|parameter| matches!(parameter.symbol, Symbol::Difficulty | Symbol::Step(_)))
        .map(|parameter| parameter.value)
        .find(|value| value.abs() > reach);
    if let Some(location) = far {
        warnings.push(Warning::FarLocation { item, location });
    }
}
