//! Running other programs in plain sight: each command is printed before it runs.

use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
}

/// Runs a command with its output on the terminal.
///
/// # Errors
/// The program is not there, or says that it failed.
pub fn run(command: &mut Command) -> Result<()> {
    echo(command);
    let status = command
        .status()
        .with_context(|| format!("starting `{}`", name(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", name(command));
    }
    Ok(())
}

/// Runs a command and gives what it prints on its standard output, without the spaces at its ends.
///
/// # Errors
/// As [`run`]; the message carries what the program said on its standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("starting `{}`", name(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", name(command), output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a command that runs tests, shows what it prints and adds up its `test result:` lines.
///
/// # Errors
/// The program is not there. A program that fails gives its counts, with at least one failure.
pub fn counting(command: &mut Command) -> Result<Counts> {
    echo(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting `{}`", name(command)))?;
    let mut counts = Counts::default();
    if let Some(stdout) = child.stdout.take() {
        let mut terminal = std::io::stdout();
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            writeln!(terminal, "{line}")?;
            if let Some(found) = parse(&line) {
                counts.passed += found.passed;
                counts.failed += found.failed;
            }
        }
    }
    let status = child.wait()?;
    if !status.success() {
        counts.failed = counts.failed.max(1);
    }
    Ok(counts)
}

/// `test result: ok. 12 passed; 0 failed; …`
fn parse(line: &str) -> Option<Counts> {
    let (_, rest) = line.split_once("test result:")?;
    let number = |word: &str| -> Option<usize> {
        let part = rest.split([';', '.']).find(|part| part.trim_end().ends_with(word))?;
        part.split_whitespace().next()?.parse().ok()
    };
    Some(Counts {
        passed: number("passed")?,
        failed: number("failed")?,
    })
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program
        .file_name()
        .unwrap_or(program.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn echo(command: &Command) {
    let mut line = format!("$ {}", name(command));
    for argument in command.get_args() {
        let _ = write!(line, " {}", argument.to_string_lossy());
    }
    println!("{line}");
    let _ = std::io::stdout().flush();
}

/// Runs something and tells how long it took.
pub fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    #[expect(
        clippy::disallowed_methods,
        reason = "tells the developer how long a step took; nothing depends on it"
    )]
    let now = Instant::now;
    let begin = now();
    let value = what();
    (value, begin.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines() {
        let line = "test result: ok. 12 passed; 1 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.00s";
        assert_eq!(parse(line), Some(Counts { passed: 12, failed: 1 }));
        let in_the_browser = "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 filtered out; finished in 1.20s";
        assert_eq!(parse(in_the_browser), Some(Counts { passed: 2, failed: 1 }));
        assert_eq!(parse("running 3 tests"), None);
    }
}
