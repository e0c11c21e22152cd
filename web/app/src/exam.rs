//! One attempt on the screen: commands go to the engine, its events go to the device, and the state comes back.
//!
//! The reducer is pure: instants and random bytes come with the action. [`use_exam`] does the rest.

use crate::adaptive::{Drawn, Measuring};
use crate::demand::{self, ADAPTIVE, ASKING, BEFORE, BODIES, Brought, CHOOSING, Keep, TOOLS};
use crate::ground::Ground;
use crate::library::{self, NoRelease};
use crate::pages::question::{has_bodies, is_special};
use crate::records::{self, Record};
use jalon_attempt::draw::Supply;
use jalon_attempt::event::{Salt, Started};
use jalon_attempt::sitting::Failed;
use jalon_attempt::{Command, Event, Now, Phase, Sitting};
use jalon_base::id::RandomId;
use jalon_base::{ENGINE, Fraction};
use jalon_messages::Lang;
use jalon_protocol::{Dispensation, ItemContent, ItemId, Protocol, ProtocolId, Release, Response};
use jalon_scoring::Keys;
use jalon_web_kit::ports::journals::{Change, Fault};
use jalon_web_kit::ports::locks::{Held, Lock};
use jalon_web_kit::ports::{shell, spawn};
use jalon_web_kit::ui::act;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// What the screen has of an attempt.
#[derive(Clone)]
#[allow(clippy::large_enum_variant, reason = "there is one, as long as the page is open")]
pub enum Exam {
    /// On its way.
    Loading,
    /// Open in another page.
    Elsewhere,
    /// Not to be had.
    Failed(Trouble),
    /// Here.
    Open(Open),
}

/// Why an attempt is not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The device knows nothing of it.
    Unknown,
    /// Its questions are not to be had.
    Release(NoRelease),
    /// The device does not give it.
    Storage(Fault),
    /// The part that it needs is not on the device.
    Part,
    /// What was kept does not hold together; the code says where it breaks.
    Broken(&'static str),
    /// The engine refused to begin.
    Refused(&'static str),
    /// It may not begin yet, in words.
    NotYet(String),
}

/// An attempt that is here.
#[derive(Clone)]
pub struct Open {
    /// Its questions.
    pub release: Rc<Release>,
    /// What its adaptive sections ask for.
    pub measuring: Rc<dyn Measuring>,
    /// State and journal.
    pub sitting: Rc<Sitting>,
    /// What the list of attempts says of it.
    pub record: Record,
    /// How many events of the journal the device has kept; the later ones wait.
    pub saved: usize,
    /// Why the device did not keep them.
    pub fault: Option<Fault>,
    /// Code of the last refusal of the engine.
    pub refused: Option<&'static str>,
    /// The page's hold on the attempt, as long as it is open; none where the browser has no locks.
    pub held: Option<Rc<Held>>,
}

/// What happens to an attempt on the screen.
pub enum Action {
    /// It was found, or not.
    Arrived(Box<Exam>),
    /// The person, or the clock, wants something.
    Do(Command, Now),
    /// The device has kept this many events of the journal.
    Saved(usize),
    /// The device has not kept them.
    NotSaved(Fault),
    /// Try again to keep them.
    Retry,
}

impl Open {
    /// The protocol.
    #[must_use]
    pub fn protocol(&self) -> &Arc<Protocol> {
        self.sitting.state().protocol()
    }

    /// Events that the device has not kept yet.
    #[must_use]
    pub fn unsaved(&self) -> &[Event] {
        self.sitting.journal().events.get(self.saved..).unwrap_or_default()
    }

    /// What is shown of an item.
    #[must_use]
    pub fn content(&self, item: &ItemId) -> Option<&ItemContent> {
        self.release.contents.get(item)
    }

    /// Items of the part that is open, in order, with their place.
    #[must_use]
    pub fn items(&self) -> Vec<ItemId> {
        let part = self.sitting.state().open_part();
        part.map(|(_, paper)| paper.items.iter().map(|entry| entry.item.clone()).collect())
            .unwrap_or_default()
    }

    fn after(&self, command: Command, now: &Now) -> Self {
        let supply = supply(&self.release, self.protocol());
        let mut sitting = (*self.sitting).clone();
        let guide = self.measuring.guide(&self.release, &self.record.attempt);
        match sitting.command(command, supply, now, &*guide) {
            Ok(_) => {
                let state = sitting.state();
                let answered = state.paper().map_or(0, |paper| {
                    paper
                        .items()
                        .filter(|(_, entry)| state.response(&entry.item).is_some())
                        .count()
                });
                let mut next = self.clone();
                next.record.answered = u32::try_from(answered).unwrap_or(u32::MAX);
                next.record.closed = matches!(state.phase(), Phase::Closed(_));
                next.refused = None;
                next.sitting = Rc::new(sitting);
                next
            }
            Err(failed) => Self {
                refused: Some(failed.code()),
                ..self.clone()
            },
        }
    }
}

fn supply<'a>(release: &'a Release, protocol: &'a Arc<Protocol>) -> Supply<'a> {
    Supply {
        protocol,
        pool: &release.pool,
        contents: &release.contents,
    }
}

impl Reducible for Exam {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        match (&*self, action) {
            (_, Action::Arrived(exam)) => Rc::new(*exam),
            (Self::Open(open), Action::Do(command, now)) => Rc::new(Self::Open(open.after(command, &now))),
            (Self::Open(open), Action::Saved(upto)) => Rc::new(Self::Open(Open {
                saved: open.saved.max(upto),
                fault: None,
                ..open.clone()
            })),
            (Self::Open(open), Action::NotSaved(fault)) => Rc::new(Self::Open(Open {
                fault: Some(fault),
                ..open.clone()
            })),
            (Self::Open(open), Action::Retry) => Rc::new(Self::Open(Open {
                fault: None,
                ..open.clone()
            })),
            _ => self,
        }
    }
}

/// A handle on the attempt of the page.
#[derive(Clone)]
pub struct ExamHandle {
    exam: UseReducerHandle<Exam>,
    ground: Ground,
}

impl PartialEq for ExamHandle {
    fn eq(&self, _: &Self) -> bool {
        // Attempts change at every command: pages under it are always drawn again.
        false
    }
}

impl std::ops::Deref for ExamHandle {
    type Target = Exam;

    fn deref(&self) -> &Exam {
        &self.exam
    }
}

impl ExamHandle {
    /// Asks the engine.
    pub fn ask(&self, command: Command) {
        self.exam.dispatch(Action::Do(command, self.ground.now()));
    }

    /// A callback that asks the engine.
    #[must_use]
    pub fn asks(&self, command: Command) -> Callback<MouseEvent> {
        let exam = self.clone();
        act(move || exam.ask(command.clone()))
    }

    /// Answers an item.
    pub fn answer(&self, item: &ItemId, response: Response) {
        let salt = Salt(self.ground.entropy.draw());
        self.ask(Command::Answer {
            item: item.clone(),
            response,
            salt,
        });
    }

    /// Tries again to keep what was not kept.
    pub fn retry(&self) {
        self.exam.dispatch(Action::Retry);
    }
}

/// Brings an attempt to the page and keeps its events on the device, in order, one batch at a time.
#[hook]
pub fn use_exam(ground: Ground, attempt: RandomId) -> ExamHandle {
    let exam = use_reducer(|| Exam::Loading);
    {
        let (exam, ground) = (exam.dispatcher(), ground.clone());
        use_effect_with(attempt, move |attempt| {
            let attempt = *attempt;
            spawn(async move {
                let found = load(&ground, &attempt).await.unwrap_or_else(Exam::Failed);
                let running =
                    matches!(&found, Exam::Open(open) if matches!(open.sitting.state().phase(), Phase::Running(_)));
                exam.dispatch(Action::Arrived(Box::new(found)));
                if running {
                    // In another life of the page, the engine settles first what the clock did meanwhile.
                    exam.dispatch(Action::Do(Command::Tick, ground.now()));
                }
            });
        });
    }
    let writing = use_mut_ref(|| false);
    // Where the writing stands in the journal. Both ends only grow: an answer that comes while another is being kept moves them.
    let waiting = match &*exam {
        Exam::Open(open) if open.fault.is_none() => open.saved..open.sitting.journal().events.len(),
        _ => 0..0,
    };
    {
        let (exam, ground) = (exam.clone(), ground.clone());
        use_effect_with(waiting, move |waiting| {
            let Exam::Open(open) = &*exam else { return };
            if waiting.is_empty() || *writing.borrow() {
                return;
            }
            *writing.borrow_mut() = true;
            let mut batch = records::events(open.unsaved());
            batch.push(open.record.change());
            let (closed, holder) = (open.record.closed, open.record.attempt.to_string());
            if closed {
                // Notes were for the test alone.
                let (kind, id) = ("notes".to_owned(), holder.clone());
                batch.push(Change::Remove { kind, id });
            }
            let (exam, upto) = (exam.dispatcher(), waiting.end);
            spawn(async move {
                let written = ground.journals.write(batch).await;
                *writing.borrow_mut() = false;
                match written {
                    Ok(()) => {
                        if closed {
                            shell::unpin(&holder);
                        }
                        exam.dispatch(Action::Saved(upto));
                    }
                    Err(fault) => exam.dispatch(Action::NotSaved(fault)),
                }
            });
        });
    }
    ExamHandle { exam, ground }
}

async fn load(ground: &Ground, attempt: &RandomId) -> Result<Exam, Trouble> {
    let record = records::one(ground, attempt)
        .await
        .map_err(Trouble::Storage)?
        .ok_or(Trouble::Unknown)?;
    let held = match ground.locks.take(&format!("jalon-{attempt}")).await {
        Lock::Held(held) => Some(Rc::new(held)),
        Lock::Elsewhere => return Ok(Exam::Elsewhere),
        Lock::Unknown => None,
    };
    let release = library::open(ground, &record.release).await.map_err(Trouble::Release)?;
    let protocol = release.protocols.get(&record.protocol).ok_or(Trouble::Unknown)?;
    let journal = records::journal(ground, attempt).await.map_err(Trouble::Storage)?;
    let journal = journal.ok_or(Trouble::Broken("journal/payload"))?;
    let measuring = measuring(&release, protocol).await?;
    let guide = measuring.guide(&release, attempt);
    let sitting = Sitting::take_up(journal, supply(&release, protocol), Some(&*guide));
    drop(guide);
    let sitting = sitting.map_err(|diverged| Trouble::Broken(diverged.code()))?;
    parted(protocol, &sitting).await?;
    let release = asking(release, &sitting).await?;
    Ok(Exam::Open(Open {
        release,
        measuring,
        saved: sitting.journal().events.len(),
        sitting: Rc::new(sitting),
        record,
        fault: None,
        refused: None,
        held,
    }))
}

/// What a test asks of measurement; that of one that is not plain comes on demand.
async fn measuring(release: &Release, protocol: &Protocol) -> Result<Rc<dyn Measuring>, Trouble> {
    if protocol.is_plain() {
        return Ok(Rc::new(Drawn));
    }
    let make = demand::find(ADAPTIVE, Keep::All, |brought| match brought {
        Brought::Measuring(make) => Some(*make),
        _ => None,
    });
    let make = make.await.ok_or(Trouble::Part)?;
    make(release, protocol).map_err(Trouble::Refused)
}

/// Brings what the questions of an attempt need beside choices among options and lines of words, where they do; gives them as they were drawn.
async fn asking(release: Rc<Release>, sitting: &Sitting) -> Result<Rc<Release>, Trouble> {
    let state = sitting.state();
    let needed = |of: &dyn Fn(&ItemContent) -> bool| match state.paper() {
        Some(paper) if !state.protocol().is_adaptive() => paper
            .items()
            .any(|(_, entry)| release.contents.get(&entry.item).is_some_and(of)),
        // What will be asked is not known yet.
        _ => release.contents.values().any(of),
    };
    let tools = state.protocol().parts.iter().any(|part| !part.tools.is_empty());
    // A choice may be marked by points, too: what reads that comes with the other questions.
    let marked = match state.paper() {
        Some(paper) if state.protocol().is_plain() => Keys::of_choices(&release, paper).is_err(),
        _ => false,
    };
    let wanted = [
        (ASKING, marked || needed(&is_special)),
        (BODIES, needed(&|content| has_bodies(&release, content))),
        (TOOLS, tools),
    ];
    for (part, wanted) in wanted {
        if wanted {
            demand::bring(part, Keep::Alone).await.ok_or(Trouble::Part)?;
        }
    }
    match (demand::here(demand::asking), state.paper()) {
        (Some(asking), Some(paper)) => (asking.fill)(&release, paper).ok_or(Trouble::Broken("replay/paper")),
        _ => Ok(release),
    }
}

/// Brings what shows a test of several parts, or of something to decide, where it is one.
async fn parted(protocol: &Protocol, sitting: &Sitting) -> Result<(), Trouble> {
    let between = matches!(sitting.state().phase(), Phase::Blank | Phase::Started | Phase::Between);
    if protocol.parts.len() < 2 && protocol.decision.is_none() && !between {
        return Ok(());
    }
    let parted = demand::find(CHOOSING, Keep::All, demand::parted).await;
    parted.map(|_| ()).ok_or(Trouble::Part)
}

/// Begins a new attempt, keeps its first events and gives its id.
///
/// A test of one part opens it at once; a test of several lets the person choose.
///
/// # Errors
/// [`Trouble`]; a device that cannot keep it says so here, before the first question.
pub async fn begin(
    ground: &Ground,
    release: &Rc<Release>,
    protocol: &ProtocolId,
    lang: Lang,
    dispensation: Option<Dispensation>,
) -> Result<RandomId, Trouble> {
    let protocol = release.protocols.get(protocol).ok_or(Trouble::Unknown)?;
    let (mut needs, mut earlier) = (Vec::new(), Vec::new());
    if protocol.attempts.is_some() || release.pool.items().any(|item| !item.unfit.is_empty()) {
        let look = demand::find(BEFORE, Keep::All, demand::before)
            .await
            .ok_or(Trouble::Part)?;
        (needs, earlier) = look(ground, release, protocol, lang).await.map_err(Trouble::NotYet)?;
    }
    let attempt = RandomId::from_bytes(ground.entropy.draw());
    let mut session_seed = [0; 32];
    let (left, right) = session_seed.split_at_mut(16);
    left.copy_from_slice(&ground.entropy.draw());
    right.copy_from_slice(&ground.entropy.draw());
    let started = Box::new(Started {
        seen: None,
        engine: ENGINE,
        build: ground.build.clone(),
        release: release.id,
        protocol: protocol.id.clone(),
        session_seed,
        time_factor: Fraction::new(1, 1).ok_or(Trouble::Refused("attempt/start"))?,
        exempt: match &dispensation {
            None => Vec::new(),
            Some(claimed) => claimed
                .parts(&release.referential, protocol, ground.second())
                .map_err(|not| Trouble::Refused(not.code()))?,
        },
        dispensation,
        needs,
        earlier,
        hosted: None,
    });
    let supply = supply(release, protocol);
    let measuring = measuring(release, protocol).await?;
    let guide = measuring.guide(release, &attempt);
    let mut sitting = Sitting::new(attempt, supply);
    let refused = |failed: Failed| Trouble::Refused(failed.code());
    let open = Command::Open {
        lang: lang.tag().to_owned(),
        started,
    };
    let mut events = sitting.command(open, supply, &ground.now(), &*guide).map_err(refused)?;
    if let [part] = protocol.parts.as_slice() {
        let begin = Command::Begin { part: part.id.clone() };
        events.extend(
            sitting
                .command(begin, supply, &ground.now(), &*guide)
                .map_err(refused)?,
        );
    }
    let record = Record {
        attempt,
        release: release.id,
        protocol: protocol.id.clone(),
        trade: release.referential.trade.clone(),
        title: protocol.title.clone(),
        began_ms: ground.now().wall_ms,
        answered: 0,
        total: protocol.length(),
        closed: false,
        certificate: None,
    };
    let mut batch = records::events(&events);
    batch.push(record.change());
    ground.journals.write(batch).await.map_err(Trouble::Storage)?;
    shell::pin(&attempt.to_string(), &ground.build);
    Ok(attempt)
}
