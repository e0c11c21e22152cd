//! The application begins: the first page loads under the strict policy, without an error, and axe has nothing to say.

use jalon_journeys::{Result, Stage, View};

#[tokio::test]
async fn the_first_page_loads() -> Result<()> {
    let stage = Stage::open()?;
    for view in [View::PHONE, View::DESKTOP] {
        let browser = stage.browser(view).await?;
        browser.go("/").await?;
        browser.find("h1").await?;
        browser
            .until("the application itself", || async {
                Ok(browser.count("#boot").await? == 0)
            })
            .await?;
        browser.picture("first").await?;
        browser.assert_accessible("first page").await?;
        browser.close().await?;
    }
    Ok(())
}
