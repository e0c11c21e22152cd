//! How often a test may be sat, which of its results stands, and what becomes of an attempt that nobody finished.

use crate::outcome::Outcome;
use jalon_base::Fraction;

const HOUR_MS: i64 = 3_600_000;

/// How often a test may be sat by one person, and what becomes of their attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempts {
    /// How many attempts one person may begin; as many as they want when absent.
    pub most: Option<u32>,
    /// Hours from the end of an attempt to the beginning of the next.
    pub delay: u32,
    /// Which result stands.
    pub keep: Keep,
    /// When an attempt ends though nobody ended it; never when absent.
    pub unfinished: Option<Unfinished>,
}

jalon_base::document!(Attempts {
    most: optional,
    delay,
    keep,
    unfinished: optional
});

/// Which of several results stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The highest: a lower retry erases nothing.
    Best,
    /// The last one.
    Last,
}

jalon_base::words!(Keep {
    Best = "best",
    Last = "last",
});

/// The end of an attempt that nobody ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfinished {
    /// Hours after its beginning.
    pub after: u32,
    /// What it is worth then.
    pub then: Then,
}

jalon_base::document!(Unfinished { after, then });

/// What an attempt that nobody ended is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It is scored as it is: what was not answered earns nothing.
    Counts,
    /// It says nothing.
    Void,
}

jalon_base::words!(Then {
    Counts = "counts",
    Void = "void",
});

/// An attempt before this one, as whoever runs the test knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    /// Wall clock at its beginning, in milliseconds since 1970.
    pub begun_ms: i64,
    /// Wall clock at its end; none when it is not over.
    pub ended_ms: Option<i64>,
}

jalon_base::document!(Earlier {
    begun_ms,
    ended_ms: optional
});

/// Why no attempt may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAgain {
    /// The person had all their attempts.
    TooMany,
    /// The delay since the last one is not over.
    TooSoon {
        /// From when on they may, in milliseconds since 1970.
        from_ms: i64,
    },
    /// One is not over.
    Open,
}

impl NotAgain {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooMany => "attempts/too-many",
            Self::TooSoon { .. } => "attempts/too-soon",
            Self::Open => "attempts/open",
        }
    }
}

impl Attempts {
    /// Whether another attempt may begin at an instant. An attempt that nobody ended is over once its time is.
    ///
    /// # Errors
    /// [`NotAgain`].
    pub fn may_begin(&self, earlier: &[Earlier], now_ms: i64) -> Result<(), NotAgain> {
        if self.most.is_some_and(|most| earlier.len() >= most as usize) {
            return Err(NotAgain::TooMany);
        }
        for attempt in earlier {
            let ended_ms = attempt.ended_ms.or_else(|| self.ends_ms(attempt.begun_ms));
            let from_ms = match ended_ms {
                Some(ended_ms) if attempt.ended_ms.is_some() || ended_ms <= now_ms => {
                    ended_ms.saturating_add(i64::from(self.delay) * HOUR_MS)
                }
                _ => return Err(NotAgain::Open),
            };
            if now_ms < from_ms {
                return Err(NotAgain::TooSoon { from_ms });
            }
        }
        Ok(())
    }

    /// When an attempt that began at an instant ends though nobody ended it.
    #[must_use]
    pub fn ends_ms(&self, begun_ms: i64) -> Option<i64> {
        let after = self.unfinished?.after;
        Some(begun_ms.saturating_add(i64::from(after) * HOUR_MS))
    }
}

/// The result that stands among several of one person, given from the oldest to the last; none when none counts. A voided one never does.
///
/// The highest is the one whose decision is reached, then the one with the greatest share of its points, then the later one.
#[must_use]
pub fn stands(keep: Keep, outcomes: &[Outcome]) -> Option<&Outcome> {
    let mut counted = outcomes.iter().filter(|outcome| outcome.counts);
    match keep {
        Keep::Last => counted.next_back(),
        Keep::Best => counted.max_by_key(|outcome| {
            let sum = |of: fn(&crate::outcome::PartOutcome) -> i64| -> i64 { outcome.parts.iter().map(of).sum() };
            let share = Fraction::new(
                sum(|part| part.earned.thousandths()),
                sum(|part| part.possible.thousandths()),
            );
            (outcome.decision.as_ref().map(crate::outcome::Verdict::reached), share)
        }),
    }
}
