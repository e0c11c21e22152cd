//! The verifier's desk: what was brought, what verifying it said, and what the person is asked. The engine says what is true.

use super::kept::{self, Kept, LARGEST, Sort};
use super::table::Subject;
pub use super::table::{Asked, Found, Note, Table, Verified};
use crate::demand::{self, Brought, Keep, LINKED};
use crate::ground::Ground;
use crate::holder;
use jalon_attempt::journal::Journal;
use jalon_base::json::{self, Limits, Value};
use jalon_credential::at_hand::{self, AtHand};
use jalon_credential::bundle::{self, Bundle, BundleFault};
use jalon_credential::jwt::{Answer, Jwk, Question};
use jalon_credential::presentation::{self, Opening, Request};
use jalon_credential::proof::{Jcs, Suite};
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Reader, Report, Token, verify_with};
use jalon_credential::what::What;
use jalon_messages::Lang;
use jalon_paper::input::Input;
use jalon_recognition::beside;
use jalon_web_kit::ports::net;
use jalon_web_kit::ports::signature::{self, Kind};
use std::cell::RefCell;
use std::rc::Rc;
use yew::UseForceUpdateHandle;

/// Largest file that is looked at: a photograph.
const LARGEST_FILE: usize = 32 << 20;

/// The desk.
#[derive(Clone)]
pub struct Desk {
    /// The ports.
    pub ground: Ground,
    /// The language of the page.
    pub lang: Lang,
    /// What lies on it.
    pub table: Rc<RefCell<Table>>,
    drawn: UseForceUpdateHandle,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.table, &other.table) && self.lang == other.lang
    }
}

impl Desk {
    /// A desk over a table that outlives the drawing.
    #[must_use]
    pub fn new(ground: Ground, lang: Lang, table: Rc<RefCell<Table>>, drawn: UseForceUpdateHandle) -> Self {
        Self {
            ground,
            lang,
            table,
            drawn,
        }
    }

    /// Changes something and draws the page.
    pub fn set(&self, change: impl FnOnce(&mut Table)) {
        change(&mut self.table.borrow_mut());
        self.drawn.force_update();
    }

    /// Reads what the device keeps.
    pub async fn open(&self) {
        // What cannot be read is as if it were not there: nothing is believed by it.
        let kept = Rc::new(Kept::load(&self.ground).await.unwrap_or_default());
        self.set(|table| {
            if table.texts.is_empty() {
                table.texts.clone_from(&kept.codes);
            }
            table.kept = kept;
        });
    }

    /// Takes whatever a person brings.
    pub async fn take(&self, name: String, bytes: Vec<u8>) {
        self.set(|table| (table.busy, table.note, table.asked) = (true, None, None));
        if bytes.len() <= LARGEST_FILE
            && let Some(sort) = beside::sort(&name, &bytes)
        {
            self.put_beside(sort, name, bytes);
            self.verify().await;
            return self.set(|table| table.busy = false);
        }
        let input = if bytes.len() > LARGEST_FILE {
            Err("picture/too-large")
        } else {
            self.input(bytes).await
        };
        self.gather().await;
        match input {
            Ok(input) => self.sort(name, input).await,
            Err(code) => self.set(|table| {
                table.note = Some(Note::Refused(code));
                if code != "link/missing-codes" {
                    table.verified = None;
                    table.clear();
                }
            }),
        }
        self.set(|table| table.busy = false);
    }

    /// Puts a piece of evidence beside the certificate, as long as the page is open.
    fn put_beside(&self, sort: beside::Sort, name: String, bytes: Vec<u8>) {
        let trust = TrustStore::default();
        let read = match sort {
            // It counts by who saw the checkpoint, and this page believes no witness.
            beside::Sort::Inclusion => Err("checkpoint/no-witness"),
            _ => beside::add(&mut AtHand::new(&trust), &name, bytes.clone(), &Journal::heads_of)
                .map_err(|not| not.code()),
        };
        self.set(|table| match read {
            Ok(()) => {
                table.beside.push((name, bytes.into()));
                table.note = Some(Note::Beside);
            }
            Err(code) => table.note = Some(Note::Refused(code)),
        });
    }

    /// Takes the input for what it is.
    pub async fn sort(&self, name: String, input: Input) {
        let what = What::of(&input.bytes);
        let text = || String::from_utf8(input.bytes.clone()).unwrap_or_default();
        match what {
            What::Certificate | What::Presentation => {
                let is_jws = input.is_jws();
                let subject = Subject {
                    name,
                    bytes: input.bytes.into(),
                    is_jws,
                };
                self.set(|table| {
                    table.clear();
                    table.subject = Some(subject);
                });
            }
            What::StatusList | What::Habilitation => {
                let document = json::parse(&input.bytes, Limits::FOREIGN).ok();
                let id = document.as_ref().and_then(|document| document.get("id")?.as_str());
                let note = match id {
                    Some(id) if input.bytes.len() <= LARGEST => {
                        match kept::put(&self.ground, Sort::Stapled(id), text()).await {
                            Ok(()) => Note::Kept(what),
                            Err(fault) => Note::Refused(fault.code()),
                        }
                    }
                    _ => Note::Refused("MALFORMED_VALUE_ERROR"),
                };
                self.set(|table| table.note = Some(note));
            }
            What::Card => match bundle::read_card(&input.bytes) {
                Ok(card) => self.set(|table| table.asked = Some(Asked::Card(card, text()))),
                Err(fault) => self.set(|table| table.note = Some(Note::Refused(fault.code()))),
            },
            What::Bundle => self.bundle(&input.bytes, text()).await,
            What::Opening => {
                let opening = opening(&input.bytes);
                self.set(|table| {
                    table.note = Some(if opening.is_some() {
                        Note::Kept(what)
                    } else {
                        Note::Refused("presentation/opening")
                    });
                    table.openings.extend(opening);
                });
            }
        }
        self.verify().await;
    }

    async fn bundle(&self, bytes: &[u8], text: String) {
        let kept = self.table.borrow().kept.clone();
        let note = match kept.open(&self.ground, bytes) {
            Ok(_) => self.keep_bundle(text).await,
            // Nobody is pinned yet: the person may be the one who decides.
            Err(BundleFault::OtherRoot { by }) if !kept.pins_a_root(&self.ground) => {
                return self.set(|table| table.asked = Some(Asked::Root(by, text)));
            }
            Err(fault) => Note::Refused(fault.code()),
        };
        self.set(|table| table.note = Some(note));
    }

    async fn keep_bundle(&self, text: String) -> Note {
        match kept::put(&self.ground, Sort::Bundle, text).await {
            Ok(()) => Note::Kept(What::Bundle),
            Err(fault) => Note::Refused(fault.code()),
        }
    }

    /// The person says the fingerprint that they were told.
    pub async fn told(&self, told: &str) {
        let Some(asked) = self.table.borrow().asked.clone() else {
            return;
        };
        if !bundle::is_told(asked.did(), told) {
            let refused = BundleFault::Fingerprint.code();
            return self.set(|table| table.note = Some(Note::Refused(refused)));
        }
        let note = match &asked {
            Asked::Card(card, text) => match kept::put(&self.ground, Sort::Card(&card.did), text.clone()).await {
                Ok(()) => Note::Added(card.name.clone()),
                Err(fault) => Note::Refused(fault.code()),
            },
            Asked::Root(did, text) => {
                // Pinned with its first bundle, or not at all.
                match Bundle::open(text.as_bytes(), self.ground.second(), &[did], None) {
                    Ok(_) => match kept::put(&self.ground, Sort::Root(did), String::new()).await {
                        Ok(()) => self.keep_bundle(text.clone()).await,
                        Err(fault) => Note::Refused(fault.code()),
                    },
                    Err(fault) => Note::Refused(fault.code()),
                }
            }
        };
        self.set(|table| (table.asked, table.note) = (None, Some(note)));
        self.verify().await;
    }

    /// Takes a certifier's card away again.
    pub async fn forget(&self, did: &str) {
        if let Err(fault) = kept::drop_card(&self.ground, did).await {
            self.set(|table| table.note = Some(Note::Refused(fault.code())));
        }
        self.verify().await;
    }

    /// Whether a certificate was issued to the holder of this device, by somebody else.
    async fn is_mine(&self, report: &Report) -> bool {
        let Some(claims) = holder::claims(report).filter(|claims| !claims.is_self_issued()) else {
            return false;
        };
        let subject = claims.badge().subject.id.clone();
        subject.is_some() && subject == holder::did(&self.ground).await
    }

    /// Puts the certificate into the person's satchel.
    pub async fn hold(&self) {
        let bytes = self
            .table
            .borrow()
            .subject
            .as_ref()
            .map(|subject| subject.bytes.clone());
        let text = bytes
            .and_then(|bytes| String::from_utf8(bytes.to_vec()).ok())
            .unwrap_or_default();
        let kept = match holder::keep(&text) {
            Some(change) => self
                .ground
                .journals
                .write(vec![change, holder::unsafe_now()])
                .await
                .map_err(|fault| fault.code()),
            None => Err("MALFORMED_VALUE_ERROR"),
        };
        let note = kept.map_or_else(Note::Refused, |()| Note::InSatchel);
        self.set(|table| table.note = Some(note));
    }

    /// Asks the address of the trust list for a newer one: only ever because the person said so.
    pub async fn refresh_bundle(&self) {
        let Some(url) = self.table.borrow().kept.bundle_address() else {
            return;
        };
        match net::fetch_from(&url, LARGEST).await {
            Ok(bytes) => {
                self.bundle(&bytes, String::from_utf8(bytes.clone()).unwrap_or_default())
                    .await
            }
            Err(_) => self.set(|table| table.note = Some(Note::Silent(host(&url).to_owned()))),
        }
        self.verify().await;
    }

    /// Asks the addresses that could say more: only ever because the person said so.
    pub async fn refresh(&self) {
        let Some(verified) = self.table.borrow().verified.clone() else {
            return;
        };
        self.set(|table| table.busy = true);
        let mut note = Note::Fresh;
        for (url, _) in &verified.wanted {
            let text = net::fetch_from(url, LARGEST)
                .await
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok());
            let kept = match text {
                Some(text) => kept::put(&self.ground, Sort::Fetched(url), text).await.is_ok(),
                None => false,
            };
            if !kept {
                note = Note::Silent(host(url).to_owned());
            }
        }
        self.set(|table| (table.busy, table.note) = (false, Some(note)));
        self.verify().await;
    }

    /// Verifies what lies there, with all that is at hand now.
    pub async fn verify(&self) {
        self.open().await;
        let (subject, kept, request) = {
            let table = self.table.borrow();
            (table.subject.clone(), table.kept.clone(), table.request.clone())
        };
        let Some(subject) = subject else { return };
        let trust = kept.trust(&self.ground);
        let linked = linked(&subject.bytes, &kept).await;
        let (found, wanted) = {
            let mut at_hand = kept.at_hand(&trust);
            for (name, bytes) in &self.table.borrow().beside {
                // Each was read when it was brought.
                let _ = beside::add(&mut at_hand, name, bytes.to_vec(), &Journal::heads_of);
            }
            let mut suites: Vec<&dyn Suite> = vec![&Jcs];
            suites.extend(linked.as_deref());
            let reader = Reader {
                at: self.ground.second(),
                trust: &trust,
                sources: &at_hand,
                suites: &suites,
            };
            let request = request
                .as_ref()
                .map(|(domain, challenge)| Request { domain, challenge });
            if subject.is_jws {
                let token = Token::read(&subject.bytes, &at_hand);
                let wanted = token.wanted();
                let answer = match token.question() {
                    Some(question) => answer(&question).await,
                    None => Answer::NotChecked,
                };
                (Found::One(Box::new(token.complete(answer, &reader))), wanted)
            } else {
                let wanted = json::parse(&subject.bytes, Limits::FOREIGN).map(|document| at_hand::wanted(&document));
                let found = if presentation::is_one(&subject.bytes) {
                    Found::Shown(
                        presentation::verify(&subject.bytes, &reader, request),
                        request.is_some(),
                    )
                } else {
                    Found::One(Box::new(verify_with(&subject.bytes, &reader)))
                };
                (found, wanted.unwrap_or_default())
            }
        };
        let asked = |url: String| {
            let at = kept.asked(&url);
            (url, at)
        };
        let wanted = wanted.into_iter().map(asked).collect();
        let mine = match &found {
            Found::One(report) => self.is_mine(report).await,
            Found::Shown(..) => false,
        };
        let verified = Verified {
            mine,
            name: subject.name,
            found,
            trust,
            wanted,
        };
        self.set(|table| {
            if let Found::Shown(shown, _) = &verified.found {
                table.openings.extend(shown.openings.iter().cloned());
            }
            table.verified = Some(Rc::new(verified));
        });
    }
}

/// The suite of linked data, when something at hand is signed with it.
async fn linked(bytes: &[u8], kept: &Kept) -> Option<Rc<dyn Suite>> {
    const NAME: &str = "eddsa-rdfc-2022";
    let names_it = |text: &str| text.contains(NAME);
    let asked = std::str::from_utf8(bytes).is_ok_and(names_it) || kept.texts().any(names_it);
    if !asked {
        return None;
    }
    let suite = demand::find(LINKED, Keep::All, |brought| match brought {
        Brought::Linked(suite) => Some(*suite),
        _ => None,
    });
    suite.await.map(|suite| suite())
}

/// What the browser says of a signature that the engine leaves to it.
async fn answer(question: &Question<'_>) -> Answer {
    let base64 = jalon_base::encoding::base64url;
    let (kind, members) = match question.key {
        Jwk::P256 { x, y } => (
            Kind::Es256,
            [
                ("kty", "EC".to_owned()),
                ("x", base64(x)),
                ("y", base64(y)),
                ("crv", "P-256".to_owned()),
            ],
        ),
        Jwk::Rsa { n, e } => (
            Kind::Rs256,
            [
                ("kty", "RSA".to_owned()),
                ("n", base64(n)),
                ("e", base64(e)),
                ("alg", "RS256".to_owned()),
            ],
        ),
        Jwk::Ed25519(_) => return Answer::NotChecked,
    };
    let members: Vec<(&str, &str)> = members.iter().map(|(name, value)| (*name, value.as_str())).collect();
    match signature::holds(kind, &members, question.signed, question.signature).await {
        Some(true) => Answer::Holds,
        Some(false) => Answer::Fails,
        None => Answer::NotChecked,
    }
}

/// The host of an address.
#[must_use]
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// An opening as the file that came with a certificate holds it.
fn opening(bytes: &[u8]) -> Option<Opening> {
    let document = json::parse(bytes, Limits::FOREIGN).ok()?;
    let text = |name: &str| document.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Opening {
        certificate: text("certificate")?,
        value: text("value"),
        salt: text("salt")?,
    })
}
