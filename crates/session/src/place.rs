//! What a place shows of itself, in letters that people compare: its key before it is prepared, what is kept at the end.

use crate::wire::Ack;
use jalon_base::encoding::base32;
use jalon_base::{Digest, jcs};

/// Characters of the short code of a key: 40 bits.
const CODE: usize = 8;
/// Characters of a receipt: 100 bits.
const RECEIPT: usize = 20;

/// Letters in groups of four, upper case: read aloud, copied from a screen.
fn grouped(digest: &Digest, letters: usize) -> String {
    let mut out = String::with_capacity(letters + letters / 4);
    for (at, letter) in base32(digest.as_bytes()).chars().take(letters).enumerate() {
        if at > 0 && at % 4 == 0 {
            out.push('-');
        }
        out.push(letter.to_ascii_uppercase());
    }
    out
}

/// The short code of a key: what the place shows, and the console beside it, before somebody says that they are the same.
///
/// # Formula
/// base32(SHA-256(`"jalon/place-code@1" ‖ 0x00 ‖ key`)), 8 characters.
#[must_use]
pub fn short_code(key: &str) -> String {
    grouped(&Digest::in_domain("jalon/place-code@1", &[key.as_bytes()]), CODE)
}

/// The receipt of an attempt: what somebody copies when their test is over, of the last acknowledgement that their place believes. Whoever has
/// the sealed attempt makes it again; another server that took over makes the same.
///
/// # Formula
/// base32(SHA-256(`"jalon/receipt@1" ‖ 0x00 ‖ JCS({attempt, count, head, instance: 0})`)), 20 characters.
#[must_use]
pub fn receipt(ack: &Ack) -> String {
    let same = Ack {
        instance: 0,
        ..ack.clone()
    };
    // INVARIANT: an acknowledgement is text and whole numbers, so it has a canonical form.
    let bytes = jcs::to_vec(&same).unwrap_or_default();
    grouped(&Digest::in_domain("jalon/receipt@1", &[&bytes]), RECEIPT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jalon_base::id::RandomId;

    fn ack() -> Ack {
        Ack {
            attempt: RandomId::from_bytes([1; 16]),
            instance: 1,
            count: 9,
            head: Digest::of(b"head"),
        }
    }

    #[test]
    fn a_receipt_is_of_an_attempt_and_of_all_of_it() {
        let receipt_of = receipt(&ack());
        assert_eq!(receipt_of.len(), 24);
        let other_server = Ack { instance: 7, ..ack() };
        assert_eq!(receipt(&other_server), receipt_of, "whichever server said it");
        let shorter = Ack { count: 8, ..ack() };
        let altered = Ack {
            head: Digest::of(b"other"),
            ..ack()
        };
        let of_another = Ack {
            attempt: RandomId::from_bytes([2; 16]),
            ..ack()
        };
        for other in [shorter, altered, of_another] {
            assert_ne!(receipt(&other), receipt_of);
        }
    }

    #[test]
    fn a_code_is_short_and_of_one_key() {
        let code = short_code("did:key:z6Mkone");
        assert_eq!((code.len(), code.chars().nth(4)), (9, Some('-')));
        assert_ne!(code, short_code("did:key:z6Mktwo"));
    }
}
