//! An axis: from which round number to which, and where its ticks are.

use super::Numbers;

/// An axis that holds all values, with ticks at 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    // INVARIANT: finite, from < to.
    pub(super) from: f64,
    pub(super) to: f64,
    step: f64,
    /// Digits after the decimal mark that the step needs.
    digits: usize,
}

/// Steps between ticks that an axis has at most.
const STEPS: f64 = 8.0;

impl Axis {
    /// The axis of these values, which are finite; one value alone stands in the middle.
    pub(super) fn of(values: &[f64]) -> Self {
        // Beyond this, halves and sums would be infinite.
        let bounded = || values.iter().map(|value| value.clamp(-1e300, 1e300));
        let (mut low, mut high) = (
            bounded().fold(f64::INFINITY, f64::min),
            bounded().fold(f64::NEG_INFINITY, f64::max),
        );
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // A spread that the numbers themselves hardly show is none.
        let size = low.abs().max(high.abs());
        if high - low <= size * 1e-12 {
            let half = if size > 0.0 { size * 0.1 } else { 0.5 };
            (low, high) = (low - half, high + half);
        }
        let (step, digits) = step((high - low) / STEPS);
        Self {
            from: (low / step).floor() * step,
            to: (high / step).ceil() * step,
            step,
            digits,
        }
    }

    /// The axis of values of this kind.
    pub(super) fn held(values: &[f64], numbers: Numbers) -> Self {
        let more: &[f64] = match numbers {
            Numbers::Any | Numbers::Whole => &[],
            Numbers::Sizes | Numbers::Counts => &[0.0],
            Numbers::Shares => &[0.0, 1.0],
        };
        let mut axis = Self::of(&[values, more].concat());
        if matches!(numbers, Numbers::Whole | Numbers::Counts) && axis.step < 1.0 {
            (axis.from, axis.to) = (axis.from.floor(), axis.to.ceil());
            (axis.step, axis.digits) = (1.0, 0);
        }
        axis
    }

    /// Where a value lies, 0 to 1 from one end to the other.
    pub(super) fn place(&self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }

    /// Its ticks with what is written at them.
    pub(super) fn ticks(&self, decimal: char) -> Vec<(f64, String)> {
        let first = (self.from / self.step).round();
        let count = ((self.to - self.from) / self.step).round();
        let mut ticks = Vec::new();
        let mut at = 0.0;
        while at <= count && ticks.len() < 64 {
            let value = (first + at) * self.step;
            ticks.push((value, number(value, self.digits, decimal)));
            at += 1.0;
        }
        ticks
    }
}

/// The least of 1, 2, 5 times a power of ten that is not below `least` (above 0), and its digits after the decimal mark.
fn step(least: f64) -> (f64, usize) {
    let (mut power, mut digits) = (1.0_f64, 0);
    while power < least {
        power *= 10.0;
    }
    while power * 0.1 >= least && digits < 300 {
        digits += 1;
        power *= 0.1;
    }
    // Now power / 10 < least ≤ power.
    for (part, more) in [(0.2, 1), (0.5, 1), (1.0, 0)] {
        if power * part >= least {
            let whole = power >= 10.0 || more == 0;
            return (power * part, if whole { digits } else { digits + more });
        }
    }
    (power, digits)
}

/// A number as people write it: with a true minus sign; very large and very small ones with a power of ten.
fn number(value: f64, digits: usize, decimal: char) -> String {
    let long = value.abs() >= 1e6 || digits > 6;
    let text = if long {
        format!("{value:.1e}")
    } else {
        format!("{value:.digits$}")
    };
    let zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.' | b'e'));
    let text = if zero {
        text.trim_start_matches('-').to_owned()
    } else {
        text.replace('-', "−")
    };
    text.replace('.', &decimal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(values: &[f64]) -> Vec<String> {
        Axis::of(values).ticks('.').into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn ends_and_ticks_are_round() {
        assert_eq!(written(&[0.0, 1.0]), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(written(&[-2.9, 3.2]), ["−3", "−2", "−1", "0", "1", "2", "3", "4"]);
        assert_eq!(
            written(&[0.0, 0.03]),
            ["0.000", "0.005", "0.010", "0.015", "0.020", "0.025", "0.030"]
        );
        assert_eq!(written(&[12.0, 1_840.0]), ["0", "500", "1000", "1500", "2000"]);
        assert_eq!(written(&[0.0, 3.0e7]).first().map(String::as_str), Some("0"));
    }

    #[test]
    fn one_value_stands_in_the_middle_and_no_value_breaks_it() {
        let axis = Axis::of(&[5.0]);
        assert!(
            (axis.from - 4.4).abs() < 1e-9 && (axis.to - 5.6).abs() < 1e-9,
            "{axis:?}"
        );
        assert!((axis.place(5.0) - 0.5).abs() < 1e-9);
        assert!((Axis::of(&[0.0]).place(0.0) - 0.5).abs() < 1e-9);
        for values in [&[f64::MAX, f64::MIN][..], &[1e-300, 2e-300], &[]] {
            let axis = Axis::of(values);
            assert!(axis.from < axis.to && axis.to.is_finite(), "{axis:?}");
            assert!((2..=64).contains(&axis.ticks(',').len()));
        }
    }

    #[test]
    fn an_axis_holds_what_its_numbers_ask_for() {
        let written = |values: &[f64], numbers| -> Vec<String> {
            let ticks = Axis::held(values, numbers).ticks('.');
            ticks.into_iter().map(|(_, text)| text).collect()
        };
        assert_eq!(written(&[1.0, 2.0, 3.0], Numbers::Whole), ["1", "2", "3"]);
        assert_eq!(written(&[2.0], Numbers::Counts), ["0", "1", "2"]);
        assert_eq!(written(&[0.0], Numbers::Counts), ["−1", "0", "1"]);
        assert_eq!(
            written(&[0.4, 0.6], Numbers::Shares),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
        );
        assert_eq!(
            written(&[1.9, 1.5], Numbers::Sizes).first().map(String::as_str),
            Some("0.0")
        );
        assert_eq!(
            written(&[12.0, 1_840.0], Numbers::Counts),
            ["0", "500", "1000", "1500", "2000"]
        );
    }

    #[test]
    fn decimals_follow_the_language() {
        let texts: Vec<String> = Axis::of(&[-0.5, 0.5])
            .ticks(',')
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert_eq!(texts, ["−0,6", "−0,4", "−0,2", "0,0", "0,2", "0,4", "0,6"]);
    }
}
