//! The sound that goes with a question: what a release holds of it, and what is wrong in an authored one.

use super::wrong;
use jalon_base::Digest;
use jalon_protocol::media::Kind;
use jalon_testkit::kinds;
use serde_json::json;

#[test]
fn a_release_holds_the_sound_by_its_digest() {
    let item = kinds::items()
        .find(|item| item.content.id.as_str() == "s01-sound")
        .unwrap();
    let folder = kinds::folder();
    let bytes = &folder.media["bips.wav"];
    assert_eq!(Kind::of(bytes), Some(Kind::Wav));
    let content = item.content(&folder.media);
    let media = content.media.as_ref().unwrap();
    let digest = Digest::of(bytes);
    assert!(media.file.0.len() == 2 && media.file.0.values().all(|file| *file == digest));
    let mut named = Vec::new();
    content.each_media(&mut |media| named.push(*media));
    assert_eq!(named, [digest, digest]);
    assert_eq!(
        (media.left(0), media.left(2), media.left(9)),
        (Some(2), Some(0), Some(0))
    );
    assert!(media.is_owed(0) && !media.is_owed(1));
}

#[test]
fn bad_sounds() {
    let (sound, media, file) = ("s01-sound", "/content/media", "/content/media/file");
    let label = json!({"fr": "Un signal", "en": "A signal"});
    let files = json!({"fr": "bips.wav", "en": "bips.wav"});
    wrong(
        sound,
        media,
        json!({"file": files, "label": label}),
        media,
        "authoring/missing-member",
    );
    wrong(
        sound,
        "/content/media/transcript",
        json!({"fr": "Bip."}),
        file,
        "item/no-transcript",
    );
    wrong(sound, "/content/media/min-plays", json!(3), media, "item/plays");
    wrong(
        sound,
        "/content/media/max-plays",
        json!(0),
        "/content/media/max-plays",
        "authoring/wanted",
    );
    wrong(sound, file, json!({"fr": "absent.wav"}), file, "item/unknown-sound");
    wrong(sound, file, json!({"fr": "formes.svg"}), file, "item/not-a-sound");
}
