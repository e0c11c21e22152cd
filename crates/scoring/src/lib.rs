//! Keys and mark rules: responses, marks and rulings become an outcome, with the trace that justifies it.
//!
//! Answer keys are types of this crate and of `jalon-authoring` alone.

pub mod adaptive;
pub mod advice;
pub mod decision;
pub mod feedback;
pub mod key;
pub mod keys;
pub mod reason;
pub mod score;

pub use adaptive::{Adaptive, Tests};
pub use key::Key;
pub use keys::Keys;
pub use score::{score, score_with};
