//! A machine before somebody sits at it: what is tried, the code that the proctor compares, then the code of the candidate.

use super::machine::Machine;
use crate::door::why;
use crate::state::Wrong;
use crate::wire::Failed;
use jalon_messages::{Lang, place};
use jalon_session::event::Tried;
use jalon_session::place::short_code;
use jalon_web_kit::ports::{bell, environment, spawn};
use jalon_web_kit::ui::{Button, Choice, Choices, Field, Icon, Page, Tone, act, badge, glyph, notice};
use yew::prelude::*;

/// What is typed to try the keyboard: on every keyboard, and not guessed by one that completes words.
const TYPED: &str = "jalon 7";

/// What these pages need.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The place.
    pub machine: Machine,
    /// In which language.
    pub lang: Lang,
    /// What was tried, and which place it is: the page is drawn again when they change.
    pub tried: Tried,
    /// The place that it is.
    pub seat: Option<AttrValue>,
}

/// Whether the window is as large as a test needs: 1,024 by 600 points of the screen.
fn is_large() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let length = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    let scale = window.device_pixel_ratio().max(1.0);
    length(window.inner_width()) * scale >= 1024.0 && length(window.inner_height()) * scale >= 600.0
}

/// What is tried, and the code of the machine.
#[component]
pub fn Ready(props: &Props) -> Html {
    let Props {
        machine, lang, tried, ..
    } = props;
    let lang = *lang;
    let (typed, heard) = (use_state(String::new), use_state(|| false));
    {
        let machine = machine.clone();
        use_effect_with((), move |()| {
            machine.tries(|tried| tried.screen = is_large());
            spawn(async move {
                let secure = environment::look().await.secure;
                machine.tries_itself(secure).await;
            });
        });
    }
    let rings = {
        let heard = heard.clone();
        act(move || {
            bell::ring();
            heard.set(true);
        })
    };
    let hears = |audio: bool| {
        let machine = machine.clone();
        act(move || machine.tries(|tried| tried.audio = audio))
    };
    let types = {
        let (machine, typed) = (machine.clone(), typed.clone());
        Callback::from(move |text: String| {
            if text.trim().to_lowercase() == TYPED {
                machine.tries(|tried| tried.keyboard = true);
            }
            typed.set(text);
        })
    };
    let line = |on: bool, name: &'static str, more: Html| {
        let (tone, icon, word) = if on {
            (Tone::Ok, Icon::Check, place::passed(lang))
        } else {
            (Tone::Attention, Icon::Clock, place::to_try(lang))
        };
        yew::html! { <li class="trial"><div class="trial__top"><strong>{ name }</strong>{ badge(tone, icon, word) }</div>{ more }</li> }
    };
    let sound = yew::html! {
        <div class="trial__ways">
            { Button::new(place::play_sound(lang), rings).icon(Icon::Sound).draw() }
            if *heard && !tried.audio { { Button::new(place::heard_it(lang), hears(true)).draw() } }
            if tried.audio { { Button::new(place::not_heard(lang), hears(false)).plain().draw() } }
        </div>
    };
    let keyboard = Field {
        name: "keyboard".into(),
        label: place::type_this(lang, TYPED).into(),
        value: (*typed).clone().into(),
        oninput: types,
        ..Field::default()
    };
    let screen = (!tried.screen).then(|| yew::html! { <p>{ place::small_screen(lang) }</p> });
    let secure = (!tried.secure).then(|| yew::html! { <p>{ place::insecure(lang) }</p> });
    let rest = yew::html! {
        <>
            <p>{ place::ready_lead(lang) }</p>
            <p class="place__code" id="place-code">{ short_code(machine.key()) }</p>
            <ul class="plain trials">
                { line(tried.storage, place::try_storage(lang), Html::default()) }
                { line(tried.secure, place::try_secure(lang), secure.unwrap_or_default()) }
                { line(tried.screen, place::try_screen(lang), screen.unwrap_or_default()) }
                { line(tried.audio, place::try_audio(lang), sound) }
                { line(tried.keyboard, place::try_keyboard(lang), keyboard.draw()) }
            </ul>
            <p role="status">{ if tried.passed() { place::all_tried(lang) } else { place::some_left(lang) } }</p>
        </>
    };
    Page::new(
        place::title(lang),
        yew::html! { { place::ready_title(lang) } },
        "page--place",
        rest,
    )
    .draw()
}

/// The code of the candidate, and a question that does not count.
#[component]
pub fn Start(props: &Props) -> Html {
    let lang = props.lang;
    let (code, wrong, busy) = (
        use_state(String::new),
        use_state(|| None::<Failed>),
        use_state(|| false),
    );
    let practice = use_state(|| None::<AttrValue>);
    let onsubmit = {
        let (machine, code, wrong, busy) = (props.machine.clone(), code.clone(), wrong.clone(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            wrong.set(None);
            let (machine, wrong, busy) = (machine.clone(), wrong.clone(), busy.clone());
            let code = written(&code);
            spawn(async move {
                if let Err(failed) = machine.joins(&code).await {
                    wrong.set(Some(failed));
                }
                busy.set(false);
            });
        })
    };
    let onchoose = {
        let practice = practice.clone();
        Callback::from(move |id: AttrValue| practice.set(Some(id)))
    };
    let options = [
        ("a", place::practice_a(lang)),
        ("b", place::practice_b(lang)),
        ("c", place::practice_c(lang)),
    ];
    let choices = options.into_iter().map(|(id, words)| Choice {
        id: id.into(),
        text: yew::html! { { words } },
        chosen: practice.as_deref() == Some(id),
        verdict: None,
        reason: None,
    });
    let choices = Choices {
        name: "practice".into(),
        legend: place::practice_question(lang).into(),
        several: false,
        still: false,
        choices: choices.collect(),
        onchoose,
    };
    let field = {
        let code = code.setter();
        Callback::from(move |text| code.set(text))
    };
    let seat = props.seat.clone().unwrap_or_default();
    let words = if *busy {
        place::one_moment(lang)
    } else {
        place::start(lang)
    };
    let rest = yew::html! {
        <>
            <form class="stack" {onsubmit}>
                { Field {
                    name: "start".into(),
                    label: place::code(lang).into(),
                    hint: Some(place::code_hint(lang).into()),
                    error: wrong.as_ref().map(|failed| refused(lang, failed).into()),
                    value: (*code).clone().into(),
                    oninput: field,
                    ..Field::default()
                }.draw() }
                <button type="submit" class="button button--primary button--tall button--wide" aria-disabled={busy.then_some("true")}>
                    { glyph(Icon::Play) }<span>{ words }</span>
                </button>
            </form>
            <section class="stack practice" aria-labelledby="practice">
                <h2 id="practice">{ place::practice(lang) }</h2>
                <p>{ place::practice_question(lang) }</p>
                { choices.draw() }
                <p role="status">{ practice.as_ref().map(|id| if id == "b" { place::practice_done(lang) } else { place::practice_other(lang) }) }</p>
                { notice(Tone::Plain, None, yew::html! { <p>{ place::practice_help(lang) }</p> }) }
            </section>
        </>
    };
    let heading = yew::html! { { place::place_of(lang, &seat) } };
    Page::new(place::title(lang), heading, "page--place", rest).draw()
}

/// Why a start did not begin, said to who typed the code.
fn refused(lang: Lang, failed: &Failed) -> String {
    match failed {
        Failed::Refused(code) if code == "room/permission" => place::code_other(lang).to_owned(),
        failed => why(lang, &Wrong::Failed(failed.clone())),
    }
}

/// A code as the console made it, however it was copied.
#[must_use]
pub fn written(code: &str) -> String {
    let letters = code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    letters.collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_copied() {
        assert_eq!(written(" ABCDE-fgh 23\u{a0}"), "abcdefgh23");
        assert_eq!(written(""), "");
    }
}
