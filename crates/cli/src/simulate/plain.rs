//! A test that is drawn, tried before publication: what its bank has for whom, how long it is, and how many pass at each skill.

use super::people::{self, Sat, Setting, sit_with};
use super::tally::float;
use crate::output::Said;
use anyhow::{Result, anyhow};
use jalon_base::document::Document;
use jalon_base::{Micro, Points};
use jalon_messages::{Lang, cli};
use jalon_protocol::Outcome;
use jalon_protocol::outcome::Verdict;
use jalon_protocol::pool::Need;
use jalon_psychometrics::numeric::unit;
use jalon_scoring::Keys;
use jalon_scoring::adaptive::supply;
use jalon_scoring::score::{Input, score};
use serde_json::{Value, json};

/// Chances of being right at every question, of the people that are tried.
const SKILLS: [i64; 4] = [250_000, 500_000, 750_000, 900_000];

/// Tries a test with so many people of each skill: a question is answered rightly with their chance, or passed over; what a person marks stays
/// without an answer.
///
/// # Errors
/// The protocol cannot be drawn, or a question has no key.
pub fn run(setting: &Setting<'_>, people: u32, lang: Lang) -> Result<Said> {
    let mut lines = Vec::new();
    let (mut skills, mut minutes, mut items) = (Vec::new(), 0, 0);
    for skill in SKILLS.map(Micro::from_millionths) {
        let (mut passed, mut decided, mut earned, mut possible) = (0_u32, 0_u32, Points::ZERO, Points::ZERO);
        for person in 0..people {
            let (sat, outcome) = sat(setting, person, float(skill))?;
            decided += u32::from(outcome.decision.is_some());
            passed += u32::from(outcome.decision.as_ref().is_some_and(Verdict::reached));
            for part in &outcome.parts {
                earned += part.earned;
                possible += part.possible;
            }
            let paper = sat.state.paper().into_iter().flat_map(|paper| paper.items());
            let seconds = paper.map(|(_, entry)| {
                let about = setting.release.pool.item(&entry.item);
                about.and_then(|about| about.seconds).unwrap_or(setting.seconds)
            });
            minutes = minutes.max(seconds.sum::<u32>().div_ceil(60));
            items = items.max(u32::try_from(outcome.items.len()).unwrap_or(u32::MAX));
        }
        let share = Points::from_thousandths(100_000).share(earned.thousandths(), possible.thousandths());
        skills.push(json!({"skill": skill.to_string(), "people": people, "decided": decided, "passed": passed, "points": share.to_string()}));
        lines.push(cli::tried_skill(lang, skill.percent(), passed, decided, people));
    }
    let supplies = profiles(setting);
    lines.insert(0, cli::tried(lang, items, minutes, setting.protocol.minutes));
    for (need, section, count, wanted) in &supplies {
        if count < wanted {
            lines.push(cli::tried_short(lang, need, section, *count, *wanted));
        }
    }
    let supplies: Vec<Value> = supplies
        .into_iter()
        .map(|(need, section, count, wanted)| json!({"need": need, "section": section, "supply": count, "count": wanted}))
        .collect();
    let json = json!({"items": items, "minutes": minutes, "said-minutes": setting.protocol.minutes, "skills": skills, "supply": supplies});
    Ok(Said::done(json, lines.join("\n")))
}

/// Items of each section, for everybody and for each need.
fn profiles(setting: &Setting<'_>) -> Vec<(String, String, usize, usize)> {
    let mut all = Vec::new();
    let everybody = std::iter::once(None);
    for need in everybody.chain(Need::ALL.into_iter().map(Some)) {
        let name = need.map(|need| need.write().as_str().unwrap_or_default().to_owned());
        let needs: Vec<Need> = need.into_iter().collect();
        for section in setting.protocol.parts.iter().flat_map(|part| &part.sections) {
            let items = supply(setting.protocol, section, &setting.release.pool);
            let count = items.filter(|about| about.serves(&needs)).count();
            let name = name.clone().unwrap_or_else(|| "everybody".to_owned());
            all.push((name, section.id.to_string(), count, section.count as usize));
        }
    }
    all
}

fn sat(setting: &Setting<'_>, person: u32, skill: f64) -> Result<(Sat, Outcome)> {
    let mut answers = people::whole(setting, person);
    let sat = sit_with(setting, person, 0, &mut |item| {
        let right = unit(answers.bits53()) < skill;
        let key = Keys::one(setting.release, setting.protocol, item)
            .ok()
            .filter(|_| right)?;
        key.rule.right_response()
    })?;
    let paper = sat.state.paper().ok_or_else(|| anyhow!("no paper"))?;
    let keys = Keys::of(setting.release, setting.protocol, paper)?;
    let input = Input {
        attempt: sat.attempt,
        release: setting.release,
        state: &sat.state,
        heads: &sat.heads,
        marks: &[],
        rulings: &[],
    };
    let outcome = score(input, &keys).map_err(|cannot| anyhow!("{cannot}"))?;
    Ok((sat, outcome))
}
