//! `jalon`: checks, builds, replays, scores, certifies, verifies and serves, with the same engine as the browser.

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Open runtime for skills assessment and test protocols.
#[derive(Debug, Parser)]
#[command(name = "jalon", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the application on this machine, with the headers that it needs.
    Serve(jalon_cli::serve::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Serve(arguments) => jalon_cli::serve::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("jalon: {error:#}");
            ExitCode::FAILURE
        }
    }
}
