//! What the protocol's rule of attempts says of one that is being sat.

use crate::clock::Now;
use crate::state::{Phase, State};
use jalon_protocol::PartId;
use jalon_protocol::plan::Then;
use jalon_protocol::pool::Need;

impl State {
    /// How the person sits it.
    #[must_use]
    pub fn needs(&self) -> &[Need] {
        self.started.as_ref().map_or(&[], |started| started.needs.as_slice())
    }

    /// Whether nobody ended it in the time that the protocol gives.
    #[must_use]
    pub fn is_abandoned(&self, now: &Now) -> bool {
        let policy = self.protocol.attempts.as_ref();
        let ends = policy
            .zip(self.started_ms)
            .and_then(|(policy, begun)| policy.ends_ms(begun));
        ends.is_some_and(|ends| ends <= now.wall_ms) && !matches!(self.phase, Phase::Blank | Phase::Closed(_))
    }

    /// What nobody ended counts as handed in, where the protocol scores it as it is.
    pub(crate) fn abandon(&mut self) {
        let unfinished = self.protocol.attempts.as_ref().and_then(|policy| policy.unfinished);
        if unfinished.is_some_and(|unfinished| unfinished.then == Then::Counts) {
            let parts = self.paper.iter().flat_map(|paper| &paper.parts);
            let left: Vec<PartId> = parts
                .map(|part| part.id.clone())
                .filter(|id| !self.is_finished(id))
                .collect();
            for part in left {
                self.finish(&part, false, false);
            }
        }
    }
}
