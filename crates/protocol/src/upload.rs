//! What somebody hands in as a file: known by its own bytes, never by its name, and rid of what it tells beside — where it was made, when, by
//! whom, with what — before anything of it is kept.
//!
//! Pictures and sounds are written anew from the parts that one sees or hears; whatever is not known to be such a part is left out. Two things
//! stay on purpose: which way up a photo is, and its colours' profile. A PDF is kept as it is: what an office wrote into it stays.

mod picture;
mod sound;

use crate::item::{FileKind, Handed, Upload};
use jalon_base::Digest;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// It is none of the sorts that the question takes, whatever its name says.
    Kind,
    /// It is larger than the question takes.
    TooLarge,
    /// It begins as such a file and does not go on as one, or holds something else too: a film's pictures, a track of positions.
    Broken,
}

impl NotTaken {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kind => "upload/kind",
            Self::TooLarge => "upload/too-large",
            Self::Broken => "upload/broken",
        }
    }
}

impl std::fmt::Display for NotTaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Kind => "the file is none of the sorts that the question takes",
            Self::TooLarge => "the file is larger than the question takes",
            Self::Broken => "the file does not go on as it begins, or holds something else too",
        })
    }
}

impl std::error::Error for NotTaken {}

impl Upload {
    /// Takes a file: what the journal holds of it, and the bytes to keep beside it.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub fn take(&self, bytes: &[u8]) -> Result<(Handed, Vec<u8>), NotTaken> {
        let kind = FileKind::of(bytes).filter(|kind| self.accepts.contains(&kind.sort()));
        let kind = kind.ok_or(NotTaken::Kind)?;
        let small = |bytes: &[u8]| u32::try_from(bytes.len()).ok().filter(|size| *size <= self.max_bytes);
        small(bytes).ok_or(NotTaken::TooLarge)?;
        let kept = bare(kind, bytes).ok_or(NotTaken::Broken)?;
        let file = Handed {
            kind,
            sha256: Digest::of(&kept),
            bytes: small(&kept).ok_or(NotTaken::TooLarge)?,
        };
        Ok((file, kept))
    }
}

/// The same picture or sound with nothing beside; none when it does not hold together.
#[must_use]
pub fn bare(kind: FileKind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        FileKind::Jpeg => picture::jpeg(bytes),
        FileKind::Png => picture::png(bytes),
        FileKind::Mp4 => sound::mp4(bytes),
        FileKind::Mp3 => sound::mp3(bytes),
        FileKind::Wav => sound::wav(bytes),
        FileKind::Pdf => Some(bytes.to_vec()),
    }
}

#[cfg(test)]
mod tests;
