//! The optimised module, read into what cutting it needs.

use super::links::{self, called};
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use wasmparser::{
    DataKind, ElementItems, ElementKind, Export, FuncType, FunctionBody, Global, Import, MemoryType, Parser, Payload,
    TableType, TypeRef,
};

/// The module.
#[derive(Default)]
pub struct Module<'a> {
    /// Types of functions.
    pub types: Vec<FuncType>,
    /// What the browser lends: functions alone.
    pub imports: Vec<Import<'a>>,
    /// Type of every function, imported ones first.
    pub functions: Vec<u32>,
    /// Tables; the first is the one of functions.
    pub tables: Vec<TableType>,
    /// The memory.
    pub memories: Vec<MemoryType>,
    /// Globals.
    pub globals: Vec<Global<'a>>,
    /// Exports.
    pub exports: Vec<Export<'a>>,
    /// What runs as soon as the module is there.
    pub start: Option<u32>,
    /// The table of functions: place → function.
    pub slots: BTreeMap<u32, u32>,
    /// Bodies of the functions that are not imported.
    pub bodies: Vec<FunctionBody<'a>>,
    /// Functions that each of these calls.
    pub calls: Vec<Vec<u32>>,
    /// Data, by address.
    pub data: Vec<(u32, &'a [u8])>,
}

impl<'a> Module<'a> {
    /// Reads a module.
    ///
    /// # Errors
    /// It has something that an application of Rust does not have: cutting would not know what to do with it.
    pub fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::Version { .. } | Payload::CodeSectionStart { .. } | Payload::End(_) => {}
                Payload::TypeSection(types) => {
                    for of in types.into_iter_err_on_gc_types() {
                        module.types.push(of?);
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        let TypeRef::Func(of) = import.ty else {
                            bail!("the module imports something else than a function: {}", import.name);
                        };
                        module.functions.push(of);
                        module.imports.push(import);
                    }
                }
                Payload::FunctionSection(functions) => {
                    for of in functions {
                        module.functions.push(of?);
                    }
                }
                Payload::TableSection(tables) => {
                    for table in tables {
                        module.tables.push(table?.ty);
                    }
                }
                Payload::MemorySection(memories) => {
                    for memory in memories {
                        module.memories.push(memory?);
                    }
                }
                Payload::GlobalSection(globals) => {
                    for global in globals {
                        module.globals.push(global?);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        module.exports.push(export?);
                    }
                }
                Payload::StartSection { func, .. } => module.start = Some(func),
                Payload::ElementSection(elements) => {
                    for element in elements {
                        module.table(element?)?;
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    module.calls.push(called(&body)?);
                    module.bodies.push(body);
                }
                Payload::DataSection(data) => {
                    for segment in data {
                        let segment = segment?;
                        let DataKind::Active {
                            memory_index: 0,
                            offset_expr,
                        } = segment.kind
                        else {
                            bail!("data without an address");
                        };
                        module.data.push((links::constant(&offset_expr)?, segment.data));
                    }
                }
                Payload::CustomSection(_) | Payload::DataCountSection { .. } => {}
                other => bail!("the module has what is not known here: {other:?}"),
            }
        }
        Ok(module)
    }

    fn table(&mut self, element: wasmparser::Element) -> Result<()> {
        let ElementKind::Active {
            table_index: None | Some(0),
            offset_expr,
        } = element.kind
        else {
            bail!("the table of functions is not as the optimiser writes it");
        };
        let ElementItems::Functions(functions) = element.items else {
            bail!("the table of functions holds expressions");
        };
        for (slot, function) in (links::constant(&offset_expr)?..).zip(functions) {
            self.slots.insert(slot, function?);
        }
        Ok(())
    }

    /// How many functions are imported: the first numbers are theirs.
    pub fn imported(&self) -> u32 {
        u32::try_from(self.imports.len()).unwrap_or(u32::MAX)
    }
}
