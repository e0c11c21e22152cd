//! `cargo xtask …`: builds, tests and measures Jalon on a machine with only rustup on it; installs what is missing and says so.

mod bench;
mod beside;
mod bless;
mod dist;
mod interop;
mod programs;
mod serve;
mod soak;
mod stick;
mod test;
mod tidy;
mod tools;
mod web;
mod workspace;

use anyhow::{Result, bail};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask serve [PORT]   builds the application and serves it on localhost
cargo xtask test [STEP…]   runs everything, or only the steps whose name begins so
cargo xtask web            builds the application into target/site and prints its size
cargo xtask console        builds the pages of a room alone into target/room
cargo xtask bench [PART…]  prints the budgets and what is measured against them: `application`, or a crate by its name
cargo xtask dist           makes the binary with the application inside, the site as a folder, the verifier as one page, with digests
cargo xtask soak [PART…]   runs what is too long for every day: `properties`, `journeys` (the whole axe matrix), `ssi`, `fuzz`
cargo xtask tidy           formats, and says what is untidy
cargo xtask bless          writes the goldens again; read the difference before committing it";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<bool> {
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("", arguments),
    };
    match task {
        "serve" => serve::run(rest).map(|()| true),
        "test" => test::run(rest),
        "web" => web::build().map(|built| {
            built.print();
            true
        }),
        "console" => web::room::alone().map(|()| true),
        "bench" => bench::run(rest),
        "dist" => dist::run().map(|()| true),
        "soak" => soak::run(rest),
        "tidy" => tidy::run(),
        "bless" => bless::run().map(|()| true),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(true)
        }
        other => bail!("no task `{other}`\n{USAGE}"),
    }
}
