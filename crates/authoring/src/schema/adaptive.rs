//! Shapes of adaptive sections, bands, stated errors and parameters.

use super::{id, list, number, object, tagged, text, whole, words};
use serde_json::{Value, json};

pub(super) fn section() -> Value {
    let prior = object(
        &[
            ("mean", number()),
            ("sd", number()),
            ("from", number()),
            ("to", number()),
            ("nodes", whole(3, 501)),
        ],
        &[],
    );
    let interval = object(&[("cuts", list(&number())), ("z", number())], &[]);
    let ratio = object(
        &[
            ("cut", number()),
            ("delta", number()),
            ("alpha", number()),
            ("beta", number()),
        ],
        &[],
    );
    let stop = object(
        &[("min", whole(1, 1000))],
        &[
            ("error", number()),
            ("interval", interval),
            ("ratio", ratio),
            ("curtailment", number()),
            ("information", number()),
            ("plateau", object(&[("items", whole(1, 1000)), ("fall", number())], &[])),
        ],
    );
    let chances = json!({"type": "object", "propertyNames": id(), "additionalProperties": number()});
    let exposure = object(&[("most", number())], &[("chances", chances)]);
    let declared = object(&[("easy", number()), ("medium", number()), ("hard", number())], &[]);
    object(
        &[
            (
                "criterion",
                words(&["information", "information-at-cut", "difficulty", "expected-variance"]),
            ),
            ("estimator", words(&["eap", "map", "wle"])),
            ("prior", prior),
            ("stop", stop),
        ],
        &[
            ("start", number()),
            ("among", whole(1, 1000)),
            ("exposure", exposure),
            (
                "together",
                object(&[("min", whole(1, 1000)), ("max", whole(1, 1000))], &[]),
            ),
            ("seconds", whole(1, 100_000)),
            ("declared", declared),
        ],
    )
}

pub(super) fn bands() -> Value {
    let band = object(&[("id", id()), ("title", text())], &[("from", number())]);
    object(&[("version", whole(1, 1_000_000)), ("bands", list(&band))], &[])
}

pub(super) fn stated() -> Value {
    object(
        &[
            ("people", whole(1, 1_000_000)),
            ("seed", json!({"type": "string", "pattern": "^[0-9a-f]{64}$"})),
            ("claim", id()),
            ("wrong", number()),
            ("passed-below", number()),
            ("failed-above", number()),
            ("length", number()),
        ],
        &[],
    )
}

pub(super) fn parameters() -> Value {
    let of = |members: &[(&str, Value)]| {
        let mut all = vec![("type", json!(true))];
        all.extend(members.iter().cloned());
        object(&all, &[])
    };
    let (a, b) = (("a", number()), ("b", number()));
    let model = tagged(
        "type",
        &[
            ("rasch", of(std::slice::from_ref(&b))),
            ("2pl", of(&[a.clone(), b.clone()])),
            ("3pl", of(&[a.clone(), b, ("c", number())])),
            ("graded", of(&[a.clone(), ("thresholds", list(&number()))])),
            ("partial-credit", of(&[a, ("steps", list(&number()))])),
        ],
    );
    object(
        &[
            ("model", model),
            ("origin", words(&["declared", "simulated", "calibrated"])),
        ],
        &[],
    )
}
