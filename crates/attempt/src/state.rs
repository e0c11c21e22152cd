//! What is known of an attempt after its events.

use crate::choice::{Chosen, Concluded};
use crate::clock::{Now, elapsed};
use crate::event::{By, CloseReason, Payload, Signal, Started, Why};
use crate::limits::sooner;
use crate::room::{Lease, Matter};
use jalon_base::id::RandomId;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_protocol::plan::{Paper, PaperPart, Part, WhileAway};
use jalon_protocol::{ItemId, PartId, Protocol, Response};
use std::sync::Arc;

/// Where an attempt is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has happened yet.
    Blank,
    /// The host has started it; the paper is not drawn yet.
    Started,
    /// No part is open: one can be begun.
    Between,
    /// A part is open and its clock runs.
    Running(PartId),
    /// A part is open and its clock stands.
    Paused(PartId),
    /// Nothing can be answered any more.
    Closed(CloseReason),
}

/// What became of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartState {
    /// Milliseconds charged so far.
    pub charged_ms: i64,
    /// Handed in, or timed out.
    pub finished: bool,
    /// Finished because its time was over.
    pub timed_out: bool,
    /// Finished because the candidate stopped the test.
    pub stopped: bool,
    /// Wall clock at its beginning, in milliseconds.
    pub begun_ms: Option<i64>,
    /// Milliseconds given for incidents.
    pub credited_ms: i64,
}

/// What is known of an attempt after its events.
#[derive(Debug, Clone)]
pub struct State {
    pub(crate) protocol: Arc<Protocol>,
    pub(crate) phase: Phase,
    pub(crate) opened: bool,
    pub(crate) started: Option<Started>,
    pub(crate) started_ms: Option<i64>,
    pub(crate) paper: Option<Paper>,
    pub(crate) parts: SortedMap<PartId, PartState>,
    pub(crate) presented: SortedSet<ItemId>,
    pub(crate) chosen: SortedMap<ItemId, Chosen>,
    pub(crate) concluded: Vec<(PartId, Concluded)>,
    pub(crate) shown: SortedSet<ItemId>,
    pub(crate) responses: SortedMap<ItemId, Response>,
    pub(crate) flagged: SortedSet<ItemId>,
    pub(crate) plays: SortedMap<ItemId, u32>,
    pub(crate) position: Option<ItemId>,
    /// Milliseconds charged while the candidate was at each item.
    pub(crate) spent: SortedMap<ItemId, i64>,
    pub(crate) last: Option<Now>,
    pub(crate) doubtful_clock: bool,
    pub(crate) lease: Option<Lease>,
    pub(crate) alerts: SortedMap<ItemId, Matter>,
    pub(crate) locked: SortedSet<ItemId>,
    pub(crate) suspended: Option<Now>,
    /// The part to which the seat wrote since the host last accepted.
    pub(crate) unaccepted: Option<PartId>,
}

impl State {
    /// An attempt at a protocol, before anything happened.
    #[must_use]
    pub fn blank(protocol: Arc<Protocol>) -> Self {
        Self {
            protocol,
            phase: Phase::Blank,
            opened: false,
            started: None,
            started_ms: None,
            paper: None,
            parts: SortedMap::new(),
            presented: SortedSet::new(),
            chosen: SortedMap::new(),
            concluded: Vec::new(),
            shown: SortedSet::new(),
            responses: SortedMap::new(),
            flagged: SortedSet::new(),
            plays: SortedMap::new(),
            position: None,
            spent: SortedMap::new(),
            last: None,
            doubtful_clock: false,
            lease: None,
            alerts: SortedMap::new(),
            locked: SortedSet::new(),
            suspended: None,
            unaccepted: None,
        }
    }

    /// The protocol.
    #[must_use]
    pub const fn protocol(&self) -> &Arc<Protocol> {
        &self.protocol
    }

    /// Where the attempt is.
    #[must_use]
    pub const fn phase(&self) -> &Phase {
        &self.phase
    }

    /// How it was started.
    #[must_use]
    pub const fn started(&self) -> Option<&Started> {
        self.started.as_ref()
    }

    /// Wall clock when it was started, in milliseconds since 1970.
    #[must_use]
    pub const fn started_ms(&self) -> Option<i64> {
        self.started_ms
    }

    /// What was drawn.
    #[must_use]
    pub const fn paper(&self) -> Option<&Paper> {
        self.paper.as_ref()
    }

    /// The part that is open, in the protocol and on the paper.
    #[must_use]
    pub fn open_part(&self) -> Option<(&Part, &PaperPart)> {
        let (Phase::Running(id) | Phase::Paused(id)) = &self.phase else {
            return None;
        };
        Some((self.protocol.part(id)?, self.paper.as_ref()?.part(id)?))
    }

    /// The first part that was not begun or not finished, when none is open.
    #[must_use]
    pub fn next_part(&self) -> Option<&PartId> {
        self.paper
            .as_ref()?
            .parts
            .iter()
            .map(|part| &part.id)
            .find(|id| !self.is_finished(id))
    }

    /// Whether a part was handed in or timed out.
    #[must_use]
    pub fn is_finished(&self, part: &PartId) -> bool {
        self.parts.get(part).is_some_and(|state| state.finished)
    }

    /// What became of each part that was begun.
    #[must_use]
    pub const fn parts(&self) -> &SortedMap<PartId, PartState> {
        &self.parts
    }

    /// Items that may be shown.
    #[must_use]
    pub const fn presented(&self) -> &SortedSet<ItemId> {
        &self.presented
    }

    /// Items that were on the screen.
    #[must_use]
    pub const fn shown(&self) -> &SortedSet<ItemId> {
        &self.shown
    }

    /// The response to an item: the last one given, none when it was taken back.
    #[must_use]
    pub fn response(&self, item: &ItemId) -> Option<&Response> {
        self.responses
            .get(item)
            .filter(|response| **response != Response::Empty)
    }

    /// How often the sound that goes with an item began to play.
    #[must_use]
    pub fn plays(&self, item: &ItemId) -> u32 {
        self.plays.get(item).copied().unwrap_or(0)
    }

    /// Items flagged to be looked at again.
    #[must_use]
    pub const fn flagged(&self) -> &SortedSet<ItemId> {
        &self.flagged
    }

    /// The item that the candidate is at.
    #[must_use]
    pub const fn position(&self) -> Option<&ItemId> {
        self.position.as_ref()
    }

    /// Whether a clock went backwards during the attempt.
    #[must_use]
    pub const fn has_doubtful_clock(&self) -> bool {
        self.doubtful_clock
    }

    /// Whether parts were begun on different days (UTC).
    #[must_use]
    pub fn spans_days(&self) -> bool {
        let days: SortedSet<i64> = self
            .parts
            .values()
            .filter_map(|part| part.begun_ms)
            .map(|ms| ms.div_euclid(86_400_000))
            .collect();
        days.len() > 1
    }

    /// Milliseconds that a part may last, with accommodation; none when it is not limited.
    #[must_use]
    pub fn allowance_ms(&self, part: &PartId) -> Option<i64> {
        let usual = self.stretched(self.protocol.part(part)?.seconds)?;
        let Some(hosted) = self.hosted() else {
            return Some(usual);
        };
        let credited = self.parts.get(part).map_or(0, |state| state.credited_ms);
        (!hosted.untimed).then(|| usual.saturating_add(hosted.extra_ms).saturating_add(credited))
    }

    /// Milliseconds charged to a part at an instant.
    #[must_use]
    pub fn charged_ms(&self, part: &PartId, now: &Now) -> i64 {
        let before = self.parts.get(part).map_or(0, |state| state.charged_ms);
        match (&self.phase, &self.last) {
            (Phase::Running(_), Some(last)) if self.hosted().is_some() && last.boot != now.boot => before,
            (Phase::Running(running), Some(last)) if running == part => {
                before.saturating_add(elapsed(last, now, self.protocol.while_away).ms)
            }
            _ => before,
        }
    }

    /// Milliseconds charged to the open part for what passed after an instant of this boot, or of the one in which its clock was stopped or
    /// seen last; 0 for an instant of any other, and when no part is open.
    #[must_use]
    pub fn charged_since(&self, since: &Now, now: &Now) -> i64 {
        let until = match &self.phase {
            Phase::Running(_) if self.last.is_some_and(|last| last.boot == now.boot) => Some(*now),
            Phase::Running(_) => self.last,
            Phase::Paused(_) => self.suspended,
            _ => None,
        };
        let (Some(until), Some((part, _))) = (until.filter(|until| until.boot == since.boot), self.open_part()) else {
            return 0;
        };
        let passed = until.mono_ms.saturating_sub(since.mono_ms);
        passed.clamp(0, self.charged_ms(&part.id, now).max(0))
    }

    /// Milliseconds left to the open part at an instant, by its own limit and by that of the whole test, never negative; none when it is not
    /// limited or none is open.
    #[must_use]
    pub fn left_ms(&self, now: &Now) -> Option<i64> {
        let (part, _) = self.open_part()?;
        let of_part = self.allowance_ms(&part.id);
        let of_part = of_part.map(|allowance| allowance - self.charged_ms(&part.id, now));
        Some(sooner(of_part, self.test_left_ms(now))?.max(0))
    }

    /// The instant at which a tick is owed: when the time of the running part will be over, and in a room its grace; none when nothing
    /// runs out.
    ///
    /// It is given on the monotonic clock of the last event's boot, in milliseconds.
    #[must_use]
    pub fn due(&self) -> Option<i64> {
        let Phase::Running(part) = &self.phase else { return None };
        let last = self.last.as_ref()?;
        let left = match self.hosted() {
            None => self.left_ms(last)?,
            Some(hosted) => {
                let charged = self.parts.get(part).map_or(0, |state| state.charged_ms);
                (self.allowance_ms(part)? - charged).saturating_add(hosted.grace_ms)
            }
        };
        Some(last.mono_ms.saturating_add(left.max(0)))
    }

    /// Whether the host's last event was written in a life: what [`Self::due`] gives is then on its clock.
    #[must_use]
    pub fn is_of(&self, boot: &RandomId) -> bool {
        self.last.is_some_and(|last| last.boot == *boot)
    }

    /// Whether a tick is owed now: the time and grace of the running part are over, or the host lives another life.
    #[must_use]
    pub fn is_due(&self, now: &Now) -> bool {
        let runs = matches!(self.phase, Phase::Running(_));
        let another = self.last.as_ref().is_some_and(|last| last.boot != now.boot);
        runs && (another || self.due().is_some_and(|due| due <= now.mono_ms))
    }

    /// Whether the attempt has items whose response nobody has given.
    pub fn unanswered(&self) -> impl Iterator<Item = &ItemId> {
        let of_open = self
            .open_part()
            .map(|(_, paper)| paper.items.as_slice())
            .unwrap_or_default();
        of_open
            .iter()
            .map(|entry| &entry.item)
            .filter(|item| self.response(item).is_none())
    }

    /// Milliseconds by which a part lasted longer than it may, were it running at an instant; 0 within its time or without a limit.
    #[must_use]
    pub fn over_ms(&self, part: &PartId, now: &Now) -> i64 {
        let Some(allowance) = self.allowance_ms(part) else {
            return 0;
        };
        let since = match &self.last {
            Some(last) if last.boot == now.boot && self.suspended.is_none() => {
                elapsed(last, now, self.protocol.while_away).ms
            }
            _ => 0,
        };
        let charged = self.parts.get(part).map_or(0, |state| state.charged_ms);
        charged.saturating_add(since).saturating_sub(allowance).max(0)
    }

    /// The state after an event that happened at an instant. The event is one that [`admit`](crate::admit::admit) admits.
    pub fn evolve(&mut self, payload: &Payload, at: &Now) {
        // In a room the host's clock alone counts; the seat's is evidence.
        let counts = self.hosted().is_none() || payload.by() == By::Host;
        if counts {
            self.charge(payload, at);
        } else if let (None, Phase::Running(part) | Phase::Paused(part)) = (&self.unaccepted, &self.phase) {
            self.unaccepted = Some(part.clone());
        }
        match payload {
            Payload::Opened { .. } => self.opened = true,
            Payload::Started(started) => {
                self.started = Some((**started).clone());
                self.started_ms = Some(at.wall_ms);
                self.phase = Phase::Started;
            }
            Payload::Drawn { paper } => {
                self.paper = Some(paper.clone());
                self.phase = Phase::Between;
            }
            Payload::Presented { part, items, why } => {
                self.choose(part, items, why);
                self.presented.extend(items.iter().cloned());
                self.open(part, at);
            }
            Payload::Concluded { part, end } => {
                self.concluded.push((part.clone(), (**end).clone()));
                self.open(part, at);
            }
            Payload::Shown { item } => {
                self.shown.insert(item.clone());
            }
            Payload::Moved { to } => self.position = Some(to.clone()),
            Payload::Answered { item, response } => {
                self.responses.insert(item.clone(), response.clone());
            }
            Payload::Flagged { item, on: true } => {
                self.flagged.insert(item.clone());
            }
            Payload::Flagged { item, on: false } => {
                self.flagged.remove(item);
            }
            Payload::Played { item } => {
                let plays = self.plays.or_default(item);
                *plays = plays.saturating_add(1);
            }
            Payload::Signalled { signal: Signal::Paused } => {
                if let Phase::Running(part) = &self.phase {
                    self.phase = Phase::Paused(part.clone());
                }
            }
            Payload::Signalled {
                signal: Signal::Hidden | Signal::Visible,
            } => {}
            Payload::Accepted { .. } => self.unaccepted = None,
            Payload::Resumed { doubtful, .. } => {
                self.doubtful_clock |= doubtful;
                self.lock(at);
                if let Phase::Paused(part) = &self.phase {
                    self.phase = Phase::Running(part.clone());
                }
            }
            Payload::Alerted { .. }
            | Payload::Leased { .. }
            | Payload::Suspended
            | Payload::Credited { .. }
            | Payload::Settled { .. } => {
                if self.hosted().is_some() {
                    self.evolve_in_room(payload, at);
                }
            }
            Payload::Submitted { part, stopped } => self.finish(part, false, *stopped),
            Payload::TimedOut { part } => self.finish(part, true, false),
            Payload::Closed { reason } => {
                if let (CloseReason::Ended, Phase::Running(part) | Phase::Paused(part)) = (reason, &self.phase) {
                    let part = part.clone();
                    self.finish(&part, false, true);
                }
                if *reason == CloseReason::Abandoned {
                    self.abandon();
                }
                self.phase = Phase::Closed(*reason);
            }
        }
        if counts {
            self.last = Some(*at);
        }
    }

    fn open(&mut self, part: &PartId, at: &Now) {
        self.phase = Phase::Running(part.clone());
        self.parts.or_default(part).begun_ms.get_or_insert(at.wall_ms);
    }

    /// After a long pause, what was shown before it is closed; the question that one was at stays open.
    fn lock(&mut self, at: &Now) {
        let (Some(since), Some(hosted)) = (self.suspended.take(), self.hosted()) else {
            return;
        };
        // Between two lives of the server only a wall clock would tell, which may have been set: nothing is closed by it.
        let away = elapsed(&since, at, WhileAway::Stop).ms;
        if hosted.lock_after_ms.is_some_and(|most| away > most) {
            let earlier = self.shown.iter().filter(|item| Some(*item) != self.position.as_ref());
            self.locked.extend(earlier.cloned().collect::<Vec<ItemId>>());
        }
    }

    /// What was only known late now stands on the paper, after what was before it.
    fn choose(&mut self, part: &PartId, items: &[ItemId], why: &Why) {
        let parts = self.paper.iter_mut().flat_map(|paper| paper.parts.iter_mut());
        for paper in parts.filter(|paper| paper.id == *part) {
            paper.items.extend(why.entries(items));
        }
        if let Why::Adaptive(chosen) = why {
            for item in items {
                self.chosen.insert(item.clone(), (**chosen).clone());
            }
        }
    }

    /// Charges the time since the last event to the part whose clock runs. After another boot only `resumed` says what to charge.
    fn charge(&mut self, payload: &Payload, at: &Now) {
        let (Phase::Running(part), Some(last)) = (&self.phase, &self.last) else {
            return;
        };
        let (ms, doubtful) = match payload {
            Payload::Resumed { charged_ms, doubtful } => (*charged_ms, *doubtful),
            _ if self.hosted().is_some() && last.boot != at.boot => (0, false),
            _ => {
                let elapsed = elapsed(last, at, self.protocol.while_away);
                (elapsed.ms, elapsed.doubtful)
            }
        };
        self.doubtful_clock |= doubtful;
        let state = self.parts.or_default(part);
        state.charged_ms = state.charged_ms.saturating_add(ms);
        if let Some(item) = &self.position {
            let spent = self.spent.or_default(item);
            *spent = spent.saturating_add(ms);
        }
    }

    pub(crate) fn finish(&mut self, part: &PartId, timed_out: bool, stopped: bool) {
        let state = self.parts.or_default(part);
        state.finished = true;
        state.timed_out = timed_out;
        state.stopped = stopped;
        let charged = state.charged_ms;
        if let (Some(_), Some(allowance)) = (self.hosted(), self.allowance_ms(part)) {
            // What a part lasted while its last answers came is not the candidate's time.
            self.parts.or_default(part).charged_ms = charged.min(allowance);
        }
        self.position = None;
        self.phase = Phase::Between;
    }
}
