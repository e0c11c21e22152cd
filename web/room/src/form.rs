//! What is being written about somebody or about the room: one small form, and its way to the server.

use crate::deed::{Offer, Written, deeds};
use crate::door::{entry, key, wrong};
use crate::state::{Console, Draft, Happens, Wrong};
use crate::tile::{clock, day};
use crate::wire::{Desk, code, random_id};
use jalon_base::Slug;
use jalon_messages::{Lang, console};
use jalon_session::order::code_digest;
use jalon_web_kit::ports::spawn;
use jalon_web_kit::ui::{Button, Icon, Select, act, glyph, polite};
use yew::prelude::*;

/// Sends what happens to the console.
pub type Tell = UseReducerDispatcher<Console>;

/// Lets the page be drawn before something that takes its time.
pub async fn breathe() {
    jalon_web_kit::ports::clock::rest(60).await;
}

/// The words of an offer.
#[must_use]
pub fn words(lang: Lang, offer: Offer, moves: bool) -> &'static str {
    match offer {
        Offer::Prepare => console::prepare(lang),
        Offer::CheckIn => console::check_in(lang),
        Offer::TurnAway => console::turn_away(lang),
        Offer::Seat if moves => console::other_seat(lang),
        Offer::Seat => console::seat(lang),
        Offer::Permit => console::permit(lang),
        Offer::Pause => console::pause(lang),
        Offer::Resume => console::resume(lang),
        Offer::Credit(_) => console::give_time(lang),
        Offer::Record => console::record(lang),
        Offer::End => console::end(lang),
        Offer::Report => console::report(lang),
        Offer::Settle(_, true) => console::replace(lang),
        Offer::Settle(_, false) => console::stands(lang),
        Offer::Decide(_, jalon_session::event::Decision::Certifier) => console::certifier(lang),
        Offer::Decide(..) => console::nothing(lang),
        Offer::Unlock => console::unlock(lang),
        Offer::Open => console::open_room(lang),
        Offer::Close => console::close_room(lang),
        Offer::Seal => console::seal(lang),
    }
}

/// The words of a choice.
fn choice(lang: Lang, offer: Offer, word: &str) -> String {
    match offer {
        Offer::CheckIn => console::document_kind(lang, word),
        Offer::TurnAway => console::refusal(lang, word),
        Offer::Pause => console::pause_why(lang, word),
        Offer::Record => console::incident(lang, word),
        Offer::End => console::end_why(lang, word),
        _ if word == "yes" => console::yes(lang).to_owned(),
        _ => console::no(lang).to_owned(),
    }
}

fn label(lang: Lang, offer: Offer) -> &'static str {
    match offer {
        Offer::CheckIn => console::document(lang),
        Offer::Pause => console::pause_kind(lang),
        Offer::Record => console::kind(lang),
        Offer::Report => console::signed(lang),
        Offer::Seat => console::free_seat(lang),
        Offer::Prepare => console::which_place(lang),
        _ => console::reason(lang),
    }
}

/// Sends what was written; the answer goes to the console.
pub fn sends(tell: Tell, desk: Desk, draft: Draft, lang: Lang) {
    if draft.busy {
        return;
    }
    tell.dispatch(Happens::Sent);
    spawn(async move {
        breathe().await;
        match done(&desk, &draft).await {
            Ok(happens) => {
                polite(console::done(lang));
                tell.dispatch(happens);
            }
            Err(wrong) => tell.dispatch(Happens::Wrong(wrong)),
        }
    });
}

async fn done(desk: &Desk, draft: &Draft) -> Result<Happens, Wrong> {
    if draft.offer == Offer::Seal {
        return desk.seal().await.map(Happens::Sealed).map_err(Wrong::Failed);
    }
    let told = code();
    let digest = code_digest(desk.session(), &told);
    let deeds = deeds(draft.offer, &draft.written, random_id(), digest).map_err(Wrong::Lack)?;
    let second = match draft.two {
        true => Some(key(&draft.second.0, &draft.second.1).map_err(|bad| Wrong::Card(bad.code()))?),
        false => None,
    };
    for deed in deeds {
        // The second person signs what takes two, and nothing besides: what is only recorded is its author's.
        let recorded = matches!(deed, jalon_session::event::Deed::Record { .. });
        let second = second.as_ref().filter(|_| !recorded);
        desk.act(deed, second).await.map_err(Wrong::Failed)?;
    }
    let permitted = draft.written.whom.clone().filter(|_| draft.offer == Offer::Permit);
    Ok(Happens::Done(permitted.map(|whom| (whom, told))))
}

/// A button that begins an offer, or does it when there is nothing to write.
#[must_use]
pub fn begins(lang: Lang, desk: &Desk, tell: &Tell, offer: Offer, written: Written, moves: bool) -> Html {
    let (tell, desk) = (tell.clone(), desk.clone());
    let does = act(move || {
        tell.dispatch(Happens::Begun(offer, written.clone()));
        if offer.is_plain() {
            let draft = Draft {
                offer,
                written: written.clone(),
                two: false,
                second: (String::new(), String::new()),
                wrong: None,
                busy: false,
            };
            sends(tell.clone(), desk.clone(), draft, lang);
        }
    });
    let button = Button::new(words(lang, offer, moves), does).wide();
    let button = match offer {
        Offer::End | Offer::TurnAway => button.danger(),
        Offer::Unlock | Offer::Open | Offer::Seal | Offer::Settle(_, true) => button.primary(),
        _ => button,
    };
    button.draw()
}

/// The form of a draft, with the places that are free and the heading that follows the one above.
#[must_use]
pub fn form(lang: Lang, desk: &Desk, tell: &Tell, draft: &Draft, (free, heading): (&[Slug], &'static str)) -> Html {
    let onsubmit = {
        let (tell, desk, draft) = (tell.clone(), desk.clone(), draft.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            sends(tell.clone(), desk.clone(), draft.clone(), lang);
        })
    };
    let write = |change: fn(&mut Written, String)| {
        let (tell, written) = (tell.clone(), draft.written.clone());
        Callback::from(move |text: String| {
            let mut written = written.clone();
            change(&mut written, text);
            tell.dispatch(Happens::Written(written));
        })
    };
    let first = write(|written, text| written.choice = text);
    let second = write(|written, text| written.more = text);
    let (offer, written) = (draft.offer, &draft.written);
    let options: Vec<(String, String)> = match offer {
        Offer::Seat | Offer::Prepare => free.iter().map(|seat| (seat.to_string(), seat.to_string())).collect(),
        _ => offer
            .choices()
            .iter()
            .map(|word| ((*word).to_owned(), choice(lang, offer, word)))
            .collect(),
    };
    let chooses = matches!(offer, Offer::Seat | Offer::Prepare) || !offer.choices().is_empty();
    let select = Select {
        name: "choice".into(),
        label: label(lang, offer).into(),
        blank: console::blank(lang),
        options,
        value: written.choice.clone(),
        onchoose: first.clone(),
        ..Select::default()
    };
    let lead = match offer {
        Offer::Open => console::open_lead(lang),
        Offer::Close => console::close_lead(lang),
        Offer::Seal => console::seal_lead(lang),
        Offer::Permit => console::code_lead(lang),
        Offer::Prepare => console::prepare_lead(lang),
        _ => "",
    };
    let give_up = {
        let tell = tell.clone();
        act(move || tell.dispatch(Happens::GivenUp))
    };
    let confirm = if draft.busy {
        console::one_moment(lang)
    } else {
        words(lang, offer, false)
    };
    yew::html! {
        <form class="stack draft" {onsubmit}>
            <@{heading} id="draft" tabindex="-1">{ words(lang, offer, false) }</@>
            if !lead.is_empty() { <p>{ lead }</p> }
            if chooses { { select.draw() } }
            if matches!(offer, Offer::Credit(_)) {
                { entry("minutes", (console::minutes(lang), None), false, &written.choice, first.clone()) }
            }
            if offer == Offer::Unlock {
                { entry("code-one", (console::code_one(lang), None), false, &written.choice, first.clone()) }
                { entry("code-two", (console::code_two(lang), None), false, &written.more, second.clone()) }
            }
            if offer == Offer::Open {
                { entry("day", (console::date(lang), Some(console::date_hint(lang))), false, &written.choice, first) }
                { entry("hour", (console::hour(lang), Some(console::hour_hint(lang))), false, &written.more, second) }
            }
            if draft.two { { two(lang, tell, draft) } }
            { wrong(lang, draft.wrong.as_ref()) }
            <div class="dialog__actions">
                <button type="submit" class="button button--primary" aria-disabled={draft.busy.then_some("true")}>
                    { glyph(Icon::Check) }<span>{ confirm }</span>
                </button>
                { Button::new(console::give_up(lang), give_up).draw() }
            </div>
        </form>
    }
}

/// The second person's card and PIN.
fn two(lang: Lang, tell: &Tell, draft: &Draft) -> Html {
    let (card, pin) = draft.second.clone();
    let on_card = {
        let (tell, pin) = (tell.clone(), pin.clone());
        Callback::from(move |card| tell.dispatch(Happens::Second(card, pin.clone())))
    };
    let on_pin = {
        let (tell, card) = (tell.clone(), card.clone());
        Callback::from(move |pin| tell.dispatch(Happens::Second(card.clone(), pin)))
    };
    yew::html! {
        <fieldset class="stack second">
            <legend><strong>{ console::second(lang) }</strong></legend>
            <p>{ console::second_lead(lang) }</p>
            { entry("second-card", (console::card(lang), Some(console::card_hint(lang))), false, &card, on_card) }
            { entry("second-pin", (console::pin(lang), Some(console::pin_hint(lang))), true, &pin, on_pin) }
        </fieldset>
    }
}

/// What the room's opening begins with: the server's date and time, to be compared with a watch.
#[must_use]
pub fn opening(now: Option<jalon_base::Timestamp>, east: i64) -> Written {
    Written {
        choice: now.map(|now| day(now, east)).unwrap_or_default(),
        more: now.map(|now| clock(now, east)).unwrap_or_default(),
        east,
        ..Written::default()
    }
}
