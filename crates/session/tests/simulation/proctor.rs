//! The proctor: looks at the room, and does what is to be done.

use crate::common::{CODES, FIRST, SEATS, SECOND, at, did, signed, slug, tried};
use crate::world::Sim;
use jalon_attempt::Phase;
use jalon_base::Slug;
use jalon_base::id::RandomId;
use jalon_session::event::{
    ACT, Act, Decision, Deed, EndReason, Happening, IdentityDocument, IncidentKind, PauseKind, Refusal, Report,
};
use jalon_session::order::code_digest;
use jalon_session::room::{RoomPhase, Standing};
use jalon_session::wire::Request;

pub struct Proctor {
    people: usize,
    acts: u64,
    keys: u8,
    move_next: Option<Slug>,
    paused: Vec<(Slug, i64)>,
    codes: u64,
}

impl Proctor {
    pub const fn new(people: usize) -> Self {
        Self {
            people,
            acts: 0,
            keys: 20,
            move_next: None,
            paused: Vec::new(),
            codes: 0,
        }
    }

    pub fn move_to_spare(&mut self, candidate: Slug) {
        self.move_next = Some(candidate);
    }

    fn act(&mut self, sim: &mut Sim, deed: Deed, two: bool) {
        self.acts += 1;
        let mut id = [0xAC; 16];
        id[..8].copy_from_slice(&self.acts.to_le_bytes());
        let server = sim.serving;
        let Some(seen) = sim.servers[server].desk.as_ref().and_then(|desk| desk.room().head()) else {
            return;
        };
        let act = Act {
            session: sim.kit.order.session,
            id: RandomId::from_bytes(id),
            seen,
            deed,
            note: None,
        };
        let keys: &[u8] = if two { &[FIRST, SECOND] } else { &[FIRST] };
        let names = ["first", "second"];
        let happening = Happening::Acted {
            signed: sim.trace.signed.then(|| signed(ACT, &act, keys)),
            act: Box::new(act),
            by: names[..keys.len()].iter().map(|name| slug(name)).collect(),
        };
        sim.ask(server, Request::Act(Box::new(happening)));
    }

    /// One look at the room.
    pub fn turn(&mut self, sim: &mut Sim) {
        let Some(desk) = &sim.servers[sim.serving].desk else {
            return;
        };
        let room = desk.room();
        match room.phase() {
            RoomPhase::Blank | RoomPhase::Closed => {}
            RoomPhase::Imported => {
                let codes = CODES.iter().map(|code| (*code).to_owned()).collect();
                self.act(sim, Deed::Unlock { codes }, true);
            }
            RoomPhase::Unlocked => {
                for place in 0..=self.people {
                    let seat = slug(&format!("p{}", place + 1));
                    let key = did(SEATS + place as u8);
                    let deed = Deed::Prepare {
                        seat,
                        key,
                        tried: tried(),
                    };
                    self.act(sim, deed, false);
                }
                let date = at("2026-11-24T08:00:00Z");
                self.act(sim, Deed::Open { date }, false);
            }
            RoomPhase::Open => self.run(sim),
        }
    }

    fn run(&mut self, sim: &mut Sim) {
        let desk = sim.servers[sim.serving].desk.as_ref().unwrap();
        let room = desk.room().clone();
        let now = sim.now(sim.serving);
        let outages: Vec<RandomId> = desk.outages().map(|(_, incident)| *incident).collect();
        let stands = |candidate: &Slug| {
            let attempt = room.order().candidate(candidate).map(|candidate| candidate.attempt);
            let host = attempt.and_then(|attempt| desk.hosts().get(&attempt));
            host.is_some_and(|host| matches!(host.state().phase(), Phase::Paused(_)))
        };
        let hard = sim.time > sim.hard;
        let mut deeds: Vec<(Deed, bool)> = Vec::new();
        for (id, incident) in room.incidents() {
            if incident.decision.is_some() {
                continue;
            }
            let incident_id = *id;
            let lasting = outages.contains(id) && !incident.candidate.as_ref().is_some_and(&stands);
            match incident.kind {
                IncidentKind::Question => deeds.push((
                    Deed::Settle {
                        incident: incident_id,
                        upheld: sim.dice.chance(50),
                    },
                    false,
                )),
                IncidentKind::Outage if lasting && !hard => {}
                IncidentKind::Copy if !hard => {}
                kind => {
                    let started = incident.candidate.as_ref().is_some_and(|candidate| {
                        room.sitters()
                            .get(candidate)
                            .is_some_and(|sitter| sitter.standing == Standing::Started)
                    });
                    let credit = kind == IncidentKind::Outage && started && !lasting && sim.dice.chance(60);
                    let decision = if credit {
                        Decision::Credit { ms: 120_000 }
                    } else {
                        Decision::Certifier
                    };
                    let deed = Deed::Decide {
                        incident: incident_id,
                        decision,
                    };
                    deeds.push((deed, credit));
                }
            }
        }
        let mut complete = room.incidents().values().all(|incident| incident.decision.is_some());
        for (number, candidate) in room.order().roster.iter().enumerate() {
            let id = candidate.id.clone();
            let sitter = &room.sitters()[&id];
            let own = slug(&format!("p{}", number + 1));
            match sitter.standing {
                Standing::Expected if room.is_late(&now) || (hard && sim.time > 0) => {
                    let why = Refusal::Absent;
                    deeds.push((Deed::TurnAway { candidate: id, why }, false));
                }
                Standing::Expected => {
                    let document = IdentityDocument::Card;
                    deeds.push((
                        Deed::CheckIn {
                            candidate: id,
                            document,
                        },
                        false,
                    ));
                }
                Standing::CheckedIn => {
                    let place = room.places().get(&own);
                    if place.is_some_and(|place| place.ready) && room.at_place(&own).is_none() {
                        let seat = own;
                        deeds.push((Deed::Seat { candidate: id, seat }, false));
                    }
                }
                Standing::Seated | Standing::Started if !hard => self.serve(sim, &room, &id, &mut deeds),
                Standing::Seated => {
                    let why = Refusal::Rules;
                    deeds.push((Deed::TurnAway { candidate: id, why }, false));
                }
                Standing::Started if !room.has_open_alert(&id) => {
                    let why = EndReason::Technical;
                    deeds.push((Deed::End { candidate: id, why }, false));
                }
                Standing::Over { why } if sitter.report.is_none() => {
                    let report = Report {
                        signed: true,
                        finished: why.is_none(),
                    };
                    deeds.push((Deed::Report { candidate: id, report }, false));
                }
                _ => {}
            }
            let done = matches!(sitter.standing, Standing::TurnedAway { .. }) || sitter.report.is_some();
            complete &= done;
        }
        self.note_pauses(sim, &room);
        if complete {
            deeds.push((Deed::Close, false));
        }
        for (deed, two) in deeds {
            self.act(sim, deed, two);
        }
    }

    /// Permissions, pauses, other places.
    fn serve(&mut self, sim: &mut Sim, room: &jalon_session::Room, id: &Slug, deeds: &mut Vec<(Deed, bool)>) {
        let sitter = &room.sitters()[id];
        let Some(seat) = sitter.seat.clone() else { return };
        let name = seat.as_str().to_owned();
        let here = sim.places.iter().position(|place| place.name == name).unwrap();
        let candidate = id.clone();
        let roster = room.order().roster.iter().position(|candidate| candidate.id == *id);
        if self.move_next.as_ref() == Some(id) && sitter.standing == Standing::Started {
            let spare = slug(&format!("p{}", self.people + 1));
            if room.at_place(&spare).is_none() && room.places().contains_key(&spare) {
                self.move_next = None;
                sim.places[here].candidate = None;
                let seat = spare;
                deeds.push((Deed::Seat { candidate, seat }, false));
                return;
            }
        }
        if sim.places[here].is_stopped() && sitter.permit.is_none() {
            // The place may not go on: it makes a new key, and the candidate is let in again.
            self.keys = self.keys.wrapping_add(1) % 90;
            if let Some(left) = sim.places[here].left() {
                sim.stays(left);
            }
            sim.places[here].anew(self.keys);
            let key = did(self.keys);
            deeds.push((
                Deed::Prepare {
                    seat,
                    key,
                    tried: tried(),
                },
                false,
            ));
            return;
        }
        let joined = sim.places[here].candidate == roster && sim.places[here].holds();
        if sitter.permit.is_none() && !joined && sim.places[here].code.is_none() {
            self.codes += 1;
            let code = format!("code-{}", self.codes);
            let digest = code_digest(&room.order().session, &code);
            sim.places[here].candidate = roster;
            sim.places[here].code = Some(code);
            sim.places[here].given = Some(digest);
            deeds.push((
                Deed::Permit {
                    candidate,
                    code: digest,
                },
                false,
            ));
        } else if sim.places[here].code.is_some() && sitter.permit != sim.places[here].given && !joined {
            // The permission was lost with a server, or another one was given: the code is of no use.
            if sim.places[here].waited > 6 {
                sim.places[here].code = None;
                sim.places[here].waited = 0;
                if sitter.permit.is_some() {
                    // Only a move withdraws a permission that nobody can use.
                    self.keys = self.keys.wrapping_add(1) % 90;
                }
            }
            sim.places[here].waited += 1;
        } else if sitter.standing == Standing::Started && sitter.paused.is_none() && sim.dice.chance(4) {
            let allowed = room
                .order()
                .candidate(id)
                .map_or(0, |candidate| candidate.adjustments.breaks);
            let pause = if sitter.breaks < allowed {
                PauseKind::Break
            } else {
                PauseKind::Room
            };
            deeds.push((Deed::Pause { candidate, pause }, false));
        } else if sitter.paused.is_some() && sim.dice.chance(25) {
            deeds.push((Deed::Resume { candidate }, false));
        }
    }

    /// Pauses as somebody with a watch sees them: from the first look that finds one to the last.
    fn note_pauses(&mut self, sim: &mut Sim, room: &jalon_session::Room) {
        for (id, sitter) in room.sitters() {
            let attempt = room.order().candidate(id).unwrap().attempt;
            let known = self.paused.iter().position(|(paused, _)| paused == id);
            match (known, sitter.paused.is_some()) {
                (None, true) => self.paused.push((id.clone(), sim.time)),
                (Some(place), true) => {
                    let since = self.paused[place].1;
                    sim.trace
                        .pauses
                        .retain(|(known, from, _)| (*known, *from) != (attempt, since));
                    sim.trace.pauses.push((attempt, since, sim.time));
                }
                (Some(place), false) => {
                    self.paused.remove(place);
                }
                (None, false) => {}
            }
        }
    }
}
