//! The `motive` command: arguments, progress, exit codes. Everything else is a crate of its own.

// `out` prints, and knows what to do when nobody reads.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod commands;
mod diagnostics;
mod known;
mod logging;
mod out;
mod plan;
mod progress;
mod registration;
mod show;
mod utilities;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use commands::Failure;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let bars = indicatif::MultiProgress::new();
    if let Err(problem) = logging::start(arguments.log_json, bars.clone()) {
        return commands::report(&Failure::Usage(problem));
    }
    let result = match arguments.command {
        Command::Check(check) => commands::check(&check),
        Command::Plan(check) => plan::plan(&check),
        Command::Register(register) => registration::register(&register),
        Command::Run(run) => commands::run(&run, bars),
        Command::Resume(resume) => commands::resume(&resume, bars),
        Command::Analyse(analyse) => commands::analyse(&analyse),
        Command::Verify(wanted) => verify::verify(&wanted),
        Command::Show(show) => show::show(&show),
        Command::Utilities(wanted) => utilities::utilities(&wanted),
        Command::List(list) => commands::list(&list),
        Command::Schema(schema) => commands::schema(&schema),
    };
    match result {
        Ok(code) => code,
        Err(failure) => commands::report(&failure),
    }
}
