//! The panel where a person says how they want to read.

use crate::html;
use crate::prefs::{Prefs, SIZES, Theme};
use yew::prelude::*;

/// Every word of the panel.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each is the label of the setting it is named after")]
pub struct SettingsWords {
    pub size: AttrValue,
    pub theme: AttrValue,
    pub theme_auto: AttrValue,
    pub theme_light: AttrValue,
    pub theme_dark: AttrValue,
    pub comfort: AttrValue,
    pub contrast: AttrValue,
    pub spacing: AttrValue,
    pub aloud: AttrValue,
    pub aloud_missing: Option<AttrValue>,
    pub clockless: AttrValue,
    pub language: AttrValue,
    /// Tag and own name of each language.
    pub languages: Vec<(AttrValue, AttrValue)>,
}

/// The panel: how the person reads now, the language of the page, and who hears of each change.
#[must_use]
pub fn settings_panel(words: &SettingsWords, prefs: &Prefs, lang: &str, onchange: &Callback<Prefs>) -> Html {
    let with = |change: fn(&mut Prefs)| {
        let mut next = prefs.clone();
        change(&mut next);
        next
    };
    let pick = |group: &'static str, several: bool, on: bool, next: Prefs, word: AttrValue, tag: Option<AttrValue>| {
        let heard = onchange.clone();
        html! {
            <label class={if several { "pick pick--several" } else { "pick" }}>
                <input class="pick__input" type={if several { "checkbox" } else { "radio" }} name={group} checked={on}
                    onchange={Callback::from(move |_: Event| heard.emit(next.clone()))} />
                <span class="pick__mark" aria-hidden="true"></span>
                <span lang={tag}>{ word }</span>
            </label>
        }
    };
    let sizes = SIZES.into_iter().map(|size| {
        let next = Prefs { size, ..prefs.clone() };
        pick(
            "size",
            false,
            prefs.size == size,
            next,
            format!("{size} %").into(),
            None,
        )
    });
    let themes = [
        (Theme::Auto, &words.theme_auto),
        (Theme::Light, &words.theme_light),
        (Theme::Dark, &words.theme_dark),
    ];
    let themes = themes.into_iter().map(|(theme, word)| {
        pick(
            "theme",
            false,
            prefs.theme == theme,
            Prefs { theme, ..prefs.clone() },
            word.clone(),
            None,
        )
    });
    let languages = words.languages.iter().map(|(tag, name)| {
        let next = Prefs {
            lang: Some(tag.to_string()),
            ..prefs.clone()
        };
        pick(
            "language",
            false,
            tag.as_str() == lang,
            next,
            name.clone(),
            Some(tag.clone()),
        )
    });
    let row = |legend: &AttrValue, inside: Vec<Html>| {
        html! { <fieldset class="set__row"><legend><strong>{ legend }</strong></legend><div class="set__choices">{ inside }</div></fieldset> }
    };
    let flag =
        |name: &'static str, on: bool, next: Prefs, word: &AttrValue| pick(name, true, on, next, word.clone(), None);
    let mut comfort = vec![
        flag(
            "contrast",
            prefs.contrast,
            with(|next| next.contrast = !next.contrast),
            &words.contrast,
        ),
        flag(
            "spacing",
            prefs.spacing,
            with(|next| next.spacing = !next.spacing),
            &words.spacing,
        ),
        flag(
            "clockless",
            prefs.clockless,
            with(|next| next.clockless = !next.clockless),
            &words.clockless,
        ),
    ];
    if words.aloud_missing.is_none() {
        comfort.push(flag(
            "aloud",
            prefs.aloud,
            with(|next| next.aloud = !next.aloud),
            &words.aloud,
        ));
    }
    html! {
        <div class="set">
            { row(&words.language, languages.collect()) }
            { row(&words.size, sizes.collect()) }
            { row(&words.theme, themes.collect()) }
            { row(&words.comfort, comfort) }
            if let Some(missing) = &words.aloud_missing { <p class="muted small">{ missing }</p> }
        </div>
    }
}
