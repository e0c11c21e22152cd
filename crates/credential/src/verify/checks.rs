//! The checks of a verification, gathered as they are made.

use super::CHECKS;
use super::report::{Check, Report, State, Trusted};
use crate::shape::Fault;
use jalon_base::Timestamp;

/// The checks made so far.
#[derive(Debug, Default)]
pub struct Checks(pub(super) Vec<Check>);

impl Checks {
    /// How many there are.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a check as it came out.
    pub fn add(
        &mut self,
        id: &'static str,
        state: State,
        code: Option<&'static str>,
        pointer: &str,
        args: impl IntoIterator<Item = (&'static str, String)>,
    ) {
        self.0.push(Check {
            id,
            state,
            code,
            pointer: pointer.to_owned(),
            args: args.into_iter().collect(),
        });
    }

    pub(super) fn passed<const N: usize>(
        &mut self,
        id: &'static str,
        pointer: String,
        args: [(&'static str, String); N],
    ) {
        self.add(id, State::Passed, None, &pointer, args);
    }

    pub(super) fn failed<const N: usize>(
        &mut self,
        id: &'static str,
        code: &'static str,
        pointer: String,
        args: [(&'static str, String); N],
    ) {
        self.add(id, State::Failed, Some(code), &pointer, args);
    }

    /// Adds that there was nothing to check.
    pub fn not_applicable(&mut self, id: &'static str, pointer: &str) {
        self.add(id, State::NotApplicable, None, pointer, []);
    }

    /// Passed, or not applicable, when nothing was said since a place.
    pub(super) fn passed_since(&mut self, start: usize, id: &'static str, pointer: &str, applicable: bool) {
        if self.0.len() > start {
            return;
        }
        if applicable {
            self.passed(id, pointer.to_owned(), []);
        } else {
            self.not_applicable(id, pointer);
        }
    }

    /// One failed check per fault, or one that passed.
    pub(super) fn faults(&mut self, id: &'static str, faults: Vec<Fault>) {
        let start = self.0.len();
        for fault in faults {
            self.failed(
                id,
                fault.code,
                fault.pointer,
                [("wrong", fault.wrong.as_str().to_owned())],
            );
        }
        self.passed_since(start, id, "", true);
    }

    /// The report on bytes that could not be read: no other check makes sense.
    pub(super) fn unread(mut self, at: Timestamp) -> Report {
        for id in CHECKS.into_iter().skip(1) {
            self.not_applicable(id, "");
        }
        Report::new(at, self.0, None, Trusted::Unknown, Vec::new())
    }
}
