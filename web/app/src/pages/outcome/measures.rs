//! Where the person stands on each subject, and what the points decide.

use super::{ScoredProps, claim_name};
use crate::ground::use_lang;
use jalon_base::{Fraction, Micro, Points};
use jalon_messages::{Lang, worker};
use jalon_protocol::outcome::{ClaimOutcome, PartOutcome, Verdict};
use jalon_web_kit::ui::{Badge, Band, Disclosure, Icon, Notice, Tone};
use yew::prelude::*;

/// A share in thousandths of the scale.
fn thousandths(share: Micro) -> u16 {
    u16::try_from(share.millionths() / 1_000).unwrap_or(1_000)
}

/// A share on 100, to the nearest.
fn hundredths(share: Micro) -> i64 {
    (share.millionths() + 5_000) / 10_000
}

/// Points as the language writes them.
pub fn points(lang: Lang, points: Points) -> String {
    jalon_messages::decimal(lang, &points.to_string())
}

/// Each claim: measured with its band, or the count alone.
#[component]
pub fn Measures(props: &ScoredProps) -> Html {
    let lang = use_lang();
    let (release, outcome) = (&props.open.release, &props.scored.outcome);
    let claims: Vec<&ClaimOutcome> = outcome
        .claims
        .iter()
        .filter(|claim| claim.scored > 0 || claim.measure.is_some())
        .collect();
    if claims.is_empty() {
        return html! {};
    }
    let row = |claim: &&ClaimOutcome| {
        let name = claim_name(release, claim, lang);
        let count = worker::k_of_n(lang, claim.right, claim.scored);
        let inside = match claim.measure {
            Some(measure) => {
                let (low, high) = (hundredths(measure.low), hundredths(measure.high));
                html! {
                    <>
                        <Band low={thousandths(measure.low)} high={thousandths(measure.high)} mark={Some(thousandths(measure.share))}
                            from={worker::band_from(lang)} to={worker::band_to(lang)}
                            label={worker::band_words(lang, &name, claim.right, claim.scored, low, high)} />
                        <p class="small muted" aria-hidden="true">{ worker::band_reading(lang, low, high) }</p>
                    </>
                }
            }
            None => html! { <p class="small muted">{ worker::too_few(lang, claim.scored, claim.minimum) }</p> },
        };
        html! {
            <li key={claim.claim.as_str()} class="measure">
                <div class="measure__head"><h3>{ name }</h3><span class="nowrap">{ count }</span></div>
                { inside }
            </li>
        }
    };
    let number = |claim: &&ClaimOutcome| {
        let between = claim.measure.map_or_else(
            || worker::not_measured(lang).to_owned(),
            |measure| format!("{} – {}", hundredths(measure.low), hundredths(measure.high)),
        );
        html! { <tr><th scope="row">{ claim_name(release, claim, lang) }</th><td>{ worker::k_of_n(lang, claim.right, claim.scored) }</td><td>{ between }</td></tr> }
    };
    html! {
        <section class="stack" aria-labelledby="subjects">
            <h2 id="subjects">{ worker::by_subject(lang) }</h2>
            <ul class="plain stack">{ for claims.iter().map(row) }</ul>
            <Disclosure summary={worker::the_numbers(lang)}>
                <table>
                    <thead><tr><th scope="col">{ worker::table_subject(lang) }</th><th scope="col">{ worker::table_right(lang) }</th><th scope="col">{ worker::table_between(lang) }</th></tr></thead>
                    <tbody>{ for claims.iter().map(number) }</tbody>
                </table>
            </Disclosure>
        </section>
    }
}

/// What the points decide, and the points of each part.
#[component]
pub fn Decision(props: &ScoredProps) -> Html {
    let lang = use_lang();
    let outcome = &props.scored.outcome;
    let protocol = props.open.protocol();
    if outcome.parts.len() < 2 && outcome.decision.is_none() {
        return html! {};
    }
    let below = match &outcome.decision {
        Some(Verdict::WeightedMean { below_floor, .. }) => below_floor.clone(),
        _ => Vec::new(),
    };
    let part = |part: &PartOutcome| {
        let name = protocol
            .part(&part.part)
            .map(|part| part.title.say(lang.tag()).to_owned())
            .unwrap_or_default();
        html! {
            <tr>
                <th scope="row">{ name }</th>
                <td>
                    { worker::points_of(lang, &points(lang, part.earned), &points(lang, part.possible)) }
                    if part.self_marked > Points::default() { <span class="line small muted">{ worker::points_self(lang, &points(lang, part.self_marked)) }</span> }
                    if part.awaiting > Points::default() { <span class="line"><Badge tone={Tone::Attention} icon={Icon::Pencil}>{ worker::points_awaiting(lang) }</Badge></span> }
                    if below.contains(&part.part) { <span class="line"><Badge tone={Tone::Bad} icon={Icon::Cross}>{ worker::below_floor(lang) }</Badge></span> }
                </td>
            </tr>
        }
    };
    html! {
        <section class="stack">
            if let Some(verdict) = &outcome.decision {
                <Notice tone={if verdict.reached() { Tone::Ok } else { Tone::Attention }} title={if verdict.reached() { worker::reached(lang) } else { worker::not_reached(lang) }}>
                    if let Verdict::WeightedMean { mean, pass, .. } = verdict {
                        <p>{ worker::mean_words(lang, &mean_points(*mean), &pass.to_string()) }</p>
                    }
                    <p>{ worker::reached_more(lang) }</p>
                </Notice>
            }
            if outcome.parts.len() > 1 {
                <table>
                    <caption class="hidden">{ worker::points_of_parts(lang) }</caption>
                    <tbody>{ for outcome.parts.iter().map(part) }</tbody>
                </table>
            }
        </section>
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
