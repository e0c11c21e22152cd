//! Releases: immutable, content-addressed packages of a referential, its protocols and its items.
//!
//! Opening checks everything against the manifest: nothing unlisted, nothing missing, every digest; the files that hold keys stay
//! bytes, which `jalon-scoring` reads.

pub mod container;
pub mod manifest;
pub mod statement;

use crate::item::{ItemContent, Stimulus};
use crate::plan::Protocol;
use crate::pool::{ItemAbout, Pool};
use crate::rich;
use crate::{ItemId, ProtocolId};
use container::BadContainer;
use jalon_base::document::Document;
use jalon_base::json::{self, Limits, Malformed};
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Slug, jcs};
use jalon_referential::Referential;
use manifest::{FileEntry, Manifest, ReleaseKind, Role};
use std::sync::Arc;

/// Path of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// Path of the sealed keys of an examination: a container of `keys/<item>.json`.
pub const KEYS: &str = "keys.sealed";
/// Folder of the signatures, which the manifest does not list.
pub const SIGNATURES: &str = "signatures/";

/// A release that was opened and checked against its manifest.
#[derive(Debug, Clone)]
pub struct Release {
    /// Digest of the canonical manifest: what journals and certificates name.
    pub id: Digest,
    /// The manifest.
    pub manifest: Manifest,
    /// The referential.
    pub referential: Referential,
    /// Its protocols.
    pub protocols: SortedMap<ProtocolId, Arc<Protocol>>,
    /// What is shown of each item.
    pub contents: SortedMap<ItemId, ItemContent>,
    /// Shared texts.
    pub stimuli: SortedMap<Slug, Stimulus>,
    /// What is known about each item.
    pub pool: Pool,
    /// Signatures as they came, by path: `jalon/signed@1` documents of the kind `release`.
    pub signatures: SortedMap<String, Vec<u8>>,
    keys: SortedMap<ItemId, Vec<u8>>,
    sealed_keys: Option<Vec<u8>>,
    media: SortedMap<Digest, Vec<u8>>,
}

/// Why bytes are not a release.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadRelease {
    /// The container is not one that we read.
    Container(BadContainer),
    /// A file is not there.
    Missing {
        /// Its path.
        path: String,
    },
    /// A file that the manifest does not list.
    Unlisted {
        /// Its path.
        path: String,
    },
    /// A file whose size or digest is not the one of the manifest.
    Altered {
        /// Its path.
        path: String,
    },
    /// A file that is not what its role says.
    Malformed {
        /// Its path.
        path: String,
        /// What is wrong in it, and where.
        detail: Malformed,
    },
    /// A document of another format, or of a later version of it.
    Format {
        /// Its path.
        path: String,
        /// The format found.
        found: String,
    },
    /// The manifest is not written in its canonical form, or does not list its files once each by ascending path.
    NotCanonical,
    /// The manifest or a document names something that is not there, or a document stands at the path of another.
    Dangling {
        /// The path of the file that names it.
        path: String,
        /// What it names.
        name: String,
    },
    /// The keys of an examination, where they are needed in clear.
    Encrypted,
    /// A file that this kind of release does not hold: keys in clear in an examination, or sealed ones elsewhere.
    Kind {
        /// Its path.
        path: String,
    },
}

impl BadRelease {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Container(bad) => bad.code(),
            Self::Missing { .. } => "release/missing",
            Self::Unlisted { .. } => "release/unlisted",
            Self::Altered { .. } => "release/altered",
            Self::Malformed { .. } => "release/malformed",
            Self::Format { .. } => "release/format",
            Self::NotCanonical => "release/not-canonical",
            Self::Dangling { .. } => "release/dangling",
            Self::Encrypted => "release/encrypted",
            Self::Kind { .. } => "release/kind",
        }
    }

    /// What a sentence about it needs.
    #[must_use]
    pub fn args(&self) -> SortedMap<&'static str, String> {
        let mut args = SortedMap::new();
        match self {
            Self::Missing { path } | Self::Unlisted { path } | Self::Altered { path } | Self::Kind { path } => {
                args.insert("path", path.clone());
            }
            Self::Malformed { path, detail } => {
                args.insert("path", path.clone());
                args.insert("detail", detail.to_string());
            }
            Self::Format { path, found } => {
                args.insert("path", path.clone());
                args.insert("found", found.clone());
            }
            Self::Dangling { path, name } => {
                args.insert("path", path.clone());
                args.insert("name", name.clone());
            }
            Self::Container(
                BadContainer::Order { name } | BadContainer::Name { name } | BadContainer::Checksum { name },
            ) => {
                args.insert("name", name.clone());
            }
            Self::Container(BadContainer::Entry { offset }) => {
                args.insert("offset", offset.to_string());
            }
            Self::Container(_) | Self::NotCanonical | Self::Encrypted => {}
        }
        args
    }
}

impl std::fmt::Display for BadRelease {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code())?;
        self.args()
            .iter()
            .try_for_each(|(name, value)| write!(f, ", {name} `{value}`"))
    }
}

impl std::error::Error for BadRelease {}

impl Release {
    /// Opens a release whose keys are in clear, and checks every file against the manifest; signatures are read, not judged.
    ///
    /// # Errors
    /// [`BadRelease`] with the file at fault: unlisted, missing, altered, malformed, of another format; [`BadRelease::Encrypted`] for an
    /// examination.
    pub fn open(bytes: &[u8]) -> Result<Self, BadRelease> {
        let release = Self::open_any(bytes)?;
        match release.manifest.kind {
            ReleaseKind::Practice => Ok(release),
            ReleaseKind::Exam => Err(BadRelease::Encrypted),
        }
    }

    /// Opens a release of either kind: the keys of an examination stay sealed.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_any(bytes: &[u8]) -> Result<Self, BadRelease> {
        let entries = container::read(bytes).map_err(BadRelease::Container)?;
        let written = *entries
            .get(MANIFEST)
            .ok_or_else(|| BadRelease::Missing { path: MANIFEST.into() })?;
        let manifest: Manifest = document(MANIFEST, written, "jalon/manifest@1", |m: &Manifest| &m.format)?;
        if jcs::to_vec(&manifest).ok().as_deref() != Some(written) {
            return Err(BadRelease::NotCanonical);
        }
        if !manifest.files.is_sorted_by(|a, b| a.path < b.path) {
            return Err(BadRelease::NotCanonical);
        }
        let listed: SortedMap<&str, &FileEntry> =
            manifest.files.iter().map(|file| (file.path.as_str(), file)).collect();
        let mut signatures = SortedMap::new();
        for (path, content) in &entries {
            if path.starts_with(SIGNATURES) {
                signatures.insert(path.clone(), content.to_vec());
            } else if path != MANIFEST && !listed.contains_key(path.as_str()) {
                return Err(BadRelease::Unlisted { path: path.clone() });
            }
        }
        let id = Digest::of(written);
        let mut parts = Parts::default();
        for file in &manifest.files {
            let content = *entries.get(&file.path).ok_or_else(|| BadRelease::Missing {
                path: file.path.clone(),
            })?;
            if content.len() as u64 != file.size || Digest::of(content) != file.sha256 {
                return Err(BadRelease::Altered {
                    path: file.path.clone(),
                });
            }
            parts.add(manifest.kind, file, content)?;
        }
        parts.finish(id, manifest, signatures)
    }

    /// The sealed keys of an examination, for whom they are sealed to; none in other releases.
    #[must_use]
    pub fn sealed_keys(&self) -> Option<&[u8]> {
        self.sealed_keys.as_deref()
    }

    /// An examination with its keys, as whoever they are sealed to opened them: a container of `keys/<item>.json`, one for each item.
    ///
    /// The release keeps its id: the manifest has the digest of what was sealed.
    ///
    /// # Errors
    /// [`BadRelease::Container`]; [`BadRelease::Dangling`] for a file that is no key of an item here; [`BadRelease::Missing`] for an item without key.
    pub fn with_keys(mut self, container: &[u8]) -> Result<Self, BadRelease> {
        let entries = container::read(container).map_err(BadRelease::Container)?;
        let mut keys = SortedMap::new();
        for (path, bytes) in &entries {
            let item = item_of_key(path).filter(|item| self.contents.contains_key(item));
            keys.insert(item.ok_or_else(|| dangling(KEYS, path))?, bytes.to_vec());
        }
        if let Some(item) = self.contents.keys().find(|item| !keys.contains_key(*item)) {
            let path = format!("keys/{item}.json");
            return Err(BadRelease::Missing { path });
        }
        self.keys = keys;
        Ok(self)
    }

    /// The bytes of the document that answers an item; `jalon-scoring` alone can read them.
    #[must_use]
    pub fn key_bytes(&self, item: &ItemId) -> Option<&[u8]> {
        self.keys.get(item).map(Vec::as_slice)
    }

    /// A picture or a sound, by its digest, as items name it.
    #[must_use]
    pub fn media(&self, digest: &Digest) -> Option<&[u8]> {
        self.media.get(digest).map(Vec::as_slice)
    }
}

#[derive(Default)]
struct Parts {
    referential: Option<Referential>,
    protocols: SortedMap<ProtocolId, Arc<Protocol>>,
    contents: SortedMap<ItemId, ItemContent>,
    stimuli: SortedMap<Slug, Stimulus>,
    abouts: Vec<ItemAbout>,
    keys: SortedMap<ItemId, Vec<u8>>,
    sealed_keys: Option<Vec<u8>>,
    media: SortedMap<Digest, Vec<u8>>,
}

impl Parts {
    fn add(&mut self, kind: ReleaseKind, file: &FileEntry, bytes: &[u8]) -> Result<(), BadRelease> {
        let path = file.path.as_str();
        match (file.role, kind) {
            (Role::Key, ReleaseKind::Exam) | (Role::Keys, ReleaseKind::Practice) => {
                return Err(BadRelease::Kind { path: path.to_owned() });
            }
            _ => {}
        }
        match file.role {
            Role::Referential => {
                stands_at(path, "content/", "referential")?;
                self.referential = Some(document(path, bytes, "jalon/referential@1", |r: &Referential| {
                    &r.format
                })?);
            }
            Role::Protocol => {
                let protocol: Protocol = document(path, bytes, "jalon/protocol@1", |p: &Protocol| &p.format)?;
                stands_at(path, "content/protocols/", protocol.id.as_str())?;
                self.protocols.insert(protocol.id.clone(), Arc::new(protocol));
            }
            Role::Content => {
                let content: ItemContent = document(path, bytes, "jalon/item-content@1", |c: &ItemContent| &c.format)?;
                stands_at(path, "content/items/", content.id.as_str())?;
                self.contents.insert(content.id.clone(), content);
            }
            Role::Stimulus => {
                let stimulus: Stimulus = document(path, bytes, "jalon/stimulus-content@1", |s: &Stimulus| &s.format)?;
                stands_at(path, "content/stimuli/", stimulus.id.as_str())?;
                self.stimuli.insert(stimulus.id.clone(), stimulus);
            }
            Role::About => {
                let about: ItemAbout = document(path, bytes, "jalon/item-about@1", |a: &ItemAbout| &a.format)?;
                stands_at(path, "about/", about.id.as_str())?;
                self.abouts.push(about);
            }
            Role::Key => {
                let item = item_of_key(path).ok_or_else(|| dangling(path, path))?;
                self.keys.insert(item, bytes.to_vec());
            }
            Role::Keys => {
                if path != KEYS {
                    return Err(dangling(path, KEYS));
                }
                self.sealed_keys = Some(bytes.to_vec());
            }
            Role::Media => {
                // A sound or a picture is named by what it is: nobody swaps one for another.
                let named = path.strip_prefix("media/").and_then(Digest::from_hex);
                let digest = named.filter(|digest| *digest == file.sha256);
                let digest = digest.ok_or_else(|| dangling(path, &file.sha256.to_string()))?;
                self.media.insert(digest, bytes.to_vec());
            }
        }
        Ok(())
    }

    fn finish(
        self,
        id: Digest,
        manifest: Manifest,
        signatures: SortedMap<String, Vec<u8>>,
    ) -> Result<Release, BadRelease> {
        let referential = self.referential.ok_or_else(|| BadRelease::Missing {
            path: "content/referential.json".into(),
        })?;
        let mut lacking = None;
        let mut lacks = |folder: &str, name: &str, digest: &Digest| {
            if lacking.is_none() && !self.media.contains_key(digest) {
                lacking = Some(dangling(&format!("{folder}{name}.json"), &digest.to_string()));
            }
        };
        for (item, content) in &self.contents {
            if let Some(stimulus) = content
                .stimulus
                .as_ref()
                .filter(|stimulus| !self.stimuli.contains_key(*stimulus))
            {
                return Err(dangling(&format!("content/items/{item}.json"), stimulus.as_str()));
            }
            content.each_media(&mut |digest| lacks("content/items/", item.as_str(), digest));
        }
        for (id, stimulus) in &self.stimuli {
            rich::each_picture(&stimulus.text, &mut |picture| {
                lacks("content/stimuli/", id.as_str(), &picture.media)
            });
        }
        if let Some(lacking) = lacking {
            return Err(lacking);
        }
        for about in &self.abouts {
            if !self.contents.contains_key(&about.id) {
                return Err(dangling(&format!("about/{}.json", about.id), about.id.as_str()));
            }
        }
        if let Some(item) = self.keys.keys().find(|item| !self.contents.contains_key(*item)) {
            return Err(dangling(&format!("keys/{item}.json"), item.as_str()));
        }
        if let Some(item) = self
            .contents
            .keys()
            .find(|item| !self.abouts.iter().any(|about| about.id == **item))
        {
            return Err(BadRelease::Missing {
                path: format!("about/{item}.json"),
            });
        }
        if manifest.kind == ReleaseKind::Exam && self.sealed_keys.is_none() {
            return Err(BadRelease::Missing { path: KEYS.into() });
        }
        Ok(Release {
            id,
            manifest,
            referential,
            protocols: self.protocols,
            contents: self.contents,
            stimuli: self.stimuli,
            pool: self.abouts.into_iter().collect(),
            signatures,
            keys: self.keys,
            sealed_keys: self.sealed_keys,
            media: self.media,
        })
    }
}

/// The item that a file of keys answers, by its path.
fn item_of_key(path: &str) -> Option<ItemId> {
    let name = path.strip_prefix("keys/")?.strip_suffix(".json")?;
    ItemId::parse(name)
}

fn dangling(path: &str, name: &str) -> BadRelease {
    BadRelease::Dangling {
        path: path.to_owned(),
        name: name.to_owned(),
    }
}

/// A document stands at the one path that its id gives: no two files speak of the same thing.
fn stands_at(path: &str, folder: &str, id: &str) -> Result<(), BadRelease> {
    let named = path.strip_prefix(folder).and_then(|name| name.strip_suffix(".json"));
    if named == Some(id) {
        Ok(())
    } else {
        Err(dangling(path, id))
    }
}

/// Reads a document of our own and checks its format.
fn document<T: Document>(path: &str, bytes: &[u8], format: &str, of: impl Fn(&T) -> &String) -> Result<T, BadRelease> {
    let document: T = json::from_slice(bytes, Limits::DOCUMENT).map_err(|detail| BadRelease::Malformed {
        path: path.to_owned(),
        detail,
    })?;
    if of(&document) == format {
        Ok(document)
    } else {
        Err(BadRelease::Format {
            path: path.to_owned(),
            found: of(&document).clone(),
        })
    }
}
