//! The copy of everything that a person has, in one file that brings it back on another device.

use crate::ground::Ground;
use crate::holder;
use crate::records::{self, Record};
use jalon_attempt::Journal;
use jalon_attempt::event::Payload;
use jalon_base::Digest;
use jalon_base::encoding::{base64, unbase64};
use jalon_base::json::{self, Limits};
use jalon_base::sorted::SortedMap;
use jalon_credential::envelope::Signed;
use jalon_credential::recovery::RecoverySecret;
use jalon_protocol::{Mark, Response};
use jalon_web_kit::ports::journals::{Change, Fault};

/// The format of the file.
const FORMAT: &str = "jalon/copy@1";
/// Largest copy that is read.
const LARGEST: usize = 256 << 20;

/// Everything, in one document (`jalon/copy@1`). Whoever has it has the person's key: it says so where it is made.
struct Copy {
    format: String,
    /// The twelve words, when there is a key.
    words: Option<String>,
    /// Certificates, each as the text that was signed: not a byte may change.
    certificates: Vec<String>,
    attempts: Vec<Attempt>,
    marks: Vec<Signed<Mark>>,
}

jalon_base::document!(Copy {
    format,
    words: optional,
    certificates,
    attempts,
    marks
});

struct Attempt {
    record: Record,
    journal: Journal,
    /// Files that were handed in, in base64, by their digests.
    files: SortedMap<String, String>,
}

jalon_base::document!(Attempt {
    record,
    journal,
    files: optional
});

/// The files that the answers of an attempt name, as far as the device has them.
async fn files(ground: &Ground, journal: &Journal) -> Result<SortedMap<String, String>, Fault> {
    let mut files = SortedMap::new();
    for event in &journal.events {
        let Some(Payload::Answered {
            response: Response::File(file),
            ..
        }) = event.payload.as_deref()
        else {
            continue;
        };
        let sha256 = file.sha256.to_string();
        if let Some(bytes) = ground.journals.blob(&sha256).await? {
            files.insert(sha256, base64(&bytes));
        }
    }
    Ok(files)
}

/// Why a copy did not come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRestored {
    /// The file is not a copy of ours.
    NotACopy,
    /// The device did not keep it.
    Storage(Fault),
}

/// Makes the copy.
///
/// # Errors
/// What the storage says.
pub async fn make(ground: &Ground) -> Result<String, Fault> {
    let words = ground
        .vault
        .open()
        .await?
        .map(|bytes| RecoverySecret::from_bytes(bytes).words().join(" "));
    let certificates = holder::all(ground).await?.into_iter().map(|held| held.bytes).collect();
    let (mut attempts, mut marks) = (Vec::new(), Vec::new());
    for record in records::all(ground).await? {
        if let Some(journal) = records::journal(ground, &record.attempt).await? {
            marks.extend(records::marks(ground, &record.attempt).await?.signed);
            let files = files(ground, &journal).await?;
            attempts.push(Attempt { record, journal, files });
        }
    }
    Ok(records::text(&Copy {
        format: FORMAT.to_owned(),
        words,
        certificates,
        attempts,
        marks,
    }))
}

/// Brings a copy back, beside what is there: what the device has stays, and nothing is half-written. Gives how many certificates came.
///
/// # Errors
/// [`NotRestored`]; nothing has changed then.
pub async fn restore(ground: &Ground, bytes: &[u8]) -> Result<usize, NotRestored> {
    let limits = Limits {
        bytes: LARGEST,
        ..Limits::DOCUMENT
    };
    let copy: Copy = json::from_slice(bytes, limits).map_err(|_| NotRestored::NotACopy)?;
    if copy.format != FORMAT {
        return Err(NotRestored::NotACopy);
    }
    let secret = match copy.words.as_deref().map(RecoverySecret::read) {
        Some(Err(_)) => return Err(NotRestored::NotACopy),
        Some(Ok(secret)) => Some(secret),
        None => None,
    };
    let mut batch: Vec<Change> = Vec::new();
    for certificate in &copy.certificates {
        batch.push(holder::keep(certificate).ok_or(NotRestored::NotACopy)?);
    }
    for attempt in &copy.attempts {
        // Chains that do not hold are refused here, and replayed again when the attempt is opened.
        attempt.journal.check().map_err(|_| NotRestored::NotACopy)?;
        batch.extend(records::events(&attempt.journal.events));
        batch.push(attempt.record.change());
        for (sha256, text) in &attempt.files {
            let bytes = unbase64(text).filter(|bytes| Digest::of(bytes).to_string() == *sha256);
            let (sha256, bytes) = (sha256.clone(), bytes.ok_or(NotRestored::NotACopy)?);
            batch.push(Change::Keep { sha256, bytes });
        }
    }
    for mark in &copy.marks {
        batch.push(records::mark(mark).ok_or(NotRestored::NotACopy)?);
    }
    batch.push(holder::safe_now());
    ground.journals.write(batch).await.map_err(NotRestored::Storage)?;
    if let Some(secret) = secret {
        ground
            .vault
            .lay(*secret.dangerous_bytes())
            .await
            .map_err(NotRestored::Storage)?;
    }
    Ok(copy.certificates.len())
}
