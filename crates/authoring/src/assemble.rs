//! From a checked folder to a release.

mod facet;

use crate::folder::Folder;
use crate::item::Item;
use jalon_base::digest::Digest;
use jalon_base::jcs::{self, NotCanonical};
use jalon_base::{Text, Timestamp};
use jalon_credential::envelope::Signed;
use jalon_protocol::ItemId;
use jalon_protocol::release::manifest::{FileEntry, Manifest, ReleaseKind, Role};
use jalon_protocol::release::statement::ReleaseStatement;
use jalon_protocol::release::{KEYS, MANIFEST, SIGNATURES, container};
use std::collections::BTreeMap;

/// A release that awaits its signatures.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// Digest of the canonical manifest.
    pub id: Digest,
    entries: BTreeMap<String, Vec<u8>>,
}

/// Why a release cannot be assembled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotAssemble {
    /// The folder has no readable referential.
    NoReferential,
    /// The folder has no examination.
    NoExamination,
    /// A document has no canonical form.
    NotCanonical,
    /// A file name is unsafe, or the whole is too large.
    Container,
}

impl std::fmt::Display for CannotAssemble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoReferential => "no referential",
            Self::NoExamination => "no protocol whose purpose is `exam` and whose scoring is `sealed`",
            Self::NotCanonical => "a document has no canonical form",
            Self::Container => "a file name is unsafe, or the whole is too large",
        })
    }
}

impl std::error::Error for CannotAssemble {}

impl From<NotCanonical> for CannotAssemble {
    fn from(_: NotCanonical) -> Self {
        Self::NotCanonical
    }
}

/// Assembles a practice release: keys in clear, byte-reproducible from the same folder, date and publisher. What only an examination asks is
/// left out ([`exam_keys`]).
///
/// # Errors
/// [`CannotAssemble`] when the folder is not publishable; [`check`](crate::check) it first.
pub fn assemble(folder: &Folder, publisher: Text, dated: Timestamp) -> Result<Assembled, CannotAssemble> {
    let shared = facet::practice(folder);
    let mut files = shown(&shared)?;
    for (id, item) in &shared.items {
        files.insert(format!("keys/{id}.json"), (Role::Key, jcs::to_vec(&item.key)?));
    }
    whole(&shared, ReleaseKind::Practice, files, publisher, dated)
}

/// What answers the examinations of a folder, to be sealed to the certifier: a container of `keys/<item>.json`.
///
/// An examination is a protocol whose purpose is `exam` and whose answers are scored `sealed`; its items are those that it may draw.
///
/// # Errors
/// [`CannotAssemble::NoExamination`], and as [`assemble`].
pub fn exam_keys(folder: &Folder) -> Result<Vec<u8>, CannotAssemble> {
    let exam = facet::examinations(folder).ok_or(CannotAssemble::NoExamination)?;
    let key = |(id, item): (&ItemId, &Item)| Ok((format!("keys/{id}.json"), jcs::to_vec(&item.key)?));
    let keys: BTreeMap<String, Vec<u8>> = exam.items.iter().map(key).collect::<Result<_, NotCanonical>>()?;
    container::write(&keys).ok_or(CannotAssemble::Container)
}

/// Assembles the examinations of a folder with their sealed keys: whoever carries it knows no answer. Not byte-reproducible, since sealing is not.
///
/// # Errors
/// As [`exam_keys`].
pub fn assemble_exam(
    folder: &Folder,
    publisher: Text,
    dated: Timestamp,
    sealed_keys: Vec<u8>,
) -> Result<Assembled, CannotAssemble> {
    let exam = facet::examinations(folder).ok_or(CannotAssemble::NoExamination)?;
    let mut files = shown(&exam)?;
    files.insert(KEYS.to_owned(), (Role::Keys, sealed_keys));
    whole(&exam, ReleaseKind::Exam, files, publisher, dated)
}

/// Files by path, each with what it holds.
type Files = BTreeMap<String, (Role, Vec<u8>)>;

/// Everything of a folder but its keys.
fn shown(folder: &Folder) -> Result<Files, CannotAssemble> {
    let referential = folder.referential.as_ref().ok_or(CannotAssemble::NoReferential)?;
    let mut files = Files::new();
    files.insert(
        "content/referential.json".to_owned(),
        (Role::Referential, jcs::to_vec(referential)?),
    );
    for protocol in folder.protocols.values() {
        files.insert(
            format!("content/protocols/{}.json", protocol.id),
            (Role::Protocol, jcs::to_vec(protocol)?),
        );
    }
    for stimulus in folder.stimuli.values() {
        files.insert(
            format!("content/stimuli/{}.json", stimulus.id),
            (Role::Stimulus, jcs::to_vec(stimulus)?),
        );
    }
    for (id, item) in &folder.items {
        files.insert(
            format!("content/items/{id}.json"),
            (Role::Content, jcs::to_vec(&item.content(&folder.media))?),
        );
        files.insert(format!("about/{id}.json"), (Role::About, jcs::to_vec(&item.about)?));
    }
    for bytes in folder.media.values() {
        files.insert(format!("media/{}", Digest::of(bytes)), (Role::Media, bytes.clone()));
    }
    Ok(files)
}

fn whole(
    folder: &Folder,
    kind: ReleaseKind,
    files: Files,
    publisher: Text,
    dated: Timestamp,
) -> Result<Assembled, CannotAssemble> {
    let referential = folder.referential.as_ref().ok_or(CannotAssemble::NoReferential)?;
    let entry = |(path, (role, bytes)): (&String, &(Role, Vec<u8>))| FileEntry {
        path: path.clone(),
        role: *role,
        size: bytes.len() as u64,
        sha256: Digest::of(bytes),
    };
    let manifest = Manifest {
        format: "jalon/manifest@1".to_owned(),
        referential: referential.id.clone(),
        version: referential.version,
        kind,
        dated,
        publisher,
        licence: "CC-BY-SA-4.0".to_owned(),
        files: files.iter().map(entry).collect(),
    };
    let manifest = jcs::to_vec(&manifest)?;
    let id = Digest::of(&manifest);
    let mut entries: BTreeMap<String, Vec<u8>> = files.into_iter().map(|(path, (_, bytes))| (path, bytes)).collect();
    entries.insert(MANIFEST.to_owned(), manifest);
    Ok(Assembled { id, entries })
}

impl Assembled {
    /// What is to be signed.
    #[must_use]
    pub const fn statement(&self) -> ReleaseStatement {
        ReleaseStatement { release: self.id }
    }

    /// The release with a signed statement, as bytes.
    ///
    /// # Errors
    /// [`CannotAssemble::Container`] when a name is unsafe or the whole is too large.
    pub fn signed(mut self, statement: &Signed<ReleaseStatement>) -> Result<Vec<u8>, CannotAssemble> {
        self.entries
            .insert(format!("{SIGNATURES}certifier.json"), statement.to_vec());
        container::write(&self.entries).ok_or(CannotAssemble::Container)
    }
}
