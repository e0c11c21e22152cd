//! Reading aloud: a recording when there is one, else a voice that lives on the device. Never a voice in the cloud.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{HtmlAudioElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// A recording, at an address of this site.
    Recording(String),
    /// Words for the device's own voice.
    Words(String),
}

/// A voice for one language.
pub trait Speech {
    /// Whether words in this language (`fr`, `fr-FR`) can be read by the device alone.
    fn speaks(&self, lang: &str) -> bool;
    /// Reads these passages one after the other, in place of what was being read.
    fn read(&self, lang: &str, passages: &[Passage]);
    /// Stops.
    fn hush(&self);
}

/// The browser's voices.
#[derive(Debug, Clone, Default)]
pub struct BrowserSpeech {
    audio: Option<HtmlAudioElement>,
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
        }
    }
}

impl Speech for BrowserSpeech {
    fn speaks(&self, lang: &str) -> bool {
        voice(lang).is_some()
    }

    fn read(&self, lang: &str, passages: &[Passage]) {
        self.hush();
        for passage in passages {
            match passage {
                Passage::Recording(address) => {
                    if let Some(audio) = &self.audio {
                        audio.set_src(address);
                        let _ = audio.play();
                    }
                    // A recording holds the whole text: nothing comes after it.
                    return;
                }
                Passage::Words(words) => {
                    if let (Some(synthesis), Some(voice)) = (synthesis(), voice(lang))
                        && let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(words)
                    {
                        utterance.set_voice(Some(&voice));
                        utterance.set_lang(lang);
                        utterance.set_rate(0.95);
                        synthesis.speak(&utterance);
                    }
                }
            }
        }
    }

    fn hush(&self) {
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
