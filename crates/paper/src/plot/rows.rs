//! Rows with their names: where each is, and from where to where it may be.

use super::axis::Axis;
use super::draw::{Canvas, Mark, TOP};
use super::names::width;
use super::{At, Guide, Labels};

/// One row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// Its name, written before it.
    pub name: &'a str,
    /// Where it is; a row that is nowhere keeps its name.
    pub at: f64,
    /// From where to where it may be, for instance an interval of confidence.
    pub reach: Option<(f64, f64)>,
    /// Whether it stands out: drawn full.
    pub odd: bool,
}

/// Letters of a name that are written; the rest is read where one points at it.
const LETTERS: usize = 34;
/// The least and the most room for names, the margin included.
const ROOM: (f64, f64) = (76.0, 300.0);

/// Rows from top to bottom, in their order. Of the labels, `up` heads the names. `marks` says what an ordinary mark and one that stands out
/// are, where one does. None when no row is anywhere.
#[must_use]
pub fn rows(labels: &Labels<'_>, rows: &[Row<'_>], guides: &[Guide<'_>], marks: [&str; 2]) -> Option<String> {
    let reach = |row: &Row<'_>| row.reach.filter(|(low, high)| low.is_finite() && high.is_finite());
    let placed = || rows.iter().filter(|row| row.at.is_finite());
    let mut values: Vec<f64> = placed().map(|row| row.at).collect();
    if values.is_empty() {
        return None;
    }
    values.extend(placed().filter_map(reach).flat_map(|(low, high)| [low, high]));
    values.extend(guides.iter().filter_map(|guide| match guide.at {
        At::Across(at) if at.is_finite() => Some(at),
        _ => None,
    }));
    let x = Axis::held(&values, labels.across_is);
    let short: Vec<String> = rows.iter().map(|row| cut(row.name)).collect();
    let widest = short.iter().map(String::as_str).chain([labels.up]);
    let room = widest
        .map(|name| width(name, 13.0) + 28.0)
        .fold(ROOM.0, f64::max)
        .min(ROOM.1);
    let height = if rows.len() > 40 { 18.0 } else { 24.0 };
    let key = if placed().any(|row| row.odd) && marks.iter().all(|mark| !mark.is_empty()) {
        2
    } else {
        0
    };
    let mut bottom = TOP;
    let middles: Vec<f64> = rows
        .iter()
        .map(|_| {
            bottom += height;
            bottom - height / 2.0
        })
        .collect();
    let mut canvas = Canvas::listed(labels, &x, (room, bottom), key);
    canvas.guides(guides);
    for ((row, short), middle) in rows.iter().zip(&short).zip(middles) {
        let mark = if row.odd { Mark::Full } else { Mark::Ring };
        let at = row.at.is_finite().then_some((row.at, mark));
        canvas.row(middle, (short, row.name), at.and_then(|_| reach(row)), at);
    }
    if key > 0 {
        let [usual, odd] = marks;
        canvas.meaning([(Mark::Ring, usual), (Mark::Full, odd)]);
    }
    Some(canvas.end())
}

fn cut(name: &str) -> String {
    if name.chars().count() > LETTERS {
        name.chars().take(LETTERS - 1).chain(['…']).collect()
    } else {
        name.to_owned()
    }
}
