//! What happens to the device under a test: no room, no storage, another build, a clock that jumps, another app's window, a profile that
//! is erased, everything deleted.

use anyhow::Context;
use jalon_journeys::{Browser, Line, Result, Stage, View};
use serde_json::{Value, json};
use std::fs;

const VTC: &str = "Chauffeur VTC";

/// Runs a script in every page before anything else of it.
async fn before_pages(browser: &Browser, script: &str) -> Result<()> {
    browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": script}))
        .await?;
    Ok(())
}

/// The build of the page that is open.
async fn build(browser: &Browser) -> Result<String> {
    let read = "return document.querySelector('meta[name=jalon-build]').content";
    let build = browser.script(read, vec![]).await?;
    Ok(build.as_str().unwrap_or_default().to_owned())
}

/// Keeps the attestation of the test that has just ended; gives its issuer.
async fn attested(browser: &Browser) -> Result<String> {
    browser.press("Garder mon attestation").await?;
    browser.see("Par moi").await?;
    browser.press("Télécharger le fichier").await?;
    let path = browser.downloaded(".json").await?;
    let document: Value = serde_json::from_slice(&fs::read(&path)?)?;
    fs::remove_file(path)?;
    let issuer = document.pointer("/issuer/id").and_then(Value::as_str);
    Ok(issuer.context("an issuer")?.to_owned())
}

#[tokio::test]
async fn an_erased_profile_gets_its_key_back_from_the_twelve_words() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.begin("Aide à domicile").await?;
    browser.finish().await?;
    let issuer = attested(&browser).await?;
    browser.go("/abri").await?;
    browser.press("Montrer les mots").await?;
    browser.find("ol.words").await?;
    browser.show("words").await?;
    let words = browser
        .script(
            "return [...document.querySelectorAll('ol.words li')].map((li) => li.innerText.trim()).join(' ')",
            vec![],
        )
        .await?;
    let words = words.as_str().unwrap_or_default().to_owned();
    assert_eq!(words.split(' ').count(), 12, "{words}");

    let profile = browser.kill().await?;
    profile.erase()?;
    let browser = stage.browser_again(View::PHONE, profile).await?;
    browser.go("/abri").await?;
    browser.begun().await?;
    browser.find("#field-words").await?;
    // One word badly read is named, with the words that it may be.
    browser
        .write(
            "#field-words",
            &words.replacen(words.split(' ').next().unwrap_or_default(), "zzzz", 1),
        )
        .await?;
    browser.press("Retrouver mes affaires").await?;
    browser.see("zzzz").await?;
    browser.assert_accessible("words badly read").await?;
    browser.find("#field-words").await?.clear().await?;
    browser.write("#field-words", &words.to_uppercase()).await?;
    browser.press("Retrouver mes affaires").await?;
    browser.see("Votre clé est revenue").await?;
    browser.begin("Aide à domicile").await?;
    browser.finish().await?;
    assert_eq!(attested(&browser).await?, issuer, "the same key signs again");
    browser.close().await
}

#[tokio::test]
async fn a_full_device_says_so_and_loses_nothing() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.begin(VTC).await?;
    browser.answer(0).await?;
    browser.go_on().await?;
    browser.see("Question 2 sur 10").await?;
    let origin = stage.address();
    browser
        .devtools(
            "Storage.overrideQuotaForOrigin",
            json!({"origin": origin, "quotaSize": 1}),
        )
        .await?;
    // The browser believes for a while in the room that it had: answers are changed until it looks again.
    browser
        .until("an answer that finds no room", || async {
            let next = "const all = [...document.querySelectorAll('label.choice')]; \
                const at = all.findIndex((label) => label.querySelector('input').checked); \
                all[(at + 1) % all.length].click(); \
                await new Promise((yes) => setTimeout(yes, 300)); \
                return document.body.innerText.includes('Pas encore enregistré')";
            Ok(browser.script(next, vec![]).await? == json!(true))
        })
        .await?;
    browser.see("Il n’y a plus de place").await?;
    browser.show("full").await?;
    assert!(
        browser.chosen().await?.contains(&true),
        "the answer stays on the screen"
    );
    browser
        .devtools("Storage.overrideQuotaForOrigin", json!({"origin": origin}))
        .await?;
    browser.press("Réessayer").await?;
    browser.see("Enregistré sur cet appareil").await?;
    let chosen = browser.chosen().await?;
    let path = browser.path().await?;
    let profile = browser.kill().await?;
    let browser = stage.browser_again(View::PHONE, profile).await?;
    browser.go(&path).await?;
    browser.see("Question 2 sur 10").await?;
    assert_eq!(browser.chosen().await?, chosen, "nothing was lost");
    browser.close().await
}

#[tokio::test]
async fn a_browser_that_refuses_storage_says_so_and_the_test_still_goes_to_its_end() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    before_pages(
        &browser,
        "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no', 'SecurityError') }})",
    )
    .await?;
    browser.go("/").await?;
    browser.begun().await?;
    browser.see("Ce navigateur ne garde rien ici").await?;
    browser.press("Aide à domicile").await?;
    browser.see("Question 1 sur 10").await?;
    for place in 0..10 {
        browser
            .script("document.querySelectorAll('label.choice')[0].click()", vec![])
            .await?;
        browser.see("gardée dans cette page seulement").await?;
        if place == 0 {
            browser.show("refused").await?;
        }
        browser.go_on().await?;
    }
    browser.press("Rendre mon test").await?;
    browser.see("Votre résultat").await?;
    browser.close().await
}

#[tokio::test]
async fn an_attempt_ends_under_the_build_it_began_with_and_the_next_one_takes_the_new() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.begin(VTC).await?;
    browser.kept_for_offline().await?;
    browser.answer(0).await?;
    let (old, path) = (build(&browser).await?, browser.path().await?);
    let new = "b".repeat(old.len());
    // The next build: another name for itself and for its script, and the old script is not served any more.
    let next = Stage::with(|files| {
        let script = files
            .0
            .keys()
            .find(|path| path.starts_with("app-") && path.ends_with(".js"))
            .cloned();
        let script = script.context("a script")?;
        let mut bytes = files.0.remove(&script).unwrap_or_default();
        bytes.extend(b"\n// the next build\n");
        let renamed = format!("app-{new}.js");
        files.replace(&script, &renamed);
        files.0.insert(renamed, bytes);
        files.replace(&old, &new);
        Ok(())
    })?;
    stage.becomes(&next)?;
    // The pin is written by the service worker, a moment after the attempt began.
    browser
        .until("the pin of the attempt", || async {
            let pins = "return (await (await caches.open('jalon-pins')).keys()).length";
            Ok(browser.script(pins, vec![]).await? == json!(1))
        })
        .await?;
    browser.driver().refresh().await?;
    browser.see("Question 1 sur 10").await?;
    assert_eq!(build(&browser).await?, old);
    browser
        .until("the next build on the device", || async {
            // Whole, and waiting for every page of the old one to be closed.
            let waits = "return !!(await navigator.serviceWorker.getRegistration())?.waiting";
            Ok(browser.script(waits, vec![]).await? == json!(true))
        })
        .await?;

    // Everything is closed and opened again: the new build takes over, and the attempt stays with its own.
    let profile = browser.leave().await?;
    let browser = stage.browser_again(View::PHONE, profile).await?;
    browser
        .until("the new build", || async {
            browser.go("/a-propos").await?;
            browser.begun().await?;
            Ok(build(&browser).await? == new)
        })
        .await?;
    stage.line(Line::Cut);
    browser.go(&path).await?;
    browser.see("Question 1 sur 10").await?;
    assert_eq!(build(&browser).await?, old, "the attempt has pinned its build");
    browser.finish().await?;
    assert_eq!(build(&browser).await?, old);
    stage.line(Line::Free);
    browser.begin("Aide à domicile").await?;
    let another = browser.path().await?;
    assert_ne!(another, path);
    browser.driver().refresh().await?;
    browser.see("Question 1 sur 10").await?;
    assert_eq!(build(&browser).await?, new, "a new attempt takes the new build");
    browser.leave().await?;
    Ok(())
}

#[tokio::test]
async fn another_apps_window_is_named_and_the_way_out_shown() -> Result<()> {
    let stage = Stage::open()?;
    let android = "Mozilla/5.0 (Linux; Android 14; Pixel 7; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36";
    let apps = [
        ("Instagram", format!("{android} Instagram 312.0.0.37.103 Android"), true),
        (
            "Facebook",
            format!("{android} [FB_IAB/FB4A;FBAV/440.0.0.30.109;]"),
            true,
        ),
        (
            "TikTok",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 musical_ly_33.0".to_owned(),
            true,
        ),
    ];
    for (app, agent, out) in apps {
        let browser = stage.browser(View::PHONE).await?;
        browser
            .devtools(
                "Browser.grantPermissions",
                json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}),
            )
            .await?;
        browser.devtools("Network.enable", json!({})).await?;
        browser
            .devtools("Network.setUserAgentOverride", json!({"userAgent": agent}))
            .await?;
        browser.go("/").await?;
        browser.begun().await?;
        browser.see("Vous êtes dans une autre application").await?;
        browser.see(&format!("La fenêtre de {app}")).await?;
        let outside = browser.count("a[href^='intent://'], a[href^='x-safari-']").await?;
        assert_eq!(outside == 1, out);
        browser.show(&format!("inside-{app}")).await?;
        browser.press("Copier l’adresse").await?;
        browser.see("Adresse copiée").await?;
        let copied = browser
            .script("return await navigator.clipboard.readText()", vec![])
            .await?;
        assert_eq!(copied, json!(format!("{}/", stage.address())));
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_clock_that_jumps_takes_no_time_and_loses_nothing() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    // The device's clock is wrong by as many milliseconds as the page's storage says.
    before_pages(
        &browser,
        "{ const right = Date.now.bind(Date); Date.now = () => right() + Number(sessionStorage.getItem('wrong') ?? 0); }",
    )
    .await?;
    browser.go("/t/vtc/epreuve-blanche").await?;
    browser.begun().await?;
    browser.press("Commencer").await?;
    browser.press("Commencer cette partie").await?;
    browser.see("Question 1 sur 15").await?;
    let year = 366_i64 * 86_400_000;
    for (wrong, reload) in [(year, false), (-year, false), (year, true), (-year, true)] {
        browser
            .script("sessionStorage.setItem('wrong', arguments[0])", vec![json!(wrong)])
            .await?;
        if reload {
            browser.driver().refresh().await?;
        }
        browser.see("Question").await?;
        let before = browser.question().await?;
        browser.answer(0).await?;
        browser.go_on().await?;
        assert_ne!(browser.question().await?, before);
        let left = browser.text(".time-row__words").await?;
        let minutes: i64 = left
            .split(':')
            .next()
            .unwrap_or_default()
            .parse()
            .context("the time left")?;
        assert!((40..=45).contains(&minutes), "{left} are left of 45 minutes");
    }
    browser.driver().refresh().await?;
    browser.see("Question 5 sur 15").await?;
    browser.press("Mes réponses").await?;
    browser.see("Vos réponses").await?;
    let missing = browser.text(".notice").await?;
    assert!(missing.contains("11"), "four answers are kept: {missing}");
    browser.close().await
}

#[tokio::test]
async fn deleting_everything_in_two_taps_leaves_nothing() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.go("/reglages").await?;
    browser.begun().await?;
    browser.press("Sombres").await?;
    browser.begin(VTC).await?;
    browser.kept_for_offline().await?;
    browser.finish().await?;
    attested(&browser).await?;
    let left = "const bases = await indexedDB.databases(); \
        const workers = await navigator.serviceWorker.getRegistrations(); \
        return [bases.map((base) => base.name), await caches.keys(), Object.keys(localStorage), workers.length]";
    let before = browser.script(left, vec![]).await?;
    assert!(before.to_string().contains("jalon-vault"), "{before}");
    browser.go("/musette").await?;
    browser.press("Tout supprimer").await?;
    browser.press("Oui, tout supprimer").await?;
    browser.see("Tout est supprimé").await?;
    browser.show("deleted").await?;
    browser
        .until("nothing left", || async {
            Ok(browser.script(left, vec![]).await? == json!([[], [], [], 0]))
        })
        .await?;
    // And one begins anew.
    browser.press("Retour à l’accueil").await?;
    browser.begun().await?;
    browser.press(VTC).await?;
    browser.see("Question 1 sur 10").await?;
    browser.close().await
}
