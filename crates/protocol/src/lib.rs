//! The paper and the outcome: items as they are shown, how a test is drawn and timed, releases to read, what a scoring said.
//!
//! There is no type here that could hold an answer key: a crate that does not name `jalon-scoring` cannot leak one.

pub mod dispense;
pub mod item;
pub mod mark;
pub mod media;
pub mod outcome;
pub mod plan;
pub mod pool;
pub mod release;
pub mod rich;
pub mod template;
pub mod upload;

use jalon_base::slug_id;

pub use dispense::{Dispensation, NotDispensed};
pub use item::{Interaction, ItemContent, Response, Stimulus};
pub use mark::{Mark, Ruling};
pub use outcome::Outcome;
pub use plan::Protocol;
pub use pool::{ItemAbout, Pool};
pub use release::Release;

slug_id!(
    /// Id of an item in its referential.
    ItemId
);
slug_id!(
    /// Id of an option of a choice.
    OptionId
);
slug_id!(
    /// Id of a protocol in its referential: `decouverte`.
    ProtocolId
);
slug_id!(
    /// Id of a part of a protocol.
    PartId
);
slug_id!(
    /// Id of a section of a part.
    SectionId
);
slug_id!(
    /// Id of a claim of a protocol.
    ClaimId
);
slug_id!(
    /// Id of a bank of items: `practice`, `form-1`.
    BankId
);
slug_id!(
    /// Id of a band of a protocol: what a measure is said in.
    BandId
);
