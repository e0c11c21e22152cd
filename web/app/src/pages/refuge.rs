//! The recovery sheet, and getting one's things back.

use super::{plain_page, waiting, worded};
use crate::copy::{self, NotRestored};
use crate::ground::{Ground, Here};
use crate::holder;
use crate::parts::{file_input, on_file, qr};
use jalon_credential::recovery::{Misread, RecoverySecret};
use jalon_messages::{Lang, worker};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::html;
use jalon_web_kit::ports::{share, shell, spawn};
use jalon_web_kit::ui::{Button, Field, Icon, Sort, Tone, act, notice};
use yew::prelude::*;

async fn words(ground: &Ground) -> Option<String> {
    let bytes = ground.vault.open().await.ok().flatten()?;
    Some(RecoverySecret::from_bytes(bytes).words().join(" "))
}

/// What was said of an attempt to get things back: well or not, about the copy or the words.
#[derive(Clone, PartialEq, Eq, Default)]
struct Said {
    well: bool,
    of_words: bool,
    words: String,
}

/// The recovery sheet.
#[component]
pub fn Refuge(here: &Here) -> Html {
    let lang = here.lang;
    let turn = use_state(|| 0_u32);
    let shown = use_state(|| 0_u32);
    let typed = use_state(String::new);
    let said = use_state(Said::default);
    let ground = here.ground.clone();
    let words = use_soon(turn.to_string(), move || {
        let ground = ground.clone();
        Box::pin(async move { words(&ground).await })
    });
    let Some(words) = words else { return waiting(lang) };
    let sheet = match &*words {
        None => html! { <p>{ worker::refuge_none(lang) }</p> },
        Some(_) if *shown == 0 => {
            let show = act(move || shown.set(1));
            html! {
                <div class="stack">
                    <p>{ worker::refuge_more(lang) }</p>
                    { Button::new(worker::refuge_show(lang), show).primary().tall().wide().icon(Icon::Eye).draw() }
                </div>
            }
        }
        Some(words) => {
            let ground = here.ground.clone();
            let noted = act(move || {
                let ground = ground.clone();
                shown.set(0);
                spawn(async move {
                    let _ = ground.journals.write(vec![holder::safe_now()]).await;
                });
            });
            sheet(words, noted, lang)
        }
    };
    let again = {
        let said = said.setter();
        Callback::from(move |given: Said| {
            if given.well {
                turn.set(*turn + 1);
            }
            said.set(given);
        })
    };
    let rest = html! {
        <>
            { sheet }
            <section class="stack no-print" aria-labelledby="restore">
                <h2 id="restore">{ worker::restore(lang) }</h2>
                { from_copy(here, &said, again.clone()) }
                { from_words(here, &said, &typed, again) }
                <p><a href="/musette">{ worker::my_satchel(lang) }</a></p>
            </section>
        </>
    };
    plain_page(lang, worker::recovery_sheet(lang), "stack stack--loose", rest)
}

/// Twelve words and the same as a square to scan.
fn sheet(words: &str, noted: Callback<MouseEvent>, lang: Lang) -> Html {
    let list: Vec<Html> = words.split(' ').map(|word| html! { <li>{ word }</li> }).collect();
    html! {
        <div class="stack">
            <p>{ worker::refuge_more(lang) }</p>
            <ol class="words" lang="fr">{ list }</ol>
            <figure class="qr-figure">{ qr(words, worker::refuge_qr(lang)) }<figcaption class="small muted">{ worker::refuge_qr(lang) }<span class="line code">{ shell::address_of("/abri") }</span></figcaption></figure>
            <p class="row no-print">
                { Button::new(worker::print(lang), act(share::print)).icon(Icon::Print).draw() }
                { Button::new(worker::refuge_noted(lang), noted).primary().icon(Icon::Check).draw() }
            </p>
        </div>
    }
}

fn answer(said: &Said, of_words: bool) -> Html {
    if said.words.is_empty() || said.of_words != of_words {
        return html! {};
    }
    notice(
        if said.well { Tone::Ok } else { Tone::Bad },
        None,
        html! { <p>{ &said.words }</p> },
    )
}

/// From the file of a copy.
fn from_copy(here: &Here, said: &Said, again: Callback<Said>) -> Html {
    let (ground, lang) = (here.ground.clone(), here.lang);
    let chosen = on_file(move |file| {
        let (ground, again) = (ground.clone(), again.clone());
        spawn(async move {
            let bytes = share::bytes_of(&file).await.unwrap_or_default();
            let (well, words) = match copy::restore(&ground, &bytes).await {
                Ok(count) => (true, worker::restored_count(lang, count)),
                Err(NotRestored::NotACopy) => (false, worker::restore_bad(lang).to_owned()),
                Err(NotRestored::Storage(fault)) => (false, worded(lang, fault.code())),
            };
            again.emit(Said {
                well,
                of_words: false,
                words,
            });
        });
    });
    html! {
        <div class="stack stack--tight">
            <h3>{ worker::restore_from_copy(lang) }</h3>
            { file_input(worker::restore_choose(lang), ".json,application/json", chosen) }
            { answer(said, false) }
        </div>
    }
}

/// From the twelve words.
fn from_words(here: &Here, said: &Said, typed: &UseStateHandle<String>, again: Callback<Said>) -> Html {
    let (ground, lang, draft) = (here.ground.clone(), here.lang, typed.clone());
    let restore = act(move || match RecoverySecret::read(&draft) {
        Err(misread) => again.emit(Said {
            well: false,
            of_words: true,
            words: misread_words(&misread, lang),
        }),
        Ok(secret) => {
            let (ground, again, draft) = (ground.clone(), again.clone(), draft.setter());
            spawn(async move {
                let (well, words) = match ground.vault.lay(*secret.dangerous_bytes()).await {
                    Ok(()) => (true, worker::words_restored(lang).to_owned()),
                    Err(fault) => (false, worded(lang, fault.code())),
                };
                draft.set(String::new());
                again.emit(Said {
                    well,
                    of_words: true,
                    words,
                });
            });
        }
    });
    let set = typed.setter();
    let field = Field {
        name: "words".into(),
        label: worker::restore_from_words(lang).into(),
        hint: Some(worker::words_hint(lang).into()),
        sort: Sort::Text,
        value: (**typed).clone().into(),
        oninput: Callback::from(move |text| set.set(text)),
        lang: Some("fr".into()),
        ..Field::default()
    };
    html! {
        <div class="stack stack--tight">
            { field.draw() }
            { answer(said, true) }
            { Button::new(worker::restore(lang), restore).draw() }
        </div>
    }
}

fn misread_words(misread: &Misread, lang: Lang) -> String {
    match misread {
        Misread::Count { found } => worker::words_count(lang, *found),
        Misread::Unknown { words } => {
            let mut said = String::new();
            for word in words {
                let near = word.near.join(", ");
                said.push_str(&if near.is_empty() {
                    worker::word_unknown_alone(lang, &word.typed)
                } else {
                    worker::word_unknown(lang, &word.typed, &near)
                });
                said.push(' ');
            }
            said
        }
        Misread::Checksum { .. } => worker::words_bad(lang).to_owned(),
    }
}
