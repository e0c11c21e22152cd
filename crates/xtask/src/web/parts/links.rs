//! What each part of the application reaches, read from the module as the linker leaves it, where every reference is still marked.
//!
//! A place of the function table or a byte of data is a bare number in the program: only the linker's marks say which numbers are
//! references. What is found here holds for the optimised module too: tools renumber functions, never places of the table nor addresses.
//!
//! Data in a module `part_<name>` goes with that part, whoever names it: the program reads it only once the part is there.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::ops::Range;
use wasmparser::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, KnownCustom, Linking, Operator, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// The part that begins at an exported function, by the function's name: `part_verifier`, to which the binding adds a digest.
pub fn part_of(export: &str) -> Option<&str> {
    let name = export.strip_prefix("part_")?;
    match name.rsplit_once('_') {
        Some((name, digest)) if digest.len() == 16 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) => Some(name),
        _ => Some(name),
    }
}

/// Whether a symbol stands in the module `part_<name>` of some crate: the compiler writes each name of a path after its length.
fn is_in(symbol: &str, part: &str) -> bool {
    symbol.contains(&format!("{}part_{part}", part.len() + "part_".len()))
}

/// Who reaches something: bit 0 is the first part, the next ones are the parts on demand in their order.
pub type Reach = u32;
/// The first part.
pub const FIRST: Reach = 1;

/// What each part reaches.
#[derive(Debug, Default)]
pub struct Owners {
    /// Names of the parts on demand, in order.
    pub parts: Vec<String>,
    /// Who reaches the function in each place of the table.
    pub slots: BTreeMap<u32, Reach>,
    /// Who reaches the bytes at these addresses; ranges may lie one over the other.
    pub data: Vec<(Range<u32>, Reach)>,
    /// The parts that bring data which others name.
    pub lenders: Reach,
}

#[derive(Debug, Clone, Copy)]
enum Node {
    Function(u32),
    Slot(u32),
    Data(u32),
}

#[derive(Default)]
struct Graph {
    imported: u32,
    /// Range of each defined function in the file.
    bodies: Vec<Range<usize>>,
    /// Functions that each defined function calls.
    calls: Vec<Vec<u32>>,
    roots: Vec<(String, u32)>,
    start: Option<u32>,
    /// Function → its place in the table.
    slots: BTreeMap<u32, u32>,
    /// For each segment of data, its address and where it lies in the file.
    segments: Vec<(u32, Range<usize>)>,
    symbols: Vec<Symbol>,
    /// Data in a module that is named after a part: the symbol, and its name.
    lent: BTreeMap<u32, String>,
    /// References, by where they stand in the file.
    references: BTreeMap<usize, RelocationEntry>,
}

#[derive(Clone, Debug)]
enum Symbol {
    Function(u32),
    Data(Range<u32>),
    Other,
}

/// Reads the module and follows every reference from the exports of the first part and from the root of each other part.
///
/// # Errors
/// The module was linked without `--emit-relocs`, or is not one that Rust makes.
pub fn owners(wasm: &[u8]) -> Result<Owners> {
    let graph = read(wasm)?;
    let parts: Vec<(&str, u32)> = graph
        .roots
        .iter()
        .filter_map(|(name, function)| Some((part_of(name)?, *function)))
        .collect();
    let mut reached = Reached::default();
    let firsts = graph.roots.iter().filter(|(name, _)| part_of(name).is_none());
    let firsts = firsts.map(|(_, function)| *function).chain(graph.start);
    graph.follow(FIRST, firsts, &mut reached)?;
    for (place, (_, root)) in parts.iter().enumerate() {
        graph.follow(FIRST << (place + 1), [*root], &mut reached)?;
    }
    let slots = graph.slots.iter();
    let slots = slots.map(|(function, slot)| (*slot, reached.slots.get(function).copied().unwrap_or(0)));
    let lender = |symbol: u32| {
        let name = graph.lent.get(&symbol)?;
        let part = parts.iter().position(|(part, _)| is_in(name, part))?;
        Some(FIRST << (part + 1))
    };
    let mut lenders = 0;
    let data = (0..).zip(&graph.symbols).filter_map(|(symbol, found)| match found {
        Symbol::Data(range) => {
            let lender = lender(symbol);
            lenders |= lender.unwrap_or(0);
            let reach = lender.or_else(|| reached.data.get(&symbol).copied());
            Some((range.clone(), reach.unwrap_or(0)))
        }
        _ => None,
    });
    let data = data.collect();
    Ok(Owners {
        parts: parts.iter().map(|(name, _)| (*name).to_owned()).collect(),
        slots: slots.collect(),
        data,
        lenders,
    })
}

#[derive(Default)]
struct Reached {
    functions: BTreeMap<u32, Reach>,
    slots: BTreeMap<u32, Reach>,
    data: BTreeMap<u32, Reach>,
}

impl Graph {
    fn follow(&self, who: Reach, roots: impl IntoIterator<Item = u32>, reached: &mut Reached) -> Result<()> {
        let mut left: Vec<Node> = roots.into_iter().map(Node::Function).collect();
        while let Some(node) = left.pop() {
            let seen = match node {
                Node::Function(function) => reached.functions.entry(function),
                Node::Slot(function) => reached.slots.entry(function),
                Node::Data(symbol) => reached.data.entry(symbol),
            }
            .or_default();
            if *seen & who != 0 {
                continue;
            }
            *seen |= who;
            match node {
                Node::Slot(function) => left.push(Node::Function(function)),
                Node::Function(function) if function < self.imported => {}
                Node::Function(function) => {
                    let place = (function - self.imported) as usize;
                    let called = self.calls.get(place).context("a function that is not there")?;
                    left.extend(called.iter().copied().map(Node::Function));
                    let body = self.bodies.get(place).context("a function without a body")?;
                    self.referred(body.clone(), &mut left)?;
                }
                Node::Data(symbol) => {
                    if let Some(Symbol::Data(range)) = self.symbols.get(symbol as usize)
                        && let Some(lies) = self.lies(range)
                    {
                        self.referred(lies, &mut left)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Where the bytes of these addresses lie in the file; none when they are zeros that no file holds.
    fn lies(&self, range: &Range<u32>) -> Option<Range<usize>> {
        self.segments.iter().find_map(|(address, bytes)| {
            let from = bytes.start + range.start.checked_sub(*address)? as usize;
            let to = from + range.len();
            (to <= bytes.end).then_some(from..to)
        })
    }

    /// What is referred to between two places of the file.
    fn referred(&self, between: Range<usize>, left: &mut Vec<Node>) -> Result<()> {
        use RelocationType as Kind;
        for reference in self.references.range(between).map(|(_, reference)| reference) {
            let symbol = self.symbols.get(reference.index as usize);
            match (reference.ty, symbol) {
                (Kind::TypeIndexLeb, _) => {}
                (Kind::FunctionIndexLeb, Some(Symbol::Function(function))) => left.push(Node::Function(*function)),
                (Kind::TableIndexSleb | Kind::TableIndexI32, Some(Symbol::Function(function))) => {
                    left.push(Node::Slot(*function));
                }
                (
                    Kind::MemoryAddrLeb | Kind::MemoryAddrSleb | Kind::MemoryAddrI32,
                    Some(Symbol::Data(_) | Symbol::Other),
                ) => left.push(Node::Data(reference.index)),
                (Kind::GlobalIndexLeb | Kind::TableNumberLeb, Some(_)) => {}
                (kind, symbol) => bail!("a reference of an unknown kind: {kind:?} to {symbol:?}"),
            }
        }
        Ok(())
    }
}

/// The number that a constant expression is.
///
/// # Errors
/// It is not one number.
pub fn constant(of: &ConstExpr) -> Result<u32> {
    match of.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => bail!("an address that is not a number: {other:?}"),
    }
}

fn read(wasm: &[u8]) -> Result<Graph> {
    let mut graph = Graph::default();
    let mut section = 0;
    // Where the code and the data begin in the file, by the place of their section.
    let mut begins: BTreeMap<u32, usize> = BTreeMap::new();
    let mut marks = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if payload.as_section().is_none() {
            if let Payload::CodeSectionEntry(body) = payload {
                graph.bodies.push(body.range());
                graph.calls.push(called(&body)?);
            }
            continue;
        }
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    graph.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        graph.roots.push((export.name.to_owned(), export.index));
                    }
                }
            }
            Payload::StartSection { func, .. } => graph.start = Some(func),
            Payload::ElementSection(elements) => {
                for element in elements {
                    let element = element?;
                    let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(functions)) =
                        (element.kind, element.items)
                    else {
                        bail!("the table of functions is not as the linker writes it");
                    };
                    for (slot, function) in (constant(&offset_expr)?..).zip(functions) {
                        graph.slots.insert(function?, slot);
                    }
                }
            }
            Payload::CodeSectionStart { range, .. } => {
                begins.insert(section, range.start);
            }
            Payload::DataSection(data) => {
                begins.insert(section, data.range().start);
                for segment in data {
                    let segment = segment?;
                    let DataKind::Active { offset_expr, .. } = segment.kind else {
                        bail!("data without an address");
                    };
                    let from = segment.range.end - segment.data.len();
                    graph.segments.push((constant(&offset_expr)?, from..segment.range.end));
                }
            }
            Payload::CustomSection(custom) => match custom.as_known() {
                KnownCustom::Linking(linking) => symbols(&linking, &mut graph)?,
                KnownCustom::Reloc(references) => marks.push(references),
                _ => {}
            },
            _ => {}
        }
        section += 1;
    }
    if graph.symbols.is_empty() || marks.is_empty() {
        bail!("the module does not say who refers to whom: it was linked without --emit-relocs");
    }
    for references in marks {
        let Some(begin) = begins.get(&references.section_index()) else {
            continue;
        };
        for entry in references.entries() {
            let entry = entry?;
            graph.references.insert(begin + entry.offset as usize, entry);
        }
    }
    Ok(graph)
}

/// Functions that a body calls by their number.
///
/// # Errors
/// The body is cut.
pub fn called(body: &wasmparser::FunctionBody) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        match operators.read()? {
            Operator::Call { function_index }
            | Operator::ReturnCall { function_index }
            | Operator::RefFunc { function_index } => found.push(function_index),
            _ => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn symbols(linking: &wasmparser::LinkingSectionReader, graph: &mut Graph) -> Result<()> {
    for subsection in linking.subsections() {
        let Linking::SymbolTable(symbols) = subsection? else {
            continue;
        };
        for symbol in symbols {
            graph.symbols.push(match symbol? {
                SymbolInfo::Func { index, .. } => Symbol::Function(index),
                SymbolInfo::Data {
                    name,
                    symbol: Some(defined),
                    ..
                } => match graph.segments.get(defined.index as usize) {
                    Some((address, _)) => {
                        if name.contains("part_") {
                            let number = u32::try_from(graph.symbols.len())?;
                            graph.lent.insert(number, name.to_owned());
                        }
                        let from = address + defined.offset;
                        Symbol::Data(from..from + defined.size)
                    }
                    None => Symbol::Other,
                },
                _ => Symbol::Other,
            });
        }
    }
    Ok(())
}
