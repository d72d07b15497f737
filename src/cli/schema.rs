//! Prints the schemas of what programs read.

use super::args::{Schema, SchemaOf};
use super::{Outcome, output};
use crosscheck::report::wire;

/// Prints a schema.
///
/// # Errors
/// If it cannot be written.
pub(super) fn run(asked: &Schema) -> anyhow::Result<Outcome> {
    let schema = match asked.of {
        SchemaOf::Report => wire::report_schema(),
        SchemaOf::Claim => wire::claim_schema(),
    };
    output::report(&format!("{schema:#}\n"), None)?;
    Ok(Outcome::Clean)
}
