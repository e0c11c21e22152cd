//! The logistic function and its logarithm, without overflow or loss at either end.

/// The logistic function 1/(1 + e^−x): 0 at −∞, 1 at +∞, NaN for NaN.
///
/// # Formula
/// 1/(1 + e^−x).
///
/// # Source
/// A. Birnbaum in F. M. Lord and M. R. Novick, *Statistical Theories of Mental Test Scores* (1968), chapter 17.
#[must_use]
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + libm::exp(-x))
    } else {
        let e = libm::exp(x);
        e / (1.0 + e)
    }
}

/// The natural logarithm of the logistic function, exact where the function itself would underflow: about `x` far on the left,
/// about −e^−x far on the right.
///
/// # Formula
/// −ln(1 + e^−x) for x ≥ 0, x − ln(1 + e^x) below.
///
/// # Source
/// M. Mächler, *Accurately computing log(1 − exp(−|a|))* (2012).
#[must_use]
pub fn log_sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        -libm::log1p(libm::exp(-x))
    } else {
        x - libm::log1p(libm::exp(x))
    }
}
