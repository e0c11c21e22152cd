//! A square that a phone reads.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;
use yew::prelude::*;

/// What [`Qr`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct QrProps {
    /// What is read in it.
    pub text: String,
    /// What it is, in words.
    pub label: AttrValue,
}

/// A square of dark and light modules with its quiet zone; nothing when the text is too long.
#[component]
pub fn Qr(props: &QrProps) -> Html {
    let Ok(code) = QrCode::encode_text(&props.text, QrCodeEcc::Medium) else {
        return html! {};
    };
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in (0..size).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
        }
    }
    let side = size + 8;
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={props.label.clone()} shape-rendering="crispEdges">
            <rect class="qr__light" width={side.to_string()} height={side.to_string()} /><path class="qr__dark" d={path} />
        </svg>
    }
}
