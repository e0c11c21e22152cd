//! QR codes among the grey pixels of a photograph.
//!
//! A photograph is looked at several times: as it is and half as large, with the threshold of the reader and with a local one of our own
//! (lighter or darker than the surroundings), until everything that looks like a code is read.

use rqrr::PreparedImage;

/// Most pixels looked at: 64 million, more than a telephone takes.
pub const MOST_PIXELS: usize = 64 << 20;

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

    /// Which pixels are darker than the mean of the square around them, `reach` pixels to each side, less 4 %.
    fn dark(&self, reach: usize) -> Vec<bool> {
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
            u64::from(self.at(x, y)) * count * 100 < around * 96
        };
        (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| is_dark(x, y))
            .collect()
    }
}

fn byte(shade: u32) -> u8 {
    u8::try_from(shade).unwrap_or(u8::MAX)
}

/// The texts of all codes that can be read, each once; those that are no text in UTF-8 are left out.
#[must_use]
pub fn texts(picture: &Grey) -> Vec<String> {
    let mut found = Vec::new();
    let half = picture.halved();
    let pictures = [Some(picture), half.as_ref()];
    for picture in pictures.into_iter().flatten() {
        if look(picture, None, &mut found) {
            return found;
        }
    }
    for picture in pictures.into_iter().flatten() {
        for part in [12, 24, 48] {
            let reach = picture.width.min(picture.height()) / part;
            if look(picture, Some(reach.max(4)), &mut found) {
                return found;
            }
        }
    }
    found
}

/// Adds what one look finds; true when it found a code, and read every one that it found.
fn look(picture: &Grey, reach: Option<usize>, found: &mut Vec<String>) -> bool {
    let (width, height) = (picture.width, picture.height());
    let mut prepared = match reach {
        None => PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.at(x, y)),
        Some(reach) => {
            let dark = picture.dark(reach);
            PreparedImage::prepare_from_bitmap(width, height, |x, y| dark.get(y * width + x).copied().unwrap_or(false))
        }
    };
    let grids = prepared.detect_grids();
    let mut all = !grids.is_empty();
    for grid in &grids {
        match grid.decode() {
            Ok((_, text)) if !found.contains(&text) => found.push(text),
            Ok(_) => {}
            Err(_) => all = false,
        }
    }
    all
}
