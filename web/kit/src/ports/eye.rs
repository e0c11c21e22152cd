//! Pictures as the page sees them: a file that the person chose, or what the camera shows now.

use super::{Soon, invoke, member, object, promised};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, HtmlElement};

/// Most pixels of a picture that is looked at; a larger one is looked at smaller.
const MOST: f64 = 12_000_000.0;

/// A picture: red, green, blue and opacity of each pixel, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: usize,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}

/// The pixels of a picture file, of any kind that the browser knows; none for what is no picture.
pub fn of_file(bytes: &[u8]) -> Soon<'static, Option<Pixels>> {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &BlobPropertyBag::new());
    Box::pin(async move {
        let window = web_sys::window()?;
        let picture = promised(&window, "createImageBitmap", &[&blob.ok()?.into()])
            .await
            .ok()?;
        let size = |name: &str| member(&picture, name)?.as_f64();
        of_source(&picture, size("width")?, size("height")?)
    })
}

/// Whether this browser has a camera that a page may ask for.
#[must_use]
pub fn has_camera() -> bool {
    devices().is_some_and(|devices| member(&devices, "getUserMedia").is_some())
}

fn devices() -> Option<JsValue> {
    member(&member(&js_sys::global(), "navigator")?, "mediaDevices")
}

/// The camera, shown in a video element as long as this lives.
#[derive(Debug)]
pub struct Camera {
    stream: JsValue,
    video: HtmlElement,
}

impl Camera {
    /// Asks for the camera at the back, and shows it; none when there is none, or the person refuses.
    pub fn open(video: HtmlElement) -> Soon<'static, Option<Self>> {
        Box::pin(async move {
            let back = object(&[
                ("facingMode", "environment".into()),
                ("width", object(&[("ideal", 1920.into())])),
            ]);
            let wanted = object(&[("video", back)]);
            let stream = promised(&devices()?, "getUserMedia", &[&wanted]).await.ok()?;
            let camera = Self { stream, video };
            js_sys::Reflect::set(&camera.video, &"srcObject".into(), &camera.stream).ok()?;
            promised(&camera.video, "play", &[]).await.ok()?;
            Some(camera)
        })
    }

    /// What it shows now; none before the first picture.
    #[must_use]
    pub fn look(&self) -> Option<Pixels> {
        let size = |name: &str| member(&self.video, name)?.as_f64().filter(|size| *size > 0.0);
        of_source(&self.video, size("videoWidth")?, size("videoHeight")?)
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        let tracks = invoke(&self.stream, "getTracks", &[]);
        for track in tracks
            .into_iter()
            .flat_map(|tracks| js_sys::Array::from(&tracks).to_vec())
        {
            let _ = invoke(&track, "stop", &[]);
        }
    }
}

/// Draws a picture, no larger than is looked at, and gives its pixels.
fn of_source(source: &JsValue, width: f64, height: f64) -> Option<Pixels> {
    let scale = (MOST / (width * height)).min(1.0).sqrt();
    let [width, height] = [width, height].map(|side| (side * scale).max(1.0).floor());
    let document = web_sys::window()?.document()?;
    let canvas: JsValue = document.create_element("canvas").ok()?.into();
    for (name, side) in [("width", width), ("height", height)] {
        js_sys::Reflect::set(&canvas, &name.into(), &side.into()).ok()?;
    }
    let pen = invoke(&canvas, "getContext", &[&"2d".into()]).ok()?;
    let (zero, width_, height_) = (JsValue::from(0), JsValue::from(width), JsValue::from(height));
    invoke(&pen, "drawImage", &[source, &zero, &zero, &width_, &height_]).ok()?;
    let data = invoke(&pen, "getImageData", &[&zero, &zero, &width_, &height_]).ok()?;
    let data = member(&data, "data")?;
    Some(Pixels {
        width: whole(width),
        rgba: Uint8Array::new(&data).to_vec(),
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a side of at most twelve million pixels"
)]
fn whole(side: f64) -> usize {
    side as usize
}
