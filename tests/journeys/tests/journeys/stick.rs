//! The verifier of one file, opened from a disk: no server, no network, the bundle inside.

use crate::certifier::{road_safety, signed_by};
use anyhow::{Context, bail};
use jalon_base::Timestamp;
use jalon_cli::trust::{Command, run};
use jalon_credential::status::{About, StatusEntry, StatusList, StatusPurpose};
use jalon_credential::{SecretKey, did};
use jalon_journeys::{Browser, Profile as Device, Result, Setting, View};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

const LIST: &str = "https://certificateur.example/revoked";

fn at(text: &str) -> Result<Timestamp> {
    Timestamp::parse(text).context("a date")
}

fn key() -> SecretKey {
    SecretKey::from_seed([41; 32])
}

fn certificate() -> Result<Vec<u8>> {
    let status = StatusEntry {
        list: LIST.to_owned(),
        purpose: StatusPurpose::Revocation,
        index: 7,
    };
    road_safety(&key(), Some(status))
}

fn list(revoked: bool) -> Result<Vec<u8>> {
    let mut list = StatusList::default();
    if revoked {
        list.set(7, StatusPurpose::Revocation, true)?;
    }
    let about = About {
        url: LIST,
        issuer: &did::did_key(&key().public()),
        purpose: StatusPurpose::Revocation,
        from: at("2026-01-20T00:00:00Z")?,
        until: None,
    };
    signed_by(&key(), list.to_document(&about))
}

/// The page that `cargo xtask dist` makes, with a bundle put into it as `jalon trust page` does.
fn page(folder: &Path) -> Result<PathBuf> {
    let Some(page) = std::env::var_os("JALON_STICK").map(PathBuf::from) else {
        bail!("this journey lacks the verifier of one file: `cargo xtask test journeys` makes it");
    };
    let bundle = folder.join("known.json");
    let known = json!({"did": did::did_key(&key().public()), "name": "Organisme connu", "roles": ["certifier"]});
    let known = json!({"format": "jalon/trust-list@1", "issuers": [known]});
    fs::write(&bundle, known.to_string())?;
    let output = folder.join("verifier.html");
    let command = Command::Page {
        bundle,
        page,
        at: None,
        output: output.clone(),
    };
    run(&command, jalon_messages::Lang::Fr)?;
    Ok(output)
}

/// Gives files to the page, all at once, and waits for one report of an outcome.
async fn gives(browser: &Browser, files: &[&Path], outcome: &str) -> Result<String> {
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    browser
        .give_file("input[type=file]", Path::new(&names.join("\n")))
        .await?;
    browser.find(&format!("section.{outcome}")).await?;
    let text = browser.text("section").await?;
    browser
        .script("document.querySelector('input[type=file]').value = ''", vec![])
        .await?;
    Ok(text)
}

#[tokio::test]
async fn a_stick_verifies_without_server_or_network() -> Result<()> {
    let folder = Device::fresh()?;
    let stick = folder.downloads();
    let page = page(&stick)?;
    let write = |name: &str, bytes: &[u8]| -> Result<PathBuf> {
        let path = stick.join(name);
        fs::write(&path, bytes)?;
        Ok(path)
    };
    let certificate = certificate()?;
    let genuine = write("certificate.json", &certificate)?;
    let forged = String::from_utf8(certificate)?.replacen("Connaît", "Maîtrise", 1);
    let forged = write("forged.json", forged.as_bytes())?;
    let (clear, revoked) = (
        write("clear.json", &list(false)?)?,
        write("revoked.json", &list(true)?)?,
    );

    let mut setting = Setting::find()?;
    // No name is resolved, no proxy answers: whatever the page asked for would fail, and be in the log.
    setting.flags.push("--proxy-server=127.0.0.1:9".to_owned());
    setting.flags.push("--host-resolver-rules=MAP * ~NOTFOUND".to_owned());
    let browser = Browser::start(
        &setting,
        &format!("file://{}", page.display()),
        View::PHONE,
        Device::fresh()?,
    )
    .await?;
    browser.offline(true).await?;
    browser.go("").await?;
    browser.find("body[data-ready=yes]").await?;

    let alone = gives(&browser, &[&genuine], "indeterminate").await?;
    assert!(
        alone.contains("Sécurité routière") && alone.contains("Organisme connu"),
        "{alone}"
    );
    let said = gives(&browser, &[&forged], "invalid").await?;
    assert!(!said.contains("Maîtrise"), "what is not verified is not shown: {said}");
    // The list stands beside the certificate, in whatever order both are given.
    let whole = gives(&browser, &[&genuine, &clear], "valid").await?;
    assert!(
        whole.contains("Organisme connu") && !whole.contains("Ministère"),
        "{whole}"
    );
    browser.picture("stick").await?;
    browser.assert_accessible("stick").await?;
    gives(&browser, &[&revoked, &genuine], "invalid").await?;
    browser.close().await
}
