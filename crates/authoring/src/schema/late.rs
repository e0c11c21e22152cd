//! Shapes of groups of sections, preconditions and ladders.

use super::{def, id, list, object, whole, words};
use serde_json::Value;

pub(super) fn group() -> Value {
    object(
        &[("id", id()), ("choose", whole(1, 1000))],
        &[("order", words(&["drawn", "by-id"])), ("group", id())],
    )
}

pub(super) fn when() -> Value {
    let end = || def("fraction");
    object(
        &[],
        &[
            ("sections", list(&id())),
            ("items", list(&id())),
            ("from", end()),
            ("below", end()),
        ],
    )
}

pub(super) fn ladder() -> Value {
    let rung = object(&[("items", list(&id()))], &[]);
    object(
        &[("steps", list(&rung))],
        &[
            ("start", whole(1, 1000)),
            ("right", whole(1, 10)),
            ("wrong", whole(1, 10)),
        ],
    )
}
