//! The draw: from a seed to the paper, the same everywhere and for ever.
//!
//! # Formula
//! seed = HMAC-SHA-256(session seed, `"jalon/draw@1"` ‖ 0 ‖ JCS{attempt, release}); for each purpose a sub-seed
//! HMAC-SHA-256(seed, `"jalon/draw@1/sub"` ‖ 0 ‖ purpose), which is the key of ChaCha20 (RFC 8439) with nonce 0 from block 0, read as little-endian
//! 32-bit words. An index below n is the first word below ⌊2³²/n⌋·n, modulo n; a shuffle is Fisher–Yates from the last place down.
//! Vectors: `tests/vectors/draw/`.

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use jalon_base::digest::keyed;
use jalon_base::document::{Document, Members};
use jalon_base::id::RandomId;
use jalon_base::order::sort;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_base::{Digest, jcs};
use jalon_protocol::plan::{Group, Order, Paper, PaperItem, PaperPart, Part, Section};
use jalon_protocol::pool::{ItemAbout, Need};
use jalon_protocol::{BankId, ItemContent, ItemId, PartId, Pool, Protocol, SectionId};
use std::sync::Arc;

/// The seed of one attempt's draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed([u8; 32]);

impl Seed {
    /// Derives the seed of an attempt from the seed of its session.
    #[must_use]
    pub fn derive(session: &[u8; 32], release: &Digest, attempt: &RandomId) -> Self {
        let mut context = Members::default();
        context.add("release", release.write());
        context.add("attempt", attempt.write());
        Self(keyed(session, "jalon/draw@1", &jcs::value_to_vec(&context.finish())))
    }

    /// The source of numbers for one purpose.
    #[must_use]
    pub fn stream(&self, purpose: &str) -> Stream {
        let key = keyed(&self.0, "jalon/draw@1/sub", purpose.as_bytes());
        Stream {
            cipher: ChaCha20::new(&key.into(), &[0; 12].into()),
        }
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Numbers drawn from a seed for one purpose.
pub struct Stream {
    cipher: ChaCha20,
}

impl Stream {
    /// A number of 53 bits: the high 32 from one word, the rest from the high bits of the next. Over 2⁵³ it is a number from 0 to below 1.
    pub fn bits53(&mut self) -> u64 {
        (u64::from(self.word()) << 21) | u64::from(self.word() >> 11)
    }

    /// The next 32-bit word of the key stream, little-endian.
    pub fn word(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.cipher.apply_keystream(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    /// An index below `n`, each with the same chance; 0 when `n` is 0 or 1, without drawing.
    pub fn below(&mut self, n: u32) -> u32 {
        if n <= 1 {
            return 0;
        }
        let range = 1_u64 << 32;
        let zone = range - range % u64::from(n);
        loop {
            let word = self.word();
            if u64::from(word) < zone {
                return word % n;
            }
        }
    }

    /// Puts things in a drawn order, each order with the same chance.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for place in (1..things.len()).rev() {
            let other = self.below(u32::try_from(place + 1).unwrap_or(u32::MAX));
            things.swap(place, other as usize);
        }
    }
}

/// Why a paper cannot be drawn: the protocol asks for what the release has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotDraw {
    /// A section does not find enough items that its blueprint and their enemies allow.
    TooFew {
        /// The part.
        part: PartId,
        /// The section.
        section: SectionId,
        /// Items wanted.
        wanted: u32,
        /// Items found.
        found: u32,
    },
}

impl CannotDraw {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooFew { .. } => "draw/too-few",
        }
    }
}

/// What a draw takes from.
#[derive(Debug, Clone, Copy)]
pub struct Supply<'a> {
    /// The protocol.
    pub protocol: &'a Arc<Protocol>,
    /// What is known about the items.
    pub pool: &'a Pool,
    /// What is shown of them: how many options there are to shuffle.
    pub contents: &'a SortedMap<ItemId, ItemContent>,
}

/// Draws the paper of an attempt, without the parts that an equivalence dispenses from, of items that somebody with these needs can use.
///
/// A section first takes what it always takes, then meets the minimum of each of its quotas in their order, then fills up; at each step it
/// takes the first item of the shuffled supply that is not an enemy of an item already drawn and whose groups are not full. Of what a group
/// holds, so many are taken from a shuffle, by the stream `group/<part>/<group>`.
///
/// # Errors
/// [`CannotDraw`] when a section cannot be filled; the linter tries it before publication.
pub fn draw(supply: Supply<'_>, seed: &Seed, exempt: &[PartId], needs: &[Need]) -> Result<Paper, CannotDraw> {
    let forms = &supply.protocol.forms;
    let index = seed
        .stream("form")
        .below(u32::try_from(forms.len()).unwrap_or(u32::MAX));
    let form = forms.get(index as usize);
    let mut taken = SortedSet::new();
    let mut parts = Vec::new();
    for part in supply.protocol.parts.iter().filter(|part| !exempt.contains(&part.id)) {
        let mut items = Vec::new();
        // What is only known late is drawn then.
        for section in chosen_sections(part, seed) {
            items.extend(draw_items(
                (supply.pool, supply.contents),
                seed,
                (part, section),
                (form, needs),
                &mut taken,
            )?);
        }
        parts.push(PaperPart {
            id: part.id.clone(),
            items,
        });
    }
    Ok(Paper {
        form: form.cloned(),
        parts,
    })
}

/// Draws a section that is only known late, beside what is on the paper.
///
/// # Errors
/// [`CannotDraw`] when it cannot be filled.
pub fn module(
    (pool, contents): (&Pool, &SortedMap<ItemId, ItemContent>),
    seed: &Seed,
    (paper, needs): (&Paper, &[Need]),
    (part, section): (&Part, &Section),
) -> Result<Vec<PaperItem>, CannotDraw> {
    let there = paper.items().filter_map(|(_, entry)| pool.item(&entry.item));
    let mut taken: SortedSet<&ItemId> = there.map(|about| &about.id).collect();
    draw_items(
        (pool, contents),
        seed,
        (part, section),
        (paper.form.as_ref(), needs),
        &mut taken,
    )
}

/// The sections of a part that are drawn beforehand, some of each group, in their order.
fn chosen_sections<'a>(part: &'a Part, seed: &Seed) -> Vec<&'a Section> {
    let early: Vec<&Section> = part.early().collect();
    if part.groups.is_empty() {
        return early;
    }
    let mut chosen = Vec::new();
    expand(part, seed, &early, None, &mut chosen);
    chosen
}

/// What one group holds directly, or the part outside any group: sections and groups, in the order of the part.
fn expand<'a>(
    part: &'a Part,
    seed: &Seed,
    early: &[&'a Section],
    group: Option<&SectionId>,
    out: &mut Vec<&'a Section>,
) {
    let mut held: Vec<(usize, Result<&'a Section, &'a Group>)> = Vec::new();
    for (place, section) in early.iter().enumerate() {
        // The section, or the group that stands for it here; each group once.
        let mut above = section.group.as_ref();
        let mut stands = Ok(*section);
        while above != group {
            let Some(next) = above.and_then(|id| part.groups.iter().find(|group| group.id == *id)) else {
                break;
            };
            (above, stands) = (next.group.as_ref(), Err(next));
        }
        if above == group && !held.iter().any(|(_, other)| *other == stands) {
            held.push((place, stands));
        }
    }
    if let Some(group) = group.and_then(|id| part.groups.iter().find(|group| group.id == *id)) {
        seed.stream(&format!("group/{}/{}", part.id, group.id))
            .shuffle(&mut held);
        held.truncate(group.choose as usize);
        if group.order == Order::ById {
            sort(&mut held, &|a, b| a.0.cmp(&b.0));
        }
    }
    for (_, stands) in held {
        match stands {
            Ok(section) => out.push(section),
            Err(group) => expand(part, seed, early, Some(&group.id), out),
        }
    }
}

/// Draws what takes the place of an item of a paper: from the same section, no enemy of what stays, within what the blueprint allows, and
/// nothing that was presented already. None when the bank has nothing more that fits.
#[must_use]
pub fn replacement(
    supply: Supply<'_>,
    seed: &Seed,
    (paper, needs): (&Paper, &[Need]),
    presented: &SortedSet<ItemId>,
    item: &ItemId,
) -> Option<PaperItem> {
    let (part, entry) = paper.items().find(|(_, entry)| entry.item == *item)?;
    let mut sections = supply.protocol.part(&part.id)?.sections.iter();
    let section = sections.find(|section| section.id == entry.section)?;
    let pool = supply.pool;
    let about = |id: &ItemId| pool.items().find(|about| about.id == *id);
    let stays: Vec<&ItemId> = paper
        .items()
        .map(|(_, entry)| &entry.item)
        .filter(|id| *id != item)
        .collect();
    let beside = part
        .items
        .iter()
        .filter(|other| other.section == section.id && other.item != *item);
    let beside: Vec<&ItemAbout> = beside.filter_map(|other| about(&other.item)).collect();
    let in_blueprint = |candidate: &ItemAbout| {
        section.quotas.iter().all(|quota| {
            let others = beside.iter().filter(|other| quota.covers(other)).count();
            let count = others + usize::from(quota.covers(candidate));
            (quota.min as usize..=quota.max as usize).contains(&count)
        })
    };
    let fits = |candidate: &&ItemAbout| {
        section.select.takes(candidate, paper.form.as_ref())
            && candidate.serves(needs)
            && candidate.id != *item
            && !presented.contains(&candidate.id)
            && !stays
                .iter()
                .any(|other| **other == candidate.id || pool.are_enemies(&candidate.id, other))
            && in_blueprint(candidate)
    };
    let mut candidates: Vec<&ItemAbout> = pool.items().filter(fits).collect();
    seed.stream(&format!("replace/{item}")).shuffle(&mut candidates);
    let chosen = candidates.first()?;
    Some(PaperItem {
        item: chosen.id.clone(),
        section: section.id.clone(),
        options: draw_options(supply.contents, seed, &chosen.id),
    })
}

/// The items of a section as they stand on the paper.
fn draw_items<'a>(
    (pool, contents): (&'a Pool, &SortedMap<ItemId, ItemContent>),
    seed: &Seed,
    (part, section): (&Part, &Section),
    of: (Option<&BankId>, &[Need]),
    taken: &mut SortedSet<&'a ItemId>,
) -> Result<Vec<PaperItem>, CannotDraw> {
    let drawn = draw_section(pool, seed, (part, section), of, taken)?;
    let entry = |about: &ItemAbout| PaperItem {
        item: about.id.clone(),
        section: section.id.clone(),
        options: draw_options(contents, seed, &about.id),
    };
    Ok(drawn.into_iter().map(entry).collect())
}

fn draw_section<'a>(
    pool: &'a Pool,
    seed: &Seed,
    (part, section): (&Part, &Section),
    (form, needs): (Option<&BankId>, &[Need]),
    taken: &mut SortedSet<&'a ItemId>,
) -> Result<Vec<&'a ItemAbout>, CannotDraw> {
    let mut supply: Vec<&ItemAbout> = pool
        .items()
        .filter(|item| section.select.takes(item, form) && item.serves(needs))
        .collect();
    let mut stream = seed.stream(&format!("section/{}/{}", part.id, section.id));
    stream.shuffle(&mut supply);
    let mut chosen: Vec<&ItemAbout> = Vec::new();
    let counts = |chosen: &[&ItemAbout], index: usize| {
        section
            .quotas
            .get(index)
            .map_or(0, |quota| chosen.iter().filter(|item| quota.covers(item)).count())
    };
    let fits = |chosen: &[&ItemAbout], taken: &SortedSet<&ItemId>, item: &ItemAbout| {
        !taken.contains(&item.id)
            && !taken.iter().any(|other| pool.are_enemies(&item.id, other))
            && section
                .quotas
                .iter()
                .enumerate()
                .all(|(index, quota)| !quota.covers(item) || counts(chosen, index) < quota.max as usize)
    };
    for id in &section.required {
        if let Some(item) = supply
            .iter()
            .copied()
            .find(|item| item.id == *id && fits(&chosen, taken, item))
        {
            taken.insert(&item.id);
            chosen.push(item);
        }
    }
    for (index, quota) in section.quotas.iter().enumerate() {
        while counts(&chosen, index) < quota.min as usize {
            let Some(item) = supply
                .iter()
                .copied()
                .find(|item| quota.covers(item) && fits(&chosen, taken, item))
            else {
                break;
            };
            taken.insert(&item.id);
            chosen.push(item);
        }
    }
    while chosen.len() < section.count as usize {
        let Some(item) = supply.iter().copied().find(|item| fits(&chosen, taken, item)) else {
            break;
        };
        taken.insert(&item.id);
        chosen.push(item);
    }
    let met = section
        .quotas
        .iter()
        .enumerate()
        .all(|(index, quota)| counts(&chosen, index) >= quota.min as usize)
        && section
            .required
            .iter()
            .all(|id| chosen.iter().any(|item| item.id == *id));
    if chosen.len() != section.count as usize || !met {
        let found = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
        let (part, section_id) = (part.id.clone(), section.id.clone());
        return Err(CannotDraw::TooFew {
            part,
            section: section_id,
            wanted: section.count,
            found,
        });
    }
    match section.order {
        Order::Drawn => stream.shuffle(&mut chosen),
        Order::ById => sort(&mut chosen, &|a, b| a.id.cmp(&b.id)),
    }
    Ok(chosen)
}

/// The drawn order of each list of an item, one after the other, each from 0, then the place of the value of each of its parameters, drawn from
/// the same stream in the order of their names; empty when nothing is shuffled and nothing drawn.
#[must_use]
pub fn draw_options(contents: &SortedMap<ItemId, ItemContent>, seed: &Seed, item: &ItemId) -> Vec<u8> {
    let mut all = Vec::new();
    let Some(content) = contents.get(item) else {
        return all;
    };
    let lists = content.interaction.drawn_lists();
    if !lists.is_empty() || !content.template.is_empty() {
        let mut stream = seed.stream(&format!("options/{item}"));
        for length in lists {
            let mut order: Vec<u8> = (0..length).filter_map(|place| u8::try_from(place).ok()).collect();
            stream.shuffle(&mut order);
            all.append(&mut order);
        }
        for values in content.template.values() {
            let place = stream.below(u32::try_from(values.len()).unwrap_or(0));
            all.push(u8::try_from(place).unwrap_or(0));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_has_the_same_chance_everywhere() {
        let seed = Seed([7; 32]);
        let mut stream = seed.stream("test");
        let mut seen = [0_u32; 7];
        for _ in 0..70_000 {
            seen[stream.below(7) as usize] += 1;
        }
        // Chi-square with 6 degrees of freedom, 99.9 % point 22.46: one fixed seed, so this never flickers.
        let chi: f64 = seen
            .iter()
            .map(|&n| (f64::from(n) - 10_000.0) * (f64::from(n) - 10_000.0) / 10_000.0)
            .sum();
        assert!(chi < 22.46, "{seen:?}");
        assert_eq!(seed.stream("other").below(1), 0);
    }

    #[test]
    fn chacha20_of_rfc_8439_with_nonce_zero() {
        // RFC 8439 appendix A.1, test vector 1: key 0, nonce 0, block 0 begins 76 b8 e0 ad a0 f1 3d 90.
        let mut stream = Stream {
            cipher: ChaCha20::new(&[0; 32].into(), &[0; 12].into()),
        };
        assert_eq!([stream.word(), stream.word()], [0xade0_b876, 0x903d_f1a0]);
        let mut stream = Stream {
            cipher: ChaCha20::new(&[0; 32].into(), &[0; 12].into()),
        };
        assert_eq!(stream.bits53(), (0xade0_b876 << 21) | (0x903d_f1a0 >> 11));
    }
}
