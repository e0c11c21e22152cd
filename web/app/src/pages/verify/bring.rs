//! The ways to bring a certificate: choose or drop a file, photograph a code, paste a text or a picture.

use super::desk::Desk;
use crate::demand::{self, Brought, Keep, READER};
use crate::parts::{file_input, on_file};
use jalon_messages::verifier;
use jalon_web_kit::hooks::use_interval;
use jalon_web_kit::html;
use jalon_web_kit::ports::eye::{self, Camera};
use jalon_web_kit::ports::paste::Pasting;
use jalon_web_kit::ports::{share, spawn};
use jalon_web_kit::ui::{Button, Field, Icon, Sort, act, disclosure, glyph};
use yew::prelude::*;

/// How often a camera is looked through, in milliseconds.
const OFTEN: i32 = 400;

/// All the ways: of a first certificate, or of another one.
pub fn ways(desk: &Desk, first: bool) -> Html {
    let lang = desk.lang;
    let take = {
        let desk = desk.clone();
        move |file: web_sys::File| {
            let desk = desk.clone();
            spawn(async move {
                let bytes = share::bytes_of(&file).await.unwrap_or_default();
                desk.take(file.name(), bytes).await;
            });
        }
    };
    let photo = on_file(take.clone());
    let desk = desk.clone();
    let pasted = Callback::from(take.clone());
    html! {
        <section class="stack bring no-print" aria-label={if first { verifier::verify_title(lang) } else { verifier::bring_another(lang) }}>
            if !first { <h2>{ verifier::bring_another(lang) }</h2> }
            { file_input(verifier::drop_here(lang), "", on_file(take)) }
            <div class="ways">
                <label class="drop">{ glyph(Icon::Phone) }<span>{ verifier::photograph(lang) }</span>
                    <input class="drop__input" type="file" accept="image/*" capture="environment" onchange={photo.choose} /></label>
                if eye::has_camera() { { yew::html! { <Look desk={desk.clone()} /> } } }
            </div>
            { disclosure(verifier::paste(lang), false, yew::html! { <Paste {desk} {pasted} /> }) }
        </section>
    }
}

/// What a way is given.
#[derive(Clone, PartialEq, Properties)]
struct WayProps {
    desk: Desk,
}

/// What [`Paste`] is given.
#[derive(Clone, PartialEq, Properties)]
struct PasteProps {
    desk: Desk,
    /// Takes a file that is pasted, wherever the cursor is.
    pasted: Callback<web_sys::File>,
}

/// A text, or a picture, pasted.
#[component]
fn Paste(props: &PasteProps) -> Html {
    let (desk, lang) = (props.desk.clone(), props.desk.lang);
    {
        let pasted = props.pasted.clone();
        use_effect_with(lang, move |_| {
            let pasting = Pasting::hear(move |file| pasted.emit(file));
            move || drop(pasting)
        });
    }
    let text = use_state(String::new);
    let set = text.setter();
    let go = {
        let text = text.clone();
        act(move || {
            let (desk, text) = (desk.clone(), (*text).clone());
            spawn(async move { desk.take(verifier::of_paste(lang).to_owned(), text.into_bytes()).await });
        })
    };
    let field = Field {
        name: "paste".into(),
        label: verifier::paste_label(lang).into(),
        hint: Some(verifier::paste_hint(lang).into()),
        sort: Sort::Text,
        value: (*text).clone().into(),
        oninput: Callback::from(move |text| set.set(text)),
        ..Field::default()
    };
    html! { <>{ field.draw() }{ Button::new(verifier::paste_go(lang), go).primary().draw() }</> }
}

/// The camera, and what it shows, until a code is read.
#[component]
fn Look(props: &WayProps) -> Html {
    let (desk, lang) = (props.desk.clone(), props.desk.lang);
    let (wanted, refused) = (use_state(|| false), use_state(|| false));
    let video = use_node_ref();
    let camera = use_mut_ref(|| None::<Camera>);
    {
        let (camera, video, wanted, refused) = (camera.clone(), video.clone(), wanted.clone(), refused.clone());
        use_effect_with(*wanted, move |on| {
            if *on {
                let camera = camera.clone();
                spawn(async move {
                    let shown = video.cast::<web_sys::HtmlElement>();
                    let opened = match shown {
                        Some(shown) => Camera::open(shown).await,
                        None => None,
                    };
                    if opened.is_none() {
                        refused.set(true);
                        wanted.set(false);
                    }
                    *camera.borrow_mut() = opened;
                    // What looks for codes comes while the person aims.
                    let _ = demand::find(READER, Keep::All, codes).await;
                });
            }
            // Put out when the person closes it, or goes elsewhere.
            move || drop(camera.take())
        });
    }
    let look = {
        let (camera, wanted) = (camera.clone(), wanted.setter());
        Callback::from(move |()| {
            let pixels = camera.borrow().as_ref().and_then(Camera::look);
            let (Some(pixels), Some(read)) = (pixels, demand::here(codes)) else {
                return;
            };
            let texts = read(&pixels, false);
            if texts.is_empty() {
                return;
            }
            let desk = desk.clone();
            let whole = match desk.codes(texts) {
                Ok(input) => {
                    wanted.set(false);
                    Some(input)
                }
                // Another code of the same document, or a code of something else: the person goes on aiming.
                Err(code) => {
                    desk.set(|table| table.note = Some(super::desk::Note::Refused(code)));
                    let desk = desk.clone();
                    spawn(async move { desk.gather().await });
                    None
                }
            };
            if let Some(input) = whole {
                desk.set(|table| table.note = None);
                spawn(async move {
                    desk.gather().await;
                    desk.sort(verifier::of_camera(desk.lang).to_owned(), input).await;
                });
            }
        })
    };
    use_interval(wanted.then_some(OFTEN), look);
    let (on, off) = (wanted.setter(), wanted.setter());
    if *wanted {
        html! {
            <div class="stack camera-box">
                <video ref={video} class="camera" playsinline="" muted="" aria-label={verifier::camera_hint(lang)} />
                <p class="small" role="status">{ verifier::camera_hint(lang) }</p>
                { Button::new(verifier::camera_close(lang), act(move || off.set(false))).draw() }
            </div>
        }
    } else {
        html! {
            <div class="stack stack--tight">
                { Button::new(verifier::camera_open(lang), act(move || on.set(true))).tall().wide().icon(Icon::Eye).draw() }
                if *refused { <p class="small" role="status">{ verifier::camera_none(lang) }</p> }
            </div>
        }
    }
}

fn codes(brought: &Brought) -> Option<demand::Codes> {
    match brought {
        Brought::Codes(read) => Some(*read),
        _ => None,
    }
}
