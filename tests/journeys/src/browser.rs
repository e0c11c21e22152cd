//! A headless Chromium with its driver, on a profile that outlives it.

use crate::processes::kill_tree;
use crate::{Profile, Setting, Theme, View};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

/// How long a page may take to do what is waited for; over a weak line, a first load is the longest.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser at work. Dropped without [`close`](Self::close), it is killed.
pub struct Browser {
    pub(crate) driver: WebDriver,
    pub(crate) setting: Setting,
    pub(crate) address: String,
    view: Cell<View>,
    process: Option<Child>,
    profile: Option<Profile>,
}

impl Browser {
    /// Starts a driver and a browser on this profile.
    ///
    /// # Errors
    /// One of them does not start.
    pub async fn start(setting: &Setting, address: &str, view: View, profile: Profile) -> Result<Self> {
        let (mut process, port) = driver(setting)?;
        let begun = Self::session(port, setting, view, &profile).await;
        let driver = match begun {
            Ok(driver) => driver,
            Err(error) => {
                kill_tree(process.id());
                let _ = process.wait();
                return Err(error);
            }
        };
        let browser = Self {
            driver,
            setting: setting.clone(),
            address: address.to_owned(),
            view: Cell::new(view),
            process: Some(process),
            profile: Some(profile),
        };
        browser.driver.set_page_load_timeout(PATIENCE).await?;
        browser.driver.set_script_timeout(PATIENCE).await?;
        browser.look(view).await?;
        Ok(browser)
    }

    async fn session(port: u16, setting: &Setting, view: View, profile: &Profile) -> Result<WebDriver> {
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&setting.chromium.to_string_lossy())?;
        for flag in &setting.flags {
            wanted.add_arg(flag)?;
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.user_data().display()))?;
        wanted.add_arg(&format!("--lang={}", view.language))?;
        wanted.add_arg(&format!("--window-size={},{}", view.width.max(500), view.height))?;
        wanted.add_experimental_option(
            "prefs",
            json!({
                "intl.accept_languages": view.language,
                "download.default_directory": profile.downloads(),
                "download.prompt_for_download": false,
            }),
        )?;
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let address = format!("http://127.0.0.1:{port}");
        WebDriver::new(&address, wanted).await.context("starting the browser")
    }

    /// The driver, for what has no helper.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// How the person looks at the page.
    #[must_use]
    pub fn view(&self) -> View {
        self.view.get()
    }

    /// Where the browser puts what a person saves.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.profile.as_ref().map(Profile::downloads).unwrap_or_default()
    }

    /// Sends a command of the DevTools protocol.
    ///
    /// # Errors
    /// The browser refuses it.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        self.driver
            .cdp()
            .send_raw(method, parameters)
            .await
            .with_context(|| format!("{method} in the browser"))
    }

    /// Changes the width, colours and motion of the device from now on. The language is that of the start.
    ///
    /// # Errors
    /// The browser refuses it.
    pub async fn look(&self, view: View) -> Result<()> {
        let metrics = json!({"width": view.width, "height": view.height, "deviceScaleFactor": view.scale(), "mobile": view.phone});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": view.phone}))
            .await?;
        self.devtools("Emulation.setLocaleOverride", json!({"locale": view.language}))
            .await?;
        let scheme = if view.theme == Theme::Dark { "dark" } else { "light" };
        let forced = if view.theme == Theme::Forced { "active" } else { "none" };
        let motion = if view.reduced_motion { "reduce" } else { "no-preference" };
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "forced-colors", "value": forced},
            {"name": "prefers-reduced-motion", "value": motion},
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features}))
            .await?;
        self.view.set(view);
        Ok(())
    }

    /// Tells the page that it is offline (`navigator.onLine`); the stage cuts the line itself.
    ///
    /// # Errors
    /// The browser refuses it.
    pub async fn offline(&self, offline: bool) -> Result<()> {
        self.devtools("Network.enable", json!({})).await?;
        let conditions = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.devtools("Network.emulateNetworkConditions", conditions).await?;
        Ok(())
    }

    /// Kills the browser at once (SIGKILL, all its processes); gives the profile as it was left.
    ///
    /// # Errors
    /// There is no browser any more.
    pub async fn kill(mut self) -> Result<Profile> {
        self.end();
        self.profile.take().context("the profile is gone")
    }

    /// Closes the browser as a person does; gives its profile.
    ///
    /// # Errors
    /// The browser does not answer any more.
    pub async fn leave(mut self) -> Result<Profile> {
        self.driver.clone().quit().await?;
        self.end();
        self.profile.take().context("the profile is gone")
    }

    /// Checks that nothing went wrong unseen, then closes the browser; the profile goes away.
    ///
    /// # Errors
    /// The page logged an error or broke the policy.
    pub async fn close(self) -> Result<()> {
        self.assert_no_trouble(&[]).await?;
        self.leave().await?;
        Ok(())
    }

    fn end(&mut self) {
        if let Some(mut process) = self.process.take() {
            // Else the library would ask the killed driver to end its session, and wait two minutes for the answer.
            let _ = self.driver.clone().leak();
            kill_tree(process.id());
            let _ = process.wait();
        }
    }

    /// What the browser logged as errors since the last call: uncaught errors, missing files, broken policy.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn troubles(&self) -> Result<Vec<String>> {
        let log = self.driver.browser_log().await?;
        Ok(log
            .into_iter()
            .filter(|entry| {
                let policy = ["Content Security Policy", "TrustedScript", "Trusted Type"]
                    .iter()
                    .any(|words| entry.message.contains(words));
                entry.level == "SEVERE" || policy
            })
            .map(|entry| entry.message)
            .collect())
    }

    /// Fails when the browser logged an error that holds none of the expected words.
    ///
    /// # Errors
    /// It did.
    pub async fn assert_no_trouble(&self, expected: &[&str]) -> Result<()> {
        let mut troubles = self.troubles().await?;
        troubles.retain(|trouble| !expected.iter().any(|words| trouble.contains(words)));
        if troubles.is_empty() {
            return Ok(());
        }
        bail!("the browser logged errors:\n{}", troubles.join("\n"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.end();
    }
}

/// How often a driver is started before the journey gives up.
const DRIVER_STARTS: usize = 5;

/// A driver that listens, and its port.
///
/// With `--port=0` the driver takes a free port of IPv4, then wants the same one of IPv6; when a
/// browser beside it took that in between, it ends. It is then started again, on another port.
fn driver(setting: &Setting) -> Result<(Child, u16)> {
    let mut said = String::new();
    for _ in 0..DRIVER_STARTS {
        let mut process = Command::new(&setting.driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting `{}`", setting.driver.display()))?;
        match driver_port(&mut process, &mut said) {
            Ok(Some(port)) => return Ok((process, port)),
            Ok(None) => {
                process.wait()?;
            }
            Err(error) => {
                kill_tree(process.id());
                process.wait()?;
                return Err(error);
            }
        }
    }
    bail!("the driver ended {DRIVER_STARTS} times before it gave its port; it said:\n{said}")
}

/// The port that the driver chose, as it says on its output; nothing when it ended before.
fn driver_port(process: &mut Child, said: &mut String) -> Result<Option<u16>> {
    let output = process.stdout.take().context("the driver has no output")?;
    let mut lines = BufReader::new(output).lines();
    for line in lines.by_ref() {
        let line = line?;
        if let Some((_, end)) = line.split_once("started successfully on port ") {
            // The rest is read away, or the driver would wait for a reader.
            std::thread::spawn(move || lines.for_each(drop));
            return Ok(Some(
                end.trim_end_matches('.').trim().parse().context("the driver's port")?,
            ));
        }
        said.push_str(&line);
        said.push('\n');
    }
    Ok(None)
}
