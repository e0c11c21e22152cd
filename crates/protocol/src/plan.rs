//! How a test is drawn, timed, scored and decided: the protocol.

pub mod adaptive;
pub mod attempts;
mod decision;
mod judgement;
pub mod late;
mod limits;
mod paper;
mod select;
mod tools;

pub use attempts::{Attempts, Keep, NotAgain, Then};
pub use decision::Decision;
pub use judgement::{Choosing, Judgement, Rating};
pub use late::{Group, Ladder, Rung, Standing, When};
pub use limits::TimeLimits;
pub use paper::{Paper, PaperItem, PaperPart};
pub use select::{BankChoice, Select};
pub use tools::Tool;

use crate::pool::ItemAbout;
use crate::{BankId, ClaimId, ItemId, PartId, ProtocolId, SectionId};
use adaptive::{Adaptive, Bands, Stated};
use jalon_base::{Points, Text};
use jalon_referential::{Assurance, CompetenceId, Proof, ReferentialId, UnitId};

/// A test protocol (`jalon/protocol@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protocol {
    /// `jalon/protocol@1`.
    pub format: String,
    /// Its id.
    pub id: ProtocolId,
    /// The referential whose competences it measures.
    pub referential: ReferentialId,
    /// Its title.
    pub title: Text,
    /// What a worker reads before starting, in one or two sentences.
    pub summary: Text,
    /// What it is for.
    pub purpose: Purpose,
    /// Where it is scored.
    pub scoring: Place,
    /// The strongest assurance that it may give.
    pub assurance: Assurance,
    /// How its items show a competence.
    pub proof: Proof,
    /// Whether measures rest on parameters calibrated on real answers; where not, results are counts with an interval, and say so.
    pub calibrated: bool,
    /// Minutes it usually takes: an indication, never enforced.
    pub minutes: u32,
    /// Banks of which one is drawn for the whole test; sections that ask for `form` take from it.
    pub forms: Vec<BankId>,
    /// Whether all parts are sat in one go, or apart, over days.
    pub sitting: Sitting,
    /// Whether the candidate may pause, with the clock stopped.
    pub pause: bool,
    /// What the clock does while nobody is there (browser closed, machine off).
    pub while_away: WhileAway,
    /// Seconds that the whole of it may last, before accommodation, pauses apart; no limit when absent.
    pub seconds: Option<u32>,
    /// Seconds before which its last part cannot be handed in.
    pub least: Option<u32>,
    /// How often it may be sat; as often as one wants, the best result standing, when absent.
    pub attempts: Option<Attempts>,
    /// Whether the right answers and their reasons are shown after the test.
    pub feedback: Feedback,
    /// The parts, in their order.
    pub parts: Vec<Part>,
    /// What is decided from the points; nothing when absent.
    pub decision: Option<Decision>,
    /// What an outcome may say, and how many scored items it takes to say it.
    pub claims: Vec<Claim>,
    /// In which words the measures of adaptive sections are said.
    pub bands: Option<Bands>,
    /// How situational judgements are marked; none when no question is one whose key is a panel.
    pub judgement: Option<Judgement>,
    /// Errors of the decision, as simulated.
    pub stated: Option<Stated>,
    /// What the screens must say of this protocol: composition that is indicative…
    pub notice: Text,
}

jalon_base::document!(Protocol {
    format,
    id,
    referential,
    title,
    summary,
    purpose,
    scoring,
    assurance,
    proof,
    calibrated,
    minutes,
    forms: optional,
    sitting,
    pause,
    while_away,
    seconds: optional,
    least: optional,
    attempts: optional,
    feedback,
    parts,
    decision: optional,
    claims,
    bands: optional,
    judgement: optional,
    stated: optional,
    notice: optional
});

/// What a protocol is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To learn.
    Training,
    /// To see where one stands.
    Positioning,
    /// To rehearse an examination.
    MockExam,
    /// To certify.
    Exam,
}

jalon_base::words!(Purpose {
    Training = "training",
    Positioning = "positioning",
    MockExam = "mock-exam",
    Exam = "exam",
});

/// Where the keys are when an attempt is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the release, on the device.
    Local,
    /// In the server.
    Server,
    /// Only at the certifier.
    Sealed,
}

jalon_base::words!(Place {
    Local = "local",
    Server = "server",
    Sealed = "sealed",
});

impl Place {
    /// The strongest assurance that this place can give.
    #[must_use]
    pub const fn ceiling(self) -> Assurance {
        match self {
            Self::Local => Assurance::Declared,
            Self::Server | Self::Sealed => Assurance::Proctored,
        }
    }
}

/// Whether the parts are sat together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sitting {
    /// One after the other.
    Together,
    /// Each when the person wants; the result says so.
    Apart,
}

jalon_base::words!(Sitting {
    Together = "together",
    Apart = "apart",
});

/// What the clock does between two lives of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhileAway {
    /// It stops.
    Stop,
    /// It runs, by the wall clock.
    Run,
}

jalon_base::words!(WhileAway {
    Stop = "stop",
    Run = "run",
});

/// When right answers and reasons are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feedback {
    /// Never.
    None,
    /// After the test.
    After,
}

jalon_base::words!(Feedback {
    None = "none",
    After = "after",
});

/// A part of a test: its own clock, its own points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its id.
    pub id: PartId,
    /// Its title.
    pub title: Text,
    /// Whether one can go back.
    pub navigation: Navigation,
    /// Seconds it may last, before accommodation; no limit when absent.
    pub seconds: Option<u32>,
    /// Seconds before which it cannot be handed in.
    pub least: Option<u32>,
    /// Its weight in a weighted mean.
    pub coefficient: u32,
    /// Below this many points, the decision is negative.
    pub floor: Option<Points>,
    /// Whether its composition is only indicative.
    pub indicative: bool,
    /// Groups of its sections, of which some are drawn.
    pub groups: Vec<Group>,
    /// What the candidate may use beside the questions, in ascending order.
    pub tools: Vec<Tool>,
    /// Its sections, in their order.
    pub sections: Vec<Section>,
}

jalon_base::document!(Part {
    id,
    title,
    navigation,
    seconds: optional,
    least: optional,
    coefficient: one,
    floor: optional,
    indicative: optional,
    groups: optional,
    tools: optional,
    sections
});

/// Whether one can go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Navigation {
    /// From each item to the next only (QTI `linear`).
    Linear,
    /// Everywhere in the part (QTI `nonlinear`).
    Free,
}

jalon_base::words!(Navigation {
    Linear = "linear",
    Free = "free",
});

/// Items drawn together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// The group that holds it.
    pub group: Option<SectionId>,
    /// When it is given: every precondition must hold; always when empty.
    pub when: Vec<When>,
    /// Which items it takes from.
    pub select: Select,
    /// Items that it always takes.
    pub required: Vec<ItemId>,
    /// How many it takes.
    pub count: u32,
    /// How many of them at least and at most in some groups (the blueprint).
    pub quotas: Vec<Quota>,
    /// Whether the order of the items is drawn.
    pub order: Order,
    /// Points of each item.
    pub points: Points,
    /// Seconds that its items may last together, before accommodation; then none of them can be answered any more.
    pub seconds: Option<u32>,
    /// Seconds before which one cannot go on to another section, or hand the part in.
    pub least: Option<u32>,
    /// Seconds that each of its items may last, before accommodation; then it cannot be answered any more.
    pub each_seconds: Option<u32>,
    /// Seconds before which one cannot leave an item.
    pub each_least: Option<u32>,
    /// How its items are chosen one by one from the answers; when absent, they are drawn beforehand.
    pub adaptive: Option<Adaptive>,
    /// The ladder on which it places the person; its `count` is then the most that it asks.
    pub ladder: Option<Ladder>,
}

jalon_base::document!(Section {
    id,
    group: optional,
    when: optional,
    select,
    required: optional,
    count,
    quotas: optional,
    order,
    points,
    seconds: optional,
    least: optional,
    each_seconds: optional,
    each_least: optional,
    adaptive: optional,
    ladder: optional
});

/// How many items of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// Units that make the group; all when empty.
    pub units: Vec<UnitId>,
    /// Competences that make the group; all when empty.
    pub competences: Vec<CompetenceId>,
    /// At least so many.
    pub min: u32,
    /// At most so many.
    pub max: u32,
}

jalon_base::document!(Quota {
    units: optional,
    competences: optional,
    min,
    max
});

impl Quota {
    /// Whether an item belongs to the group.
    #[must_use]
    pub fn covers(&self, item: &ItemAbout) -> bool {
        (self.units.is_empty() || self.units.contains(&item.unit))
            && (self.competences.is_empty() || item.competences.iter().any(|c| self.competences.contains(c)))
    }
}

/// In which order items stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Drawn.
    Drawn,
    /// By ascending id.
    ById,
}

jalon_base::words!(Order {
    Drawn = "drawn",
    ById = "by-id",
});

/// What an outcome may say of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// What it is about.
    pub about: ClaimAbout,
    /// Scored items below which the claim is not measured.
    pub minimum: u32,
}

jalon_base::document!(Claim { id, about, minimum });

/// What a claim is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimAbout {
    /// One competence.
    Competence(CompetenceId),
    /// A part or a block.
    Unit(UnitId),
}

jalon_base::variants!(ClaimAbout {
    Competence = "competence",
    Unit = "unit",
});

impl ClaimAbout {
    /// Whether an item counts for the claim.
    #[must_use]
    pub fn covers(&self, item: &ItemAbout) -> bool {
        match self {
            Self::Competence(id) => item.competences.contains(id),
            Self::Unit(id) => item.unit == *id,
        }
    }
}

impl Section {
    /// Whether it, or what is in it, is only known once the sections before it are answered.
    #[must_use]
    pub const fn is_late(&self) -> bool {
        self.adaptive.is_some() || self.ladder.is_some() || !self.when.is_empty()
    }
}

impl Part {
    /// The section with this id.
    #[must_use]
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// Whether what comes next depends on the answers: items chosen one by one, ladders, preconditions.
    #[must_use]
    pub fn is_adaptive(&self) -> bool {
        self.sections.iter().any(Section::is_late)
    }

    /// Sections drawn beforehand: those before the first that is only known late.
    pub fn early(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().take_while(|section| !section.is_late())
    }
}

impl Protocol {
    /// The part with this id.
    #[must_use]
    pub fn part(&self, id: &PartId) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == *id)
    }

    /// Whether what comes next in some part depends on the answers.
    #[must_use]
    pub fn is_adaptive(&self) -> bool {
        self.parts.iter().any(Part::is_adaptive)
    }

    /// Whether it is an examination whose answers only the certifier may know: they leave sealed, and no room holds them.
    #[must_use]
    pub fn is_examination(&self) -> bool {
        self.purpose == Purpose::Exam && self.scoring == Place::Sealed
    }

    /// Whether it limits more than its parts, which no room holds: the host's clock alone counts there, and the host does not know at which
    /// item somebody is.
    #[must_use]
    pub fn has_finer_times(&self) -> bool {
        let of_section = |section: &Section| {
            let times = [section.seconds, section.least, section.each_seconds, section.each_least];
            times.iter().any(Option::is_some)
        };
        let of_part = |part: &Part| part.least.is_some() || part.sections.iter().any(of_section);
        self.seconds.is_some() || self.least.is_some() || self.parts.iter().any(of_part)
    }

    /// Whether all that it takes is a draw and points: no item chosen from the answers, no rule but of the points of its parts.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        !self.is_adaptive() && self.decision.as_ref().is_none_or(Decision::is_of_points)
    }

    /// Items that a test has at most, when no part is dispensed with.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.parts
            .iter()
            .flat_map(|part| &part.sections)
            .map(|section| section.count)
            .sum()
    }
}
