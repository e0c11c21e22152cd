//! Shapes of the rules of decision.

use super::{def, id, list, number, object, some, tagged, whole};
use serde_json::{Value, json};

/// A rule, and those that it holds.
pub(super) fn rule() -> Value {
    let fraction = || def("fraction");
    let of = |members: &[(&str, Value)], optional: &[(&str, Value)]| {
        let mut all = vec![("rule", json!(true))];
        all.extend(members.iter().cloned());
        object(&all, optional)
    };
    let pass = || ("pass", fraction());
    let rules = || ("of", some(&def("decision")));
    let claims = || ("claims", list(&id()));
    tagged(
        "rule",
        &[
            ("weighted-mean", of(&[("pass", def("points"))], &[])),
            ("ratio", of(&[pass()], &[])),
            ("cut", of(&[("claim", id()), ("cut", number())], &[])),
            ("part", of(&[("part", id()), pass()], &[])),
            ("claim", of(&[("claim", id()), pass()], &[])),
            ("competences", of(&[("each", fraction()), pass()], &[claims()])),
            (
                "eliminatory",
                of(&[], &[claims(), ("items", list(&id())), ("most", whole(0, 1000))]),
            ),
            ("all-of", of(&[rules()], &[])),
            ("k-of-n", of(&[("least", whole(1, 1000)), rules()], &[])),
            (
                "compensation",
                of(&[("most", whole(1, 1000)), rules(), ("by", def("decision"))], &[]),
            ),
        ],
    )
}
