//! The checksum of containers: zip, gzip and PNG files. It finds accidents, not attacks.

/// CRC-32 of bytes that come in pieces.
///
/// # Source
/// ISO 3309, polynomial 0x04C11DB7 reflected; RFC 1952 §8. Four bits at a time: a table of 16 entries.
#[must_use]
pub fn crc32(pieces: &[&[u8]]) -> u32 {
    let mut crc = u32::MAX;
    for byte in pieces.iter().copied().flatten() {
        crc ^= u32::from(*byte);
        for _ in 0..2 {
            let [place, ..] = crc.to_le_bytes();
            let step = TABLE.get(usize::from(place & 15)).copied().unwrap_or_default();
            crc = crc >> 4 ^ step;
        }
    }
    !crc
}

const TABLE: [u32; 16] = {
    let mut table = [0; 16];
    let (mut index, mut next) = (0, 0_u32);
    while index < 16 {
        let mut value = next;
        let mut bit = 0;
        while bit < 4 {
            value = if value & 1 == 1 {
                (value >> 1) ^ 0xEDB8_8320
            } else {
                value >> 1
            };
            bit += 1;
        }
        #[expect(clippy::indexing_slicing, reason = "evaluated at compile time, bounded by the loop")]
        {
            table[index] = value;
        }
        index += 1;
        next += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value() {
        assert_eq!(crc32(&[b"123456789"]), 0xCBF4_3926, "check value of CRC-32/ISO-HDLC");
        assert_eq!(crc32(&[b"1234", b"", b"56789"]), 0xCBF4_3926);
        assert_eq!(crc32(&[]), 0);
        assert_eq!(crc32(&[b"IEND"]), 0xAE42_6082, "the last chunk of any PNG file");
    }
}
