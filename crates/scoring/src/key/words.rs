//! Words against accepted words: what is made the same first, and how many slips are forgiven.

use super::Normalise;
use jalon_base::letters;

/// Whether some words are among those accepted.
pub(super) fn accepted(accept: &[String], value: &str, normalise: &[Normalise], edits: Option<u32>) -> bool {
    let value = normalised(value, normalise);
    accept.iter().any(|words| {
        let words = normalised(words, normalise);
        words == value || edits.is_some_and(|most| slips(&words, &value) <= most as usize)
    })
}

/// Words made comparable.
#[must_use]
pub fn normalised(words: &str, rules: &[Normalise]) -> String {
    let mut out = words.to_owned();
    if rules.contains(&Normalise::Case) {
        out = letters::small(&out);
    }
    if rules.contains(&Normalise::Accents) {
        out = letters::plain(&out);
    }
    if rules.contains(&Normalise::Spaces) {
        out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    out
}

/// How many slips part two texts: a letter wrong, missing, too many, or two neighbours swapped.
///
/// # Formula
/// d(i, j) = min( d(i−1, j) + 1, d(i, j−1) + 1, d(i−1, j−1) + \[aᵢ ≠ bⱼ\], d(i−2, j−2) + 1 where aᵢ = bⱼ₋₁ and aᵢ₋₁ = bⱼ ), in Unicode
/// scalar values.
///
/// # Source
/// Optimal string alignment: Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964; Boytsov,
/// "Indexing methods for approximate dictionary searching", JEA 16, 2011, § 2.
fn slips(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (place, letter) in one.chars().enumerate() {
        let mut row = vec![place + 1];
        let mut left = None;
        for (column, &against) in other.iter().enumerate() {
            let swapped = last == Some(against) && left == Some(letter);
            let best = (at(&above, column + 1) + 1)
                .min(at(&row, column) + 1)
                .min(at(&above, column) + usize::from(letter != against));
            let best = match column.checked_sub(1) {
                Some(two) if swapped => best.min(at(&before, two) + 1),
                _ => best,
            };
            row.push(best);
            left = Some(against);
        }
        before = std::mem::replace(&mut above, row);
        last = Some(letter);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_literature() {
        for (one, other, count) in [
            ("", "", 0),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("saturday", "sunday", 3),
            // Boytsov 2011: optimal string alignment gives 3 where the unrestricted distance gives 2.
            ("ca", "abc", 3),
            ("abcd", "abdc", 1),
            ("éthylotest", "éthylotets", 1),
        ] {
            assert_eq!((slips(one, other), slips(other, one)), (count, count), "{one} {other}");
        }
    }
}
