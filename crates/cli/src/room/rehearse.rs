//! `jalon rehearse`: a whole room of simulated people on this machine, over TLS, on a real file, from the order to the outcome.

use super::centre::{Centre, Opened};
use super::replayed::{self, Replayed, Scored};
use crate::output::{Said, coded, say};
use crate::{files, key};
use anyhow::{Context, Result, anyhow, bail};
use jalon_authoring::folder::is_publishable;
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_base::{Document, Text, Timestamp};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_messages::{Lang, rehearsal as words};
use jalon_protocol::ProtocolId;
use jalon_protocol::plan::{Place, Purpose};
use jalon_protocol::release::statement::STATEMENT;
use jalon_server::client::Server;
use jalon_server::rehearsal::{Cast, Played, Stage, Troubles, play};
use jalon_server::tls::{Authority, client};
use jalon_server::{Clock, Hub};
use jalon_store::{Sqlite, Store};
use serde_json::json;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// What `jalon rehearse` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of a referential.
    pub folder: PathBuf,
    /// One of its protocols: it is sat as an examination would be.
    pub protocol: String,
    /// How many people sit, eight at least: one comes late, one is turned away.
    #[arg(long, default_value_t = 18)]
    pub people: usize,
    /// How many times faster than a watch the room's clocks run.
    #[arg(long, default_value_t = 20)]
    pub speed: u32,
    /// The file of the server, which must not be there yet; without it, one that goes with the rehearsal.
    #[arg(long)]
    pub database: Option<PathBuf>,
    /// Folder for what is left of it: order, sealed content, records, audit.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

/// An edition of a folder whose protocol is sat in a room: sealed scoring, half an hour for each part.
///
/// # Errors
/// The folder has errors, or no such protocol.
pub fn edition(
    folder: &Path,
    protocol: &str,
    certifier: &SecretKey,
    at: Timestamp,
    lang: Lang,
) -> Result<(Vec<u8>, ProtocolId)> {
    let (mut authored, findings) = jalon_authoring::check(&files::folder(folder)?);
    if !is_publishable(&findings) {
        bail!("{} has errors: `jalon check` says them", folder.display());
    }
    let id = ProtocolId::parse(protocol)
        .filter(|id| authored.protocols.contains_key(id))
        .with_context(|| format!("{} has no protocol `{protocol}`", folder.display()))?;
    if let Some(protocol) = authored.protocols.get_mut(&id) {
        if protocol.is_adaptive() {
            let args = SortedMap::from([("protocol", id.to_string())]);
            return Err(coded(lang, "order/adaptive", &args));
        }
        if protocol.has_finer_times() {
            return Err(coded(lang, "protocol/times-room", &SortedMap::new()));
        }
        protocol.scoring = Place::Sealed;
        protocol.purpose = Purpose::MockExam;
        for part in &mut protocol.parts {
            part.seconds = part.seconds.or(Some(1800));
        }
    }
    let assembled = jalon_authoring::assemble(&authored, Text::default(), at)?;
    let signed = sign(STATEMENT, &assembled.statement(), certifier, at)?;
    Ok((assembled.signed(&signed)?, id))
}

fn sign<T: Document>(kind: &str, body: &T, key: &SecretKey, at: Timestamp) -> Result<Signed<T>> {
    let by = did_key(&key.public());
    let to_sign = Signed::prepare(kind, body, &by, at).map_err(|error| anyhow!("{error}"))?;
    let signature = key.sign(to_sign.bytes());
    to_sign.complete(signature).map_err(|error| anyhow!("{error}"))
}

/// What is left of a rehearsal.
#[derive(Debug)]
pub struct Left {
    /// How it was played.
    pub played: Played,
    /// As whoever receives it replays it.
    pub replayed: Replayed,
    /// Acknowledgements of places that the sealed records do not hold: none.
    pub missing: usize,
    /// The order, signed.
    pub order: Vec<u8>,
    /// The content, sealed.
    pub content: Vec<u8>,
}

/// Plays a rehearsal on a server that is there already, and replays what it sealed; a key opens the right answers of an examination.
///
/// # Errors
/// What the room refused that it should not have; the server cannot be reached.
pub async fn rehearse(stage: &Stage, cast: Cast, key: Option<&SecretKey>, lang: Lang) -> Result<Left> {
    let (order, content) = (cast.signed.clone(), cast.content.clone());
    let body = cast.order.clone();
    let played = play(stage, cast).await?;
    let records = replayed::records(&played.records)?;
    let replayed = replayed::replayed(&records, &body, &content, key, lang)?;
    // Every event that a place was told is kept, once, in the sealed journals or with a person.
    let mut kept: SortedMap<jalon_base::Digest, usize> = SortedMap::new();
    for record in &records {
        let event = match record {
            jalon_session::store::Record::Event { event } => event,
            jalon_session::store::Record::Aside(aside) => &aside.event,
            _ => continue,
        };
        if let Ok(digest) = event.header.digest() {
            let times = kept.get(&digest).copied().unwrap_or(0);
            kept.insert(digest, times + 1);
        }
    }
    let told = played.seen.iter().flat_map(|seen| &seen.acknowledged);
    let missing = told.filter(|digest| kept.get(*digest) != Some(&1)).count();
    Ok(Left {
        played,
        replayed,
        missing,
        order,
        content,
    })
}

/// Rehearses on a server of its own.
///
/// # Errors
/// The folder cannot be used, the file is there already, or the rehearsal failed.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let order = arguments.output.as_ref().map(|folder| folder.join("order.json"));
    if let Some(there) = order.filter(|order| order.exists()) {
        bail!("{} exists already: a rehearsal overwrites nothing", there.display());
    }
    let at = key::now();
    let certifier = SecretKey::from_seed(key::random()?);
    let (edition, protocol) = edition(&arguments.folder, &arguments.protocol, &certifier, at, lang)?;
    let own = std::env::temp_dir().join(format!("jalon-rehearsal-{}", std::process::id()));
    let database = match &arguments.database {
        Some(path) if path.exists() => bail!("{} is there already", path.display()),
        Some(path) => path.clone(),
        None => {
            std::fs::create_dir_all(&own)?;
            own.join("room.db")
        }
    };
    let left = on_a_server_of_its_own(arguments, lang, &database, (&edition, &protocol), &certifier);
    let _was_not_made = std::fs::remove_dir_all(&own);
    let left = left?;
    if let Some(folder) = &arguments.output {
        std::fs::create_dir_all(folder)?;
        files::write(&folder.join("order.json"), &left.order)?;
        files::write(&folder.join("content.sealed"), &left.content)?;
        files::write(&folder.join("records.jsonl"), &left.played.records)?;
        files::write(&folder.join("audit.jsonl"), &left.played.audit)?;
    }
    Ok(said(&left, lang))
}

fn on_a_server_of_its_own(
    arguments: &Arguments,
    lang: Lang,
    database: &Path,
    (edition, protocol): (&[u8], &ProtocolId),
    certifier: &SecretKey,
) -> Result<Left> {
    let at = key::now();
    let after = |days: i64| Timestamp::from_unix(at.unix() + days * 86_400).context("a date out of bounds");
    let seed: [u8; 32] = key::random()?;
    let authority = Authority::make("rehearsal", &["localhost".to_owned()]).map_err(|error| anyhow!("{error}"))?;
    let root = authority.root.clone();
    let opened = Opened {
        centre: Centre {
            format: "jalon/centre@1".to_owned(),
            name: "localhost".to_owned(),
            did: did_key(&SecretKey::from_seed(seed).public()),
            certifiers: vec![did_key(&certifier.public())],
            from: after(-30)?,
            until: after(30)?,
            rehearsal: true,
        },
        key: SecretKey::from_seed(seed),
        authority,
    };
    let tls = opened.authority.server().map_err(|error| anyhow!("{error}"))?;
    let centre = opened.centre.did.clone();
    let cast = Cast::of(edition, protocol, arguments.people, (&centre, certifier), at)?;
    let clock = Clock::rehearsed(RandomId::from_bytes(key::random()?), at.unix() * 1000, arguments.speed);
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(database).map_err(|error| anyhow!("{error}"))?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let hub = Hub::begin(opened.settings(), clock.clone(), store).await?;
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        let (scenes, seen) = mpsc::unbounded_channel();
        let stage = Stage {
            server: Server {
                address: listener.local_addr()?,
                name: "localhost".to_owned(),
                tls: Some(client(&root).map_err(|error| anyhow!("{error}"))?),
            },
            clock,
            centre,
            troubles: Troubles::of(arguments.people),
            scenes,
        };
        let telling = tokio::spawn(tell(seen, lang));
        let serving = jalon_server::net::serve(listener, Some(tls), jalon_server::router(&hub), std::future::pending());
        let left = tokio::select! {
            left = rehearse(&stage, cast, None, lang) => left,
            served = serving => Err(anyhow!("the server stopped: {served:?}")),
            fault = hub.ended() => Err(anyhow!("{fault}")),
        };
        drop(stage);
        telling.await?;
        left
    })
}

/// Tells what happens, as it happens, to who watches.
async fn tell(mut seen: mpsc::UnboundedReceiver<jalon_server::rehearsal::Scene>, lang: Lang) {
    while let Some(scene) = seen.recv().await {
        let whom = scene.whom.map_or_else(String::new, |whom| whom.to_string());
        eprintln!("{}", words::scene(lang, scene.what, &whom));
    }
}

fn said(left: &Left, lang: Lang) -> Said {
    let Left { played, replayed, .. } = left;
    let acknowledged: usize = played.seen.iter().map(|seen| seen.acknowledged.len()).sum();
    let root = replayed
        .seal
        .as_ref()
        .map(|seal| seal.root.to_string())
        .unwrap_or_default();
    let mut lines: Vec<String> = replayed.results.iter().map(|result| result.said(lang)).collect();
    lines.push(words::kept(lang, acknowledged, left.missing, replayed.asides));
    let wrongs = replayed
        .wrongs
        .iter()
        .map(|wrong| say(lang, wrong.code(), &SortedMap::new()));
    lines.extend(wrongs);
    let holds = replayed.wrongs.is_empty() && left.missing == 0;
    lines.push(words::sealed(lang, if holds { "holds" } else { "fails" }, &root));
    let results: Vec<_> = replayed.results.iter().map(Scored::told).collect();
    Said {
        json: json!({"root": root, "acknowledged": acknowledged, "missing": left.missing, "aside": replayed.asides,
            "wrong": replayed.wrongs.iter().map(jalon_session::seal::Wrong::code).collect::<Vec<_>>(), "results": results}),
        text: lines.join("\n"),
        success: holds,
    }
}
