//! The order of a session: what a certifier asks of a centre, in one signed document, and everything that is wrong with it at once.
//!
//! It says where and when, who sits with which adjustments, with which edition and protocol, who works there and what each may do, how
//! pauses and outages are treated, what is kept how long. It holds no name: candidates are pseudonyms, the list of names travels sealed.

mod check;

pub use check::{Facts, check};

use crate::access::Capability;
use jalon_attempt::event::Started;
use jalon_attempt::room::Hosted;
use jalon_base::id::RandomId;
use jalon_base::json::{Limits, Malformed};
use jalon_base::{Digest, Fraction, Slug, Timestamp};
use jalon_credential::envelope::{Signed, Unverified};
use jalon_protocol::ProtocolId;

/// The kind of a signed order.
pub const KIND: &str = "session-order";

/// What a certifier orders (body of a signed document of the kind `session-order`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The session.
    pub session: RandomId,
    /// DID of the certifier, who signs.
    pub certifier: String,
    /// DID of the centre, which signs acknowledgements and the seal.
    pub centre: String,
    /// What the centre must be habilitated to examine: the URL of the certification.
    pub about: String,
    /// The edition.
    pub release: Digest,
    /// The protocol.
    pub protocol: ProtocolId,
    /// When it was ordered.
    pub issued: Timestamp,
    /// When it takes place.
    pub window: Window,
    /// Most people in the room at once.
    pub capacity: u32,
    /// Places.
    pub seats: Vec<Slug>,
    /// Who sits.
    pub roster: Vec<Candidate>,
    /// Who works there.
    pub staff: Vec<Person>,
    /// Commitment to the seed of the session: [`commitment`](jalon_attempt::room::commitment). The seed comes with the content.
    pub seed: Digest,
    /// SHA-256 of the sealed content: no other is brought to the room.
    pub content: Digest,
    /// How the content is opened.
    pub opening: Opening,
    /// How pauses, outages and lateness are treated.
    pub rules: Rules,
    /// What is kept how long.
    pub retention: Retention,
}

jalon_base::document!(Order {
    session,
    certifier,
    centre,
    about,
    release,
    protocol,
    issued,
    window,
    capacity,
    seats,
    roster,
    staff,
    seed,
    content,
    opening,
    rules,
    retention
});

/// When a session takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The room opens.
    pub opens: Timestamp,
    /// Nobody is let in from here on.
    pub late: Timestamp,
    /// It is over.
    pub closes: Timestamp,
    /// Minutes east of UTC of the clock on the wall, given and never guessed.
    pub offset: i64,
}

jalon_base::document!(Window {
    opens,
    late,
    closes,
    offset
});

/// Somebody who sits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Pseudonym, which the room's paper list pairs with a name.
    pub id: Slug,
    /// Their attempt: its draw follows from it and from the seed of the session.
    pub attempt: RandomId,
    /// When they were enrolled.
    pub enrolled: Timestamp,
    /// What is adjusted for them.
    pub adjustments: Adjustments,
}

jalon_base::document!(Candidate {
    id,
    attempt,
    enrolled,
    adjustments
});

/// What is adjusted for somebody: functions, never a diagnosis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adjustments {
    /// Factor on each time limit: 4/3 for a third more.
    pub factor: Option<Fraction>,
    /// Minutes added to each time limit, after the factor.
    pub minutes: u32,
    /// No time limit.
    pub untimed: bool,
    /// Breaks with the clock stopped.
    pub breaks: u32,
    /// Minutes of each.
    pub break_minutes: u32,
    /// What the screen or a person does for them.
    pub supports: Vec<Support>,
}

/// Numbers that are not there are zero, and zeros are not written.
impl jalon_base::Document for Adjustments {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, node: &jalon_base::document::Node<'_>) -> Option<()> {
        let mut numbers = [None, None, None];
        let [minutes, breaks, break_minutes] = &mut numbers;
        node.read_only(
            Self::MEMBERS,
            &mut [
                &mut self.factor,
                minutes,
                &mut self.untimed,
                breaks,
                break_minutes,
                &mut self.supports,
            ],
        )?;
        let [minutes, breaks, break_minutes] = numbers.map(Option::<u32>::unwrap_or_default);
        (self.minutes, self.breaks, self.break_minutes) = (minutes, breaks, break_minutes);
        Some(())
    }

    fn write(&self) -> jalon_base::json::Value {
        let some = |number: u32| (number > 0).then_some(number);
        jalon_base::document::write_members(
            Self::MEMBERS,
            &[
                &self.factor,
                &some(self.minutes),
                &self.untimed,
                &some(self.breaks),
                &some(self.break_minutes),
                &self.supports,
            ],
        )
    }
}

impl Adjustments {
    const MEMBERS: &str = "factor? minutes? untimed? breaks? break-minutes? supports?";

    /// The factor on time limits.
    #[must_use]
    pub fn time_factor(&self) -> Option<Fraction> {
        self.factor.or_else(|| Fraction::new(1, 1))
    }
}

/// What the screen or a person does for a candidate.
///
/// # Source
/// After the supports of 1EdTech Access for All PNP 3.0, by function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Support {
    /// Questions are read aloud.
    ReadAloud,
    /// Larger text.
    LargeText,
    /// Other colours.
    Theme,
    /// One column, less on the screen.
    Simple,
    /// A glossary.
    Glossary,
    /// Videos in sign language.
    SignLanguage,
    /// Items in another form.
    AlternativeItems,
    /// Somebody reads or writes for them: said in the record.
    Helper,
    /// Tools of their own: rules on what has the focus do not apply.
    AssistiveTechnology,
}

jalon_base::words!(Support {
    ReadAloud = "read-aloud",
    LargeText = "large-text",
    Theme = "theme",
    Simple = "simple",
    Glossary = "glossary",
    SignLanguage = "sign-language",
    AlternativeItems = "alternative-items",
    Helper = "helper",
    AssistiveTechnology = "assistive-technology",
});

/// Somebody who works at the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What the record calls them.
    pub id: Slug,
    /// DID of the key that they sign with.
    pub key: String,
    /// What they may do.
    pub may: Vec<Capability>,
    /// Whether they sign with a PIN and a printed card, beside a second person, for want of a passkey: said as weaker.
    pub card: bool,
}

jalon_base::document!(Person {
    id,
    key,
    may,
    card: optional
});

/// How the content is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// Two sealed codes, held by two people: [`code_digest`] of each.
    Codes {
        /// Their digests.
        digests: Vec<Digest>,
    },
    /// The certifier lets the session begin, online.
    Online,
}

jalon_base::tagged!(Opening, "by" {
    Codes = "codes" { digests },
    Online = "online" {},
});

/// What an order says of a code, without giving it: codes are of at least 40 random bits, and say nothing of each other.
#[must_use]
pub fn code_digest(session: &RandomId, code: &str) -> Digest {
    Digest::in_domain("jalon/session-code@1", &[session.as_bytes(), code.as_bytes()])
}

/// How pauses, outages and lateness are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Seconds without news from a place after which it is an outage.
    pub silence: u32,
    /// Seconds of outage that the rule gives back by itself, in all, to one person.
    pub outage_credit: u32,
    /// Seconds that one person alone may give.
    pub alone_credit: u32,
    /// Seconds after the end during which what was answered in time is still taken.
    pub grace: u32,
    /// Seconds of a pause beyond which earlier pages are closed; never when absent.
    pub pause_lock: Option<u32>,
    /// Hours after the end before which no result is given.
    pub result_hours: u32,
}

jalon_base::document!(Rules {
    silence,
    outage_credit,
    alone_credit,
    grace,
    pause_lock: optional,
    result_hours
});

/// Days for which things are kept after the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Journals and records, for appeals and proofs.
    pub record_days: u32,
    /// The list of names at the centre: 0, it goes with the seal.
    pub names_days: u32,
    /// Recordings of pictures or sound, when there are some.
    pub recordings_days: u32,
}

jalon_base::document!(Retention {
    record_days,
    names_days,
    recordings_days
});

/// Why bytes are not an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadOrder {
    /// Not strict JSON of an envelope.
    Malformed(Malformed),
    /// A signature does not hold, or it is another kind of document.
    Unverified(Unverified),
    /// Signed, but not by the certifier that it names.
    Signer,
}

impl BadOrder {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(malformed) => malformed.fault.code(),
            Self::Unverified(unverified) => unverified.code(),
            Self::Signer => "order/signer",
        }
    }
}

impl Order {
    /// Whether these codes are those that open its content.
    #[must_use]
    pub fn opens_with(&self, codes: &[String]) -> bool {
        match &self.opening {
            Opening::Codes { digests } => crate::event::codes_open(&self.session, digests, codes),
            Opening::Online => false,
        }
    }

    /// Opens a signed order: every signature holds, and the certifier that it names is one of the signers. Whether that certifier is
    /// somebody to believe, and the centre habilitated, is asked of [`check`] and of the reader's trust.
    ///
    /// # Errors
    /// [`BadOrder`].
    pub fn open(bytes: &[u8]) -> Result<Self, BadOrder> {
        let signed: Signed<Self> = Signed::from_slice(bytes, Limits::DOCUMENT).map_err(BadOrder::Malformed)?;
        let verified = signed.verify(KIND).map_err(BadOrder::Unverified)?;
        let order = verified.body;
        if verified.signers.iter().any(|signer| signer.by == order.certifier) {
            Ok(order)
        } else {
            Err(BadOrder::Signer)
        }
    }

    /// The candidate of a pseudonym.
    #[must_use]
    pub fn candidate(&self, id: &Slug) -> Option<&Candidate> {
        self.roster.iter().find(|candidate| candidate.id == *id)
    }

    /// How somebody's attempt starts, by this order, on a build of the application; none for somebody who is not of it.
    #[must_use]
    pub fn started(&self, candidate: &Slug, build: String) -> Option<Started> {
        let adjusted = &self.candidate(candidate)?.adjustments;
        let seconds = |seconds: u32| i64::from(seconds) * 1000;
        Some(Started {
            engine: jalon_base::ENGINE,
            build,
            release: self.release,
            protocol: self.protocol.clone(),
            session_seed: [0; 32],
            time_factor: adjusted.time_factor()?,
            dispensation: None,
            exempt: Vec::new(),
            seen: None,
            needs: Vec::new(),
            earlier: Vec::new(),
            hosted: Some(Hosted {
                session: self.session,
                seed: self.seed,
                grace_ms: seconds(self.rules.grace),
                extra_ms: i64::from(adjusted.minutes) * 60_000,
                untimed: adjusted.untimed,
                lock_after_ms: self.rules.pause_lock.map(seconds),
            }),
        })
    }

    /// The candidate of an attempt.
    #[must_use]
    pub fn sitter(&self, attempt: &RandomId) -> Option<&Candidate> {
        self.roster.iter().find(|candidate| candidate.attempt == *attempt)
    }
}
