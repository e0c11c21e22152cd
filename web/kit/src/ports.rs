//! What a page asks of the browser. Each port is a trait or a handful of functions; nothing above names `web_sys`.

pub mod bell;
pub mod clock;
pub mod entropy;
pub mod environment;
pub mod eye;
pub mod journals;
pub mod locks;
pub mod marker;
pub mod net;
pub mod parts;
pub mod paste;
pub mod player;
pub mod share;
pub mod sheet;
pub mod shell;
pub mod signature;
pub mod signer;
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

/// The cryptography of the browser, absent outside secure contexts.
pub(crate) fn subtle() -> Option<wasm_bindgen::JsValue> {
    member(&member(&js_sys::global(), "crypto")?, "subtle")
}

/// The name of a thrown DOM exception: `QuotaExceededError`.
pub(crate) fn thrown(error: &wasm_bindgen::JsValue) -> String {
    member(error, "name")
        .and_then(|name| name.as_string())
        .unwrap_or_else(|| "Error".to_owned())
}

/// Calls a function of a JavaScript object by its name. One way for all: a binding of its own for each would lie in what loads first.
///
/// # Errors
/// What it throws; undefined when there is no such function.
pub(crate) fn invoke(
    object: &wasm_bindgen::JsValue,
    name: &str,
    arguments: &[&wasm_bindgen::JsValue],
) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> {
    use wasm_bindgen::JsCast;
    let function = member(object, name).and_then(|function| function.dyn_into::<js_sys::Function>().ok());
    let function = function.ok_or(wasm_bindgen::JsValue::UNDEFINED)?;
    let arguments: js_sys::Array = arguments.iter().map(|argument| (*argument).clone()).collect();
    function.apply(object, &arguments)
}

/// As [`invoke`], of a function that promises.
///
/// # Errors
/// What it throws, then or later.
pub(crate) async fn promised(
    object: &wasm_bindgen::JsValue,
    name: &str,
    arguments: &[&wasm_bindgen::JsValue],
) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> {
    use wasm_bindgen::JsCast;
    let promise = invoke(object, name, arguments)?;
    wasm_bindgen_futures::JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await
}

/// A JavaScript object of these members.
pub(crate) fn object(members: &[(&str, wasm_bindgen::JsValue)]) -> wasm_bindgen::JsValue {
    let object = js_sys::Object::new();
    for (name, value) in members {
        let _ = js_sys::Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
