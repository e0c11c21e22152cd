//! Huffman codes with a longest length, and their canonical bits.

/// Lengths of the best prefix code for these counts, none longer than `most`; 0 for what does not occur.
///
/// One symbol that occurs alone gets a code of one bit.
///
/// # Source
/// Package-merge (Larmore and Hirschberg, 1990): the `2 n − 2` cheapest items of the last list, where each list pairs the one before.
pub(super) fn lengths(counts: &[u32], most: usize) -> Vec<u8> {
    let mut lengths = vec![0; counts.len()];
    let mut leaves: Vec<(u32, Vec<usize>)> = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(symbol, count)| (*count, vec![symbol]))
        .collect();
    leaves.sort();
    if let [(_, only)] = leaves.as_slice() {
        for symbol in only {
            if let Some(length) = lengths.get_mut(*symbol) {
                *length = 1;
            }
        }
        return lengths;
    }
    let mut list = leaves.clone();
    for _ in 1..most {
        let mut next = leaves.clone();
        for pair in list.chunks_exact(2) {
            if let [(one, with), (other, also)] = pair {
                next.push((one + other, [with.as_slice(), also].concat()));
            }
        }
        next.sort_by_key(|(count, _)| *count);
        list = next;
    }
    for (_, symbols) in list.iter().take((2 * leaves.len()).saturating_sub(2)) {
        for symbol in symbols {
            if let Some(length) = lengths.get_mut(*symbol) {
                *length += 1;
            }
        }
    }
    lengths
}

/// The canonical code of each symbol, its bits in the order in which they are written (RFC 1951 §3.2.2).
pub(super) fn codes(lengths: &[u8]) -> Vec<u16> {
    let mut codes = vec![0; lengths.len()];
    let mut next = 0_u16;
    for length in 1..=15_u8 {
        next <<= 1;
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, found)| **found == length) {
            *code = next.reverse_bits() >> (16 - u16::from(length));
            next = next.wrapping_add(1);
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_rfc_1951() {
        // §3.2.2: lengths (3, 3, 3, 3, 3, 2, 4, 4) give 010, 011, 100, 101, 110, 00, 1110, 1111.
        let codes = codes(&[3, 3, 3, 3, 3, 2, 4, 4]);
        assert_eq!(codes, [0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111]);
    }

    #[test]
    fn counts_of_fibonacci_are_cut_at_the_longest() {
        let counts = [1, 1, 2, 3, 5, 8, 13, 21, 34, 55];
        assert_eq!(lengths(&counts, 15), [9, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(lengths(&counts, 7).iter().max(), Some(&7));
        assert_eq!(lengths(&[0, 4, 0], 7), [0, 1, 0]);
        assert_eq!(lengths(&[0, 0], 7), [0, 0]);
    }

    proptest! {
        #[test]
        fn codes_fill_the_tree_exactly(counts in proptest::collection::vec(0_u32..1000, 2..60), most in 6_usize..=15) {
            let lengths = lengths(&counts, most);
            let used: Vec<u8> = lengths.iter().copied().filter(|length| *length > 0).collect();
            prop_assert_eq!(used.len(), counts.iter().filter(|count| **count > 0).count());
            prop_assert!(used.iter().all(|length| usize::from(*length) <= most));
            if used.len() > 1 {
                let kraft: u32 = used.iter().map(|length| 1 << (15 - length)).sum();
                prop_assert_eq!(kraft, 1 << 15);
            }
        }
    }
}
