//! A step beside the others: a program of its own, whose words wait for its turn.
//!
//! The application is linked and optimised as one module, by one core, and other people's verifiers wait for the network: the other core would have
//! nothing to do.

use crate::programs::Counts;
use crate::{tools, web, workspace};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A step that runs, and the file of what it says.
pub struct Beside {
    step: &'static str,
    child: Child,
    said: PathBuf,
}

impl Beside {
    /// Begins a step of this program, whose path was asked before any step: the native tests build it anew, and the file that runs is then gone.
    /// What is built for the browser needs is installed first, since two may not install one thing at once.
    ///
    /// # Errors
    /// A tool is missing, the program cannot be started again.
    pub fn begin(program: &Path, step: &'static str) -> Result<Self> {
        tools::target(web::WASM)?;
        tools::library_sources()?;
        tools::wasm_bindgen()?;
        tools::wasm_opt()?;
        tools::terser()?;
        let folder = workspace::target().join("xtask");
        fs::create_dir_all(&folder)?;
        let said = folder.join(format!("{step}.log"));
        let log = File::create(&said).with_context(|| format!("writing {}", said.display()))?;
        let mut again = Command::new(program);
        again.args(["test", step]).stdin(Stdio::null());
        let child = again.stdout(log.try_clone()?).stderr(log).spawn();
        let child = child.with_context(|| format!("starting the step `{step}`"))?;
        println!("xtask: `{step}` begins beside the others; what it says comes in its turn");
        Ok(Self { step, child, said })
    }

    /// Waits for its end, shows what it said, and counts what its last line counts.
    ///
    /// # Errors
    /// It did not come to its last line.
    pub fn end(mut self) -> Result<Counts> {
        let status = self.child.wait()?;
        let said = fs::read(&self.said).with_context(|| format!("reading {}", self.said.display()))?;
        let said = String::from_utf8_lossy(&said);
        println!("{}", said.trim_end());
        match said.lines().next_back().and_then(counted) {
            Some(counts) if counts.failed > 0 || status.success() => Ok(counts),
            _ => bail!("`{}` failed ({status})", self.step),
        }
    }
}

/// What "N passed, N failed" counts.
fn counted(line: &str) -> Option<Counts> {
    let (passed, failed) = line.split_once(" passed, ")?;
    Some(Counts {
        passed: passed.parse().ok()?,
        failed: failed.strip_suffix(" failed")?.parse().ok()?,
    })
}
