//! One sound, played when the person asks for it, from its beginning or from where it stands.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::HtmlAudioElement;

/// A sound, ready to be played; it is silent once this is gone.
pub struct Player {
    audio: HtmlAudioElement,
    // What the element calls back lives as long as it.
    _over: Told,
    _broken: Told,
}

/// What an element calls.
type Told = Closure<dyn FnMut()>;

impl Player {
    /// A sound of this type (`audio/wav`); `over` is told when it has come to its end, `broken` when this browser cannot play it.
    pub fn new(
        media_type: &str,
        bytes: &[u8],
        over: impl FnMut() + 'static,
        broken: impl FnMut() + 'static,
    ) -> Option<Self> {
        let audio = HtmlAudioElement::new().ok()?;
        let (over, broken) = (Told::new(over), Told::new(broken));
        audio.set_onended(Some(over.as_ref().unchecked_ref::<Function>()));
        audio.set_onerror(Some(broken.as_ref().unchecked_ref::<Function>()));
        audio.set_src(&super::share::address(media_type, bytes)?);
        Some(Self {
            audio,
            _over: over,
            _broken: broken,
        })
    }

    /// Plays it from its beginning.
    pub fn begin(&self) {
        self.audio.set_current_time(0.0);
        self.go_on();
    }

    /// Plays it from where it stands.
    pub fn go_on(&self) {
        // What keeps it from playing is told by the element itself.
        let _ = self.audio.play();
    }

    /// Stops it where it stands.
    pub fn hold(&self) {
        let _ = self.audio.pause();
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.audio.set_onended(None);
        self.audio.set_onerror(None);
        self.hold();
    }
}

impl std::fmt::Debug for Player {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Player")
    }
}
