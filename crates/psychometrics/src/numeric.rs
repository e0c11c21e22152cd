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
