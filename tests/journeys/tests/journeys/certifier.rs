//! A certifier of the tests, what it publishes, and a reader in front of the page.

use anyhow::Context;
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::SecretKey;
use jalon_credential::did::{self, did_key};
use jalon_credential::open_badge::{Achievement, Badge, Profile, Subject, uuid_v4};
use jalon_credential::proof::{self, ProofOptions, Purpose};
use jalon_credential::status::{About, StatusEntry, StatusList, StatusPurpose};
use jalon_journeys::{Browser, Files, Result, Stage, View};
use jalon_testkit::certificate::{self, Words, certificate_under, key};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

pub const NAME: &str = "Ada Lovelace";
pub const CERTIFIER: &str = "Organisme certificateur";
pub const DROP: &str = "label.drop";

pub fn french() -> Words<'static> {
    Words {
        lang: "fr",
        name: "Certificat de compétences : Garde d’enfant",
        description: "Le certificateur atteste les compétences mesurées par cette épreuve.",
        criteria: "Réussir l’épreuve « Garde d’enfant ».",
    }
}

pub fn issued(lists: &str) -> Vec<u8> {
    certificate_under(lists, 2, NAME, french())
}

/// So many days before now, as the browser's clock has it.
pub fn days_ago(days: i64) -> Result<Timestamp> {
    Timestamp::from_unix(jalon_cli::key::now().unix() - days * 86_400).context("a date")
}

/// The list of a certificate, made so many days ago.
pub fn list(certificate: &[u8], revoked: bool, days: i64) -> Result<(String, Vec<u8>)> {
    let document: Value = serde_json::from_slice(certificate)?;
    let entry = document.pointer("/credentialStatus").context("a status")?;
    let text = |name: &str| entry.get(name).and_then(Value::as_str).context("an entry");
    let mut list = StatusList::default();
    list.set(text("statusListIndex")?.parse()?, StatusPurpose::Revocation, revoked)
        .map_err(|fault| anyhow::anyhow!("{fault}"))?;
    let (url, made) = (text("statusListCredential")?, days_ago(days)?);
    let about = About {
        url,
        issuer: &did_key(&key("certifier").public()),
        purpose: StatusPurpose::Revocation,
        from: made,
        until: None,
    };
    Ok((
        url.to_owned(),
        certificate::signed(list.to_document(&about), "certifier", made),
    ))
}

/// A document with a proof of this key, made on 15 January 2026.
pub fn signed_by(key: &SecretKey, document: Value) -> Result<Vec<u8>> {
    let options = ProofOptions {
        verification_method: did::key_method(&key.public()),
        created: Timestamp::parse("2026-01-15T10:00:00Z").context("a date")?,
        purpose: Purpose::AssertionMethod,
    };
    let waiting = proof::prepare(document, options)?;
    let signature = key.sign(waiting.bytes());
    Ok(jcs::value_to_vec(&waiting.complete(signature)?))
}

/// A certificate about somebody, issued by a key under the name that it gives itself.
pub fn road_safety(key: &SecretKey, status: Option<StatusEntry>) -> Result<Vec<u8>> {
    let id = uuid_v4([5; 16]);
    let badge = Badge {
        id: id.clone(),
        name: "Sécurité routière".to_owned(),
        description: None,
        issuer: Profile {
            id: did_key(&key.public()),
            name: Some("Ministère de la confiance".to_owned()),
            ..Profile::default()
        },
        valid_from: Timestamp::parse("2026-01-15T10:00:00Z").context("a date")?,
        valid_until: None,
        awarded: None,
        subject: Subject {
            id: Some(did_key(&SecretKey::from_seed([9; 32]).public())),
            achievement: Achievement {
                id,
                name: "Sécurité routière".to_owned(),
                description: "Connaît les règles".to_owned(),
                criteria: "Vingt questions en salle surveillée".to_owned(),
                ..Achievement::default()
            },
            ..Subject::default()
        },
        evidence: Vec::new(),
        status,
    };
    let document = badge
        .to_document()
        .map_err(|faults| anyhow::anyhow!("not a badge: {faults:?}"))?;
    signed_by(key, document)
}

/// A build that knows these parties alone.
pub fn knows(files: &mut Files, parties: &[(&str, &str, &str)]) -> Result<()> {
    let known = files.0.keys().find(|path| path.starts_with("trust-")).cloned();
    let known = known.context("the site pins a list")?;
    let issuers: Vec<Value> = parties
        .iter()
        .map(|(did, name, role)| json!({"did": did, "name": name, "roles": [role]}))
        .collect();
    let list = json!({"format": "jalon/trust-list@1", "issuers": issuers})
        .to_string()
        .into_bytes();
    let path = format!("trust-{}.json", Digest::of(&list));
    files.0.remove(&known);
    files.replace(&known, &path);
    files.0.insert(path, list);
    Ok(())
}

pub fn certifier() -> String {
    did_key(&key("certifier").public())
}

/// A file of this name, in a folder of its own: journeys run side by side.
pub fn file(name: &str, bytes: &[u8]) -> Result<PathBuf> {
    static FILES: AtomicU32 = AtomicU32::new(0);
    let folder = format!("jalon-{}/{}", std::process::id(), FILES.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(folder);
    fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    fs::write(&path, bytes)?;
    Ok(path)
}

/// How many sheets of A4 the page fills when it is printed.
pub async fn sheets(browser: &Browser) -> Result<usize> {
    let paper = json!({"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true});
    let answer = browser.devtools("Page.printToPDF", paper).await?;
    let data = answer.get("data").and_then(Value::as_str).context("a PDF")?;
    let pdf = jalon_base::encoding::unbase64(data).context("base64")?;
    let name = format!("printed-{}.pdf", browser.view().name());
    fs::write(file(&name, b"")?, &pdf)?;
    let text = String::from_utf8_lossy(&pdf);
    Ok(text.matches("/Type /Page").count() - text.matches("/Type /Pages").count())
}

pub async fn verifier(stage: &Stage, view: View) -> Result<Browser> {
    let browser = stage.browser(view).await?;
    browser.go("/v").await?;
    browser.begun().await?;
    browser
        .see(browser.word("Choisir ou déposer", "Choose or drop"))
        .await?;
    Ok(browser)
}

pub async fn face(browser: &Browser, words: &str, face: &str) -> Result<()> {
    browser.see(words).await?;
    browser
        .until(&format!("the face is {face}"), || async {
            Ok(browser.count(&format!(".verdict > .verdict__face--{face}")).await? == 1)
        })
        .await
}
