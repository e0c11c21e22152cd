//! PNG and JPEG: how large the picture is, whether the file is whole, and whether it tells where and with what it was taken.

use jalon_base::crc::crc32;

/// Width and height of a PNG whose chunks are all whole, the last of them at its end.
///
/// # Source
/// W3C, PNG (third edition), §5.2 to §5.5.
pub fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut size = None;
    let mut last = &b""[..];
    for chunk in Chunks(bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?) {
        let (kind, data) = chunk?;
        if last == b"IEND" {
            return None;
        }
        if size.is_none() {
            let header = data.split_first_chunk::<4>().filter(|_| kind == b"IHDR")?;
            let height = header.1.first_chunk::<4>()?;
            size = Some((u32::from_be_bytes(*header.0), u32::from_be_bytes(*height)));
        }
        last = kind;
    }
    size.filter(|_| last == b"IEND")
}

/// Chunks of a PNG: kind and data; none for one that is not whole.
struct Chunks<'a>(&'a [u8]);

impl<'a> Iterator for Chunks<'a> {
    type Item = Option<(&'a [u8], &'a [u8])>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let chunk = chunk(self.0);
        self.0 = chunk.map_or(&[][..], |(_, _, rest)| rest);
        Some(chunk.map(|(kind, data, _)| (kind, data)))
    }
}

fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (covered, rest) = rest.split_at_checked(length.checked_add(4)?)?;
    let (sum, rest) = rest.split_first_chunk::<4>()?;
    let (kind, data) = covered.split_at_checked(4)?;
    (crc32(&[covered]) == u32::from_be_bytes(*sum)).then_some((kind, data, rest))
}

/// Width and height of a JPEG that ends where its picture ends: a second picture after it (a gain map, a preview) would have papers of its own.
///
/// # Source
/// ITU-T T.81, annex B: markers, frame header.
pub fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut segments = Segments::of(bytes);
    let mut size = None;
    for (marker, data) in &mut segments {
        // Frames that browsers draw: baseline, extended, progressive.
        if let (0xc0..=0xc2, [_, height_high, height_low, width_high, width_low, ..]) = (marker, data) {
            size = size.or(Some((
                u32::from(u16::from_be_bytes([*width_high, *width_low])),
                u32::from(u16::from_be_bytes([*height_high, *height_low])),
            )));
        }
    }
    size.filter(|_| segments.0 == [0xff, 0xd9])
}

/// Segments of a JPEG up to the end of its picture: marker and data. What is left then begins with the end marker.
struct Segments<'a>(&'a [u8]);

impl<'a> Segments<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self(bytes.strip_prefix(&[0xff, 0xd8]).unwrap_or_default())
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [0xff, marker, high, low, ..] = self.0 else {
            return None;
        };
        if *marker == 0xd9 {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let (segment, mut after) = self.0.split_at_checked(length.checked_add(2)?)?;
        if *marker == 0xda {
            // The scan lasts until a marker that is none of its own: no stuffed byte, no restart.
            let ends = |pair: &[u8]| matches!(pair, [0xff, marker] if !matches!(marker, 0 | 0xd0..=0xd7 | 0xff));
            let scan = after.windows(2).position(ends);
            after = after.get(scan.unwrap_or(after.len())..).unwrap_or_default();
        }
        self.0 = after;
        Some((*marker, segment.get(4..)?))
    }
}

/// Whether the file tells more than its picture: where it was taken, with what, when, by whom.
pub fn tells_more(bytes: &[u8]) -> bool {
    let told = |kind: &[u8]| matches!(kind, b"eXIf" | b"tEXt" | b"zTXt" | b"iTXt" | b"tIME");
    let of_png = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n").unwrap_or_default();
    // A file may say that it is a JPEG and how its colours are meant (APP0, APP2 of a profile, APP14): every other paper (EXIF, XMP, IPTC, the
    // list of more pictures, comments) tells of something else.
    let of_jpeg = Segments::of(bytes).any(|(marker, data)| match marker {
        0xe2 => !data.starts_with(b"ICC_PROFILE\0"),
        0xe0 | 0xee => false,
        0xe1..=0xef | 0xfe => true,
        _ => false,
    });
    of_jpeg || Chunks(of_png).flatten().any(|(kind, _)| told(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let covered = [kind.as_slice(), data].concat();
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], &covered, &crc32(&[&covered]).to_be_bytes()].concat()
    }

    fn made(chunks: &[Vec<u8>]) -> Vec<u8> {
        [&b"\x89PNG\r\n\x1a\n"[..], &chunks.concat()].concat()
    }

    #[test]
    fn a_png_is_whole_or_refused() {
        let header = chunk(b"IHDR", &[0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
        let (data, end) = (chunk(b"IDAT", b"..."), chunk(b"IEND", b""));
        let whole = made(&[header.clone(), data.clone(), end.clone()]);
        assert_eq!(png(&whole), Some((3, 2)));
        assert!(!tells_more(&whole));
        for cut in 0..whole.len() {
            assert_eq!(png(&whole[..cut]), None, "cut at {cut}");
        }
        let mut changed = whole.clone();
        changed[20] ^= 1;
        assert_eq!(png(&changed), None, "a sum that does not hold");
        assert_eq!(
            png(&made(&[header.clone(), end.clone(), data.clone()])),
            None,
            "something after the end"
        );
        assert_eq!(
            png(&made(&[data.clone(), header.clone(), end.clone()])),
            None,
            "the header comes first"
        );
        let place = made(&[header, chunk(b"eXIf", b"GPS"), data, end]);
        assert_eq!((png(&place), tells_more(&place)), (Some((3, 2)), true));
    }

    #[test]
    fn a_jpeg_says_its_size_and_not_its_place() {
        let frame = [0xff, 0xc0, 0, 11, 8, 0, 2, 1, 3, 1, 0, 0, 0];
        let scan = [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9];
        let plain = [&[0xff, 0xd8][..], &frame, &scan].concat();
        assert_eq!(jpeg(&plain), Some((259, 2)));
        assert!(!tells_more(&plain));
        for cut in 2..plain.len() {
            assert_eq!(jpeg(&plain[..cut]), None, "cut at {cut}");
        }
        let exif = [&[0xff, 0xd8, 0xff, 0xe1, 0, 6][..], b"Exif", &frame, &scan].concat();
        assert_eq!((jpeg(&exif), tells_more(&exif)), (Some((259, 2)), true));
        // A telephone's second picture, with a place of its own, and the list that announces it.
        assert_eq!(jpeg(&[plain.clone(), exif].concat()), None);
        let segment = |marker: u8, data: &[u8]| {
            let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
            [&[0xff, marker][..], &length, data].concat()
        };
        let with = |before: &[u8], between: &[u8]| {
            [&[0xff, 0xd8][..], before, &frame, &scan[..7], between, &scan[..]].concat()
        };
        for (before, between, tells) in [
            (segment(0xe2, b"MPF\0"), Vec::new(), true),
            (segment(0xe2, b"ICC_PROFILE\0"), Vec::new(), false),
            (segment(0xe0, b"JFIF\0"), segment(0xc4, b"table"), false),
            (Vec::new(), segment(0xe1, b"Exif"), true),
        ] {
            let made = with(&before, &between);
            assert_eq!((jpeg(&made), tells_more(&made)), (Some((259, 2)), tells));
        }
        // A byte that is stuffed, and a restart, end no scan.
        let scan = [0xff, 0xda, 0, 2, 1, 0xff, 0, 0xff, 0xd3, 2, 0xff, 0xd9];
        assert_eq!(jpeg(&[&[0xff, 0xd8][..], &frame, &scan].concat()), Some((259, 2)));
    }
}
