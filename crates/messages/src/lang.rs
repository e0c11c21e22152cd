//! The languages of the screens. Content may be in any language; screens are in one of these.

/// A language of the screens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// French: the language of reference.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Every language, the language of reference first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// Its BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag (`fr`, `fr-BE`, `EN-us`); none when the screens are not in that language.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }

    /// Its name in itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
        }
    }
}
