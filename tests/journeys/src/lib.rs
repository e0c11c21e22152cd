//! What a browser journey needs: a stage that serves the application over a line that can be slow or cut, and a browser that can be
//! killed and come back.
//!
//! `cargo xtask test` builds the application, finds the browser and runs the journeys; run alone, they look for `target/site`, the
//! Chromium and the driver on the PATH, and axe-core in `.tools/`, and say which is missing.
//!
//! ```no_run
//! # use jalon_journeys::{Line, Stage, View};
//! # async fn journey() -> anyhow::Result<()> {
//! let stage = Stage::open()?;
//! let browser = stage.browser(View::PHONE).await?;
//! browser.go("/").await?;
//! stage.line(Line::Cut);
//! let profile = browser.kill().await?;
//! let browser = stage.browser_again(View::PHONE, profile).await?;
//! browser.assert_accessible("premier écran").await?;
//! browser.close().await
//! # }
//! ```

mod axe;
mod browser;
pub mod hall;
mod line;
mod page;
mod processes;
mod profile;
mod setting;
mod stage;
pub mod story;
mod view;
mod worker;

pub use browser::Browser;
pub use line::Line;
pub use profile::Profile;
pub use setting::Setting;
pub use stage::{Files, Stage};
pub use view::{Theme, View};

pub use anyhow::Result;
pub use thirtyfour::{By, Key, WebElement};
