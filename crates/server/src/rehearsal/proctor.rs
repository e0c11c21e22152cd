//! The proctor of a rehearsal: lets people in or not, looks at the wall, does what is to be done, and seals.

use super::cast::{self, Cast};
use super::people::{Person, Seen};
use super::{Played, Stage};
use crate::client::{Desk, Failed, Machine};
use jalon_api::wall::{Line, Wall};
use jalon_base::Slug;
use jalon_base::sorted::SortedSet;
use jalon_credential::SecretKey;
use jalon_session::event::{
    Decision, Deed, EndReason, IdentityDocument, IncidentKind, PauseKind, Refusal, Report, Tried,
};
use jalon_session::order::code_digest;
use jalon_session::room::Standing;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// Tries before a server that does not answer is given up: half a minute.
const TRIES: u32 = 150;

/// How long somebody's clock stands, in milliseconds of the room.
const PAUSE: i64 = 30_000;

/// The pause of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paused {
    NotYet,
    Since(i64),
    Over,
}

pub(super) struct Proctor {
    stage: Stage,
    cast: Arc<Cast>,
    desk: Desk,
    reported: SortedSet<Slug>,
    /// Places where nobody sits yet.
    spare: Vec<Machine>,
    /// Who goes on at another place, and is not there yet.
    moved: Vec<Person>,
    has_moved: bool,
    pause: Paused,
    phone: bool,
    late: bool,
    settled: u32,
    lost: u64,
    opened_ms: i64,
}

impl Proctor {
    pub(super) fn new(stage: Stage, cast: Arc<Cast>) -> Self {
        let desk = Desk::new(cast.order.session, SecretKey::from_seed(cast.first), stage.client());
        Self {
            stage,
            cast,
            desk,
            reported: SortedSet::new(),
            spare: Vec::new(),
            moved: Vec::new(),
            has_moved: false,
            pause: Paused::NotYet,
            phone: false,
            late: false,
            settled: 0,
            lost: 0,
            opened_ms: 0,
        }
    }

    /// After a request that failed: whether it may be asked again.
    async fn again(&mut self, failed: Failed, tries: &mut u32) -> Result<(), Failed> {
        *tries += 1;
        let come_back = matches!(&failed, Failed::Problem(problem) if problem.code == "api/pass");
        let passing = match &failed {
            Failed::Lost => true,
            Failed::Problem(problem) => !problem.is_final() && problem.status != 422 && problem.status != 400,
            Failed::Strange => false,
        };
        if !passing || *tries > TRIES {
            return Err(failed);
        }
        self.lost += 1;
        tokio::time::sleep(Duration::from_millis(200)).await;
        if come_back {
            // The server that gave the pass is gone: another pass from the one that answers.
            drop(self.desk.enter(self.stage.clock.date()).await);
        } else {
            self.desk.client().cut();
        }
        Ok(())
    }

    /// Does something; asked again when the answer was lost, it may have been done already.
    async fn does(&mut self, deed: Deed, two: bool) -> Result<(), Failed> {
        let mut tries = 0;
        loop {
            let at = self.stage.clock.date();
            let second = two.then(|| SecretKey::from_seed(self.cast.second));
            match self.desk.act(deed.clone(), second.as_ref(), at).await {
                Ok(_) => return Ok(()),
                Err(Failed::Problem(problem)) if tries > 0 && problem.is_final() && problem.code != "room/late" => {
                    return Ok(());
                }
                Err(failed) => self.again(failed, &mut tries).await?,
            }
        }
    }

    /// Brings order and content, and opens the content with the second person.
    pub(super) async fn opens(&mut self) -> Result<(), Failed> {
        self.desk.order(self.cast.signed.clone()).await?;
        self.desk.enter(self.stage.clock.date()).await?;
        self.desk.content(self.cast.content.clone()).await?;
        self.stage.tell("imported", None);
        let codes = self.cast.codes.clone();
        self.does(Deed::Unlock { codes }, true).await?;
        self.stage.tell("unlocked", None);
        Ok(())
    }

    /// A place that passed its tests.
    pub(super) async fn prepares(&mut self, machine: &Machine) -> Result<(), Failed> {
        let tried = Tried {
            storage: true,
            audio: true,
            screen: true,
            keyboard: true,
            secure: self.stage.server.tls.is_some(),
        };
        let (seat, key) = (machine.seat().clone(), machine.did());
        self.does(Deed::Prepare { seat, key, tried }, false).await
    }

    /// Seconds that there are to let people in, when somebody is to come late.
    fn margin(&self) -> i64 {
        let people = i64::try_from(self.cast.order.roster.len()).unwrap_or(0);
        people.saturating_mul(8).saturating_add(60)
    }

    /// Opens the room, with the time that the watch shows.
    pub(super) async fn begins(&mut self) -> Result<(), Failed> {
        let window = &self.cast.order.window;
        let date = match self.stage.troubles.late {
            Some(_) => window.late.unix() - self.margin(),
            None => window.opens.unix(),
        };
        let date = jalon_base::Timestamp::from_unix(date).ok_or(Failed::Strange)?;
        self.does(Deed::Open { date }, false).await?;
        self.opened_ms = self.stage.clock.now().mono_ms;
        self.stage.tell("opened", None);
        Ok(())
    }

    /// Somebody at the door: let in, with a place and a code; or not, and who comes late is waited for.
    pub(super) async fn receives(
        &mut self,
        number: usize,
        candidate: &Slug,
        seat: &Slug,
    ) -> Result<Option<String>, Failed> {
        let (troubles, candidate) = (self.stage.troubles, candidate.clone());
        if Some(number) == troubles.late {
            return Ok(None);
        }
        if number == troubles.doubt {
            self.stage.tell("doubt", Some(&candidate));
            let why = Refusal::Doubt;
            self.does(Deed::TurnAway { candidate, why }, false).await?;
            return Ok(None);
        }
        let who = candidate.clone();
        let document = IdentityDocument::Card;
        let check_in = Deed::CheckIn {
            candidate: who,
            document,
        };
        match self.does(check_in, false).await {
            // A machine too slow for all that: the rules of the room hold here too.
            Err(Failed::Problem(problem)) if problem.code == "room/late" => {
                self.stage.tell("late", Some(&candidate));
                let why = Refusal::Late;
                self.does(Deed::TurnAway { candidate, why }, false).await?;
                return Ok(None);
            }
            done => done?,
        }
        Ok(Some(self.seats(&candidate, seat).await?))
    }

    /// A place where nobody sits.
    pub(super) fn keeps(&mut self, machine: Machine) {
        self.spare.push(machine);
    }

    /// Looks at the room and does what is to be done, until it is closed; then the seal.
    pub(super) async fn runs(mut self, sitting: &mut JoinSet<Seen>) -> Result<Played, Failed> {
        let mut seen = Vec::new();
        let mut tries = 0;
        loop {
            while let Some(over) = sitting.try_join_next() {
                seen.extend(over.ok());
            }
            let wall = match self.desk.wall().await {
                Ok(wall) => wall,
                Err(failed) => {
                    self.again(failed, &mut tries).await?;
                    continue;
                }
            };
            tries = 0;
            if wall.phase == jalon_session::room::RoomPhase::Closed {
                break;
            }
            self.looks(&wall).await?;
            for person in self.moved.drain(..) {
                sitting.spawn(person.sits());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.stage.tell("closed", None);
        while let Some(over) = sitting.join_next().await {
            seen.extend(over.ok());
        }
        self.seals().await?;
        self.stage.tell("sealed", None);
        let records = self.desk.records().await?;
        let audit = self.desk.audit().await?;
        let lost = self.lost + seen.iter().map(|seen| seen.lost).sum::<u64>();
        Ok(Played {
            records,
            seen,
            audit,
            lost,
        })
    }

    async fn seals(&mut self) -> Result<(), Failed> {
        let mut tries = 0;
        loop {
            match self.desk.seal(self.stage.clock.date()).await {
                Ok(_) => return Ok(()),
                // Done already, by a request whose answer was lost.
                Err(Failed::Problem(problem)) if tries > 0 && problem.is_final() => {
                    if self.desk.status().await.is_ok_and(|status| status.sealed) {
                        return Ok(());
                    }
                    self.again(Failed::Lost, &mut tries).await?;
                }
                Err(failed) => self.again(failed, &mut tries).await?,
            }
        }
    }

    /// One look at the wall.
    async fn looks(&mut self, wall: &Wall) -> Result<(), Failed> {
        for need in &wall.queue {
            let line = wall
                .lines
                .iter()
                .find(|line| Some(&line.candidate) == need.candidate.as_ref());
            let incident = need.incident;
            let deed = match need.kind {
                IncidentKind::Question => {
                    self.settled += 1;
                    let upheld = self.settled % 2 == 1;
                    Some(Deed::Settle { incident, upheld })
                }
                // It lasts: the rule gives it back when the place is heard.
                IncidentKind::Outage if line.is_some_and(|line| line.outage && !line.stands) => None,
                // The place that was away may still come.
                IncidentKind::Copy if line.is_some_and(|line| line.standing == Standing::Started) => None,
                _ => {
                    let decision = Decision::Certifier;
                    Some(Deed::Decide { incident, decision })
                }
            };
            if let Some(deed) = deed {
                self.tries(deed, false).await?;
            }
        }
        let mut complete = wall.queue.is_empty();
        for (number, line) in wall.lines.iter().enumerate() {
            let number = self.number(&line.candidate).unwrap_or(number);
            complete &= self.attends(number, line).await?;
        }
        if complete {
            self.tries(Deed::Close, false).await?;
        }
        Ok(())
    }

    fn number(&self, candidate: &Slug) -> Option<usize> {
        let mut roster = self.cast.order.roster.iter();
        roster.position(|known| known.id == *candidate)
    }

    /// Looks after somebody; whether nothing is left to do for them.
    async fn attends(&mut self, number: usize, line: &Line) -> Result<bool, Failed> {
        let candidate = line.candidate.clone();
        match line.standing {
            Standing::Expected => {
                let document = IdentityDocument::Passport;
                let who = candidate.clone();
                let at = self.stage.clock.date();
                let deed = Deed::CheckIn {
                    candidate: who,
                    document,
                };
                // Whoever comes in time is still on the way here; then the rules of the room refuse.
                if !self.is_late() {
                    return Ok(false);
                }
                match self.desk.act(deed, None, at).await {
                    Err(Failed::Problem(problem)) if problem.code == "room/late" => {
                        self.late = true;
                        self.stage.tell("late", Some(&candidate));
                        let why = Refusal::Late;
                        self.tries(Deed::TurnAway { candidate, why }, false).await?;
                    }
                    // In time after all, by the room's own count: there is a place.
                    Ok(_) => {
                        if let Some(machine) = self.spare.pop() {
                            let code = self.seats(&candidate, machine.seat()).await?;
                            self.moved.push(Person::new(self.stage.clone(), number, machine, code));
                        }
                    }
                    Err(_) => {}
                }
                Ok(false)
            }
            Standing::TurnedAway { .. } => Ok(true),
            Standing::CheckedIn | Standing::Seated => Ok(false),
            Standing::Started => {
                self.watches(number, line).await?;
                Ok(false)
            }
            Standing::Over { why } => {
                if self.reported.contains(&candidate) {
                    return Ok(true);
                }
                let report = Report {
                    signed: true,
                    finished: why.is_none(),
                };
                self.reported.insert(candidate.clone());
                self.tries(Deed::Report { candidate, report }, false).await?;
                Ok(false)
            }
        }
    }

    /// Looks after somebody who sits: a phone that is found, a clock that is stopped for a while, a machine that fails.
    async fn watches(&mut self, number: usize, line: &Line) -> Result<(), Failed> {
        let (troubles, candidate) = (self.stage.troubles, line.candidate.clone());
        let now_ms = self.stage.clock.now().mono_ms;
        if number == troubles.phone && !self.phone && line.answered >= 4 {
            self.phone = true;
            self.stage.tell("phone", Some(&candidate));
            let record = Deed::Record {
                incident: jalon_base::id::RandomId::from_bytes(crate::random().map_err(|_| Failed::Strange)?),
                candidate: Some(candidate.clone()),
                kind: IncidentKind::Device,
            };
            self.tries(record, false).await?;
            let why = EndReason::Fraud;
            return self.tries(Deed::End { candidate, why }, true).await;
        }
        if number == troubles.pause {
            match self.pause {
                Paused::NotYet if line.answered >= 2 => {
                    self.pause = Paused::Since(now_ms);
                    self.stage.tell("paused", Some(&candidate));
                    let pause = PauseKind::Room;
                    return self.tries(Deed::Pause { candidate, pause }, false).await;
                }
                Paused::Since(since) if now_ms > since + PAUSE => {
                    self.pause = Paused::Over;
                    self.stage.tell("resumed", Some(&candidate));
                    return self.tries(Deed::Resume { candidate }, false).await;
                }
                _ => {}
            }
        }
        if number == troubles.moved
            && !self.has_moved
            && line.answered >= 3
            && let Some(machine) = self.spare.pop()
        {
            self.has_moved = true;
            self.stage.tell("moved", Some(&candidate));
            match self.seats(&candidate, machine.seat()).await {
                Ok(code) => self.moved.push(Person::new(self.stage.clone(), number, machine, code)),
                // Over meanwhile.
                Err(Failed::Problem(problem)) if problem.is_final() => {}
                Err(failed) => return Err(failed),
            }
        }
        Ok(())
    }

    /// A place for somebody, and a code to start or to go on there.
    async fn seats(&mut self, candidate: &Slug, seat: &Slug) -> Result<String, Failed> {
        let (candidate, seat) = (candidate.clone(), seat.clone());
        let who = candidate.clone();
        self.does(Deed::Seat { candidate: who, seat }, false).await?;
        let code = cast::code().map_err(|_| Failed::Strange)?;
        let digest = code_digest(&self.cast.order.session, &code);
        let permit = Deed::Permit {
            candidate,
            code: digest,
        };
        self.does(permit, false).await?;
        Ok(code)
    }

    /// Whether the latest arrival has passed, by the proctor's own watch.
    fn is_late(&self) -> bool {
        self.late || self.stage.clock.now().mono_ms > self.opened_ms + (self.margin() + 5) * 1000
    }

    /// Does something that the room may refuse, since it has changed meanwhile.
    async fn tries(&mut self, deed: Deed, two: bool) -> Result<(), Failed> {
        match self.does(deed, two).await {
            Err(Failed::Problem(problem)) if problem.is_final() => Ok(()),
            other => other,
        }
    }
}
