//! The Wilson interval holds what an interval must.

use jalon_base::Micro;
use jalon_psychometrics::interval::{Z_95, wilson};
use proptest::prelude::*;

fn whole(k: u32) -> Micro {
    Micro::from_millionths(i64::from(k) * 1_000_000)
}

proptest! {
    #[test]
    fn it_holds_its_estimate_and_mirrors(n in 1_u32..5_000, part in 0.0_f64..=1.0) {
        let earned = (part * f64::from(n) * 1e6) as i64;
        let interval = wilson(Micro::from_millionths(earned), n, Z_95).unwrap();
        prop_assert!(Micro::default() <= interval.low && interval.low <= interval.estimate);
        prop_assert!(interval.estimate <= interval.high && interval.high <= Micro::ONE);
        let failed = i64::from(n) * 1_000_000 - earned;
        let mirror = wilson(Micro::from_millionths(failed), n, Z_95).unwrap();
        let apart = |a: Micro, b: Micro| (a.millionths() - (1_000_000 - b.millionths())).abs();
        prop_assert!(apart(interval.low, mirror.high) <= 1 && apart(interval.high, mirror.low) <= 1);
    }

    #[test]
    fn more_questions_say_more(k in 0_u32..50, extra in 1_u32..50) {
        let n = k + extra;
        let width = |times: u32| {
            let interval = wilson(whole(k * times), n * times, Z_95).unwrap();
            interval.high.millionths() - interval.low.millionths()
        };
        prop_assert!(width(2) < width(1), "{k} of {n}");
        let more = wilson(whole(k + 1), n, Z_95).unwrap();
        let less = wilson(whole(k), n, Z_95).unwrap();
        prop_assert!(less.low <= more.low && less.high <= more.high);
    }
}

/// The ends solve (p̂ − p)² = z² p (1 − p) / n, which is how Wilson defines them.
#[test]
fn the_ends_solve_the_equation() {
    for n in 1..=60_u32 {
        for k in 0..=n {
            let interval = wilson(whole(k), n, Z_95).unwrap();
            let share = f64::from(k) / f64::from(n);
            for end in [interval.low, interval.high] {
                let p = end.millionths() as f64 / 1e6;
                let off = (share - p) * (share - p) - Z_95 * Z_95 * p * (1.0 - p) / f64::from(n);
                // A millionth on p moves the two sides by less than this.
                assert!(off.abs() < 1e-5, "{k} of {n}: {off}");
            }
        }
    }
}
