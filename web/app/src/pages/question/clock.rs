//! The time that is left: a thin line, that can be hidden, and is said at set points.

use super::super::attempt::ExamProps;
use crate::exam::Exam;
use jalon_attempt::Command;
use jalon_messages::worker;
use jalon_web_kit::Prefs;
use jalon_web_kit::hooks::use_interval;
use jalon_web_kit::html;
use jalon_web_kit::ui::{self, Button, Icon, act, time_line};
use yew::prelude::*;

/// Minutes at which the time that is left is said; half of the whole is another.
const SAID: [i64; 3] = [10, 5, 1];

/// The time that is left, by the limit that ends first: of the question, its section, the part or the test; nothing where time is not
/// limited.
#[component]
pub fn Time(props: &ExamProps) -> Html {
    let ExamProps { here, exam } = props;
    let lang = here.lang;
    let said = use_mut_ref(|| i64::MAX);
    let beat = use_force_update();
    let limit = match &**exam {
        Exam::Open(open) => {
            let state = open.sitting.state();
            let limit = state.tightest_ms(&here.ground.now());
            let answered = state.position().is_some_and(|item| state.response(item).is_some());
            limit.map(|(whole, left, ends)| (whole.max(1), left, ends.then(|| state.unanswered().count()), answered))
        }
        _ => None,
    };
    let tick = {
        let exam = exam.clone();
        Callback::from(move |()| {
            if let Some((whole, left, unanswered, _)) = limit {
                if left == 0 && unanswered.is_some() {
                    ui::assertive(worker::time_over(lang));
                    exam.ask(Command::Tick);
                }
                let points = SAID.into_iter().map(|minutes| minutes * 60_000).chain([whole / 2]);
                if let Some(point) = points
                    .filter(|point| left <= *point)
                    .min()
                    .filter(|point| *point < *said.borrow() && left > 0)
                {
                    // Somebody who comes back long after a point is not told of it.
                    let late = *said.borrow() == i64::MAX && point - left > 5_000;
                    *said.borrow_mut() = point;
                    if let Some(unanswered) = unanswered.filter(|_| !late) {
                        ui::polite(&worker::time_left(lang, left / 60_000, unanswered));
                    }
                }
            }
            beat.force_update();
        })
    };
    use_interval(limit.is_some().then_some(1_000), tick);
    let Some((whole, left, ends, answered)) = limit else {
        return html! {};
    };
    let over = (left == 0 && ends.is_none()).then(|| {
        let words = if answered {
            worker::item_time_over(lang)
        } else {
            worker::item_time_over_empty(lang)
        };
        html! { <p class="field__error" role="alert">{ words }</p> }
    });
    let (change, prefs) = (here.reading.change.clone(), here.reading.prefs.clone());
    let hidden = prefs.clockless;
    let toggle = act(move || {
        change.emit(Prefs {
            clockless: !hidden,
            ..prefs.clone()
        })
    });
    let (words, icon) = if hidden {
        (worker::show_time(lang), Icon::Eye)
    } else {
        (worker::hide_time(lang), Icon::EyeOff)
    };
    let thousandths = u16::try_from(left.saturating_mul(1_000) / whole).unwrap_or(1_000);
    html! {
        <div class="time-row">
            if !hidden {
                { time_line(thousandths, left < 60_000) }
                <span class="time-row__words" aria-hidden="true">{ format!("{}:{:02}", left / 60_000, left / 1_000 % 60) }</span>
            }
            { Button::new(words, toggle).plain().icon(icon).draw() }
            { over }
        </div>
    }
}
