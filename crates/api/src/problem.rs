//! Problems, as RFC 9457 has them: a code that never changes, a status, and the place in what was sent.
//!
//! The sentence for a person comes from the catalogues of whoever shows it; the title is the code, so that no sentence is kept twice.

use jalon_base::document::{Document, Node, write_members};
use jalon_base::json::{Malformed, Value};

/// The media type of a problem (RFC 9457 §3).
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why something was not done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// `urn:jalon:problem:` and the code, with a colon for the slash.
    pub kind: String,
    /// The code.
    pub title: String,
    /// The status of the answer.
    pub status: u32,
    /// The code, in the form `area/what`.
    pub code: String,
    /// JSON Pointer to what is wrong in what was sent.
    pub pointer: Option<String>,
    /// Seconds after which it may be tried again.
    pub retry_after: Option<u32>,
    /// What else is wrong: everything is said at once.
    pub also: Vec<Also>,
}

/// Something else that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// The code.
    pub code: String,
    /// JSON Pointer to it.
    pub pointer: String,
}

jalon_base::document!(Also { code, pointer });

impl Problem {
    const MEMBERS: &str = "type title status code pointer? retry-after? also?";
}

/// RFC 9457 names a member `type`, and lets others be added: those are passed over.
impl Document for Problem {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        node.read_some(
            Self::MEMBERS,
            &mut [
                &mut self.kind,
                &mut self.title,
                &mut self.status,
                &mut self.code,
                &mut self.pointer,
                &mut self.retry_after,
                &mut self.also,
            ],
        )
    }

    fn write(&self) -> Value {
        write_members(
            Self::MEMBERS,
            &[
                &self.kind,
                &self.title,
                &self.status,
                &self.code,
                &self.pointer,
                &self.retry_after,
                &self.also,
            ],
        )
    }
}

/// Codes of this crate and of the server, and the status of each; those of the engine are told by their area.
pub const CODES: &[(&str, u32)] = &[
    ("api/not-found", 404),
    ("api/method", 405),
    ("api/too-long", 413),
    ("api/too-many-events", 413),
    ("api/too-slow", 408),
    ("api/too-often", 429),
    ("api/busy", 503),
    ("api/pass", 401),
    ("api/other-session", 403),
    ("api/signature", 401),
    ("api/signers", 403),
    ("api/not-believed", 403),
    ("api/no-content", 409),
    ("api/bad-content", 409),
    ("api/imported", 409),
    ("api/other-content", 409),
    ("api/not-sealed", 409),
    ("api/unknown", 400),
];

/// The status of a code.
#[must_use]
pub fn status(code: &str) -> u32 {
    if let Some((_, status)) = CODES.iter().find(|(known, _)| *known == code) {
        return *status;
    }
    match code.split_once('/').map(|(area, _)| area) {
        Some("json") => 400,
        Some("access") => 403,
        Some("room" | "attempt" | "receipt" | "desk") => 409,
        Some("order" | "release" | "seal" | "envelope" | "did" | "sealed") => 422,
        Some("store") => 503,
        _ => 400,
    }
}

/// Codes of the rules by which a seat changes what it does; any other only tells it that something was refused.
const HEARD: &[&str] = &[
    "access/unknown",
    "attempt/closed",
    "attempt/fenced",
    "attempt/time-over",
    "desk/attempt",
    "desk/forked",
    "desk/head",
    "desk/other-instance",
    "desk/replaced",
    "desk/restore",
    "receipt/fork",
    "receipt/gap",
    "receipt/late",
    "room/candidate",
    "room/permission",
    "room/seat-not-ready",
    "room/sealed",
];

/// A code that came over the wire, as one that a terminal knows.
#[must_use]
pub fn known(code: &str) -> &'static str {
    let mut known = HEARD.iter().copied();
    known.find(|known| *known == code).unwrap_or("api/unknown")
}

impl Problem {
    /// Whether it is an answer of the rules, which will be the same when it is asked again as it stands; otherwise it may be asked again.
    #[must_use]
    pub fn is_final(&self) -> bool {
        let area = self.code.split_once('/').map(|(area, _)| area);
        matches!(area, Some("access" | "attempt" | "desk" | "receipt" | "room"))
    }

    /// The problem of a code.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self {
            kind: format!("urn:jalon:problem:{}", code.replace('/', ":")),
            title: code.to_owned(),
            status: status(code),
            code: code.to_owned(),
            pointer: None,
            retry_after: None,
            also: Vec::new(),
        }
    }

    /// With the place of what is wrong.
    #[must_use]
    pub fn at(mut self, pointer: &str) -> Self {
        self.pointer = (!pointer.is_empty()).then(|| pointer.to_owned());
        self
    }

    /// To be tried again after so many seconds.
    #[must_use]
    pub const fn again_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What is wrong in a text that is not the document expected.
    #[must_use]
    pub fn malformed(malformed: &Malformed) -> Self {
        Self::of(malformed.fault.code()).at(&malformed.pointer)
    }
}
