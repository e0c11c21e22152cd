//! A calculator beside the questions of a part that allows one: a part that is loaded for these tests. What is worked out here is not an
//! answer, and nothing of it is kept.

use crate::ground::Here;
use jalon_base::arithmetic::{NoValue, evaluate};
use jalon_messages::{Lang, decimal, worker};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Field, Sort, act, disclosure};
use yew::prelude::*;

/// The keys, row by row; what each types is what it shows.
const KEYS: [&str; 20] = [
    "7", "8", "9", "÷", "(", "4", "5", "6", "×", ")", "1", "2", "3", "−", "", "0", ",", "⌫", "+", "C",
];

/// The calculator, closed until somebody opens it.
#[component]
pub fn Calculator(here: &Here) -> Html {
    let lang = here.lang;
    let sum = use_state(String::new);
    let key = |key: &'static str| {
        if key.is_empty() {
            return html! { <span></span> };
        }
        let (label, sum) = (named(key, lang), sum.clone());
        let onclick = act(move || {
            let mut next = (*sum).clone();
            match key {
                "C" => next.clear(),
                "⌫" => {
                    next.pop();
                }
                key => next.push_str(key),
            }
            sum.set(next);
        });
        html! { <button type="button" class="calculator__key" aria-label={label} {onclick}>{ key }</button> }
    };
    let oninput = {
        let sum = sum.clone();
        Callback::from(move |typed: String| sum.set(typed.chars().take(200).collect()))
    };
    let field = Field {
        name: "calculator".into(),
        label: worker::calculator_sum(lang).into(),
        sort: Sort::Line,
        value: (*sum).clone().into(),
        oninput,
        ..Field::default()
    };
    let rest = html! {
        <div class="stack stack--tight">
            { field.draw() }
            <p class="lead" role="status">{ said(&sum, lang) }</p>
            <div class="calculator">{ KEYS.into_iter().map(key).collect::<Vec<Html>>() }</div>
        </div>
    };
    disclosure(worker::calculator(lang).to_owned(), false, rest)
}

/// The value of what is typed, or why there is none yet.
fn said(sum: &str, lang: Lang) -> String {
    match evaluate(sum) {
        Ok(value) => {
            let (value, exact) = value.decimal(6);
            let sign = if exact { "=" } else { "≈" };
            format!("{sign} {}", decimal(lang, &value))
        }
        Err(NoValue::Division) => worker::divides_by_zero(lang).to_owned(),
        Err(NoValue::TooLarge) => worker::too_large_a_sum(lang).to_owned(),
        Err(NoValue::Form) => String::new(),
    }
}

/// The name of a key that is not read as it is written.
fn named(key: &str, lang: Lang) -> Option<&'static str> {
    Some(match key {
        "÷" => worker::key_divide(lang),
        "×" => worker::key_times(lang),
        "−" => worker::key_minus(lang),
        "+" => worker::key_plus(lang),
        "(" => worker::key_open(lang),
        ")" => worker::key_close(lang),
        "," => worker::key_comma(lang),
        "⌫" => worker::key_back(lang),
        "C" => worker::key_clear(lang),
        _ => return None,
    })
}
