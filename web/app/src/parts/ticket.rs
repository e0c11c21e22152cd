//! The ticket of an attestation: a torn edge, a hollow pole, "by me". And the same as a picture.

use super::{hundredths, measure};
use crate::holder::Held;
use jalon_base::{Digest, Micro};
use jalon_messages::{Lang, worker};
use jalon_web_kit::html;
use jalon_web_kit::ports::sheet::Sheet;
use jalon_web_kit::ports::shell;
use yew::prelude::*;

/// Sixteen digits that let two copies be compared by eye: a help, not a check.
fn fingerprint(held: &Held) -> String {
    let digits: String = Digest::of(held.bytes.as_bytes()).to_string().chars().take(16).collect();
    let groups: Vec<&str> = (0..4)
        .filter_map(|group| digits.get(group * 4..group * 4 + 4))
        .collect();
    groups.join(" ")
}

/// A hollow pole: nobody but the person planted it.
#[must_use]
pub fn hollow_pole(class: &'static str) -> Html {
    html! { <svg {class} viewBox="0 0 24 64" aria-hidden="true" focusable="false"><path d="M8 3h8v50l-4 8-4-8zM8 15h8M8 28h8M8 41h8" /></svg> }
}

/// The ticket; nothing when something is wrong with the proof.
#[must_use]
pub fn ticket(held: &Held, lang: Lang) -> Html {
    let (Some(badge), Some(citation)) = (held.badge(), held.citation()) else {
        return html! {};
    };
    let claims: Vec<Html> = citation
        .claims
        .iter()
        .map(|claim| {
            measure(
                lang,
                &claim.name,
                claim.right,
                claim.scored,
                [claim.share, claim.low, claim.high],
            )
        })
        .collect();
    html! {
        <article class="ticket">
            <header class="ticket__head">
                { hollow_pole("ticket__pole") }
                <div>
                    <p class="ticket__kind">{ worker::attestation(lang) }</p>
                    <h2 class="ticket__name">{ plain_name(&badge.name) }</h2>
                    <p class="muted">{ worker::made_on(lang, citation.awarded) }</p>
                </div>
                <p class="ticket__me">{ worker::by_me(lang) }</p>
            </header>
            <ul class="plain stack ticket__claims">{ claims }</ul>
            <div class="ticket__foot stack stack--tight small">
                <p>{ worker::attestation_proves(lang) }</p>
                <p><strong>{ worker::attestation_does_not(lang) }</strong></p>
                <p>{ worker::how_to_check(lang) }<span class="line code">{ shell::address_of("/v") }</span></p>
                <p class="muted">{ worker::fingerprint(lang) }<span class="line code">{ fingerprint(held) }</span></p>
            </div>
            <svg class="ticket__tear" viewBox="0 0 240 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><path d={tear()} /></svg>
        </article>
    }
}

/// The name without its kind, which stands above it: "Chauffeur VTC, Découverte".
#[must_use]
pub fn plain_name(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, rest)| rest.trim_start())
}

/// A torn edge: forty small teeth.
fn tear() -> String {
    let teeth: String = (0..40)
        .map(|at| format!("L{} {}L{} 0", at * 6 + 3, if at % 3 == 1 { 4 } else { 6 }, at * 6 + 6))
        .collect();
    format!("M0 0{teeth}")
}

const WIDTH: u32 = 1080;
const FONT: &str = "system-ui, sans-serif";

/// The ticket as a picture, a PNG: it proves nothing alone, and says so. None when the browser cannot draw it.
pub async fn picture(held: &Held, lang: Lang) -> Option<Vec<u8>> {
    let (badge, citation) = (held.badge()?, held.citation()?);
    let claims = u32::try_from(citation.claims.len()).ok()?;
    let height = 760 + claims * 150;
    let sheet = Sheet::new(WIDTH, height)?;
    let wide = f64::from(WIDTH);
    sheet.fill("#faf6ef", [0.0, 0.0, wide, f64::from(height)]);
    sheet.fill("#ffffff", [40.0, 40.0, wide - 80.0, f64::from(height) - 80.0]);
    sheet.frame("#8a5200", 4.0, [40.0, 40.0, wide - 80.0, f64::from(height) - 80.0]);
    // A hollow pole: nobody but the person planted it.
    sheet.frame("#b92d1b", 5.0, [92.0, 110.0, 34.0, 190.0]);
    for at in [158.0, 205.0, 252.0] {
        sheet.fill("#b92d1b", [92.0, at, 34.0, 4.0]);
    }
    let (left, room) = (170.0, wide - 170.0 - 80.0);
    let mut y = sheet.write(
        &format!("600 34px {FONT}"),
        "#8a5200",
        [left, 140.0, room, 44.0],
        worker::attestation(lang),
    );
    y = sheet.write(
        &format!("700 52px {FONT}"),
        "#1b2330",
        [left, y + 22.0, room, 62.0],
        &badge.name,
    );
    y = sheet.write(
        &format!("400 34px {FONT}"),
        "#55606e",
        [left, y + 4.0, room, 44.0],
        &worker::made_on(lang, citation.awarded),
    );
    y = sheet.write(
        &format!("700 34px {FONT}"),
        "#8a5200",
        [left, y + 8.0, room, 60.0],
        worker::by_me(lang),
    );
    y = y.max(340.0) + 20.0;
    for claim in &citation.claims {
        let share = |micro: Micro| f64::from(u8::try_from(hundredths(micro)).unwrap_or(100)) / 100.0;
        let (low, high) = (share(claim.low), share(claim.high));
        let words = format!("{} · {}", claim.name, worker::k_of_n(lang, claim.right, claim.scored));
        y = sheet.write(
            &format!("600 34px {FONT}"),
            "#1b2330",
            [90.0, y, wide - 180.0, 44.0],
            &words,
        );
        let scale = wide - 180.0;
        sheet.fill("#f1eadd", [90.0, y - 16.0, scale, 18.0]);
        sheet.fill(
            "#0b655f",
            [90.0 + scale * low, y - 24.0, (scale * (high - low)).max(6.0), 34.0],
        );
        y += 66.0;
    }
    y = sheet.write(
        &format!("400 30px {FONT}"),
        "#1b2330",
        [90.0, y + 10.0, wide - 180.0, 42.0],
        worker::attestation_does_not(lang),
    );
    sheet.write(
        &format!("600 30px {FONT}"),
        "#8a5200",
        [90.0, y + 10.0, wide - 180.0, 42.0],
        worker::picture_is_not_proof(lang),
    );
    sheet.png().await
}
