//! Arguments, files in, reports out, exit codes. All IO of crosscheck stands here.
//!
//! [`args`] says what can be asked for; [`input`] finds and reads files, [`project`] the
//! project file, and [`settings`] settles what both say, [`baseline`] the accepted findings; [`check`] runs the main job,
//! again and again for [`watch`] with the [`memory`] of what was read, [`archive`] holds drafts against an archive with
//! what [`kept`] keeps of it, [`inspect`] the commands that show and explain, [`rules`] those about rules, [`new`] and
//! [`init`] write files to begin with, [`generate`] completions and the manual, [`schema`] prints schemas; [`output`]
//! writes, [`progress`] says what a long run is doing.

#![allow(
    clippy::disallowed_methods,
    reason = "the library does no IO so that this module can do all of it: files, streams, the environment and the clock"
)]

mod archive;
mod args;
mod baseline;
mod check;
mod generate;
mod init;
mod input;
mod inspect;
mod kept;
mod memory;
mod new;
mod output;
mod progress;
mod project;
mod rules;
mod schema;
mod settings;
mod watch;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// How a run ended, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings at or above `--fail-on`.
    Findings,
    /// Something could not be done.
    Incomplete,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Incomplete => 2,
        })
    }
}

/// Runs the command line.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        None => check::run(&arguments.check),
        Some(Command::Check(ref check)) => check::run(check),
        Some(Command::Show(ref show)) => inspect::show(show),
        Some(Command::Explain(ref explain)) => inspect::explain(explain),
        Some(Command::Rules(ref command)) => rules::run(command),
        Some(Command::Schema(ref asked)) => schema::run(asked),
        Some(Command::Accept(ref arguments)) => baseline::accept(arguments),
        Some(Command::Init(ref arguments)) => init::run(arguments),
        Some(Command::Completions(ref asked)) => generate::completions(asked),
        Some(Command::Man(ref asked)) => generate::manual(asked),
    };
    match result {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            output::complain(&format!("error: {error:#}"));
            Outcome::Incomplete.into()
        }
    }
}
