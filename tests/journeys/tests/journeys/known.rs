//! Whom a reader adds by hand, whose a certificate is, and showing one's own to one person.

use crate::certifier::*;
use anyhow::Context;
use jalon_base::encoding::base32;
use jalon_base::{Timestamp, jcs};
use jalon_credential::bundle::{Bundle, Card};
use jalon_credential::did::did_key;
use jalon_credential::presentation::{self, Opening, Request};
use jalon_credential::proof::{ProofOptions, Purpose};
use jalon_credential::trust::{Issuer, Role};
use jalon_journeys::{Result, Stage, View};
use jalon_testkit::certificate::{self, certificate_to, key, opening};
use serde_json::{Value, json};
use std::fs;

#[tokio::test]
async fn a_certifier_is_added_by_hand_with_the_fingerprint_that_it_told() -> Result<()> {
    let stage = Stage::open()?;
    let certificate = issued(certificate::LISTS);
    let browser = verifier(&stage, View::PHONE).await?;
    browser
        .drop_file(DROP, &file("liste-3.json", &list(&certificate, false, 1)?.1)?)
        .await?;
    browser.see("Liste de révocation gardée").await?;
    browser
        .drop_file(DROP, &file("certificat-3.json", &certificate)?)
        .await?;
    face(&browser, "Vrai, mais émis par un inconnu de cette page.", "open").await?;
    let card = Card {
        did: certifier(),
        name: CERTIFIER.to_owned(),
        url: None,
    };
    let day = days_ago(30)?;
    let signed = certificate::signed_once(card.to_document(day), "certifier", day);
    browser.drop_file(DROP, &file("carte.json", &signed)?).await?;
    browser.see(&format!("Ajouter « {CERTIFIER} » ?")).await?;
    browser.show("verify-card").await?;
    browser.write("#field-fingerprint", "ABCD EFGH IJKL MNOP QRST").await?;
    browser.press("Comparer et ajouter").await?;
    browser
        .see("L’empreinte donnée n’est pas celle de cette carte.")
        .await?;
    browser.script("const field = document.querySelector('#field-fingerprint'); field.value = ''; field.dispatchEvent(new Event('input', {bubbles: true}));", vec![]).await?;
    browser
        .write(
            "#field-fingerprint",
            &card.fingerprint().to_lowercase().replace(' ', "-"),
        )
        .await?;
    browser.press("Comparer et ajouter").await?;
    browser
        .see(&format!("{CERTIFIER} est maintenant connu sur cet appareil."))
        .await?;
    face(&browser, &format!("Vérifié et reconnu : {CERTIFIER}."), "known").await?;
    // Kept on the device, and taken away again.
    browser.go("/v").await?;
    browser.begun().await?;
    browser.press("Qui cette page connaît").await?;
    browser.see("ajouté à la main").await?;
    browser.show("verify-whom").await?;
    browser
        .drop_file(DROP, &file("certificat-3.json", &certificate)?)
        .await?;
    face(&browser, &format!("Vérifié et reconnu : {CERTIFIER}."), "known").await?;
    browser.press("Retirer").await?;
    face(&browser, "Vrai, mais émis par un inconnu de cette page.", "open").await?;
    browser.close().await
}

#[tokio::test]
async fn a_bundle_of_the_pinned_root_is_kept_and_never_goes_back() -> Result<()> {
    let root = did_key(&key("root").public());
    let stage = Stage::with(|files| knows(files, &[(&root, "Racine", "root")]))?;
    let certificate = issued(certificate::LISTS);
    let bundle = |by: &str, sequence: u64, days: i64, name: &str| -> Result<Vec<u8>> {
        let issuer = Issuer {
            name: name.to_owned(),
            roles: [Role::Certifier].into_iter().collect(),
            ..Issuer::default()
        };
        let (from, until) = (days_ago(days)?, days_ago(-300)?);
        let bundle = Bundle {
            sequence,
            from,
            until,
            parties: vec![(certifier(), issuer)],
        };
        let address = format!("{}/confiance.json", stage.address());
        let document = bundle.to_document(&address, &did_key(&key(by).public()));
        Ok(certificate::signed_once(document, by, from))
    };
    let browser = verifier(&stage, View::PHONE).await?;
    browser
        .drop_file(DROP, &file("liste-4.json", &list(&certificate, false, 1)?.1)?)
        .await?;
    browser.see("Liste de révocation gardée").await?;
    browser
        .drop_file(DROP, &file("certificat-4.json", &certificate)?)
        .await?;
    face(&browser, "Vrai, mais émis par un inconnu de cette page.", "open").await?;
    browser
        .drop_file(DROP, &file("autre.json", &bundle("somebody", 9, 1, "Faux")?)?)
        .await?;
    browser.see("signée par quelqu’un d’autre que celui attendu").await?;
    browser
        .drop_file(
            DROP,
            &file("deux.json", &bundle("root", 2, 5, "Certificateur de la liste")?)?,
        )
        .await?;
    browser.see("Liste de confiance gardée sur cet appareil.").await?;
    face(&browser, "Vérifié et reconnu : Certificateur de la liste.", "known").await?;
    browser
        .drop_file(DROP, &file("un.json", &bundle("root", 1, 9, "Ancien")?)?)
        .await?;
    browser.see("plus ancienne que la dernière vue").await?;
    face(&browser, "Vérifié et reconnu : Certificateur de la liste.", "known").await?;
    browser.press("Qui cette page connaît").await?;
    browser.see("Liste de confiance n° 2").await?;
    browser.see("(5 jours)").await?;
    // The next one, where the last says that it is: asked for by a tap, and a newer one alone is taken.
    let next = bundle("root", 3, 0, "Certificateur renommé")?;
    let other = Stage::with(|files| {
        knows(files, &[(&root, "Racine", "root")])?;
        files.0.insert("confiance.json".to_owned(), next);
        Ok(())
    })?;
    stage.becomes(&other)?;
    browser.press("Demander la liste suivante").await?;
    face(&browser, "Vérifié et reconnu : Certificateur renommé.", "known").await?;
    browser.close().await
}

#[tokio::test]
async fn a_certificate_is_kept_by_its_holder_and_shown_to_one_person() -> Result<()> {
    let stage = Stage::with(|files| {
        let known = files.0.keys().find(|path| path.starts_with("trust-")).cloned();
        let known = files.text(&known.context("the site pins a list")?)?;
        let known: Value = serde_json::from_str(&known)?;
        let builder = known
            .pointer("/issuers/0/did")
            .and_then(Value::as_str)
            .context("an issuer")?;
        knows(
            files,
            &[(&certifier(), CERTIFIER, "certifier"), (builder, "Jalon", "certifier")],
        )
    })?;
    // The holder's own attestation says their key.
    let holder = stage.browser(View::PHONE).await?;
    holder.begin("Aide à domicile").await?;
    holder.finish().await?;
    holder.press("Garder mon attestation").await?;
    holder.see("Par moi").await?;
    holder.see("Scannez ce").await?;
    holder.show("attestation-code").await?;
    holder.press("Télécharger le fichier").await?;
    let attestation: Value = serde_json::from_slice(&fs::read(holder.downloaded(".json").await?)?)?;
    let did = attestation
        .pointer("/issuer/id")
        .and_then(Value::as_str)
        .context("an issuer")?;
    let certificate = certificate_to(did, certificate::LISTS, 4, NAME, french());
    holder.go("/v").await?;
    holder.begun().await?;
    holder.drop_file(DROP, &file("le-mien.json", &certificate)?).await?;
    holder.see("Ce certificat est le vôtre").await?;
    holder.press("Le garder dans ma musette").await?;
    holder.see("Il est dans votre musette").await?;
    holder.go("/musette").await?;
    holder.begun().await?;
    holder.see(&format!("Délivré par {CERTIFIER}")).await?;
    holder.show("satchel-certificate").await?;
    holder.press_at("a.door--sheet").await?;
    holder.see("en salle surveillée").await?;
    holder.see("Scannez ").await?;
    holder.show("certificate").await?;
    assert_eq!(sheets(&holder).await?, 1, "a certificate on one A4");
    // Asked by somebody, in another browser.
    let asker = verifier(&stage, View::PHONE).await?;
    asker
        .drop_file(DROP, &file("liste-7.json", &list(&certificate, false, 0)?.1)?)
        .await?;
    asker.see("Liste de révocation gardée").await?;
    asker
        .press("Demander à la personne de prouver que c’est le sien")
        .await?;
    asker.press("Tirer un nouveau texte").await?;
    asker.find("#field-challenge").await?;
    holder.press("Le montrer à quelqu’un").await?;
    for (from, to) in [
        ("#field-domain", "#field-present-domain"),
        ("#field-challenge", "#field-present-challenge"),
    ] {
        let text = asker
            .script(&format!("return document.querySelector('{from}').value"), vec![])
            .await?;
        holder.write(to, text.as_str().context("a text")?).await?;
    }
    holder.press("Faire le fichier").await?;
    let presentation = holder.downloaded("presentation.json").await?;
    asker.drop_file(DROP, &presentation).await?;
    face(
        &asker,
        "Présentation vérifiée : un certificat, montré par son porteur.",
        "known",
    )
    .await?;
    asker.close().await?;
    holder.close().await
}

#[tokio::test]
async fn the_person_is_recognised_and_nothing_of_it_is_kept() -> Result<()> {
    let stage = Stage::with(|files| knows(files, &[(&certifier(), CERTIFIER, "certifier")]))?;
    let certificate = issued(certificate::LISTS);
    let id: Value = serde_json::from_slice(&certificate)?;
    let (known, salt) = opening(NAME);
    let opening = json!({"certificate": id["id"], "value": known, "salt": base32(&salt)}).to_string();
    let browser = verifier(&stage, View::PHONE).await?;
    browser
        .drop_file(DROP, &file("certificat-5.json", &certificate)?)
        .await?;
    browser.press("Est-ce cette personne ?").await?;
    browser.see("il faut ce que seul le porteur possède").await?;
    browser
        .drop_file(DROP, &file("certificat-5.opening.json", opening.as_bytes())?)
        .await?;
    browser.see("Clé du nom reçue.").await?;
    browser.write("#field-person", "LOVELACE, Ada").await?;
    let born = "const field = document.querySelector('#field-born'); field.value = arguments[0]; field.dispatchEvent(new Event('input', {bubbles: true}));";
    browser.script(born, vec![json!("1990-12-11")]).await?;
    browser.press("Comparer").await?;
    browser
        .see("Non : ce nom et cette date ne sont pas ceux du certificat.")
        .await?;
    browser.script(born, vec![json!("1990-12-10")]).await?;
    browser.press("Comparer").await?;
    browser
        .see("Oui : c’est le nom et la date de la personne certifiée.")
        .await?;
    browser.show("verify-person").await?;
    // Neither what was typed nor the salt is on the device.
    let everything = "const opened = await new Promise((done) => { const asked = indexedDB.open('jalon'); asked.onsuccess = () => done(asked.result); });\
        const all = []; for (const name of opened.objectStoreNames) all.push(await new Promise((done) => {\
        const asked = opened.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => done(asked.result); }));\
        return JSON.stringify(all) + JSON.stringify(localStorage);";
    let kept = browser
        .script(&format!("return (async () => {{ {everything} }})();"), vec![])
        .await?;
    let kept = kept.as_str().context("what is kept")?.to_lowercase();
    for secret in ["lovelace", "1990-12-10", &base32(&salt)] {
        assert!(!kept.contains(secret), "`{secret}` was kept: {kept}");
    }
    browser.close().await
}

#[tokio::test]
async fn a_presentation_answers_the_text_that_was_given_for_it() -> Result<()> {
    let stage = Stage::with(|files| knows(files, &[(&certifier(), CERTIFIER, "certifier")]))?;
    let certificate = issued(certificate::LISTS);
    let browser = verifier(&stage, View::PHONE).await?;
    browser
        .drop_file(DROP, &file("liste-6.json", &list(&certificate, false, 0)?.1)?)
        .await?;
    browser.see("Liste de révocation gardée").await?;
    browser
        .press("Demander à la personne de prouver que c’est le sien")
        .await?;
    browser.press("Tirer un nouveau texte").await?;
    browser.find("#field-challenge").await?;
    let value = |id: &str| {
        let (browser, script) = (&browser, format!("return document.querySelector('{id}').value"));
        async move { browser.script(&script, vec![]).await }
    };
    let (domain, challenge) = (value("#field-domain").await?, value("#field-challenge").await?);
    let (domain, challenge) = (
        domain.as_str().context("a domain")?,
        challenge.as_str().context("a text")?,
    );
    browser.show("verify-ask").await?;
    let document: Value = serde_json::from_slice(&certificate)?;
    let (known, salt) = opening(NAME);
    let shown = |challenge: &str| -> Result<Vec<u8>> {
        let holder = key(NAME);
        let now = days_ago(0)?;
        let opening = Opening {
            certificate: document["id"].as_str().unwrap_or_default().to_owned(),
            value: Some(known.clone()),
            salt: base32(&salt),
        };
        let options = ProofOptions {
            verification_method: jalon_credential::did::key_method(&holder.public()),
            created: now,
            purpose: Purpose::Authentication,
        };
        let until = Timestamp::from_unix(now.unix() + 300).context("a date")?;
        let request = Request { domain, challenge };
        let waiting = presentation::prepare(vec![document.clone()], &[opening], options, request, until)?;
        let signature = holder.sign(waiting.bytes());
        Ok(jcs::value_to_vec(&waiting.complete(signature)?))
    };
    browser
        .drop_file(DROP, &file("copie.json", &shown("another text")?)?)
        .await?;
    face(&browser, "Présentation refusée.", "crossed").await?;
    browser.see("ne répond pas à la question posée").await?;
    browser
        .drop_file(DROP, &file("presentation.json", &shown(challenge)?)?)
        .await?;
    face(
        &browser,
        "Présentation vérifiée : un certificat, montré par son porteur.",
        "known",
    )
    .await?;
    browser.see("ada lovelace, 1990-12-10").await?;
    browser.show("verify-shown").await?;
    browser.close().await
}
