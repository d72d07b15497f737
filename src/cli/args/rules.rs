//! Arguments of the commands about rules.

use super::Basis;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Rules {
    /// List all rules with their verdict.
    List(Basis),
    /// Check rule files: wrong keys and values, cases that no row decides, rows that never decide.
    Check(Basis),
    /// Run the examples that stand in rule files.
    Test(Basis),
    /// Write a rule file to begin with, which holds as it is.
    New(NewRules),
    /// Explain a rule: when it holds, why, with examples.
    Explain {
        /// The rule's id, as reports print it: "verdicts/quantities#period-moved", or what stands behind the #.
        rule: String,
        #[command(flatten)]
        basis: Basis,
    },
    /// Print the JSON Schema of a kind of rule files, by which editors complete them.
    #[command(after_help = "\
Examples:
  crosscheck rules schema                    list the kinds
  crosscheck rules schema verdicts/dates     print the schema of one
  crosscheck rules schema --write .          write all, and the .taplo.toml that gives them to an editor")]
    Schema {
        /// The kind, as the path of a file: "aliases", "lexicon/hedges"; without it, all are listed.
        kind: Option<String>,
        /// Write all schemas and a .taplo.toml into a folder: the one that the editor opens.
        #[arg(long, value_name = "DIR", conflicts_with = "kind")]
        write: Option<PathBuf>,
    },
}

/// Writes a rule file to begin with.
#[derive(Args, Debug)]
pub(in crate::cli) struct NewRules {
    /// What the rules are about.
    #[arg(value_enum)]
    pub(in crate::cli) kind: RuleKind,
    /// The name of the file, without ".toml"; of lexicon, verdicts and checks that of a built-in file, of which a copy is
    /// written. It goes into the folder behind --rules, else into that of the project, else into my-rules.
    pub(in crate::cli) name: String,
    #[command(flatten)]
    pub(in crate::cli) basis: Basis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum RuleKind {
    /// A named statistic.
    #[value(alias = "measures")]
    Measure,
    /// Words that mean the same, and words that must be kept apart.
    Aliases,
    /// Words that the grammar knows by what they do.
    Lexicon,
    /// Units that convert into each other.
    Units,
    /// Places and what lies in what.
    Places,
    /// What a difference means.
    Verdicts,
    /// Sums within one article.
    Checks,
}

impl RuleKind {
    /// The folder of its files.
    pub(in crate::cli) fn folder(self) -> &'static str {
        match self {
            Self::Measure => "measures",
            Self::Aliases => "aliases",
            Self::Lexicon => "lexicon",
            Self::Units => "units",
            Self::Places => "places",
            Self::Verdicts => "verdicts",
            Self::Checks => "checks",
        }
    }
}
