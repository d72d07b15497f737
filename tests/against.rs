//! Drafts against an archive, through the binary: what is reported, what is kept, and what is read again.

#![allow(clippy::disallowed_methods, reason = "this test lays out files for the binary to read")]

use assert_cmd::Command;
use proptest::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Stdio;

mod support;
use support::{Ended, run, run_with_input, write};

const DRAFT: &str = "---\nsource: Our Desk\npublished: 2024-05-04\n---\n\nThe ferry Halvard ran aground off Skerwick on Friday \
with 214 passengers aboard, the coastguard said. It was carrying 31 cars.\n\n“Nobody could have seen that reef in such \
weather,” the harbour master, Ada Holm, said. The repair will cost £3.7m.\n";
const HERALD: &str = "---\nsource: The Herald\npublished: 2024-05-04\n---\n\nThe ferry Halvard ran aground on a reef off \
Skerwick on Friday with 214 passengers aboard. It was carrying 13 cars, the coastguard said.\n";
const POST: &str = "---\nsource: Evening Post\npublished: 2024-05-05\n---\n\nTugs freed the ferry Halvard from a reef near \
Skerwick. “Nobody could have seen that reef in such weather,” said Ada Holm, the harbour master.\n";
const LIBRARY: &str = "---\nsource: The Herald\npublished: 2024-05-04\n---\n\nThe council of Elmham put off its vote on the \
library budget of £2.4m after an evening of speeches about opening hours.\n";

/// A folder for one test, with a draft and an archive.
fn folder(name: &str) -> PathBuf {
    let folder = support::folder("against", name);
    for (path, text) in [
        ("draft.md", DRAFT),
        ("archive/2024/herald.md", HERALD),
        ("archive/2024/post.md", POST),
        ("archive/library.md", LIBRARY),
    ] {
        write(&folder, path, text);
    }
    folder
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    run(folder, arguments).json()
}

/// What a run with `arguments` says, and what it does without a cache: the same.
fn same_as_without_cache(folder: &Path, arguments: &[&str]) -> Ended {
    let with = run(folder, arguments);
    let mut without: Vec<&str> = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if *argument == "--cache" {
            arguments.next();
        } else {
            without.push(argument);
        }
    }
    without.push("--no-cache");
    let without = run(folder, &without);
    assert_eq!((with.code, &with.stdout), (without.code, &without.stdout), "{}", with.stderr);
    with
}

/// The one kept file of a cache folder.
fn kept(folder: &Path) -> PathBuf {
    let files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the cache can be listed")
        .map(|entry| entry.expect("the cache can be listed").path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.into_iter().next().expect("there is one")
}

#[test]
fn only_what_touches_the_draft_is_reported_with_what_was_not_found() {
    let folder = folder("report");
    let ended = run(&folder, &["check", "draft.md", "--against", "archive/"]);
    assert_eq!(ended.stderr, "");
    assert_eq!(ended.code, Some(1));
    insta::assert_snapshot!(ended.stdout);
    let markdown = run(&folder, &["draft.md", "--against", "archive", "--format", "markdown"]);
    insta::assert_snapshot!(markdown.stdout);
}

#[test]
fn json_says_how_each_claim_of_the_draft_stands() {
    let folder = folder("json");
    let report = json(&folder, &["draft.md", "--against", "archive", "--format", "json"]);
    let against = &report["against"];
    assert_eq!(against["drafts"], serde_json::json!(["draft.md"]));
    assert_eq!((&against["archive_documents"], &against["near_documents"]), (&3.into(), &2.into()));
    assert_eq!(against["figures"]["total"], 3);
    let standing = |words: &str| {
        let claims = report["claims"].as_array().expect("a list of claims");
        let claim = claims.iter().find(|it| it["document"] == "draft.md" && it["text"] == words);
        let id = &claim.unwrap_or_else(|| panic!("no claim {words}"))["id"];
        let standings = against["claims"].as_array().expect("a list of standings");
        standings.iter().find(|it| it["claim"] == *id).expect("each is looked for")["standing"].clone()
    };
    assert_eq!(standing("214"), "supported");
    assert_eq!(standing("31"), "contradicted");
    assert_eq!(standing("£3.7m"), "not-found");
    let touching: Vec<&str> = report["documents"]
        .as_array()
        .expect("a list of documents")
        .iter()
        .filter_map(|document| document["path"].as_str())
        .collect();
    assert_eq!(touching, ["archive/2024/herald.md", "archive/2024/post.md", "draft.md"]);
}

#[test]
fn what_was_not_found_does_not_fail_a_run() {
    let folder = folder("not-found");
    write(&folder, "draft.md", "The Elmham fair drew 4,318 visitors on Sunday.\n");
    let ended = run(&folder, &["draft.md", "--against", "archive", "--fail-on", "note"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    assert!(ended.stdout.contains("Not found in the archive (1)"), "{}", ended.stdout);
    assert!(ended.stdout.contains("0 of 1 figure of the draft is supported by the archive, 1 not found."));
}

#[test]
fn a_draft_that_lies_in_the_archive_is_not_compared_with_itself_or_a_copy() {
    let folder = folder("itself");
    write(&folder, "archive/draft.md", DRAFT);
    write(&folder, "archive/backup.md", DRAFT);
    let report = json(&folder, &["archive/draft.md", "--against", "archive", "--format", "json"]);
    assert_eq!(report["against"]["copies_left_out"], serde_json::json!(["archive/backup.md"]));
    assert_eq!(report["against"]["archive_documents"], 4);
    let documents = report["documents"].to_string();
    assert_eq!(documents.matches("archive/draft.md").count(), 2, "its id and its path: {documents}");
    assert!(!documents.contains("backup.md"));
}

#[test]
fn several_drafts_a_folder_of_them_and_standard_input_are_drafts() {
    let folder = folder("several");
    write(&folder, "drafts/one.md", DRAFT);
    write(&folder, "drafts/two.txt", "The Elmham fair drew 4,318 visitors on Sunday.\n");
    let report = json(&folder, &["drafts", "draft.md", "--against", "archive", "--format", "json"]);
    assert_eq!(
        report["against"]["drafts"],
        serde_json::json!(["draft.md", "drafts/one.md", "drafts/two.txt"])
    );
    let ended = run_with_input(&folder, &["-", "--against", "archive"], DRAFT);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stdout.contains("stdin:6:119"), "{}", ended.stdout);
}

#[test]
fn a_finding_is_explained_against_the_archive() {
    let folder = folder("explain");
    let report = json(&folder, &["draft.md", "--against", "archive", "--format", "json"]);
    let id = report["findings"][0]["id"].as_str().expect("a finding");
    let ended = run(&folder, &["explain", id, "draft.md", "--against", "archive"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stdout.contains("13 cars"), "{}", ended.stdout);
}

#[test]
fn a_bad_file_of_the_archive_is_named_in_each_run_and_the_rest_goes_on() {
    let folder = folder("bad");
    write(&folder, "archive/empty.txt", "");
    write(&folder, "archive/data.json", "{\"numbers\": [1, 2]}");
    for _ in 0..2 {
        let ended = same_as_without_cache(&folder, &["draft.md", "--against", "archive", "--cache", "cache"]);
        assert_eq!(ended.code, Some(2));
        assert!(ended.stderr.starts_with("error: archive/empty.txt: the file is empty."), "{}", ended.stderr);
        assert!(ended.stdout.contains("13 cars"));
    }
}

#[test]
fn an_archive_that_is_not_there_is_named_with_what_to_do() {
    let folder = folder("missing");
    let ended = run(&folder, &["draft.md", "--against", "nowhere"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!(ended.stderr, @"error: nowhere: there is no such archive. Give the folder that holds the articles to compare with.");
    let ended = run(&folder, &["draft.md", "--no-cache"]);
    assert_eq!(ended.code, Some(2));
}

#[test]
fn keys_are_kept_in_the_systems_folder_for_caches_unless_told_otherwise() {
    let folder = folder("place");
    run(&folder, &["draft.md", "--against", "archive", "--no-cache"]);
    assert!(!folder.join("system-cache").exists());
    run(&folder, &["draft.md", "--against", "archive"]);
    let first = kept(&folder.join("system-cache/crosscheck"));
    assert!(std::fs::read(&first).expect("it can be read").starts_with(b"crosscheck archive"));
    // The same archive by another path, from another folder.
    let ended = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .current_dir(folder.join("archive"))
        .env("XDG_CACHE_HOME", folder.join("system-cache"))
        .args(["../draft.md", "--against", "../archive/."])
        .output()
        .expect("the binary runs");
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(kept(&folder.join("system-cache/crosscheck")), first);
    assert!(!folder.join("archive/.crosscheck-cache").exists());
}

#[test]
fn an_article_that_changed_came_or_went_is_seen() {
    let folder = folder("changes");
    let arguments = ["draft.md", "--against", "archive", "--cache", "cache"];
    let before = same_as_without_cache(&folder, &arguments);
    assert!(before.stdout.contains("13 cars"));
    // As long as before, so that only time or content tell.
    write(&folder, "archive/2024/herald.md", HERALD.replace("13 cars", "17 cars"));
    let changed = same_as_without_cache(&folder, &arguments);
    assert!(changed.stdout.contains("17 cars"), "{}", changed.stdout);
    std::fs::remove_file(folder.join("archive/2024/herald.md")).expect("it can be removed");
    let gone = same_as_without_cache(&folder, &arguments);
    assert!(!gone.stdout.contains("cars, the coastguard"), "{}", gone.stdout);
    let bytes = std::fs::read(kept(&folder.join("cache"))).expect("it can be read");
    assert!(!bytes.windows(9).any(|it| it == b"herald.md"), "what is gone is not kept");
    write(&folder, "archive/new/herald.md", HERALD);
    let came = same_as_without_cache(&folder, &arguments).stdout;
    assert!(came.contains("archive/new/herald.md"), "{came}");
}

#[test]
fn other_rules_find_other_articles_without_being_told_that_the_cache_is_old() {
    let folder = folder("rules");
    let arguments = ["draft.md", "--against", "archive", "--cache", "cache"];
    run(&folder, &arguments);
    let before = std::fs::read(kept(&folder.join("cache"))).expect("it can be read");
    write(
        &folder,
        "rules/aliases/shore.toml",
        "about = \"Shores.\"\n\n[[same]]\nwords = [\"reef\", \"shoal\"]\nwhy = \"One place.\"\n\n[[distinct]]\n\
         groups = [[\"reef\"], [\"quay\"]]\nwhy = \"Two places.\"\n",
    );
    let with_rules = ["draft.md", "--against", "archive", "--rules", "rules", "--cache", "cache"];
    let ended = same_as_without_cache(&folder, &with_rules);
    assert_eq!(ended.stderr, "", "a cache of other rules is no damage");
    let after = std::fs::read(kept(&folder.join("cache"))).expect("it can be read");
    assert_ne!(before, after);
    same_as_without_cache(&folder, &arguments);
}

#[test]
fn a_folder_that_cannot_be_written_costs_time_and_nothing_else() {
    let folder = folder("unwritable");
    write(&folder, "cache", "a file where a folder is wanted");
    let ended = same_as_without_cache(&folder, &["draft.md", "--against", "archive", "--cache", "cache"]);
    assert!(ended.stderr.starts_with("note: what was read could not be kept in cache"), "{}", ended.stderr);
}

#[test]
fn two_runs_at_once_leave_a_whole_cache() {
    let folder = folder("at-once");
    for number in 0..40 {
        write(
            &folder,
            &format!("archive/more/{number}.md"),
            LIBRARY.replace("£2.4m", &format!("£{number}m")),
        );
    }
    let expected = run(&folder, &["draft.md", "--against", "archive", "--no-cache"]).stdout;
    for round in 0..3 {
        // Something to write in each round.
        write(&folder, "archive/more/0.md", LIBRARY.replace("£2.4m", &format!("£{round}.5m")));
        let runs: Vec<_> = (0..6)
            .map(|_| {
                std::process::Command::new(env!("CARGO_BIN_EXE_crosscheck"))
                    .current_dir(&folder)
                    .args(["draft.md", "--against", "archive", "--cache", "cache"])
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("the binary runs")
            })
            .collect();
        for run in runs {
            let output = run.wait_with_output().expect("it ends");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "");
            assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
        }
    }
    let _whole = kept(&folder.join("cache"));
    let ended = run(&folder, &["draft.md", "--against", "archive", "--cache", "cache"]);
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), (expected.as_str(), ""));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn a_cache_that_is_cut_off_or_damaged_is_rebuilt_with_a_word(at in 0.0f64..1.0, cut in any::<bool>(), flip in 1u8..) {
        let folder = folder(&format!("damaged-{}-{cut}", (at * 1e6) as u32));
        let arguments = ["draft.md", "--against", "archive", "--cache", "cache"];
        let before = run(&folder, &arguments);
        let kept = kept(&folder.join("cache"));
        let mut bytes = std::fs::read(&kept).expect("it can be read");
        let whole = bytes.clone();
        let place = (bytes.len() as f64 * at) as usize;
        if cut { bytes.truncate(place) } else { bytes[place] ^= flip }
        std::fs::write(&kept, &bytes).expect("it can be written");
        let after = run(&folder, &arguments);
        prop_assert_eq!(&after.stdout, &before.stdout);
        prop_assert!(after.stderr.contains("is damaged; the archive is read anew"), "{}", after.stderr);
        let rebuilt = std::fs::read(&kept).expect("it can be read");
        prop_assert_eq!(rebuilt.len(), whole.len());
        let last = run(&folder, &arguments);
        prop_assert_eq!((&last.stdout, last.stderr.as_str()), (&before.stdout, ""));
        std::fs::remove_dir_all(&folder).expect("it can be removed");
    }
}

#[test]
fn the_project_file_says_where_keys_are_kept_or_that_none_are() {
    let folder = folder("project-cache");
    write(
        &folder,
        "archive/a.txt",
        "The ferry carried 214 passengers when it ran aground off Kelhaven on Monday.\n",
    );
    write(
        &folder,
        "draft.txt",
        "The ferry carried 241 passengers when it ran aground off Kelhaven on Monday.\n",
    );
    let arguments = ["check", "draft.txt", "--against", "archive"];
    write(&folder, "crosscheck.toml", "cache = false\n");
    run(&folder, &arguments);
    assert!(!folder.join("keys").exists());
    write(&folder, "crosscheck.toml", "cache = \"keys\"\n");
    run(&folder, &arguments);
    assert!(folder.join("keys").exists());
}
