//! A conversation: what was said so far, and the replies to what was said last.

use super::words;
use crate::exam::{ExamHandle, Open};
use crate::parts::{lines, rich};
use jalon_messages::{Lang, worker};
use jalon_protocol::item::{Dialogue, Reply, Turn};
use jalon_protocol::{ItemId, OptionId, Response};
use jalon_web_kit::html;
use jalon_web_kit::ui::{act, focus, polite};
use yew::prelude::*;

/// Where the focus goes after a reply: to the replies that follow.
const REPLIES: &str = "replies";

/// The conversation.
pub fn spoken_with(exam: &ExamHandle, open: &Open, item: &ItemId, shown: &Dialogue, lang: Lang) -> Html {
    let path: Vec<OptionId> = match open.sitting.state().response(item) {
        Some(Response::Order { ids }) => ids.clone(),
        _ => Vec::new(),
    };
    let said = |turn: &Turn| html! { <li class="said"><span class="hidden">{ worker::other_says(lang) }{ " " }</span>{ rich(&turn.says, lang) }</li> };
    let mut rows: Vec<Html> = Vec::new();
    for (at, id) in path.iter().enumerate() {
        let before = path.get(..at).and_then(|before| shown.after(before));
        if let (Some(turn), Some(reply)) = (before, shown.reply(id)) {
            rows.push(said(turn));
            rows.push(html! { <li class="said said--mine"><span class="hidden">{ worker::you_say(lang) }{ " " }</span>{ lines(&reply.text, lang) }</li> });
        }
    }
    let now = shown.after(&path);
    rows.extend(now.map(said));
    let button = |reply: &Reply| {
        let (exam, item, mut ids) = (exam.clone(), item.clone(), path.clone());
        ids.push(reply.id.clone());
        let next = shown
            .after(&ids)
            .map(|turn| words(&turn.says, lang))
            .unwrap_or_default();
        let does = act(move || {
            exam.answer(&item, Response::Order { ids: ids.clone() });
            focus(REPLIES);
            polite(&next);
        });
        html! { <li><button type="button" class="hot reply" onclick={does}>{ lines(&reply.text, lang) }</button></li> }
    };
    let replies = now.map(|turn| turn.replies.as_slice()).unwrap_or_default();
    let hint = if replies.is_empty() {
        worker::dialogue_over(lang)
    } else {
        worker::choose_reply(lang)
    };
    html! {
        <div class="stack">
            <ol class="plain stack stack--tight">{ rows }</ol>
            <div id={REPLIES} tabindex="-1" class="stack stack--tight">
                <p class="muted">{ hint }</p>
                <ul class="plain stack stack--tight">{ replies.iter().map(button).collect::<Vec<Html>>() }</ul>
            </div>
        </div>
    }
}
