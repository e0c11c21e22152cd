//! `/v`: what a file proves and what it does not, without a network; and a way to try to cheat.

use super::plain_page;
use crate::ground::Here;
use crate::holder;
use crate::parts::{file_input, measure, on_file};
use jalon_base::sorted::SortedMap;
use jalon_credential::verify::{self, Check, Claims, Report, State, Trusted, Verdict};
use jalon_messages::{Lang, credential, verifier};
use jalon_recognition::cite::Citation;
use jalon_web_kit::html;
use jalon_web_kit::ports::{share, spawn};
use jalon_web_kit::ui::{self, Button, Field, Icon, Tone, act, disclosure, glyph, notice};
use std::rc::Rc;
use yew::prelude::*;

/// Largest file that is looked at.
const LARGEST: usize = 4 << 20;

/// Three faces, three shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    /// A full ring: checked, and the issuer is known.
    Known,
    /// An open ring: true, but by the person or by a stranger; or not all could be checked.
    Open,
    /// Crossed: refused.
    Crossed,
}

/// The face of a report, and the one sentence.
fn face(report: &Report, lang: Lang) -> (Face, String) {
    match report.verdict() {
        Verdict::Invalid { .. } => (Face::Crossed, verifier::refused(lang).to_owned()),
        Verdict::Valid {
            claims,
            trusted: Trusted::Yes,
        } if !claims.is_self_issued() => (
            Face::Known,
            verifier::recognised(lang, claims.pinned_issuer().unwrap_or_default()),
        ),
        Verdict::Valid { claims, .. } if claims.is_self_issued() => {
            (Face::Open, verifier::by_the_person(lang).to_owned())
        }
        Verdict::Valid { .. } => (Face::Open, verifier::by_a_stranger(lang).to_owned()),
        Verdict::Indeterminate { .. } => (Face::Open, verifier::not_all_checked(lang).to_owned()),
    }
}

/// The page.
#[component]
pub fn Verify(here: &Here) -> Html {
    let lang = here.lang;
    let report = use_state(|| None::<(String, Rc<Report>)>);
    let sample = use_state(|| None::<(String, String)>);
    let typed = use_state(String::new);
    let (ground, set) = (here.ground.clone(), report.setter());
    let chosen = on_file(move |file| {
        let (ground, set) = (ground.clone(), set.clone());
        spawn(async move {
            let bytes = share::bytes_of(&file).await.unwrap_or_default();
            let seen = bytes.get(..bytes.len().min(LARGEST)).unwrap_or_default();
            let found = verify::verify(seen, ground.second(), &ground.known);
            ui::assertive(&face(&found, lang).1);
            set.set(Some((file.name(), Rc::new(found))));
        });
    });
    let rest = html! {
        <>
            <p class="lead">{ verifier::verify_intro(lang) }</p>
            { file_input(verifier::drop_here(lang), ".json,application/json", chosen) }
            if let Some((name, report)) = &*report { { told(name, report, lang) } }
            { cheat(here, &sample, &typed) }
        </>
    };
    plain_page(lang, verifier::verify_title(lang), "stack stack--loose", rest)
}

/// What a report says: the face, what the document says, every check.
fn told(name: &str, report: &Report, lang: Lang) -> Html {
    let (face, words) = face(report, lang);
    let mut failed: Vec<Html> = Vec::new();
    let mut checks: Vec<Html> = Vec::new();
    for check in report.checks() {
        if check.state == State::Failed {
            failed.push(notice(
                Tone::Bad,
                Some(check_name(check, lang).into()),
                html! { <p>{ why(check, lang) }</p> },
            ));
        }
        checks.push(line(check, lang));
    }
    let unknown =
        html! { <><p>{ verifier::not_checked_live(lang) }</p><p>{ verifier::does_not_prove_identity(lang) }</p></> };
    html! {
        <section class="verdict stack" aria-labelledby="verdict">
            <div class={class(face)}>{ drawing(face) }<div><h2 id="verdict">{ words }</h2><p class="muted small">{ name }</p></div></div>
            { failed }
            { holder::claims(report).map(|claims| said(claims, lang)) }
            { disclosure(verifier::each_check(lang), true, html! { <ul class="plain checks">{ checks }</ul> }) }
            { notice(Tone::Plain, Some(verifier::not_checked_title(lang).into()), unknown) }
        </section>
    }
}

const fn class(face: Face) -> &'static str {
    match face {
        Face::Known => "verdict__face verdict__face--known",
        Face::Open => "verdict__face verdict__face--open",
        Face::Crossed => "verdict__face verdict__face--crossed",
    }
}

fn drawing(face: Face) -> Html {
    let inside = match face {
        Face::Known => {
            html! { <><circle class="face__full" cx="32" cy="32" r="27" /><path class="face__tick" d="m20 33 8.5 8.5L45 25" /></> }
        }
        Face::Open => html! { <path class="face__ring" d="M49 12a27 27 0 1 0 8 13" /> },
        Face::Crossed => html! { <path class="face__ring" d="M16 16l32 32M48 16 16 48" /> },
    };
    html! { <svg class="face" viewBox="0 0 64 64" aria-hidden="true" focusable="false">{ inside }</svg> }
}

fn check_name(check: &Check, lang: Lang) -> String {
    credential::sentence(lang, &format!("check/{}", check.id), &SortedMap::new()).unwrap_or_else(|| check.id.to_owned())
}

fn why(check: &Check, lang: Lang) -> String {
    let Some(code) = check.code else { return String::new() };
    let place = |name| check.args.get(name).map(String::as_str);
    let place = place("line").zip(place("column"));
    let place = place.map(|(line, column)| credential::at_place(lang, line, column));
    // A catalogue's key has no place for the slash of `key/secret`.
    let named = if code == "key/secret" { "SECRET_KEY" } else { code };
    let words = credential::sentence(lang, named, &check.args)
        .or_else(|| credential::sentence(lang, code, &check.args))
        .unwrap_or_else(|| code.to_owned());
    match place {
        Some(place) => [words, place].join(" "),
        None => words,
    }
}

fn line(check: &Check, lang: Lang) -> Html {
    let (icon, class, word) = match check.state {
        State::Passed => (Icon::Check, "checks__row checks__row--ok", verifier::state_ok(lang)),
        State::Failed => (Icon::Cross, "checks__row checks__row--bad", verifier::state_bad(lang)),
        State::Unknown => (
            Icon::Help,
            "checks__row checks__row--unknown",
            verifier::state_unknown(lang),
        ),
        State::NotApplicable => (
            Icon::Half,
            "checks__row checks__row--none",
            verifier::state_nothing(lang),
        ),
    };
    let reason = why(check, lang);
    html! {
        <li key={format!("{}{}", check.id, check.pointer)} {class}>
            { glyph(icon) }
            <span><strong>{ check_name(check, lang) }</strong>{ " · " }{ word }
                if !reason.is_empty() { <span class="line small">{ reason }{ " " }<span class="code">{ check.code }{ " " }{ check.pointer.clone() }</span></span> }
            </span>
        </li>
    }
}

/// What the document says, in the words of a reader.
fn said(claims: &Claims, lang: Lang) -> Html {
    let badge = claims.badge();
    let issuer = if claims.is_self_issued() {
        verifier::the_person(lang).to_owned()
    } else {
        // A name that the document gives itself is nobody's word: only a pinned one is.
        claims
            .pinned_issuer()
            .unwrap_or(verifier::unknown_issuer(lang))
            .to_owned()
    };
    let tongue = badge.subject.achievement.language.clone();
    let citation = Citation::of(badge);
    let measures: Vec<Html> = citation
        .iter()
        .flat_map(|citation| &citation.claims)
        .map(|claim| {
            measure(
                lang,
                &claim.name,
                claim.right,
                claim.scored,
                [claim.share, claim.low, claim.high],
            )
        })
        .collect();
    let fact = |name: &'static str, words: String| html! { <><dt>{ name }</dt><dd>{ words }</dd></> };
    html! {
        <div class="card stack">
            <h3 lang={tongue.clone()}>{ &badge.name }</h3>
            if let Some(description) = &badge.description { <p lang={tongue}>{ description }</p> }
            <dl class="facts">
                <dt>{ verifier::issued_by(lang) }</dt><dd>{ issuer }<span class="line small code">{ &badge.issuer.id }</span></dd>
                { fact(verifier::issued_on(lang), jalon_messages::date(lang, badge.valid_from)) }
                { badge.valid_until.map(|until| fact(verifier::valid_until(lang), jalon_messages::date(lang, until))) }
            </dl>
            <ul class="plain stack">{ measures }</ul>
        </div>
    }
}

/// Change one letter of a sample, and see which check falls.
fn cheat(here: &Here, sample: &UseStateHandle<Option<(String, String)>>, typed: &UseStateHandle<String>) -> Html {
    let (ground, lang) = (here.ground.clone(), here.lang);
    let inside = match &**sample {
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
        Some((name, text)) => {
            let changed = text.replace(&quoted(name), &quoted(typed));
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
                value: (**typed).clone().into(),
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
        <section class="stack" aria-labelledby="cheat">
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
                if let Some(check) = fallen { <p>{ verifier::check_fell(lang, &check_name(check, lang)) }{ " " }{ why(check, lang) }</p> }
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
