//! `cargo xtask serve`: builds the application and serves it on localhost.

use crate::workspace::cargo;
use crate::{programs, web};
use anyhow::Result;

/// Builds and serves, on port 8080 or the one given.
///
/// # Errors
/// The build fails, or the port is taken.
pub fn run(arguments: &[String]) -> Result<()> {
    let port = arguments.first().map_or("8080", String::as_str);
    web::build()?.print();
    let mut server = cargo();
    server.args([
        "run",
        "--quiet",
        "--package",
        "jalon-cli",
        "--",
        "serve",
        "--port",
        port,
        "--site",
    ]);
    programs::run(server.arg(web::folder()))
}
