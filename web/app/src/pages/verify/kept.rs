//! What a verifier keeps on the device: lists and identities with the day they were had, the last signed bundle, certifiers added by hand.
//!
//! Nothing here is believed for lying here: each is checked again whenever it is used, by the engine.

use crate::ground::Ground;
use jalon_base::Timestamp;
use jalon_base::json::{self, Limits};
use jalon_credential::at_hand::AtHand;
use jalon_credential::bundle::{self, Bundle, BundleFault, Card};
use jalon_credential::trust::{Role, TrustStore};
use jalon_web_kit::ports::journals::{Change, Fault};

/// What came from its address, by that address.
const FETCHED: &str = "fetched";
/// What came with certificates, by its own id.
const STAPLED: &str = "stapled";
/// The last bundle.
const BUNDLE: &str = "bundle";
/// The roots that a person pinned, by DID.
const ROOT: &str = "root";
/// The cards that a person added, by DID.
const CARD: &str = "card";

/// Codes of a document of which others are to be read.
const CODES: &str = "codes";
/// How long they are kept: whoever scans one after the other takes minutes.
const CODES_SECONDS: u64 = 900;

/// Largest document that is kept: a status list of a million entries that do not compress.
pub const LARGEST: usize = 2 << 20;

struct Fetched {
    at: Timestamp,
    text: String,
}

jalon_base::document!(Fetched { at, text });

/// All of it.
#[derive(Debug, Default)]
pub struct Kept {
    fetched: Vec<(String, Timestamp, String)>,
    stapled: Vec<String>,
    roots: Vec<String>,
    /// The last bundle, with its bytes.
    bundle: Option<(Bundle, String)>,
    /// Certifiers added by hand.
    pub cards: Vec<Card>,
    /// What codes held of a document of which others are to be read.
    pub codes: Vec<String>,
}

impl Kept {
    /// Everything that the device keeps, as far as it can still be read.
    ///
    /// # Errors
    /// What the storage says.
    pub async fn load(ground: &Ground) -> Result<Self, Fault> {
        let journals = &ground.journals;
        let texts = |documents: Vec<(String, String)>| documents.into_iter().map(|(_, text)| text);
        let mut kept = Self::default();
        for (url, body) in journals.documents(FETCHED).await? {
            if let Ok(Fetched { at, text }) = json::from_slice(body.as_bytes(), Limits::DOCUMENT) {
                kept.fetched.push((url, at, text));
            }
        }
        kept.stapled.extend(texts(journals.documents(STAPLED).await?));
        kept.roots.extend(texts(journals.documents(ROOT).await?));
        for text in texts(journals.documents(CARD).await?) {
            kept.cards.extend(bundle::read_card(text.as_bytes()).ok());
        }
        if let Some(body) = journals.document(CODES, CODES).await? {
            let fresh = |at: &Timestamp| ground.second().unix().abs_diff(at.unix()) <= CODES_SECONDS;
            match json::from_slice(body.as_bytes(), Limits::DOCUMENT) {
                Ok(Fetched { at, text }) if fresh(&at) => kept.codes.extend(text.lines().map(str::to_owned)),
                // Somebody else's certificate, in pieces: it does not stay. Where the storage refuses that, it is tried again next time.
                _ => drop(put_codes(ground, &[]).await),
            }
        }
        if let Some(text) = journals.document(BUNDLE, BUNDLE).await? {
            let bundle = kept.open(ground, text.as_bytes()).ok();
            kept.bundle = bundle.map(|bundle| (bundle, text));
        }
        Ok(kept)
    }

    /// The roots whose bundles count: those of the application, and those that the person pinned.
    fn roots<'a>(&'a self, ground: &'a Ground) -> Vec<&'a str> {
        let of_build = ground
            .known
            .iter()
            .filter(|(_, issuer)| issuer.roles.contains(&Role::Root));
        of_build
            .map(|(did, _)| did)
            .chain(self.roots.iter().map(String::as_str))
            .collect()
    }

    /// Whether any root is pinned at all.
    #[must_use]
    pub fn pins_a_root(&self, ground: &Ground) -> bool {
        !self.roots(ground).is_empty()
    }

    /// Opens a bundle for this reader: of a pinned root, and not older than the last.
    ///
    /// # Errors
    /// [`BundleFault`].
    pub fn open(&self, ground: &Ground, bytes: &[u8]) -> Result<Bundle, BundleFault> {
        let seen = self.bundle.as_ref().map(|(bundle, _)| bundle.seen());
        Bundle::open(bytes, ground.second(), &self.roots(ground), seen)
    }

    /// The last bundle.
    #[must_use]
    pub fn bundle(&self) -> Option<&Bundle> {
        self.bundle.as_ref().map(|(bundle, _)| bundle)
    }

    /// Where the next bundle is published, when the last one says so by its id.
    #[must_use]
    pub fn bundle_address(&self) -> Option<String> {
        let (_, text) = self.bundle.as_ref()?;
        let document = json::parse(text.as_bytes(), Limits::FOREIGN).ok()?;
        let id = document.get("id")?.as_str()?;
        jalon_credential::at_hand::may_be_asked(id).then(|| id.to_owned())
    }

    /// Whom the reader knows: by the application, by the bundle, and by hand whoever is in neither.
    #[must_use]
    pub fn trust(&self, ground: &Ground) -> TrustStore {
        let mut trust = ground.known.clone();
        for (did, issuer) in self.bundle().into_iter().flat_map(|bundle| &bundle.parties) {
            trust.pin(did.clone(), issuer.clone());
        }
        for card in &self.cards {
            if trust.lookup(&card.did).is_none() {
                card.pin(&mut trust);
            }
        }
        trust
    }

    /// What is at hand beside a certificate.
    #[must_use]
    pub fn at_hand<'t>(&self, trust: &'t TrustStore) -> AtHand<'t> {
        let mut at_hand = AtHand::new(trust);
        for (url, _, text) in &self.fetched {
            at_hand.fetched(url.as_str(), text.clone().into_bytes());
        }
        for text in &self.stapled {
            at_hand.stapled(text.clone().into_bytes());
        }
        at_hand
    }

    /// Every text at hand, to see what reading them asks for.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let fetched = self.fetched.iter().map(|(_, _, text)| text.as_str());
        fetched.chain(self.stapled.iter().map(String::as_str))
    }

    /// When an address was last asked.
    #[must_use]
    pub fn asked(&self, url: &str) -> Option<Timestamp> {
        self.fetched
            .iter()
            .find(|(known, ..)| known == url)
            .map(|(_, at, _)| *at)
    }
}

/// What is put on the device.
#[derive(Debug, Clone, Copy)]
pub enum Sort<'a> {
    /// What an address gave, now.
    Fetched(&'a str),
    /// What came with certificates, under its own id.
    Stapled(&'a str),
    /// A bundle that was opened.
    Bundle,
    /// A root, by its DID.
    Root(&'a str),
    /// A card, by its DID.
    Card(&'a str),
}

/// Puts a document on the device.
///
/// # Errors
/// What the storage says.
pub async fn put(ground: &Ground, sort: Sort<'_>, text: String) -> Result<(), Fault> {
    let (kind, id, body) = match sort {
        Sort::Fetched(url) => (FETCHED, url, dated(ground, text)),
        Sort::Stapled(id) => (STAPLED, id, text),
        Sort::Bundle => (BUNDLE, BUNDLE, text),
        Sort::Root(did) => (ROOT, did, did.to_owned()),
        Sort::Card(did) => (CARD, did, text),
    };
    let (kind, id) = (kind.to_owned(), id.to_owned());
    ground.journals.write(vec![Change::Put { kind, id, body }]).await
}

/// Keeps the texts of codes for a while; no text keeps nothing.
///
/// # Errors
/// What the storage says.
pub async fn put_codes(ground: &Ground, texts: &[String]) -> Result<(), Fault> {
    let (kind, id) = (CODES.to_owned(), CODES.to_owned());
    let change = if texts.is_empty() {
        Change::Remove { kind, id }
    } else {
        let body = dated(ground, texts.join("\n"));
        Change::Put { kind, id, body }
    };
    ground.journals.write(vec![change]).await
}

/// A text with the day and the second it was had.
fn dated(ground: &Ground, text: String) -> String {
    let body = jalon_base::jcs::to_vec(&Fetched {
        at: ground.second(),
        text,
    });
    body.ok()
        .and_then(|body| String::from_utf8(body).ok())
        .unwrap_or_default()
}

/// Takes the card of a certifier away again.
///
/// # Errors
/// What the storage says.
pub async fn drop_card(ground: &Ground, did: &str) -> Result<(), Fault> {
    let (kind, id) = (CARD.to_owned(), did.to_owned());
    ground.journals.write(vec![Change::Remove { kind, id }]).await
}
