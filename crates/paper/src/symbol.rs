//! QR symbols: a link as dark and light modules, drawn as SVG and as PNG.
//!
//! Level M mends about 15 % of a symbol. The address is written in bytes and its fragment in the alphanumeric mode, 5.5 bits a letter.
//!
//! # Source
//! ISO/IEC 18004:2015 (through `qrcodegen`): modes §7.4, levels §7.5.1, quiet zone of four modules §9.1.

use crate::link::{Packed, Unlinkable, link};
use crate::png;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::{self, Write};

/// Modules of light around a symbol.
pub const QUIET: usize = 4;
/// The finest symbol that a telephone reads from ordinary paper, 5 cm wide.
pub const FINEST: u8 = 30;

/// A QR symbol of level M.
#[derive(Clone, PartialEq, Eq)]
pub struct Symbol(QrCode);

/// The codes of a document: each link with its symbol, as few as versions up to `finest` (1 to 40) allow.
///
/// # Errors
/// [`Unlinkable`].
pub fn codes(packed: &Packed, page: &str, finest: u8) -> Result<Vec<(String, Symbol)>, Unlinkable> {
    let symbols = |count| -> Result<Vec<(String, Option<Symbol>)>, Unlinkable> {
        let links = packed
            .fragments(count)
            .into_iter()
            .map(|fragment| link(page, &fragment));
        links
            .map(|link| link.map(|link| (link.clone(), Symbol::of(&link, finest))))
            .collect()
    };
    for count in 1..=crate::link::MOST_CODES {
        let all: Option<Vec<(String, Symbol)>> = symbols(count)?
            .into_iter()
            .map(|(link, symbol)| Some((link, symbol?)))
            .collect();
        if let Some(all) = all {
            return Ok(all);
        }
    }
    Err(Unlinkable::TooManyCodes)
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Symbol(version {})", self.version())
    }
}

impl Symbol {
    /// The symbol of a text, as small as it gets; none when it would be finer than version `finest` (1 to 40). What follows the first `#` is
    /// written in the alphanumeric mode where its letters allow.
    #[must_use]
    pub fn of(text: &str, finest: u8) -> Option<Self> {
        let (before, after) = text.find('#').map_or((text, ""), |at| text.split_at(at + 1));
        let mut segments = if QrSegment::is_alphanumeric(before) {
            vec![QrSegment::make_alphanumeric(before)]
        } else {
            vec![QrSegment::make_bytes(before.as_bytes())]
        };
        segments.extend(QrSegment::make_segments(after));
        let finest = Version::new(finest.clamp(1, 40));
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, finest, None, false)
            .ok()
            .map(Self)
    }

    /// Its version, from 1 (21 modules a side) to 40 (177).
    #[must_use]
    pub fn version(&self) -> u8 {
        self.0.version().value()
    }

    /// Modules a side, without the quiet zone.
    #[must_use]
    pub fn size(&self) -> usize {
        usize::try_from(self.0.size()).unwrap_or_default()
    }

    /// Whether a module is dark; all around the symbol is light.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        match (i32::try_from(x), i32::try_from(y)) {
            (Ok(x), Ok(y)) => self.0.get_module(x, y),
            _ => false,
        }
    }

    /// Runs of dark modules in a row: where each begins and how long it is.
    fn runs(&self, y: usize) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for x in (0..self.size()).filter(|x| self.is_dark(*x, y)) {
            match runs.last_mut() {
                Some((from, length)) if *from + *length == x => *length += 1,
                _ => runs.push((x, 1)),
            }
        }
        runs
    }

    /// The dark modules as the data of an SVG path, in a square of [`Self::side`] units.
    #[must_use]
    pub fn path(&self) -> String {
        let mut out = String::new();
        for y in 0..self.size() {
            for (x, length) in self.runs(y) {
                let _ = write!(out, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
            }
        }
        out
    }

    /// Modules a side with the quiet zone.
    #[must_use]
    pub fn side(&self) -> usize {
        self.size() + 2 * QUIET
    }

    /// A drawing with its quiet zone, in black on white whatever is behind; the caption, such as `2/3`, is printed below and read aloud.
    #[must_use]
    pub fn svg(&self, caption: Option<&str>) -> String {
        let side = self.side();
        let caption = caption.map(escaped);
        let below = if caption.is_some() { side / 12 } else { 0 };
        let height = side + below;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {height}\" shape-rendering=\"crispEdges\" role=\"img\">"
        );
        if let Some(caption) = &caption {
            let _ = write!(out, "<title>{caption}</title>");
        }
        let _ = write!(
            out,
            "<path fill=\"#fff\" d=\"M0 0h{side}v{height}h-{side}z\"/><path d=\"{}\"/>",
            self.path()
        );
        if let Some(caption) = &caption {
            let _ = write!(
                out,
                "<text x=\"{}\" y=\"{}\" font-size=\"{below}\" font-family=\"sans-serif\" text-anchor=\"middle\">{caption}</text>",
                side / 2,
                side + below * 3 / 5,
            );
        }
        out.push_str("</svg>");
        out
    }

    /// A black and white picture with its quiet zone, `scale` pixels a module (at least one, 64 at most).
    #[must_use]
    pub fn png(&self, scale: usize) -> Vec<u8> {
        let scale = scale.clamp(1, 64);
        let side = self.side();
        let row = |y: usize| {
            let dark = |x: usize| {
                let module = |at: usize| (at / scale).checked_sub(QUIET);
                module(x).zip(module(y)).is_some_and(|(x, y)| self.is_dark(x, y))
            };
            (0..side * scale).map(dark).collect::<Vec<bool>>()
        };
        png::write(side * scale, (0..side * scale).map(row))
    }
}

/// A text as XML writes it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_the_symbol() {
        let symbol = Symbol::of("https://v.example/v#ABC", 5).unwrap();
        let svg = symbol.svg(Some("1/2 <&>"));
        assert!(svg.contains("<title>1/2 &lt;&amp;&gt;</title>"));
        // The first row of the finder patterns: seven dark modules at both ends.
        let end = symbol.size() - 7 + QUIET;
        assert!(svg.contains("M4 4h7v1h-7z") && svg.contains(&format!("M{end} 4h7v1h-7z")));
        assert!(!symbol.svg(None).contains("<text"));
    }

    #[test]
    fn what_does_not_fit_gives_no_symbol() {
        assert!(Symbol::of(&"A".repeat(200), 1).is_none());
        assert_eq!(Symbol::of("A", 40).unwrap().version(), 1);
        // ISO/IEC 18004 table 7: 30-M holds 1,994 alphanumeric characters.
        assert_eq!(Symbol::of(&"A".repeat(1994), 40).unwrap().version(), 30);
        assert_eq!(Symbol::of(&"A".repeat(1995), 40).unwrap().version(), 31);
    }
}
