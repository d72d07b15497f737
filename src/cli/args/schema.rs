//! Arguments of the command that prints schemas.

use clap::{Args, ValueEnum};

/// The schema of what programs read.
#[derive(Args, Debug)]
pub(in crate::cli) struct Schema {
    /// Of what.
    #[arg(value_enum)]
    pub(in crate::cli) of: SchemaOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaOf {
    /// The report that --format json writes.
    Report,
    /// A line that --format jsonl writes.
    Claim,
}
