//! What is looked at before a test begins: how the person sits tests, and their attempts at this one. A part that comes on demand: most
//! tests ask for neither.

use crate::ground::{Ground, Here};
use crate::pages::worded;
use crate::records;
use jalon_base::{Millis, Timestamp};
use jalon_messages::{Lang, worker};
use jalon_protocol::plan::NotAgain;
use jalon_protocol::plan::attempts::Earlier;
use jalon_protocol::pool::Need;
use jalon_protocol::{Protocol, Release};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::html;
use jalon_web_kit::ports::journals::{Change, Fault};
use jalon_web_kit::ports::spawn;
use jalon_web_kit::route;
use jalon_web_kit::ui::{Button, Page, Tone, act, notice};
use yew::prelude::*;

/// The kind of the document that the device keeps, and its only id.
const KIND: &str = "needs";
const OWN: &str = "own";

const HOUR_MS: i64 = 3_600_000;
/// Up to so many hours are said as hours; beyond, as a day.
const HOURS: i64 = 48;

/// How the person sits tests (`jalon/needs@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    format: String,
    needs: Vec<Need>,
}

jalon_base::document!(Kept { format, needs });

async fn kept(ground: &Ground) -> Result<Vec<Need>, Fault> {
    let body = ground.journals.document(KIND, OWN).await?;
    let kept = body.and_then(|body| records::read::<Kept>(&body));
    Ok(kept.map(|kept| kept.needs).unwrap_or_default())
}

async fn keep(ground: &Ground, needs: Vec<Need>) -> Result<(), Fault> {
    let body = records::text(&Kept {
        format: "jalon/needs@1".to_owned(),
        needs,
    });
    let put = Change::Put {
        kind: KIND.to_owned(),
        id: OWN.to_owned(),
        body,
    };
    ground.journals.write(vec![put]).await
}

/// How the person sits a test, and their attempts at it before, where it counts them.
///
/// # Errors
/// The sentence that says why it may not begin: the engine would refuse it, and cannot say from when on.
pub async fn look(
    ground: &Ground,
    release: &Release,
    protocol: &Protocol,
    lang: Lang,
) -> Result<(Vec<Need>, Vec<Earlier>), String> {
    let trouble = |fault: Fault| worded(lang, fault.code());
    let needs = kept(ground).await.map_err(trouble)?;
    let Some(policy) = &protocol.attempts else {
        return Ok((needs, Vec::new()));
    };
    let mut earlier = Vec::new();
    for record in records::all(ground).await.map_err(trouble)? {
        // An earlier edition of the same test counts too.
        let same = record.release == release.id || record.trade == release.referential.trade;
        if !same || record.protocol != protocol.id {
            continue;
        }
        let journal = records::journal(ground, &record.attempt).await.map_err(trouble)?;
        let events = journal.map(|journal| journal.events).unwrap_or_default();
        let closed = events.iter().find(|event| event.header.kind == "closed");
        earlier.push(Earlier {
            begun_ms: record.began_ms,
            ended_ms: closed.map(|event| event.header.at.wall_ms),
        });
    }
    let now_ms = ground.now().wall_ms;
    match policy.may_begin(&earlier, now_ms) {
        Ok(()) => Ok((needs, earlier)),
        Err(not) => Err(refusal(not, now_ms, lang)),
    }
}

/// Why another attempt may not begin, and from when on it may.
fn refusal(not: NotAgain, now_ms: i64, lang: Lang) -> String {
    match not {
        NotAgain::TooMany => worker::again_never(lang).to_owned(),
        NotAgain::Open => worker::again_open(lang).to_owned(),
        NotAgain::TooSoon { from_ms } => {
            let hours = (from_ms - now_ms + HOUR_MS - 1).div_euclid(HOUR_MS);
            if hours <= HOURS {
                worker::again_in(lang, hours)
            } else {
                worker::again_from(lang, Timestamp::from_millis(Millis(from_ms)))
            }
        }
    }
}

fn named(need: Need, lang: Lang) -> &'static str {
    match need {
        Need::ScreenReader => worker::need_screen_reader(lang),
        Need::Deaf => worker::need_deaf(lang),
        Need::ColourBlind => worker::need_colour_blind(lang),
        Need::Phone => worker::need_phone(lang),
    }
}

/// `/reglages/besoins`: how the person sits tests. Each change is kept at once.
#[component]
pub fn Needs(here: &Here) -> Html {
    let lang = here.lang;
    let trouble = use_state(|| None::<String>);
    let chosen = use_state(|| None::<Vec<Need>>);
    let ground = here.ground.clone();
    let found = use_soon(String::new(), move || {
        let ground = ground.clone();
        Box::pin(async move { kept(&ground).await })
    });
    let found = found.as_deref().and_then(|found| found.as_ref().ok());
    let needs = (*chosen).clone().or_else(|| found.cloned()).unwrap_or_default();
    let pick = |need: Need| {
        let on = needs.contains(&need);
        let mut next = needs.clone();
        next.retain(|other| *other != need);
        if !on {
            next.push(need);
            next.sort();
        }
        let (ground, chosen, trouble) = (here.ground.clone(), chosen.setter(), trouble.setter());
        let onchange = Callback::from(move |_: Event| {
            let (ground, trouble, next) = (ground.clone(), trouble.clone(), next.clone());
            chosen.set(Some(next.clone()));
            spawn(async move {
                let written = keep(&ground, next).await;
                trouble.set(written.err().map(|fault| worded(lang, fault.code())));
            });
        });
        html! {
            <label class="pick pick--several">
                <input class="pick__input" type="checkbox" checked={on} {onchange} />
                <span class="pick__mark" aria-hidden="true"></span>
                <span>{ named(need, lang) }</span>
            </label>
        }
    };
    let rest = html! {
        <>
            <p>{ worker::needs_lead(lang) }</p>
            if let Some(words) = &*trouble { { notice(Tone::Bad, None, html! { <p>{ words.clone() }</p> }) } }
            <fieldset class="set__row"><legend><strong>{ worker::needs_question(lang) }</strong></legend><div class="set__choices">{ Need::ALL.map(pick).to_vec() }</div></fieldset>
            <p class="muted">{ worker::needs_where(lang) }</p>
            <p>{ Button::new(worker::back(lang), act(route::back)).primary().wide().tall().draw() }</p>
        </>
    };
    let heading = worker::needs_title(lang);
    let page = Page::new(
        worker::window_title(lang, heading),
        html! { { heading } },
        "stack stack--loose",
        rest,
    );
    Page {
        at: heading.into(),
        ..page
    }
    .draw()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_said_in_hours_then_as_a_day() {
        let say = |hours: i64| {
            refusal(
                NotAgain::TooSoon {
                    from_ms: hours * HOUR_MS + 1,
                },
                1,
                Lang::En,
            )
        };
        assert_eq!(say(1), "You can take this test again in one hour.");
        assert_eq!(say(48), "You can take this test again in 48 hours.");
        assert!(say(49).contains("1970"), "{}", say(49));
        // Less than an hour is never said as none.
        let soon = refusal(NotAgain::TooSoon { from_ms: 2 }, 1, Lang::Fr);
        assert_eq!(soon, "Vous pourrez recommencer ce test dans une heure.");
    }
}
