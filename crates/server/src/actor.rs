//! One session: one task that owns its desk and writes its log. What comes while a flush lasts is answered by the next, all of it by one;
//! what only looks (the console, where the session is) is answered after it, and never asks for one.

mod opening;

pub(crate) use opening::decode;
use opening::{encode, open, unseal};

use crate::clock::Clock;
use crate::hub::Hub;
use crate::live::Known;
pub(crate) use crate::live::Live;
use jalon_api::Problem;
use jalon_api::Signed;
use jalon_api::staff::Status;
use jalon_attempt::Now;
use jalon_base::id::RandomId;
use jalon_session::desk::{Content, Kit, NotOpened, Outbox};
use jalon_session::event::{Deed, Fact, Happening};
use jalon_session::room::{Refused, RoomPhase};
use jalon_session::seal::SessionSeal;
use jalon_session::store::{Kept, Record};
use jalon_session::wall::{self, Wall};
use jalon_session::wire::{Reply, Request};
use jalon_session::{Desk, Order};
use jalon_store::{Fault, Writer};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// Most requests that one flush answers.
const BATCH: usize = 512;
/// Most requests that wait.
const WAITING: usize = 2048;

/// The name of the log of a session.
pub(crate) fn log(session: &RandomId) -> String {
    format!("session/{session}")
}

pub(crate) type Answer<T> = oneshot::Sender<Result<T, Problem>>;

/// What a session is asked.
pub(crate) enum Ask {
    /// Something that the desk decides.
    Do(Request, Answer<Reply>),
    /// The certifier's release of the content: the code, and the document that gives it.
    Release(String, Vec<u8>, Answer<Reply>),
    /// The room at a glance.
    Wall(Answer<Wall>),
    /// Where the session is.
    Status(Answer<Status>),
    /// The seal, to be signed.
    ToSeal(Answer<SessionSeal>),
    /// The seal, signed.
    Seal(Box<Signed<SessionSeal>>, Answer<()>),
}

/// Why a session does not begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotBegun {
    Store(Fault),
    Desk(NotOpened),
    /// A record that is kept is not one.
    Record,
}

impl NotBegun {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Store(fault) => fault.code(),
            Self::Desk(why) => why.code(),
            Self::Record => "room/chain",
        }
    }
}

struct Actor {
    hub: Weak<Hub>,
    life: RandomId,
    /// The clocks of this life of the desk.
    clock: Clock,
    kit: Arc<Kit>,
    desk: Desk,
    writer: Writer,
    sealed: bool,
    /// Whether the content is known to be in the store.
    there: bool,
    changed: watch::Sender<u64>,
    known: watch::Sender<Known>,
}

/// Begins a session from what is kept of it, and its task.
pub(crate) async fn begin(hub: &Arc<Hub>, order: Arc<Order>) -> Result<Live, NotBegun> {
    let kit = Arc::new(Kit {
        order: Arc::clone(&order),
        content: None,
        build: hub.settings().build.clone(),
    });
    let (changed, changes) = watch::channel(0);
    // Each life has clocks of its own: a session may have lived elsewhere since this server had it.
    let life = crate::random().map_err(|_| NotBegun::Store(Fault::Fatal))?;
    let life = RandomId::from_bytes(life);
    let clock = hub.clock().anew(life);
    let (kit, desk, writer, sealed) = open(hub, kit, &clock).await?;
    let (knows, known) = watch::channel(Known::of(&desk));
    let (asks, waiting) = mpsc::channel(WAITING);
    let actor = Actor {
        hub: Arc::downgrade(hub),
        life,
        clock,
        kit,
        desk,
        writer,
        sealed,
        there: false,
        changed,
        known: knows,
    };
    drop(tokio::spawn(actor.live(waiting)));
    Ok(Live {
        order,
        life,
        asks,
        changed: changes,
        known,
    })
}

impl Actor {
    async fn live(mut self, mut waiting: mpsc::Receiver<Ask>) {
        loop {
            let wait = match self.desk.due() {
                Some(due) => self.clock.until(due).max(Duration::from_millis(20)),
                None => Duration::from_secs(3600),
            };
            let first = tokio::select! {
                ask = waiting.recv() => match ask {
                    Some(ask) => Some(ask),
                    None => return,
                },
                () = tokio::time::sleep(wait) => None,
            };
            let Some(hub) = self.hub.upgrade() else { return };
            let mut asks: Vec<Ask> = first.into_iter().collect();
            while asks.len() < BATCH
                && let Ok(ask) = waiting.try_recv()
            {
                asks.push(ask);
            }
            if let Err(fault) = self.answer(&hub, asks).await {
                match fault {
                    Fault::Full | Fault::Busy => {
                        if !self.again(&hub).await {
                            return;
                        }
                    }
                    Fault::Fenced => return hub.fenced(&self.kit.order.session, &self.life),
                    Fault::Fatal | Fault::Differs => return hub.end(fault),
                }
            }
        }
    }

    /// The desk that could not keep what it decided is dropped, and another one opened from what the disk holds: another life, with clocks of
    /// its own, so that nobody is charged for the time during which nothing could be kept.
    async fn again(&mut self, hub: &Arc<Hub>) -> bool {
        loop {
            let Ok(boot) = crate::random() else {
                hub.end(Fault::Fatal);
                return false;
            };
            let clock = self.clock.anew(RandomId::from_bytes(boot));
            match open(hub, Arc::clone(&self.kit), &clock).await {
                Ok((kit, desk, writer, sealed)) => {
                    self.clock = clock;
                    (self.kit, self.desk, self.writer, self.sealed) = (kit, desk, writer, sealed);
                    self.known.send_replace(Known::of(&self.desk));
                    return true;
                }
                Err(NotBegun::Store(Fault::Full | Fault::Busy)) => tokio::time::sleep(Duration::from_millis(250)).await,
                Err(NotBegun::Store(Fault::Fenced)) => {
                    hub.fenced(&self.kit.order.session, &self.life);
                    return false;
                }
                Err(NotBegun::Store(fault)) => {
                    hub.end(fault);
                    return false;
                }
                Err(NotBegun::Desk(_) | NotBegun::Record) => {
                    hub.end(Fault::Fatal);
                    return false;
                }
            }
        }
    }

    /// Answers what came, in its order, after one flush; then those who only look. A tick when nothing came. The release of the content and
    /// the seal stand alone: what came before them is kept before.
    async fn answer(&mut self, hub: &Arc<Hub>, asks: Vec<Ask>) -> Result<(), Fault> {
        let mut requests = Vec::new();
        let mut answers = Vec::new();
        // Time passes however much is asked.
        let due = self.desk.due().is_some_and(|due| due <= self.clock.now().mono_ms);
        if asks.is_empty() || due {
            requests.push((0, Request::Tick));
            answers.push(None);
        }
        let mut looks = Vec::new();
        for ask in asks {
            match ask {
                Ask::Wall(_) | Ask::Status(_) => looks.push(ask),
                Ask::Do(request, answer) => {
                    if let Err(problem) = self.provide(hub, &request).await {
                        let _gone = answer.send(Err(problem));
                        continue;
                    }
                    requests.push((answers.len() as u64, request));
                    answers.push(Some(answer));
                }
                other => {
                    self.keep(hub, std::mem::take(&mut requests), std::mem::take(&mut answers))
                        .await?;
                    self.aside(hub, other).await?;
                }
            }
        }
        self.keep(hub, requests, answers).await?;
        for look in looks {
            self.aside(hub, look).await?;
        }
        Ok(())
    }

    /// Before somebody opens the content: it is opened with their codes, or nothing is decided.
    async fn provide(&mut self, hub: &Arc<Hub>, request: &Request) -> Result<(), Problem> {
        let Request::Act(happening) = request else {
            return Ok(());
        };
        let Happening::Acted { act, .. } = &**happening else {
            return Ok(());
        };
        let Deed::Unlock { codes } = &act.deed else {
            return Ok(());
        };
        let refused = |refused: Refused| Problem::of(refused.code());
        self.desk.room().admit(happening, &self.clock.now()).map_err(refused)?;
        let content = unseal(hub, &self.kit.order, codes.clone()).await?;
        self.give(content)
    }

    /// Before the certifier's release is noted: the room admits it, the code opens the content, and the document is kept, so that no life
    /// of the server finds a room that is open and a content that it cannot open.
    async fn release(&mut self, hub: &Arc<Hub>, code: String, document: Vec<u8>) -> Result<(), Problem> {
        let fact = Happening::Noted { fact: Fact::Released };
        let admitted = self.desk.room().admit(&fact, &self.clock.now());
        admitted.map_err(|refused| Problem::of(refused.code()))?;
        let content = unseal(hub, &self.kit.order, vec![code.clone()]).await?;
        hub.keep_released(&self.kit.order.session, &code, document).await?;
        self.give(content)
    }

    fn give(&mut self, content: Content) -> Result<(), Problem> {
        let bad = |why: NotOpened| Problem::of(why.code());
        self.desk.provide(content.clone()).map_err(bad)?;
        self.kit = Arc::new(Kit {
            content: Some(content),
            ..(*self.kit).clone()
        });
        self.known.send_replace(Known::of(&self.desk));
        Ok(())
    }

    /// Decides requests, keeps what was decided, and only then answers.
    async fn keep(
        &mut self,
        hub: &Arc<Hub>,
        requests: Vec<(u64, Request)>,
        mut answers: Vec<Option<Answer<Reply>>>,
    ) -> Result<(), Fault> {
        if requests.is_empty() {
            return Ok(());
        }
        let outbox = self.desk.handle(requests, &self.clock.now());
        match self.append(hub, outbox).await {
            Ok(said) => {
                for (number, reply) in said {
                    let answer = usize::try_from(number).ok().and_then(|number| answers.get_mut(number));
                    if let Some(answer) = answer.and_then(Option::take) {
                        // A seat whose connection is gone asks again.
                        let _gone = answer.send(Ok(reply));
                    }
                }
                Ok(())
            }
            Err(fault) => {
                for answer in answers.into_iter().flatten() {
                    let _gone = answer.send(Err(Problem::of(fault.code()).again_after(2)));
                }
                Err(fault)
            }
        }
    }

    async fn append(&mut self, hub: &Arc<Hub>, outbox: Outbox) -> Result<Vec<(u64, Reply)>, Fault> {
        let records = encode(outbox.records())?;
        // INVARIANT: of nothing, everything is on the disk.
        if records.is_empty() {
            return outbox.said(&Kept::flushed(0)).ok_or(Fault::Fatal);
        }
        let kept = hub.store().append(&mut self.writer, records).await?;
        self.changed.send_modify(|version| *version += 1);
        if !self.known.borrow().is_of(&self.desk) {
            self.known.send_replace(Known::of(&self.desk));
        }
        outbox.said(&kept).ok_or(Fault::Fatal)
    }

    /// What is no request of the desk.
    async fn aside(&mut self, hub: &Arc<Hub>, ask: Ask) -> Result<(), Fault> {
        let now = self.clock.now();
        match ask {
            Ask::Do(..) => {}
            Ask::Wall(answer) => drop(answer.send(Ok(wall::wall(&self.desk, &now)))),
            Ask::Status(answer) => drop(answer.send(Ok(self.status(hub, &now).await?))),
            Ask::Release(code, document, answer) => match self.release(hub, code, document).await {
                Ok(()) => self.keep(hub, vec![(0, Request::Release)], vec![Some(answer)]).await?,
                Err(problem) => drop(answer.send(Err(problem))),
            },
            Ask::ToSeal(answer) => {
                let early = self.desk.room().phase() != RoomPhase::Closed;
                let seal = if early {
                    None
                } else {
                    self.desk.to_seal(&self.records(hub).await?)
                };
                drop(answer.send(seal.ok_or_else(|| Problem::of(Refused::OutOfPlace.code()))));
            }
            // The log is read for who may seal it, and not while a room is open.
            Ask::Seal(_, answer) if !self.sealed && self.desk.room().phase() != RoomPhase::Closed => {
                drop(answer.send(Err(Problem::of(Refused::OutOfPlace.code()))));
            }
            Ask::Seal(seal, answer) => {
                let records = self.records(hub).await?;
                match self.desk.seal(*seal, &records) {
                    Err(refused) => drop(answer.send(Err(Problem::of(refused.code())))),
                    Ok(outbox) => match self.append(hub, outbox).await {
                        Ok(_) => {
                            self.sealed = true;
                            drop(answer.send(Ok(())));
                        }
                        Err(fault) => {
                            drop(answer.send(Err(Problem::of(fault.code()))));
                            return Err(fault);
                        }
                    },
                }
            }
        }
        Ok(())
    }

    async fn records(&self, hub: &Arc<Hub>) -> Result<Vec<Record>, Fault> {
        let bytes = hub.store().read(self.writer.log(), 0).await?;
        decode(&bytes).map_err(|_| Fault::Fatal)
    }

    async fn status(&mut self, hub: &Arc<Hub>, now: &Now) -> Result<Status, Fault> {
        let id = self.kit.order.session.to_string();
        // It is as long as an edition, and read once to be known.
        self.there =
            self.there || self.kit.content.is_some() || hub.store().get(crate::hub::CONTENT, &id).await?.is_some();
        let room = self.desk.room();
        Ok(Status {
            session: self.kit.order.session,
            phase: room.phase(),
            head: room.head(),
            instance: room.instance(),
            content: self.there,
            sealed: self.sealed,
            now: jalon_base::Timestamp::from_millis(jalon_base::Millis(now.wall_ms)),
        })
    }
}
