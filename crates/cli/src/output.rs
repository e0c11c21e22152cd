//! What a command says: one JSON document for machines, or lines for people.

use jalon_base::Finding;
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, sentence};
use serde_json::Value;
use std::io::Write;

/// For whom a command speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Lines for people.
    Text,
    /// One JSON document.
    Json,
}

/// What a command says, and whether it succeeded.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// For machines.
    pub json: Value,
    /// For people.
    pub text: String,
    /// Whether the command did what it is for: exit status 0.
    pub success: bool,
}

impl Said {
    /// A success.
    #[must_use]
    pub fn done(json: Value, text: String) -> Self {
        Self {
            json,
            text,
            success: true,
        }
    }

    /// Prints it as asked.
    pub fn print(&self, format: Format) {
        let text = match format {
            Format::Text => self.text.trim_end().to_owned(),
            Format::Json => serde_json::to_string_pretty(&self.json).unwrap_or_default(),
        };
        // A reader that has seen enough (`jalon … | head`) is no failure.
        let _ = writeln!(std::io::stdout(), "{text}");
    }
}

/// The sentence of a code; the code alone where the catalogues have none.
#[must_use]
pub fn say(lang: Lang, code: &str, args: &SortedMap<&str, String>) -> String {
    sentence(lang, code, args).unwrap_or_else(|| code.to_owned())
}

/// An error with the sentence of its code, and the code for whoever looks it up.
#[must_use]
pub fn coded(lang: Lang, code: &str, args: &SortedMap<&str, String>) -> anyhow::Error {
    anyhow::anyhow!("{} [{code}]", say(lang, code, args))
}

/// A finding as a line: place, weight, sentence, code.
#[must_use]
pub fn finding_line(lang: Lang, finding: &Finding) -> String {
    let place = match finding.at {
        Some((line, column)) => format!("{}:{line}:{column}", finding.path),
        None => finding.path.clone(),
    };
    let weight = match finding.severity {
        jalon_base::Severity::Error => "error",
        jalon_base::Severity::Warning => "warning",
        jalon_base::Severity::Note => "note",
    };
    format!(
        "{place}: {weight}: {} [{}] {}",
        say(lang, finding.code, &finding.args),
        finding.code,
        finding.pointer
    )
}
