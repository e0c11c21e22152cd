//! `jalon check`: everything that is wrong in a folder, at once.

use crate::files;
use crate::output::{Said, finding_line};
use anyhow::Result;
use jalon_authoring::folder::is_publishable;
use jalon_base::Severity;
use jalon_messages::Lang;
use serde_json::json;
use std::path::PathBuf;

/// What `jalon check` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of a referential.
    pub path: PathBuf,
}

/// Checks a folder.
///
/// # Errors
/// The folder cannot be read.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let (folder, findings) = jalon_authoring::check(&files::folder(&arguments.path)?);
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mut text = String::new();
    for finding in &findings {
        text.push_str(&finding_line(lang, finding));
        text.push('\n');
    }
    let (items, protocols) = (folder.items.len(), folder.protocols.len());
    text.push_str(&jalon_messages::cli::check_summary(
        lang, items, protocols, errors, warnings,
    ));
    Ok(Said {
        json: json!({"items": items, "protocols": protocols, "errors": errors, "warnings": warnings, "findings": findings}),
        text,
        success: is_publishable(&findings),
    })
}
