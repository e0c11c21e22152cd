//! Parts of the program that come on demand: modules that use the memory and the table of functions of the first one.
//!
//! `cargo xtask web` cuts them off and names their files in the page, so that a page stays with the parts of its own build.

use super::net::{self, NoFile};
use super::shell;
use js_sys::{Object, Promise, Reflect, WebAssembly};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// What several parts share: it comes before any of them.
const SHARED: &str = "shared";

thread_local! {
    /// The parts that are here or on their way. A part comes once: its memory begins only once.
    static ASKED: RefCell<Vec<(&'static str, Promise)>> = const { RefCell::new(Vec::new()) };
}

/// Brings a part, once; what it has to say it says before this ends.
///
/// # Errors
/// It is neither on the device nor at the site; asked for again, it is looked for again.
pub async fn bring(part: &'static str) -> Result<(), NoFile> {
    bring_alone(SHARED).await?;
    bring_alone(part).await
}

/// Brings a part that needs nothing of what parts share.
///
/// # Errors
/// As [`bring`].
pub async fn bring_alone(part: &'static str) -> Result<(), NoFile> {
    let coming = ASKED.with_borrow_mut(|asked| match asked.iter().find(|(name, _)| *name == part) {
        Some((_, coming)) => coming.clone(),
        None => {
            let coming = future_to_promise(begin(part));
            asked.push((part, coming.clone()));
            coming
        }
    });
    if JsFuture::from(coming).await.is_err() {
        ASKED.with_borrow_mut(|asked| asked.retain(|(name, _)| *name != part));
        return Err(NoFile::Unreachable);
    }
    Ok(())
}

/// The file of a part, as the page names it.
#[must_use]
pub fn path(part: &str) -> Option<String> {
    shell::meta(&format!("jalon-part-{part}"))
}

async fn begin(part: &'static str) -> Result<JsValue, JsValue> {
    // Nothing is shared as long as there are not two parts.
    let Some(path) = path(part) else {
        return Ok(JsValue::NULL);
    };
    let bytes = net::fetch(&path).await.map_err(|_| JsValue::NULL)?;
    let imports = Object::new();
    Reflect::set(&imports, &"".into(), &wasm_bindgen::exports())?;
    JsFuture::from(WebAssembly::instantiate_buffer(&bytes, &imports)).await
}
