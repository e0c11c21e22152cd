//! The people at the places: they read, answer, hesitate, go back; one is cut off, two call somebody.

use super::Stage;
use crate::client::{Failed, Machine};
use jalon_api::Signed;
use jalon_attempt::event::{By, Salt};
use jalon_attempt::room::Matter;
use jalon_attempt::seat::Act;
use jalon_attempt::{Phase, State};
use jalon_base::Digest;
use jalon_base::encoding::hex;
use jalon_protocol::plan::Navigation;
use jalon_protocol::{Interaction, ItemContent, ItemId, Response};
use jalon_session::terminal::Heard;
use jalon_session::wire::{Ack, Wish};

/// What somebody at a place saw: nothing of it may be lost.
#[derive(Debug, Default)]
pub struct Seen {
    /// Every acknowledgement that the centre signed for the place.
    pub acks: Vec<Signed<Ack>>,
    /// The events of the place that it was told are kept.
    pub acknowledged: Vec<Digest>,
    /// How often a request was lost.
    pub lost: u64,
    /// Why the place stopped, when it did.
    pub stopped: Option<&'static str>,
}

/// Somebody at a place.
pub(super) struct Person {
    stage: Stage,
    number: usize,
    machine: Machine,
    code: String,
    answered: u32,
    /// Questions of a kind that nobody here knows how to answer.
    passed: Vec<ItemId>,
    calls: bool,
    cut: bool,
    dice: Dice,
}

/// Small numbers; what must be random is asked of the operating system.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        // SplitMix64 (Vigna, public domain).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % most.max(1)
    }
}

impl Person {
    pub(super) fn new(stage: Stage, number: usize, machine: Machine, code: String) -> Self {
        Self {
            calls: stage.troubles.alerts.contains(&number),
            cut: stage.troubles.cut == number,
            dice: Dice(number as u64),
            stage,
            number,
            machine,
            code,
            answered: 0,
            passed: Vec::new(),
        }
    }

    /// Sits until the attempt is over or the place stopped; a server that is away is waited for.
    pub(super) async fn sits(mut self) -> Seen {
        let mut seen = Seen::default();
        loop {
            let heard = match self.machine.sitting() {
                None => self.machine.join(&self.code, self.stage.clock.date()).await,
                Some(_) => self.machine.send(self.stage.clock.date()).await,
            };
            self.remembers(&mut seen);
            match heard {
                Ok(Heard::Stopped(_)) => break,
                Ok(_) => {}
                Err(Failed::Lost) => {
                    seen.lost += 1;
                    self.machine.client().cut();
                }
                // A code that does not serve never will: somebody else comes.
                Err(Failed::Problem(problem)) if problem.is_final() && self.machine.sitting().is_none() => break,
                // Too much to do, or too often: as a browser, it is asked again.
                Err(_) => seen.lost += 1,
            }
            if self.is_over() {
                break;
            }
            self.acts().await;
            let pause = 1_500 + self.dice.below(3_000);
            let pause = i64::try_from(pause).unwrap_or(2_000);
            tokio::time::sleep(self.stage.clock.last(pause)).await;
        }
        seen.stopped = self.machine.stopped();
        seen.acks = self.machine.acks().to_vec();
        seen
    }

    /// Everything is handed in, and the server has said that it has it.
    fn is_over(&self) -> bool {
        let sitting = self.machine.sitting();
        sitting.is_some_and(|seat| matches!(seat.state().phase(), Phase::Closed(_)) && seat.pending().is_empty())
    }

    /// What the place was told is kept.
    fn remembers(&self, seen: &mut Seen) {
        let Some(seat) = self.machine.sitting() else { return };
        let of_seat = seat.journal().events.iter().filter(|event| event.header.by == By::Seat);
        let kept = of_seat.clone().count().saturating_sub(seat.pending().len());
        seen.acknowledged = of_seat
            .take(kept)
            .filter_map(|event| event.header.digest().ok())
            .collect();
    }

    async fn acts(&mut self) {
        let now = self.stage.clock.now();
        let Some(seat) = self.machine.sitting() else { return };
        if self.machine.stopped().is_some() || !seat.holds_lease() {
            return;
        }
        if self.cut && self.answered == 3 {
            self.cut = false;
            let whom = pseudonym(self.number);
            self.stage.tell("cut", whom.as_ref());
            // Forty seconds without a cable: the place keeps what is written, and sends it afterwards.
            self.machine.client().cut();
            for _ in 0..2 {
                self.does_one(&now);
                tokio::time::sleep(self.stage.clock.last(20_000)).await;
            }
            self.stage.tell("back", whom.as_ref());
            return;
        }
        self.does_one(&now);
    }

    fn does_one(&mut self, now: &jalon_attempt::Now) {
        let Some(state) = self.machine.sitting().map(|seat| seat.state().clone()) else {
            return;
        };
        let opened = self.machine.sitting().is_some_and(|seat| {
            let mut events = seat.journal().events.iter();
            events.any(|event| event.header.by == By::Seat)
        });
        let act = if opened {
            self.wants(&state)
        } else {
            Some(Act::Open { lang: "fr".to_owned() })
        };
        let Some(act) = act else { return };
        let answers = match &act {
            Act::Answer { item, .. } => Some(item.clone()),
            _ => None,
        };
        match (self.machine.act(act, now), answers) {
            (Ok(_), Some(_)) => self.answered += 1,
            (Err(_), Some(item)) => self.passed.push(item),
            _ => {}
        }
    }

    /// What comes next: the first question without an answer, and at the end handing in.
    fn wants(&mut self, state: &State) -> Option<Act> {
        let (part, paper) = match state.phase() {
            Phase::Between => {
                let part = state.next_part()?.clone();
                self.machine.wish(Wish::Begin { part });
                return None;
            }
            Phase::Running(_) => state.open_part()?,
            _ => return None,
        };
        let linear = part.navigation == Navigation::Linear;
        let items: Vec<ItemId> = paper.items.iter().map(|entry| entry.item.clone()).collect();
        let open: Vec<&ItemId> = items
            .iter()
            .filter(|item| state.presented().contains(*item) && !state.locked().contains(*item))
            .collect();
        let waits = |item: &ItemId| state.alerts().contains_key(item);
        let mut without = open
            .iter()
            .copied()
            .filter(|item| state.response(item).is_none() && !waits(item) && !self.passed.contains(item));
        let next = if linear { open.last().copied() } else { without.next() };
        let Some(item) = next else {
            return state.alerts().is_empty().then_some(Act::HandIn);
        };
        if state.position() != Some(item) {
            return Some(Act::Go { to: item.clone() });
        }
        if self.calls && self.answered == 2 {
            self.calls = false;
            self.stage.tell("alert", pseudonym(self.number).as_ref());
            let (item, matter) = (item.clone(), Matter::Image);
            return Some(Act::Alert { item, matter });
        }
        if state.response(item).is_none() && !waits(item) && !self.passed.contains(item) {
            let content = self.machine.contents().get(item)?.clone();
            let salt = Salt(crate::random().ok()?);
            let response = self.answers(&content);
            let item = item.clone();
            return Some(Act::Answer { item, response, salt });
        }
        if linear && items.last() != Some(item) {
            let after = item.clone();
            self.machine.wish(Wish::Next { after });
            return None;
        }
        (linear && state.alerts().is_empty()).then_some(Act::HandIn)
    }

    /// An answer that the question admits: any option, any number, any word.
    fn answers(&mut self, content: &ItemContent) -> Response {
        let roll = self.dice.below(1 << 16);
        match &content.interaction {
            Interaction::Choice { options, .. } => {
                let at = usize::try_from(roll).unwrap_or(0) % options.len().max(1);
                let chosen = options.get(at).map(|option| option.id.clone());
                Response::Choice {
                    chosen: chosen.into_iter().collect(),
                }
            }
            Interaction::NumericEntry { .. } => Response::Number {
                value: (roll % 100).to_string(),
            },
            _ => Response::Text {
                value: hex(&roll.to_be_bytes()),
            },
        }
    }
}

fn pseudonym(number: usize) -> Option<jalon_base::Slug> {
    jalon_base::Slug::parse(&format!("c{}", number + 1))
}
