//! What checking an authored file finds: everything at once, each with its place, its severity and a stable code.

use crate::json::{self, Position};
use crate::sorted::SortedMap;
use serde::Serialize;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing is published while it is there.
    Error,
    /// Published, but somebody should look.
    Warning,
    /// Good to know.
    Note,
}

/// One thing that is wrong, or worth a look, in an authored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Path of the file in the folder that is checked.
    pub path: String,
    /// JSON Pointer (RFC 6901) of the value.
    pub pointer: String,
    /// Line and column of the value, when the text could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<(usize, usize)>,
    /// How much it weighs.
    pub severity: Severity,
    /// Stable code, in the form `area/what`; the sentence comes from the catalogues.
    pub code: &'static str,
    /// What the sentence needs: names and values.
    pub args: SortedMap<&'static str, String>,
}

/// Everything found in one file, gathered while it is read.
#[derive(Debug, Default)]
pub struct Findings {
    path: String,
    list: Vec<Finding>,
}

impl Findings {
    /// No finding yet in the file at this path.
    #[must_use]
    pub fn of_file(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            list: Vec::new(),
        }
    }

    /// Adds an error.
    pub fn error(&mut self, pointer: impl Into<String>, code: &'static str, args: &[(&'static str, &str)]) {
        self.add(Severity::Error, pointer.into(), code, args);
    }

    /// Adds a warning.
    pub fn warning(&mut self, pointer: impl Into<String>, code: &'static str, args: &[(&'static str, &str)]) {
        self.add(Severity::Warning, pointer.into(), code, args);
    }

    fn add(&mut self, severity: Severity, pointer: String, code: &'static str, args: &[(&'static str, &str)]) {
        self.list.push(Finding {
            path: self.path.clone(),
            pointer,
            at: None,
            severity,
            code,
            args: args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
        });
    }

    /// Whether an error was found.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The findings, in the order met, with the line and column of each in this text.
    #[must_use]
    pub fn located_in(mut self, bytes: &[u8]) -> Vec<Finding> {
        let pointers: Vec<&str> = self.list.iter().map(|finding| finding.pointer.as_str()).collect();
        let positions = json::locate_all(bytes, &pointers);
        for (finding, position) in self.list.iter_mut().zip(positions) {
            finding.at = position.map(|Position { line, column, .. }| (line, column));
        }
        self.list
    }

    /// The findings, in the order met, without places.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding> {
        self.list
    }
}
