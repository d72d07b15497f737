//! What can be asked for on the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use crosscheck::judge::{Severity, Verdict};
use std::path::{Path, PathBuf};

/// Compares what news articles claim in figures and in quotation marks.
///
/// Reads articles by different outlets, pairs the claims that speak of the same thing, and reports where the sources
/// agree, where they conflict, and where they differ for a reason. It never says what is true.
#[derive(Debug, Parser)]
#[command(
    name = "crosscheck",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    max_term_width = 100,
    after_help = "\
Examples:
  crosscheck corpus/                        compare all articles of a folder
  crosscheck a.md b.html -o report.md       write a report to send to an editor
  crosscheck --format json corpus/ | jq .   for programs

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be done."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: Check,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Compare articles (the default).
    Check(Check),
    /// Show what one stage sees: documents, claims or topics.
    #[command(after_help = "\
Examples:
  crosscheck show documents corpus/    whence outlets and dates are known, what was set aside
  crosscheck show claims article.md    every figure, quotation and date, with what was read of it
  crosscheck show topics corpus/       which claims speak of the same thing, and the evidence in bits")]
    Show(Show),
    /// Explain a finding, a claim, or why two claims are linked or not.
    #[command(after_help = "\
Examples:
  crosscheck explain f-3f9a2b7k corpus/               evidence, comparison and rule of a finding
  crosscheck explain c-0d4kq2mz c-8w1x7pge corpus/    why two claims are linked, or not
  crosscheck explain a.md:12 b.md:4 corpus/           the same, for the claims on two lines

Ids stand in every report; `crosscheck show claims` prints those of claims.")]
    Explain(Explain),
    /// List, check, test and explain rules.
    #[command(subcommand)]
    Rules(Rules),
}

/// What one stage sees.
#[derive(Args, Debug)]
pub(super) struct Show {
    /// Which stage.
    #[arg(value_enum)]
    pub(super) stage: ShownStage,
    #[command(flatten)]
    pub(super) input: Input,
    /// When to use colours.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShownStage {
    /// Articles with their metadata, and numbers set aside.
    Documents,
    /// Figures, quotations and dates.
    Claims,
    /// Claims that speak of the same thing.
    Topics,
}

/// Why a finding has its verdict, or two claims are linked or not.
#[derive(Args, Debug)]
pub(super) struct Explain {
    /// A finding's or claim's id, or two claims' ids, or FILE:LINE for the claim there; then the articles.
    #[arg(required = true, num_args = 2.., value_name = "ID [ID] PATH...")]
    pub(super) ids_and_paths: Vec<String>,
    /// Add the rule files of a folder to the built-in ones, or replace those with the same kind and id.
    #[arg(long, value_name = "DIR")]
    pub(super) rules: Option<PathBuf>,
    /// When to use colours.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
}

#[derive(Debug, Subcommand)]
pub(super) enum Rules {
    /// List all rules with their verdict.
    List(RulesFrom),
    /// Check rule files: wrong keys and values, cases that no row decides, rows that never decide.
    Check(RulesFrom),
    /// Run the examples that stand in rule files.
    Test(RulesFrom),
    /// Explain a rule: when it holds, why, with examples.
    Explain {
        /// The rule's id, as reports print it: "verdicts/quantities#period-moved", or what stands behind the #.
        rule: String,
        #[command(flatten)]
        from: RulesFrom,
    },
}

/// Which rules.
#[derive(Args, Debug)]
pub(super) struct RulesFrom {
    /// Add the rule files of a folder to the built-in ones, or replace those with the same kind and id.
    #[arg(long, value_name = "DIR")]
    pub(super) rules: Option<PathBuf>,
}

/// Compares articles and reports.
#[derive(Args, Debug)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) input: Input,
    /// The format of the report; by default that of the -o file's extension, else text.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Write the report to FILE instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Report only findings with this verdict; may be given several times.
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub(super) only: Vec<OnlyVerdict>,
    /// Report only findings of this severity and above.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "note")]
    pub(super) min_severity: LeastSeverity,
    /// Exit with 1 if a reported finding has this severity or a higher one.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "warning")]
    pub(super) fail_on: FailOn,
    /// When to use colours.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
    /// Print to standard error how long each stage took.
    #[arg(long)]
    pub(super) timings: bool,
}

/// Which articles, read with which rules.
#[derive(Args, Debug)]
pub(super) struct Input {
    /// Articles, or folders of them (.md .html .txt .json .jsonl); "-" reads one from standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Add the rule files of a folder to the built-in ones, or replace those with the same kind and id.
    #[arg(long, value_name = "DIR")]
    pub(super) rules: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a terminal.
    Text,
    /// For people who have not seen the tool: to send to an editor.
    Markdown,
    /// For programs.
    Json,
}

impl Format {
    /// The format that the extension of a file stands for.
    pub(super) fn of_file(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "json" => Some(Self::Json),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal that wants it (see NO_COLOR).
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OnlyVerdict {
    /// They cannot both stand as worded.
    Discrepancy,
    /// They differ, and what is needed to say why is not stated.
    Unclear,
    /// They differ for a named reason.
    Explained,
    /// They say the same.
    Agreement,
}

impl From<OnlyVerdict> for Verdict {
    fn from(verdict: OnlyVerdict) -> Self {
        match verdict {
            OnlyVerdict::Discrepancy => Self::Discrepancy,
            OnlyVerdict::Unclear => Self::Unclear,
            OnlyVerdict::Explained => Self::Explained,
            OnlyVerdict::Agreement => Self::Agreement,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LeastSeverity {
    Note,
    Info,
    Warning,
    Error,
}

impl From<LeastSeverity> for Severity {
    fn from(severity: LeastSeverity) -> Self {
        match severity {
            LeastSeverity::Note => Self::Note,
            LeastSeverity::Info => Self::Info,
            LeastSeverity::Warning => Self::Warning,
            LeastSeverity::Error => Self::Error,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Note,
    Info,
    Warning,
    Error,
    /// No finding makes the run fail.
    Never,
}

impl FailOn {
    /// The severity from which a finding makes the run fail.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Note => Some(Severity::Note),
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn check_is_the_default_command() {
        let implied = Arguments::try_parse_from(["crosscheck", "corpus", "--timings"]).expect("parses");
        assert!(implied.command.is_none() && implied.check.timings);
        let named = Arguments::try_parse_from(["crosscheck", "check", "corpus"]).expect("parses");
        assert!(matches!(named.command, Some(Command::Check(check)) if check.input.paths.len() == 1));
    }
}
