//! PNG files: writing black and white ones, and walking through the chunks of any.
//!
//! # Source
//! W3C Portable Network Graphics (Third Edition): §5 (datastream), §9 (filters), §11.2 (chunks), Annex D (CRC).

use crate::deflate::zlib;
use jalon_base::crc::crc32;

/// What every PNG file begins with.
pub const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];

/// A chunk and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunk<'a> {
    /// Its four letters.
    pub kind: [u8; 4],
    /// What it holds.
    pub data: &'a [u8],
    /// Where it begins in the file.
    pub start: usize,
}

/// Writes a square or wide picture of one bit a pixel, row by row; `true` is dark. A row that repeats the one before takes next to nothing.
#[must_use]
pub fn write(width: usize, rows: impl Iterator<Item = Vec<bool>>) -> Vec<u8> {
    let mut scanlines = Vec::new();
    let mut height = 0_u32;
    let mut before: Option<Vec<bool>> = None;
    for row in rows {
        height += 1;
        if before.as_ref() == Some(&row) {
            // Filter Up: the difference from the row above.
            scanlines.push(2);
            scanlines.extend(std::iter::repeat_n(0, width.div_ceil(8)));
            continue;
        }
        scanlines.push(0);
        for eight in row.chunks(8) {
            let lights = eight.iter().enumerate().filter(|(_, dark)| !**dark);
            scanlines.push(lights.fold(0, |byte, (place, _)| byte | 0x80 >> place));
        }
        before = Some(row);
    }
    let mut header = u32::try_from(width).unwrap_or_default().to_be_bytes().to_vec();
    header.extend(height.to_be_bytes());
    header.extend([1, 0, 0, 0, 0]);
    let mut out = SIGNATURE.to_vec();
    out.extend(chunk(*b"IHDR", &header));
    out.extend(chunk(*b"IDAT", &zlib(&scanlines)));
    out.extend(chunk(*b"IEND", &[]));
    out
}

/// A chunk as it is written.
#[must_use]
pub fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(data.len()).unwrap_or_default().to_be_bytes().to_vec();
    out.extend(kind);
    out.extend_from_slice(data);
    out.extend(crc32(&[kind.as_slice(), data]).to_be_bytes());
    out
}

/// The chunks of a file, up to its end; none when it is no PNG file, is cut short, or a checksum is wrong.
#[must_use]
pub fn chunks(file: &[u8]) -> Option<Vec<Chunk<'_>>> {
    let mut rest = file.strip_prefix(&SIGNATURE)?;
    let mut found = Vec::new();
    loop {
        let start = file.len() - rest.len();
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (data, after) = after.split_at_checked(length)?;
        let (crc, after) = after.split_first_chunk::<4>()?;
        if crc32(&[kind.as_slice(), data]) != u32::from_be_bytes(*crc) {
            return None;
        }
        let chunk = Chunk {
            kind: *kind,
            data,
            start,
        };
        // The header is first, once.
        if (chunk.kind == *b"IHDR") != found.is_empty() {
            return None;
        }
        found.push(chunk);
        if chunk.kind == *b"IEND" {
            return Some(found);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_chunk_is_as_everywhere() {
        // PNG §11.2.5: IEND is empty, so that its bytes are always these.
        let end = [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82];
        assert_eq!(chunk(*b"IEND", &[]), end);
        let file = write(3, [vec![true, false, true], vec![true, false, true]].into_iter());
        let chunks = chunks(&file).unwrap();
        assert_eq!(
            chunks.iter().map(|chunk| chunk.kind).collect::<Vec<_>>(),
            [*b"IHDR", *b"IDAT", *b"IEND"]
        );
        let pixels = miniz_oxide::inflate::decompress_to_vec_zlib(chunks[1].data).unwrap();
        assert_eq!(pixels, [0, 0b0100_0000, 2, 0]);
    }

    #[test]
    fn what_is_cut_or_changed_is_no_picture() {
        let file = write(3, [vec![true, false, true]].into_iter());
        for cut in 0..file.len() {
            assert_eq!(chunks(&file[..cut]), None, "{cut}");
        }
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] ^= 0x20;
            assert_eq!(chunks(&changed), None, "{at}");
        }
    }
}
