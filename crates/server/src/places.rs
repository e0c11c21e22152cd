//! Machines that say that they are there, until somebody prepares them: kept in memory, forgotten when they are silent.

use jalon_api::place::Waiting;
use jalon_base::id::RandomId;
use jalon_session::event::Tried;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Most machines kept, of all sessions.
const MOST: usize = 1024;
/// How long a silent one is kept, in milliseconds.
const SILENT: i64 = 5 * 60_000;

#[derive(Debug)]
struct Machine {
    tried: Tried,
    from: String,
    since_ms: i64,
    heard_ms: i64,
}

/// The machines that wait, by session and key.
#[derive(Debug, Default)]
pub(crate) struct Announcements(Mutex<BTreeMap<(RandomId, String), Machine>>);

impl Announcements {
    /// Whether a machine is known already.
    pub(crate) fn knows(&self, session: &RandomId, key: &str) -> bool {
        let machines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        machines.contains_key(&(*session, key.to_owned()))
    }

    /// Notes one. When there are too many, the address that has the most of them loses the one that was silent longest: nobody shuts the
    /// machines of others out.
    pub(crate) fn note(&self, session: RandomId, key: String, tried: Tried, from: &str, now_ms: i64) {
        let mut machines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        machines.retain(|_, machine| now_ms.saturating_sub(machine.heard_ms) < SILENT);
        let name = (session, key);
        if machines.len() >= MOST && !machines.contains_key(&name) {
            let mut by_address: BTreeMap<&str, usize> = BTreeMap::new();
            for machine in machines.values() {
                *by_address.entry(&machine.from).or_default() += 1;
            }
            let most = by_address.into_iter().max_by_key(|(_, count)| *count);
            let most = most.map(|(from, _)| from.to_owned());
            let of_it = machines
                .iter()
                .filter(|(_, machine)| Some(&machine.from) == most.as_ref());
            let oldest = of_it.min_by_key(|(_, machine)| machine.heard_ms);
            if let Some(oldest) = oldest.map(|(name, _)| name.clone()) {
                machines.remove(&oldest);
            }
        }
        let machine = machines.entry(name).or_insert_with(|| Machine {
            tried,
            from: from.to_owned(),
            since_ms: now_ms,
            heard_ms: now_ms,
        });
        (machine.tried, machine.heard_ms) = (tried, now_ms);
    }

    /// Those of a session, the first heard first.
    pub(crate) fn of(&self, session: &RandomId, now_ms: i64) -> Vec<Waiting> {
        let machines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let here = machines
            .iter()
            .filter(|((of, _), machine)| of == session && now_ms.saturating_sub(machine.heard_ms) < SILENT);
        let mut waiting: Vec<Waiting> = here
            .map(|((_, key), machine)| Waiting {
                key: key.clone(),
                tried: machine.tried,
                since_ms: now_ms.saturating_sub(machine.since_ms).max(0),
            })
            .collect();
        waiting.sort_by_key(|machine| std::cmp::Reverse(machine.since_ms));
        waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_one_address_pushes_out_its_own() {
        let known = Announcements::default();
        let session = RandomId::from_bytes([1; 16]);
        let tried = Tried::default();
        known.note(session, "honest".to_owned(), tried, "a", 0);
        for number in 0..2 * MOST {
            known.note(session, format!("made up {number}"), tried, "b", 1 + number as i64);
        }
        let waiting = known.of(&session, 3_000);
        assert_eq!(waiting.len(), MOST);
        assert_eq!(waiting.first().map(|machine| machine.key.as_str()), Some("honest"));
        assert!(known.knows(&session, "honest") && !known.knows(&session, "made up 0"));
        assert!(known.of(&RandomId::from_bytes([2; 16]), 3_000).is_empty());
        assert!(
            known.of(&session, 2 * MOST as i64 + SILENT).is_empty(),
            "silent ones are not shown"
        );
        known.note(session, "later".to_owned(), tried, "b", 2 * MOST as i64 + SILENT);
        assert!(!known.knows(&session, "honest"), "nor kept");
    }
}
