//! Squares that a phone reads: of words, and of a whole certificate.

use crate::route::VERIFY_PATH;
use jalon_messages::{Lang, worker};
use jalon_paper::{Packed, Symbol, symbol};
use jalon_web_kit::html;
use jalon_web_kit::ports::shell;
use yew::prelude::*;

/// The finest square that is drawn for words.
const FINEST: u8 = 40;

/// The square of a text with its quiet zone, and what it is in words; nothing when the text is too long.
#[must_use]
pub fn qr(text: &str, label: &str) -> Html {
    Symbol::of(text, FINEST).map_or_else(Html::default, |symbol| square(&symbol, label.to_owned()))
}

fn square(symbol: &Symbol, label: String) -> Html {
    let side = symbol.side().to_string();
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={label} shape-rendering="crispEdges">
            <rect class="qr__light" width={side.clone()} height={side} /><path class="qr__dark" d={symbol.path()} />
        </svg>
    }
}

/// A certificate as the squares that hold it whole, each a link to the page that verifies; nothing when it is too long for sixteen.
#[must_use]
pub fn squares(certificate: &str, lang: Lang) -> Html {
    let codes = Packed::of(certificate.as_bytes())
        .and_then(|packed| symbol::codes(&packed, &shell::address_of(VERIFY_PATH), symbol::FINEST));
    let Ok(codes) = codes else {
        return html! {};
    };
    let count = codes.len();
    let drawn: Vec<Html> = codes
        .iter()
        .zip(1_usize..)
        .map(|((_, symbol), number)| {
            let label = if count == 1 { worker::code_label(lang).to_owned() } else { worker::code_of(lang, number, count) };
            let caption = (count > 1).then(|| format!("{number}/{count}"));
            html! { <li>{ square(symbol, label) }{ caption.map(|caption| html! { <span class="small">{ caption }</span> }) }</li> }
        })
        .collect();
    let said = if count == 1 {
        worker::code_scan(lang).to_owned()
    } else {
        worker::code_scan_all(lang, count)
    };
    html! {
        <figure class="qr-figure qr-figure--whole">
            <ol class="plain qr-row">{ drawn }</ol>
            <figcaption class="small muted">{ said }</figcaption>
        </figure>
    }
}
