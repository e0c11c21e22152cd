//! A printed card and a PIN: the key of somebody who works at a session on a machine that has no passkey.
//!
//! The card holds 120 random bits, as letters and digits in groups of four, the last of which tells a misreading. The PIN is not on it.
//! Whoever finds the card has to try PINs, each of which costs the work of a sealed file; whoever saw the PIN lacks the card. It is weaker than
//! a passkey all the same: an order says of whom it lets in so.
//!
//! # Formula
//! `seed = first 32 bytes of Argon2id(PIN, salt; 64 MiB, 3 passes, 1 lane)`, `salt = first 16 bytes of SHA-256("jalon/card@1" ‖ 0x00 ‖ card)`;
//! the last group is the first 20 bits of `SHA-256("jalon/card-check@1" ‖ 0x00 ‖ card)`.

use crate::keys::SecretKey;
use crate::sealed::{self, Cost};
use jalon_base::Digest;
use jalon_base::encoding::{base32, unbase32};
use zeroize::Zeroizing;

/// Letters of a group.
const GROUP: usize = 4;
/// Letters of what is random.
const LETTERS: usize = 24;
/// How many digits a PIN has.
const PIN: std::ops::RangeInclusive<usize> = 6..=12;

/// What a card holds, wiped from memory when dropped.
pub struct Card(Zeroizing<[u8; 15]>);

/// Why a card and a PIN give no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadCard {
    /// Letters are missing, too many, or are not those of a card.
    Misread,
    /// The PIN is not of six to twelve digits.
    Pin,
}

impl BadCard {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Misread => "card/misread",
            Self::Pin => "card/pin",
        }
    }
}

impl std::fmt::Display for BadCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for BadCard {}

impl Card {
    /// The card of these random bytes, which come from outside.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 15]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// What is printed: seven groups of four letters and digits.
    #[must_use]
    pub fn text(&self) -> String {
        let letters = base32(self.0.as_slice()) + &check(&self.0);
        let letters: Vec<char> = letters.chars().collect();
        let groups = letters.chunks(GROUP).map(|group| group.iter().collect::<String>());
        groups.collect::<Vec<String>>().join(" ").to_uppercase()
    }

    /// Reads what is printed: capitals, blanks and hyphens do not count, and `0`, `1` and `8`, which no card has, are the letters they look like.
    ///
    /// # Errors
    /// [`BadCard::Misread`].
    pub fn read(text: &str) -> Result<Self, BadCard> {
        let letters = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let plain: String = letters
            .map(|letter| match letter.to_ascii_lowercase() {
                '0' => 'o',
                '1' => 'l',
                '8' => 'b',
                other => other,
            })
            .collect();
        let (random, last) = plain.split_at_checked(LETTERS).ok_or(BadCard::Misread)?;
        let bytes = unbase32(random).and_then(|bytes| <[u8; 15]>::try_from(bytes).ok());
        let bytes = bytes.map(Zeroizing::new).ok_or(BadCard::Misread)?;
        if check(&bytes) == last {
            Ok(Self(bytes))
        } else {
            Err(BadCard::Misread)
        }
    }

    /// The key of this card and a PIN of six to twelve digits. It takes 64 MiB and a good part of a second.
    ///
    /// # Errors
    /// [`BadCard::Pin`].
    pub fn key(&self, pin: &str) -> Result<SecretKey, BadCard> {
        let right = PIN.contains(&pin.len()) && pin.bytes().all(|digit| digit.is_ascii_digit());
        if !right {
            return Err(BadCard::Pin);
        }
        let salt = Digest::in_domain("jalon/card@1", &[self.0.as_slice()]);
        let (salt, _) = salt.as_bytes().split_first_chunk().ok_or(BadCard::Pin)?;
        let seed = sealed::stretched(pin, Cost::PHONE, salt).ok_or(BadCard::Pin)?;
        let (seed, _) = seed.split_first_chunk().ok_or(BadCard::Pin)?;
        Ok(SecretKey::from_seed(*seed))
    }
}

/// The last group.
fn check(bytes: &[u8; 15]) -> String {
    let digest = Digest::in_domain("jalon/card-check@1", &[bytes]);
    base32(digest.as_bytes()).chars().take(GROUP).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests are free of this rule")]

    use super::*;
    use crate::did::did_key;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_printed_is_read(bytes: [u8; 15], place in 0_usize..28, other in 0_usize..32) {
            let text = Card::from_bytes(bytes).text();
            prop_assert_eq!(text.len(), 34);
            prop_assert_eq!(*Card::read(&text).unwrap().0, bytes);
            let sloppy = text.to_lowercase().replace(' ', "-").replace('o', "0").replace('l', "1").replace('b', "8");
            prop_assert_eq!(*Card::read(&sloppy).unwrap().0, bytes);
            // A letter in the place of another is told, but once in a million; never taken for the same card.
            let mut letters: Vec<char> = text.chars().filter(|letter| *letter != ' ').collect();
            let letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".chars().nth(other).unwrap();
            if letters[place] != letter {
                letters[place] = letter;
                let wrong: String = letters.into_iter().collect();
                prop_assert!(Card::read(&wrong).is_err_and(|bad| bad == BadCard::Misread) || place < 24);
            }
        }
    }

    #[test]
    fn a_card_and_its_pin_and_no_other() {
        let card = Card::from_bytes(*b"jalon card test");
        let key = |card: &Card, pin| did_key(&card.key(pin).unwrap().public());
        let right = key(&card, "271828");
        assert_eq!(right, key(&Card::read(&card.text()).unwrap(), "271828"));
        assert_ne!(right, key(&card, "271829"));
        assert_ne!(right, key(&Card::from_bytes(*b"jalon card tess"), "271828"));
        for pin in ["", "12345", "1234567890123", "12345a", "１２３４５６"] {
            assert!(card.key(pin).is_err_and(|bad| bad == BadCard::Pin), "{pin}");
        }
        for text in ["", "ABCD", "jalon", &"é".repeat(28), &(card.text() + "A")] {
            assert!(Card::read(text).is_err_and(|bad| bad == BadCard::Misread), "{text}");
        }
    }
}
