//! A measure: its name, the count, the band, and what the band says.

use jalon_base::Micro;
use jalon_messages::{Lang, worker};
use jalon_recognition::Citation;
use jalon_web_kit::html;
use jalon_web_kit::ui::Band;
use yew::prelude::*;

/// A share on 100, to the nearest.
#[must_use]
pub fn hundredths(share: Micro) -> i64 {
    (share.millionths() + 5_000) / 10_000
}

fn thousandths(share: Micro) -> u16 {
    u16::try_from(share.millionths() / 1_000).unwrap_or(1_000)
}

/// A measure of so many right among so many, somewhere between low and high.
#[must_use]
pub fn measure(lang: Lang, name: &str, right: u32, scored: u32, [share, low, high]: [Micro; 3]) -> Html {
    let (least, most) = (hundredths(low), hundredths(high));
    let band = Band {
        low: thousandths(low),
        high: thousandths(high),
        mark: thousandths(share),
        from: worker::band_from(lang),
        to: worker::band_to(lang),
        label: &worker::band_words(lang, name, right, scored, least, most),
    };
    html! {
        <li class="measure">
            <div class="measure__head"><h3>{ name }</h3><span class="nowrap">{ worker::k_of_n(lang, right, scored) }</span></div>
            { band.draw() }
            <p class="small muted" aria-hidden="true">{ worker::band_reading(lang, least, most) }</p>
        </li>
    }
}

/// What a certificate cites as measured, each as a measure.
#[must_use]
pub fn cited(lang: Lang, citation: &Citation) -> Vec<Html> {
    let each = citation.claims.iter().map(|claim| {
        let band = [claim.share, claim.low, claim.high];
        measure(lang, &claim.name, claim.right, claim.scored, band)
    });
    each.collect()
}
