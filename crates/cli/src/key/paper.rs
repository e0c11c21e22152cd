//! A key on paper: its sealed file as one code with the same text below, on an A4 sheet; and back from a picture of it, or from the text.
//!
//! What is printed is what the file holds: whoever finds the sheet needs the passphrase too.

use super::unsealed;
use crate::files;
use crate::output::Said;
use anyhow::{Context, Result, anyhow, bail};
use jalon_base::encoding::{base64url, unbase64url};
use jalon_credential::did::did_key;
use jalon_credential::sealed;
use jalon_messages::{Lang, cli};
use jalon_paper::symbol::Symbol;
use jalon_paper::{photo, picture};
use serde_json::json;
use std::fmt::Write as _;
use std::path::Path;

/// What the text of a code begins with.
const MARK: &str = "jalon-sealed:";
/// Finest code: read from an arm's length by any telephone.
const FINEST: u8 = 20;
/// Characters in a line of the text.
const LINE: usize = 60;

/// Writes the sheet of a sealed key file.
///
/// # Errors
/// The file cannot be read or is not a sealed key, or the sheet does not end in `.svg`.
pub fn write(file: &Path, output: &Path, lang: Lang) -> Result<Said> {
    if output.extension().is_none_or(|ending| ending != "svg") {
        bail!("the sheet has to end in `.svg`");
    }
    let bytes = files::read(file)?;
    sealed::cost(&bytes).map_err(|error| anyhow!("{}: {error}", file.display()))?;
    let text = format!("{MARK}{}", base64url(&bytes));
    let symbol = Symbol::of(&text, FINEST).ok_or_else(|| anyhow!("{}: too long for one code", file.display()))?;
    files::write(output, sheet(&symbol, &text, lang).as_bytes())?;
    Ok(Said::done(
        json!({"file": output, "version": symbol.version()}),
        cli::key_on_paper(lang, &output.display().to_string()),
    ))
}

/// Reads a key back from a picture of its code, or from a text file of what is printed below.
///
/// # Errors
/// There is no key in it, it does not open with the passphrase, or the key file is there already.
pub fn read(file: &Path, output: &Path, lang: Lang) -> Result<Said> {
    if output.exists() {
        bail!("{} exists already: a key is never overwritten", output.display());
    }
    let bytes = files::read(file)?;
    let texts = if picture::is_picture(&bytes) {
        let grey = picture::open(&bytes).map_err(|error| anyhow!("{}: {error}", file.display()))?;
        photo::texts(&grey)
    } else {
        let text = String::from_utf8(bytes).map_err(|_| anyhow!("{}: neither a picture nor a text", file.display()))?;
        vec![text.split_whitespace().collect()]
    };
    let found = texts.iter().find_map(|text| text.strip_prefix(MARK));
    let found = found.ok_or_else(|| anyhow!("{}: no code of a key in it", file.display()))?;
    let sealed = unbase64url(found).ok_or_else(|| anyhow!("{}: a character is missing or wrong", file.display()))?;
    sealed::cost(&sealed).map_err(|error| anyhow!("{}: {error}", file.display()))?;
    // A wrong letter anywhere in it is only seen by opening it.
    let key = unsealed(&sealed).with_context(|| format!("{}: it does not open", file.display()))?;
    let did = did_key(&key.public());
    files::write(output, &sealed)?;
    Ok(Said::done(
        json!({"file": output, "did": did}),
        cli::key_from_paper(lang, &output.display().to_string(), &did),
    ))
}

/// An A4 page in millimetres: what it is, the code, what it holds as text, how it comes back.
fn sheet(symbol: &Symbol, text: &str, lang: Lang) -> String {
    let side = symbol.side();
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"210mm\" height=\"297mm\" viewBox=\"0 0 210 297\" role=\"img\">\
         <path fill=\"#fff\" d=\"M0 0h210v297H0z\"/>",
    );
    let mut line = |y: usize, size: &str, font: &str, words: &str| {
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        let _ = write!(
            out,
            "<text x=\"25\" y=\"{y}\" font-size=\"{size}\" font-family=\"{font}\">{words}</text>"
        );
    };
    line(30, "8", "sans-serif", cli::key_sheet_title(lang));
    for (place, words) in cli::key_sheet_what(lang).lines().enumerate() {
        line(40 + 6 * place, "4.2", "sans-serif", words);
    }
    let letters: Vec<char> = text.chars().collect();
    for (place, part) in letters.chunks(LINE).enumerate() {
        line(205 + 6 * place, "4.2", "monospace", &part.iter().collect::<String>());
    }
    for (place, words) in cli::key_sheet_back(lang).lines().enumerate() {
        line(262 + 6 * place, "4.2", "sans-serif", words);
    }
    let _ = write!(
        out,
        "<svg x=\"40\" y=\"62\" width=\"130\" height=\"130\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path d=\"{}\"/></svg></svg>",
        symbol.path()
    );
    out
}
