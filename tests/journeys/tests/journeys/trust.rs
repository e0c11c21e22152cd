//! Whom the application knows: the three faces of a certificate, and whose questions a release holds.

use anyhow::Context;
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::open_badge::{Achievement, Badge, Profile, Subject, uuid_v4};
use jalon_credential::proof::{self, ProofOptions, Purpose};
use jalon_credential::{SecretKey, did};
use jalon_journeys::{Files, Result, Setting, Stage, View};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// A certificate about somebody, issued by a key under the name that it gives itself.
fn certificate(key: &SecretKey) -> Result<Vec<u8>> {
    let issuer = did::did_key(&key.public());
    let at = Timestamp::parse("2026-01-15T10:00:00Z").context("a date")?;
    let id = uuid_v4([5; 16]);
    let badge = Badge {
        id: id.clone(),
        name: "Sécurité routière".to_owned(),
        description: None,
        issuer: Profile {
            id: issuer,
            name: Some("Ministère de la confiance".to_owned()),
            ..Profile::default()
        },
        valid_from: at,
        valid_until: None,
        awarded: None,
        subject: Subject {
            id: Some(did::did_key(&SecretKey::from_seed([9; 32]).public())),
            achievement: Achievement {
                id,
                name: "Sécurité routière".to_owned(),
                description: "Connaît les règles".to_owned(),
                criteria: "Vingt questions en salle surveillée".to_owned(),
                ..Achievement::default()
            },
            ..Subject::default()
        },
        evidence: Vec::new(),
        status: None,
    };
    let document = badge
        .to_document()
        .map_err(|faults| anyhow::anyhow!("not a badge: {faults:?}"))?;
    let options = ProofOptions {
        verification_method: did::key_method(&key.public()),
        created: at,
        purpose: Purpose::AssertionMethod,
    };
    let waiting = proof::prepare(document, options)?;
    let signature = key.sign(waiting.bytes());
    Ok(jcs::value_to_vec(&waiting.complete(signature)?))
}

/// A build of the same application that knows this key alone.
fn knows_only(files: &mut Files, key: &SecretKey, name: &str) -> Result<()> {
    let known = files.0.keys().find(|path| path.starts_with("trust-")).cloned();
    let known = known.context("the site pins a list")?;
    let issuer = json!({"did": did::did_key(&key.public()), "name": name, "roles": ["certifier"]});
    let list = json!({"format": "jalon/trust-list@1", "issuers": [issuer]})
        .to_string()
        .into_bytes();
    let path = format!("trust-{}.json", Digest::of(&list));
    files.0.remove(&known);
    files.replace(&known, &path);
    files.0.insert(path, list);
    Ok(())
}

fn file(name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("jalon-{}-{name}", std::process::id()));
    fs::write(&path, bytes)?;
    Ok(path)
}

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
    let stage = Stage::with(|files| knows_only(files, &pinned, "Certificateur d’essai"))?;
    let by_pinned = certificate(&pinned)?;
    let changed = String::from_utf8(by_pinned.clone())?.replacen("Vingt questions", "Trente questions", 1);
    let (known, unknown, wrong) = (
        file("known.json", &by_pinned)?,
        file("unknown.json", &certificate(&stranger)?)?,
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
        knows_only(files, &SecretKey::from_seed([3; 32]), "Un autre")?;
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
