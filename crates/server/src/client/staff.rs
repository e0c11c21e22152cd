//! The console: a person of the session, their key, their pass.

use super::seat::sign;
use super::{Client, Failed};
use axum::http::Method;
use jalon_api::staff::{Done, ENTRANCE, Pass, Question, Status};
use jalon_api::wall::Wall;
use jalon_api::{Signed, path};
use jalon_base::id::RandomId;
use jalon_base::{Timestamp, jcs};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_session::event::{ACT, Act, Deed};
use jalon_session::seal::{SEAL, SessionSeal};

/// Somebody at the console.
#[derive(Debug)]
pub struct Desk {
    session: RandomId,
    key: SecretKey,
    client: Client,
    pass: Option<String>,
}

impl Desk {
    /// Somebody with their key, before they come in.
    #[must_use]
    pub const fn new(session: RandomId, key: SecretKey, client: Client) -> Self {
        Self {
            session,
            key,
            client,
            pass: None,
        }
    }

    /// The connection.
    pub const fn client(&mut self) -> &mut Client {
        &mut self.client
    }

    fn path(&self, route: path::Route) -> String {
        path::of(route, &self.session)
    }

    /// Brings an order.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn order(&mut self, order: Vec<u8>) -> Result<Status, Failed> {
        let path = self.path(path::ORDER);
        self.client.ask(&Method::PUT, &path, None, order).await
    }

    /// Brings the sealed content.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn content(&mut self, sealed: Vec<u8>) -> Result<Status, Failed> {
        let path = self.path(path::CONTENT);
        self.client.ask(&Method::PUT, &path, self.pass.as_deref(), sealed).await
    }

    /// Comes in: signs a question for a pass.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn enter(&mut self, at: Timestamp) -> Result<Pass, Failed> {
        let path = self.path(path::QUESTION);
        let question: Question = self.client.ask(&Method::POST, &path, None, Vec::new()).await?;
        let signed = sign(ENTRANCE, &question, &self.key, at)?;
        let path = self.path(path::PASS);
        let pass: Pass = self.client.post(&path, &signed).await?;
        self.pass = Some(pass.pass.clone());
        Ok(pass)
    }

    async fn read<T: jalon_base::Document>(&mut self, route: path::Route) -> Result<T, Failed> {
        let path = self.path(route);
        self.client
            .ask(&Method::GET, &path, self.pass.as_deref(), Vec::new())
            .await
    }

    /// Where the session is.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn status(&mut self) -> Result<Status, Failed> {
        self.read(path::STATUS).await
    }

    /// The room at a glance.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn wall(&mut self) -> Result<Wall, Failed> {
        self.read(path::WALL).await
    }

    /// Does something, alone or with a second person's key, having seen where the room is.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn act(&mut self, deed: Deed, second: Option<&SecretKey>, at: Timestamp) -> Result<Done, Failed> {
        let seen = self.status().await?.head.ok_or(Failed::Strange)?;
        let id = RandomId::from_bytes(crate::random().map_err(|_| Failed::Strange)?);
        let act = Act {
            session: self.session,
            id,
            seen,
            deed,
            note: None,
        };
        let mut signed = sign(ACT, &act, &self.key, at)?;
        if let Some(second) = second {
            let by = did_key(&second.public());
            let to_sign = signed.prepare_another(&by, at).map_err(|_| Failed::Strange)?;
            let signature = second.sign(to_sign.bytes());
            signed = to_sign.complete(signature).map_err(|_| Failed::Strange)?;
        }
        let path = self.path(path::ACTS);
        self.client.post(&path, &signed).await
    }

    /// Seals the session: the seal as it was kept, signed by the centre too.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn seal(&mut self, at: Timestamp) -> Result<Signed<SessionSeal>, Failed> {
        let body: SessionSeal = self.read(path::SEAL).await?;
        let signed = sign(SEAL, &body, &self.key, at)?;
        let path = self.path(path::SEAL);
        let bytes = jcs::to_vec(&signed).map_err(|_| Failed::Strange)?;
        self.client.ask(&Method::POST, &path, None, bytes).await
    }

    /// Everything that is kept of a sealed session, one record a line.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn records(&mut self) -> Result<Vec<u8>, Failed> {
        let path = self.path(path::RECORDS);
        self.client
            .bytes(&Method::GET, &path, self.pass.as_deref(), Vec::new())
            .await
    }

    /// Who did or tried what, one entry a line.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn audit(&mut self) -> Result<Vec<u8>, Failed> {
        let path = self.path(path::AUDIT);
        self.client
            .bytes(&Method::GET, &path, self.pass.as_deref(), Vec::new())
            .await
    }
}
