//! Finding codes by their three finder patterns, under any turn and tilt.
//!
//! Any line through the middle of a finder pattern crosses dark, light, dark, light, dark as 1 : 1 : 3 : 1 : 1, however the paper is held.
//! Rows are searched for that, and columns confirm it. Three patterns that make a corner are a code; how much larger one looks than another
//! says how the paper is tilted, hence where the fourth corner is.
//!
//! # Source
//! ISO/IEC 18004:2015 §6.3.3 (finder pattern) and §12 (reference decoding algorithm, steps b to d).

use super::refine::{Perspective, Place};
use super::{Grey, refine};

/// Most patterns looked at, the best confirmed first.
const MOST: usize = 9;

/// Most threes tried.
const MOST_TRIED: usize = 10;

/// A finder pattern: its middle, how wide a module of it is along rows and columns, how many rows found it.
#[derive(Debug, Clone, Copy)]
struct Pattern {
    middle: Place,
    along: Place,
    rows: f64,
}

impl Pattern {
    /// The size of a module, whatever its turn.
    fn scale(&self) -> f64 {
        libm::sqrt(self.along.0 * self.along.1)
    }
}

/// The texts of the codes that dark pixels show, read from the shades.
pub(super) fn texts(picture: &Grey, dark: &[bool]) -> Vec<String> {
    let mut patterns = patterns(picture.width, dark);
    let mut found = Vec::new();
    let mut tried = 0;
    while let Some((three, text)) = corners(&patterns).into_iter().find_map(|three| {
        tried += 1;
        let text = (tried <= MOST_TRIED).then(|| read(picture, three)).flatten();
        text.map(|text| (three, text))
    }) {
        found.push(text);
        let is_of = |pattern: &Pattern| three.iter().any(|own| own.middle == pattern.middle);
        patterns.retain(|pattern| !is_of(pattern));
    }
    found
}

/// Dark and light runs along a line of pixels: where each begins, and the end.
fn runs(line: impl Iterator<Item = bool>) -> (bool, Vec<usize>) {
    let mut starts = Vec::new();
    let mut before = None;
    let mut count = 0;
    for (at, dark) in line.enumerate() {
        if before != Some(dark) {
            starts.push(at);
        }
        before = Some(dark);
        count = at + 1;
    }
    let ends_dark = before.unwrap_or(false);
    starts.push(count);
    (ends_dark, starts)
}

/// Where the middle of five runs is, and a module's length, when they are in the proportions of a finder pattern.
fn fits(starts: &[usize]) -> Option<(f64, f64)> {
    let [a, b, c, d, e, f] = *starts else { return None };
    let number = |count: usize| u32::try_from(count).map_or(0.0, f64::from);
    let lengths = [b - a, c - b, d - c, e - d, f - e].map(number);
    let module = number(f - a) / 7.0;
    let wanted = [1.0, 1.0, 3.0, 1.0, 1.0];
    let close = |(length, wanted): (&f64, &f64)| (length - wanted * module).abs() < 0.5 * module + 0.5 * wanted;
    let fits = module >= 1.0 && lengths.iter().zip(&wanted).all(close);
    fits.then(|| ((number(c) + number(d)) / 2.0, module))
}

/// The pattern along a line that has its middle nearest to a place, within two modules of it.
fn confirmed(line: impl Iterator<Item = bool>, near: f64, module: f64) -> Option<(f64, f64)> {
    let (ends_dark, starts) = runs(line);
    candidates(ends_dark, &starts)
        .filter(|(middle, found)| (middle - near).abs() < 2.0 * module && (0.4..2.5).contains(&(found / module)))
        .min_by(|a, b| (a.0 - near).abs().total_cmp(&(b.0 - near).abs()))
}

/// Every five runs that begin dark and fit.
fn candidates(ends_dark: bool, starts: &[usize]) -> impl Iterator<Item = (f64, f64)> {
    // The last run is dark or light; every second one is like it.
    let last = starts.len().saturating_sub(2);
    let windows = starts.windows(6).enumerate();
    windows
        .filter(move |(at, _)| (last - at).is_multiple_of(2) == ends_dark)
        .filter_map(|(_, window)| fits(window))
}

/// The finder patterns of a picture.
fn patterns(width: usize, dark: &[bool]) -> Vec<Pattern> {
    let mut found: Vec<Pattern> = Vec::new();
    let number = |count: usize| u32::try_from(count).map_or(0.0, f64::from);
    for (y, row) in dark.chunks_exact(width).enumerate() {
        let (ends_dark, starts) = runs(row.iter().copied());
        for (x, module) in candidates(ends_dark, &starts) {
            let column = dark.iter().skip(floor(x)).step_by(width).copied();
            let Some((middle, tall)) = confirmed(column, number(y) + 0.5, module) else {
                continue;
            };
            let near = |known: &&mut Pattern| {
                let (dx, dy) = (known.middle.0 - x, known.middle.1 - middle);
                dx.abs() + dy.abs() < 3.0 * module
            };
            if let Some(known) = found.iter_mut().find(near) {
                let mean = |known_value: f64, value: f64| (known_value * known.rows + value) / (known.rows + 1.0);
                known.middle = (mean(known.middle.0, x), mean(known.middle.1, middle));
                known.along = (mean(known.along.0, module), mean(known.along.1, tall));
                known.rows += 1.0;
            } else {
                found.push(Pattern {
                    middle: (x, middle),
                    along: (module, tall),
                    rows: 1.0,
                });
            }
        }
    }
    // A real pattern is found by about as many rows as its heart is tall: three modules.
    found.retain(|pattern| pattern.rows >= 1.5 * pattern.along.1);
    found.sort_by(|a, b| b.rows.total_cmp(&a.rows));
    found.truncate(MOST);
    found
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a row, from its runs"
)]
fn floor(place: f64) -> usize {
    place as usize
}

/// Threes that may be the corners of a code, top left, top right, bottom left; the most even ones first.
fn corners(patterns: &[Pattern]) -> Vec<[Pattern; 3]> {
    let mut found = Vec::new();
    for (i, corner) in patterns.iter().enumerate() {
        for (j, right) in patterns.iter().enumerate().filter(|(j, _)| *j != i) {
            for (_, below) in patterns.iter().enumerate().filter(|(k, _)| *k != i && *k != j) {
                let to = |other: &Pattern| (other.middle.0 - corner.middle.0, other.middle.1 - corner.middle.1);
                let ((ax, ay), (bx, by)) = (to(right), to(below));
                let (a, b) = (libm::hypot(ax, ay), libm::hypot(bx, by));
                // Turning from the right one to the one below goes with the clock, as y goes down.
                let turn = (ax * by - ay * bx) / (a * b);
                let scales = [corner, right, below].map(Pattern::scale);
                let (least, most) = (
                    scales.iter().copied().fold(f64::MAX, f64::min),
                    scales.iter().copied().fold(0.0, f64::max),
                );
                let far_enough = a.min(b) > 10.0 * least;
                if turn > 0.75 && (0.55..1.8).contains(&(a / b)) && most / least < 1.8 && far_enough {
                    let uneven = (1.0 - turn) + (a / b).max(b / a) - 1.0 + most / least - 1.0;
                    found.push((uneven, [*corner, *right, *below]));
                }
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().map(|(_, three)| three).collect()
}

/// The text of the code of which these are the corners.
fn read(picture: &Grey, [corner, right, below]: [Pattern; 3]) -> Option<String> {
    // What is further away looks smaller: lengths go with the depth to the power of -1 across it and -2 along it, -3/2 on the whole.
    let depth = |other: &Pattern| libm::cbrt((corner.scale() / other.scale()) * (corner.scale() / other.scale()));
    let (w, h) = (depth(&right), depth(&below));
    let last = w + h - 1.0;
    if last < 0.3 {
        return None;
    }
    let mix = |a: f64, b: f64, c: f64| (w * b + h * c - a) / last;
    let (a, b, c) = (corner.middle, right.middle, below.middle);
    let across = (mix(a.0, b.0, c.0), mix(a.1, b.1, c.1));
    let view = Perspective::of([a, b, across, c])?;
    // A module's length along the top: what a row crosses is longer the more the code is turned.
    let module = |pattern: &Pattern, towards: Place| {
        let (x, y) = (towards.0.abs(), towards.1.abs());
        pattern.scale() * x.max(y) / libm::hypot(x, y)
    };
    let way = (b.0 - a.0, b.1 - a.1);
    let modules = libm::hypot(way.0, way.1) / ((module(&corner, way) + module(&right, way)) / 2.0);
    let size = floor(modules + 7.0 + 0.5);
    let version = size.saturating_sub(15) / 4;
    let candidates = [0_isize, -1, 1, -2, 2].into_iter().filter_map(|off| {
        let version = version
            .checked_add_signed(off)
            .filter(|version| (1..=40).contains(version))?;
        let size = 17 + 4 * version;
        // The finder patterns have their middles three and a half modules inside.
        let edge = 3.5 / (u32::try_from(size).map_or(0.0, f64::from) - 7.0);
        let places = [
            (-edge, -edge),
            (1.0 + edge, -edge),
            (1.0 + edge, 1.0 + edge),
            (-edge, 1.0 + edge),
        ];
        Some((places.map(|place| view.map(place)), size))
    });
    refine::best(picture, candidates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_runs_in_proportion_are_a_pattern() {
        assert_eq!(fits(&[10, 14, 18, 30, 34, 38]), Some((24.0, 4.0)));
        assert_eq!(fits(&[10, 15, 18, 30, 34, 38]), Some((24.0, 4.0)), "a pixel off");
        assert_eq!(fits(&[10, 14, 18, 22, 26, 30]), None, "a timing pattern");
        assert_eq!(fits(&[10, 20, 24, 36, 40, 44]), None);
    }

    #[test]
    fn runs_of_a_line() {
        let line = [true, true, false, true, false, false];
        assert_eq!(runs(line.into_iter()), (false, vec![0, 2, 3, 4, 6]));
        assert_eq!(runs(std::iter::empty()), (false, vec![0]));
        let pattern = |text: &str| text.bytes().map(|byte| byte == b'#').collect::<Vec<_>>();
        for (text, middle) in [
            ("...##..######..##...", 10.0),
            ("##..######..##", 7.0),
            ("#...##..######..##", 11.0),
        ] {
            let (ends_dark, starts) = runs(pattern(text).into_iter());
            let found: Vec<f64> = candidates(ends_dark, &starts).map(|(middle, _)| middle).collect();
            assert_eq!(found, [middle], "{text}");
        }
    }
}
