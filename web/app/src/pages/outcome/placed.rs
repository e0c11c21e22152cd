//! Where the person stands on a scale: a band in words and in a picture; the numbers and the reason of each question one tap away.

use super::Scored;
use crate::parts::hundredths;
use jalon_attempt::choice::{Concluded, Ended};
use jalon_base::Micro;
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, decision, worker};
use jalon_protocol::outcome::{ClaimOutcome, OnScale, Placed, Verdict};
use jalon_protocol::plan::adaptive::{Bands, Level};
use jalon_protocol::pool::Origin;
use jalon_scoring::reason;
use jalon_web_kit::html;
use jalon_web_kit::ui::{Band, Tone, disclosure, notice};
use yew::prelude::*;

/// Chance of a neighbouring band from which it is named: one in four.
const DOUBT: Micro = Micro::from_millionths(250_000);

/// The place of a claim, its band and the level that the band is.
fn band<'a>(scored: &'a Scored, claim: &'a ClaimOutcome) -> Option<(&'a OnScale, &'a Placed, &'a Level)> {
    let place = claim.scale.as_ref()?;
    let placed = place.band.as_ref()?;
    let bands = scored.open.protocol().bands.as_ref()?;
    let level = bands.bands.iter().find(|level| level.id == placed.id)?;
    Some((place, placed, level))
}

/// Where a place lies in the picture, in thousandths: each band has the same width, the outer ones reach one logit beyond their cut.
fn thousandths(bands: &Bands, theta: i64) -> u16 {
    const LOGIT: i64 = 1_000_000;
    let cuts: Vec<i64> = bands
        .bands
        .iter()
        .filter_map(|level| Some(level.from?.millionths()))
        .collect();
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else {
        return 500;
    };
    let mut at = first - LOGIT;
    let mut whole = 0;
    for cut in cuts.iter().copied().chain([last + LOGIT]) {
        whole += (theta.clamp(at, cut) - at) * 1_000 / (cut - at).max(1);
        at = cut;
    }
    let width = i64::try_from(bands.bands.len()).unwrap_or(1).max(1);
    u16::try_from(whole / width).unwrap_or(1_000)
}

/// A claim on its scale: one sentence with its band, the picture, and how sure it is. None for a claim that is not on one.
pub fn placed(scored: &Scored, claim: &ClaimOutcome, name: &str, lang: Lang) -> Option<Html> {
    let (place, placed, level) = band(scored, claim)?;
    let bands = scored.open.protocol().bands.as_ref()?;
    let words = level.title.say(lang.tag());
    let at = usize::try_from(placed.level).ok()?;
    let beside = match (placed.below >= DOUBT, placed.above >= DOUBT) {
        (true, false) => at.checked_sub(1),
        (false, true) => Some(at + 1),
        (true, true) if placed.below > placed.above => at.checked_sub(1),
        (true, true) => Some(at + 1),
        (false, false) => None,
    };
    let beside = beside.and_then(|at| bands.bands.get(at));
    let sure = match beside {
        Some(other) => worker::placed_maybe(lang, other.title.say(lang.tag())),
        None => worker::placed_sure(lang).to_owned(),
    };
    let (theta, error) = (place.theta.millionths(), place.error.map_or(0, Micro::millionths));
    let picture = Band {
        low: thousandths(bands, theta - error),
        high: thousandths(bands, theta + error),
        mark: thousandths(bands, theta),
        from: worker::placed_low(lang),
        to: worker::placed_high(lang),
        label: &worker::placed_words(lang, name, words),
    };
    Some(html! {
        <li class="measure">
            <div class="measure__head"><h3>{ name.to_owned() }</h3><span>{ words.to_owned() }</span></div>
            { picture.draw() }
            <p class="small muted">{ sure }</p>
        </li>
    })
}

/// A decimal of two places, in the language.
fn number(lang: Lang, value: Micro) -> String {
    let hundredths = (value.millionths() + 5_000).div_euclid(10_000);
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    jalon_messages::decimal(lang, &format!("{sign}{}.{:02}", size / 100, size % 100))
}

fn numbers(lang: Lang, theta: Micro, error: Option<Micro>) -> [String; 2] {
    [
        number(lang, theta),
        error.map_or_else(|| "—".to_owned(), |error| number(lang, error)),
    ]
}

/// The line of a claim in the table of numbers.
pub fn placed_number(claim: &ClaimOutcome, name: &str, lang: Lang) -> Html {
    let place = claim.scale.as_ref().map(|place| {
        let [theta, error] = numbers(lang, place.theta, place.error);
        worker::placed_numbers(lang, &theta, &error)
    });
    html! { <tr><th scope="row">{ name.to_owned() }</th><td>{ worker::k_of_n(lang, claim.right, claim.scored) }</td><td>{ place.unwrap_or_default() }</td></tr> }
}

/// The sentence that says why, of a decision made by rules.
fn why_decided(scored: &Scored, lang: Lang) -> Html {
    let said = |code: &str, args: &SortedMap<&'static str, String>| decision::sentence(lang, code, args);
    let say = |code: &str, args: &SortedMap<&'static str, String>| said(code, args).unwrap_or_default();
    let rule = scored.open.protocol().decision.as_ref();
    let why = rule
        .filter(|rule| !rule.is_of_points())
        .and_then(|_| reason::reason(&scored.outcome, &scored.open.release, lang.tag(), &say));
    html! { if let Some(why) = why { <p>{ why }</p> } }
}

/// A claim on ladders: how many of their steps are acquired, asked or inferred. None for a claim that is on none.
pub fn climbed(claim: &ClaimOutcome, name: &str, lang: Lang) -> Option<(Html, Html)> {
    let ladder = claim.ladder.as_ref()?;
    let words = worker::ladder_steps(lang, ladder.acquired, ladder.steps);
    let row = html! {
        <li class="measure">
            <div class="measure__head"><h3>{ name.to_owned() }</h3><span class="nowrap">{ words.clone() }</span></div>
            <p class="small muted">{ worker::ladder_how(lang) }</p>
        </li>
    };
    let line = html! { <tr><th scope="row">{ name.to_owned() }</th><td>{ worker::k_of_n(lang, claim.right, claim.scored) }</td><td>{ words }</td></tr> };
    Some((row, line))
}

/// The advice to work on a claim that stands on a scale.
pub fn placed_advice(scored: &Scored, claim: &ClaimOutcome, name: &str, lang: Lang) -> Option<String> {
    if let Some(ladder) = &claim.ladder {
        let words = worker::ladder_steps(lang, ladder.acquired, ladder.steps);
        return Some(worker::placed_advice(lang, name, &words));
    }
    let (_, _, band) = band(scored, claim)?;
    if scored.outcome.claims.len() == 1 {
        return Some(worker::placed_advice_one(lang, name));
    }
    Some(worker::placed_advice(lang, name, band.title.say(lang.tag())))
}

/// Chance of being on the side decided from which the answers clearly point there: nine in ten.
const CLEAR: Micro = Micro::from_millionths(900_000);

/// How near the decision on a cut is, and the errors of such decisions; the numbers one tap away. Nothing for another rule.
pub fn decided(scored: &Scored, lang: Lang) -> Html {
    let Some(Verdict::Cut {
        reached,
        theta,
        error,
        cut,
        log_ratio,
        chance,
        ..
    }) = &scored.outcome.decision
    else {
        return why_decided(scored, lang);
    };
    let side = chance.map(|chance| {
        let sure = if *reached {
            chance >= CLEAR
        } else {
            chance.millionths() <= 1_000_000 - CLEAR.millionths()
        };
        if sure {
            worker::decided_clear(lang)
        } else {
            worker::decided_close(lang)
        }
    });
    let line =
        |name: &str, words: String| html! { <tr><th scope="row">{ name.to_owned() }</th><td>{ words }</td></tr> };
    let [place, margin] = numbers(lang, *theta, *error);
    let mut lines = vec![
        line(
            worker::decided_place(lang),
            worker::placed_numbers(lang, &place, &margin),
        ),
        line(worker::decided_limit(lang), number(lang, *cut)),
    ];
    if let Some(chance) = chance {
        lines.push(line(
            worker::decided_chance(lang),
            match chance.millionths() {
                ..10_000 => worker::decided_chance_least(lang).to_owned(),
                990_001.. => worker::decided_chance_most(lang).to_owned(),
                _ => worker::decided_chance_of(lang, hundredths(*chance)),
            },
        ));
    }
    if let Some(ratio) = log_ratio {
        lines.push(line(worker::decided_ratio(lang), number(lang, *ratio)));
    }
    let stated = scored.open.protocol().stated.as_ref();
    if let Some(stated) = stated {
        let share =
            |share: Micro| worker::stated_of(lang, &number(lang, Micro::from_millionths(share.millionths() * 100)));
        lines.push(line(
            worker::stated_title(lang),
            worker::stated_people(lang, stated.people),
        ));
        lines.push(line(worker::stated_below(lang), share(stated.passed_below)));
        lines.push(line(worker::stated_above(lang), share(stated.failed_above)));
        lines.push(line(worker::stated_length(lang), number(lang, stated.length)));
    }
    let table = html! { <table><caption class="hidden">{ worker::decided_table(lang) }</caption><tbody>{ lines }</tbody></table> };
    html! {
        <>
            if let Some(side) = side { <p>{ side }</p> }
            if let Some(stated) = stated { <p>{ worker::stated_errors(lang, hundredths(stated.wrong)) }</p> }
            { disclosure(worker::the_numbers(lang), false, table) }
        </>
    }
}

/// That the test stopped earlier than planned and why, when its device found no next question: the person did nothing wrong.
pub fn ended(scored: &Scored, lang: Lang) -> Html {
    let mut ends = scored.open.sitting.state().conclusions().iter();
    let said = ends.find_map(|(_, end)| match end.why {
        Ended::Unproven => Some(worker::ended_unproven(lang)),
        Ended::Exhausted => Some(worker::ended_exhausted(lang)),
        Ended::Length
        | Ended::Error
        | Ended::Clear
        | Ended::Ratio
        | Ended::Curtailment
        | Ended::Information
        | Ended::Plateau => None,
    });
    let Some(said) = said else { return html! {} };
    notice(
        Tone::Attention,
        Some(worker::ended_early(lang).into()),
        html! { <><p>{ said }</p><p>{ worker::ended_early_more(lang) }</p></> },
    )
}

/// Why a section ended, and where its last answer put the person.
fn end(lang: Lang, end: &Concluded) -> Html {
    let why = match end.why {
        Ended::Length => worker::end_length(lang),
        Ended::Error => worker::end_error(lang),
        Ended::Clear => worker::end_clear(lang),
        Ended::Ratio => worker::end_ratio(lang),
        Ended::Curtailment => worker::end_curtailment(lang),
        Ended::Information => worker::end_information(lang),
        Ended::Plateau => worker::end_plateau(lang),
        Ended::Exhausted => worker::end_exhausted(lang),
        Ended::Unproven => worker::end_unproven(lang),
    };
    let [theta, error] = numbers(lang, end.theta, end.error);
    html! { <li>{ why }{ " " }{ worker::end_place(lang, &theta, &error) }</li> }
}

/// What the parameters are worth, and why each question was asked.
pub fn placed_why(scored: &Scored, lang: Lang) -> Html {
    let worst = scored
        .outcome
        .claims
        .iter()
        .filter_map(|claim| claim.scale.as_ref())
        .map(|place| place.origin)
        .min();
    let Some(worst) = worst else { return html! {} };
    let said = match worst {
        Origin::Declared => Some(worker::placed_provisional(lang)),
        Origin::Simulated => Some(worker::placed_simulated(lang)),
        Origin::Calibrated => None,
    };
    let state = scored.open.sitting.state();
    let mut lines: Vec<Html> = Vec::new();
    for (at, (entry, chosen)) in state.choices().enumerate() {
        let [theta, error] = numbers(lang, chosen.theta, chosen.error);
        let why = match chosen.draw {
            Some(_) => worker::why_question_drawn(lang, at + 1, chosen.open, &theta, &error),
            None => worker::why_question(lang, at + 1, chosen.open, &theta, &error),
        };
        lines.push(html! {
            <li>
                { why }
                if chosen.held > 0 { { " " }{ worker::why_held(lang, chosen.held) } }
                if !chosen.turned.is_empty() { { " " }{ worker::why_turned(lang, chosen.turned.len()) } }
            </li>
        });
        // The end of a section comes after its last item.
        let ends = state.conclusions().iter().filter(|(of, over)| {
            let part = state.paper().and_then(|paper| paper.part(of));
            let mut own = part
                .iter()
                .flat_map(|part| &part.items)
                .filter(|one| one.section == over.section);
            own.next_back().is_some_and(|last| last.item == entry.item)
        });
        lines.extend(ends.map(|(_, over)| end(lang, over)));
    }
    html! {
        <>
            if let Some(said) = said { <p class="muted">{ said }</p> }
            { disclosure(worker::why_title(lang), false, html! { <ol class="plain stack stack--tight small">{ lines }</ol> }) }
        </>
    }
}
