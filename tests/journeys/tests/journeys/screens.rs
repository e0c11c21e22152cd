//! Every screen, as a picture and before axe: each pair of language, theme and width (`cargo xtask soak` takes every combination).
//!
//! One tour a language; at each stop, the page is looked at in every width and theme.

use jalon_journeys::{Result, Stage, View};

async fn tour(stage: &Stage, start: View, views: &[View]) -> Result<()> {
    let browser = stage.browser(start).await?;
    let word = |french: &'static str, english: &'static str| browser.word(french, english);
    browser.go("/").await?;
    browser.begun().await?;
    browser.see(word("Votre métier", "Your trade")).await?;
    browser.show_in(views, "home").await?;
    browser.press(word("Aide à domicile", "Home help")).await?;
    browser.see(word("Question 1 sur 10", "Question 1 of 10")).await?;
    browser.show_in(views, "question").await?;
    browser.answer(0).await?;
    browser.show_in(views, "answered").await?;
    browser.press("Pause").await?;
    browser.show_in(views, "paused").await?;
    browser.press(word("Continuer le test", "Go on with the test")).await?;
    browser.go_on().await?;
    browser.press(word("Mes réponses", "My answers")).await?;
    browser.see(word("Vos réponses", "Your answers")).await?;
    browser.show_in(views, "review").await?;
    browser
        .press_at("main a[href*='/a/'], main ol button, main ul button")
        .await?;
    browser.finish().await?;
    browser.show_in(views, "result").await?;
    browser
        .press(word("Garder mon attestation", "Keep my attestation"))
        .await?;
    browser.see(word("Par moi", "By me")).await?;
    browser.show_in(views, "attestation").await?;
    browser.go("/t/vtc/epreuve-blanche").await?;
    browser.begun().await?;
    browser
        .press(word(
            "J’ai déjà un résultat qui compte",
            "I already have a result that counts",
        ))
        .await?;
    browser.show_in(views, "dispensation").await?;
    for (path, seen, name) in [
        ("/musette", word("Mes attestations", "My attestations"), "satchel"),
        ("/abri", word("Ma fiche de secours", "My recovery sheet"), "refuge"),
        ("/v", word("Vérifier", "Verify"), "verify"),
        ("/reglages", word("Réglages", "Settings"), "settings"),
        ("/a-propos", "Jalon", "about"),
        ("/pros", "jalon", "pros"),
        ("/rien", word("Il n’y a rien ici", "There is nothing here"), "nothing"),
    ] {
        browser.go(path).await?;
        browser.begun().await?;
        browser.see(seen).await?;
        browser.show_in(views, name).await?;
    }
    browser.close().await
}

#[tokio::test]
async fn every_screen_in_every_pair_of_language_theme_and_width() -> Result<()> {
    let stage = Stage::open()?;
    let whole = std::env::var_os("JALON_WHOLE_MATRIX").is_some();
    for (start, views) in View::by_language(whole) {
        tour(&stage, start, &views).await?;
    }
    Ok(())
}
