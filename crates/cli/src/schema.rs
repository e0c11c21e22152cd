//! `jalon schema`: the JSON Schema of an authored file, for the editor in which it is written.

use crate::files;
use crate::output::Said;
use anyhow::Result;
use jalon_authoring::schema::Authored;
use std::path::PathBuf;

/// What `jalon schema` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Which file: item, stimulus, protocol or referential.
    #[arg(value_parser = kind)]
    pub kind: Authored,
    /// Where it goes; without it, it is printed.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

fn kind(text: &str) -> Result<Authored, String> {
    let known = Authored::ALL.into_iter().find(|kind| kind.as_str() == text);
    known.ok_or_else(|| Authored::ALL.map(Authored::as_str).join(", "))
}

/// Prints or writes a schema.
///
/// # Errors
/// It cannot be written there.
pub fn run(arguments: &Arguments) -> Result<Said> {
    let schema = arguments.kind.schema();
    let text = serde_json::to_string_pretty(&schema)?;
    if let Some(path) = &arguments.output {
        files::write(path, format!("{text}\n").as_bytes())?;
        return Ok(Said::done(schema, path.display().to_string()));
    }
    Ok(Said::done(schema, text))
}
