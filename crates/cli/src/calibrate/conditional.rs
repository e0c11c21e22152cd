//! Rasch difficulties by conditional likelihood.

use super::{Arguments, category};
use crate::figures::{decimals, value};
use crate::formula as f;
use crate::marked::Marked;
use crate::output::Said;
use crate::parameters;
use crate::sheet::refused;
use anyhow::Result;
use jalon_messages::{Lang, calibration};
use jalon_psychometrics::Responses;
use jalon_psychometrics::calibrate::conditional::{NotConditional, conditional};
use jalon_psychometrics::model::Item;
use serde_json::json;

/// Calibrates by conditional likelihood: nothing is known of how people are spread, so nothing is said of it and nobody is placed.
///
/// # Errors
/// The table of parameters, or a plot, cannot be written.
pub fn run(arguments: &Arguments, marked: &Marked, table: &Responses, lang: Lang) -> Result<Said> {
    let name = |item: usize| marked.names.get(item).cloned().unwrap_or_default();
    let found = match conditional(table) {
        Ok(found) => found,
        Err(why) => {
            let args = match why {
                NotConditional::NotBinary { item } => vec![("item", name(item))],
                NotConditional::Disconnected { one, other } => vec![("one", name(one)), ("other", name(other))],
                _ => Vec::new(),
            };
            return Ok(refused(lang, why.code(), &args));
        }
    };
    let mut figures = arguments.asked.figures(lang);
    let estimated = found.items.iter().filter(|item| item.is_ok()).count();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of people"
    )]
    let persons = found.persons as usize;
    figures.say(calibration::conditional(lang, estimated, persons));
    let (mut list, mut rows, mut items) = (Vec::new(), Vec::new(), Vec::new());
    for (name, one) in marked.names.iter().zip(&found.items) {
        let (b, error) = match one {
            Ok(one) => *one,
            Err(why) => {
                let said = refused(lang, why.code(), &[("category", category(*why))]);
                figures.say(format!("{name}: {}", said.text));
                continue;
            }
        };
        list.push(json!({"item": name, "parameters": {"b": value(b), "b-error": value(error)}}));
        rows.push(vec![name.clone(), decimals(lang, b, 3), decimals(lang, error, 3)]);
        if let Ok(item) = Item::rasch(b) {
            items.push((name.as_str(), item));
        }
    }
    let headers = vec![
        calibration::question(lang).to_owned(),
        figures.name(&f::CONDITIONAL_RASCH),
        "±".to_owned(),
    ];
    figures.table(calibration::table_parameters(lang), headers, rows);
    figures.put("items", json!(list));
    figures.put("method", json!("cml"));
    figures.put("conditional-log-likelihood", value(found.log_likelihood));
    figures.put("persons", value(found.persons));
    figures.put("gradient", value(found.gradient));
    let items: Vec<(&str, &Item)> = items.iter().map(|(name, item)| (*name, item)).collect();
    figures.draw(|plots| plots.calibration(&items, &[]));
    let _writing = crate::stop::writing();
    if let Some(path) = &arguments.parameters {
        crate::files::write(path, parameters::write(&items).as_bytes())?;
    }
    arguments.asked.save(&mut figures)?;
    Ok(figures.said())
}
