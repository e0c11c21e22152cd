//! A certificate to paper and back, by the command.

use jalon_cli::qr::{self, Arguments};
use jalon_messages::Lang;
use std::fs;
use std::path::{Path, PathBuf};

const BADGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/vectors/certificate/badge.json"
);

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("jalon-qr-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn draw(output: PathBuf) -> Arguments {
    Arguments {
        files: vec![PathBuf::from(BADGE)],
        output,
        page: Some("https://verifier.exemple.fr/v".to_owned()),
        finest: 30,
        scale: 3,
        bake: false,
        read: false,
    }
}

fn read(files: Vec<PathBuf>, output: &Path) -> Arguments {
    Arguments {
        files,
        page: None,
        read: true,
        ..draw(output.to_owned())
    }
}

#[test]
fn one_code_and_back() {
    let folder = Folder::new("one");
    let (picture, back) = (folder.0.join("code.png"), folder.0.join("back.json"));
    let said = qr::run(&draw(picture.clone()), Lang::En).unwrap();
    assert!(said.success);
    assert_eq!(said.json["codes"].as_array().unwrap().len(), 1);
    assert!(said.json["codes"][0]["version"].as_u64().unwrap() <= 30);
    let said = qr::run(&read(vec![picture], &back), Lang::Fr).unwrap();
    assert_eq!(said.json["carrier"], "code");
    assert_eq!(fs::read(&back).unwrap(), fs::read(BADGE).unwrap());
}

#[test]
fn numbered_codes_and_a_badge_baked_into_a_drawing() {
    let folder = Folder::new("several");
    let back = folder.0.join("back.json");
    let said = qr::run(
        &Arguments {
            finest: 15,
            ..draw(folder.0.join("code.png"))
        },
        Lang::En,
    )
    .unwrap();
    let mut files: Vec<PathBuf> = said.json["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code["file"].as_str().unwrap().into())
        .collect();
    assert!(files.len() > 1 && files[1].ends_with("code-2.png"), "{files:?}");
    files.reverse();
    qr::run(&read(files.clone(), &back), Lang::En).unwrap();
    assert_eq!(fs::read(&back).unwrap(), fs::read(BADGE).unwrap());
    files.pop();
    let said = qr::run(&read(files, &back), Lang::En).unwrap();
    assert_eq!(
        (said.success, said.json["code"].as_str()),
        (false, Some("link/missing-codes"))
    );

    let drawing = folder.0.join("badge.svg");
    qr::run(
        &Arguments {
            bake: true,
            ..draw(drawing.clone())
        },
        Lang::En,
    )
    .unwrap();
    let said = qr::run(&read(vec![drawing], &back), Lang::En).unwrap();
    assert_eq!(said.json["carrier"], "baked-svg");
    assert_eq!(fs::read(&back).unwrap(), fs::read(BADGE).unwrap());
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = Folder::new("refused");
    let page = Some("http://verifier.exemple.fr/".to_owned());
    let said = qr::run(
        &Arguments {
            page,
            ..draw(folder.0.join("code.svg"))
        },
        Lang::Fr,
    )
    .unwrap();
    assert_eq!((said.success, said.json["code"].as_str()), (false, Some("link/page")));
    assert!(qr::run(&draw(folder.0.join("code.gif")), Lang::Fr).is_err());
    // A link in place of a file.
    let link = PathBuf::from("https://verifier.exemple.fr/v#B60");
    let said = qr::run(&read(vec![link], &folder.0.join("back.json")), Lang::Fr).unwrap();
    assert_eq!(said.json["code"], "link/not-a-link");
}

#[test]
fn a_certificate_is_verified_from_a_picture_of_its_code_and_from_a_baked_badge() {
    let folder = Folder::new("verify");
    let verdict = |file: PathBuf| {
        let with = jalon_cli::verify::With {
            at: jalon_base::Timestamp::parse("2026-11-22T00:00:00Z"),
            ..Default::default()
        };
        let arguments = jalon_cli::verify::Arguments {
            file,
            with,
            domain: None,
            challenge: None,
        };
        let said = jalon_cli::verify::run(&arguments, Lang::En).unwrap();
        (said.success, said.json)
    };
    let (code, baked) = (folder.0.join("code.png"), folder.0.join("baked.svg"));
    let said = qr::run(&draw(code.clone()), Lang::En).unwrap();
    qr::run(
        &Arguments {
            bake: true,
            ..draw(baked.clone())
        },
        Lang::En,
    )
    .unwrap();
    let file = verdict(PathBuf::from(BADGE));
    let link = PathBuf::from(said.json["codes"][0]["link"].as_str().unwrap());
    for carrier in [code, baked, link] {
        assert_eq!(verdict(carrier), file);
    }
    assert_eq!(file.1["outcome"], "valid");
    let (success, json) = verdict(PathBuf::from("https://verifier.exemple.fr/v#B60"));
    assert_eq!((success, json["code"].as_str()), (false, Some("link/not-a-link")));
}
