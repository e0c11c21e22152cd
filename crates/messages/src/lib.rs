//! Every sentence a person reads, as typed functions compiled from the catalogues of `ftl/`.
//!
//! One module a catalogue, one function a message: `worker::question_of(lang, 3, 10)`. A message that a language lacks, or whose
//! arguments differ, does not compile. Errors and findings carry a code and arguments; [`sentence`] words them. No text outside the
//! catalogues reaches a person, apart from content, which is data.

mod format;
mod lang;
mod number;

pub use format::{date, decimal, number};
pub use lang::Lang;
pub use number::Number;

pub use compiled::*;

#[allow(
    clippy::all,
    clippy::pedantic,
    unused_imports,
    unused_variables,
    reason = "written by the build script: read build/generate.rs instead"
)]
mod compiled {
    use crate::format::{argument, push_date, push_decimal, push_instant, push_number};
    use crate::{Lang, Number};
    use jalon_base::Timestamp;
    use jalon_base::sorted::SortedMap;

    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}
