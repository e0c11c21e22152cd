//! What is said without moving the focus: two live regions, and a line that is seen.

use crate::html;
use std::cell::Cell;
use yew::prelude::*;

thread_local! {
    static TURN: Cell<bool> = const { Cell::new(false) };
}

/// The regions. They stand once on the page, from its first drawing on: what is said into a new region is not heard.
#[must_use]
pub fn regions() -> Html {
    html! {
        <>
            <div id="live-polite" class="hidden" aria-live="polite" aria-atomic="true"></div>
            <div id="live-assertive" class="hidden" aria-live="assertive" aria-atomic="true"></div>
            <div id="toast" class="toast" aria-hidden="true"></div>
        </>
    }
}

/// Says it when the person is not being read something else.
pub fn polite(words: &str) {
    say("live-polite", words);
}

/// Says it at once.
pub fn assertive(words: &str) {
    say("live-assertive", words);
}

/// Says it, and shows it at the bottom of the page; nothing takes it away.
pub fn show(words: &str) {
    polite(words);
    say("toast", words);
}

fn say(region: &str, words: &str) {
    // The same words twice in a row are said twice: one more blank makes them another text.
    let turn = !TURN.replace(!TURN.get());
    let region = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(region));
    if let Some(region) = region {
        region.set_text_content(Some(&if turn && !words.is_empty() {
            format!("{words}\u{a0}")
        } else {
            words.to_owned()
        }));
    }
}
