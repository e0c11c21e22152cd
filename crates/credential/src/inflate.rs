//! Reading DEFLATE and GZIP, with a limit on what comes out: a few hundred bytes may claim to be gigabytes.
//!
//! The library expands, a piece at a time; that the input is one whole member and nothing follows it is checked here.
//!
//! # Source
//! RFC 1951 (DEFLATE), RFC 1952 (GZIP).

use jalon_base::crc::crc32;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use std::fmt;

/// Room made for what comes out, before it is known how much does.
const PIECE: usize = 16 << 10;

/// Why compressed bytes are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotInflated {
    /// Not a GZIP member with the method DEFLATE.
    Header,
    /// The bytes end too early, or hold a block, a code or a distance that does not exist.
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
            Self::Corrupt => "the compressed bytes end too early or are corrupt",
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
            return Err(NotInflated::Corrupt);
        };
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        rest = after.get(length..).ok_or(NotInflated::Corrupt)?;
    }
    for named in [8, 16] {
        if flags & named != 0 {
            let end = rest.iter().position(|&byte| byte == 0).ok_or(NotInflated::Corrupt)?;
            rest = rest.get(end + 1..).ok_or(NotInflated::Corrupt)?;
        }
    }
    if flags & 2 != 0 {
        rest = rest.get(2..).ok_or(NotInflated::Corrupt)?;
    }
    let (out, used) = inflate(rest, &[], limit)?;
    let trailer: [u8; 8] = match rest.get(used..) {
        Some(trailer) if trailer.len() > 8 => return Err(NotInflated::Trailing),
        Some(trailer) => trailer.try_into().map_err(|_| NotInflated::Corrupt)?,
        None => return Err(NotInflated::Corrupt),
    };
    let [a, b, c, d, e, f, g, h] = trailer;
    let length = u32::try_from(out.len()).map_err(|_| NotInflated::TooLong)?;
    if u32::from_le_bytes([a, b, c, d]) != crc32(&[&out]) || u32::from_le_bytes([e, f, g, h]) != length {
        return Err(NotInflated::Checksum);
    }
    Ok(out)
}

/// Expands raw DEFLATE to `limit` bytes at most, and says how many bytes of input it took; what is written may refer back to `dictionary`.
///
/// # Errors
/// [`NotInflated`].
pub fn inflate(bytes: &[u8], dictionary: &[u8], limit: usize) -> Result<(Vec<u8>, usize), NotInflated> {
    let limit = limit.saturating_add(dictionary.len());
    let mut out = dictionary.to_vec();
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut state = DecompressorOxide::new();
    let (mut used, mut filled) = (0, out.len());
    loop {
        let room = out.len().max(PIECE).saturating_mul(2);
        out.resize(room.min(limit), 0);
        let rest = bytes.get(used..).unwrap_or_default();
        let (status, read, written) = decompress(&mut state, rest, &mut out, filled, flags);
        used += read;
        filled += written;
        match status {
            TINFLStatus::Done => {
                out.truncate(filled);
                return Ok((out.split_off(dictionary.len()), used));
            }
            TINFLStatus::HasMoreOutput if out.len() < limit => {}
            TINFLStatus::HasMoreOutput => return Err(NotInflated::TooLong),
            _ => return Err(NotInflated::Corrupt),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gzip(bytes: &[u8], level: u8) -> Vec<u8> {
        let mut out = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
        out.extend(miniz_oxide::deflate::compress_to_vec(bytes, level));
        out.extend(crc32(&[bytes]).to_le_bytes());
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
        assert_eq!(
            with(&|bytes| bytes.extend(good.clone())),
            NotInflated::Trailing,
            "a second member"
        );
        assert_eq!(with(&|bytes| bytes[2] = 7), NotInflated::Header);
        assert_eq!(
            with(&|bytes| bytes[3] = 0x20),
            NotInflated::Header,
            "a flag of the future"
        );
        let end = good.len() - 1;
        assert_eq!(with(&|bytes| bytes[end] = 1), NotInflated::Checksum);
        assert_eq!(with(&|bytes| bytes[end - 5] ^= 1), NotInflated::Checksum);
        assert_eq!(inflate(&[0b111], &[], 9), Err(NotInflated::Corrupt), "no such block");
    }

    #[test]
    fn names_and_comments_of_a_member_are_passed_over() {
        let plain = gzip(b"abc", 6);
        let (head, rest) = plain.split_at(10);
        let mut named = head.to_vec();
        named[3] = 2 | 4 | 8 | 16;
        named.extend([2, 0, 9, 9]);
        named.extend(b"name\0comment\0");
        named.extend([0, 0]);
        named.extend(rest);
        assert_eq!(gunzip(&named, 3).unwrap(), b"abc");
        for cut in 10..named.len() {
            assert!(gunzip(&named[..cut], 9).is_err(), "{cut}");
        }
    }

    #[test]
    fn a_few_bytes_do_not_become_gigabytes() {
        let bomb = gzip(&vec![0; 4 << 20], 9);
        assert!(bomb.len() < 5000);
        assert_eq!(gunzip(&bomb, 1 << 20), Err(NotInflated::TooLong));
    }

    #[test]
    fn what_is_written_may_refer_back_to_the_dictionary() {
        // A match of 9 bytes, 9 back, in a block of fixed codes (RFC 1951 §3.2.6): 1, 01, length 9 is 263, distance 9 is 6 and one bit.
        let bits = ["1", "10", "0000111", "00110", "00", "0000000"].concat();
        let byte = |eight: &[u8]| eight.iter().rev().fold(0, |byte, bit| byte << 1 | (bit - b'0'));
        let bytes: Vec<u8> = bits.as_bytes().chunks(8).map(byte).collect();
        let (out, used) = inflate(&bytes, b"certified", 9).unwrap();
        assert_eq!((out.as_slice(), used), (&b"certified"[..], bytes.len()));
        assert_eq!(
            inflate(&bytes, b"certifie", 9),
            Err(NotInflated::Corrupt),
            "before the beginning"
        );
        assert_eq!(inflate(&bytes, b"certified", 8), Err(NotInflated::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_compressed_comes_back(
            bytes in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..3000),
                proptest::collection::vec(0_u8..3, 0..40_000),
            ],
            level in 0_u8..=10,
        ) {
            let packed = gzip(&bytes, level);
            prop_assert_eq!(gunzip(&packed, bytes.len()), Ok(bytes.clone()));
            if let Some(less) = bytes.len().checked_sub(1) {
                prop_assert_eq!(gunzip(&packed, less), Err(NotInflated::TooLong));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in any::<bool>()) {
            let _ = inflate(&bytes, if cut { b"dictionary" } else { b"" }, 10_000);
            let _ = gunzip(&bytes, 10_000);
        }
    }
}
