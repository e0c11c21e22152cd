//! Plots as SVG: lines, points, rows, histograms and the map of persons and questions. For reports, in one ink: nothing is told by a colour.
//!
//! A drawing has its title and its description inside, for who does not see it, and stands on white whatever is behind. Lines are told
//! apart by their dashes and their marks. The same data give the same bytes.

mod axis;
mod draw;
mod names;
mod rows;
mod wright;

pub use rows::{Row, rows};
pub use wright::{Threshold, wright};

use axis::Axis;
use draw::{Canvas, Mark};

/// What is written on a plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels<'a> {
    /// What it shows, written above.
    pub title: &'a str,
    /// What one sees in it, in a sentence or two: read aloud in its place.
    pub description: &'a str,
    /// What goes from left to right, with its unit.
    pub across: &'a str,
    /// What goes from bottom to top, with its unit.
    pub up: &'a str,
    /// What the numbers across are.
    pub across_is: Numbers,
    /// What the numbers upwards are.
    pub up_is: Numbers,
    /// The decimal mark of the language.
    pub decimal: char,
}

/// What the numbers of an axis are: what it has to hold, and where it may have ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbers {
    /// Any: the axis is as long as the data.
    #[default]
    Any,
    /// Sizes: the axis begins at 0.
    Sizes,
    /// Shares and chances: the axis holds 0 and 1, so that two drawings compare.
    Shares,
    /// Ranks and points: whole numbers only.
    Whole,
    /// How many: whole numbers from 0.
    Counts,
}

/// A point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point<'a> {
    /// Where it is from left to right.
    pub across: f64,
    /// Where it is from bottom to top.
    pub up: f64,
    /// Its name, written beside it where there is room and read where one points at it; empty: none.
    pub name: &'a str,
    /// Whether it stands out: drawn full.
    pub odd: bool,
}

impl Point<'_> {
    fn is_finite(&self) -> bool {
        self.across.is_finite() && self.up.is_finite()
    }
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
    let (x, y) = axes(points(), guides, labels)?;
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

/// More points than this are drawn small.
const MANY: usize = 150;

/// Points. `marks` says what an ordinary one and one that stands out are, where one does. None when no point is finite.
#[must_use]
pub fn scatter(labels: &Labels<'_>, points: &[Point<'_>], guides: &[Guide<'_>], marks: [&str; 2]) -> Option<String> {
    let (x, y) = axes(points.iter().map(|point| (point.across, point.up)), guides, labels)?;
    let placed = || points.iter().filter(|point| point.is_finite());
    let key = placed().any(|point| point.odd) && marks.iter().all(|mark| !mark.is_empty());
    let mut canvas = Canvas::new(labels, &x, &y, if key { 2 } else { 0 });
    canvas.guides(guides);
    let usual = if points.len() > MANY { Mark::Dot } else { Mark::Ring };
    for point in placed() {
        let mark = if point.odd { Mark::Full } else { usual };
        canvas.mark(mark, point.across, point.up, point.name);
    }
    canvas.names(points);
    if key {
        let [name, odd] = marks;
        canvas.meaning([(usual, name), (Mark::Full, odd)]);
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
    let labels = Labels {
        up_is: Numbers::Counts,
        ..*labels
    };
    let (x, y) = axes(corners, guides, &labels)?;
    let mut canvas = Canvas::new(&labels, &x, &y, 0);
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
fn axes(points: impl Iterator<Item = (f64, f64)>, guides: &[Guide<'_>], labels: &Labels<'_>) -> Option<(Axis, Axis)> {
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
    Some((Axis::held(&x, labels.across_is), Axis::held(&y, labels.up_is)))
}

#[cfg(test)]
mod tests;
