//! Several raters on categories: Fleiss, Conger, exact agreement, agreement of each category, shares of use.

use super::{Counts, Ratings, Refused};
use crate::numeric::{normal, sum};

/// Agreement beyond chance when each subject has the same number of ratings, by whomever.
#[derive(Debug, Clone, PartialEq)]
pub struct Fleiss {
    /// The coefficient.
    pub value: f64,
    /// Share of agreeing pairs observed.
    pub observed: f64,
    /// The same expected by chance.
    pub expected: f64,
    /// Standard error under no agreement beyond chance.
    pub null_error: f64,
    /// value / `null_error`.
    pub z: f64,
    /// Two-sided p-value of `z`.
    pub p: f64,
    /// The same, category by category against all others.
    pub categories: Vec<FleissCategory>,
}

/// One category against all the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FleissCategory {
    /// Share of all ratings.
    pub share: f64,
    /// The coefficient; none for a category never used, or the only one used.
    pub value: Option<f64>,
    /// value / its standard error under no agreement.
    pub z: Option<f64>,
}

/// Fleiss' kappa.
///
/// # Errors
/// A subject with another number of ratings than the first ([`Refused::Incomplete`]: Krippendorff's and Gwet's coefficients take gaps),
/// fewer than two ratings a subject, or a single category used.
///
/// # Formula
/// κ = (P̄ − Pₑ)/(1 − Pₑ), P̄ = Σᵢ(Σⱼ nᵢⱼ² − m)/(N m(m−1)), Pₑ = Σ pⱼ²; κⱼ = 1 − Σᵢ nᵢⱼ(m − nᵢⱼ)/(N m(m−1) pⱼqⱼ); under no agreement
/// SE(κ) = √2/(Σpⱼqⱼ √(Nm(m−1))) · √((Σpⱼqⱼ)² − Σpⱼqⱼ(qⱼ − pⱼ)), SE(κⱼ) = √(2/(Nm(m−1))).
///
/// # Source
/// J. L. Fleiss, Psychol. Bull. 76 (1971), 378–382; J. L. Fleiss, J. C. M. Nee and J. R. Landis, Psychol. Bull. 86 (1979), 974–977.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn fleiss(counts: &Counts) -> Result<Fleiss, Refused> {
    let ratings = |row: &[u32]| row.iter().map(|&count| u64::from(count)).sum::<u64>();
    let each = counts.rows().next().map(ratings).ok_or(Refused::NoSubject)?;
    if each < 2 {
        return Err(Refused::OneRater);
    }
    if let Some(subject) = counts.rows().position(|row| ratings(row) != each) {
        return Err(Refused::Incomplete { subject });
    }
    let (subjects, each) = (counts.rows().len() as f64, each as f64);
    let pairs = subjects * each * (each - 1.0);
    let squares = sum(counts
        .rows()
        .map(|row| row.iter().map(|&n| f64::from(n) * f64::from(n)).sum::<f64>()));
    let observed = (squares - subjects * each) / pairs;
    let uses: Vec<f64> = (0..counts.categories())
        .map(|j| sum(counts.rows().map(|row| row.get(j).copied().map_or(0.0, f64::from))) / (subjects * each))
        .collect();
    let expected = sum(uses.iter().map(|p| p * p));
    if 1.0 - expected <= 1e-14 {
        return Err(Refused::NoVariation);
    }
    let value = (observed - expected) / (1.0 - expected);
    let spread = sum(uses.iter().map(|p| p * (1.0 - p)));
    let skew = sum(uses.iter().map(|p| p * (1.0 - p) * (1.0 - 2.0 * p)));
    let null_error = libm::sqrt(2.0) / (spread * libm::sqrt(pairs)) * libm::sqrt((spread * spread - skew).max(0.0));
    let one_error = libm::sqrt(2.0 / pairs);
    let categories = uses
        .iter()
        .enumerate()
        .map(|(j, &share)| {
            let split = sum(counts.rows().map(|row| {
                let n = row.get(j).copied().map_or(0.0, f64::from);
                n * (each - n)
            }));
            let both = share * (1.0 - share);
            let value = (both > 0.0).then(|| 1.0 - split / (pairs * both));
            FleissCategory {
                share,
                value,
                z: value.map(|value| value / one_error),
            }
        })
        .collect();
    let z = value / null_error;
    Ok(Fleiss {
        value,
        observed,
        expected,
        null_error,
        z,
        p: normal::two_sided(z),
        categories,
    })
}

/// Agreement beyond chance of named raters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conger {
    /// The coefficient.
    pub value: f64,
    /// Share of agreeing pairs observed.
    pub observed: f64,
    /// The same expected by chance from each pair of margins.
    pub expected: f64,
}

/// Conger's exact kappa, over the subjects that all raters rated: Cohen's for two raters.
///
/// # Errors
/// No such subject, or a chance agreement of 1.
///
/// # Formula
/// As Fleiss, with Pₑ = Σⱼ(p̄ⱼ² − sⱼ²/m), sⱼ² the variance of pⱼ over the m raters (m − 1).
///
/// # Source
/// A. J. Conger, Psychol. Bull. 88 (1980), 322–328.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn conger(ratings: &Ratings) -> Result<Conger, Refused> {
    let (size, raters) = (ratings.categories(), ratings.raters());
    let mut uses = vec![0.0_f64; size * raters];
    let (mut subjects, mut agreeing) = (0.0_f64, 0.0_f64);
    let mut counts = vec![0.0_f64; size];
    for row in ratings.rows().filter(|row| row.iter().all(Option::is_some)) {
        subjects += 1.0;
        counts.fill(0.0);
        for (rater, category) in row.iter().flatten().enumerate() {
            if let Some(count) = counts.get_mut(usize::from(*category)) {
                agreeing += 2.0 * *count;
                *count += 1.0;
            }
            if let Some(cell) = uses.get_mut(usize::from(*category) * raters + rater) {
                *cell += 1.0;
            }
        }
    }
    if subjects <= 0.0 {
        return Err(Refused::NoSubject);
    }
    let m = raters as f64;
    let observed = agreeing / (subjects * m * (m - 1.0));
    let expected = sum(uses.chunks_exact(raters).map(|by| {
        let all = sum(by.iter().copied()) / subjects;
        let squares = sum(by.iter().map(|count| count * count)) / (subjects * subjects);
        (all * all - squares) / (m * (m - 1.0))
    }));
    if 1.0 - expected <= 1e-14 {
        return Err(Refused::NoVariation);
    }
    Ok(Conger {
        value: (observed - expected) / (1.0 - expected),
        observed,
        expected,
    })
}

/// Share of the fully rated subjects on which all raters agree, 0 to 1.
///
/// # Errors
/// No subject with all its ratings.
///
/// # Formula
/// #(all ratings of the subject alike)/#(subjects with all their ratings). Chance is not taken away: beside a kappa, not in its place.
///
/// # Source
/// M. M. Shoukri, *Measures of Interobserver Agreement* (2004), chapter 3.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn exact_agreement(ratings: &Ratings) -> Result<f64, Refused> {
    let (mut whole, mut same) = (0_usize, 0_usize);
    for row in ratings.rows().filter(|row| row.iter().all(Option::is_some)) {
        whole += 1;
        same += usize::from(row.iter().all(|cell| Some(cell) == row.first()));
    }
    if whole == 0 {
        return Err(Refused::NoSubject);
    }
    Ok(same as f64 / whole as f64)
}

/// Agreement on one category.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Category {
    /// Share of all ratings that are in this category: its prevalence.
    pub share: f64,
    /// When one rater has put a subject here, the chance that another has too; none when the category was never used by two.
    pub agreement: Option<f64>,
}

/// Agreement category by category: for two raters and two categories, positive and negative agreement. Gaps are allowed.
///
/// # Errors
/// No subject with two ratings.
///
/// # Formula
/// Σᵢ nᵢⱼ(nᵢⱼ − 1)/(mᵢ − 1) over Σᵢ nᵢⱼ, subjects with mᵢ ≥ 2 ratings.
///
/// # Source
/// D. V. Cicchetti and A. R. Feinstein, J. Clin. Epidemiol. 43 (1990), 551–558; R. L. Spitzer and J. L. Fleiss, Br. J. Psychiatry 125 (1974), 341–347.
pub fn per_category(counts: &Counts) -> Result<Vec<Category>, Refused> {
    let size = counts.categories();
    let (mut uses, mut agreeing) = (vec![0.0; size], vec![0.0; size]);
    let mut all = 0.0;
    for row in counts.rows() {
        let given: f64 = row.iter().map(|&n| f64::from(n)).sum();
        if given < 2.0 {
            continue;
        }
        all += given;
        for ((&n, uses), agreeing) in row.iter().zip(&mut uses).zip(&mut agreeing) {
            let n = f64::from(n);
            *uses += n;
            *agreeing += n * (n - 1.0) / (given - 1.0);
        }
    }
    if all <= 0.0 {
        return Err(Refused::NoSubject);
    }
    Ok(uses
        .iter()
        .zip(&agreeing)
        .map(|(uses, agreeing)| Category {
            share: uses / all,
            agreement: (*uses > 0.0).then(|| agreeing / uses),
        })
        .collect())
}

/// How unequal the use of two categories is, and what agreement would be without that: two raters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// |share of both-first minus share of both-second| for two categories; none with more.
    pub prevalence: Option<f64>,
    /// Half of the sum of the absolute differences of the two raters' shares: 0 when both use the categories alike.
    pub bias: f64,
    /// Prevalence- and bias-adjusted kappa, (k pₒ − 1)/(k − 1).
    pub adjusted: f64,
}

/// Prevalence index, bias index and adjusted kappa of a table.
///
/// # Source
/// T. Byrt, J. Bishop and J. B. Carlin, J. Clin. Epidemiol. 46 (1993), 423–429.
///
/// # Formula
/// With p_ij the share of subjects in category i of the first and j of the second: prevalence |p_11 − p_22|, bias ½ Σ|p_i. − p_.i|, adjusted kappa (k pₒ − 1)/(k − 1).
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a number of categories")]
pub fn shares(table: &super::Table) -> Shares {
    let size = table.categories();
    let (first, second) = table.margins();
    let observed = sum((0..size).map(|i| table.count(i, i))) / table.total();
    let k = size as f64;
    Shares {
        prevalence: (size == 2).then(|| (table.count(0, 0) - table.count(1, 1)).abs() / table.total()),
        bias: 0.5 * sum(first.iter().zip(&second).map(|(a, b)| (a - b).abs())),
        adjusted: (k * observed - 1.0) / (k - 1.0),
    }
}
