//! A sitting: state and journal kept together, for whoever runs the engine on the spot.

use crate::clock::Now;
use crate::decide::{Command, Refused, decide};
use crate::draw::Supply;
use crate::event::Event;
use crate::guide::Guide;
use crate::journal::{Heads, Journal};
use crate::replay::{Diverged, replay};
use crate::state::State;
use jalon_base::id::RandomId;
use std::sync::Arc;

/// An attempt with its journal.
#[derive(Debug, Clone)]
pub struct Sitting {
    state: State,
    journal: Journal,
    heads: Heads,
}

/// Why a command did nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failed {
    /// The engine refused it.
    Refused(Refused),
    /// The clock is beyond what a document can hold.
    Clock,
}

impl Failed {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refused) => refused.code(),
            Self::Clock => "attempt/clock",
        }
    }
}

impl Sitting {
    /// A new attempt, before anything happened.
    #[must_use]
    pub fn new(attempt: RandomId, supply: Supply<'_>) -> Self {
        let state = State::blank(Arc::clone(supply.protocol));
        Self {
            state,
            journal: Journal::of(attempt),
            heads: Heads::default(),
        }
    }

    /// Takes up an attempt from its journal, after replaying it.
    ///
    /// # Errors
    /// [`Diverged`] names the first event that does not hold.
    pub fn take_up(journal: Journal, supply: Supply<'_>, guide: Option<&dyn Guide>) -> Result<Self, Diverged> {
        let (state, heads) = replay(&journal, supply, guide)?;
        Ok(Self { state, journal, heads })
    }

    /// Carries out a command and gives the events to be kept; when they cannot be kept, drop this sitting and take it up again.
    ///
    /// # Errors
    /// [`Failed`] says why nothing happened; the sitting is as before.
    pub fn command(
        &mut self,
        command: Command,
        supply: Supply<'_>,
        now: &Now,
        guide: &dyn Guide,
    ) -> Result<Vec<Event>, Failed> {
        let drafts =
            decide(&self.state, &self.journal.attempt, supply, command, now, guide).map_err(Failed::Refused)?;
        let events = self
            .journal
            .link(&mut self.heads, drafts, now)
            .map_err(|_| Failed::Clock)?;
        for event in &events {
            if let Some(payload) = &event.payload {
                self.state.evolve(payload, &event.header.at);
            }
        }
        Ok(events)
    }

    /// What is known of the attempt.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Its journal.
    #[must_use]
    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The heads of its chains.
    #[must_use]
    pub const fn heads(&self) -> &Heads {
        &self.heads
    }
}
