//! Writes reports and messages.

use super::args::When;
use anyhow::Context;
use crosscheck::report::text::{Look, Paint};
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Writes a report to a file, or to standard output. A reader that stops reading is no error.
///
/// # Errors
/// If it cannot be written.
pub(super) fn report(text: &str, file: Option<&Path>) -> anyhow::Result<()> {
    if let Some(file) = file {
        return std::fs::write(file, text).with_context(|| {
            format!("{} could not be written; check that its folder exists and is writable", file.display())
        });
    }
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("the report could not be written to standard output")
        }
        _ => Ok(()),
    }
}

/// How a text report looks, by what was asked for and what standard output is.
pub(super) fn look(color: When, to_file: bool) -> Look {
    let paint = match color {
        When::Always => Paint::Ansi,
        When::Never => Paint::Plain,
        When::Auto if to_file => Paint::Plain,
        When::Auto => match anstream::AutoStream::choice(&std::io::stdout()) {
            anstream::ColorChoice::Never => Paint::Plain,
            _ => Paint::Ansi,
        },
    };
    let width =
        terminal_size::terminal_size().filter(|_| !to_file).map_or(100, |(width, _)| usize::from(width.0));
    // Lines beyond this are hard to read, however wide the window is.
    Look { paint, width: width.min(120) }
}

/// Writes a message to standard error.
pub(super) fn complain(message: &str) {
    // Nothing can be done where standard error is closed.
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}

/// Writes a message to standard error if a person sees it.
pub(super) fn remark(message: &str) {
    if std::io::stderr().is_terminal() {
        complain(message);
    }
}
