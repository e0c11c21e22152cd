//! Parts drawn to HTML: what a screen reader is told.
#![cfg(not(target_arch = "wasm32"))]

use jalon_web_kit::ui::{
    Band, BandProps, Choice, Choices, ChoicesProps, Field, FieldProps, Pole, Poles, PolesProps, Sort, Verdict,
};
use yew::prelude::*;

fn drawn<C: BaseComponent>(props: impl FnOnce() -> C::Properties + Send + 'static) -> String {
    pollster::block_on(yew::ServerRenderer::<C>::with_props(props).hydratable(false).render())
}

fn holds(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "`{part}` is not in {html}");
    }
}

#[test]
fn a_field_ties_its_hint_and_its_error() {
    let html = drawn::<Field>(|| {
        yew::props!(FieldProps {
            name: "n",
            label: "How many",
            hint: Some("A whole number"),
            error: Some("Write a number."),
            sort: Sort::Number,
            value: "x",
            oninput: Callback::noop(),
        })
    });
    holds(
        &html,
        &["<label for=\"field-n\"", "id=\"field-n\"", "inputmode=\"decimal\""],
    );
    holds(
        &html,
        &[
            "aria-describedby=\"field-n-hint field-n-error\"",
            "aria-invalid=\"true\"",
            "id=\"field-n-error\"",
        ],
    );
}

#[test]
fn a_card_says_its_verdict_in_words() {
    let html = drawn::<Choices>(|| {
        let choice = |id: &'static str, verdict| Choice {
            id: id.into(),
            text: html! { { id } },
            chosen: id == "b",
            verdict,
            reason: Some(html! { { "because" } }),
        };
        yew::props!(ChoicesProps {
            name: "q",
            legend: html! { { "Which?" } },
            choices: vec![
                choice("a", Some((Verdict::Right, "right".into()))),
                choice("b", Some((Verdict::Wrong, "wrong".into())))
            ],
            still: true,
            onchoose: Callback::noop(),
        })
    });
    holds(
        &html,
        &[
            "<legend>Which?</legend>",
            "type=\"radio\"",
            "disabled",
            "choice--wrong",
            "<span>right</span>",
            "<span>wrong</span>",
        ],
    );
    holds(&html, &["aria-describedby=\"q-a-why\"", "id=\"q-a-why\""]);
}

#[test]
fn drawings_have_words() {
    let html = drawn::<Poles>(|| {
        let poles = vec![Pole::Planted, Pole::Hollow, Pole::Leaning, Pole::Ahead];
        yew::props!(PolesProps {
            poles,
            here: Some(2),
            label: "3 of 4, 1 to see again"
        })
    });
    holds(
        &html,
        &[
            "role=\"img\"",
            "aria-label=\"3 of 4, 1 to see again\"",
            "translate(10 34)",
            "rotate(14)",
        ],
    );
    let html = drawn::<Poles>(|| {
        yew::props!(PolesProps {
            poles: vec![Pole::Ahead; 107],
            here: Some(100),
            label: "101 of 107"
        })
    });
    assert!(html.matches("<circle").count() == 24, "a long row shows what is around");
    let html = drawn::<Band>(|| {
        yew::props!(BandProps {
            low: 900,
            high: 2000,
            from: "little",
            to: "a lot",
            label: "between 90 and 100 %"
        })
    });
    holds(
        &html,
        &["aria-label=\"between 90 and 100 %\"", "x=\"900\"", "width=\"100\""],
    );
    assert!(!html.contains("style="), "the strict policy drops style attributes");
}
