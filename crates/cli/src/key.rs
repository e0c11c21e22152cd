//! `jalon key`: keys on disk are sealed under a passphrase, asked for or taken from `JALON_PASSPHRASE`.

mod card;
mod paper;

use crate::files;
use crate::output::Said;
use anyhow::{Context, Result, anyhow, bail};
use jalon_base::Timestamp;
use jalon_credential::did::did_key;
use jalon_credential::keys::SecretKey;
use jalon_credential::sealed;
use jalon_messages::Lang;
use serde_json::json;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What `jalon key` does.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Makes a key. Lost is lost: without the file or its passphrase nobody brings it back.
    New {
        /// The key file; an existing one is never overwritten.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Shows the identity of a key.
    Show {
        /// The key file.
        file: PathBuf,
    },
    /// Writes the sealed file as a code on an A4 sheet, to print and to keep elsewhere.
    Paper {
        /// The key file.
        file: PathBuf,
        /// The sheet, `….svg`.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Makes a card to print, which signs with a PIN: for who works at a session on a machine without passkeys.
    Card {
        /// The card, `….svg`; an existing one is never overwritten.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Reads the sealed file back from a picture of the sheet (PNG, JPEG), or from its text.
    Read {
        /// The picture, or a text file of what is printed below the code.
        file: PathBuf,
        /// The key file; an existing one is never overwritten.
        #[arg(short, long)]
        output: PathBuf,
    },
}

/// Makes or shows a key.
///
/// # Errors
/// The file is there already, cannot be read or written, or does not open with the passphrase.
pub fn run(command: &Command, lang: Lang) -> Result<Said> {
    match command {
        Command::New { output } => {
            if output.exists() {
                bail!("{} exists already: a key is never overwritten", output.display());
            }
            eprintln!("{}", jalon_messages::cli::key_lost(lang));
            let passphrase = passphrase(lang, true)?;
            let seed: Zeroizing<[u8; 32]> = Zeroizing::new(random()?);
            let randomness = sealed::Randomness {
                salt: random()?,
                nonce: random()?,
            };
            let sealed = sealed::seal(seed.as_slice(), &passphrase, sealed::Cost::SERVER, randomness)
                .map_err(|error| anyhow!("{error}"))?;
            files::write(output, &sealed)?;
            let (did, opens) = halves(&SecretKey::from_seed(*seed));
            Ok(Said::done(
                json!({"did": did, "opens": opens, "file": output}),
                jalon_messages::cli::key_made(lang, &did, &opens),
            ))
        }
        Command::Card { output } => card::write(output, lang),
        Command::Paper { file, output } => paper::write(file, output, lang),
        Command::Read { file, output } => paper::read(file, output, lang),
        Command::Show { file } => {
            let (did, opens) = halves(&open(file)?);
            Ok(Said::done(
                json!({"did": did, "opens": opens}),
                jalon_messages::cli::key_shown(lang, &did, &opens),
            ))
        }
    }
}

/// What a key signs as, and what others seal files to for its holder.
fn halves(key: &SecretKey) -> (String, String) {
    (did_key(&key.public()), key.opening_key().recipient().to_string())
}

/// Opens a key file.
///
/// # Errors
/// It cannot be read, is not a sealed key, or does not open with the passphrase.
pub fn open(path: &Path) -> Result<SecretKey> {
    unsealed(&files::read(path)?).with_context(|| format!("opening the key {}", path.display()))
}

/// Opens what a key file holds.
fn unsealed(bytes: &[u8]) -> Result<SecretKey> {
    let passphrase = passphrase(Lang::En, false)?;
    let seed = sealed::open(bytes, &passphrase).map_err(|error| anyhow!("{error}"))?;
    let seed = seed.as_slice().try_into().map(Zeroizing::new);
    let seed: Zeroizing<[u8; 32]> = seed.map_err(|_| anyhow!("no key in it"))?;
    Ok(SecretKey::from_seed(*seed))
}

/// A passphrase for something new.
///
/// # Errors
/// None is given, or the two differ.
pub fn new_passphrase(lang: Lang) -> Result<Zeroizing<String>> {
    passphrase(lang, true)
}

fn passphrase(lang: Lang, twice: bool) -> Result<Zeroizing<String>> {
    if let Ok(given) = std::env::var("JALON_PASSPHRASE").map(Zeroizing::new) {
        if given.is_empty() {
            bail!("JALON_PASSPHRASE is empty");
        }
        return Ok(given);
    }
    let ask = |prompt: &str| rpassword::prompt_password(prompt).map(Zeroizing::new);
    let asked = ask(jalon_messages::cli::passphrase(lang))
        .context("asking for the passphrase; without a terminal, give it in JALON_PASSPHRASE")?;
    if twice && ask(jalon_messages::cli::passphrase_again(lang))? != asked {
        bail!("the two passphrases differ");
    }
    if asked.is_empty() {
        bail!("the passphrase is empty");
    }
    Ok(asked)
}

/// Random bytes of the operating system.
///
/// # Errors
/// The operating system has none.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("random bytes: {error}"))?;
    Ok(bytes)
}

/// The machine's clock: the command line is where the world begins.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is outside the engine: it gives it the time"
)]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp::from_millis(jalon_base::Millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
}

/// Reads an instant of the command line.
///
/// # Errors
/// It is not one.
pub fn instant(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "expected an instant such as 2026-03-01T12:30:00Z".to_owned())
}
