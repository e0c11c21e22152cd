//! A place: its terminal, its key, what its device keeps.

use super::{Client, Failed};
use jalon_api::seat::{GIVING, Giving, JOINING, Joining, POSTING, Posting, Told};
use jalon_api::{MOST_EVENTS, Signed, path};
use jalon_attempt::event::Event;
use jalon_attempt::seat::Act;
use jalon_attempt::{Now, Seat};
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_base::{Document, Slug, Timestamp};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_protocol::{ItemContent, ItemId, Protocol};
use jalon_session::Terminal;
use jalon_session::store::SEAT_HEAD;
use jalon_session::terminal::Heard;
use jalon_session::wire::{Ack, Reply, Wish};
use std::sync::Arc;

/// A place with its machine.
#[derive(Debug)]
pub struct Machine {
    terminal: Terminal,
    seat: Slug,
    session: RandomId,
    centre: String,
    key: SecretKey,
    client: Client,
    protocol: Option<Arc<Protocol>>,
    contents: SortedMap<ItemId, ItemContent>,
    acks: Vec<Signed<Ack>>,
}

/// Signs as one key.
pub(super) fn sign<T: Document>(kind: &str, body: &T, key: &SecretKey, at: Timestamp) -> Result<Signed<T>, Failed> {
    let by = did_key(&key.public());
    let to_sign = Signed::prepare(kind, body, &by, at).map_err(|_| Failed::Strange)?;
    let signature = key.sign(to_sign.bytes());
    to_sign.complete(signature).map_err(|_| Failed::Strange)
}

impl Machine {
    /// A place of a session, with the key that it made, which believes what the centre signs.
    #[must_use]
    pub fn new(seat: Slug, session: RandomId, centre: String, key: SecretKey, client: Client) -> Self {
        Self {
            terminal: Terminal::new(seat.clone(), did_key(&key.public())),
            seat,
            session,
            centre,
            key,
            client,
            protocol: None,
            contents: SortedMap::new(),
            acks: Vec::new(),
        }
    }

    /// DID of the key.
    #[must_use]
    pub fn did(&self) -> String {
        did_key(&self.key.public())
    }

    /// The place.
    #[must_use]
    pub const fn seat(&self) -> &Slug {
        &self.seat
    }

    /// The attempt, when somebody has joined.
    #[must_use]
    pub const fn sitting(&self) -> Option<&Seat> {
        self.terminal.sitting()
    }

    /// Why this place may not go on.
    #[must_use]
    pub const fn stopped(&self) -> Option<&'static str> {
        self.terminal.stopped()
    }

    /// What is shown of the items that were presented.
    #[must_use]
    pub const fn contents(&self) -> &SortedMap<ItemId, ItemContent> {
        &self.contents
    }

    /// The rules of the test, once joined.
    #[must_use]
    pub const fn protocol(&self) -> Option<&Arc<Protocol>> {
        self.protocol.as_ref()
    }

    /// Every acknowledgement that the centre signed for this place: the proof of what must not be lost.
    #[must_use]
    pub fn acks(&self) -> &[Signed<Ack>] {
        &self.acks
    }

    /// The connection.
    pub const fn client(&mut self) -> &mut Client {
        &mut self.client
    }

    /// What the candidate does.
    ///
    /// # Errors
    /// [`Illegal`](jalon_attempt::admit::Illegal) says why nothing happened.
    pub fn act(&mut self, act: Act, now: &Now) -> Result<Vec<Event>, jalon_attempt::admit::Illegal> {
        self.terminal.act(act, &self.contents, now)
    }

    /// Waits for a part to begin, or for what follows an item.
    pub fn wish(&mut self, wish: Wish) {
        self.terminal.ask(wish);
    }

    /// Joins with the code that the candidate was given.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn join(&mut self, code: &str, at: Timestamp) -> Result<Heard, Failed> {
        let joining = Joining {
            session: self.session,
            seat: self.seat.clone(),
            code: code.to_owned(),
        };
        let signed = sign(JOINING, &joining, &self.key, at)?;
        let told: Told = self.client.post(&path::of(path::JOIN, &self.session), &signed).await?;
        self.hear(told)
    }

    /// Sends what the server has not accepted; gives back what it lost. Nothing once the session is sealed and everything is kept.
    ///
    /// # Errors
    /// [`Failed`]: nothing is known then, and it is to be sent again.
    pub async fn send(&mut self, at: Timestamp) -> Result<Heard, Failed> {
        let post = self.terminal.post(MOST_EVENTS);
        let Some(mut post) = post.filter(|_| self.terminal.speaks()) else {
            return Ok(Heard::Nothing);
        };
        if let Some(head) = self.terminal.to_sign(&post) {
            post.head = Some(sign(SEAT_HEAD, &head, &self.key, at)?);
        }
        let attempt = post.attempt;
        let signed = sign(POSTING, &Posting::of(post), &self.key, at)?;
        let answered: Result<Told, Failed> = self.client.post(&path::of(path::EVENTS, &attempt), &signed).await;
        let heard = self.answered(answered)?;
        let Heard::GiveBack(restore) = heard else {
            return Ok(heard);
        };
        let mut heads = restore.heads;
        for head in self.terminal.to_give_back() {
            heads.push(sign(SEAT_HEAD, &head, &self.key, at)?);
        }
        let giving = Giving {
            journal: restore.journal,
            ack: restore.ack,
            heads,
        };
        let signed = sign(GIVING, &giving, &self.key, at)?;
        let answered: Result<Told, Failed> = self.client.post(&path::of(path::JOURNAL, &attempt), &signed).await;
        self.answered(answered)
    }

    /// What an answer comes to; a refusal of the rules is heard, any other failure tells nothing.
    fn answered(&mut self, answered: Result<Told, Failed>) -> Result<Heard, Failed> {
        match answered {
            Ok(told) => self.hear(told),
            Err(Failed::Problem(problem)) if problem.is_final() => {
                let code = jalon_api::problem::known(&problem.code);
                Ok(self.listen(Reply::Refused { code }, None))
            }
            Err(failed) => Err(failed),
        }
    }

    fn hear(&mut self, told: Told) -> Result<Heard, Failed> {
        let heard = told.heard(&self.centre).ok_or(Failed::Strange)?;
        self.acks.extend(heard.proof.clone());
        heard.shown.add_to(&mut self.contents);
        if let Some(protocol) = heard.protocol {
            self.protocol = Some(Arc::new(protocol));
        }
        Ok(self.listen(heard.reply, heard.proof.as_ref()))
    }

    fn listen(&mut self, reply: Reply, proof: Option<&Signed<Ack>>) -> Heard {
        let Some(protocol) = self.protocol.clone() else {
            return Heard::Nothing;
        };
        self.terminal.hear(reply, proof, &protocol, &self.contents)
    }
}
