//! A short sound, made by the browser: nothing to download.

use super::{invoke, member};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Rings once. A browser where nobody has touched the page yet stays silent, and so does one without sound.
pub fn ring() {
    // What is not heard is seen.
    let _silent = sounded();
}

fn sounded() -> Option<()> {
    let kind: Function = member(&js_sys::global(), "AudioContext")?.dyn_into().ok()?;
    let context = Reflect::construct(&kind, &Array::new()).ok()?;
    let now = member(&context, "currentTime")?.as_f64()?;
    let tone = invoke(&context, "createOscillator", &[]).ok()?;
    let gain = invoke(&context, "createGain", &[]).ok()?;
    let level = member(&gain, "gain")?;
    let set = |what: &str, value: f64, at: f64| invoke(&level, what, &[&value.into(), &at.into()]).ok();
    set("setValueAtTime", 0.25, now)?;
    set("exponentialRampToValueAtTime", 0.001, now + 0.7)?;
    let pitch = member(&tone, "frequency")?;
    Reflect::set(&pitch, &"value".into(), &JsValue::from(660)).ok()?;
    let output = member(&context, "destination")?;
    invoke(&tone, "connect", &[&gain]).ok()?;
    invoke(&gain, "connect", &[&output]).ok()?;
    invoke(&tone, "start", &[]).ok()?;
    invoke(&tone, "stop", &[&JsValue::from(now + 0.8)]).ok()?;
    Some(())
}
