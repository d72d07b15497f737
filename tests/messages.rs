//! The messages that a run may end with, side by side in one snapshot: each says what is wrong, where, and what to do. Those
//! that list all formats or commands stand in tests of their own, since the lists grow.

#![allow(clippy::disallowed_methods, reason = "this test lays out files for the binary to read")]

mod support;

use support::{HERALD, POST, run, write};

/// Commands that cannot be done, in a folder that holds what they stumble over.
const COMMANDS: &[&[&str]] = &[
    // Articles.
    &["nowhere"],
    &["empty"],
    &["news/a.md", "broken"],
    &[],
    // Options.
    &["news", "--formt", "json"],
    &["news", "--fail-on", "warnings"],
    &["news", "--only", "discrepancies"],
    &["news", "--min-severity", "high"],
    &["news", "-o", "no/such/folder/r.md"],
    // Ids and places.
    &["explain", "news"],
    &["explain", "f-00000000", "news"],
    &["explain", "c-00000000"],
    &["explain", "news/a.md:1", "news"],
    &["explain", "news/two.md:1", "news"],
    &["explain", "news/a.md:6", "news/a.md:6", "news"],
    &["explain", "news/a.md:6", "news/b.md:6", "news/two.md:2", "news"],
    // Rules.
    &["news", "--rules", "nowhere"],
    &["news", "--rules", "empty"],
    &["news", "--rules", "wrong-rules"],
    &["rules", "explain", "nothing"],
    &["rules", "new", "measure", "Library Loans"],
    &["rules", "new", "verdicts", "figures"],
    &["rules", "new", "measure", "inflation"],
    // The project.
    &["news", "--config", "nowhere.toml"],
    &["news", "--config", "wrong.toml"],
    &["news", "--config", "no-toml.toml"],
    &["news", "--config", "no-rules.toml"],
    &["news", "--config", "no-place.toml"],
    &["news", "--config", "wrong.toml", "--no-config"],
    &["init", "nowhere"],
    &["init", "project"],
    // Accepted findings.
    &["accept", "f-00000000", "news"],
    &["accept", "f-00000000", "--reason", "checked", "news"],
    &["accept", "news", "--reason", "checked"],
    &["accept", "--prune", "--reason", "checked", "news"],
    &["news", "--baseline", "nowhere.toml"],
    &["news", "--baseline", "wrong-baseline.toml"],
    // The rest.
    &["completions", "tcsh"],
];

#[test]
fn every_message_says_what_is_wrong_and_what_to_do() {
    let folder = support::folder("messages", "all");
    write(&folder, "news/a.md", HERALD);
    write(&folder, "news/b.md", POST);
    write(
        &folder,
        "news/two.md",
        "The flood killed 14 people and injured 40 people in Oldham.\n\nIt took 3 days.\n",
    );
    write(&folder, "empty/photo.jpg", "x");
    write(&folder, "broken/cut.json", "{\"title\": \"cut o");
    write(&folder, "broken/empty.txt", "");
    write(&folder, "broken/image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    write(
        &folder,
        "wrong-rules/lexicon/hedges.toml",
        "about = \"x\"\n[[entry]]\nmeans = \"almots\"\nwords = [\"close on\"]\n",
    );
    write(&folder, "wrong-rules/hedges.toml", "about = \"x\"\n");
    write(&folder, "wrong-rules/lexicn/own.toml", "about = \"x\"\n");
    write(
        &folder,
        "wrong.toml",
        "formt = \"json\"\nfail-on = \"warnings\"\n[articles.\"a.md\"]\npublished = \"soon\"\n",
    );
    write(&folder, "no-toml.toml", "format = json\n");
    write(&folder, "no-rules.toml", "rules = [\"nowhere\"]\n");
    write(&folder, "no-place.toml", "fiscal-year = { Atlantis = \"May\" }\n");
    write(&folder, "wrong-baseline.toml", "[[accepted]]\nfinding = \"f-00000000\"\nreson = \"checked\"\n");
    write(&folder, "project/crosscheck.toml", "");
    let mut said = String::new();
    for command in COMMANDS {
        let ended = run(&folder, command);
        assert_eq!(ended.code, Some(2), "{command:?} {}", ended.stdout);
        let words: Vec<String> = command
            .iter()
            .map(|word| if word.contains(' ') { format!("\"{word}\"") } else { (*word).to_owned() })
            .collect();
        said.push_str(&format!("$ crosscheck {}\n{}\n", words.join(" "), ended.stderr));
    }
    insta::assert_snapshot!(said);
}
