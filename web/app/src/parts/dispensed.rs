//! Parts that are not sat, why, and where that is written.

use jalon_base::Timestamp;
use jalon_messages::{Lang, worker};
use jalon_protocol::{Dispensation, PartId, Protocol, Release};
use jalon_referential::Source;
use jalon_web_kit::html;
use jalon_web_kit::ui::disclosure;
use yew::prelude::*;

/// The titles of these parts.
#[must_use]
pub fn titles(protocol: &Protocol, parts: &[PartId], lang: Lang) -> Html {
    let titles: Vec<Html> = parts
        .iter()
        .filter_map(|id| protocol.part(id))
        .map(|part| html! { <li>{ part.title.say(lang.tag()) }</li> })
        .collect();
    html! { <ul>{ titles }</ul> }
}

/// Where something is written, as a link where there is one, and when it was read there.
#[must_use]
pub fn source(source: &Source, lang: Lang) -> Html {
    let day = Timestamp::parse(&[&source.read, "T00:00:00Z"].concat());
    // Whoever made the release wrote the address: nothing but the web is a link.
    let url = source.url.clone().filter(|url| url.starts_with("http"));
    let title = match url {
        Some(url) => html! { <a href={url} target="_blank" rel="noreferrer">{ &source.title }</a> },
        None => html! { <span>{ &source.title }</span> },
    };
    html! { <>{ title }{ day.map(|day| worker::read_on(lang, day)) }</> }
}

/// What dispenses from parts of a test; nothing when nothing does.
#[must_use]
pub fn dispensed(
    release: &Release,
    protocol: &Protocol,
    exempt: &[PartId],
    why: Option<&Dispensation>,
    lang: Lang,
) -> Html {
    let Some(why) = why else { return html! {} };
    let mut equivalences = release.referential.equivalences.iter();
    let rule = equivalences.find(|equivalence| equivalence.id == why.equivalence);
    let rest = html! {
        <>
            { titles(protocol, exempt, lang) }
            if let Some(rule) = rule {
                <p>{ worker::exempt_why(lang, rule.from.say(lang.tag()), why.obtained) }</p>
                <p class="small muted">{ source(&rule.source, lang) }</p>
            }
        </>
    };
    disclosure(worker::exempt_title(lang), false, rest)
}
