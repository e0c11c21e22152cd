//! What a candidate may use beside a question, by keyboard alone: notes, a highlighter, struck-out answers, a strip to read in, a magnifier. None
//! of it is an answer.

use jalon_journeys::{Browser, Key, Result, Stage, Theme, View};
use serde_json::json;

/// How many notes the device keeps.
const NOTES: &str = "const open = indexedDB.open('jalon'); \
    const base = await new Promise((yes) => open.onsuccess = () => yes(open.result)); \
    const store = base.transaction('documents').objectStore('documents'); \
    const asked = store.count(IDBKeyRange.bound(['notes'], ['notes', []])); \
    const count = await new Promise((yes) => asked.onsuccess = () => yes(asked.result)); \
    base.close(); return count;";

async fn opened(browser: &Browser, french: &'static str, english: &'static str) -> Result<()> {
    browser.tab_to(browser.word(french, english)).await?;
    browser.key(Key::Enter).await
}

async fn notes(browser: &Browser) -> Result<i64> {
    Ok(browser.script(NOTES, vec![]).await?.as_i64().unwrap_or(-1))
}

#[tokio::test]
async fn tools_by_keyboard_alone() -> Result<()> {
    let stage = Stage::open()?;
    let wide = View::DESKTOP.in_language("en-GB").in_theme(Theme::Dark);
    for view in [View::NARROW, wide] {
        let browser = stage.browser(view).await?;
        browser.go("/t/demo/selon-les-besoins").await?;
        browser.begun().await?;
        browser.press(browser.word("Commencer", "Start")).await?;
        browser.see(browser.word("Question 1 sur 1", "Question 1 of 1")).await?;
        opened(&browser, "Mes notes", "My notes").await?;
        browser.tab_to(browser.word("Vos notes", "Your notes")).await?;
        browser.driver().action_chain().send_keys("2 + 2").perform().await?;
        browser
            .until("the notes are kept", || async { Ok(notes(&browser).await? == 1) })
            .await?;
        opened(&browser, "Surligner", "Highlight").await?;
        browser.key(Key::Tab).await?;
        browser.key(Key::Enter).await?;
        browser
            .until("a line is lit", || async {
                Ok(browser.count("main [data-lit]").await? == 1)
            })
            .await?;
        opened(&browser, "Barrer des réponses", "Strike answers out").await?;
        browser.tab_to(browser.word("Barrer B", "Strike out B")).await?;
        browser.key(Key::Enter).await?;
        browser
            .until("an answer is struck out", || async {
                Ok(browser.count("label[data-out]").await? == 1)
            })
            .await?;
        opened(&browser, "Règle de lecture", "Reading strip").await?;
        browser
            .tab_to(browser.word("Montrer la règle", "Show the strip"))
            .await?;
        browser.key(Key::Enter).await?;
        browser.find(".strip").await?;
        browser.key(Key::Tab).await?;
        browser.key(Key::Right).await?;
        opened(&browser, "Loupe", "Magnifier").await?;
        browser.key(Key::Tab).await?;
        browser.key(Key::Right).await?;
        let zoom = "return getComputedStyle(document.querySelector('main')).getPropertyValue('--zoom').trim();";
        assert_eq!(browser.script(zoom, vec![]).await?, json!("1.5"));
        browser.show("tools").await?;
        assert!(!browser.scrolls_sideways().await?, "the tools scroll sideways");
        // Without the strip, as the question is read.
        browser
            .tab_to(browser.word("Montrer la règle", "Show the strip"))
            .await?;
        browser.key(Key::Enter).await?;
        browser.show("tools-marked").await?;
        // What is struck out can be chosen all the same, and stays struck out.
        browser.answer(1).await?;
        assert_eq!(browser.count("label[data-out]").await?, 1);
        assert_eq!(browser.chosen().await?, [false, true, false]);
        browser.driver().refresh().await?;
        browser.begun().await?;
        browser.see(browser.word("Question 1 sur 1", "Question 1 of 1")).await?;
        opened(&browser, "Mes notes", "My notes").await?;
        let kept = "return document.querySelector('main textarea').value;";
        browser
            .until("the notes are there", || async {
                Ok(browser.script(kept, vec![]).await? == json!("2 + 2"))
            })
            .await?;
        browser.go_on().await?;
        browser
            .press(browser.word("Rendre mon test", "Hand in my test"))
            .await?;
        browser.see(browser.word("Votre résultat", "Your result")).await?;
        browser
            .until("the notes are gone", || async { Ok(notes(&browser).await? == 0) })
            .await?;
        browser.close().await?;
    }
    Ok(())
}
