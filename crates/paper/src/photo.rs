//! QR codes among the grey pixels of a photograph.
//!
//! A photograph is looked at several times: as it is and half as large, with the threshold of the reader and with a local one of our own
//! (lighter or darker than the surroundings), until everything that looks like a code is read. A code found but not read that way is read
//! again pattern by pattern ([`refine`]); one that the reader does not find, because the paper is tilted or the light uneven, is found by its
//! corners ([`finder`]).

mod finder;
mod refine;

use rqrr::{BitGrid, PreparedImage};

/// Most pixels looked at: 64 million, more than a telephone takes.
pub const MOST_PIXELS: usize = 64 << 20;

/// Pixels from which a photograph is large.
const LARGE: usize = 4 << 20;

/// A picture as shades of grey, row by row; 0 is black.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    width: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// A picture of this width; none when the pixels do not make whole rows, or are too many.
    #[must_use]
    pub fn new(width: usize, pixels: Vec<u8>) -> Option<Self> {
        let whole = width > 0 && !pixels.is_empty() && pixels.len().is_multiple_of(width);
        (whole && pixels.len() <= MOST_PIXELS).then_some(Self { width, pixels })
    }

    /// From red, green and blue in turn, weighed as the eye does (ITU-R BT.601: 299, 587 and 114 thousandths).
    #[must_use]
    pub fn of_rgb(width: usize, rgb: &[u8]) -> Option<Self> {
        let grey = |pixel: &[u8]| match pixel {
            [red, green, blue] => (299 * u32::from(*red) + 587 * u32::from(*green) + 114 * u32::from(*blue)) / 1000,
            _ => 0,
        };
        let pixels = rgb.chunks_exact(3).map(|pixel| byte(grey(pixel))).collect();
        rgb.len().is_multiple_of(3).then(|| Self::new(width, pixels)).flatten()
    }

    /// From red, green, blue and opacity in turn, laid on white paper.
    #[must_use]
    pub fn of_rgba(width: usize, rgba: &[u8]) -> Option<Self> {
        let flat = |pixel: &[u8]| match pixel {
            [red, green, blue, alpha] => [red, green, blue].map(|shade| on_white(*shade, *alpha)),
            _ => [u8::MAX; 3],
        };
        let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(flat).collect();
        rgba.len()
            .is_multiple_of(4)
            .then(|| Self::of_rgb(width, &rgb))
            .flatten()
    }

    fn height(&self) -> usize {
        self.pixels.len() / self.width.max(1)
    }

    fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels.get(y * self.width + x).copied().unwrap_or(u8::MAX)
    }

    /// Half as large, each pixel the mean of four: less noise, and the fine grain of a screen is gone.
    fn halved(&self) -> Option<Self> {
        let (width, height) = (self.width / 2, self.height() / 2);
        let mean = |x: usize, y: usize| {
            let four = [(0, 0), (1, 0), (0, 1), (1, 1)];
            byte(
                four.iter()
                    .map(|(dx, dy)| u32::from(self.at(2 * x + dx, 2 * y + dy)))
                    .sum::<u32>()
                    / 4,
            )
        };
        let pixels = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| mean(x, y))
            .collect();
        Self::new(width, pixels)
    }

    /// Each pixel the mean of the nine around it: the noise of the sensor goes, a module of three pixels stays.
    fn smoothed(&self) -> Self {
        let (width, height) = (self.width, self.height());
        let mean = |x: usize, y: usize| {
            let near = |at: usize, length: usize| at.saturating_sub(1)..(at + 2).min(length);
            let nine = near(y, height).flat_map(|y| near(x, width).map(move |x| (x, y)));
            let (sum, count) = nine.fold((0, 0), |(sum, count), (x, y)| {
                (sum + u32::from(self.at(x, y)), count + 1)
            });
            byte(sum / count)
        };
        let pixels = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| mean(x, y))
            .collect();
        Self { width, pixels }
    }

    /// The shade at a place between pixels, whose middles are at halves; white outside.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be inside the picture"
    )]
    fn between(&self, (x, y): (f64, f64)) -> f64 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (s, t) = (x - left, y - top);
        let shade = |dx: f64, dy: f64| {
            let (x, y) = (left + dx, top + dy);
            let inside = |at: f64, length: usize| (0.0..1e6).contains(&at) && (at as usize) < length;
            if inside(x, self.width) && inside(y, self.height()) {
                f64::from(self.at(x as usize, y as usize))
            } else {
                255.0
            }
        };
        let above = shade(0.0, 0.0) * (1.0 - s) + shade(1.0, 0.0) * s;
        let below = shade(0.0, 1.0) * (1.0 - s) + shade(1.0, 1.0) * s;
        above * (1.0 - t) + below * t
    }

    /// Which pixels are darker than so many hundredths of the mean of the square around them, `reach` pixels to each side.
    fn dark(&self, reach: usize, hundredths: u64) -> Vec<bool> {
        let (width, height) = (self.width, self.height());
        // Sums of all above and to the left: four of them give the sum of any rectangle.
        let mut sums = vec![0_u64; (width + 1) * (height + 1)];
        for y in 0..height {
            let mut row = 0;
            for x in 0..width {
                row += u64::from(self.at(x, y));
                let above = sums.get(y * (width + 1) + x + 1).copied().unwrap_or_default();
                if let Some(sum) = sums.get_mut((y + 1) * (width + 1) + x + 1) {
                    *sum = above + row;
                }
            }
        }
        let sum = |x: usize, y: usize| sums.get(y * (width + 1) + x).copied().unwrap_or_default();
        let is_dark = |x: usize, y: usize| {
            let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
            let around = sum(right, bottom) + sum(left, top) - sum(left, bottom) - sum(right, top);
            let count = u64::try_from((right - left) * (bottom - top)).unwrap_or(1);
            u64::from(self.at(x, y)) * count * 100 < around * hundredths
        };
        (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| is_dark(x, y))
            .collect()
    }
}

/// A shade of some opacity, on white paper.
pub(crate) fn on_white(shade: u8, alpha: u8) -> u8 {
    byte((u32::from(shade) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255)
}

fn byte(shade: u32) -> u8 {
    u8::try_from(shade).unwrap_or(u8::MAX)
}

/// The texts of all codes that can be read, each once; those that are no text in UTF-8 are left out.
#[must_use]
pub fn texts(picture: &Grey) -> Vec<String> {
    let mut found = Vec::new();
    let half = picture.halved();
    for picture in [Some(picture), half.as_ref()].into_iter().flatten() {
        if look(picture, None, &mut found) {
            return found;
        }
    }
    // A large photograph says as much at half its size, in a quarter of the time.
    let picture = half
        .as_ref()
        .filter(|_| picture.pixels.len() > LARGE)
        .unwrap_or(picture);
    let smooth = picture.smoothed();
    let side = picture.width.min(picture.height());
    for part in [24, 48, 16] {
        for picture in [picture, &smooth] {
            let reach = (side / part).max(4);
            let before = found.len();
            for text in finder::texts(picture, &picture.dark(reach, 96)) {
                if !found.contains(&text) {
                    found.push(text);
                }
            }
            // One more look for codes beside those: what neither finds is not looked for in twenty other ways.
            if found.len() > before {
                look(picture, Some((reach, 96)), &mut found);
                return found;
            }
        }
    }
    for part in [24, 48, 36, 16, 30, 42, 20, 56, 12] {
        for (picture, hundredths) in [(picture, 96), (&smooth, 96), (&smooth, 90)] {
            if look(picture, Some(((side / part).max(4), hundredths)), &mut found) {
                return found;
            }
        }
    }
    found
}

/// The texts of the codes that a single look finds: for the pictures of a camera, of which another comes soon.
#[must_use]
pub fn glance(picture: &Grey) -> Vec<String> {
    let mut found = Vec::new();
    let side = picture.width.min(picture.height());
    for local in [None, Some(((side / 24).max(4), 96))] {
        if look(picture, local, &mut found) {
            break;
        }
    }
    found
}

/// Adds what one look finds; true when it found a code, and read every one that it found.
fn look(picture: &Grey, local: Option<(usize, u64)>, found: &mut Vec<String>) -> bool {
    let (width, height) = (picture.width, picture.height());
    let mut prepared = match local {
        None => PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.at(x, y)),
        Some((reach, hundredths)) => {
            let dark = picture.dark(reach, hundredths);
            PreparedImage::prepare_from_bitmap(width, height, |x, y| dark.get(y * width + x).copied().unwrap_or(false))
        }
    };
    let grids = prepared.detect_grids();
    let mut all = !grids.is_empty();
    for grid in &grids {
        let text = grid.decode().ok().map(|(_, text)| text).or_else(|| {
            let corners = grid.bounds.map(|corner| (f64::from(corner.x), f64::from(corner.y)));
            refine::read(picture, corners, grid.grid.size())
        });
        match text {
            Some(text) if !found.contains(&text) => found.push(text),
            Some(_) => {}
            None => all = false,
        }
    }
    all
}
