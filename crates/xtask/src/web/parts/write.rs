//! Writes one piece of a cut module: the first, which defines the memory and the tables, or another, which takes them from the first.

use super::module::Module;
use super::{Cut, Piece};
use anyhow::{Context, Result, anyhow, bail};
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, GlobalSection, ImportSection, Instruction, MemorySection, StartSection, TableSection, TypeSection,
};
use wasmparser::{ExternalKind, Operator};

/// Under this name the first piece stands among the imports of the others.
const FROM: &str = "";

type Failed = wasm_encoder::reencode::Error<Absent>;

/// What a piece names and has not.
#[derive(Debug)]
struct Absent(&'static str, u32);

impl std::fmt::Display for Absent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} is in another piece", self.0, self.1)
    }
}

impl std::error::Error for Absent {}

fn found(among: &BTreeMap<u32, u32>, what: &'static str, number: u32) -> Result<u32, Failed> {
    among
        .get(&number)
        .copied()
        .ok_or(Failed::UserError(Absent(what, number)))
}

fn plain(error: Failed) -> anyhow::Error {
    anyhow!("{error}")
}

/// Numbers of one piece.
#[derive(Default)]
struct Numbers {
    functions: BTreeMap<u32, u32>,
    types: BTreeMap<u32, u32>,
    tables: BTreeMap<u32, u32>,
    globals: BTreeMap<u32, u32>,
}

impl Reencode for Numbers {
    type Error = Absent;

    fn function_index(&mut self, function: u32) -> Result<u32, Failed> {
        found(&self.functions, "function", function)
    }

    fn type_index(&mut self, of: u32) -> Result<u32, Failed> {
        found(&self.types, "type", of)
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Failed> {
        found(&self.tables, "table", table)
    }

    fn data_index(&mut self, data: u32) -> Result<u32, Failed> {
        // Data has addresses; what copies it by number would find other data after the cut.
        Err(Failed::UserError(Absent("data", data)))
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Failed> {
        found(&self.globals, "global", global)
    }
}

/// What the bodies of a piece name, beyond functions of their own.
#[derive(Default)]
struct Named {
    types: BTreeSet<u32>,
    tables: BTreeSet<u32>,
    globals: BTreeSet<u32>,
}

impl Reencode for Named {
    type Error = Absent;

    fn type_index(&mut self, of: u32) -> Result<u32, Failed> {
        self.types.insert(of);
        Ok(of)
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Failed> {
        self.tables.insert(table);
        Ok(table)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Failed> {
        self.globals.insert(global);
        Ok(global)
    }
}

/// What the pieces other than the first take from it: tables and globals of these numbers.
pub fn lent(module: &Module, cut: &Cut) -> Result<(BTreeSet<u32>, BTreeSet<u32>)> {
    let mut all = Named::default();
    for piece in 1..cut.pieces {
        let named = named(module, cut, piece)?;
        all.tables.extend(named.tables);
        all.globals.extend(named.globals);
    }
    all.tables.insert(0);
    Ok((all.tables, all.globals))
}

fn named(module: &Module, cut: &Cut, piece: Piece) -> Result<Named> {
    let mut named = Named::default();
    for function in cut.functions(module, piece) {
        let body = cut.body(module, function)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let operator = operators.read()?;
            if let Operator::Call { function_index } = operator {
                named.types.insert(type_of(module, function_index)?);
            }
            named.instruction(operator).map_err(plain)?;
        }
        named.types.insert(type_of(module, function)?);
    }
    Ok(named)
}

fn type_of(module: &Module, function: u32) -> Result<u32> {
    let of = module.functions.get(function as usize);
    of.copied().context("a function without a type")
}

/// The bytes of a piece.
///
/// # Errors
/// A body names what its piece has not.
pub fn piece(module: &Module, cut: &Cut, piece: Piece) -> Result<Vec<u8>> {
    let first = piece == 0;
    let mut named = named(module, cut, piece)?;
    let mut same = RoundtripReencoder;
    let mut numbers = Numbers::default();
    let mut imports = ImportSection::new();
    let mut out = wasm_encoder::Module::new();
    if first {
        named.types.extend(module.functions.iter().take(module.imports.len()));
        named.tables.extend((0..).take(module.tables.len()));
        named.globals.extend((0..).take(module.globals.len()));
    } else {
        named.tables.insert(0);
    }
    let mut types = TypeSection::new();
    for (new, old) in (0..).zip(&named.types) {
        let of = module.types.get(*old as usize).context("a type that is not there")?;
        types
            .ty()
            .func_type(&same.func_type(of.clone()).map_err(|error| anyhow!("{error}"))?);
        numbers.types.insert(*old, new);
    }
    out.section(&types);
    numbers.tables = (0..).zip(&named.tables).map(|(new, old)| (*old, new)).collect();
    numbers.globals = (0..).zip(&named.globals).map(|(new, old)| (*old, new)).collect();
    let own = cut.functions(module, piece);
    if first {
        for (number, import) in (0..).zip(&module.imports) {
            let of = numbers.type_index(type_of(module, number)?).map_err(plain)?;
            imports.import(import.module, import.name, EntityType::Function(of));
            numbers.functions.insert(number, number);
        }
    } else {
        let memory = module.memories.first().context("the module has no memory")?;
        let memory = same.memory_type(*memory).map_err(|error| anyhow!("{error}"))?;
        imports.import(FROM, cut.name(ExternalKind::Memory, 0)?, memory);
        for table in &named.tables {
            imports.import(FROM, cut.name(ExternalKind::Table, *table)?, cut.table(module, *table)?);
        }
        for global in &named.globals {
            let of = module
                .globals
                .get(*global as usize)
                .context("a global that is not there")?;
            let of = same.global_type(of.ty).map_err(|error| anyhow!("{error}"))?;
            imports.import(FROM, cut.name(ExternalKind::Global, *global)?, of);
        }
    }
    let defined = u32::try_from(numbers.functions.len())?;
    numbers.functions.extend(own.iter().copied().zip(defined..));
    out.section(&imports);
    let mut functions = FunctionSection::new();
    for function in &own {
        functions.function(numbers.type_index(type_of(module, *function)?).map_err(plain)?);
    }
    out.section(&functions);
    if first {
        defines(module, cut, &mut numbers, &mut out)?;
    } else if let Some(root) = cut.root(piece) {
        // What the part has to say to the first one is said as soon as it is there.
        out.section(&StartSection {
            function_index: numbers.function_index(root).map_err(plain)?,
        });
    }
    table(cut, piece, &mut numbers, &mut out)?;
    let mut code = CodeSection::new();
    for function in &own {
        code.function(&body(module, cut, *function, &mut numbers)?);
    }
    out.section(&code);
    let mut data = DataSection::new();
    for (address, bytes) in cut.data(piece) {
        data.active(0, &ConstExpr::i32_const(address.cast_signed()), bytes.iter().copied());
    }
    out.section(&data);
    Ok(out.finish())
}

/// What the first piece has and the others take from it.
fn defines(module: &Module, cut: &Cut, numbers: &mut Numbers, out: &mut wasm_encoder::Module) -> Result<()> {
    let mut same = RoundtripReencoder;
    let mut tables = TableSection::new();
    for table in (0..).take(module.tables.len()) {
        tables.table(cut.table(module, table)?);
    }
    out.section(&tables);
    let mut memories = MemorySection::new();
    for memory in &module.memories {
        memories.memory(same.memory_type(*memory).map_err(|error| anyhow!("{error}"))?);
    }
    out.section(&memories);
    let mut globals = GlobalSection::new();
    for global in &module.globals {
        let of = same.global_type(global.ty).map_err(|error| anyhow!("{error}"))?;
        let init = same
            .const_expr(global.init_expr.clone())
            .map_err(|error| anyhow!("{error}"))?;
        globals.global(of, &init);
    }
    out.section(&globals);
    let mut exports = ExportSection::new();
    for export in &module.exports {
        if cut.is_root(export) {
            continue;
        }
        let kind = same.export_kind(export.kind).map_err(|error| anyhow!("{error}"))?;
        let index = match export.kind {
            ExternalKind::Func => numbers.function_index(export.index).map_err(plain)?,
            _ => export.index,
        };
        exports.export(export.name, kind, index);
    }
    for (kind, index, name) in &cut.lent {
        let kind = match kind {
            ExternalKind::Table => ExportKind::Table,
            ExternalKind::Global => ExportKind::Global,
            ExternalKind::Memory => ExportKind::Memory,
            other => bail!("nothing lends a {other:?}"),
        };
        exports.export(name, kind, *index);
    }
    out.section(&exports);
    if let Some(start) = module.start {
        out.section(&StartSection {
            function_index: numbers.function_index(start).map_err(plain)?,
        });
    }
    Ok(())
}

/// The places of the table that a piece fills, in runs.
fn table(cut: &Cut, piece: Piece, numbers: &mut Numbers, out: &mut wasm_encoder::Module) -> Result<()> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (slot, function) in cut.slots(piece) {
        let function = numbers.function_index(function).map_err(plain)?;
        match runs.last_mut() {
            Some((from, run)) if *from + u32::try_from(run.len())? == slot => run.push(function),
            _ => runs.push((slot, vec![function])),
        }
    }
    let mut elements = ElementSection::new();
    for (from, run) in &runs {
        let from = ConstExpr::i32_const(from.cast_signed());
        elements.active(None, &from, Elements::Functions(run.as_slice().into()));
    }
    out.section(&elements);
    Ok(())
}

/// A body, where a call of another piece's function goes through the table.
fn body(module: &Module, cut: &Cut, function: u32, numbers: &mut Numbers) -> Result<Function> {
    let body = cut.body(module, function)?;
    let mut out = numbers.new_function_with_parsed_locals(body).map_err(plain)?;
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        match operators.read()? {
            Operator::Call { function_index } if !numbers.functions.contains_key(&function_index) => {
                let slot = cut.slot(function_index)?;
                let type_index = numbers.type_index(type_of(module, function_index)?).map_err(plain)?;
                out.instruction(&Instruction::I32Const(slot.cast_signed()));
                out.instruction(&Instruction::CallIndirect {
                    type_index,
                    table_index: 0,
                });
            }
            operator => {
                out.instruction(&numbers.instruction(operator).map_err(plain)?);
            }
        }
    }
    Ok(out)
}
