//! What a clock that runs again may charge.

use super::{Illegal, ensure};
use crate::clock::{Now, elapsed};
use crate::state::{Phase, State};

/// Whether `resumed` charges what the clocks and the protocol say.
pub(super) fn resumed(state: &State, charged_ms: i64, doubtful: bool, at: &Now) -> Result<(), Illegal> {
    let last = state.last.as_ref().ok_or(Illegal::OutOfPlace)?;
    let right = match &state.phase {
        Phase::Running(_) if last.boot != at.boot && state.hosted().is_some() => {
            // A server that was away charges nobody for it.
            ensure(!doubtful, Illegal::Charge { right: 0 })?;
            0
        }
        Phase::Running(_) if last.boot != at.boot => {
            let away = elapsed(last, at, state.protocol.while_away);
            ensure(away.doubtful == doubtful, Illegal::Charge { right: away.ms })?;
            away.ms
        }
        Phase::Paused(_) => {
            ensure(!doubtful, Illegal::Charge { right: 0 })?;
            0
        }
        _ => return Err(Illegal::OutOfPlace),
    };
    ensure(charged_ms == right, Illegal::Charge { right })
}
