//! A person in front of a test: what they do next, sensible or not.

use crate::dice::Dice;
use crate::kinds;
use jalon_attempt::event::{Salt, Seen, Started};
use jalon_attempt::{Command, Phase, State};
use jalon_base::{Fraction, Timestamp};
use jalon_protocol::{Dispensation, Interaction, ItemId, OptionId, PartId, Release, Response};
use jalon_referential::UnitId;
use jalon_scoring::Key;
use jalon_scoring::key::Rule;

/// Somebody who takes a test.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// How often they are right, out of a hundred.
    pub skill: u32,
    /// How often they, or a patched page, ask for something that may be refused, out of a hundred.
    pub mischief: u32,
    /// How often something happens to the machine, out of a hundred: clocks that jump, lives that end.
    pub trouble: u32,
}

/// What happens next.
#[derive(Debug, Clone)]
pub enum Deed {
    /// A command.
    Do(Command),
    /// Time passes.
    Wait(i64),
    /// The wall clock jumps.
    Jump(i64),
    /// The monotonic clock slips.
    Slip(i64),
    /// The machine begins another life, so long after.
    Reboot(i64),
}

impl Person {
    /// Somebody of any kind.
    pub fn random(dice: &mut Dice) -> Self {
        Self {
            skill: 100 - dice.below(101),
            mischief: dice.below(20),
            trouble: dice.below(20),
        }
    }

    /// What happens next to an attempt. Zeros lead to its end.
    pub fn next(&self, dice: &mut Dice, release: &Release, state: &State) -> Deed {
        if dice.chance(self.trouble) {
            return trouble(dice);
        }
        if dice.chance(self.mischief) {
            return Deed::Do(self.mischief(dice, release, state));
        }
        match state.phase() {
            Phase::Blank | Phase::Started => Deed::Do(open(dice, release, state)),
            Phase::Between => Deed::Do(match state.next_part() {
                Some(part) => Command::Begin { part: part.clone() },
                None => Command::Stop,
            }),
            Phase::Paused(_) => {
                if dice.chance(40) {
                    Deed::Wait(i64::from(dice.below(200_000)))
                } else {
                    Deed::Do(Command::Resume)
                }
            }
            Phase::Closed(_) => Deed::Do(Command::Tick),
            Phase::Running(_) => self.running(dice, release, state),
        }
    }

    fn running(&self, dice: &mut Dice, release: &Release, state: &State) -> Deed {
        match dice.below(40) {
            0 => Deed::Do(Command::HandIn),
            1 if dice.chance(10) => Deed::Do(Command::Stop),
            1 | 2 => Deed::Do(Command::Pause),
            3 => Deed::Do(Command::Tick),
            4 => Deed::Do(Command::Sight {
                visible: dice.chance(50),
            }),
            5..=7 => Deed::Wait(i64::from(dice.below(20_000))),
            8..=10 => {
                let item = any_item(dice, state);
                let on = !state.flagged().contains(&item);
                Deed::Do(Command::Flag { item, on })
            }
            11..=20 => Deed::Do(Command::Next),
            21..=23 => Deed::Do(Command::Go {
                to: any_item(dice, state),
            }),
            _ => {
                let item = state.position().cloned().unwrap_or_else(|| any_item(dice, state));
                Deed::Do(Command::Answer {
                    response: self.answer(dice, release, &item),
                    salt: Salt(dice.bytes()),
                    item,
                })
            }
        }
    }

    /// Something out of place: what a patched page could send.
    fn mischief(&self, dice: &mut Dice, release: &Release, state: &State) -> Command {
        let items: Vec<&ItemId> = release.contents.keys().collect();
        let item = (*dice.pick(&items)).clone();
        match dice.below(13) {
            0 => Command::HandIn,
            12 => Command::Answer {
                item: any_item(dice, state),
                response: Response::Choice {
                    chosen: vec![OptionId::parse("nowhere").unwrap()],
                },
                salt: Salt(dice.bytes()),
            },
            1 => Command::Resume,
            2 => Command::Pause,
            3 => Command::Next,
            4 => Command::Go { to: item },
            5 => Command::Flag {
                item,
                on: dice.chance(50),
            },
            6 => open(dice, release, state),
            7 => {
                let parts: Vec<&PartId> = state.protocol().parts.iter().map(|part| &part.id).collect();
                Command::Begin {
                    part: (*dice.pick(&parts)).clone(),
                }
            }
            8 => Command::Begin {
                part: PartId::parse("nowhere").unwrap(),
            },
            9 => Command::Answer {
                response: self.answer(dice, release, &item),
                item: any_item(dice, state),
                salt: Salt(dice.bytes()),
            },
            10 => Command::Answer {
                item: any_item(dice, state),
                response: Response::Text {
                    value: "x".repeat(dice.place(300)),
                },
                salt: Salt(dice.bytes()),
            },
            _ => Command::Answer {
                response: self.answer(dice, release, &item),
                item,
                salt: Salt(dice.bytes()),
            },
        }
    }

    /// A response to an item: right as often as the person is skilled, sometimes taken back; none to an item whose key cannot be read.
    pub fn answer(&self, dice: &mut Dice, release: &Release, item: &ItemId) -> Response {
        if dice.chance(5) {
            return Response::Empty;
        }
        let right = !dice.chance(100 - self.skill.min(100));
        let Some(Ok(key)) = release.key_bytes(item).map(Key::read) else {
            return Response::Empty;
        };
        match (&release.contents[item].interaction, &key.rule) {
            (Interaction::Choice { .. }, Rule::Choice(rule)) if right => Response::Choice {
                chosen: rule.correct.clone(),
            },
            (
                Interaction::Choice {
                    options, max_choices, ..
                },
                _,
            ) => {
                let wanted = 1 + dice.below(*max_choices) as usize;
                let mut chosen: Vec<OptionId> = (0..wanted).map(|_| dice.pick(options).id.clone()).collect();
                chosen.sort();
                chosen.dedup();
                Response::Choice { chosen }
            }
            (Interaction::NumericEntry { .. }, Rule::NumericEntry { correct, .. }) => Response::Number {
                value: if right {
                    correct.to_string()
                } else {
                    (*dice.pick(&["0", "-3.1", "12.75", "12.76", "1000000"])).to_owned()
                },
            },
            (Interaction::TextEntry { .. }, _) => Response::Text {
                value: (*dice.pick(if right {
                    &["éthylotest", " ETHYLOTEST ", "Alcootest"]
                } else {
                    &["Ethylo test", "rien", "e\u{301}"]
                }))
                .to_owned(),
            },
            (Interaction::ExtendedText { .. }, _) => Response::Text {
                value: (*dice.pick(&["Oui, parce que.", "Non.", "🚕 \"à\"\\\n\u{7f}"])).to_owned(),
            },
            (_, rule) if right => rule.right_response().unwrap(),
            (interaction, _) => kinds::response(dice, interaction),
        }
    }
}

fn trouble(dice: &mut Dice) -> Deed {
    let around = |dice: &mut Dice, ms: u32| i64::from(dice.below(2 * ms)) - i64::from(ms);
    match dice.below(8) {
        0 => Deed::Wait(0),
        1 => Deed::Wait(i64::from(dice.below(400_000))),
        2 => Deed::Jump(around(dice, 5_000)),
        3 => Deed::Jump(if dice.chance(50) {
            crate::clock::YEAR
        } else {
            -crate::clock::YEAR
        }),
        4 => Deed::Slip(around(dice, 2_000)),
        5 => Deed::Reboot(around(dice, 100_000)),
        _ => Deed::Reboot(i64::from(dice.below(60_000))),
    }
}

fn any_item(dice: &mut Dice, state: &State) -> ItemId {
    let open: Vec<ItemId> = state
        .open_part()
        .map(|(_, paper)| paper.items.iter().map(|entry| entry.item.clone()).collect())
        .unwrap_or_default();
    if open.is_empty() {
        return ItemId::parse("practice-u1-one-1").unwrap();
    }
    dice.pick(&open).clone()
}

fn open(dice: &mut Dice, release: &Release, state: &State) -> Command {
    let protocol = state.protocol();
    let exempt = protocol.parts.len() > 1 && dice.chance(20);
    let mut session_seed = [0; 32];
    session_seed[..16].copy_from_slice(&dice.bytes());
    Command::Open {
        lang: "fr".into(),
        started: Box::new(Started {
            seen: seen(dice, release, state),
            engine: jalon_base::ENGINE,
            build: "testkit".into(),
            release: release.id,
            protocol: protocol.id.clone(),
            session_seed,
            time_factor: *dice.pick(&[
                Fraction::new(1, 1).unwrap(),
                Fraction::new(4, 3).unwrap(),
                Fraction::new(3, 2).unwrap(),
            ]),
            dispensation: exempt.then(|| Dispensation {
                equivalence: UnitId::parse("passerelle").unwrap(),
                obtained: Timestamp::parse("2000-01-01T00:00:00Z").unwrap(),
            }),
            exempt: if exempt {
                vec![protocol.parts[0].id.clone()]
            } else {
                Vec::new()
            },
            needs: Vec::new(),
            earlier: Vec::new(),
            hosted: None,
        }),
    }
}

/// Counts of a hundred people, half of the time, where something is chosen from the answers.
fn seen(dice: &mut Dice, release: &Release, state: &State) -> Option<Seen> {
    (state.protocol().is_adaptive() && dice.chance(50)).then(|| Seen {
        people: 100,
        given: release
            .pool
            .items()
            .map(|item| (item.id.clone(), dice.below(80)))
            .collect(),
    })
}
