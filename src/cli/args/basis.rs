//! What a run stands on: rules and the project file.

use clap::Args;
use std::path::PathBuf;

/// Which rules, and which project.
#[derive(Args, Clone, Debug, Default)]
pub(in crate::cli) struct Basis {
    /// Add the rule files of a folder to the built-in ones, or replace those with the same kind and id; may be given
    /// several times.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) rules: Vec<PathBuf>,
    /// Read settings from FILE instead of the crosscheck.toml in the articles' folder or above it.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Read no crosscheck.toml, and no crosscheck.baseline.toml that is not named.
    #[arg(long)]
    pub(in crate::cli) no_config: bool,
}
