//! What is looked at before a test begins: how the person sits it, which the draw follows, and their attempts before, which the protocol counts.

use jalon_journeys::{Key, Result, Stage, Theme, View};

/// The needs that the journals of the device say their attempts were begun with.
const NEEDS: &str = "const open = indexedDB.open('jalon'); \
    const base = await new Promise((yes) => open.onsuccess = () => yes(open.result)); \
    const store = base.transaction('events').objectStore('events'); \
    const rows = await new Promise((yes) => { const asked = store.getAll(); asked.onsuccess = () => yes(asked.result); }); \
    base.close(); \
    return rows.map((row) => JSON.parse(row.body ?? row)).filter((event) => event.payload?.kind === 'started') \
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
            browser.script(NEEDS, vec![]).await?,
            serde_json::json!(["colour-blind"])
        );
        browser.go_on().await?;
        browser
            .press(browser.word("Rendre mon test", "Hand in my test"))
            .await?;
        browser.see(browser.word("Votre résultat", "Your result")).await?;
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
