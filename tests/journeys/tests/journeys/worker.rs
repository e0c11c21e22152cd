//! A worker's life: a test without a network, a killed browser, the same question again, an attestation that one changed byte refuses,
//! a musette that comes back from its copy.

use jalon_journeys::story::animate;
use jalon_journeys::{Line, Result, Stage, View};
use serde_json::json;
use std::fs;
use std::time::{Duration, Instant};

const VTC: &str = "Chauffeur VTC";

#[expect(
    clippy::disallowed_methods,
    reason = "a minute on a weak network is what is asked of the real thing"
)]
#[tokio::test]
async fn from_a_cold_link_to_the_first_answer_within_a_minute_and_eight_taps() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    stage.line(Line::Weak);
    let begin = Instant::now();
    browser.go("/").await?;
    browser.press(VTC).await?;
    browser.see("Question 1 sur 10").await?;
    browser.answer(0).await?;
    let spent = begin.elapsed();
    println!(
        "cold link to first answer kept: {:.1} s and 2 taps, on 400 kbit/s and 400 ms",
        spent.as_secs_f64()
    );
    assert!(spent <= Duration::from_secs(60), "{spent:?}");
    browser.close().await
}

#[tokio::test]
async fn without_network_killed_resumed_attested_and_refused_when_one_byte_changes() -> Result<()> {
    let stage = Stage::open()?;
    let mut story = Vec::new();
    let browser = stage.browser(View::PHONE).await?;
    browser.begin(VTC).await?;
    browser.kept_for_offline().await?;
    stage.line(Line::Cut);

    for _ in 0..4 {
        browser.answer_right().await?;
        browser.go_on().await?;
    }
    browser.answer(1).await?;
    let (path, question, chosen) = (
        browser.path().await?,
        browser.question().await?,
        browser.chosen().await?,
    );
    assert_eq!(question, "Question 5 sur 10");
    assert!(chosen.contains(&true));
    story.push(browser.told("1. The network is cut", "story-1-offline").await?);

    // The browser dies in the middle, with the network still cut.
    let profile = browser.kill().await?;
    let browser = stage.browser_again(View::PHONE, profile).await?;
    browser.go("/").await?;
    browser.see("Votre test vous attend").await?;
    story.push(
        browser
            .told("2. The browser was killed: all is there", "story-2-back")
            .await?,
    );
    browser.press("Reprendre").await?;
    browser.see("Question 5 sur 10").await?;
    assert_eq!(browser.path().await?, path);
    assert_eq!(browser.chosen().await?, chosen, "the answer is there");
    browser.finish().await?;
    story.push(
        browser
            .told("3. The result, and how sure it is", "story-3-result")
            .await?,
    );

    browser.press("Garder mon attestation").await?;
    browser.see("Par moi").await?;
    story.push(browser.told("4. Signed on the phone", "story-4-attestation").await?);
    browser.press("Télécharger le fichier").await?;
    let file = browser.downloaded(".json").await?;
    // The attestation is read again without what verifies everybody's; what no test needs waits for a network, and says so.
    browser.driver().refresh().await?;
    browser.see("Par moi").await?;
    assert!(!browser.has_parts().await?);
    // So do the words of another language: the page stays in the one that it has.
    browser.go("/reglages").await?;
    browser.press("English").await?;
    browser.see("Cette langue n’est pas encore sur cet appareil").await?;
    assert_eq!(browser.text("h1").await?, "Réglages");
    browser.go("/v").await?;
    browser.see("pas encore sur cet appareil").await?;
    browser.picture("part-missing").await?;
    browser.assert_accessible("a page that is not on the device").await?;
    browser
        .assert_no_trouble(&["ERR_", "verifier-", "shared-", "english-"])
        .await?;
    stage.line(Line::Free);
    browser.press("Réessayer").await?;
    browser.see("Choisir ou déposer le fichier").await?;
    browser.parts_kept().await?;
    stage.line(Line::Cut);
    browser.go("/reglages").await?;
    browser.press("English").await?;
    browser.see("Text size").await?;
    browser.press("Français").await?;
    browser.see("Taille du texte").await?;

    browser.go("/musette").await?;
    browser.see("Pas encore à l’abri").await?;
    browser.see("En partie").await?;

    browser.go("/v").await?;
    browser.give_file("input[type=file]", &file).await?;
    browser.see("la personne elle-même").await?;
    story.push(browser.told("5. Anyone can check it", "story-5-verified").await?);

    // The questions are cited by their digest: others are not them.
    let questions = |name: &str| stage.setting().site.join("releases").join(name);
    browser.give_file("input[type=file]", &questions("advf.jalon")).await?;
    browser.see("Pièce reçue").await?;
    browser.see("Refusé.").await?;
    browser.picture("evidence-other").await?;
    browser.give_file("input[type=file]", &questions("vtc.jalon")).await?;
    browser.see("la personne elle-même").await?;
    browser.picture("evidence").await?;

    let altered = file.with_file_name("altered.json");
    let text = fs::read_to_string(&file)?;
    fs::write(&altered, text.replacen("Ce n’est ni", "Ce n’est ny", 1))?;
    assert_ne!(text, fs::read_to_string(&altered)?);
    browser.give_file("input[type=file]", &altered).await?;
    browser.see("quelque chose a été changé").await?;
    story.push(
        browser
            .told("6. One letter changed: refused", "story-6-refused")
            .await?,
    );
    animate(&story, &stage.setting().screens.join("story.png"))?;
    browser.close().await
}

#[tokio::test]
async fn an_erased_profile_comes_back_from_its_copy_and_the_key_from_its_words() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.begin(VTC).await?;
    browser.finish().await?;
    // What no test needs is not loaded before the attestation, and is from then on.
    browser.kept_for_offline().await?;
    assert!(!browser.has_parts().await?);
    browser.press("Garder mon attestation").await?;
    browser.see("Par moi").await?;
    browser.parts_kept().await?;
    browser.go("/musette").await?;
    browser.see("Pas encore à l’abri").await?;
    browser.press("Garder une copie").await?;
    let copy = browser.downloaded(".json").await?;
    browser.see("À l’abri").await?;
    let kept = std::env::temp_dir().join(format!("jalon-copy-{}.json", std::process::id()));
    fs::copy(&copy, &kept)?;

    let profile = browser.kill().await?;
    profile.erase()?;
    let browser = stage.browser_again(View::PHONE, profile).await?;
    browser.go("/musette").await?;
    browser.see("Votre musette est vide").await?;
    browser.go("/abri").await?;
    browser.give_file("input[type=file]", &kept).await?;
    browser.see("1 attestation est revenue").await?;
    browser.go("/musette").await?;
    browser.see("Mes attestations").await?;
    browser.see("Découverte").await?;

    // What is not a copy changes nothing, and says so.
    let bad = kept.with_extension("bad.json");
    fs::write(&bad, "{\"format\": \"jalon/other@1\"}")?;
    browser.go("/abri").await?;
    browser.give_file("input[type=file]", &bad).await?;
    browser.see("n’est pas une copie de musette").await?;
    fs::remove_file(&bad)?;
    fs::remove_file(&kept)?;
    browser.close().await
}

#[tokio::test]
async fn a_second_tab_is_told_that_the_test_is_open_elsewhere() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::DESKTOP).await?;
    browser.begin(VTC).await?;
    browser.answer(0).await?;
    let path = browser.path().await?;
    let first = browser.driver().window().await?;
    let second = browser.driver().new_tab().await?;
    browser.driver().switch_to_window(second).await?;
    browser.go(&path).await?;
    browser.see("Ce test est ouvert dans une autre fenêtre").await?;
    browser.show("elsewhere").await?;
    browser.driver().close_window().await?;
    browser.driver().switch_to_window(first).await?;
    browser.go_on().await?;
    browser.see("Question 2 sur 10").await?;
    browser.close().await
}

#[tokio::test]
async fn answers_given_in_a_hurry_are_all_kept() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.begin("Aide à domicile").await?;
    // A question of one answer: another one takes its place, and something is always to be kept.
    while browser.count("label.choice input[type=radio]").await? < 4 {
        browser.answer(0).await?;
        browser.go_on().await?;
    }
    // A slow telephone, whose pages are drawn in several goes; two answers, the second while the first is being kept: a little later at
    // each turn.
    browser
        .devtools("Emulation.setCPUThrottlingRate", json!({"rate": 8}))
        .await?;
    let hurry = "const done = arguments[arguments.length - 1]; \
        const wait = (time) => new Promise((go) => setTimeout(go, time)); \
        const kept = () => document.querySelector('.saving').innerText.includes('Enregistré'); \
        (async () => { \
            for (let turn = 0; turn < 40; turn += 1) { \
                const options = document.querySelectorAll('label.choice input'); \
                options[turn % 2].click(); \
                const until = performance.now() + turn / 2; \
                while (performance.now() < until) await wait(0); \
                options[2 + (turn % 2)].click(); \
                for (let left = 400; left > 0 && !kept(); left -= 1) await wait(5); \
                if (!kept()) return `turn ${turn}: never kept`; \
            } \
            return 'kept'; \
        })().then(done)";
    let said = browser.script_async(hurry).await?;
    assert_eq!(said.as_str(), Some("kept"));
    browser.close().await
}

#[tokio::test]
async fn stopping_early_gives_an_honest_result_and_everything_can_be_deleted_in_two_taps() -> Result<()> {
    let stage = Stage::open()?;
    let browser = stage.browser(View::PHONE).await?;
    browser.begin("Aide à domicile").await?;
    browser.answer(2).await?;
    browser.go_on().await?;
    browser.press("Passer").await?;
    browser.see("Question 3 sur 10").await?;
    browser.press("Pause").await?;
    browser.see("En pause").await?;
    browser.press("Arrêter et voir mon résultat").await?;
    if browser.count("dialog[open]").await? > 0 {
        browser.press("Oui, arrêter").await?;
    }
    browser.see("Vous avez arrêté avant la fin").await?;
    browser.see("Pas mesuré").await?;
    browser.go("/musette").await?;
    browser.see("Mes tests").await?;
    browser.press("Tout supprimer").await?;
    browser.press("Oui, tout supprimer").await?;
    browser.see("Tout est supprimé").await?;
    browser.go("/musette").await?;
    browser.see("Votre musette est vide").await?;
    browser.close().await
}
