//! Mantel and Haenszel's comparison, score by score, with the classes of the Educational Testing Service.

use super::{Options, People, Purification, Refused, Stratum, purified};
use crate::numeric::{chi_square, sum};
use crate::responses::Responses;

/// The classes of the Educational Testing Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ets {
    /// Negligible: |Δ| below 1, or not significantly different from 0.
    A,
    /// Between the two.
    B,
    /// Large: |Δ| at least 1.5 and significantly above 1.
    C,
}

/// Whether the odds ratio is the same at all scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreslowDay {
    /// Breslow and Day's statistic, without Tarone's correction.
    pub chi_square: f64,
    /// With Tarone's correction.
    pub corrected: f64,
    /// Degrees of freedom: scores used, minus one.
    pub df: u32,
    /// p-value of the statistic without correction.
    pub p: f64,
}

/// One item compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MantelItem {
    /// Common odds ratio, above 1 when the reference group does better at the same score; none when a side of it is empty.
    pub alpha: Option<f64>,
    /// Standard error of ln α.
    pub error: Option<f64>,
    /// Δ = −2.35 ln α: negative when the item is harder for the focal group.
    pub delta: Option<f64>,
    /// Chi-square, without continuity correction; none when no score has both groups and both outcomes.
    pub chi_square: Option<f64>,
    /// The same with the correction.
    pub corrected: Option<f64>,
    /// p-value of the statistic that the options chose.
    pub p: Option<f64>,
    /// Whether p is at most the level.
    pub flagged: bool,
    /// Class of the Educational Testing Service; none without α or p.
    pub class: Option<Ets>,
    /// Standardised difference of proportions right, focal minus reference, −1 to 1, weighted by the focal group.
    pub standardised: Option<f64>,
    /// Breslow and Day's test; none with fewer than two usable scores.
    pub breslow_day: Option<BreslowDay>,
    /// Scores at which both groups and both outcomes are found.
    pub strata: u32,
}

/// All items compared.
#[derive(Debug, Clone, PartialEq)]
pub struct MantelReport {
    /// Each item, in order.
    pub items: Vec<MantelItem>,
    /// Which items matched people, after how many passes.
    pub purification: Purification,
    /// People left out for a gap or a weight of 0.
    pub left_out: usize,
}

/// Compares a focal group (1) with a reference group (0), item by item, among people of the same score.
///
/// The score is the sum of the anchor items and of the item compared.
///
/// # Errors
/// Groups other than 0 and 1, or an empty one; an item with more than two categories; a single item; a level outside 0 to 1.
///
/// # Formula
/// With A, B right and wrong of the reference group, C, D of the focal group, T their sum, at each score: α = Σ(AD/T)/Σ(BC/T);
/// χ² = max(0, |ΣA − ΣE| − ½)²/ΣV, E = n_R m₁/T, V = n_R n_F m₁ m₀/(T²(T − 1)); var ln α = Σ(AD + αBC)(A + D + α(B + C))/T² / 2(ΣAD/T)²;
/// Δ = −2.35 ln α; STD P-DIF = Σ n_F(P_F − P_R)/Σ n_F.
///
/// # Source
/// P. W. Holland and D. T. Thayer, "Differential item performance and the Mantel-Haenszel procedure" (1988); A. Phillips and P. W. Holland,
/// Biometrics 43 (1987), 425–431; N. J. Dorans and E. Kulick, J. Educ. Meas. 23 (1986), 355–368; N. E. Breslow and N. E. Day, *Statistical
/// Methods in Cancer Research* I (1980), §4.4; R. Zwick and K. Ercikan, J. Educ. Meas. 26 (1989), 55–66, for the classes.
pub fn mantel_haenszel(responses: &Responses, options: &Options) -> Result<MantelReport, Refused> {
    let people = People::of(responses, options)?;
    let (items, purification) = purified(
        people.items,
        options,
        |anchors| {
            people
                .strata(anchors)
                .iter()
                .map(|strata| compare(strata, options))
                .collect()
        },
        |item: &MantelItem| item.flagged,
    );
    Ok(MantelReport {
        items,
        purification,
        left_out: people.left_out,
    })
}

fn compare(strata: &[Stratum], options: &Options) -> MantelItem {
    let usable = || strata.iter().filter(|s| s.reference() > 0.0 && s.focal() > 0.0);
    let over = sum(usable().map(|s| s.reference_right * s.focal_wrong / s.total()));
    let under = sum(usable().map(|s| s.reference_wrong * s.focal_right / s.total()));
    let alpha = (over > 0.0 && under > 0.0).then(|| over / under);
    let error = alpha.map(|alpha| {
        let terms = usable().map(|s| {
            let (with, against) = (s.reference_right * s.focal_wrong, s.reference_wrong * s.focal_right);
            let ends = s.reference_right + s.focal_wrong + alpha * (s.reference_wrong + s.focal_right);
            (with + alpha * against) * ends / (s.total() * s.total())
        });
        libm::sqrt(sum(terms) / (2.0 * over * over))
    });
    let spread = sum(usable()
        .filter(|s| s.total() > 1.0)
        .map(|s| s.reference() * s.focal() * s.right() * s.wrong() / (s.total() * s.total() * (s.total() - 1.0))));
    let away = sum(usable()
        .filter(|s| s.total() > 1.0)
        .map(|s| s.reference_right - s.reference() * s.right() / s.total()))
    .abs();
    let statistic = |half: f64| {
        let rest = (away - half).max(0.0);
        (spread > 0.0).then(|| rest * rest / spread)
    };
    let (plain, corrected) = (statistic(0.0), statistic(0.5));
    let p = if options.continuity { corrected } else { plain }.map(|x| chi_square::upper(x, 1.0));
    let flagged = p.is_some_and(|p| p <= options.level);
    let delta = alpha.map(|alpha| -2.35 * libm::log(alpha));
    let class = delta
        .zip(error)
        .zip(p)
        .map(|((delta, error), p)| class(delta, 2.35 * error, p));
    let focal = sum(usable().map(Stratum::focal));
    let standardised = (focal > 0.0)
        .then(|| sum(usable().map(|s| s.focal_right - s.focal() * s.reference_right / s.reference())) / focal);
    let both = usable().filter(|s| s.right() > 0.0 && s.wrong() > 0.0).count();
    MantelItem {
        alpha,
        error,
        delta,
        chi_square: plain,
        corrected,
        p,
        flagged,
        class,
        standardised,
        breslow_day: alpha.and_then(|alpha| breslow_day(strata, alpha)),
        strata: u32::try_from(both).unwrap_or(u32::MAX),
    }
}

/// The class of a Δ with its standard error and the p-value of "no difference", always at 5 %.
fn class(delta: f64, error: f64, p: f64) -> Ets {
    // One-sided 5 % point of the normal distribution.
    const ONE_SIDED: f64 = 1.644_853_626_951_472_7;
    let size = delta.abs();
    if size < 1.0 || p > 0.05 {
        Ets::A
    } else if size >= 1.5 && (size - 1.0) / error > ONE_SIDED {
        Ets::C
    } else {
        Ets::B
    }
}

fn breslow_day(strata: &[Stratum], alpha: f64) -> Option<BreslowDay> {
    let (mut statistic, mut away, mut spread, mut used) = (0.0, 0.0, 0.0, 0_u32);
    for s in strata {
        if s.reference() <= 0.0 || s.focal() <= 0.0 || s.right() <= 0.0 || s.wrong() <= 0.0 {
            continue;
        }
        let expected = fitted(s, alpha);
        let variance = 1.0
            / (1.0 / expected
                + 1.0 / (s.reference() - expected)
                + 1.0 / (s.right() - expected)
                + 1.0 / (s.focal() - s.right() + expected));
        let difference = s.reference_right - expected;
        statistic += difference * difference / variance;
        away += difference;
        spread += variance;
        used += 1;
    }
    if used < 2 || !f64::is_finite(statistic) {
        return None;
    }
    Some(BreslowDay {
        chi_square: statistic,
        corrected: statistic - away * away / spread,
        df: used - 1,
        p: chi_square::upper(statistic, f64::from(used - 1)),
    })
}

/// The count of right answers of the reference group that gives its score the odds ratio `alpha`, margins kept.
fn fitted(s: &Stratum, alpha: f64) -> f64 {
    // x (n_F − m₁ + x) = α (n_R − x)(m₁ − x): the root between the bounds, in the form that does not cancel.
    let a = 1.0 - alpha;
    let b = s.focal() - s.right() + alpha * (s.reference() + s.right());
    let c = -alpha * s.reference() * s.right();
    let root = libm::sqrt((b * b - 4.0 * a * c).max(0.0));
    if b >= 0.0 {
        -2.0 * c / (b + root)
    } else {
        (root - b) / (2.0 * a)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Admissions to Berkeley by department (Bickel, Hammel and O'Connell, Science 187 (1975)), men as reference, with the values that the manual
    /// of R prints for them (`mantelhaen.test`) and that of Breslow and Day's test.
    #[test]
    fn berkeley() {
        let strata = [
            [512.0, 313.0, 89.0, 19.0],
            [353.0, 207.0, 17.0, 8.0],
            [120.0, 205.0, 202.0, 391.0],
            [138.0, 279.0, 131.0, 244.0],
            [53.0, 138.0, 94.0, 299.0],
            [22.0, 351.0, 24.0, 317.0],
        ]
        .map(|[a, b, c, d]| Stratum {
            reference_right: a,
            reference_wrong: b,
            focal_right: c,
            focal_wrong: d,
        });
        let found = compare(&strata, &Options::default());
        assert!((found.alpha.unwrap() - 0.904_696_8).abs() < 5e-8);
        assert!((found.corrected.unwrap() - 1.4269).abs() < 5e-5);
        assert!((found.p.unwrap() - 0.2323).abs() < 5e-5);
        let day = found.breslow_day.unwrap();
        assert!((day.chi_square - 18.826).abs() < 5e-4 && day.df == 5);
        assert_eq!((found.class, found.flagged, found.strata), (Some(Ets::A), false, 6));
    }

    #[test]
    fn the_limits_of_the_classes() {
        assert_eq!(class(0.99, 0.1, 1e-9), Ets::A);
        assert_eq!(class(-1.2, 0.1, 1e-9), Ets::B);
        assert_eq!(class(2.0, 0.3, 0.06), Ets::A);
        assert_eq!(class(-1.6, 0.3, 1e-3), Ets::C);
        assert_eq!(class(1.6, 0.5, 1e-3), Ets::B);
    }
}
