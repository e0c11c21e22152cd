//! Those who check certificates: every way to bring one, and what is asked of the network and when.

use crate::certifier::*;
use anyhow::Context;
use jalon_base::encoding::{base32, base64, base64url, unbase64url};
use jalon_base::jcs;
use jalon_journeys::{Files, Key, Line, Result, Stage, View};
use jalon_paper::{Packed, baked, symbol};
use jalon_testkit::certificate::{self, opening};
use ring::rand::SystemRandom;
use ring::rsa::{KeyPairComponents, PublicKeyComponents};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};

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
    // Over several codes, each opened by the telephone in a page of its own.
    for (place, (link, _)) in several.iter().enumerate() {
        browser.go("/").await?;
        browser.begun().await?;
        let fragment = link.split_once('#').context("a fragment")?.1;
        browser.go(&format!("/v#{fragment}")).await?;
        if place + 1 < several.len() {
            browser.see("D’autres codes de ce document restent à lire.").await?;
        }
    }
    face(&browser, &well, "known").await?;
    // A picture that was copied, pasted anywhere.
    browser.go("/").await?;
    browser.go("/v").await?;
    browser.begun().await?;
    browser.see("Coller un texte").await?;
    let paste = "const bytes = Uint8Array.from(atob(arguments[0]), (one) => one.charCodeAt(0)); \
                 const data = new DataTransfer(); data.items.add(new File([bytes], 'copie.png', { type: 'image/png' })); \
                 document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";
    browser.script(paste, vec![json!(base64(&code.png(6)))]).await?;
    browser.see("copie.png").await?;
    face(&browser, &well, "known").await?;
    browser.close().await
}

/// One picture of a camera, over and over: 1,280 by 720, a page with a code on it (YUV4MPEG2, mono).
fn camera(symbol: &symbol::Symbol) -> Result<Vec<u8>> {
    const WIDTH: usize = 1280;
    const HEIGHT: usize = 720;
    let side = symbol.size();
    let scale = (HEIGHT - 40) / (side + 8);
    let edge = scale * (side + 8);
    let (left, top) = ((WIDTH - edge) / 2, (HEIGHT - edge) / 2);
    let mut frame = vec![150_u8; WIDTH * HEIGHT];
    for y in 0..edge {
        for x in 0..edge {
            let (column, row) = ((x / scale).wrapping_sub(4), (y / scale).wrapping_sub(4));
            let dark = column < side && row < side && symbol.is_dark(column, row);
            *frame
                .get_mut((top + y) * WIDTH + left + x)
                .context("a place of the frame")? = if dark { 30 } else { 225 };
        }
    }
    let mut video = format!("YUV4MPEG2 W{WIDTH} H{HEIGHT} F5:1 Ip A1:1 C420jpeg\n").into_bytes();
    video.extend(b"FRAME\n");
    video.extend(&frame);
    // No colour.
    video.extend(vec![128; WIDTH * HEIGHT / 2]);
    Ok(video)
}

#[tokio::test]
async fn a_camera_reads_a_code_that_is_held_before_it() -> Result<()> {
    let certificate = issued(certificate::LISTS);
    let codes = symbol::codes(&Packed::of(&certificate)?, "https://verifier.example/v", 40)?;
    let (_, code) = codes.first().context("a code")?;
    let film = file("camera.y4m", &camera(code)?)?;
    let stage = Stage::with(|files| knows(files, &[(&certifier(), CERTIFIER, "certifier")]))?
        .flagged("--use-fake-device-for-media-stream".to_owned())
        .flagged("--use-fake-ui-for-media-stream".to_owned())
        .flagged(format!("--use-file-for-fake-video-capture={}", film.display()));
    let browser = verifier(&stage, View::PHONE).await?;
    browser.press("Ouvrir la caméra").await?;
    face(&browser, "Rien de faux, mais tout n’a pas pu être vérifié ici.", "open").await?;
    browser.see("Code lu par la caméra").await?;
    assert_eq!(
        browser.count("video").await?,
        0,
        "the camera is put out once the code is read"
    );
    browser.show("verify-camera").await?;
    browser.close().await
}

/// The RSA key of RFC 7515, appendix A.2.1.
fn rsa() -> Result<(RsaKeyPair, Value)> {
    let n = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pC\
             gNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg6\
             65xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRW\
             yuXpoQ";
    let d = "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_GO-pW\
             J1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2Qv\
             Xt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRu\
             OopznQ";
    let p = "4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNPY8cQn7ouZ2KKDc\
             mnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc";
    let q = "uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD66t62wDmpe_HlB-\
             TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc";
    let d_p = "BwKfV3Akq5_MFZDFZCnW-wzl-CCo83WoZvnLQwCTeDv8uzluRSnm71I3QCLdhrqE2e9YkxvuxdBfpT_PI7Yz-FOKnu1R6HsJeDCjn12Sk3vmAktV\
               2zb34MCdy7cpdTh_YVr7tss2u6vneTwrA86rZtu5Mbr1C1XsmvkxHQAdYo0";
    let d_q = "h_96-mK1R_7glhsum81dZxjTnYynPbZpHziZjeeHcXYsXaaMwkOlODsWa7I9xXDoRwbKgB719rrmI2oKr6N3Do9U0ajaHF-NKJnwgjMd2w9cjz3_\
               -kyNlxAr2v4IKhGNpmM5iIgOS1VZnOZ68m6_pbLBSp3nssTdlqvd0tIiTHU";
    let q_inv = "IYd7DHOhrWvxkwPQsRM2tOgrjbcrfvtQJipd-DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd_QJQ3ydy5cY7YIBi87w93IKLEdfnbJto\
                 OPLUW0ITrJReOgo1cq9SbsxYawBgfp_gh6A5603k2-ZQwVK0JKSHuLFkuQ3U";
    let bytes = |text: &str| unbase64url(text).context("base64url");
    let parts = KeyPairComponents {
        public_key: PublicKeyComponents {
            n: bytes(n)?,
            e: vec![1, 0, 1],
        },
        d: bytes(d)?,
        p: bytes(p)?,
        q: bytes(q)?,
        dP: bytes(d_p)?,
        dQ: bytes(d_q)?,
        qInv: bytes(q_inv)?,
    };
    let pair = RsaKeyPair::from_components(&parts).map_err(|fault| anyhow::anyhow!("no key: {fault}"))?;
    Ok((pair, json!({"e": "AQAB", "kty": "RSA", "n": n})))
}

/// A badge of another platform as a JSON Web Token, in its parts but for the signature.
fn of_a_platform(jwk: &Value, algorithm: &str) -> Result<(String, Value, Value)> {
    let issuer = format!("did:jwk:{}", base64url(&jcs::value_to_vec(jwk)));
    let mut document: Value = serde_json::from_slice(&issued(certificate::LISTS))?;
    let members = document.as_object_mut().context("an object")?;
    let profile = json!({"id": issuer, "type": ["Profile"], "name": "Une autre plateforme"});
    members.insert("issuer".to_owned(), profile);
    members.remove("proof");
    members.remove("credentialStatus");
    let header = json!({"alg": algorithm, "kid": format!("{issuer}#0"), "typ": "vc+jwt"});
    Ok((issuer, header, document))
}

#[tokio::test]
async fn a_token_signed_with_rsa_is_checked_by_the_browser() -> Result<()> {
    let (pair, jwk) = rsa()?;
    let (issuer, header, document) = of_a_platform(&jwk, "RS256")?;
    let part = |value: &Value| base64url(&jcs::value_to_vec(value));
    let signed = format!("{}.{}", part(&header), part(&document));
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        signed.as_bytes(),
        &mut signature,
    )
    .map_err(|_| anyhow::anyhow!("not signed"))?;
    let stage = Stage::with(|files| knows(files, &[(&issuer, "Autre plateforme", "certifier")]))?;
    let browser = verifier(&stage, View::PHONE).await?;
    let token = |signature: &[u8]| format!("{signed}.{}", base64url(signature));
    browser
        .drop_file(DROP, &file("badge-rsa.jwt", token(&signature).as_bytes())?)
        .await?;
    face(&browser, "Vérifié et reconnu : Autre plateforme.", "known").await?;
    if let Some(last) = signature.last_mut() {
        *last ^= 1;
    }
    browser
        .drop_file(DROP, &file("faux-rsa.jwt", token(&signature).as_bytes())?)
        .await?;
    face(&browser, "Refusé.", "crossed").await?;
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
    let (issuer, header, document) = of_a_platform(&jwk, "ES256")?;
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
    for (start, views) in View::by_language(false) {
        let browser = verifier(&stage, start).await?;
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
        browser.show_in(&views, "verified-open").await?;
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
        browser.show_in(&views, "verified-known").await?;
        browser.drop_file(DROP, &file("liste-9.json", &revoked)?).await?;
        face(&browser, word("Refusé.", "Refused."), "crossed").await?;
        browser.show_in(&views, "verified-revoked").await?;
        browser.close().await?;
    }
    Ok(())
}
