//! A PostgreSQL whose programs the tests make clusters with.

use super::{apt, can_apt};
use anyhow::{Result, bail};
use std::path::PathBuf;

#[path = "../../../store/src/suite/programs.rs"]
mod programs;

/// The folder of the programs of PostgreSQL: of `JALON_POSTGRES`, of this machine, or Debian's.
///
/// # Errors
/// They are missing and cannot be installed here.
pub fn postgres() -> Result<PathBuf> {
    if programs::folder().is_none() && can_apt() {
        println!("tools: no PostgreSQL: installing Debian's");
        apt(&["postgresql"])?;
    }
    let Some(folder) = programs::folder() else {
        bail!(programs::MISSING);
    };
    Ok(folder)
}
