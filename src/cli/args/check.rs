//! Arguments of the main job.

use super::select::{FailOn, LeastSeverity, OnlyVerdict};
use super::{Format, When};
use clap::Args;
use std::path::PathBuf;

/// Compares articles and reports.
#[derive(Args, Debug)]
pub(in crate::cli) struct Check {
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    /// The format of the report; by default that of the -o file's extension, else text.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<Format>,
    /// Write the report to FILE instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Report only findings with this verdict; may be given several times.
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub(in crate::cli) only: Vec<OnlyVerdict>,
    /// Report only findings of this severity and above.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "note")]
    pub(in crate::cli) min_severity: LeastSeverity,
    /// Exit with 1 if a reported finding has this severity or a higher one.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "warning")]
    pub(in crate::cli) fail_on: FailOn,
    /// When to use colours.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(in crate::cli) color: When,
    /// Print to standard error how long each stage took.
    #[arg(long)]
    pub(in crate::cli) timings: bool,
}

/// Which articles, read with which rules.
#[derive(Args, Debug)]
pub(in crate::cli) struct Input {
    /// Articles, or folders of them (.md .html .txt .json .jsonl); "-" reads one from standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Add the rule files of a folder to the built-in ones, or replace those with the same kind and id.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) rules: Option<PathBuf>,
}
