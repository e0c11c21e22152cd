//! The clocks of the machine: the one place where time comes in.

use jalon_attempt::Now;
use jalon_base::id::RandomId;
use jalon_base::{Millis, Timestamp};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The clocks of one life of the server. A rehearsal's may run faster.
#[derive(Debug, Clone)]
pub struct Clock {
    boot: RandomId,
    origin: Instant,
    wall_ms: i64,
    speed: u32,
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the server is outside the engine: it gives it the time"
)]
fn wall() -> i64 {
    millis(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}

impl Clock {
    /// The clocks of a life that begins now, under a random id.
    #[must_use]
    pub fn begin(boot: RandomId) -> Self {
        Self::rehearsed(boot, wall(), 1)
    }

    /// Clocks that begin at an instant of the wall, in milliseconds since 1970, and run so many times faster than the machine's.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the server is outside the engine: it gives it the time"
    )]
    pub fn rehearsed(boot: RandomId, wall_ms: i64, speed: u32) -> Self {
        Self {
            boot,
            origin: Instant::now(),
            wall_ms,
            speed: speed.max(1),
        }
    }

    /// The same clocks for another life of a session: what passed since the one before it is charged to nobody.
    #[must_use]
    pub fn anew(&self, boot: RandomId) -> Self {
        Self { boot, ..self.clone() }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Now {
        let mono_ms = millis(self.origin.elapsed()).saturating_mul(i64::from(self.speed));
        Now {
            wall_ms: if self.speed == 1 {
                wall()
            } else {
                self.wall_ms.saturating_add(mono_ms)
            },
            mono_ms,
            boot: self.boot,
        }
    }

    /// The date, for signatures.
    #[must_use]
    pub fn date(&self) -> Timestamp {
        Timestamp::from_millis(Millis(self.now().wall_ms))
    }

    /// How long to wait until an instant of the monotonic clock.
    #[must_use]
    pub fn until(&self, mono_ms: i64) -> Duration {
        let left = mono_ms.saturating_sub(self.now().mono_ms).max(0);
        Duration::from_millis(u64::try_from(left / i64::from(self.speed)).unwrap_or_default())
    }

    /// So many milliseconds of these clocks, as the machine waits them.
    #[must_use]
    pub fn last(&self, ms: i64) -> Duration {
        Duration::from_millis(u64::try_from(ms / i64::from(self.speed)).unwrap_or_default())
    }
}
