//! Certificates on paper and in pictures: the link that a QR code holds, its symbol as SVG and PNG, badges baked into pictures, codes read
//! back from photographs; and the plots of reports.
//!
//! Pure, as all below it: bytes in, bytes out. Says nothing of whether a certificate is true: that is `credential`'s.

pub mod baked;
pub mod base41;
pub mod deflate;
pub mod input;
pub mod link;
#[cfg(feature = "photo")]
pub mod photo;
#[cfg(feature = "pictures")]
pub mod picture;
pub mod plot;
pub mod png;
pub mod symbol;

pub use link::{Packed, Part, Parts};
pub use symbol::Symbol;
