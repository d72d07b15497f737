//! Arguments of the commands about rules.

use super::Basis;
use clap::Subcommand;

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
}
