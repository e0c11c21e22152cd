//! A Chromium with the driver of the same version.

use super::{apt, can_apt, on_path};
use crate::programs;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A browser and its driver.
#[derive(Debug)]
pub struct Browser {
    /// The browser.
    pub chromium: PathBuf,
    /// Its WebDriver.
    pub driver: PathBuf,
    /// Its version.
    pub version: String,
}

/// The Chromium of `JALON_CHROMIUM` and the driver of `CHROMEDRIVER`, or those on the PATH, or Debian's.
///
/// # Errors
/// One is missing and cannot be installed here, or their versions differ.
pub fn browser() -> Result<Browser> {
    if find().is_none() && can_apt() {
        println!("tools: no Chromium with its driver: installing Debian's");
        apt(&["chromium", "chromium-driver", "fonts-liberation"])?;
    }
    let Some((chromium, driver)) = find() else {
        bail!(
            "a Chromium and its driver are needed for the browser tests. On Debian: `apt-get install chromium chromium-driver` as root. \
             Elsewhere: install Chrome or Chromium and the chromedriver of the same version, on the PATH or named by `JALON_CHROMIUM` and \
             `CHROMEDRIVER`"
        );
    };
    let (version, of_driver) = (version(&chromium)?, version(&driver)?);
    let major = |version: &str| version.split('.').next().unwrap_or_default().to_owned();
    if major(&version) != major(&of_driver) {
        bail!(
            "`{}` is {version} and `{}` is {of_driver}: install the driver of the browser's version",
            chromium.display(),
            driver.display()
        );
    }
    Ok(Browser {
        chromium,
        driver,
        version,
    })
}

fn find() -> Option<(PathBuf, PathBuf)> {
    let named = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
    let chromium = named("JALON_CHROMIUM").or_else(|| {
        ["chromium", "chromium-browser", "google-chrome", "chrome"]
            .into_iter()
            .find_map(on_path)
    })?;
    let driver = named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    Some((chromium, driver))
}

/// The dotted number in what a program says of its version.
fn version(program: &Path) -> Result<String> {
    let said = programs::output(Command::new(program).arg("--version"))
        .with_context(|| format!("asking `{}` for its version", program.display()))?;
    said.split_whitespace()
        .find(|word| word.contains('.') && word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
        .with_context(|| format!("`{}` says `{said}` for its version", program.display()))
}
