//! `jalon follow`: keeps a live copy of a centre's server on another machine; `jalon serve --database` on the copy takes over.

use super::centre::Centre;
use anyhow::{Result, anyhow};
use jalon_base::id::RandomId;
use jalon_server::Clock;
use jalon_server::client::{Failed, Server};
use jalon_server::follow::{LiveCopy, NotFollowed};
use jalon_server::tls::client;
use jalon_store::Sqlite;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What `jalon follow` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Address of the server that is followed: `192.168.1.10:8443`.
    #[arg(long)]
    pub server: SocketAddr,
    /// Folder of the centre, the same as the server's.
    #[arg(long, value_name = "FOLDER")]
    pub centre: PathBuf,
    /// The file of the copy, which is made when it is not there.
    #[arg(long, value_name = "FILE")]
    pub database: PathBuf,
}

/// Between two tries to reach a server that is lost.
const PAUSE: Duration = Duration::from_secs(1);

/// Follows until the process is told to stop; a server that is lost is tried again and again.
///
/// # Errors
/// The centre or the file does not open, the server refuses the centre's key, or the file is no copy of this server's.
pub fn run(arguments: &Arguments) -> Result<()> {
    let opened = Centre::open(&arguments.centre)?;
    let server = Server {
        address: arguments.server,
        name: opened.centre.name.clone(),
        tls: Some(client(&opened.authority.root).map_err(|error| anyhow!("{error}"))?),
    };
    let path = arguments.database.display();
    let file = Sqlite::open(&arguments.database).map_err(|error| anyhow!("opening {path}: {error}"))?;
    let clock = Clock::begin(RandomId::from_bytes(crate::key::random()?));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut copy = LiveCopy::open(Arc::new(file)).await?;
        println!("{} records in {path}", copy.count());
        let following = async {
            loop {
                let heard = |count| println!("{count} records");
                match copy.follow(server.clone(), &opened.key, clock.date(), heard).await {
                    Ok(()) => {}
                    Err(NotFollowed::Server(Failed::Lost)) => eprintln!("{} is lost", arguments.server),
                    Err(NotFollowed::Server(Failed::Problem(problem))) if !problem.is_final() => {
                        eprintln!("{}: {}", arguments.server, problem.code);
                    }
                    Err(refused) => return refused,
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        tokio::select! {
            refused = following => Err(refused.into()),
            stopped = tokio::signal::ctrl_c() => Ok(stopped?),
        }
    })
}
