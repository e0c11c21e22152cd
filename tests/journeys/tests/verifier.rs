//! Those who check certificates: every way to bring one, what is asked of the network and when, whom they add by hand, and whose it is.

use anyhow::Context;
use jalon_base::encoding::{base32, base64url};
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::bundle::{Bundle, Card};
use jalon_credential::did::did_key;
use jalon_credential::presentation::{self, Opening, Request};
use jalon_credential::proof::{ProofOptions, Purpose};
use jalon_credential::status::{About, StatusList, StatusPurpose};
use jalon_credential::trust::{Issuer, Role};
use jalon_journeys::{Browser, Files, Key, Line, Result, Stage, View};
use jalon_paper::{Packed, baked, symbol};
use jalon_testkit::certificate::{self, Words, certificate_to, certificate_under, key, opening};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

const NAME: &str = "Ada Lovelace";
const CERTIFIER: &str = "Organisme certificateur";
const DROP: &str = "label.drop";

fn french() -> Words<'static> {
    Words {
        lang: "fr",
        name: "Certificat de compétences : Garde d’enfant",
        description: "Le certificateur atteste les compétences mesurées par cette épreuve.",
        criteria: "Réussir l’épreuve « Garde d’enfant ».",
    }
}

fn issued(lists: &str) -> Vec<u8> {
    certificate_under(lists, 2, NAME, french())
}

/// So many days before now, as the browser's clock has it.
fn days_ago(days: i64) -> Result<Timestamp> {
    Timestamp::from_unix(jalon_cli::key::now().unix() - days * 86_400).context("a date")
}

/// The list of a certificate, made so many days ago.
fn list(certificate: &[u8], revoked: bool, days: i64) -> Result<(String, Vec<u8>)> {
    let document: Value = serde_json::from_slice(certificate)?;
    let entry = document.pointer("/credentialStatus").context("a status")?;
    let text = |name: &str| entry.get(name).and_then(Value::as_str).context("an entry");
    let mut list = StatusList::default();
    list.set(text("statusListIndex")?.parse()?, StatusPurpose::Revocation, revoked)
        .map_err(|fault| anyhow::anyhow!("{fault}"))?;
    let (url, made) = (text("statusListCredential")?, days_ago(days)?);
    let about = About {
        url,
        issuer: &did_key(&key("certifier").public()),
        purpose: StatusPurpose::Revocation,
        from: made,
        until: None,
    };
    Ok((
        url.to_owned(),
        certificate::signed(list.to_document(&about), "certifier", made),
    ))
}

/// A build that knows these parties alone.
fn knows(files: &mut Files, parties: &[(&str, &str, &str)]) -> Result<()> {
    let known = files.0.keys().find(|path| path.starts_with("trust-")).cloned();
    let known = known.context("the site pins a list")?;
    let issuers: Vec<Value> = parties
        .iter()
        .map(|(did, name, role)| json!({"did": did, "name": name, "roles": [role]}))
        .collect();
    let list = json!({"format": "jalon/trust-list@1", "issuers": issuers})
        .to_string()
        .into_bytes();
    let path = format!("trust-{}.json", Digest::of(&list));
    files.0.remove(&known);
    files.replace(&known, &path);
    files.0.insert(path, list);
    Ok(())
}

fn certifier() -> String {
    did_key(&key("certifier").public())
}

fn file(name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("jalon-verifier-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    fs::write(&path, bytes)?;
    Ok(path)
}

/// How many sheets of A4 the page fills when it is printed.
async fn sheets(browser: &Browser) -> Result<usize> {
    let paper = json!({"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true});
    let answer = browser.devtools("Page.printToPDF", paper).await?;
    let data = answer.get("data").and_then(Value::as_str).context("a PDF")?;
    let pdf = jalon_base::encoding::unbase64(data).context("base64")?;
    let name = format!("printed-{}.pdf", browser.view().name());
    fs::write(file(&name, b"")?, &pdf)?;
    let text = String::from_utf8_lossy(&pdf);
    Ok(text.matches("/Type /Page").count() - text.matches("/Type /Pages").count())
}

async fn verifier(stage: &Stage, view: View) -> Result<Browser> {
    let browser = stage.browser(view).await?;
    browser.go("/v").await?;
    browser.begun().await?;
    browser
        .see(browser.word("Choisir ou déposer", "Choose or drop"))
        .await?;
    Ok(browser)
}

async fn face(browser: &Browser, words: &str, face: &str) -> Result<()> {
    browser.see(words).await?;
    browser
        .until(&format!("the face is {face}"), || async {
            Ok(browser.count(&format!(".verdict > .verdict__face--{face}")).await? == 1)
        })
        .await
}

#[tokio::test]
async fn a_certificate_is_known_by_a_list_that_came_along_then_refused_by_one_that_is_asked_for() -> Result<()> {
    let known = |files: &mut Files| knows(files, &[(&certifier(), CERTIFIER, "certifier")]);
    let stage = Stage::with(known)?;
    let certificate = issued(&format!("{}/statuts", stage.address()));
    let browser = verifier(&stage, View::PHONE).await?;
    browser.show("verify-empty").await?;
    browser.kept_for_offline().await?;
    browser.parts_kept().await?;
    // Without a network, and without its list: not all is known, and which part is said.
    stage.line(Line::Cut);
    browser.drop_file(DROP, &file("certificat.json", &certificate)?).await?;
    face(&browser, "Rien de faux, mais tout n’a pas pu être vérifié ici.", "open").await?;
    browser.see("La liste des certificats révoqués n’est pas là.").await?;
    browser.show("verify-no-list").await?;
    // The list that came along: nine days old, and said so.
    let (url, nine_days_old) = list(&certificate, false, 9)?;
    browser.drop_file(DROP, &file("liste.json", &nine_days_old)?).await?;
    face(&browser, &format!("Vérifié et reconnu : {CERTIFIER}."), "known").await?;
    browser.see("(liste de 9 jours)").await?;
    browser.see("habilitation non montrée").await?;
    browser.show("verify-known").await?;
    assert_eq!(sheets(&browser).await?, 1, "a verification on one A4");
    // Asked for, the address does not answer: what was known stays.
    browser.press("Mettre à jour").await?;
    browser.see("n’a pas répondu").await?;
    browser.see("(liste de 9 jours)").await?;
    // The list that the certifier publishes now says otherwise.
    let path = url
        .strip_prefix(stage.address())
        .context("a list of this site")?
        .trim_start_matches('/')
        .to_owned();
    let (_, revoked) = list(&certificate, true, 0)?;
    let other = Stage::with(|files| {
        known(files)?;
        files.0.insert(path, revoked);
        Ok(())
    })?;
    stage.becomes(&other)?;
    stage.line(Line::Free);
    browser.press("Mettre à jour").await?;
    face(&browser, "Refusé.", "crossed").await?;
    browser.see("L’émetteur a révoqué ce certificat").await?;
    browser.show("verify-revoked").await?;
    // The only trouble was the network that was cut.
    browser.assert_no_trouble(&["/statuts/revocations"]).await?;
    browser.leave().await?;
    Ok(())
}

#[tokio::test]
async fn pictures_and_links_of_a_certificate_are_read() -> Result<()> {
    let known = |files: &mut Files| knows(files, &[(&certifier(), CERTIFIER, "certifier")]);
    let stage = Stage::with(known)?;
    let certificate = issued(certificate::LISTS);
    let browser = verifier(&stage, View::PHONE).await?;
    let (_, fresh) = list(&certificate, false, 0)?;
    browser.drop_file(DROP, &file("liste-2.json", &fresh)?).await?;
    browser.see("Liste de révocation gardée sur cet appareil.").await?;
    let well = format!("Vérifié et reconnu : {CERTIFIER}.");
    // A badge baked into a picture, whose code says nothing.
    let packed = Packed::of(&certificate)?;
    let page = "https://verifier.example/v";
    let whole = symbol::codes(&packed, page, 40)?;
    let (link, code) = whole.first().context("a code")?;
    let menu = symbol::Symbol::of("https://example.org/menu", 5).context("a code")?;
    let text = String::from_utf8(certificate.clone())?;
    let png = baked::bake_png(&menu.png(4), &text)?;
    browser.drop_file(DROP, &file("badge.png", &png)?).await?;
    face(&browser, &well, "known").await?;
    let svg = baked::bake_svg(menu.svg(None).as_bytes(), &text)?;
    browser.drop_file(DROP, &file("badge.svg", &svg)?).await?;
    browser.see("badge.svg").await?;
    face(&browser, &well, "known").await?;
    // A picture that holds a code of something else, then one of the certificate.
    browser.drop_file(DROP, &file("menu.png", &menu.png(6))?).await?;
    browser.see("Ce n’est pas un lien de certificat").await?;
    browser
        .give_file("input[capture]", &file("code.png", &code.png(6))?)
        .await?;
    browser.see("code.png").await?;
    face(&browser, &well, "known").await?;
    // Over several codes, one after the other.
    let several = symbol::codes(&packed, page, 14)?;
    assert!(several.len() > 1, "one code is enough at version 14");
    for (place, (_, symbol)) in several.iter().enumerate() {
        browser
            .drop_file(DROP, &file(&format!("code-{place}.png"), &symbol.png(6))?)
            .await?;
        if place + 1 < several.len() {
            browser.see("D’autres codes de ce document restent à lire.").await?;
        }
    }
    browser.see(&format!("code-{}.png", several.len() - 1)).await?;
    face(&browser, &well, "known").await?;
    // The link itself: pasted, then as the camera of a telephone opens it.
    browser.go("/v").await?;
    browser.begun().await?;
    browser.press("Coller un texte").await?;
    browser.write("#field-paste", link).await?;
    browser.press("Vérifier ce texte").await?;
    face(&browser, &well, "known").await?;
    browser.go("/").await?;
    browser.begun().await?;
    let fragment = link.split_once('#').context("a fragment")?.1;
    browser.go(&format!("/v#{fragment}")).await?;
    browser.see("Lien du code QR").await?;
    face(&browser, &well, "known").await?;
    browser.close().await
}

#[tokio::test]
async fn a_token_is_checked_by_the_browser() -> Result<()> {
    let random = SystemRandom::new();
    let fault = |_| anyhow::anyhow!("no key");
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(fault)?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random)
        .map_err(|_| anyhow::anyhow!("no key"))?;
    let point = pair.public_key().as_ref();
    let (x, y) = (point.get(1..33).context("x")?, point.get(33..).context("y")?);
    let jwk = json!({"crv": "P-256", "kty": "EC", "x": base64url(x), "y": base64url(y)});
    let issuer = format!("did:jwk:{}", base64url(&jcs::value_to_vec(&jwk)));
    let mut document: Value = serde_json::from_slice(&issued(certificate::LISTS))?;
    document["issuer"] = json!({"id": issuer, "type": ["Profile"], "name": "Une autre plateforme"});
    let members = document.as_object_mut().context("an object")?;
    members.remove("proof");
    members.remove("credentialStatus");
    let header = json!({"alg": "ES256", "kid": format!("{issuer}#0"), "typ": "vc+jwt"});
    let part = |value: &Value| base64url(&jcs::value_to_vec(value));
    let token = |document: &Value| -> Result<String> {
        let signed = format!("{}.{}", part(&header), part(document));
        let signature = pair.sign(&random, signed.as_bytes()).map_err(fault)?;
        Ok(format!("{signed}.{}", base64url(signature.as_ref())))
    };
    let good = token(&document)?;
    let stage = Stage::with(|files| knows(files, &[(&issuer, "Autre plateforme", "certifier")]))?;
    let browser = verifier(&stage, View::PHONE).await?;
    browser.drop_file(DROP, &file("badge.jwt", good.as_bytes())?).await?;
    face(&browser, "Vérifié et reconnu : Autre plateforme.", "known").await?;
    let mut changed = document.clone();
    changed["name"] = json!("Autre chose");
    let (_, signature) = good.rsplit_once('.').context("a signature")?;
    let forged = format!("{}.{}.{signature}", part(&header), part(&changed));
    browser.drop_file(DROP, &file("faux.jwt", forged.as_bytes())?).await?;
    face(&browser, "Refusé.", "crossed").await?;
    browser.see("quelque chose a été changé").await?;
    browser.close().await
}

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
async fn a_certificate_is_verified_by_keyboard_alone() -> Result<()> {
    let stage = Stage::with(|files| knows(files, &[(&certifier(), CERTIFIER, "certifier")]))?;
    let certificate = issued(certificate::LISTS);
    let browser = verifier(&stage, View::PHONE).await?;
    browser.tab_to("Coller un texte").await?;
    browser.key(Key::Enter).await?;
    browser.tab_to("Texte à vérifier").await?;
    let codes = symbol::codes(&Packed::of(&certificate)?, "https://verifier.example/v", 40)?;
    browser
        .write("#field-paste", &codes.first().context("a link")?.0)
        .await?;
    browser.tab_to("Vérifier ce texte").await?;
    browser.key(Key::Enter).await?;
    face(&browser, "Rien de faux, mais tout n’a pas pu être vérifié ici.", "open").await?;
    for name in [
        "Est-ce cette personne ?",
        "Mettre à jour",
        "Imprimer",
        "Qui cette page connaît",
    ] {
        browser.tab_to(name).await?;
    }
    browser.close().await
}

#[tokio::test]
async fn every_state_in_every_pair_of_language_theme_and_width() -> Result<()> {
    let stage = Stage::with(|files| knows(files, &[(&certifier(), CERTIFIER, "certifier")]))?;
    let certificate = issued(certificate::LISTS);
    let (known, salt) = opening(NAME);
    let document: Value = serde_json::from_slice(&certificate)?;
    let opening = json!({"certificate": document["id"], "value": known, "salt": base32(&salt)}).to_string();
    let (clear, revoked) = (list(&certificate, false, 9)?.1, list(&certificate, true, 0)?.1);
    for view in View::matrix(false) {
        let browser = verifier(&stage, view).await?;
        let word = |french: &'static str, english: &'static str| browser.word(french, english);
        browser
            .drop_file(DROP, &file("certificat-8.json", &certificate)?)
            .await?;
        face(
            &browser,
            word("Rien de faux, mais tout", "Nothing is wrong, but not"),
            "open",
        )
        .await?;
        browser.show("verified-open").await?;
        browser.drop_file(DROP, &file("liste-8.json", &clear)?).await?;
        face(&browser, word("Vérifié et reconnu", "Verified and recognised"), "known").await?;
        browser
            .drop_file(DROP, &file("certificat-8.opening.json", opening.as_bytes())?)
            .await?;
        browser
            .see(word("Clé du nom reçue", "Key to the name received"))
            .await?;
        browser
            .press(word("Est-ce cette personne ?", "Is it this person?"))
            .await?;
        browser
            .press(word("Qui cette page connaît", "Whom this page knows"))
            .await?;
        browser.show("verified-known").await?;
        browser.drop_file(DROP, &file("liste-9.json", &revoked)?).await?;
        face(&browser, word("Refusé.", "Refused."), "crossed").await?;
        browser.show("verified-revoked").await?;
        browser.close().await?;
    }
    Ok(())
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
