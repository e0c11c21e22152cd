//! `jalon serve`: the application on this machine, read-only, with a strict policy and answers already compressed.

mod answer;
mod site;

pub use answer::{HEADERS, router};
pub use site::Site;

use anyhow::{Context, Result, bail};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;

/// What `jalon serve` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of the application, or of a room's console; without it, what is inside this binary.
    #[arg(long, value_name = "FOLDER")]
    pub site: Option<PathBuf>,
    /// Address to listen on. Browsers give a page its storage and keys on `localhost` or over https only.
    #[arg(long, default_value = "127.0.0.1")]
    pub address: IpAddr,
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// The file of a room's server, or the URL of its PostgreSQL database: the room is served, over TLS, and not the application.
    #[arg(long, requires = "centre", value_name = "FILE|URL")]
    pub database: Option<String>,
    /// Folder of the centre, made by `jalon session centre`.
    #[arg(long, requires = "database", value_name = "FOLDER")]
    pub centre: Option<PathBuf>,
    /// Where the other servers of the same database reach this one: each session lives at one of them, and the others pass on what they are
    /// asked of it. All have a folder of the same centre.
    #[arg(long, requires = "database", value_name = "ADDRESS:PORT")]
    pub shared: Option<SocketAddr>,
    /// Seconds that a session stays with a server that is not heard of, before another takes it over.
    #[arg(long, default_value_t = 5, requires = "shared")]
    pub lease: u32,
    /// In a rehearsal, how many times faster than a watch the clocks run.
    #[arg(long, default_value_t = 1, requires = "database")]
    pub speed: u32,
}

/// Serves until the process is told to stop (Ctrl-C).
///
/// # Errors
/// There is no application, its folder cannot be read, or the address is taken.
pub fn run(arguments: &Arguments) -> Result<()> {
    if let (Some(database), Some(centre)) = (&arguments.database, &arguments.centre) {
        let wanted = SocketAddr::new(arguments.address, arguments.port);
        let console = match &arguments.site {
            Some(folder) => Site::from_folder(folder)?,
            None => Site::console(),
        };
        let served = crate::room::serve::Served {
            database,
            centre,
            wanted,
            shared: arguments.shared,
            lease: Duration::from_secs(u64::from(arguments.lease.max(1))),
            speed: arguments.speed,
        };
        return crate::room::serve::run(&served, console);
    }
    let site = match &arguments.site {
        Some(folder) => Site::from_folder(folder)?,
        None => Site::embedded(),
    };
    if site.is_empty() {
        bail!(
            "there is no application inside this binary: give its folder with `--site FOLDER` (`cargo xtask serve` builds it)"
        );
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let wanted = SocketAddr::new(arguments.address, arguments.port);
        let listener = TcpListener::bind(wanted)
            .await
            .with_context(|| format!("listening on {wanted}"))?;
        let at = listener.local_addr()?;
        if at.ip().is_loopback() {
            println!("http://localhost:{}", at.port());
        } else {
            println!("http://{at}");
        }
        until_stopped(listener, site).await
    })
}

/// Serves on a port that is already open, until Ctrl-C.
///
/// # Errors
/// The port fails.
pub async fn until_stopped(listener: TcpListener, site: Site) -> Result<()> {
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    axum::serve(listener, router(site)).with_graceful_shutdown(stop).await?;
    Ok(())
}
