//! Arguments of the main job.

use super::select::{FailOn, LeastSeverity, OnlyVerdict};
use super::{Basis, Format, When};
use clap::Args;
use std::path::PathBuf;

/// Compares articles and reports.
#[derive(Args, Debug)]
pub(in crate::cli) struct Check {
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    #[command(flatten)]
    pub(in crate::cli) against: Against,
    /// The format of the report; by default that of the -o file's extension, else that of the project
    /// file, else text.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<Format>,
    /// Write the report to FILE instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Report only findings with this verdict; may be given several times.
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub(in crate::cli) only: Vec<OnlyVerdict>,
    /// Report only findings of this severity and above; by default that of the project file, else note.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(in crate::cli) min_severity: Option<LeastSeverity>,
    /// Exit with 1 if a reported finding has this severity or a higher one; by default that of the project file, else
    /// warning.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(in crate::cli) fail_on: Option<FailOn>,
    /// The file of accepted findings, which are listed apart and fail no run; by default that of the project file, else
    /// crosscheck.baseline.toml beside it.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Exit with 1 if an accepted finding is no longer found, so that the file of accepted findings gets shorter.
    #[arg(long)]
    pub(in crate::cli) baseline_shrink_only: bool,
    /// Print the settings in force with whence each comes, and compare nothing.
    #[arg(long)]
    pub(in crate::cli) print_config: bool,
    /// Run again whenever an article, a draft, the archive or a rule changes; only what changed is read again. Ctrl-C ends it.
    #[arg(long)]
    pub(in crate::cli) watch: bool,
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
    /// Articles, or folders of them (.md .html .txt .pdf .docx .json .jsonl); "-" reads one from standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) basis: Basis,
}

/// Which archive drafts are held against.
#[derive(Args, Debug, Default)]
pub(in crate::cli) struct Against {
    /// Take the articles for drafts and hold them against this archive: report only what touches a draft, and which of its
    /// figures and quotations no article there states. May be given several times.
    #[arg(long, value_name = "ARCHIVE")]
    pub(in crate::cli) against: Vec<PathBuf>,
    /// Keep what the archive's articles are found by in DIR, so that later runs read only what changed; by default in the
    /// system's folder for caches.
    #[arg(long, value_name = "DIR", requires = "against", conflicts_with = "no_cache")]
    pub(in crate::cli) cache: Option<PathBuf>,
    /// Keep nothing, and read the whole archive.
    #[arg(long, requires = "against")]
    pub(in crate::cli) no_cache: bool,
}
