//! Random bits of the browser.

/// A source of random bits fit for keys.
pub trait Entropy {
    /// 128 random bits.
    fn draw(&self) -> [u8; 16];
}

/// `crypto.getRandomValues`.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserEntropy;

impl Entropy for BrowserEntropy {
    /// Stops the page when the browser has no `crypto`: keys from a weak source would be worse than none.
    #[expect(
        clippy::expect_used,
        reason = "every browser that runs wasm has it; a weak key must never be made"
    )]
    fn draw(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        web_sys::window()
            .and_then(|window| window.crypto().ok())
            .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
            .expect("the browser has crypto.getRandomValues");
        bytes
    }
}
