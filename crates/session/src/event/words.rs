//! The words of a room: documents seen, reasons, kinds of incidents.

/// Kind of an identity document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityDocument {
    /// National identity card.
    Card,
    /// Passport.
    Passport,
    /// Residence permit.
    Residence,
    /// Driving licence.
    Licence,
    /// Another one that the rules of the exam accept.
    Other,
}

jalon_base::words!(IdentityDocument {
    Card = "card",
    Passport = "passport",
    Residence = "residence",
    Licence = "licence",
    Other = "other",
});

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A doubt on who they are: no exam.
    Doubt,
    /// No document, or none that is accepted.
    NoDocument,
    /// Not on the list.
    NotConvened,
    /// After the latest arrival.
    Late,
    /// They did not come.
    Absent,
    /// They refuse the rules.
    Rules,
}

jalon_base::words!(Refusal {
    Doubt = "doubt",
    NoDocument = "no-document",
    NotConvened = "not-convened",
    Late = "late",
    Absent = "absent",
    Rules = "rules",
});

/// Why a clock is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseKind {
    /// Something in the room.
    Room,
    /// One of the breaks that the order gives.
    Break,
}

jalon_base::words!(PauseKind {
    Room = "room",
    Break = "break",
});

/// Why a test is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// They left.
    Left,
    /// They are unwell.
    Unwell,
    /// Fraud, or a try at it: a jury judges.
    Fraud,
    /// The machines do not let them go on.
    Technical,
    /// The session is over.
    Over,
}

jalon_base::words!(EndReason {
    Left = "left",
    Unwell = "unwell",
    Fraud = "fraud",
    Technical = "technical",
    Over = "over",
});

/// What an incident is about.
///
/// # Source
/// The categories of Pix (`CertificationIssueReport`) and of TAO (`ReasonCategoryService`), and what the server notes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IncidentKind {
    /// A question, in the candidate's eyes.
    Question,
    /// Name, birth or adjustments of the candidate are wrong.
    Information,
    /// The list was not signed, or at the wrong line.
    Signature,
    /// Suspicion of fraud.
    Fraud,
    /// A phone or a device was found.
    Device,
    /// Illness, distress, behaviour.
    Candidate,
    /// Noise, light, heat, people.
    Environment,
    /// The room's power, network or machines.
    Technical,
    /// The staff.
    Staff,
    /// Somebody came late, or left.
    LateOrLeaving,
    /// No news from a place: noted by the server.
    Outage,
    /// The server was away, or replaced: noted by itself.
    Server,
    /// Two writers with one key: noted by the server.
    Fork,
    /// Answers that came too late or out of turn: noted by the server.
    Aside,
    /// The server lost what it had said to a place, which was not heard since: noted by the server.
    Copy,
    /// Something else.
    Other,
}

jalon_base::words!(IncidentKind {
    Question = "question",
    Information = "information",
    Signature = "signature",
    Fraud = "fraud",
    Device = "device",
    Candidate = "candidate",
    Environment = "environment",
    Technical = "technical",
    Staff = "staff",
    LateOrLeaving = "late-or-leaving",
    Outage = "outage",
    Server = "server",
    Fork = "fork",
    Aside = "aside",
    Copy = "copy",
    Other = "other",
});
