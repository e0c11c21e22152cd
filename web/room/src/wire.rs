//! What the console asks of the room's server, and what it signs: the key stays in this page, and goes with it.

use jalon_api::place::Places;
use jalon_api::staff::{Done, ENTRANCE, Pass, Question, Status};
use jalon_api::wall::Wall;
use jalon_api::{Problem, Signed, path};
use jalon_base::encoding::base32;
use jalon_base::id::RandomId;
use jalon_base::json::{Limits, from_slice};
use jalon_base::{Digest, Document, Millis, Slug, Timestamp, jcs};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_session::Capability;
use jalon_session::event::{ACT, Act, Deed};
use jalon_session::seal::{SEAL, SessionSeal};
use jalon_session::store::Record;
use jalon_web_kit::ports::clock::{BrowserClock, Clock};
use jalon_web_kit::ports::entropy::{BrowserEntropy, Entropy};
use jalon_web_kit::ports::net;
use std::cell::RefCell;
use std::rc::Rc;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failed {
    /// The server was not reached, or did not answer in time.
    Lost,
    /// It answered with something that is not what was asked.
    Strange,
    /// It refused: the code.
    Refused(String),
}

/// Somebody who came in.
#[derive(Clone)]
pub struct Desk {
    session: RandomId,
    key: Rc<SecretKey>,
    pass: Rc<RefCell<String>>,
    /// What the record calls them.
    pub who: Slug,
    /// What they may do.
    pub may: Rc<[Capability]>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.key, &other.key)
    }
}

/// The date, as this machine believes.
#[must_use]
pub fn date() -> Timestamp {
    let wall = BrowserClock::new(&BrowserEntropy).now().wall_ms;
    Timestamp::from_millis(Millis(wall))
}

/// A random id.
#[must_use]
pub fn random_id() -> RandomId {
    RandomId::from_bytes(BrowserEntropy.draw())
}

/// A code of 50 random bits, to be told to a candidate.
#[must_use]
pub fn code() -> String {
    base32(&BrowserEntropy.draw()).chars().take(10).collect()
}

fn signed<T: Document>(kind: &str, body: &T, key: &SecretKey) -> Result<Signed<T>, Failed> {
    let to_sign = Signed::prepare(kind, body, &did_key(&key.public()), date()).map_err(|_| Failed::Strange)?;
    let signature = key.sign(to_sign.bytes());
    to_sign.complete(signature).map_err(|_| Failed::Strange)
}

async fn send(method: &str, path: &str, pass: Option<&str>, body: Option<&[u8]>) -> Result<Vec<u8>, Failed> {
    let answer = net::ask(method, path, pass, body).await;
    let (status, bytes) = answer.map_err(|_| Failed::Lost)?;
    if (200..300).contains(&status) {
        return Ok(bytes);
    }
    let problem = from_slice::<Problem>(&bytes, Limits::DOCUMENT).map_err(|_| Failed::Strange)?;
    Err(Failed::Refused(problem.code))
}

pub(crate) fn read<T: Document>(bytes: &[u8]) -> Result<T, Failed> {
    from_slice(bytes, Limits::DOCUMENT).map_err(|_| Failed::Strange)
}

pub(crate) async fn post<T: Document, U: Document>(path: &str, body: &T) -> Result<U, Failed> {
    let body = jcs::to_vec(body).map_err(|_| Failed::Strange)?;
    read(&send("POST", path, None, Some(&body)).await?)
}

/// Signs a question of the server, for a pass.
async fn pass(session: &RandomId, key: &SecretKey) -> Result<Pass, Failed> {
    let asked = send("POST", &path::of(path::QUESTION, session), None, None).await?;
    let question: Question = read(&asked)?;
    post(&path::of(path::PASS, session), &signed(ENTRANCE, &question, key)?).await
}

impl Desk {
    /// Comes in.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn enter(session: RandomId, key: SecretKey) -> Result<Self, Failed> {
        let given = pass(&session, &key).await?;
        Ok(Self {
            session,
            key: Rc::new(key),
            pass: Rc::new(RefCell::new(given.pass)),
            who: given.person,
            may: given.may.into(),
        })
    }

    /// The session.
    #[must_use]
    pub const fn session(&self) -> &RandomId {
        &self.session
    }

    /// Reads something with the pass; a server that began again has forgotten it, and gives another.
    async fn bytes(&self, route: path::Route) -> Result<Vec<u8>, Failed> {
        let path = path::of(route, &self.session);
        let shown = self.pass.borrow().clone();
        match send("GET", &path, Some(&shown), None).await {
            Err(Failed::Refused(code)) if code == "api/pass" => {
                let given = pass(&self.session, &self.key).await?.pass;
                self.pass.replace(given.clone());
                send("GET", &path, Some(&given), None).await
            }
            other => other,
        }
    }

    /// The room at a glance.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn wall(&self) -> Result<Wall, Failed> {
        read(&self.bytes(path::WALL).await?)
    }

    /// Where the session is.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn status(&self) -> Result<Status, Failed> {
        read(&self.bytes(path::STATUS).await?)
    }

    /// Machines that wait to be prepared.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn places(&self) -> Result<Places, Failed> {
        read(&self.bytes(path::PLACES).await?)
    }

    /// Does something, alone or with a second person's key, having seen where the room is.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn act(&self, deed: Deed, second: Option<&SecretKey>) -> Result<Done, Failed> {
        let seen = self.status().await?.head.ok_or(Failed::Strange)?;
        let act = Act {
            session: self.session,
            id: random_id(),
            seen,
            deed,
            note: None,
        };
        let mut signed = signed(ACT, &act, &self.key)?;
        if let Some(second) = second {
            let by = did_key(&second.public());
            let to_sign = signed.prepare_another(&by, date()).map_err(|_| Failed::Strange)?;
            let signature = second.sign(to_sign.bytes());
            signed = to_sign.complete(signature).map_err(|_| Failed::Strange)?;
        }
        post(&path::of(path::ACTS, &self.session), &signed).await
    }

    /// Seals the session: its root.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn seal(&self) -> Result<Digest, Failed> {
        let body: SessionSeal = read(&self.bytes(path::SEAL).await?)?;
        let signed = signed(SEAL, &body, &self.key)?;
        let kept: Signed<SessionSeal> = post(&path::of(path::SEAL, &self.session), &signed).await?;
        root(kept)
    }

    /// The root of a session that is sealed already, from the last of its records.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn sealed(&self) -> Result<Digest, Failed> {
        let bytes = self.bytes(path::RECORDS).await?;
        let mut lines = bytes.rsplit(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let kept = lines.find_map(|line| match from_slice::<Record>(line, Limits::DOCUMENT) {
            Ok(Record::Seal { seal }) => Some(seal),
            _ => None,
        });
        root(kept.ok_or(Failed::Strange)?)
    }
}

/// The root of a seal whose signatures hold.
fn root(seal: Signed<SessionSeal>) -> Result<Digest, Failed> {
    let verified = seal.verify(SEAL).map_err(|_| Failed::Strange)?;
    Ok(verified.body.root)
}
