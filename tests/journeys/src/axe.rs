//! Accessibility: axe-core looks at the page as it is, and every violation fails the journey.

use crate::{Browser, View};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;

impl Browser {
    /// Looks at the screen that is there: a picture, nothing for axe, nothing to scroll sideways.
    ///
    /// # Errors
    /// As [`Browser::assert_accessible`], or the page is wider than the screen.
    pub async fn show(&self, name: &str) -> Result<()> {
        self.settled().await?;
        self.picture(name).await?;
        self.assert_accessible(name).await?;
        if self.scrolls_sideways().await? {
            bail!("{name} scrolls sideways at {}", self.view().name());
        }
        Ok(())
    }

    /// Looks at the screen that is there as each of these people sees it, then as before.
    ///
    /// # Errors
    /// As [`Browser::show`].
    pub async fn show_in(&self, views: &[View], name: &str) -> Result<()> {
        let before = self.view();
        for view in views {
            self.look(*view).await?;
            self.show(name).await?;
        }
        self.look(before).await
    }

    /// Fails when axe-core finds anything, in all its rules but the experimental ones.
    ///
    /// # Errors
    /// It finds something; the message has each rule, what it says and where.
    pub async fn assert_accessible(&self, screen: &str) -> Result<()> {
        let found = self.violations().await?;
        if found.is_empty() {
            return Ok(());
        }
        let picture = self.picture(&format!("axe-{}", file_name(screen))).await?;
        bail!(
            "{screen}, {}: {} axe violations; picture {}\n{}",
            self.view().name(),
            found.len(),
            picture.display(),
            found.join("\n")
        )
    }

    /// What axe-core finds, one line each.
    ///
    /// # Errors
    /// axe-core cannot be read or does not run.
    pub async fn violations(&self) -> Result<Vec<String>> {
        self.settled().await?;
        // Half a megabyte, once a document: the screens of an application are one document.
        if self.evaluate("typeof axe === 'undefined'").await? == true {
            let axe = &self.setting.axe;
            let source = fs::read_to_string(axe).with_context(|| format!("reading `{}`", axe.display()))?;
            // Through the DevTools, so that the policy of the page, which allows no script of others, is left as it is.
            self.evaluate(&format!("{source}\ntrue"))
                .await
                .context("putting axe-core in the page")?;
        }
        let run = "(async () => { \
             const found = await axe.run(document, {resultTypes: ['violations']}); \
             return found.violations.map((rule) => rule.id + ' (' + rule.impact + '): ' + rule.help + '\\n' \
               + rule.nodes.map((node) => '    ' + node.target.join(' ') + ' — ' + (node.any.concat(node.all, node.none)[0]?.message ?? '')).join('\\n')); \
             })()";
        let found = self.evaluate(run).await.context("running axe-core")?;
        let list = found.as_array().context("axe-core gave no list")?;
        Ok(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Brings transitions to their end: a colour half-way is nobody's colour.
    async fn settled(&self) -> Result<()> {
        let finish = "document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity).forEach((a) => a.finish())";
        self.evaluate(finish).await.map(|_| ())
    }

    async fn evaluate(&self, expression: &str) -> Result<Value> {
        let asked = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let answer = self.devtools("Runtime.evaluate", asked).await?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            bail!("the page threw {thrown}");
        }
        Ok(answer.pointer("/result/value").cloned().unwrap_or(Value::Null))
    }
}

fn file_name(screen: &str) -> String {
    screen
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect()
}
