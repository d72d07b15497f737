//! Arguments of the commands about rules.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Rules {
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
pub(in crate::cli) struct RulesFrom {
    /// Add the rule files of a folder to the built-in ones, or replace those with the same kind and id.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) rules: Option<PathBuf>,
}
