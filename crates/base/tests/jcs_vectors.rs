//! The published vectors of RFC 8785, byte for byte.

use jalon_base::encoding::hex;
use jalon_base::jcs;
use jalon_base::json::{Limits, parse};
use std::path::Path;

#[test]
fn canonical_form_of_the_published_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/jcs");
    let mut checked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let vector = parse(&std::fs::read(&path).unwrap(), Limits::FOREIGN).unwrap();
        let text = |name: &str| vector.get(name).unwrap().as_str().unwrap();
        let canonical = jcs::value_to_vec(&parse(text("inputText").as_bytes(), Limits::FOREIGN).unwrap());
        assert_eq!(
            std::str::from_utf8(&canonical).unwrap(),
            text("canonicalText"),
            "{}",
            path.display()
        );
        assert_eq!(hex(&canonical), text("canonicalUtf8Hex"), "{}", path.display());
        checked += 1;
    }
    assert_eq!(checked, 3);
}
