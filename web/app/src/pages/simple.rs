//! Pages of few words: settings, what this is, for professionals, nowhere, waiting.

use super::title;
use crate::app::Reading;
use crate::ground::{use_ground, use_lang};
use crate::route::Route;
use jalon_messages::{Lang, worker};
use jalon_web_kit::ui::{Glyph, Icon, Notice, Page, SettingsPanel, SettingsWords};
use jalon_web_kit::{Link, use_router};
use yew::prelude::*;

/// The application is not ready yet: the same drawing as before it arrived.
#[component]
pub fn Waiting() -> Html {
    let lang = use_lang();
    html! { <main id="main" class="page boot"><p class="boot__word" role="status">{ worker::one_moment(lang) }</p><div class="boot__line"></div></main> }
}

/// An address that leads nowhere.
#[component]
pub fn Nowhere() -> Html {
    let lang = use_lang();
    html! {
        <Page title={title(lang, worker::nothing_here(lang))} heading={html! { { worker::nothing_here(lang) } }} class="stack">
            <p>{ worker::nothing_here_more(lang) }</p>
            <p><Link to="/" class="button button--primary">{ worker::to_home(lang) }</Link></p>
        </Page>
    }
}

/// How the person reads.
#[component]
pub fn Settings() -> Html {
    let (ground, lang, router) = (use_ground(), use_lang(), use_router());
    let Some(reading) = use_context::<Reading>() else {
        return html! {};
    };
    let missing = (!ground.speech.speaks(lang.tag())).then(|| worker::set_aloud_missing(lang).into());
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
    let back = Callback::from(move |_: MouseEvent| router.back());
    html! {
        <Page title={title(lang, worker::settings(lang))} heading={html! { { worker::settings(lang) } }} class="stack stack--loose">
            <SettingsPanel {words} prefs={reading.prefs} lang={lang.tag()} onchange={reading.change} />
            <p><button type="button" class="button button--primary button--wide button--tall" onclick={back}>{ worker::back(lang) }</button></p>
        </Page>
    }
}

/// What Jalon is, in a few lines.
#[component]
pub fn About() -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let kept = if ground.environment.persisted {
        worker::about_storage_kept(lang)
    } else {
        worker::about_storage_maybe(lang)
    };
    let part = |heading: &'static str, lines: &[&'static str]| {
        html! { <section class="stack stack--tight"><h2>{ heading }</h2>{ for lines.iter().map(|line| html! { <p>{ *line }</p> }) }</section> }
    };
    html! {
        <Page title={title(lang, worker::what_is_jalon(lang))} heading={html! { { worker::what_is_jalon(lang) } }} class="stack stack--loose">
            <div class="stack lead">
                <p>{ worker::about_one(lang) }</p>
                <p>{ worker::about_two(lang) }</p>
                <p>{ worker::about_three(lang) }</p>
            </div>
            { part(worker::about_privacy_title(lang), &[worker::about_privacy(lang), kept]) }
            { part(worker::about_access_title(lang), &[worker::about_access(lang)]) }
            { part(worker::about_install_title(lang), &[worker::about_install(lang)]) }
            <Notice><p>{ worker::about_not_official(lang) }</p></Notice>
            <p class="muted small">{ "Jalon " }<code>{ &ground.build }</code></p>
        </Page>
    }
}

/// Where to, for those who do not take tests.
#[component]
pub fn Pros() -> Html {
    let lang = use_lang();
    html! {
        <Page title={title(lang, worker::pros_title(lang))} heading={html! { { worker::pros_title(lang) } }} class="stack">
            <Link to={Route::Verify.path()} class="door">
                <Glyph icon={Icon::Shield} large={true} />
                <span class="door__words"><strong>{ worker::pros_verify(lang) }</strong><span>{ worker::pros_verify_more(lang) }</span></span>
                <Glyph icon={Icon::ArrowRight} />
            </Link>
            <div class="door door--shut">
                <Glyph icon={Icon::Pencil} large={true} />
                <span class="door__words"><strong>{ worker::pros_certify(lang) }</strong><span>{ worker::pros_certify_more(lang) }</span></span>
            </div>
            <div class="door door--shut">
                <Glyph icon={Icon::Eye} large={true} />
                <span class="door__words"><strong>{ worker::pros_proctor(lang) }</strong><span>{ worker::pros_proctor_more(lang) }</span></span>
            </div>
        </Page>
    }
}
