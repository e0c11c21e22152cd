//! Parts drawn to HTML: what a screen reader is told.
#![cfg(not(target_arch = "wasm32"))]

use jalon_web_kit::ui::{Band, Choice, Choices, Field, Pole, Sort, Verdict, poles};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
struct DrawnProps {
    html: Html,
}

#[component]
fn Drawn(props: &DrawnProps) -> Html {
    props.html.clone()
}

/// The HTML of a part, as the browser would have it.
fn drawn(make: impl FnOnce() -> Html + Send + 'static) -> String {
    let renderer = yew::ServerRenderer::<Drawn>::with_props(move || DrawnProps { html: make() });
    pollster::block_on(renderer.hydratable(false).render())
}

fn holds(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "`{part}` is not in {html}");
    }
}

#[test]
fn a_field_ties_its_hint_and_its_error() {
    let html = drawn(|| {
        let field = Field {
            name: "n".into(),
            label: "How many".into(),
            hint: Some("A whole number".into()),
            error: Some("Write a number.".into()),
            sort: Sort::Number,
            value: "x".into(),
            ..Field::default()
        };
        field.draw()
    });
    holds(&html, &[" for=\"field-n\"", "id=\"field-n\"", "inputmode=\"decimal\""]);
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
    let html = drawn(|| {
        let choice = |id: &'static str, verdict| Choice {
            id: id.into(),
            text: html! { { id } },
            chosen: id == "b",
            verdict,
            reason: Some(html! { { "because" } }),
        };
        let choices = vec![
            choice("a", Some((Verdict::Right, "right".into()))),
            choice("b", Some((Verdict::Wrong, "wrong".into()))),
        ];
        let group = Choices {
            name: "q".into(),
            legend: "Which?".into(),
            several: false,
            still: true,
            choices,
            onchoose: Callback::noop(),
        };
        group.draw()
    });
    holds(
        &html,
        &[
            "<legend class=\"hidden\">Which?</legend>",
            "type=\"radio\"",
            "disabled",
            "choice--wrong",
        ],
    );
    holds(
        &html,
        &[
            "<span>right</span>",
            "<span>wrong</span>",
            "aria-describedby=\"q-a-why\"",
            "id=\"q-a-why\"",
        ],
    );
}

#[test]
fn drawings_have_words() {
    let row = [Pole::Planted, Pole::Hollow, Pole::Leaning, Pole::Ahead];
    let html = drawn(move || poles(&row, Some(2), "3 of 4, 1 to see again"));
    holds(
        &html,
        &[
            "role=\"img\"",
            "aria-label=\"3 of 4, 1 to see again\"",
            "translate(10 34)",
            "rotate(14)",
        ],
    );
    let html = drawn(|| poles(&[Pole::Ahead; 107], Some(100), "101 of 107"));
    assert!(html.matches("<circle").count() == 24, "a long row shows what is around");
    let html = drawn(|| {
        let band = Band {
            low: 900,
            high: 2000,
            mark: 950,
            from: "little",
            to: "a lot",
            label: "between 90 and 100 %",
        };
        band.draw()
    });
    holds(
        &html,
        &["aria-label=\"between 90 and 100 %\"", "x=\"900\"", "width=\"100\""],
    );
    assert!(!html.contains("style="), "the strict policy drops style attributes");
}
