//! Arguments of the commands that write completions and the manual.

use clap::Args;

/// Writes completions.
#[derive(Args, Debug)]
pub(in crate::cli) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(in crate::cli) shell: clap_complete::Shell,
}

/// Writes a page of the manual.
#[derive(Args, Debug)]
pub(in crate::cli) struct Manual {
    /// The command that the page is about, with commands of its own behind it; without one, the program.
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) command: Vec<String>,
}
