//! Where somebody is in a session, as it is kept, shown and sent.

use crate::event::{EndReason, Refusal};

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not seen yet.
    Expected,
    /// Not let in.
    TurnedAway {
        /// Why.
        why: Refusal,
    },
    /// Let in.
    CheckedIn,
    /// At a place.
    Seated,
    /// Started.
    Started,
    /// Over: by itself, or ended by somebody.
    Over {
        /// Why, when somebody ended it.
        why: Option<EndReason>,
    },
}

jalon_base::tagged!(Standing, "is" {
    Expected = "expected" {},
    TurnedAway = "turned-away" { why },
    CheckedIn = "checked-in" {},
    Seated = "seated" {},
    Started = "started" {},
    Over = "over" { why: optional },
});
