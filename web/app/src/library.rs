//! Releases: the list of the site, those kept on the device, and opening one.

use crate::ground::Ground;
use crate::records;
use jalon_base::json::{self, Limits};
use jalon_base::{Digest, Text};
use jalon_protocol::release::BadRelease;
use jalon_protocol::release::statement::Signature;
use jalon_protocol::{ProtocolId, Release};
use jalon_web_kit::ports::journals::Change;
use jalon_web_kit::ports::net::{NoFile, fetch};
use std::cell::RefCell;
use std::rc::Rc;

/// Where the site lists its releases.
const LIST: &str = "/releases/index.json";
/// The kind of the documents that say which releases are kept here.
const KEPT: &str = "release";
/// Largest release that is opened.
const LARGEST: usize = 32 << 20;

/// What is known of a release before it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Digest of its manifest.
    pub id: Digest,
    /// Its referential: how addresses call it.
    pub referential: String,
    /// The trade, in the person's words.
    pub trade: Text,
    /// Name of the drawing that stands for it.
    pub picture: String,
    /// The test to begin at once.
    pub first: String,
    /// Where the site has it; none for one that came as a file.
    pub path: Option<String>,
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// Who signed it, as its opening found; nobody before that.
    pub signers: Vec<String>,
}

jalon_base::document!(Entry {
    id,
    referential,
    trade,
    picture,
    first,
    path: optional,
    sha256,
    signers: optional,
    ..
});

struct List {
    releases: Vec<Entry>,
}

jalon_base::document!(List { releases, .. });

impl Entry {
    /// How addresses call it: the site's by their trade, others by their id.
    #[must_use]
    pub fn name(&self) -> String {
        match self.path {
            Some(_) => self.referential.clone(),
            None => self.id.to_string(),
        }
    }
}

/// Whose questions they are, for this reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Signed by somebody whom the application knows, under the name that it knows.
    Known(String),
    /// Signed by somebody whom it does not know.
    Unknown,
    /// Signed; the list of those whom it knows did not come.
    Unchecked,
    /// Signed by nobody.
    Nobody,
    /// A signature does not hold.
    Broken,
}

impl Origin {
    /// Whose release it is.
    #[must_use]
    pub fn of(ground: &Ground, release: &Release) -> Self {
        match release.signature() {
            Signature::By(signers) => Self::by(ground, signers.iter().map(|signer| signer.by.as_str())),
            Signature::None => Self::Nobody,
            Signature::Bad { .. } => Self::Broken,
        }
    }

    /// Whose a release is that these have signed.
    pub fn by<'a>(ground: &Ground, mut signers: impl Iterator<Item = &'a str>) -> Self {
        let known = signers.find_map(|did| ground.known.certifier(did));
        match known {
            Some(issuer) => Self::Known(issuer.name.clone()),
            None if ground.list_came => Self::Unknown,
            None => Self::Unchecked,
        }
    }
}

/// Why there is no release to work with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRelease {
    /// Not on the device, and the network does not give it.
    Absent,
    /// The network did not answer.
    Unreachable,
    /// The bytes are not a release.
    Bad(BadRelease),
}

thread_local! {
    /// Opened releases of this page: opening checks every digest, once is enough.
    static OPEN: RefCell<Vec<Rc<Release>>> = const { RefCell::new(Vec::new()) };
}

/// Everything that can be begun: what the site lists, and what is kept here.
pub async fn entries(ground: &Ground) -> Vec<Entry> {
    let mut entries = kept(ground).await;
    if let Ok(bytes) = fetch(LIST).await
        && let Ok(list) = json::from_slice::<List>(&bytes, Limits::FOREIGN)
    {
        for entry in list.releases {
            // The site's newest takes the place of an older one of the same trade; what came as a file stays beside it.
            entries
                .retain(|kept| kept.id != entry.id && (kept.path.is_none() || kept.referential != entry.referential));
            entries.push(entry);
        }
    }
    // The last by name comes first: drivers, then home helps.
    records::sort_small(&mut entries, |entry| {
        -i64::from(entry.referential.bytes().next().unwrap_or(0))
    });
    entries
}

async fn kept(ground: &Ground) -> Vec<Entry> {
    let documents = ground.journals.documents(KEPT).await.unwrap_or_default();
    documents
        .iter()
        .filter_map(|(_, body)| json::from_slice(body.as_bytes(), Limits::FOREIGN).ok())
        .collect()
}

/// Finds a release by the name that an address gives it: its referential, its id, or its file among those of the site that are not listed.
///
/// # Errors
/// [`NoRelease`].
pub async fn find(ground: &Ground, name: &str) -> Result<Rc<Release>, NoRelease> {
    let named = |entry: &Entry| entry.referential == name || entry.id.to_string() == name;
    match entries(ground).await.into_iter().find(named) {
        Some(entry) => take(ground, &entry).await,
        // A link to a file that the site does not list: opened like a file that was given.
        None => keep(ground, brought(&format!("/releases/{name}.jalon")).await?, None).await,
    }
}

async fn brought(path: &str) -> Result<Vec<u8>, NoRelease> {
    fetch(path).await.map_err(|fault| match fault {
        NoFile::Unreachable => NoRelease::Unreachable,
        NoFile::Absent => NoRelease::Absent,
    })
}

/// Opens the release with this id: from this page, from the device, from the site.
///
/// # Errors
/// [`NoRelease`].
pub async fn open(ground: &Ground, id: &Digest) -> Result<Rc<Release>, NoRelease> {
    if let Some(release) = opened(id) {
        return Ok(release);
    }
    let here = kept(ground).await.into_iter().find(|entry| entry.id == *id);
    let entry = match here {
        Some(entry) => entry,
        None => entries(ground)
            .await
            .into_iter()
            .find(|entry| entry.id == *id)
            .ok_or(NoRelease::Absent)?,
    };
    take(ground, &entry).await
}

async fn take(ground: &Ground, entry: &Entry) -> Result<Rc<Release>, NoRelease> {
    if let Some(release) = opened(&entry.id) {
        return Ok(release);
    }
    if let Ok(Some(bytes)) = ground.journals.blob(&entry.sha256.to_string()).await
        && let Ok(release) = Release::open(&bytes)
    {
        return Ok(hold(release));
    }
    let path = entry.path.as_deref().ok_or(NoRelease::Absent)?;
    keep(ground, brought(path).await?, Some(path)).await
}

/// Opens a file of questions and keeps it on the device.
///
/// # Errors
/// [`NoRelease::Bad`] when it is not one; a device that cannot keep it is no reason not to use it now.
pub async fn keep(ground: &Ground, bytes: Vec<u8>, path: Option<&str>) -> Result<Rc<Release>, NoRelease> {
    if bytes.len() > LARGEST {
        return Err(NoRelease::Absent);
    }
    let release = Release::open(&bytes).map_err(NoRelease::Bad)?;
    let first = first(&release)
        .map(|protocol| protocol.as_str().to_owned())
        .unwrap_or_default();
    let entry = Entry {
        id: release.id,
        referential: release.referential.id.as_str().to_owned(),
        trade: release.referential.trade.clone(),
        picture: release.referential.picture.clone(),
        first,
        path: path.map(str::to_owned),
        sha256: Digest::of(&bytes),
        signers: match release.signature() {
            Signature::By(signers) => signers.into_iter().map(|signer| signer.by).collect(),
            Signature::None | Signature::Bad { .. } => Vec::new(),
        },
    };
    if let Ok(body) = jalon_base::jcs::to_vec(&entry) {
        let body = String::from_utf8(body).unwrap_or_default();
        let kept = vec![
            Change::Keep {
                sha256: entry.sha256.to_string(),
                bytes,
            },
            Change::Put {
                kind: KEPT.to_owned(),
                id: entry.id.to_string(),
                body,
            },
        ];
        // Refused or full: the release works for as long as the page is open, and the attempt says that nothing is kept.
        let _ = ground.journals.write(kept).await;
    }
    Ok(hold(release))
}

/// The test to begin at once: the discovery, else the shortest.
#[must_use]
pub fn first(release: &Release) -> Option<&ProtocolId> {
    let discovery = release.protocols.keys().find(|id| id.as_str() == "decouverte");
    discovery.or_else(|| {
        release
            .protocols
            .values()
            .min_by_key(|protocol| protocol.minutes)
            .map(|protocol| &protocol.id)
    })
}

fn opened(id: &Digest) -> Option<Rc<Release>> {
    OPEN.with_borrow(|open| open.iter().find(|release| release.id == *id).cloned())
}

/// What somebody makes of a file of an opened release, by its digest.
pub fn media<T>(digest: &Digest, make: impl Fn(&[u8]) -> Option<T>) -> Option<T> {
    OPEN.with_borrow(|open| open.iter().find_map(|release| release.media(digest)).and_then(make))
}

fn hold(release: Release) -> Rc<Release> {
    let release = Rc::new(release);
    OPEN.with_borrow_mut(|open| open.push(release.clone()));
    release
}
