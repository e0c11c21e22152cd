//! Giving a file to the person: the system's share sheet, or a download. And taking one.

use super::{Soon, member};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlAnchorElement, Url};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Handed to another app by the person.
    Shared,
    /// Written among the downloads.
    Downloaded,
    /// The person closed the share sheet.
    Dropped,
    /// The browser could do neither.
    Refused,
}

/// Whether this browser has a share sheet that takes files.
#[must_use]
pub fn shares_files() -> bool {
    let probe = file("a.json", "application/json", b"{}");
    probe.is_some_and(|file| can_share(&sheet(&file, "")).unwrap_or(false))
}

/// Offers the share sheet for a file, or writes it among the downloads where there is none.
pub fn give<'a>(name: &'a str, media_type: &'a str, bytes: &'a [u8], title: &'a str) -> Soon<'a, Given> {
    Box::pin(async move {
        let Some(file) = file(name, media_type, bytes) else {
            return Given::Refused;
        };
        let sheet = sheet(&file, title);
        if can_share(&sheet) != Some(true) {
            return save(name, media_type, bytes);
        }
        let Some((navigator, share)) = of_navigator("share") else {
            return save(name, media_type, bytes);
        };
        let Ok(promise) = share.call1(&navigator, &sheet) else {
            return save(name, media_type, bytes);
        };
        match JsFuture::from(promise.unchecked_into::<Promise>()).await {
            Ok(_) => Given::Shared,
            Err(error) if super::thrown(&error) == "AbortError" => Given::Dropped,
            Err(_) => save(name, media_type, bytes),
        }
    })
}

/// An address of this page for bytes, as long as the page is there; no type lets the browser look.
pub fn address(media_type: &str, bytes: &[u8]) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Writes a file among the downloads.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> Given {
    let saved = || -> Option<()> {
        let address = address(media_type, bytes)?;
        let document = web_sys::window()?.document()?;
        let link = document
            .create_element("a")
            .ok()?
            .dyn_into::<HtmlAnchorElement>()
            .ok()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // The address stays until the page goes: revoking it at once loses the file in some browsers.
        Some(())
    };
    if saved().is_some() {
        Given::Downloaded
    } else {
        Given::Refused
    }
}

/// The bytes of a file that the person chose or dropped.
pub fn bytes_of(file: &File) -> Soon<'static, Option<Vec<u8>>> {
    let promise = file.array_buffer();
    Box::pin(async move {
        JsFuture::from(promise)
            .await
            .ok()
            .map(|buffer| Uint8Array::new(&buffer).to_vec())
    })
}

/// Copies text to the clipboard; false when the browser refuses.
pub fn copy(text: &str) -> Soon<'_, bool> {
    Box::pin(async move {
        let clipboard = member(&js_sys::global(), "navigator").and_then(|navigator| member(&navigator, "clipboard"));
        let Some(clipboard) = clipboard else { return false };
        let Some(write) = member(&clipboard, "writeText").and_then(|write| write.dyn_into::<Function>().ok()) else {
            return false;
        };
        match write.call1(&clipboard, &text.into()) {
            Ok(promise) => JsFuture::from(promise.unchecked_into::<Promise>()).await.is_ok(),
            Err(_) => false,
        }
    })
}

/// Opens the browser's print window.
pub fn print() {
    if let Some(window) = web_sys::window()
        && let Some(print) = member(&window, "print").and_then(|print| print.dyn_into::<Function>().ok())
    {
        let _ = print.call0(&window);
    }
}

fn file(name: &str, media_type: &str, bytes: &[u8]) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    File::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), name, &options).ok()
}

fn sheet(file: &File, title: &str) -> JsValue {
    let sheet = Object::new();
    let _ = Reflect::set(&sheet, &"files".into(), &Array::of1(file));
    if !title.is_empty() {
        let _ = Reflect::set(&sheet, &"title".into(), &title.into());
    }
    sheet.into()
}

fn of_navigator(name: &str) -> Option<(JsValue, Function)> {
    let navigator = member(&js_sys::global(), "navigator")?;
    let function = member(&navigator, name)?.dyn_into().ok()?;
    Some((navigator, function))
}

fn can_share(sheet: &JsValue) -> Option<bool> {
    let (navigator, can) = of_navigator("canShare")?;
    can.call1(&navigator, sheet).ok()?.as_bool()
}
