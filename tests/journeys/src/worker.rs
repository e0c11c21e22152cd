//! What a worker does, as steps that journeys share: answering, reading where one is, coming back.

use crate::{Browser, Result};
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

impl Browser {
    /// Waits until the application itself is there, in place of its first paint.
    ///
    /// # Errors
    /// It does not come.
    pub async fn begun(&self) -> Result<()> {
        self.until("the application itself", || async {
            Ok(self.count("#boot").await? == 0)
        })
        .await
    }

    /// Answers the question on the screen: the option or the area of a picture at this place of the screen, or words in a field.
    ///
    /// # Errors
    /// The question has no such option, or the answer is not said to be kept.
    pub async fn answer(&self, place: usize) -> Result<()> {
        if self.count("label.choice, .figure + ul .hot").await? > 0 {
            let press = "const choices = document.querySelectorAll('label.choice'); \
                const all = choices.length ? choices : document.querySelectorAll('.figure + ul .hot'); \
                const label = all[arguments[0] % all.length]; label.scrollIntoView({block: 'center'}); label.click();";
            self.script(press, vec![json!(place)]).await?;
        } else {
            let field = if self.count("textarea").await? > 0 {
                "textarea"
            } else {
                "main input"
            };
            self.write(field, "12").await?;
            self.script("document.activeElement.blur()", vec![]).await?;
        }
        self.see(self.word("Enregistré sur cet appareil", "Saved on this device"))
            .await
    }

    /// Answers the question on the screen as its key says, from the referentials of this checkout.
    ///
    /// # Errors
    /// The question is not one of a referential, or the answer is not said to be kept.
    pub async fn answer_right(&self) -> Result<()> {
        let tidy = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let read = self
            .script(
                "const h1 = document.querySelector('h1').cloneNode(true); h1.querySelector('.eyebrow')?.remove(); \
                 return {prompt: h1.innerText || h1.textContent, \
                         options: [...document.querySelectorAll('label.choice')].map((label) => label.innerText)}",
                vec![],
            )
            .await?;
        let prompt = tidy(text_of(&read, "/prompt"));
        let right = right_answers()?
            .into_iter()
            .find(|(question, _)| tidy(question) == prompt)
            .with_context(|| format!("no referential asks « {} »", text_of(&read, "/prompt")))?
            .1;
        let options = read.pointer("/options").and_then(Value::as_array).context("options")?;
        for (place, option) in options.iter().enumerate() {
            let option = tidy(option.as_str().unwrap_or_default());
            // The option is read after its letter.
            if right
                .iter()
                .any(|words| option.ends_with(&tidy(words)) && option.len() <= tidy(words).len() + 8)
            {
                let press = "document.querySelectorAll('label.choice')[arguments[0]].click()";
                self.script(press, vec![json!(place)]).await?;
            }
        }
        self.see(self.word("Enregistré sur cet appareil", "Saved on this device"))
            .await
    }

    /// The French or the English words, as the view asks.
    #[must_use]
    pub fn word<'a>(&self, french: &'a str, english: &'a str) -> &'a str {
        if self.view().language.starts_with("fr") {
            french
        } else {
            english
        }
    }

    /// The question that is read now: "Question 4 sur 10".
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn question(&self) -> Result<String> {
        Ok(self.text("h1 .eyebrow").await?.trim().to_owned())
    }

    /// Goes on from the question on the screen and waits for the next screen.
    ///
    /// # Errors
    /// Nothing follows.
    pub async fn go_on(&self) -> Result<()> {
        let (path, question) = (self.path().await?, self.question().await?);
        self.press(self.word("Continuer", "Continue")).await?;
        self.until("what follows", || async {
            Ok(self.path().await? != path || self.question().await? != question)
        })
        .await
    }

    /// Whether the option at a place is chosen, for every option of the question on the screen.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn chosen(&self) -> Result<Vec<bool>> {
        let read = self
            .script(
                "return [...document.querySelectorAll('label.choice input')].map((input) => input.checked)",
                vec![],
            )
            .await?;
        Ok(read
            .as_array()
            .context("a list")?
            .iter()
            .map(|value| value == &Value::Bool(true))
            .collect())
    }

    /// Begins the ten questions of a trade from the first screen and waits for the first one.
    ///
    /// # Errors
    /// There is no such trade.
    pub async fn begin(&self, trade: &str) -> Result<()> {
        self.go("/").await?;
        self.begun().await?;
        self.press(trade).await?;
        self.see(self.word("Question 1 sur 10", "Question 1 of 10")).await
    }

    /// Answers what is left and hands in; ends on the result.
    ///
    /// # Errors
    /// A step is not where it should be.
    pub async fn finish(&self) -> Result<()> {
        for place in 0..200 {
            if self.path().await?.ends_with("/relire") {
                break;
            }
            if !self.chosen().await?.contains(&true) {
                if place % 5 == 4 {
                    self.answer(place).await?
                } else {
                    self.answer_right().await?
                }
            }
            self.go_on().await?;
        }
        self.press(self.word("Rendre mon test", "Hand in my test")).await?;
        self.see(self.word("Votre résultat", "Your result")).await
    }

    /// A picture with a sentence above the page, for the story of the README.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn told(&self, words: &str, name: &str) -> Result<PathBuf> {
        let put = "const told = document.createElement('p'); told.id = 'told'; told.textContent = arguments[0]; \
            Object.assign(told.style, {position: 'fixed', inset: '0 0 auto 0', margin: 0, padding: '11px 16px', zIndex: 99, \
            background: '#1b2330', color: '#ffffff', font: '600 17px system-ui', textAlign: 'center'}); \
            document.body.append(told);";
        self.script(put, vec![json!(words)]).await?;
        let picture = self.picture(name).await?;
        self.script("document.getElementById('told').remove()", vec![]).await?;
        Ok(picture)
    }

    /// Waits for a file that the browser saves, and gives it.
    ///
    /// # Errors
    /// None comes.
    pub async fn downloaded(&self, ending: &str) -> Result<PathBuf> {
        for _ in 0..200 {
            let found = fs::read_dir(self.downloads())
                .into_iter()
                .flatten()
                .filter_map(|entry| entry.ok().map(|entry| entry.path()))
                .find(|path| path.to_string_lossy().ends_with(ending));
            if let Some(path) = found {
                return Ok(path);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("no `{ending}` file was saved in {}", self.downloads().display())
    }
}

/// Every question of the referentials with the words of its right options.
fn right_answers() -> Result<Vec<(String, Vec<String>)>> {
    let mut found = Vec::new();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../referentials");
    for referential in ["vtc", "advf"] {
        for entry in fs::read_dir(root.join(referential).join("items"))? {
            let item: Value = serde_json::from_slice(&fs::read(entry?.path())?)?;
            let words = |text: &Value| {
                text["fr"]
                    .as_str()
                    .or(text["en"].as_str())
                    .unwrap_or_default()
                    .to_owned()
            };
            let correct = list_of(&item, "/key/correct");
            let options = list_of(&item, "/content/interaction/options");
            let right = options
                .iter()
                .filter(|option| option.pointer("/id").is_some_and(|id| correct.contains(id)))
                .map(|option| option.pointer("/text").map(words).unwrap_or_default());
            // Pictures stand beside the words of the question.
            let prompt = item.pointer("/content/prompt").map(words).unwrap_or_default();
            let lines = prompt.split("\n\n").filter(|line| !line.starts_with("!["));
            found.push((lines.collect(), right.collect()));
        }
    }
    Ok(found)
}

fn text_of<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn list_of(value: &Value, pointer: &str) -> Vec<Value> {
    value
        .pointer(pointer)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default()
}
