//! Pages of few words: settings, what this is, for professionals, nowhere, waiting.

use super::plain_page;
use crate::ground::Here;
use crate::route::VERIFY_PATH;
use jalon_messages::{Lang, worker};
use jalon_web_kit::html;
use jalon_web_kit::route;
use jalon_web_kit::ui::{Button, Icon, SettingsWords, Tone, act, glyph, large_glyph, notice, settings_panel};
use yew::prelude::*;

/// The application, or something, is on its way: the same drawing as before it arrived.
#[must_use]
pub fn waiting(lang: Lang) -> Html {
    soon(worker::one_moment(lang))
}

/// Something is on its way, in these words.
#[must_use]
pub fn soon(words: &'static str) -> Html {
    html! { <main id="main" class="page boot"><p class="boot__word" role="status">{ words }</p><div class="boot__line"></div></main> }
}

/// An address that leads nowhere.
#[must_use]
pub fn nowhere(lang: Lang) -> Html {
    let rest = html! {
        <><p>{ worker::nothing_here_more(lang) }</p><p><a href="/" class="button button--primary">{ worker::to_home(lang) }</a></p></>
    };
    plain_page(lang, worker::nothing_here(lang), "stack", rest)
}

/// How the person reads.
#[must_use]
pub fn settings(here: &Here) -> Html {
    let lang = here.lang;
    let missing = (!here.ground.speech.speaks(lang.tag())).then(|| worker::set_aloud_missing(lang).into());
    let words = SettingsWords {
        size: worker::set_size(lang).into(),
        theme: worker::set_theme(lang).into(),
        theme_auto: worker::set_theme_auto(lang).into(),
        theme_light: worker::set_theme_light(lang).into(),
        theme_dark: worker::set_theme_dark(lang).into(),
        comfort: worker::set_comfort(lang).into(),
        contrast: worker::set_contrast(lang).into(),
        spacing: worker::set_spacing(lang).into(),
        aloud: worker::set_aloud(lang).into(),
        aloud_missing: missing,
        clockless: worker::set_clockless(lang).into(),
        language: worker::set_language(lang).into(),
        languages: Lang::ALL
            .iter()
            .map(|lang| (lang.tag().into(), lang.name().into()))
            .collect(),
    };
    let rest = html! {
        <>
            { settings_panel(&words, &here.reading.prefs, lang.tag(), &here.reading.change) }
            <p><a href="/reglages/besoins" class="button button--wide">{ worker::needs_title(lang) }</a></p>
            <p>{ Button::new(worker::back(lang), act(route::back)).primary().wide().tall().draw() }</p>
        </>
    };
    // The heading is not in the language that was just left: the page is drawn anew, and keeps the focus where it was.
    plain_page(lang, worker::settings(lang), "stack stack--loose", rest)
}

/// What Jalon is, in a few lines.
#[must_use]
pub fn about(here: &Here) -> Html {
    let lang = here.lang;
    let kept = if here.ground.environment.persisted {
        worker::about_storage_kept(lang)
    } else {
        worker::about_storage_maybe(lang)
    };
    let part = |heading: &'static str, line: &'static str| {
        html! { <section class="stack stack--tight"><h2>{ heading }</h2><p>{ line }</p></section> }
    };
    let rest = html! {
        <>
            <div class="stack lead"><p>{ worker::about_one(lang) }</p><p>{ worker::about_two(lang) }</p><p>{ worker::about_three(lang) }</p></div>
            { part(worker::about_privacy_title(lang), worker::about_privacy(lang)) }
            <p>{ kept }</p>
            { part(worker::about_access_title(lang), worker::about_access(lang)) }
            { part(worker::about_install_title(lang), worker::about_install(lang)) }
            { notice(Tone::Plain, None, html! { <p>{ worker::about_not_official(lang) }</p> }) }
            <p class="muted small">{ "Jalon " }<code>{ &here.ground.build }</code></p>
        </>
    };
    plain_page(lang, worker::what_is_jalon(lang), "stack stack--loose", rest)
}

/// Where to, for those who do not take tests.
#[must_use]
pub fn pros(lang: Lang) -> Html {
    let words = |name: &'static str, more: &'static str| html! { <span class="door__words"><strong>{ name }</strong><span>{ more }</span></span> };
    let shut = |icon: Icon, words: Html| html! { <div class="door door--shut">{ large_glyph(icon) }{ words }</div> };
    let rest = html! {
        <>
            <a href={VERIFY_PATH} class="door">{ large_glyph(Icon::Shield) }{ words(worker::pros_verify(lang), worker::pros_verify_more(lang)) }{ glyph(Icon::ArrowRight) }</a>
            { shut(Icon::Pencil, words(worker::pros_certify(lang), worker::pros_certify_more(lang))) }
            { shut(Icon::Eye, words(worker::pros_proctor(lang), worker::pros_proctor_more(lang))) }
        </>
    };
    plain_page(lang, worker::pros_title(lang), "stack", rest)
}
