//! The chain of a certificate, drawn: who let whom do what, down to the certificate.

use crate::output::say;
use jalon_base::sorted::SortedMap;
use jalon_credential::habilitation::Link;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::lineage::{By, Line, Named, Stands, short};
use jalon_credential::verify::{Report, State};
use jalon_messages::{Lang, cli, date};

/// The lines of the drawing; none for a certificate of which nothing may be read.
#[must_use]
pub fn drawn(report: &Report, trust: &TrustStore, lang: Lang) -> Vec<String> {
    report
        .lineage(trust)
        .iter()
        .map(|line| drawn_line(line, lang))
        .collect()
}

fn drawn_line(line: &Line<'_>, lang: Lang) -> String {
    let what = match &line.what {
        Stands::Party { did, name, by } => {
            let named = match name {
                Named::Pinned(name) => format!("{name} [{}]", short(did)),
                Named::Itself(name) => format!("« {name} » [{}]", short(did)),
                Named::Nothing => short(did),
            };
            match by {
                By::Top => named,
                By::Link(link) => format!("{named}  ({})", how(link, lang)),
                By::NotShown => format!("{named}  ({})", cli::not_shown(lang)),
            }
        }
        Stands::Session => cli::session(lang).to_owned(),
        Stands::Certificate(name) => cli::certificate_of(lang, name),
    };
    match line.depth {
        0 => what,
        depth => format!("{}└─ {what}", "   ".repeat(depth - 1)),
    }
}

/// What a link lets somebody do, until when, and what is wrong with it.
fn how(link: &Link, lang: Lang) -> String {
    let until = link.until.map(|until| date(lang, until)).unwrap_or_default();
    let right = cli::let_to(lang, link.right, &until);
    match (link.state, link.code) {
        (State::Passed, _) => right,
        (_, Some(code)) => format!("{right}: {}", say(lang, code, &SortedMap::new())),
        (_, None) => right,
    }
}
