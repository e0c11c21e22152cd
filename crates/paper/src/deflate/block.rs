//! One block of DEFLATE: its symbols, their bits, and what they cost.

use super::huffman::{codes, lengths};

const END: usize = 256;
const LITERALS: usize = 286;
const DISTANCES: usize = 30;
/// Order of the lengths of the code for lengths (RFC 1951 §3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// A literal (length 1, distance 0) or a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) length: usize,
    pub(super) distance: usize,
}

impl Step {
    pub(super) const LITERAL: Self = Self { length: 1, distance: 0 };
}

/// What each symbol costs, in bits, without its extra bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Costs {
    literals: Vec<u8>,
    distances: Vec<u8>,
}

impl Costs {
    /// Those of the fixed codes (RFC 1951 §3.2.6).
    pub(super) fn fixed() -> Self {
        Self {
            literals: fixed_literals(),
            distances: vec![5; DISTANCES],
        }
    }

    /// Before anything is known: text takes six bits or so, a match twelve besides its extra bits.
    pub(super) fn guess() -> Self {
        let literals = (0..LITERALS).map(|symbol| if symbol < END { 6 } else { 7 }).collect();
        Self {
            literals,
            distances: vec![5; DISTANCES],
        }
    }

    pub(super) fn literal(&self, byte: u8) -> u32 {
        cost(&self.literals, usize::from(byte))
    }

    pub(super) fn length(&self, length: usize) -> u32 {
        let (symbol, extra, _) = length_symbol(length);
        cost(&self.literals, symbol) + u32::from(extra)
    }

    pub(super) fn distance(&self, distance: usize) -> u32 {
        let (symbol, extra, _) = distance_symbol(distance);
        cost(&self.distances, symbol) + u32::from(extra)
    }
}

/// A symbol that did not occur may still be worth it, at a price.
fn cost(lengths: &[u8], symbol: usize) -> u32 {
    const UNSEEN: u32 = 13;
    match lengths.get(symbol) {
        None | Some(0) => UNSEEN,
        Some(length) => u32::from(*length),
    }
}

fn fixed_literals() -> Vec<u8> {
    (0..288)
        .map(|symbol| match symbol {
            144..=255 => 9,
            256..=279 => 7,
            _ => 8,
        })
        .collect()
}

/// Symbol, number of extra bits and their value, of a length from 3 to 258.
fn length_symbol(length: usize) -> (usize, u8, usize) {
    if length == super::LONGEST {
        return (285, 0, 0);
    }
    let (group, extra, value) = grouped(length.saturating_sub(super::SHORTEST), 4);
    (257 + group, extra, value)
}

/// Symbol, number of extra bits and their value, of a distance from 1 to 32,768.
fn distance_symbol(distance: usize) -> (usize, u8, usize) {
    grouped(distance.saturating_sub(1), 2)
}

/// Numbers in groups of `per`, each set of groups twice as wide as the one before.
fn grouped(number: usize, per: usize) -> (usize, u8, usize) {
    let mut extra = 0_u8;
    while number >> extra >= 2 * per {
        extra += 1;
    }
    let group = (number >> extra) + usize::from(extra) * per;
    (group, extra, number & ((1 << extra) - 1))
}

/// Bits as they are written: the lowest of each byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    pending: u32,
    count: u8,
}

impl Bits {
    /// Writes up to 16 bits, the lowest first.
    fn put(&mut self, value: usize, count: u8) {
        self.pending |= u32::try_from(value).unwrap_or_default() << self.count;
        self.count += count;
        while self.count >= 8 {
            let [low, ..] = self.pending.to_le_bytes();
            self.bytes.push(low);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.put(0, 8 - self.count);
        }
        self.bytes
    }
}

/// The two codes of a block.
struct Code {
    lengths: Vec<u8>,
    codes: Vec<u16>,
}

impl Code {
    fn of(lengths: Vec<u8>) -> Self {
        Self {
            codes: codes(&lengths),
            lengths,
        }
    }

    fn put(&self, bits: &mut Bits, symbol: usize) {
        if let (Some(code), Some(length)) = (self.codes.get(symbol), self.lengths.get(symbol)) {
            bits.put(usize::from(*code), *length);
        }
    }
}

fn body(bits: &mut Bits, bytes: &[u8], steps: &[Step], literals: &Code, distances: &Code) {
    let mut rest = bytes.iter();
    for step in steps {
        match rest.as_slice().first() {
            Some(byte) if step.distance == 0 => literals.put(bits, usize::from(*byte)),
            _ => {
                let (symbol, extra, value) = length_symbol(step.length);
                literals.put(bits, symbol);
                bits.put(value, extra);
                let (symbol, extra, value) = distance_symbol(step.distance);
                distances.put(bits, symbol);
                bits.put(value, extra);
            }
        }
        rest.by_ref().take(step.length).for_each(drop);
    }
    literals.put(bits, END);
}

/// A block with the fixed codes, which is the last.
pub(super) fn fixed(bytes: &[u8], steps: &[Step]) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.put(0b011, 3);
    body(
        &mut bits,
        bytes,
        steps,
        &Code::of(fixed_literals()),
        &Code::of(vec![5; DISTANCES]),
    );
    bits.finish()
}

/// A block with codes of its own, which is the last; and what its symbols cost.
pub(super) fn dynamic(bytes: &[u8], steps: &[Step]) -> (Vec<u8>, Costs) {
    let (mut literals, mut distances) = (vec![0_u32; LITERALS], vec![0_u32; DISTANCES]);
    let count = |of: &mut Vec<u32>, symbol: usize| {
        if let Some(count) = of.get_mut(symbol) {
            *count += 1;
        }
    };
    let mut rest = bytes.iter();
    for step in steps {
        match rest.as_slice().first() {
            Some(byte) if step.distance == 0 => count(&mut literals, usize::from(*byte)),
            _ => {
                count(&mut literals, length_symbol(step.length).0);
                count(&mut distances, distance_symbol(step.distance).0);
            }
        }
        rest.by_ref().take(step.length).for_each(drop);
    }
    count(&mut literals, END);
    let costs = Costs {
        literals: lengths(&literals, 15),
        distances: lengths(&distances, 15),
    };
    let mut bits = Bits::default();
    bits.put(0b101, 3);
    header(&mut bits, &costs);
    let (literals, distances) = (Code::of(costs.literals.clone()), Code::of(costs.distances.clone()));
    body(&mut bits, bytes, steps, &literals, &distances);
    (bits.finish(), costs)
}

/// The lengths of both codes, themselves coded (RFC 1951 §3.2.7).
fn header(bits: &mut Bits, costs: &Costs) {
    let used = |lengths: &[u8], least: usize| {
        let last = lengths
            .iter()
            .rposition(|length| *length > 0)
            .map_or(0, |last| last + 1);
        last.max(least)
    };
    let (literals, distances) = (used(&costs.literals, 257), used(&costs.distances, 1));
    let all: Vec<u8> = costs
        .literals
        .iter()
        .take(literals)
        .chain(costs.distances.iter().take(distances))
        .copied()
        .collect();
    let runs = runs(&all);
    let mut counts = vec![0_u32; 19];
    for (symbol, ..) in &runs {
        if let Some(count) = counts.get_mut(usize::from(*symbol)) {
            *count += 1;
        }
    }
    let code = Code::of(lengths(&counts, 7));
    let length_of = |symbol: usize| code.lengths.get(symbol).copied().unwrap_or_default();
    let written = ORDER
        .iter()
        .rposition(|symbol| length_of(*symbol) > 0)
        .map_or(4, |last| (last + 1).max(4));
    bits.put(literals.saturating_sub(257), 5);
    bits.put(distances.saturating_sub(1), 5);
    bits.put(written.saturating_sub(4), 4);
    for symbol in ORDER.into_iter().take(written) {
        bits.put(usize::from(length_of(symbol)), 3);
    }
    for (symbol, extra, value) in runs {
        code.put(bits, usize::from(symbol));
        bits.put(value, extra);
    }
}

/// Lengths as symbols: themselves, 16 (the one before, 3 to 6 times), 17 and 18 (zeros, 3 to 10 and 11 to 138 times).
fn runs(lengths: &[u8]) -> Vec<(u8, u8, usize)> {
    let mut out = Vec::new();
    for run in lengths.chunk_by(|a, b| a == b) {
        let Some(&length) = run.first() else { continue };
        let mut left = run.len();
        if length > 0 {
            out.push((length, 0, 0));
            left -= 1;
        }
        while left >= 3 {
            let (symbol, extra, least, most) = match (length, left) {
                (0, 11..) => (18, 7, 11, 138),
                (0, _) => (17, 3, 3, 10),
                _ => (16, 2, 3, 6),
            };
            let taken = left.min(most);
            out.push((symbol, extra, taken - least));
            left -= taken;
        }
        out.extend(std::iter::repeat_n((length, 0, 0), left));
    }
    out
}

/// Blocks that keep the bytes as they are.
pub(super) fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes.chunks(65_535).peekable();
    if rest.peek().is_none() {
        return vec![1, 0, 0, 255, 255];
    }
    while let Some(part) = rest.next() {
        out.push(u8::from(rest.peek().is_none()));
        let length = u16::try_from(part.len()).unwrap_or(u16::MAX);
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend_from_slice(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_distances_of_rfc_1951() {
        // §3.2.5, first and last of several rows of both tables.
        for (length, expected) in [
            (3, (257, 0, 0)),
            (10, (264, 0, 0)),
            (11, (265, 1, 0)),
            (12, (265, 1, 1)),
            (66, (276, 3, 7)),
            (67, (277, 4, 0)),
            (227, (284, 5, 0)),
            (257, (284, 5, 30)),
            (258, (285, 0, 0)),
        ] {
            assert_eq!(length_symbol(length), expected, "{length}");
        }
        for (distance, expected) in [
            (1, (0, 0, 0)),
            (4, (3, 0, 0)),
            (5, (4, 1, 0)),
            (6, (4, 1, 1)),
            (193, (15, 6, 0)),
            (24_577, (29, 13, 0)),
            (32_768, (29, 13, 8191)),
        ] {
            assert_eq!(distance_symbol(distance), expected, "{distance}");
        }
    }
}
