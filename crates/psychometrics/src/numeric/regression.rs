//! Logistic regression of counts.

use super::linear::{Matrix, dot};
use super::sum::sum;

/// People alike: their covariates (the constant included when it is wanted), how many they are and how many succeeded.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// One number a coefficient.
    pub covariates: Vec<f64>,
    /// How many, from 0 up.
    pub trials: f64,
    /// How many of them succeeded.
    pub successes: f64,
}

/// A fitted regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// One coefficient a covariate.
    pub coefficients: Vec<f64>,
    /// Their standard errors, from the observed information.
    pub errors: Vec<f64>,
    /// Log-likelihood of the successes one by one (no binomial coefficients).
    pub log_likelihood: f64,
}

/// Why a regression has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFit {
    /// The covariates are tied to one another, or nobody succeeded, or nobody failed.
    Singular,
    /// A combination of the covariates tells successes from failures without a mistake: a coefficient would be infinite.
    Separated,
}

/// Fits a logistic regression by maximum likelihood.
///
/// # Errors
/// No finite maximum.
///
/// # Formula
/// logit P = βᵀx; Newton's steps (iteratively reweighted least squares), halved while they lose likelihood.
///
/// # Source
/// P. McCullagh and J. A. Nelder, *Generalized Linear Models*, 2nd ed. (1989), §4.4.
pub fn logistic(cells: &[Cell]) -> Result<Fit, NoFit> {
    let size = cells.first().map_or(0, |cell| cell.covariates.len());
    let (trials, successes) = (
        sum(cells.iter().map(|cell| cell.trials)),
        sum(cells.iter().map(|cell| cell.successes)),
    );
    if size == 0 || successes <= 0.0 || successes >= trials {
        return Err(NoFit::Singular);
    }
    let mut beta = vec![0.0; size];
    let mut height = likelihood(cells, &beta);
    for _ in 0..100 {
        let (score, information) = derivatives(cells, &beta, size);
        let step =
            information
                .cholesky()
                .and_then(|factor| factor.solve(&score))
                .ok_or(if largest(cells, &beta) > 15.0 {
                    NoFit::Separated
                } else {
                    NoFit::Singular
                })?;
        let gain = dot(&score, &step);
        let mut scale = 1.0;
        let mut next: Vec<f64>;
        loop {
            next = beta.iter().zip(&step).map(|(b, s)| b + scale * s).collect();
            let there = likelihood(cells, &next);
            if there >= height - 1e-13 * height.abs() || scale < 1e-6 {
                height = there;
                break;
            }
            scale *= 0.5;
        }
        beta = next;
        if gain <= 1e-18 * (1.0 + height.abs()) {
            break;
        }
        if largest(cells, &beta) > 40.0 {
            return Err(NoFit::Separated);
        }
    }
    if largest(cells, &beta) > 25.0 {
        return Err(NoFit::Separated);
    }
    let (_, information) = derivatives(cells, &beta, size);
    let covariance = information.cholesky().ok_or(NoFit::Singular)?.inverse();
    Ok(Fit {
        errors: (0..size).map(|i| libm::sqrt(covariance.at(i, i))).collect(),
        coefficients: beta,
        log_likelihood: height,
    })
}

/// Log-likelihood when everybody has the same chance of success.
///
/// # Formula
/// n₁ ln(n₁/n) + n₀ ln(n₀/n); 0 ln 0 = 0.
///
/// # Source
/// A. Agresti, *Categorical Data Analysis*, 3rd ed. (2013), 5.2.
#[must_use]
pub fn null_log_likelihood(cells: &[Cell]) -> f64 {
    let (trials, successes) = (
        sum(cells.iter().map(|cell| cell.trials)),
        sum(cells.iter().map(|cell| cell.successes)),
    );
    let part = |count: f64| {
        if count > 0.0 {
            count * libm::log(count / trials)
        } else {
            0.0
        }
    };
    part(successes) + part(trials - successes)
}

fn likelihood(cells: &[Cell], beta: &[f64]) -> f64 {
    sum(cells.iter().map(|cell| {
        let eta = dot(&cell.covariates, beta);
        // ln P and ln (1 − P) without overflow.
        let shared = libm::log1p(libm::exp(-eta.abs()));
        let (success, failure) = if eta >= 0.0 {
            (-shared, -eta - shared)
        } else {
            (eta - shared, -shared)
        };
        cell.successes * success + (cell.trials - cell.successes) * failure
    }))
}

fn derivatives(cells: &[Cell], beta: &[f64], size: usize) -> (Vec<f64>, Matrix) {
    let mut score = vec![0.0; size];
    let mut information = Matrix::zeros(size, size);
    for cell in cells {
        let p = 1.0 / (1.0 + libm::exp(-dot(&cell.covariates, beta)));
        let (residual, weight) = (cell.successes - cell.trials * p, cell.trials * p * (1.0 - p));
        for (i, (x, total)) in cell.covariates.iter().zip(&mut score).enumerate() {
            *total += residual * x;
            for (j, y) in cell.covariates.iter().enumerate().take(i + 1) {
                information.add(i, j, weight * x * y);
            }
        }
    }
    (score, information)
}

/// The largest logit of a group that somebody is in.
fn largest(cells: &[Cell], beta: &[f64]) -> f64 {
    cells
        .iter()
        .filter(|cell| cell.trials > 0.0)
        .fold(0.0, |most: f64, cell| most.max(dot(&cell.covariates, beta).abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(x: f64, trials: f64, successes: f64) -> Cell {
        Cell {
            covariates: vec![1.0, x],
            trials,
            successes,
        }
    }

    #[test]
    fn two_groups_have_the_log_odds_ratio() {
        let fit = logistic(&[cell(0.0, 40.0, 10.0), cell(1.0, 50.0, 30.0)]).unwrap();
        assert!((fit.coefficients[0] - libm::log(10.0 / 30.0)).abs() < 1e-12);
        assert!((fit.coefficients[1] - libm::log(30.0 / 20.0 * 3.0)).abs() < 1e-12);
        let error = libm::sqrt(1.0 / 10.0 + 1.0 / 30.0 + 1.0 / 30.0 + 1.0 / 20.0);
        assert!((fit.errors[1] - error).abs() < 1e-12);
        assert!(fit.log_likelihood > null_log_likelihood(&[cell(0.0, 40.0, 10.0), cell(1.0, 50.0, 30.0)]));
    }

    #[test]
    fn what_has_no_finite_answer_says_so() {
        let separated = [cell(0.0, 5.0, 0.0), cell(1.0, 5.0, 0.0), cell(2.0, 5.0, 5.0)];
        assert_eq!(logistic(&separated), Err(NoFit::Separated));
        let quasi = [cell(0.0, 5.0, 0.0), cell(1.0, 5.0, 3.0)];
        assert_eq!(logistic(&quasi), Err(NoFit::Separated));
        assert_eq!(logistic(&[cell(1.0, 5.0, 2.0)]), Err(NoFit::Singular));
        assert_eq!(
            logistic(&[cell(0.0, 5.0, 0.0), cell(1.0, 5.0, 0.0)]),
            Err(NoFit::Singular)
        );
        assert_eq!(logistic(&[]), Err(NoFit::Singular));
    }
}
