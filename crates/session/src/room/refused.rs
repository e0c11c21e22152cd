//! Why something may not happen in a room.

use crate::access::Denied;

/// Why something may not happen in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Who asks may not.
    Denied(Denied),
    /// It is not the time for it.
    OutOfPlace,
    /// It was done already.
    Repeated,
    /// Prepared for another room, or from a state that never was.
    Stale,
    /// Nobody of that name.
    Candidate,
    /// No such place.
    Seat,
    /// The place has not passed its tests.
    SeatNotReady,
    /// The key of the place is none, or another place's.
    Key,
    /// Somebody has the place.
    SeatTaken,
    /// After the latest arrival.
    Late,
    /// Before the session, or after it.
    Early,
    /// The codes are not those of the order.
    Code,
    /// The content is not at hand, or is not the one of the order.
    Content,
    /// No unused permission, or not at this place.
    Permission,
    /// Somebody has stopped their clock.
    Paused,
    /// No break is left.
    NoBreak,
    /// No such incident, or it is decided.
    Incident,
    /// An incident waits.
    Undecided,
    /// An alert waits.
    AlertOpen,
    /// A test runs.
    Running,
    /// A line of the record is missing.
    Report,
    /// A line of the record is not what happened.
    BadReport,
    /// The note is too long, or holds what a note may not.
    Note,
    /// The session is sealed.
    Sealed,
    /// The connection is not encrypted.
    Insecure,
    /// A signature does not hold, or is of somebody else.
    Signature,
    /// The entry does not follow the one before it.
    Chain,
}

impl Refused {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Denied(denied) => denied.code(),
            Self::OutOfPlace => "room/out-of-place",
            Self::Repeated => "room/repeated",
            Self::Stale => "room/stale",
            Self::Candidate => "room/candidate",
            Self::Seat => "room/seat",
            Self::SeatNotReady => "room/seat-not-ready",
            Self::Key => "room/key",
            Self::SeatTaken => "room/seat-taken",
            Self::Late => "room/late",
            Self::Early => "room/early",
            Self::Code => "room/code",
            Self::Content => "room/content",
            Self::Permission => "room/permission",
            Self::Paused => "room/paused",
            Self::NoBreak => "room/no-break",
            Self::Incident => "room/incident",
            Self::Undecided => "room/undecided",
            Self::AlertOpen => "room/alert-open",
            Self::Running => "room/running",
            Self::Report => "room/report",
            Self::BadReport => "room/bad-report",
            Self::Note => "room/note",
            Self::Sealed => "room/sealed",
            Self::Insecure => "room/insecure",
            Self::Signature => "room/signature",
            Self::Chain => "room/chain",
        }
    }
}

impl From<Denied> for Refused {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refused {}
