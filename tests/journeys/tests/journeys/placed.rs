//! Tests whose questions follow the answers, to their result: sentences first, numbers on demand; each screen before axe, on a phone and on a
//! wide screen, in both languages, light and dark.

use jalon_journeys::{Browser, Result, Stage, Theme, View};

async fn ended(browser: &Browser) -> Result<bool> {
    let result = browser.word("Votre résultat", "Your result");
    Ok(browser.text("main").await?.trim_start().starts_with(result))
}

/// Answers until the result is there; every third answer is made to be wrong. Gives how many questions came.
async fn sit(browser: &Browser, address: &str) -> Result<usize> {
    browser.go(address).await?;
    browser.begun().await?;
    browser.press(browser.word("Commencer", "Start")).await?;
    let mut asked = 0;
    while asked < 60 {
        browser
            .until("a question or the result", || async {
                Ok(ended(browser).await?
                    || browser
                        .count("label.choice, main input, textarea, .figure + ul .hot")
                        .await?
                        > 0)
            })
            .await?;
        if ended(browser).await? {
            break;
        }
        if asked == 0 {
            browser.show("placed-question").await?;
        }
        browser.answer(asked).await?;
        browser.go_on().await?;
        asked += 1;
    }
    browser.see(browser.word("Votre résultat", "Your result")).await?;
    Ok(asked)
}

/// The result as it comes, then with everything opened.
async fn looked_at(browser: &Browser, name: &str) -> Result<()> {
    browser.show(name).await?;
    browser
        .script(
            "document.querySelectorAll('main details').forEach((more) => { more.open = true; })",
            vec![],
        )
        .await?;
    browser.show(&format!("{name}-opened")).await
}

#[tokio::test]
async fn a_test_that_classifies_says_how_often_it_errs() -> Result<()> {
    let stage = Stage::open()?;
    let wide = View::DESKTOP.in_language("en-GB").in_theme(Theme::Dark);
    for view in [View::PHONE, wide] {
        let browser = stage.browser(view).await?;
        let asked = sit(&browser, "/t/exemple-calcul/classement").await?;
        assert!((8..=24).contains(&asked), "{asked} questions");
        // A sentence for people, not a number of measurement.
        let errors = browser.word("Sur 100 personnes simulées, environ", "Of 100 simulated people, about");
        browser.see(errors).await?;
        // The numbers wait to be asked for.
        assert!(
            !browser
                .text("main")
                .await?
                .contains(browser.word("Échec à tort", "Wrongly failed"))
        );
        looked_at(&browser, "placed-decided").await?;
        let opened = browser.text("main").await?;
        for words in [
            browser.word("Échec à tort", "Wrongly failed"),
            browser.word(
                "tirée au sort parmi les plus utiles",
                "drawn by lot among the most useful",
            ),
            browser.word("Fin :", "End:"),
            browser.word("C’est un exemple inventé", "This is an invented example"),
        ] {
            assert!(
                opened.replace(['\u{a0}', '\u{202f}'], " ").contains(words),
                "« {words} » in {opened}"
            );
        }
        browser.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_positioning_on_guessed_parameters_says_a_band_and_no_verdict() -> Result<()> {
    let stage = Stage::open()?;
    let wide = View::DESKTOP.in_language("en-GB");
    for (view, address) in [
        (View::PHONE.in_theme(Theme::Dark), "/t/vtc/positionnement-adaptatif"),
        (wide, "/t/advf/positionnement-adaptatif"),
    ] {
        let browser = stage.browser(view).await?;
        sit(&browser, address).await?;
        let guessed = browser.word(
            "pas encore été réglées sur de vraies réponses",
            "not been tuned on real answers yet",
        );
        browser.see(guessed).await?;
        // Down to that sentence: the questions below may speak of percentages themselves.
        let whole = browser.text("main").await?;
        let (said, _) = whole.split_once(guessed).unwrap_or((&whole, ""));
        looked_at(&browser, "placed-bands").await?;
        for verdict in [
            browser.word("Seuil atteint", "Threshold reached"),
            browser.word("Seuil pas", "Threshold not"),
            "%",
        ] {
            assert!(!said.contains(verdict), "« {verdict} » in {said}");
        }
        browser.close().await?;
    }
    Ok(())
}
