//! The canonical form of a header, written at once: what a server hashes for every event of everybody.
//!
//! The generic writer makes a tree first, and is ten times slower; in the browser, where bytes weigh more than microseconds, it stays
//! the only one. A property holds the two to the same bytes.

use super::{By, Header};
use std::fmt::Write;

/// Largest integer that has a canonical form.
const SAFE: u64 = (1 << 53) - 1;

/// The canonical form; none when the generic writer must be asked: an integer beyond ±(2^53−1), a kind with a character to escape.
pub(super) fn header(header: &Header) -> Option<String> {
    let Header {
        attempt,
        by,
        seq,
        prev,
        seen,
        at,
        kind,
        payload,
    } = header;
    let safe = *seq <= SAFE && at.wall_ms.unsigned_abs() <= SAFE && at.mono_ms.unsigned_abs() <= SAFE;
    let plain = kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if !(safe && plain) {
        return None;
    }
    let by = match by {
        By::Seat => "seat",
        By::Host => "host",
    };
    let mut out = String::with_capacity(512);
    write!(
        out,
        r#"{{"at":{{"boot":"{}","mono-ms":{},"wall-ms":{}}},"attempt":"{attempt}","by":"{by}","kind":"{kind}","payload":"{payload}""#,
        at.boot, at.mono_ms, at.wall_ms
    )
    .ok()?;
    for (name, digest) in [("prev", prev), ("seen", seen)] {
        if let Some(digest) = digest {
            write!(out, r#","{name}":"{digest}""#).ok()?;
        }
    }
    write!(out, r#","seq":{seq}}}"#).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Now;
    use jalon_base::id::RandomId;
    use jalon_base::{Digest, jcs};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_generic_writer_has_it(
            ids in any::<[[u8; 16]; 2]>(),
            digests in any::<[[u8; 32]; 3]>(),
            there in any::<[bool; 3]>(),
            seq in any::<u64>(),
            small in any::<bool>(),
            wall_ms in any::<i64>(),
            mono_ms in any::<i64>(),
            kind in "[a-z-]{0,12}|\\PC{0,6}",
        ) {
            let [payload, prev, seen] = digests.map(Digest::from_bytes);
            let shrink = |ms: i64| if small { ms >> 11 } else { ms };
            let header = Header {
                attempt: RandomId::from_bytes(ids[0]),
                by: if there[0] { By::Seat } else { By::Host },
                seq: if small { seq >> 11 } else { seq },
                prev: there[1].then_some(prev),
                seen: there[2].then_some(seen),
                at: Now { wall_ms: shrink(wall_ms), mono_ms: shrink(mono_ms), boot: RandomId::from_bytes(ids[1]) },
                kind,
                payload,
            };
            match (super::header(&header), jcs::to_vec(&header)) {
                (Some(fast), Ok(generic)) => prop_assert_eq!(fast.into_bytes(), generic),
                (None, _) => {
                    let plain = header.kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
                    prop_assert!(!small || !plain, "a plain header goes the short way");
                }
                (Some(fast), Err(_)) => prop_assert!(false, "no canonical form, yet {fast}"),
            }
        }
    }
}
