//! What every page stands on: the ports of this browser, the person's language and way of reading.

use crate::demand::{self, ENVIRONS, Keep};
use jalon_attempt::Now;
use jalon_base::id::RandomId;
use jalon_base::{Digest, Millis, Timestamp};
use jalon_credential::trust::TrustStore;
use jalon_messages::Lang;
use jalon_web_kit::Prefs;
use jalon_web_kit::ports::clock::{BrowserClock, Clock};
use jalon_web_kit::ports::entropy::{BrowserEntropy, Entropy};
use jalon_web_kit::ports::environment::{self, Environment};
use jalon_web_kit::ports::journals::{Fault, IndexedDb, Journals};
use jalon_web_kit::ports::locks::{BrowserLocks, Locks};
use jalon_web_kit::ports::speech::{BrowserSpeech, Speech};
use jalon_web_kit::ports::vault::{BrowserVault, Vault};
use jalon_web_kit::ports::{net, shell};
use std::rc::Rc;
use yew::prelude::*;

/// The database of what is kept.
pub const JOURNALS: &str = "jalon";
/// The database of the secret.
pub const VAULT: &str = "jalon-vault";

/// The ports of this browser. One for the life of the page.
#[derive(Clone)]
pub struct Ground(Rc<Ports>);

/// The ports themselves.
pub struct Ports {
    /// What is kept on the device.
    pub journals: Box<dyn Journals>,
    /// Why nothing outlives the page, when so.
    pub forgetful: Option<Fault>,
    /// One page at a time.
    pub locks: Box<dyn Locks>,
    /// Time.
    pub clock: Box<dyn Clock>,
    /// Random bits.
    pub entropy: Box<dyn Entropy>,
    /// The holder's secret.
    pub vault: Box<dyn Vault>,
    /// Reading aloud.
    pub speech: Box<dyn Speech>,
    /// Where the page runs.
    pub environment: Environment,
    /// The build of the page.
    pub build: String,
    /// Whom this build knows; nobody when its list did not come.
    pub known: TrustStore,
    /// The list of whom this build knows came, and is the one that the page names.
    pub list_came: bool,
}

impl PartialEq for Ground {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Ground {
    type Target = Ports;

    fn deref(&self) -> &Ports {
        &self.0
    }
}

impl Ground {
    /// The ports of this browser; storage that refuses gives way to memory, and says so. None when what keeps things in memory cannot come.
    pub async fn open() -> Option<Self> {
        // Asked for at once; it comes while the storage opens.
        let known = shell::meta("jalon-trust").map(|path| (net::fetch(&path), path));
        let entropy = BrowserEntropy;
        let clock = BrowserClock::new(&entropy);
        let (journals, vault, forgetful): (Box<dyn Journals>, Box<dyn Vault>, _) = match IndexedDb::open(JOURNALS).await
        {
            Ok(journals) => (Box::new(journals), Box::new(BrowserVault::new(VAULT)), None),
            Err(fault) => {
                let (journals, vault) = demand::find(ENVIRONS, Keep::Nothing, demand::forgetful).await?();
                (journals, vault, Some(fault))
            }
        };
        let list = match known {
            Some((list, path)) => pinned(&list.await.unwrap_or_default(), &path),
            None => None,
        };
        Some(Self(Rc::new(Ports {
            journals,
            forgetful,
            locks: Box::new(BrowserLocks),
            clock: Box::new(clock),
            entropy: Box::new(entropy),
            vault,
            speech: Box::new(BrowserSpeech::new()),
            environment: environment::look().await,
            build: shell::meta("jalon-build").unwrap_or_else(|| "none".to_owned()),
            list_came: list.is_some(),
            known: list.unwrap_or_default(),
        })))
    }

    /// Brings what is said of where the page runs, where that is unusual. What cannot come is not said: nobody is led out without a network.
    pub async fn look_around(&self) {
        let around = &self.environment;
        if self.forgetful.is_some() || around.inside.is_some() {
            demand::find(ENVIRONS, Keep::Nothing, demand::environs).await;
        }
    }

    /// This instant, as the engine wants it.
    #[must_use]
    pub fn now(&self) -> Now {
        let reading = self.clock.now();
        Now {
            wall_ms: reading.wall_ms,
            mono_ms: reading.mono_ms,
            boot: RandomId::from_bytes(reading.boot),
        }
    }

    /// The second of this instant, for documents.
    #[must_use]
    pub fn second(&self) -> Timestamp {
        Timestamp::from_millis(Millis(self.clock.now().wall_ms))
    }
}

/// The list that the page pins by the digest in its name; none in other bytes.
fn pinned(list: &[u8], path: &str) -> Option<TrustStore> {
    (path == format!("/trust-{}.json", Digest::of(list)))
        .then(|| TrustStore::from_slice(list).ok())
        .flatten()
}

/// How the person reads, and how they change it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// How.
    pub prefs: Prefs,
    /// Heard at each change.
    pub change: Callback<Prefs>,
}

/// What every page is given: the ground, the language, the way of reading, and the two names that an address may hold.
#[derive(Clone, PartialEq, Properties)]
pub struct Here {
    /// The ports.
    pub ground: Ground,
    /// The language of the page.
    pub lang: Lang,
    /// How the person reads.
    pub reading: Reading,
    /// The first name in the address.
    #[prop_or_default]
    pub name: String,
    /// The second.
    #[prop_or_default]
    pub more: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_than_those_that_the_page_names_make_nobody_known() {
        let list =
            br#"{"format":"jalon/trust-list@1","issuers":[{"did":"did:key:z6Mk","name":"C","roles":["certifier"]}]}"#;
        let path = format!("/trust-{}.json", Digest::of(list));
        assert!(pinned(list, &path).unwrap().certifier("did:key:z6Mk").is_some());
        let swapped = String::from_utf8_lossy(list).replace("z6Mk", "z6Ml");
        assert_eq!(pinned(swapped.as_bytes(), &path), None);
        assert_eq!(pinned(list, "/trust.json"), None);
    }
}
