//! One line beside a type says how it is written.

/// A member's name as it is written: the identifier in kebab-case.
#[doc(hidden)]
#[macro_export]
macro_rules! member_name {
    ($field:ident) => {{
        const BYTES: [u8; stringify!($field).len()] = $crate::document::kebab(stringify!($field));
        const NAME: &str = match std::str::from_utf8(&BYTES) {
            Ok(name) => name,
            Err(_) => "",
        };
        NAME
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! member_read {
    ($node:ident $field:ident) => {
        $crate::document::Document::read(&$node.member($crate::member_name!($field)))?
    };
    ($node:ident $field:ident optional) => {
        $crate::document::read_optional(&$node.member($crate::member_name!($field)))?
    };
    ($node:ident $field:ident one) => {
        match $node.member($crate::member_name!($field)) {
            member if member.value().is_none() => 1,
            member => $crate::document::Document::read(&member)?,
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! member_write {
    ($members:ident $field:ident) => {
        $members.add($crate::member_name!($field), $crate::document::Document::write($field))
    };
    ($members:ident $field:ident optional) => {
        $members.add_optional($crate::member_name!($field), $field)
    };
    ($members:ident $field:ident one) => {
        if *$field != 1 {
            $members.add($crate::member_name!($field), $crate::document::Document::write($field))
        }
    };
}

/// Says how a struct is written: its members, which are all there are. `optional` ones are left out when they say nothing, `one` is
/// left out when it is 1. After `..`, members that are not known are passed over: for what a device keeps for itself.
#[macro_export]
macro_rules! document {
    ($type:ty { $($field:ident $(: $mark:ident)?),+ $(,)? }) => {
        $crate::document!(@ $type { $($field $(: $mark)?),+ } has_only);
    };
    ($type:ty { $($field:ident $(: $mark:ident)?),+, .. }) => {
        $crate::document!(@ $type { $($field $(: $mark)?),+ } has_some);
    };
    (@ $type:ty { $($field:ident $(: $mark:ident)?),+ } $check:ident) => {
        impl $crate::document::Document for $type {
            fn read(node: &$crate::document::Node<'_>) -> Option<Self> {
                node.$check(&[$($crate::member_name!($field)),+])?;
                Some(Self {
                    $($field: $crate::member_read!(node $field $($mark)?),)+
                })
            }

            fn write(&self) -> $crate::json::Value {
                let Self { $($field),+ } = self;
                let mut members = $crate::document::Members::default();
                $($crate::member_write!(members $field $($mark)?);)+
                members.finish()
            }
        }
        $crate::serde_by_value!($type);
    };
}

/// Says how the variants of an enum without content are written.
#[macro_export]
macro_rules! words {
    ($type:ty { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $crate::document::Document for $type {
            fn read(node: &$crate::document::Node<'_>) -> Option<Self> {
                [$(Self::$variant),+].get(node.word(&[$($word),+])?).copied()
            }

            fn write(&self) -> $crate::json::Value {
                let word = match self {
                    $(Self::$variant => $word,)+
                };
                $crate::json::Value::String(word.to_owned())
            }
        }
        $crate::serde_by_value!($type);
    };
}

/// Says how an enum is written whose variants are objects that one member tells apart.
#[macro_export]
macro_rules! tagged {
    ($type:ty, $tag:literal { $($variant:ident = $word:literal $content:tt),+ $(,)? }) => {
        impl $crate::document::Document for $type {
            fn read(node: &$crate::document::Node<'_>) -> Option<Self> {
                const WORDS: &[&str] = &[$($word),+];
                let (place, node) = node.tagged($tag, WORDS)?;
                match WORDS.get(place).copied() {
                    $(Some($word) => $crate::tagged!(@read node $variant $content),)+
                    _ => None,
                }
            }

            fn write(&self) -> $crate::json::Value {
                let mut members = $crate::document::Members::default();
                match self {
                    $($crate::tagged!(@pattern content $variant $content) => {
                        members.add_text($tag, $word);
                        $crate::tagged!(@write members content $content)
                    })+
                }
            }
        }
        $crate::serde_by_value!($type);
    };
    (@read $node:ident $variant:ident { $($field:ident $(: $mark:ident)?),* }) => {{
        $node.has_only(&[$($crate::member_name!($field)),*])?;
        Some(Self::$variant {
            $($field: $crate::member_read!($node $field $($mark)?),)*
        })
    }};
    (@read $node:ident $variant:ident (..)) => {
        $crate::document::Document::read(&$node).map(Self::$variant)
    };
    (@pattern $content:ident $variant:ident { $($field:ident $(: $mark:ident)?),* }) => {
        Self::$variant { $($field),* }
    };
    (@pattern $content:ident $variant:ident (..)) => {
        Self::$variant($content)
    };
    (@write $members:ident $content:ident { $($field:ident $(: $mark:ident)?),* }) => {{
        $($crate::member_write!($members $field $($mark)?);)*
        $members.finish()
    }};
    (@write $members:ident $content:ident (..)) => {
        $members.with($crate::document::Document::write($content))
    };
}

/// Says how an enum is written whose variants are the one member of an object.
#[macro_export]
macro_rules! variants {
    ($type:ty { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $crate::document::Document for $type {
            fn read(node: &$crate::document::Node<'_>) -> Option<Self> {
                const WORDS: &[&str] = &[$($word),+];
                let (place, node) = node.variant(WORDS)?;
                match WORDS.get(place).copied() {
                    $(Some($word) => $crate::document::Document::read(&node).map(Self::$variant),)+
                    _ => None,
                }
            }

            fn write(&self) -> $crate::json::Value {
                let mut members = $crate::document::Members::default();
                match self {
                    $(Self::$variant(content) => {
                        members.add($word, $crate::document::Document::write(content));
                    })+
                }
                members.finish()
            }
        }
        $crate::serde_by_value!($type);
    };
}

/// Says that a type is written as a text, by its `Display`, and read by its `parse`.
#[macro_export]
macro_rules! text_document {
    ($type:ty, $parse:expr, $wanted:literal) => {
        impl $crate::document::Document for $type {
            fn read(node: &$crate::document::Node<'_>) -> Option<Self> {
                node.parsed($parse, $wanted)
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
