//! Questions that may have leaked: was the person faster, or better, on those than on the others?

use super::Lognormal;
use crate::estimate::{Answer, Cannot, Method, estimate};
use crate::scale::Range;

/// Signed test on times: about N(0, 1) when the speed is the same on both sets, large when the compromised set went faster.
///
/// `seconds` are those of one person, `compromised` says which items leaked. None where a set has no time.
///
/// # Formula
/// τ_S = Σ_S α²(β − ln T)/A_S, A_S = Σ_S α²; z = (τ_C − τ_U)/√(1/A_C + 1/A_U).
///
/// # Source
/// S. Sinharay, "Detection of item preknowledge using response times", Applied Psychological Measurement 44 (2020), 376–392.
#[must_use]
pub fn time_test(model: &Lognormal, seconds: &[Option<f64>], compromised: &[bool]) -> Option<f64> {
    let mut sums = [(0.0, 0.0); 2];
    let items = model.intensity.iter().zip(&model.discrimination);
    for ((time, &leaked), (b, a)) in seconds.iter().zip(compromised).zip(items) {
        let Some(time) = time.filter(|time| *time > 0.0 && time.is_finite()) else {
            continue;
        };
        if let Some((total, sum)) = sums.get_mut(usize::from(leaked)) {
            *total += a * a;
            *sum += a * a * (b - libm::log(time));
        }
    }
    let [(others, by_others), (leaked, by_leaked)] = sums;
    (others > 0.0 && leaked > 0.0)
        .then(|| (by_leaked / leaked - by_others / others) / libm::sqrt(1.0 / leaked + 1.0 / others))
}

/// Signed test on scores: about N(0, 1) when the person is at one place on both sets, large when better on the compromised one.
///
/// # Formula
/// ±√(2(l_C(θ̂_C) + l_U(θ̂_U) − l(θ̂))), each θ̂ by maximum likelihood in the range, with the sign of θ̂_C − θ̂_U.
///
/// # Source
/// S. Sinharay, Journal of Educational and Behavioral Statistics 42 (2017), 46–68.
///
/// # Errors
/// As [`estimate`], for either set.
pub fn score_test(answers: &[Answer<'_>], compromised: &[bool], range: Range) -> Result<f64, Cannot> {
    let part = |leaked: bool| -> Vec<Answer<'_>> {
        answers
            .iter()
            .zip(compromised)
            .filter(|(_, own)| **own == leaked)
            .map(|(answer, _)| *answer)
            .collect()
    };
    let best = |answers: &[Answer<'_>]| -> Result<(f64, f64), Cannot> {
        let theta = estimate(answers, Method::Mle(range))?.theta;
        let log = |answer: &Answer<'_>| answer.item.log_probability(theta, answer.category).unwrap_or(f64::NAN);
        Ok((theta, answers.iter().map(log).sum()))
    };
    let (leaked, by_leaked) = best(&part(true))?;
    let (others, by_others) = best(&part(false))?;
    let (_, whole) = best(answers)?;
    let statistic = libm::sqrt((2.0 * (by_leaked + by_others - whole)).max(0.0));
    Ok(if leaked >= others { statistic } else { -statistic })
}
