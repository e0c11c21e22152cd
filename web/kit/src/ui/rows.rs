//! Buttons that move a row or a value by one: a way without dragging; and a value on a line.

use super::{Icon, glyph};
use crate::html;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Where to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// One place up.
    Up,
    /// One place down.
    Down,
}

/// A button that moves something by one. Where it cannot, it stays in the way of the keyboard, and says so.
#[must_use]
pub fn mover(id: String, way: Move, label: String, can: bool, does: Callback<MouseEvent>) -> Html {
    let class = match way {
        Move::Up => "mover mover--up",
        Move::Down => "mover mover--down",
    };
    let onclick = if can { does } else { Callback::noop() };
    html! {
        <button type="button" {id} {class} {onclick} aria-label={label} aria-disabled={(!can).then_some("true")}>{ glyph(Icon::Chevron) }</button>
    }
}

/// A value on a line: the step at which it is, out of so many, and how it is said.
#[must_use]
pub fn range(id: String, steps: i64, at: i64, said: String, onslide: Callback<i64>) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(place) = input.and_then(|input| input.value().parse().ok()) {
            onslide.emit(place);
        }
    });
    html! {
        <input {id} class="range__input" type="range" min="0" max={steps.to_string()} step="1" value={AttrValue::from(at.to_string())} {oninput}
            aria-valuetext={said} />
    }
}

/// Where a drawing was touched: how far across and how far down, each out of `whole`; none when it was not a drawing.
#[must_use]
pub fn touched(event: &MouseEvent, whole: u32) -> Option<(u32, u32)> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let frame = target.closest("svg").ok()??.get_bounding_client_rect();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and `whole`, which fits"
    )]
    let share = |at: i32, from: f64, length: f64| {
        let share = ((f64::from(at) - from) / length.max(1.0)).clamp(0.0, 1.0);
        (share * f64::from(whole)) as u32
    };
    let across = share(event.client_x(), frame.left(), frame.width());
    Some((across, share(event.client_y(), frame.top(), frame.height())))
}
