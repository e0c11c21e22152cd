//! Writes the site with the compressed form of every file, and tells what each weighs.

use super::Files;
use anyhow::{Context, Result};
use jalon_base::Digest;
use serde_json::json;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Largest size of the application, in bytes, Brotli, all files, releases apart (design, budgets).
pub const BUDGET: usize = 250 * 1000;

/// One file of the site.
#[derive(Debug, Clone)]
pub struct Part {
    /// Path without leading `/`.
    pub path: String,
    /// Size, in bytes.
    pub plain: usize,
    /// Size compressed with Brotli at its best; the plain one where compressing gains nothing.
    pub brotli: usize,
    /// SHA-256.
    pub digest: Digest,
}

/// The built site.
#[derive(Debug)]
pub struct Built {
    /// Its files.
    pub parts: Vec<Part>,
    /// Paths of the files that come on demand, after a test or in place of one.
    pub later: Vec<String>,
}

impl Built {
    /// Whether a file is part of the application; releases are counted apart, and nobody downloads the list of digests.
    fn counts(part: &Part) -> bool {
        !part.path.starts_with("releases/") && part.path != "build.json"
    }

    /// Size of what a test needs, from the link to the attestation, compressed with Brotli, in bytes: every file that is loaded by
    /// then, releases apart.
    pub fn application(&self) -> usize {
        self.whole() - self.on_demand().map(|part| part.brotli).sum::<usize>()
    }

    /// Size of all files, releases apart.
    pub fn whole(&self) -> usize {
        let counted = self.parts.iter().filter(|part| Self::counts(part));
        counted.map(|part| part.brotli).sum()
    }

    /// The parts that come on demand.
    pub fn on_demand(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| self.later.contains(&part.path))
    }

    /// Prints what each file weighs.
    pub fn print(&self) {
        println!("{:>9} {:>9}  file", "bytes", "brotli");
        for part in &self.parts {
            println!("{:>9} {:>9}  {}", part.plain, part.brotli, part.path);
        }
        println!(
            "{:>19}  the application for a test: every file from the link to the attestation, releases apart (budget {BUDGET})",
            self.application()
        );
        for part in self.on_demand() {
            println!("{:>19}  on demand: {}", part.brotli, part.path);
        }
        println!("{:>19}  all files, releases apart", self.whole());
    }
}

/// Writes the site in a folder, in place of what was there.
///
/// # Errors
/// The folder cannot be written; what was there is then still there.
pub fn write(site: &Files, later: &[String], folder: &Path) -> Result<Built> {
    let fresh = folder.with_extension("new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    let mut parts = Vec::new();
    for (path, bytes) in site {
        let file = fresh.join(path);
        let parent = file.parent().unwrap_or(&fresh);
        fs::create_dir_all(parent).with_context(|| format!("making `{}`", parent.display()))?;
        fs::write(&file, bytes)?;
        let mut smallest = bytes.len();
        if compressible(path) {
            let brotli = brotli(bytes)?;
            if brotli.len() < smallest {
                fs::write(fresh.join(format!("{path}.br")), &brotli)?;
                fs::write(fresh.join(format!("{path}.gz")), gzip(bytes)?)?;
                smallest = brotli.len();
            }
        }
        parts.push(Part {
            path: path.clone(),
            plain: bytes.len(),
            brotli: smallest,
            digest: Digest::of(bytes),
        });
    }
    let list: Vec<_> = parts
        .iter()
        .map(|part| json!({"path": part.path, "bytes": part.plain, "brotli": part.brotli, "sha256": part.digest.to_string()}))
        .collect();
    fs::write(
        fresh.join("build.json"),
        serde_json::to_vec_pretty(&json!({"format": "jalon/build@1", "files": list}))?,
    )?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::rename(&fresh, folder)?;
    Ok(Built {
        parts,
        later: later
            .iter()
            .map(|path| path.trim_start_matches('/').to_owned())
            .collect(),
    })
}

fn compressible(path: &str) -> bool {
    let packed = ["png", "webp", "jpg", "jpeg", "opus", "ogg", "mp3", "woff2"];
    !path
        .rsplit_once('.')
        .is_some_and(|(_, ending)| packed.contains(&ending))
}

/// Compressed with Brotli at its best.
///
/// # Errors
/// None in memory.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn compressed_forms_come_back() {
        let text = "Question 4 sur 10. ".repeat(200);
        let mut plain = Vec::new();
        brotli::Decompressor::new(brotli(text.as_bytes()).unwrap().as_slice(), 4096)
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, text.as_bytes());
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(gzip(text.as_bytes()).unwrap().as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, text.as_bytes());
    }

    #[test]
    fn releases_and_the_list_of_digests_are_counted_apart() {
        let part = |path: &str, brotli| Part {
            path: path.to_owned(),
            plain: 99,
            brotli,
            digest: Digest::of(b""),
        };
        let built = Built {
            parts: vec![
                part("index.html", 1),
                part("releases/a.jalon", 10),
                part("build.json", 100),
                part("sw.js", 1000),
                part("verifier.wasm", 10_000),
            ],
            later: vec!["verifier.wasm".to_owned()],
        };
        assert_eq!(built.application(), 1001);
        assert_eq!(built.whole(), 11_001);
    }
}
