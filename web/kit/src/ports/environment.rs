//! Where the page runs: inside another app, in a private window, with little room, and whether the browser promises to keep.

use super::{Soon, member};
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What a page can learn about where it runs, without asking the person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// Name of the app whose inner browser this is: what is kept there is often lost.
    pub inside: Option<&'static str>,
    /// The browser gives so little room that the window is probably private.
    pub probably_private: bool,
    /// The browser has promised not to clear what this page keeps.
    pub persisted: bool,
    /// The browser's own name.
    pub agent: String,
    /// The address is `https` or `localhost`: without it there is no key, no offline use.
    pub secure: bool,
}

/// Less room than this means a private window or a device that is full: normal windows get gigabytes.
const LITTLE: f64 = 200.0 * 1024.0 * 1024.0;

/// Marks of inner browsers in the browser's own name, and the app behind each.
const INSIDE: [(&str, &str); 13] = [
    ("FBAN/Messenger", "Messenger"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("FB_IAB", "Facebook"),
    ("Instagram", "Instagram"),
    ("WhatsApp", "WhatsApp"),
    ("Snapchat", "Snapchat"),
    ("musical_ly", "TikTok"),
    ("BytedanceWebview", "TikTok"),
    ("LinkedInApp", "LinkedIn"),
    ("Twitter", "X"),
    ("Line/", "Line"),
    ("; wv)", ""),
];

/// The app whose inner browser has this name, an empty name when it does not say which.
#[must_use]
pub fn inside(user_agent: &str) -> Option<&'static str> {
    INSIDE
        .iter()
        .find(|(mark, _)| user_agent.contains(mark))
        .map(|(_, app)| *app)
}

/// The address that asks the system to open a page in the person's own browser, by the name of the browser that has it now; none where
/// the system has no such address.
#[must_use]
pub fn outside(user_agent: &str, address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    if user_agent.contains("Android") {
        Some(format!(
            "intent://{rest}#Intent;scheme={scheme};action=android.intent.action.VIEW;end"
        ))
    } else if user_agent.contains("iPhone") || user_agent.contains("iPad") {
        Some(format!("x-safari-{scheme}://{rest}"))
    } else {
        None
    }
}

/// Looks around.
pub fn look() -> Soon<'static, Environment> {
    Box::pin(async {
        let window = web_sys::window();
        let agent = window
            .as_ref()
            .and_then(|window| window.navigator().user_agent().ok())
            .unwrap_or_default();
        let quota = match storage("estimate").await {
            Some(estimate) => member(&estimate, "quota").and_then(|quota| quota.as_f64()),
            None => None,
        };
        Environment {
            inside: inside(&agent),
            agent,
            probably_private: quota.is_some_and(|quota| quota < LITTLE),
            persisted: storage("persisted").await.is_some_and(|answer| answer.is_truthy()),
            secure: window.is_some_and(|window| window.is_secure_context()),
        }
    })
}

/// Asks the browser not to clear what this page keeps; false when it does not promise.
pub fn persist() -> Soon<'static, bool> {
    Box::pin(async { storage("persist").await.is_some_and(|answer| answer.is_truthy()) })
}

/// Whether the browser believes that there is a network. `true` proves nothing.
#[must_use]
pub fn online() -> bool {
    member(&js_sys::global(), "navigator")
        .and_then(|navigator| member(&navigator, "onLine")?.as_bool())
        .unwrap_or(true)
}

/// The language that the browser prefers.
#[must_use]
pub fn language() -> Option<String> {
    web_sys::window()?.navigator().language()
}

async fn storage(function: &str) -> Option<JsValue> {
    let storage = member(&member(&js_sys::global(), "navigator")?, "storage")?;
    let function: Function = member(&storage, function)?.dyn_into().ok()?;
    let promise: Promise = function.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_out_is_the_systems_own() {
        let out = |agent| outside(agent, "https://jalon.example/t/vtc");
        assert_eq!(
            out("Mozilla/5.0 (Linux; Android 14; wv) Instagram 300.0").as_deref(),
            Some("intent://jalon.example/t/vtc#Intent;scheme=https;action=android.intent.action.VIEW;end")
        );
        assert_eq!(
            out("Mozilla/5.0 (iPhone) Instagram 300.0").as_deref(),
            Some("x-safari-https://jalon.example/t/vtc")
        );
        assert_eq!(out("Mozilla/5.0 (X11; Linux x86_64)"), None);
    }

    #[test]
    fn inner_browsers_are_named() {
        let agents = [
            (
                "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit [FB_IAB/FB4A;FBAV/440.0]",
                Some("Facebook"),
            ),
            ("Mozilla/5.0 (iPhone) Mobile/15E148 Instagram 300.0", Some("Instagram")),
            (
                "Mozilla/5.0 (Linux; Android 13; Pixel; wv) Chrome/120 Mobile Safari",
                Some(""),
            ),
            (
                "Mozilla/5.0 (Linux; Android 13; Pixel 7) Chrome/120.0 Mobile Safari/537.36",
                None,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0",
                None,
            ),
        ];
        for (agent, app) in agents {
            assert_eq!(inside(agent), app, "{agent}");
        }
    }
}
