//! What a host writes: each event admitted before the next, all of them or none.

use super::{Host, Stop};
use crate::admit::{Illegal, admit};
use crate::clock::Now;
use crate::decide::{Draft, Refused};
use crate::draw::Supply;
use crate::event::{CloseReason, Payload};
use crate::guide::{Guide, Step};
use crate::room::Lease;
use crate::state::{Phase, State};
use jalon_base::Digest;
use jalon_protocol::PartId;

/// Events of the host that are being written, each admitted before the next.
pub(super) struct Writing<'a> {
    state: State,
    supply: Supply<'a>,
    now: &'a Now,
    pub(super) drafts: Vec<Draft>,
}

impl<'a> Writing<'a> {
    pub(super) fn of(host: &Host, supply: Supply<'a>, now: &'a Now) -> Self {
        Self {
            state: host.state.clone(),
            supply,
            now,
            drafts: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, payload: Payload) -> Result<(), Refused> {
        admit(&self.state, self.supply.contents, &payload, self.now)?;
        self.state.evolve(&payload, self.now);
        self.drafts.push(Draft { payload, salt: None });
        Ok(())
    }

    /// In another life of the host the clock first runs again, and charges nothing.
    pub(super) fn wake(&mut self) -> Result<(), Refused> {
        match (&self.state.phase, &self.state.last) {
            (Phase::Running(_), Some(last)) if last.boot != self.now.boot => self.add(Payload::Resumed {
                charged_ms: 0,
                doubtful: false,
            }),
            _ => Ok(()),
        }
    }

    pub(super) fn begin(&mut self, part: &PartId, guide: &dyn Guide) -> Result<(), Refused> {
        let wrong = Illegal::WrongPart { part: part.clone() };
        self.step(part, guide, wrong)
    }

    pub(super) fn next(&mut self, guide: &dyn Guide) -> Result<(), Refused> {
        let (part, _) = self.state.open_part().ok_or(Illegal::OutOfPlace)?;
        let part = part.id.clone();
        self.step(&part, guide, Illegal::OutOfPlace)
    }

    /// Presents what comes next, and says which sections ended before it; refused when there is neither.
    fn step(&mut self, part: &PartId, guide: &dyn Guide, otherwise: Illegal) -> Result<(), Refused> {
        let written = self.drafts.len();
        loop {
            let mut opened = self.state.clone();
            opened.phase = Phase::Running(part.clone());
            let part = part.clone();
            match guide.next(&opened) {
                Step::Present { items, why } => return self.add(Payload::Presented { part, items, why }),
                Step::Conclude(end) => self.add(Payload::Concluded { part, end })?,
                // The seat hands the part in when it sees that nothing more comes.
                Step::End if self.drafts.len() > written => return Ok(()),
                Step::End => return Err(otherwise.into()),
            }
        }
    }

    pub(super) fn lease(&mut self, seat: jalon_base::Slug, key: String) -> Result<(), Refused> {
        let epoch = self
            .state
            .lease
            .as_ref()
            .map_or(1, |lease| lease.epoch.saturating_add(1));
        self.add(Payload::Leased {
            lease: Lease { epoch, seat, key },
        })
    }

    pub(super) fn time_out(&mut self) -> Result<(), Refused> {
        let (Phase::Running(part), Some(hosted)) = (&self.state.phase, self.state.hosted()) else {
            return Ok(());
        };
        let part = part.clone();
        if self.state.left_ms(self.now) == Some(0) && self.state.over_ms(&part, self.now) >= hosted.grace_ms {
            self.add(Payload::TimedOut { part })?;
            self.close_when_over()?;
        }
        Ok(())
    }

    /// Closes when nothing is left to do and nothing waits for a person.
    pub(super) fn close_when_over(&mut self) -> Result<(), Refused> {
        let stopped = self.state.parts.values().any(|part| part.stopped);
        let over = self.state.phase == Phase::Between && self.state.alerts.is_empty();
        let reason = match self.state.next_part() {
            None => CloseReason::Complete,
            Some(_) if stopped => CloseReason::Stopped,
            Some(_) => return Ok(()),
        };
        if over && self.state.paper.is_some() {
            self.add(Payload::Closed { reason })?;
        }
        Ok(())
    }

    /// What follows what a seat sent: it is accepted; a seat whose events were kept aside begins anew from what was accepted.
    pub(super) fn after(&mut self, taken: bool, stopped: Option<&Stop>) -> Result<(), Refused> {
        if taken {
            self.add(Payload::Accepted {
                seat: Digest::from_bytes([0; 32]),
            })?;
            self.close_when_over()?;
        }
        let anew = matches!(stopped, Some(Stop::OutOfTurn(_)));
        if let (true, Some(lease)) = (
            anew && !matches!(self.state.phase, Phase::Closed(_)),
            self.state.lease.clone(),
        ) {
            self.lease(lease.seat, lease.key)?;
        }
        Ok(())
    }
}
