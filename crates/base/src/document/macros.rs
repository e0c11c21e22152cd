//! One line beside a type says how it is written.

/// The line of members as [`Node::read_only`](crate::document::Node::read_only) and
/// [`write_members`](crate::document::write_members) know it: identifiers in kebab-case, each with its mark.
#[doc(hidden)]
#[macro_export]
macro_rules! members {
    ($($field:ident $(: $mark:ident)?),*) => {{
        const NAMES: &str = concat!($(stringify!($field), $crate::member_mark!($($mark)?), " "),*);
        const BYTES: [u8; NAMES.len()] = $crate::document::kebab(NAMES);
        const LINE: &str = match std::str::from_utf8(&BYTES) {
            Ok(line) => line,
            Err(_) => "",
        };
        LINE
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! member_mark {
    () => {
        ""
    };
    (optional) => {
        "?"
    };
    (one) => {
        "=1"
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! member_blank {
    () => {
        $crate::document::Document::blank()
    };
    (optional) => {
        $crate::document::Document::blank()
    };
    (one) => {
        1
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! member_into {
    ($field:ident) => {
        $field
    };
    ($field:ident optional) => {
        $crate::document::optional($field)
    };
    ($field:ident one) => {
        $field
    };
}

/// Says how a struct is written: its members, which are all there are. `optional` ones are left out when they say nothing, `one` is
/// left out when it is 1. After `..`, members that are not known are passed over: for what a device keeps for itself.
#[macro_export]
macro_rules! document {
    ($type:ty { $($field:ident $(: $mark:ident)?),+ $(,)? }) => {
        $crate::document!(@ $type { $($field $(: $mark)?),+ } read_only);
    };
    ($type:ty { $($field:ident $(: $mark:ident)?),+, .. }) => {
        $crate::document!(@ $type { $($field $(: $mark)?),+ } read_some);
    };
    (@ $type:ty { $($field:ident $(: $mark:ident)?),+ } $read:ident) => {
        impl $crate::document::Document for $type {
            fn blank() -> Self {
                Self { $($field: $crate::member_blank!($($mark)?)),+ }
            }

            fn read(&mut self, node: &$crate::document::Node<'_>) -> Option<()> {
                let Self { $($field),+ } = self;
                node.$read($crate::members!($($field $(: $mark)?),+), &mut [$($crate::member_into!($field $($mark)?)),+])
            }

            fn write(&self) -> $crate::json::Value {
                let Self { $($field),+ } = self;
                $crate::document::write_members($crate::members!($($field $(: $mark)?),+), &[$($field),+])
            }
        }
        $crate::serde_by_value!($type);
    };
}

/// Says how the variants of an enum without content are written.
#[macro_export]
macro_rules! words {
    ($type:ty { $first:ident = $first_word:literal $(, $variant:ident = $word:literal)* $(,)? }) => {
        impl $crate::document::Document for $type {
            fn blank() -> Self {
                Self::$first
            }

            fn read(&mut self, node: &$crate::document::Node<'_>) -> Option<()> {
                let place = node.word(concat!($first_word $(, " ", $word)*))?;
                *self = *[Self::$first $(, Self::$variant)*].get(place)?;
                Some(())
            }

            fn write(&self) -> $crate::json::Value {
                enum Place { $first $(, $variant)* }
                let place = match self {
                    Self::$first => Place::$first,
                    $(Self::$variant => Place::$variant,)*
                };
                $crate::document::write_word(concat!($first_word $(, " ", $word)*), place as usize)
            }
        }
        $crate::serde_by_value!($type);
    };
}

/// Says how an enum is written whose variants are objects that one member tells apart.
#[macro_export]
macro_rules! tagged {
    ($type:ty, $tag:literal { $first:ident = $word:literal $content:tt $(, $($rest:tt)*)? }) => {
        $crate::tagged!(@ $type, $tag, ($first $content) { $first = $word $content $(, $($rest)*)? });
    };
    (@ $type:ty, $tag:literal, ($first:ident $blank:tt) { $($variant:ident = $word:literal $content:tt),+ $(,)? }) => {
        impl $crate::document::Document for $type {
            fn blank() -> Self {
                $crate::tagged!(@blank $first $blank)
            }

            fn read(&mut self, node: &$crate::document::Node<'_>) -> Option<()> {
                enum Place { $($variant),+ }
                let (place, node) = node.tagged($tag, concat!($($word, " "),+))?;
                $(if place == Place::$variant as usize {
                    *self = $crate::tagged!(@blank $variant $content);
                    return $crate::tagged!(@read self node $variant $content);
                })+
                None
            }

            fn write(&self) -> $crate::json::Value {
                enum Place { $($variant),+ }
                let (place, content) = match self {
                    $($crate::tagged!(@pattern content $variant $content) => {
                        (Place::$variant, $crate::tagged!(@write content $content))
                    })+
                };
                $crate::document::write_tagged($tag, concat!($($word, " "),+), place as usize, content)
            }
        }
        $crate::serde_by_value!($type);
    };
    (@blank $variant:ident { $($field:ident $(: $mark:ident)?),* }) => {
        Self::$variant { $($field: $crate::member_blank!($($mark)?)),* }
    };
    (@blank $variant:ident (..)) => {
        Self::$variant($crate::document::Document::blank())
    };
    (@read $self:ident $node:ident $variant:ident { $($field:ident $(: $mark:ident)?),* }) => {
        match $self {
            Self::$variant { $($field),* } => {
                $node.read_only($crate::members!($($field $(: $mark)?),*), &mut [$($crate::member_into!($field $($mark)?)),*])
            }
            _ => None,
        }
    };
    (@read $self:ident $node:ident $variant:ident (..)) => {
        match $self {
            Self::$variant(content) => $crate::document::Document::read(content, &$node),
            _ => None,
        }
    };
    (@pattern $content:ident $variant:ident { $($field:ident $(: $mark:ident)?),* }) => {
        Self::$variant { $($field),* }
    };
    (@pattern $content:ident $variant:ident (..)) => {
        Self::$variant($content)
    };
    (@write $content:ident { $($field:ident $(: $mark:ident)?),* }) => {
        $crate::document::write_members($crate::members!($($field $(: $mark)?),*), &[$($field),*])
    };
    (@write $content:ident (..)) => {
        $crate::document::Document::write($content)
    };
}

/// Says how an enum is written whose variants are the one member of an object.
#[macro_export]
macro_rules! variants {
    ($type:ty { $first:ident = $word:literal $(, $($rest:tt)*)? }) => {
        $crate::variants!(@ $type, $first { $first = $word $(, $($rest)*)? });
    };
    (@ $type:ty, $first:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $crate::document::Document for $type {
            fn blank() -> Self {
                $crate::tagged!(@blank $first (..))
            }

            fn read(&mut self, node: &$crate::document::Node<'_>) -> Option<()> {
                enum Place { $($variant),+ }
                let (place, node) = node.variant(concat!($($word, " "),+))?;
                $(if place == Place::$variant as usize {
                    *self = $crate::tagged!(@blank $variant (..));
                    return $crate::tagged!(@read self node $variant (..));
                })+
                None
            }

            fn write(&self) -> $crate::json::Value {
                enum Place { $($variant),+ }
                let (place, content): (Place, &dyn $crate::document::Writes) = match self {
                    $(Self::$variant(content) => (Place::$variant, content),)+
                };
                $crate::document::write_variant(concat!($($word, " "),+), place as usize, content)
            }
        }
        $crate::serde_by_value!($type);
    };
}

/// Says that a type is written as a text, by its `Display`, and read by its `parse`; and what its blank is.
#[macro_export]
macro_rules! text_document {
    ($type:ty, $blank:expr, $parse:expr, $wanted:literal) => {
        impl $crate::document::Document for $type {
            fn blank() -> Self {
                $blank
            }

            fn read(&mut self, node: &$crate::document::Node<'_>) -> Option<()> {
                *self = node.parsed($parse, $wanted)?;
                Some(())
            }

            fn write(&self) -> $crate::json::Value {
                $crate::json::Value::String(self.to_string())
            }
        }
        $crate::serde_by_value!($type);
    };
}

/// Gives a document to whatever speaks serde: tools and tests. The browser does not.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_by_value {
    ($type:ty $(, $generic:ident $(: $bound:path)?)?) => {
        impl $(<$generic $(: $bound)?>)? $crate::document::serde::Serialize for $type {
            fn serialize<S: $crate::document::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::document::serde::Serialize::serialize(&$crate::document::Document::write(self), serializer)
            }
        }

        impl<'de $(, $generic $(: $bound)?)?> $crate::document::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::document::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <$crate::json::Value as $crate::document::serde::Deserialize>::deserialize(deserializer)?;
                $crate::document::from_value(&value).map_err($crate::document::serde::de::Error::custom)
            }
        }
    };
}
