//! Ids: speaking local names, and random ones.

use crate::document::Name;
use crate::encoding::{base32, unbase32};
use std::fmt;

/// A local id: kebab-case ASCII, 1 to 64 characters, beginning with a letter or a digit: `a02`, `epreuve-blanche`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// The id, or none when the text is not kebab-case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        (text.len() <= 64 && text.split('-').all(word)).then(|| Self(text.to_owned()))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

crate::text_document!(Slug, Self(String::new()), Slug::parse, "a kebab-case id such as `a02`");

impl Name for Slug {
    fn of(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

/// 128 random bits in base32 (26 characters): attempts, sessions, marks. The bits come from outside.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RandomId([u8; 16]);

impl RandomId {
    /// The id made of these random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its random bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Reads 26 characters of lower-case base32.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        unbase32(text)?.try_into().ok().map(Self)
    }
}

impl fmt::Display for RandomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32(&self.0))
    }
}

impl fmt::Debug for RandomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

crate::text_document!(
    RandomId,
    Self::from_bytes([0; 16]),
    RandomId::parse,
    "26 characters of base32"
);

/// Declares an id type over [`Slug`]: ids of different things never mix.
#[macro_export]
macro_rules! slug_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($crate::Slug);

        impl $name {
            /// The id, or none when the text is not kebab-case.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                $crate::Slug::parse(text).map(Self)
            }

            /// Its text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.0.as_str()
            }
        }

        impl $crate::document::Document for $name {
            fn blank() -> Self {
                Self($crate::document::Document::blank())
            }

            fn read(&mut self, node: &$crate::document::Node<'_>) -> Option<()> {
                $crate::document::Document::read(&mut self.0, node)
            }

            fn write(&self) -> $crate::json::Value {
                $crate::document::Document::write(&self.0)
            }
        }

        impl $crate::document::Name for $name {
            fn of(text: &str) -> Option<Self> {
                Self::parse(text)
            }

            fn text(&self) -> String {
                $crate::document::Name::text(&self.0)
            }
        }

        $crate::serde_by_value!($name);
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_case_only() {
        assert!(Slug::parse("a02").is_some() && Slug::parse("epreuve-blanche").is_some());
        for text in ["", "-a", "a-", "a--b", "A", "é", "a_b", "a b", &"a".repeat(65)] {
            assert!(Slug::parse(text).is_none(), "{text}");
        }
        let id = RandomId::from_bytes([7; 16]);
        assert_eq!(RandomId::parse(&id.to_string()), Some(id));
        assert_eq!(id.to_string().len(), 26);
    }
}
