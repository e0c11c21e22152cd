//! Order: one sort for every list of the engine.
//!
//! The sorts of the standard library are compiled again for each type, several kilobytes each; ours are lists of tens, so one merge of
//! places, compiled once, serves them all.

use std::cmp::Ordering;

/// Sorts a list; what compares as equal stays in its order. `n log n` comparisons, whatever the order found.
pub fn sort<T>(list: &mut Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) {
    let places = places(list.len(), &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b).is_le(),
        _ => true,
    });
    let mut things: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    for place in places {
        if let Some(thing) = things.get_mut(place).and_then(Option::take) {
            list.push(thing);
        }
    }
}

/// The places from 0 to `count` in order: `stays(a, b)` says whether `a` may stand before `b`.
fn places(count: usize, stays: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut from: Vec<usize> = (0..count).collect();
    let mut width = 1;
    while width < count {
        let mut to = Vec::with_capacity(count);
        for pair in from.chunks(2 * width) {
            let (left, right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            merge(left, right, stays, &mut to);
        }
        from = to;
        width *= 2;
    }
    from
}

fn merge<'a>(mut left: &'a [usize], mut right: &'a [usize], stays: &dyn Fn(usize, usize) -> bool, to: &mut Vec<usize>) {
    while let ([a, ..], [b, ..]) = (left, right) {
        let side = if stays(*a, *b) { &mut left } else { &mut right };
        if let Some((first, rest)) = side.split_first() {
            to.push(*first);
            *side = rest;
        }
    }
    to.extend_from_slice(left);
    to.extend_from_slice(right);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library(list in proptest::collection::vec((0_u8..20, 0_u8..20), 0..70)) {
            let mut sorted = list.clone();
            sort(&mut sorted, &|a, b| a.0.cmp(&b.0));
            let mut expected = list;
            expected.sort_by_key(|a| a.0);
            prop_assert_eq!(sorted, expected);
        }
    }
}
