//! Reading DEFLATE and GZIP, with a limit on what comes out: a few hundred bytes may claim to be gigabytes.
//!
//! # Source
//! RFC 1951 (DEFLATE), RFC 1952 (GZIP). Huffman codes are decoded by counting, a bit at a time: small, and fast enough for what
//! certificates carry.

use std::fmt;

/// Why compressed bytes are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotInflated {
    /// Not a GZIP member with the method DEFLATE.
    Header,
    /// The bytes end too early.
    Truncated,
    /// A block, a code or a distance that does not exist.
    Corrupt,
    /// More comes out than is allowed.
    TooLong,
    /// Length or checksum at the end differ from what came out.
    Checksum,
    /// Something follows.
    Trailing,
}

impl fmt::Display for NotInflated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "not a gzip member",
            Self::Truncated => "the compressed bytes end too early",
            Self::Corrupt => "the compressed bytes are corrupt",
            Self::TooLong => "more comes out than is allowed",
            Self::Checksum => "the checksum differs",
            Self::Trailing => "something follows the compressed bytes",
        })
    }
}

impl std::error::Error for NotInflated {}

/// Expands one GZIP member that is the whole input, to `limit` bytes at most; checksum and length are compared.
///
/// # Errors
/// [`NotInflated`].
pub fn gunzip(bytes: &[u8], limit: usize) -> Result<Vec<u8>, NotInflated> {
    let [0x1F, 0x8B, 8, flags, _, _, _, _, _, _, rest @ ..] = bytes else {
        return Err(NotInflated::Header);
    };
    let mut rest = rest;
    if flags & 0xE0 != 0 {
        return Err(NotInflated::Header);
    }
    if flags & 4 != 0 {
        let [low, high, after @ ..] = rest else {
            return Err(NotInflated::Truncated);
        };
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        rest = after.get(length..).ok_or(NotInflated::Truncated)?;
    }
    for named in [8, 16] {
        if flags & named != 0 {
            let end = rest.iter().position(|&byte| byte == 0).ok_or(NotInflated::Truncated)?;
            rest = rest.get(end + 1..).ok_or(NotInflated::Truncated)?;
        }
    }
    if flags & 2 != 0 {
        rest = rest.get(2..).ok_or(NotInflated::Truncated)?;
    }
    let (out, used) = inflate(rest, &[], limit)?;
    let trailer: [u8; 8] = match rest.get(used..) {
        Some(trailer) if trailer.len() > 8 => return Err(NotInflated::Trailing),
        Some(trailer) => trailer.try_into().map_err(|_| NotInflated::Truncated)?,
        None => return Err(NotInflated::Truncated),
    };
    let [a, b, c, d, e, f, g, h] = trailer;
    let length = u32::try_from(out.len()).map_err(|_| NotInflated::TooLong)?;
    if u32::from_le_bytes([a, b, c, d]) != crc32(&out) || u32::from_le_bytes([e, f, g, h]) != length {
        return Err(NotInflated::Checksum);
    }
    Ok(out)
}

/// Expands raw DEFLATE to `limit` bytes at most, and says how many bytes of input it took; what is written may refer back to `dictionary`.
///
/// # Errors
/// [`NotInflated`].
pub fn inflate(bytes: &[u8], dictionary: &[u8], limit: usize) -> Result<(Vec<u8>, usize), NotInflated> {
    let mut out = dictionary.to_vec();
    let limit = limit.saturating_add(out.len());
    let mut bits = Bits { bytes, at: 0 };
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => stored(&mut bits, &mut out, limit)?,
            1 => {
                let lengths: Vec<u8> = (0..288)
                    .map(|symbol| match symbol {
                        144..=255 => 9,
                        256..=279 => 7,
                        _ => 8,
                    })
                    .collect();
                block(&mut bits, &Code::of(&lengths)?, &Code::of(&[5; 30])?, &mut out, limit)?;
            }
            2 => {
                let (literals, distances) = tables(&mut bits)?;
                block(&mut bits, &literals, &distances, &mut out, limit)?;
            }
            _ => return Err(NotInflated::Corrupt),
        }
        if last {
            return Ok((out.split_off(dictionary.len()), bits.at.div_ceil(8)));
        }
    }
}

/// The bits of the input, the lowest of each byte first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn bit(&mut self) -> Result<u16, NotInflated> {
        let byte = self.bytes.get(self.at / 8).ok_or(NotInflated::Truncated)?;
        let bit = byte >> (self.at % 8) & 1;
        self.at += 1;
        Ok(u16::from(bit))
    }

    fn take(&mut self, count: u8) -> Result<u16, NotInflated> {
        let mut value = 0;
        for place in 0..count {
            value |= self.bit()? << place;
        }
        Ok(value)
    }
}

/// A canonical Huffman code: how many codes of each length, and the symbols in their order.
struct Code {
    counts: [u16; 16],
    symbols: Vec<u16>,
}

impl Code {
    fn of(lengths: &[u8]) -> Result<Self, NotInflated> {
        let mut counts = [0_u16; 16];
        let mut symbols = Vec::new();
        for length in 1..=15_u8 {
            for (symbol, _) in lengths.iter().enumerate().filter(|(_, found)| **found == length) {
                symbols.push(u16::try_from(symbol).map_err(|_| NotInflated::Corrupt)?);
                if let Some(count) = counts.get_mut(usize::from(length)) {
                    *count += 1;
                }
            }
        }
        // More codes of a length than there is room for.
        let mut room: i32 = 1;
        for count in counts.iter().skip(1) {
            room = room * 2 - i32::from(*count);
            if room < 0 {
                return Err(NotInflated::Corrupt);
            }
        }
        Ok(Self { counts, symbols })
    }

    fn next(&self, bits: &mut Bits<'_>) -> Result<u16, NotInflated> {
        let (mut code, mut first, mut index) = (0_u32, 0_u32, 0_u32);
        for count in self.counts.iter().skip(1) {
            code |= u32::from(bits.bit()?);
            let count = u32::from(*count);
            if code < first + count {
                let place = usize::try_from(index + code - first).map_err(|_| NotInflated::Corrupt)?;
                return self.symbols.get(place).copied().ok_or(NotInflated::Corrupt);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(NotInflated::Corrupt)
    }
}

fn stored(bits: &mut Bits<'_>, out: &mut Vec<u8>, limit: usize) -> Result<(), NotInflated> {
    let start = bits.at.div_ceil(8);
    let rest = bits.bytes.get(start..).unwrap_or_default();
    let [a, b, c, d, rest @ ..] = rest else {
        return Err(NotInflated::Truncated);
    };
    let length = u16::from_le_bytes([*a, *b]);
    if length != !u16::from_le_bytes([*c, *d]) {
        return Err(NotInflated::Corrupt);
    }
    let length = usize::from(length);
    if out.len() + length > limit {
        return Err(NotInflated::TooLong);
    }
    out.extend_from_slice(rest.get(..length).ok_or(NotInflated::Truncated)?);
    bits.at = (start + 4 + length) * 8;
    Ok(())
}

/// The codes of a block that brings its own (RFC 1951 §3.2.7).
fn tables(bits: &mut Bits<'_>) -> Result<(Code, Code), NotInflated> {
    const ORDER: [u8; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    let literals = usize::from(bits.take(5)?) + 257;
    let distances = usize::from(bits.take(5)?) + 1;
    let count = usize::from(bits.take(4)?) + 4;
    if literals > 286 || distances > 30 {
        return Err(NotInflated::Corrupt);
    }
    let mut lengths = [0_u8; 19];
    for place in ORDER.into_iter().take(count) {
        if let Some(length) = lengths.get_mut(usize::from(place)) {
            *length = low(bits.take(3)?);
        }
    }
    let code = Code::of(&lengths)?;
    let mut lengths: Vec<u8> = Vec::with_capacity(literals + distances);
    while lengths.len() < literals + distances {
        let (value, times) = match code.next(bits)? {
            symbol @ 0..=15 => (low(symbol), 1),
            16 => (*lengths.last().ok_or(NotInflated::Corrupt)?, 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            _ => (0, 11 + bits.take(7)?),
        };
        lengths.extend(std::iter::repeat_n(value, usize::from(times)));
    }
    if lengths.len() != literals + distances {
        return Err(NotInflated::Corrupt);
    }
    let (literals, distances) = lengths.split_at(literals);
    Ok((Code::of(literals)?, Code::of(distances)?))
}

fn block(
    bits: &mut Bits<'_>,
    literals: &Code,
    distances: &Code,
    out: &mut Vec<u8>,
    limit: usize,
) -> Result<(), NotInflated> {
    loop {
        let symbol = literals.next(bits)?;
        let length = match symbol {
            0..=255 => {
                if out.len() >= limit {
                    return Err(NotInflated::TooLong);
                }
                out.push(low(symbol));
                continue;
            }
            256 => return Ok(()),
            257..=264 => symbol - 254,
            265..=284 => {
                let extra = low((symbol - 261) / 4);
                let base = ((symbol - 261) % 4 + 4) << extra;
                base + 3 + bits.take(extra)?
            }
            285 => 258,
            _ => return Err(NotInflated::Corrupt),
        };
        let distance = match distances.next(bits)? {
            symbol @ 0..=3 => u32::from(symbol) + 1,
            symbol @ 4..=29 => {
                let extra = low(symbol / 2 - 1);
                let base = u32::from(symbol % 2 + 2) << extra;
                base + 1 + u32::from(bits.take(extra)?)
            }
            _ => return Err(NotInflated::Corrupt),
        };
        let from = usize::try_from(distance)
            .ok()
            .and_then(|distance| out.len().checked_sub(distance))
            .ok_or(NotInflated::Corrupt)?;
        let length = usize::from(length);
        if out.len() + length > limit {
            return Err(NotInflated::TooLong);
        }
        for place in from..from + length {
            // What is copied may overlap what is written.
            let byte = *out.get(place).ok_or(NotInflated::Corrupt)?;
            out.push(byte);
        }
    }
}

/// A number below 256 as a byte.
fn low(number: u16) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// The checksum of GZIP (RFC 1952 §8).
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gzip(bytes: &[u8], level: u8) -> Vec<u8> {
        let mut out = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
        out.extend(miniz_oxide::deflate::compress_to_vec(bytes, level));
        out.extend(crc32(bytes).to_le_bytes());
        out.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
        out
    }

    #[test]
    fn what_is_not_whole_is_refused() {
        let good = gzip(b"abcabcabcabc", 6);
        assert_eq!(gunzip(&good, 12).unwrap(), b"abcabcabcabc");
        assert_eq!(gunzip(&good, 11), Err(NotInflated::TooLong));
        for cut in 0..good.len() {
            assert!(gunzip(&good[..cut], 99).is_err(), "{cut}");
        }
        let with = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = good.clone();
            change(&mut bytes);
            gunzip(&bytes, 99).unwrap_err()
        };
        assert_eq!(with(&|bytes| bytes.push(0)), NotInflated::Trailing);
        assert_eq!(with(&|bytes| bytes[2] = 7), NotInflated::Header);
        let end = good.len() - 1;
        assert_eq!(with(&|bytes| bytes[end] = 1), NotInflated::Checksum);
        assert_eq!(with(&|bytes| bytes[end - 5] ^= 1), NotInflated::Checksum);
        assert_eq!(inflate(&[0b111], &[], 9), Err(NotInflated::Corrupt), "no such block");
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926, "the check value of CRC-32");
    }

    #[test]
    fn a_few_bytes_do_not_become_gigabytes() {
        let bomb = gzip(&vec![0; 4 << 20], 9);
        assert!(bomb.len() < 5000);
        assert_eq!(gunzip(&bomb, 1 << 20), Err(NotInflated::TooLong));
    }

    proptest! {
        #[test]
        fn what_another_library_compresses_comes_back(
            bytes in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..3000),
                proptest::collection::vec(0_u8..3, 0..9000),
            ],
            level in 0_u8..=10,
        ) {
            prop_assert_eq!(gunzip(&gzip(&bytes, level), bytes.len()), Ok(bytes.clone()));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in any::<bool>()) {
            let _ = inflate(&bytes, if cut { b"dictionary" } else { b"" }, 10_000);
            let _ = gunzip(&bytes, 10_000);
        }
    }
}
