//! What a person should know of the time of a test before it begins, beside the length of its parts.

use super::{Protocol, Section};

/// The limits of time that a test has beside those of its parts, before accommodation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeLimits {
    /// Seconds that the whole of it may last.
    pub test: Option<u32>,
    /// Whether some sections have a time of their own.
    pub sections: bool,
    /// The shortest and the longest time of a question that has one, in seconds.
    pub questions: Option<(u32, u32)>,
    /// Whether every question has a time of its own.
    pub each: bool,
    /// Whether some questions, sections or parts must be looked at for a least time.
    pub least: bool,
}

impl Protocol {
    /// Its limits of time beside those of its parts.
    #[must_use]
    pub fn time_limits(&self) -> TimeLimits {
        let sections = || self.parts.iter().flat_map(|part| &part.sections);
        let times = || sections().filter_map(|section| section.each_seconds);
        let waits = |section: &Section| section.least.is_some() || section.each_least.is_some();
        TimeLimits {
            test: self.seconds,
            sections: sections().any(|section| section.seconds.is_some()),
            questions: times().min().zip(times().max()),
            each: sections().all(|section| section.each_seconds.is_some()),
            least: self.least.is_some() || self.parts.iter().any(|part| part.least.is_some()) || sections().any(waits),
        }
    }
}
