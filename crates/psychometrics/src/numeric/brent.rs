//! One root, one minimum, on an interval.

/// Where `f` crosses zero between `low` and `high`.
///
/// None when the two ends have the same sign, or when `f` gives NaN on the way. `tolerance` is on the abscissa; 0 asks for the last bit.
///
/// # Source
/// R. P. Brent, *Algorithms for Minimization without Derivatives* (1973), chapter 4: inverse quadratic steps, guarded by bisection.
///
/// # Formula
/// The x with f(x) = 0, f(low) and f(high) of opposite signs.
pub fn root(f: impl Fn(f64) -> f64, low: f64, high: f64, tolerance: f64) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa.is_nan() || fb.is_nan() {
        return None;
    }
    if fa == 0.0 {
        return Some(a);
    }
    if fb == 0.0 {
        return Some(b);
    }
    if (fa > 0.0) == (fb > 0.0) {
        return None;
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut before = step;
    for _ in 0..2000 {
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let least = 2.0 * f64::EPSILON * b.abs() + 0.5 * tolerance + f64::MIN_POSITIVE;
        let half = 0.5 * (c - b);
        if half.abs() <= least || fb == 0.0 {
            return Some(b);
        }
        if before.abs() >= least && fa.abs() > fb.abs() {
            let (over, under) = interpolate((a, fa), (b, fb), (c, fc), half);
            if 2.0 * over < (3.0 * half * under - (least * under).abs()).min((before * under).abs()) {
                before = step;
                step = over / under;
            } else {
                step = half;
                before = half;
            }
        } else {
            step = half;
            before = half;
        }
        (a, fa) = (b, fb);
        b += if step.abs() > least { step } else { least.copysign(half) };
        fb = f(b);
        if fb.is_nan() {
            return None;
        }
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            step = b - a;
            before = step;
        }
    }
    Some(b)
}

/// The step to the root of the secant or of the inverse parabola, as a fraction whose numerator is not negative.
fn interpolate(a: (f64, f64), b: (f64, f64), c: (f64, f64), half: f64) -> (f64, f64) {
    let s = b.1 / a.1;
    let (over, under) = if a.0.to_bits() == c.0.to_bits() {
        (2.0 * half * s, 1.0 - s)
    } else {
        let (q, r) = (a.1 / c.1, b.1 / c.1);
        (
            s * (2.0 * half * q * (q - r) - (b.0 - a.0) * (r - 1.0)),
            (q - 1.0) * (r - 1.0) * (s - 1.0),
        )
    };
    if over > 0.0 { (over, -under) } else { (-over, under) }
}

/// As [`root`], from a guess: the bracket grows from `start` by doubling `step`s, and never leaves `floor` to `ceiling`.
///
/// # Formula
/// That of [`root`].
///
/// # Source
/// R. P. Brent, *Algorithms for Minimization without Derivatives* (1973), chapter 4.
pub fn bracketed_root(
    f: impl Fn(f64) -> f64,
    start: f64,
    step: f64,
    floor: f64,
    ceiling: f64,
    tolerance: f64,
) -> Option<f64> {
    let here = f(start);
    if here.is_nan() {
        return None;
    }
    let (mut left, mut right, mut width) = (start, start, step);
    while left > floor || right < ceiling {
        let (further_left, further_right) = ((start - width).max(floor), (start + width).min(ceiling));
        for (inner, outer) in [(left, further_left), (right, further_right)] {
            let there = f(outer);
            if there.is_nan() {
                return None;
            }
            if (there > 0.0) != (here > 0.0) {
                return root(&f, inner.min(outer), inner.max(outer), tolerance);
            }
        }
        (left, right) = (further_left, further_right);
        width *= 2.0;
    }
    None
}

/// The least value of `f` between `low` and `high`: its place and itself. For a function with one valley; else one of its valleys.
///
/// `tolerance` is relative on the abscissa; below √ε ≈ 1.5e-8 nothing is gained.
///
/// # Source
/// R. P. Brent (1973), chapter 5: parabolic steps, guarded by golden sections.
///
/// # Formula
/// argmin f and min f on low to high: golden sections and parabolas.
pub fn minimum(f: impl Fn(f64) -> f64, low: f64, high: f64, tolerance: f64) -> (f64, f64) {
    const GOLDEN: f64 = 0.381_966_011_250_105_1;
    let (mut a, mut b) = (low, high);
    let mut x = a + GOLDEN * (b - a);
    let (mut w, mut v) = (x, x);
    let mut fx = f(x);
    let (mut fw, mut fv) = (fx, fx);
    let (mut step, mut before) = (0.0_f64, 0.0_f64);
    for _ in 0..500 {
        let middle = 0.5 * (a + b);
        let least = tolerance * x.abs() + 1e-12;
        if (x - middle).abs() <= 2.0 * least - 0.5 * (b - a) {
            break;
        }
        let mut golden = true;
        if before.abs() > least {
            let r = (x - w) * (fx - fv);
            let q = (x - v) * (fx - fw);
            let mut p = (x - v) * q - (x - w) * r;
            let mut under = 2.0 * (q - r);
            if under > 0.0 {
                p = -p;
            } else {
                under = -under;
            }
            let last = before;
            before = step;
            if p.abs() < (0.5 * under * last).abs() && p > under * (a - x) && p < under * (b - x) {
                step = p / under;
                let at = x + step;
                if at - a < 2.0 * least || b - at < 2.0 * least {
                    step = least.copysign(middle - x);
                }
                golden = false;
            }
        }
        if golden {
            before = if x < middle { b - x } else { a - x };
            step = GOLDEN * before;
        }
        let u = if step.abs() >= least {
            x + step
        } else {
            x + least.copysign(step)
        };
        let fu = f(u);
        if fu <= fx {
            if u < x {
                b = x
            } else {
                a = x
            }
            (v, fv) = (w, fw);
            (w, fw) = (x, fx);
            (x, fx) = (u, fu);
        } else {
            if u < x {
                a = u
            } else {
                b = u
            }
            if fu <= fw || w.to_bits() == x.to_bits() {
                (v, fv) = (w, fw);
                (w, fw) = (u, fu);
            } else if fu <= fv || v.to_bits() == x.to_bits() || v.to_bits() == w.to_bits() {
                (v, fv) = (u, fu);
            }
        }
    }
    (x, fx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_to_the_last_bit() {
        let cosine = root(|x| libm::cos(x) - x, 0.0, 1.0, 0.0).unwrap();
        assert!((cosine - 0.739_085_133_215_160_6).abs() < 2e-16);
        let wallis = root(|x| x * x * x - 2.0 * x - 5.0, 2.0, 3.0, 0.0).unwrap();
        assert!((wallis - 2.094_551_481_542_326_6).abs() < 1e-15);
        assert_eq!(root(|x| x, 1.0, 2.0, 0.0), None);
        assert_eq!(root(|_| f64::NAN, 1.0, 2.0, 0.0), None);
        assert_eq!(root(|x| x, 0.0, 2.0, 0.0), Some(0.0));
        assert_eq!(root(|x| x - 2.0, 0.0, 2.0, 0.0), Some(2.0));
    }

    #[test]
    fn a_bracket_grows_on_either_side() {
        for target in [-37.0, -0.25, 0.0, 0.25, 41.5] {
            let found = bracketed_root(|x| x - target, 0.0, 0.5, -100.0, 100.0, 0.0).unwrap();
            assert!((found - target).abs() < 1e-12, "{target}");
        }
        assert_eq!(bracketed_root(|x| x - 200.0, 0.0, 0.5, -100.0, 100.0, 0.0), None);
    }

    #[test]
    fn a_minimum_to_the_half_of_the_digits() {
        let (at, least) = minimum(|x| (x - 1.25) * (x - 1.25) + 3.0, -10.0, 10.0, 1e-9);
        assert!((at - 1.25).abs() < 1e-7 && (least - 3.0).abs() < 1e-14);
        let (edge, _) = minimum(|x| x, 2.0, 5.0, 1e-9);
        assert!((edge - 2.0).abs() < 1e-6);
    }
}
