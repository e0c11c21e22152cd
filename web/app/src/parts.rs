//! Parts of this application's pages.

mod dispensed;
mod drawing;
mod environs;
mod measure;
mod qr;
mod rich;
mod shell;
mod ticket;

pub use dispensed::{dispensed, source, titles};
pub use drawing::drawing;
pub use environs::environs;
pub use measure::{hundredths, measure};
pub use qr::qr;
pub use rich::{Marks, lines, passage, rich};
pub use shell::{footer, header};
pub use ticket::{hollow_pole, picture, plain_name, ticket};
