//! The page's own shell: which build it is, and telling the service worker which builds must stay.
//!
//! The service worker is registered by the loader, through the one Trusted Types policy of the site.

use super::member;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What the page that is open says of itself in its `meta` of this name: its build, the files that belong to it.
#[must_use]
pub fn meta(name: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector(&format!("meta[name='{name}']")).ok()??;
    meta.get_attribute("content").filter(|content| !content.is_empty())
}

/// Asks the service worker to keep serving this build as long as `holder` is pinned.
pub fn pin(holder: &str, build: &str) {
    post(&[("pin", holder), ("build", build)]);
}

/// Frees what `holder` had pinned.
pub fn unpin(holder: &str) {
    post(&[("unpin", holder)]);
}

/// Asks the service worker to leave nothing of this site on the device: its caches, these databases, itself.
pub fn forget(databases: &[&str]) {
    post(&[("forget", &databases.join(" "))]);
}

/// Asks the service worker to keep the parts that come on demand too, for the day without network.
pub fn keep_parts() {
    post(&[("keep", "parts")]);
}

/// Asks the service worker to keep one of them, by the path of its file.
pub fn keep_part(path: &str) {
    post(&[("keep", path)]);
}

/// Whether a service worker serves the page: this visit is not the first one.
#[must_use]
pub fn returning() -> bool {
    member(&js_sys::global(), "navigator")
        .and_then(|navigator| member(&navigator, "serviceWorker"))
        .and_then(|container| member(&container, "controller"))
        .is_some()
}

/// Takes the last word away from the loader: the application is drawn.
pub fn ready() {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("data-ready", "");
    }
}

fn post(members: &[(&str, &str)]) {
    let container = member(&js_sys::global(), "navigator").and_then(|navigator| member(&navigator, "serviceWorker"));
    let Some(container) = container else { return };
    let message = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&message, &(*name).into(), &(*value).into());
    }
    // `ready` waits for the first registration: a pin made in the first minute is not lost.
    let Some(ready) = member(&container, "ready").and_then(|ready| ready.dyn_into::<js_sys::Promise>().ok()) else {
        return;
    };
    super::spawn(async move {
        if let Ok(registration) = wasm_bindgen_futures::JsFuture::from(ready).await
            && let Some(active) = member(&registration, "active")
            && let Ok(active) = active.dyn_into::<web_sys::ServiceWorker>()
        {
            let _ = active.post_message(&JsValue::from(message));
        }
    });
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// The whole address of the page.
#[must_use]
pub fn address() -> String {
    web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default()
}

/// The whole address of a page of this site, by its path.
#[must_use]
pub fn address_of(path: &str) -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    origin.unwrap_or_default() + path
}

/// The element in which the application is drawn.
#[must_use]
pub fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
