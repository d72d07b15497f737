//! The project file: where it is found, what it says, and what stands over it.

#![allow(clippy::disallowed_methods, reason = "this test lays out files for the binary to read")]

mod support;

use std::path::PathBuf;
use support::{Ended, HERALD, POST, read, run, run_with_input, write};

fn folder(name: &str) -> PathBuf {
    support::folder("project", name)
}

/// Outlet, day and title of every document of a JSON report.
fn documents(ended: &Ended) -> Vec<(String, String, String)> {
    let report = ended.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let documents = report["documents"].as_array().expect("a list of documents");
    documents.iter().map(|it| (text(&it["source"]), text(&it["published"]), text(&it["title"]))).collect()
}

#[test]
fn the_project_file_is_found_above_the_articles_from_wherever_it_runs() {
    let folder = folder("found");
    write(&folder, "crosscheck.toml", "format = \"json\"\n");
    write(&folder, "news/may/a.md", HERALD);
    write(&folder, "elsewhere/x.md", HERALD);
    for (from, path) in [(".", "news"), (".", "news/may/a.md"), ("news/may", "."), ("elsewhere", "../news")] {
        let ended = run(&folder.join(from), &[path]);
        assert!(ended.stdout.starts_with('{'), "{from} {path}: {}{}", ended.stdout, ended.stderr);
    }
    let ended = run_with_input(&folder, &["-"], HERALD);
    assert!(
        ended.stdout.starts_with('{'),
        "an article from standard input belongs to the folder that it runs in"
    );
    let ended = run(&folder, &["--no-config", "news"]);
    assert!(!ended.stdout.starts_with('{'), "{}", ended.stdout);
    write(&folder, "other.toml", "format = \"markdown\"\n");
    let ended = run(&folder, &["--config", "other.toml", "news"]);
    assert!(ended.stdout.starts_with("# "), "{}", ended.stdout);
}

#[test]
fn the_nearest_project_file_is_the_one_that_counts() {
    let folder = folder("nearest");
    write(&folder, "crosscheck.toml", "format = \"json\"\n");
    write(&folder, "news/crosscheck.toml", "format = \"markdown\"\n");
    write(&folder, "news/a.md", HERALD);
    assert!(run(&folder, &["news"]).stdout.starts_with("# "));
}

#[test]
fn the_command_line_stands_over_the_project_file() {
    let folder = folder("over");
    write(&folder, "a.md", HERALD);
    write(&folder, "b.md", POST);
    write(&folder, "crosscheck.toml", "format = \"json\"\nfail-on = \"note\"\n");
    assert_eq!(run(&folder, &["."]).code, Some(1), "the agreement is a note");
    assert_eq!(run(&folder, &[".", "--fail-on", "warning"]).code, Some(0));
    assert!(run(&folder, &[".", "--format", "markdown"]).stdout.starts_with("# "));
    run(&folder, &[".", "-o", "r.md"]);
    assert!(read(&folder, "r.md").starts_with("# "), "the name of the file stands over the project's format");
    write(&folder, "crosscheck.toml", "fail-on = \"note\"\nonly = [\"discrepancy\"]\n");
    assert_eq!(run(&folder, &["."]).code, Some(0));
    assert_eq!(run(&folder, &[".", "--only", "agreement"]).code, Some(1));
    write(&folder, "crosscheck.toml", "fail-on = \"note\"\nmin-severity = \"error\"\n");
    assert_eq!(run(&folder, &["."]).code, Some(0));
    assert_eq!(run(&folder, &[".", "--min-severity", "note"]).code, Some(1));
}

#[test]
fn rules_of_the_project_are_used_by_every_command() {
    let folder = folder("rules");
    write(&folder, "news/a.md", HERALD);
    write(&folder, "crosscheck.toml", "rules = [\"mine\"]\n");
    write(
        &folder,
        "mine/aliases/own.toml",
        "about = \"Own words.\"\n[[same]]\nwords = [\"axed\", \"cut\"]\nwhy = \"Jobs.\"\n",
    );
    let ended = run(&folder, &["rules", "list"]);
    assert!(ended.stdout.contains("aliases/own"), "{}{}", ended.stdout, ended.stderr);
    let ended = run(&folder, &["rules", "list", "--no-config"]);
    assert!(!ended.stdout.contains("aliases/own"));
    write(&folder, "mine/aliases/own.toml", "abuot = \"Own words.\"\n");
    for command in [vec!["news"], vec!["show", "claims", "news"], vec!["explain", "a.md:6", "news"]] {
        let ended = run(&folder, &command);
        assert_eq!(ended.code, Some(2));
        assert!(ended.stderr.contains("mine/aliases/own.toml:1:1"), "{command:?} {}", ended.stderr);
    }
    write(&folder, "crosscheck.toml", "rules = [\"nowhere\"]\n");
    let ended = run(&folder, &["news"]);
    insta::assert_snapshot!(ended.stderr, @"error: crosscheck.toml:1: `rules` names nowhere, and there is no such folder. Paths are meant from the folder of the project file.");
}

#[test]
fn outlet_and_day_of_an_article_may_stand_in_the_project_file_or_beside_it() {
    let folder = folder("sidecars");
    let text = "Twelve people died in the storm.\n\nThe storm came on Tuesday, officials said, and went on Wednesday.\n";
    for name in ["a.txt", "b.txt", "c.txt"] {
        write(&folder, &format!("news/{name}"), text);
    }
    write(&folder, "news/d.md", HERALD);
    write(
        &folder,
        "crosscheck.toml",
        "[sources]\n\"lantern.example\" = \"The Lantern\"\n\
         [articles.\"news/a.txt\"]\nsource = \"lantern.example\"\npublished = 2024-11-28\ntitle = \"Storm\"\n\
         [articles.\"news/b.txt\"]\nsource = \"Project\"\npublished = \"28 November 2024\"\n\
         [articles.\"news/d.md\"]\nsource = \"Project\"\n",
    );
    write(&folder, "news/b.meta.toml", "source = \"Beside\"\n");
    write(&folder, "news/c.txt.meta.toml", "source = \"Also beside\"\n");
    let known = |ended: &Ended| -> Vec<(String, String)> {
        documents(ended).into_iter().map(|(source, day, _)| (source, day)).collect()
    };
    let expected = [
        ("The Lantern", "2024-11-28"),
        // The file beside the article goes before the project file, which fills in what that leaves open.
        ("Beside", "2024-11-28"),
        ("Also beside", "-"),
        // The article's own front matter goes before both.
        ("The Herald", "2024-05-03"),
    ]
    .map(|(source, day)| (source.to_owned(), day.to_owned()));
    let ended = run(&folder, &["news", "--format", "json"]);
    assert_eq!(known(&ended), expected);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    assert_eq!(documents(&ended)[0].2, "Storm");
    let ended = run(&folder.join("news"), &[".", "--format", "json"]);
    assert_eq!(known(&ended), expected, "the same from another folder");
}

#[test]
fn a_wrong_file_beside_an_article_is_named_and_the_article_is_read_without_it() {
    let folder = folder("wrong-sidecar");
    write(&folder, "a.txt", "Twelve people died in the storm.\n");
    write(&folder, "a.meta.toml", "sorce = \"x\"\npublished = \"soon\"\n");
    let ended = run(&folder, &[".", "--format", "json"]);
    assert_eq!((ended.code, documents(&ended).len()), (Some(2), 1));
    insta::assert_snapshot!(ended.stderr, @r"
    error: a.meta.toml:1: `sorce` is not a key here. Did you mean `source`? Known are: source, title, url, published, authors.
    error: a.meta.toml:2: `published` is `soon`, which is not a date. Write it as year-month-day: published = 2024-11-28
    ");
}

#[test]
fn an_entry_about_an_article_that_is_not_there_is_said() {
    let folder = folder("about-nothing");
    write(&folder, "a.md", HERALD);
    write(&folder, "crosscheck.toml", "[articles.\"gone.txt\"]\nsource = \"x\"\n");
    let ended = run(&folder, &["."]);
    assert_eq!(ended.code, Some(0));
    insta::assert_snapshot!(ended.stderr, @"warning: crosscheck.toml:1: `gone.txt` is no file; paths are meant from the folder of the project file.");
}

#[test]
fn the_financial_year_of_the_project_is_that_of_its_articles() {
    let folder = folder("fiscal");
    write(
        &folder,
        "a.md",
        "---\nsource: A\npublished: 2024-11-28\n---\n\nThe council spent £40m in fiscal 2024.\n",
    );
    let start = || {
        let report = run(&folder, &["a.md", "--format", "json"]).json();
        report["claims"][0]["quantity"]["period"]["start"].as_str().map(str::to_owned)
    };
    assert_eq!(start().as_deref(), Some("2023-04-01"));
    write(&folder, "crosscheck.toml", "fiscal-year = \"July\"\n");
    assert_eq!(start().as_deref(), Some("2023-07-01"));
    write(&folder, "crosscheck.toml", "fiscal-year = { default = \"July\", Atlantis = \"May\" }\n");
    let ended = run(&folder, &["a.md"]);
    assert_eq!(ended.code, Some(2));
    insta::assert_snapshot!(ended.stderr, @r#"error: crosscheck.toml:1: no place `Atlantis` is known to the rules, so its financial years would never be read. Write it as the files of rules/places do ("United States"), or add it in a rule file of your own."#);
}

#[test]
fn a_wrong_project_file_is_refused_with_every_place() {
    let folder = folder("wrong");
    write(&folder, "a.md", HERALD);
    write(&folder, "crosscheck.toml", "formt = \"json\"\nfail-on = \"warnings\"\n");
    let ended = run(&folder, &["a.md"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!(ended.stderr, @r#"
    error: 2 things are wrong in the project file crosscheck.toml:
    crosscheck.toml:1:1: `formt` is not a key here
        formt = "json"
        Did you mean `format`? Known are: rules, format, fail-on, min-severity, only, baseline, cache, fiscal-year, sources, articles.
    crosscheck.toml:2:11: `fail-on` is `warnings`, which is none of its values
        fail-on = "warnings"
        Did you mean `warning`? Known are: note, info, warning, error, never.
    "#);
    let ended = run(&folder, &["a.md", "--config", "nowhere.toml"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stderr.contains("nowhere.toml could not be read"), "{}", ended.stderr);
}

#[test]
fn settings_in_force_are_printed_with_whence_they_come() {
    let folder = folder("print");
    write(&folder, "news/a.md", HERALD);
    write(
        &folder,
        "crosscheck.toml",
        "rules = []\nformat = \"json\"\nonly = \"unclear\"\nfiscal-year = { default = \"July\", Americans = \"October\" }\n\
         [sources]\n\"bbc.co.uk\" = \"BBC News\"\n",
    );
    let ended = run(&folder, &["news", "--fail-on", "never", "--print-config"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ended.stdout, @r#"
    # Project file: crosscheck.toml
    rules = []                             # default: the built-in ones alone
    format = "json"                        # crosscheck.toml:2
    fail-on = "never"                      # --fail-on
    min-severity = "note"                  # default
    only = ["unclear"]                     # crosscheck.toml:3
    baseline = "crosscheck.baseline.toml"  # default
    [fiscal-year]
    default = "July"                       # crosscheck.toml:4
    "Americans" = "October"                # crosscheck.toml:4
    [sources]
    "bbc.co.uk" = "BBC News"               # crosscheck.toml:6
    "#);
    // What is printed is a project file itself.
    write(&folder, "printed.toml", &ended.stdout);
    let again = run(&folder, &["news", "--config", "printed.toml", "--print-config"]);
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), ""));
}

#[test]
fn init_writes_a_file_that_holds_as_it_is_and_lists_what_is_not_known() {
    let folder = folder("init");
    write(&folder, "news/a.md", HERALD);
    write(
        &folder,
        "news/b.txt",
        "Storm over the hills\n\nTwelve people died in the storm, officials said on Tuesday.\n",
    );
    let ended = run(&folder, &["init", "news"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ended.stdout, @"Wrote news/crosscheck.toml. One article has no outlet or no date: fill in its entry at the end of the file.");
    let text = read(&folder, "news/crosscheck.toml");
    let (_, entries) = text.split_once("authors.\n").expect("the entries stand at the end");
    insta::assert_snapshot!(entries, @r#"
    [articles."b.txt"]
    # (Storm over the hills)
    # source = ""
    # published = 2024-12-31
    "#);
    let ended = run(&folder, &["news"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "what is written is right as it stands");

    // Without the marks of notes, every setting and every entry is one that is known.
    let active: String = text
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|line| line.contains(" = ") && !line.starts_with(' ') && !line.contains('`'))
                .unwrap_or(line)
        })
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::create_dir(folder.join("news/my-rules")).expect("a folder");
    write(
        &folder,
        "news/my-rules/aliases/own.toml",
        "about = \"Own.\"\n[[same]]\nwords = [\"axed\", \"cut\"]\nwhy = \"Jobs.\"\n",
    );
    write(&folder, "news/crosscheck.toml", active.replace("source = \"\"", "source = \"The Lantern\""));
    let ended = run(&folder, &["news", "--format", "json"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{active}");
    assert_eq!(documents(&ended)[1].0, "The Lantern");
}

#[test]
fn init_never_writes_over_a_file() {
    let folder = folder("init-twice");
    write(&folder, "crosscheck.toml", "format = \"json\"\n");
    let ended = run(&folder, &["init"]);
    assert_eq!(ended.code, Some(2));
    insta::assert_snapshot!(ended.stderr, @"error: crosscheck.toml: the file is there already, and nothing is written over it. Change it with an editor, or move it away and run `crosscheck init` again.");
    assert_eq!(read(&folder, "crosscheck.toml"), "format = \"json\"\n");
    let ended = run(&folder, &["init", "nowhere"]);
    assert_eq!(ended.code, Some(2));
    insta::assert_snapshot!(ended.stderr, @"error: nowhere: there is no such folder. Name the folder that holds the articles.");
}
