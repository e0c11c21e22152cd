//! The chain of a certificate, drawn: who let whom do what, down to the certificate.

use crate::output::say;
use jalon_base::sorted::SortedMap;
use jalon_credential::habilitation::Link;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Claims, Report, State, Verdict};
use jalon_messages::{Lang, cli, date};

/// The lines of the drawing; none for a certificate of which nothing may be read.
#[must_use]
pub fn drawn(report: &Report, trust: &TrustStore, lang: Lang) -> Vec<String> {
    let claims = match report.verdict() {
        Verdict::Valid { claims, .. }
        | Verdict::Indeterminate {
            claims: Some(claims), ..
        } => claims,
        _ => return Vec::new(),
    };
    let mut lines = Vec::new();
    let issuer = claims.badge().issuer.id.as_str();
    let named = |did: &str| name(did, claims, trust);
    // The links go from the centre up to whoever lets it examine, then from the issuer up to whoever lets it certify.
    let split = report.chain().iter().position(|link| link.to == issuer);
    let (of_centre, of_issuer) = report.chain().split_at(split.unwrap_or(report.chain().len()));
    let mut depth = 0;
    if let Some(top) = of_issuer.last().filter(|top| !top.from.is_empty()) {
        lines.push(named(&top.from));
    }
    for link in of_issuer.iter().rev() {
        if !link.from.is_empty() {
            depth += 1;
        }
        lines.push(line(depth, &named(&link.to), Some(how(link, lang))));
    }
    if of_issuer.is_empty() {
        lines.push(named(issuer));
    }
    let of_issuer = depth;
    if let Some(top) = of_centre.last()
        && top.from != issuer
        && !top.from.is_empty()
    {
        depth = 0;
        lines.push(named(&top.from));
    }
    for link in of_centre.iter().rev() {
        depth += 1;
        lines.push(line(depth, &named(&link.to), Some(how(link, lang))));
    }
    if let (Some(centre), true) = (&claims.badge().subject.source, of_centre.is_empty()) {
        depth += 1;
        lines.push(line(depth, &named(&centre.id), Some(cli::not_shown(lang).to_owned())));
    }
    let genre = |piece: &&jalon_credential::open_badge::Evidence| piece.genre.as_deref() == Some("session");
    if claims.badge().evidence.iter().any(|piece| genre(&piece)) {
        depth += 1;
        lines.push(line(depth, cli::session(lang), None));
    }
    // Whatever a centre holds, the certificate is the issuer's.
    let name = &claims.badge().name;
    lines.push(line(of_issuer + 1, &cli::certificate_of(lang, name), None));
    lines
}

fn line(depth: usize, what: &str, how: Option<String>) -> String {
    let how = how.map(|how| format!("  ({how})")).unwrap_or_default();
    format!("{}└─ {what}{how}", "   ".repeat(depth.saturating_sub(1)))
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

/// A name that the reader has pinned, else the DID; what a document calls itself is said as that.
fn name(did: &str, claims: &Claims, trust: &TrustStore) -> String {
    if let Some(known) = trust.lookup(did) {
        return format!("{} [{}]", known.name, short(did));
    }
    let badge = claims.badge();
    let own = [Some(&badge.issuer), badge.subject.source.as_ref()];
    let own = own.into_iter().flatten().find(|profile| profile.id == did);
    match own.and_then(|profile| profile.name.as_deref()) {
        Some(name) => format!("« {name} » [{}]", short(did)),
        None => short(did),
    }
}

/// The beginning and the end of a long DID.
fn short(did: &str) -> String {
    let letters: Vec<char> = did.chars().collect();
    match (
        letters.get(..20),
        letters.len().checked_sub(6).and_then(|at| letters.get(at..)),
    ) {
        (Some(head), Some(tail)) if letters.len() > 40 => {
            format!(
                "{}…{}",
                head.iter().collect::<String>(),
                tail.iter().collect::<String>()
            )
        }
        _ => did.to_owned(),
    }
}
