//! One item: its model with validated parameters.

use super::check::{self, InvalidItem};

/// Most categories of one item (an answer scored 0 to 31).
pub const MAX_CATEGORIES: usize = 32;

/// A model with its parameters, as published. The metric is logistic, D = 1; `a` is in 1/logit, `b` in logits.
#[derive(Debug, Clone, PartialEq)]
pub enum Model {
    /// P = 1/(1 + e^−(θ−b)).
    Rasch {
        /// Difficulty.
        b: f64,
    },
    /// P = 1/(1 + e^−a(θ−b)).
    TwoPl {
        /// Slope, positive.
        a: f64,
        /// Difficulty.
        b: f64,
    },
    /// P = c + (1−c)/(1 + e^−a(θ−b)).
    ThreePl {
        /// Slope, positive.
        a: f64,
        /// Difficulty.
        b: f64,
        /// Lower asymptote, 0 to below 1.
        c: f64,
    },
    /// P = c + (d−c)/(1 + e^−a(θ−b)).
    FourPl {
        /// Slope, positive.
        a: f64,
        /// Difficulty.
        b: f64,
        /// Lower asymptote, 0 to below `d`.
        c: f64,
        /// Upper asymptote, above `c` to 1.
        d: f64,
    },
    /// Graded response (Samejima): P(X ≥ k) = 1/(1 + e^−a(θ−b_k)).
    Graded {
        /// Slope, positive.
        a: f64,
        /// b_1 < b_2 < …: one fewer than the categories.
        thresholds: Vec<f64>,
    },
    /// Generalised partial credit (Muraki): P_k ∝ exp Σ_{v≤k} a(θ−b_v).
    PartialCredit {
        /// Slope, positive; 1 gives the partial credit model (Masters).
        a: f64,
        /// b_1, b_2, …, in any order: one fewer than the categories.
        steps: Vec<f64>,
    },
    /// Rating scale (Andrich): partial credit with a = 1 and b_v = b + τ_v, the τ shared by the items of one scale.
    RatingScale {
        /// Location of the item.
        b: f64,
        /// τ_1, τ_2, …: one fewer than the categories.
        taus: Vec<f64>,
    },
}

/// An item whose parameters were checked: probabilities are defined and positive information is finite everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    model: Model,
}

/// One category at one θ: its probability and the derivatives of its logarithm, exact where the probability underflows.
///
/// With them P′ = P·slope and P″ = P·(bend + slope²).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// P_k(θ).
    pub p: f64,
    /// ln P_k(θ).
    pub log: f64,
    /// d ln P_k / dθ.
    pub slope: f64,
    /// d² ln P_k / dθ².
    pub bend: f64,
}

/// What an item tells at one θ.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Information {
    /// Fisher information I = Σ_k P_k′²/P_k, in 1/logit², never negative.
    pub fisher: f64,
    /// J = Σ_k P_k′ P_k″/P_k, of Warm's correction.
    pub j: f64,
    /// dI/dθ, of Jeffreys' prior.
    pub slope: f64,
}

/// The score of an item at one θ, category k counting k points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Expected {
    /// E X = Σ k P_k.
    pub mean: f64,
    /// dE X/dθ.
    pub slope: f64,
    /// Var X.
    pub variance: f64,
}

impl Item {
    /// Checks the parameters.
    ///
    /// # Errors
    /// A parameter that is not finite or out of its range, thresholds out of order, no step or too many ([`MAX_CATEGORIES`]).
    pub fn new(model: Model) -> Result<Self, InvalidItem> {
        check::model(&model)?;
        Ok(Self { model })
    }

    /// A Rasch item.
    ///
    /// # Errors
    /// As [`Item::new`].
    pub fn rasch(b: f64) -> Result<Self, InvalidItem> {
        Self::new(Model::Rasch { b })
    }

    /// A two-parameter item.
    ///
    /// # Errors
    /// As [`Item::new`].
    pub fn two_pl(a: f64, b: f64) -> Result<Self, InvalidItem> {
        Self::new(Model::TwoPl { a, b })
    }

    /// A three-parameter item.
    ///
    /// # Errors
    /// As [`Item::new`].
    pub fn three_pl(a: f64, b: f64, c: f64) -> Result<Self, InvalidItem> {
        Self::new(Model::ThreePl { a, b, c })
    }

    /// A four-parameter item.
    ///
    /// # Errors
    /// As [`Item::new`].
    pub fn four_pl(a: f64, b: f64, c: f64, d: f64) -> Result<Self, InvalidItem> {
        Self::new(Model::FourPl { a, b, c, d })
    }

    /// A graded response item.
    ///
    /// # Errors
    /// As [`Item::new`].
    pub fn graded(a: f64, thresholds: Vec<f64>) -> Result<Self, InvalidItem> {
        Self::new(Model::Graded { a, thresholds })
    }

    /// A (generalised) partial credit item.
    ///
    /// # Errors
    /// As [`Item::new`].
    pub fn partial_credit(a: f64, steps: Vec<f64>) -> Result<Self, InvalidItem> {
        Self::new(Model::PartialCredit { a, steps })
    }

    /// An item of a rating scale.
    ///
    /// # Errors
    /// As [`Item::new`].
    pub fn rating_scale(b: f64, taus: Vec<f64>) -> Result<Self, InvalidItem> {
        Self::new(Model::RatingScale { b, taus })
    }

    /// The model and its parameters.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// How many categories an answer has: 2 for right or wrong.
    #[must_use]
    pub fn categories(&self) -> usize {
        match &self.model {
            Model::Rasch { .. } | Model::TwoPl { .. } | Model::ThreePl { .. } | Model::FourPl { .. } => 2,
            Model::Graded { thresholds: steps, .. }
            | Model::PartialCredit { steps, .. }
            | Model::RatingScale { taus: steps, .. } => steps.len() + 1,
        }
    }

    /// The highest category, which is the highest score.
    #[must_use]
    pub fn highest(&self) -> u8 {
        u8::try_from(self.categories() - 1).unwrap_or(u8::MAX)
    }

    /// A, the slope; 1 for the Rasch family.
    ///
    /// # Formula
    /// a of the model (D = 1), per logit.
    ///
    /// # Source
    /// F. M. Lord, *Applications of Item Response Theory* (1980), chapter 2.
    #[must_use]
    pub fn slope(&self) -> f64 {
        match self.model {
            Model::Rasch { .. } | Model::RatingScale { .. } => 1.0,
            Model::TwoPl { a, .. }
            | Model::ThreePl { a, .. }
            | Model::FourPl { a, .. }
            | Model::Graded { a, .. }
            | Model::PartialCredit { a, .. } => a,
        }
    }

    /// Where the item lies: b, or the mean of its thresholds or steps.
    ///
    /// # Formula
    /// b, or Σ b_k/K over the K thresholds or steps, in logits.
    ///
    /// # Source
    /// F. Samejima, *Psychometrika Monograph* 17 (1969); E. Muraki, *Applied Psychological Measurement* 16 (1992), 159–176.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most 31 steps")]
    pub fn location(&self) -> f64 {
        let mean = |steps: &[f64]| steps.iter().sum::<f64>() / steps.len() as f64;
        match &self.model {
            Model::Rasch { b } | Model::TwoPl { b, .. } | Model::ThreePl { b, .. } | Model::FourPl { b, .. } => *b,
            Model::Graded { thresholds: steps, .. } | Model::PartialCredit { steps, .. } => mean(steps),
            Model::RatingScale { b, taus } => b + mean(taus),
        }
    }
}
