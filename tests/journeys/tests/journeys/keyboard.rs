//! A whole test by keyboard alone, from the trade to the attestation.

use jalon_journeys::{Browser, Result, Stage, View};
use thirtyfour::Key;

/// Goes to something by Tab, and presses Enter.
async fn enter(browser: &Browser, name: &str) -> Result<()> {
    browser.tab_to(name).await?;
    browser.key(Key::Enter).await
}

#[tokio::test]
async fn a_whole_test_by_keyboard_alone() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::DESKTOP).await?;
    browser.go("/").await?;
    browser.begun().await?;
    browser.see("Chauffeur VTC").await?;
    enter(&browser, "Chauffeur VTC").await?;
    for n in 1..=10 {
        browser.see(&format!("Question {n} sur 10")).await?;
        // The focus is on the question: the next stops are its tools, then its answers.
        browser
            .until("the focus on the question", || async {
                Ok(browser.focused().await?.contains(&format!("Question {n} sur 10")))
            })
            .await?;
        for _ in 0..30 {
            browser.key(Key::Tab).await?;
            let kind = browser
                .script("return document.activeElement.type ?? ''", vec![])
                .await?;
            if ["radio", "checkbox"].contains(&kind.as_str().unwrap_or_default()) {
                break;
            }
        }
        browser.key(Key::Space).await?;
        browser.see("Enregistré sur cet appareil").await?;
        enter(&browser, "Continuer").await?;
    }
    browser.see("Vous avez répondu à tout").await?;
    enter(&browser, "Rendre mon test").await?;
    browser.see("Votre résultat").await?;
    enter(&browser, "Garder mon attestation").await?;
    browser.see("Par moi").await?;
    browser.close().await
}
