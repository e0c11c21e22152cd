//! Where a certificate comes from, drawn: who let whom do what, down to the certificate.

use super::words::plain;
use jalon_credential::habilitation::Link;
use jalon_credential::verify::State;
use jalon_credential::verify::lineage::{By, Line, Named, Stands, short};
use jalon_messages::{Lang, cli, verifier};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Icon, glyph};
use yew::prelude::*;

/// The drawing; nothing for a certificate of which nothing may be read. The names that a certificate gives are read only when its issuer is
/// `known`: a stranger's are nobody's word.
pub fn drawn(lines: &[Line<'_>], known: bool, lang: Lang) -> Html {
    if lines.is_empty() {
        return html! {};
    }
    let rows: Vec<Html> = lines.iter().map(|line| row(line, known, lang)).collect();
    html! {
        <section class="stack stack--tight" aria-labelledby="chain">
            <h3 id="chain">{ verifier::chain_title(lang) }</h3>
            <ol class="plain chain">{ rows }</ol>
        </section>
    }
}

fn row(line: &Line<'_>, known: bool, lang: Lang) -> Html {
    let class = match line.depth {
        0 => "chain__row",
        1 => "chain__row chain__row--1",
        2 => "chain__row chain__row--2",
        _ => "chain__row chain__row--3",
    };
    let (icon, inside) = match &line.what {
        Stands::Party { did, name, by } => {
            let (icon, how) = match by {
                By::Top => (Icon::Shield, None),
                By::Link(link) => (
                    if link.state == State::Passed {
                        Icon::Check
                    } else {
                        Icon::Warning
                    },
                    Some(how(link, lang)),
                ),
                By::NotShown => (Icon::Help, Some(cli::not_shown(lang).to_owned())),
            };
            let name = match name {
                Named::Pinned(name) => html! { <strong>{ name }</strong> },
                Named::Itself(name) if known => {
                    html! { <><strong>{ "« " }{ *name }{ " »" }</strong>{ " " }<span class="small muted">{ verifier::own_name(lang) }</span></> }
                }
                Named::Itself(_) | Named::Nothing => html! { <strong>{ verifier::unknown_issuer(lang) }</strong> },
            };
            let inside = html! { <span>{ name }<span class="line small code">{ short(did) }</span>{ how.map(|how| html! { <span class="line small">{ how }</span> }) }</span> };
            (icon, inside)
        }
        Stands::Session => (Icon::Clock, html! { <span>{ cli::session(lang) }</span> }),
        Stands::Certificate(name) => (
            Icon::File,
            html! { <span><strong>{ cli::certificate_of(lang, name) }</strong></span> },
        ),
    };
    html! { <li {class}>{ glyph(icon) }{ inside }</li> }
}

/// What a link lets somebody do, until when, and what is wrong with it.
fn how(link: &Link, lang: Lang) -> String {
    let until = link
        .until
        .map(|until| jalon_messages::date(lang, until))
        .unwrap_or_default();
    let right = cli::let_to(lang, link.right, &until);
    match link.code.filter(|_| link.state != State::Passed) {
        Some(code) => [right, plain(lang, code)].join(". "),
        None => right,
    }
}
