//! A thousand random responses to each question of the demonstration: whether each is admitted, and what it earns.

use jalon_base::{Digest, jcs};
use jalon_protocol::item::{Sort, Upload};
use jalon_scoring::key::Credit;
use jalon_testkit::{Dice, kinds};
use std::collections::BTreeMap;

/// Responses to each question.
pub const RESPONSES: u32 = 1_000;

/// Draws of each question whose numbers are drawn.
const DRAWS: u8 = 100;

/// One digest for each question, by its id.
///
/// # Panics
/// When a response cannot be written.
#[must_use]
pub fn interactions() -> BTreeMap<String, Digest> {
    let mut all = BTreeMap::new();
    for (number, item) in kinds::items().enumerate() {
        let keys = kinds::keys(item);
        let mut dice = Dice::seeded(7_000_000 + number as u64);
        let mut bytes = Vec::new();
        for _ in 0..RESPONSES {
            let response = kinds::response(&mut dice, &item.content.interaction);
            bytes.extend(jcs::to_vec(&response).unwrap());
            let admitted = item.content.interaction.admits(&response);
            bytes.extend_from_slice(admitted.map_or_else(|why| why.code(), |()| "admitted").as_bytes());
            for key in &keys {
                let (k, n) = match key.credit(&response) {
                    Credit::Share { k, n } => (k, n),
                    Credit::NeedsMark => (0, 0),
                };
                bytes.extend_from_slice(&k.to_le_bytes());
                bytes.extend_from_slice(&n.to_le_bytes());
            }
        }
        // What each of a hundred draws shows, and its key.
        for draw in 0..DRAWS * u8::from(!item.content.template.is_empty()) {
            let (options, content, key) = kinds::drawn(item, draw);
            bytes.extend(options);
            bytes.extend(jcs::to_vec(&content).unwrap());
            bytes.extend(jcs::to_vec(&key).unwrap());
        }
        all.insert(item.content.id.to_string(), Digest::of(&bytes));
    }
    all.insert("u01-upload, taken".to_owned(), taken());
    all
}

/// Files as people hand them in, and a hundred mutations of each: what is kept of them.
fn taken() -> Digest {
    let files: [&[u8]; 5] = [
        include_bytes!("../../vectors/handed/photo-with-position.jpg"),
        include_bytes!("../../vectors/handed/picture-with-author.png"),
        include_bytes!("../../vectors/handed/sound-with-artist.wav"),
        include_bytes!("../../vectors/handed/sound-with-position.m4a"),
        include_bytes!("../../vectors/handed/sound-with-title.mp3"),
    ];
    let takes = Upload {
        accepts: vec![Sort::Photo, Sort::Recording],
        max_bytes: 5_000_000,
    };
    let mut dice = Dice::seeded(11);
    let mut bytes = Vec::new();
    for file in files {
        let mut other = file.to_vec();
        for _ in 0..100 {
            match takes.take(&other) {
                Ok((file, _)) => bytes.extend(jcs::to_vec(&file).unwrap()),
                Err(why) => bytes.extend_from_slice(why.code().as_bytes()),
            }
            other = file.to_vec();
            let at = dice.place(other.len());
            other[at] = dice.bytes()[0];
        }
    }
    Digest::of(&bytes)
}

/// What the golden file says of them.
///
/// # Panics
/// When the file is not the one that the native test writes.
#[must_use]
pub fn golden_interactions() -> BTreeMap<String, Digest> {
    serde_json::from_str(include_str!("../interactions.json")).unwrap()
}
