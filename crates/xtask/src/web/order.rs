//! Functions that look alike stand together: what compresses the module then finds in each what it has just seen.
//!
//! Those that stand in the table of functions come after the others: their kinds differ, and the table then names few and near numbers.
//! The optimiser can order functions by their names, so each is given its place as a name; the names go with the order done.

use super::names::{bytes, number, put, put_number, sections};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

const IMPORTS: u8 = 2;
const ELEMENTS: u8 = 9;
const CODE: u8 = 10;
/// The instruction that a constant number is, and the end of an expression.
const NUMBER: u8 = 0x41;
const END: u8 = 0x0B;
/// The section of names, and in it the names of functions.
const CUSTOM: u8 = 0;
const FUNCTIONS: u8 = 1;
/// So many bytes in a row make a trait of a function.
const TRAIT: usize = 4;
/// A trait that so many functions have tells nothing.
const COMMON: usize = 1000;

/// The module with the functions named after their places, for `--reorder-functions-by-name`.
///
/// # Errors
/// The module is cut.
pub fn named(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut in_table = Vec::new();
    for section in sections(wasm)? {
        let (id, content) = section?;
        match id {
            IMPORTS => (imported, _) = number(content)?,
            ELEMENTS => in_table = table(content)?,
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
    let in_table: Vec<usize> = in_table
        .into_iter()
        .filter_map(|function| function.checked_sub(imported).map(|function| function as usize))
        .collect();
    let mut tabled = vec![false; bodies.len()];
    for function in in_table {
        *tabled.get_mut(function).context("a function that is not there")? = true;
    }
    let (last, first): (Vec<usize>, Vec<usize>) =
        (0..bodies.len()).partition(|function| tabled.get(*function) == Some(&true));
    let order = alike(&bodies, &first).into_iter().chain(alike(&bodies, &last));
    for (place, function) in order.enumerate() {
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

/// The functions that stand in the table, by their numbers.
fn table(content: &[u8]) -> Result<Vec<u32>> {
    let (count, mut rest) = number(content)?;
    let mut found = Vec::new();
    for _ in 0..count {
        let Some(address) = rest.strip_prefix(&[0, NUMBER]) else {
            bail!("the table of functions is not as the linker writes it");
        };
        let end = address.iter().position(|byte| byte & 0x80 == 0).unwrap_or(0) + 1;
        let after = address.get(end..).and_then(|rest| rest.strip_prefix(&[END]));
        let (length, mut functions) = number(after.context("an address that does not end")?)?;
        for _ in 0..length {
            let (function, after) = number(functions)?;
            found.push(function);
            functions = after;
        }
        rest = functions;
    }
    Ok(found)
}

/// These functions in an order where each is followed by the one, of those left, that shares most with it for its length; the longest first.
fn alike(bodies: &[&[u8]], of: &[usize]) -> Vec<usize> {
    let bodies: Vec<&[u8]> = of
        .iter()
        .filter_map(|function| bodies.get(*function).copied())
        .collect();
    // Traits by number: those of each function, and the functions that have each.
    let mut numbers: BTreeMap<&[u8], usize> = BTreeMap::new();
    let mut owners: Vec<Vec<usize>> = Vec::new();
    let mut traits: Vec<Vec<usize>> = Vec::new();
    for (function, body) in bodies.iter().enumerate() {
        let mut own = Vec::new();
        for window in body.windows(TRAIT) {
            let number = *numbers.entry(window).or_insert(owners.len());
            if number == owners.len() {
                owners.push(Vec::new());
            }
            if let Some(owners) = owners.get_mut(number)
                && owners.last() != Some(&function)
            {
                owners.push(function);
                own.push(number);
            }
        }
        traits.push(own);
    }
    for owners in owners.iter_mut().filter(|owners| !(2..COMMON).contains(&owners.len())) {
        owners.clear();
    }
    let length = |function: usize| bodies.get(function).map_or(0, |body| body.len());
    let mut left = vec![true; bodies.len()];
    let mut shared = vec![0_usize; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = (0..bodies.len()).max_by_key(|function| length(*function));
    while let Some(function) = next {
        order.extend(of.get(function));
        if let Some(left) = left.get_mut(function) {
            *left = false;
        }
        shared.fill(0);
        let owned = traits.get(function).into_iter().flatten();
        for other in owned.filter_map(|number| owners.get(*number)).flatten() {
            if let Some(shared) = shared.get_mut(*other) {
                *shared += 1;
            }
        }
        // Thousandths of the other's traits; fifty more, so that what is tiny does not come before what has much in common.
        let share = |other: usize| {
            let shared = shared.get(other).copied().unwrap_or(0);
            shared * 1000 / (traits.get(other).map_or(0, Vec::len) + 50)
        };
        let others = (0..bodies.len()).filter(|other| left.get(*other) == Some(&true));
        let nearest = others.clone().max_by_key(|other| share(*other));
        next = match nearest {
            Some(nearest) if share(nearest) == 0 => {
                others.min_by_key(|other| length(*other).abs_diff(length(function)))
            }
            nearest => nearest,
        };
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
        let all: Vec<usize> = (0..bodies.len()).collect();
        let order = alike(&bodies, &all);
        let place = |function| order.iter().position(|found| *found == function).unwrap();
        assert_eq!(place(0).abs_diff(place(3)), 1);
        assert_eq!(place(1).abs_diff(place(4)), 1);
        let mut all = order.clone();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3, 4, 5]);
        assert!(alike(&[], &[]).is_empty());
        assert_eq!(alike(&bodies, &[4, 1]).len(), 2, "of some, only those");
    }

    #[test]
    fn what_stands_in_the_table_comes_last() {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        // One import; the table holds, from its place 1, the functions 1 and 0: the first body and the import.
        wasm.extend([IMPORTS, 1, 1, ELEMENTS, 8, 1, 0, NUMBER, 1, END, 2, 1, 0]);
        wasm.extend([CODE, 8, 2, 3, 0, 0x01, END, 2, 0, END]);
        let named = named(&wasm).unwrap();
        let name = |function: u8, name: &[u8]| named.windows(9).any(|found| *found == *[&[function, 7], name].concat());
        assert!(name(0, b"a000000") && name(1, b"b000001") && name(2, b"b000000"));
        assert_eq!(table(&[1, 0, NUMBER, 0x80, 1, END, 1, 5]).unwrap(), [5]);
        assert!(table(&[1, 4, NUMBER, 1, END, 1, 5]).is_err());
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
