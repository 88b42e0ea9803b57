//! The command line: arguments in, files, reports and an exit code out. The only module that prints.
//!
//! Steps: read the arguments (`args`), tell what is ordered (`orders`), make each book through the stages (`make`), plan its
//! sheets (`print`, `wrap`), those of finished PDFs too (`foreign`), write outputs beside their target and rename them (`output`),
//! make a folder to start from (`new`) or one of old files (`import`), look for faults (`check`, `findings`), report what was found (`report`).

mod args;
mod check;
mod ebook;
mod findings;
mod foreign;
mod import;
mod make;
mod new;
mod orders;
mod output;
mod print;
mod progress;
mod report;
mod wrap;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use rayon::prelude::*;

use crate::base::{Error, Timestamp};
use args::{Arguments, ColorChoice, Command, CommonArguments};
use make::Made;
use progress::Progress;
use report::Reporter;

/// Exit code for a book with errors.
const BOOK_HAS_ERRORS: u8 = 1;
/// Exit code for faults of arguments or files.
const CANNOT: u8 = 2;

/// Runs the program with the arguments and environment of the process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let code = match run_command(&arguments) {
        Ok(code) => code,
        Err(error) => {
            complain(&error);
            CANNOT
        }
    };
    ExitCode::from(code)
}

fn run_command(arguments: &Arguments) -> Result<u8, Error> {
    let common = arguments.command.common();
    if let Some(jobs) = common.jobs {
        rayon::ThreadPoolBuilder::new()
            .num_threads(jobs.get())
            .build_global()
            .map_err(|cause| Error::because("cannot start the threads", cause))?;
    }
    let epoch = source_date_epoch()?;
    if let Command::New(arguments) = &arguments.command {
        output::announce_path(&new::make(arguments, epoch.unwrap_or_else(today))?)?;
        return Ok(0);
    }
    if let Command::Check(arguments) = &arguments.command {
        return check::run(arguments, &reporter(common), epoch);
    }
    if let Command::Import(arguments) = &arguments.command {
        return match import::make(arguments) {
            Ok(()) => Ok(0),
            Err(import::Failure::File) => Ok(BOOK_HAS_ERRORS),
            Err(import::Failure::Machine(error)) => Err(error),
        };
    }
    let foreign = match &arguments.command {
        Command::Print(arguments) if arguments.pdf => Some(foreign::make(arguments)?),
        _ => None,
    };
    let results = match foreign {
        Some(results) => results,
        None => {
            let orders = orders::orders(&arguments.command)?;
            let progress = Progress::new(io::stderr().is_terminal() && !common.quiet);
            let results: Vec<Made> = orders.par_iter().map(|order| make::make(order, epoch, &progress)).collect();
            progress.finish();
            results
        }
    };
    let reporter = reporter(common);
    let mut worst = 0;
    for made in results {
        worst = worst.max(deliver(made, &reporter, &arguments.command)?);
    }
    Ok(worst)
}

fn reporter(common: &CommonArguments) -> Reporter {
    Reporter { format: common.format, color: use_color(common.color), verbosity: common.verbosity() }
}

/// Prints one book's report and paths; gives its exit code.
fn deliver(made: Made, reporter: &Reporter, command: &Command) -> Result<u8, Error> {
    let mut stderr = io::stderr().lock();
    let failed = |cause: io::Error| Error::because("cannot print the report", cause);
    reporter.print(&made.diagnostics, &made.sources, &mut stderr).map_err(failed)?;
    match made.outcome {
        Err(error) => {
            drop(stderr);
            complain(&error);
            Ok(CANNOT)
        }
        Ok(_) if made.diagnostics.has_errors() => Ok(BOOK_HAS_ERRORS),
        Ok(outputs) => {
            for written in outputs {
                output::announce(&written, command.common().verbosity())?;
            }
            Ok(0)
        }
    }
}

fn complain(error: &Error) {
    // Nothing is left to tell when stderr itself is gone.
    let _ = writeln!(io::stderr(), "publish: {error}");
}

/// This moment; 1970 where the clock stands before that.
fn today() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_secs()).unwrap_or(0))
}

/// The moment that `SOURCE_DATE_EPOCH` gives, if it is set.
fn source_date_epoch() -> Result<Option<Timestamp>, Error> {
    let Ok(value) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    // 253402300799 is the last second of the year 9999.
    match value.parse::<i64>() {
        Ok(seconds) if (0..=253_402_300_799).contains(&seconds) => Ok(Some(Timestamp(seconds))),
        _ => Err(Error::new(format!("SOURCE_DATE_EPOCH is not a number of seconds since 1970: {value:?}"))),
    }
}

fn use_color(choice: ColorChoice) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            io::stderr().is_terminal() && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}
