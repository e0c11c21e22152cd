//! How often an item may be seen: a chance of being given once chosen (Sympson and Hetter), and a rate that closes it.

use std::fmt;

mod sympson_hetter;

pub use sympson_hetter::{Counts, Infeasible, Progress, SympsonHetter};

/// Exposure control of one person's test.
#[derive(Debug, Clone, Copy, Default)]
pub struct Exposure<'a> {
    /// Chances of being given once chosen, where there are any.
    pub chances: Option<&'a Chances>,
    /// Rates so far, where there are any.
    pub rates: Option<&'a Rates>,
}

impl Exposure<'_> {
    /// No control: every item may be given as often as it is chosen.
    pub const NONE: Exposure<'static> = Exposure {
        chances: None,
        rates: None,
    };

    /// Whether an item is over its rate.
    #[must_use]
    pub fn closed(&self, item: usize) -> bool {
        self.rates.is_some_and(|rates| rates.closed(item))
    }

    /// The chance that an item is given once chosen for a person measured at θ, 0 to 1.
    ///
    /// # Formula
    /// K_i(θ) of [`Chances::at`]; 1 without chances.
    ///
    /// # Source
    /// J. B. Sympson and R. D. Hetter, *Proceedings of the 27th annual meeting of the Military Testing Association* (1985), 973–977.
    #[must_use]
    pub fn chance(&self, item: usize, theta: f64) -> f64 {
        self.chances.map_or(1.0, |chances| chances.at(item, theta))
    }
}

/// Chances K_i of being given once chosen, one row for each stratum of the scale (a single one when they are not conditional).
#[derive(Debug, Clone, PartialEq)]
pub struct Chances {
    // INVARIANT: cuts increase, rows.len() == cuts.len() + 1, all rows are of one length, values are 0 to 1.
    cuts: Vec<f64>,
    rows: Vec<Vec<f64>>,
}

impl Chances {
    /// The same chances everywhere on the scale.
    ///
    /// # Errors
    /// A chance that is not 0 to 1.
    pub fn new(chances: Vec<f64>) -> Result<Self, BadExposure> {
        Self::conditional(Vec::new(), vec![chances])
    }

    /// Chances for each stratum: row s holds for θ from cut s−1 (included) to cut s (not included).
    ///
    /// # Errors
    /// Cuts that do not increase, a row too few or too many or of another length, a chance that is not 0 to 1.
    pub fn conditional(cuts: Vec<f64>, rows: Vec<Vec<f64>>) -> Result<Self, BadExposure> {
        let ordered = cuts.iter().zip(cuts.iter().skip(1)).all(|(a, b)| a < b);
        if !ordered || cuts.iter().any(|cut| cut.is_nan()) {
            return Err(BadExposure::Cuts);
        }
        let items = rows.first().map_or(0, Vec::len);
        if rows.len() != cuts.len() + 1 || rows.iter().any(|row| row.len() != items) {
            return Err(BadExposure::Shape { rows: rows.len() });
        }
        let wrong = |chance: &f64| !(0.0..=1.0).contains(chance);
        for row in &rows {
            if let Some(item) = row.iter().position(wrong) {
                return Err(BadExposure::Chance { item });
            }
        }
        Ok(Self { cuts, rows })
    }

    /// K_i for a person at θ; 1 for an item that has none.
    ///
    /// # Formula
    /// K_i of the stratum s with cut_s ≤ θ < cut_{s+1}.
    ///
    /// # Source
    /// M. L. Stocking and C. Lewis, *Journal of Educational and Behavioral Statistics* 23 (1998), 57–75, for chances by place.
    #[must_use]
    pub fn at(&self, item: usize, theta: f64) -> f64 {
        let stratum = stratum(&self.cuts, theta);
        self.rows
            .get(stratum)
            .and_then(|row| row.get(item))
            .copied()
            .unwrap_or(1.0)
    }
}

/// The stratum of θ among increasing cuts: a value on a cut belongs above it, as a person on a cut passes.
pub(crate) fn stratum(cuts: &[f64], theta: f64) -> usize {
    cuts.iter().filter(|cut| **cut <= theta).count()
}

/// How often each item was given to the persons before, and the most that is allowed: a snapshot, kept with the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    given: Vec<u32>,
    persons: u32,
    // Highest rate, as an exact fraction.
    most: (u32, u32),
}

impl Rates {
    /// Counts of a snapshot, and the highest rate `most.0 / most.1`.
    ///
    /// # Errors
    /// A count above the number of persons, or a rate that is not a fraction above 0 and at most 1.
    pub fn new(given: Vec<u32>, persons: u32, most: (u32, u32)) -> Result<Self, BadExposure> {
        if let Some(item) = given.iter().position(|count| *count > persons) {
            return Err(BadExposure::Count { item });
        }
        if most.0 == 0 || most.0 > most.1 {
            return Err(BadExposure::Rate { rate: most });
        }
        Ok(Self { given, persons, most })
    }

    /// Whether an item reached the highest rate: given/persons ≥ most, compared exactly. Before the first person nothing is closed.
    #[must_use]
    pub fn closed(&self, item: usize) -> bool {
        let given = u64::from(self.given.get(item).copied().unwrap_or(0));
        self.persons > 0 && given * u64::from(self.most.1) >= u64::from(self.most.0) * u64::from(self.persons)
    }
}

/// Share of items that two persons meet in common, on average, when each of `length` items is given with its rate.
///
/// # Formula
/// T = Σ r_i² / L.
///
/// # Source
/// J. R. Barrada and others, *Methodology* 3 (2007), 14–23.
#[must_use]
pub fn overlap(rates: &[f64], length: f64) -> f64 {
    rates.iter().map(|rate| rate * rate).sum::<f64>() / length
}

/// Why exposure data were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadExposure {
    /// Cuts of the strata that do not increase.
    Cuts,
    /// Not one row of chances a stratum, one chance an item.
    Shape {
        /// Rows given.
        rows: usize,
    },
    /// A chance that is not 0 to 1.
    Chance {
        /// Place of the item.
        item: usize,
    },
    /// An item given to more persons than there were.
    Count {
        /// Place of the item.
        item: usize,
    },
    /// A rate that is not above 0 and at most 1.
    Rate {
        /// Numerator and denominator.
        rate: (u32, u32),
    },
}

impl BadExposure {
    /// A stable name for the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cuts => "exposure/cuts",
            Self::Shape { .. } => "exposure/shape",
            Self::Chance { .. } => "exposure/chance",
            Self::Count { .. } => "exposure/count",
            Self::Rate { .. } => "exposure/rate",
        }
    }
}

impl fmt::Display for BadExposure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cuts => write!(f, "the cuts of the strata do not increase"),
            Self::Shape { rows } => write!(f, "{rows} rows of chances, not one a stratum with one chance an item"),
            Self::Chance { item } => write!(f, "the chance of item {item} is not 0 to 1"),
            Self::Count { item } => write!(f, "item {item} was given to more persons than there were"),
            Self::Rate { rate: (n, d) } => write!(f, "`{n}/{d}` is not a rate above 0 and at most 1"),
        }
    }
}

impl std::error::Error for BadExposure {}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "chances given are chances found, to the bit")]
mod tests {
    use super::*;

    #[test]
    fn strata_and_rates_are_exact_at_their_edges() {
        let chances = Chances::conditional(vec![-1.0, 1.0], vec![vec![0.1], vec![0.2], vec![0.3]]).unwrap();
        let at = |theta: f64| chances.at(0, theta);
        assert_eq!([at(-1.5), at(-1.0), at(0.99), at(1.0)], [0.1, 0.2, 0.2, 0.3]);
        let rates = Rates::new(vec![333, 334], 1000, (1, 3)).unwrap();
        assert_eq!([rates.closed(0), rates.closed(1)], [false, true]);
        assert!(!Rates::new(vec![0], 0, (1, 3)).unwrap().closed(0), "nobody came yet");
        assert!((overlap(&[0.5, 0.5, 1.0], 2.0) - 0.75).abs() < 1e-15);
    }

    #[test]
    fn what_is_not_a_chance_or_a_rate_is_refused() {
        assert_eq!(Chances::new(vec![0.5, 1.5]), Err(BadExposure::Chance { item: 1 }));
        assert_eq!(Chances::new(vec![f64::NAN]), Err(BadExposure::Chance { item: 0 }));
        assert_eq!(
            Chances::conditional(vec![0.0], vec![vec![1.0]]),
            Err(BadExposure::Shape { rows: 1 })
        );
        let three = vec![vec![1.0]; 3];
        assert_eq!(Chances::conditional(vec![1.0, 1.0], three), Err(BadExposure::Cuts));
        assert_eq!(Rates::new(vec![5], 4, (1, 4)), Err(BadExposure::Count { item: 0 }));
        for rate in [(0, 4), (5, 4), (1, 0)] {
            assert_eq!(Rates::new(vec![0], 4, rate), Err(BadExposure::Rate { rate }));
        }
    }

    /// By place on the scale: each stratum has its own counts and chances, and holds when every one of them does.
    #[test]
    fn the_conditional_iteration_keeps_strata_apart() {
        let mut search = SympsonHetter::new(3, 1, 0.5, vec![0.0]).unwrap();
        let counts = |chosen: [u32; 3], given: [u32; 3]| Counts {
            persons: 100,
            chosen: chosen.to_vec(),
            given: given.to_vec(),
        };
        let progress = search
            .update(&[counts([80, 20, 0], [80, 20, 0]), counts([0, 30, 70], [0, 30, 70])])
            .unwrap();
        assert_eq!((progress.highest, progress.holds), (0.8, false));
        let chances = search.chances();
        let row = |theta: f64| -> Vec<f64> { (0..3).map(|item| chances.at(item, theta)).collect() };
        // r/P(S): 0.5/0.8 below the cut, 0.5/0.7 from it on.
        assert_eq!(row(-0.1), [0.625, 1.0, 1.0]);
        assert_eq!(row(0.0), [1.0, 1.0, 0.5 / 0.7]);
        // One stratum that does not hold is enough to go on.
        let progress = search
            .update(&[counts([70, 30, 0], [50, 50, 0]), counts([0, 30, 70], [0, 40, 60])])
            .unwrap();
        assert_eq!((progress.highest, progress.holds), (0.6, false));
    }

    #[test]
    fn the_iteration_of_sympson_and_hetter() {
        let mut search = SympsonHetter::new(4, 2, 0.25, Vec::new()).unwrap();
        let counts = |chosen: [u32; 4], given: [u32; 4]| Counts {
            persons: 100,
            chosen: chosen.to_vec(),
            given: given.to_vec(),
        };
        let progress = search.update(&[counts([100, 50, 30, 20], [100, 50, 30, 20])]).unwrap();
        assert_eq!((progress.highest, progress.holds), (1.0, false));
        let chances = search.chances();
        let row: Vec<f64> = (0..4).map(|item| chances.at(item, 0.0)).collect();
        // r/P(S) = 0.25, 0.5, 0.833, 1; a test of two items needs two that are sure.
        assert_eq!(row, [0.25, 0.5, 1.0, 1.0]);
        let progress = search.update(&[counts([90, 60, 40, 30], [26, 27, 25, 22])]).unwrap();
        assert_eq!((progress.highest, progress.holds), (0.27, true));
        assert_eq!(search.chances(), chances, "chances that hold are kept");
        let mut short = SympsonHetter::new(1, 2, 0.25, Vec::new()).unwrap();
        let one = Counts {
            persons: 10,
            chosen: vec![10],
            given: vec![10],
        };
        let wanted = Infeasible {
            stratum: 0,
            sure: 1,
            length: 2,
        };
        assert_eq!(short.update(&[one]), Err(wanted));
    }
}
