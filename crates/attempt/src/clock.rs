//! The clock of an attempt: what is charged to the candidate, counted from monotonic time.

use jalon_base::id::RandomId;
use jalon_protocol::plan::WhileAway;

/// An instant as a machine knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Wall clock, milliseconds since 1970: evidence; it never adds or removes time within one life of the machine.
    pub wall_ms: i64,
    /// Milliseconds since the origin of this boot.
    pub mono_ms: i64,
    /// Random id of the monotonic origin: one life of the browser or of the server.
    pub boot: RandomId,
}

jalon_base::document!(Now { wall_ms, mono_ms, boot });

/// How much time passed between two instants, and whether the answer is doubtful.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Elapsed {
    /// Milliseconds to charge, never negative.
    pub ms: i64,
    /// A clock went backwards: nothing was charged, and a person should know.
    pub doubtful: bool,
}

/// Time to charge between two instants: by the monotonic clock within one boot, by the protocol's rule between two.
#[must_use]
pub fn elapsed(from: &Now, to: &Now, while_away: WhileAway) -> Elapsed {
    let raw = if from.boot == to.boot {
        to.mono_ms.saturating_sub(from.mono_ms)
    } else {
        match while_away {
            WhileAway::Stop => 0,
            WhileAway::Run => to.wall_ms.saturating_sub(from.wall_ms),
        }
    };
    Elapsed {
        ms: raw.max(0),
        doubtful: raw < 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(wall_ms: i64, mono_ms: i64, boot: u8) -> Now {
        Now {
            wall_ms,
            mono_ms,
            boot: RandomId::from_bytes([boot; 16]),
        }
    }

    #[test]
    fn a_wall_clock_that_jumps_changes_nothing_within_a_boot() {
        let year = 365 * 86_400_000;
        for jump in [-year, 0, year] {
            let after = now(1_000_000 + jump, 5_000, 1);
            assert_eq!(
                elapsed(&now(1_000_000, 2_000, 1), &after, WhileAway::Run),
                Elapsed {
                    ms: 3_000,
                    doubtful: false
                }
            );
        }
        assert!(elapsed(&now(0, 2_000, 1), &now(0, 1_000, 1), WhileAway::Stop).doubtful);
    }

    #[test]
    fn between_two_boots_the_protocol_decides() {
        let (before, after) = (now(10_000, 900_000, 1), now(70_000, 5, 2));
        assert_eq!(elapsed(&before, &after, WhileAway::Stop).ms, 0);
        assert_eq!(elapsed(&before, &after, WhileAway::Run).ms, 60_000);
        assert_eq!(
            elapsed(&after, &before, WhileAway::Run),
            Elapsed { ms: 0, doubtful: true }
        );
    }
}
