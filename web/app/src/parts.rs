//! Parts of this application's pages.

mod drawing;
mod environs;
mod qr;
mod rich;
mod shell;
mod ticket;

pub use drawing::Drawing;
pub use environs::Environs;
pub use qr::Qr;
pub use rich::{Rich, lines};
pub use shell::{Footer, Header};
pub use ticket::{Picture, Ticket};
