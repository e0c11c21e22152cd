//! Whom the application knows: the three faces of a certificate, and whose questions a release holds.

use crate::certifier::{file, knows, road_safety};
use anyhow::Context;
use jalon_base::Digest;
use jalon_credential::{SecretKey, did};
use jalon_journeys::{Result, Setting, Stage, View};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

async fn verified(browser: &jalon_journeys::Browser, file: &Path, words: &str, face: &str) -> Result<()> {
    browser.drop_file("label.drop", file).await?;
    browser.see(words).await?;
    let faces = browser.count(".verdict__face").await?;
    let wanted = browser.count(&format!(".verdict__face--{face}")).await?;
    assert_eq!((faces, wanted), (1, 1), "one face, {face}");
    browser.show(&format!("face-{face}")).await
}

#[tokio::test]
async fn three_faces_and_only_a_pinned_issuer_is_known() -> Result<()> {
    let (pinned, stranger) = (SecretKey::from_seed([1; 32]), SecretKey::from_seed([2; 32]));
    let stage = Stage::with(|files| {
        knows(
            files,
            &[(&did::did_key(&pinned.public()), "Certificateur d’essai", "certifier")],
        )
    })?;
    let by_pinned = road_safety(&pinned, None)?;
    let changed = String::from_utf8(by_pinned.clone())?.replacen("Vingt questions", "Trente questions", 1);
    let (known, unknown, wrong) = (
        file("known.json", &by_pinned)?,
        file("unknown.json", &road_safety(&stranger, None)?)?,
        file("changed.json", changed.as_bytes())?,
    );
    let browser = stage.browser(View::PHONE).await?;
    browser.go("/v").await?;
    browser.begun().await?;
    browser.kept_for_offline().await?;
    browser.parts_kept().await?;
    stage.line(jalon_journeys::Line::Cut);
    browser.go("/v").await?;
    browser.begun().await?;
    verified(&browser, &known, "Vérifié et reconnu : Certificateur d’essai.", "known").await?;
    browser.show("verified-known").await?;
    verified(&browser, &unknown, "émis par un inconnu de cette page", "open").await?;
    let read = browser.text(".verdict").await?;
    assert!(
        !read.contains("Ministère"),
        "a name that a stranger gives himself is not shown: {read}"
    );
    verified(&browser, &wrong, "Refusé", "crossed").await?;
    for path in [known, unknown, wrong] {
        fs::remove_file(path)?;
    }
    browser.close().await
}

#[tokio::test]
async fn a_person_is_never_known_even_when_their_key_is_pinned() -> Result<()> {
    // The person's attestation first, to learn their key; then a build that pins it.
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.begin("Aide à domicile").await?;
    browser.finish().await?;
    browser.press("Garder mon attestation").await?;
    browser.see("Par moi").await?;
    browser.press("Télécharger le fichier").await?;
    let attestation = browser.downloaded(".json").await?;
    let holder: Value = serde_json::from_slice(&fs::read(&attestation)?)?;
    let holder = holder
        .pointer("/issuer/id")
        .and_then(Value::as_str)
        .context("an issuer")?;
    let key = jalon_credential::did::resolve_key(holder)?;
    let list = json!({"format": "jalon/trust-list@1",
        "issuers": [{"did": did::did_key(&key), "name": "Certificateur", "roles": ["certifier"]}]});
    let bytes = list.to_string().into_bytes();
    let other = Stage::with(|files| {
        let known = files.0.keys().find(|path| path.starts_with("trust-")).cloned();
        let known = known.context("the site pins a list")?;
        let path = format!("trust-{}.json", Digest::of(&bytes));
        files.0.remove(&known);
        files.replace(&known, &path);
        files.0.insert(path, bytes);
        Ok(())
    })?;
    let verifier = other.browser(View::PHONE).await?;
    verifier.go("/v").await?;
    verifier.begun().await?;
    verified(&verifier, &attestation, "émis par la personne elle-même", "open").await?;
    verifier.close().await?;
    browser.close().await
}

#[tokio::test]
async fn a_release_from_a_file_and_from_a_link_names_its_signer() -> Result<()> {
    let site = Setting::find()?.site;
    let release = site.join("releases/advf.jalon");
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.go("/t/vtc/tests").await?;
    browser.begun().await?;
    browser
        .see("Questions signées par Jalon, construction locale, reconnu ici.")
        .await?;
    browser.press("Ouvrir un fichier de questions").await?;
    browser.give_file("input[type=file]", &release).await?;
    browser.see("Aide à domicile").await?;
    browser.see("reconnu ici").await?;
    browser.close().await?;

    // The same questions for a reader who knows somebody else; one release is reached by its link alone.
    let bytes = fs::read(&release)?;
    let stage = Stage::with(|files| {
        knows(
            files,
            &[(
                &did::did_key(&SecretKey::from_seed([3; 32]).public()),
                "Un autre",
                "certifier",
            )],
        )?;
        let mut list: Value = serde_json::from_str(&files.text("releases/index.json")?)?;
        if let Some(releases) = list.pointer_mut("/releases").and_then(Value::as_array_mut) {
            releases.retain(|entry| entry.get("referential") != Some(&json!("advf")));
        }
        files
            .0
            .insert("releases/index.json".to_owned(), list.to_string().into_bytes());
        files.0.insert("releases/recue.jalon".to_owned(), bytes);
        Ok(())
    })?;
    let browser = stage.browser(View::PHONE).await?;
    browser.go("/t/recue/tests").await?;
    browser.begun().await?;
    browser.see("Questions signées par un inconnu").await?;
    browser.show("stranger").await?;
    assert!(
        browser.path().await?.len() > 64,
        "the release has an address of its own"
    );
    // It is at hand without a network, and the first screen says whose it is.
    browser.kept_for_offline().await?;
    stage.line(jalon_journeys::Line::Cut);
    browser.go("/").await?;
    browser.begun().await?;
    browser.see("Questions d’un inconnu").await?;
    browser.show("home-stranger").await?;
    // A stranger's questions are not asked before that was read.
    browser.press("Aide à domicile").await?;
    browser.see("Questions signées par un inconnu").await?;
    browser.press("Découverte").await?;
    browser.press("Commencer").await?;
    browser.see("Question 1 sur 10").await?;
    browser.leave().await?;
    Ok(())
}
