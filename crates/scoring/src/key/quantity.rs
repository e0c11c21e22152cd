//! Marks of a number with its unit.

use jalon_base::{Fraction, Micro};

/// Whether a number in some unit is the right one, brought to the unit of the key by an exact fraction: nothing is rounded.
///
/// # Formula
/// |value × numerator − correct × denominator| ≤ tolerance × denominator; relative: × |correct|. In integers of millionths; numbers too
/// great for 128 bits are not right.
pub(super) fn is_right(
    correct: Micro,
    tolerance: Micro,
    relative: bool,
    factor: Option<Fraction>,
    value: &str,
) -> bool {
    let (Some(factor), Some(value)) = (factor, Micro::parse(value)) else {
        return false;
    };
    let wide = |micro: Micro| i128::from(micro.millionths());
    let denominator = i128::from(factor.denominator());
    let within = || {
        let given = wide(value).checked_mul(i128::from(factor.numerator()))?;
        let distance = given
            .checked_sub(wide(correct).checked_mul(denominator)?)?
            .checked_abs()?;
        let allowed = wide(tolerance).checked_mul(denominator)?;
        Some(if relative {
            distance.checked_mul(1_000_000)? <= allowed.checked_mul(wide(correct).checked_abs()?)?
        } else {
            distance <= allowed
        })
    };
    within() == Some(true)
}
