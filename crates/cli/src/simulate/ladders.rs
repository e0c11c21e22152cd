//! Simulated people on ladders: where they are placed, against the step that they know; how many questions it took.

use super::people::{self, Setting, sit_with};
use crate::output::Said;
use anyhow::{Result, anyhow};
use jalon_base::Micro;
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, cli};
use jalon_protocol::plan::{Ladder, Section};
use jalon_protocol::{ItemId, Protocol};
use jalon_psychometrics::numeric::unit;
use jalon_scoring::Keys;
use jalon_scoring::key::Key;
use serde_json::{Value, json};

/// What is counted over people for one ladder.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    asked: u32,
    exact: u32,
    settled: u32,
    away: u32,
}

/// The ladders of a protocol, in its order.
pub fn of(protocol: &Protocol) -> Vec<(&Section, &Ladder)> {
    let sections = protocol.parts.iter().flat_map(|part| &part.sections);
    sections
        .filter_map(|section| Some((section, section.ladder.as_ref()?)))
        .collect()
}

/// A number of people as a divisor.
fn mean(sum: u32, people: u32) -> f64 {
    f64::from(sum) / f64::from(people.max(1))
}

/// Places so many people on every ladder of a protocol. Each knows a step drawn evenly; who knows a step is wrong with the chance `slip`, who
/// does not is right with the chance `guess`. Other questions are right once in two.
///
/// # Errors
/// The protocol cannot be drawn, or a question has no key.
pub fn run(setting: &Setting<'_>, people: u32, (slip, guess): (Micro, Micro), lang: Lang) -> Result<Said> {
    let ladders = of(setting.protocol);
    let mut sums = vec![Sums::default(); ladders.len()];
    let mut keys: SortedMap<ItemId, Key> = SortedMap::new();
    let contents = setting.release.contents.keys();
    for item in contents {
        let key = Keys::one(setting.release, setting.protocol, item).map_err(|bad| anyhow!("{}", bad.code()))?;
        keys.insert(item.clone(), key);
    }
    let (mut lengths, chance) = (Vec::new(), |of: Micro| super::tally::float(of));
    for person in 0..people {
        let mut traits = people::whole(setting, person);
        let knows: Vec<u32> = ladders
            .iter()
            .map(|(_, ladder)| traits.below(ladder.highest() + 1))
            .collect();
        let mut right: SortedMap<ItemId, bool> = SortedMap::new();
        let sat = sit_with(setting, person, 0, &mut |item| {
            let step = ladders
                .iter()
                .zip(&knows)
                .find_map(|((_, ladder), knows)| Some((ladder.step(item)?, *knows)));
            let likely = match step {
                Some((step, knows)) if step <= knows => 1.0 - chance(slip),
                Some(_) => chance(guess),
                None => 0.5,
            };
            let is_right = unit(traits.bits53()) < likely;
            right.insert(item.clone(), is_right);
            keys.get(item).filter(|_| is_right)?.rule.right_response()
        })?;
        let paper = sat.state.paper().into_iter().flat_map(|paper| paper.items());
        let entries: Vec<_> = paper.map(|(_, entry)| entry).collect();
        lengths.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        for (((section, ladder), knows), sums) in ladders.iter().zip(&knows).zip(&mut sums) {
            let own = entries.iter().filter(|entry| entry.section == section.id);
            let answers = own.map(|entry| (&entry.item, right.get(&entry.item).copied().unwrap_or(false)));
            let answers: Vec<_> = answers.collect();
            let standing = ladder.place(answers.iter().copied());
            sums.asked += u32::try_from(answers.len()).unwrap_or(u32::MAX);
            sums.settled += u32::from(standing.is_settled());
            sums.exact += u32::from(standing.is_settled() && standing.acquired == *knows);
            sums.away += standing.acquired.abs_diff(*knows);
        }
        super::progress(person + 1, people);
    }
    Ok(report(&ladders, &sums, &lengths, people, lang))
}

fn report(ladders: &[(&Section, &Ladder)], sums: &[Sums], lengths: &[u32], people: u32, lang: Lang) -> Said {
    let (least, most) = (lengths.iter().min().copied(), lengths.iter().max().copied());
    let (least, most) = (least.unwrap_or(0), most.unwrap_or(0));
    let length = mean(lengths.iter().sum(), people);
    let mut lines = vec![cli::simulated(lang, people, least, &format!("{length:.1}"), most)];
    let mut sections: Vec<Value> = Vec::new();
    for ((section, ladder), sums) in ladders.iter().zip(sums) {
        let (asked, exact) = (mean(sums.asked, people), mean(sums.exact, people));
        let away = mean(sums.away, people);
        sections.push(json!({"section": section.id.as_str(), "steps": ladder.highest(), "asked": asked, "settled": mean(sums.settled, people),
            "exact": exact, "away": away}));
        lines.push(cli::simulated_ladder(
            lang,
            section.id.as_str(),
            &format!("{asked:.2}"),
            ladder.highest(),
            &format!("{:.1}", exact * 100.0),
            &format!("{away:.2}"),
        ));
    }
    let json = json!({"people": people, "length": {"mean": length, "least": least, "most": most}, "ladders": sections});
    Said::done(json, lines.join("\n"))
}
