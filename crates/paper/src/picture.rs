//! Opening PNG and JPEG files as shades of grey, with limits on what they may claim.

use crate::photo::{Grey, MOST_PIXELS, on_white};
use crate::png::SIGNATURE;
use jpeg_decoder::PixelFormat;
use std::fmt;
use std::io::Cursor;

/// Whether a file begins as a picture that [`open`] reads.
#[must_use]
pub fn is_picture(file: &[u8]) -> bool {
    file.starts_with(&SIGNATURE) || file.starts_with(&[0xFF, 0xD8, 0xFF])
}

/// Opens a PNG or JPEG file.
///
/// # Errors
/// [`NoPicture`].
pub fn open(file: &[u8]) -> Result<Grey, NoPicture> {
    if file.starts_with(&SIGNATURE) {
        png(file)
    } else {
        jpeg(file)
    }
}

fn png(file: &[u8]) -> Result<Grey, NoPicture> {
    let limits = png::Limits { bytes: 4 * MOST_PIXELS };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), limits);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| NoPicture::Damaged)?;
    let (width, height) = reader.info().size();
    let width = fits(width, height)?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(NoPicture::TooLarge)?];
    let frame = reader.next_frame(&mut pixels).map_err(|_| NoPicture::Damaged)?;
    pixels.truncate(frame.buffer_size());
    let grey = match frame.color_type {
        png::ColorType::Grayscale => Grey::new(width, pixels),
        png::ColorType::GrayscaleAlpha => {
            let flat = |pixel: &[u8]| match pixel {
                [shade, alpha] => on_white(*shade, *alpha),
                _ => u8::MAX,
            };
            Grey::new(width, pixels.chunks_exact(2).map(flat).collect())
        }
        png::ColorType::Rgb => Grey::of_rgb(width, &pixels),
        png::ColorType::Rgba => Grey::of_rgba(width, &pixels),
        png::ColorType::Indexed => None,
    };
    grey.ok_or(NoPicture::Damaged)
}

fn jpeg(file: &[u8]) -> Result<Grey, NoPicture> {
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(file));
    decoder.set_max_decoding_buffer_size(4 * MOST_PIXELS);
    decoder.read_info().map_err(|_| NoPicture::Damaged)?;
    let info = decoder.info().ok_or(NoPicture::Damaged)?;
    let width = fits(u32::from(info.width), u32::from(info.height))?;
    let pixels = decoder.decode().map_err(|_| NoPicture::Damaged)?;
    let grey = match info.pixel_format {
        PixelFormat::L8 => Grey::new(width, pixels),
        PixelFormat::RGB24 => Grey::of_rgb(width, &pixels),
        PixelFormat::L16 | PixelFormat::CMYK32 => return Err(NoPicture::Kind),
    };
    grey.ok_or(NoPicture::Damaged)
}

/// The width of a picture that is not too large.
fn fits(width: u32, height: u32) -> Result<usize, NoPicture> {
    let pixels = u64::from(width) * u64::from(height);
    match usize::try_from(pixels) {
        Ok(pixels) if pixels <= MOST_PIXELS => usize::try_from(width).map_err(|_| NoPicture::TooLarge),
        _ => Err(NoPicture::TooLarge),
    }
}

/// Why a file gives no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPicture {
    /// Not a PNG or JPEG file, or cut short, or against its format.
    Damaged,
    /// More than [`MOST_PIXELS`].
    TooLarge,
    /// A kind of JPEG made for printing presses or X-rays.
    Kind,
}

impl NoPicture {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Damaged => "picture/damaged",
            Self::TooLarge => "picture/too-large",
            Self::Kind => "picture/kind",
        }
    }
}

impl fmt::Display for NoPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "not a whole png or jpeg file",
            Self::TooLarge => "too many pixels",
            Self::Kind => "a kind of jpeg that is not read here",
        })
    }
}

impl std::error::Error for NoPicture {}
