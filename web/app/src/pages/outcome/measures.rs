//! Where the person stands on each subject, and what the points decide.

use super::{Scored, about};
use crate::parts::{dispensed, hundredths, measure};
use jalon_base::{Fraction, Points};
use jalon_messages::{Lang, worker};
use jalon_protocol::outcome::{ClaimOutcome, PartOutcome, Verdict};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Icon, Tone, badge, disclosure, notice};
use yew::prelude::*;

/// Points as the language writes them.
pub fn points(lang: Lang, points: Points) -> String {
    jalon_messages::decimal(lang, &points.to_string())
}

/// Each claim: measured with its band, or the count alone; the same numbers in a table one tap away.
pub fn measures(scored: &Scored, lang: Lang) -> Html {
    let referential = &scored.open.release.referential;
    let (mut rows, mut numbers): (Vec<Html>, Vec<Html>) = (Vec::new(), Vec::new());
    for claim in scored.outcome.claims.iter().filter(|claim| claim.scored > 0) {
        let name = about(referential, &claim.about, lang);
        if let Some((row, number)) = scored.open.measuring.placed(scored, claim, &name, lang) {
            numbers.push(number);
            rows.push(row);
            continue;
        }
        numbers.push(number(claim, &name, lang));
        rows.push(match claim.measure {
            Some(known) => measure(lang, &name, claim.right, claim.scored, [known.share, known.low, known.high]),
            None => html! {
                <li class="measure">
                    <div class="measure__head"><h3>{ name }</h3><span class="nowrap">{ worker::k_of_n(lang, claim.right, claim.scored) }</span></div>
                    <p class="small muted">{ worker::too_few(lang, claim.scored, claim.minimum) }</p>
                </li>
            },
        });
    }
    if rows.is_empty() {
        return html! {};
    }
    let last = if scored.open.protocol().is_adaptive() {
        worker::placed_place(lang)
    } else {
        worker::table_between(lang)
    };
    let table = html! {
        <table>
            <thead><tr><th scope="col">{ worker::table_subject(lang) }</th><th scope="col">{ worker::table_right(lang) }</th><th scope="col">{ last }</th></tr></thead>
            <tbody>{ numbers }</tbody>
        </table>
    };
    html! {
        <section class="stack" aria-labelledby="subjects">
            <h2 id="subjects">{ worker::by_subject(lang) }</h2>
            <ul class="plain stack">{ rows }</ul>
            { disclosure(worker::the_numbers(lang), false, table) }
        </section>
    }
}

fn number(claim: &ClaimOutcome, name: &str, lang: Lang) -> Html {
    let between = match claim.measure {
        Some(known) => format!("{} – {}", hundredths(known.low), hundredths(known.high)),
        None => worker::not_measured(lang).to_owned(),
    };
    html! { <tr><th scope="row">{ name }</th><td>{ worker::k_of_n(lang, claim.right, claim.scored) }</td><td>{ between }</td></tr> }
}

/// What the points decide, those of each part, and which parts were not to be sat.
pub fn settled(scored: &Scored, lang: Lang) -> Html {
    let (open, outcome) = (&scored.open, &scored.outcome);
    let why = outcome.dispensation.as_ref();
    html! {
        <>
            { decision(scored, lang) }
            { dispensed(&open.release, open.protocol(), &outcome.exempt, why, lang) }
        </>
    }
}

fn decision(scored: &Scored, lang: Lang) -> Html {
    let outcome = &scored.outcome;
    let said = outcome.decision.as_ref().map(|verdict| {
        let (tone, title) = if verdict.reached() {
            (Tone::Ok, worker::reached(lang))
        } else {
            (Tone::Attention, worker::not_reached(lang))
        };
        let mean = match verdict {
            Verdict::WeightedMean { mean, pass, .. } => {
                Some(worker::mean_words(lang, &mean_points(*mean), &pass.to_string()))
            }
            _ => None,
        };
        notice(
            tone,
            Some(title.into()),
            html! { <>if let Some(mean) = mean { <p>{ mean }</p> }{ scored.open.measuring.decided(scored, lang) }<p>{ worker::reached_more(lang) }</p></> },
        )
    });
    let parts: Vec<Html> = match outcome.parts.as_slice() {
        [_] => Vec::new(),
        parts => parts.iter().map(|of| part(scored, of, lang)).collect(),
    };
    html! {
        <>
            { said }
            if !parts.is_empty() { <table><caption class="hidden">{ worker::points_of_parts(lang) }</caption><tbody>{ parts }</tbody></table> }
        </>
    }
}

fn part(scored: &Scored, part: &PartOutcome, lang: Lang) -> Html {
    let below = matches!(&scored.outcome.decision, Some(Verdict::WeightedMean { below_floor, .. }) if below_floor.contains(&part.part));
    let name = scored
        .open
        .protocol()
        .part(&part.part)
        .map(|part| part.title.say(lang.tag()).to_owned())
        .unwrap_or_default();
    let none = Points::default();
    // A part that was never begun earned nothing, which is another thing than nothing right.
    let sat = scored.open.sitting.state().parts().get(&part.part).is_some();
    let of = match sat {
        true => worker::points_of(lang, &points(lang, part.earned), &points(lang, part.possible)),
        false => worker::part_not_sat(lang).to_owned(),
    };
    html! {
        <tr>
            <th scope="row">{ name }</th>
            <td>
                { of }
                if part.self_marked > none { <span class="line small muted">{ worker::points_self(lang, &points(lang, part.self_marked)) }</span> }
                if part.awaiting > none { <span class="line">{ badge(Tone::Attention, Icon::Pencil, worker::points_awaiting(lang)) }</span> }
                if below { <span class="line">{ badge(Tone::Bad, Icon::Cross, worker::below_floor(lang)) }</span> }
            </td>
        </tr>
    }
}

/// A mean in thousandths of a point as a decimal with two figures, never rounded up over a limit.
fn mean_points(mean: Fraction) -> String {
    let hundredths = mean
        .numerator()
        .checked_div(mean.denominator().saturating_mul(10))
        .unwrap_or(0);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
