//! The application, served as people get it, at the end of a line.

use crate::{Browser, Line, Profile, Setting, View, line};
use anyhow::{Context, Result};
use axum::Router;
use jalon_cli::serve::{Site, router};
use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// A server with an address of its own; it stops with its owner.
pub struct Stage {
    setting: Setting,
    address: String,
    line: watch::Sender<Line>,
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

    /// Serves something else, such as a page that checks the helpers themselves.
    ///
    /// # Errors
    /// No port is free.
    pub fn serve(setting: Setting, app: Router) -> Result<Self> {
        let (line, state) = watch::channel(Line::Free);
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            let ports = run(app, state, stopped, &tell);
            if let Err(error) = ports {
                let _ = tell.send(Err(error));
            }
        });
        let port = told.recv().context("the server did not start")??.port();
        Ok(Self {
            setting,
            address: format!("http://localhost:{port}"),
            line,
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
    stopped: oneshot::Receiver<()>,
    tell: &mpsc::Sender<Result<SocketAddr>>,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let server = TcpListener::bind("127.0.0.1:0").await?;
        let front = TcpListener::bind("127.0.0.1:0").await?;
        let behind = server.local_addr()?;
        let _ = tell.send(Ok(front.local_addr()?));
        tokio::spawn(async move { axum::serve(server, app).await });
        tokio::select! {
            () = line::carry(front, behind, state) => {}
            _ = stopped => {}
        }
        Ok(())
    })
}
