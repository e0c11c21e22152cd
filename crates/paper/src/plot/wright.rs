//! The map of Wright: people on the left of one ruler, questions on its right.

use super::axis::Axis;
use super::draw::{Canvas, MIDDLE};
use super::{Bar, Labels};

/// A question, or one of its thresholds, on the ruler.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold<'a> {
    /// Where it is.
    pub at: f64,
    /// Its name.
    pub name: &'a str,
}

/// Letters of the names of one row; the rest is counted, and read where one points at the row.
const LETTERS: usize = 44;
/// Rows of names.
const ROWS: usize = 24;

/// The map: bars of people (from and to along the ruler, value to the left) and names of questions. Of the labels, `up` names the ruler and
/// `across` is written under the frame; `sides` are the words above each side. A question that lies further from the people than they lie apart
/// stands at the end of the ruler, with an arrow: one stray question does not press all others together. None when nothing on either side is
/// finite.
#[must_use]
pub fn wright(labels: &Labels<'_>, sides: [&str; 2], people: &[Bar], thresholds: &[Threshold<'_>]) -> Option<String> {
    let finite = |bar: &&Bar| bar.from.is_finite() && bar.to.is_finite() && bar.value.is_finite();
    let placed = || thresholds.iter().filter(|threshold| threshold.at.is_finite());
    let ends = people.iter().filter(finite).flat_map(|bar| [bar.from, bar.to]);
    let values: Vec<f64> = ends.chain(placed().map(|threshold| threshold.at)).collect();
    if values.is_empty() {
        return None;
    }
    let (low, high) = bounds(people.iter().filter(finite), &values);
    let kept: Vec<f64> = values
        .into_iter()
        .filter(|value| (low..=high).contains(value))
        .collect();
    let y = Axis::of(&kept);
    let most = people.iter().filter(finite).map(|bar| bar.value).fold(0.0, f64::max);
    let mut canvas = Canvas::bare(labels, &y);
    canvas.sides(sides);
    for bar in people.iter().filter(finite).filter(|bar| bar.value > 0.0) {
        canvas.sideways(bar.from, bar.to, bar.value / most);
    }
    let mut rows: Vec<Vec<String>> = vec![Vec::new(); ROWS];
    for threshold in placed() {
        let arrow = if threshold.at > high {
            " ↑"
        } else if threshold.at < low {
            " ↓"
        } else {
            ""
        };
        if let Some(row) = rows.get_mut(row_of(y.place(threshold.at))) {
            row.push(format!("{}{arrow}", threshold.name));
        }
    }
    for (place, names) in rows.iter().enumerate().filter(|(_, names)| !names.is_empty()) {
        canvas.name(middle_of(place), MIDDLE, &short(names), &names.join(", "));
    }
    Some(canvas.end())
}

/// From where to where the ruler goes: where people are, and as far again on either side; everything where there are none.
fn bounds<'a>(people: impl Iterator<Item = &'a Bar>, values: &[f64]) -> (f64, f64) {
    let (low, high) = people.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), bar| {
        (low.min(bar.from), high.max(bar.to))
    });
    let apart = (high - low).max(1.0);
    if low <= high {
        (low - apart, high + apart)
    } else {
        let all = |least: fn(f64, f64) -> f64, from: f64| values.iter().copied().fold(from, least);
        (all(f64::min, f64::INFINITY), all(f64::max, f64::NEG_INFINITY))
    }
}

/// The row of names of a place on the ruler, 0 to 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place of 0 to 1 among a few rows"
)]
fn row_of(place: f64) -> usize {
    ((place * ROWS as f64) as usize).min(ROWS - 1)
}

/// The middle of a row on the ruler, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a few rows")]
fn middle_of(row: usize) -> f64 {
    (row as f64 + 0.5) / ROWS as f64
}

/// As many names as fit, and how many more there are.
fn short(names: &[String]) -> String {
    let mut text = String::new();
    for (place, name) in names.iter().enumerate() {
        let longer = if text.is_empty() {
            name.clone()
        } else {
            format!("{text}, {name}")
        };
        if place > 0 && longer.chars().count() > LETTERS {
            return format!("{text} +{}", names.len() - place);
        }
        text = longer;
    }
    if text.chars().count() > LETTERS {
        text = text.chars().take(LETTERS).chain(['…']).collect();
    }
    text
}
