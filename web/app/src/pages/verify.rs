//! `/v`: what a file proves and what it does not, without a network; and a way to try to cheat.

use super::title;
use crate::ground::{use_ground, use_lang};
use crate::holder;
use jalon_credential::verify::{self, Check, Claims, Report, State, Trusted, Verdict};
use jalon_messages::{Lang, credential, verifier};
use jalon_recognition::cite::Citation;
use jalon_web_kit::ports::{share, spawn};
use jalon_web_kit::ui::{Band, Button, Disclosure, Field, Glyph, Icon, Look, Notice, Page, Tone, use_announcer};
use std::collections::BTreeMap;
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
pub fn Verify() -> Html {
    let (ground, lang, announcer) = (use_ground(), use_lang(), use_announcer());
    let report = use_state(|| None::<(String, Rc<Report>)>);
    let look = {
        let report = report.clone();
        Callback::from(move |file: web_sys::File| {
            let (ground, report, announcer) = (ground.clone(), report.clone(), announcer.clone());
            spawn(async move {
                let bytes = share::bytes_of(&file).await.unwrap_or_default();
                let seen = bytes.get(..bytes.len().min(LARGEST)).unwrap_or_default();
                let found = verify::verify(seen, ground.second(), &holder::known());
                announcer.assertive(face(&found, lang).1);
                report.set(Some((file.name(), Rc::new(found))));
            });
        })
    };
    let onchange = {
        let look = look.clone();
        Callback::from(move |event: Event| {
            let input: Option<web_sys::HtmlInputElement> = event.target_dyn_into();
            let Some(input) = input else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                look.emit(file);
            }
            // The same file can be chosen again after it was changed.
            input.set_value("");
        })
    };
    let ondrop = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        if let Some(file) = event
            .data_transfer()
            .and_then(|data| data.files())
            .and_then(|files| files.get(0))
        {
            look.emit(file);
        }
    });
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    html! {
        <Page title={title(lang, verifier::verify_title(lang))} heading={html! { { verifier::verify_title(lang) } }} class="stack stack--loose">
            <p class="lead">{ verifier::verify_intro(lang) }</p>
            <label class="drop drop--large" {ondrop} {ondragover}>
                <Glyph icon={Icon::File} large={true} />
                <span>{ verifier::drop_here(lang) }</span>
                <input class="drop__input" type="file" accept=".json,application/json" {onchange} />
            </label>
            if let Some((name, report)) = &*report { <Told name={name.clone()} report={Seen(report.clone())} /> }
            <Cheat />
        </Page>
    }
}

#[derive(Debug, Clone)]
struct Seen(Rc<Report>);

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Debug, Properties, PartialEq)]
struct ToldProps {
    name: String,
    report: Seen,
}

/// What a report says: the face, what the document says, every check.
#[component]
fn Told(props: &ToldProps) -> Html {
    let lang = use_lang();
    let report = &props.report.0;
    let (face, words) = face(report, lang);
    let failed: Vec<&Check> = report
        .checks()
        .iter()
        .filter(|check| check.state == State::Failed)
        .collect();
    html! {
        <section class="verdict stack" aria-labelledby="verdict">
            <div class={classes!("verdict__face", match face { Face::Known => "verdict__face--known", Face::Open => "verdict__face--open", Face::Crossed => "verdict__face--crossed" })}>
                { drawing(face) }
                <div><h2 id="verdict">{ words }</h2><p class="muted small">{ &props.name }</p></div>
            </div>
            { for failed.iter().map(|check| html! { <Notice tone={Tone::Bad} title={check_name(check, lang)}><p>{ why(check, lang) }</p></Notice> }) }
            if let Some(claims) = holder::claims(report) { { said(claims, lang) } }
            <Disclosure summary={verifier::each_check(lang)} open={true}>
                <ul class="plain checks">{ for report.checks().iter().map(|check| line(check, lang)) }</ul>
            </Disclosure>
            <Notice title={verifier::not_checked_title(lang)} icon={Icon::Wifi}>
                <p>{ verifier::not_checked_live(lang) }</p>
                <p>{ verifier::does_not_prove_identity(lang) }</p>
            </Notice>
        </section>
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
    credential::sentence(lang, &format!("check/{}", check.id), &BTreeMap::new()).unwrap_or_else(|| check.id.to_owned())
}

fn why(check: &Check, lang: Lang) -> String {
    let Some(code) = check.code else { return String::new() };
    // A catalogue's key has no place for the slash of `key/secret`.
    let named = if code == "key/secret" { "SECRET_KEY" } else { code };
    credential::sentence(lang, named, &check.args)
        .or_else(|| credential::sentence(lang, code, &check.args))
        .unwrap_or_else(|| code.to_owned())
}

fn line(check: &Check, lang: Lang) -> Html {
    let (icon, class, word) = match check.state {
        State::Passed => (Icon::Check, "checks__row--ok", verifier::state_ok(lang)),
        State::Failed => (Icon::Cross, "checks__row--bad", verifier::state_bad(lang)),
        State::Unknown => (Icon::Help, "checks__row--unknown", verifier::state_unknown(lang)),
        State::NotApplicable => (Icon::Half, "checks__row--none", verifier::state_nothing(lang)),
    };
    let reason = why(check, lang);
    html! {
        <li key={format!("{}{}", check.id, check.pointer)} class={classes!("checks__row", class)}>
            <Glyph {icon} />
            <span><strong>{ check_name(check, lang) }</strong>{ " · " }{ word }
                if !reason.is_empty() { <span class="line small">{ reason }{ " " }<span class="code">{ check.code }{ " " }{ &check.pointer }</span></span> }
            </span>
        </li>
    }
}

/// What the document says, in the words of a reader.
fn said(claims: &Claims, lang: Lang) -> Html {
    let badge = claims.badge();
    let issuer = claims
        .pinned_issuer()
        .map(str::to_owned)
        .or_else(|| badge.issuer.name.clone());
    let citation = Citation::of(badge);
    let claim = |claim: &jalon_recognition::CitedClaim| {
        let hundredths = |share: jalon_base::Micro| (share.millionths() + 5_000) / 10_000;
        let thousandths = |share: jalon_base::Micro| u16::try_from(share.millionths() / 1_000).unwrap_or(1_000);
        let (low, high) = (hundredths(claim.low), hundredths(claim.high));
        html! {
            <li class="measure">
                <div class="measure__head"><h3>{ &claim.name }</h3><span class="nowrap">{ verifier::k_of_n(lang, claim.right, claim.scored) }</span></div>
                <Band low={thousandths(claim.low)} high={thousandths(claim.high)} mark={Some(thousandths(claim.share))} from="0" to="100"
                    label={verifier::interval(lang, low, high)} />
                <p class="small muted" aria-hidden="true">{ verifier::interval(lang, low, high) }</p>
            </li>
        }
    };
    html! {
        <div class="card stack">
            <h3>{ &badge.name }</h3>
            if let Some(description) = &badge.description { <p>{ description }</p> }
            <dl class="facts">
                <dt>{ verifier::issued_by(lang) }</dt>
                <dd>{ if claims.is_self_issued() { verifier::the_person(lang).to_owned() } else { issuer.unwrap_or_else(|| verifier::unknown_issuer(lang).to_owned()) } }<span class="line small code">{ &badge.issuer.id }</span></dd>
                <dt>{ verifier::issued_on(lang) }</dt><dd>{ jalon_messages::date(lang, badge.valid_from) }</dd>
                if let Some(until) = badge.valid_until { <dt>{ verifier::valid_until(lang) }</dt><dd>{ jalon_messages::date(lang, until) }</dd> }
            </dl>
            if let Some(citation) = &citation { <ul class="plain stack">{ for citation.claims.iter().map(claim) }</ul> }
        </div>
    }
}

/// Change one letter of a sample, and see which check falls.
#[component]
fn Cheat() -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let sample = use_state(|| None::<(String, String)>);
    let typed = use_state(String::new);
    let begin = {
        let (ground, sample, typed) = (ground.clone(), sample.clone(), typed.clone());
        Callback::from(move |()| {
            if let Some((name, text)) =
                holder::sample(&ground, verifier::sample_name(lang), verifier::sample_words(lang))
            {
                typed.set(name.clone());
                sample.set(Some((name, text)));
            }
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(text))
    };
    let one_letter = {
        let typed = typed.clone();
        Callback::from(move |()| {
            let mut letters: Vec<char> = typed.chars().collect();
            if let Some(last) = letters.last_mut() {
                *last = if *last == 'z' { 'a' } else { 'z' };
            }
            typed.set(letters.into_iter().collect());
        })
    };
    let inside = match &*sample {
        None => html! { <Button look={Look::Primary} onclick={begin}>{ verifier::cheat_begin(lang) }</Button> },
        Some((name, text)) => {
            let changed = text.replace(&quoted(name), &quoted(&typed));
            let report = verify::verify(changed.as_bytes(), ground.second(), &holder::known());
            html! {
                <div class="stack">
                    <Field name="cheat" label={verifier::cheat_label(lang)} value={(*typed).clone()} {oninput} />
                    <Button icon={Icon::Pencil} onclick={one_letter}>{ verifier::cheat_one_letter(lang) }</Button>
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
        <div class={classes!("verdict__face", if face == Face::Crossed { "verdict__face--crossed" } else { "verdict__face--open" })}>
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
