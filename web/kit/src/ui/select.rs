//! One of a list that opens: the browser's own, which every keyboard, phone and screen reader knows.

use super::{Icon, glyph};
use crate::html;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// A list under construction.
#[derive(Debug, Clone, Default)]
pub struct Select {
    /// Unique on the page: ids are made from it.
    pub name: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// What stands there before one chooses.
    pub blank: &'static str,
    /// What can be chosen: a value and its words.
    pub options: Vec<(String, String)>,
    /// The value that is chosen; blank for none.
    pub value: String,
    /// What is wrong.
    pub error: Option<AttrValue>,
    /// A value was chosen; blank to take it back.
    pub onchoose: Callback<String>,
    /// It stands in a line of text: its label is only heard.
    pub inline: bool,
}

impl Select {
    /// The list.
    #[must_use]
    pub fn draw(self) -> Html {
        let id = format!("field-{}", self.name);
        let chosen = self.onchoose;
        let onchange = Callback::from(move |event: Event| {
            let list = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
            if let Some(list) = list {
                chosen.emit(list.value());
            }
        });
        let value = self.value;
        let option = |(id, words): &(String, String)| html! { <option value={AttrValue::from(id.clone())} selected={*id == value}>{ words }</option> };
        let options: Vec<Html> = self.options.iter().map(option).collect();
        let label = self.inline.then(|| self.label.clone());
        let list = html! {
            <select id={id.clone()} class="field__input field__input--list" {onchange} aria-label={label}>
                <option value={AttrValue::Static("")} selected={value.is_empty()}>{ self.blank }</option>
                { options }
            </select>
        };
        if self.inline {
            return html! { <span class="inline">{ list }</span> };
        }
        html! {
            <div class="field">
                <label class="field__label" for={id}>{ self.label }</label>
                { list }
                if let Some(error) = self.error { <p class="field__error">{ glyph(Icon::Warning) }<span>{ error }</span></p> }
            </div>
        }
    }
}
