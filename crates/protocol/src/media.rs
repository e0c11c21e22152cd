//! What the bytes of a picture, a sound or a film are, by how they begin.

/// A kind of bytes that a release can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Scalable Vector Graphics.
    Svg,
    /// MPEG audio, layer 3.
    Mp3,
    /// Ogg: Opus or Vorbis.
    Ogg,
    /// RIFF WAVE.
    Wav,
    /// ISO base media: MPEG-4 sound or film.
    Mp4,
    /// `WebM`: sound or film.
    Webm,
}

impl Kind {
    /// What these bytes are; none for what a release does not carry, a page above all.
    ///
    /// # Source
    /// WHATWG, MIME Sniffing, §6: patterns of images, sounds and films.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let begins: [(&[u8], Self); 6] = [
            (b"\x89PNG\r\n\x1a\n", Self::Png),
            (b"\xff\xd8\xff", Self::Jpeg),
            (b"ID3", Self::Mp3),
            (b"OggS", Self::Ogg),
            (b"\x1a\x45\xdf\xa3", Self::Webm),
            (b"<svg", Self::Svg),
        ];
        let found = begins.iter().find(|(begin, _)| bytes.starts_with(begin));
        found.map(|(_, kind)| *kind).or_else(|| match bytes {
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(Self::Wav),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some(Self::Mp4),
            // A frame of layer 3: eleven bits of synchronisation, a version that exists, the layer.
            [0xff, second, ..] if second & 0xe6 == 0xe2 && second & 0x18 != 0x08 => Some(Self::Mp3),
            _ => None,
        })
    }

    /// Its name on the web.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Svg => "image/svg+xml",
            Self::Mp3 => "audio/mpeg",
            Self::Ogg => "audio/ogg",
            Self::Wav => "audio/wav",
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Svg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_known_by_how_they_begin() {
        let known: [(&[u8], Kind); 9] = [
            (b"\x89PNG\r\n\x1a\n....", Kind::Png),
            (b"\xff\xd8\xff\xe0", Kind::Jpeg),
            (b"<svg xmlns=", Kind::Svg),
            (b"ID3\x04", Kind::Mp3),
            (b"\xff\xfb\x90\x00", Kind::Mp3),
            (b"OggS\0", Kind::Ogg),
            (b"RIFF\x00\x00\x00\x00WAVEfmt ", Kind::Wav),
            (b"\0\0\0\x20ftypisom", Kind::Mp4),
            (b"\x1a\x45\xdf\xa3", Kind::Webm),
        ];
        for (bytes, kind) in known {
            assert_eq!(Kind::of(bytes), Some(kind), "{bytes:?}");
        }
        for page in [
            "<!doctype html><p>no",
            "<html>",
            "GIF89a",
            "RIFF....WEBP",
            "",
            "\u{feff}<svg",
            "%PDF-1.7",
        ] {
            assert_eq!(Kind::of(page.as_bytes()), None, "{page}");
        }
        // An MPEG stream of layer 1 and a synchronisation without a version are none of ours.
        assert_eq!(Kind::of(b"\xff\xff\x90\x00"), None);
        assert_eq!(Kind::of(b"\xff\xea\x90\x00"), None);
    }
}
