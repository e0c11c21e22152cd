//! What the console has of the room, and what is being written: a pure reducer.

use crate::deed::{Offer, Written};
use crate::wire::Failed;
use jalon_api::place::Places;
use jalon_api::staff::Status;
use jalon_api::wall::{Line, Wall};
use jalon_base::{Digest, Slug};
use std::rc::Rc;
use yew::Reducible;

/// What is being written, about somebody or about the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What is to be done.
    pub offer: Offer,
    /// What was chosen.
    pub written: Written,
    /// Whether a second person signs.
    pub two: bool,
    /// Letters of the second person's card, and their PIN.
    pub second: (String, String),
    /// Why it was not done.
    pub wrong: Option<Wrong>,
    /// Whether it is on its way.
    pub busy: bool,
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It was not sent: something is missing.
    Lack(crate::deed::Lack),
    /// A card or a PIN is not one: the code.
    Card(&'static str),
    /// It was sent.
    Failed(Failed),
}

/// The console.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Console {
    /// The room, as it was said last.
    pub wall: Option<Rc<Wall>>,
    /// Where the session is, as it was said last.
    pub status: Option<Status>,
    /// Machines that wait to be prepared, as they were said last; none to who may not prepare them.
    pub places: Option<Rc<Places>>,
    /// Why the last question had no answer.
    pub failed: Option<Failed>,
    /// Who was chosen.
    pub chosen: Option<Slug>,
    /// What is being written.
    pub draft: Option<Draft>,
    /// A code to be told, and to whom.
    pub code: Option<(Slug, String)>,
    /// Whether the last thing was done, and nothing was begun since.
    pub done: bool,
    /// The root of the seal.
    pub root: Option<Digest>,
}

/// What happens to the console.
#[derive(Debug, Clone, PartialEq)]
pub enum Happens {
    /// The server said this.
    Heard(Rc<Wall>, Status),
    /// It said which machines wait.
    Waits(Rc<Places>),
    /// It did not answer.
    Lost(Failed),
    /// Somebody is chosen, or nobody any more.
    Chosen(Option<Slug>),
    /// Something is begun.
    Begun(Offer, Written),
    /// Something is written.
    Written(Written),
    /// The second person writes.
    Second(String, String),
    /// What is written is given up.
    GivenUp,
    /// It is on its way.
    Sent,
    /// It was not done.
    Wrong(Wrong),
    /// It was done; for a permission, with the code.
    Done(Option<(Slug, String)>),
    /// The session is sealed.
    Sealed(Digest),
}

impl Console {
    /// The line of who was chosen.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        let chosen = self.chosen.as_ref()?;
        self.wall.as_ref()?.lines.iter().find(|line| line.candidate == *chosen)
    }

    fn with(&self, change: impl FnOnce(&mut Draft)) -> Self {
        let mut next = self.clone();
        if let Some(draft) = &mut next.draft {
            change(draft);
        }
        next
    }
}

impl Reducible for Console {
    type Action = Happens;

    fn reduce(self: Rc<Self>, action: Happens) -> Rc<Self> {
        let next = match action {
            Happens::Heard(wall, status) => Self {
                wall: Some(wall),
                status: Some(status),
                failed: None,
                ..(*self).clone()
            },
            Happens::Waits(places) => Self {
                places: Some(places),
                ..(*self).clone()
            },
            Happens::Lost(failed) => Self {
                failed: Some(failed),
                ..(*self).clone()
            },
            Happens::Chosen(chosen) => Self {
                chosen,
                draft: None,
                code: None,
                done: false,
                ..(*self).clone()
            },
            Happens::Begun(offer, written) => Self {
                draft: Some(Draft {
                    offer,
                    two: offer.takes_two(&written.choice),
                    written,
                    second: (String::new(), String::new()),
                    wrong: None,
                    busy: false,
                }),
                code: None,
                done: false,
                ..(*self).clone()
            },
            Happens::Written(written) => self.with(|draft| {
                // What the server asked for once is asked for until this is done or given up.
                draft.two |= draft.offer.takes_two(&written.choice);
                draft.written = written;
            }),
            Happens::Second(card, pin) => self.with(|draft| draft.second = (card, pin)),
            Happens::GivenUp => Self {
                draft: None,
                ..(*self).clone()
            },
            Happens::Sent => self.with(|draft| {
                draft.busy = true;
                draft.wrong = None;
            }),
            Happens::Wrong(wrong) => self.with(|draft| {
                let asked = matches!(&wrong, Wrong::Failed(Failed::Refused(code)) if code == "access/two-people");
                draft.two |= asked;
                draft.busy = false;
                draft.wrong = Some(wrong);
            }),
            Happens::Done(code) => Self {
                draft: None,
                code,
                done: true,
                ..(*self).clone()
            },
            Happens::Sealed(root) => Self {
                draft: None,
                root: Some(root),
                done: true,
                ..(*self).clone()
            },
        };
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests are free of this rule")]

    use super::*;

    fn after(actions: Vec<Happens>) -> Rc<Console> {
        let begun = Rc::new(Console::default());
        actions.into_iter().fold(begun, Reducible::reduce)
    }

    #[test]
    fn a_refusal_for_want_of_a_second_person_asks_for_them() {
        let written = Written {
            choice: "20".into(),
            ..Written::default()
        };
        let refused = Wrong::Failed(Failed::Refused("access/two-people".into()));
        let begun = Happens::Begun(Offer::Credit(None), written.clone());
        let console = after(vec![begun.clone(), Happens::Sent, Happens::Wrong(refused.clone())]);
        let draft = console.draft.as_ref().unwrap();
        assert!(draft.two && !draft.busy && draft.wrong == Some(refused) && draft.written == written);
        let again = after(vec![begun, Happens::Sent]);
        assert!(!again.draft.as_ref().unwrap().two && again.draft.as_ref().unwrap().busy);
    }

    #[test]
    fn what_was_written_goes_with_who_was_chosen_and_not_with_what_the_server_says() {
        let who = Slug::parse("c1").unwrap();
        let code = Some((who.clone(), "abcdefghij".to_owned()));
        let begun = Happens::Begun(Offer::Pause, Written::default());
        let console = after(vec![
            Happens::Chosen(Some(who.clone())),
            begun.clone(),
            Happens::Lost(Failed::Lost),
        ]);
        assert!(console.draft.is_some() && console.failed == Some(Failed::Lost));
        let console = after(vec![begun.clone(), Happens::Done(code.clone())]);
        assert!(console.draft.is_none() && console.done && console.code == code);
        let console = after(vec![Happens::Done(code), Happens::Chosen(None)]);
        assert!(console.code.is_none() && !console.done);
        let console = after(vec![begun, Happens::GivenUp]);
        assert!(console.draft.is_none() && !console.done);
    }
}
