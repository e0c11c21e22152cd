//! The worker's and the verifier's application, in a browser.

/// The browser is the only place where it draws; elsewhere this is an empty program, so that the workspace builds whole.
fn main() {
    #[cfg(target_arch = "wasm32")]
    jalon_app::start();
}
