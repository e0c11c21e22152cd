//! A square that a phone reads.

use jalon_web_kit::html;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;
use yew::prelude::*;

/// A square of dark and light modules with its quiet zone, and what it is in words; nothing when the text is too long.
#[must_use]
pub fn qr(text: &str, label: &'static str) -> Html {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
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
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={label} shape-rendering="crispEdges">
            <rect class="qr__light" width={side.to_string()} height={side.to_string()} /><path class="qr__dark" d={path} />
        </svg>
    }
}
