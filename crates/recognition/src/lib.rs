//! From an outcome to a certificate, and from certificates to the blocks of a diploma.
//!
//! Software never validates a block: what comes out is a documented presumption per competence — yes, partly, not yet — and why. The
//! jury or the certifier decides.

pub mod beside;
pub mod cite;
pub mod grain;
pub mod issue;
pub mod register;
pub mod standing;

pub use cite::{Citation, CitedClaim};
pub use grain::{CannotCertify, attest};
pub use standing::{CompetenceStanding, Degree, Reason, UnitStanding, standings};
