//! Photos without what their cameras write beside: position, time, maker, thumbnails, other pictures behind the first.

/// A JPEG of its coding segments alone, with which way up it is.
///
/// # Source
/// ITU-T T.81 (JPEG), annex B; JFIF 1.02; Exif 2.3, §4.5 (`Orientation`, tag 274).
pub(super) fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut out = b"\xff\xd8".to_vec();
    let (mut framed, mut scanned, mut turned) = (false, false, false);
    loop {
        rest = rest.strip_prefix(b"\xff")?;
        while let Some(after) = rest.strip_prefix(b"\xff") {
            rest = after;
        }
        let (marker, segment) = rest.split_first()?;
        if *marker == 0xd9 {
            // What stands behind the end (a second picture, a film) is left out.
            out.extend_from_slice(b"\xff\xd9");
            return (framed && scanned).then_some(out);
        }
        let length = usize::from(u16::from_be_bytes(*segment.first_chunk()?));
        let body = segment.get(2..length)?;
        rest = segment.get(length..)?;
        let mut keep = |body: &[u8]| {
            out.extend_from_slice(&[0xff, *marker]);
            // A body is a part of a segment: its length fits.
            out.extend_from_slice(&u16::try_from(body.len().saturating_add(2)).unwrap_or(2).to_be_bytes());
            out.extend_from_slice(body);
        };
        match *marker {
            0xe0 if body.starts_with(b"JFIF\0") => {
                // Version, unit and density; a thumbnail of no size.
                let head: &[u8; 14] = body.first_chunk()?;
                keep(&[head.get(..12)?, &[0, 0]].concat());
            }
            0xe1 => {
                let way = body.strip_prefix(b"Exif\0\0").and_then(orientation);
                if let Some(way) = way.filter(|_| !turned) {
                    turned = true;
                    keep(&upright(way));
                }
            }
            0xe2 if body.starts_with(b"ICC_PROFILE\0") => keep(body),
            0xee if body.starts_with(b"Adobe") => keep(body.get(..12)?),
            // What programs write for themselves, and comments.
            0xe0..=0xef | 0xfe => {}
            // Tables, frames, restarts, numbers of lines.
            0xc0..=0xcf | 0xdb | 0xdc | 0xdd => {
                framed |= (0xc0..=0xcf).contains(marker) && ![0xc4, 0xc8, 0xcc].contains(marker);
                keep(body);
            }
            0xda => {
                keep(body);
                scanned = true;
                let end = coded(rest)?;
                let (scan, after) = rest.split_at_checked(end)?;
                out.extend_from_slice(scan);
                rest = after;
            }
            _ => return None,
        }
    }
}

/// How long a scan's coded data is: up to a marker that is neither a restart nor a byte that only looks like one.
fn coded(bytes: &[u8]) -> Option<usize> {
    let mut pairs = bytes.windows(2);
    pairs.position(|pair| matches!(pair, [0xff, second] if !matches!(second, 0 | 0xd0..=0xd7)))
}

/// Which way up a photo is, 2 to 8; none for upright.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two = *tiff.get(at..)?.first_chunk()?;
        Some(if little {
            u16::from_le_bytes(two)
        } else {
            u16::from_be_bytes(two)
        })
    };
    let four = *tiff.get(4..)?.first_chunk()?;
    let list = if little {
        u32::from_le_bytes(four)
    } else {
        u32::from_be_bytes(four)
    };
    let list = usize::try_from(list).ok()?;
    let entry = |index: u16| {
        let at = list.checked_add(2)?.checked_add(usize::from(index).checked_mul(12)?)?;
        let is = short(at)? == 274 && short(at.checked_add(2)?)? == 3;
        if is { short(at.checked_add(8)?) } else { None }
    };
    let way = (0..short(list)?).find_map(entry)?;
    u8::try_from(way).ok().filter(|way| (2..=8).contains(way))
}

/// An Exif block that says which way up, and nothing else.
fn upright(way: u8) -> Vec<u8> {
    let mut block = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    block.push(way);
    block.extend_from_slice(&[0; 6]);
    block
}

/// A PNG of the chunks that are seen.
///
/// # Source
/// W3C, PNG (third edition), §5 and §11.
pub(super) fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let signature = b"\x89PNG\r\n\x1a\n";
    let mut rest = bytes.strip_prefix(signature)?;
    let mut out = signature.to_vec();
    let (mut first, mut drawn) = (true, false);
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        rest = after;
        let name = chunk.get(4..8)?;
        if (name == b"IHDR") != first {
            return None;
        }
        first = false;
        let seen: [&[u8]; 12] = [
            b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
        ];
        if seen.contains(&name) {
            out.extend_from_slice(chunk);
        }
        drawn |= name == b"IDAT";
        if name == b"IEND" {
            return drawn.then_some(out);
        }
    }
}
