//! Real addresses over the History API. What an address means is for the caller; links are plain `<a href>`, caught in one place.

use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

thread_local! {
    /// Links are the browser's business.
    static LOOSE: Cell<bool> = const { Cell::new(false) };
    static HEARD: RefCell<Callback<String>> = RefCell::new(Callback::noop());
    /// Which paths have headers of their own.
    static APART: Cell<fn(&str) -> bool> = const { Cell::new(|_| false) };
    static MOVES: Cell<u32> = const { Cell::new(0) };
}

/// How many times the person moved since the page was loaded: on 0, nothing takes the focus.
#[must_use]
pub fn moves() -> u32 {
    MOVES.get()
}

/// The path of the page that is open.
#[must_use]
pub fn current() -> String {
    web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_else(|| "/".to_owned())
}

/// Says which paths have a policy of their own: whoever goes there, or comes from there, loads the page anew. A policy is that of the
/// page that was loaded, and goes with it wherever links lead.
pub fn apart(which: fn(&str) -> bool) {
    APART.set(which);
}

fn crosses(path: &str) -> bool {
    let apart = APART.get();
    apart(path) != apart(&current())
}

/// Goes to a path of this site.
pub fn go(path: &str) {
    if crosses(path) {
        if let Some(window) = web_sys::window() {
            let _ = window.location().set_href(path);
        }
        return;
    }
    if let Some(history) = history() {
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(path));
    }
    land();
}

/// Goes to a path without leaving a way back to this one.
pub fn replace(path: &str) {
    if let Some(history) = history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(path));
    }
    land();
}

/// Goes back to where the person came from.
pub fn back() {
    if let Some(history) = history() {
        let _ = history.back();
    }
}

fn history() -> Option<web_sys::History> {
    web_sys::window()?.history().ok()
}

fn land() {
    MOVES.set(MOVES.get() + 1);
    let heard = HEARD.with_borrow(Clone::clone);
    heard.emit(current());
}

/// From now on every link loads its page anew: this one has nothing left to stand on.
pub fn let_go() {
    LOOSE.set(true);
}

/// The path of the page, wherever links, code or the browser's buttons lead. Used once, at the top.
#[hook]
pub fn use_path() -> String {
    let path = use_state(current);
    let set = path.setter();
    use_effect_with((), move |()| {
        HEARD.with_borrow_mut(|heard| *heard = Callback::from(move |path| set.set(path)));
        let Some(window) = web_sys::window() else { return };
        let popped = Closure::<dyn Fn()>::new(land);
        window.set_onpopstate(Some(popped.as_ref().unchecked_ref()));
        let clicked = Closure::<dyn Fn(MouseEvent)>::new(|event: MouseEvent| {
            if let Some(path) = link(&event) {
                event.prevent_default();
                go(&path);
            }
        });
        let _ = window.add_event_listener_with_callback("click", clicked.as_ref().unchecked_ref());
        // The top lives as long as the page.
        popped.forget();
        clicked.forget();
    });
    (*path).clone()
}

/// The path of this site that a plain click on a link asks for.
fn link(event: &MouseEvent) -> Option<String> {
    // Another tab, another window: the browser's business.
    if LOOSE.get()
        || event.default_prevented()
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.button() != 0
    {
        return None;
    }
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[href]").ok()??;
    let path = link.get_attribute("href")?;
    (path.starts_with('/') && !path.starts_with("//") && !link.has_attribute("download")).then_some(path)
}
