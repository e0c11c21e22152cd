//! The logistic function and its logarithm, without overflow or loss at either end.

/// The logistic function 1/(1 + e^−x): 0 at −∞, 1 at +∞, NaN for NaN.
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
#[must_use]
pub fn log_sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        -libm::log1p(libm::exp(-x))
    } else {
        x - libm::log1p(libm::exp(x))
    }
}
