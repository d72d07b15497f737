//! Writes reports and messages.

use anyhow::Context;
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
