//! Plots as SVG: lines, points, histograms and the map of persons and questions. For reports, in one ink: nothing is told by a colour.
//!
//! A drawing has its title and its description inside, for who does not see it, and stands on white whatever is behind. Lines are told
//! apart by their dashes and their marks. The same data give the same bytes.

mod axis;
mod draw;
mod wright;

pub use wright::{Threshold, wright};

use axis::Axis;
use draw::{Canvas, Mark};

/// What is written on a plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels<'a> {
    /// What it shows, written above.
    pub title: &'a str,
    /// What one sees in it, in a sentence or two: read aloud in its place.
    pub description: &'a str,
    /// What goes from left to right, with its unit.
    pub across: &'a str,
    /// What goes from bottom to top, with its unit.
    pub up: &'a str,
    /// The decimal mark of the language.
    pub decimal: char,
}

/// A line through points, in their order; a point that is not finite breaks it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<'a> {
    /// Its name in the key; a single line needs none.
    pub name: &'a str,
    /// Across and up.
    pub points: Vec<(f64, f64)>,
}

/// A straight line that helps to read: a cut, a mean, a limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guide<'a> {
    /// Where it stands.
    pub at: At,
    /// Its name, written beside it.
    pub name: &'a str,
}

/// Where a guide stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum At {
    /// Upright at a value of the axis across.
    Across(f64),
    /// Level at a value of the axis up.
    Up(f64),
    /// Where both are equal.
    Equal,
}

/// One bar of a histogram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How high it is.
    pub value: f64,
}

/// Lines. None when no point is finite.
#[must_use]
pub fn lines(labels: &Labels<'_>, lines: &[Line<'_>], guides: &[Guide<'_>]) -> Option<String> {
    let points = || lines.iter().flat_map(|line| line.points.iter().copied());
    let (x, y) = axes(points(), guides)?;
    let keys: Vec<&str> = lines
        .iter()
        .map(|line| line.name)
        .filter(|name| !name.is_empty())
        .collect();
    let mut canvas = Canvas::new(labels, &x, &y, keys.len());
    canvas.guides(guides);
    for (place, line) in lines.iter().enumerate() {
        canvas.line(place, &line.points);
    }
    canvas.key(&keys);
    Some(canvas.end())
}

/// Points, each with a name that is read where one points at it (empty: none). None when no point is finite.
#[must_use]
pub fn scatter(labels: &Labels<'_>, points: &[(f64, f64, &str)], guides: &[Guide<'_>]) -> Option<String> {
    let (x, y) = axes(points.iter().map(|(x, y, _)| (*x, *y)), guides)?;
    let mut canvas = Canvas::new(labels, &x, &y, 0);
    canvas.guides(guides);
    for (x, y, name) in points {
        if x.is_finite() && y.is_finite() {
            canvas.mark(Mark::Ring, *x, *y, name);
        }
    }
    Some(canvas.end())
}

/// A histogram: bars that stand on 0. None when no bar is finite.
#[must_use]
pub fn histogram(labels: &Labels<'_>, bars: &[Bar], guides: &[Guide<'_>]) -> Option<String> {
    let finite = |bar: &&Bar| bar.from.is_finite() && bar.to.is_finite() && bar.value.is_finite();
    let corners = bars
        .iter()
        .filter(finite)
        .flat_map(|bar| [(bar.from, 0.0), (bar.to, bar.value)]);
    let (x, y) = axes(corners, guides)?;
    let mut canvas = Canvas::new(labels, &x, &y, 0);
    for bar in bars.iter().filter(finite) {
        canvas.bar((bar.from, 0.0), (bar.to, bar.value));
    }
    canvas.guides(guides);
    Some(canvas.end())
}

/// Bars of a histogram of values: `width` wide, beginning at multiples of it. Empty when the width is not above 0, or a bar would be one of
/// more than a thousand.
#[must_use]
pub fn bars(values: &[f64], width: f64) -> Vec<Bar> {
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    let low = finite().fold(f64::INFINITY, f64::min);
    let high = finite().fold(f64::NEG_INFINITY, f64::max);
    if !(width > 0.0 && low <= high && (high - low) / width < 1e3) {
        return Vec::new();
    }
    let first = (low / width).floor();
    let mut bars: Vec<Bar> = Vec::new();
    let mut place = 0.0;
    while (first + place) * width <= high {
        let (from, to) = ((first + place) * width, (first + place + 1.0) * width);
        bars.push(Bar { from, to, value: 0.0 });
        place += 1.0;
    }
    for value in finite() {
        // Of two bars that touch, a value at their edge stands in the upper one.
        if let Some(bar) = bars.iter_mut().rev().find(|bar| bar.from <= value) {
            bar.value += 1.0;
        }
    }
    bars
}

/// The two axes of points and guides; none without a finite point.
fn axes(points: impl Iterator<Item = (f64, f64)>, guides: &[Guide<'_>]) -> Option<(Axis, Axis)> {
    let (mut x, mut y): (Vec<f64>, Vec<f64>) = points.filter(|(x, y)| x.is_finite() && y.is_finite()).unzip();
    if x.is_empty() {
        return None;
    }
    for guide in guides {
        match guide.at {
            At::Across(at) if at.is_finite() => x.push(at),
            At::Up(at) if at.is_finite() => y.push(at),
            _ => {}
        }
    }
    Some((Axis::of(&x), Axis::of(&y)))
}

#[cfg(test)]
mod tests;
