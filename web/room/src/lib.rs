//! The pages of a room: the proctor's console, and a place where somebody sits ([`seat`]).
//!
//! Nothing is decided here. Of the console, [`state`] keeps what the server said last and what is being written, [`deed`] turns what was chosen into what is
//! signed, [`wire`] signs and sends it, and the server's answer is what is shown, its refusals too.

// Markup is read token by token.
#![recursion_limit = "1024"]

pub mod app;
pub mod deed;
pub mod door;
pub mod form;
pub mod places;
pub mod room;
pub mod seat;
pub mod state;
pub mod tile;
pub mod wire;

/// Draws the page that the address names.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn begin() {
    if let Some(root) = jalon_web_kit::ports::shell::element("app") {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
