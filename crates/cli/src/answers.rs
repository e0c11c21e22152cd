//! Answers in a file: `{"<item>": "b"}`, `["a", "c"]`, `"12.5"` or words, by item; a file to hand in by its path; any other as a
//! journal has it, `{"type": "order", …}`.

use crate::files;
use crate::output::coded;
use anyhow::{Context, Result, bail};
use jalon_base::json::{self, Limits, Value};
use jalon_base::sorted::SortedMap;
use jalon_messages::Lang;
use jalon_protocol::item::{Upload, read_number};
use jalon_protocol::{Interaction, ItemId, OptionId, Response};
use std::path::Path;

/// Answers as written, by item.
pub type Answers = SortedMap<ItemId, Value>;

/// Reads a file of answers.
///
/// # Errors
/// It is not a JSON object whose members are items.
pub fn read(bytes: &[u8]) -> Result<Answers> {
    json::from_slice(bytes, Limits::DOCUMENT).context("reading the answers")
}

/// A file that is handed in, as a response, with the bytes to keep beside the journal.
///
/// # Errors
/// It cannot be read, or the question does not take it.
pub fn file(item: &ItemId, shown: &Upload, path: &Path, lang: Lang) -> Result<(Response, Vec<u8>)> {
    let (file, kept) = shown
        .take(&files::read(path)?)
        .map_err(|why| coded(lang, why.code(), &SortedMap::new()))
        .with_context(|| format!("answer to `{item}`, {}", path.display()))?;
    Ok((Response::File(file), kept))
}

/// An answer as a response to an interaction.
///
/// # Errors
/// The answer is not one that the interaction can have.
pub fn response(item: &ItemId, interaction: &Interaction, answer: &Value, lang: Lang) -> Result<Response> {
    let text = || {
        answer
            .as_str()
            .map(str::to_owned)
            .with_context(|| format!("answer to `{item}`: expected a string"))
    };
    let response = match interaction {
        _ if answer.is_object() => {
            serde_json::from_value(answer.clone()).with_context(|| format!("answer to `{item}`"))?
        }
        Interaction::Choice { .. } | Interaction::InlineChoice(_) | Interaction::HotText(_) => {
            let ids: Vec<String> = match answer {
                Value::Array(_) => {
                    serde_json::from_value(answer.clone()).with_context(|| format!("answer to `{item}`"))?
                }
                _ => vec![text()?],
            };
            let mut chosen: Vec<OptionId> = ids
                .iter()
                .map(|id| OptionId::parse(id).with_context(|| format!("answer to `{item}`: `{id}` is no option")))
                .collect::<Result<_>>()?;
            chosen.sort();
            Response::Choice { chosen }
        }
        Interaction::NumericEntry { .. } | Interaction::Slider(_) => {
            let typed = text()?;
            let value = read_number(&typed).with_context(|| format!("answer to `{item}`: `{typed}` is no number"))?;
            Response::Number { value }
        }
        Interaction::TextEntry { .. } | Interaction::ExtendedText { .. } => Response::Text { value: text()? },
        _ => bail!("answer to `{item}`: expected an object such as `{{\"type\": \"order\", \"ids\": [\"a\", \"b\"]}}`"),
    };
    interaction
        .admits(&response)
        .map_err(|why| coded(lang, why.code(), &SortedMap::new()))
        .with_context(|| format!("answer to `{item}`"))?;
    Ok(response)
}
