//! Whole numbers of any length: what exact decimal text needs of them, no more.

use std::cmp::Ordering;

/// A whole number, from 0: words of 32 bits, the least first, the last one never 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Whole(Vec<u32>);

impl Whole {
    /// As many bits as there are up to the highest that is set.
    pub(super) fn bits(&self) -> u32 {
        let words = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        words.saturating_mul(32) - self.0.last().map_or(0, |word| word.leading_zeros())
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Multiplies by a factor other than 0 and adds.
    pub(super) fn times(&mut self, factor: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for word in &mut self.0 {
            carry += u64::from(*word) * u64::from(factor);
            *word = low(carry);
            carry >>= 32;
        }
        self.push(low(carry));
    }

    /// Multiplies by `5^power`.
    pub(super) fn times_five(&mut self, power: u32) {
        // 5^13 is the largest that a word holds.
        for _ in 0..power / 13 {
            self.times(1_220_703_125, 0);
        }
        self.times(5_u32.pow(power % 13), 0);
    }

    /// Multiplies by `2^power`.
    pub(super) fn times_two(&mut self, power: u32) {
        self.times(1 << (power % 32), 0);
        if !self.is_zero() {
            self.0.splice(0..0, (0..power / 32).map(|_| 0));
        }
    }

    /// Adds.
    pub(super) fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        let mut carry = 0;
        for (word, more) in self.0.iter_mut().zip(other.padded()) {
            carry += u64::from(*word) + u64::from(more);
            *word = low(carry);
            carry >>= 32;
        }
        self.push(low(carry));
    }

    /// Takes away what is not more.
    pub(super) fn take(&mut self, other: &Self) {
        let mut borrow = false;
        for (word, less) in self.0.iter_mut().zip(other.padded()) {
            let (rest, under) = word.overflowing_sub(less);
            let (rest, more) = rest.overflowing_sub(u32::from(borrow));
            *word = rest;
            borrow = under || more;
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn padded(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied().chain(std::iter::repeat(0))
    }

    fn push(&mut self, word: u32) {
        if word > 0 {
            self.0.push(word);
        }
    }
}

impl From<u64> for Whole {
    fn from(value: u64) -> Self {
        let mut whole = Self(vec![low(value), low(value >> 32)]);
        whole.trim();
        whole
    }
}

impl Ord for Whole {
    fn cmp(&self, other: &Self) -> Ordering {
        let longer = self.0.len().cmp(&other.0.len());
        longer.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Whole {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The low word.
fn low(value: u64) -> u32 {
    u32::try_from(value & 0xFFFF_FFFF).unwrap_or(0)
}
