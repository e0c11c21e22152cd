//! What the page shows of a place, and why there is none.

use super::kept::{Disk, Lost, Shown, Where};
use jalon_session::Terminal;
use jalon_session::event::Tried;
use jalon_web_kit::ports::journals::Fault;

/// Why there is no place here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPlace {
    /// Another page of this machine has it.
    Elsewhere,
    /// The device keeps nothing, or has no keys.
    Storage(Fault),
    /// What it kept does not hold together.
    Broken,
}

impl From<Lost> for NoPlace {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Storage(fault) => Self::Storage(fault),
            Lost::Broken => Self::Broken,
        }
    }
}

/// What the page shows.
#[derive(Debug, Default)]
pub struct Core {
    /// Which place it is, once somebody has prepared it.
    pub place: Option<Where>,
    /// The place.
    pub terminal: Option<Terminal>,
    /// What is shown of the test.
    pub shown: Shown,
    pub(super) disk: Disk,
    /// Milliseconds that the open part had left, and when that was said, by this page's clock.
    pub left: Option<(i64, i64)>,
    /// Whether the server does not answer.
    pub cut: bool,
    /// Why the device did not keep the last thing.
    pub fault: Option<Fault>,
    /// Code of the last refusal.
    pub refused: Option<String>,
    /// What was tried here.
    pub tried: Tried,
    /// Whether everything was taken off this device, once the session was sealed.
    pub empty: bool,
}
