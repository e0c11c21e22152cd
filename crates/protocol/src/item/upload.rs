//! A file that somebody hands in: what of it stands in the journal, and which files a question takes.

use super::NotAdmitted;
use crate::media::Kind;
use jalon_base::Digest;

/// Hand in one file: a photo, a recording, a document (QTI `uploadInteraction`).
///
/// The journal holds its digest, its kind and its size; the bytes are kept apart, by their digest, after [`crate::upload::take`] has taken away
/// what they tell beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// What may be handed in, in ascending order.
    pub accepts: Vec<Sort>,
    /// Largest file, in bytes.
    pub max_bytes: u32,
}

jalon_base::document!(Upload { accepts, max_bytes });

/// A sort of file, in the words of everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// JPEG or PNG.
    Photo,
    /// A sound: MPEG-4 (what most telephones record), MP3, WAV.
    Recording,
    /// PDF.
    Document,
}

jalon_base::words!(Sort {
    Photo = "photo",
    Recording = "recording",
    Document = "document",
});

/// What a file is, by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// JPEG.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// MPEG-4 sound.
    Mp4,
    /// MPEG audio, layer 3.
    Mp3,
    /// RIFF WAVE.
    Wav,
    /// Portable Document Format.
    Pdf,
}

jalon_base::words!(FileKind {
    Jpeg = "jpeg",
    Png = "png",
    Mp4 = "mp4",
    Mp3 = "mp3",
    Wav = "wav",
    Pdf = "pdf",
});

impl FileKind {
    /// What these bytes are; none for what nobody hands in. Sounds that may hold anything (Ogg, `WebM`) are among these: what they tell beside
    /// is not taken away yet.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match Kind::of(bytes) {
            Some(Kind::Jpeg) => Some(Self::Jpeg),
            Some(Kind::Png) => Some(Self::Png),
            Some(Kind::Mp4) => Some(Self::Mp4),
            Some(Kind::Mp3) => Some(Self::Mp3),
            Some(Kind::Wav) => Some(Self::Wav),
            Some(Kind::Svg | Kind::Ogg | Kind::Webm) => None,
            None => bytes.starts_with(b"%PDF-").then_some(Self::Pdf),
        }
    }

    /// Which sort it is.
    #[must_use]
    pub const fn sort(self) -> Sort {
        match self {
            Self::Jpeg | Self::Png => Sort::Photo,
            Self::Mp4 | Self::Mp3 | Self::Wav => Sort::Recording,
            Self::Pdf => Sort::Document,
        }
    }

    /// Its name on the web.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Mp4 => "audio/mp4",
            Self::Mp3 => "audio/mpeg",
            Self::Wav => "audio/wav",
            Self::Pdf => "application/pdf",
        }
    }
}

/// What the journal holds of a file: nothing that it says, not even its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// What it is.
    pub kind: FileKind,
    /// Digest of the bytes that are kept.
    pub sha256: Digest,
    /// How many they are.
    pub bytes: u32,
}

jalon_base::document!(Handed { kind, sha256, bytes });

impl Upload {
    pub(super) fn admits(&self, file: &Handed) -> Result<(), NotAdmitted> {
        if !self.accepts.contains(&file.kind.sort()) {
            return Err(NotAdmitted::Kind);
        }
        match file.bytes {
            0 => Err(NotAdmitted::Count),
            bytes if bytes > self.max_bytes => Err(NotAdmitted::TooLong),
            _ => Ok(()),
        }
    }
}
