//! Finding the chances that keep every item below a rate: the iteration of Sympson and Hetter, fed by the sittings of the delivered code.

use super::people::{Setting, sit};
use super::report::decimal;
use anyhow::{Context, Result};
use jalon_base::Micro;
use jalon_protocol::plan::adaptive::Exposure;
use jalon_protocol::{ItemId, Protocol, SectionId};
use jalon_psychometrics::exposure::{Counts, SympsonHetter};
use jalon_scoring::Tests;
use serde_json::{Value, json};

/// Rounds at most.
const ROUNDS: u32 = 40;

/// The chances of one section.
pub struct Found {
    /// The section.
    pub section: SectionId,
    /// What goes into the section.
    pub exposure: Exposure,
    /// Highest rate that the last round showed with these chances.
    pub highest: f64,
    /// Whether it is low enough.
    pub holds: bool,
}

impl Found {
    /// For machines: `exposure` is written as in the section.
    pub fn json(&self) -> Value {
        json!({
            "section": self.section,
            "exposure": self.exposure,
            "highest": decimal(self.highest),
            "holds": self.holds,
        })
    }
}

/// The search of one section.
struct Search {
    section: SectionId,
    items: Vec<ItemId>,
    search: SympsonHetter,
    highest: f64,
    holds: bool,
}

/// Searches the chances of every section; gives them with the rounds it took.
///
/// # Errors
/// A sitting cannot begin, or a bank is smaller than a test.
pub fn search(
    setting: &Setting<'_>,
    people: u32,
    most: Micro,
    said: &mut dyn FnMut(u32, f64),
) -> Result<(Vec<Found>, u32)> {
    let rate = super::tally::float(most);
    let mut searches = Vec::new();
    for test in setting.tests.iter() {
        let items: Vec<ItemId> = test.items().map(|(id, _)| id.clone()).collect();
        let length = usize::try_from(test.length())?;
        searches.push(Search {
            section: test.id().clone(),
            search: SympsonHetter::new(items.len(), length, rate, Vec::new())
                .map_err(|bad| anyhow::anyhow!("{bad}"))?,
            items,
            highest: 1.0,
            holds: false,
        });
    }
    let mut rounds = 0;
    while rounds < ROUNDS && searches.iter().any(|one| !one.holds) {
        let protocol = std::sync::Arc::new(with(setting.protocol, &searches, most));
        let tests = Tests::of(setting.release, &protocol)?;
        let round = Setting {
            protocol: &protocol,
            tests: &tests,
            ..*setting
        };
        let mut tally = super::tally::Tally::new(round);
        for person in 0..people {
            tally.add(&sit(&round, person, rounds)?)?;
        }
        rounds += 1;
        for one in &mut searches {
            let of = |counts: &jalon_base::sorted::SortedMap<ItemId, u32>| -> Vec<u32> {
                one.items
                    .iter()
                    .map(|id| counts.get(id).copied().unwrap_or(0))
                    .collect()
            };
            let (given, turned) = (of(&tally.given), of(&tally.turned));
            let counts = Counts {
                persons: people,
                chosen: given
                    .iter()
                    .zip(&turned)
                    .map(|(given, turned)| given + turned)
                    .collect(),
                given,
            };
            let progress = one.search.update(&[counts]).map_err(|bad| anyhow::anyhow!("{bad}"))?;
            (one.highest, one.holds) = (progress.highest, progress.holds);
        }
        said(rounds, searches.iter().map(|one| one.highest).fold(0.0, f64::max));
    }
    let found = searches.into_iter().map(|one| {
        Ok(Found {
            exposure: chances(&one, most).context("chances")?,
            section: one.section,
            highest: one.highest,
            holds: one.holds,
        })
    });
    Ok((found.collect::<Result<_>>()?, rounds))
}

/// The chances of a search as the section writes them: those below 1.
fn chances(of: &Search, most: Micro) -> Option<Exposure> {
    let chances = of.search.chances();
    let one = Micro::from_millionths(1_000_000);
    let mut below = jalon_base::sorted::SortedMap::new();
    for (place, item) in of.items.iter().enumerate() {
        // Never 0: an item that is never given would be out of the bank.
        let chance = Micro::round(chances.at(place, 0.0))?.max(Micro::from_millionths(1));
        if chance < one {
            below.insert(item.clone(), chance);
        }
    }
    Some(Exposure { most, chances: below })
}

/// The protocol with the chances found so far.
fn with(protocol: &Protocol, searches: &[Search], most: Micro) -> Protocol {
    let mut protocol = protocol.clone();
    for part in &mut protocol.parts {
        for section in &mut part.sections {
            let found = searches.iter().find(|one| one.section == section.id);
            if let (Some(rules), Some(found)) = (&mut section.adaptive, found) {
                rules.exposure = chances(found, most);
            }
        }
    }
    protocol
}
