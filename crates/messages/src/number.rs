//! Whole numbers as sentences use them: counted, and put in the plural.

/// A whole number in a sentence; anything that counts becomes one, and what is too large stays at the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub i64);

impl Number {
    pub(crate) fn is(self, number: i64) -> bool {
        self.0 == number
    }

    /// French: 0 and 1 are singular (CLDR, plural rules `fr`: `i = 0,1`).
    pub(crate) fn is_one_in_fr(self) -> bool {
        self.0.unsigned_abs() < 2
    }

    /// English: only 1 is singular (CLDR, plural rules `en`: `i = 1 and v = 0`).
    pub(crate) fn is_one_in_en(self) -> bool {
        self.0.unsigned_abs() == 1
    }

    /// The number that a text spells; a text that is not a number counts as many.
    #[allow(dead_code, reason = "used once a code takes such an argument")]
    pub(crate) fn parse(text: &str) -> Self {
        Self(text.parse().unwrap_or(i64::MAX))
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number)
    }
}

macro_rules! from {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Number {
            fn from(number: $kind) -> Self {
                Self(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}

from!(u64, usize);

impl From<u8> for Number {
    fn from(number: u8) -> Self {
        Self(number.into())
    }
}

impl From<u16> for Number {
    fn from(number: u16) -> Self {
        Self(number.into())
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self(number.into())
    }
}

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Self(number.into())
    }
}
