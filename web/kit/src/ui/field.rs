//! One field: label, hint, input and error that belong together, tied by ids.

use super::{Glyph, Icon};
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
}

/// What [`Field`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct FieldProps {
    /// Unique on the page: ids are made from it.
    pub name: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// What helps before one writes.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong and what to do.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What is written.
    #[prop_or_default]
    pub sort: Sort,
    /// Its value.
    pub value: AttrValue,
    /// Heard at each letter.
    pub oninput: Callback<String>,
    /// Heard when the field is left or Enter is pressed.
    #[prop_or_default]
    pub ondone: Callback<()>,
    /// A word after the input: a unit.
    #[prop_or_default]
    pub unit: Option<AttrValue>,
    /// Cannot be changed.
    #[prop_or_default]
    pub still: bool,
    /// Language of what is written, when it is not the page's.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
}

/// A field.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let id = format!("field-{}", props.name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = [
        props.hint.as_ref().map(|_| hint_id.as_str()),
        props.error.as_ref().map(|_| error_id.as_str()),
    ];
    let described: Vec<&str> = described.into_iter().flatten().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let invalid = props.error.as_ref().map(|_| "true");
    let heard = props.oninput.clone();
    let onchange = props.ondone.reform(|_: Event| ());
    let value = props.value.clone();
    let lang = props.lang.clone();
    let input = match props.sort {
        Sort::Text => {
            let oninput = Callback::from(move |event: InputEvent| {
                let area = event
                    .target()
                    .and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
                area.iter().for_each(|area| heard.emit(area.value()));
            });
            html! {
                <textarea id={id.clone()} class="field__input" rows="6" {value} {oninput} {onchange} {lang} readonly={props.still}
                    aria-describedby={described} aria-invalid={invalid} />
            }
        }
        Sort::Line | Sort::Number => {
            let oninput = Callback::from(move |event: InputEvent| {
                let input = event
                    .target()
                    .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
                input.iter().for_each(|input| heard.emit(input.value()));
            });
            let number = props.sort == Sort::Number;
            let class = classes!("field__input", number.then_some("field__input--short"));
            html! {
                <input id={id.clone()} {class} type="text" inputmode={number.then_some("decimal")} autocomplete="off" {value} {oninput}
                    {onchange} {lang} readonly={props.still} aria-describedby={described} aria-invalid={invalid} />
            }
        }
    };
    html! {
        <div class="field">
            <label class="field__label" for={id}>{ &props.label }</label>
            if let Some(hint) = &props.hint { <p class="field__hint" id={hint_id}>{ hint }</p> }
            <div class="field__with">{ input } if let Some(unit) = &props.unit { <span class="nowrap">{ unit }</span> }</div>
            if let Some(error) = &props.error { <p class="field__error" id={error_id}><Glyph icon={Icon::Warning} /><span>{ error }</span></p> }
        </div>
    }
}
