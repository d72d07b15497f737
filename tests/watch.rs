//! `--watch`, through the binary and with files that really change.

#![allow(clippy::disallowed_methods, reason = "this test lays out files for the binary to read, and waits")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const HERALD: &str = "---\nsource: The Herald\npublished: 2024-05-03\n---\n\nThe flood killed 14 people in Oldham, police said.\n";

/// A run that is watched, ended when the test ends however it ends.
struct Watched {
    child: Child,
    folder: PathBuf,
}

impl Drop for Watched {
    fn drop(&mut self) {
        // It may have ended by itself, which the test has noticed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watched {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let messages = std::fs::File::create(folder.join("stderr.log")).expect("it can be made");
        let child = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
            .current_dir(folder)
            .args(arguments)
            .args(["--watch", "-o", "report.json"])
            .stdout(Stdio::null())
            .stderr(messages)
            .spawn()
            .expect("the binary runs");
        Self { child, folder: folder.to_owned() }
    }

    /// Waits until a report holds some words.
    fn reports(&mut self, words: &str) {
        self.wait("report.json", words);
    }

    /// Waits until something is said.
    fn says(&mut self, words: &str) {
        self.wait("stderr.log", words);
    }

    fn wait(&mut self, file: &str, words: &str) {
        let begun = Instant::now();
        loop {
            let text = std::fs::read_to_string(self.folder.join(file)).unwrap_or_default();
            if text.contains(words) {
                return;
            }
            let said = std::fs::read_to_string(self.folder.join("stderr.log")).unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_secs(90), "no “{words}” in {file}: {text}\n{said}");
            assert!(self.child.try_wait().expect("it can be asked").is_none(), "it ended: {said}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("watch").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("it can be made");
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("it can be made");
    std::fs::write(path, text).expect("it can be written");
}

#[test]
fn a_change_is_compared_and_only_what_changed_is_read_again() {
    let folder = folder("articles");
    write(&folder, "news/herald.md", HERALD);
    write(&folder, "news/post.md", &HERALD.replace("Herald", "Post"));
    let mut watched = Watched::start(&folder, &["news"]);
    watched.reports("\"The Post\"");
    watched.says("watching: 2 of 2 files read");
    write(&folder, "news/post.md", &HERALD.replace("Herald", "Post").replace("14 people", "41 people"));
    watched.reports("41 people");
    watched.says("news/post.md changed");
    watched.says("watching: 1 of 2 files read");
    write(&folder, "news/later/lantern.md", &HERALD.replace("Herald", "Lantern"));
    watched.reports("\"The Lantern\"");
    std::fs::remove_file(folder.join("news/herald.md")).expect("it can be removed");
    watched.says("watching: 0 of 2 files read");
}

#[test]
fn a_draft_is_held_against_the_archive_each_time_it_is_saved() {
    let folder = folder("draft");
    write(&folder, "archive/herald.md", HERALD);
    write(&folder, "draft.md", "The flood in Oldham killed 17 people, police said.\n");
    let mut watched = Watched::start(&folder, &["draft.md", "--against", "archive", "--no-cache"]);
    watched.reports("17 people");
    // As editors save: another file takes the place of the old one.
    write(&folder, "draft.md.new", "The flood in Oldham killed 19 people, police said.\n");
    std::fs::rename(folder.join("draft.md.new"), folder.join("draft.md")).expect("it can be renamed");
    watched.reports("19 people");
    watched.says("watching: 0 of 1 file read");
    write(&folder, "archive/herald.md", &HERALD.replace("14 people", "23 people"));
    watched.reports("23 people");
}

#[test]
fn a_run_that_fails_is_said_and_watching_goes_on() {
    let folder = folder("failing");
    write(&folder, "news/herald.md", HERALD);
    write(&folder, "rules/aliases/own.toml", "about = \"Own\"\nwrong = 1\n");
    let mut watched = Watched::start(&folder, &["news", "--rules", "rules"]);
    watched.says("error: ");
    write(
        &folder,
        "rules/aliases/own.toml",
        "about = \"Own.\"\n\n[[same]]\nwords = [\"axed\", \"scrapped\"]\nwhy = \"Gone.\"\n\n[[distinct]]\ngroups = \
         [[\"axed\"], [\"created\"]]\nwhy = \"Opposite.\"\n",
    );
    watched.reports("14 people");
}

#[test]
fn standard_input_cannot_be_watched() {
    let output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["-", "--watch"])
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("messages are UTF-8");
    insta::assert_snapshot!(said, @"error: standard input cannot be watched. Name the file that the draft is in.");
}
