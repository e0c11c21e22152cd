//! The worker's and the verifier's application: pages that show what the engine allows, and why not.
//!
//! Nothing is decided here. [`exam`] carries commands to the engine and events to the storage; pages draw what comes back.

// Markup is read token by token.
#![recursion_limit = "1024"]

pub mod adaptive;
pub mod app;
pub mod copy;
pub mod demand;
pub mod exam;
pub mod ground;
pub mod holder;
pub mod library;
pub mod pages;
pub mod parts;
pub mod records;
pub mod route;

/// Draws the application in the page.
#[cfg(target_arch = "wasm32")]
pub fn start() {
    if let Some(root) = jalon_web_kit::ports::shell::element("app") {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
