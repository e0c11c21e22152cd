//! The whole: the door, the room or a place, above how one wants to read.

use crate::door::Door;
use crate::room::Room;
use crate::seat::Seat;
use crate::wire::Desk;
use jalon_base::id::RandomId;
use jalon_messages::{Lang, console};
use jalon_web_kit::ports::{environment, shell};
use jalon_web_kit::prefs::{SIZES, Theme};
use jalon_web_kit::route::use_path;
use jalon_web_kit::ui::{self, Tone, disclosure, notice};
use jalon_web_kit::{Prefs, html};
use yew::prelude::*;

/// The language of the page: the person's choice, else the browser's, else French.
#[must_use]
pub fn language(prefs: &Prefs) -> Lang {
    let chosen = prefs.lang.as_deref().and_then(Lang::of_tag);
    let browsers = || environment::language().as_deref().and_then(Lang::of_tag);
    chosen.or_else(browsers).unwrap_or(Lang::Fr)
}

/// The session of an address: `/salle/<session>`.
#[must_use]
pub fn session(path: &str) -> Option<RandomId> {
    named(path, "salle")
}

/// The session of a place's address: `/poste/<session>`.
#[must_use]
pub fn place(path: &str) -> Option<RandomId> {
    named(path, "poste")
}

fn named(path: &str, wanted: &str) -> Option<RandomId> {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    match (parts.next(), parts.next(), parts.next()) {
        (Some(page), Some(session), None) if page == wanted => RandomId::parse(session),
        _ => None,
    }
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let prefs = use_state(Prefs::load);
    let lang = language(&prefs);
    use_effect_with(((*prefs).clone(), lang), |(prefs, lang)| prefs.lay(lang.tag()));
    use_effect_with((), |()| shell::ready());
    let inside = use_state(|| None::<Desk>);
    let path = use_path();
    let come = {
        let inside = inside.clone();
        Callback::from(move |desk| inside.set(desk))
    };
    let change = {
        let prefs = prefs.clone();
        Callback::from(move |next: Prefs| {
            next.save();
            prefs.set(next);
        })
    };
    let page = match (place(&path), &*inside, session(&path)) {
        (Some(session), ..) => yew::html! { <Seat {session} {lang} /> },
        (None, Some(desk), _) => yew::html! { <Room desk={desk.clone()} {lang} leave={come} /> },
        (None, None, Some(session)) => yew::html! { <Door {session} {lang} {come} /> },
        (None, None, None) => {
            let words = html! { <p>{ console::no_session(lang) }</p> };
            html! { <main id="main" class="page"><h1>{ console::title(lang) }</h1>{ notice(Tone::Attention, None, words) }</main> }
        }
    };
    html! {
        <>
            <a class="to-content" href="#main">{ console::to_content(lang) }</a>
            { page }
            <footer class="reading">{ disclosure(console::settings(lang), false, reading(lang, &prefs, &change)) }</footer>
            { ui::regions() }
        </>
    }
}

/// How one wants to read: language, size, colours, contrast, spacing.
fn reading(lang: Lang, prefs: &Prefs, change: &Callback<Prefs>) -> Html {
    let pick = |group: &'static str, several: bool, on: bool, next: Prefs, word: String| {
        let change = change.clone();
        let onchange = Callback::from(move |_: Event| change.emit(next.clone()));
        yew::html! {
            <label class={if several { "pick pick--several" } else { "pick" }}>
                <input class="pick__input" type={if several { "checkbox" } else { "radio" }} name={group} checked={on} {onchange} />
                <span class="pick__mark" aria-hidden="true"></span><span>{ word }</span>
            </label>
        }
    };
    let with = |change: fn(&mut Prefs)| {
        let mut next = prefs.clone();
        change(&mut next);
        next
    };
    let languages = Lang::ALL.iter().map(|known| {
        let next = Prefs {
            lang: Some(known.tag().to_owned()),
            ..prefs.clone()
        };
        pick("language", false, *known == lang, next, known.name().to_owned())
    });
    let sizes = SIZES.iter().map(|size| {
        let next = Prefs {
            size: *size,
            ..prefs.clone()
        };
        pick("size", false, prefs.size == *size, next, format!("{size} %"))
    });
    let themes = [
        (Theme::Auto, console::set_auto(lang)),
        (Theme::Light, console::set_light(lang)),
        (Theme::Dark, console::set_dark(lang)),
    ];
    let themes = themes.into_iter().map(|(theme, word)| {
        let next = Prefs { theme, ..prefs.clone() };
        pick("theme", false, prefs.theme == theme, next, word.to_owned())
    });
    let comfort = [
        pick(
            "contrast",
            true,
            prefs.contrast,
            with(|next| next.contrast = !next.contrast),
            console::set_contrast(lang).to_owned(),
        ),
        pick(
            "spacing",
            true,
            prefs.spacing,
            with(|next| next.spacing = !next.spacing),
            console::set_spacing(lang).to_owned(),
        ),
    ];
    let row = |legend: &'static str, inside: Html| {
        yew::html! { <fieldset class="set__row"><legend><strong>{ legend }</strong></legend><div class="set__choices">{ inside }</div></fieldset> }
    };
    yew::html! {
        <div class="set">
            { row(console::set_language(lang), languages.collect()) }
            { row(console::set_size(lang), sizes.collect()) }
            { row(console::set_theme(lang), themes.collect()) }
            { row(console::set_comfort(lang), comfort.into_iter().collect()) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_session() {
        let id = RandomId::from_bytes([3; 16]);
        assert_eq!(session(&format!("/salle/{id}")), Some(id));
        for path in ["/", "/salle", "/salle/", "/salle/x", "/room/x"] {
            assert_eq!(session(path), None, "{path}");
        }
        assert_eq!(session(&format!("/salle/{id}/x")), None);
        assert_eq!(place(&format!("/poste/{id}")), Some(id));
        assert_eq!(
            (place(&format!("/salle/{id}")), session(&format!("/poste/{id}"))),
            (None, None)
        );
    }
}
