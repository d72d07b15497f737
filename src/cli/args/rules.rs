//! Arguments of the commands about rules.

use super::Basis;
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Rules {
    /// List all rules with their verdict.
    List(Basis),
    /// Check rule files: wrong keys and values, cases that no row decides, rows that never decide.
    Check(Basis),
    /// Run the examples that stand in rule files.
    Test(Basis),
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
