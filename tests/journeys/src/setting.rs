//! Where the application, the browser and the tools are on this machine.

use anyhow::{Result, bail};
use std::env;
use std::path::{Path, PathBuf};

/// Where things are: named by `cargo xtask test` in the environment, or looked for in their usual places.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Folder of the built application.
    pub site: PathBuf,
    /// Chromium.
    pub chromium: PathBuf,
    /// Its WebDriver.
    pub driver: PathBuf,
    /// The script of axe-core.
    pub axe: PathBuf,
    /// Folder of the pictures.
    pub screens: PathBuf,
    /// Flags of Chromium.
    pub flags: Vec<String>,
    /// Whether every combination of language, theme and width is wanted, rather than one of each pair.
    pub whole_matrix: bool,
}

const FLAGS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
                     --disable-component-update --disable-sync --disable-dev-shm-usage";

impl Setting {
    /// What the environment names, or the usual places.
    ///
    /// # Errors
    /// Something is not there; the message names everything that is missing.
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .unwrap_or(Path::new("."));
        let named = |variable: &str| env::var_os(variable).map(PathBuf::from);
        let target = named("CARGO_TARGET_DIR").unwrap_or_else(|| root.join("target"));
        let programs = ["chromium", "chromium-browser", "google-chrome"];
        let setting = Self {
            site: named("JALON_SITE_FOLDER").unwrap_or_else(|| target.join("site")),
            chromium: named("JALON_CHROMIUM")
                .or_else(|| programs.iter().find_map(|name| on_path(name)))
                .unwrap_or_default(),
            driver: named("CHROMEDRIVER")
                .or_else(|| on_path("chromedriver"))
                .unwrap_or_default(),
            axe: named("JALON_AXE").unwrap_or_else(|| root.join(".tools/node_modules/axe-core/axe.min.js")),
            screens: named("JALON_SCREENS").unwrap_or_else(|| target.join("screens")),
            flags: env::var("JALON_CHROMIUM_FLAGS")
                .unwrap_or_else(|_| FLAGS.to_owned())
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            whole_matrix: env::var_os("JALON_WHOLE_MATRIX").is_some(),
        };
        let missing: Vec<&str> = [
            ("the application (target/site)", setting.site.join("index.html")),
            ("Chromium", setting.chromium.clone()),
            ("chromedriver", setting.driver.clone()),
            ("axe-core (.tools)", setting.axe.clone()),
        ]
        .into_iter()
        .filter(|(_, path)| !path.is_file())
        .map(|(what, _)| what)
        .collect();
        if !missing.is_empty() {
            bail!(
                "a browser journey lacks {}: `cargo xtask test journeys` gets what is missing",
                missing.join(", ")
            );
        }
        Ok(setting)
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}
