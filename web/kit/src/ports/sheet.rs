//! A sheet of pixels to draw on, given back as a PNG: for people who send pictures rather than files.

use super::Soon;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A sheet of pixels.
#[derive(Debug)]
pub struct Sheet {
    canvas: HtmlCanvasElement,
    pen: CanvasRenderingContext2d,
}

impl Sheet {
    /// A sheet of this size; none where the browser has no canvas.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(width);
        canvas.set_height(height);
        let pen = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, pen })
    }

    /// Fills a rectangle.
    pub fn fill(&self, colour: &str, [x, y, width, height]: [f64; 4]) {
        self.pen.set_fill_style_str(colour);
        self.pen.fill_rect(x, y, width, height);
    }

    /// Draws the border of a rectangle.
    pub fn frame(&self, colour: &str, line: f64, [x, y, width, height]: [f64; 4]) {
        self.pen.set_stroke_style_str(colour);
        self.pen.set_line_width(line);
        self.pen.stroke_rect(x, y, width, height);
    }

    /// Writes words from a place on, broken into lines no wider than `width`; gives where the next line would stand.
    pub fn write(&self, font: &str, colour: &str, [x, y, width, line]: [f64; 4], words: &str) -> f64 {
        self.pen.set_font(font);
        self.pen.set_fill_style_str(colour);
        let mut at = y;
        let mut row = String::new();
        for word in words.split(' ') {
            let longer = if row.is_empty() {
                word.to_owned()
            } else {
                format!("{row} {word}")
            };
            let fits = self
                .pen
                .measure_text(&longer)
                .is_ok_and(|measured| measured.width() <= width);
            if fits || row.is_empty() {
                row = longer;
            } else {
                let _ = self.pen.fill_text(&row, x, at);
                at += line;
                word.clone_into(&mut row);
            }
        }
        let _ = self.pen.fill_text(&row, x, at);
        at + line
    }

    /// The sheet as a PNG.
    pub fn png(&self) -> Soon<'static, Option<Vec<u8>>> {
        let canvas = self.canvas.clone();
        Box::pin(async move {
            let blob = JsFuture::from(Promise::new(&mut |resolve, _| {
                let done = Closure::once_into_js(move |blob: JsValue| {
                    let _ = resolve.call1(&JsValue::NULL, &blob);
                });
                let _ = canvas.to_blob(done.unchecked_ref());
            }))
            .await
            .ok()?;
            let blob: web_sys::Blob = blob.dyn_into().ok()?;
            let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
            Some(Uint8Array::new(&buffer).to_vec())
        })
    }
}
