//! Files as people hand them in: what must not stay, what must, what is refused, and whatever else.

use super::*;
use crate::item::{NotAdmitted, Response, Sort};
use crate::{Interaction, item};

const FILES: [(&str, &[u8]); 5] = [
    (
        "jpeg",
        include_bytes!("../../../../tests/vectors/handed/photo-with-position.jpg"),
    ),
    (
        "png",
        include_bytes!("../../../../tests/vectors/handed/picture-with-author.png"),
    ),
    (
        "wav",
        include_bytes!("../../../../tests/vectors/handed/sound-with-artist.wav"),
    ),
    (
        "mp4",
        include_bytes!("../../../../tests/vectors/handed/sound-with-position.m4a"),
    ),
    (
        "mp3",
        include_bytes!("../../../../tests/vectors/handed/sound-with-title.mp3"),
    ),
];

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn all() -> Upload {
    Upload {
        accepts: vec![Sort::Photo, Sort::Recording, Sort::Document],
        max_bytes: 5_000_000,
    }
}

#[test]
fn nothing_that_is_told_beside_stays() {
    for (name, bytes) in FILES {
        assert!(has(bytes, b"SECRET"), "{name}");
        let (file, kept) = all().take(bytes).unwrap();
        assert!(!has(&kept, b"SECRET"), "{name}");
        assert!(kept.len() <= bytes.len(), "{name}");
        assert_eq!(FileKind::of(&kept), Some(file.kind), "{name}");
        assert_eq!(serde_json::to_value(file.kind).unwrap(), name);
        assert_eq!((file.sha256, file.bytes as usize), (Digest::of(&kept), kept.len()));
        // What is kept is what would be kept of it.
        assert_eq!(all().take(&kept), Ok((file, kept)), "{name}");
    }
}

#[test]
fn what_is_seen_and_heard_stays() {
    let [jpeg, png, wav, mp4, mp3] = FILES.map(|(_, bytes)| (bytes, all().take(bytes).unwrap().1));
    // Which way up, in 36 bytes; no other Exif.
    let block = b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    assert!(has(&jpeg.1, block));
    assert_eq!(jpeg.1.windows(4).filter(|four| four == b"Exif").count(), 1);
    let scan = jpeg.0.windows(2).position(|two| two == [0xff, 0xda]).unwrap();
    let end = jpeg.0.windows(2).rposition(|two| two == [0xff, 0xd9]).unwrap();
    assert!(jpeg.1.ends_with(&jpeg.0[scan..end + 2]), "the scan, to the byte");
    let chunk = png.0.windows(4).position(|four| four == b"IDAT").unwrap();
    let size = u32::from_be_bytes(png.0[chunk - 4..chunk].try_into().unwrap()) as usize;
    assert!(has(&png.1, &png.0[chunk - 4..chunk + 8 + size]));
    let samples = wav.0.windows(4).position(|four| four == b"data").unwrap();
    assert!(wav.1.ends_with(&wav.0[samples..samples + 8 + 1601 + 1]));
    assert_eq!(wav.1.len(), 12 + 24 + 8 + 1602);
    assert_eq!(mp3.1.len(), 3 * 104);
    assert_eq!(mp4.1.len(), mp4.0.len(), "no box moves");
    let samples = mp4.0.windows(4).position(|four| four == b"mdat").unwrap();
    assert_eq!(mp4.1[samples..], mp4.0[samples..]);
    let dates = mp4.1.windows(4).position(|four| four == b"mvhd").unwrap() + 8;
    assert_eq!(mp4.1[dates..dates + 8], [0; 8]);
}

#[test]
fn what_the_question_does_not_take_is_refused() {
    let photos = Upload {
        accepts: vec![Sort::Photo],
        max_bytes: 3_000,
    };
    let jpeg = FILES[0].1;
    assert!(photos.take(jpeg).is_ok());
    let small = Upload {
        max_bytes: 100,
        ..photos.clone()
    };
    assert_eq!(small.take(jpeg), Err(NotTaken::TooLarge));
    assert_eq!(photos.take(FILES[2].1), Err(NotTaken::Kind));
    let pages: [&[u8]; 7] = [
        b"",
        b"<!doctype html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"OggS\0",
        b"\x1a\x45\xdf\xa3",
        b"PK\x03\x04",
    ];
    for page in pages {
        assert_eq!(all().take(page), Err(NotTaken::Kind), "{page:?}");
    }
    // A program's name says nothing: bytes do.
    assert_eq!(all().take(b"%PDF-1.7 and so on").unwrap().0.kind, FileKind::Pdf);
    let film: Vec<u8> = FILES[3].1.to_vec();
    let at = film.windows(4).position(|four| four == b"soun").unwrap();
    let mut other = film.clone();
    other[at..at + 4].copy_from_slice(b"vide");
    assert_eq!(all().take(&other), Err(NotTaken::Broken), "a film");
    for (name, bytes) in FILES {
        let cut = &bytes[..bytes.len() / 3];
        assert_ne!(all().take(cut).map(|(file, _)| file.bytes), Ok(0), "{name}");
    }
    assert_eq!(all().take(&jpeg[..jpeg.len() / 2]), Err(NotTaken::Broken));
}

#[test]
fn the_journal_admits_what_was_declared() {
    let Ok((file, _)) = all().take(FILES[0].1) else {
        panic!()
    };
    let asks =
        |shown: &Upload, file: &item::Handed| Interaction::Upload(shown.clone()).admits(&Response::File(file.clone()));
    assert_eq!(asks(&all(), &file), Ok(()));
    let sounds = Upload {
        accepts: vec![Sort::Recording],
        ..all()
    };
    assert_eq!(asks(&sounds, &file), Err(NotAdmitted::Kind));
    let small = Upload {
        max_bytes: file.bytes - 1,
        ..all()
    };
    assert_eq!(asks(&small, &file), Err(NotAdmitted::TooLong));
    let nothing = item::Handed { bytes: 0, ..file };
    assert_eq!(asks(&all(), &nothing), Err(NotAdmitted::Count));
}

#[test]
fn whatever_else_is_refused_or_comes_out_bare() {
    let mut state = 7_u64;
    let mut roll = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut taken = 0;
    for (_, bytes) in FILES {
        for _ in 0..3_000 {
            let mut other = bytes.to_vec();
            for _ in 0..=roll(3) {
                let at = roll(other.len());
                other[at] = u8::try_from(roll(256)).unwrap();
            }
            other.truncate(other.len() - roll(2) * roll(other.len()));
            if let Ok((file, kept)) = all().take(&other) {
                taken += 1;
                assert_eq!(bare(file.kind, &kept), Some(kept));
            }
        }
    }
    assert!(taken > 2_000, "{taken}");
}
