//! The browser's own dialog: it keeps the focus inside, closes by Escape, and gives the focus back.

use crate::html;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// A dialog that asks before something is done: title, words, the button that does it, the word of the one that does not.
#[must_use]
pub fn dialog(name: &'static str, title: &'static str, words: Html, does: Html, cancel: &'static str) -> Html {
    let heading = format!("{name}-title");
    html! {
        <dialog id={name} class="dialog" aria-labelledby={heading.clone()}>
            <form method="dialog" class="stack">
                <h2 id={heading}>{ title }</h2>
                { words }
                <div class="dialog__actions">{ does }<button class="button">{ cancel }</button></div>
            </form>
        </dialog>
    }
}

/// Opens a dialog of the page.
pub fn open_dialog(name: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.get_element_by_id(name));
    if let Some(dialog) = found.and_then(|found| found.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        let _ = dialog.show_modal();
    }
}

/// Brings the focus to an element that can take it.
pub fn focus(name: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.get_element_by_id(name));
    if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Brings the person to an element at the top of the page, wherever they were, even when it has the focus already.
pub fn arrive(name: &str) {
    focus(name);
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
