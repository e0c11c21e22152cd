//! Parts of this application's pages.

mod bodies;
mod calculator;
mod dispensed;
mod drawing;
mod environs;
mod file;
mod measure;
mod picture;
mod qr;
mod rich;
mod safety;
mod sheet;
mod shell;
mod ticket;
mod tools;

pub use bodies::{body, heard, picture as drawn_picture};
pub use calculator::Calculator;
pub use dispensed::{dispensed, source, titles};
pub use drawing::drawing;
pub use environs::environs;
pub use file::{file_input, on_file};
pub use measure::{cited, hundredths, measure};
pub use picture::picture;
pub use qr::{qr, squares};
pub use rich::{Marks, bodies, lines, passage, rich};
pub use safety::safety;
pub use sheet::{assurance, full_pole, sheet};
pub use shell::{footer, header};
pub use ticket::{hollow_pole, plain_name, ticket};
pub use tools::Tools;
