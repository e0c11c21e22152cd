//! Measurement: models, estimation and intervals. Numbers only; no word of tests, people or certificates.
//!
//! Floats live here. Whatever leaves for a journal, a decision or a certificate is rounded first ([`jalon_base::Micro`]).

#![doc = include_str!("../README.md")]

pub mod agreement;
pub mod calibrate;
pub mod classical;
pub mod decisions;
pub mod dif;
pub mod estimate;
pub mod exposure;
pub mod facets;
pub mod fit;
pub mod integrity;
pub mod interval;
pub mod level;
pub mod linking;
pub mod model;
pub mod multistage;
pub mod numeric;
pub mod parallel;
pub mod reason;
pub mod responses;
mod rows;
pub mod scale;
pub mod select;
pub mod shadow;
pub mod standard;
pub mod stop;

pub use interval::{Interval, wilson};
pub use responses::{BadResponses, MISSING, Responses};
pub use rows::Ragged;
