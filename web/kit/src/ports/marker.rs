//! Marks laid on what is already drawn: lines that somebody highlights, answers that they rule out, a strip to read in, larger pictures. Only
//! attributes and sizes are set, so that the page can be drawn again around them.

use super::{invoke, member};
use js_sys::Reflect;
use wasm_bindgen::JsValue;

fn document() -> Option<JsValue> {
    member(&js_sys::global(), "document")
}

/// The elements that match a selector, in the order of the page.
fn each(selector: &str) -> Vec<JsValue> {
    let found = document().and_then(|document| invoke(&document, "querySelectorAll", &[&selector.into()]).ok());
    let Some(found) = found else { return Vec::new() };
    let count = member(&found, "length").and_then(|count| count.as_f64()).unwrap_or(0.0);
    let places = (0_u32..).take_while(|at| f64::from(*at) < count);
    places
        .filter_map(|at| Reflect::get_u32(&found, at).ok())
        .filter(JsValue::is_object)
        .collect()
}

/// The words of each element that matches, as they are drawn.
#[must_use]
pub fn words(selector: &str) -> Vec<String> {
    let read = |element: &JsValue| member(element, "innerText").and_then(|words| words.as_string());
    let tidy = |words: String| words.split_whitespace().collect::<Vec<&str>>().join(" ");
    each(selector)
        .iter()
        .map(|element| read(element).map(tidy).unwrap_or_default())
        .collect()
}

/// Sets an attribute on the elements at these places among those that match, and takes it from the others.
pub fn mark(selector: &str, attribute: &str, places: &[usize]) {
    for (at, element) in each(selector).iter().enumerate() {
        let _ = match places.contains(&at) {
            true => invoke(element, "setAttribute", &[&attribute.into(), &"".into()]),
            false => invoke(element, "removeAttribute", &[&attribute.into()]),
        };
    }
}

/// Gives a property of style a value on the first element that matches.
pub fn style(selector: &str, property: &str, value: &str) {
    if let Some(style) = each(selector).first().and_then(|element| member(element, "style")) {
        let _ = invoke(&style, "setProperty", &[&property.into(), &value.into()]);
    }
}

/// Takes everything from what is marked no more: nothing of one question stays on the next.
pub fn clear(attribute: &str) {
    mark(&format!("[{attribute}]"), attribute, &[]);
}
