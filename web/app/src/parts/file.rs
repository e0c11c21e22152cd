//! A place for a file: chosen, or dropped on it.

use jalon_web_kit::html;
use jalon_web_kit::ui::{Icon, large_glyph};
use web_sys::File;
use yew::prelude::*;

/// What a page does with a file that is chosen or dropped.
#[derive(Clone)]
pub struct OnFile {
    /// Heard when a file is chosen.
    pub choose: Callback<Event>,
    drop: Callback<DragEvent>,
}

/// Hears of a file that is chosen or dropped.
pub fn on_file(does: impl Fn(File) + Clone + 'static) -> OnFile {
    let dropped = does.clone();
    OnFile {
        choose: Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else {
                return;
            };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                does(file);
            }
            // The same file can be chosen again after it was changed.
            input.set_value("");
        }),
        drop: Callback::from(move |event: DragEvent| {
            event.prevent_default();
            if let Some(file) = event
                .data_transfer()
                .and_then(|data| data.files())
                .and_then(|files| files.get(0))
            {
                dropped(file);
            }
        }),
    }
}

/// A place to choose a file, or to drop it on.
pub fn file_input(words: &'static str, accept: &'static str, on: OnFile) -> Html {
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    html! {
        <label class="drop" ondrop={on.drop} ondragover={over}>{ large_glyph(Icon::File) }<span>{ words }</span>
            <input class="drop__input" type="file" {accept} onchange={on.choose} /></label>
    }
}
