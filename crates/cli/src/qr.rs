//! `jalon qr`: a certificate as codes on paper, and back.

use crate::files;
use crate::output::{Said, say};
use anyhow::{Result, bail};
use jalon_base::sorted::SortedMap;
use jalon_messages::Lang;
use jalon_paper::input::{self, Input, NotFound};
use jalon_paper::{Packed, baked, symbol};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What `jalon qr` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The certificate (JSON), or with `--read` what carries one: pictures of its codes, a baked badge, a link.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Where it goes: `….svg` or `….png`, numbered when one code is not enough; with `--read`, the certificate.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Address of the page that verifies, to which the codes link; it begins with `https://`.
    #[arg(long, required_unless_present = "read")]
    pub page: Option<String>,
    /// Finest version of a code, from 1 to 40: finer ones hold more, coarser ones are read from farther away.
    #[arg(long, default_value_t = symbol::FINEST, value_parser = clap::value_parser!(u8).range(1..=40))]
    pub finest: u8,
    /// Pixels of a module in a PNG file.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub scale: u8,
    /// Also bakes the certificate into each picture, as an Open Badge.
    #[arg(long)]
    pub bake: bool,
    /// Reads the certificate out of the files instead.
    #[arg(long, conflicts_with_all = ["page", "bake"])]
    pub read: bool,
}

/// Writes the codes of a certificate, or reads a certificate out of its codes.
///
/// # Errors
/// A file cannot be read or written, or the output is neither SVG nor PNG.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    if arguments.read {
        return read_back(arguments, lang);
    }
    let [file] = arguments.files.as_slice() else {
        bail!("one certificate at a time")
    };
    let kind = arguments
        .output
        .extension()
        .and_then(|kind| kind.to_str())
        .unwrap_or_default();
    if !["svg", "png"].contains(&kind) {
        bail!("the output has to end in `.svg` or `.png`");
    }
    let document = files::read(file)?;
    let page = arguments.page.as_deref().unwrap_or_default();
    let codes =
        Packed::of(&document).and_then(|packed| Ok((packed.len(), symbol::codes(&packed, page, arguments.finest)?)));
    let (bytes, codes) = match codes {
        Ok(codes) => codes,
        Err(fault) => return Ok(refused(lang, fault.code())),
    };
    let mut written = Vec::new();
    for (place, (link, symbol)) in codes.iter().enumerate() {
        let number = format!("{}/{}", place + 1, codes.len());
        let path = numbered(&arguments.output, place + 1, codes.len());
        let mut picture = if kind == "svg" {
            symbol.svg((codes.len() > 1).then_some(number.as_str())).into_bytes()
        } else {
            symbol.png(usize::from(arguments.scale))
        };
        if arguments.bake {
            let text = String::from_utf8(document.clone())?;
            let bake = if kind == "svg" {
                baked::bake_svg
            } else {
                baked::bake_png
            };
            picture = match bake(&picture, text.trim()) {
                Ok(picture) => picture,
                Err(fault) => return Ok(refused(lang, fault.code())),
            };
        }
        files::write(&path, &picture)?;
        written.push(json!({"file": path, "version": symbol.version(), "link": link}));
    }
    let finest = codes
        .iter()
        .map(|(_, symbol)| symbol.version())
        .max()
        .unwrap_or_default();
    let text = jalon_messages::cli::coded(lang, codes.len() as i64, i64::from(finest), bytes as i64);
    Ok(Said::done(json!({"bytes": bytes, "codes": written}), text))
}

/// The path of a code among several: `code.svg` becomes `code-2.svg`.
fn numbered(path: &Path, number: usize, count: usize) -> PathBuf {
    if count == 1 {
        return path.to_owned();
    }
    let part =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(
        "{}-{number}.{}",
        part(path.file_stem()),
        part(path.extension())
    ))
}

fn read_back(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let files: Vec<Vec<u8>> = arguments.files.iter().map(|path| bring(path)).collect::<Result<_>>()?;
    match input::read_all(&files) {
        Ok(Input { carrier, bytes }) => {
            files::write(&arguments.output, &bytes)?;
            let text = jalon_messages::cli::decoded(lang, &arguments.output.display().to_string());
            Ok(Said::done(
                json!({"carrier": carrier.as_str(), "file": arguments.output}),
                text,
            ))
        }
        Err(fault) => Ok(refused(lang, fault.code())),
    }
}

/// Bytes that a person names: of a file, or of the link itself when the name is one.
///
/// # Errors
/// The file cannot be read.
pub fn bring(path: &Path) -> Result<Vec<u8>> {
    match path.to_str() {
        Some(link) if link.starts_with("https://") && link.contains('#') => Ok(link.as_bytes().to_vec()),
        _ => files::read(path),
    }
}

/// The credential in what a person names.
///
/// # Errors
/// The file cannot be read; inside, why there is no credential in it.
pub fn credential(path: &Path) -> Result<Result<Input, NotFound>> {
    bring(path).map(|bytes| input::read(&bytes))
}

/// A refusal by its code.
#[must_use]
pub fn refused(lang: Lang, code: &'static str) -> Said {
    Said {
        json: json!({"code": code}),
        text: format!("{} [{code}]", say(lang, code, &SortedMap::new())),
        success: false,
    }
}
