//! The content of a session, sealed until it may be opened: the edition and the seed of the draw, under the codes of the order.

use jalon_base::encoding::{hex, unhex};
use jalon_credential::sealed::{self, Cost, Randomness, Unopened, Unsealable};
use jalon_protocol::Release;
use jalon_session::desk::Content;
use std::sync::Arc;

/// What stands before the seed and the edition.
const FORMAT: &str = "jalon/session-content@1";

/// Why sealed bytes are not the content of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadContent {
    /// They do not open with these codes, or are damaged.
    Sealed(Unopened),
    /// They open, and are no edition with a seed.
    Malformed,
}

/// The passphrase of codes, in whatever order they are given.
fn passphrase(codes: &[String]) -> String {
    let mut codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    codes.sort_unstable();
    codes.join("\n")
}

/// Seals the bytes of an edition and the seed of a session under the codes that will open them together.
///
/// # Errors
/// [`Unsealable`].
pub fn seal(
    release: &[u8],
    seed: &[u8; 32],
    codes: &[String],
    cost: Cost,
    random: Randomness,
) -> Result<Vec<u8>, Unsealable> {
    let mut plain = format!("{FORMAT}\n{}\n", hex(seed)).into_bytes();
    plain.extend_from_slice(release);
    sealed::seal(&plain, &passphrase(codes), cost, random)
}

/// Opens what [`seal`] made. It takes a second, and the memory that its header asks for.
///
/// # Errors
/// [`BadContent`].
pub fn open(sealed: &[u8], codes: &[String]) -> Result<Content, BadContent> {
    let plain = sealed::open(sealed, &passphrase(codes)).map_err(BadContent::Sealed)?;
    let mut parts = plain.splitn(3, |byte| *byte == b'\n');
    let (Some(format), Some(seed), Some(release)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(BadContent::Malformed);
    };
    let seed = std::str::from_utf8(seed).ok().and_then(unhex);
    let seed: Option<[u8; 32]> = seed.and_then(|seed| seed.try_into().ok());
    match (format == FORMAT.as_bytes(), seed, Release::open_any(release)) {
        (true, Some(seed), Ok(release)) => Ok(Content {
            release: Arc::new(release),
            seed,
        }),
        _ => Err(BadContent::Malformed),
    }
}
