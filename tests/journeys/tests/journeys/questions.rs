//! A whole test made of every kind of question, by keyboard alone, on the narrowest screen, in both languages, without network from the first
//! question on: each kind of screen before axe, nothing to scroll sideways, each answer kept.

use jalon_journeys::{Browser, Line, Result, Stage, Theme, View};
use std::collections::BTreeSet;
use std::path::Path;
use thirtyfour::{By, Key};

/// What the page offers to answer with, in the order of the page.
const CONTROLS: &str = "const main = document.querySelector('main'); \
    return [...main.querySelectorAll('label.choice input, select, input.field__input, textarea, input.range__input, .mover--down, .hot')] \
        .filter((control) => control.getAttribute('aria-disabled') !== 'true' && !control.closest('details')) \
        .map((control) => control.matches('label.choice input') ? 'choice' : control.matches('.range__input') ? 'range' \
            : control.matches('.mover') ? 'mover' : control.matches('.hot') ? 'hot' : control.localName + (control.inputMode ?? ''));";

/// Whether the page shows a picture, decoded, with its alternative.
const DRAWN: &str = "const drawn = [...document.querySelectorAll('main .figure__picture')]; \
    return drawn.length > 0 && drawn.every((picture) => picture.complete && picture.naturalWidth > 0 && picture.alt !== '');";

/// Goes by Tab to the next thing that answers.
async fn next_control(browser: &Browser) -> Result<()> {
    for _ in 0..60 {
        browser.key(Key::Tab).await?;
        let here = browser
            .script(
                "return document.activeElement.matches('label.choice input, select, input.field__input, textarea, input.range__input, .mover--down:not([aria-disabled]), .hot')",
                vec![],
            )
            .await?;
        if here == true {
            return Ok(());
        }
    }
    anyhow::bail!(
        "no Tab leads to something that answers; the focus is on « {} »",
        browser.focused().await?
    )
}

/// Answers the question on the screen by keys; gives what it offered.
async fn answer(browser: &Browser) -> Result<Vec<String>> {
    let read = browser.script(CONTROLS, vec![]).await?;
    let offered: Vec<String> = serde_json::from_value(read)?;
    // A radio group is one stop; so is each field of several. A list of words or of rows needs one.
    let mut last = "";
    for control in &offered {
        let again = control == last && ["choice", "mover", "hot"].contains(&control.as_str());
        last = control;
        if again {
            continue;
        }
        next_control(browser).await?;
        match control.as_str() {
            "choice" => browser.key(Key::Space).await?,
            "mover" | "hot" => browser.key(Key::Enter).await?,
            // A list is chosen from without being opened; a value goes up by one step.
            "select" => browser.key(Key::Down).await?,
            "range" => browser.key(Key::Right).await?,
            "inputdecimal" => browser.driver().action_chain().send_keys("12").perform().await?,
            _ => browser.driver().action_chain().send_keys("Paris").perform().await?,
        }
    }
    browser.key(Key::Tab).await?;
    browser
        .see(browser.word("Enregistré sur cet appareil", "Saved on this device"))
        .await?;
    Ok(offered)
}

/// Works out a sum beside the question, by keys: it answers nothing.
async fn calculator(browser: &Browser) -> Result<()> {
    browser.tab_to(browser.word("Calculatrice", "Calculator")).await?;
    browser.key(Key::Enter).await?;
    browser.tab_to(browser.word("Votre calcul", "Your sum")).await?;
    browser
        .driver()
        .action_chain()
        .send_keys("(12,5 + 3) * 4")
        .perform()
        .await?;
    browser.see("= 62").await?;
    browser.picture("calculator").await?;
    browser.assert_accessible("calculator").await?;
    // Put away: its keys stand between an answer and the next question.
    browser.tab_to(browser.word("Calculatrice", "Calculator")).await?;
    browser.key(Key::Enter).await
}

/// Hears the sound that goes with a question, by keys, until it may be played no more: only then can it be answered.
async fn hear(browser: &Browser) -> Result<()> {
    assert!(
        browser.script(CONTROLS, vec![]).await? == serde_json::json!([]),
        "heard first"
    );
    browser
        .see(browser.word("Vous pouvez l’écouter 2 fois", "You can play it 2 times"))
        .await?;
    browser.tab_to(browser.word("Écouter le son", "Play the sound")).await?;
    browser.key(Key::Enter).await?;
    browser.see(browser.word("Arrêter le son", "Stop the sound")).await?;
    browser.see(browser.word("encore une fois", "once more")).await?;
    // It came to its end by itself: it does make a sound here.
    browser.see(browser.word("Écouter encore", "Play it again")).await?;
    browser.key(Key::Enter).await?;
    browser
        .see(browser.word("Vous ne pouvez plus l’écouter", "You cannot play it any more"))
        .await?;
    browser.see(browser.word("Écouter encore", "Play it again")).await?;
    // Pressed once more, it stays silent.
    browser.key(Key::Enter).await?;
    assert!(
        !browser
            .text("main")
            .await?
            .contains(browser.word("Arrêter le son", "Stop the sound"))
    );
    Ok(())
}

/// Hands in a photo that tells where it was made, after a page that is no photo: the keyboard reaches the place, the browser's own window is left out.
async fn hand_in(browser: &Browser) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors/handed");
    browser
        .tab_to(browser.word("Choisir le fichier", "Choose the file"))
        .await?;
    let choose = |name: &'static str| {
        let path = folder.join(name).canonicalize();
        async move {
            let input = browser.driver().find(By::Css("main .drop__input")).await?;
            input.send_keys(path?.to_string_lossy()).await?;
            Ok::<(), anyhow::Error>(())
        }
    };
    choose("README.md").await?;
    browser
        .see(browser.word("n’est pas du bon genre", "not of the right kind"))
        .await?;
    choose("photo-with-position.jpg").await?;
    browser
        .see(browser.word("Votre fichier est gardé", "Your file is kept"))
        .await?;
    browser
        .until("the photo, upright", || async {
            let size = "const photo = document.querySelector('main img.figure__picture'); return photo && [photo.naturalWidth, photo.naturalHeight];";
            Ok(browser.script(size, vec![]).await? == serde_json::json!([96, 128]))
        })
        .await
}

async fn whole_test(stage: &Stage, view: View) -> Result<()> {
    let browser = stage.browser(view).await?;
    browser.go("/t/demo/toutes-les-questions").await?;
    browser.begun().await?;
    browser.press(browser.word("Commencer", "Start")).await?;
    let mut seen = Vec::new();
    let (mut pictures, mut tables, mut sounds, mut files) = (0, 0, 0, 0);
    browser.see(browser.word("Question 1 sur", "Question 1 of")).await?;
    browser.kept_for_offline().await?;
    stage.line(Line::Cut);
    let mut looked = BTreeSet::new();
    let first = browser.text("h1 .eyebrow").await?;
    let total: usize = first.rsplit(' ').next().unwrap_or_default().parse()?;
    for n in 1..=total {
        let title = if view.language.starts_with("fr") {
            format!("Question {n} sur {total}")
        } else {
            format!("Question {n} of {total}")
        };
        browser.see(&title).await?;
        browser
            .until("the focus on the question", || async {
                Ok(browser.focused().await?.contains(&title))
            })
            .await?;
        let sound = browser
            .script("return document.getElementById('plays') !== null", vec![])
            .await?
            == true;
        if sound {
            browser.picture(&format!("question-{n:02}-before")).await?;
            hear(&browser).await?;
            sounds += 1;
        }
        if browser.count("main .drop__input").await? > 0 {
            hand_in(&browser).await?;
            files += 1;
        }
        let offered = answer(&browser).await?;
        if n == 1 {
            calculator(&browser).await?;
        }
        browser.picture(&format!("question-{n:02}")).await?;
        assert!(!browser.scrolls_sideways().await?, "{title} scrolls sideways");
        let picture = browser.script(DRAWN, vec![]).await? == true;
        let table = browser
            .script("return document.querySelector('main table') !== null", vec![])
            .await?
            == true;
        pictures += usize::from(picture);
        tables += usize::from(table);
        // Screens that are made of the same things are looked at once.
        let mut parts = offered.clone();
        parts.dedup();
        if looked.insert((parts, picture, table, sound)) {
            browser.assert_accessible(&title).await?;
        }
        seen.extend(offered);
        browser.tab_to(browser.word("Continuer", "Continue")).await?;
        browser.key(Key::Enter).await?;
    }
    assert_eq!(pictures, 6, "each picture was drawn, and the photo");
    assert_eq!(tables, 1, "the table was drawn");
    assert_eq!((sounds, files), (1, 1), "the sound was heard, the photo handed in");
    for kind in ["choice", "select", "range", "mover", "hot", "inputdecimal", "textarea"] {
        assert!(seen.iter().any(|offered| offered == kind), "no {kind} among {seen:?}");
    }
    browser
        .see(browser.word("Vous avez répondu à tout", "You answered everything"))
        .await?;
    browser.picture("questions-review").await?;
    browser.assert_accessible("review").await?;
    browser
        .tab_to(browser.word("Rendre mon test", "Hand in my test"))
        .await?;
    browser.key(Key::Enter).await?;
    browser.see(browser.word("Votre résultat", "Your result")).await?;
    browser.picture("questions-result").await?;
    browser.assert_accessible("result").await?;
    stage.line(Line::Free);
    browser.close().await
}

#[tokio::test]
async fn every_kind_of_question_by_keyboard_alone() -> Result<()> {
    let stage = Stage::open()?;
    for (language, theme) in [("fr-FR", Theme::Light), ("en-GB", Theme::Dark)] {
        whole_test(&stage, View::NARROW.in_language(language).in_theme(theme)).await?;
    }
    Ok(())
}
