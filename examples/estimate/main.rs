//! Estimates anew, from stories with gold, what `rules/evidence.toml` says.
//!
//! ```text
//! cargo run --release --example estimate                      # the stories of corpus/
//! cargo run --release --example estimate -- corpus/ MORE/     # and others
//! ```
//!
//! A folder is a story (`articles/` and `gold.json`) or holds stories. Every pair of figures that linking would weigh, and
//! every pair of quotations, is labelled by the gold; a table says for each signal what it is worth. Same stories in, same
//! bytes out. Nothing is written: whoever changes a weight does so by hand, with the reason beside it.
//!
//! `pairs` labels pairs, `fit` estimates, `table` prints.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program beside the library: it reads and prints"
)]

mod fit;
#[allow(dead_code, reason = "the accuracy test uses the rest")]
#[path = "../../tests/accuracy/gold.rs"]
mod gold;
mod pairs;
mod table;

use gold::Story;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() {
        folders.push(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")));
    }
    let mut stories = Vec::new();
    for folder in &folders {
        if !folder.is_dir() {
            println!("{} is no folder. Give folders of stories with gold.json.", folder.display());
            return ExitCode::from(2);
        }
        if folder.join("gold.json").is_file() {
            stories.push(Story::read(folder));
        } else {
            stories.extend(Story::read_all(folder));
        }
    }
    print!("{}", table::render(&stories));
    ExitCode::SUCCESS
}
