//! Files that a person pastes into the page: a picture that was copied, a file of the desktop.

use super::{invoke, member};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

/// Hears files that are pasted anywhere in the page, as long as it lives. A text that is pasted goes where the cursor is, as ever.
#[derive(Debug)]
pub struct Pasting {
    heard: Closure<dyn Fn(JsValue)>,
}

impl Pasting {
    /// Hands each file to `take`.
    pub fn hear(take: impl Fn(File) + 'static) -> Self {
        let heard = Closure::new(move |event: JsValue| {
            let files = member(&event, "clipboardData").and_then(|data| member(&data, "files"));
            let files = files
                .map(|files| js_sys::Array::from(&files).to_vec())
                .unwrap_or_default();
            if files.is_empty() {
                return;
            }
            let _ = invoke(&event, "preventDefault", &[]);
            for file in files {
                if let Ok(file) = file.dyn_into::<File>() {
                    take(file);
                }
            }
        });
        let pasting = Self { heard };
        pasting.call("addEventListener");
        pasting
    }

    fn call(&self, what: &str) {
        let _ = invoke(&js_sys::global(), what, &[&"paste".into(), self.heard.as_ref()]);
    }
}

impl Drop for Pasting {
    fn drop(&mut self) {
        self.call("removeEventListener");
    }
}
