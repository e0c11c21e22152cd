//! A way to try to cheat: one letter of a signed sample is changed, and a check falls.

use super::told::{class, drawing, face};
use super::words::{name, why};
use crate::ground::Here;
use crate::holder;
use jalon_credential::verify::{self, Report, State};
use jalon_messages::{Lang, verifier};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Button, Field, Icon, act};
use yew::prelude::*;

/// Change one letter of a sample, and see which check falls.
#[component]
pub fn Cheat(here: &Here) -> Html {
    let sample = use_state(|| None::<(String, String)>);
    let typed = use_state(String::new);
    let (ground, lang) = (here.ground.clone(), here.lang);
    let inside = match &*sample {
        None => {
            let (sample, typed) = (sample.setter(), typed.setter());
            let begin = act(move || {
                if let Some((name, text)) =
                    holder::sample(&ground, verifier::sample_name(lang), verifier::sample_words(lang))
                {
                    typed.set(name.clone());
                    sample.set(Some((name, text)));
                }
            });
            Button::new(verifier::cheat_begin(lang), begin).primary().draw()
        }
        Some((title, text)) => {
            let changed = text.replace(&quoted(title), &quoted(&typed));
            let report = verify::verify(changed.as_bytes(), ground.second(), &ground.known);
            let (set, letters) = (typed.setter(), typed.clone());
            let one_letter = act(move || {
                let mut letters: Vec<char> = letters.chars().collect();
                if let Some(last) = letters.last_mut() {
                    *last = if *last == 'z' { 'a' } else { 'z' };
                }
                set.set(letters.into_iter().collect());
            });
            let set = typed.setter();
            let field = Field {
                name: "cheat".into(),
                label: verifier::cheat_label(lang).into(),
                value: (*typed).clone().into(),
                oninput: Callback::from(move |text| set.set(text)),
                ..Field::default()
            };
            html! {
                <div class="stack">
                    { field.draw() }
                    { Button::new(verifier::cheat_one_letter(lang), one_letter).icon(Icon::Pencil).draw() }
                    <div aria-live="polite">{ cheated(&report, lang) }</div>
                </div>
            }
        }
    };
    html! {
        <section class="stack no-print" aria-labelledby="cheat">
            <h2 id="cheat">{ verifier::cheat_title(lang) }</h2>
            <p>{ verifier::cheat_intro(lang) }</p>
            { inside }
        </section>
    }
}

fn cheated(report: &Report, lang: Lang) -> Html {
    let (face, words) = face(report, lang);
    let fallen = report.checks().iter().find(|check| check.state == State::Failed);
    html! {
        <div class={class(face)}>
            { drawing(face) }
            <div>
                <p><strong>{ words }</strong></p>
                if let Some(check) = fallen { <p>{ verifier::check_fell(lang, &name(check, lang)) }{ " " }{ why(check, lang) }</p> }
            </div>
        </div>
    }
}

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    String::from_utf8(jalon_base::jcs::value_to_vec(&jalon_base::json::Value::String(
        text.to_owned(),
    )))
    .unwrap_or_default()
}
