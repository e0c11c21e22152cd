//! Time as the page sees it: the wall, a clock that only goes forward, and which run of that clock it is.

use super::entropy::Entropy;

/// One reading: `wall_ms` since 1970 (may jump), `mono_ms` since `boot` began (never goes back).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Milliseconds since 1970-01-01 UTC, as the device believes.
    pub wall_ms: i64,
    /// Milliseconds since this page was loaded.
    pub mono_ms: i64,
    /// Random name of this page load: two readings can be subtracted only when it is the same.
    pub boot: [u8; 16],
}

/// A clock.
pub trait Clock {
    /// The reading of this instant.
    fn now(&self) -> Reading;
}

/// The browser's clocks.
#[derive(Debug, Clone)]
pub struct BrowserClock {
    boot: [u8; 16],
}

impl BrowserClock {
    /// The clock of this page load. Made once a load.
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self { boot: entropy.draw() }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit in 53 bits")]
impl Clock for BrowserClock {
    fn now(&self) -> Reading {
        let mono = web_sys::window()
            .and_then(|window| window.performance())
            .map_or(0.0, |performance| performance.now());
        Reading {
            wall_ms: js_sys::Date::now() as i64,
            mono_ms: mono as i64,
            boot: self.boot,
        }
    }
}

/// Waits so many milliseconds, as the browser counts them.
pub async fn rest(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Minutes east of UTC of this machine, at an instant in milliseconds since 1970.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 fit in 53 bits; an offset has three digits"
)]
pub fn east(wall_ms: i64) -> i64 {
    -(js_sys::Date::new(&(wall_ms as f64).into()).get_timezone_offset() as i64)
}
