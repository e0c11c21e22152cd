//! The kinds of values that members have.

use super::{Document, Fills, Grows, Lists, Members, Name, Node, Optional, Reads, Writes, write_list};
use crate::encoding::{hex, unhex};
use crate::json::Value;
use crate::sorted::SortedMap;
use std::sync::Arc;

impl Document for Value {
    fn blank() -> Self {
        Self::Null
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        let Some(value) = node.value() else {
            node.refuse("a value");
            return None;
        };
        self.clone_from(value);
        Some(())
    }

    fn write(&self) -> Value {
        self.clone()
    }
}

impl Document for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        let Some(flag) = node.value().and_then(Value::as_bool) else {
            node.refuse("true or false");
            return None;
        };
        *self = flag;
        Some(())
    }

    fn write(&self) -> Value {
        Value::Bool(*self)
    }

    fn is_absent(&self) -> bool {
        !self
    }
}

impl Optional for bool {}

impl Document for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        self.push_str(node.text()?);
        Some(())
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
            fn blank() -> Self {
                0
            }

            fn read(&mut self, node: &Node<'_>) -> Option<()> {
                *self = <$type>::try_from(node.whole(<$type>::MIN as i64, $most)?).ok()?;
                Some(())
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
    fn blank() -> Self {
        [0; 32]
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        let bytes = |text: &str| unhex(text).and_then(|bytes| bytes.try_into().ok());
        *self = node.parsed(bytes, "64 lower-case hexadecimal digits")?;
        Some(())
    }

    fn write(&self) -> Value {
        Value::String(hex(self))
    }
}

impl<T: Document> Document for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        if node.is_absent() {
            return Some(());
        }
        self.insert(T::blank()).read(node)
    }

    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Document> Optional for Option<T> {}

impl<T: Document> Grows for Vec<T> {
    fn grow(&mut self) -> Option<&mut dyn Reads> {
        self.push(T::blank());
        self.last_mut().map(|blank| blank as &mut dyn Reads)
    }
}

impl<T: Document> Lists for Vec<T> {
    fn at(&self, place: usize) -> Option<&dyn Writes> {
        self.get(place).map(|element| element as &dyn Writes)
    }
}

impl<T: Document> Document for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        node.read_list(self)
    }

    fn write(&self) -> Value {
        write_list(self)
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Document> Optional for Vec<T> {}

impl<T: Document> Document for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        T::read(self, node)
    }

    fn write(&self) -> Value {
        T::write(self)
    }
}

impl<T: Document> Document for Arc<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }

    /// A blank is nobody else's yet.
    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        T::read(Self::get_mut(self)?, node)
    }

    fn write(&self) -> Value {
        T::write(self)
    }
}

impl<K: Name, V: Document> Fills for SortedMap<K, V> {
    fn fill(&mut self, name: &str) -> Option<&mut dyn Reads> {
        self.renew(K::of(name)?, V::blank())
            .map(|blank| blank as &mut dyn Reads)
    }
}

impl<K: Name, V: Document> Document for SortedMap<K, V> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        node.read_map(self)
    }

    fn write(&self) -> Value {
        let mut members = Members::default();
        for (name, value) in self {
            members.add(&name.text(), value.write());
        }
        members.finish()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<K: Name, V: Document> Optional for SortedMap<K, V> {}
