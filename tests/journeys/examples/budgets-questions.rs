//! How long Chromium takes from the tap that leaves a question to the next one laid out, for each kind of question of the demonstration: the
//! median of five tests. Read by `cargo xtask bench`.

use jalon_journeys::{Result, Stage, View};
use jalon_testkit::kinds;
use serde_json::json;

/// Tests taken.
const TESTS: usize = 5;

/// Leaves the question, and gives the milliseconds until the next one stands on the page, laid out; the painting of it is not counted.
const NEXT: &str = "const button = [...document.querySelectorAll('main button')].find((button) => button.innerText.trim() === 'Passer'); \
    const seen = document.querySelector('h1').innerText; \
    const drawn = new Promise((done) => { \
        const watch = new MutationObserver(() => { \
            if (document.querySelector('h1')?.innerText !== seen) { watch.disconnect(); document.body.getBoundingClientRect(); done(performance.now()); } \
        }); \
        watch.observe(document.body, {childList: true, subtree: true, characterData: true}); \
    }); \
    const begun = performance.now(); \
    button.click(); \
    return await drawn - begun;";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let asked: Vec<&str> = kinds::ITEMS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !name.starts_with('n'))
        .collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); asked.len()];
    let stage = Stage::open()?;
    for _ in 0..TESTS {
        let browser = stage.browser(View::PHONE).await?;
        browser.go("/t/demo/toutes-les-questions").await?;
        browser.begun().await?;
        browser.press("Commencer").await?;
        browser.see(&format!("Question 1 sur {}", asked.len())).await?;
        // The first question comes with the page: what is measured is each that follows.
        for (place, times) in times.iter_mut().enumerate().skip(1) {
            let took = browser.script(NEXT, vec![json!(place)]).await?;
            times.extend(took.as_f64());
        }
        browser.close().await?;
    }
    for (name, times) in asked.iter().zip(&mut times).skip(1) {
        times.sort_by(f64::total_cmp);
        let median = times.get(times.len() / 2).copied().unwrap_or(f64::NAN);
        println!("question {name}, drawn in Chromium\t-\t{median:.1}\tms");
    }
    Ok(())
}
