//! How a report is written: its format and its colours.

use clap::ValueEnum;
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For a terminal.
    Text,
    /// For people who have not seen the tool: to send to an editor.
    Markdown,
    /// One page for a browser, that needs no network: filters, side by side, values over time, the articles.
    Html,
    /// For programs: everything. `crosscheck schema report` prints its schema.
    Json,
    /// For programs: one claim a line. `crosscheck schema claim` prints the schema of a line.
    Jsonl,
    /// For a spreadsheet: one topic a row, one source a column.
    Csv,
    /// For code scanning and editors: SARIF 2.1.0.
    Sarif,
    /// For GitHub workflows: annotations in the log.
    Github,
    /// For annotation tools: the claims as W3C Web Annotations.
    Annotations,
}

impl Format {
    /// The format that the extension of a file stands for.
    pub(in crate::cli) fn of_file(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "json" => Some(Self::Json),
            "jsonl" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "sarif" => Some(Self::Sarif),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum When {
    /// On a terminal that wants it (see NO_COLOR).
    Auto,
    Always,
    Never,
}
