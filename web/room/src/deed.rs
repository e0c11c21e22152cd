//! What a person chose and wrote, as what they sign; what they are offered, by where somebody is and by what they may do.
//!
//! What is offered is what usually makes sense; whether it may be done is for the room's rules alone, which the server asks.

use crate::tile::instant;
use jalon_api::place::Waiting;
use jalon_api::wall::Line;
use jalon_base::document::from_value;
use jalon_base::id::RandomId;
use jalon_base::{Digest, Document, Slug};
use jalon_session::Capability;
use jalon_session::event::{Decision, Deed, EndReason, IncidentKind, Report};
use jalon_session::room::{RoomPhase, Standing};

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Say which place a machine is.
    Prepare,
    /// Let somebody in.
    CheckIn,
    /// Do not let them in.
    TurnAway,
    /// Give them a place.
    Seat,
    /// Give them a code.
    Permit,
    /// Stop their clock.
    Pause,
    /// Let it run.
    Resume,
    /// Give time, for an incident that waits or for one that is recorded with it.
    Credit(Option<RandomId>),
    /// Record an incident, about them or about the room.
    Record,
    /// End their test.
    End,
    /// Complete their line.
    Report,
    /// Settle an alert: whether it was right.
    Settle(RandomId, bool),
    /// Decide an incident: that nothing follows, or that the certifier decides.
    Decide(RandomId, Decision),
    /// Open the content.
    Unlock,
    /// Open the room.
    Open,
    /// Close it.
    Close,
    /// Seal the session.
    Seal,
}

/// What is wrong with what was written, before anything is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Nothing was chosen.
    Choice,
    /// The minutes are not from 1 to 120.
    Minutes,
    /// No date and time.
    Date,
}

impl Offer {
    /// What it takes to do it; sealing takes a capability of its own.
    #[must_use]
    pub const fn needs(self) -> Capability {
        match self {
            Self::Prepare => Capability::Prepare,
            Self::CheckIn | Self::TurnAway => Capability::CheckIn,
            Self::Seat | Self::Permit => Capability::Seat,
            Self::Pause | Self::Resume | Self::Settle(..) => Capability::Assist,
            Self::Credit(_) | Self::Record | Self::Report | Self::Decide(..) => Capability::Report,
            Self::End => Capability::End,
            Self::Unlock => Capability::Unlock,
            Self::Open | Self::Close => Capability::Run,
            Self::Seal => Capability::Seal,
        }
    }

    /// The words that can be chosen, of those that a deed has.
    #[must_use]
    pub const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::CheckIn => &["card", "passport", "residence", "licence", "other"],
            Self::TurnAway => &["doubt", "no-document", "not-convened", "late", "absent", "rules"],
            Self::Pause => &["room", "break"],
            Self::Record => &[
                "information",
                "signature",
                "fraud",
                "device",
                "candidate",
                "environment",
                "technical",
                "staff",
                "late-or-leaving",
                "other",
            ],
            Self::End => &["left", "unwell", "fraud", "technical", "over"],
            Self::Report => &["yes", "no"],
            _ => &[],
        }
    }

    /// Whether it is done at once, with nothing to choose or to write.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        matches!(self, Self::Resume | Self::Settle(..) | Self::Decide(..))
    }

    /// Whether two people sign it, for all that is known before the server is asked.
    #[must_use]
    pub fn takes_two(self, choice: &str) -> bool {
        self == Self::Unlock || (self == Self::End && choice == "fraud")
    }
}

/// What can be done about somebody, by who may do so much.
#[must_use]
pub fn offers(line: &Line, may: &[Capability]) -> Vec<Offer> {
    let all: &[Offer] = match line.standing {
        Standing::Expected => &[Offer::CheckIn, Offer::TurnAway, Offer::Record],
        Standing::CheckedIn => &[Offer::Seat, Offer::TurnAway, Offer::Record],
        Standing::Seated => &[Offer::Permit, Offer::Seat, Offer::TurnAway, Offer::Record],
        Standing::Started if line.stands => &[
            Offer::Resume,
            Offer::Credit(None),
            Offer::Seat,
            Offer::Permit,
            Offer::Record,
            Offer::End,
        ],
        Standing::Started => &[
            Offer::Pause,
            Offer::Credit(None),
            Offer::Seat,
            Offer::Permit,
            Offer::Record,
            Offer::End,
        ],
        Standing::Over { .. } => &[Offer::Report, Offer::Record],
        Standing::TurnedAway { .. } => &[Offer::Record],
    };
    all.iter()
        .copied()
        .filter(|offer| may.contains(&offer.needs()))
        .collect()
}

/// What can be done about the room.
#[must_use]
pub fn of_room(phase: RoomPhase, sealed: bool, may: &[Capability]) -> Vec<Offer> {
    let all: &[Offer] = match phase {
        RoomPhase::Blank => &[],
        RoomPhase::Imported => &[Offer::Unlock],
        RoomPhase::Unlocked => &[Offer::Open],
        RoomPhase::Open => &[Offer::Record, Offer::Close],
        RoomPhase::Closed if sealed => &[],
        RoomPhase::Closed => &[Offer::Seal],
    };
    all.iter()
        .copied()
        .filter(|offer| may.contains(&offer.needs()))
        .collect()
}

/// What was written for an offer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Somebody, when it is about one person.
    pub whom: Option<Slug>,
    /// How their test ended, when it is over.
    pub ended: Option<EndReason>,
    /// What was chosen, or the first of two things written.
    pub choice: String,
    /// The second.
    pub more: String,
    /// Minutes east of UTC.
    pub east: i64,
    /// The machine, when it is about one.
    pub machine: Option<Waiting>,
}

fn chosen<T: Document>(word: &str) -> Result<T, Lack> {
    from_value(&word.to_owned().write()).map_err(|_| Lack::Choice)
}

/// What is signed, in this order: usually one deed; for time without an incident, the incident first.
///
/// # Errors
/// [`Lack`].
pub fn deeds(offer: Offer, written: &Written, new: RandomId, code: Digest) -> Result<Vec<Deed>, Lack> {
    let candidate = || written.whom.clone().ok_or(Lack::Choice);
    let word = written.choice.as_str();
    let one = match offer {
        Offer::Prepare => {
            let machine = written.machine.as_ref().ok_or(Lack::Choice)?;
            Deed::Prepare {
                seat: Slug::parse(word).ok_or(Lack::Choice)?,
                key: machine.key.clone(),
                tried: machine.tried,
            }
        }
        Offer::CheckIn => Deed::CheckIn {
            candidate: candidate()?,
            document: chosen(word)?,
        },
        Offer::TurnAway => Deed::TurnAway {
            candidate: candidate()?,
            why: chosen(word)?,
        },
        Offer::Seat => Deed::Seat {
            candidate: candidate()?,
            seat: Slug::parse(word).ok_or(Lack::Choice)?,
        },
        Offer::Permit => Deed::Permit {
            candidate: candidate()?,
            code,
        },
        Offer::Pause => Deed::Pause {
            candidate: candidate()?,
            pause: chosen(word)?,
        },
        Offer::Resume => Deed::Resume {
            candidate: candidate()?,
        },
        Offer::Credit(incident) => {
            let minutes = word
                .trim()
                .parse::<i64>()
                .ok()
                .filter(|minutes| (1..=120).contains(minutes));
            let decision = Decision::Credit {
                ms: minutes.ok_or(Lack::Minutes)? * 60_000,
            };
            let decide = |incident| Deed::Decide { incident, decision };
            let Some(incident) = incident else {
                let record = Deed::Record {
                    incident: new,
                    candidate: Some(candidate()?),
                    kind: IncidentKind::Technical,
                };
                return Ok(vec![record, decide(new)]);
            };
            decide(incident)
        }
        Offer::Record => Deed::Record {
            incident: new,
            candidate: written.whom.clone(),
            kind: chosen(word)?,
        },
        Offer::End => Deed::End {
            candidate: candidate()?,
            why: chosen(word)?,
        },
        Offer::Report => {
            let signed = match word {
                "yes" => true,
                "no" => false,
                _ => return Err(Lack::Choice),
            };
            let finished = written.ended.is_none();
            Deed::Report {
                candidate: candidate()?,
                report: Report { signed, finished },
            }
        }
        Offer::Settle(incident, upheld) => Deed::Settle { incident, upheld },
        Offer::Decide(incident, decision) => Deed::Decide { incident, decision },
        Offer::Unlock => {
            let codes = [&written.choice, &written.more].map(|code| code.trim().to_lowercase());
            if codes.iter().any(String::is_empty) {
                return Err(Lack::Choice);
            }
            Deed::Unlock { codes: codes.to_vec() }
        }
        Offer::Open => Deed::Open {
            date: instant(&written.choice, &written.more, written.east).ok_or(Lack::Date)?,
        },
        Offer::Close => Deed::Close,
        // Not a deed: it is signed as what it is.
        Offer::Seal => return Ok(Vec::new()),
    };
    Ok(vec![one])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests are free of this rule")]

    use super::*;
    use jalon_session::event::Tried;

    fn id(byte: u8) -> RandomId {
        RandomId::from_bytes([byte; 16])
    }

    /// Every word that is offered is one that its deed has, and the deed asks for the capability that the offer says.
    #[test]
    fn what_is_offered_can_be_signed() {
        let all = [
            Offer::Prepare,
            Offer::CheckIn,
            Offer::TurnAway,
            Offer::Seat,
            Offer::Permit,
            Offer::Pause,
            Offer::Resume,
            Offer::Credit(None),
            Offer::Credit(Some(id(1))),
            Offer::Record,
            Offer::End,
            Offer::Report,
            Offer::Settle(id(1), true),
            Offer::Decide(id(1), Decision::Certifier),
            Offer::Unlock,
            Offer::Open,
            Offer::Close,
        ];
        for offer in all {
            let plain: &[&str] = match offer {
                Offer::Seat | Offer::Prepare => &["p4"],
                Offer::Credit(_) => &["3"],
                Offer::Open => &["2027-03-02"],
                Offer::Unlock => &["ABCDEFGH23 "],
                _ => &[""],
            };
            let words = if offer.choices().is_empty() {
                plain
            } else {
                offer.choices()
            };
            for word in words {
                let written = Written {
                    whom: Slug::parse("c1"),
                    choice: (*word).to_owned(),
                    more: "08:30".to_owned(),
                    machine: Some(Waiting {
                        key: "did:key:z6Mkone".to_owned(),
                        tried: Tried::default(),
                        since_ms: 0,
                    }),
                    ..Written::default()
                };
                let deeds = deeds(offer, &written, id(7), Digest::of(b"code")).unwrap();
                assert!(!deeds.is_empty());
                assert!(
                    deeds.iter().all(|deed| deed.needs() == offer.needs()),
                    "{offer:?} {word}"
                );
            }
            let nothing = Written::default();
            let empty = deeds(offer, &nothing, id(7), Digest::of(b"code"));
            let free = matches!(offer, Offer::Settle(..) | Offer::Decide(..) | Offer::Close);
            assert_eq!(empty.is_ok(), free, "{offer:?}");
        }
    }

    #[test]
    fn time_without_an_incident_records_one_first() {
        let written = |minutes: &str| Written {
            whom: Slug::parse("c1"),
            choice: minutes.to_owned(),
            ..Written::default()
        };
        let made = deeds(Offer::Credit(None), &written("5"), id(7), Digest::of(b"")).unwrap();
        assert!(
            matches!(made.as_slice(), [Deed::Record { incident, .. }, Deed::Decide { incident: same, decision: Decision::Credit { ms: 300_000 } }] if incident == same)
        );
        for wrong in ["", "0", "-3", "121", "five", "1.5"] {
            assert_eq!(
                deeds(Offer::Credit(None), &written(wrong), id(7), Digest::of(b"")),
                Err(Lack::Minutes)
            );
        }
    }

    #[test]
    fn nobody_is_offered_what_they_may_not_do() {
        assert_eq!(of_room(RoomPhase::Imported, false, &Capability::ALL), [Offer::Unlock]);
        assert!(of_room(RoomPhase::Imported, false, &[Capability::Watch]).is_empty());
        assert!(of_room(RoomPhase::Closed, true, &Capability::ALL).is_empty());
        assert!(Offer::End.takes_two("fraud") && !Offer::End.takes_two("left") && Offer::Unlock.takes_two(""));
    }
}
