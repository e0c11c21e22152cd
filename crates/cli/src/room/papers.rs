//! `jalon session papers`: what a centre prints before a session, as one page for a browser's printer: sheets of A4, black on white.
//!
//! There is no name on them, since no order has one: names are written by hand. What is adjusted for somebody is on the proctor's sheet alone,
//! never where candidates sign.

mod sheets;

use crate::files;
use crate::output::{Said, say};
use anyhow::{Context, Result, anyhow, bail};
use jalon_messages::{Lang, papers};
use jalon_paper::symbol::Symbol;
use jalon_session::Order;
use serde_json::json;
use std::path::PathBuf;

/// What is printed.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The signed order.
    #[arg(long)]
    pub order: PathBuf,
    /// Address of the room's server, for the code that opens the console: `https://salle.example:8443`.
    #[arg(long)]
    pub address: Option<String>,
    /// The page, `….html`, which is not there yet.
    #[arg(short, long)]
    pub output: PathBuf,
}

/// How fine the code of the console's address may be.
const FINEST: u8 = 10;

/// Writes the papers of an order.
///
/// # Errors
/// The order cannot be read or does not hold, the address is not one, the page is there already or cannot be written.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let output = &arguments.output;
    if output.exists() {
        bail!("{} exists already", output.display());
    }
    if output.extension().is_none_or(|ending| ending != "html") {
        bail!("the page has to end in `.html`");
    }
    let order = Order::open(&files::read(&arguments.order)?)
        .map_err(|bad| anyhow!("{}", say(lang, bad.code(), &Default::default())))
        .with_context(|| arguments.order.display().to_string())?;
    let console = match arguments.address.as_deref() {
        Some(address) if address.starts_with("https://") => {
            let address = format!("{}/salle/{}", address.trim_end_matches('/'), order.session);
            let symbol = Symbol::of(&address, FINEST).ok_or_else(|| anyhow!("the address is too long for a code"))?;
            Some((address, symbol.svg(None)))
        }
        Some(address) => bail!("`{address}` has to begin with `https://`"),
        None => None,
    };
    let sheets = sheets::all(&order, console.as_ref(), lang);
    files::write(output, page(&order, &sheets, lang).as_bytes())?;
    Ok(Said::done(
        json!({"file": output, "sheets": sheets.len(), "session": order.session.to_string()}),
        papers::written(lang, &output.display().to_string(), sheets.len()),
    ))
}

fn page(order: &Order, sheets: &[String], lang: Lang) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        lang.tag(),
        escaped(&papers::title(lang, &order.session.to_string())),
        include_str!("papers/print.css"),
        sheets.concat(),
    )
}

/// Text between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
