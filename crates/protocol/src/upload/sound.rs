//! Recordings without what recorders write beside: position, time, title, names, other tracks.

/// An MP3 of its frames alone.
///
/// Tags before and behind are left out; a file that is interrupted by something that is no tag does not hold together.
///
/// # Source
/// ISO/IEC 11172-3, §2.4 (frame header); ID3v2.4, §3.1; APEv2.
pub(super) fn mp3(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes;
    while let Some(tag) = rest.strip_prefix(b"ID3") {
        let [_, _, flags, size @ ..] = tag.first_chunk::<7>()?;
        let size = size.iter().fold(0, |size, byte| (size << 7) | usize::from(byte & 0x7f));
        let foot = if flags & 0x10 == 0 { 0 } else { 10 };
        rest = rest.get(10_usize.checked_add(size)?.checked_add(foot)?..)?;
    }
    let mut out = Vec::new();
    while let Some((frame, after)) = frame(rest).and_then(|length| rest.split_at_checked(length)) {
        out.extend_from_slice(frame);
        rest = after;
    }
    let tags: [&[u8]; 4] = [b"TAG", b"APETAGEX", b"ID3", b"LYRICSBEGIN"];
    let cut_short = rest.len() < LONGEST && rest.first().is_none_or(|byte| *byte == 0xff);
    let ended = cut_short || tags.iter().any(|tag| rest.starts_with(tag));
    (ended && !out.is_empty()).then_some(out)
}

/// Longest frame, in bytes: 320 kbit/s at 32 kHz.
const LONGEST: usize = 1441;

/// How long a frame of layer 3 is that begins here.
fn frame(bytes: &[u8]) -> Option<usize> {
    let [0xff, second, third, _] = *bytes.first_chunk::<4>()? else {
        return None;
    };
    if second & 0xe6 != 0xe2 {
        return None;
    }
    // Version 1, 2, 2.5.
    let (halved, rates): (usize, [usize; 3]) = match second >> 3 & 3 {
        3 => (1, [44_100, 48_000, 32_000]),
        2 => (2, [22_050, 24_000, 16_000]),
        0 => (2, [11_025, 12_000, 8_000]),
        _ => return None,
    };
    let rate = *rates.get(usize::from(third >> 2 & 3))?;
    let kilobits: [usize; 14] = if halved == 1 {
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    } else {
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    };
    let kilobits = *kilobits.get(usize::from(third >> 4).checked_sub(1)?)?;
    let padding = usize::from(third >> 1 & 1);
    Some(144_000 * kilobits / halved / rate + padding)
}

/// A WAV of its format and its samples.
///
/// # Source
/// Microsoft and IBM, *Multimedia Programming Interface and Data Specifications* 1.0 (1991), chapter 3.
pub(super) fn wav(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.get(12..)?;
    let (mut formed, mut sampled, mut chunks) = (false, false, Vec::new());
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [name @ .., a, b, c, d] = *head;
        let size = usize::try_from(u32::from_le_bytes([a, b, c, d])).ok()?;
        let (body, after) = after.split_at_checked(size)?;
        let odd = size % 2 == 1;
        if [*b"fmt ", *b"fact", *b"data"].contains(&name) {
            chunks.extend_from_slice(head);
            chunks.extend_from_slice(body);
            if odd {
                chunks.push(0);
            }
        }
        formed |= name == *b"fmt ";
        sampled |= name == *b"data";
        rest = if odd { after.get(1..).unwrap_or_default() } else { after };
    }
    let size = u32::try_from(chunks.len().checked_add(4)?).ok()?;
    let head = [b"RIFF".as_slice(), &size.to_le_bytes(), b"WAVE"].concat();
    (formed && sampled).then(|| [head, chunks].concat())
}

/// An MPEG-4 sound whose boxes that say something beside are blank; every box stays where it is, since others point into it.
///
/// Whatever is not a box of the sound itself is blank afterwards, and so are its dates; a track that is no sound (pictures, positions, words) is
/// not taken.
///
/// # Source
/// ISO/IEC 14496-12, §4.2 and §8.
pub(super) fn mp4(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let mut heard = false;
    boxes(&mut out, 6, &mut heard)?;
    heard.then_some(out)
}

/// Goes through the boxes; none when one does not hold together, or a track is no sound.
fn boxes(mut rest: &mut [u8], deeper: u32, heard: &mut bool) -> Option<()> {
    while !rest.is_empty() {
        let [a, b, c, d, name @ ..] = *rest.first_chunk::<8>()?;
        let (head, size) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (8, rest.len()),
            1 => {
                let long = u64::from_be_bytes(*rest.get(8..)?.first_chunk()?);
                (16, usize::try_from(long).ok()?)
            }
            size => (8, usize::try_from(size).ok()?),
        };
        let (this, after) = rest.split_at_mut_checked(size)?;
        let body = this.get_mut(head..)?;
        match &name {
            b"moov" | b"trak" | b"mdia" | b"minf" | b"moof" | b"traf" => {
                boxes(body, deeper.checked_sub(1)?, heard)?;
            }
            // When it was made and changed.
            b"mvhd" | b"tkhd" | b"mdhd" => {
                let dates = if *body.first()? == 1 { 16 } else { 8 };
                body.get_mut(4..)?.get_mut(..dates)?.fill(0);
            }
            b"hdlr" => {
                if body.get(8..12)? != b"soun" {
                    return None;
                }
                *heard = true;
                // Who wrote it.
                body.get_mut(24..)?.fill(0);
            }
            b"ftyp" | b"styp" | b"sidx" | b"mdat" | b"mfra" | b"mvex" | b"mfhd" | b"edts" | b"dinf" | b"smhd"
            | b"stbl" | b"tfhd" | b"tfdt" | b"trun" => {}
            _ => {
                body.fill(0);
                this.get_mut(4..8)?.copy_from_slice(b"free");
            }
        }
        rest = after;
    }
    Some(())
}
