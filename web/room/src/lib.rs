//! The proctor's console: the wall of seats, who waits, and what a person may do about it.
//!
//! Nothing is decided here. [`state`] keeps what the server said last and what is being written, [`deed`] turns what was chosen into what is
//! signed, [`wire`] signs and sends it, and the server's answer is what is shown, its refusals too.

// Markup is read token by token.
#![recursion_limit = "1024"]

pub mod app;
pub mod deed;
pub mod door;
pub mod form;
pub mod room;
pub mod state;
pub mod tile;
pub mod wire;

/// Draws the console in the page.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn begin() {
    if let Some(root) = jalon_web_kit::ports::shell::element("app") {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
