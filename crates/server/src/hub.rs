//! All the sessions of a server, and what they share: the centre's key, the clock, the store, passes, limits, the audit.

mod known;

use crate::actor::{self, Live};
use crate::audit::{self, Audit, Tried};
use crate::clock::Clock;
use crate::follow::{FOLLOWED, TAKEN};
use crate::limits::Limits;
use crate::passes::Passes;
use crate::places::Announcements;
use crate::routes::Held;
use crate::sharing::{self, Shared, Sharing};
use jalon_api::staff::Released;
use jalon_api::{Problem, Signed};
use jalon_base::finding::{Findings, Severity};
use jalon_base::id::RandomId;
use jalon_base::json;
use jalon_base::{Digest, Document, Timestamp};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_session::Order;
use jalon_session::calendar::Calendar;
use jalon_session::order::{BadOrder, Facts, check};
use jalon_store::{Fault, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;

/// The kind of the documents that are orders.
pub(crate) const ORDER: &str = "order";
/// The kind of the documents that are sealed contents.
pub(crate) const CONTENT: &str = "content";
/// Most attempts that are given back at once.
const GIVING: usize = 4;
/// The kind of the documents that are online releases.
pub(crate) const RELEASED: &str = "released";

/// What a centre is.
#[derive(Debug)]
pub struct Settings {
    /// The centre's key: it signs what is acknowledged, and seals.
    pub key: SecretKey,
    /// DIDs of the certifiers whose orders are carried out.
    pub certifiers: Vec<String>,
    /// When and for whom the centre is habilitated; without it every order is refused.
    pub habilitated: Option<(Timestamp, Timestamp)>,
    /// When exams may be held.
    pub calendar: Calendar,
    /// Build of the application that the seats run.
    pub build: String,
    /// Whether every connection is encrypted: without it no session is taken.
    pub secure: bool,
}

/// All the sessions of a server.
#[derive(Debug)]
pub struct Hub {
    settings: Settings,
    did: String,
    clock: Clock,
    store: Arc<dyn Store>,
    sessions: RwLock<Sessions>,
    passes: Passes,
    limits: Limits,
    announcements: Announcements,
    audit: Audit,
    over: watch::Sender<Option<Fault>>,
    importing: tokio::sync::Mutex<()>,
    giving: tokio::sync::Semaphore,
    shared: Option<Shared>,
    held: Arc<Held>,
}

#[derive(Debug, Default)]
struct Sessions {
    live: BTreeMap<RandomId, Arc<Live>>,
    of_attempt: BTreeMap<RandomId, RandomId>,
    /// Those that did not begin, with the code of why.
    asleep: BTreeMap<String, &'static str>,
    /// Orders that are known, wherever their sessions live: of servers that share a store.
    orders: BTreeMap<RandomId, Arc<Order>>,
    /// Sessions that live at another server; none while nobody knows which.
    elsewhere: BTreeMap<RandomId, Option<SocketAddr>>,
    /// Sessions that are being read.
    waking: BTreeSet<RandomId>,
}

/// Why a server does not begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotBegun {
    /// The session that is in the way; none for the store itself.
    pub session: Option<String>,
    /// The code of why.
    pub code: &'static str,
}

impl std::fmt::Display for NotBegun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.session {
            Some(session) => write!(f, "session {session}: {}", self.code),
            None => f.write_str(self.code),
        }
    }
}

impl std::error::Error for NotBegun {}

impl Hub {
    /// Begins a server from what its store holds: every session that was imported goes on; one that cannot keeps no other from it
    /// ([`Self::asleep`]).
    ///
    /// # Errors
    /// [`NotBegun`]: the store does not answer.
    pub async fn begin(settings: Settings, clock: Clock, store: Arc<dyn Store>) -> Result<Arc<Self>, NotBegun> {
        Self::begin_among(settings, clock, store, None).await
    }

    /// Begins a server that shares its store with others of the same centre: it holds what nobody else holds.
    ///
    /// # Errors
    /// [`NotBegun`]: the store does not answer.
    pub async fn begin_among(
        settings: Settings,
        clock: Clock,
        store: Arc<dyn Store>,
        sharing: Option<Sharing>,
    ) -> Result<Arc<Self>, NotBegun> {
        let (audit, waiting) = Audit::new();
        let lasts = sharing.as_ref().map(|sharing| sharing.lasts);
        let hub = Arc::new(Self {
            did: did_key(&settings.key.public()),
            clock,
            store: Arc::clone(&store),
            sessions: RwLock::default(),
            passes: Passes::default(),
            limits: Limits::default(),
            announcements: Announcements::default(),
            audit,
            over: watch::channel(None).0,
            importing: tokio::sync::Mutex::default(),
            giving: tokio::sync::Semaphore::new(GIVING),
            shared: sharing.map(|sharing| Shared::new(sharing, &settings.key)),
            settings,
            held: Arc::default(),
        });
        drop(tokio::spawn(audit::write(Arc::downgrade(&hub), store, waiting)));
        let of_store = |fault: Fault| NotBegun {
            session: None,
            code: fault.code(),
        };
        for order in hub.orders().await.map_err(of_store)? {
            if hub.shared.is_some() {
                sharing::place(&hub, &order).await.map_err(of_store)?;
                continue;
            }
            match hub.wake(Arc::clone(&order)).await {
                Ok(()) => {}
                Err(actor::NotBegun::Store(fault)) => return Err(of_store(fault)),
                Err(why) => hub.cannot_wake(order.session.to_string(), why.code()),
            }
        }
        if let Some(lasts) = lasts {
            drop(tokio::spawn(sharing::keep(Arc::downgrade(&hub), lasts)));
        }
        Ok(hub)
    }

    /// Sessions that the store holds and that did not begin: an order of another version, a log that does not replay.
    #[must_use]
    pub fn asleep(&self) -> Vec<NotBegun> {
        let sessions = self.sessions.read().unwrap_or_else(PoisonError::into_inner);
        let asleep = sessions.asleep.iter().map(|(session, code)| NotBegun {
            session: Some(session.clone()),
            code,
        });
        asleep.collect()
    }

    pub(crate) const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The clocks of this life.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The DID of the centre.
    #[must_use]
    pub fn did(&self) -> &str {
        &self.did
    }

    pub(crate) fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    pub(crate) const fn passes(&self) -> &Passes {
        &self.passes
    }

    /// Whose turn it is to give an attempt back.
    pub(crate) const fn giving(&self) -> &tokio::sync::Semaphore {
        &self.giving
    }

    /// What bodies hold.
    pub(crate) const fn held(&self) -> &Arc<Held> {
        &self.held
    }

    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Machines that wait to be prepared.
    pub(crate) const fn announcements(&self) -> &Announcements {
        &self.announcements
    }

    pub(crate) const fn audit(&self) -> &Audit {
        &self.audit
    }

    pub(crate) fn note(&self, tried: Tried) {
        self.audit.note(tried);
    }

    /// The disk refused, or another server took over: nothing more is said.
    pub(crate) fn end(&self, fault: Fault) {
        self.over.send_replace(Some(fault));
    }

    /// Waits until this life is over, and says why. The process is then to end: only another life may go on.
    pub async fn ended(&self) -> Fault {
        let mut over = self.over.subscribe();
        let ended = over.wait_for(Option::is_some).await;
        ended.ok().and_then(|fault| *fault).unwrap_or(Fault::Fatal)
    }

    /// Whether it is over.
    pub(crate) fn is_over(&self) -> Option<Fault> {
        *self.over.borrow()
    }

    /// Signs a document as the centre.
    pub(crate) fn sign<T: Document>(&self, kind: &str, body: &T) -> Result<Signed<T>, Problem> {
        let wrong = || Problem::of("api/busy");
        let to_sign = Signed::prepare(kind, body, &self.did, self.clock.date()).map_err(|_| wrong())?;
        let signature = self.settings.key.sign(to_sign.bytes());
        to_sign.complete(signature).map_err(|_| wrong())
    }

    /// Adds the centre's signature.
    pub(crate) fn sign_too<T: Document>(&self, signed: Signed<T>) -> Result<Signed<T>, Problem> {
        let wrong = || Problem::of("api/signature");
        let to_sign = signed
            .prepare_another(&self.did, self.clock.date())
            .map_err(|_| wrong())?;
        let signature = self.settings.key.sign(to_sign.bytes());
        to_sign.complete(signature).map_err(|_| wrong())
    }

    /// A session that lives.
    pub(crate) fn session(&self, session: &RandomId) -> Result<Arc<Live>, Problem> {
        let sessions = self.sessions.read().unwrap_or_else(PoisonError::into_inner);
        let live = sessions.live.get(session).cloned();
        let asleep = || sessions.asleep.get(&session.to_string()).copied();
        live.ok_or_else(|| Problem::of(asleep().unwrap_or("api/not-found")))
    }

    /// The session of an attempt.
    pub(crate) fn of_attempt(&self, attempt: &RandomId) -> Result<Arc<Live>, Problem> {
        let sessions = self.sessions.read().unwrap_or_else(PoisonError::into_inner);
        let session = sessions.of_attempt.get(attempt);
        let live = session.and_then(|session| sessions.live.get(session)).cloned();
        live.ok_or_else(|| Problem::of("desk/attempt"))
    }

    pub(crate) async fn wake(self: &Arc<Self>, order: Arc<Order>) -> Result<(), actor::NotBegun> {
        let live = Arc::new(actor::begin(self, Arc::clone(&order)).await?);
        self.knows(Arc::clone(&order));
        self.write(|sessions| {
            sessions.elsewhere.remove(&order.session);
            sessions.live.insert(order.session, live);
        });
        Ok(())
    }

    /// Takes an order: signed by a certifier whom this centre knows, for this centre, without an error.
    pub(crate) async fn import(self: &Arc<Self>, session: &RandomId, bytes: Vec<u8>) -> Result<(), Problem> {
        if !self.settings.secure {
            return Err(Problem::of("room/insecure"));
        }
        let order = Order::open(&bytes).map_err(|bad| match bad {
            BadOrder::Malformed(malformed) => Problem::malformed(&malformed),
            BadOrder::Unverified(_) => Problem::of("api/signature"),
            BadOrder::Signer => Problem::of(bad.code()),
        })?;
        let believed = self.settings.certifiers.contains(&order.certifier) && order.centre == self.did;
        if !believed {
            return Err(Problem::of("api/not-believed"));
        }
        if order.session != *session {
            return Err(Problem::of("access/session"));
        }
        self.examine(&order)?;
        let _one_at_a_time = self.importing.lock().await;
        let of_store = |fault: Fault| Problem::of(fault.code());
        if self.shared.is_some() {
            // What came in elsewhere counts too.
            self.orders().await.map_err(of_store)?;
        }
        if self.session(session).is_err() && self.is_taken(&order) {
            return Err(Problem::of("api/imported").at("/body/roster"));
        }
        if !sharing::hold(self, session).await.map_err(of_store)? {
            // Another server was quicker: it is asked next.
            return Err(Problem::of("api/busy").again_after(1));
        }
        let kept = self.store.put(ORDER, &session.to_string(), bytes).await;
        kept.map_err(|fault| match fault {
            Fault::Differs => Problem::of("api/imported"),
            fault => Problem::of(fault.code()),
        })?;
        if self.session(session).is_ok() {
            return Ok(());
        }
        let order = Arc::new(order);
        if self.shared.is_some() && !self.begins_to_wake(session) {
            return Err(Problem::of("api/busy").again_after(1));
        }
        let woken = self.wake(order).await;
        self.is_awake(session);
        woken.map_err(|why| Problem::of(why.code()))
    }

    /// Whether another session has an attempt of this order.
    fn is_taken(&self, order: &Order) -> bool {
        let sessions = self.sessions.read().unwrap_or_else(PoisonError::into_inner);
        let mut attempts = order.roster.iter().map(|candidate| candidate.attempt);
        attempts.any(|attempt| (sessions.of_attempt.get(&attempt)).is_some_and(|session| *session != order.session))
    }

    /// Everything that is wrong with an order, as far as it can be seen before its content is open.
    fn examine(&self, order: &Order) -> Result<(), Problem> {
        let mut findings = Findings::of_file("order");
        let facts = Facts {
            calendar: &self.settings.calendar,
            release: &order.release,
            protocol: None,
            habilitated: self.settings.habilitated,
        };
        check(order, &facts, &mut findings);
        let errors = findings.into_vec();
        let mut errors = errors
            .iter()
            .filter(|finding| finding.severity == Severity::Error && finding.code != "order/no-protocol");
        let Some(first) = errors.next() else { return Ok(()) };
        let mut problem = Problem::of(first.code).at(&format!("/body{}", first.pointer));
        problem.also = errors
            .map(|finding| jalon_api::problem::Also {
                code: finding.code.to_owned(),
                pointer: format!("/body{}", finding.pointer),
            })
            .collect();
        Err(problem)
    }

    /// Keeps the sealed content of a session: the one that its order names, and no other, whoever brings it.
    pub(crate) async fn import_content(&self, order: &Order, bytes: Vec<u8>) -> Result<(), Problem> {
        if Digest::of(&bytes) != order.content {
            return Err(Problem::of("api/other-content"));
        }
        let session = order.session;
        let kept = self.store.put(CONTENT, &session.to_string(), bytes).await;
        kept.map_err(|fault| match fault {
            Fault::Differs => Problem::of("api/imported"),
            fault => Problem::of(fault.code()),
        })
    }

    /// Keeps the certifier's release, so that another life of the server can open the content again. One that was kept before the room
    /// heard of it serves as well, when it gives the same code.
    pub(crate) async fn keep_released(&self, session: &RandomId, code: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        let of_store = |fault: Fault| Problem::of(fault.code());
        match self.store.put(RELEASED, &session.to_string(), bytes).await {
            Err(Fault::Differs) => {
                let known = self.released(session).await.map_err(of_store)?;
                let same = known.is_some_and(|codes| codes == [code]);
                if same { Ok(()) } else { Err(of_store(Fault::Differs)) }
            }
            kept => kept.map_err(of_store),
        }
    }

    /// Whether a session is the copy of another server's, from which nobody took over yet.
    pub(crate) async fn is_copy(&self, session: &RandomId) -> Result<bool, Fault> {
        let id = session.to_string();
        Ok(self.store.get(FOLLOWED, &id).await?.is_some() && self.store.get(TAKEN, &id).await?.is_none())
    }

    /// A copy became a session of its own.
    pub(crate) async fn took_over(&self, session: &RandomId) -> Result<(), Fault> {
        self.store
            .put(TAKEN, &session.to_string(), b"taken over".to_vec())
            .await
    }

    /// The code of the certifier's release, when there was one.
    pub(crate) async fn released(&self, session: &RandomId) -> Result<Option<Vec<String>>, Fault> {
        let bytes = self.store.get(RELEASED, &session.to_string()).await?;
        let released = bytes.and_then(|bytes| {
            let signed = Signed::<Released>::from_slice(&bytes, json::Limits::DOCUMENT).ok()?;
            signed.verify(jalon_api::staff::RELEASED).ok()
        });
        Ok(released.map(|released| vec![released.body.code]))
    }
}
