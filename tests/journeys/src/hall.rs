//! A room with its own server, over TLS, on one SQLite file, that serves the proctor's console too; its people have printed cards.

use crate::{Browser, Profile, Setting, View};
use anyhow::{Context, Result, anyhow};
use jalon_base::Timestamp;
use jalon_base::id::RandomId;
use jalon_cli::room::rehearse::edition;
use jalon_cli::room::serve::router;
use jalon_cli::serve::Site;
use jalon_credential::SecretKey;
use jalon_credential::card::Card;
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_messages::Lang;
use jalon_server::client::{Client, Desk, Machine, Server};
use jalon_server::rehearsal::Cast;
use jalon_server::tls::{Authority, client};
use jalon_server::{Clock, Hub, Settings, net};
use jalon_session::calendar::Calendar;
use jalon_session::event::{Deed, Tried};
use jalon_session::order::KIND;
use jalon_store::{Sqlite, Store};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// The PIN of everybody.
pub const PIN: &str = "314159";
/// How many times faster than a watch the room's clocks run.
const SPEED: u32 = 4;

/// A room that is served; it stops with its owner.
pub struct Hall {
    setting: Setting,
    folder: PathBuf,
    server: Server,
    /// The clocks of the room.
    pub clock: Clock,
    /// DID of the centre.
    pub centre: String,
    /// The order, who runs the room, the codes.
    pub cast: Cast,
    /// Letters of the cards of who runs the room and of the second person.
    pub cards: [String; 2],
    first: Card,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

fn random<const N: usize>() -> Result<[u8; N]> {
    jalon_server::random().map_err(|error| anyhow!("{error}"))
}

impl Hall {
    /// Serves a room of so many people, whose order and content are at hand and whose places have passed their tests.
    ///
    /// # Errors
    /// Something is missing on this machine, the built console among it.
    pub async fn open(people: usize) -> Result<(Self, Vec<Machine>)> {
        let mut setting = Setting::find()?;
        // Its certificate is of an authority of the room, which no browser of this machine knows.
        setting.flags.push("--ignore-certificate-errors".to_owned());
        let built = setting.site.with_file_name("room");
        let console = Site::from_folder(&built).context("the console: `cargo xtask web` builds it")?;
        let at = Timestamp::parse("2026-11-24T08:00:00Z").context("a date")?;
        let certifier = SecretKey::from_seed(random()?);
        let advf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials/advf");
        let (edition, protocol) = edition(&advf, "decouverte", &certifier, at, Lang::Fr)?;
        let key: [u8; 32] = random()?;
        let centre = did_key(&SecretKey::from_seed(key).public());
        let mut cast = Cast::of(&edition, &protocol, people, (&centre, &certifier), at)?;
        // Keys of cards in the place of keys in files.
        let (first, second) = (Card::from_bytes(random()?), Card::from_bytes(random()?));
        for (person, card) in cast.order.staff.iter_mut().zip([&first, &second]) {
            person.key = did_key(&card.key(PIN)?.public());
            person.card = true;
        }
        let to_sign = Signed::prepare(KIND, &cast.order, &cast.order.certifier, cast.order.issued)?;
        let signature = certifier.sign(to_sign.bytes());
        cast.signed = to_sign.complete(signature)?.to_vec();
        let settings = Settings {
            key: SecretKey::from_seed(key),
            certifiers: vec![cast.order.certifier.clone()],
            habilitated: Timestamp::parse("2026-01-01T00:00:00Z").zip(Timestamp::parse("2026-12-31T00:00:00Z")),
            calendar: Calendar {
                zone: None,
                from_minute: 0,
                until_minute: 24 * 60,
                sundays: true,
                holidays: &[],
                days_before: 0,
            },
            build: "journey".to_owned(),
            secure: true,
        };
        let boot: [u8; 16] = random()?;
        let clock = Clock::rehearsed(RandomId::from_bytes(boot), at.unix() * 1000, SPEED);
        let folder = std::env::temp_dir().join(format!("jalon-hall-{}", RandomId::from_bytes(boot)));
        std::fs::create_dir_all(&folder)?;
        let authority = Authority::make("hall", &["localhost".to_owned()])?;
        let root = authority.root.clone();
        let tls = authority.server()?;
        let store: Arc<dyn Store> =
            Arc::new(Sqlite::open(&folder.join("room.db")).map_err(|error| anyhow!("{error}"))?);
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let served = clock.clone();
        let thread = thread::spawn(move || {
            let done = run(settings, served, store, console, tls, stopped, &tell);
            if let Err(error) = done {
                let _nobody = tell.send(Err(error));
            }
        });
        let address = told.recv().context("the room's server did not start")??;
        let server = Server {
            address,
            name: "localhost".to_owned(),
            tls: Some(client(&root)?),
        };
        let cards = [first.text(), second.text()];
        let hall = Self {
            setting,
            folder,
            server,
            clock,
            centre,
            cast,
            cards,
            first,
            stop: Some(stop),
            thread: Some(thread),
        };
        let machines = hall.prepared().await?;
        Ok((hall, machines))
    }

    /// Whoever runs the room, at a console in Rust.
    ///
    /// # Errors
    /// The server refuses.
    pub async fn desk(&self) -> Result<Desk> {
        let client = Client::new(self.server.clone());
        let mut desk = Desk::new(self.cast.order.session, self.first.key(PIN)?, client);
        desk.enter(self.clock.date()).await?;
        Ok(desk)
    }

    /// Order and content are brought, and every place is said to be ready: what comes before the proctor.
    async fn prepared(&self) -> Result<Vec<Machine>> {
        let session = self.cast.order.session;
        let client = Client::new(self.server.clone());
        let mut desk = Desk::new(session, self.first.key(PIN)?, client);
        desk.order(self.cast.signed.clone()).await?;
        desk.enter(self.clock.date()).await?;
        desk.content(self.cast.content.clone()).await?;
        let mut machines = Vec::new();
        for seat in &self.cast.order.seats {
            let key = SecretKey::from_seed(random()?);
            let client = Client::new(self.server.clone());
            let machine = Machine::new(seat.clone(), session, self.centre.clone(), key, client);
            let tried = Tried {
                storage: true,
                audio: true,
                screen: true,
                keyboard: true,
                secure: true,
            };
            let (seat, key) = (seat.clone(), machine.did());
            desk.act(Deed::Prepare { seat, key, tried }, None, self.clock.date())
                .await?;
            machines.push(machine);
        }
        Ok(machines)
    }

    /// The path of the console in the address bar.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/salle/{}", self.cast.order.session)
    }

    /// The key of the second person's card.
    ///
    /// # Errors
    /// It is no card.
    pub fn second(&self) -> Result<SecretKey> {
        let [_, second] = &self.cards;
        Ok(Card::read(second)?.key(PIN)?)
    }

    /// A browser with a profile that was used before.
    ///
    /// # Errors
    /// The browser does not start.
    pub async fn browser_of(&self, view: View, profile: Profile) -> Result<Browser> {
        let address = format!("https://localhost:{}", self.server.address.port());
        Browser::start(&self.setting, &address, view, profile).await
    }

    /// A browser that nobody has used.
    ///
    /// # Errors
    /// The browser does not start.
    pub async fn browser(&self, view: View) -> Result<Browser> {
        self.browser_of(view, Profile::fresh()?).await
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _gone = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _gone = thread.join();
        }
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

fn run(
    settings: Settings,
    clock: Clock,
    store: Arc<dyn Store>,
    console: Site,
    tls: Arc<rustls::ServerConfig>,
    stopped: oneshot::Receiver<()>,
    tell: &mpsc::Sender<Result<SocketAddr>>,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let hub = Hub::begin(settings, clock, store).await?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let _nobody = tell.send(Ok(listener.local_addr()?));
        let stop = async {
            let _stopped = stopped.await;
        };
        net::serve(listener, Some(tls), router(&hub, console), stop).await?;
        Ok(())
    })
}
