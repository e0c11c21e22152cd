//! Item response models: how likely each category of an answer is at a point of the scale, and how much the answer tells.
//!
//! The metric is **logistic, D = 1**, everywhere in this crate: no constant 1.7, and a slope of 1 on a standard normal scale means
//! what the references mean by it. One [`Item`] type carries every model; the models differ only in three kernels (logistic with two
//! asymptotes, graded, partial credit), so that estimation, selection and calibration are written once.

mod check;
mod item;
mod kernel;
mod logistic;
mod table;

#[cfg(test)]
mod tests;

pub use check::InvalidItem;
pub use item::{Expected, Information, Item, MAX_CATEGORIES, Model, Point};
pub use logistic::{log_sigmoid, sigmoid};
