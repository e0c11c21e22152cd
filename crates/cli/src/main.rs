//! `jalon`: checks, builds, replays, scores, certifies, verifies and serves, with the same engine as the browser.

use clap::{Parser, Subcommand};
use jalon_cli::{
    Format, Said, agreement, analyse, blocks, calibrate, certify, check, checkpoint, dif, facets, habilitation,
    integrity, issue, key, link, mark, present, qr, release, replay, revoke, room, schema, score, serve, simulate,
    standard, stands, stop, take, trust, verify,
};
use jalon_messages::Lang;
use std::process::ExitCode;

/// Open runtime for skills assessment and test protocols.
#[derive(Debug, Parser)]
#[command(name = "jalon", version, about)]
struct Arguments {
    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value = "text")]
    format: Format,
    /// Language of the sentences: `en` or `fr`.
    #[arg(long, global = true, default_value = "en", value_parser = lang)]
    lang: Lang,
    #[command(subcommand)]
    command: Command,
}

fn lang(text: &str) -> Result<Lang, String> {
    [Lang::Fr, Lang::En]
        .into_iter()
        .find(|lang| lang.tag() == text)
        .ok_or_else(|| "expected `en` or `fr`".to_owned())
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Says everything that is wrong in the folder of a referential.
    Check(check::Arguments),
    /// Gives the JSON Schema of an authored file.
    Schema(schema::Arguments),
    /// Builds and signs a release from the folder of a referential.
    Release(release::Arguments),
    /// Makes and shows keys, sealed under a passphrase.
    #[command(subcommand)]
    Key(key::Command),
    /// Takes a test without a screen.
    Take(take::Arguments),
    /// Replays a journal, naming the first event that could not have happened.
    Replay(replay::Arguments),
    /// Simulates people who sit an adaptive test: length, error, bias, exposure, decisions.
    Simulate(simulate::Arguments),
    /// Scores a journal.
    Score(score::Arguments),
    /// Says which of several results of one person stands.
    Stands(stands::Arguments),
    /// Lists the answers that await a person's mark, or signs marks.
    Mark(mark::Arguments),
    /// Signs the attestation that a journal deserves.
    Certify(certify::Arguments),
    /// Verifies a certificate or a presentation, every check by name.
    Verify(verify::Arguments),
    /// Draws a certificate as QR codes, or reads it out of them.
    Qr(qr::Arguments),
    /// Issues a certifier's certificates from outcomes, each in the register.
    Issue(issue::Arguments),
    /// Revokes a certificate, suspends or restores a habilitation.
    Revoke(revoke::Arguments),
    /// Signs the status list that the register makes.
    Status(revoke::Status),
    /// Shows certificates to one verifier, in answer to one question.
    Present(present::Arguments),
    /// Makes and shows habilitations: who may examine or certify what, until when.
    #[command(subcommand)]
    Habilitation(habilitation::Command),
    /// Makes issuing tamper-evident: a tree of commitments, its signed checkpoints, and proofs that anyone can check.
    #[command(subcommand)]
    Checkpoint(checkpoint::Command),
    /// Makes, signs, shows and adds what says whom a reader knows.
    #[command(subcommand)]
    Trust(trust::Command),
    /// Says what certificates add to each block, and what is missing.
    Blocks(blocks::Arguments),
    /// Says how the questions of a test behaved: Moodle's statistics, options, reliability.
    Analyse(analyse::Arguments),
    /// Says whether questions treat two groups alike, among people of the same score.
    Dif(dif::Arguments),
    /// Says how far raters agree, beyond chance.
    Agreement(agreement::Arguments),
    /// Says where judges put a cut, how sure that is, and whom it would pass.
    #[command(subcommand)]
    StandardSetting(standard::Command),
    /// Estimates the parameters of questions, with their errors and fit.
    Calibrate(calibrate::Arguments),
    /// Brings a new calibration onto the scale of an old one, and says which anchors drifted.
    Link(link::Arguments),
    /// Says how severe raters are, and what each person would get from a rater of the middle.
    Facets(facets::Arguments),
    /// Lists, for people to look at, odd answers, rapid ones, and answers too much alike.
    Integrity(integrity::Arguments),
    /// Orders, opens, seals and verifies a session of an exam room.
    #[command(subcommand)]
    Session(room::session::Command),
    /// Rehearses an exam room with simulated people, from the order to the outcome.
    Rehearse(room::rehearse::Arguments),
    /// Keeps a live copy of a centre's server on another machine, which can take over.
    Follow(room::follow::Arguments),
    /// Serves the application on this machine, with the headers that it needs.
    Serve(serve::Arguments),
}

fn main() -> ExitCode {
    let Arguments { format, lang, command } = Arguments::parse();
    // Serving ends at Ctrl-C too, once what it was asked is answered; a room keeps each record as it comes, whatever stops it.
    if !matches!(command, Command::Serve(_) | Command::Follow(_) | Command::Rehearse(_)) {
        stop::listen(format, lang);
    }
    let said = match command {
        Command::Check(arguments) => check::run(&arguments, lang),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Release(arguments) => release::run(&arguments, lang),
        Command::Key(command) => key::run(&command, lang),
        Command::Take(arguments) => take::run(&arguments, lang),
        Command::Replay(arguments) => replay::run(&arguments, lang),
        Command::Simulate(arguments) => simulate::run(&arguments, lang),
        Command::Score(arguments) => score::run(&arguments, lang),
        Command::Stands(arguments) => stands::run(&arguments, lang),
        Command::Mark(arguments) => mark::run(&arguments, lang),
        Command::Certify(arguments) => certify::run(&arguments, lang),
        Command::Verify(arguments) => verify::run(&arguments, lang),
        Command::Qr(arguments) => qr::run(&arguments, lang),
        Command::Issue(arguments) => issue::run(&arguments, lang),
        Command::Revoke(arguments) => revoke::run(&arguments, lang),
        Command::Status(arguments) => revoke::status(&arguments, lang),
        Command::Present(arguments) => present::run(&arguments, lang),
        Command::Habilitation(command) => habilitation::run(&command, lang),
        Command::Checkpoint(command) => checkpoint::run(&command, lang),
        Command::Trust(command) => trust::run(&command, lang),
        Command::Blocks(arguments) => blocks::run(&arguments, lang),
        Command::Analyse(arguments) => analyse::run(&arguments, lang),
        Command::Dif(arguments) => dif::run(&arguments, lang),
        Command::Agreement(arguments) => agreement::run(&arguments, lang),
        Command::StandardSetting(command) => standard::run(&command, lang),
        Command::Calibrate(arguments) => calibrate::run(&arguments, lang),
        Command::Link(arguments) => link::run(&arguments, lang),
        Command::Facets(arguments) => facets::run(&arguments, lang),
        Command::Integrity(arguments) => integrity::run(&arguments, lang),
        Command::Session(command) => room::session::run(&command, lang),
        Command::Rehearse(arguments) => room::rehearse::run(&arguments, lang),
        Command::Serve(arguments) => {
            serve::run(&arguments).map(|()| Said::done(serde_json::Value::Null, String::new()))
        }
        Command::Follow(arguments) => {
            room::follow::run(&arguments).map(|()| Said::done(serde_json::Value::Null, String::new()))
        }
    };
    match said {
        Ok(said) => {
            said.print(format);
            if said.success {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            match format {
                Format::Text => eprintln!("jalon: {error:#}"),
                Format::Json => println!("{}", serde_json::json!({"error": format!("{error:#}")})),
            }
            ExitCode::FAILURE
        }
    }
}
