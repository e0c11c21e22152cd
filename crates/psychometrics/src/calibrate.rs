//! Calibration: the parameters of items from the responses of persons.
//!
//! [`Run`] is marginal maximum likelihood by EM, one cycle at a time, for every model of the crate and for planned missing data,
//! several groups and anchor items. The metric is logistic, D = 1.
//! What has no estimate is said by item; what has one that should not be believed is flagged.

pub(crate) mod blocks;
pub mod conditional;
mod em;
mod errors;
pub(crate) mod layer;
pub(crate) mod linear;
mod outcome;
mod plan;
mod population;
mod prepare;
mod published;
mod run;
mod shape;
pub(crate) mod symmetric;

pub(crate) use em::Em;
pub use em::Progress;
pub(crate) use errors::oakes;
pub use outcome::{Fate, Fitted, GroupEstimate, ItemEstimate, Parameter, Symbol, Warning, Why};
pub use plan::{Anchor, Kind, Plan, Priors, Refused};
pub use population::Population;
pub(crate) use prepare::add_steps;
pub(crate) use published::delta;
pub use run::{Run, Standing, calibrate};
pub use shape::Prior;
