//! Fetching a file of this site.

use super::Soon;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Why nothing came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFile {
    /// The network, or the site, did not answer.
    Unreachable,
    /// The site has no such file.
    Absent,
}

/// The bytes at a path of this site.
pub fn fetch(path: &str) -> Soon<'static, Result<Vec<u8>, NoFile>> {
    let asked = web_sys::window().map(|window| window.fetch_with_str(path));
    Box::pin(async move {
        let asked = asked.ok_or(NoFile::Unreachable)?;
        let answer = JsFuture::from(asked).await.map_err(|_| NoFile::Unreachable)?;
        let answer: web_sys::Response = answer.dyn_into().map_err(|_| NoFile::Unreachable)?;
        if !answer.ok() {
            return Err(NoFile::Absent);
        }
        let buffer = answer.array_buffer().map_err(|_| NoFile::Unreachable)?;
        let buffer = JsFuture::from(buffer).await.map_err(|_| NoFile::Unreachable)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    })
}

/// The bytes that another site publishes at an address: asked without cookies, without saying from where, and not from the browser's store.
pub fn fetch_from(url: &str, most: usize) -> Soon<'static, Result<Vec<u8>, NoFile>> {
    let how = super::object(&[
        ("credentials", "omit".into()),
        ("referrerPolicy", "no-referrer".into()),
        ("cache", "no-store".into()),
    ]);
    let url: wasm_bindgen::JsValue = url.into();
    Box::pin(async move {
        let window = web_sys::window().ok_or(NoFile::Unreachable)?;
        let answer = super::promised(&window, "fetch", &[&url, &how]).await;
        let answer = answer.map_err(|_| NoFile::Unreachable)?;
        if super::member(&answer, "ok").and_then(|ok| ok.as_bool()) != Some(true) {
            return Err(NoFile::Absent);
        }
        let buffer = super::promised(&answer, "arrayBuffer", &[]).await;
        let bytes = Uint8Array::new(&buffer.map_err(|_| NoFile::Unreachable)?).to_vec();
        (bytes.len() <= most).then_some(bytes).ok_or(NoFile::Absent)
    })
}

/// How long an answer may take, in milliseconds.
const PATIENCE: i32 = 10_000;

/// What this site answers to a request, whatever its status: the status and the bytes.
pub fn ask(
    method: &str,
    path: &str,
    pass: Option<&str>,
    body: Option<&[u8]>,
) -> Soon<'static, Result<(u16, Vec<u8>), NoFile>> {
    let mut headers = vec![("content-type", "application/json".into())];
    if let Some(pass) = pass {
        headers.push(("authorization", format!("Bearer {pass}").into()));
    }
    let mut how = vec![
        ("method", method.into()),
        ("headers", super::object(&headers)),
        ("credentials", "omit".into()),
        ("cache", "no-store".into()),
    ];
    if let Some(body) = body {
        how.push(("body", Uint8Array::from(body).into()));
    }
    let signal = super::member(&js_sys::global(), "AbortSignal")
        .and_then(|signals| super::invoke(&signals, "timeout", &[&PATIENCE.into()]).ok());
    how.extend(signal.map(|signal| ("signal", signal)));
    let (how, path): (_, wasm_bindgen::JsValue) = (super::object(&how), path.into());
    Box::pin(async move {
        let window = web_sys::window().ok_or(NoFile::Unreachable)?;
        let answer = super::promised(&window, "fetch", &[&path, &how]).await;
        let answer = answer.map_err(|_| NoFile::Unreachable)?;
        let status = super::member(&answer, "status").and_then(|status| status.as_f64());
        let buffer = super::promised(&answer, "arrayBuffer", &[]).await;
        let bytes = Uint8Array::new(&buffer.map_err(|_| NoFile::Unreachable)?).to_vec();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a status has three digits"
        )]
        let status = status.unwrap_or(0.0) as u16;
        Ok((status, bytes))
    })
}
