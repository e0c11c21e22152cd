//! What a page asks of the browser. Each port is a trait or a handful of functions; nothing above names `web_sys`.

pub mod clock;
pub mod entropy;
pub mod environment;
pub mod journals;
pub mod locks;
pub mod net;
pub mod parts;
pub mod share;
pub mod sheet;
pub mod shell;
pub mod speech;
pub mod vault;

use std::future::Future;
use std::pin::Pin;

/// A future of this page: one thread, boxed so that a port can be chosen while the page runs.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Runs a future of this page to its end without waiting for it.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// A member of a JavaScript object, or none when it is absent, null or unreadable.
pub(crate) fn member(object: &wasm_bindgen::JsValue, name: &str) -> Option<wasm_bindgen::JsValue> {
    let value = js_sys::Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// The name of a thrown DOM exception: `QuotaExceededError`.
pub(crate) fn thrown(error: &wasm_bindgen::JsValue) -> String {
    member(error, "name")
        .and_then(|name| name.as_string())
        .unwrap_or_else(|| "Error".to_owned())
}
