//! The helpers keep their word, on a small page of their own: what breaks the policy is heard, what is not accessible is found, what
//! was stored survives a killed browser, and a cut line is cut.

#![allow(clippy::unwrap_used, reason = "tests are free of these rules")]

use anyhow::Result;
use jalon_cli::serve::{Site, router};
use jalon_journeys::{Line, Setting, Stage, Theme, View};

fn stage() -> Result<Stage> {
    let page = "<!doctype html><html lang=fr><head><meta name=viewport content='width=device-width'><title>Essai</title>\
        <link rel=stylesheet href=/style.css></head><body><main><h1>Essai</h1><p id=kept></p><p class=tint>Couleur</p>\
        <button id=keep>Garder</button> <button id=bad>Mal faire</button></main><script src=/page.js></script></body></html>";
    let script = "document.getElementById('keep').onclick = () => { localStorage.kept = 'oui'; show(); };\
        document.getElementById('bad').onclick = () => { document.querySelector('main').insertAdjacentHTML('beforeend', '<b>x</b>'); };\
        function show() { document.getElementById('kept').textContent = 'Gardé : ' + (localStorage.kept ?? 'non'); }\
        show();";
    let style = ".tint { color: #000 } @media (prefers-color-scheme: dark) { .tint { color: #777; background: #000 } }";
    let bad = "<!doctype html><html><head><title>x</title></head><body><img src=/none.svg></body></html>";
    let files = [
        ("index.html", page),
        ("page.js", script),
        ("style.css", style),
        ("bad.html", bad),
        ("favicon.ico", ""),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    Stage::serve(Setting::find()?, router(Site::from_files(files)))
}

#[tokio::test]
async fn trouble_is_heard() -> Result<()> {
    let stage = stage()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.go("/").await?;
    browser.see("Gardé : non").await?;
    browser.assert_no_trouble(&[]).await?;
    browser.press("Mal faire").await?;
    browser
        .until("a broken policy", || async {
            Ok(!browser.troubles().await?.is_empty())
        })
        .await?;
    browser.go("/bad.html").await?;
    browser
        .until("a missing file", || async {
            Ok(browser.troubles().await?.iter().any(|line| line.contains("404")))
        })
        .await?;
    assert!(
        browser
            .violations()
            .await?
            .iter()
            .any(|line| line.starts_with("image-alt"))
    );
    browser.leave().await?;
    Ok(())
}

#[tokio::test]
async fn what_was_stored_survives_a_killed_browser_and_not_an_erased_profile() -> Result<()> {
    let stage = stage()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.go("/").await?;
    browser.press("Garder").await?;
    browser.see("Gardé : oui").await?;
    // localStorage reaches the disk a little later than IndexedDB: closing properly is what flushes it.
    let profile = browser.leave().await?;
    let browser = stage.browser_again(View::PHONE, profile).await?;
    browser.go("/").await?;
    browser.see("Gardé : oui").await?;
    let profile = browser.kill().await?;
    let browser = stage.browser_again(View::PHONE, profile).await?;
    browser.go("/").await?;
    browser.see("Gardé : oui").await?;
    let profile = browser.kill().await?;
    profile.erase()?;
    let browser = stage.browser_again(View::PHONE, profile).await?;
    browser.go("/").await?;
    browser.see("Gardé : non").await?;
    browser.close().await
}

#[tokio::test]
async fn a_cut_line_is_cut_and_views_are_as_asked() -> Result<()> {
    let stage = stage()?;
    let browser = stage
        .browser(View::NARROW.in_theme(Theme::Dark).in_language("en-GB"))
        .await?;
    browser.go("/").await?;
    browser.see("Gardé").await?;
    let seen = browser
        .script(
            "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language, \
             getComputedStyle(document.querySelector('.tint')).color].join(' ')",
            vec![],
        )
        .await?;
    assert_eq!(seen.as_str().unwrap(), "320 true en-GB rgb(119, 119, 119)");
    browser.look(View::DESKTOP.in_theme(Theme::Forced)).await?;
    let seen = browser
        .script(
            "return [innerWidth, matchMedia('(forced-colors: active)').matches].join(' ')",
            vec![],
        )
        .await?;
    assert_eq!(seen.as_str().unwrap(), "1366 true");
    browser.assert_accessible("essai").await?;
    assert_eq!(browser.tab_to("Mal faire").await?, 2);
    browser.close().await?;
    stage.line(Line::Cut);
    let browser = stage.browser(View::PHONE).await?;
    // The browser shows its own page, which the driver calls now a success, now a failure.
    let _ = browser.go("/").await;
    browser.see("ERR_").await?;
    stage.line(Line::Weak);
    browser.go("/").await?;
    browser.see("Gardé").await?;
    browser.leave().await?;
    Ok(())
}
