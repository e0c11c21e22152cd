//! The sound that goes with a question: how often it may be played, said before; begun by the person, counted by the engine; its words beside it.

use crate::exam::{Exam, ExamHandle};
use crate::ground::Here;
use crate::library;
use crate::parts::rich;
use jalon_attempt::Command;
use jalon_messages::{Lang, worker};
use jalon_protocol::ItemId;
use jalon_protocol::item::Media;
use jalon_protocol::media::Kind;
use jalon_web_kit::html;
use jalon_web_kit::ports::player::Player;
use jalon_web_kit::ui::{Button, Icon, act, disclosure};
use yew::prelude::*;

/// The line that says how often it may still be played.
const PLAYS: &str = "plays";

/// What [`Heard`] is given.
#[derive(Properties, PartialEq)]
pub struct HeardProps {
    /// Where it stands.
    pub here: Here,
    /// The attempt.
    pub exam: ExamHandle,
    /// The item.
    pub item: ItemId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sound {
    Still,
    Playing,
    /// Stopped on its way: going on is no other play.
    Held,
    Broken,
}

/// The sound, with what plays it.
#[component]
pub fn Heard(props: &HeardProps) -> Html {
    let HeardProps { here, exam, item } = props;
    let lang = here.lang;
    let sound = use_state(|| Sound::Still);
    let player = use_mut_ref(|| None::<Player>);
    let Exam::Open(open) = &**exam else {
        return Html::default();
    };
    let Some(media) = open.content(item).and_then(|content| content.media.as_ref()) else {
        return Html::default();
    };
    let plays = open.sitting.state().plays(item);
    let begin = {
        let (exam, item, here, sound, player) =
            (exam.clone(), item.clone(), here.clone(), sound.clone(), player.clone());
        let digest = media.file.pick(lang.tag()).map(|(_, digest)| *digest);
        act(move || {
            let (over, broken) = (sound.setter(), sound.setter());
            let made = || {
                let found = digest.and_then(|digest| {
                    library::media(&digest, |bytes| Some((Kind::of(bytes)?.media_type(), bytes.to_vec())))
                });
                let (media_type, bytes) = found?;
                Player::new(
                    media_type,
                    &bytes,
                    move || over.set(Sound::Still),
                    move || broken.set(Sound::Broken),
                )
            };
            let mut player = player.borrow_mut();
            if player.is_none() {
                *player = made();
            }
            // It counts where nothing sounds, too: whoever reads the words instead must be able to answer.
            exam.ask(Command::Play { item: item.clone() });
            let Some(player) = &*player else {
                sound.set(Sound::Broken);
                return;
            };
            here.ground.speech.hush();
            player.begin();
            sound.set(Sound::Playing);
        })
    };
    let holds = {
        let (sound, player) = (sound.clone(), player.clone());
        act(move || {
            let player = player.borrow();
            let Some(player) = &*player else { return };
            if *sound == Sound::Playing {
                player.hold();
                sound.set(Sound::Held);
            } else {
                player.go_on();
                sound.set(Sound::Playing);
            }
        })
    };
    let button = match *sound {
        Sound::Playing => Button::new(worker::sound_hold(lang), holds).icon(Icon::Pause),
        Sound::Held => Button::new(worker::sound_go_on(lang), holds).icon(Icon::Play),
        Sound::Still | Sound::Broken => {
            let words = match plays {
                0 => worker::sound_play(lang),
                _ => worker::sound_again(lang),
            };
            let button = Button::new(words, begin).icon(Icon::Play);
            match media.left(plays) {
                Some(0) => button.off(PLAYS),
                _ => button,
            }
        }
    };
    let words = disclosure(worker::sound_words(lang), false, rich(&media.transcript, lang));
    html! {
        <div class="stack stack--tight" role="group" aria-label={media.label.say(lang.tag()).to_owned()}>
            <p aria-hidden="true">{ media.label.say(lang.tag()) }</p>
            { button.draw() }
            <p id={PLAYS} class="muted" role="status">{ said(media, plays, lang) }</p>
            if *sound == Sound::Broken { <p class="field__error" role="alert">{ worker::sound_broken(lang) }</p> }
            { words }
        </div>
    }
}

/// How often it may still be played, and whether it must be before the answer.
fn said(media: &Media, plays: u32, lang: Lang) -> String {
    let left = match (media.max_plays, media.left(plays)) {
        (Some(most), _) if plays == 0 => worker::sound_plays(lang, most),
        (_, Some(left)) => worker::sound_left(lang, left),
        _ => worker::sound_freely(lang).to_owned(),
    };
    if media.is_owed(plays) {
        [worker::sound_first(lang), &left].join(" ")
    } else {
        left
    }
}
