//! What breaks in a room, and when it comes back.

use super::*;

impl Sim {
    /// One more device in the room.
    pub fn stays(&mut self, place: Place) {
        self.places.push(place);
        self.at(SECOND, Happens::Place(self.places.len() - 1));
    }

    pub(super) fn down(&mut self, server: usize, away: i64) {
        self.servers[server].desk = None;
        self.servers[server].inbox.clear();
        self.at(away, Happens::Restart(server));
    }

    pub(super) fn fault(&mut self, fault: Fault, proctor: &mut Proctor) {
        let serving = self.serving;
        if self.trace.sealed.is_some() {
            return;
        }
        if self.servers[serving].desk.is_none() && !matches!(fault, Fault::Cut(..) | Fault::SeatKilled(_)) {
            return;
        }
        self.trace.faults.push((self.time, fault));
        let until = |ms: i64| self.time + ms;
        match fault {
            Fault::ServerKilled => self.down(serving, 2 * SECOND),
            Fault::ServerPower => {
                self.servers[serving].log.cut_power();
                let away = 10 * SECOND + i64::from(self.dice.below(120_000));
                self.down(serving, away);
            }
            Fault::Cut(at, ms) => self.places[at].cut_until = until(ms),
            Fault::HalfOpen(at, ms) => self.places[at].half_until = until(ms),
            Fault::AllCut(ms) => {
                let until = until(ms);
                self.places.iter_mut().for_each(|place| place.cut_until = until);
            }
            Fault::DiskFull(ms) => self.servers[serving].full_until = until(ms),
            Fault::Flush => self.servers[serving].fail_flush = true,
            Fault::ServerClock(ms) => self.servers[serving].wall += ms,
            Fault::SeatClock(at, ms) => self.places[at].wall += ms,
            Fault::SeatKilled(at) => self.seat_restarts(at, SECOND),
            Fault::SeatPower(at) => self.seat_restarts(at, 20 * SECOND),
            Fault::TwoTabs(at) => self.second_tab(at),
            Fault::Copied(at) => {
                if let Some(copy) = self.places[at].copied() {
                    self.stays(copy);
                }
            }
            Fault::Moved(at) => proctor.move_to_spare(slug(&format!("c{}", at + 1))),
            Fault::Destroyed => {
                self.trace.lossy = true;
                let why = Serving::Rebuilt;
                let log = MemoryLog::of(self.console.clone());
                self.servers[serving] = self.machine(log, why);
                self.at(30 * SECOND, Happens::Restart(serving));
            }
            Fault::TakenOver => {
                self.trace.lossy = true;
                let server = &self.servers[serving];
                // A follower lags by up to two batches.
                let lag = self.dice.place(3).min(server.batches.len() - 1);
                let there = server.batches[server.batches.len() - 1 - lag];
                let log = MemoryLog::of(server.log.kept()[..there].to_vec());
                let machine = self.machine(log, Serving::TookOver);
                self.servers.push(machine);
                self.serving += 1;
                self.console.clear();
                let room = |record: &&Record| matches!(record, Record::Room { .. });
                self.console = self.servers[self.serving]
                    .log
                    .kept()
                    .iter()
                    .filter(room)
                    .cloned()
                    .collect();
                self.restart(self.serving);
            }
        }
    }
}
