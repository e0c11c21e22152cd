//! What a section takes from, and when it stops.

use super::Ended;
use jalon_protocol::plan::adaptive::Adaptive;
use jalon_protocol::plan::{BankChoice, Section};
use jalon_protocol::{ItemAbout, Pool, Protocol};
use jalon_psychometrics::stop;

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

/// The rules by which a section ends early, in the order in which they are looked at.
pub(super) fn stop_rules(rules: &Adaptive) -> Vec<(stop::Rule, Ended)> {
    let stop = &rules.stop;
    let error = stop.error.map(|most| (stop::Rule::Error(most), Ended::Error));
    let interval = stop.interval.as_ref().map(|interval| {
        let (cuts, z) = (interval.cuts.clone(), interval.z);
        (stop::Rule::Interval { cuts, z }, Ended::Clear)
    });
    let ratio = stop.ratio.map(|_| (stop::Rule::Ratio, Ended::Ratio));
    error.into_iter().chain(interval).chain(ratio).collect()
}
