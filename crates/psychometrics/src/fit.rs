//! Whether responses look as the model says: residuals, sum scores, pairs of items; and how much a test tells where.

mod curves;
mod limited;
mod pairs;
mod reliability;
mod residual;
mod sums;

pub use curves::{Curve, WrightMap, curve, wright_map};
pub use limited::{CannotTest, Limited, limited};
pub use pairs::{Dependence, Pairs, local_dependence, q3};
pub use reliability::{empirical, marginal, separation};
pub(crate) use residual::{Gathered, moments};
pub use residual::{MeanSquare, MeanSquares, item_fit, person_fit};
pub use sums::{SumFit, sum_fit};
