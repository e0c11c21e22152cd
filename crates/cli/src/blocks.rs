//! `jalon blocks`: what certificates add to each block, and what is missing.

use crate::output::{Said, say};
use crate::{files, key};
use anyhow::{Context, Result};
use jalon_base::Timestamp;
use jalon_base::json::{self, Limits};
use jalon_base::sorted::SortedMap;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::Verdict;
use jalon_messages::Lang;
use jalon_recognition::{Citation, Degree, standings};
use jalon_referential::Referential;
use serde_json::json;
use std::path::PathBuf;

/// What `jalon blocks` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Certificates.
    #[arg(required = true)]
    pub certificates: Vec<PathBuf>,
    /// Folder of the referential, or a release of it.
    #[arg(long)]
    pub referential: PathBuf,
    /// Instant at which to judge; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
}

fn referential(path: &std::path::Path, lang: Lang) -> Result<Referential> {
    if path.is_dir() {
        let file = path.join("referential.json");
        return json::from_slice(&files::read(&file)?, Limits::DOCUMENT)
            .with_context(|| format!("reading {}", file.display()));
    }
    Ok(files::edition(path, lang)?.referential)
}

/// Where the holder stands in each block. Certificates that are not valid are named and do not count.
///
/// # Errors
/// A file cannot be read.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let referential = referential(&arguments.referential, lang)?;
    let at = arguments.at.unwrap_or_else(key::now);
    let (mut citations, mut lines, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for path in &arguments.certificates {
        let report = jalon_credential::verify::verify(&files::read(path)?, at, &TrustStore::default());
        let citation = match report.verdict() {
            Verdict::Valid { claims, .. } => Citation::of(claims.badge()),
            Verdict::Indeterminate { .. } | Verdict::Invalid { .. } => None,
        };
        match citation {
            Some(citation) => citations.push(citation),
            None => {
                lines.push(jalon_messages::cli::not_counted(lang, &path.display().to_string()));
                left_out.push(path.display().to_string());
            }
        }
    }
    let word = |degree| match degree {
        Degree::Yes => "yes",
        Degree::Partly => "partly",
        Degree::NotYet => "not-yet",
    };
    let none = SortedMap::new();
    let mut units = Vec::new();
    for unit in standings(&referential, &citations) {
        let title = referential
            .unit(unit.unit.as_str())
            .map_or("", |unit| unit.title.say(lang.tag()));
        lines.push(jalon_messages::cli::standing(
            lang,
            title,
            word(unit.degree),
            &say(lang, unit.reason.code(), &none),
        ));
        let mut competences = Vec::new();
        for standing in &unit.competences {
            let id = standing.competence.as_str();
            let title = referential
                .competence(id)
                .map_or(id, |competence| competence.title.say(lang.tag()));
            let reason = say(lang, standing.reason.code(), &none);
            lines.push(format!(
                "  {}",
                jalon_messages::cli::standing(lang, title, word(standing.degree), &reason)
            ));
            competences.push(json!({"competence": id, "degree": word(standing.degree), "reason": standing.reason.code(), "certificates": standing.certificates}));
        }
        units.push(json!({"unit": unit.unit, "degree": word(unit.degree), "reason": unit.reason.code(), "accepts": unit.accepts, "certificates": unit.certificates, "competences": competences}));
    }
    let success = left_out.is_empty();
    Ok(Said {
        json: json!({"units": units, "not-counted": left_out}),
        text: lines.join("\n"),
        success,
    })
}
