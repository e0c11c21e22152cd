//! What the `jalon` binary does, as functions that tests call too.

pub mod agreement;
pub mod analyse;
pub mod answers;
pub mod blocks;
pub mod calibrate;
pub mod certify;
pub mod check;
pub mod dif;
pub mod facets;
pub mod figures;
pub mod files;
pub mod formula;
pub mod integrity;
pub mod issue;
pub mod key;
pub mod link;
pub mod marked;
pub mod output;
pub mod present;
pub mod qr;
pub mod release;
pub mod replay;
pub mod revoke;
pub mod schema;
pub mod score;
pub mod serve;
pub mod sheet;
pub mod sign;
pub mod simulate;
pub mod standard;
pub mod take;
pub mod trust;
pub mod verify;

pub use output::{Format, Said};
