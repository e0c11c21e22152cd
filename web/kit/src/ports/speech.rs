//! Reading aloud: a recording when there is one, else a voice that lives on the device. Never a voice in the cloud.

use js_sys::{Array, Function};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::vec::IntoIter;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAudioElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// A recording: the bytes of a sound.
    Recording(Vec<u8>),
    /// Words for the device's own voice.
    Words {
        /// Their language (`fr`, `fr-FR`).
        lang: String,
        /// The words.
        words: String,
    },
}

/// A voice for one language.
pub trait Speech {
    /// Whether words in this language (`fr`, `fr-FR`) can be read by the device alone.
    fn speaks(&self, lang: &str) -> bool;
    /// Reads these passages one after the other, in place of what was being read; words without a voice are passed over.
    fn read(&self, passages: Vec<Passage>);
    /// Stops.
    fn hush(&self);
}

/// The browser's voices.
#[derive(Debug, Clone, Default)]
pub struct BrowserSpeech {
    audio: Option<HtmlAudioElement>,
    /// Grows when what is being read is left: what waits behind it is then for nobody.
    turn: Rc<Cell<u32>>,
    /// What is said now: a browser may forget an utterance that nobody holds, and never say that it ended.
    said: Rc<RefCell<Option<SpeechSynthesisUtterance>>>,
}

impl BrowserSpeech {
    /// The voices of this browser.
    #[must_use]
    pub fn new() -> Self {
        // Some browsers load their list of voices only once it has been asked for.
        if let Some(synthesis) = synthesis() {
            let _ = synthesis.get_voices();
        }
        Self {
            audio: HtmlAudioElement::new().ok(),
            ..Self::default()
        }
    }

    fn next(&self, mut rest: IntoIter<Passage>, turn: u32) {
        let Some(passage) = rest.next().filter(|_| self.turn.get() == turn) else {
            return;
        };
        let after = self.clone();
        let then: Function = Closure::once_into_js(move |_: JsValue| after.next(rest, turn)).unchecked_into();
        let begun = match passage {
            Passage::Recording(bytes) => self.play(&bytes, &then),
            Passage::Words { lang, words } => self.say(&lang, &words, &then),
        };
        if begun.is_none() {
            let _ = then.call0(&JsValue::UNDEFINED);
        }
    }

    fn play(&self, bytes: &[u8], then: &Function) -> Option<()> {
        let audio = self.audio.as_ref()?;
        audio.set_src(&super::share::address("", bytes)?);
        audio.set_onended(Some(then));
        audio.play().ok().map(drop)
    }

    fn say(&self, lang: &str, words: &str, then: &Function) -> Option<()> {
        let (synthesis, voice) = (synthesis()?, voice(lang)?);
        let utterance = SpeechSynthesisUtterance::new_with_text(words).ok()?;
        utterance.set_voice(Some(&voice));
        utterance.set_lang(lang);
        utterance.set_rate(0.95);
        utterance.set_onend(Some(then));
        synthesis.speak(&utterance);
        self.said.replace(Some(utterance));
        Some(())
    }
}

impl Speech for BrowserSpeech {
    fn speaks(&self, lang: &str) -> bool {
        voice(lang).is_some()
    }

    fn read(&self, passages: Vec<Passage>) {
        self.hush();
        self.next(passages.into_iter(), self.turn.get());
    }

    fn hush(&self) {
        self.turn.set(self.turn.get().wrapping_add(1));
        if let Some(synthesis) = synthesis() {
            synthesis.cancel();
        }
        if let Some(audio) = &self.audio {
            let _ = audio.pause();
        }
    }
}

fn synthesis() -> Option<SpeechSynthesis> {
    let found = super::member(&js_sys::global(), "speechSynthesis")?;
    found.dyn_into().ok()
}

/// A voice of the device for `lang`: the exact one, else one of the same language.
fn voice(lang: &str) -> Option<SpeechSynthesisVoice> {
    let voices: Array = synthesis()?.get_voices();
    let local = || {
        voices
            .iter()
            .filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok())
            .filter(|voice| voice.local_service())
    };
    let base = lang.split('-').next().unwrap_or(lang);
    local()
        .find(|voice| voice.lang().replace('_', "-") == lang)
        .or_else(|| local().find(|voice| voice.lang().replace('_', "-").split('-').next() == Some(base)))
}
