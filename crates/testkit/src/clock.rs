//! A clock that a test moves.

use jalon_attempt::Now;
use jalon_base::id::RandomId;

/// The clocks of a machine, moved by hand.
#[derive(Debug, Clone)]
pub struct Clock {
    now: Now,
    lives: u8,
}

/// A year, in milliseconds.
pub const YEAR: i64 = 365 * 86_400_000;

impl Clock {
    /// A machine that has just begun its first life, on 2026-11-22 at 08:00 UTC.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            now: Now {
                wall_ms: 1_795_334_400_000,
                mono_ms: 0,
                boot: RandomId::from_bytes([1; 16]),
            },
            lives: 1,
        }
    }

    /// What the machine says now.
    #[must_use]
    pub const fn now(&self) -> Now {
        self.now
    }

    /// Time passes on both clocks.
    pub const fn pass(&mut self, ms: i64) {
        self.now.wall_ms += ms;
        self.now.mono_ms += ms;
    }

    /// The wall clock alone jumps, forward or back.
    pub const fn jump(&mut self, ms: i64) {
        self.now.wall_ms += ms;
    }

    /// The monotonic clock alone jumps: what no machine should do.
    pub const fn slip(&mut self, ms: i64) {
        self.now.mono_ms += ms;
    }

    /// The machine begins another life, so long after.
    pub fn reboot(&mut self, away_ms: i64) {
        self.lives = self.lives.wrapping_add(1);
        self.now = Now {
            wall_ms: self.now.wall_ms + away_ms,
            mono_ms: i64::from(self.lives) * 10,
            boot: RandomId::from_bytes([self.lives; 16]),
        };
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}
