//! A table of answers of simulated people to every item of the adaptive sections: what `jalon calibrate` takes.

use super::people::{Setting, category, truth, whole};
use anyhow::{Context, Result};
use jalon_attempt::draw::Seed;
use jalon_base::Micro;
use jalon_base::id::RandomId;
use jalon_protocol::ItemId;
use jalon_psychometrics::model::{Item, Model};
use jalon_psychometrics::numeric::{normal, unit};
use jalon_scoring::adaptive::Test;

/// Spread of the slopes drawn around those declared, on a logarithmic scale, for each logit of the spread of the places.
const SLOPES: f64 = 0.5;

/// The items as these people meet them: where a spread is given, each at a place of its own around the one that the protocol knows.
///
/// # Formula
/// b' = b + s·z₁, a' = a·exp(s·z₂/2), z standard normal, drawn for each item.
fn drawn(setting: &Setting<'_>, test: &Test, spread: Micro) -> Result<Vec<(ItemId, Item)>> {
    let s = super::tally::float(spread);
    let of = RandomId::from_bytes([0; 16]);
    let mut draws = Seed::derive(setting.seed, &setting.release.id, &of).stream("items");
    let mut z = || normal::quantile(unit(draws.bits53()).max(f64::MIN_POSITIVE));
    let mut items = Vec::new();
    for (id, item) in test.items() {
        let (place, slope) = (s * z(), libm::exp(s * SLOPES * z()));
        let model = match item.model().clone() {
            model if spread == Micro::default() => model,
            Model::Rasch { b } => Model::TwoPl { a: slope, b: b + place },
            Model::TwoPl { a, b } => Model::TwoPl {
                a: a * slope,
                b: b + place,
            },
            model => model,
        };
        items.push((id.clone(), Item::new(model).ok().context("parameters out of range")?));
    }
    Ok(items)
}

/// The table: a line for each person, a column for each item, each cell the category reached.
///
/// # Errors
/// Parameters out of their range.
pub fn table(setting: &Setting<'_>, people: u32, spread: Micro) -> Result<String> {
    let sections: Vec<Vec<(ItemId, Item)>> = setting
        .tests
        .iter()
        .map(|test| drawn(setting, test, spread))
        .collect::<Result<_>>()?;
    let names = sections.iter().flatten().map(|(id, _)| id.as_str());
    let mut lines = vec![names.collect::<Vec<_>>().join(",")];
    for person in 0..people {
        let mut stream = whole(setting, person);
        let mut cells = Vec::new();
        for (theta, items) in truth(setting, person).iter().zip(&sections) {
            cells.extend(
                items
                    .iter()
                    .map(|(_, item)| category(item, *theta, &mut stream).to_string()),
            );
        }
        lines.push(cells.join(","));
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}
