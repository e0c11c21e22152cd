//! What a command does: the events that follow from it, or why nothing does.

use crate::admit::{Illegal, admit};
use crate::clock::{Elapsed, Now, elapsed};
use crate::draw::{self, CannotDraw, Seed, Supply};
use crate::event::{By, CloseReason, Payload, Salt, Signal, Started, Why};
use crate::guide::{Guide, Step};
use crate::state::{Phase, State};
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_protocol::plan::{Navigation, Then};
use jalon_protocol::{ItemId, PartId, Response};

/// What a candidate, or the one who runs the engine, wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Begin an attempt.
    Open {
        /// Language chosen.
        lang: String,
        /// How it starts.
        started: Box<Started>,
    },
    /// Open a part and present its first items.
    Begin {
        /// The part.
        part: PartId,
    },
    /// Go to an item.
    Go {
        /// The item.
        to: ItemId,
    },
    /// Go to the next item: in a linear part, this presents it; after the last one of an adaptive part, it hands the part in.
    Next,
    /// Answer an item, change the answer, or take it back with an empty one.
    Answer {
        /// The item.
        item: ItemId,
        /// The response.
        response: Response,
        /// Fresh random bytes.
        salt: Salt,
    },
    /// Flag an item, or take the flag away.
    Flag {
        /// The item.
        item: ItemId,
        /// Whether it is flagged.
        on: bool,
    },
    /// Begin to play the sound that goes with an item.
    Play {
        /// The item.
        item: ItemId,
    },
    /// Stop the clock.
    Pause,
    /// Let the clock run again.
    Resume,
    /// Report that the page went out of sight, or came back.
    Sight {
        /// Whether it is in sight.
        visible: bool,
    },
    /// Hand in the open part.
    HandIn,
    /// Stop here: hand in the open part and close, whatever is left.
    Stop,
    /// Say what the clock brings: a part whose time is over is handed in.
    Tick,
}

/// Why a command does nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The event that it would make may not follow.
    Illegal(Illegal),
    /// The paper cannot be drawn.
    CannotDraw(CannotDraw),
}

impl Refused {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Illegal(illegal) => illegal.code(),
            Self::CannotDraw(cannot) => cannot.code(),
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refused {}

impl From<Illegal> for Refused {
    fn from(illegal: Illegal) -> Self {
        Self::Illegal(illegal)
    }
}

/// An event to be: what will be linked into a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What happens.
    pub payload: Payload,
    /// Salt of a private payload.
    pub salt: Option<Salt>,
}

/// Decides what a command does. In `local`, the device is seat and host at once, and this decides for both.
///
/// `seat_head` is the head of the seat's chain as it will be once the seat's events of this command are linked: it is asked for by
/// `accepted`, and linking fills it in ([`Sitting`](crate::Sitting) does).
///
/// # Errors
/// [`Refused`] says why nothing happens; the state is untouched.
pub fn decide(
    state: &State,
    attempt: &RandomId,
    supply: Supply<'_>,
    command: Command,
    now: &Now,
    guide: &dyn Guide,
) -> Result<Vec<Draft>, Refused> {
    let mut plan = Plan {
        state: state.clone(),
        supply,
        now,
        drafts: Vec::new(),
    };
    if state.hosted().is_none() && state.is_abandoned(now) {
        plan.abandon()?;
        return Ok(plan.drafts);
    }
    if plan.resume_in_new_life(&command)? {
        plan.time_out()?;
    }
    match command {
        Command::Open { lang, started } => {
            let seed = Seed::derive(&started.session_seed, &started.release, attempt);
            let (exempt, needs) = (started.exempt.clone(), started.needs.clone());
            plan.add(Payload::Opened { lang })?;
            plan.add(Payload::Started(started))?;
            let paper = draw::draw(supply, &seed, &exempt, &needs).map_err(Refused::CannotDraw)?;
            plan.add(Payload::Drawn { paper })?;
        }
        Command::Begin { part } => plan.begin(&part, guide)?,
        Command::Go { to } => plan.go(&to)?,
        Command::Next => plan.next(guide)?,
        Command::Answer { item, response, salt } => {
            plan.add_salted(Payload::Answered { item, response }, Some(salt))?;
        }
        Command::Flag { item, on } => plan.add(Payload::Flagged { item, on })?,
        Command::Play { item } => plan.add(Payload::Played { item })?,
        Command::Pause => plan.add(Payload::Signalled { signal: Signal::Paused })?,
        Command::Resume => {
            if matches!(plan.state.phase, Phase::Paused(_)) {
                plan.add(Payload::Resumed {
                    charged_ms: 0,
                    doubtful: false,
                })?;
            } else if plan.drafts.is_empty() {
                return Err(Illegal::OutOfPlace.into());
            }
        }
        Command::Sight { visible } => {
            plan.add(Payload::Signalled {
                signal: if visible { Signal::Visible } else { Signal::Hidden },
            })?;
        }
        Command::HandIn => {
            let part = plan.open_part()?;
            // What ended with the last answer is written before the part is handed in.
            if matches!(plan.state.phase, Phase::Running(_)) && plan.state.left_ms(now) != Some(0) {
                plan.step(&part, guide)?;
            }
            plan.hand_in(part)?;
        }
        Command::Stop => {
            if let Ok(part) = plan.open_part() {
                plan.add(Payload::Submitted { part, stopped: true })?;
            }
            plan.accept()?;
            let reason = if plan.state.next_part().is_none() {
                CloseReason::Complete
            } else {
                CloseReason::Stopped
            };
            plan.add(Payload::Closed { reason })?;
        }
        Command::Tick => plan.time_out()?,
    }
    Ok(plan.drafts)
}

struct Plan<'a> {
    state: State,
    supply: Supply<'a>,
    now: &'a Now,
    drafts: Vec<Draft>,
}

impl Plan<'_> {
    fn add(&mut self, payload: Payload) -> Result<(), Refused> {
        self.add_salted(payload, None)
    }

    fn add_salted(&mut self, payload: Payload, salt: Option<Salt>) -> Result<(), Refused> {
        admit(&self.state, self.supply.contents, &payload, self.now)?;
        self.state.evolve(&payload, self.now);
        self.drafts.push(Draft { payload, salt });
        Ok(())
    }

    fn open_part(&self) -> Result<PartId, Refused> {
        self.state
            .open_part()
            .map(|(part, _)| part.id.clone())
            .ok_or_else(|| Illegal::OutOfPlace.into())
    }

    /// In another life of the machine the clock is first settled by the protocol's rule.
    fn resume_in_new_life(&mut self, command: &Command) -> Result<bool, Refused> {
        let away = match (&self.state.phase, &self.state.last) {
            (Phase::Running(_), Some(last)) if last.boot != self.now.boot => {
                elapsed(last, self.now, self.state.protocol.while_away)
            }
            (Phase::Paused(_), Some(last)) if last.boot != self.now.boot && !matches!(command, Command::Resume) => {
                // A paused attempt in another life stays paused until the person resumes it.
                return if matches!(command, Command::Tick) {
                    Ok(false)
                } else {
                    self.resume_paused()
                };
            }
            _ => return Ok(false),
        };
        self.add(Payload::Resumed {
            charged_ms: away.ms,
            doubtful: away.doubtful,
        })?;
        Ok(true)
    }

    /// Closes what nobody ended, whatever was asked for.
    fn abandon(&mut self) -> Result<(), Refused> {
        let away = match (&self.state.phase, &self.state.last) {
            (Phase::Running(_), Some(last)) if last.boot != self.now.boot => {
                Some(elapsed(last, self.now, self.state.protocol.while_away))
            }
            (Phase::Paused(_), Some(_)) => Some(Elapsed::default()),
            _ => None,
        };
        if let Some(Elapsed { ms, doubtful }) = away {
            let charged_ms = ms;
            self.add(Payload::Resumed { charged_ms, doubtful })?;
        }
        if let Ok(part) = self.open_part() {
            // Its time may be over too; that is said the same way.
            let over = self.state.left_ms(self.now) == Some(0);
            let unfinished = self
                .state
                .protocol
                .attempts
                .as_ref()
                .and_then(|policy| policy.unfinished);
            let stopped = unfinished.is_none_or(|unfinished| unfinished.then == Then::Void);
            self.add(match over {
                true => Payload::TimedOut { part },
                false => Payload::Submitted { part, stopped },
            })?;
        }
        self.accept()?;
        let reason = CloseReason::Abandoned;
        self.add(Payload::Closed { reason })
    }

    fn resume_paused(&mut self) -> Result<bool, Refused> {
        self.add(Payload::Resumed {
            charged_ms: 0,
            doubtful: false,
        })?;
        Ok(true)
    }

    /// What the guide presents next; the sections that ended before it are written. None when the part has nothing more.
    fn step(&mut self, part: &PartId, guide: &dyn Guide) -> Result<Option<(Vec<ItemId>, Why)>, Refused> {
        loop {
            // The guide sees the part as open: what is written here is what opens it.
            let mut opened = self.state.clone();
            opened.phase = Phase::Running(part.clone());
            let part = part.clone();
            match guide.next(&opened) {
                Step::Present { items, why } => return Ok(Some((items, why))),
                Step::Conclude(end) => self.add(Payload::Concluded { part, end })?,
                Step::End => return Ok(None),
            }
        }
    }

    fn present(&mut self, part: PartId, items: Vec<ItemId>, why: Why) -> Result<(), Refused> {
        let first = items.first().cloned();
        self.add(Payload::Presented { part, items, why })?;
        first.map_or(Ok(()), |item| self.go(&item))
    }

    fn begin(&mut self, part: &PartId, guide: &dyn Guide) -> Result<(), Refused> {
        let before = self.drafts.len();
        match self.step(part, guide)? {
            Some((items, why)) => self.present(part.clone(), items, why),
            // Every section ended before its first item, or none applies: the part is over.
            None if self.drafts.len() > before => self.hand_in(part.clone()),
            None if self.state.phase == Phase::Between && self.state.may_be_empty(part) => self.hand_in(part.clone()),
            None => Err(Illegal::WrongPart { part: part.clone() }.into()),
        }
    }

    fn go(&mut self, to: &ItemId) -> Result<(), Refused> {
        if self.state.position.as_ref() != Some(to) {
            self.add(Payload::Moved { to: to.clone() })?;
        }
        if !self.state.shown.contains(to) {
            self.add(Payload::Shown { item: to.clone() })?;
        }
        Ok(())
    }

    fn next(&mut self, guide: &dyn Guide) -> Result<(), Refused> {
        let (part, paper) = self.state.open_part().ok_or(Illegal::OutOfPlace)?;
        let (id, linear) = (part.id.clone(), part.navigation == Navigation::Linear);
        let at = paper
            .items
            .iter()
            .position(|entry| Some(&entry.item) == self.state.position.as_ref());
        let after = at
            .and_then(|at| paper.items.get(at + 1))
            .map(|entry| entry.item.clone());
        if linear {
            let adaptive = part.is_adaptive();
            return match self.step(&id, guide)? {
                Some((items, why)) => self.present(id, items, why),
                // Nobody knows beforehand which item of an adaptive part is the last: after it, the part is handed in.
                None if adaptive => self.hand_in(id),
                None => Err(Illegal::OutOfPlace.into()),
            };
        }
        self.go(&after.ok_or(Illegal::OutOfPlace)?)
    }

    fn hand_in(&mut self, part: PartId) -> Result<(), Refused> {
        self.add(Payload::Submitted { part, stopped: false })?;
        self.settle()
    }

    fn time_out(&mut self) -> Result<(), Refused> {
        if matches!(self.state.phase, Phase::Running(_)) && self.state.left_ms(self.now) == Some(0) {
            let part = self.open_part()?;
            self.add(Payload::TimedOut { part })?;
            self.settle()?;
        }
        Ok(())
    }

    /// After a part: the host keeps what the seat wrote, and closes when nothing is left.
    fn settle(&mut self) -> Result<(), Refused> {
        self.accept()?;
        if self.state.is_test_over(self.now) {
            while let Some(part) = self.state.next_part().cloned() {
                self.add(Payload::TimedOut { part })?;
            }
        }
        if self.state.next_part().is_none() {
            self.add(Payload::Closed {
                reason: CloseReason::Complete,
            })?;
        }
        Ok(())
    }

    fn accept(&mut self) -> Result<(), Refused> {
        // The digest is filled in when the drafts are linked: only then is the seat's head known.
        self.add(Payload::Accepted {
            seat: Digest::from_bytes([0; 32]),
        })
    }
}

impl Draft {
    /// The chain that the event will belong to.
    #[must_use]
    pub const fn by(&self) -> By {
        self.payload.by()
    }
}
