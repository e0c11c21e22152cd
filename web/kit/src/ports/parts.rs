//! Parts of the program that come on demand: modules that use the memory and the table of functions of the first one.
//!
//! `cargo xtask web` cuts them off and names their files in the page, so that a page stays with the parts of its own build.

use super::net::{self, NoFile};
use super::{invoke, member, shell};
use js_sys::{Object, Promise, Reflect, WebAssembly};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// What several parts share: it comes before any of them.
const SHARED: &str = "shared";

/// The style sheet of what parts draw: it comes before any of them too.
const DRESS: &str = "dress";

/// Where the page names that style sheet.
const DRESS_META: &str = "jalon-dress";

thread_local! {
    /// The parts that are here or on their way. A part comes once: its memory begins only once.
    static ASKED: RefCell<Vec<(&'static str, Promise)>> = const { RefCell::new(Vec::new()) };
}

/// Brings a part, once; what it has to say it says before this ends.
///
/// # Errors
/// It is neither on the device nor at the site; asked for again, it is looked for again.
pub async fn bring(part: &'static str) -> Result<(), NoFile> {
    // Asked for at once, and there before anything is drawn with it; without its style a page can still be read.
    let dress = JsFuture::from(ask(DRESS));
    let came = match bring_alone(SHARED).await {
        Ok(()) => bring_alone(part).await,
        absent => absent,
    };
    if dress.await.is_err() {
        forget(DRESS);
    }
    came
}

/// Brings a part that needs nothing of what parts share.
///
/// # Errors
/// As [`bring`].
pub async fn bring_alone(part: &'static str) -> Result<(), NoFile> {
    if JsFuture::from(ask(part)).await.is_err() {
        forget(part);
        return Err(NoFile::Unreachable);
    }
    Ok(())
}

fn ask(part: &'static str) -> Promise {
    ASKED.with_borrow_mut(|asked| match asked.iter().find(|(name, _)| *name == part) {
        Some((_, coming)) => coming.clone(),
        None => {
            let coming = future_to_promise(begin(part));
            asked.push((part, coming.clone()));
            coming
        }
    })
}

fn forget(part: &'static str) {
    ASKED.with_borrow_mut(|asked| asked.retain(|(name, _)| *name != part));
}

/// The file of a part, as the page names it.
#[must_use]
pub fn path(part: &str) -> Option<String> {
    shell::meta(&format!("jalon-part-{part}"))
}

/// The files that a part is drawn with: its own, what parts share, their style sheet; none for one that this build does not have.
#[must_use]
pub fn files(part: &str) -> [Option<String>; 3] {
    [path(part), path(SHARED), shell::meta(DRESS_META)]
}

async fn begin(part: &'static str) -> Result<JsValue, JsValue> {
    if part == DRESS {
        return dress().await;
    }
    // Nothing is shared as long as there are not two parts.
    let Some(path) = path(part) else {
        return Ok(JsValue::NULL);
    };
    let bytes = net::fetch(&path).await.map_err(|_| JsValue::NULL)?;
    let imports = Object::new();
    Reflect::set(&imports, &"".into(), &wasm_bindgen::exports())?;
    JsFuture::from(WebAssembly::instantiate_buffer(&bytes, &imports)).await
}

/// Adds the style sheet to the page, and waits until it is drawn with.
async fn dress() -> Result<JsValue, JsValue> {
    let document = web_sys::window().and_then(|window| window.document());
    let (Some(document), Some(path)) = (document, shell::meta(DRESS_META)) else {
        return Ok(JsValue::NULL);
    };
    let link = document.create_element("link")?;
    link.set_attribute("rel", "stylesheet")?;
    link.set_attribute("href", &path)?;
    let drawn = Promise::new(&mut |resolve, reject| {
        for (event, heard) in [("onload", &resolve), ("onerror", &reject)] {
            let _ = Reflect::set(&link, &event.into(), heard);
        }
        let _ = member(&document, "head").map(|head| invoke(&head, "append", &[&link]));
    });
    JsFuture::from(drawn).await
}
