//! Arguments, files in, reports out, exit codes. All IO of crosscheck stands here.

use std::process::ExitCode;

/// Runs the command line.
pub(crate) fn main() -> ExitCode {
    ExitCode::SUCCESS
}
