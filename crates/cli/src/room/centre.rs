//! What a centre keeps: its key, sealed; its certificate authority; whom it works for.

use crate::{files, key, stop};
use anyhow::{Context, Result, anyhow, bail};
use jalon_base::json::{self, Limits};
use jalon_base::{Timestamp, jcs};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::sealed;
use jalon_server::Settings;
use jalon_server::tls::Authority;
use jalon_session::calendar::Calendar;
use std::fs;
use std::path::Path;

/// What a centre is (`jalon/centre@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Centre {
    /// `jalon/centre@1`.
    pub format: String,
    /// The name of its server on the network of the room.
    pub name: String,
    /// DID of its key.
    pub did: String,
    /// DIDs of the certifiers whose orders it carries out.
    pub certifiers: Vec<String>,
    /// Since when it is habilitated.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Whether it only rehearses: any hour of any day, and clocks that may run faster. Its sessions are of no certificate.
    pub rehearsal: bool,
}

jalon_base::document!(Centre {
    format,
    name,
    did,
    certifiers,
    from,
    until,
    rehearsal: optional
});

/// A centre with its secrets open.
#[derive(Debug)]
pub struct Opened {
    /// What it is.
    pub centre: Centre,
    /// Its key.
    pub key: SecretKey,
    /// Its authority and the certificate of its server.
    pub authority: Authority,
}

impl Centre {
    /// Makes a centre in a folder that is not there yet; its key is sealed under a passphrase.
    ///
    /// # Errors
    /// The folder is there, a name is not one, or nothing can be written.
    pub fn make(folder: &Path, name: &str, mut centre: Self, passphrase: &str, cost: sealed::Cost) -> Result<Self> {
        if folder.exists() {
            bail!("{} exists already: a centre is never overwritten", folder.display());
        }
        let authority = Authority::make(name, &[name.to_owned()]).map_err(|error| anyhow!("{error}"))?;
        let seed: [u8; 32] = key::random()?;
        let randomness = sealed::Randomness {
            salt: key::random()?,
            nonce: key::random()?,
        };
        let closed = sealed::seal(&seed, passphrase, cost, randomness).map_err(|error| anyhow!("{error}"))?;
        centre.did = did_key(&SecretKey::from_seed(seed).public());
        let _writing = stop::writing();
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        files::write_secret(&folder.join("centre.key"), &closed)?;
        files::write(&folder.join("root.pem"), authority.root.as_bytes())?;
        files::write(&folder.join("server.pem"), authority.certificate.as_bytes())?;
        files::write_secret(&folder.join("server.key.pem"), authority.key.as_bytes())?;
        let bytes = jcs::to_vec(&centre).map_err(|_| anyhow!("a date out of bounds"))?;
        files::write(&folder.join("centre.json"), &bytes)?;
        Ok(centre)
    }

    /// Opens the centre of a folder.
    ///
    /// # Errors
    /// A file is missing, is not what it should be, or does not open with the passphrase.
    pub fn open(folder: &Path) -> Result<Opened> {
        let path = folder.join("centre.json");
        let centre: Self = json::from_slice(&files::read(&path)?, Limits::DOCUMENT)
            .with_context(|| format!("reading {}", path.display()))?;
        if centre.format != "jalon/centre@1" {
            bail!("{} is not a centre", path.display());
        }
        let text = |name: &str| -> Result<String> { Ok(String::from_utf8(files::read(&folder.join(name))?)?) };
        let authority = Authority {
            root: text("root.pem")?,
            certificate: text("server.pem")?,
            key: text("server.key.pem")?,
        };
        let key = key::open(&folder.join("centre.key"))?;
        if did_key(&key.public()) != centre.did {
            bail!("{} does not hold the key of this centre", folder.display());
        }
        Ok(Opened { centre, key, authority })
    }
}

impl Opened {
    /// What the server runs with.
    #[must_use]
    pub fn settings(self) -> Settings {
        Settings {
            key: self.key,
            certifiers: self.centre.certifiers,
            habilitated: Some((self.centre.from, self.centre.until)),
            calendar: if self.centre.rehearsal {
                Calendar::ANY
            } else {
                Calendar::FRENCH_ROOMS
            },
            build: env!("CARGO_PKG_VERSION").to_owned(),
            secure: true,
        }
    }
}
