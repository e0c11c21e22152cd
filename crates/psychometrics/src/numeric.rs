//! The mathematics under the rest: tails of the usual distributions, roots, minima, small linear systems, careful sums.
//!
//! Everything is `f64` through [`libm`], with a fixed order of operations, so that native and wasm give the same bits. A function asked
//! outside its domain (a probability of 1.5, a negative number of degrees of freedom, NaN) answers NaN, never a plausible number.
//! Tails are computed on their own side: an upper tail of 1e-200 is not one minus something.

pub mod beta;
pub mod brent;
pub mod distribution;
pub mod gamma;
pub mod linear;
pub mod normal;
pub mod regression;
pub mod sum;

pub use distribution::{binomial, chi_square, fisher, student};
pub use linear::{Cholesky, Ldl, Matrix};
pub use sum::{Sum, sum};

/// A draw as a number: from 0 to below 1, in steps of 2⁻⁵³, exactly.
///
/// NaN where `bits` does not lie below 2⁵³.
///
/// # Formula
/// u = bits/2⁵³.
///
/// # Source
/// IEEE 754-2019: an integer below 2⁵³ and its quotient by a power of two are exact.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
pub const fn unit(bits: u64) -> f64 {
    const ALL: u64 = 1 << 53;
    if bits < ALL { bits as f64 / ALL as f64 } else { f64::NAN }
}
