//! `jalon session order`: the order of a session as a certifier writes it, completed, held against every rule at once, and signed.

use super::candidates;
use crate::output::{Said, finding_line};
use crate::sheet::Wrongs;
use crate::{files, key, stop};
use anyhow::{Context, Result, anyhow, bail};
use jalon_attempt::room::commitment;
use jalon_base::document::{Refusal, from_value};
use jalon_base::encoding::base32;
use jalon_base::finding::Findings;
use jalon_base::id::RandomId;
use jalon_base::json::{self, Limits, Value};
use jalon_base::{Digest, Document, Finding, Severity, Slug, Timestamp};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_credential::sealed::{Cost, Randomness};
use jalon_messages::{Lang, rehearsal as words};
use jalon_protocol::{Protocol, ProtocolId, Release};
use jalon_server::content;
use jalon_session::Order;
use jalon_session::calendar::Calendar;
use jalon_session::order::{Candidate, Facts, KIND, Opening, Person, Retention, Rules, Window, check, code_digest};
use serde_json::json;
use std::path::PathBuf;

/// An order to be signed.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The order as it is written by hand; ids, digests, seed and codes are added.
    pub draft: PathBuf,
    /// The table of who sits, when the draft does not say.
    #[arg(long)]
    pub candidates: Option<PathBuf>,
    /// The edition.
    #[arg(long)]
    pub release: PathBuf,
    /// Key file of the certifier.
    #[arg(long)]
    pub key: PathBuf,
    /// Folder for the signed order and the sealed content.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Since when the centre is habilitated.
    #[arg(long, value_parser = key::instant)]
    pub habilitated_from: Timestamp,
    /// Until when.
    #[arg(long, value_parser = key::instant)]
    pub habilitated_until: Timestamp,
}

/// Where a template is written.
#[derive(Debug, clap::Args)]
pub struct TemplateArguments {
    /// Its folder, which is not there yet.
    #[arg(short, long)]
    pub output: PathBuf,
}

/// An order as it is written by hand: two people who run the room, twenty places, a Tuesday morning in Paris.
const DRAFT: &str = include_str!("order/draft.json");

/// Writes a draft, and a table of who sits, to be changed.
///
/// # Errors
/// The folder is there already, or cannot be written.
pub fn template(arguments: &TemplateArguments, lang: Lang) -> Result<Said> {
    let folder = &arguments.output;
    if folder.exists() {
        bail!("{} exists already", folder.display());
    }
    let _writing = stop::writing();
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let (draft, table) = (folder.join("draft.json"), folder.join("candidates.csv"));
    files::write(&draft, DRAFT.as_bytes())?;
    files::write(&table, include_str!("order/candidates.csv").as_bytes())?;
    Ok(Said::done(
        json!({"draft": draft, "candidates": table}),
        words::template(lang, &draft.display().to_string(), &table.display().to_string()),
    ))
}

/// Adds a member that is not written yet.
fn add(object: &mut serde_json::Map<String, Value>, name: &str, value: Value) {
    if !object.contains_key(name) {
        object.insert(name.to_owned(), value);
    }
}

fn random_id() -> Result<RandomId> {
    Ok(RandomId::from_bytes(key::random()?))
}

/// A code of 50 random bits.
fn code() -> Result<String> {
    let random: [u8; 7] = key::random()?;
    Ok(base32(&random).chars().take(10).collect())
}

type Reads = fn(&Value, &str, &mut Vec<Refusal>);

fn one<T: Document>(value: &Value, at: &str, refused: &mut Vec<Refusal>) {
    if let Err(refusal) = from_value::<T>(value) {
        refused.push(Refusal {
            pointer: format!("{at}{}", refusal.pointer),
            detail: refusal.detail,
        });
    }
}

fn many<T: Document>(value: &Value, at: &str, refused: &mut Vec<Refusal>) {
    match value.as_array() {
        Some(list) => {
            for (place, element) in list.iter().enumerate() {
                one::<T>(element, &format!("{at}/{place}"), refused);
            }
        }
        None => one::<Vec<T>>(value, at, refused),
    }
}

/// What each member of an order is.
const MEMBERS: [(&str, Reads); 17] = [
    ("session", one::<RandomId>),
    ("certifier", one::<String>),
    ("centre", one::<String>),
    ("about", one::<String>),
    ("release", one::<Digest>),
    ("protocol", one::<ProtocolId>),
    ("issued", one::<Timestamp>),
    ("window", one::<Window>),
    ("capacity", one::<u32>),
    ("seats", many::<Slug>),
    ("roster", many::<Candidate>),
    ("staff", many::<Person>),
    ("seed", one::<Digest>),
    ("content", one::<Digest>),
    ("opening", one::<Opening>),
    ("rules", one::<Rules>),
    ("retention", one::<Retention>),
];

/// Every member, and every person and place in it, that is not what it should be: the first thing of each.
fn shape(draft: &serde_json::Map<String, Value>) -> Vec<Refusal> {
    let mut refused = Vec::new();
    for (name, reads) in MEMBERS {
        match draft.get(name) {
            Some(value) => reads(value, &format!("/{name}"), &mut refused),
            None => refused.push(Refusal {
                pointer: String::new(),
                detail: format!("member `{name}` is missing"),
            }),
        }
    }
    for name in draft.keys() {
        if MEMBERS.iter().all(|(known, _)| known != name) {
            refused.push(Refusal {
                pointer: format!("/{}", name.replace('~', "~0").replace('/', "~1")),
                detail: "no such member".to_owned(),
            });
        }
    }
    refused
}

/// What is drawn for a session.
struct Drawn {
    seed: [u8; 32],
    codes: Vec<String>,
}

/// Adds what is not for a person to write: ids, digests, dates, the commitment to the seed, the digests of the codes.
fn complete(
    draft: &mut serde_json::Map<String, Value>,
    certifier: &SecretKey,
    release: &Release,
    candidates: Option<&[Candidate]>,
) -> Result<Drawn> {
    let drawn = Drawn {
        seed: key::random()?,
        codes: vec![code()?, code()?],
    };
    add(draft, "session", random_id()?.write());
    add(draft, "certifier", did_key(&certifier.public()).write());
    add(draft, "release", release.id.write());
    add(draft, "issued", key::now().write());
    add(draft, "seed", commitment(&drawn.seed).write());
    // Known once the content is sealed, which is not done for an order that does not hold.
    add(draft, "content", Digest::from_bytes([0; 32]).write());
    if let Some(candidates) = candidates {
        let mut roster = candidates.to_vec();
        for candidate in &mut roster {
            candidate.attempt = random_id()?;
        }
        add(draft, "roster", roster.write());
    }
    // A session that is no id is said with everything else.
    let session = draft
        .get("session")
        .and_then(|session| from_value::<RandomId>(session).ok());
    if let Some(session) = session {
        let digests = drawn.codes.iter().map(|code| code_digest(&session, code)).collect();
        add(draft, "opening", Opening::Codes { digests }.write());
    }
    if let Some(roster) = draft.get_mut("roster").and_then(Value::as_array_mut) {
        for candidate in roster.iter_mut().filter_map(Value::as_object_mut) {
            add(candidate, "attempt", random_id()?.write());
            add(candidate, "adjustments", json!({}));
        }
    }
    Ok(drawn)
}

/// What is drawn anew for each session, and so is no matter of a draft: one that has it was made from the order of another session, whose
/// codes and seed are not those of this one.
fn drawn_before(draft: &mut serde_json::Map<String, Value>, findings: &mut Findings) {
    for member in ["session", "seed", "content", "opening"] {
        let Some(value) = draft.remove(member) else { continue };
        let online = member == "opening" && from_value::<Opening>(&value) == Ok(Opening::Online);
        let code = if online { "order/online" } else { "order/drawn" };
        findings.error(format!("/{member}"), code, &[("member", member)]);
    }
    let roster = draft.get_mut("roster").and_then(Value::as_array_mut);
    for (place, candidate) in roster.into_iter().flatten().enumerate() {
        let drawn = candidate.as_object_mut().and_then(|members| members.remove("attempt"));
        if drawn.is_some() {
            let member = "attempt";
            findings.error(format!("/roster/{place}/attempt"), "order/drawn", &[("member", member)]);
        }
    }
}

/// What the room would hold that it may not: an examination that is scored elsewhere, and the answers to it in the same edition.
fn gives_keys_away(release: &Release, protocol: &Protocol) -> bool {
    let keys = release.contents.keys().any(|item| release.key_bytes(item).is_some());
    keys && protocol.is_examination()
}

fn refused(found: &[Finding], lang: Lang) -> Said {
    let lines: Vec<String> = found.iter().map(|finding| finding_line(lang, finding)).collect();
    Said {
        json: json!({"findings": found}),
        text: lines.join("\n"),
        success: false,
    }
}

/// Completes, checks and signs an order, and seals its content under two codes.
///
/// # Errors
/// A file cannot be read or written, the key does not open. What is wrong with the order is said, all at once, and nothing is written.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut wrongs = Wrongs::default();
    let written = arguments.output.join("order.json");
    if written.exists() {
        bail!("{} exists already: an order is never overwritten", written.display());
    }
    let table = match &arguments.candidates {
        Some(path) => Some(candidates::read(path, &mut wrongs)?),
        None => None,
    };
    let edition = files::read(&arguments.release)?;
    let release = files::edition(&arguments.release, lang)?;
    let text = files::read(&arguments.draft)?;
    let path = arguments.draft.display().to_string();
    let mut findings = Findings::of_file(path.clone());
    let mut draft = match json::parse(&text, Limits::DOCUMENT) {
        Ok(draft) => draft,
        Err(malformed) => bail!("{path}: {malformed}"),
    };
    let draft = draft.as_object_mut().context("the draft is not an object")?;
    if table.is_some() && draft.contains_key("roster") {
        findings.error("/roster", "order/two-rosters", &[]);
        return Ok(refused(&[wrongs.into_vec(), findings.located_in(&text)].concat(), lang));
    }
    drawn_before(draft, &mut findings);
    let certifier = key::open(&arguments.key)?;
    let people = table.as_ref().map(|table| table.candidates.as_slice());
    let drawn = complete(draft, &certifier, &release, people)?;
    let shape = shape(draft);
    if !shape.is_empty() {
        for refusal in &shape {
            findings.error(refusal.pointer.clone(), "json/shape", &[("detail", &refusal.detail)]);
        }
        return Ok(refused(&[wrongs.into_vec(), findings.located_in(&text)].concat(), lang));
    }
    let mut order: Order = from_value(&Value::Object(draft.clone())).map_err(|refusal| anyhow!("{refusal}"))?;
    let facts = Facts {
        calendar: &Calendar::FRENCH_ROOMS,
        release: &release.id,
        protocol: release.protocols.get(&order.protocol).map(|protocol| &**protocol),
        habilitated: Some((arguments.habilitated_from, arguments.habilitated_until)),
    };
    check(&order, &facts, &mut findings);
    if facts
        .protocol
        .is_some_and(|protocol| gives_keys_away(&release, protocol))
    {
        let args = [("protocol", order.protocol.as_str())];
        findings.error("/protocol", "order/keys-in-clear", &args);
    }
    let mut found = findings.located_in(&text);
    // Rows that say nothing leave the roster shorter than it is.
    found.retain(|finding| wrongs.is_empty() || finding.code != "order/nobody");
    if let Some(table) = &table {
        table.places(&mut found);
    }
    let found = [wrongs.into_vec(), found].concat();
    if found.iter().any(|finding| finding.severity == Severity::Error) {
        return Ok(refused(&found, lang));
    }
    let random = Randomness {
        salt: key::random()?,
        nonce: key::random()?,
    };
    // The codes are a hundred random bits together: more memory would stretch nothing, and the room's server has 256 MiB for everything.
    let sealed = content::seal(&edition, &drawn.seed, &drawn.codes, Cost::PHONE, random);
    let sealed = sealed.map_err(|error| anyhow!("{error}"))?;
    order.content = Digest::of(&sealed);
    // Nothing is signed that its own codes do not open, and nothing opens that is not what was signed.
    let opens = content::open(&sealed, &drawn.codes).is_ok_and(|content| content.is_of(&order));
    if !(opens && order.opens_with(&drawn.codes)) {
        bail!("the content does not open with these codes");
    }
    let by = did_key(&certifier.public());
    let to_sign = Signed::prepare(KIND, &order, &by, order.issued).map_err(|error| anyhow!("{error}"))?;
    let signature = certifier.sign(to_sign.bytes());
    let signed = to_sign.complete(signature).map_err(|error| anyhow!("{error}"))?;
    let _writing = stop::writing();
    std::fs::create_dir_all(&arguments.output)?;
    files::write(&written, &signed.to_vec())?;
    files::write(&arguments.output.join("content.sealed"), &sealed)?;
    let session = order.session.to_string();
    let mut text: Vec<String> = found.iter().map(|finding| finding_line(lang, finding)).collect();
    text.push(words::ordered(lang, &session, &drawn.codes.join(" · ")));
    Ok(Said::done(
        json!({"session": session, "codes": drawn.codes, "findings": found}),
        text.join("\n"),
    ))
}
