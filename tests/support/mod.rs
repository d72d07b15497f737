//! Lays out files and runs the binary on them.

#![allow(dead_code, reason = "each test program uses what it needs")]
#![allow(clippy::disallowed_methods, reason = "tests lay out files for the binary to read")]

use assert_cmd::Command;
use std::path::{Path, PathBuf};

/// An article by one outlet.
pub(crate) const HERALD: &str = "---\nsource: The Herald\npublished: 2024-05-03\n---\n\nThe flood killed 14 people in Oldham, police said.\n";
/// An article by another that says the same.
pub(crate) const POST: &str = "---\nsource: Evening Post\npublished: 2024-05-03\n---\n\nThe flood killed 14 people in Oldham, police said.\n";

/// An empty folder for one test; `program` keeps those of test programs apart.
pub(crate) fn folder(program: &str, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(program).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the test's folder can be made");
    folder
}

/// Writes a file, with the folders around it.
pub(crate) fn write(folder: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a file stands in a folder"))
        .expect("the folder can be made");
    std::fs::write(path, text).expect("the file can be written");
}

/// Reads a file.
pub(crate) fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code.
    pub(crate) code: Option<i32>,
    /// What it wrote to standard output.
    pub(crate) stdout: String,
    /// What it wrote to standard error.
    pub(crate) stderr: String,
}

impl Ended {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.stdout, self.stderr))
    }
}

/// Runs the binary in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ended {
    run_with_input(folder, arguments, "")
}

/// Runs the binary in a folder, with something on standard input.
pub(crate) fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .current_dir(folder)
        .env_remove("NO_COLOR")
        // What is kept of an archive stays in the test's folder.
        .env("XDG_CACHE_HOME", folder.join("system-cache"))
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("the binary runs");
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("reports are UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}
