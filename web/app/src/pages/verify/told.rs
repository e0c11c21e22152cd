//! What verifying a certificate says: one sentence, one of three faces, then what it proves, where it comes from, and each check by name.

use super::desk::{Desk, Found, Verified, host};
use super::person::Person;
use super::words::{name, why};
use super::{chain, shown};
use crate::holder;
use crate::parts::cited;
use jalon_credential::verify::{Check, Claims, Report, State, Trusted, Verdict};
use jalon_messages::{Lang, verifier, worker};
use jalon_recognition::cite::Citation;
use jalon_web_kit::html;
use jalon_web_kit::ports::{share, spawn};
use jalon_web_kit::ui::{Button, Icon, Tone, act, disclosure, glyph, notice};
use yew::prelude::*;

/// Three faces, three shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// A full ring: checked, and the issuer is known.
    Known,
    /// An open ring: true, but by the person or by a stranger; or not all could be checked.
    Open,
    /// Crossed: refused.
    Crossed,
}

/// The face of a report, and the one sentence.
pub fn face(report: &Report, lang: Lang) -> (Face, String) {
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

/// The one sentence of whatever was verified.
pub fn sentence(verified: &Verified, lang: Lang) -> String {
    match &verified.found {
        Found::One(report) => face(report, lang).1,
        Found::Shown(shown, _) => shown::face(shown, lang).1,
    }
}

/// Face and sentence, with what is said under them.
pub fn banner((face, words): (Face, String), under: Html) -> Html {
    html! {
        <div class={class(face)}>{ drawing(face) }<div><h2 id="verdict" tabindex="-1">{ words }</h2>{ under }</div></div>
    }
}

/// A certificate on its own.
pub fn alone(desk: &Desk, verified: &Verified, report: &Report) -> Html {
    let lang = desk.lang;
    let under = html! { <>{ fresh(report, lang) }<p class="muted small">{ &verified.name }</p></> };
    html! {
        <section class="verdict stack" aria-labelledby="verdict">
            { banner(face(report, lang), under) }
            { body(desk, verified, report) }
            { refresh(desk, verified) }
            if verified.mine { { mine(desk) } }
            { foot(desk, report) }
        </section>
    }
}

/// The person's own: into the satchel.
fn mine(desk: &Desk) -> Html {
    let keep = {
        let desk = desk.clone();
        act(move || {
            let desk = desk.clone();
            spawn(async move { desk.hold().await });
        })
    };
    let lang = desk.lang;
    html! {
        <section class="card stack no-print" aria-labelledby="mine">
            <h3 id="mine">{ verifier::mine_title(lang) }</h3>
            <p class="row">{ Button::new(verifier::mine_keep(lang), keep).primary().icon(Icon::Satchel).draw() }<a href="/musette" class="button">{ worker::my_satchel(lang) }</a></p>
        </section>
    }
}

/// As of when it is known not to be revoked.
fn fresh(report: &Report, lang: Lang) -> Html {
    let known =
        |check: &&Check| check.id == "status" && check.state == State::Passed && check.args.contains_key("as-of");
    let lines: Vec<Html> = report
        .checks()
        .iter()
        .filter(known)
        .map(|check| html! { <p>{ why(check, lang) }</p> })
        .collect();
    html! { { lines } }
}

/// All but the face of a report: what is wrong, what it says, where it comes from, whose it is, each check.
pub fn body(desk: &Desk, verified: &Verified, report: &Report) -> Html {
    let lang = desk.lang;
    let of = |state: State| report.checks().iter().filter(move |check| check.state == state);
    let wrong: Vec<Html> = of(State::Failed)
        .map(|check| {
            notice(
                Tone::Bad,
                Some(name(check, lang).into()),
                html! { <p>{ why(check, lang) }</p> },
            )
        })
        .collect();
    let open: Vec<Html> = of(State::Unknown)
        .map(|check| html! { <li><strong>{ name(check, lang) }</strong>{ " : " }{ why(check, lang) }</li> })
        .collect();
    let checks: Vec<Html> = report.checks().iter().map(|check| line(check, lang)).collect();
    let claims = holder::claims(report);
    let unknown = html! {
        <>
            if !open.is_empty() { <ul class="plain stack stack--tight">{ open }</ul> }
            <p>{ verifier::not_checked_live(lang) }</p>
            <p>{ verifier::does_not_prove_identity(lang) }</p>
        </>
    };
    let openings = desk.table.borrow().openings.clone();
    let person = claims.filter(|claims| !claims.is_self_issued()).map(|claims| {
        let person =
            yew::html! { <Person key={claims.badge().id.clone()} badge={claims.badge().clone()} {openings} {lang} /> };
        html! { <div class="no-print">{ disclosure(verifier::person_title(lang), false, person) }</div> }
    });
    html! {
        <>
            { wrong }
            { claims.map(|claims| said(claims, lang)) }
            { chain::drawn(&report.lineage(&verified.trust), report.trusted() == Trusted::Yes, lang) }
            { person }
            { disclosure(verifier::each_check(lang), true, html! { <ul class="plain checks">{ checks }</ul> }) }
            { notice(Tone::Plain, Some(verifier::not_checked_title(lang).into()), unknown) }
        </>
    }
}

/// When it was checked, and printing it.
pub fn foot(desk: &Desk, report: &Report) -> Html {
    let lang = desk.lang;
    let at = report.at().to_string();
    let time = at.get(11..16).unwrap_or_default();
    html! {
        <>
            <p class="muted small">{ verifier::checked_at(lang, report.at(), time) }{ " Jalon " }<span class="code">{ &desk.ground.build }</span></p>
            <p class="no-print">{ Button::new(worker::print(lang), act(share::print)).icon(Icon::Print).draw() }</p>
        </>
    }
}

/// The way to newer lists: nothing leaves the device before the person says so.
pub fn refresh(desk: &Desk, verified: &Verified) -> Html {
    let lang = desk.lang;
    if verified.wanted.is_empty() {
        return html! {};
    }
    let rows: Vec<Html> = verified
        .wanted
        .iter()
        .map(|(url, at)| {
            let asked = at.map(|at| verifier::asked_on(lang, at));
            html! { <li><strong>{ host(url) }</strong>{ asked.map(|asked| [" · ".to_owned(), asked].concat()) }<span class="line small code">{ url }</span></li> }
        })
        .collect();
    let ask = {
        let desk = desk.clone();
        act(move || {
            let desk = desk.clone();
            spawn(async move { desk.refresh().await });
        })
    };
    html! {
        <section class="card stack no-print" aria-labelledby="refresh">
            <h3 id="refresh">{ verifier::refresh_title(lang) }</h3>
            <p>{ verifier::refresh_more(lang) }</p>
            <ul class="plain stack stack--tight">{ rows }</ul>
            { Button::new(verifier::refresh(lang), ask).draw() }
        </section>
    }
}

pub const fn class(face: Face) -> &'static str {
    match face {
        Face::Known => "verdict__face verdict__face--known",
        Face::Open => "verdict__face verdict__face--open",
        Face::Crossed => "verdict__face verdict__face--crossed",
    }
}

pub fn drawing(face: Face) -> Html {
    let inside = match face {
        Face::Known => {
            html! { <><circle class="face__full" cx="32" cy="32" r="27" /><path class="face__tick" d="m20 33 8.5 8.5L45 25" /></> }
        }
        Face::Open => html! { <path class="face__ring" d="M49 12a27 27 0 1 0 8 13" /> },
        Face::Crossed => html! { <path class="face__ring" d="M16 16l32 32M48 16 16 48" /> },
    };
    html! { <svg class="face" viewBox="0 0 64 64" aria-hidden="true" focusable="false">{ inside }</svg> }
}

fn line(check: &Check, lang: Lang) -> Html {
    row(
        check.state,
        &name(check, lang),
        &why(check, lang),
        check.code,
        &check.pointer,
        lang,
    )
}

/// One check: what it is called, what it came to, and why.
pub fn row(state: State, name: &str, reason: &str, code: Option<&str>, pointer: &str, lang: Lang) -> Html {
    let (icon, class, word) = match state {
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
    let at = code.map(|code| html! { <span class="code">{ code }{ " " }{ pointer }</span> });
    html! {
        <li {class}>
            { glyph(icon) }
            <span><strong>{ name }</strong>{ " · " }{ word }
                if !reason.is_empty() { <span class="line small">{ reason }{ " " }{ at }</span> }
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
    let measures = Citation::of(badge)
        .map(|citation| cited(lang, &citation))
        .unwrap_or_default();
    let fact = |name: &'static str, words: String| html! { <><dt>{ name }</dt><dd>{ words }</dd></> };
    html! {
        <div class="card stack">
            <h3 lang={tongue.clone()}>{ badge.name.replace(" :", "\u{a0}:") }</h3>
            if let Some(description) = &badge.description { <p lang={tongue}>{ description }</p> }
            <dl class="facts">
                <dt>{ verifier::issued_by(lang) }</dt><dd>{ issuer }<span class="line small code">{ &badge.issuer.id }</span></dd>
                { fact(verifier::issued_on(lang), jalon_messages::date(lang, badge.valid_from)) }
                { badge.valid_until.map(|until| fact(verifier::valid_until(lang), jalon_messages::date(lang, until))) }
            </dl>
            if !measures.is_empty() { <ul class="plain stack">{ measures }</ul> }
        </div>
    }
}
