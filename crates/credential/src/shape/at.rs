//! Where a value is, spelled as a JSON Pointer only when there is something to say about it.

use jalon_base::json::{Value, pointer_step};

/// A place in a document.
#[derive(Clone, Copy)]
pub(crate) enum At<'a> {
    Root,
    Member(&'a At<'a>, &'a str),
    Element(&'a At<'a>, usize),
}

impl At<'_> {
    pub(crate) fn member<'b>(&'b self, name: &'b str) -> At<'b> {
        At::Member(self, name)
    }

    /// The JSON Pointer (RFC 6901) of the place.
    pub(crate) fn pointer(&self) -> String {
        match self {
            At::Root => String::new(),
            At::Member(parent, name) => parent.pointer() + &pointer_step(name),
            At::Element(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }
}

/// Visits one value, or each value of a list.
pub(crate) fn each<'v>(value: &'v Value, at: &At<'_>, mut visit: impl FnMut(&'v Value, &At<'_>)) {
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                visit(value, &At::Element(at, index));
            }
        }
        one => visit(one, at),
    }
}

/// Visits every member of every object under a value.
pub(crate) fn walk(value: &Value, at: &At<'_>, visit: &mut dyn FnMut(&str, &Value, &At<'_>)) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let at = at.member(name);
                visit(name, value, &at);
                walk(value, &at, visit);
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                walk(value, &At::Element(at, index), visit);
            }
        }
        _ => {}
    }
}
