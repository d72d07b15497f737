//! What can be asked for on the command line.
//!
//! A file a group of commands: [`check`] for the main job, [`inspect`] for what shows and explains, [`rules`] for rules,
//! [`schema`] for the schemas of reports, [`project`] for the files of a project; [`basis`], [`select`] and [`format`] hold the
//! values that several of them take.

mod basis;
mod check;
mod format;
mod generate;
mod inspect;
mod project;
mod rules;
mod schema;
mod select;

pub(in crate::cli) use basis::Basis;
pub(in crate::cli) use check::{Against, Check, Input};
pub(in crate::cli) use format::{Format, When};
pub(in crate::cli) use generate::{Completions, Manual};
pub(in crate::cli) use inspect::{Explain, Show, ShownStage};
pub(in crate::cli) use project::{Accept, Init};
pub(in crate::cli) use rules::{NewRules, RuleKind, Rules};
pub(in crate::cli) use schema::{Schema, SchemaOf};
pub(in crate::cli) use select::FailOn;

use clap::{Parser, Subcommand};

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
pub(in crate::cli) struct Arguments {
    #[command(subcommand)]
    pub(in crate::cli) command: Option<Command>,
    #[command(flatten)]
    pub(in crate::cli) check: Check,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Compare articles (the default).
    Check(Check),
    /// Show what one stage sees: documents, prose, claims or topics.
    #[command(after_help = "\
Examples:
  crosscheck show documents corpus/    whence outlets and dates are known, what was set aside
  crosscheck show prose page.html      the text that is read, in which annotations count their places
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
    /// Accept findings with a reason, so that they are listed apart and fail no run.
    #[command(after_help = "\
Examples:
  crosscheck accept f-3f9a2b7k --reason \"the ministry corrected it on 3 May\" corpus/
  crosscheck accept --prune corpus/    take out what is no longer found

A finding whose words change has another id, and is reported again.")]
    Accept(Accept),
    /// Write a crosscheck.toml to fill in, with the articles that lack an outlet or a date.
    Init(Init),
    /// Print completions for a shell.
    #[command(after_help = "\
Examples:
  crosscheck completions bash > ~/.local/share/bash-completion/completions/crosscheck
  crosscheck completions zsh > ~/.zfunc/_crosscheck
  crosscheck completions fish > ~/.config/fish/completions/crosscheck.fish")]
    Completions(Completions),
    /// Print a page of the manual.
    #[command(after_help = "\
Examples:
  crosscheck man > crosscheck.1            the page of the program
  crosscheck man rules new | man -l -      that of a command, to read")]
    Man(Manual),
    /// Print the JSON Schema of what programs read: the JSON report, or a line of JSONL.
    Schema(Schema),
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
