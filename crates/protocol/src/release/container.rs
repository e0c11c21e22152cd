//! The container of a release: a zip whose entries are stored, sorted and dated the same, so that the same files give the same bytes.
//!
//! Only that one way of writing a zip is read: no compression, no encryption, no comment, no extra field, no data descriptor, local
//! headers that repeat the central directory, nothing between entries. Whoever opens it with another tool sees what we see.
//!
//! # Source
//! PKWARE APPNOTE 6.3.10, §4.3.7 (local header), §4.3.12 (central directory), §4.3.16 (end record).

use jalon_base::crc::crc32;
use jalon_base::sorted::SortedMap;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// 1980-01-01, the first date that a zip can name.
const DATE: u16 = 0x0021;
/// Names are UTF-8 (general purpose bit 11).
const UTF8: u16 = 1 << 11;

/// Why bytes are not a container that we read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadContainer {
    /// It is longer than a release may be.
    TooLong,
    /// It has no end record where one must be: truncated, or not a zip.
    NoEnd,
    /// An entry is not where the directory says, or is written in another way than ours.
    Entry {
        /// Byte offset of the entry.
        offset: usize,
    },
    /// Entries are not in ascending order of their names, or one is there twice.
    Order {
        /// The second of the two names.
        name: String,
    },
    /// A name that could leave the folder it is put in.
    Name {
        /// The name.
        name: String,
    },
    /// The content of an entry has not the checksum that the directory gives.
    Checksum {
        /// The name.
        name: String,
    },
}

impl BadContainer {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "release/too-long",
            Self::NoEnd => "release/not-a-container",
            Self::Entry { .. } => "release/bad-entry",
            Self::Order { .. } => "release/bad-order",
            Self::Name { .. } => "release/bad-name",
            Self::Checksum { .. } => "release/bad-checksum",
        }
    }
}

/// Largest container: 256 MiB.
const LIMIT: usize = 256 << 20;

/// Reads the entries of a container, by name.
///
/// # Errors
/// [`BadContainer`] for anything that [`write`] would not have written.
pub fn read(bytes: &[u8]) -> Result<SortedMap<String, &[u8]>, BadContainer> {
    if bytes.len() > LIMIT {
        return Err(BadContainer::TooLong);
    }
    let end = bytes.len().checked_sub(22).ok_or(BadContainer::NoEnd)?;
    let mut tail = Cursor { bytes, at: end };
    let header = [
        tail.u32(),
        Some(u32::from(tail.u16().unwrap_or(1))),
        Some(u32::from(tail.u16().unwrap_or(1))),
    ];
    let (count, total) = (tail.u16(), tail.u16());
    let (size, start, comment) = (tail.u32(), tail.u32(), tail.u16());
    let (Some(count), Some(size), Some(start)) = (count, size, start) else {
        return Err(BadContainer::NoEnd);
    };
    let (size, start) = (size as usize, start as usize);
    // Where an address has 32 bits the sum may not fit.
    let fits = start.checked_add(size) == Some(end);
    if header != [Some(END), Some(0), Some(0)] || total != Some(count) || comment != Some(0) || !fits {
        return Err(BadContainer::NoEnd);
    }
    let mut directory = Cursor { bytes, at: start };
    let mut next_local = 0;
    let mut entries = SortedMap::new();
    let mut previous: Option<String> = None;
    for _ in 0..count {
        let offset = directory.at;
        let entry = directory
            .central()
            .filter(|entry| entry.local == next_local)
            .ok_or(BadContainer::Entry { offset })?;
        let mut local = Cursor { bytes, at: entry.local };
        let content = local.local(&entry).ok_or(BadContainer::Entry { offset: entry.local })?;
        next_local = local.at;
        if !is_safe(&entry.name) {
            return Err(BadContainer::Name { name: entry.name });
        }
        if previous.as_ref().is_some_and(|previous| *previous >= entry.name) {
            return Err(BadContainer::Order { name: entry.name });
        }
        if crc32(&[content]) != entry.crc {
            return Err(BadContainer::Checksum { name: entry.name });
        }
        previous = Some(entry.name.clone());
        entries.insert(entry.name, content);
    }
    if directory.at != end || next_local != start {
        return Err(BadContainer::Entry { offset: directory.at });
    }
    Ok(entries)
}

/// Writes entries, which come in ascending order of their names, as a container; none when a name is unsafe or a size does not fit.
#[must_use]
pub fn write<'a>(entries: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    let mut count = 0_u16;
    for (name, content) in entries {
        count = count.checked_add(1)?;
        if !is_safe(name) {
            return None;
        }
        let offset = u32::try_from(out.len()).ok()?;
        let size = u32::try_from(content.len()).ok()?;
        let length = u16::try_from(name.len()).ok()?;
        let mut common = Vec::with_capacity(26);
        put16(&mut common, &[UTF8, 0, 0, DATE]);
        put32(&mut common, &[crc32(&[content]), size, size]);
        put16(&mut common, &[length, 0]);
        put32(&mut out, &[LOCAL]);
        put16(&mut out, &[10]);
        out.extend_from_slice(&common);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(content);
        put32(&mut directory, &[CENTRAL]);
        put16(&mut directory, &[10, 10]);
        directory.extend_from_slice(&common);
        put16(&mut directory, &[0, 0, 0]);
        put32(&mut directory, &[0, offset]);
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, size) = (u32::try_from(out.len()).ok()?, u32::try_from(directory.len()).ok()?);
    out.extend_from_slice(&directory);
    put32(&mut out, &[END]);
    put16(&mut out, &[0, 0, count, count]);
    put32(&mut out, &[size, start]);
    put16(&mut out, &[0]);
    Some(out)
}

fn is_safe(name: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'_'))
    };
    name.len() <= 200 && name.split('/').all(word)
}

fn put16(out: &mut Vec<u8>, values: &[u16]) {
    values
        .iter()
        .for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
}

fn put32(out: &mut Vec<u8>, values: &[u32]) {
    values
        .iter()
        .for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
}

struct Entry {
    name: String,
    crc: u32,
    size: usize,
    local: usize,
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(length)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// The members that a local header and a directory entry have in common; gives checksum, size and length of the name.
    fn common(&mut self) -> Option<(u32, usize, usize)> {
        let plain = [self.u16()?, self.u16()?, self.u16()?, self.u16()?] == [UTF8, 0, 0, DATE];
        let (crc, size, same, length, extra) = (self.u32()?, self.u32()?, self.u32()?, self.u16()?, self.u16()?);
        (plain && size == same && extra == 0).then_some((crc, size as usize, usize::from(length)))
    }

    fn central(&mut self) -> Option<Entry> {
        if self.u32()? != CENTRAL || [self.u16()?, self.u16()?] != [10, 10] {
            return None;
        }
        let (crc, size, length) = self.common()?;
        let plain = [self.u16()?, self.u16()?, self.u16()?] == [0, 0, 0] && self.u32()? == 0;
        let local = self.u32()? as usize;
        let name = std::str::from_utf8(self.take(length)?).ok()?.to_owned();
        plain.then_some(Entry { name, crc, size, local })
    }

    fn local(&mut self, entry: &Entry) -> Option<&'a [u8]> {
        if self.u32()? != LOCAL || self.u16()? != 10 {
            return None;
        }
        let same = self.common()? == (entry.crc, entry.size, entry.name.len());
        let named = self.take(entry.name.len())? == entry.name.as_bytes();
        let content = self.take(entry.size)?;
        (same && named).then_some(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> SortedMap<String, Vec<u8>> {
        [("a/one.json", "{}"), ("b.txt", "hello"), ("b/empty", "")]
            .into_iter()
            .map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn comes_back_as_written() {
        let entries = sample();
        let bytes = write(&entries).unwrap();
        let back = read(&bytes).unwrap();
        assert!(entries.iter().all(|(name, content)| back[name] == content.as_slice()) && back.len() == entries.len());
        assert_eq!(write(&SortedMap::from([("../x".to_owned(), Vec::new())])), None);
        assert!(read(&write(&SortedMap::new()).unwrap()).unwrap().is_empty());
    }

    #[test]
    fn any_byte_changed_is_noticed_or_harmless_and_never_a_panic() {
        let bytes = write(&sample()).unwrap();
        let original = read(&bytes).unwrap();
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xFF] {
                let mut changed = bytes.clone();
                changed[at] ^= flip;
                if let Ok(entries) = read(&changed) {
                    // Only a name can change unseen here; the manifest then refuses it as unlisted.
                    assert!(entries.values().eq(original.values()), "content changed unseen at {at}");
                }
            }
            assert!(read(&bytes[..at]).is_err(), "truncated at {at}");
        }
    }
}
