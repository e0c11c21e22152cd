//! Whom a page knows: the bundle that the verifier of one file has inside.

use crate::files;
use anyhow::{Context, Result};
use jalon_base::jcs;
use jalon_base::json::{self, Limits};
use std::path::Path;

/// What stands before the bundle in the page, and after it.
const OPEN: &str = "<script type=\"application/json\" id=\"trust\">";
const CLOSE: &str = "</script>";

/// Writes the page again with a bundle, or a list of parties, in the place of the one that it has.
///
/// # Errors
/// The page is none, or the bundle is not JSON; what it is worth was asked by the caller.
pub(super) fn with(page: &Path, bundle: &Path, output: &Path) -> Result<()> {
    let text = String::from_utf8(files::read(page)?).with_context(|| format!("{} is no page", page.display()))?;
    let place = text.split_once(OPEN).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(CLOSE)?;
        Some((before, after))
    });
    let (before, after) = place.with_context(|| format!("{} is not the verifier of one file", page.display()))?;
    let bundle =
        json::parse(&files::read(bundle)?, Limits::FOREIGN).with_context(|| format!("reading {}", bundle.display()))?;
    // Nothing in it may end the script that holds it: `<` as an escape is the same text to JSON.
    let inside = String::from_utf8(jcs::value_to_vec(&bundle))?.replace('<', "\\u003c");
    files::write(output, format!("{before}{OPEN}{inside}{CLOSE}{after}").as_bytes())
}
