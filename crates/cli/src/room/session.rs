//! `jalon session`: the certifier's order, the centre's papers, the room from the console, the sealed session replayed.

use super::centre::Centre;
use super::replayed::{self, Replayed, Scored};
use crate::output::{Said, say};
use crate::{files, key};
use anyhow::{Context, Result, anyhow, bail};
use jalon_base::json::Value;
use jalon_base::sorted::SortedMap;
use jalon_base::{Document, Timestamp, jcs};
use jalon_credential::sealed::Cost;
use jalon_messages::{Lang, rehearsal as words};
use jalon_server::client::{Client, Desk, Failed, Server};
use jalon_server::tls;
use jalon_session::Order;
use jalon_session::seal::Wrong;
use serde_json::json;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What `jalon session` does.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Makes the papers of a centre: its key, its certificate authority.
    Centre(CentreArguments),
    /// Signs the order of a session, and seals its content under two codes.
    Order(super::order::Arguments),
    /// Writes what an order is made from: a draft, and the table of who sits.
    Template(super::order::TemplateArguments),
    /// Writes what a centre prints: roll call, the proctor's sheet, incident form, minutes, and what to do when the server stops.
    Papers(super::papers::Arguments),
    /// Brings an order and its sealed content to a centre's server.
    Open(OpenArguments),
    /// Says where a session is.
    Status(At),
    /// Seals a session that is closed, and takes away what is kept of it.
    Seal(SealArguments),
    /// Replays a sealed session: every signature, every attempt, the seal.
    Verify(VerifyArguments),
}

/// The papers of a centre.
#[derive(Debug, clap::Args)]
pub struct CentreArguments {
    /// Its folder, which is not there yet.
    #[arg(short, long)]
    pub output: PathBuf,
    /// The name of its server on the network of the room: `salle.example`.
    #[arg(long)]
    pub name: String,
    /// DID of a certifier whose orders it carries out.
    #[arg(long, required = true)]
    pub certifier: Vec<String>,
    /// Since when it is habilitated.
    #[arg(long, value_parser = key::instant)]
    pub from: Timestamp,
    /// Until when.
    #[arg(long, value_parser = key::instant)]
    pub until: Timestamp,
    /// It only rehearses: any hour of any day.
    #[arg(long)]
    pub rehearsal: bool,
}

/// Somebody at a server.
#[derive(Debug, clap::Args)]
pub struct At {
    /// Address of the server: `192.168.1.10:8443`.
    #[arg(long)]
    pub server: SocketAddr,
    /// The centre's authority, `root.pem`.
    #[arg(long)]
    pub root: PathBuf,
    /// The name of the server.
    #[arg(long)]
    pub name: String,
    /// Key file of somebody who works at the session.
    #[arg(long)]
    pub key: PathBuf,
    /// The signed order.
    #[arg(long)]
    pub order: PathBuf,
}

/// What is brought to a server.
#[derive(Debug, clap::Args)]
pub struct OpenArguments {
    #[command(flatten)]
    at: At,
    /// The sealed content.
    #[arg(long)]
    content: PathBuf,
}

/// What is taken away from a server.
#[derive(Debug, clap::Args)]
pub struct SealArguments {
    #[command(flatten)]
    at: At,
    /// The records, one a line.
    #[arg(short, long)]
    output: PathBuf,
}

/// What is replayed.
#[derive(Debug, clap::Args)]
pub struct VerifyArguments {
    /// The records of a sealed session, one a line.
    pub records: PathBuf,
    /// Its signed order.
    #[arg(long)]
    pub order: PathBuf,
    /// Its sealed content.
    #[arg(long)]
    pub content: PathBuf,
    /// Key file to which the right answers are sealed, when the edition is an examination.
    #[arg(long)]
    pub unseal: Option<PathBuf>,
    /// Where to write the journal of each attempt and its outcome, once the session holds: what `jalon score`, `mark` and `issue` read.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

/// Carries out a command.
///
/// # Errors
/// A file cannot be read or written, a key does not open, the server cannot be reached or refuses.
pub fn run(command: &Command, lang: Lang) -> Result<Said> {
    match command {
        Command::Centre(arguments) => centre(arguments),
        Command::Order(arguments) => super::order::run(arguments, lang),
        Command::Template(arguments) => super::order::template(arguments, lang),
        Command::Papers(arguments) => super::papers::run(arguments, lang),
        Command::Open(arguments) => open(arguments, lang),
        Command::Status(at) => status(at, lang),
        Command::Seal(arguments) => seal(arguments, lang),
        Command::Verify(arguments) => verify(arguments, lang),
    }
}

fn centre(arguments: &CentreArguments) -> Result<Said> {
    let centre = Centre {
        format: "jalon/centre@1".to_owned(),
        name: arguments.name.clone(),
        did: String::new(),
        certifiers: arguments.certifier.clone(),
        from: arguments.from,
        until: arguments.until,
        rehearsal: arguments.rehearsal,
    };
    let passphrase = key::new_passphrase(Lang::En)?;
    let made = Centre::make(&arguments.output, &arguments.name, centre, &passphrase, Cost::SERVER)?;
    Ok(Said::done(
        json!({"did": made.did, "folder": arguments.output}),
        format!("{}\n{}", made.did, arguments.output.display()),
    ))
}

/// The order of a file, and somebody at its server who has come in.
fn at_server<T>(at: &At, act: impl AsyncFnOnce(&mut Desk, Vec<u8>) -> Result<T, Failed>, lang: Lang) -> Result<T> {
    let bytes = files::read(&at.order)?;
    let order = Order::open(&bytes).map_err(|bad| anyhow!("{}", say(lang, bad.code(), &SortedMap::new())))?;
    let root = String::from_utf8(files::read(&at.root)?)?;
    let server = Server {
        address: at.server,
        name: at.name.clone(),
        tls: Some(tls::client(&root).map_err(|error| anyhow!("{error}"))?),
    };
    let mut desk = Desk::new(order.session, key::open(&at.key)?, Client::new(server));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(act(&mut desk, bytes));
    done.map_err(|failed| anyhow!("{} [{}]", say(lang, failed.code(), &SortedMap::new()), failed.code()))
}

fn of_status(status: &jalon_api::staff::Status) -> Said {
    let value = status.write();
    let text = value.as_object().map(|members| {
        let line = |(name, value): (&String, &Value)| format!("{name}: {}", value.to_string().trim_matches('"'));
        members.iter().map(line).collect::<Vec<String>>().join("\n")
    });
    Said::done(value, text.unwrap_or_default())
}

fn open(arguments: &OpenArguments, lang: Lang) -> Result<Said> {
    let sealed = files::read(&arguments.content)?;
    let status = at_server(
        &arguments.at,
        async |desk, order| {
            desk.order(order).await?;
            desk.enter(key::now()).await?;
            desk.content(sealed).await
        },
        lang,
    )?;
    Ok(of_status(&status))
}

fn status(at: &At, lang: Lang) -> Result<Said> {
    let status = at_server(
        at,
        async |desk, _| {
            desk.enter(key::now()).await?;
            desk.status().await
        },
        lang,
    )?;
    Ok(of_status(&status))
}

fn seal(arguments: &SealArguments, lang: Lang) -> Result<Said> {
    if arguments.output.exists() {
        bail!("{} is there already", arguments.output.display());
    }
    let records = at_server(
        &arguments.at,
        async |desk, _| {
            desk.enter(key::now()).await?;
            // A session that is sealed already is taken away again.
            match desk.seal(key::now()).await {
                Ok(_) => {}
                Err(Failed::Problem(problem)) if problem.code == "room/out-of-place" => {}
                Err(failed) => return Err(failed),
            }
            desk.records().await
        },
        lang,
    )?;
    files::write(&arguments.output, &records)?;
    let lines = records.iter().filter(|byte| **byte == b'\n').count();
    Ok(Said::done(
        json!({"records": lines, "file": arguments.output}),
        format!("{} ({lines})", arguments.output.display()),
    ))
}

fn read_order(path: &Path, lang: Lang) -> Result<Order> {
    let bytes = files::read(path)?;
    Order::open(&bytes).map_err(|bad| anyhow!("{}", say(lang, bad.code(), &SortedMap::new())))
}

/// Writes each attempt under the pseudonym of its candidate.
fn written(folder: &Path, replayed: &Replayed) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    for result in &replayed.results {
        let name = |ending: &str| folder.join(format!("{}.{ending}.json", result.candidate));
        if let Some(journal) = replayed.parts.journals.get(&result.attempt) {
            files::write(&name("journal"), &jcs::to_vec(journal)?)?;
        }
        if let Some(outcome) = &result.outcome {
            files::write(&name("outcome"), &jcs::to_vec(&**outcome)?)?;
        }
    }
    Ok(())
}

fn verify(arguments: &VerifyArguments, lang: Lang) -> Result<Said> {
    let order = read_order(&arguments.order, lang)?;
    let records = replayed::records(&files::read(&arguments.records)?)?;
    let key = arguments.unseal.as_deref().map(key::open).transpose()?;
    let content = files::read(&arguments.content)?;
    let replayed = replayed::replayed(&records, &order, &content, key.as_ref(), lang)?;
    let root = replayed
        .seal
        .as_ref()
        .map(|seal| seal.root.to_string())
        .unwrap_or_default();
    let holds = replayed.wrongs.is_empty();
    if let Some(folder) = arguments.output.as_deref().filter(|_| holds) {
        written(folder, &replayed)?;
    }
    let mut lines: Vec<String> = replayed.results.iter().map(|result| result.said(lang)).collect();
    for wrong in &replayed.wrongs {
        let attempt = match wrong {
            Wrong::Attempt(attempt) | Wrong::Replay(attempt) | Wrong::Head(attempt) | Wrong::Beside(attempt) => {
                attempt.to_string()
            }
            _ => String::new(),
        };
        lines.push(say(lang, wrong.code(), &SortedMap::from([("attempt", attempt)])));
    }
    lines.push(words::sealed(lang, if holds { "holds" } else { "fails" }, &root));
    Ok(Said {
        json: json!({"root": root, "holds": holds, "aside": replayed.asides,
            "away": replayed.seal.map(|seal| seal.away.iter().map(|who| who.as_str().to_owned()).collect::<Vec<_>>()),
            "wrong": replayed.wrongs.iter().map(Wrong::code).collect::<Vec<_>>(),
            "results": replayed.results.iter().map(Scored::told).collect::<Vec<_>>()}),
        text: lines.join("\n"),
        success: holds,
    })
}
