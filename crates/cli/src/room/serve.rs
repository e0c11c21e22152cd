//! `jalon serve --database`: the server of a room, on one file or a PostgreSQL database, over TLS by the centre's own authority.

use super::centre::Centre;
use crate::key;
use crate::serve::{self, Site};
use anyhow::{Context, Result, anyhow, bail};
use axum::Router;
use axum::routing::any_service;
use jalon_base::id::RandomId;
use jalon_server::tls::client;
use jalon_server::{Clock, Hub, Sharing};
use jalon_store::{Sqlite, Store};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// What a room's server answers: its interface, and, when they are there, the proctor's console under `/salle/<session>` and its places
/// under `/poste/<session>`.
pub fn router(hub: &Arc<Hub>, console: Site) -> Router {
    let interface = jalon_server::router(hub);
    if console.is_empty() {
        return interface;
    }
    let console = serve::router(console);
    Router::new()
        .route("/salle/{*rest}", any_service(console.clone()))
        .route("/poste/{*rest}", any_service(console))
        .fallback_service(interface)
}

/// What is served, and where.
#[derive(Debug)]
pub struct Served<'a> {
    /// A file, or the URL of a database.
    pub database: &'a str,
    /// Folder of the centre.
    pub centre: &'a Path,
    /// Where to listen.
    pub wanted: SocketAddr,
    /// Where the other servers of the same store reach this one, when there are others.
    pub shared: Option<SocketAddr>,
    /// How long a session stays with a server that is not heard of.
    pub lease: Duration,
    /// How many times faster than a watch the clocks run.
    pub speed: u32,
}

/// The store of a file, or of the URL of a database.
fn open(database: &str) -> Result<Arc<dyn Store>> {
    if database.starts_with("postgres://") || database.starts_with("postgresql://") {
        return in_database(database).map_err(|error| anyhow!("opening the database: {error}"));
    }
    let file = Sqlite::open(Path::new(database)).map_err(|error| anyhow!("opening {database}: {error}"))?;
    Ok(Arc::new(file))
}

#[cfg(feature = "postgres")]
fn in_database(url: &str) -> Result<Arc<dyn Store>, String> {
    Ok(Arc::new(jalon_store::Postgres::open(url)?))
}

#[cfg(not(feature = "postgres"))]
fn in_database(_: &str) -> Result<Arc<dyn Store>, String> {
    Err("this `jalon` was built without PostgreSQL (feature `postgres`)".to_owned())
}

/// Serves a room until the process is told to stop, or the disk refuses a write: then it ends at once, and another life goes on from
/// what is kept.
///
/// # Errors
/// The centre does not open, the store is not one of ours or does not replay, the address is taken, the disk refused.
pub fn run(served: &Served<'_>, console: Site) -> Result<()> {
    let (speed, wanted) = (served.speed, served.wanted);
    let opened = Centre::open(served.centre)?;
    if speed != 1 && !opened.centre.rehearsal {
        bail!("clocks run faster in a rehearsal only");
    }
    let tls = opened.authority.server().map_err(|error| anyhow!("{error}"))?;
    let name = opened.centre.name.clone();
    let sharing = served.shared.map(|address| -> Result<Sharing> {
        let root = client(&opened.authority.root).map_err(|error| anyhow!("{error}"))?;
        Ok(Sharing {
            address,
            lasts: served.lease,
            name: name.clone(),
            tls: Some(root),
        })
    });
    let sharing = sharing.transpose()?;
    let boot = RandomId::from_bytes(key::random()?);
    let clock = if speed == 1 {
        Clock::begin(boot)
    } else {
        // From the beginning of the day on, so that one life goes on where the one before it ended.
        let now = Clock::begin(boot).now().wall_ms;
        let since = now.rem_euclid(86_400_000);
        let wall = (now - since).saturating_add(since.saturating_mul(i64::from(speed)));
        Clock::rehearsed(boot, wall, speed)
    };
    let store = open(served.database)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let hub = Hub::begin_among(opened.settings(), clock, store, sharing).await?;
        for asleep in hub.asleep() {
            eprintln!("{asleep}");
        }
        let listener = TcpListener::bind(wanted)
            .await
            .with_context(|| format!("listening on {wanted}"))?;
        println!("https://{name}:{} ({})", listener.local_addr()?.port(), hub.did());
        let ended = hub.ended();
        let stop = async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            served = jalon_server::net::serve(listener, Some(tls), router(&hub, console), stop) => Ok(served?),
            fault = ended => Err(anyhow!("{fault}: nothing more is acknowledged; start again, from what is kept")),
        }
    })
}
