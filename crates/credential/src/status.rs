//! Status lists: who was revoked or suspended, one bit each among many, so that asking about one tells nobody which.
//!
//! A list is a credential of its own; what it says counts only once its proof, its issuer, its purpose and its length are checked
//! ([`check`]). A revocation is final: [`StatusList::set`] never takes one back.
//!
//! # Source
//! W3C Bitstring Status List 1.0 §2 (entries, lists), §3.2 (validation), §3.4 (GZIP, multibase `u`). Vectors: `tests/vectors/statuslist/`,
//! `tests/vectors/adversarial/`.

mod check;
mod fault;

pub use check::{Found, check};
pub use fault::{NotSet, StatusFault};

use crate::inflate::gunzip;
use crate::shape::CREDENTIALS_V2;
use jalon_base::Timestamp;
use jalon_base::crc::crc32;
use jalon_base::encoding::{base64url, unbase64url};
use jalon_base::json::Value;
use serde_json::json;

/// Fewest entries of a list: enough that an index tells nobody who it is (§6.1, group privacy).
pub const FEWEST: u32 = 131_072;

/// Longest list that is expanded: 1 MiB, that is 8,388,608 entries of one bit.
pub const LONGEST: usize = 1 << 20;

/// What a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPurpose {
    /// Final: what was revoked stays so.
    Revocation,
    /// May be lifted.
    Suspension,
}

impl StatusPurpose {
    /// Its spelling in `statusPurpose`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }

    /// The purpose of a spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Revocation, Self::Suspension]
            .into_iter()
            .find(|purpose| purpose.as_str() == text)
    }
}

/// A list of bits: index 0 is the most significant bit of the first byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList {
    bytes: Vec<u8>,
}

impl Default for StatusList {
    /// [`FEWEST`] entries, all clear.
    fn default() -> Self {
        Self { bytes: vec![0; 16_384] }
    }
}

impl StatusList {
    /// So many entries, all clear; none for fewer than [`FEWEST`], for more than [`LONGEST`] bytes of them, or for a part of a byte.
    #[must_use]
    pub fn of(entries: u32) -> Option<Self> {
        let bytes = usize::try_from(entries / 8).ok()?;
        (entries >= FEWEST && entries.is_multiple_of(8) && bytes <= LONGEST).then(|| Self { bytes: vec![0; bytes] })
    }

    /// How many entries it has.
    #[must_use]
    pub fn entries(&self) -> u32 {
        u32::try_from(self.bytes.len() * 8).unwrap_or(u32::MAX)
    }

    /// Whether an entry is set; none past the end.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<bool> {
        value(&self.bytes, u64::from(index), 1).map(|bit| bit == 1)
    }

    /// Sets or clears an entry.
    ///
    /// # Errors
    /// [`NotSet`]: past the end, or a revocation that would be taken back.
    pub fn set(&mut self, index: u32, purpose: StatusPurpose, to: bool) -> Result<(), NotSet> {
        let place = usize::try_from(index / 8).map_err(|_| NotSet::PastTheEnd { index })?;
        let byte = self.bytes.get_mut(place).ok_or(NotSet::PastTheEnd { index })?;
        let mask = 0x80_u8 >> (index % 8);
        if to {
            *byte |= mask;
        } else if *byte & mask != 0 && purpose == StatusPurpose::Revocation {
            return Err(NotSet::Final { index });
        } else {
            *byte &= !mask;
        }
        Ok(())
    }

    /// How many entries are set.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.bytes.iter().map(|byte| byte.count_ones()).sum()
    }

    /// A free index drawn from random bytes: uniform over all entries, none of those taken.
    ///
    /// Each eight bytes are one draw; none when every draw was taken, or fell in the remainder that would make the draw unfair: ask again
    /// with other bytes.
    pub fn draw(&self, random: &[u8], taken: &dyn Fn(u32) -> bool) -> Option<u32> {
        let entries = u64::from(self.entries());
        let fair = u64::MAX - u64::MAX % entries;
        random
            .chunks_exact(8)
            .filter_map(|chunk| chunk.try_into().ok().map(u64::from_be_bytes))
            .filter(|draw| *draw < fair)
            .filter_map(|draw| u32::try_from(draw % entries).ok())
            .find(|index| !taken(*index))
    }

    /// The list as `encodedList` spells it.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut bytes = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
        bytes.extend(miniz_oxide::deflate::compress_to_vec(&self.bytes, 9));
        bytes.extend(crc32(&[&self.bytes]).to_le_bytes());
        bytes.extend(u32::try_from(self.bytes.len()).unwrap_or_default().to_le_bytes());
        format!("u{}", base64url(&bytes))
    }

    /// Reads an `encodedList` of one bit an entry.
    ///
    /// # Errors
    /// [`StatusFault`], as [`check`] gives them.
    pub fn decode(encoded: &str) -> Result<Self, StatusFault> {
        expand(encoded, 1).map(|bytes| Self { bytes })
    }

    /// The list as a credential, ready for its proofs.
    #[must_use]
    pub fn to_document(&self, about: &About<'_>) -> Value {
        let mut document = json!({
            "@context": [CREDENTIALS_V2],
            "id": about.url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": about.issuer,
            "validFrom": about.from.to_string(),
            "credentialSubject": {
                "id": format!("{}#list", about.url),
                "type": "BitstringStatusList",
                "statusPurpose": about.purpose.as_str(),
                "encodedList": self.encode(),
            },
        });
        if let (Some(until), Value::Object(members)) = (about.until, &mut document) {
            members.insert("validUntil".to_owned(), Value::String(until.to_string()));
        }
        document
    }
}

/// What a list says of itself.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// Where it is published.
    pub url: &'a str,
    /// DID of who issues it.
    pub issuer: &'a str,
    /// What it is about.
    pub purpose: StatusPurpose,
    /// When it was made.
    pub from: Timestamp,
    /// Until when it may be relied on.
    pub until: Option<Timestamp>,
}

/// The entry that a certificate carries to be found in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusEntry {
    /// Where the list is published.
    pub list: String,
    /// What the list is about.
    pub purpose: StatusPurpose,
    /// The place in it.
    pub index: u32,
}

impl StatusEntry {
    /// The entry as it is written.
    #[must_use]
    pub fn to_value(&self) -> Value {
        json!({
            "id": format!("{}#{}", self.list, self.index),
            "type": "BitstringStatusListEntry",
            "statusPurpose": self.purpose.as_str(),
            "statusListIndex": self.index.to_string(),
            "statusListCredential": self.list,
        })
    }

    /// Reads an entry of one bit; none for another kind, another purpose, or a list of them.
    #[must_use]
    pub fn read(entry: &Value) -> Option<Self> {
        let text = |name: &str| entry.get(name).and_then(Value::as_str);
        if text("type") != Some("BitstringStatusListEntry") || entry.get("statusSize").is_some() {
            return None;
        }
        Some(Self {
            list: text("statusListCredential")?.to_owned(),
            purpose: StatusPurpose::parse(text("statusPurpose")?)?,
            index: text("statusListIndex")?.parse().ok()?,
        })
    }
}

/// The value of an entry of so many bits; none past the end.
fn value(bytes: &[u8], index: u64, size: u32) -> Option<u32> {
    let first = index.checked_mul(u64::from(size))?;
    let mut value = 0;
    for bit in first..first.checked_add(u64::from(size))? {
        let byte = bytes.get(usize::try_from(bit / 8).ok()?)?;
        value = value << 1 | u32::from(byte >> (7 - bit % 8) & 1);
    }
    Some(value)
}

/// Expands an `encodedList` and checks its length for entries of so many bits.
fn expand(encoded: &str, size: u32) -> Result<Vec<u8>, StatusFault> {
    let base64 = encoded.strip_prefix('u').ok_or(StatusFault::Multibase)?;
    let compressed = unbase64url(base64).ok_or(StatusFault::Multibase)?;
    let bytes = gunzip(&compressed, LONGEST).map_err(StatusFault::Compressed)?;
    let bits = u64::try_from(bytes.len()).unwrap_or(u64::MAX).saturating_mul(8);
    if bits / u64::from(size) < u64::from(FEWEST) {
        return Err(StatusFault::TooShort {
            entries: bits / u64::from(size),
        });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_entry_is_the_leftmost_bit() {
        let mut list = StatusList::default();
        list.set(0, StatusPurpose::Revocation, true).unwrap();
        assert_eq!(list.bytes.first(), Some(&0x80));
        list.set(9, StatusPurpose::Suspension, true).unwrap();
        assert_eq!(list.bytes.get(1), Some(&0x40));
        assert_eq!(
            (list.get(0), list.get(1), list.get(9), list.count()),
            (Some(true), Some(false), Some(true), 2)
        );
        assert_eq!((list.get(131_071), list.get(131_072)), (Some(false), None));
        // Two bits an entry: 10 00 00 00, 01 …
        assert_eq!(value(&list.bytes, 0, 2), Some(2));
        assert_eq!(value(&list.bytes, 4, 2), Some(1));
        assert_eq!(value(&list.bytes, u64::MAX, 2), None);
    }

    #[test]
    fn a_revocation_is_final_and_a_suspension_is_not() {
        let mut list = StatusList::default();
        list.set(7, StatusPurpose::Revocation, true).unwrap();
        assert_eq!(
            list.set(7, StatusPurpose::Revocation, false),
            Err(NotSet::Final { index: 7 })
        );
        assert_eq!(list.set(8, StatusPurpose::Revocation, false), Ok(()), "it was clear");
        assert_eq!(list.set(7, StatusPurpose::Suspension, false), Ok(()));
        assert_eq!(
            list.set(131_072, StatusPurpose::Suspension, true),
            Err(NotSet::PastTheEnd { index: 131_072 })
        );
    }

    #[test]
    fn an_empty_list_is_the_one_of_the_recommendation() {
        // Bitstring Status List 1.0, example 2.
        let published = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";
        assert_eq!(StatusList::decode(published), Ok(StatusList::default()));
        let ours = StatusList::default().encode();
        assert_eq!(StatusList::decode(&ours), Ok(StatusList::default()));
        assert!(ours.len() < 100, "{}", ours.len());
    }

    #[test]
    fn a_draw_is_free_and_fair() {
        let list = StatusList::default();
        let draw = |bytes: &[u64], taken: &dyn Fn(u32) -> bool| {
            let bytes: Vec<u8> = bytes.iter().flat_map(|draw| draw.to_be_bytes()).collect();
            list.draw(&bytes, taken)
        };
        assert_eq!(draw(&[131_073, 5], &|_| false), Some(1));
        assert_eq!(draw(&[131_073, 5], &|index| index == 1), Some(5));
        assert_eq!(
            draw(&[u64::MAX, 5], &|_| false),
            Some(5),
            "the unfair remainder is not used"
        );
        assert_eq!(draw(&[131_073], &|_| true), None);
        assert_eq!(draw(&[], &|_| false), None);
    }

    proptest! {
        #[test]
        fn a_list_comes_back(set in proptest::collection::btree_set(0_u32..FEWEST, 0..300)) {
            let mut list = StatusList::default();
            for index in &set {
                list.set(*index, StatusPurpose::Revocation, true).unwrap();
            }
            let back = StatusList::decode(&list.encode()).unwrap();
            prop_assert_eq!(&back, &list);
            prop_assert_eq!(usize::try_from(back.count()).unwrap(), set.len());
            for index in set {
                prop_assert_eq!(back.get(index), Some(true));
            }
        }
    }
}
