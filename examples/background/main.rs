//! Counts anew in how many articles each number and each word occurs: the tables of `rules/background/`.
//!
//! ```text
//! cargo run --release --example background -- OUT FOLDER...
//! ```
//!
//! Every article below the folders is counted, in any format that crosscheck reads; no labels are needed. The tables are
//! written to OUT as `values.tsv` and `words.tsv`; they hold counts and no text. Lower bars than the usual three and thirty
//! articles serve where there are few: `--values N`, `--words N`.
//!
//! `count` counts; this file reads and writes.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program beside the library: it reads, writes and prints"
)]

mod count;

use count::Counts;
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "cargo run --release --example background -- [--values N] [--words N] OUT FOLDER...";

fn main() -> ExitCode {
    let mut folders: Vec<PathBuf> = Vec::new();
    let (mut values, mut words) = (3, 30);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let bar = match argument.as_str() {
            "--values" => &mut values,
            "--words" => &mut words,
            folder => {
                folders.push(folder.into());
                continue;
            }
        };
        match arguments.next().and_then(|number| number.parse().ok()) {
            Some(number) => *bar = number,
            None => return refuse(&format!("{argument} needs a number of articles")),
        }
    }
    let Some((out, folders)) = folders.split_first().filter(|(_, folders)| !folders.is_empty()) else {
        return refuse("a folder for the tables and a folder of articles are needed");
    };
    let mut counts = Counts::default();
    let mut passed_over = 0;
    for path in folders.iter().flat_map(|folder| files(folder)) {
        let name = path.to_string_lossy();
        match std::fs::read(&path).ok().and_then(|bytes| crosscheck::document::parse(&name, &bytes).ok()) {
            Some(documents) => documents.iter().for_each(|document| counts.add(document)),
            None => passed_over += 1,
        }
    }
    for (name, table) in [("values.tsv", counts.values(values)), ("words.tsv", counts.words(words))] {
        let written = std::fs::create_dir_all(out).and_then(|()| std::fs::write(out.join(name), table));
        if let Err(error) = written {
            return refuse(&format!("{} cannot be written: {error}", out.join(name).display()));
        }
    }
    println!("{} articles counted, {passed_over} files passed over", counts.documents());
    ExitCode::SUCCESS
}

fn refuse(problem: &str) -> ExitCode {
    println!("{problem}\n{USAGE}");
    ExitCode::from(2)
}

/// All files below a folder that are neither hidden nor named in an `.ignore` file, in order of their paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkBuilder::new(folder).sort_by_file_path(Ord::cmp).build().flatten();
    entries.map(ignore::DirEntry::into_path).filter(|path| path.is_file()).collect()
}
