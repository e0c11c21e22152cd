//! A small module, linked by hand with its marks, is cut where it should be.

use super::*;
use std::borrow::Cow;
use wasm_encoder as to;
use wasmparser::{DataKind, Operator, Parser, Payload};

/// The module: `main` names the bytes `AAAA`, and `CCCC` that stand in a module named after the part `x`, and calls 1; the root of `x` calls 3 and 1; 3 names `BBBB` and holds 4, by its place in the
/// table. With `open`, `main` calls 3 too, and `CCCC` stands anywhere.
fn linked(open: bool) -> Vec<u8> {
    let padded = |number: u8| [number | 0x80, 0x80, 0x80, 0x80, 0x00];
    let wide = |number: u16| {
        let [low, high] = number.to_le_bytes();
        [low & 0x7F | 0x80, (high << 1 | low >> 7) | 0x80, 0x80, 0x80, 0x00]
    };
    let named = |bytes: [u8; 5]| [&[0x41][..], &bytes, &[0x1A]].concat();
    let bodies = [
        [
            named(wide(1024)),
            named(wide(1032)),
            vec![0x10, 1],
            if open { vec![0x10, 3] } else { vec![] },
        ]
        .concat(),
        vec![],
        vec![0x10, 3, 0x10, 1],
        [named(wide(1028)), named(padded(1))].concat(),
        vec![],
    ];
    let mut code = to::CodeSection::new();
    // Where the body of 0 and of 3 begin, counted from the start of the section: the count, then for each its length and its locals.
    let mut begins = Vec::new();
    let mut at = 1;
    for body in &bodies {
        begins.push(u8::try_from(at + 2).unwrap());
        at += body.len() + 3;
        let mut function = to::Function::new([]);
        function.raw(body.iter().copied()).instruction(&to::Instruction::End);
        code.function(&function);
    }
    let mut types = to::TypeSection::new();
    types.ty().function([], []);
    let mut functions = to::FunctionSection::new();
    bodies.iter().for_each(|_| {
        functions.function(0);
    });
    let mut tables = to::TableSection::new();
    tables.table(to::TableType {
        element_type: to::RefType::FUNCREF,
        table64: false,
        minimum: 2,
        maximum: Some(2),
        shared: false,
    });
    let mut memories = to::MemorySection::new();
    memories.memory(to::MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = to::ExportSection::new();
    exports.export("main", to::ExportKind::Func, 0);
    exports.export("part_x_0123456789abcdef", to::ExportKind::Func, 2);
    let mut elements = to::ElementSection::new();
    elements.active(
        None,
        &to::ConstExpr::i32_const(1),
        to::Elements::Functions(Cow::Borrowed(&[4])),
    );
    let mut data = to::DataSection::new();
    data.active(0, &to::ConstExpr::i32_const(1024), *b"AAAABBBBCCCC");
    let lent = if open { "C" } else { "_RNvNtC1a6part_x5WORDS" };
    let mut symbols = to::SymbolTable::new();
    symbols.function(0, 4, Some("held"));
    for (name, offset) in [("A", 0), ("B", 4), (lent, 8)] {
        symbols.data(
            0,
            name,
            Some(to::DataSymbolDefinition {
                index: 0,
                offset,
                size: 4,
            }),
        );
    }
    let mut linking = to::LinkingSection::new();
    linking.symbol_table(&symbols);
    // Kind (4: an address, 1: a place of the table), where, symbol, and what is added to an address.
    let marks = [
        &[6, 4][..],
        &[4, begins[0] + 1, 1, 0],
        &[4, begins[0] + 8, 3, 0],
        &[4, begins[3] + 1, 2, 0],
        &[1, begins[3] + 8, 0],
    ]
    .concat();
    let mut module = to::Module::new();
    module
        .section(&types)
        .section(&functions)
        .section(&tables)
        .section(&memories)
        .section(&exports)
        .section(&elements)
        .section(&code)
        .section(&data)
        .section(&linking)
        .section(&to::CustomSection {
            name: "reloc.CODE".into(),
            data: marks.into(),
        });
    module.finish()
}

/// What of a piece can be told apart.
struct Seen {
    /// Its bodies as text.
    bodies: Vec<String>,
    /// Its data, by address.
    bytes: Vec<(u32, Vec<u8>)>,
    /// Whether it starts by itself.
    starts: bool,
    /// How large its table is.
    places: u64,
}

fn seen(wasm: &[u8]) -> Seen {
    let (mut bodies, mut bytes, mut starts, mut places) = (Vec::new(), Vec::new(), false, 0);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.unwrap() {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if let wasmparser::TypeRef::Table(table) = import.unwrap().ty {
                        places = table.initial;
                    }
                }
            }
            Payload::TableSection(tables) => places = tables.into_iter().next().unwrap().unwrap().ty.initial,
            Payload::StartSection { .. } => starts = true,
            Payload::CodeSectionEntry(body) => {
                let operators = body.get_operators_reader().unwrap();
                let words = operators.into_iter().map(|operator| match operator.unwrap() {
                    Operator::Call { .. } => "call ".to_owned(),
                    Operator::CallIndirect { .. } => "through ".to_owned(),
                    Operator::I32Const { value } => format!("{value} "),
                    _ => String::new(),
                });
                bodies.push(words.collect());
            }
            Payload::DataSection(data) => {
                for segment in data {
                    let segment = segment.unwrap();
                    let DataKind::Active { offset_expr, .. } = segment.kind else {
                        panic!("data without an address");
                    };
                    bytes.push((links::constant(&offset_expr).unwrap(), segment.data.to_vec()));
                }
            }
            _ => {}
        }
    }
    Seen {
        bodies,
        bytes,
        starts,
        places,
    }
}

#[test]
fn what_only_a_part_reaches_goes_with_it() {
    let whole = linked(false);
    let pieces = cut(&whole, &whole).unwrap();
    let first = seen(&pieces.first);
    assert_eq!(first.bodies, ["1024 1032 call ", ""]);
    assert_eq!(first.bytes, [(1024, b"AAAA".to_vec())]);
    assert!(!first.starts, "the first is started by its script");
    let [(name, part)] = pieces.parts.as_slice() else {
        panic!("one part: nothing is shared");
    };
    assert_eq!(name, "x");
    let part = seen(part);
    // The call of 1, which stays in the first, goes through a new place of the table.
    assert_eq!(part.bodies, ["call 2 through ", "1028 1 ", ""]);
    assert_eq!(part.bytes, [(1028, b"BBBBCCCC".to_vec())]);
    assert!(part.starts, "a part says what it brings as soon as it is there");
    assert_eq!((first.places, part.places), (3, 3));
}

#[test]
fn a_part_that_the_first_reaches_into_is_refused() {
    let whole = linked(true);
    let refused = cut(&whole, &whole).unwrap_err().to_string();
    assert!(refused.contains("`x` brings nothing of its own"), "{refused}");
}

#[test]
fn what_parts_share_is_apart_unless_one_of_them_comes_alone() {
    let parts = ["x", "y", "words"].map(str::to_owned).to_vec();
    let owners = Owners {
        parts,
        lenders: FIRST << 3,
        ..Owners::default()
    };
    let (x, y, words) = (FIRST << 1, FIRST << 2, FIRST << 3);
    let homes = [0, FIRST | x, x, y, words, x | y, x | words, x | y | words].map(|reach| home(reach, &owners));
    assert_eq!(homes, [0, 0, 1, 2, 3, 4, 0, 0]);
}

#[test]
fn a_module_without_marks_is_refused() {
    let whole = linked(false);
    let unmarked = crate::web::names::unmarked(&whole).unwrap();
    let refused = cut(&unmarked, &whole).unwrap_err().to_string();
    assert!(refused.contains("--emit-relocs"), "{refused}");
}
