//! A driver who has passed the taxi examination sits the two parts that are left, marks the written answers, and a mark that somebody
//! changed on the device does not count.

use jalon_journeys::{Browser, Result, Stage, View};
use serde_json::json;

/// The marks that the device keeps, as text.
const MARKS: &str = "const open = indexedDB.open('jalon'); \
    const base = await new Promise((yes) => open.onsuccess = () => yes(open.result)); \
    const store = base.transaction('documents', 'readwrite').objectStore('documents'); \
    const range = IDBKeyRange.bound(['mark'], ['mark', []]); \
    const ask = (request) => new Promise((yes) => request.onsuccess = () => yes(request.result)); \
    const keys = await ask(store.getAllKeys(range)); \
    const texts = await ask(store.getAll(range)); ";

/// A day so many days ago, written in the field as the browser gives it.
async fn day(browser: &Browser, days: u32) -> Result<()> {
    browser
        .script(
            "const field = document.querySelector('input[type=date]'); \
             field.value = new Date(Date.now() - arguments[0] * 86400000).toISOString().slice(0, 10); \
             field.dispatchEvent(new InputEvent('input', {bubbles: true}));",
            vec![json!(days)],
        )
        .await?;
    Ok(())
}

#[tokio::test]
async fn what_was_passed_elsewhere_is_not_sat_and_own_marks_are_signed() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.go("/t/vtc/epreuve-blanche").await?;
    browser.begun().await?;
    browser.press("J’ai déjà un résultat qui compte").await?;
    browser.see("Admissible à l’examen de taxi").await?;
    browser.see("article 5").await?;
    day(&browser, 3 * 366).await?;
    browser.see("Cette date est trop ancienne").await?;
    browser.assert_accessible("a result too old").await?;
    day(&browser, 100).await?;
    browser.see("Il vous reste 2 parties.").await?;
    browser.show("dispensed-claim").await?;
    browser.press("Commencer").await?;
    browser.press("Ce que vous ne passez pas").await?;
    browser.see("C — La sécurité routière").await?;
    browser.show("dispensed-parts").await?;
    let parts = browser.count("li.part").await?;
    assert_eq!(parts, 2, "F and G alone");

    browser.press("Commencer cette partie").await?;
    let mut written = 0;
    while !browser.path().await?.ends_with("/relire") {
        browser.find("h1 .eyebrow").await?;
        let before = (browser.path().await?, browser.question().await?);
        if browser.count("textarea").await? > 0 {
            browser.answer(0).await?;
            if written == 0 {
                browser.show("written").await?;
            }
            written += 1;
            browser.go_on().await?;
        } else {
            browser.press("Passer").await?;
            browser
                .until("what follows", || async {
                    Ok((browser.path().await?, browser.question().await?) != before)
                })
                .await?;
        }
    }
    browser.press("Rendre mon test").await?;
    browser.press("Arrêter et voir mon résultat").await?;
    browser.press("Oui, arrêter").await?;
    browser.see("Votre résultat").await?;
    browser.press("Ce que vous ne passez pas").await?;
    browser.see("Vous avez dit").await?;
    browser.show("dispensed-result").await?;

    assert!(written > 2, "the part has questions with written answers");
    let left = |count: usize| format!("{count} réponses à noter");
    browser.see(&left(written)).await?;
    browser.press_at("label.choice--several").await?;
    browser.show("marking").await?;
    browser.press("C’est noté").await?;
    browser.see(&left(written - 1)).await?;
    let kept = browser.script(&format!("{MARKS} return texts"), vec![]).await?;
    let kept = kept.to_string();
    assert!(
        kept.contains("jalon/signed@1") && kept.contains("did:key:") && kept.contains("candidate"),
        "{kept}"
    );
    browser.driver().refresh().await?;
    browser.see(&left(written - 1)).await?;

    // Somebody makes of the person's own mark one of an examiner, in the browser's storage.
    let cheat = format!(
        "{MARKS} const other = texts[0].replace('\"by\":\"candidate\"', '\"by\":\"marker\"'); \
         await ask(store.put(other, keys[0])); return other !== texts[0]"
    );
    let changed = browser.script(&cheat, vec![]).await?;
    assert_eq!(changed, json!(true));
    browser.driver().refresh().await?;
    browser.see("Une de vos notes a été changée").await?;
    browser.see(&left(written)).await?;
    browser.show("mark-altered").await?;
    browser.close().await
}
