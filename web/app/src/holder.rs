//! The person's own key and what they hold: made silently at the first attestation, never before.

use crate::ground::Ground;
use crate::records::{self, Record};
use jalon_base::Timestamp;
use jalon_base::json::{self, Limits, Value};
use jalon_credential::envelope::Signed;
use jalon_credential::open_badge::{self, Achievement, Badge, Profile, Subject};
use jalon_credential::proof::{self, ProofOptions, Purpose};
use jalon_credential::recovery::RecoverySecret;
use jalon_credential::verify::{self, Report, Verdict};
use jalon_credential::{SecretKey, did};
use jalon_messages::{Lang, attestation};
use jalon_protocol::mark::MARK;
use jalon_protocol::{Mark, Outcome, Release};
use jalon_recognition::grain::{Attestation, CannotCertify, attest};
use jalon_recognition::{Citation, cite};
use jalon_web_kit::ports::journals::{Change, Fault};
use jalon_web_kit::ports::{environment, shell};

const CERTIFICATE: &str = "certificate";
const DEVICE: &str = "device";

/// Why there is no attestation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoProof {
    /// The engine does not certify this outcome.
    Engine(CannotCertify),
    /// The device did not keep it.
    Storage(Fault),
    /// The credential could not be written: its texts are at fault.
    Unwritable,
}

/// A proof that the person holds.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its id in addresses.
    pub id: String,
    /// Its bytes, as they are given away.
    pub bytes: String,
    /// What it says, when nothing is wrong with it.
    pub badge: Option<Badge>,
    /// Who issued it, when that is somebody whom this build knows and not the person.
    pub issuer: Option<String>,
}

impl Held {
    /// A proof as verifying finds it, now.
    fn verified(ground: &Ground, id: String, bytes: String) -> Self {
        let report = verify::verify(bytes.as_bytes(), ground.second(), &ground.known);
        let claims = claims(&report);
        Self {
            badge: claims.map(|claims| claims.badge().clone()),
            issuer: claims.and_then(|claims| claims.pinned_issuer().map(str::to_owned)),
            id,
            bytes,
        }
    }

    /// Whether the person made it themself.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.citation()
            .is_none_or(|citation| citation.holder.as_deref() == Some(&citation.issuer))
    }

    /// What it cites, when nothing is wrong with it.
    #[must_use]
    pub fn citation(&self) -> Option<Citation> {
        self.badge.as_ref().and_then(cite::Citation::of)
    }
}

/// What a document says, when nothing is wrong with it.
#[must_use]
pub fn claims(report: &Report) -> Option<&verify::Claims> {
    match report.verdict() {
        Verdict::Valid { claims, .. } => Some(claims),
        Verdict::Indeterminate { claims, .. } => claims,
        Verdict::Invalid { .. } => None,
    }
}

/// The part of a proof's id that addresses use.
#[must_use]
pub fn short(id: &str) -> String {
    id.rsplit(':').next().unwrap_or(id).to_owned()
}

/// The secret of this device, made now when there is none.
///
/// # Errors
/// What the vault says.
pub async fn secret(ground: &Ground) -> Result<RecoverySecret, Fault> {
    if let Some(bytes) = ground.vault.open().await? {
        return Ok(RecoverySecret::from_bytes(bytes));
    }
    let bytes = ground.entropy.draw();
    ground.vault.lay(bytes).await?;
    // Now there is something to lose: ask the browser to keep it, without asking the person.
    environment::persist().await;
    Ok(RecoverySecret::from_bytes(bytes))
}

/// The DID of the holder of this device; none before there is one.
pub async fn did(ground: &Ground) -> Option<String> {
    let secret = RecoverySecret::from_bytes(ground.vault.open().await.ok()??);
    Some(did::did_key(&secret.holder_key().public()))
}

/// Signs a mark that the person gave to their own answer, and keeps it.
///
/// # Errors
/// What the vault or the storage says.
pub async fn mark(ground: &Ground, mark: &Mark) -> Result<(), Fault> {
    let key = secret(ground).await?.holder_key();
    let signed = || {
        let waiting = Signed::prepare(MARK, mark, &did::did_key(&key.public()), mark.at).ok()?;
        let signature = key.sign(waiting.bytes());
        records::mark(&waiting.complete(signature).ok()?)
    };
    let change = signed().ok_or(Fault::Failed {
        name: "DataError".to_owned(),
    })?;
    ground.journals.write(vec![change]).await
}

/// Makes, signs and keeps the attestation of an outcome; gives its id in addresses.
///
/// # Errors
/// [`NoProof`].
pub async fn attest_to(
    ground: &Ground,
    record: &Record,
    outcome: &Outcome,
    release: &Release,
    lang: Lang,
) -> Result<String, NoProof> {
    let at = ground.second();
    let test = record.title.say(lang.tag());
    let name = attestation::name(lang, record.trade.say(lang.tag()), test);
    let criteria = attestation::criteria(lang, test);
    let with = |holder: &str| {
        attest(
            outcome,
            release,
            &Attestation {
                holder,
                at,
                taken: Timestamp::from_millis(jalon_base::Millis(record.began_ms)),
                random: ground.entropy.draw(),
                lang: lang.tag(),
                name: &name,
                description: attestation::description(lang),
                criteria: &criteria,
            },
        )
    };
    // Refused outcomes are refused before any key is made.
    with("did:key:z").map_err(NoProof::Engine)?;
    let key = secret(ground).await.map_err(NoProof::Storage)?.holder_key();
    let badge = with(&did::did_key(&key.public())).map_err(NoProof::Engine)?;
    let bytes = sign(badge.written(), &key, at).ok_or(NoProof::Unwritable)?;
    let id = short(&badge.id);
    let kept = Record {
        certificate: Some(id.clone()),
        ..record.clone()
    };
    let batch = vec![
        Change::Put {
            kind: CERTIFICATE.to_owned(),
            id: id.clone(),
            body: bytes,
        },
        kept.change(),
        unsafe_now(),
    ];
    ground.journals.write(batch).await.map_err(NoProof::Storage)?;
    // What can be done with it later must not wait for a network.
    shell::keep_parts();
    Ok(id)
}

fn sign(document: Value, key: &SecretKey, at: Timestamp) -> Option<String> {
    let options = ProofOptions {
        verification_method: did::key_method(&key.public()),
        created: at,
        purpose: Purpose::AssertionMethod,
    };
    let waiting = proof::prepare(document, options).ok()?;
    let signature = key.sign(waiting.bytes());
    let signed = waiting.complete(signature).ok()?;
    String::from_utf8(jalon_base::jcs::value_to_vec(&signed)).ok()
}

/// A signed sample made now with a key that is thrown away: its name and its bytes.
#[must_use]
pub fn sample(ground: &Ground, name: &str, words: &str) -> Option<(String, String)> {
    let key = RecoverySecret::from_bytes(ground.entropy.draw()).holder_key();
    let (did, at) = (did::did_key(&key.public()), ground.second());
    let id = open_badge::uuid_v4(ground.entropy.draw());
    let achievement = Achievement {
        id: id.clone(),
        name: name.to_owned(),
        description: words.to_owned(),
        kind: Some(open_badge::SELF_ASSESSMENT.to_owned()),
        criteria: words.to_owned(),
        ..Achievement::default()
    };
    let badge = Badge {
        id,
        name: name.to_owned(),
        description: None,
        issuer: Profile {
            id: did.clone(),
            ..Profile::default()
        },
        valid_from: at,
        valid_until: None,
        awarded: None,
        subject: Subject {
            id: Some(did),
            achievement,
            ..Subject::default()
        },
        evidence: Vec::new(),
        status: None,
    };
    sign(badge.to_document().ok()?, &key, at).map(|text| (name.to_owned(), text))
}

/// Everything that the person holds, each verified again.
///
/// # Errors
/// What the storage says.
pub async fn all(ground: &Ground) -> Result<Vec<Held>, Fault> {
    let documents = ground.journals.documents(CERTIFICATE).await?;
    let held = |(id, bytes): (String, String)| Held::verified(ground, id, bytes);
    let mut all: Vec<Held> = documents.into_iter().map(held).collect();
    records::sort_small(&mut all, |held| {
        held.badge.as_ref().map_or(0, |badge| -badge.valid_from.unix())
    });
    Ok(all)
}

/// One proof, whoever made it.
///
/// # Errors
/// What the storage says.
pub async fn one(ground: &Ground, id: &str) -> Result<Option<Held>, Fault> {
    let bytes = ground.journals.document(CERTIFICATE, id).await?;
    Ok(bytes.map(|bytes| Held::verified(ground, id.to_owned(), bytes)))
}

/// One proof, read when it is one that this person signed: it needs no part that comes on demand.
///
/// # Errors
/// What the storage says.
pub async fn own(ground: &Ground, id: &str) -> Result<Option<Held>, Fault> {
    let Some(bytes) = ground.journals.document(CERTIFICATE, id).await? else {
        return Ok(None);
    };
    let key = ground.vault.open().await?;
    let key = key.map(|secret| RecoverySecret::from_bytes(secret).holder_key().public());
    Ok(Some(Held {
        id: id.to_owned(),
        badge: key.and_then(|key| verify::own(bytes.as_bytes(), &key)),
        issuer: None,
        bytes,
    }))
}

/// The change that keeps a proof that comes from a copy; none when it is not a document with an id.
#[must_use]
pub fn keep(bytes: &str) -> Option<Change> {
    let value = json::parse(bytes.as_bytes(), Limits::FOREIGN).ok()?;
    let id = short(value.get("id")?.as_str()?);
    Some(Change::Put {
        kind: CERTIFICATE.to_owned(),
        id,
        body: bytes.to_owned(),
    })
}

/// Removes a proof from the device.
///
/// # Errors
/// What the storage says.
pub async fn remove(ground: &Ground, id: &str) -> Result<(), Fault> {
    let mut batch = vec![Change::Remove {
        kind: CERTIFICATE.to_owned(),
        id: id.to_owned(),
    }];
    for record in records::all(ground).await? {
        if record.certificate.as_deref() == Some(id) {
            batch.push(
                Record {
                    certificate: None,
                    ..record
                }
                .change(),
            );
        }
    }
    ground.journals.write(batch).await
}

/// Whether there is something to lose that has no copy outside the browser.
pub async fn is_unsafe(ground: &Ground) -> bool {
    matches!(ground.journals.document(DEVICE, "unsafe").await, Ok(Some(_)))
}

/// The change that says so.
#[must_use]
pub fn unsafe_now() -> Change {
    Change::Put {
        kind: DEVICE.to_owned(),
        id: "unsafe".to_owned(),
        body: "{}".to_owned(),
    }
}

/// The change that says that a copy lies outside the browser.
#[must_use]
pub fn safe_now() -> Change {
    Change::Remove {
        kind: DEVICE.to_owned(),
        id: "unsafe".to_owned(),
    }
}
