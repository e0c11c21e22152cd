//! The ticket of an attestation as a picture.

use super::hundredths;
use crate::holder::Held;
use jalon_base::Micro;
use jalon_messages::{Lang, worker};
use jalon_web_kit::ports::sheet::Sheet;

const WIDTH: u32 = 1080;
const FONT: &str = "system-ui, sans-serif";

/// The ticket as a picture, a PNG: it proves nothing alone, and says so. None when the browser cannot draw it.
pub async fn picture(held: &Held, lang: Lang) -> Option<Vec<u8>> {
    let (badge, citation) = (held.badge.as_ref()?, held.citation()?);
    let claims = u32::try_from(citation.claims.len()).ok()?;
    let height = 760 + claims * 150;
    let sheet = Sheet::new(WIDTH, height)?;
    let wide = f64::from(WIDTH);
    sheet.fill("#faf6ef", [0.0, 0.0, wide, f64::from(height)]);
    sheet.fill("#ffffff", [40.0, 40.0, wide - 80.0, f64::from(height) - 80.0]);
    sheet.frame("#8a5200", 4.0, [40.0, 40.0, wide - 80.0, f64::from(height) - 80.0]);
    // A hollow pole: nobody but the person planted it.
    sheet.frame("#b92d1b", 5.0, [92.0, 110.0, 34.0, 190.0]);
    for at in [158.0, 205.0, 252.0] {
        sheet.fill("#b92d1b", [92.0, at, 34.0, 4.0]);
    }
    let (left, room) = (170.0, wide - 170.0 - 80.0);
    let mut y = sheet.write(
        &format!("600 34px {FONT}"),
        "#8a5200",
        [left, 140.0, room, 44.0],
        worker::attestation(lang),
    );
    y = sheet.write(
        &format!("700 52px {FONT}"),
        "#1b2330",
        [left, y + 22.0, room, 62.0],
        &badge.name,
    );
    y = sheet.write(
        &format!("400 34px {FONT}"),
        "#55606e",
        [left, y + 4.0, room, 44.0],
        &worker::made_on(lang, citation.awarded),
    );
    y = sheet.write(
        &format!("700 34px {FONT}"),
        "#8a5200",
        [left, y + 8.0, room, 60.0],
        worker::by_me(lang),
    );
    y = y.max(340.0) + 20.0;
    for claim in &citation.claims {
        let share = |micro: Micro| f64::from(u8::try_from(hundredths(micro)).unwrap_or(100)) / 100.0;
        let (low, high) = (share(claim.low), share(claim.high));
        let words = format!("{} · {}", claim.name, worker::k_of_n(lang, claim.right, claim.scored));
        y = sheet.write(
            &format!("600 34px {FONT}"),
            "#1b2330",
            [90.0, y, wide - 180.0, 44.0],
            &words,
        );
        let scale = wide - 180.0;
        sheet.fill("#f1eadd", [90.0, y - 16.0, scale, 18.0]);
        sheet.fill(
            "#0b655f",
            [90.0 + scale * low, y - 24.0, (scale * (high - low)).max(6.0), 34.0],
        );
        y += 66.0;
    }
    y = sheet.write(
        &format!("400 30px {FONT}"),
        "#1b2330",
        [90.0, y + 10.0, wide - 180.0, 42.0],
        worker::attestation_does_not(lang),
    );
    sheet.write(
        &format!("600 30px {FONT}"),
        "#8a5200",
        [90.0, y + 10.0, wide - 180.0, 42.0],
        worker::picture_is_not_proof(lang),
    );
    sheet.png().await
}
