//! What the rules of a protocol ask of the person: how they sit it, which the draw follows; their attempts before; time that each question and
//! the whole test have.

use jalon_journeys::{Key, Result, Stage, Theme, View};
use serde_json::json;

/// What the journals of the device hold of events of one kind: the needs with which attempts were begun.
const EVENTS: &str = "const open = indexedDB.open('jalon'); \
    const base = await new Promise((yes) => open.onsuccess = () => yes(open.result)); \
    const store = base.transaction('events').objectStore('events'); \
    const rows = await new Promise((yes) => { const asked = store.getAll(); asked.onsuccess = () => yes(asked.result); }); \
    base.close(); \
    return rows.map((row) => JSON.parse(row.body ?? row)).filter((event) => event.payload?.kind === arguments[0]) \
        .map((event) => (event.payload.needs ?? []).join(' '));";

#[tokio::test]
async fn needs_are_said_once_and_a_retry_waits_for_its_delay() -> Result<()> {
    let stage = Stage::open()?;
    let wide = View::DESKTOP.in_language("en-GB").in_theme(Theme::Dark);
    for view in [View::PHONE, wide] {
        let browser = stage.browser(view).await?;
        browser.go("/reglages").await?;
        browser.begun().await?;
        browser
            .press(browser.word("Comment vous passez les tests", "How you take tests"))
            .await?;
        browser
            .tab_to(browser.word(
                "sans distinguer certaines couleurs",
                "without telling some colours apart",
            ))
            .await?;
        browser.key(Key::Space).await?;
        browser
            .until("the need is kept", || async {
                Ok(browser.count("main input:checked").await? == 1)
            })
            .await?;
        browser.show("needs").await?;
        // Kept on the device: another page finds it.
        browser.go("/t/demo/selon-les-besoins").await?;
        browser.begun().await?;
        browser.press(browser.word("Commencer", "Start")).await?;
        browser
            .see(browser.word("Combien de lettres", "How many letters"))
            .await?;
        browser.answer(0).await?;
        assert_eq!(
            browser.script(EVENTS, vec![json!("started")]).await?,
            json!(["colour-blind"])
        );
        browser.go_on().await?;
        browser
            .press(browser.word("Rendre mon test", "Hand in my test"))
            .await?;
        browser.see(browser.word("Votre résultat", "Your result")).await?;
        // The page is left at once: what it was about to write would go with it.
        browser
            .until("the end is kept", || async {
                let closed = browser.script(EVENTS, vec![json!("closed")]).await?;
                Ok(closed.as_array().is_some_and(|closed| closed.len() == 1))
            })
            .await?;
        browser.go("/t/demo/selon-les-besoins").await?;
        browser.begun().await?;
        browser.press(browser.word("Commencer", "Start")).await?;
        browser
            .see(browser.word(
                "Vous pourrez recommencer ce test dans une heure.",
                "You can take this test again in one hour.",
            ))
            .await?;
        browser.show("again").await?;
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_question_has_its_time_and_a_test_its_least() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.go("/t/demo/temps").await?;
    browser.begun().await?;
    // Nobody meets a limit unawares.
    for limit in [
        "Tout le test : 1 minute au plus.",
        "Certains groupes de questions ont leur propre temps.",
        "Chaque question : 8 secondes au plus.",
        "Un temps minimum est demandé avant de continuer",
    ] {
        browser.see(limit).await?;
    }
    browser.show("limits").await?;
    browser.press("Commencer").await?;
    browser.see("Question 1 sur 3").await?;
    browser.answer(0).await?;
    let chosen = browser.chosen().await?;
    browser.see("Le temps de cette question est fini").await?;
    browser.show("time-of-question").await?;
    // What comes too late is refused, and what came in time stays.
    let other = "document.querySelectorAll('label.choice')[1].click()";
    browser.script(other, vec![]).await?;
    browser.see("Le temps est fini").await?;
    browser.go_on().await?;
    browser.press("Passer").await?;
    browser.see("Question 3 sur 3").await?;
    browser.press("Passer").await?;
    browser.press("Rendre mon test").await?;
    browser.see("C’est trop tôt").await?;
    browser.show("too-early").await?;
    assert_eq!(chosen.iter().filter(|on| **on).count(), 1);
    browser
        .until("the test may be handed in", || async {
            browser.press("Rendre mon test").await?;
            Ok(browser.text("main").await?.contains("Votre résultat"))
        })
        .await?;
    browser.close().await
}
