//! Plots beside the figures: SVG files in a folder, when one is asked for.

pub mod people;
pub mod questions;
pub mod raters;

use crate::figures::Figures;
use anyhow::{Context, Result};
use jalon_messages::{Lang, plots as said};
use jalon_paper::plot::{self, At, Guide, Labels, Line, Numbers, Point, Row};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// Whether plots are wanted, and where.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Asked {
    /// Draws plots as SVG files into this folder.
    #[arg(long, value_name = "FOLDER", value_parser = writable)]
    pub plots: Option<PathBuf>,
}

/// A folder into which plots can be written, or can be once it is made: to be known before a long computation.
fn writable(text: &str) -> Result<PathBuf, String> {
    let folder = PathBuf::from(text);
    let there = folder.ancestors().find(|at| at.as_os_str().is_empty() || at.exists());
    let there = match there {
        Some(at) if !at.as_os_str().is_empty() => at,
        _ => Path::new("."),
    };
    if !there.is_dir() {
        return Err(format!("{} is not a folder", there.display()));
    }
    let probe = there.join(format!(".jalon.{}.tmp", std::process::id()));
    let made = fs::write(&probe, []).and_then(|()| fs::remove_file(&probe));
    made.map(|()| folder.clone())
        .map_err(|error| format!("nothing can be written into {}: {error}", there.display()))
}

/// The plots of a command, drawn and not yet written.
#[derive(Debug)]
pub struct Plots {
    lang: Lang,
    files: Vec<(String, String)>,
}

impl Asked {
    /// Figures that draw where plots are wanted.
    #[must_use]
    pub fn figures(&self, lang: Lang) -> Figures {
        let files = Vec::new();
        Figures::new(lang).drawing(self.plots.is_some().then_some(Plots { lang, files }))
    }

    /// Writes the plots that were drawn, and says which.
    ///
    /// # Errors
    /// The folder cannot be made, or a file not be written.
    pub fn save(&self, figures: &mut Figures) -> Result<()> {
        let (Some(folder), Some(plots)) = (&self.plots, figures.drawn()) else {
            return Ok(());
        };
        let _writing = crate::stop::writing();
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let mut names = Vec::new();
        for (name, svg) in plots.files {
            let path = folder.join(&name);
            crate::files::write(&path, svg.as_bytes())?;
            names.push(name);
        }
        let lang = figures.lang();
        figures.say(said::drawn(lang, names.len(), &folder.display().to_string()));
        figures.put("plots", json!(names));
        Ok(())
    }
}

/// What is written on a plot: words, and what its numbers are.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Its title.
    pub title: &'a str,
    /// What one sees in it.
    pub description: &'a str,
    /// What goes across.
    pub across: (&'a str, Numbers),
    /// What goes up; of rows, what they are.
    pub up: (&'a str, Numbers),
}

/// Words in their places.
#[must_use]
pub const fn words<'a>(
    title: &'a str,
    description: &'a str,
    across: (&'a str, Numbers),
    up: (&'a str, Numbers),
) -> Words<'a> {
    Words {
        title,
        description,
        across,
        up,
    }
}

impl Plots {
    /// The language of the words.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    fn labels<'b>(&self, words: Words<'b>) -> Labels<'b> {
        Labels {
            title: words.title,
            description: words.description,
            across: words.across.0,
            up: words.up.0,
            across_is: words.across.1,
            up_is: words.up.1,
            decimal: match self.lang {
                Lang::Fr => ',',
                Lang::En => '.',
            },
        }
    }

    /// Keeps a plot; one that has nothing to show makes no file.
    fn keep(&mut self, name: &str, svg: Option<String>) {
        if let Some(svg) = svg {
            self.files.push((format!("{name}.svg"), svg));
        }
    }

    /// Lines.
    pub fn lines(&mut self, name: &str, words: Words<'_>, lines: &[Line<'_>], guides: &[Guide<'_>]) {
        let svg = plot::lines(&self.labels(words), lines, guides);
        self.keep(name, svg);
    }

    /// Points with their names; `marks` says what an ordinary one is, and one that stands out.
    pub fn points(
        &mut self,
        name: &str,
        words: Words<'_>,
        points: &[Point<'_>],
        guides: &[Guide<'_>],
        marks: [&str; 2],
    ) {
        let svg = plot::scatter(&self.labels(words), points, guides, marks);
        self.keep(name, svg);
    }

    /// Rows with their names; `marks` as for points.
    pub fn rows(&mut self, name: &str, words: Words<'_>, rows: &[Row<'_>], guides: &[Guide<'_>], marks: [&str; 2]) {
        let svg = plot::rows(&self.labels(words), rows, guides, marks);
        self.keep(name, svg);
    }

    /// A histogram of values in about twenty bars at most.
    pub fn histogram(&mut self, name: &str, words: Words<'_>, values: &[f64], guides: &[Guide<'_>]) {
        self.bars(name, words, values, width(values), guides);
    }

    /// A histogram with bars of this width.
    pub fn bars(&mut self, name: &str, words: Words<'_>, values: &[f64], width: f64, guides: &[Guide<'_>]) {
        let svg = plot::histogram(&self.labels(words), &plot::bars(values, width), guides);
        self.keep(name, svg);
    }
}

/// An upright line with a name.
#[must_use]
pub const fn upright(at: f64, name: &str) -> Guide<'_> {
    Guide {
        at: At::Across(at),
        name,
    }
}

/// A file name that keeps the order: `question-007-q7`; letters and digits only, so that every system takes it.
#[must_use]
pub fn numbered(kind: &str, place: usize, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .take(40)
        .collect();
    let plain = plain.trim_matches('-');
    let dash = if plain.is_empty() { "" } else { "-" };
    format!("{kind}-{:03}{dash}{plain}", place + 1)
}

/// A round width that makes at most about twenty bars.
fn width(values: &[f64]) -> f64 {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut width = 1.0;
    while (high - low) / width > 20.0 && width < 1e9 {
        width *= if (high - low) / (2.0 * width) > 20.0 { 10.0 } else { 2.0 };
    }
    while (high - low) / width < 4.0 && high > low && width > 1e-6 {
        width *= 0.5;
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_widths() {
        assert_eq!(numbered("question", 6, "Où est Q7 ?"), "question-007-o--est-q7");
        assert_eq!(numbered("options", 0, "é"), "options-001");
        assert!((width(&[0.0, 30.0]) - 2.0).abs() < 1e-12);
        assert!((width(&[0.0, 1.0]) - 0.25).abs() < 1e-12);
        assert!((width(&[3.0, 3.0]) - 1.0).abs() < 1e-12);
    }
}
