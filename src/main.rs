//! The command line of crosscheck: files in, reports out.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
