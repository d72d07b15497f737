//! Arguments of the commands that write the files of a project.

use super::{Against, Basis};
use clap::Args;
use std::path::PathBuf;

/// Writes a project file.
#[derive(Args, Debug)]
pub(in crate::cli) struct Init {
    /// The folder that holds the articles; by default the one that you are in.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: Option<PathBuf>,
}

/// Accepts findings.
#[derive(Args, Debug)]
pub(in crate::cli) struct Accept {
    /// Ids of findings; then the articles.
    #[arg(required = true, num_args = 1.., value_name = "FINDING... PATH...")]
    pub(in crate::cli) ids_and_paths: Vec<String>,
    /// Why the findings may stand, for whoever reads the list next.
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: Option<String>,
    /// Take accepted findings out of the list that are no longer found in these articles.
    #[arg(long)]
    pub(in crate::cli) prune: bool,
    /// The file to write; by default that of the project file, else crosscheck.baseline.toml beside it.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) against: Against,
    #[command(flatten)]
    pub(in crate::cli) basis: Basis,
}
