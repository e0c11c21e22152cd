//! `jalon serve --database`: the server of a room, on one file, over TLS by the centre's own authority.

use super::centre::Centre;
use crate::key;
use crate::serve::{self, Site};
use anyhow::{Context, Result, anyhow, bail};
use axum::Router;
use axum::routing::any_service;
use jalon_base::id::RandomId;
use jalon_server::{Clock, Hub};
use jalon_store::{Sqlite, Store};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What a room's server answers: its interface, and the proctor's console under `/salle/<session>`, when there is one.
pub fn router(hub: &Arc<Hub>, console: Site) -> Router {
    let interface = jalon_server::router(hub);
    if console.is_empty() {
        return interface;
    }
    let console = serve::router(console);
    Router::new()
        .route("/salle/{*rest}", any_service(console))
        .fallback_service(interface)
}

/// Serves a room until the process is told to stop, or the disk refuses a write: then it ends at once, and another life goes on from the
/// file.
///
/// # Errors
/// The centre does not open, the file is not one of ours or does not replay, the address is taken, the disk refused.
pub fn run(database: &Path, centre: &Path, wanted: SocketAddr, speed: u32, console: Site) -> Result<()> {
    let opened = Centre::open(centre)?;
    if speed != 1 && !opened.centre.rehearsal {
        bail!("clocks run faster in a rehearsal only");
    }
    let tls = opened.authority.server().map_err(|error| anyhow!("{error}"))?;
    let name = opened.centre.name.clone();
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
    let store: Arc<dyn Store> = Arc::new(
        Sqlite::open(database)
            .map_err(|error| anyhow!("{error}"))
            .with_context(|| format!("opening {}", database.display()))?,
    );
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let hub = Hub::begin(opened.settings(), clock, store).await?;
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
            fault = ended => Err(anyhow!("{fault}: nothing more is acknowledged; start again, from the file")),
        }
    })
}
