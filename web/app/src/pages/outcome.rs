//! What came of a test: one sentence first, then where the person stands, one advice, what was right and why.

mod answers;
pub mod marking;
mod measures;
pub mod placed;

use super::attempt::ExamProps;
use super::{failure, title, to, waiting, worded};
use crate::demand;
use crate::exam::{Exam, Open};
use crate::ground::Here;
use crate::holder::{self, NoProof};
use crate::records;
use crate::route::Route;
use answers::answers;
use jalon_attempt::Phase;
use jalon_attempt::event::CloseReason;
use jalon_messages::{Lang, worker};
use jalon_protocol::Mark;
use jalon_protocol::outcome::{ItemOutcome, ItemStatus};
use jalon_protocol::plan::ClaimAbout;
use jalon_recognition::CannotCertify;
use jalon_referential::Referential;
use jalon_scoring::advice::{Advice, advise};
use jalon_scoring::{Keys, score::Input, score_with};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::html;
use jalon_web_kit::ports::journals::Fault;
use jalon_web_kit::ports::spawn;
use jalon_web_kit::route;
use jalon_web_kit::ui::{Button, Icon, Page, Pole, Tone, act, notice, poles};
use marking::MarkingProps;
use measures::measures;
pub use measures::settled;
use std::rc::Rc;
use yew::prelude::*;

/// A finished attempt with what came of it.
#[derive(Clone)]
pub struct Scored {
    /// The attempt.
    pub open: Open,
    /// What came of it.
    pub outcome: jalon_protocol::Outcome,
    /// The keys of the paper.
    pub keys: Keys,
}

/// Scores a finished attempt with the marks at hand.
fn scored(open: &Open, marks: &[Mark]) -> Result<Scored, &'static str> {
    let state = open.sitting.state();
    let paper = state.paper().ok_or("score/not-over")?;
    let keys = match demand::here(demand::asking) {
        Some(asking) => (asking.keys)(&open.release, open.protocol(), paper),
        None => open.measuring.keys(&open.release, open.protocol(), paper),
    };
    let keys = keys.map_err(|bad| bad.code())?;
    let input = Input {
        attempt: open.record.attempt,
        release: &open.release,
        state,
        heads: open.sitting.heads(),
        marks,
        rulings: &[],
    };
    let outcome = score_with(input, &keys, open.measuring.places()).map_err(|cannot| cannot.code())?;
    Ok(Scored {
        open: open.clone(),
        outcome,
        keys,
    })
}

/// The result.
#[component]
pub fn Outcome(props: &ExamProps) -> Html {
    let ExamProps { here, exam } = props;
    let lang = here.lang;
    let turn = use_state(|| 0_u32);
    let trouble = use_state(|| None::<String>);
    let attempt = match &**exam {
        Exam::Open(open) => Some(open.record.attempt),
        _ => None,
    };
    let marks = {
        let (ground, attempt) = (here.ground.clone(), attempt);
        use_soon(turn.to_string(), move || {
            let (ground, asking) = (ground.clone(), demand::here(demand::asking));
            Box::pin(async move {
                match (attempt, asking) {
                    (Some(attempt), Some(asking)) => (asking.marks)(&ground, attempt).await,
                    // Nothing was written that a person marks.
                    _ => records::Marks::default(),
                }
            })
        })
    };
    let (Exam::Open(open), Some(marks)) = (&**exam, marks) else {
        return waiting(lang);
    };
    let scored = match scored(open, &marks.given) {
        Ok(scored) => Rc::new(scored),
        Err(code) => return failure(lang, (worded(lang, code), Some(code.to_owned())), None),
    };
    let outcome = &scored.outcome;
    let counted: Vec<&ItemOutcome> = outcome.items.iter().filter(|item| item.status.counts()).collect();
    let right = counted.iter().filter(|item| is_right(item)).count();
    let adaptive = open.protocol().is_adaptive();
    let sentence = if adaptive {
        worker::placed_sentence(lang, counted.len())
    } else {
        worker::result_sentence(lang, right, counted.len())
    };
    let row: Vec<Pole> = counted
        .iter()
        .map(|item| if is_right(item) { Pole::Planted } else { Pole::Hollow })
        .collect();
    let stopped = matches!(open.sitting.state().phase(), Phase::Closed(CloseReason::Stopped))
        || open.sitting.state().parts().values().any(|part| part.stopped);
    let wide = match counted.len() {
        _ if stopped => Some(worker::result_stopped(lang)),
        _ if adaptive => Some(worker::placed_how(lang)),
        ..=20 => Some(worker::result_few(lang)),
        _ => None,
    };
    let waits = outcome
        .items
        .iter()
        .find(|item| item.status == ItemStatus::AwaitsMark)
        .map(|item| item.item.clone());
    let again = *turn > 0;
    let onmark = {
        let trouble = trouble.setter();
        Callback::from(move |kept: Result<(), Fault>| match kept {
            Ok(()) => turn.set(*turn + 1),
            Err(fault) => trouble.set(Some(worded(lang, fault.code()))),
        })
    };
    let marking = waits.and_then(|item| {
        let asking = demand::here(demand::asking)?;
        Some((asking.mark)(MarkingProps {
            here: here.clone(),
            scored: Same(scored.clone()),
            item,
            again,
            onmark: onmark.clone(),
        }))
    });
    let tests = Route::Tests(open.release.referential.id.as_str().to_owned()).path();
    let heading = html! { <><span class="eyebrow">{ worker::result_title(lang) }</span><span class="line hero">{ &sentence }</span></> };
    let rest = html! {
        <>
            if !adaptive && (1..=24).contains(&row.len()) { { poles(&row, None, &sentence) } }
            if marks.altered { { notice(Tone::Bad, None, html! { <p>{ worker::mark_altered(lang) }</p> }) } }
            { open.measuring.ended(&scored, lang) }
            { demand::here(demand::parted).map(|parted| (parted.settled)(&scored, lang)) }
            <div class="stack stack--tight muted">
                if let Some(wide) = wide { <p>{ wide }</p> }
                if outcome.apart { <p>{ worker::result_apart(lang) }</p> }
                if !outcome.calibrated && !adaptive { <p>{ worker::result_not_calibrated(lang) }</p> }
            </div>
            { marking }
            { advised(&scored, lang) }
            { measures(&scored, lang) }
            { open.measuring.why(&scored, lang) }
            { attesting(here, &scored, &trouble) }
            { answers(&scored, lang) }
            <a href={tests} class="button button--wide button--tall no-print">{ worker::do_another(lang) }</a>
        </>
    };
    let page = Page::new(
        title(lang, worker::result_title(lang)),
        heading,
        "stack stack--loose",
        rest,
    );
    Page {
        at: "outcome".into(),
        ..page
    }
    .draw()
}

/// A result shared by the page.
#[derive(Clone)]
pub struct Same(pub Rc<Scored>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Whether an item was fully right.
fn is_right(item: &ItemOutcome) -> bool {
    item.status.counts() && item.earned == item.possible && item.status != ItemStatus::Unanswered
}

/// The name of what a claim is about, in the person's words.
pub fn about(referential: &Referential, about: &ClaimAbout, lang: Lang) -> String {
    let name = match about {
        ClaimAbout::Unit(id) => referential.unit(id.as_str()).map(|unit| unit.short.say(lang.tag())),
        ClaimAbout::Competence(id) => referential
            .competence(id.as_str())
            .map(|competence| competence.title.say(lang.tag())),
    };
    name.unwrap_or_default().to_owned()
}

/// One piece of advice, with its reason.
fn advised(scored: &Scored, lang: Lang) -> Html {
    let words = match advise(&scored.outcome) {
        Advice::WorkOn(claim) => {
            let name = about(&scored.open.release.referential, &claim.about, lang);
            let placed = scored.open.measuring.advice(scored, claim, &name, lang);
            placed.unwrap_or_else(|| worker::advice_work_on(lang, &name, claim.right, claim.scored))
        }
        Advice::MeasureMore => worker::advice_measure_more(lang).to_owned(),
        Advice::GoFurther if scored.open.protocol().is_adaptive() => worker::placed_further(lang).to_owned(),
        Advice::GoFurther => worker::advice_go_further(lang).to_owned(),
    };
    notice(
        Tone::Path,
        Some(worker::advice_title(lang).into()),
        html! { <p>{ words }</p> },
    )
}

/// The way to an attestation, or why there is none.
fn attesting(here: &Here, scored: &Rc<Scored>, trouble: &UseStateHandle<Option<String>>) -> Html {
    let lang = here.lang;
    if let Some(id) = &scored.open.record.certificate {
        let see = to(Route::Proof(id.clone()).path());
        return Button::new(worker::see_attestation(lang), see)
            .primary()
            .tall()
            .wide()
            .icon(Icon::Satchel)
            .draw();
    }
    if scored.open.protocol().is_adaptive() {
        return html! { <p class="muted">{ worker::placed_no_attestation(lang) }</p> };
    }
    if scored.outcome.claims.iter().all(|claim| claim.measure.is_none()) {
        return html! { <p class="muted">{ worker::attestation_none(lang) }</p> };
    }
    let make = {
        let (ground, scored, trouble) = (here.ground.clone(), scored.clone(), trouble.setter());
        act(move || {
            let (ground, scored, trouble) = (ground.clone(), scored.clone(), trouble.clone());
            spawn(async move {
                let open = &scored.open;
                match holder::attest_to(&ground, &open.record, &scored.outcome, &open.release, lang).await {
                    Ok(id) => route::go(&Route::Proof(id).path()),
                    Err(fault) => trouble.set(Some(no_proof(lang, &fault))),
                }
            });
        })
    };
    html! {
        <section class="stack stack--tight">
            { Button::new(worker::get_attestation(lang), make).primary().tall().wide().icon(Icon::Satchel).draw() }
            <p class="muted small">{ worker::attestation_more(lang) }</p>
            if let Some(words) = &**trouble { { notice(Tone::Bad, None, html! { <p>{ words }</p> }) } }
        </section>
    }
}

fn no_proof(lang: Lang, fault: &NoProof) -> String {
    match fault {
        NoProof::Engine(CannotCertify::NothingMeasured) => worker::attestation_none(lang).to_owned(),
        NoProof::Engine(cannot) => worded(lang, cannot.code()),
        NoProof::Storage(fault) => worded(lang, fault.code()),
        NoProof::Unwritable => worded(lang, "storage/failed"),
    }
}
