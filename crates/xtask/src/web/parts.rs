//! Cuts the optimised module into the part that everybody loads first and parts that are loaded on demand.
//!
//! A part begins at an exported function `part_<name>`, which tells the first part which pages it brings. Whatever code and data only that
//! function reaches goes into a module of its own, `<name>`; what several parts share goes into [`SHARED`]. Data that stands in a module
//! of the source called `part_<name>` goes with that part even where others name it: words of a language that not everybody reads. All
//! pieces use the memory and the function table of the first one; a piece fills its own places of the table and its own addresses when
//! it arrives, then says what it brings. Calls from one piece to another go through the table.
//!
//! Cutting comes last, after the binding and the optimiser have seen the whole: nothing is bound twice, and each function is as small as in
//! one module. Yew's own way (`Lazy`, with `wasm_split_helpers`) cuts before the binding: each piece must then be optimised alone, what
//! crosses the border is neither inlined nor dropped, and the border itself is written in macros with unsafe code.

mod links;
mod module;
mod write;

use anyhow::{Context, Result, anyhow, bail};
use links::{FIRST, Owners, Reach, part_of};
use module::Module;
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasmparser::{Export, ExternalKind, FunctionBody};

/// What several parts share, and the first does not need.
pub const SHARED: &str = "shared";
/// A gap between two runs of data that is shorter than this is filled: a segment has a head of its own.
const GAP: usize = 8;

/// Number of a piece: 0 is the first, then the parts in their order, then what they share.
type Piece = usize;

/// The pieces of the application.
#[derive(Debug)]
pub struct Pieces {
    /// What everybody loads.
    pub first: Vec<u8>,
    /// What is loaded on demand, by name.
    pub parts: Vec<(String, Vec<u8>)>,
}

/// How a module is cut.
pub struct Cut {
    /// How many pieces there are.
    pieces: usize,
    owners: Owners,
    /// The piece of each function.
    homes: Vec<Piece>,
    /// Number of the first function that is not imported.
    imported: u32,
    /// The table: place → function, with the places that calls between pieces need.
    slots: BTreeMap<u32, u32>,
    /// A place of each function that has one.
    places: BTreeMap<u32, u32>,
    /// Function with which each part begins.
    roots: Vec<u32>,
    /// Names that the others find tables, globals and the memory by.
    names: BTreeMap<(u8, u32), String>,
    /// The same, as far as the module did not export them.
    lent: Vec<(ExternalKind, u32, String)>,
    /// Runs of data: the piece, the address and the bytes.
    runs: Vec<(Piece, u32, Vec<u8>)>,
}

/// Cuts a module, optimised, by the references in the same module as it was linked.
///
/// # Errors
/// The first part would reach into another: a part is named by what it brings and never by its functions.
pub fn cut(linked: &[u8], optimised: &[u8]) -> Result<Pieces> {
    let module = Module::read(optimised)?;
    let mut cut = Cut::plan(links::owners(linked)?, &module)?;
    cut.lend(&module)?;
    let mut parts = Vec::new();
    for piece in 1..cut.pieces {
        let name = cut.owners.parts.get(piece - 1).map_or(SHARED, String::as_str);
        let functions = cut.functions(&module, piece).len();
        if functions + cut.data(piece).count() == 0 {
            continue;
        }
        let lends = cut.owners.lenders & (FIRST << piece) != 0;
        if functions == 1 && cut.root(piece).is_some() && !lends {
            bail!("the part `{name}` brings nothing of its own: the first part reaches what it should bring");
        }
        parts.push((name.to_owned(), write::piece(&module, &cut, piece)?));
    }
    Ok(Pieces {
        first: write::piece(&module, &cut, 0)?,
        parts,
    })
}

impl Cut {
    fn plan(owners: Owners, module: &Module) -> Result<Self> {
        let imported = module.imported();
        let exported = |name: &str| {
            let export = module.exports.iter().find(|export| part_of(export.name) == Some(name));
            export
                .map(|export| export.index)
                .with_context(|| format!("the optimiser dropped the root of `{name}`"))
        };
        let roots: Vec<u32> = owners.parts.iter().map(|name| exported(name)).collect::<Result<_>>()?;
        let reach = reach(module, &owners, &roots);
        let mut cut = Self {
            pieces: owners.parts.len() + 2,
            homes: Vec::new(),
            imported,
            slots: module.slots.clone(),
            places: module.slots.iter().map(|(slot, function)| (*function, *slot)).collect(),
            roots,
            names: BTreeMap::new(),
            lent: Vec::new(),
            runs: Vec::new(),
            owners,
        };
        cut.homes = reach.iter().map(|reach| cut.home(*reach)).collect();
        let mut lacking: BTreeSet<u32> = BTreeSet::new();
        for (caller, called) in (imported..).zip(&module.calls) {
            for function in called {
                let (from, to) = (cut.home_of(caller), cut.home_of(*function));
                if from == to {
                    continue;
                }
                if from == 0 {
                    bail!("the first part calls function {function} of another");
                }
                if !cut.places.contains_key(function) {
                    lacking.insert(*function);
                }
            }
        }
        let end = cut.slots.keys().last().map_or(1, |slot| slot + 1);
        for (slot, function) in (end..).zip(lacking) {
            cut.places.insert(function, slot);
            cut.slots.insert(slot, function);
        }
        cut.runs = cut.runs(module);
        Ok(cut)
    }

    fn home(&self, reach: Reach) -> Piece {
        home(reach, &self.owners)
    }

    fn home_of(&self, function: u32) -> Piece {
        self.homes.get(function as usize).copied().unwrap_or(0)
    }

    /// The functions of a piece that are not imported, in their order.
    fn functions(&self, module: &Module, piece: Piece) -> Vec<u32> {
        let all = (self.imported..).take(module.bodies.len());
        all.filter(|function| self.home_of(*function) == piece).collect()
    }

    fn body<'m, 'a>(&self, module: &'m Module<'a>, function: u32) -> Result<&'m FunctionBody<'a>> {
        let place = (function - self.imported) as usize;
        module.bodies.get(place).context("a function without a body")
    }

    fn root(&self, piece: Piece) -> Option<u32> {
        self.roots.get(piece.checked_sub(1)?).copied()
    }

    fn is_root(&self, export: &Export) -> bool {
        export.kind == ExternalKind::Func && part_of(export.name).is_some()
    }

    /// The place of a function in the table.
    fn slot(&self, function: u32) -> Result<u32> {
        let slot = self.places.get(&function).copied();
        slot.with_context(|| format!("function {function} has no place in the table"))
    }

    /// Places that a piece fills. The first fills those of the others too, with what stands before: nobody calls them until their piece
    /// is there, and one run needs one head.
    fn slots(&self, piece: Piece) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        let mut before = 0;
        for (&slot, &function) in &self.slots {
            if self.home_of(function) == piece {
                before = function;
            } else if piece != 0 {
                continue;
            }
            found.push((slot, before));
        }
        found
    }

    /// The data of a piece: addresses and bytes.
    fn data(&self, piece: Piece) -> impl Iterator<Item = (u32, &[u8])> {
        let own = self.runs.iter().filter(move |(home, ..)| *home == piece);
        own.map(|(_, address, bytes)| (*address, bytes.as_slice()))
    }

    /// The data in runs of one piece each.
    fn runs(&self, module: &Module) -> Vec<(Piece, u32, Vec<u8>)> {
        let mut runs: Vec<(Piece, u32, Vec<u8>)> = Vec::new();
        for (address, bytes) in &module.data {
            let mut reaches = vec![None::<Reach>; bytes.len()];
            for (range, reach) in &self.owners.data {
                let from = range.start.saturating_sub(*address) as usize;
                let to = (range.end.saturating_sub(*address) as usize).min(bytes.len());
                for byte in reaches.get_mut(from..to).into_iter().flatten() {
                    *byte = Some(byte.unwrap_or(0) | if *reach == 0 { FIRST } else { *reach });
                }
            }
            // Where the last run of each piece stands, and whose the last byte was.
            let mut last: BTreeMap<Piece, usize> = BTreeMap::new();
            let mut before = None;
            for (at, (byte, reach)) in (*address..).zip(bytes.iter().zip(reaches)) {
                let piece = match reach {
                    Some(reach) => self.home(reach),
                    // Between two things lies nothing: what aligns the second.
                    None if *byte == 0 => continue,
                    None => 0,
                };
                let run = last.get(&piece).and_then(|place| runs.get_mut(*place));
                let near = run.and_then(|(_, from, run)| {
                    let gap = (at - *from) as usize - run.len();
                    // Only the first writes where others have their bytes, with zeros: it comes before them.
                    let free = gap == 0 || piece == 0 || before == Some(piece);
                    (gap < GAP && free).then_some((run, gap))
                });
                match near {
                    Some((run, gap)) => {
                        run.extend(std::iter::repeat_n(0, gap));
                        run.push(*byte);
                    }
                    None => {
                        last.insert(piece, runs.len());
                        runs.push((piece, at, vec![*byte]));
                    }
                }
                before = Some(piece);
            }
        }
        runs
    }

    /// Gives names to what the other pieces take from the first.
    fn lend(&mut self, module: &Module) -> Result<()> {
        let (tables, globals) = write::lent(module, self)?;
        let kinds = [
            (ExternalKind::Memory, BTreeSet::from([0])),
            (ExternalKind::Table, tables),
            (ExternalKind::Global, globals),
        ];
        for (kind, numbers) in kinds {
            for number in numbers {
                let exported = module
                    .exports
                    .iter()
                    .find(|export| export.kind == kind && export.index == number);
                let name = match exported {
                    Some(export) => export.name.to_owned(),
                    None => {
                        let name = format!("_{}", self.lent.len());
                        self.lent.push((kind, number, name.clone()));
                        name
                    }
                };
                self.names.insert((kind as u8, number), name);
            }
        }
        Ok(())
    }

    fn name(&self, kind: ExternalKind, number: u32) -> Result<&str> {
        let name = self.names.get(&(kind as u8, number));
        Ok(name.with_context(|| format!("{kind:?} {number} is lent to nobody"))?)
    }

    /// A table, with room for every place.
    fn table(&self, module: &Module, table: u32) -> Result<wasm_encoder::TableType> {
        let of = module.tables.get(table as usize).context("a table that is not there")?;
        let mut of = RoundtripReencoder.table_type(*of).map_err(|error| anyhow!("{error}"))?;
        if table == 0 {
            let end = self.slots.keys().last().map_or(0, |slot| u64::from(*slot) + 1);
            of.minimum = of.minimum.max(end);
            of.maximum = of.maximum.map(|most| most.max(end));
        }
        Ok(of)
    }
}

/// The piece of what these reach. A part that brings data which others name comes alone: what it shares with other parts is in the first.
fn home(reach: Reach, owners: &Owners) -> Piece {
    match reach {
        0 => 0,
        reach if reach & FIRST != 0 => 0,
        reach if reach.count_ones() == 1 => reach.trailing_zeros() as usize,
        reach if reach & owners.lenders != 0 => 0,
        _ => owners.parts.len() + 1,
    }
}

/// Who reaches each function of the optimised module.
fn reach(module: &Module, owners: &Owners, roots: &[u32]) -> Vec<Reach> {
    let mut reach = vec![0; module.functions.len()];
    let exports = module.exports.iter();
    let firsts = exports.filter(|export| export.kind == ExternalKind::Func && part_of(export.name).is_none());
    let mut left: Vec<(u32, Reach)> = firsts.map(|export| (export.index, FIRST)).collect();
    left.extend(module.start.map(|start| (start, FIRST)));
    left.extend((1..).zip(roots).map(|(part, root)| (*root, FIRST << part)));
    // A place that the linker did not know was added for the script, which belongs to the first.
    left.extend(
        module
            .slots
            .iter()
            .map(|(slot, function)| match owners.slots.get(slot) {
                Some(&reach) if reach != 0 => (*function, reach),
                _ => (*function, FIRST),
            }),
    );
    while let Some((function, who)) = left.pop() {
        let Some(seen) = reach.get_mut(function as usize) else {
            continue;
        };
        if *seen & who == who {
            continue;
        }
        *seen |= who;
        let body = function.checked_sub(module.imported());
        let called = body.and_then(|body| module.calls.get(body as usize));
        left.extend(called.into_iter().flatten().map(|called| (*called, who)));
    }
    // What the browser lends stands in the first.
    reach
        .iter_mut()
        .take(module.imports.len())
        .for_each(|seen| *seen = FIRST);
    reach
}

#[cfg(test)]
mod tests;
