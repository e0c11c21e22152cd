//! A card to print: with the PIN that is not on it, the key of somebody who works at a session.

use crate::files;
use crate::output::Said;
use anyhow::{Result, anyhow, bail};
use jalon_credential::card::Card;
use jalon_credential::did::did_key;
use jalon_messages::{Lang, cli};
use serde_json::json;
use std::path::Path;

/// Makes a card, and writes it; its PIN is asked for, or taken from `JALON_PASSPHRASE`.
///
/// # Errors
/// The card is there already or does not end in `.svg`, or the PIN is not of six to twelve digits.
pub fn write(output: &Path, lang: Lang) -> Result<Said> {
    if output.exists() {
        bail!("{} exists already: a key is never overwritten", output.display());
    }
    if output.extension().is_none_or(|ending| ending != "svg") {
        bail!("the card has to end in `.svg`");
    }
    let pin = super::new_passphrase(lang)?;
    let card = Card::from_bytes(super::random()?);
    let key = card
        .key(&pin)
        .map_err(|bad| anyhow!("{}", crate::output::say(lang, bad.code(), &Default::default())))?;
    files::write_secret(output, sheet(&card.text(), lang).as_bytes())?;
    let did = did_key(&key.public());
    Ok(Said::done(
        json!({"did": did, "file": output}),
        cli::key_card_made(lang, &did, &output.display().to_string()),
    ))
}

/// A card of the size of a bank's, in millimetres, to cut out.
fn sheet(text: &str, lang: Lang) -> String {
    let (first, second) = text.split_at_checked(19).unwrap_or((text, ""));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"86mm\" height=\"54mm\" viewBox=\"0 0 86 54\" role=\"img\">\
         <rect x=\".5\" y=\".5\" width=\"85\" height=\"53\" rx=\"3\" fill=\"#fff\" stroke=\"#000\" stroke-width=\".3\"/>\
         <g font-family=\"sans-serif\" font-size=\"4\"><text x=\"6\" y=\"10\" font-size=\"5\">{}</text>\
         <text x=\"6\" y=\"43\">{}</text><text x=\"6\" y=\"49\">{}</text></g>\
         <g font-family=\"monospace\" font-size=\"6\"><text x=\"6\" y=\"23\">{first}</text><text x=\"6\" y=\"32\">{}</text></g></svg>",
        cli::key_card_title(lang),
        cli::key_card_pin(lang),
        cli::key_card_lost(lang),
        second.trim_start(),
    )
}
