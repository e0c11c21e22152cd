//! The lists of a question in the order that this attempt has drawn.

use crate::exam::Open;
use jalon_protocol::ItemId;

/// What is left of the drawn places, one list after the other; by default none, and lists stand as they were written.
#[derive(Default)]
pub struct Drawn<'a>(&'a [u8]);

impl<'a> Drawn<'a> {
    /// Those of a question.
    pub fn of(open: &'a Open, item: &ItemId) -> Self {
        let paper = open.sitting.state().paper();
        let entry = paper.and_then(|paper| paper.items().find(|(_, entry)| entry.item == *item));
        Self(entry.map_or(&[], |(_, entry)| entry.options.as_slice()))
    }

    /// The next list, in its drawn order when it has one.
    pub fn take<'b, T>(&mut self, list: &'b [T], drawn: bool) -> Vec<&'b T> {
        match self.0.split_at_checked(list.len()) {
            Some((order, rest)) if drawn => {
                self.0 = rest;
                order.iter().filter_map(|at| list.get(usize::from(*at))).collect()
            }
            _ => list.iter().collect(),
        }
    }
}
