//! Who may do what: capabilities given by the order, asked one at a time, never a role.

use crate::order::Order;
use jalon_base::Slug;
use jalon_base::id::RandomId;
use jalon_credential::envelope::Signer;

/// One thing that somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capability {
    /// See the room: places, progress, alerts; never an answer.
    Watch,
    /// Open the content, with a sealed code.
    Unlock,
    /// Open and close the room.
    Run,
    /// Say that a place is ready.
    Prepare,
    /// Look at identity documents, and let people in or not.
    CheckIn,
    /// Give places and permissions to start.
    Seat,
    /// Stop and start clocks, give time, settle alerts.
    Assist,
    /// Record what happened, and decide it.
    Report,
    /// End somebody's test.
    End,
    /// Sign critical actions as the second person.
    Second,
    /// Seal the session.
    Seal,
}

jalon_base::words!(Capability {
    Watch = "watch",
    Unlock = "unlock",
    Run = "run",
    Prepare = "prepare",
    CheckIn = "check-in",
    Seat = "seat",
    Assist = "assist",
    Report = "report",
    End = "end",
    Second = "second",
    Seal = "seal",
});

impl Capability {
    /// All there are.
    pub const ALL: [Self; 11] = [
        Self::Watch,
        Self::Unlock,
        Self::Run,
        Self::Prepare,
        Self::CheckIn,
        Self::Seat,
        Self::Assist,
        Self::Report,
        Self::End,
        Self::Second,
        Self::Seal,
    ];
}

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// Nobody of this session.
    Unknown,
    /// Somebody of it, who may not do this.
    Capability,
    /// Another session.
    Session,
    /// It takes two people.
    TwoPeople,
    /// Not the certifier of this session.
    Certifier,
}

impl Denied {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "access/unknown",
            Self::Capability => "access/capability",
            Self::Session => "access/session",
            Self::TwoPeople => "access/two-people",
            Self::Certifier => "access/certifier",
        }
    }
}

/// Whether these people together may do something in a session: the first has the capability; the second, where one is needed, is somebody
/// else, who may second or do it too.
///
/// # Errors
/// [`Denied`].
pub fn may(order: &Order, session: &RandomId, by: &[Slug], what: Capability, two: bool) -> Result<(), Denied> {
    if order.session != *session {
        return Err(Denied::Session);
    }
    let has = |who: &Slug, wanted: &[Capability]| {
        let person = order
            .staff
            .iter()
            .find(|person| person.id == *who)
            .ok_or(Denied::Unknown)?;
        let able = wanted.iter().any(|wanted| person.may.contains(wanted));
        if able { Ok(()) } else { Err(Denied::Capability) }
    };
    let (first, others) = by.split_first().ok_or(Denied::Unknown)?;
    has(first, &[what])?;
    for other in others {
        has(other, &[what, Capability::Second])?;
    }
    let second = others.iter().any(|other| other != first);
    if two && !second { Err(Denied::TwoPeople) } else { Ok(()) }
}

/// Whether a release of the content is for a session and is its certifier's: whoever brings it, it is the certifier who is believed.
///
/// # Errors
/// [`Denied::Certifier`], [`Denied::Session`].
pub fn may_release(order: &Order, session: &RandomId, signers: &[Signer]) -> Result<(), Denied> {
    if signers.iter().all(|signer| signer.by != order.certifier) {
        return Err(Denied::Certifier);
    }
    if order.session == *session {
        Ok(())
    } else {
        Err(Denied::Session)
    }
}
