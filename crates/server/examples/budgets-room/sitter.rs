//! Somebody at a place of the bench: joins, begins, answers whatever is asked, sends.

use jalon_attempt::event::Salt;
use jalon_attempt::seat::Act;
use jalon_attempt::{Now, Phase};
use jalon_protocol::{Interaction, Response};
use jalon_server::client::{Failed, Machine};
use jalon_server::{Clock, random};
use jalon_session::terminal::Heard;
use jalon_session::wire::Wish;
use std::time::Duration;

/// Somebody at a place, who answers whatever they are asked.
pub struct Sitter {
    pub machine: Machine,
    pub code: String,
    pub clock: Clock,
    pub answered: usize,
}

impl Sitter {
    pub fn now(&self) -> Now {
        self.clock.now()
    }

    pub async fn sends(&mut self) -> Result<Heard, Failed> {
        self.machine.send(self.clock.date()).await
    }

    /// Joins, opens, and waits for the questions.
    pub async fn begins(&mut self) {
        let heard = self.machine.join(&self.code, self.clock.date()).await.unwrap();
        assert!(!matches!(heard, Heard::Stopped(_)), "{:?}", self.machine.stopped());
        self.machine
            .act(Act::Open { lang: "fr".to_owned() }, &self.now())
            .unwrap();
        let part = self.machine.sitting().unwrap().state().next_part().unwrap().clone();
        self.machine.wish(Wish::Begin { part });
        self.sends().await.unwrap();
        let state = self.machine.sitting().unwrap().state().clone();
        assert!(matches!(state.phase(), Phase::Running(_)), "the part runs");
        let to = state.open_part().unwrap().1.items[0].item.clone();
        self.machine.act(Act::Go { to }, &self.now()).unwrap();
    }

    /// Changes the answer.
    pub fn answers(&mut self) {
        let item = self.machine.sitting().unwrap().state().position().unwrap().clone();
        let content = &self.machine.contents()[&item];
        let response = match &content.interaction {
            Interaction::Choice { options, .. } => Response::Choice {
                chosen: vec![options[self.answered % options.len()].id.clone()],
            },
            Interaction::NumericEntry { .. } => Response::Number {
                value: (self.answered % 100).to_string(),
            },
            _ => Response::Text {
                value: format!("{}", self.answered),
            },
        };
        self.answered += 1;
        let salt = Salt(random().unwrap());
        let act = Act::Answer { item, response, salt };
        self.machine.act(act, &self.now()).unwrap();
    }

    /// Sends until nothing is left.
    pub async fn drains(&mut self) {
        while !self.machine.sitting().unwrap().pending().is_empty() {
            if self.sends().await.is_err() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}
