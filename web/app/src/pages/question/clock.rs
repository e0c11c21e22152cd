//! The time that is left: a thin line, that can be hidden, and is said at set points.

use super::super::attempt::ExamProps;
use crate::app::Reading;
use crate::exam::Exam;
use crate::ground::{use_ground, use_lang};
use jalon_attempt::Command;
use jalon_messages::worker;
use jalon_web_kit::Prefs;
use jalon_web_kit::hooks::use_interval;
use jalon_web_kit::ui::{Button, Icon, Look, TimeLine, use_announcer};
use yew::prelude::*;

/// Minutes at which the time that is left is said, and half of the whole.
const SAID: [i64; 3] = [10, 5, 1];

/// The time that is left in the part; nothing where time is not limited.
#[component]
pub fn Time(props: &ExamProps) -> Html {
    let (ground, lang, announcer) = (use_ground(), use_lang(), use_announcer());
    let reading = use_context::<Reading>();
    let said = use_mut_ref(|| i64::MAX);
    let beat = use_force_update();
    let now = ground.now();
    let limit = match &*props.exam {
        Exam::Open(open) => {
            let state = open.sitting.state();
            let whole = state.open_part().and_then(|(part, _)| state.allowance_ms(&part.id));
            whole
                .zip(state.left_ms(&now))
                .map(|(whole, left)| (whole.max(1), left, state.unanswered().count()))
        }
        _ => None,
    };
    let tick = {
        let exam = props.exam.clone();
        Callback::from(move |()| {
            if let Some((whole, left, unanswered)) = limit {
                if left == 0 {
                    announcer.assertive(worker::time_over(lang));
                    exam.ask(Command::Tick);
                }
                let passed = SAID
                    .into_iter()
                    .map(|minutes| minutes * 60_000)
                    .chain([whole / 2])
                    .filter(|point| left <= *point)
                    .min();
                if let Some(point) = passed.filter(|point| *point < *said.borrow() && left > 0) {
                    let late = *said.borrow() == i64::MAX && point - left > 5_000;
                    *said.borrow_mut() = point;
                    if !late {
                        announcer.polite(worker::time_left(lang, left / 60_000, unanswered));
                    }
                }
            }
            beat.force_update();
        })
    };
    use_interval(limit.is_some().then_some(1_000), tick);
    let (Some((whole, left, _)), Some(reading)) = (limit, reading) else {
        return html! {};
    };
    let hidden = reading.prefs.clockless;
    let toggle = {
        let (change, prefs) = (reading.change.clone(), reading.prefs.clone());
        Callback::from(move |()| {
            change.emit(Prefs {
                clockless: !hidden,
                ..prefs.clone()
            })
        })
    };
    let words = if hidden {
        worker::show_time(lang)
    } else {
        worker::hide_time(lang)
    };
    let thousandths = u16::try_from(left.saturating_mul(1_000) / whole).unwrap_or(1_000);
    html! {
        <div class="time-row">
            if !hidden {
                <TimeLine left={thousandths} soon={left < 60_000} />
                <span class="time-row__words" aria-hidden="true">{ format!("{}:{:02}", left / 60_000, left / 1_000 % 60) }</span>
            }
            <Button look={Look::Plain} icon={if hidden { Icon::Eye } else { Icon::EyeOff }} onclick={toggle}>{ words }</Button>
        </div>
    }
}
