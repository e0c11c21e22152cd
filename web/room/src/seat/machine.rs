//! A place at work: what its candidate does is kept, then sent, then acknowledged; one thing at a time.
//!
//! No rule is here: [`Terminal`] says what may be done, what is sent and what is believed.

use super::kept::{Found, Where, find};
pub use super::known::{Core, NoPlace};
use crate::wire::{Failed, date, post};
use jalon_api::place::{ANNOUNCING, Announced, Announcing};
use jalon_api::seat::{GIVING, Giving, JOINING, Joining, POSTING, Posting, Told};
use jalon_api::{MOST_EVENTS, Signed, path, problem};
use jalon_attempt::Now;
use jalon_attempt::event::Salt;
use jalon_attempt::seat::Act;
use jalon_base::Document;
use jalon_base::id::RandomId;
use jalon_credential::PublicKey;
use jalon_credential::did::did_key;
use jalon_protocol::{ItemId, Response};
use jalon_session::Terminal;
use jalon_session::event::Tried;
use jalon_session::store::SEAT_HEAD;
use jalon_session::terminal::Heard;
use jalon_session::wire::{Reply, Wish};
use jalon_web_kit::ports::clock::{BrowserClock, Clock, rest};
use jalon_web_kit::ports::entropy::{BrowserEntropy, Entropy};
use jalon_web_kit::ports::journals::{Change, Fault, IndexedDb, Journals};
use jalon_web_kit::ports::locks::{BrowserLocks, Held, Lock, Locks};
use jalon_web_kit::ports::signer::Signer;
use jalon_web_kit::ports::spawn;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use yew::Callback;

/// Milliseconds between two signs of life.
const BEAT: i32 = 2_500;
/// Longest wait before a server that does not answer is asked again, in milliseconds.
const LONGEST: i32 = 15_000;

struct Inner {
    session: RandomId,
    journals: IndexedDb,
    signer: Signer,
    key: String,
    clock: BrowserClock,
    core: RefCell<Core>,
    redraw: RefCell<Callback<()>>,
    busy: Cell<bool>,
    sending: Cell<bool>,
    again: Cell<bool>,
    failures: Cell<u32>,
    _held: Option<Held>,
}

/// A place, shared by what draws it.
#[derive(Clone)]
pub struct Machine(Rc<Inner>);

impl PartialEq for Machine {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// One thing at a time, as long as it lives.
struct Turn<'a>(&'a Cell<bool>);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Machine {
    /// The place of this device in a session, with its key, as it was left.
    ///
    /// # Errors
    /// [`NoPlace`].
    pub async fn open(session: RandomId) -> Result<Self, NoPlace> {
        let name = format!("jalon-place-{session}");
        let held = match BrowserLocks.take(&name).await {
            Lock::Held(held) => Some(held),
            Lock::Elsewhere => return Err(NoPlace::Elsewhere),
            Lock::Unknown => None,
        };
        let journals = IndexedDb::open(&name).await.map_err(NoPlace::Storage)?;
        let signer = Signer::open(&format!("{name}-key")).await.map_err(NoPlace::Storage)?;
        let public = PublicKey::from_bytes(signer.public()).map_err(|_| NoPlace::Broken)?;
        let key = did_key(&public);
        let Found {
            disk,
            place,
            terminal,
            shown,
        } = find(&journals, &key).await?;
        let core = Core {
            place,
            terminal,
            shown,
            disk,
            ..Core::default()
        };
        Ok(Self(Rc::new(Inner {
            session,
            journals,
            signer,
            key,
            clock: BrowserClock::new(&BrowserEntropy),
            core: RefCell::new(core),
            redraw: RefCell::new(Callback::noop()),
            busy: Cell::new(false),
            sending: Cell::new(false),
            again: Cell::new(false),
            failures: Cell::new(0),
            _held: held,
        })))
    }

    /// DID of the key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.0.key
    }

    /// What is shown.
    #[must_use]
    pub fn core(&self) -> std::cell::Ref<'_, Core> {
        self.0.core.borrow()
    }

    /// Who draws, whenever something has changed.
    pub fn watched(&self, redraw: Callback<()>) {
        self.0.redraw.replace(redraw);
    }

    /// What was tried here.
    pub fn tries(&self, change: impl FnOnce(&mut Tried)) {
        change(&mut self.0.core.borrow_mut().tried);
        self.draws();
        // The console hears of it at once, also when the page is left next.
        let machine = self.clone();
        spawn(async move { machine.sends().await });
    }

    /// Tries whether the device keeps what is written, through a flush, and whether the connection is encrypted.
    pub async fn tries_itself(&self, secure: bool) {
        let put = Change::Put {
            kind: "trial".to_owned(),
            id: String::new(),
            body: self.0.key.clone(),
        };
        let written = self.0.journals.write(vec![put]).await;
        let read = self.0.journals.document("trial", "").await;
        let storage = written.is_ok() && read.ok().flatten().as_ref() == Some(&self.0.key);
        self.tries(|tried| (tried.storage, tried.secure) = (storage, secure));
    }

    fn draws(&self) {
        let redraw = self.0.redraw.borrow().clone();
        redraw.emit(());
    }

    /// The clock of this page.
    #[must_use]
    pub fn now(&self) -> Now {
        let reading = self.0.clock.now();
        Now {
            wall_ms: reading.wall_ms,
            mono_ms: reading.mono_ms,
            boot: RandomId::from_bytes(reading.boot),
        }
    }

    /// Milliseconds that the open part still has.
    #[must_use]
    pub fn left_ms(&self) -> Option<i64> {
        let (left, at) = self.core().left?;
        Some((left - (self.now().mono_ms - at)).max(0))
    }

    async fn turn(&self) -> Turn<'_> {
        while self.0.busy.replace(true) {
            rest(4).await;
        }
        Turn(&self.0.busy)
    }

    /// Keeps a terminal on the device; only then it is the one that is shown.
    async fn keeps(&self, terminal: Terminal) -> Result<(), Fault> {
        let planned = {
            let core = self.core();
            let place = core.place.as_ref().ok_or(Fault::Closed)?;
            core.disk.changes(place, &terminal, &core.shown)
        };
        let (batch, disk) = planned;
        let kept = self.0.journals.write(batch).await;
        let mut core = self.0.core.borrow_mut();
        core.fault = kept.as_ref().err().cloned();
        kept?;
        (core.disk, core.terminal) = (disk, Some(terminal));
        Ok(())
    }

    /// Does what the candidate wants: kept first, then shown, then sent.
    pub fn acts(&self, act: Act) {
        let machine = self.clone();
        spawn(async move {
            machine.done(act).await;
            machine.draws();
            machine.sends().await;
        });
    }

    async fn done(&self, act: Act) {
        let _turn = self.turn().await;
        let trial = {
            let mut core = self.0.core.borrow_mut();
            let Some(mut trial) = core.terminal.clone() else { return };
            let now = self.now();
            match trial.act(act, &core.shown.items, &now) {
                Ok(_) => {
                    core.refused = None;
                    trial
                }
                Err(illegal) => {
                    core.refused = Some(illegal.code().to_owned());
                    return;
                }
            }
        };
        let _shown = self.keeps(trial).await;
    }

    /// Answers a question.
    pub fn answers(&self, item: &ItemId, response: Response) {
        let (item, salt) = (item.clone(), Salt(BrowserEntropy.draw()));
        self.acts(Act::Answer { item, response, salt });
    }

    /// Waits for a part to begin, or for what follows a question.
    pub fn wishes(&self, wish: Wish) {
        let machine = self.clone();
        spawn(async move {
            let turn = machine.turn().await;
            if let Some(terminal) = &mut machine.0.core.borrow_mut().terminal {
                terminal.ask(wish);
            }
            drop(turn);
            machine.sends().await;
        });
    }

    /// Lives: says that it is there, or sends what it has, again and again.
    pub async fn lives(self) {
        loop {
            self.sends().await;
            let failures = self.0.failures.get();
            let wait = match failures {
                0 => BEAT,
                // What was cut off comes back a little apart from the others.
                failed => {
                    let [spread, ..] = BrowserEntropy.draw();
                    let wait = 500_i32.saturating_mul(1 << failed.min(5)).min(LONGEST);
                    wait.saturating_add(i32::from(spread) * 2)
                }
            };
            rest(wait).await;
        }
    }

    async fn sends(&self) {
        if self.0.sending.replace(true) {
            return self.0.again.set(true);
        }
        loop {
            self.0.again.set(false);
            let sits = self
                .core()
                .terminal
                .as_ref()
                .is_some_and(|place| place.sitting().is_some());
            let gone = if sits {
                self.posts().await
            } else {
                self.announces().await.map(|()| false)
            };
            let cut = matches!(gone, Err(Failed::Lost));
            self.0.core.borrow_mut().cut = cut;
            let failures = if gone.is_err() { self.0.failures.get() + 1 } else { 0 };
            self.0.failures.set(failures);
            self.draws();
            let more = gone.unwrap_or(false) || (failures == 0 && self.0.again.get());
            if !more {
                break;
            }
        }
        self.0.sending.set(false);
    }

    async fn signed<T: Document>(&self, kind: &str, body: &T) -> Result<Signed<T>, Failed> {
        let to_sign = Signed::prepare(kind, body, &self.0.key, date()).map_err(|_| Failed::Strange)?;
        let signature = self.0.signer.sign(to_sign.bytes()).await.map_err(|_| Failed::Strange)?;
        to_sign.complete(signature).map_err(|_| Failed::Strange)
    }

    /// Says that it is there, until somebody has said which place it is.
    async fn announces(&self) -> Result<(), Failed> {
        if self.core().empty {
            return Ok(());
        }
        let announcing = Announcing {
            session: self.0.session,
            tried: self.core().tried,
        };
        let signed = self.signed(ANNOUNCING, &announcing).await?;
        let told: Announced = post(&path::of(path::PLACES, &self.0.session), &signed).await?;
        let mut core = self.0.core.borrow_mut();
        let place = told.seat.map(|seat| Where {
            seat,
            // Whom this place believed first, it believes to the end.
            centre: core.place.as_ref().map_or(told.centre, |place| place.centre.clone()),
            result_hours: told.result_hours,
        });
        if place != core.place {
            core.terminal = place
                .as_ref()
                .map(|place| Terminal::new(place.seat.clone(), self.0.key.clone()));
            core.place = place;
        }
        Ok(())
    }

    /// Joins with the code that the candidate was given.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn joins(&self, code: &str) -> Result<(), Failed> {
        let place = self.core().place.clone().ok_or(Failed::Strange)?;
        let joining = Joining {
            session: self.0.session,
            seat: place.seat,
            code: code.to_owned(),
        };
        let signed = self.signed(JOINING, &joining).await?;
        let told: Told = post(&path::of(path::JOIN, &self.0.session), &signed).await?;
        let heard = self.hears(told).await?;
        self.draws();
        if matches!(heard, Heard::Received | Heard::More) {
            Ok(())
        } else {
            Err(Failed::Strange)
        }
    }

    /// Sends what the server has not accepted: whether there is more.
    async fn posts(&self) -> Result<bool, Failed> {
        let planned = {
            let core = self.core();
            let terminal = core.terminal.as_ref().filter(|terminal| terminal.speaks());
            terminal.and_then(|terminal| {
                let post = terminal.post(MOST_EVENTS)?;
                let head = terminal.to_sign(&post);
                Some((post, head))
            })
        };
        let Some((mut post_of, head)) = planned else {
            return self.empties().await.map(|()| false);
        };
        if let Some(head) = head {
            post_of.head = Some(self.signed(SEAT_HEAD, &head).await?);
        }
        let attempt = post_of.attempt;
        let sent = post_of.events.len();
        let signed = self.signed(POSTING, &Posting::of(post_of)).await?;
        let answered = post(&path::of(path::EVENTS, &attempt), &signed).await;
        let heard = self.answered(answered).await?;
        let Heard::GiveBack(restore) = heard else {
            return Ok(heard == Heard::More && sent > 0);
        };
        let to_sign = self.core().terminal.as_ref().map(Terminal::to_give_back);
        let mut heads = restore.heads;
        for head in to_sign.unwrap_or_default() {
            heads.push(self.signed(SEAT_HEAD, &head).await?);
        }
        let giving = Giving {
            journal: restore.journal,
            ack: restore.ack,
            heads,
        };
        let signed = self.signed(GIVING, &giving).await?;
        let answered = post(&path::of(path::JOURNAL, &attempt), &signed).await;
        Ok(self.answered(answered).await? == Heard::More)
    }

    /// A refusal of the rules is heard; any other failure tells nothing.
    async fn answered(&self, answered: Result<Told, Failed>) -> Result<Heard, Failed> {
        match answered {
            Ok(told) => self.hears(told).await,
            Err(Failed::Refused(code)) if problem::Problem::of(&code).is_final() => {
                let code = problem::known(&code);
                self.listens(Reply::Refused { code }, None, None).await
            }
            Err(failed) => Err(failed),
        }
    }

    async fn hears(&self, told: Told) -> Result<Heard, Failed> {
        let centre = self.core().place.as_ref().map(|place| place.centre.clone());
        let heard = told.heard(&centre.unwrap_or_default()).ok_or(Failed::Strange)?;
        {
            let mut core = self.0.core.borrow_mut();
            for stimulus in &heard.shown.stimuli {
                core.shown.stimuli.insert(stimulus.id.clone(), stimulus.clone());
            }
            heard.shown.add_to(&mut core.shown.items);
            if let Some(protocol) = heard.protocol {
                core.shown.protocol = Some(Arc::new(protocol));
            }
        }
        let left = heard.reply.left_ms();
        self.listens(heard.reply, heard.proof, Some(left)).await
    }

    /// Learns from a reply, and keeps what was learnt before it is believed.
    async fn listens(
        &self,
        reply: Reply,
        proof: Option<Signed<jalon_session::wire::Ack>>,
        left: Option<Option<i64>>,
    ) -> Result<Heard, Failed> {
        let _turn = self.turn().await;
        let now = self.now().mono_ms;
        let learnt = {
            let core = self.core();
            let (terminal, protocol) = (core.terminal.clone(), core.shown.protocol.clone());
            let (Some(mut trial), Some(protocol)) = (terminal, protocol) else {
                return Ok(Heard::Nothing);
            };
            let heard = trial.hear(reply, proof.as_ref(), &protocol, &core.shown.items);
            (trial, heard)
        };
        let (trial, heard) = learnt;
        self.keeps(trial).await.map_err(|_| Failed::Strange)?;
        if let (Some(left), Heard::Received | Heard::More | Heard::Held) = (left, &heard) {
            self.0.core.borrow_mut().left = left.map(|left| (left, now));
        }
        Ok(heard)
    }

    /// The session is sealed and holds everything: this device keeps nothing of it any more.
    async fn empties(&self) -> Result<(), Failed> {
        if self.core().empty {
            return Ok(());
        }
        let _turn = self.turn().await;
        self.0.journals.clear().await.map_err(|_| Failed::Strange)?;
        let name = format!("jalon-place-{}-key", self.0.session);
        Signer::forget(&name).await.map_err(|_| Failed::Strange)?;
        self.0.core.borrow_mut().empty = true;
        Ok(())
    }
}
