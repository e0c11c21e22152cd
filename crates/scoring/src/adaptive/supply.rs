//! What a section takes from.

use jalon_protocol::plan::{BankChoice, Section};
use jalon_protocol::{ItemAbout, Pool, Protocol};

/// Items of a pool that a section takes in some form of the protocol, by ascending id.
pub fn supply<'a>(protocol: &'a Protocol, section: &'a Section, pool: &'a Pool) -> impl Iterator<Item = &'a ItemAbout> {
    let takes = |about: &ItemAbout| match section.select.bank {
        BankChoice::Named(_) => section.select.takes(about, None),
        BankChoice::Form => protocol
            .forms
            .iter()
            .any(|form| section.select.takes(about, Some(form))),
    };
    pool.items().filter(move |about| takes(about))
}
