//! One page at a time: an attempt is open in one tab only, and the second one is told.

use super::{Soon, member, spawn};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[derive(Debug, Clone)]
    type Manager;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Manager, name: &str, options: &JsValue, held: &JsValue) -> Result<Promise, JsValue>;
}

/// A hold on a name. Letting it go, or closing the page, frees the name.
#[derive(Debug)]
pub struct Held {
    release: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// What came of asking for a name.
#[derive(Debug)]
pub enum Lock {
    /// It is ours as long as the value lives.
    Held(Held),
    /// Another page has it.
    Elsewhere,
    /// This browser has no locks: nobody can tell.
    Unknown,
}

/// Names that one page at a time can hold.
pub trait Locks {
    /// Takes `name` if it is free, without waiting.
    fn take<'a>(&'a self, name: &'a str) -> Soon<'a, Lock>;
}

/// The Web Locks of the browser.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserLocks;

impl Locks for BrowserLocks {
    fn take<'a>(&'a self, name: &'a str) -> Soon<'a, Lock> {
        Box::pin(take(name.to_owned()))
    }
}

async fn take(name: String) -> Lock {
    let navigator = member(&js_sys::global(), "navigator");
    let Some(manager) = navigator.and_then(|navigator| member(&navigator, "locks")) else {
        return Lock::Unknown;
    };
    let manager = manager.unchecked_into::<Manager>();
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    // The lock is held until the promise that the callback returns is settled.
    let mut refused = None;
    let answer = Promise::new(&mut |resolve, reject| {
        let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            Promise::new(&mut |release, _| {
                let _ = resolve.call1(&JsValue::NULL, &release);
            })
            .into()
        });
        match manager.request(&name, &options, &held) {
            Ok(over) => spawn(async move {
                if let Err(error) = JsFuture::from(over).await {
                    let _ = reject.call1(&JsValue::NULL, &error);
                }
            }),
            Err(error) => refused = Some(error),
        }
    });
    if refused.is_some() {
        return Lock::Unknown;
    }
    match JsFuture::from(answer).await {
        Ok(release) => match release.dyn_into::<Function>() {
            Ok(release) => Lock::Held(Held { release: Some(release) }),
            Err(_) => Lock::Elsewhere,
        },
        Err(_) => Lock::Unknown,
    }
}
