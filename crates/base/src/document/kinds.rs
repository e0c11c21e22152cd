//! The kinds of values that members have.

use super::{Document, Members, Name, Node, Optional};
use crate::encoding::{hex, unhex};
use crate::json::Value;
use crate::sorted::SortedMap;

impl Document for Value {
    fn read(node: &Node<'_>) -> Option<Self> {
        if node.value().is_none() {
            node.refuse("a value");
        }
        node.value().cloned()
    }

    fn write(&self) -> Value {
        self.clone()
    }
}

impl Document for bool {
    fn read(node: &Node<'_>) -> Option<Self> {
        let flag = node.value().and_then(Value::as_bool);
        if flag.is_none() {
            node.refuse("true or false");
        }
        flag
    }

    fn write(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Optional for bool {
    fn absent() -> Self {
        false
    }

    fn is_absent(&self) -> bool {
        !self
    }
}

impl Document for String {
    fn read(node: &Node<'_>) -> Option<Self> {
        node.text().map(str::to_owned)
    }

    fn write(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Name for String {
    fn of(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn text(&self) -> String {
        self.clone()
    }
}

/// Whole numbers; `u64` up to what an `i64` holds: documents hold none beyond 2^53 − 1.
macro_rules! whole {
    ($($type:ty, $most:expr;)*) => {$(
        impl Document for $type {
            fn read(node: &Node<'_>) -> Option<Self> {
                node.whole(<$type>::MIN as i64, $most).and_then(|whole| <$type>::try_from(whole).ok())
            }

            fn write(&self) -> Value {
                Value::from(*self)
            }
        }
    )*};
}

whole! {
    u8, 0xFF;
    u32, 0xFFFF_FFFF;
    u64, i64::MAX;
    i64, i64::MAX;
}

/// 32 bytes are written as 64 lower-case hexadecimal digits.
impl Document for [u8; 32] {
    fn read(node: &Node<'_>) -> Option<Self> {
        let bytes = |text: &str| unhex(text).and_then(|bytes| bytes.try_into().ok());
        node.parsed(bytes, "64 lower-case hexadecimal digits")
    }

    fn write(&self) -> Value {
        Value::String(hex(self))
    }
}

impl<T: Document> Document for Option<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        if node.is_absent() {
            return Some(None);
        }
        T::read(node).map(Some)
    }

    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }
}

impl<T: Document> Optional for Option<T> {
    fn absent() -> Self {
        None
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Document> Document for Vec<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        let mut list = Self::new();
        for element in node.elements()? {
            list.push(T::read(&element)?);
        }
        Some(list)
    }

    fn write(&self) -> Value {
        let mut list = Vec::with_capacity(self.len());
        for element in self {
            list.push(element.write());
        }
        Value::Array(list)
    }
}

impl<T: Document> Optional for Vec<T> {
    fn absent() -> Self {
        Self::new()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Document> Document for Box<T> {
    fn read(node: &Node<'_>) -> Option<Self> {
        T::read(node).map(Self::new)
    }

    fn write(&self) -> Value {
        T::write(self)
    }
}

impl<K: Name, V: Document> Document for SortedMap<K, V> {
    fn read(node: &Node<'_>) -> Option<Self> {
        let mut map = Self::new();
        for (name, entry) in node.entries()? {
            let Some(name) = K::of(name) else {
                entry.refuse("a name of its kind");
                return None;
            };
            map.insert(name, V::read(&entry)?);
        }
        Some(map)
    }

    fn write(&self) -> Value {
        let mut members = Members::default();
        for (name, value) in self {
            members.add(&name.text(), value.write());
        }
        members.finish()
    }
}

impl<K: Name, V: Document> Optional for SortedMap<K, V> {
    fn absent() -> Self {
        Self::new()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}
