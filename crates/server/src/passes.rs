//! Who may read what: a question signed by somebody of a session becomes a pass, kept as its digest, until the server stops.

use jalon_api::Problem;
use jalon_api::staff::{Pass, Question};
use jalon_base::encoding::base32;
use jalon_base::id::RandomId;
use jalon_base::{Digest, Slug};
use jalon_session::access::may;
use jalon_session::{Capability, Order};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How long a question may be answered, in milliseconds.
const MINUTE: i64 = 60_000;
/// Most questions that wait.
const MOST: usize = 8192;

/// Questions that wait, and passes.
#[derive(Debug, Default)]
pub(crate) struct Passes(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    questions: BTreeMap<RandomId, (RandomId, i64)>,
    passes: BTreeMap<Digest, (RandomId, Slug)>,
}

fn digest(pass: &str) -> Digest {
    Digest::in_domain("jalon/pass@1", &[pass.as_bytes()])
}

impl Passes {
    /// A new question.
    ///
    /// # Errors
    /// The operating system has no random bytes.
    pub(crate) fn ask(&self, session: RandomId, now_ms: i64) -> Result<Question, Problem> {
        let nonce = RandomId::from_bytes(crate::random().map_err(|_| Problem::of("api/busy"))?);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.questions.retain(|_, (_, until)| *until > now_ms);
        if known.questions.len() >= MOST {
            // The oldest is forgotten: no number of questions shuts anybody out.
            let oldest = known.questions.iter().min_by_key(|(_, (_, until))| *until);
            if let Some(oldest) = oldest.map(|(nonce, _)| *nonce) {
                known.questions.remove(&oldest);
            }
        }
        known.questions.insert(nonce, (session, now_ms + MINUTE));
        Ok(Question { session, nonce })
    }

    /// Whether a question of a session waited for its answer: it waits no more.
    pub(crate) fn is_answered(&self, nonce: &RandomId, session: &RandomId, now_ms: i64) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = known.questions.remove(nonce);
        waits.is_some_and(|(of, until)| of == *session && until > now_ms)
    }

    /// The pass of somebody who signed a question with a key.
    ///
    /// # Errors
    /// The question does not wait, or the key is of nobody who works at the session.
    pub(crate) fn give(&self, question: &Question, key: &str, order: &Order, now_ms: i64) -> Result<Pass, Problem> {
        if !self.is_answered(&question.nonce, &question.session, now_ms) {
            return Err(Problem::of("api/pass"));
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let person = order.staff.iter().find(|person| person.key == key);
        let person = person.ok_or_else(|| Problem::of("access/unknown"))?;
        let random: [u8; 20] = crate::random().map_err(|_| Problem::of("api/busy"))?;
        let pass = base32(&random);
        known.passes.insert(digest(&pass), (order.session, person.id.clone()));
        Ok(Pass {
            pass,
            person: person.id.clone(),
            may: person.may.clone(),
        })
    }

    /// Who shows a pass, when they may do something in this session.
    ///
    /// # Errors
    /// No pass, or another session's, or without the capability.
    pub(crate) fn shown(&self, pass: Option<&str>, order: &Order, what: Capability) -> Result<Slug, Problem> {
        let pass = pass.ok_or_else(|| Problem::of("api/pass"))?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (session, person) = known.passes.get(&digest(pass)).ok_or_else(|| Problem::of("api/pass"))?;
        if *session != order.session {
            return Err(Problem::of("api/other-session"));
        }
        let by = [person.clone()];
        may(order, session, &by, what, false).map_err(|denied| Problem::of(denied.code()))?;
        Ok(person.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_questions_shuts_anybody_out() {
        let passes = Passes::default();
        let session = RandomId::from_bytes([1; 16]);
        for now in 0..i64::try_from(MOST).unwrap() + 10 {
            assert!(passes.ask(session, now).is_ok());
        }
        assert_eq!(passes.0.lock().unwrap().questions.len(), MOST);
    }
}
