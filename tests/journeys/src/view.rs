//! How a person looks at the page: width, colours, language.

/// Colours that the person asked the device for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// The device's own few colours (`forced-colors: active`).
    Forced,
}

/// A device and its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Whether it is a phone: touch, mobile viewport.
    pub phone: bool,
    /// Colours.
    pub theme: Theme,
    /// Language of the browser, as a BCP 47 tag.
    pub language: &'static str,
    /// Whether the person asked for less motion.
    pub reduced_motion: bool,
}

impl View {
    /// A phone, in French.
    pub const PHONE: Self = Self {
        width: 360,
        height: 740,
        phone: true,
        theme: Theme::Light,
        language: "fr-FR",
        reduced_motion: false,
    };
    /// The narrowest screen that is served (WCAG 2.2, 1.4.10).
    pub const NARROW: Self = Self {
        width: 320,
        height: 640,
        ..Self::PHONE
    };
    /// A tablet.
    pub const TABLET: Self = Self {
        width: 768,
        height: 1024,
        ..Self::PHONE
    };
    /// A desktop computer.
    pub const DESKTOP: Self = Self {
        width: 1366,
        height: 768,
        phone: false,
        ..Self::PHONE
    };

    /// The same in other colours.
    #[must_use]
    pub const fn in_theme(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    /// The same in another language.
    #[must_use]
    pub const fn in_language(self, language: &'static str) -> Self {
        Self { language, ..self }
    }

    /// Short name of the view, for pictures and messages: `360-dark-fr`.
    #[must_use]
    pub fn name(self) -> String {
        let theme = match self.theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Forced => "forced",
        };
        let language = self.language.split('-').next().unwrap_or_default();
        format!("{}-{theme}-{language}", self.width)
    }

    /// Dots a CSS pixel, a side: a narrow screen has fine ones; a picture of a wide one is large enough without.
    #[must_use]
    pub const fn scale(self) -> u8 {
        if self.width <= Self::PHONE.width { 2 } else { 1 }
    }

    /// Every pair of language, theme and width at least once; with `whole`, every combination.
    #[must_use]
    pub fn matrix(whole: bool) -> Vec<Self> {
        Self::by_language(whole)
            .into_iter()
            .flat_map(|(_, views)| views)
            .collect()
    }

    /// [`View::matrix`], language by language: the view in which a browser of that language is started, and those in which it looks at each page.
    #[must_use]
    pub fn by_language(whole: bool) -> [(Self, Vec<Self>); 2] {
        let widths = [Self::NARROW, Self::TABLET, Self::DESKTOP];
        let themes = [Theme::Light, Theme::Dark, Theme::Forced];
        let languages = ["fr-FR", "en-GB"];
        let mut views = languages.map(|language| (Self::NARROW.in_language(language), Vec::new()));
        for (row, width) in widths.iter().enumerate() {
            for (column, theme) in themes.iter().enumerate() {
                for (index, (start, views)) in views.iter_mut().enumerate() {
                    // A Latin square: each width meets each theme once, and each language meets every width and every theme.
                    if whole || (row + column) % languages.len() == index {
                        views.push(width.in_theme(*theme).in_language(start.language));
                    }
                }
            }
        }
        views
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_pair_is_there_once() {
        let views = View::matrix(false);
        let pairs = |pair: fn(&View) -> (String, String)| views.iter().map(pair).collect::<BTreeSet<_>>().len();
        assert_eq!(pairs(|view| (view.width.to_string(), format!("{:?}", view.theme))), 9);
        assert_eq!(pairs(|view| (view.width.to_string(), view.language.to_owned())), 6);
        assert_eq!(pairs(|view| (format!("{:?}", view.theme), view.language.to_owned())), 6);
        assert_eq!((views.len(), View::matrix(true).len()), (9, 18));
    }
}
