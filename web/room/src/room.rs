//! The room: who waits, the wall of seats, and a panel for who was chosen. Asked of the server once a second.

use crate::deed::{Offer, Written, of_room, offers};
use crate::door::{why, wrong};
use crate::form::{Tell, begins, form, opening};
use crate::places::machines;
use crate::state::{Console, Draft, Happens, Wrong};
use crate::tile::{Shape, alerts, clock, need, since, state, summary};
use crate::wire::{Desk, date};
use jalon_api::wall::{Line, Need, Wall};
use jalon_base::id::RandomId;
use jalon_messages::{Lang, console};
use jalon_paper::Symbol;
use jalon_session::Capability;
use jalon_session::event::{Decision, IncidentKind};
use jalon_session::room::{RoomPhase, Standing};
use jalon_web_kit::hooks::use_interval;
use jalon_web_kit::ports::clock::east;
use jalon_web_kit::ports::{bell, spawn};
use jalon_web_kit::ui::{Button, Icon, Tone, act, assertive, badge, focus, glyph, notice};
use std::rc::Rc;
use yew::prelude::*;

/// What the room needs.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Who is at the console.
    pub desk: Desk,
    /// In which language.
    pub lang: Lang,
    /// They leave.
    pub leave: Callback<Option<Desk>>,
}

/// Asks the server what there is; nothing while it has not answered the question before.
async fn look(desk: Desk, tell: Tell) {
    let heard = match desk.wall().await {
        Ok(wall) => desk.status().await.map(|status| (wall, status)),
        Err(failed) => Err(failed),
    };
    match heard {
        Err(failed) => tell.dispatch(Happens::Lost(failed)),
        Ok((wall, status)) => {
            let sealed = status.sealed;
            let closed = status.phase == RoomPhase::Closed;
            tell.dispatch(Happens::Heard(Rc::new(wall), status));
            if !closed
                && desk.may.contains(&Capability::Prepare)
                && let Ok(places) = desk.places().await
            {
                tell.dispatch(Happens::Waits(Rc::new(places)));
            }
            // Whoever seals knows the root; whoever comes after reads it.
            if sealed && let Ok(root) = desk.sealed().await {
                tell.dispatch(Happens::Sealed(root));
            }
        }
    }
}

/// The room.
#[component]
pub fn Room(props: &Props) -> Html {
    let (desk, lang) = (&props.desk, props.lang);
    let console = use_reducer(Console::default);
    let tell = console.dispatcher();
    let sound = use_state(|| true);
    let asking = use_mut_ref(|| false);
    let ask = {
        let (desk, tell, asking) = (desk.clone(), tell.clone(), asking);
        Callback::from(move |()| {
            if std::mem::replace(&mut *asking.borrow_mut(), true) {
                return;
            }
            let (desk, tell, asking) = (desk.clone(), tell.clone(), asking.clone());
            spawn(async move {
                look(desk, tell).await;
                asking.replace(false);
            });
        })
    };
    // A session that is sealed does not change any more.
    let every = console.root.is_none().then_some(1_000);
    use_interval(every, ask.clone());
    use_effect_with((), move |()| ask.emit(()));
    let calls: Vec<(RandomId, String)> = console.wall.as_ref().map_or_else(Vec::new, |wall| {
        let who = |need: &Need| need.candidate.as_ref().map(ToString::to_string).unwrap_or_default();
        alerts(wall).map(|need| (need.incident, who(need))).collect()
    });
    let waiting = calls.len();
    let known = use_mut_ref(Vec::<RandomId>::new);
    use_effect_with((calls, *sound, lang), move |(calls, sound, lang)| {
        let mut known = known.borrow_mut();
        let fresh: Vec<&(RandomId, String)> = calls.iter().filter(|(id, _)| !known.contains(id)).collect();
        if let Some((_, who)) = fresh.last() {
            assertive(&console::alert(*lang, who));
            if *sound {
                bell::ring();
            }
        }
        *known = calls.iter().map(|(id, _)| *id).collect();
    });
    // Whoever chose somebody, or began something, goes on there.
    let offer = console.draft.as_ref().map(|draft| draft.offer);
    use_effect_with((console.chosen.clone(), offer), |(chosen, offer)| {
        match (offer, chosen) {
            (Some(offer), _) if !offer.is_plain() => focus("draft"),
            (None, Some(_)) => focus("panel"),
            _ => {}
        }
    });
    let wall = console.wall.clone();
    let phase = console.status.as_ref().map(|status| status.phase);
    let east = east(date().unix().saturating_mul(1000));
    let leave = {
        let leave = props.leave.clone();
        act(move || leave.emit(None))
    };
    let rings = {
        let sound = sound.clone();
        act(move || sound.set(!*sound))
    };
    let sounds = if *sound {
        console::sound_on(lang)
    } else {
        console::sound_off(lang)
    };
    let session: String = desk.session().to_string().chars().take(6).collect();
    let about = phase.map(|phase| console::hello(lang, desk.who.as_str(), &crate::tile::word(&phase)));
    let body = wall.as_ref().map(|wall| {
        yew::html! {
            <div class="hall">
                <section class="queue" aria-labelledby="queue">
                    <h2 id="queue" tabindex="-1">{ console::queue(lang) }</h2>
                    { queue(lang, desk, &tell, &console, wall) }
                </section>
                <section class="seats" aria-labelledby="seats">
                    <h2 id="seats">{ console::wall(lang) }</h2>
                    <p class="muted">{ summary(lang, wall) }</p>
                    if phase.is_some_and(|phase| phase < RoomPhase::Open) { <p>{ console::wall_none(lang) }</p> }
                    <ul class="plain wall">{ wall.lines.iter().map(|line| tile(lang, &tell, line, &console, east)).collect::<Html>() }</ul>
                </section>
                { panel(lang, desk, &tell, &console, wall) }
            </div>
        }
    });
    yew::html! {
        <main id="main" class="console">
            <header class="bar">
                <h1>{ console::heading(lang, &session) }</h1>
                if let Some(about) = about { <p class="bar__about">{ about }</p> }
                <div class="bar__ways">
                    { Button::new(sounds, rings).plain().icon(Icon::Bell).pressed(*sound).draw() }
                    { Button::new(console::leave(lang), leave).plain().draw() }
                </div>
            </header>
            if let Some(failed) = &console.failed {
                { notice(Tone::Bad, None, yew::html! { <p>{ why(lang, &Wrong::Failed(failed.clone())) }</p> }) }
            }
            if wall.as_ref().is_some_and(|wall| wall.uncertain_clock) {
                { notice(Tone::Attention, None, yew::html! { <p>{ console::uncertain_clock(lang) }</p> }) }
            }
            if waiting > 0 { <a class="calls" href="#queue">{ glyph(Icon::Bell) }<span>{ console::calling(lang, waiting) }</span></a> }
            { steps(lang, desk, &tell, &console, east) }
            { machines(lang, desk, &tell, &console) }
            { seal(lang, &console) }
            { body }
        </main>
    }
}

/// What the room itself waits for: its content, its opening, its closing, its seal.
fn steps(lang: Lang, desk: &Desk, tell: &Tell, console: &Console, east: i64) -> Html {
    let Some(status) = &console.status else {
        return Html::default();
    };
    let mine = |offer: Offer| !matches!(offer, Offer::Record) || console.chosen.is_none();
    let drawn = of_room(status.phase, status.sealed || console.root.is_some(), &desk.may)
        .into_iter()
        .filter(|offer| mine(*offer));
    let buttons = drawn.map(|offer| {
        let written = match offer {
            Offer::Open => opening(Some(status.now), east),
            _ => Written::default(),
        };
        begins(lang, desk, tell, offer, written, false)
    });
    let of_room =
        |draft: &&Draft| draft.written.whom.is_none() && draft.written.machine.is_none() && !draft.offer.is_plain();
    let draft = console.draft.as_ref().filter(of_room);
    let free: &[jalon_base::Slug] = console.wall.as_ref().map_or(&[], |wall| &wall.free);
    let inside = match draft {
        Some(draft) => form(lang, desk, tell, draft, (free, "h2")),
        None => yew::html! { <div class="steps__ways">{ buttons.collect::<Html>() }</div> },
    };
    yew::html! { <div class="steps">{ inside }</div> }
}

/// The seal, once it is there: its root in letters, and as a square.
fn seal(lang: Lang, console: &Console) -> Html {
    let Some(root) = &console.root else {
        return Html::default();
    };
    let Some(status) = &console.status else {
        return Html::default();
    };
    let text = format!("jalon-seal:{}:{root}", status.session);
    let print = act(|| {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    });
    let square = Symbol::of(&text, 40).map(|symbol| {
        let side = symbol.side().to_string();
        yew::html! {
            <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={console::seal_label(lang)} shape-rendering="crispEdges">
                <rect class="qr__light" width={side.clone()} height={side} /><path class="qr__dark" d={symbol.path()} />
            </svg>
        }
    });
    yew::html! {
        <section class="card stack sealed" aria-labelledby="sealed">
            <h2 id="sealed">{ console::sealed(lang) }</h2>
            <p>{ console::sealed_lead(lang) }</p>
            { square }
            <p class="code">{ console::root(lang, &root.to_string()) }</p>
            <div class="no-print">{ Button::new(console::print(lang), print).icon(Icon::Print).draw() }</div>
        </section>
    }
}

/// Who waits for a person, the longest wait first, with what can be done at once.
fn queue(lang: Lang, desk: &Desk, tell: &Tell, console: &Console, wall: &Wall) -> Html {
    if wall.queue.is_empty() {
        return yew::html! { <p class="muted">{ console::queue_none(lang) }</p> };
    }
    let one = |waits: &Need| {
        let who = waits
            .candidate
            .as_ref()
            .map_or_else(|| console::whole_room(lang).to_owned(), ToString::to_string);
        let seat = waits
            .candidate
            .as_ref()
            .and_then(|id| wall.lines.iter().find(|line| line.candidate == *id));
        let (seat, incident) = (seat.and_then(|line| line.seat.clone()), waits.incident);
        let alert = waits.kind == IncidentKind::Question;
        let all: &[Offer] = if alert {
            &[Offer::Settle(incident, true), Offer::Settle(incident, false)]
        } else {
            &[
                Offer::Decide(incident, Decision::Nothing),
                Offer::Credit(Some(incident)),
                Offer::Decide(incident, Decision::Certifier),
            ]
        };
        let runs = waits
            .candidate
            .as_ref()
            .and_then(|id| wall.lines.iter().find(|line| line.candidate == *id));
        let runs = runs.is_some_and(|line| line.standing == Standing::Started);
        let offered = all.iter().filter(|offer| desk.may.contains(&offer.needs()));
        let offered = offered.filter(|offer| runs || !matches!(offer, Offer::Credit(_)));
        let written = Written {
            whom: waits.candidate.clone(),
            ..Written::default()
        };
        let of_this = |offer: Offer| match offer {
            Offer::Settle(id, _) | Offer::Decide(id, _) | Offer::Credit(Some(id)) => id == incident,
            _ => false,
        };
        let draft = console.draft.as_ref().filter(|draft| of_this(draft.offer));
        let buttons: Html = offered
            .map(|offer| begins(lang, desk, tell, *offer, written.clone(), false))
            .collect();
        let inside = match draft {
            Some(draft) if !draft.offer.is_plain() => form(lang, desk, tell, draft, (&[], "h3")),
            Some(draft) => {
                yew::html! { <>{ wrong(lang, draft.wrong.as_ref()) }<div class="need__ways">{ buttons }</div></> }
            }
            None => yew::html! { <div class="need__ways">{ buttons }</div> },
        };
        yew::html! {
            <li key={incident.to_string()} class={if alert { "need need--alert" } else { "need" }}>
                <p class="need__who">{ glyph(if alert { Icon::Bell } else { Icon::Warning }) }<strong>{ who }</strong>
                    if let Some(seat) = seat { <span>{ seat.to_string() }</span> }</p>
                <p>{ need(lang, waits) }{ ", " }{ console::since(lang, &since(lang, waits.since_ms)) }</p>
                { inside }
            </li>
        }
    };
    yew::html! { <ol class="plain needs">{ wall.queue.iter().map(one).collect::<Html>() }</ol> }
}

/// Somebody at a glance.
fn tile(lang: Lang, tell: &Tell, line: &Line, console: &Console, east: i64) -> Html {
    let shape = Shape::of(line);
    let chosen = console.chosen.as_ref() == Some(&line.candidate);
    let mut class = format!("tile tile--{}", shape.name());
    for (on, name) in [
        (line.outage, " tile--outage"),
        (line.alert_ms.is_some(), " tile--alert"),
        (chosen, " tile--chosen"),
    ] {
        if on {
            class.push_str(name);
        }
    }
    let icon = match shape {
        Shape::Waiting => Icon::Clock,
        Shape::Running => Icon::Play,
        Shape::Stands => Icon::Pause,
        Shape::Over => Icon::Check,
    };
    let onclick = {
        let (tell, who) = (tell.clone(), line.candidate.clone());
        act(move || tell.dispatch(Happens::Chosen((!chosen).then(|| who.clone()))))
    };
    let started = line.standing == Standing::Started;
    let question = line.question.zip(line.questions).filter(|_| started);
    let seat = line.seat.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
    yew::html! {
        <li key={line.candidate.to_string()}>
            <button type="button" {class} {onclick} aria-pressed={if chosen { "true" } else { "false" }}>
                <span class="tile__top"><span class="tile__seat">{ seat }</span><span class="tile__who">{ line.candidate.to_string() }</span></span>
                <span class="tile__state">{ glyph(icon) }<span>{ state(lang, line) }</span></span>
                if let Some(ms) = line.alert_ms {
                    <span class="tile__alert">{ glyph(Icon::Bell) }<span>{ console::calls(lang) }{ " " }{ console::since(lang, &since(lang, ms)) }</span></span>
                }
                if line.outage {
                    <span class="tile__outage">{ glyph(Icon::Wifi) }<span>{ console::silent(lang) }</span></span>
                }
                if let Some((at, of)) = question { <span class="tile__question">{ console::question(lang, at, of) }</span> }
                if started {
                    <span>{ console::answered(lang, line.answered) }</span>
                    if let Some(ends) = line.ends { <span class="tile__ends">{ console::ends(lang, &clock(ends, east)) }</span> }
                    if let Some(ms) = line.heard_ms { <span class="tile__age">{ console::heard(lang, &since(lang, ms)) }</span> }
                    if let Some(ms) = line.acknowledged_ms { <span class="tile__age">{ console::acknowledged(lang, &since(lang, ms)) }</span> }
                }
            </button>
        </li>
    }
}

/// What can be done about who was chosen.
fn panel(lang: Lang, desk: &Desk, tell: &Tell, console: &Console, wall: &Wall) -> Html {
    let Some(line) = console.line() else {
        return Html::default();
    };
    let close = {
        let tell = tell.clone();
        act(move || tell.dispatch(Happens::Chosen(None)))
    };
    let seat = line.seat.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
    let ended = match line.standing {
        Standing::Over { why } => why,
        _ => None,
    };
    let written = Written {
        whom: Some(line.candidate.clone()),
        ended,
        ..Written::default()
    };
    let in_queue = |offer: Offer| matches!(offer, Offer::Settle(..) | Offer::Decide(..) | Offer::Credit(Some(_)));
    let draft = console.draft.as_ref();
    let draft = draft.filter(|draft| draft.written.whom.as_ref() == Some(&line.candidate) && !in_queue(draft.offer));
    let buttons = offers(line, &desk.may)
        .into_iter()
        .map(|offer| begins(lang, desk, tell, offer, written.clone(), line.seat.is_some()));
    let inside = match draft {
        Some(draft) if !draft.offer.is_plain() => form(lang, desk, tell, draft, (&wall.free, "h3")),
        other => yew::html! {
            <>
                { wrong(lang, other.and_then(|draft| draft.wrong.as_ref())) }
                <div class="panel__ways">{ buttons.collect::<Html>() }</div>
            </>
        },
    };
    let told = console.code.as_ref().filter(|(whom, _)| *whom == line.candidate);
    yew::html! {
        <section class="panel stack" aria-labelledby="panel">
            <div class="panel__top">
                <h2 id="panel" tabindex="-1">{ console::panel(lang, line.candidate.as_str(), &seat) }</h2>
                { Button::new(console::close_panel(lang), close).plain().icon(Icon::Cross).draw() }
            </div>
            <p>{ state(lang, line) }</p>
            if console.done { <p role="status">{ badge(Tone::Ok, Icon::Check, console::done(lang)) }</p> }
            if let Some((_, code)) = told {
                <div class="told"><p class="told__code">{ console::code(lang, code) }</p><p>{ console::code_lead(lang) }</p></div>
            }
            { inside }
        </section>
    }
}
