//! The command line: what it reads, what it writes where, and how it ends.

#![allow(clippy::disallowed_methods, reason = "this test lays out files for the binary to read")]

mod support;

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use support::{HERALD, POST, run, run_with_input, write};

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    support::folder("cli", name)
}

/// The paths of the documents of a JSON report.
fn paths(report: &str) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(report).expect("a JSON report");
    let documents = report["documents"].as_array().expect("a list of documents");
    documents.iter().map(|document| document["path"].as_str().expect("a path").to_owned()).collect()
}

#[test]
fn articles_of_all_kinds_are_found_in_nested_folders() {
    let folder = folder("walk");
    for path in ["a.md", "b/c.txt", "b/d/e.html"] {
        write(&folder, &format!("news/{path}"), POST);
    }
    for path in [".hidden.md", ".git/x.md", "photo.jpg", "README.md", "gold.toml"] {
        write(&folder, &format!("news/{path}"), POST);
    }
    write(&folder, "news/gold.json", "{\"claims\": {}}");
    let ended = run(&folder, &["news", "--format", "json"]);
    assert_eq!(paths(&ended.stdout), ["news/a.md", "news/b/c.txt", "news/b/d/e.html"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_file_named_twice_is_read_once_and_a_named_file_is_read_whatever_its_name() {
    let folder = folder("twice");
    write(&folder, "a.md", HERALD);
    write(&folder, "README.md", POST);
    let ended = run(&folder, &["check", ".", "a.md", "./a.md", "README.md", "--format=json"]);
    assert_eq!(paths(&ended.stdout), ["README.md", "a.md"]);
}

#[test]
fn standard_input_is_an_article() {
    let folder = folder("stdin");
    let ended = run_with_input(&folder, &["-", "--format", "json"], HERALD);
    assert_eq!(paths(&ended.stdout), ["stdin"]);
    assert_eq!(ended.code, Some(0));
}

#[test]
fn a_path_that_is_not_there_is_named_with_what_to_do() {
    let folder = folder("missing");
    let ended = run(&folder, &["nowhere"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!(ended.stderr, @"error: nowhere: there is no such file or folder. Check the spelling, or give the folder that holds the articles.");
}

#[test]
fn a_folder_without_articles_says_what_articles_are() {
    let folder = folder("empty");
    write(&folder, "photo.jpg", "x");
    let ended = run(&folder, &["."]);
    assert_eq!(ended.code, Some(2));
    insta::assert_snapshot!(ended.stderr, @"error: no article found. Articles are files that end in .md .markdown .html .htm .xhtml .txt .pdf .docx .json .jsonl; name a file to read it whatever its name is.");
}

#[test]
fn one_bad_file_is_named_and_the_rest_goes_on() {
    let folder = folder("bad");
    write(&folder, "a.md", HERALD);
    write(&folder, "broken.json", "{\"title\": \"cut o");
    write(&folder, "empty.txt", "");
    write(&folder, "image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    let ended = run(&folder, &[".", "--format", "json"]);
    assert_eq!(ended.code, Some(2));
    assert_eq!(paths(&ended.stdout), ["a.md"]);
    let named: Vec<&str> =
        ended.stderr.lines().filter_map(|line| line.split(':').nth(1)).map(str::trim).collect();
    assert_eq!(named, ["broken.json", "empty.txt", "image.txt"], "{}", ended.stderr);
}

#[test]
fn a_folder_of_rules_that_is_wrong_is_refused_with_every_place() {
    let folder = folder("rules");
    write(&folder, "a.md", HERALD);
    write(
        &folder,
        "own/lexicon/hedges.toml",
        "about = \"x\"\n[[entry]]\nmeans = \"almots\"\nwords = [\"close on\"]\n",
    );
    let ended = run(&folder, &["a.md", "--rules", "own"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert!(ended.stderr.contains("own/lexicon/hedges.toml:3:"), "{}", ended.stderr);
}

#[test]
fn the_extension_of_the_file_chooses_the_format() {
    let folder = folder("output");
    write(&folder, "news/a.md", HERALD);
    for (name, begins) in [("r.md", "# "), ("r.html", "<!DOCTYPE html>"), ("r.json", "{"), ("r.txt", "")] {
        let ended = run(&folder, &["news", "-o", name]);
        assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("", ""));
        let report = std::fs::read_to_string(folder.join(name)).expect("the report was written");
        assert!(report.starts_with(begins) && !report.contains('\u{1b}'), "{report}");
    }
    let ended = run(&folder, &["news", "-o", "r.pdf"]);
    assert_eq!(ended.code, Some(2));
    insta::assert_snapshot!(ended.stderr, @"error: r.pdf: the extension does not say which format to write. Use .html, .md, .txt, .json, .jsonl, .csv or .sarif, or add --format.");
}

#[test]
fn a_report_that_cannot_be_written_is_an_error() {
    let folder = folder("unwritable");
    write(&folder, "a.md", HERALD);
    let ended = run(&folder, &["a.md", "-o", "no/such/folder/r.md"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.starts_with("error: no/such/folder/r.md could not be written"), "{}", ended.stderr);
}

#[test]
fn colours_are_written_only_where_they_are_asked_for() {
    let folder = folder("colour");
    write(&folder, "a.md", HERALD);
    assert!(!run(&folder, &["a.md"]).stdout.contains('\u{1b}'));
    assert!(run(&folder, &["a.md", "--color", "always"]).stdout.contains('\u{1b}'));
}

#[test]
fn colour_follows_what_the_environment_asks_for() {
    let folder = folder("colour-environment");
    write(&folder, "a.md", HERALD);
    let painted = |variable: &str, value: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
        command.current_dir(&folder).env_remove("NO_COLOR").env(variable, value).arg("a.md").args(arguments);
        command.output().expect("the binary runs").stdout.contains(&0x1b)
    };
    assert!(painted("CLICOLOR_FORCE", "1", &[]), "colour is forced");
    assert!(!painted("CLICOLOR", "1", &[]), "no terminal");
    assert!(!painted("NO_COLOR", "1", &[]));
    assert!(painted("NO_COLOR", "1", &["--color", "always"]), "an argument stands over the environment");
    assert!(!painted("CLICOLOR_FORCE", "1", &["--color", "never"]));
}

#[test]
fn articles_without_a_date_are_what_to_do_next() {
    let folder = folder("undated");
    write(&folder, "a.md", HERALD);
    for name in ["b.txt", "c.txt"] {
        write(&folder, name, "The flood killed 14 people in Oldham, police said.\n");
    }
    let report = run(&folder, &["."]).stdout;
    let (_, next) = report.split_once("\nNext: ").expect("the report says what to do next");
    let next = next.split_whitespace().collect::<Vec<_>>().join(" ");
    insta::assert_snapshot!(next, @r#"2 articles have no date (b.txt and 1 more): what their "last year" and "on Tuesday" mean stays open, and figures stay unclear. Add `published: YYYY-MM-DD` to the front matter, or run `crosscheck init` and fill it in there."#);
}

#[test]
fn the_last_line_says_what_to_do_next() {
    let folder = folder("next");
    write(&folder, "a.md", HERALD);
    let ended = run(&folder, &["a.md"]);
    let last = ended.stdout.lines().last().unwrap_or_default();
    insta::assert_snapshot!(last, @"Next: give the articles of other outlets on the same story too.");
}

#[test]
fn findings_at_or_above_the_severity_end_the_run_with_one() {
    let folder = folder("fail-on");
    write(&folder, "a.md", HERALD);
    write(&folder, "b.md", POST);
    assert_eq!(run(&folder, &["."]).code, Some(0), "an agreement fails no run by default");
    assert_eq!(run(&folder, &[".", "--fail-on", "note"]).code, Some(1));
    assert_eq!(run(&folder, &[".", "--fail-on", "note", "--only", "discrepancy"]).code, Some(0));
    assert_eq!(run(&folder, &[".", "--fail-on", "never"]).code, Some(0));
}

#[test]
fn explain_takes_ids_and_places() {
    let folder = folder("explain");
    write(&folder, "a.md", HERALD);
    write(&folder, "b.md", POST);
    let report: serde_json::Value =
        serde_json::from_str(&run(&folder, &[".", "--format", "json"]).stdout).expect("a JSON report");
    let finding = report["findings"][0]["id"].as_str().expect("the two articles agree").to_owned();
    let ended = run(&folder, &["explain", &finding, "."]);
    assert!(ended.stdout.contains("Which row decides"), "{}{}", ended.stdout, ended.stderr);
    let ended = run(&folder, &["explain", "a.md:6", "b.md:6", "."]);
    assert!(ended.stdout.contains("These two claims are linked."), "{}{}", ended.stdout, ended.stderr);
}

#[test]
fn explain_says_what_two_claims_lack_that_are_not_linked() {
    let folder = folder("explain-miss");
    write(&folder, "a.md", "The fire at the Harwick mill destroyed 43 looms.\n");
    write(&folder, "b.md", "Organisers sold 61 tickets for the county fair in Dunmore.\n");
    let ended = run(&folder, &["explain", "a.md:1", "b.md:1", "."]);
    // The text is broken into lines by the width of the terminal.
    let said = ended.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "These two claims are not linked.",
        "Why they are not linked",
        "Against it: counted, nothing shared (-1.0)",
    ] {
        assert!(said.contains(words), "{}{}", ended.stdout, ended.stderr);
    }
}

#[test]
fn explain_says_what_is_wrong_with_an_id() {
    let folder = folder("explain-wrong");
    write(&folder, "a.md", HERALD);
    let said = |arguments: &[&str]| {
        let ended = run(&folder, arguments);
        assert_eq!(ended.code, Some(2));
        ended.stderr
    };
    insta::assert_snapshot!(said(&["explain", "f-00000000", "a.md"]), @"error: f-00000000: no such finding or claim in these articles. Ids change when the words of a claim change; run check again.");
    insta::assert_snapshot!(said(&["explain", "a.md:1", "a.md"]), @"error: a.md:1: no claim begins on that line. `crosscheck show claims` lists those of each article.");
    insta::assert_snapshot!(said(&["explain", "c-00000000", "c-00000001"]), @"error: name the articles behind the ids, as for check: c-00000000 c-00000001 PATH...");
}

#[test]
fn each_stage_can_be_shown() {
    let folder = folder("show");
    write(&folder, "a.md", HERALD);
    write(&folder, "b.md", POST);
    for (stage, holds) in
        [("documents", "The Herald (from front matter)"), ("claims", "14 count"), ("topics", "Topic 1")]
    {
        let ended = run(&folder, &["show", stage, "."]);
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
        assert!(ended.stdout.contains(holds), "{}", ended.stdout);
    }
}

#[test]
fn the_prose_of_an_article_is_printed_as_annotations_count_in_it() {
    let folder = folder("prose");
    let page = "<html><body><h1>Café reopens</h1><p>It cost <b>£5m</b> &amp; a year’s work.</p><script>x</script></body></html>";
    write(&folder, "a.html", page);
    let prose = run(&folder, &["show", "prose", "a.html"]);
    assert_eq!(prose.stdout, "Café reopens\n\nIt cost £5m & a year’s work.\n");
    let annotations = run(&folder, &["a.html", "--format", "annotations"]).json();
    let selectors = &annotations["first"]["items"][0]["target"]["selector"];
    let position =
        |key: &str| usize::try_from(selectors[1][key].as_u64().expect("a place")).expect("it is small");
    let (start, end) = (position("start"), position("end"));
    let words: String = prose.stdout.chars().skip(start).take(end - start).collect();
    assert_eq!((words.as_str(), selectors[0]["exact"].as_str()), ("£5m", Some("£5m")));
    write(&folder, "b.md", HERALD);
    let both = run(&folder, &["show", "prose", "."]).stdout;
    assert!(
        both.starts_with("==> a.html <==\nCafé reopens\n") && both.contains("\n\n==> b.md <==\nThe flood")
    );
}

#[test]
fn timings_go_to_standard_error() {
    let folder = folder("timings");
    write(&folder, "a.md", HERALD);
    let ended = run(&folder, &["a.md", "--timings", "--format", "json"]);
    assert_eq!(paths(&ended.stdout).len(), 1);
    let stages: Vec<&str> = ended.stderr.lines().filter_map(|line| line.split("  ").next()).collect();
    assert!(stages.iter().any(|stage| stage.trim() == "link"), "{}", ended.stderr);
}

#[test]
fn help_shows_examples_for_each_command() {
    let folder = folder("help");
    for command in [vec!["--help"], vec!["show", "--help"], vec!["explain", "--help"]] {
        let ended = run(&folder, &command);
        assert!(ended.stdout.contains("Examples:\n  crosscheck "), "{}", ended.stdout);
    }
}

#[test]
fn schemas_of_rules_are_listed_printed_and_written_for_an_editor() {
    let folder = folder("rule-schemas");
    let listed = run(&folder, &["rules", "schema"]).stdout;
    assert!(listed.lines().any(|kind| kind == "lexicon/hedges"), "{listed}");
    for kind in listed.lines() {
        assert!(run(&folder, &["rules", "schema", kind]).stdout.starts_with('{'), "{kind}");
    }
    assert_eq!(run(&folder, &["rules", "schema", "colours"]).code, Some(2));
    let written = run(&folder, &["rules", "schema", "--write", "."]);
    assert_eq!(written.code, Some(0), "{}", written.stderr);
    let configuration = std::fs::read_to_string(folder.join(".taplo.toml")).expect("it was written");
    let configuration: toml::Value = toml::from_str(&configuration).expect("TOML");
    let rules = configuration["rule"].as_array().expect("a list");
    assert_eq!(rules.len(), listed.lines().count());
    for rule in rules {
        let schema = rule["schema"]["path"].as_str().expect("a path");
        assert!(folder.join(schema).is_file(), "{schema}");
    }
    assert_eq!(run(&folder, &["rules", "schema", "--write", "."]).code, Some(0), "a second time is no harm");
    write(&folder, ".taplo.toml", "# mine\n");
    assert_eq!(run(&folder, &["rules", "schema", "--write", "."]).code, Some(2), "a file of one's own stays");
}

#[test]
fn the_commands_for_programs_in_the_readme_run_as_printed() {
    let readme = include_str!("../README.md");
    let (_, section) = readme.split_once("## For programs\n").expect("the section is there");
    let (section, _) = section.split_once("\n## ").expect("another section follows");
    let commands: Vec<&str> =
        section.lines().filter_map(|line| line.strip_prefix("    crosscheck ")).collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let (command, _) = command.split_once("  ").expect("a command has a remark");
        let arguments: Vec<&str> = command.split(' ').collect();
        let ended = run(Path::new(env!("CARGO_MANIFEST_DIR")), &arguments);
        assert!(matches!(ended.code, Some(0 | 1)) && !ended.stdout.is_empty(), "{command}: {}", ended.stderr);
    }
}
