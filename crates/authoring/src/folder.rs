//! A folder of authored files, read whole: everything that is wrong in it at once.

use crate::item::{self, Item};
use crate::media::Pictures;
use crate::read::Node;
use crate::{lint, plan, referential};
use jalon_base::json::{self, Limits};
use jalon_base::{Finding, Findings, Severity, Slug};
use jalon_protocol::{ItemId, Protocol, ProtocolId, Stimulus};
use jalon_referential::Referential;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The files of a folder, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a folder holds, as far as it could be read.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// The referential.
    pub referential: Option<Referential>,
    /// Its items.
    pub items: BTreeMap<ItemId, Item>,
    /// Shared texts.
    pub stimuli: BTreeMap<Slug, Stimulus>,
    /// Its protocols.
    pub protocols: BTreeMap<ProtocolId, Protocol>,
    /// Pictures and sounds, by name.
    pub media: BTreeMap<String, Vec<u8>>,
}

/// Reads a folder and says everything that is wrong in it, in the order of the paths.
#[must_use]
pub fn check(files: &Files) -> (Folder, Vec<Finding>) {
    let mut folder = Folder::default();
    let mut findings = Vec::new();
    let natures = natures(files);
    let mut pictures = Pictures::default();
    // Texts name pictures: these are looked at first.
    for (path, bytes) in files {
        if let Some(name) = path.strip_prefix("media/") {
            let found = pictures.add(path, name, bytes);
            if is_publishable(&found) {
                folder.media.insert(name.to_owned(), bytes.clone());
            }
            findings.extend(found);
        }
    }
    for (path, bytes) in files.iter().filter(|(path, _)| !path.starts_with("media/")) {
        read_file(&mut folder, &mut findings, (&natures, &pictures), (path, bytes));
    }
    if folder.referential.is_none() && !files.contains_key("referential.json") {
        let mut missing = Findings::of_file("referential.json");
        missing.error("", "authoring/missing-file", &[("path", "referential.json")]);
        findings.extend(missing.into_vec());
    }
    findings.extend(lint::across(&folder, files));
    findings.sort_by(|a, b| (&a.path, a.at, &a.pointer).cmp(&(&b.path, b.at, &b.pointer)));
    (folder, findings)
}

/// Whether nothing forbids publication.
#[must_use]
pub fn is_publishable(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}

/// Competences by nature, as far as the referential can be read: a protocol may name a nature for its competences.
fn natures(files: &Files) -> plan::Natures {
    let read = files.get("referential.json").and_then(|bytes| {
        let mut unsaid = Vec::new();
        document(
            &mut unsaid,
            &Pictures::default(),
            "referential.json",
            bytes,
            referential::read,
        )
    });
    let mut natures = plan::Natures::new();
    for competence in read.into_iter().flat_map(|referential| referential.competences) {
        natures.entry(competence.nature).or_default().push(competence.id);
    }
    natures
}

fn read_file(
    folder: &mut Folder,
    all: &mut Vec<Finding>,
    (natures, pictures): (&plan::Natures, &Pictures),
    (path, bytes): (&str, &[u8]),
) {
    let (kind, name) = path.split_once('/').unwrap_or(("", path));
    let stem = name.strip_suffix(".json");
    match (kind, name, stem) {
        ("", "referential.json", _) => {
            if let Some(read) = document(all, pictures, path, bytes, referential::read) {
                folder.referential = Some(read);
            }
        }
        ("items", _, Some(stem)) => {
            if let Some(item) = document(all, pictures, path, bytes, item::read) {
                named(all, path, bytes, stem, item.content.id.as_str());
                folder.items.insert(item.content.id.clone(), item);
            }
        }
        ("stimuli", _, Some(stem)) => {
            if let Some(stimulus) = document(all, pictures, path, bytes, item::stimulus) {
                named(all, path, bytes, stem, stimulus.id.as_str());
                folder.stimuli.insert(stimulus.id.clone(), stimulus);
            }
        }
        ("protocols", _, Some(stem)) => {
            if let Some(protocol) = document(all, pictures, path, bytes, |root| plan::read(root, natures)) {
                named(all, path, bytes, stem, protocol.id.as_str());
                folder.protocols.insert(protocol.id.clone(), protocol);
            }
        }
        ("", "SOURCES.md" | "README.md", _) => {}
        _ => {
            let mut findings = Findings::of_file(path);
            findings.error("", "authoring/unknown-file", &[]);
            all.extend(findings.into_vec());
        }
    }
}

/// Reads one document: strict JSON first, then every value in it.
fn document<T>(
    all: &mut Vec<Finding>,
    pictures: &Pictures,
    path: &str,
    bytes: &[u8],
    read: impl Fn(&Node<'_>) -> Option<T>,
) -> Option<T> {
    let mut findings = Findings::of_file(path);
    match json::parse(bytes, Limits::DOCUMENT) {
        Err(malformed) => {
            let code = malformed.fault.code();
            findings.error(
                malformed.pointer.clone(),
                code,
                &[("detail", &malformed.fault.to_string())],
            );
            let mut list = findings.into_vec();
            for finding in &mut list {
                finding.at = Some((malformed.at.line, malformed.at.column));
            }
            all.extend(list);
            None
        }
        Ok(value) => {
            let cell = RefCell::new(findings);
            let document = read(&Node::root(&value, &cell, pictures));
            all.extend(cell.into_inner().located_in(bytes));
            document
        }
    }
}

fn named(all: &mut Vec<Finding>, path: &str, bytes: &[u8], stem: &str, id: &str) {
    if stem != id {
        let mut findings = Findings::of_file(path);
        findings.error("/id", "authoring/file-name", &[("id", id)]);
        all.extend(findings.located_in(bytes));
    }
}
