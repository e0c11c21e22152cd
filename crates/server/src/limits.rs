//! How often somebody may ask: buckets that fill with time, by name.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Most buckets kept; the one that was asked for the longest ago is forgotten for a new one, so that no number of names shuts anybody out.
const MOST: usize = 8192;

/// What may be asked how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    /// At once.
    pub burst: i64,
    /// In a minute, after that.
    pub per_minute: i64,
}

/// What a place sends: an answer every few seconds, and what it could not send during an outage.
pub(crate) const POSTS: Rate = Rate {
    burst: 120,
    per_minute: 600,
};
/// Codes that do not serve: a guess in 2^40, ten times at once and once in six seconds after that.
pub(crate) const CODES: Rate = Rate {
    burst: 10,
    per_minute: 10,
};
/// What a machine says that waits to be prepared: every few seconds that it is there.
pub(crate) const ANNOUNCED: Rate = Rate {
    burst: 30,
    per_minute: 300,
};
/// Machines of one address that nobody has heard of: a room of five hundred that is switched on at once.
pub(crate) const NEW_MACHINES: Rate = Rate {
    burst: 500,
    per_minute: 30,
};
/// Everything that one address may ask: a room of five hundred places behind one, and a second of signatures to check for whoever lies.
pub(crate) const MACHINES: Rate = Rate {
    burst: 6000,
    per_minute: 24_000,
};
/// Refusals of one address that are written down, each with a flush of the disk that keeps the answers.
pub(crate) const REFUSED: Rate = Rate {
    burst: 60,
    per_minute: 30,
};
/// Questions, passes and imports.
pub(crate) const ENTRANCES: Rate = Rate {
    burst: 30,
    per_minute: 60,
};

/// Buckets by name.
#[derive(Debug, Default)]
pub(crate) struct Limits(Mutex<BTreeMap<String, Bucket>>);

#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// Thousandths of a request.
    left: i64,
    at_ms: i64,
}

impl Limits {
    /// Takes one from a bucket: false when it is empty.
    pub(crate) fn take(&self, name: &str, rate: Rate, now_ms: i64) -> bool {
        self.change(name, rate, now_ms, 1000)
    }

    /// Whether a bucket is empty: nothing is taken.
    pub(crate) fn is_empty(&self, name: &str, rate: Rate, now_ms: i64) -> bool {
        !self.change(name, rate, now_ms, 0)
    }

    fn change(&self, name: &str, rate: Rate, now_ms: i64, taken: i64) -> bool {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let full = rate.burst * 1000;
        if buckets.len() >= MOST && !buckets.contains_key(name) {
            // What was not asked for a while is full again, or nearly.
            buckets.retain(|_, bucket| now_ms.saturating_sub(bucket.at_ms) < 60_000);
            let oldest = buckets.iter().min_by_key(|(_, bucket)| bucket.at_ms);
            let oldest = oldest.map(|(name, _)| name.clone());
            if let Some(oldest) = oldest.filter(|_| buckets.len() >= MOST) {
                buckets.remove(&oldest);
            }
        }
        let bucket = buckets.entry(name.to_owned()).or_insert(Bucket {
            left: full,
            at_ms: now_ms,
        });
        let passed = now_ms.saturating_sub(bucket.at_ms).max(0);
        bucket.left = full.min(bucket.left.saturating_add(passed.saturating_mul(rate.per_minute) / 60));
        bucket.at_ms = now_ms;
        if bucket.left < 1000 {
            return false;
        }
        bucket.left -= taken;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_with_time() {
        let limits = Limits::default();
        let rate = Rate {
            burst: 2,
            per_minute: 60,
        };
        assert!(limits.take("a", rate, 0) && limits.take("a", rate, 0));
        assert!(!limits.take("a", rate, 0));
        assert!(limits.take("b", rate, 0), "another has its own");
        assert!(!limits.take("a", rate, 999));
        assert!(limits.take("a", rate, 1_000));
        assert!(!limits.take("a", rate, 1_000));
        let times = (0..10).filter(|_| limits.take("a", rate, 3_600_000)).count();
        assert_eq!(times, 2, "it never holds more than its burst");
        for name in 0..MOST + 16 {
            limits.take(&name.to_string(), rate, 3_600_000);
        }
        assert!(limits.0.lock().unwrap().len() <= MOST);
        assert!(
            limits.take("somebody new", rate, 3_600_001),
            "names made up by others shut nobody out"
        );
        assert!(limits.take("later", rate, 4_000_000));
    }
}
