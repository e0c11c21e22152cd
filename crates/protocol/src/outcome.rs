//! What a scoring says of an attempt, with the digests of everything that it used.

mod verdict;

pub use verdict::Verdict;

use crate::dispense::Dispensation;
use crate::plan::ClaimAbout;
use crate::pool::Origin;
use crate::{BandId, ClaimId, ItemId, PartId, ProtocolId};
use jalon_base::id::RandomId;
use jalon_base::{Digest, Micro, Points};
use jalon_referential::{Assurance, Proof, ReferentialId};

/// The format of the document.
pub const FORMAT: &str = "jalon/outcome@1";

/// What a scoring says of an attempt (`jalon/outcome@1`): superseded, never edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// `jalon/outcome@1`.
    pub format: String,
    /// The attempt.
    pub attempt: RandomId,
    /// The engine that scored.
    pub engine: u32,
    /// Everything that it used.
    pub inputs: Inputs,
    /// The referential.
    pub referential: ReferentialId,
    /// The protocol.
    pub protocol: ProtocolId,
    /// The strongest assurance that the attempt may claim.
    pub assurance: Assurance,
    /// How competences were shown.
    pub proof: Proof,
    /// Whether measures rest on calibrated parameters.
    pub calibrated: bool,
    /// Whether the parts were sat on different days.
    pub apart: bool,
    /// Whether it counts: false after a ruling that voids the attempt.
    pub counts: bool,
    /// Each item, in the order of the paper.
    pub items: Vec<ItemOutcome>,
    /// Each part that was sat, in order.
    pub parts: Vec<PartOutcome>,
    /// Parts dispensed with.
    pub exempt: Vec<PartId>,
    /// Why: what the person had obtained elsewhere.
    pub dispensation: Option<Dispensation>,
    /// Each claim of the protocol, in order.
    pub claims: Vec<ClaimOutcome>,
    /// What is decided, when the protocol decides something and everything is marked.
    pub decision: Option<Verdict>,
}

jalon_base::document!(Outcome {
    format,
    attempt,
    engine,
    inputs,
    referential,
    protocol,
    assurance,
    proof,
    calibrated,
    apart,
    counts,
    items,
    parts,
    exempt: optional,
    dispensation: optional,
    claims,
    decision: optional
});

/// Digests of what a scoring used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// The release: digest of its canonical manifest.
    pub release: Digest,
    /// Head of the seat's chain.
    pub seat: Digest,
    /// Head of the host's chain.
    pub host: Digest,
    /// Marks, sorted.
    pub marks: Vec<Digest>,
    /// Rulings, sorted.
    pub rulings: Vec<Digest>,
}

jalon_base::document!(Inputs {
    release,
    seat,
    host,
    marks,
    rulings
});

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemOutcome {
    /// The item.
    pub item: ItemId,
    /// Its part in the test.
    pub part: PartId,
    /// How it was scored.
    pub status: ItemStatus,
    /// Points earned.
    pub earned: Points,
    /// Points possible; zero when neutralised.
    pub possible: Points,
}

jalon_base::document!(ItemOutcome {
    item,
    part,
    status,
    earned,
    possible
});

/// How an item was scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemStatus {
    /// By its key.
    Scored,
    /// Left without an answer: no point.
    Unanswered,
    /// By the candidate, from the marking guide.
    SelfMarked,
    /// By a marker.
    Marked,
    /// Answered, and not yet marked by a person.
    AwaitsMark,
    /// Given full credit by a ruling.
    Credited,
    /// Taken out by a ruling.
    Neutralised,
    /// Never shown: the test ended before.
    NotReached,
}

jalon_base::words!(ItemStatus {
    Scored = "scored",
    Unanswered = "unanswered",
    SelfMarked = "self-marked",
    Marked = "marked",
    AwaitsMark = "awaits-mark",
    Credited = "credited",
    Neutralised = "neutralised",
    NotReached = "not-reached",
});

impl ItemStatus {
    /// Whether the item counts in numerator and denominator.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(
            self,
            Self::Scored | Self::Unanswered | Self::SelfMarked | Self::Marked | Self::Credited
        )
    }
}

/// Points of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOutcome {
    /// The part.
    pub part: PartId,
    /// Points earned, self-marked ones included.
    pub earned: Points,
    /// Points possible.
    pub possible: Points,
    /// Of the earned points, those that the candidate gave to themself.
    pub self_marked: Points,
    /// Points still awaiting a person's mark.
    pub awaiting: Points,
    /// Whether the part was handed in or timed out; false when it was not sat.
    pub finished: bool,
}

jalon_base::document!(PartOutcome {
    part,
    earned,
    possible,
    self_marked,
    awaiting,
    finished
});

/// What a claim says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimOutcome {
    /// The claim.
    pub claim: ClaimId,
    /// What it is about.
    pub about: ClaimAbout,
    /// Items that count for it.
    pub scored: u32,
    /// Of which marked by the candidate.
    pub self_marked: u32,
    /// Items fully right.
    pub right: u32,
    /// Items needed.
    pub minimum: u32,
    /// The measure, when there are enough items and they were drawn beforehand.
    pub measure: Option<Measure>,
    /// The place on the scale, when there are enough items and they were chosen one by one.
    pub scale: Option<OnScale>,
    /// What its ladders settled, when it has some.
    pub ladder: Option<OnLadder>,
}

jalon_base::document!(ClaimOutcome {
    claim,
    about,
    scored,
    self_marked,
    right,
    minimum,
    measure: optional,
    scale: optional,
    ladder: optional
});

/// What ladders settled of a claim, asked or inferred: a success settles the easier steps, a failure the harder ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnLadder {
    /// Steps acquired.
    pub acquired: u32,
    /// Steps not acquired; the others are not settled.
    pub missed: u32,
    /// Steps in all.
    pub steps: u32,
}

jalon_base::document!(OnLadder {
    acquired,
    missed,
    steps
});

/// A place on the scale, with its error. A share of right answers says nothing of a test that goes where one is right half of the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnScale {
    /// In logits.
    pub theta: Micro,
    /// Standard error in logits; none where answers have no maximum.
    pub error: Option<Micro>,
    /// Where the parameters of its items come from, the weakest.
    pub origin: Origin,
    /// The band that it is said in.
    pub band: Option<Placed>,
}

jalon_base::document!(OnScale {
    theta,
    error: optional,
    origin,
    band: optional
});

/// A band, and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The band.
    pub id: BandId,
    /// Version of the table of bands.
    pub version: u32,
    /// Its place in the table, the lowest being 0.
    pub level: u32,
    /// How many bands the table has.
    pub levels: u32,
    /// Chance that the person is in the next lower band, from measure and error; 0 where there is none.
    pub below: Micro,
    /// Chance that the person is in the next higher band.
    pub above: Micro,
}

jalon_base::document!(Placed {
    id,
    version,
    level,
    levels,
    below,
    above
});

/// A measure with its error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Share of the credit earned.
    pub share: Micro,
    /// Lower end of the 95 % Wilson interval.
    pub low: Micro,
    /// Upper end of the 95 % Wilson interval.
    pub high: Micro,
}

jalon_base::document!(Measure { share, low, high });

impl Outcome {
    /// Digest of the canonical outcome: what a certificate cites.
    ///
    /// # Errors
    /// Never in practice: an outcome always has a canonical form.
    pub fn digest(&self) -> Result<Digest, jalon_base::jcs::NotCanonical> {
        Digest::of_canonical(self)
    }
}
