//! How a person wants to read: kept on the device, laid on the page as attributes of its root.
//!
//! Written as one line of `name:value` words under one key of the local storage, so that the loader can lay them before
//! the application arrives and nothing flashes.

use std::fmt;

/// The key of the local storage.
const KEY: &str = "jalon-prefs";

/// The sizes of text, in percent. The style sheet has one rule for each.
pub const SIZES: [u16; 7] = [100, 125, 150, 175, 200, 250, 300];

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device is.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How a person wants to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefs {
    /// Light or dark.
    pub theme: Theme,
    /// Stronger contrast than the device asks for.
    pub contrast: bool,
    /// Size of the text in percent, one of [`SIZES`].
    pub size: u16,
    /// Wider spaces between letters, words and lines.
    pub spacing: bool,
    /// Language of the page, when chosen.
    pub lang: Option<String>,
    /// Each new screen is read aloud.
    pub aloud: bool,
    /// The time that is left is not drawn.
    pub clockless: bool,
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            theme: Theme::Auto,
            contrast: false,
            size: 100,
            spacing: false,
            lang: None,
            aloud: false,
            clockless: false,
        }
    }
}

impl fmt::Display for Prefs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "theme:{} size:{}", self.theme.word(), self.size)?;
        let flags = [
            ("contrast", self.contrast),
            ("spacing", self.spacing),
            ("aloud", self.aloud),
            ("clockless", self.clockless),
        ];
        for (name, _) in flags.into_iter().filter(|(_, on)| *on) {
            write!(f, " {name}:on")?;
        }
        self.lang.iter().try_for_each(|lang| write!(f, " lang:{lang}"))
    }
}

impl Prefs {
    /// Reads the line; words that are not known are left out.
    #[must_use]
    pub fn parse(line: &str) -> Self {
        let mut prefs = Self::default();
        for word in line.split(' ') {
            match word.split_once(':') {
                Some(("theme", "light")) => prefs.theme = Theme::Light,
                Some(("theme", "dark")) => prefs.theme = Theme::Dark,
                Some(("size", size)) => prefs.size = step(size.parse().unwrap_or(100)),
                Some(("contrast", "on")) => prefs.contrast = true,
                Some(("spacing", "on")) => prefs.spacing = true,
                Some(("aloud", "on")) => prefs.aloud = true,
                Some(("clockless", "on")) => prefs.clockless = true,
                Some(("lang", lang)) if !lang.is_empty() => prefs.lang = Some(lang.to_owned()),
                _ => {}
            }
        }
        prefs
    }

    /// What this device keeps, or how everyone begins.
    #[must_use]
    pub fn load() -> Self {
        let line = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        line.map(|line| Self::parse(&line)).unwrap_or_default()
    }

    /// Keeps them on this device; a browser that refuses keeps them for this page only.
    pub fn save(&self) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(KEY, &self.to_string());
        }
    }

    /// Lays them on the page, in this language.
    pub fn lay(&self, lang: &str) {
        let root = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.document_element());
        let Some(root) = root else { return };
        let _ = root.set_attribute("lang", lang);
        let _ = root.set_attribute("data-theme", self.theme.word());
        let _ = root.set_attribute("data-contrast", if self.contrast { "more" } else { "auto" });
        let _ = root.set_attribute("data-spacing", if self.spacing { "wide" } else { "auto" });
        let _ = root.set_attribute("data-size", &self.size.to_string());
    }
}

/// The largest size that is not above this one.
fn step(percent: u16) -> u16 {
    SIZES.into_iter().rev().find(|size| *size <= percent).unwrap_or(100)
}

/// Forgets them.
pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.clear();
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_back_and_nonsense_is_left_out() {
        let prefs = Prefs {
            theme: Theme::Dark,
            contrast: true,
            size: 150,
            lang: Some("en".into()),
            ..Prefs::default()
        };
        assert_eq!(Prefs::parse(&prefs.to_string()), prefs);
        assert_eq!(
            Prefs::parse("size:9999 theme:pink x y:"),
            Prefs {
                size: 300,
                ..Prefs::default()
            }
        );
        assert_eq!(Prefs::parse(""), Prefs::default());
    }
}
