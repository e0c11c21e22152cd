//! What a candidate may use beside the questions.

/// A tool that a part allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// Sums of decimals, in exact fractions ([`jalon_base::arithmetic`]).
    Calculator,
}

jalon_base::words!(Tool {
    Calculator = "calculator",
});
