//! `jalon trust`: making, signing, showing and adding what says whom a reader knows.

mod page;

use crate::output::{Said, say};
use crate::{files, key, sign};
use anyhow::{Context, Result, anyhow, bail};
use jalon_base::json::{self, Limits, Value};
use jalon_base::sorted::SortedMap;
use jalon_base::{Timestamp, jcs};
use jalon_credential::bundle::{self, Bundle, BundleFault, Card, Seen};
use jalon_credential::did::did_key;
use jalon_credential::open_badge::uuid_v4;
use jalon_credential::trust::TrustStore;
use jalon_messages::Lang;
use serde_json::json;
use std::path::{Path, PathBuf};

/// The format of what a reader keeps: the root that they pin, the last bundle, the cards that they added.
const STORE: &str = "jalon/trust-store@1";

/// What `jalon trust` does.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Puts parties into a bundle: JSON `[{"id", "name", "roles", "keys": [{"method", "publicKeyMultibase", "from", "until", "revoked"}]}]`.
    Make {
        /// The parties.
        parties: PathBuf,
        /// Number of the bundle: higher than the one before.
        #[arg(long)]
        sequence: u64,
        /// DID of the root that will sign.
        #[arg(long)]
        root: String,
        /// From when.
        #[arg(long, value_parser = key::instant)]
        from: Timestamp,
        /// Until when.
        #[arg(long, value_parser = key::instant)]
        until: Timestamp,
        /// Where it is published, and the next one will be: readers may ask there for it.
        #[arg(long)]
        address: Option<String>,
        /// The bundle, to be signed.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Signs a bundle with the root's key.
    Sign {
        /// The bundle.
        file: PathBuf,
        /// The root's key.
        #[arg(long)]
        key: PathBuf,
        /// Instant; without it, the machine's clock.
        #[arg(long, value_parser = key::instant)]
        at: Option<Timestamp>,
        /// The signed bundle.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Makes the card of a certifier, for those who have no bundle that names it.
    Card {
        /// The certifier's key.
        #[arg(long)]
        key: PathBuf,
        /// Its name.
        #[arg(long)]
        name: String,
        /// Its site.
        #[arg(long)]
        url: Option<String>,
        /// Instant; without it, the machine's clock.
        #[arg(long, value_parser = key::instant)]
        at: Option<Timestamp>,
        /// The card.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Shows whom a bundle, a card or a store names.
    Show {
        /// The file.
        file: PathBuf,
        /// Instant; without it, the machine's clock.
        #[arg(long, value_parser = key::instant)]
        at: Option<Timestamp>,
    },
    /// Puts a bundle into the verifier of one file, for a USB stick: whom it knows without any network.
    Page {
        /// The signed bundle, or a list of parties.
        bundle: PathBuf,
        /// The verifier, as `cargo xtask dist` makes it.
        #[arg(long)]
        page: PathBuf,
        /// Instant; without it, the machine's clock.
        #[arg(long, value_parser = key::instant)]
        at: Option<Timestamp>,
        /// The page with the bundle.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Adds a bundle or a card to what a reader keeps. A bundle older than the last one is refused.
    Add {
        /// The bundle or the card.
        file: PathBuf,
        /// The reader's store, made if it is not there.
        #[arg(long)]
        store: PathBuf,
        /// DID of the root to pin, for a new store.
        #[arg(long)]
        root: Option<String>,
        /// The first 20 letters of the certifier's fingerprint, as the certifier told them: a card is not added without.
        #[arg(long)]
        fingerprint: Option<String>,
        /// Instant; without it, the machine's clock.
        #[arg(long, value_parser = key::instant)]
        at: Option<Timestamp>,
    },
}

struct Store {
    format: String,
    root: Option<String>,
    bundle: Option<Value>,
    cards: Vec<Value>,
}

jalon_base::document!(Store {
    format,
    root: optional,
    bundle: optional,
    cards
});

impl Store {
    fn read(bytes: &[u8]) -> Option<Self> {
        let store: Self = json::from_slice(bytes, Limits::DOCUMENT).ok()?;
        (store.format == STORE).then_some(store)
    }

    /// The bundle that it holds; it was checked when it was added, and is again.
    fn bundle(&self, at: Timestamp) -> Result<Option<Bundle>, BundleFault> {
        match (&self.root, &self.bundle) {
            (Some(root), Some(bundle)) => Bundle::open(&jcs::value_to_vec(bundle), at, &[root], None).map(Some),
            _ => Ok(None),
        }
    }

    fn cards(&self) -> Result<Vec<Card>, BundleFault> {
        self.cards
            .iter()
            .map(|card| bundle::read_card(&jcs::value_to_vec(card)))
            .collect()
    }
}

/// Whom a reader knows, from a list, a store, or a bundle (whoever signed it: the person who names the file answers for it).
///
/// # Errors
/// The file is none of these.
pub fn load(path: &Path, at: Timestamp) -> Result<TrustStore> {
    let bytes = files::read(path)?;
    let context = || format!("reading {}", path.display());
    if let Some(store) = Store::read(&bytes) {
        let mut trust = store
            .bundle(at)
            .with_context(context)?
            .map(|bundle| bundle.store())
            .unwrap_or_default();
        for card in store.cards().with_context(context)? {
            card.pin(&mut trust);
        }
        return Ok(trust);
    }
    let document = json::parse(&bytes, Limits::FOREIGN).with_context(context)?;
    match document.get("issuer").and_then(Value::as_str) {
        Some(root) => Ok(Bundle::open(&bytes, at, &[root], None).with_context(context)?.store()),
        None => TrustStore::from_slice(&bytes).with_context(context),
    }
}

/// Does it.
///
/// # Errors
/// A file cannot be read or written, or is not what it should be.
pub fn run(command: &Command, lang: Lang) -> Result<Said> {
    match command {
        Command::Make {
            parties,
            sequence,
            root,
            from,
            until,
            address,
            output,
        } => {
            let list = json::parse(&files::read(parties)?, Limits::DOCUMENT)
                .with_context(|| format!("reading {}", parties.display()))?;
            let list = list.as_array().context("expected an array of parties")?;
            let parties = list
                .iter()
                .enumerate()
                .map(|(place, party)| {
                    bundle::read_party(party).with_context(|| format!("party {} is not one", place + 1))
                })
                .collect::<Result<Vec<_>>>()?;
            if until < from {
                bail!("the bundle ends before it begins");
            }
            let bundle = Bundle {
                sequence: *sequence,
                from: *from,
                until: *until,
                parties,
            };
            let id = match address {
                Some(address) => address.clone(),
                None => uuid_v4(key::random()?),
            };
            files::write(output, &jcs::value_to_vec(&bundle.to_document(&id, root)))?;
            Ok(written(lang, output))
        }
        Command::Sign { file, key, at, output } => {
            let secret = key::open(key)?;
            let document = json::parse(&files::read(file)?, Limits::FOREIGN)
                .with_context(|| format!("reading {}", file.display()))?;
            let did = did_key(&secret.public());
            if document.get("issuer").and_then(Value::as_str) != Some(&did) {
                bail!("{} is to be signed by another key than {did}", file.display());
            }
            let at = at.unwrap_or_else(key::now);
            let signed = jcs::value_to_vec(&sign::once(document, &secret, at)?);
            // Nothing is written that a reader would refuse.
            Bundle::open(
                &signed,
                Timestamp::from_unix(i64::from(i32::MAX)).unwrap_or(at),
                &[&did],
                None,
            )?;
            files::write(output, &signed)?;
            Ok(written(lang, output))
        }
        Command::Card {
            key,
            name,
            url,
            at,
            output,
        } => {
            let secret = key::open(key)?;
            let card = Card {
                did: did_key(&secret.public()),
                name: name.clone(),
                url: url.clone(),
            };
            let at = at.unwrap_or_else(key::now);
            let signed = jcs::value_to_vec(&sign::once(card.to_document(at), &secret, at)?);
            bundle::read_card(&signed)?;
            files::write(output, &signed)?;
            Ok(card_said(lang, &card))
        }
        Command::Page {
            bundle,
            page,
            at,
            output,
        } => {
            // Nothing is put there that the page would refuse.
            let known = load(bundle, at.unwrap_or_else(key::now))?;
            page::with(page, bundle, output)?;
            let known = known.iter().map(|(did, _)| did).collect::<Vec<_>>();
            Ok(Said {
                json: json!({"file": output, "parties": known}),
                ..written(lang, output)
            })
        }
        Command::Show { file, at } => show(file, at.unwrap_or_else(key::now), lang),
        Command::Add {
            file,
            store,
            root,
            fingerprint,
            at,
        } => add(
            file,
            store,
            root.as_deref(),
            fingerprint.as_deref(),
            at.unwrap_or_else(key::now),
            lang,
        ),
    }
}

fn written(lang: Lang, output: &Path) -> Said {
    Said::done(
        json!({"file": output}),
        jalon_messages::cli::trust_written(lang, &output.display().to_string()),
    )
}

fn card_said(lang: Lang, card: &Card) -> Said {
    Said::done(
        json!({"did": card.did, "name": card.name, "fingerprint": card.fingerprint()}),
        jalon_messages::cli::card(lang, &card.name, &card.did, &card.fingerprint()),
    )
}

fn refused(lang: Lang, fault: &BundleFault) -> Said {
    Said {
        json: json!({"code": fault.code()}),
        text: format!("{} [{}]", say(lang, fault.code(), &SortedMap::new()), fault.code()),
        success: false,
    }
}

fn show(file: &Path, at: Timestamp, lang: Lang) -> Result<Said> {
    let bytes = files::read(file)?;
    if let Ok(card) = bundle::read_card(&bytes) {
        return Ok(card_said(lang, &card));
    }
    let trust = load(file, at)?;
    let mut lines = Vec::new();
    let parties: Vec<Value> = trust
        .iter()
        .map(|(did, issuer)| {
            lines.push(format!("{}  {did}", issuer.name));
            json!({"did": did, "name": issuer.name, "roles": issuer.roles.iter().collect::<Vec<_>>(), "keys": issuer.keys.len(), "by-hand": issuer.by_hand})
        })
        .collect();
    Ok(Said::done(json!({"parties": parties}), lines.join("\n")))
}

fn add(file: &Path, store: &Path, root: Option<&str>, told: Option<&str>, at: Timestamp, lang: Lang) -> Result<Said> {
    let mut kept = if store.exists() {
        Store::read(&files::read(store)?).with_context(|| format!("{} is not `{STORE}`", store.display()))?
    } else {
        Store {
            format: STORE.to_owned(),
            root: root.map(str::to_owned),
            bundle: None,
            cards: Vec::new(),
        }
    };
    if let (Some(pinned), Some(asked)) = (kept.root.as_deref(), root)
        && pinned != asked
    {
        bail!(
            "{} pins the root {pinned}: a root is never replaced, make another store",
            store.display()
        );
    }
    let bytes = files::read(file)?;
    let document = json::parse(&bytes, Limits::FOREIGN).with_context(|| format!("reading {}", file.display()))?;
    if let Ok(card) = bundle::read_card(&bytes) {
        if !told.is_some_and(|told| bundle::is_told(&card.did, told)) {
            return Ok(refused(lang, &BundleFault::Fingerprint));
        }
        kept.cards.push(document);
    } else {
        let Some(root) = &kept.root else {
            bail!("a bundle needs a root: name the one you pin with --root");
        };
        let seen: Option<Seen> = match kept.bundle(at) {
            Ok(bundle) => bundle.map(|bundle| bundle.seen()),
            Err(fault) => return Err(anyhow!("the bundle kept in {}: {fault}", store.display())),
        };
        if let Err(fault) = Bundle::open(&bytes, at, &[root], seen) {
            return Ok(refused(lang, &fault));
        }
        kept.bundle = Some(document);
    }
    files::write(store, &jcs::to_vec(&kept)?)?;
    Ok(written(lang, store))
}
