//! Arguments of the commands that show and explain.

use super::{Against, Basis, Input, When};
use clap::{Args, ValueEnum};

/// What one stage sees.
#[derive(Args, Debug)]
pub(in crate::cli) struct Show {
    /// Which stage.
    #[arg(value_enum)]
    pub(in crate::cli) stage: ShownStage,
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    /// When to use colours.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(in crate::cli) color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ShownStage {
    /// Articles with their metadata, and numbers set aside.
    Documents,
    /// The text that is read of an article: what a reader sees of it, without markup, front matter and scripts.
    Prose,
    /// The text that was taken out of a PDF or Word file, line by line: what the spans of its claims count bytes of.
    Text,
    /// Figures, quotations and dates.
    Claims,
    /// Claims that speak of the same thing.
    Topics,
}

/// Why a finding has its verdict, or two claims are linked or not.
#[derive(Args, Debug)]
pub(in crate::cli) struct Explain {
    /// A finding's or claim's id, or two claims' ids, or FILE:LINE for the claim there, or "FILE.pdf, page 3, line 12"; then the articles.
    #[arg(required = true, num_args = 2.., value_name = "ID [ID] PATH...")]
    pub(in crate::cli) ids_and_paths: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) against: Against,
    #[command(flatten)]
    pub(in crate::cli) basis: Basis,
    /// When to use colours.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(in crate::cli) color: When,
}
