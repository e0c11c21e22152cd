//! What the `jalon` binary does, as functions that tests call too.

pub mod answers;
pub mod blocks;
pub mod certify;
pub mod check;
pub mod files;
pub mod issue;
pub mod key;
pub mod output;
pub mod present;
pub mod qr;
pub mod release;
pub mod replay;
pub mod revoke;
pub mod schema;
pub mod score;
pub mod serve;
pub mod sign;
pub mod take;
pub mod trust;
pub mod verify;

pub use output::{Format, Said};
