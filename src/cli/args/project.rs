//! Arguments of the commands that write the files of a project.

use clap::Args;
use std::path::PathBuf;

/// Writes a project file.
#[derive(Args, Debug)]
pub(in crate::cli) struct Init {
    /// The folder that holds the articles; by default the one that you are in.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: Option<PathBuf>,
}
