//! A place of the room: from its tests to the receipt. The rules are the engine's; the page carries them out.

pub mod asked;
pub mod kept;
pub mod known;
pub mod machine;
pub mod over;
pub mod ready;
pub mod sits;

use jalon_attempt::event::By;
use jalon_attempt::seat::Act;
use jalon_base::id::RandomId;
use jalon_messages::{Lang, place};
use jalon_web_kit::hooks::use_interval;
use jalon_web_kit::ports::spawn;
use jalon_web_kit::ui::{Page, Tone, notice};
use machine::{Machine, NoPlace};
use ready::{Ready, Start};
use sits::Sits;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

/// What a place needs.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Which session.
    pub session: RandomId,
    /// In which language.
    pub lang: Lang,
}

/// A place.
#[component]
pub fn Seat(props: &Props) -> Html {
    let (session, lang) = (props.session, props.lang);
    let opened = use_state(|| None::<Rc<Result<Machine, NoPlace>>>);
    let turn = use_state(|| 0_u32);
    let counter = use_mut_ref(|| 0_u32);
    {
        let (opened, turn) = (opened.setter(), turn.setter());
        use_effect_with(session, move |session| {
            let session = *session;
            spawn(async move {
                let machine = Machine::open(session).await;
                if let Ok(machine) = &machine {
                    let redraw = Callback::from(move |()| {
                        let mut counter = counter.borrow_mut();
                        *counter = counter.wrapping_add(1);
                        turn.set(*counter);
                    });
                    machine.watched(redraw);
                    watches_sight(machine.clone());
                    spawn(machine.clone().lives());
                }
                opened.set(Some(Rc::new(machine)));
            });
        });
    }
    // The clock is drawn once a second.
    let second = use_force_update();
    use_interval(Some(1_000), Callback::from(move |()| second.force_update()));
    let machine = match opened.as_deref() {
        None => return waits(lang),
        Some(Err(why)) => return none(why, lang),
        Some(Ok(machine)) => machine,
    };
    let core = machine.core();
    let sitting = core.terminal.as_ref().and_then(|terminal| terminal.sitting());
    let Some(sitting) = sitting else {
        let tried = core.tried;
        let seat: Option<AttrValue> = core.place.as_ref().map(|place| place.seat.to_string().into());
        let machine = machine.clone();
        return match seat {
            None => yew::html! { <Ready {machine} {lang} {tried} {seat} /> },
            Some(_) => yew::html! { <Start {machine} {lang} {tried} {seat} /> },
        };
    };
    if over::is_over(&core) {
        return over::over(&core, lang);
    }
    let opened = sitting.journal().events.iter().any(|event| event.header.by == By::Seat);
    let stage = sits::stage(sitting.state(), opened);
    let seconds = u32::try_from(machine.left_ms().unwrap_or(0) / 1000).unwrap_or(0);
    yew::html! { <Sits machine={machine.clone()} {lang} {stage} turn={turn.wrapping_mul(100_003).wrapping_add(seconds)} /> }
}

fn waits(lang: Lang) -> Html {
    Page::new(
        place::title(lang),
        yew::html! { { place::wait_title(lang) } },
        "page--place",
        Html::default(),
    )
    .draw()
}

/// Why there is no place here, and what to do.
fn none(why: &NoPlace, lang: Lang) -> Html {
    let words = match why {
        NoPlace::Elsewhere => place::elsewhere(lang),
        NoPlace::Storage(_) => place::no_storage(lang),
        NoPlace::Broken => place::broken(lang),
    };
    let rest = notice(Tone::Bad, None, yew::html! { <p>{ words }</p> });
    Page::new(
        place::title(lang),
        yew::html! { { place::no_place(lang) } },
        "page--place",
        rest,
    )
    .draw()
}

/// Tells the machine when the page goes out of sight and comes back, while somebody sits.
fn watches_sight(machine: Machine) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let looked = document.clone();
    let changed = Closure::<dyn Fn()>::new(move || {
        let visible = !looked.hidden();
        let runs = {
            let core = machine.core();
            let sitting = core.terminal.as_ref().and_then(|terminal| terminal.sitting());
            sitting.is_some_and(|seat| matches!(seat.state().phase(), jalon_attempt::Phase::Running(_)))
        };
        if runs {
            machine.acts(Act::Sight { visible });
        }
    });
    let _ = document.add_event_listener_with_callback("visibilitychange", changed.as_ref().unchecked_ref());
    changed.forget();
}
