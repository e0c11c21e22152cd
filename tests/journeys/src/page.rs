//! What a person does with a page: goes somewhere, looks, presses, types; each waits for the page as a person does.

use crate::Browser;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use thirtyfour::{By, Key, WebElement};
use tokio::time::{Instant, sleep};

/// How long a person waits for something to appear.
const PATIENCE: Duration = Duration::from_secs(45);

impl Browser {
    /// Goes to a path of the application.
    ///
    /// # Errors
    /// The page does not load.
    pub async fn go(&self, path: &str) -> Result<()> {
        self.driver
            .goto(format!("{}{path}", self.address))
            .await
            .with_context(|| format!("going to {path}"))
    }

    /// The path in the address bar.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn path(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.path().to_owned())
    }

    /// Runs a script in the page (a function body) and gives what it returns.
    ///
    /// # Errors
    /// The script throws.
    pub async fn script(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        let returned = self.driver.execute(body, arguments).await?;
        Ok(returned.json().clone())
    }

    /// Runs a script that calls its last argument when it is done, and gives what it hands over.
    ///
    /// # Errors
    /// The script fails, or is not done within the patience of a browser.
    pub async fn script_async(&self, body: &str) -> Result<Value> {
        Ok(self.driver.execute_async(body, vec![]).await?.json().clone())
    }

    /// Waits until something is so, asked again and again.
    ///
    /// # Errors
    /// It is not so after a while; the picture of the page is kept, and its text is in the message.
    pub async fn until<F, Fut>(&self, what: &str, so: F) -> Result<()>
    where
        F: Fn() -> Fut,
        Fut: Future<Output = Result<bool>>,
    {
        let begin = Instant::now();
        loop {
            // A page that is being replaced may refuse a question: it is asked again.
            if so().await.unwrap_or(false) {
                return Ok(());
            }
            if begin.elapsed() > PATIENCE {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
        let picture = self
            .picture("failure")
            .await
            .map(|path| path.display().to_string())
            .unwrap_or_default();
        let text = self.text("body").await.unwrap_or_default();
        bail!("waited in vain for {what}; picture {picture}; the page reads:\n{text}")
    }

    /// Waits until the page reads this.
    ///
    /// # Errors
    /// It does not after a while.
    pub async fn see(&self, words: &str) -> Result<()> {
        self.until(&format!("« {words} »"), || async {
            let read = self
                .script("return document.body.innerText.replace(/\\s+/g, ' ')", vec![])
                .await?;
            Ok(read.as_str().unwrap_or_default().contains(words))
        })
        .await
    }

    /// Waits until an element matches the selector, and gives it.
    ///
    /// # Errors
    /// None does after a while.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        self.until(&format!("an element `{selector}`"), || async {
            Ok(self.count(selector).await? > 0)
        })
        .await?;
        Ok(self.driver.find(By::Css(selector)).await?)
    }

    /// How many elements match the selector now.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        Ok(self.driver.find_all(By::Css(selector)).await?.len())
    }

    /// The text that a person reads in the first element of the selector, empty when there is none.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn text(&self, selector: &str) -> Result<String> {
        let read = self
            .script(
                "return document.querySelector(arguments[0])?.innerText ?? ''",
                vec![json!(selector)],
            )
            .await?;
        Ok(read.as_str().unwrap_or_default().to_owned())
    }

    /// Waits for the button, link or choice that reads so (its visible name, spaces as one), and presses it as a finger does.
    ///
    /// # Errors
    /// There is none after a while.
    pub async fn press(&self, name: &str) -> Result<()> {
        let mark = "return (() => { \
             const tidy = (text) => (text ?? '').replace(/\\s+/g, ' ').trim(); \
             const wanted = tidy(arguments[0]); \
             const all = [...document.querySelectorAll('button, a[href], label, summary, [role=button], [role=tab], [role=radio], [role=checkbox]')] \
               .filter((element) => element.checkVisibility() && !element.disabled); \
             const names = (element) => [tidy(element.innerText), tidy(element.getAttribute('aria-label'))]; \
             return all.find((element) => names(element).includes(wanted)) \
               ?? all.find((element) => names(element).some((name) => name.startsWith(wanted))) ?? null; })()";
        self.until(&format!("something to press that reads « {name} »"), || async {
            Ok(!self.script(mark, vec![json!(name)]).await?.is_null())
        })
        .await?;
        let element = self.driver.execute(mark, vec![json!(name)]).await?.element()?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("pressing « {name} »"))
    }

    /// Presses the first element of the selector.
    ///
    /// # Errors
    /// There is none after a while.
    pub async fn press_at(&self, selector: &str) -> Result<()> {
        let element = self.find(selector).await?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("pressing `{selector}`"))
    }

    /// Types into the field of the selector, after what is there.
    ///
    /// # Errors
    /// There is no such field after a while.
    pub async fn write(&self, selector: &str, text: &str) -> Result<()> {
        self.find(selector)
            .await?
            .send_keys(text)
            .await
            .with_context(|| format!("typing into `{selector}`"))
    }

    /// Gives a file to a file field.
    ///
    /// # Errors
    /// There is no such field after a while.
    pub async fn give_file(&self, selector: &str, file: &std::path::Path) -> Result<()> {
        self.until(&format!("a file field `{selector}`"), || async {
            Ok(self.count(selector).await? > 0)
        })
        .await?;
        let field = self.driver.find(By::Css(selector)).await?;
        field
            .send_keys(file.to_string_lossy().as_ref())
            .await
            .with_context(|| format!("giving `{}`", file.display()))
    }

    /// Drops a file on the element of the selector, as from the desktop.
    ///
    /// # Errors
    /// There is no such element after a while, or the browser refuses.
    pub async fn drop_file(&self, selector: &str, file: &std::path::Path) -> Result<()> {
        self.find(selector).await?.scroll_into_view().await?;
        let middle = self
            .script(
                "const box = document.querySelector(arguments[0]).getBoundingClientRect(); \
                 return [box.x + box.width / 2, box.y + box.height / 2]",
                vec![json!(selector)],
            )
            .await?;
        let data = json!({"items": [], "files": [file], "dragOperationsMask": 1});
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({"type": kind, "x": middle.get(0), "y": middle.get(1), "data": data});
            self.devtools("Input.dispatchDragEvent", event).await?;
        }
        Ok(())
    }

    /// Types a key wherever the focus is.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn key(&self, key: Key) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    /// Presses Tab until the focus is on something whose name begins so; gives how many times.
    ///
    /// # Errors
    /// The focus went round the page without meeting it.
    pub async fn tab_to(&self, name: &str) -> Result<usize> {
        for times in 0..200 {
            if self.focused().await?.starts_with(name) {
                return Ok(times);
            }
            self.key(Key::Tab).await?;
        }
        bail!(
            "no Tab leads to « {name} »; the focus is on « {} »",
            self.focused().await?
        )
    }

    /// Name of what has the focus, as it is read aloud: its label, text or title; empty on the page itself.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn focused(&self) -> Result<String> {
        let name = self
            .script(
                "const element = document.activeElement; \
                 if (!element || element === document.body) return ''; \
                 const tidy = (text) => (text ?? '').replace(/\\s+/g, ' ').trim(); \
                 return tidy(element.getAttribute('aria-label')) || tidy(element.labels?.[0]?.innerText) || tidy(element.innerText) \
                   || tidy(element.title) || element.tagName.toLowerCase();",
                vec![],
            )
            .await?;
        Ok(name.as_str().unwrap_or_default().to_owned())
    }

    /// Takes a picture of what is seen now; gives its path, `<screens>/<name>-<view>.png`.
    ///
    /// # Errors
    /// The picture cannot be taken or written.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        fs::create_dir_all(&self.setting.screens)?;
        let path = self.setting.screens.join(format!("{name}-{}.png", self.view().name()));
        self.driver.screenshot(&path).await?;
        Ok(path)
    }

    /// Whether the service worker controls the page and everything is kept for the day without network.
    ///
    /// # Errors
    /// It does not after a while.
    pub async fn kept_for_offline(&self) -> Result<()> {
        self.until("the service worker", || async {
            let ready = self
                .script(
                    "return !!(navigator.serviceWorker && navigator.serviceWorker.controller)",
                    vec![],
                )
                .await?;
            Ok(ready == json!(true))
        })
        .await
    }

    /// Whether the parts that come on demand are on the device, all of them.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn has_parts(&self) -> Result<bool> {
        let read = "const paths = [...document.querySelectorAll('meta[name^=jalon-part-]')].map((meta) => meta.content); \
            const kept = await Promise.all(paths.map((path) => caches.match(path))); \
            return paths.length > 0 && kept.every(Boolean)";
        Ok(self.script(read, vec![]).await? == json!(true))
    }

    /// Waits until the parts that come on demand are kept for the day without network.
    ///
    /// # Errors
    /// They are not after a while.
    pub async fn parts_kept(&self) -> Result<()> {
        self.until("the parts on the device", || self.has_parts()).await
    }

    /// Whether the page is wider than the screen, so that one must scroll sideways to read.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn scrolls_sideways(&self) -> Result<bool> {
        let wider = self
            .script(
                "return document.documentElement.scrollWidth > window.innerWidth",
                vec![],
            )
            .await?;
        Ok(wider == json!(true))
    }
}
