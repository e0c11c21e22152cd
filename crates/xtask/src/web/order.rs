//! Functions that look alike stand together: what compresses the module then finds in each what it has just seen.
//!
//! The optimiser can order functions by their names, so each is given its place as a name; the names go with the order done.

use super::names::{bytes, number, put, put_number, sections};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};

const IMPORTS: u8 = 2;
const CODE: u8 = 10;
/// The section of names, and in it the names of functions.
const CUSTOM: u8 = 0;
const FUNCTIONS: u8 = 1;
/// So many bytes in a row make a trait of a function.
const TRAIT: usize = 6;
/// A trait that so many functions have tells nothing.
const COMMON: usize = 40;

/// The module with the functions named after their places, for `--reorder-functions-by-name`.
///
/// # Errors
/// The module is cut.
pub fn named(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for section in sections(wasm)? {
        let (id, content) = section?;
        match id {
            IMPORTS => (imported, _) = number(content)?,
            CODE => {
                let (count, mut rest) = number(content)?;
                for _ in 0..count {
                    let (body, after) = bytes(rest)?;
                    bodies.push(body);
                    rest = after;
                }
            }
            _ => {}
        }
    }
    let mut places = vec![0; bodies.len()];
    for (place, function) in alike(&bodies).into_iter().enumerate() {
        *places.get_mut(function).context("a function that is not there")? = place;
    }
    let names = (0..imported as usize)
        .map(|import| format!("a{import:06}"))
        .chain(places.iter().map(|place| format!("b{place:06}")));
    let mut functions = Vec::new();
    put_number(&mut functions, imported + u32::try_from(places.len())?);
    for (function, name) in (0..).zip(names) {
        put_number(&mut functions, function);
        put(&mut functions, name.as_bytes());
    }
    let mut content = Vec::new();
    put(&mut content, b"name");
    content.push(FUNCTIONS);
    put(&mut content, &functions);
    let mut out = wasm.to_vec();
    out.push(CUSTOM);
    put(&mut out, &content);
    Ok(out)
}

/// The bodies in an order where each is followed by the one, of those left, that shares most with it for its length; the longest first.
fn alike(bodies: &[&[u8]]) -> Vec<usize> {
    let traits: Vec<BTreeSet<&[u8]>> = bodies.iter().map(|body| body.windows(TRAIT).collect()).collect();
    let mut owners: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (function, traits) in traits.iter().enumerate() {
        for of in traits {
            owners.entry(of).or_default().push(function);
        }
    }
    owners.retain(|_, owners| (2..COMMON).contains(&owners.len()));
    let length = |function: usize| bodies.get(function).map_or(0, |body| body.len());
    let mut left: BTreeSet<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = left.iter().copied().max_by_key(|function| length(*function));
    while let Some(function) = next {
        left.remove(&function);
        order.push(function);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for of in traits.get(function).into_iter().flatten() {
            for other in owners
                .get(of)
                .into_iter()
                .flatten()
                .filter(|other| left.contains(other))
            {
                *shared.entry(*other).or_default() += 1;
            }
        }
        // Thousandths of the other's traits; fifty more, so that what is tiny does not come before what has much in common.
        let share =
            |(other, shared): &(usize, usize)| shared * 1000 / (traits.get(*other).map_or(0, BTreeSet::len) + 50);
        let nearest = shared.into_iter().max_by_key(share).map(|(other, _)| other);
        next = nearest.or_else(|| {
            let near = |other: &usize| length(*other).abs_diff(length(function));
            left.iter().copied().min_by_key(near)
        });
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_stand_side_by_side_and_nobody_is_lost() {
        let one = b"the quick brown fox jumps over the lazy dog";
        let two = b"pack my box with five dozen liquor jugs, now";
        let bodies: Vec<&[u8]> = vec![&one[..], &two[..], b"", &one[..40], &two[4..], b"zzz"];
        let order = alike(&bodies);
        let place = |function| order.iter().position(|found| *found == function).unwrap();
        assert_eq!(place(0).abs_diff(place(3)), 1);
        assert_eq!(place(1).abs_diff(place(4)), 1);
        let mut all = order.clone();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3, 4, 5]);
        assert!(alike(&[]).is_empty());
    }

    #[test]
    fn every_function_is_named_after_its_place() {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([IMPORTS, 1, 0, CODE, 7, 2, 1, 0x0B, 3, 0, 0x01, 0x0B]);
        let named = named(&wasm).unwrap();
        assert!(named.starts_with(&wasm));
        let names = named.windows(7).filter(|name| name.starts_with(b"b00000")).count();
        assert_eq!(names, 2);
        assert!(super::named(&wasm[..15]).is_err());
    }
}
