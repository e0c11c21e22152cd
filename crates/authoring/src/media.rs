//! Files of `media/`: what each is, whether it may be published, and how large its picture is.
//!
//! A file is what its name says, or nothing: a page called `sign.png` is refused. Pictures carry no place and no camera (EXIF), and an
//! SVG is drawn from a short list of shapes ([`svg`]).

mod raster;
mod svg;

use jalon_base::{Digest, Finding, Findings};
use jalon_protocol::media::Kind;
use jalon_protocol::rich::Picture;
use std::collections::BTreeMap;

/// Largest file, in bytes: a release is opened on a phone.
const LARGEST: usize = 4 << 20;
/// Largest side of a picture, in its own units.
const LARGEST_SIDE: u32 = 10_000;

/// What is known of the pictures of a folder, by the names of their files; nothing of those that are refused.
#[derive(Debug, Clone, Default)]
pub struct Pictures(BTreeMap<String, Option<Picture>>);

/// Why a name gives no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPicture {
    /// There is no such file.
    Unknown,
    /// There is one, and what is wrong with it was said at its place.
    Refused,
}

impl Pictures {
    /// A picture by its file's name.
    ///
    /// # Errors
    /// [`NoPicture`].
    pub fn find(&self, name: &str) -> Result<&Picture, NoPicture> {
        let known = self.0.get(name).ok_or(NoPicture::Unknown)?;
        known.as_ref().ok_or(NoPicture::Refused)
    }

    /// Looks at a file and says what is wrong with it.
    pub fn add(&mut self, path: &str, name: &str, bytes: &[u8]) -> Vec<Finding> {
        let mut findings = Findings::of_file(path);
        if bytes.len() > LARGEST {
            let (size, most) = (bytes.len().to_string(), LARGEST.to_string());
            findings.error("", "media/too-large", &[("size", &size), ("most", &most)]);
        }
        let kind = Kind::of(bytes);
        if kind.is_none_or(|kind| !extensions(kind).iter().any(|end| name.ends_with(end))) {
            findings.error("", "media/kind", &[("name", name)]);
            self.0.insert(name.to_owned(), None);
            return findings.into_vec();
        }
        let mut places: Vec<Option<(usize, usize)>> = vec![None; usize::from(findings.has_errors())];
        let size = match kind {
            Some(Kind::Svg) => {
                let (size, faults) = svg::check(bytes);
                for fault in faults {
                    findings.error("", fault.code, &[("found", &fault.found)]);
                    places.push(Some(fault.at));
                }
                size
            }
            Some(Kind::Png) => raster::png(bytes),
            Some(Kind::Jpeg) => raster::jpeg(bytes),
            _ => return findings.into_vec(),
        };
        let size = size.filter(|(width, height)| [width, height].iter().all(|side| (1..=LARGEST_SIDE).contains(*side)));
        if size.is_none() && !findings.has_errors() {
            findings.error("", "media/broken", &[("name", name)]);
        }
        if matches!(kind, Some(Kind::Png | Kind::Jpeg)) && raster::tells_more(bytes) {
            findings.error("", "media/tells-more", &[("name", name)]);
        }
        let good = !findings.has_errors();
        let picture = size.filter(|_| good).map(|(width, height)| Picture {
            media: Digest::of(bytes),
            width,
            height,
        });
        self.0.insert(name.to_owned(), picture);
        let mut list = findings.into_vec();
        for (finding, at) in list.iter_mut().zip(places) {
            finding.at = at;
        }
        list
    }
}

/// How the name of a file of this kind ends.
const fn extensions(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Png => &[".png"],
        Kind::Jpeg => &[".jpg", ".jpeg"],
        Kind::Svg => &[".svg"],
        Kind::Mp3 => &[".mp3"],
        Kind::Ogg => &[".ogg", ".opus"],
        Kind::Wav => &[".wav"],
        Kind::Mp4 => &[".mp4", ".m4a"],
        Kind::Webm => &[".webm"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str, bytes: &[u8]) -> Vec<&'static str> {
        let findings = Pictures::default().add("media/x", name, bytes);
        findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_file_is_what_its_name_says() {
        const SVG: &[u8] = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><path d="M0 0h8"/></svg>"#;
        assert!(codes("a.svg", SVG).is_empty());
        assert_eq!(codes("a.png", SVG), ["media/kind"]);
        assert_eq!(codes("a.svg", b"<!doctype html><script>1</script>"), ["media/kind"]);
        assert_eq!(codes("a.mp3", b"<html>"), ["media/kind"]);
        assert_eq!(codes("a.txt", b"words"), ["media/kind"]);
        assert!(codes("a.opus", b"OggS\0").is_empty());
        let mut pictures = Pictures::default();
        pictures.add("media/a.svg", "a.svg", SVG);
        pictures.add("media/b.svg", "b.svg", b"<svg>");
        let found = pictures.find("a.svg").map(|picture| (picture.width, picture.height));
        assert_eq!(found, Ok((8, 6)));
        assert_eq!(pictures.find("b.svg"), Err(NoPicture::Refused));
        assert_eq!(pictures.find("c.svg"), Err(NoPicture::Unknown));
    }

    #[test]
    fn too_much_is_refused() {
        let mut huge = b"OggS".to_vec();
        huge.resize(LARGEST + 1, 0);
        assert_eq!(codes("a.ogg", &huge), ["media/too-large"]);
        let wide = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10001 6"/>"#;
        assert_eq!(codes("a.svg", wide), ["media/broken"]);
    }
}
