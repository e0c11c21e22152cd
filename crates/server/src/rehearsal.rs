//! A rehearsal: a whole room of simulated people, over the same HTTP and the same records as a real one.
//!
//! It trains a proctor, shows the product, and drives the tests that kill the server. Somebody comes late, there is a doubt on who
//! somebody is, a cable is cut, a phone is found, two people say that something is wrong with a question, a clock is stopped for a while, a machine fails and its candidate goes on at another
//! place; the session is sealed, and whoever
//! receives it replays it. Nothing in it is a certificate: the certifier is one of a moment.

mod cast;
mod people;
mod proctor;

pub use cast::{Cast, NotCast};
pub use people::Seen;

use crate::client::{Client, Failed, Machine, Server};
use crate::clock::Clock;
use jalon_api::Signed;
use jalon_base::Slug;
use jalon_session::wire::Ack;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Fewest people of a rehearsal: each trouble is somebody else's.
pub const FEWEST: usize = 8;

/// Something that happens, for who watches; the sentence is in the catalogues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// What: `late`, `doubt`, `cut`, `phone`, `alert`…
    pub what: &'static str,
    /// Whom it is about.
    pub whom: Option<Slug>,
}

/// What goes wrong in a rehearsal: to whom, by their place in the roster, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Troubles {
    /// Who comes late; then the room opens shortly before nobody is let in any more.
    pub late: Option<usize>,
    /// Whose identity is doubtful.
    pub doubt: usize,
    /// Whose cable is cut.
    pub cut: usize,
    /// Who has a phone.
    pub phone: usize,
    /// Who says that something is wrong with a question.
    pub alerts: [usize; 2],
    /// Whose clock a proctor stops for a while.
    pub pause: usize,
    /// Whose machine fails: they go on at a spare place.
    pub moved: usize,
}

impl Troubles {
    /// Those of a room of so many people, at least [`FEWEST`]: each to somebody else.
    #[must_use]
    pub const fn of(people: usize) -> Self {
        Self {
            late: Some(people - 1),
            doubt: people - 2,
            cut: 0,
            phone: 1,
            alerts: [2, 3],
            pause: 4,
            moved: 5,
        }
    }
}

/// What a rehearsal is played on.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Where the server is.
    pub server: Server,
    /// Its clocks: how fast the room's time goes.
    pub clock: Clock,
    /// DID of the centre.
    pub centre: String,
    /// What goes wrong.
    pub troubles: Troubles,
    /// Who watches.
    pub scenes: mpsc::UnboundedSender<Scene>,
}

impl Stage {
    pub(crate) fn tell(&self, what: &'static str, whom: Option<&Slug>) {
        // Nobody has to watch.
        let _nobody = self.scenes.send(Scene {
            what,
            whom: whom.cloned(),
        });
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(self.server.clone())
    }
}

/// How a rehearsal ended.
#[derive(Debug)]
pub struct Played {
    /// Everything that is kept of the session, one record a line.
    pub records: Vec<u8>,
    /// Every acknowledgement that a place was given, and the events that it was told are kept.
    pub seen: Vec<Seen>,
    /// Entries of the audit, one a line.
    pub audit: Vec<u8>,
    /// How often a request was lost, and asked again.
    pub lost: u64,
}

impl Played {
    /// Everything that was acknowledged, whoever was told.
    pub fn acks(&self) -> impl Iterator<Item = &Signed<Ack>> {
        self.seen.iter().flat_map(|seen| &seen.acks)
    }
}

/// Plays a whole session, from its order to its seal.
///
/// # Errors
/// [`Failed`]: what the server refused that it should not have, or that it was not reached for half a minute.
pub async fn play(stage: &Stage, cast: Cast) -> Result<Played, Failed> {
    let cast = Arc::new(cast);
    let mut proctor = proctor::Proctor::new(stage.clone(), Arc::clone(&cast));
    proctor.opens().await?;
    let mut machines = Vec::new();
    for seat in &cast.order.seats {
        let key = cast::key().map_err(|_| Failed::Strange)?;
        let machine = Machine::new(
            seat.clone(),
            cast.order.session,
            stage.centre.clone(),
            key,
            stage.client(),
        );
        proctor.prepares(&machine).await?;
        machines.push(machine);
    }
    proctor.begins().await?;
    let mut sitting = tokio::task::JoinSet::new();
    for (number, machine) in machines.into_iter().enumerate() {
        let Some(candidate) = cast.order.roster.get(number) else {
            proctor.keeps(machine);
            continue;
        };
        let Some(code) = proctor.receives(number, &candidate.id, machine.seat()).await? else {
            continue;
        };
        let person = people::Person::new(stage.clone(), number, machine, code);
        sitting.spawn(person.sits());
    }
    proctor.runs(&mut sitting).await
}
