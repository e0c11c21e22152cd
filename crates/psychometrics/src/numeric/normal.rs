//! The standard normal distribution.

const INVERSE_ROOT_TWO_PI: f64 = 0.398_942_280_401_432_7;
const INVERSE_ROOT_TWO: f64 = core::f64::consts::FRAC_1_SQRT_2;

/// Density φ(z) = exp(−z²/2)/√(2π).
///
/// # Formula
/// φ(z) = e^(−z²/2)/√(2π).
///
/// # Source
/// M. G. Kendall and A. Stuart, *The Advanced Theory of Statistics*, volume 1, 4th ed. (1977), 5.36.
#[must_use]
pub fn density(z: f64) -> f64 {
    INVERSE_ROOT_TWO_PI * libm::exp(-0.5 * z * z)
}

/// Probability of a value at most `z`: Φ(z) = ½ erfc(−z/√2).
///
/// # Formula
/// Φ(z) = ½ erfc(−z/√2).
///
/// # Source
/// DLMF 7.18; `libm`.
#[must_use]
pub fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * INVERSE_ROOT_TWO)
}

/// Probability of a value above `z`, exact in the far tail.
///
/// # Formula
/// 1 − Φ(z) = ½ erfc(z/√2).
///
/// # Source
/// DLMF 7.18; `libm`.
#[must_use]
pub fn upper(z: f64) -> f64 {
    cdf(-z)
}

/// Probability of a value further from 0 than |z|, on both sides.
///
/// # Formula
/// erfc(|z|/√2).
///
/// # Source
/// DLMF 7.18; `libm`.
#[must_use]
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() * INVERSE_ROOT_TWO)
}

/// The value that a share `p` of the distribution does not exceed. −∞ at 0, +∞ at 1, NaN outside.
///
/// # Source
/// M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), 477–484, routine
/// PPND16 (about 16 digits).
///
/// # Formula
/// The z with Φ(z) = p.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180_625 - centred * centred;
        return centred * ratio(r, &CENTRE_OVER, &CENTRE_UNDER);
    }
    let tail = if centred < 0.0 { p } else { 1.0 - p };
    let size = from_tail(tail);
    if centred < 0.0 { -size } else { size }
}

/// The value exceeded with probability `p`: keeps its digits where `p` is far below what 1 − p can say.
///
/// # Formula
/// The z with 1 − Φ(z) = p: −Φ⁻¹(p).
///
/// # Source
/// As [`quantile`].
#[must_use]
pub fn upper_quantile(p: f64) -> f64 {
    if p < 0.075 { from_tail(p) } else { -quantile(p) }
}

fn from_tail(tail: f64) -> f64 {
    if tail.is_nan() || tail < 0.0 {
        return f64::NAN;
    }
    if tail == 0.0 {
        return f64::INFINITY;
    }
    let r = libm::sqrt(-libm::log(tail));
    if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE_OVER, &MIDDLE_UNDER)
    } else {
        ratio(r - 5.0, &FAR_OVER, &FAR_UNDER)
    }
}

fn ratio(r: f64, over: &[f64; 8], under: &[f64; 8]) -> f64 {
    let horner = |terms: &[f64; 8]| terms.iter().rev().fold(0.0, |value, term| value * r + term);
    horner(over) / horner(under)
}

const CENTRE_OVER: [f64; 8] = [
    3.387_132_872_796_366_6,
    1.331_416_678_917_843_8e2,
    1.971_590_950_306_551_3e3,
    1.373_169_376_550_946e4,
    4.592_195_393_154_987e4,
    6.726_577_092_700_87e4,
    3.343_057_558_358_813e4,
    2.509_080_928_730_122_7e3,
];
const CENTRE_UNDER: [f64; 8] = [
    1.0,
    4.231_333_070_160_091e1,
    6.871_870_074_920_579e2,
    5.394_196_021_424_751e3,
    2.121_379_430_158_659_7e4,
    3.930_789_580_009_271e4,
    2.872_908_573_572_194_3e4,
    5.226_495_278_852_855e3,
];
const MIDDLE_OVER: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    2.417_807_251_774_506e-1,
    2.272_384_498_926_918_4e-2,
    7.745_450_142_783_414e-4,
];
const MIDDLE_UNDER: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    6.897_673_349_851e-1,
    1.481_039_764_274_800_8e-1,
    1.519_866_656_361_645_7e-2,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const FAR_OVER: [f64; 8] = [
    6.657_904_643_501_104,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    2.965_605_718_285_049e-1,
    2.653_218_952_657_612_4e-2,
    1.242_660_947_388_078_4e-3,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_UNDER: [f64; 8] = [
    1.0,
    5.998_322_065_558_88e-1,
    1.369_298_809_227_358e-1,
    1.487_536_129_085_061_5e-2,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_7e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "exact values are what is tested")]
mod tests {
    use super::*;

    #[test]
    fn the_three_values_of_the_article_on_as_241() {
        assert!((quantile(0.25) + 0.674_489_750_196_081_7).abs() < 1e-15);
        assert!((quantile(0.001) + 3.090_232_306_167_814).abs() < 1e-14);
        assert!((quantile(1e-20) + 9.262_340_089_798_408).abs() < 1e-13);
    }

    #[test]
    fn edges() {
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
        assert_eq!(quantile(0.5), 0.0);
        assert!(quantile(1.5).is_nan() && quantile(-0.5).is_nan() && quantile(f64::NAN).is_nan());
        assert!(upper_quantile(f64::NAN).is_nan());
        assert_eq!(cdf(f64::NEG_INFINITY), 0.0);
        assert_eq!(upper(f64::NEG_INFINITY), 1.0);
    }
}
