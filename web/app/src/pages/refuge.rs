//! The recovery sheet, and getting one's things back.

use super::{Waiting, title};
use crate::copy;
use crate::ground::{Ground, use_ground, use_lang};
use crate::holder;
use crate::parts::Qr;
use crate::route::Route;
use jalon_credential::recovery::{Misread, RecoverySecret};
use jalon_messages::{Lang, worker};
use jalon_web_kit::Link;
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::ports::{share, spawn};
use jalon_web_kit::ui::{Button, Field, Glyph, Icon, Look, Notice, Page, Sort, Tone};
use yew::prelude::*;

async fn words(ground: &Ground) -> Option<Vec<&'static str>> {
    let bytes = ground.vault.open().await.ok().flatten()?;
    Some(RecoverySecret::from_bytes(bytes).words().to_vec())
}

/// The recovery sheet.
#[component]
pub fn Refuge() -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let turn = use_state(|| 0_u32);
    let words = use_soon(*turn, move |_| {
        let ground = ground.clone();
        Box::pin(async move { words(&ground).await })
    });
    let Some(words) = words else {
        return html! { <Waiting /> };
    };
    let again = Callback::from(move |()| turn.set(*turn + 1));
    html! {
        <Page title={title(lang, worker::recovery_sheet(lang))} heading={html! { { worker::recovery_sheet(lang) } }} class="stack stack--loose">
            if let Some(words) = &*words { <Sheet words={words.clone()} /> } else { <p>{ worker::refuge_none(lang) }</p> }
            <section class="stack no-print" aria-labelledby="restore">
                <h2 id="restore">{ worker::restore(lang) }</h2>
                <FromCopy done={again.clone()} />
                <FromWords done={again} />
            </section>
            <p class="no-print"><Link to={Route::Satchel.path()}>{ worker::my_satchel(lang) }</Link></p>
        </Page>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct SheetProps {
    words: Vec<&'static str>,
}

/// Twelve words and the same as a square to scan; hidden until asked for.
#[component]
fn Sheet(props: &SheetProps) -> Html {
    let (ground, lang, shown) = (use_ground(), use_lang(), use_state(|| false));
    let show = super::attempt::set(&shown, true);
    let noted = {
        let shown = shown.clone();
        Callback::from(move |()| {
            let ground = ground.clone();
            shown.set(false);
            spawn(async move {
                let _ = ground.journals.write(vec![holder::safe_now()]).await;
            });
        })
    };
    if !*shown {
        return html! {
            <div class="stack">
                <p>{ worker::refuge_more(lang) }</p>
                <Button look={Look::Primary} tall={true} wide={true} icon={Icon::Eye} onclick={show}>{ worker::refuge_show(lang) }</Button>
            </div>
        };
    }
    html! {
        <div class="stack">
            <p>{ worker::refuge_more(lang) }</p>
            <ol class="words" lang="fr">{ for props.words.iter().map(|word| html! { <li>{ *word }</li> }) }</ol>
            <figure class="qr-figure">
                <Qr text={props.words.join(" ")} label={worker::refuge_qr(lang)} />
                <figcaption class="small muted">{ worker::refuge_qr(lang) }</figcaption>
            </figure>
            <p class="row no-print">
                <Button icon={Icon::Print} onclick={Callback::from(|()| share::print())}>{ worker::print(lang) }</Button>
                <Button look={Look::Primary} icon={Icon::Check} onclick={noted}>{ worker::refuge_noted(lang) }</Button>
            </p>
        </div>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct DoneProps {
    done: Callback<()>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    tone: Tone,
    words: String,
}

/// From the file of a copy.
#[component]
fn FromCopy(props: &DoneProps) -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let said = use_state(|| None::<Said>);
    let onchange = {
        let (said, done) = (said.clone(), props.done.clone());
        Callback::from(move |event: Event| {
            let input: Option<web_sys::HtmlInputElement> = event.target_dyn_into();
            let Some(file) = input.and_then(|input| input.files()?.get(0)) else {
                return;
            };
            let (ground, said, done) = (ground.clone(), said.clone(), done.clone());
            spawn(async move {
                let bytes = share::bytes_of(&file).await.unwrap_or_default();
                said.set(Some(match copy::restore(&ground, &bytes).await {
                    Ok(count) => {
                        done.emit(());
                        Said {
                            tone: Tone::Ok,
                            words: worker::restored_count(lang, count),
                        }
                    }
                    Err(copy::NotRestored::NotACopy) => Said {
                        tone: Tone::Bad,
                        words: worker::restore_bad(lang).to_owned(),
                    },
                    Err(copy::NotRestored::Storage(fault)) => Said {
                        tone: Tone::Bad,
                        words: super::worded(lang, fault.code()),
                    },
                }));
            });
        })
    };
    html! {
        <div class="stack stack--tight">
            <h3>{ worker::restore_from_copy(lang) }</h3>
            <label class="drop"><Glyph icon={Icon::File} /><span>{ worker::restore_choose(lang) }</span>
                <input class="drop__input" type="file" accept=".json,application/json" {onchange} /></label>
            if let Some(said) = &*said { <Notice tone={said.tone} alert={true}><p>{ &said.words }</p></Notice> }
        </div>
    }
}

/// From the twelve words.
#[component]
fn FromWords(props: &DoneProps) -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let typed = use_state(String::new);
    let said = use_state(|| None::<Said>);
    let restore = {
        let (typed, said, done) = (typed.clone(), said.clone(), props.done.clone());
        Callback::from(move |()| match RecoverySecret::read(&typed) {
            Err(misread) => said.set(Some(Said {
                tone: Tone::Bad,
                words: misread_words(&misread, lang),
            })),
            Ok(secret) => {
                let (ground, said, done, typed) = (ground.clone(), said.clone(), done.clone(), typed.clone());
                spawn(async move {
                    said.set(Some(match ground.vault.lay(*secret.dangerous_bytes()).await {
                        Ok(()) => {
                            typed.set(String::new());
                            done.emit(());
                            Said {
                                tone: Tone::Ok,
                                words: worker::words_restored(lang).to_owned(),
                            }
                        }
                        Err(fault) => Said {
                            tone: Tone::Bad,
                            words: super::worded(lang, fault.code()),
                        },
                    }));
                });
            }
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(text))
    };
    let error = said
        .as_ref()
        .filter(|said| said.tone == Tone::Bad)
        .map(|said| AttrValue::from(said.words.clone()));
    html! {
        <div class="stack stack--tight">
            <h3>{ worker::restore_from_words(lang) }</h3>
            <Field name="words" label={worker::words_label(lang)} hint={Some(AttrValue::from(worker::words_hint(lang)))} {error} sort={Sort::Text}
                value={(*typed).clone()} {oninput} lang="fr" />
            <Button onclick={restore}>{ worker::restore(lang) }</Button>
            if let Some(said) = said.as_ref().filter(|said| said.tone == Tone::Ok) { <Notice tone={Tone::Ok} alert={true}><p>{ &said.words }</p></Notice> }
        </div>
    }
}

fn misread_words(misread: &Misread, lang: Lang) -> String {
    match misread {
        Misread::Count { found } => worker::words_count(lang, *found),
        Misread::Unknown { words } => {
            let line = |word: &jalon_credential::recovery::Unknown| {
                let near = word.near.join(", ");
                if near.is_empty() {
                    worker::word_unknown_alone(lang, &word.typed)
                } else {
                    worker::word_unknown(lang, &word.typed, &near)
                }
            };
            words.iter().map(line).collect::<Vec<_>>().join(" ")
        }
        Misread::Checksum { .. } => worker::words_bad(lang).to_owned(),
    }
}
