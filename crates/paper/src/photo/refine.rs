//! Finding each module of a code on paper that is bent, or behind a lens that bends it.
//!
//! Four corners and one perspective do for small codes. In a large one, a module in the middle may lie more than half a module away from where
//! that puts it; but its alignment patterns, every twenty modules or so, say where they are. Each is looked for around its place, and the
//! modules between follow.
//!
//! # Source
//! ISO/IEC 18004:2015 §6.3.3 (finder pattern), §6.3.6 and Annex E (alignment patterns). Perspective of a square: Heckbert, *Fundamentals of
//! Texture Mapping and Image Warping* (1989), §2.2.3.

use super::Grey;
use rqrr::{Grid, SimpleGrid};

/// A place in a picture or in a code.
pub(super) type Place = (f64, f64);

/// The text of a code whose corners are near these (clockwise from the top left), of about this many modules a side.
pub(super) fn read(picture: &Grey, corners: [Place; 4], size: usize) -> Option<String> {
    // The count of modules may be off by a version or two: the patterns say which one it is.
    let sizes = [0_isize, -4, 4, -8, 8]
        .into_iter()
        .filter_map(|off| size.checked_add_signed(off));
    let candidates = sizes.filter(|size| (21..=177).contains(size) && size % 4 == 1);
    best(picture, candidates.map(|size| (corners, size)))
}

/// The text of the code that shows best, among several corners and counts of modules.
pub(super) fn best(picture: &Grey, candidates: impl Iterator<Item = ([Place; 4], usize)>) -> Option<String> {
    let mut lattices: Vec<Lattice> = candidates
        .filter_map(|(corners, size)| Lattice::find(picture, corners, size))
        .collect();
    lattices.sort_by(|a, b| b.contrast.total_cmp(&a.contrast));
    lattices.iter().take(2).find_map(|lattice| lattice.text(picture))
}

/// A perspective from the square of a code to a picture.
pub(super) struct Perspective([f64; 8]);

impl Perspective {
    pub(super) fn of(corners: [Place; 4]) -> Option<Self> {
        let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] = corners;
        let (dx1, dx2, sx) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
        let (dy1, dy2, sy) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
        let area = dx1 * dy2 - dx2 * dy1;
        if area.abs() < 1.0 {
            return None;
        }
        let (g, h) = ((sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area);
        Some(Self([
            x1 - x0 + g * x1,
            x3 - x0 + h * x3,
            x0,
            y1 - y0 + g * y1,
            y3 - y0 + h * y3,
            y0,
            g,
            h,
        ]))
    }

    pub(super) fn map(&self, (u, v): Place) -> Place {
        let [a, b, c, d, e, f, g, h] = self.0;
        let depth = g * u + h * v + 1.0;
        ((a * u + b * v + c) / depth, (d * u + e * v + f) / depth)
    }
}

/// Where the patterns of a code are.
struct Lattice {
    size: usize,
    view: Perspective,
    /// Places of alignment patterns along a side, in modules.
    lines: Vec<f64>,
    /// By how many modules each pattern lies off its place, row by row.
    off: Vec<Place>,
    /// How well the patterns stand out: the mean difference between what should be light and dark.
    contrast: f64,
}

/// Centres of the alignment patterns along a side, in modules; for a code without them, those of the finder patterns.
fn lines(size: usize) -> Vec<f64> {
    let version = size.saturating_sub(17) / 4;
    let count = version / 7 + 2;
    let step = if version == 32 {
        26
    } else {
        (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
    };
    let last = size.saturating_sub(7);
    let mut lines: Vec<f64> = (0..count - 1)
        .rev()
        .filter_map(|back| last.checked_sub(back * step))
        .map(centre)
        .collect();
    lines.insert(0, centre(6));
    lines
}

/// The middle of a module.
fn centre(module: usize) -> f64 {
    u32::try_from(module).map_or(0.0, f64::from) + 0.5
}

impl Lattice {
    fn find(picture: &Grey, corners: [Place; 4], size: usize) -> Option<Self> {
        let lines = lines(size);
        let count = lines.len();
        let mut lattice = Self {
            size,
            view: Perspective::of(corners)?,
            off: vec![(0.0, 0.0); count * count],
            lines,
            contrast: 0.0,
        };
        let last = count - 1;
        // From the finder patterns inwards: each pattern is looked for where its neighbours say.
        let far = |(x, y): (usize, usize)| (x + y).min(last - x + y).min(x + last - y);
        let mut order: Vec<(usize, usize)> = (0..count).flat_map(|y| (0..count).map(move |x| (x, y))).collect();
        order.sort_by_key(|node| far(*node));
        let mut done = vec![false; count * count];
        let mut sum = 0.0;
        let mut looked = 0.0;
        for (x, y) in order {
            let expected = lattice.expected(&done, x, y);
            let at = |place: usize, other: usize| {
                // A finder pattern is three modules further out than an alignment pattern would be.
                let is_finder = far((x, y)) == 0;
                let line = lattice.lines.get(place).copied().unwrap_or_default();
                match (is_finder, place == 0, other) {
                    (true, true, _) => line - 3.0,
                    (true, false, _) => line + 3.0,
                    (false, ..) => line,
                }
            };
            let middle = (at(x, y), at(y, x));
            let reach = if far((x, y)) == 0 { 3 } else { 2 };
            let (off, contrast) = lattice.look(picture, middle, expected, reach);
            sum += contrast;
            looked += 1.0;
            let good = contrast > 12.0;
            if let (Some(place), Some(done)) = (lattice.off.get_mut(y * count + x), done.get_mut(y * count + x)) {
                *place = if good { off } else { expected };
                *done = true;
            }
        }
        lattice.contrast = sum / looked;
        (lattice.contrast > 10.0).then_some(lattice)
    }

    /// The mean of what the neighbours found so far are off.
    fn expected(&self, done: &[bool], x: usize, y: usize) -> Place {
        let count = self.lines.len();
        let around = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
        let known: Vec<Place> = around
            .into_iter()
            .filter(|(x, y)| *x < count && *y < count)
            .map(|(x, y)| y * count + x)
            .filter(|place| done.get(*place).copied().unwrap_or(false))
            .filter_map(|place| self.off.get(place).copied())
            .collect();
        let weight = 1.0 / f64::from(u32::try_from(known.len().max(1)).unwrap_or(1));
        known
            .iter()
            .fold((0.0, 0.0), |sum, off| (sum.0 + off.0 * weight, sum.1 + off.1 * weight))
    }

    /// Where a pattern of squares within squares stands out best around a place, and how well.
    fn look(&self, picture: &Grey, middle: Place, expected: Place, reach: i32) -> (Place, f64) {
        let mut best = (expected, f64::MIN);
        let (mut from, mut step) = (expected, 0.5);
        for steps in [4, 2, 2] {
            for (i, j) in (-steps..=steps).flat_map(|j| (-steps..=steps).map(move |i| (i, j))) {
                let off = (from.0 + f64::from(i) * step, from.1 + f64::from(j) * step);
                let contrast = self.contrast(picture, (middle.0 + off.0, middle.1 + off.1), reach);
                if contrast > best.1 {
                    best = (off, contrast);
                }
            }
            (from, step) = (best.0, step / 2.5);
        }
        best
    }

    /// Mean difference between the light and the dark modules of a pattern: rings that alternate from the outside, 5 or 7 modules wide.
    fn contrast(&self, picture: &Grey, middle: Place, reach: i32) -> f64 {
        let (mut light, mut dark) = ((0.0, 0.0), (0.0, 0.0));
        for (i, j) in (-reach..=reach).flat_map(|j| (-reach..=reach).map(move |i| (i, j))) {
            let ring = i.abs().max(j.abs());
            let shade = self.shade(picture, (middle.0 + f64::from(i), middle.1 + f64::from(j)));
            // The heart of a finder pattern is three modules wide.
            let is_light = ring == reach - 1;
            let side = if is_light { &mut light } else { &mut dark };
            (side.0, side.1) = (side.0 + shade, side.1 + 1.0);
        }
        light.0 / light.1 - dark.0 / dark.1
    }

    /// The shade of the picture at a place of the code.
    fn shade(&self, picture: &Grey, (u, v): Place) -> f64 {
        let side = centre(self.size) - 0.5;
        picture.between(self.view.map((u / side, v / side)))
    }

    /// By how much a place of the code is off, between the four patterns around it.
    fn off(&self, (u, v): Place) -> Place {
        let count = self.lines.len();
        let cell = |at: f64| {
            let after = self
                .lines
                .iter()
                .skip(1)
                .take(count - 2)
                .filter(|line| **line <= at)
                .count();
            let pair = (self.lines.get(after), self.lines.get(after + 1));
            let share = match pair {
                (Some(from), Some(to)) => (at - from) / (to - from),
                _ => 0.0,
            };
            // Outside the lattice what holds at its edge holds still, a little further.
            (after, share.clamp(-0.3, 1.3))
        };
        let ((x, s), (y, t)) = (cell(u), cell(v));
        let node = |x: usize, y: usize| self.off.get(y * count + x).copied().unwrap_or_default();
        let mix = |a: Place, b: Place, s: f64| (a.0 + (b.0 - a.0) * s, a.1 + (b.1 - a.1) * s);
        mix(
            mix(node(x, y), node(x + 1, y), s),
            mix(node(x, y + 1), node(x + 1, y + 1), s),
            t,
        )
    }

    /// Reads every module where it is, and the text of them all.
    fn text(&self, picture: &Grey) -> Option<String> {
        let size = self.size;
        let shade = |x: usize, y: usize| {
            let middle = (centre(x), centre(y));
            let off = self.off(middle);
            let at = |dx: f64, dy: f64| self.shade(picture, (middle.0 + off.0 + dx, middle.1 + off.1 + dy));
            (2.0 * at(0.0, 0.0) + at(-0.2, 0.0) + at(0.2, 0.0) + at(0.0, -0.2) + at(0.0, 0.2)) / 6.0
        };
        let shades = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
        let shades: Vec<u8> = shades.map(|(x, y)| byte(shade(x, y))).collect();
        let modules = Grey::new(size, shades)?;
        // As many modules are dark as light, nearly: each is compared with those around it.
        [7, 12, 4].into_iter().find_map(|reach| {
            let dark = modules.dark(reach, 100);
            let grid = SimpleGrid::from_func(size, |x, y| dark.get(y * size + x).copied().unwrap_or(false));
            Grid::new(grid).decode().ok().map(|(_, text)| text)
        })
    }
}

fn byte(shade: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 255: a mean of bytes"
    )]
    {
        shade.clamp(0.0, 255.0) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_standard() {
        // ISO/IEC 18004 table E.1: versions 2, 7, 26, 30, 32, 40.
        for (version, expected) in [
            (2, vec![6, 18]),
            (7, vec![6, 22, 38]),
            (26, vec![6, 30, 58, 86, 114]),
            (30, vec![6, 26, 52, 78, 104, 130]),
            (32, vec![6, 34, 60, 86, 112, 138]),
            (40, vec![6, 30, 58, 86, 114, 142, 170]),
        ] {
            let expected: Vec<f64> = expected.into_iter().map(centre).collect();
            assert_eq!(lines(17 + 4 * version), expected, "version {version}");
        }
    }

    #[test]
    fn a_perspective_goes_through_its_corners() {
        let corners = [(10.0, 20.0), (110.0, 25.0), (130.0, 140.0), (5.0, 120.0)];
        let view = Perspective::of(corners).unwrap();
        for (place, corner) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
            .into_iter()
            .zip(corners)
        {
            let (x, y) = view.map(place);
            assert!((x - corner.0).abs() + (y - corner.1).abs() < 1e-9);
        }
        assert!(Perspective::of([(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]).is_none());
    }
}
