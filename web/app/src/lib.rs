//! The worker's and the verifier's application: pages that show what the engine allows, and why not.
//!
//! Nothing is decided here. [`exam`] carries commands to the engine and events to the storage; pages draw what comes back.

// Markup is read token by token.
#![recursion_limit = "1024"]

pub mod adaptive;
pub mod app;
pub mod before;
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

/// Draws the application in the page, in the person's language: the loader says so when its words do not come.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn begin() -> Result<(), wasm_bindgen::JsValue> {
    let words = demand::words(app::language(&jalon_web_kit::Prefs::load())).await;
    words.ok_or(wasm_bindgen::JsValue::NULL)?;
    if let Some(root) = jalon_web_kit::ports::shell::element("app") {
        yew::Renderer::<app::App>::with_root(root).render();
    }
    Ok(())
}
