//! One field: label, hint, input and error that belong together, tied by ids.

use super::{Icon, glyph};
use crate::html;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// What is written in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// A line of text.
    #[default]
    Line,
    /// A number, with a keyboard of digits on a phone; commas are accepted.
    Number,
    /// Several lines.
    Text,
    /// A day, written `2025-03-01`.
    Day,
}

/// A field under construction.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Unique on the page: ids are made from it.
    pub name: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// What helps before one writes.
    pub hint: Option<AttrValue>,
    /// What is wrong and what to do.
    pub error: Option<AttrValue>,
    /// What is written.
    pub sort: Sort,
    /// Its value.
    pub value: AttrValue,
    /// Heard at each letter.
    pub oninput: Callback<String>,
    /// Heard when the field is left or Enter is pressed.
    pub ondone: Callback<()>,
    /// A word after the input: a unit.
    pub unit: Option<AttrValue>,
    /// Language of what is written, when it is not the page's.
    pub lang: Option<AttrValue>,
    /// It stands in a line of text: its label is only heard, and its hint and error stand elsewhere.
    pub inline: bool,
}

impl Field {
    /// The field.
    #[must_use]
    pub fn draw(self) -> Html {
        let id = format!("field-{}", self.name);
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let heard_label = self.inline.then(|| self.label.clone());
        let described = match (&self.hint, &self.error) {
            _ if self.inline => None,
            (Some(_), Some(_)) => Some(format!("{hint_id} {error_id}")),
            (Some(_), None) => Some(hint_id.clone()),
            (None, Some(_)) => Some(error_id.clone()),
            (None, None) => None,
        };
        let invalid = self.error.as_ref().map(|_| "true");
        let heard = self.oninput;
        let oninput = Callback::from(move |event: InputEvent| {
            let Some(target) = event.target() else { return };
            if let Some(input) = target.dyn_ref::<web_sys::HtmlInputElement>() {
                heard.emit(input.value());
            } else if let Some(area) = target.dyn_ref::<web_sys::HtmlTextAreaElement>() {
                heard.emit(area.value());
            }
        });
        let done = self.ondone;
        let onchange = Callback::from(move |_: Event| done.emit(()));
        let (value, lang) = (self.value, self.lang);
        let input = if self.sort == Sort::Text {
            html! {
                <textarea id={id.clone()} class="field__input" rows="6" {value} {oninput} {onchange} {lang}
                    aria-describedby={described} aria-invalid={invalid} />
            }
        } else {
            let number = self.sort == Sort::Number;
            let class = if number {
                "field__input field__input--short"
            } else {
                "field__input"
            };
            html! {
                <input id={id.clone()} {class} type={if self.sort == Sort::Day { "date" } else { "text" }} inputmode={number.then_some("decimal")} autocomplete="off" {value} {oninput}
                    {onchange} {lang} aria-describedby={described} aria-invalid={invalid} aria-label={heard_label} />
            }
        };
        if self.inline {
            return html! { <span class="inline">{ input } if let Some(unit) = self.unit { <span class="nowrap">{ " " }{ unit }</span> }</span> };
        }
        html! {
            <div class="field">
                <label class="field__label" for={id}>{ self.label }</label>
                if let Some(hint) = self.hint { <p class="field__hint" id={hint_id}>{ hint }</p> }
                <div class="field__with">{ input } if let Some(unit) = self.unit { <span class="nowrap">{ unit }</span> }</div>
                if let Some(error) = self.error { <p class="field__error" id={error_id}>{ glyph(Icon::Warning) }<span>{ error }</span></p> }
            </div>
        }
    }
}
