//! The application, served as people get it, at the end of a line.

use crate::{Browser, Line, Profile, Setting, View, line};
use anyhow::{Context, Result};
use axum::Router;
use jalon_cli::serve::{Site, router};
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// The files of a site by their path, without a leading slash.
#[derive(Debug, Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    /// Puts one text in the place of another, in every file that is a text.
    pub fn replace(&mut self, from: &str, to: &str) {
        for bytes in self.0.values_mut() {
            if let Ok(text) = std::str::from_utf8(bytes)
                && text.contains(from)
            {
                *bytes = text.replace(from, to).into_bytes();
            }
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// There is no such text.
    pub fn text(&self, path: &str) -> Result<String> {
        let bytes = self.0.get(path).with_context(|| format!("no file `{path}`"))?;
        Ok(String::from_utf8(bytes.clone())?)
    }
}

fn read(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.0.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// A server with an address of its own; it stops with its owner.
pub struct Stage {
    setting: Setting,
    address: String,
    line: watch::Sender<Line>,
    behind: watch::Sender<SocketAddr>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Stage {
    /// Serves the built application.
    ///
    /// # Errors
    /// Something that a journey needs is missing on this machine.
    pub fn open() -> Result<Self> {
        let setting = Setting::find()?;
        let site = Site::from_folder(&setting.site)?;
        Self::serve(setting, router(site))
    }

    /// Serves the built application with some of its files changed: another build, other releases, another list of known signers.
    ///
    /// # Errors
    /// As [`Stage::open`].
    pub fn with(change: impl FnOnce(&mut Files) -> Result<()>) -> Result<Self> {
        let setting = Setting::find()?;
        let mut files = Files::default();
        read(&setting.site, "", &mut files)?;
        // What was compressed is not what is changed.
        files
            .0
            .retain(|path, _| !path.ends_with(".br") && !path.ends_with(".gz"));
        change(&mut files)?;
        Self::serve(setting, router(Site::from_files(files.0)))
    }

    /// Serves something else, such as a page that checks the helpers themselves.
    ///
    /// # Errors
    /// No port is free.
    pub fn serve(setting: Setting, app: Router) -> Result<Self> {
        let (line, state) = watch::channel(Line::Free);
        let (behind, served) = watch::channel(SocketAddr::from(([127, 0, 0, 1], 0)));
        let place = behind.clone();
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            let ports = run(app, state, (place, served), stopped, &tell);
            if let Err(error) = ports {
                let _ = tell.send(Err(error));
            }
        });
        let port = told.recv().context("the server did not start")??.port();
        Ok(Self {
            setting,
            address: format!("http://localhost:{port}"),
            line,
            behind,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The address of the application, without a slash at its end.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Where things are on this machine.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Makes the line free, weak or cut, from now on.
    pub fn line(&self, line: Line) {
        self.line.send_replace(line);
    }

    /// Serves what another stage serves, from now on, at the same address: a new build of the application.
    ///
    /// # Errors
    /// The other stage has no address.
    pub fn becomes(&self, other: &Self) -> Result<()> {
        let address = other.address.replace("http://localhost", "127.0.0.1");
        self.behind.send_replace(address.parse()?);
        Ok(())
    }

    /// The browsers of this stage are started with one more flag.
    #[must_use]
    pub fn flagged(mut self, flag: String) -> Self {
        self.setting.flags.push(flag);
        self
    }

    /// A browser that nobody has used.
    ///
    /// # Errors
    /// The browser does not start.
    pub async fn browser(&self, view: View) -> Result<Browser> {
        self.browser_again(view, Profile::fresh()?).await
    }

    /// A browser on a profile that another one left.
    ///
    /// # Errors
    /// The browser does not start.
    pub async fn browser_again(&self, view: View, profile: Profile) -> Result<Browser> {
        Browser::start(&self.setting, &self.address, view, profile).await
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(
    app: Router,
    state: watch::Receiver<Line>,
    (place, served): (watch::Sender<SocketAddr>, watch::Receiver<SocketAddr>),
    stopped: oneshot::Receiver<()>,
    tell: &mpsc::Sender<Result<SocketAddr>>,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let server = TcpListener::bind("127.0.0.1:0").await?;
        let front = TcpListener::bind("127.0.0.1:0").await?;
        place.send_replace(server.local_addr()?);
        let _ = tell.send(Ok(front.local_addr()?));
        tokio::spawn(async move { axum::serve(server, app).await });
        tokio::select! {
            () = line::carry(front, served, state) => {}
            _ = stopped => {}
        }
        Ok(())
    })
}
