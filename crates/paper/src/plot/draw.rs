//! The drawing itself: the frame with its axes, and what is put into it.

use super::axis::Axis;
use super::names::{self, Area};
use super::{At, Guide, Labels, Point};
use crate::symbol::escaped;
use std::fmt::Write;

const WIDTH: f64 = 720.0;
const RIGHT: f64 = 700.0;
pub(super) const TOP: f64 = 48.0;
/// Left and bottom of the frame of the data, in the units of the drawing, where nothing asks for more room.
const LEFT: f64 = 76.0;
const BOTTOM: f64 = 400.0;
/// The ruler of a map of persons and questions.
pub(super) const MIDDLE: f64 = 340.0;
/// Height of one line of the key, and entries of one line.
const ROW: f64 = 22.0;
const ACROSS: usize = 3;

const INK: &str = "#1b2330";

/// What tells lines apart, in this order; then the same dashes with another mark.
const DASHES: [&str; 4] = ["", "8 4", "2 4", "10 4 2 4"];

/// How a point is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Ring,
    Square,
    Triangle,
    /// A square that is full: what stands out.
    Full,
    /// A small ring, where there are many.
    Dot,
}

/// A drawing in the making.
pub(super) struct Canvas<'a> {
    x: Option<&'a Axis>,
    y: Option<&'a Axis>,
    left: f64,
    bottom: f64,
    out: String,
}

impl<'a> Canvas<'a> {
    /// The frame, the grid, the axes and what is written on them, with room for so many entries of a key.
    pub(super) fn new(labels: &Labels<'_>, x: &'a Axis, y: &'a Axis, keys: usize) -> Self {
        Self::framed(labels, (Some(x), Some(y)), (LEFT, BOTTOM), keys)
    }

    /// As [`Canvas::new`], with nothing measured across.
    pub(super) fn bare(labels: &Labels<'_>, y: &'a Axis) -> Self {
        Self::framed(labels, (None, Some(y)), (LEFT, BOTTOM), 0)
    }

    /// As [`Canvas::new`], with nothing measured upwards: rows stand there, in a frame that begins and ends where they ask.
    pub(super) fn listed(labels: &Labels<'_>, x: &'a Axis, corner: (f64, f64), keys: usize) -> Self {
        Self::framed(labels, (Some(x), None), corner, keys)
    }

    fn framed(
        labels: &Labels<'_>,
        (x, y): (Option<&'a Axis>, Option<&'a Axis>),
        (left, bottom): (f64, f64),
        keys: usize,
    ) -> Self {
        let out = begin(labels, bottom, keys);
        let mut canvas = Self {
            x,
            y,
            left,
            bottom,
            out,
        };
        canvas.grid(labels);
        canvas
    }

    fn grid(&mut self, labels: &Labels<'_>) {
        let (left, bottom) = (self.left, self.bottom);
        let mut path = String::new();
        let mut texts = String::new();
        for (value, text) in self.x.iter().flat_map(|x| x.ticks(labels.decimal)) {
            let across = self.across(value);
            let _ = write!(path, "M{across:.1} {TOP}V{bottom}");
            let _ = write!(
                texts,
                "<text x=\"{across:.1}\" y=\"{}\" text-anchor=\"middle\">{text}</text>",
                bottom + 18.0
            );
        }
        for (value, text) in self.y.iter().flat_map(|y| y.ticks(labels.decimal)) {
            let up = self.up(value);
            let _ = write!(path, "M{left} {up:.1}H{RIGHT}");
            let _ = write!(
                texts,
                "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{text}</text>",
                left - 8.0,
                up + 4.0
            );
        }
        let _ = write!(
            self.out,
            "<path d=\"{path}\" stroke=\"#d5d0c6\"/><path d=\"M{left} {TOP}V{bottom}H{RIGHT}\" fill=\"none\" stroke=\"{INK}\"/>{texts}\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            (left + RIGHT) / 2.0,
            bottom + 40.0,
            escaped(labels.across),
        );
        let _ = if self.y.is_some() {
            write!(
                self.out,
                "<text transform=\"translate(18 {}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
                (TOP + bottom) / 2.0,
                escaped(labels.up),
            )
        } else {
            write!(
                self.out,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                left - 12.0,
                TOP - 5.0,
                escaped(labels.up),
            )
        };
    }

    fn across(&self, value: f64) -> f64 {
        self.left + self.x.map_or(0.0, |x| x.place(value)) * (RIGHT - self.left)
    }

    fn up(&self, value: f64) -> f64 {
        self.bottom - self.y.map_or(0.0, |y| y.place(value)) * (self.bottom - TOP)
    }

    /// A line, of the style of its place.
    pub(super) fn line(&mut self, place: usize, points: &[(f64, f64)]) {
        let mut path = String::new();
        let mut pen = 'M';
        for (x, y) in points {
            if x.is_finite() && y.is_finite() {
                let _ = write!(path, "{pen}{:.1} {:.1}", self.across(*x), self.up(*y));
                pen = 'L';
            } else {
                pen = 'M';
            }
        }
        let (dash, mark) = style(place);
        self.path(&path, dash);
        if let Some(mark) = mark {
            for (x, y) in points.iter().filter(|(x, y)| x.is_finite() && y.is_finite()) {
                self.mark(mark, *x, *y, "");
            }
        }
    }

    fn path(&mut self, path: &str, dash: &str) {
        let dash = if dash.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{dash}\"")
        };
        let _ = write!(
            self.out,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"2\" stroke-linejoin=\"round\"{dash}/>"
        );
    }

    /// A point, with a name that is read where one points at it.
    pub(super) fn mark(&mut self, mark: Mark, x: f64, y: f64, name: &str) {
        let (x, y) = (self.across(x), self.up(y));
        self.mark_at(mark, x, y, name);
    }

    fn mark_at(&mut self, mark: Mark, x: f64, y: f64, name: &str) {
        let (left, top) = (x - 4.0, y - 4.0);
        let shape = match mark {
            Mark::Ring => format!("M{left:.1} {y:.1}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"),
            Mark::Square | Mark::Full => format!("M{left:.1} {top:.1}h8v8h-8z"),
            Mark::Triangle => format!("M{x:.1} {top:.1}l4.5 8h-9z"),
            Mark::Dot => format!("M{:.1} {y:.1}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z", x - 2.5),
        };
        let fill = if mark == Mark::Full { INK } else { "#fff" };
        let thick = if mark == Mark::Dot { "1" } else { "1.5" };
        let _ = write!(
            self.out,
            "<path d=\"{shape}\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"{thick}\""
        );
        if name.is_empty() {
            self.out.push_str("/>");
        } else {
            let _ = write!(self.out, "><title>{}</title></path>", escaped(name));
        }
    }

    /// A bar between two corners.
    pub(super) fn bar(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (left, right) = (self.across(from.0), self.across(to.0));
        let (low, high) = (self.up(from.1), self.up(to.1));
        let _ = write!(
            self.out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#c9cfd8\" stroke=\"{INK}\"/>",
            left.min(right),
            low.min(high),
            (right - left).abs(),
            (low - high).abs()
        );
    }

    /// Guides, with their names: those of upright ones stand above the frame, where no mark is.
    pub(super) fn guides(&mut self, guides: &[Guide<'_>]) {
        let (left, bottom) = (self.left, self.bottom);
        let mut above: Vec<Area> = Vec::new();
        for guide in guides {
            let (path, x, y, anchor) = match guide.at {
                At::Across(at) if at.is_finite() => {
                    let x = self.across(at);
                    let half = names::width(guide.name, 13.0) / 2.0;
                    let middle = x.clamp(left + half.min((RIGHT - left) / 2.0), (RIGHT + 16.0 - half).max(left));
                    // Where a name stands already, this one goes below it, into the frame.
                    let mut own = Area::around(middle, TOP - 9.0, 2.0 * half, 14.0);
                    while above.iter().any(|other| other.meets(&own)) {
                        own = own.moved(0.0, 16.0);
                    }
                    let y = own.bottom - 3.0;
                    above.push(own);
                    (format!("M{x:.1} {TOP}V{bottom}"), middle, y, "middle")
                }
                At::Up(at) if at.is_finite() => {
                    let y = self.up(at);
                    (format!("M{left} {y:.1}H{RIGHT}"), RIGHT - 4.0, y - 5.0, "end")
                }
                At::Equal => {
                    let ends = |(x, y): (&Axis, &Axis)| (x.from.max(y.from), x.to.min(y.to));
                    let Some((low, high)) = self.x.zip(self.y).map(ends).filter(|(low, high)| low < high) else {
                        continue;
                    };
                    let (x, y) = (self.across(high), self.up(high));
                    let path = format!("M{:.1} {:.1}L{x:.1} {y:.1}", self.across(low), self.up(low));
                    (path, x - 8.0, y + 14.0, "end")
                }
                _ => continue,
            };
            let _ = write!(
                self.out,
                "<path d=\"{path}\" fill=\"none\" stroke=\"{INK}\" stroke-dasharray=\"1 3\"/>\
                 <text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"4\">{}</text>",
                escaped(guide.name)
            );
        }
    }

    /// The names of points, each beside its own where it meets neither another name nor a mark.
    pub(super) fn names(&mut self, points: &[Point<'_>]) {
        let marks: Vec<(f64, f64, &str)> = points
            .iter()
            .filter(|point| point.is_finite())
            .map(|point| (self.across(point.across), self.up(point.up), point.name))
            .collect();
        let frame = Area {
            left: self.left,
            right: RIGHT + 16.0,
            top: TOP,
            bottom: self.bottom,
        };
        for (x, y, anchor, name) in names::placed(&marks, frame) {
            let _ = write!(
                self.out,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"{}\">{}</text>",
                names::SIZE,
                escaped(name)
            );
        }
    }

    /// A row: its name (the whole is read where one points at it), from where to where it may be, and where it is.
    pub(super) fn row(
        &mut self,
        y: f64,
        (short, whole): (&str, &str),
        reach: Option<(f64, f64)>,
        at: Option<(f64, Mark)>,
    ) {
        let left = self.left;
        let _ = write!(
            self.out,
            "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\"><title>{}</title>{}</text>",
            left - 12.0,
            y + 4.0,
            escaped(whole),
            escaped(short)
        );
        if let Some((low, high)) = reach {
            let (low, high) = (self.across(low), self.across(high));
            let (top, bottom) = (y - 4.0, y + 4.0);
            let _ = write!(
                self.out,
                "<path d=\"M{low:.1} {y:.1}H{high:.1}M{low:.1} {top:.1}V{bottom:.1}M{high:.1} {top:.1}V{bottom:.1}\" stroke=\"{INK}\" stroke-width=\"1.5\"/>"
            );
        }
        if let Some((at, mark)) = at {
            self.mark_at(mark, self.across(at), y, whole);
        }
    }

    /// What two marks mean, below the axis.
    pub(super) fn meaning(&mut self, marks: [(Mark, &str); 2]) {
        for (place, (mark, name)) in marks.into_iter().enumerate() {
            let (x, y) = self.key_place(place);
            self.mark_at(mark, x + 8.0, y, "");
            let _ = write!(
                self.out,
                "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                x + 20.0,
                y + 4.0,
                escaped(name)
            );
        }
    }

    /// The ruler between two sides, and what stands on each.
    pub(super) fn sides(&mut self, [left, right]: [&str; 2]) {
        let bottom = self.bottom;
        let _ = write!(
            self.out,
            "<path d=\"M{MIDDLE} {TOP}V{bottom}\" stroke=\"{INK}\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><text x=\"{}\" y=\"{}\">{}</text>",
            MIDDLE - 12.0,
            TOP - 4.0,
            escaped(left),
            MIDDLE + 12.0,
            TOP - 4.0,
            escaped(right),
        );
    }

    /// A bar from the ruler to the left; its length is a share of the room there.
    pub(super) fn sideways(&mut self, from: f64, to: f64, share: f64) {
        let (low, high) = (self.up(from), self.up(to));
        let length = share * (MIDDLE - self.left - 8.0);
        let _ = write!(
            self.out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{length:.1}\" height=\"{:.1}\" fill=\"#c9cfd8\" stroke=\"{INK}\"/>",
            MIDDLE - length,
            low.min(high),
            (low - high).abs()
        );
    }

    /// Words beside the ruler at a share of its height; the whole is read where one points at them.
    pub(super) fn name(&mut self, share: f64, x: f64, words: &str, whole: &str) {
        let y = self.bottom - share * (self.bottom - TOP);
        let _ = write!(
            self.out,
            "<path d=\"M{x} {y:.1}h8\" stroke=\"{INK}\"/><text x=\"{}\" y=\"{:.1}\"><title>{}</title>{}</text>",
            x + 12.0,
            y + 4.0,
            escaped(whole),
            escaped(words)
        );
    }

    /// Which line is which, below the axis.
    pub(super) fn key(&mut self, names: &[&str]) {
        for (place, name) in names.iter().enumerate() {
            let (x, y) = self.key_place(place);
            let (dash, mark) = style(place);
            self.path(&format!("M{x:.1} {y:.1}h36"), dash);
            if let Some(mark) = mark {
                self.mark_at(mark, x + 18.0, y, "");
            }
            let _ = write!(
                self.out,
                "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                x + 44.0,
                y + 4.0,
                escaped(name)
            );
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "entries of a key: few")]
    fn key_place(&self, place: usize) -> (f64, f64) {
        let (row, column) = ((place / ACROSS) as f64, (place % ACROSS) as f64);
        (
            LEFT + column * (RIGHT - LEFT) / ACROSS as f64,
            self.bottom + 64.0 + row * ROW,
        )
    }

    /// The drawing.
    pub(super) fn end(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }
}

/// Dashes and marks of the line at a place.
pub(super) fn style(place: usize) -> (&'static str, Option<Mark>) {
    let marks = [None, Some(Mark::Ring), Some(Mark::Square), Some(Mark::Triangle)];
    let dash = DASHES.get(place % DASHES.len()).copied().unwrap_or_default();
    let mark = marks.get(place / DASHES.len() % marks.len()).copied().flatten();
    (dash, mark)
}

/// The beginning of a drawing: its size, its title and its description.
#[expect(clippy::cast_precision_loss, reason = "entries of a key: few")]
fn begin(labels: &Labels<'_>, bottom: f64, keys: usize) -> String {
    let height = bottom + 56.0 + keys.div_ceil(ACROSS) as f64 * ROW;
    let (title, description) = (escaped(labels.title), escaped(labels.description));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" font-family=\"system-ui, sans-serif\" \
         font-size=\"13\" fill=\"{INK}\"><title>{title}</title><desc>{description}</desc>\
         <path fill=\"#fff\" d=\"M0 0H{WIDTH}V{height}H0z\"/><text x=\"{LEFT}\" y=\"24\" font-size=\"16\" font-weight=\"600\">{title}</text>"
    )
}
