//! What every Jalon document is made of: strict JSON, how types are read and written, the canonical form, digests, ids, times,
//! exact quantities, findings, letters made comparable; and maps and a sort that weigh little.
//!
//! Pure: no clock, no randomness, no file, no network. The same bytes in give the same bytes out, natively and in wasm.

pub mod arithmetic;
pub mod crc;
pub mod digest;
pub mod document;
pub mod encoding;
pub mod exact;
pub mod finding;
pub mod id;
pub mod jcs;
pub mod json;
pub mod letters;
pub mod order;
pub mod sorted;
pub mod text;
pub mod time;
pub mod typography;

pub use digest::Digest;
pub use document::Document;
pub use exact::{Fraction, Micro, Points};
pub use finding::{Finding, Findings, Severity};
pub use id::Slug;
pub use text::{Lang, Localised, Text};
pub use time::{Millis, Timestamp};

/// The number of the engine: same bytes in, same result out, to the last bit, for one number. Every journal names it.
pub const ENGINE: u32 = 1;
