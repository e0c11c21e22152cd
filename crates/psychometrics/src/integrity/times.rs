//! Response times: too fast to have read, and what speed is usual.

use crate::rows::{Ragged, even};
use core::fmt;

/// Why times say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTimes {
    /// There is no row.
    NoPerson,
    /// A row does not have one time an item.
    Ragged(Ragged),
    /// A time that is not a positive number.
    Time {
        /// Index of the person.
        person: usize,
        /// Index of the item.
        item: usize,
    },
    /// An item with fewer than two times.
    TooFew {
        /// Index of the item.
        item: usize,
    },
    /// Times do not vary: neither item nor person has a speed.
    NoVariation,
}

impl NotTimes {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoPerson => "integrity/no-person",
            Self::Ragged(ragged) => ragged.code(),
            Self::Time { .. } => "integrity/time",
            Self::TooFew { .. } => "integrity/too-few-times",
            Self::NoVariation => "integrity/no-variation",
        }
    }
}

impl fmt::Display for NotTimes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPerson => write!(f, "there is no person"),
            Self::Ragged(ragged) => ragged.fmt(f),
            Self::Time { person, item } => write!(f, "the time of person {person} on item {item} is not above 0"),
            Self::TooFew { item } => write!(f, "item {item} has fewer than two times"),
            Self::NoVariation => write!(f, "times do not vary"),
        }
    }
}

impl core::error::Error for NotTimes {}

/// Whether an answer came too fast for the question to have been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Rapid {
    /// Threshold of each item, in seconds; none for an item without a time.
    pub thresholds: Vec<Option<f64>>,
    /// For each person and item, whether the answer was rapid; none where there is no time.
    pub rapid: Vec<Vec<Option<bool>>>,
}

/// Normative threshold: rapid below `share` of the mean time of the item, and at most `most` seconds. NT10: 0.10 and 10 s.
///
/// Times of 0 are times (a click through); negative ones and NaN are none.
///
/// # Formula
/// Threshold_i = min(most, share · mean_i); rapid where T < threshold.
///
/// # Source
/// S. L. Wise and L. Ma, "Setting response time thresholds for a CAT item pool: the normative threshold method", NCME 2012.
///
/// # Errors
/// Rows of several lengths.
pub fn rapid(seconds: &[Vec<Option<f64>>], share: f64, most: f64) -> Result<Rapid, NotTimes> {
    let items = width(seconds)?;
    let usable = |time: Option<f64>| time.filter(|time| time.is_finite() && *time >= 0.0);
    let thresholds: Vec<Option<f64>> = (0..items)
        .map(|item| {
            let (mut sum, mut count) = (0.0, 0.0);
            for time in seconds
                .iter()
                .filter_map(|row| usable(row.get(item).copied().flatten()))
            {
                sum += time;
                count += 1.0;
            }
            (count > 0.0).then(|| (share * sum / count).min(most))
        })
        .collect();
    let flag = |row: &Vec<Option<f64>>| {
        row.iter()
            .zip(&thresholds)
            .map(|(time, threshold)| Some(usable(*time)? < (*threshold)?))
            .collect()
    };
    Ok(Rapid {
        rapid: seconds.iter().map(flag).collect(),
        thresholds,
    })
}

fn width(seconds: &[Vec<Option<f64>>]) -> Result<usize, NotTimes> {
    let items = seconds.first().ok_or(NotTimes::NoPerson)?.len();
    even(seconds, items).map_err(NotTimes::Ragged)?;
    Ok(items)
}

/// Lognormal response times.
#[derive(Debug, Clone, PartialEq)]
pub struct Lognormal {
    /// β of each item: mean of ln T at speed 0.
    pub intensity: Vec<f64>,
    /// α of each item: how little times vary, 1/standard deviation of ln T given the speed.
    pub discrimination: Vec<f64>,
    /// Standard deviation of the speeds.
    pub spread: f64,
    /// τ of each person: mean of the posterior; positive is fast. 0 for who has no time.
    pub speed: Vec<f64>,
    /// Standard deviation of that posterior.
    pub speed_error: Vec<f64>,
    /// Marginal log-likelihood of the logarithms of the times.
    pub log_likelihood: f64,
    /// EM cycles.
    pub cycles: u32,
    /// Whether the log-likelihood had settled.
    pub converged: bool,
}

/// Fits the lognormal model to seconds; gaps are planned.
///
/// # Formula
/// ln T_pi ~ N(β_i − τ_p, 1/α_i²), τ ~ N(0, σ²). EM in closed form: τ | T ~ N(Σα²(β − ln T)/A, 1/A) with A = Σα² + 1/σ².
///
/// # Source
/// W. J. van der Linden, Journal of Educational and Behavioral Statistics 31 (2006), 181–204.
///
/// # Errors
/// Rows of several lengths, a time that is not above 0, an item with fewer than two times, times that do not vary.
pub fn lognormal(seconds: &[Vec<Option<f64>>]) -> Result<Lognormal, NotTimes> {
    let items = width(seconds)?;
    let mut logs: Vec<Vec<(usize, f64)>> = Vec::with_capacity(seconds.len());
    for (person, row) in seconds.iter().enumerate() {
        let mut own = Vec::with_capacity(items);
        for (item, time) in row.iter().enumerate() {
            let Some(time) = *time else { continue };
            if !(time > 0.0 && time.is_finite()) {
                return Err(NotTimes::Time { person, item });
            }
            own.push((item, libm::log(time)));
        }
        logs.push(own);
    }
    let mut counts = vec![0.0; items];
    let mut intensity = vec![0.0; items];
    for &(item, log) in logs.iter().flatten() {
        if let (Some(count), Some(sum)) = (counts.get_mut(item), intensity.get_mut(item)) {
            *count += 1.0;
            *sum += log;
        }
    }
    if let Some(item) = counts.iter().position(|count| *count < 2.0) {
        return Err(NotTimes::TooFew { item });
    }
    intensity.iter_mut().zip(&counts).for_each(|(sum, count)| *sum /= count);
    let mut precision = vec![1.0; items];
    let mut variance = 0.1;
    let mut before = f64::NEG_INFINITY;
    let mut cycles = 0;
    loop {
        cycles += 1;
        let step = expect(&logs, &intensity, &precision, variance);
        let persons = logs.iter().filter(|row| !row.is_empty()).count() as f64;
        let converged = (step.log_likelihood - before).abs() < 1e-9 * step.log_likelihood.abs();
        if converged || cycles >= 2000 {
            return Ok(Lognormal {
                intensity,
                discrimination: precision.iter().map(|precision| libm::sqrt(*precision)).collect(),
                spread: libm::sqrt(variance),
                speed: step.means,
                speed_error: step.variances.iter().map(|variance| libm::sqrt(*variance)).collect(),
                log_likelihood: step.log_likelihood,
                cycles,
                converged,
            });
        }
        before = step.log_likelihood;
        let mut sums = vec![0.0; items];
        for (row, mean) in logs.iter().zip(&step.means) {
            for &(item, log) in row {
                if let Some(sum) = sums.get_mut(item) {
                    *sum += log + mean;
                }
            }
        }
        for ((place, sum), count) in intensity.iter_mut().zip(&sums).zip(&counts) {
            *place = sum / count;
        }
        let mut squares = vec![0.0; items];
        for (row, (mean, spread)) in logs.iter().zip(step.means.iter().zip(&step.variances)) {
            for &(item, log) in row {
                if let (Some(square), Some(centre)) = (squares.get_mut(item), intensity.get(item)) {
                    let away = log + mean - centre;
                    *square += away * away + spread;
                }
            }
        }
        for ((place, square), count) in precision.iter_mut().zip(&squares).zip(&counts) {
            *place = count / square;
        }
        variance = logs
            .iter()
            .zip(step.means.iter().zip(&step.variances))
            .filter(|(row, _)| !row.is_empty())
            .map(|(_, (mean, spread))| mean * mean + spread)
            .sum::<f64>()
            / persons;
        if precision.iter().any(|value| !value.is_finite() || *value > 1e12) || variance < 1e-12 {
            return Err(NotTimes::NoVariation);
        }
    }
}

struct Step {
    means: Vec<f64>,
    variances: Vec<f64>,
    log_likelihood: f64,
}

fn expect(logs: &[Vec<(usize, f64)>], intensity: &[f64], precision: &[f64], variance: f64) -> Step {
    let mut step = Step {
        means: Vec::with_capacity(logs.len()),
        variances: Vec::with_capacity(logs.len()),
        log_likelihood: 0.0,
    };
    for row in logs {
        let (mut total, mut sum, mut square, mut log_precision) = (1.0 / variance, 0.0, 0.0, 0.0);
        for &(item, log) in row {
            let (Some(&a), Some(&b)) = (precision.get(item), intensity.get(item)) else {
                continue;
            };
            let away = b - log;
            total += a;
            sum += a * away;
            square += a * away * away;
            log_precision += libm::log(a);
        }
        // ln N(away; 0, diag(1/a) + σ²J) by the determinant and inverse of a matrix plus a product.
        if !row.is_empty() {
            let count = row.len() as f64;
            step.log_likelihood += 0.5
                * (log_precision
                    - libm::log(total * variance)
                    - count * 1.837_877_066_409_345_3
                    - (square - sum * sum / total));
        }
        step.means.push(sum / total);
        step.variances.push(1.0 / total);
    }
    step
}
