//! From a folder of authored files to findings and to a signed release.
//!
//! Pure: a folder is a map from paths to bytes. Every file is read to its end and everything that is wrong is said at once; a release
//! is assembled only from a folder without errors.

pub mod assemble;
pub mod folder;
pub mod item;
mod lint;
pub mod markdown;
pub mod media;
mod plan;
mod read;
mod referential;
pub mod schema;

pub use assemble::{Assembled, assemble};
pub use folder::{Folder, check};
