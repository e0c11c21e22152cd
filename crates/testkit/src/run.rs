//! A sitting played from dice, with everything that was asked and what became of it.

use crate::clock::Clock;
use crate::dice::Dice;
use crate::person::{Deed, Person};
use crate::world::World;
use jalon_attempt::event::Event;
use jalon_attempt::{Command, Now, Phase, Sitting, State};
use jalon_base::Timestamp;
use jalon_base::id::RandomId;
use jalon_protocol::{Mark, Outcome, Release, Ruling};
use jalon_recognition::attest;
use jalon_recognition::grain::Attestation;
use jalon_scoring::score::{CannotScore, Input, score};
use jalon_scoring::{Adaptive, Keys, Tests};
use serde_json::Value;

/// A command, when it was given, and the events that it made or the code of the refusal.
#[derive(Debug, Clone)]
pub struct Told {
    /// When.
    pub now: Now,
    /// The command.
    pub command: Command,
    /// What became of it.
    pub made: Result<Vec<Event>, &'static str>,
}

/// A sitting being played.
#[derive(Debug, Clone)]
pub struct Run<'a> {
    /// What it is made of.
    pub world: &'a World,
    /// The attempt.
    pub attempt: RandomId,
    /// State and journal.
    pub sitting: Sitting,
    /// Its adaptive sections.
    pub tests: Tests,
    /// The machine's clocks.
    pub clock: Clock,
    /// Every command so far.
    pub told: Vec<Told>,
}

impl<'a> Run<'a> {
    /// An attempt before anything happened.
    ///
    /// # Panics
    /// When an adaptive section cannot be made ready.
    pub fn new(world: &'a World, dice: &mut Dice) -> Self {
        let attempt = RandomId::from_bytes(dice.bytes());
        Self {
            world,
            attempt,
            sitting: Sitting::new(attempt, world.supply()),
            tests: Tests::of(&world.release, world.protocol()).unwrap(),
            clock: Clock::new(),
            told: Vec::new(),
        }
    }

    /// An attempt played to its end by somebody of any kind, who does at most so many things before stopping.
    pub fn play(world: &'a World, dice: &mut Dice, deeds: u32) -> Self {
        let person = Person::random(dice);
        let mut run = Self::new(world, dice);
        run.go_on(&person, dice, deeds);
        run.finish(dice);
        run
    }

    /// The guide that chooses its items.
    #[must_use]
    pub const fn guide(&self) -> Adaptive<'_> {
        Adaptive::new(&self.tests, &self.world.release.contents, &self.attempt)
    }

    /// Plays on for so many deeds, or until the attempt is closed.
    pub fn go_on(&mut self, person: &Person, dice: &mut Dice, deeds: u32) {
        for _ in 0..deeds {
            if matches!(self.state().phase(), Phase::Closed(_)) {
                return;
            }
            let deed = person.next(dice, &self.world.release, self.sitting.state());
            self.clock.pass(i64::from(dice.below(3_000)));
            self.deed(deed);
        }
    }

    /// One deed.
    pub fn deed(&mut self, deed: Deed) {
        match deed {
            Deed::Do(command) => {
                let _kept_in_told = self.command(command);
            }
            Deed::Wait(ms) => self.clock.pass(ms),
            Deed::Jump(ms) => self.clock.jump(ms),
            Deed::Slip(ms) => self.clock.slip(ms),
            Deed::Reboot(away) => self.clock.reboot(away),
        }
    }

    /// One command, now: how many events it made, or the code of the refusal.
    ///
    /// # Errors
    /// The code of the refusal.
    pub fn command(&mut self, command: Command) -> Result<usize, &'static str> {
        let now = self.clock.now();
        let guide = Adaptive::new(&self.tests, &self.world.release.contents, &self.attempt);
        let made = self
            .sitting
            .command(command.clone(), self.world.supply(), &now, &guide)
            .map_err(|failed| failed.code());
        let count = made.as_ref().map(Vec::len).map_err(|code| *code);
        self.told.push(Told { now, command, made });
        count
    }

    /// Stops the test, whatever is left.
    ///
    /// # Panics
    /// When the attempt cannot be closed.
    pub fn finish(&mut self, dice: &mut Dice) {
        let nobody = Person {
            skill: 100,
            mischief: 0,
            trouble: 0,
        };
        if matches!(self.state().phase(), Phase::Blank) {
            let deed = nobody.next(dice, &self.world.release, self.sitting.state());
            self.deed(deed);
        }
        if matches!(self.state().phase(), Phase::Paused(_)) {
            self.command(Command::Resume).unwrap();
        }
        for command in [Command::Tick, Command::Stop] {
            if !matches!(self.state().phase(), Phase::Closed(_)) {
                self.command(command).unwrap();
            }
        }
        assert!(matches!(self.state().phase(), Phase::Closed(_)));
    }

    /// What is known of the attempt.
    #[must_use]
    pub const fn state(&self) -> &State {
        self.sitting.state()
    }

    /// The keys of its paper.
    ///
    /// # Panics
    /// When the paper is not drawn or a key is not there.
    #[must_use]
    pub fn keys(&self) -> Keys {
        Keys::of(
            &self.world.release,
            self.world.protocol(),
            self.state().paper().unwrap(),
        )
        .unwrap()
    }

    /// Its outcome, with these documents beside the journal.
    ///
    /// # Errors
    /// As [`score`].
    pub fn score(&self, marks: &[Mark], rulings: &[Ruling]) -> Result<Outcome, CannotScore> {
        let input = Input {
            attempt: self.attempt,
            release: &self.world.release,
            state: self.state(),
            heads: self.sitting.heads(),
            marks,
            rulings,
        };
        score(input, &self.keys())
    }

    /// The attestation of an outcome, as the document that would be signed: see [`certificate`].
    ///
    /// # Panics
    /// When the badge is not one that our own verifier would accept.
    ///
    /// # Errors
    /// The code of what is in the way.
    pub fn certificate(&self, outcome: &Outcome) -> Result<Value, &'static str> {
        certificate(&self.world.release, outcome)
    }
}

/// The attestation of an outcome, as the document that would be signed: a fixed holder and fixed instants, the attempt's bytes for its id.
///
/// # Errors
/// The code of what is in the way.
///
/// # Panics
/// When the badge is not one that our own verifier would accept.
pub fn certificate(release: &Release, outcome: &Outcome) -> Result<Value, &'static str> {
    let with = Attestation {
        holder: "did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd",
        at: Timestamp::parse("2026-11-23T10:00:00Z").unwrap(),
        taken: Timestamp::parse("2026-11-22T10:00:00Z").unwrap(),
        random: *outcome.attempt.as_bytes(),
        lang: "fr",
        name: "Attestation d'essai",
        description: "Une auto-évaluation.",
        criteria: "Répondre.",
    };
    let badge = attest(outcome, release, &with).map_err(|cannot| cannot.code())?;
    Ok(badge.to_document().unwrap())
}
