//! The moving picture of the README: the pictures that a journey took, one after the other.

use crate::Result;
use anyhow::Context;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

/// Seconds that each picture stays.
const STAYS: u16 = 3;

/// Writes pictures of one size as one animated PNG that begins again.
///
/// # Errors
/// A picture cannot be read, or has another size than the first.
pub fn animate(pictures: &[PathBuf], to: &Path) -> Result<()> {
    let frames: Vec<(png::OutputInfo, Vec<u8>)> = pictures.iter().map(|path| read(path)).collect::<Result<_>>()?;
    let (first, _) = frames.first().context("a story has a picture")?;
    let mut encoder = png::Encoder::new(BufWriter::new(File::create(to)?), first.width, first.height);
    encoder.set_color(first.color_type);
    encoder.set_depth(first.bit_depth);
    encoder.set_compression(png::Compression::High);
    encoder.set_animated(u32::try_from(frames.len())?, 0)?;
    encoder.set_frame_delay(STAYS, 1)?;
    let mut writer = encoder.write_header()?;
    for (_, pixels) in &frames {
        writer.write_image_data(pixels)?;
    }
    writer.finish().context("writing the moving picture")
}

fn read(path: &Path) -> Result<(png::OutputInfo, Vec<u8>)> {
    let file = BufReader::new(File::open(path).with_context(|| format!("reading {}", path.display()))?);
    let mut reader = png::Decoder::new(file).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("a picture too large")?];
    let info = reader.next_frame(&mut pixels)?;
    pixels.truncate(info.buffer_size());
    Ok((info, pixels))
}
