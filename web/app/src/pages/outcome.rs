//! What came of a test: one sentence first, then where the person stands, one advice, what was right and why.

mod answers;
mod marking;
mod measures;

use super::attempt::ExamProps;
use super::{Failure, Waiting, title, worded};
use crate::exam::{Exam, Open};
use crate::ground::{use_ground, use_lang};
use crate::holder::{self, NoProof};
use crate::records;
use crate::route::Route;
use answers::Answers;
use jalon_attempt::Phase;
use jalon_attempt::event::CloseReason;
use jalon_messages::{Lang, worker};
use jalon_protocol::outcome::{ClaimOutcome, ItemOutcome, ItemStatus};
use jalon_protocol::plan::ClaimAbout;
use jalon_protocol::{Mark, Release};
use jalon_referential::Referential;
use jalon_scoring::advice::{Advice, advise};
use jalon_scoring::{Keys, score, score::Input};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::ports::spawn;
use jalon_web_kit::ui::{Button, Glyph, Icon, Look, Notice, Page, Pole, Poles, Tone};
use jalon_web_kit::{Link, use_router};
use marking::Marking;
use measures::{Decision, Measures};
use std::rc::Rc;
use yew::prelude::*;

/// An outcome with what explains it.
pub struct Scored {
    /// The outcome.
    pub outcome: jalon_protocol::Outcome,
    /// The keys of the paper.
    pub keys: Keys,
}

/// What parts of the page are given.
#[derive(Clone, Properties)]
pub struct ScoredProps {
    /// The attempt.
    pub open: Open,
    /// What came of it.
    pub scored: Rc<Scored>,
    /// Heard when the person has marked an answer of their own.
    #[prop_or_default]
    pub onmark: Callback<Mark>,
}

impl PartialEq for ScoredProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scored, &other.scored)
    }
}

/// Scores a finished attempt with the marks at hand.
fn scored(open: &Open, marks: &[Mark]) -> Result<Scored, &'static str> {
    let state = open.sitting.state();
    let paper = state.paper().ok_or("score/not-over")?;
    let keys = Keys::of(&open.release, paper).map_err(|bad| bad.code())?;
    let input = Input {
        attempt: open.record.attempt,
        release: &open.release,
        state,
        heads: open.sitting.heads(),
        marks,
        rulings: &[],
    };
    let outcome = score(input, &keys).map_err(|cannot| cannot.code())?;
    Ok(Scored { outcome, keys })
}

/// The result.
#[component]
pub fn Outcome(props: &ExamProps) -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let added = use_state(Vec::<Mark>::new);
    let attempt = match &*props.exam {
        Exam::Open(open) => open.record.attempt,
        _ => return html! { <Waiting /> },
    };
    let kept = {
        let ground = ground.clone();
        use_soon(attempt, move |attempt| {
            let (ground, attempt) = (ground.clone(), *attempt);
            Box::pin(async move { records::marks(&ground, &attempt).await.unwrap_or_default() })
        })
    };
    let marks = use_memo((kept.as_ref().map(|kept| kept.len()), (*added).clone()), |_| {
        let mut marks: Vec<Mark> = kept.iter().flat_map(|kept| kept.iter().cloned()).collect();
        for mark in added.iter() {
            marks.retain(|other| other.item != mark.item);
            marks.push(mark.clone());
        }
        marks
    });
    let Exam::Open(open) = &*props.exam else {
        return html! { <Waiting /> };
    };
    let scored = use_memo((marks.clone(), open.sitting.journal().events.len()), |(marks, _)| {
        scored(open, marks).map(Rc::new)
    });
    let scored = match &*scored {
        Ok(scored) => scored.clone(),
        Err(code) => return html! { <Failure words={worded(lang, code)} code={*code} /> },
    };
    let onmark = {
        let ground = ground.clone();
        Callback::from(move |mark: Mark| {
            let (ground, change) = (ground.clone(), records::mark(&mark));
            let mut all = (*added).clone();
            all.push(mark);
            added.set(all);
            spawn(async move {
                let _ = ground.journals.write(vec![change]).await;
            });
        })
    };
    let props = ScoredProps {
        open: open.clone(),
        scored,
        onmark,
    };
    html! { <Shown ..props /> }
}

#[component]
fn Shown(props: &ScoredProps) -> Html {
    let lang = use_lang();
    let ScoredProps { open, scored, .. } = props;
    let outcome = &scored.outcome;
    let counted: Vec<&ItemOutcome> = outcome.items.iter().filter(|item| item.status.counts()).collect();
    let right = counted.iter().filter(|item| is_right(item)).count();
    let sentence = worker::result_sentence(lang, right, counted.len());
    let poles: Vec<Pole> = counted
        .iter()
        .map(|item| if is_right(item) { Pole::Planted } else { Pole::Hollow })
        .collect();
    let stopped = matches!(open.sitting.state().phase(), Phase::Closed(CloseReason::Stopped))
        || open.sitting.state().parts().values().any(|part| part.stopped);
    let release = open.release.referential.id.as_str().to_owned();
    html! {
        <Page title={title(lang, worker::result_title(lang))} heading={html! { <><span class="eyebrow">{ worker::result_title(lang) }</span><span class="line hero">{ &sentence }</span></> }} at="outcome" class="stack stack--loose">
            if !poles.is_empty() { <Poles {poles} label={sentence.clone()} /> }
            <Decision ..props.clone() />
            <div class="stack stack--tight muted">
                <p>{ if stopped { worker::result_stopped(lang) } else { worker::result_few(lang) } }</p>
                if outcome.apart { <p>{ worker::result_apart(lang) }</p> }
                if !outcome.calibrated { <p>{ worker::result_not_calibrated(lang) }</p> }
            </div>
            <Marking ..props.clone() />
            <Advised ..props.clone() />
            <Measures ..props.clone() />
            <Attesting ..props.clone() />
            <Answers ..props.clone() />
            <p class="row no-print">
                <Link to={Route::Tests(release).path()} class="button button--wide button--tall">{ worker::do_another(lang) }</Link>
            </p>
        </Page>
    }
}

/// Whether an item was fully right.
fn is_right(item: &ItemOutcome) -> bool {
    item.status.counts() && item.earned == item.possible && item.status != ItemStatus::Unanswered
}

/// The name of what a claim is about, in the person's words.
pub fn about(referential: &Referential, about: &ClaimAbout, lang: Lang) -> String {
    match about {
        ClaimAbout::Unit(id) => referential
            .unit(id.as_str())
            .map(|unit| unit.short.say(lang.tag()).to_owned()),
        ClaimAbout::Competence(id) => referential
            .competence(id.as_str())
            .map(|competence| competence.title.say(lang.tag()).to_owned()),
    }
    .unwrap_or_default()
}

fn claim_name(release: &Release, claim: &ClaimOutcome, lang: Lang) -> String {
    about(&release.referential, &claim.about, lang)
}

/// One piece of advice, with its reason.
#[component]
fn Advised(props: &ScoredProps) -> Html {
    let lang = use_lang();
    let words = match advise(&props.scored.outcome) {
        Advice::WorkOn(claim) => worker::advice_work_on(
            lang,
            &claim_name(&props.open.release, claim, lang),
            claim.right,
            claim.scored,
        ),
        Advice::MeasureMore => worker::advice_measure_more(lang).to_owned(),
        Advice::GoFurther => worker::advice_go_further(lang).to_owned(),
    };
    html! { <Notice icon={Icon::Flag} title={worker::advice_title(lang)}><p>{ words }</p></Notice> }
}

/// The way to an attestation, or why there is none.
#[component]
fn Attesting(props: &ScoredProps) -> Html {
    let (ground, lang, router) = (use_ground(), use_lang(), use_router());
    let trouble = use_state(|| None::<NoProof>);
    let busy = use_mut_ref(|| false);
    let ScoredProps { open, scored, .. } = props;
    if let Some(id) = &open.record.certificate {
        return html! {
            <Link to={Route::Proof(id.clone()).path()} class="button button--primary button--wide button--tall">
                <Glyph icon={Icon::Satchel} /><span>{ worker::see_attestation(lang) }</span>
            </Link>
        };
    }
    if scored.outcome.claims.iter().all(|claim| claim.measure.is_none()) {
        return html! { <p class="muted">{ worker::attestation_none(lang) }</p> };
    }
    let onclick = {
        let (open, scored, trouble) = (open.clone(), scored.clone(), trouble.clone());
        Callback::from(move |()| {
            if std::mem::replace(&mut *busy.borrow_mut(), true) {
                return;
            }
            let (ground, open, scored) = (ground.clone(), open.clone(), scored.clone());
            let (router, trouble, busy) = (router.clone(), trouble.clone(), busy.clone());
            spawn(async move {
                let made = holder::attest_to(&ground, &open.record, &scored.outcome, &open.release, lang).await;
                *busy.borrow_mut() = false;
                match made {
                    Ok(id) => router.go(Route::Proof(id).path()),
                    Err(fault) => trouble.set(Some(fault)),
                }
            });
        })
    };
    html! {
        <section class="stack stack--tight">
            <Button look={Look::Primary} tall={true} wide={true} icon={Icon::Satchel} {onclick}>{ worker::get_attestation(lang) }</Button>
            <p class="muted small">{ worker::attestation_more(lang) }</p>
            if let Some(fault) = &*trouble { <Notice tone={Tone::Bad} alert={true}><p>{ no_proof(lang, fault) }</p></Notice> }
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

use jalon_recognition::CannotCertify;
