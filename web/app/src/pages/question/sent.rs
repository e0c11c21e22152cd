//! A file handed in: chosen, or taken with the camera or the recorder of the device; rid of what it tells beside, kept on the device, and only then
//! the answer.

use super::worded::kilobytes;
use crate::exam::{Exam, ExamHandle};
use crate::ground::{Ground, Here};
use crate::pages::worded;
use crate::parts::{file_input, on_file};
use crate::records;
use jalon_base::Digest;
use jalon_base::encoding::base64;
use jalon_base::id::RandomId;
use jalon_messages::{Lang, worker};
use jalon_protocol::item::{Handed, Sort, Upload};
use jalon_protocol::upload::NotTaken;
use jalon_protocol::{Interaction, ItemId, Response};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::html;
use jalon_web_kit::ports::journals::{Change, Fault};
use jalon_web_kit::ports::{Soon, share, spawn};
use web_sys::File;
use yew::prelude::*;

/// What [`Sent`] is given.
#[derive(Properties, PartialEq)]
pub struct SentProps {
    /// Where it stands.
    pub here: Here,
    /// The attempt.
    pub exam: ExamHandle,
    /// The item.
    pub item: ItemId,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    Nothing,
    Reading,
    Refused(String),
}

/// The place for the file, and what was handed in.
#[component]
pub fn Sent(props: &SentProps) -> Html {
    let SentProps { here, exam, item } = props;
    let lang = here.lang;
    let told = use_state(|| Told::Nothing);
    let open = match &**exam {
        Exam::Open(open) => Some(open),
        _ => None,
    };
    let given = open.and_then(|open| match open.sitting.state().response(item) {
        Some(Response::File(file)) => Some(file.clone()),
        _ => None,
    });
    let before = use_mut_ref(|| None::<Digest>);
    {
        // What was taken back or replaced does not stay.
        let (ground, exam) = (here.ground.clone(), exam.clone());
        use_effect_with(given.as_ref().map(|file| file.sha256), move |now| {
            let old = before.replace(*now).filter(|old| Some(old) != now.as_ref());
            if let (Some(old), Exam::Open(open)) = (old, &*exam) {
                let state = open.sitting.state();
                let others = state.paper().into_iter().flat_map(|paper| paper.items());
                let holds =
                    |item: &ItemId| matches!(state.response(item), Some(Response::File(file)) if file.sha256 == old);
                if !others.into_iter().any(|(_, entry)| holds(&entry.item)) {
                    let attempt = open.record.attempt;
                    spawn(async move {
                        let _ = let_go(&ground, &attempt, &old).await;
                    });
                }
            }
        });
    }
    let Some(Interaction::Upload(shown)) = open
        .and_then(|open| open.content(item))
        .map(|content| &content.interaction)
    else {
        return Html::default();
    };
    let on = {
        let (exam, item, ground) = (exam.clone(), item.clone(), here.ground.clone());
        let (told, shown) = (told.clone(), shown.clone());
        on_file(move |file: File| {
            let (exam, item, ground) = (exam.clone(), item.clone(), ground.clone());
            let (told, shown) = (told.clone(), shown.clone());
            told.set(Told::Reading);
            spawn(async move {
                match keep(&ground, &shown, &file, lang).await {
                    Ok(file) => {
                        exam.answer(&item, Response::File(file));
                        told.set(Told::Nothing);
                    }
                    Err(words) => told.set(Told::Refused(words)),
                }
            });
        })
    };
    let button = if given.is_some() {
        worker::upload_other(lang)
    } else {
        worker::upload_choose(lang)
    };
    let said = match &*told {
        Told::Reading => worker::upload_reading(lang).to_owned(),
        Told::Nothing => given
            .as_ref()
            .map(|file| worker::upload_kept(lang, kilobytes(file)))
            .unwrap_or_default(),
        Told::Refused(_) => String::new(),
    };
    let sorts = shown.accepts.iter().map(|sort| match sort {
        Sort::Photo => worker::upload_photo(lang),
        Sort::Recording => worker::upload_recording(lang),
        Sort::Document => worker::upload_document(lang),
    });
    let sorts = sorts.collect::<Vec<&str>>().join(" · ");
    html! {
        <div class="stack stack--tight">
            <p class="muted">{ worker::upload_takes(lang, &sorts, shown.max_bytes / 1_000_000) }</p>
            { file_input(button, accept(shown), on) }
            if let Told::Refused(words) = &*told { <p class="field__error" role="alert">{ words }</p> }
            <p role="status">{ said }</p>
            if let Some(file) = given { { yew::html! { <Kept ground={here.ground.clone()} {lang} {file} /> } } }
            <p class="muted small">{ worker::upload_bare(lang) }</p>
        </div>
    }
}

/// What the device's own window offers.
fn accept(shown: &Upload) -> &'static str {
    let takes = |sort| shown.accepts.contains(&sort);
    match (takes(Sort::Photo), takes(Sort::Recording), takes(Sort::Document)) {
        (true, false, false) => "image/jpeg,image/png",
        (false, true, false) => "audio/*",
        (false, false, true) => ".pdf",
        (true, true, false) => "image/jpeg,image/png,audio/*",
        (true, false, true) => "image/jpeg,image/png,.pdf",
        (false, true, true) => "audio/*,.pdf",
        _ => "image/jpeg,image/png,audio/*,.pdf",
    }
}

/// Takes a file and keeps its bytes; in words why not.
async fn keep(ground: &Ground, shown: &Upload, file: &File, lang: Lang) -> Result<Handed, String> {
    if file.size() > f64::from(shown.max_bytes) {
        return Err(worker::upload_too_large(lang).to_owned());
    }
    let read = share::bytes_of(file).await;
    let bytes = read.ok_or_else(|| worker::upload_unread(lang).to_owned())?;
    let (file, bytes) = shown.take(&bytes).map_err(|why| {
        let words = match why {
            NotTaken::Kind => worker::upload_wrong_kind(lang),
            NotTaken::TooLarge => worker::upload_too_large(lang),
            NotTaken::Broken => worker::upload_broken(lang),
        };
        words.to_owned()
    })?;
    let sha256 = file.sha256.to_string();
    let kept = ground.journals.write(vec![Change::Keep { sha256, bytes }]).await;
    kept.map_err(|fault| worded(lang, fault.code()))?;
    Ok(file)
}

/// Forgets the bytes of a file that was taken back, unless another attempt holds the same.
async fn let_go(ground: &Ground, attempt: &RandomId, old: &Digest) -> Result<(), Fault> {
    let sha256 = old.to_string();
    for record in records::all(ground).await? {
        if record.attempt != *attempt {
            let events = ground.journals.events(&record.attempt.to_string()).await?;
            if events.iter().any(|event| event.body.contains(&sha256)) {
                return Ok(());
            }
        }
    }
    ground.journals.write(vec![Change::Drop { sha256 }]).await
}

/// What [`Kept`] is given.
#[derive(Properties, PartialEq)]
pub struct KeptProps {
    /// What the page stands on.
    pub ground: Ground,
    /// The person's language.
    pub lang: Lang,
    /// The file.
    pub file: Handed,
}

/// A file that is kept: seen, or heard.
#[component]
pub fn Kept(props: &KeptProps) -> Html {
    let KeptProps { ground, lang, file } = props;
    let (sha256, media_type, sort) = (file.sha256.to_string(), file.kind.media_type(), file.kind.sort());
    let found = {
        let (ground, sha256) = (ground.clone(), sha256.clone());
        use_soon(sha256.clone(), move || {
            let (ground, sha256) = (ground.clone(), sha256.clone());
            let find: Soon<'static, Option<String>> = Box::pin(async move {
                let bytes = ground.journals.blob(&sha256).await.ok().flatten()?;
                // The policy lets pictures stand in their address only.
                if sort == Sort::Photo {
                    return Some(["data:", media_type, ";base64,", &base64(&bytes)].concat());
                }
                share::address(media_type, &bytes)
            });
            find
        })
    };
    let Some(address) = found else {
        return Html::default();
    };
    let Some(address) = (*address).clone() else {
        return html! { <p class="field__error">{ worker::upload_lost(*lang) }</p> };
    };
    match sort {
        Sort::Photo => html! { <img class="figure__picture" src={address} alt={worker::upload_your_photo(*lang)} /> },
        Sort::Recording => {
            html! { <audio controls=true src={address} aria-label={worker::upload_your_sound(*lang)}></audio> }
        }
        Sort::Document => Html::default(),
    }
}
