//! The review of findings: accepting them with a reason, listing them apart, and noticing what is out of date.

#![allow(clippy::disallowed_methods, reason = "this test lays out files for the binary to read")]

mod support;

use std::path::{Path, PathBuf};
use support::{Ended, read, run, write};

const HERALD: &str = "---\nsource: The Herald\npublished: 2024-05-03\n---\n\nThe flood destroyed 310 homes in Oldham, the council said on Friday.\n";
const POST: &str = "---\nsource: Evening Post\npublished: 2024-05-03\n---\n\nThe flood destroyed 130 homes in Oldham, the council said on Friday.\n";

/// A folder with two articles that contradict each other.
fn folder(name: &str) -> PathBuf {
    let folder = support::folder("review", name);
    write(&folder, "news/a.md", HERALD);
    write(&folder, "news/b.md", POST);
    folder
}

/// The ids of the findings of a JSON report.
fn findings(ended: &Ended) -> Vec<String> {
    let report = ended.json();
    let findings = report["findings"].as_array().expect("a list of findings");
    findings.iter().map(|finding| finding["id"].as_str().expect("an id").to_owned()).collect()
}

/// The discrepancy between the two articles.
fn discrepancy(folder: &Path) -> String {
    let ended = run(folder, &["news", "--format", "json", "--only", "discrepancy"]);
    assert_eq!(ended.code, Some(1), "{}{}", ended.stdout, ended.stderr);
    findings(&ended).remove(0)
}

#[test]
fn an_accepted_finding_is_listed_apart_in_every_report_and_fails_no_run() {
    let folder = folder("accept");
    let id = discrepancy(&folder);
    let ended = run(&folder, &["accept", &id, "--reason", "the Post corrected it", "news"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    assert_eq!(ended.stdout, format!("Accepted {id} (Homes in Oldham) in crosscheck.baseline.toml.\n"));
    insta::assert_snapshot!(read(&folder, "crosscheck.baseline.toml").replace(&id, "ID"), @r#"
    # Findings that somebody has looked at and accepted: reports list them apart, and they fail no run.
    # `crosscheck accept FINDING --reason "..." PATH...` adds one; `crosscheck accept --prune PATH...` takes away those that are
    # no longer found. Reasons may be edited by hand.

    [[accepted]]
    finding = "ID"
    verdict = "discrepancy"
    title = "Homes in Oldham"
    reason = "the Post corrected it"
    sides = [
        "310: The Herald, news/a.md",
        "130: Evening Post, news/b.md",
    ]
    articles = [
        "news/a.md",
        "news/b.md",
    ]
    "#);
    for (format, holds) in [("text", "Accepted before (1)"), ("markdown", "## Accepted before (1)")] {
        let ended = run(&folder, &["news", "--format", format]);
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
        assert!(ended.stdout.contains(holds) && ended.stdout.contains(&id), "{format}: {}", ended.stdout);
        assert!(ended.stdout.contains("the Post corrected it"), "{format}: {}", ended.stdout);
    }
    let ended = run(&folder, &["news", "--format", "json"]);
    assert!(!findings(&ended).contains(&id), "it is not among the others");
    assert!(!run(&folder, &["news", "--only", "agreement"]).stdout.contains("Accepted before"));
    assert_eq!(run(&folder, &["news", "--no-config"]).code, Some(1), "without settings it counts again");
}

#[test]
fn code_scanning_sees_an_accepted_finding_as_dismissed_and_github_counts_it() {
    let folder = folder("dismissed");
    let sarif = || run(&folder, &["news", "--format", "sarif"]).json()["runs"][0]["results"].clone();
    let before = sarif();
    assert_eq!(before[0]["suppressions"], serde_json::json!([]), "none is accepted yet: {before}");
    let id = discrepancy(&folder);
    run(&folder, &["accept", &id, "--reason", "the Post corrected it", "news"]);
    let mut after = sarif();
    let accepted = after.as_array_mut().expect("a list").pop().expect("it is written all the same");
    assert_eq!(accepted["partialFingerprints"]["crosscheckFinding/v1"], id.as_str());
    assert_eq!((&accepted["kind"], &accepted["level"]), (&before[0]["kind"], &before[0]["level"]));
    let reason = "the Post corrected it";
    assert_eq!(
        accepted["suppressions"],
        serde_json::json!([{ "kind": "external", "status": "accepted", "justification": reason }])
    );
    let others = after.as_array().expect("a list").iter();
    assert!(others.clone().all(|result| result["suppressions"] == serde_json::json!([])), "{after}");

    let ended = run(&folder, &["news", "--format", "github"]);
    assert!(!ended.stdout.contains(&id), "{}", ended.stdout);
    assert_eq!(
        ended.stdout.lines().last(),
        Some("::notice title=crosscheck::1 accepted finding is not shown.")
    );
    assert!(!run(&folder, &["news", "--format", "csv"]).stdout.contains(reason));
}

#[test]
fn ids_are_the_same_from_whatever_folder_it_runs() {
    let folder = folder("ids");
    write(&folder, "crosscheck.toml", "");
    let id = discrepancy(&folder);
    let absolute = folder.join("news");
    for (from, path) in [("news", "."), ("news", "../news"), (".", absolute.to_str().expect("UTF-8"))] {
        let ended = run(&folder.join(from), &[path, "--format", "json", "--only", "discrepancy"]);
        assert_eq!(findings(&ended), [id.as_str()], "{from} {path}");
    }
    let ended = run(&folder.join("news"), &["accept", &id, "--reason", "x", "."]);
    assert!(ended.stdout.ends_with("in ../crosscheck.baseline.toml.\n"), "{}{}", ended.stdout, ended.stderr);
    assert_eq!(run(&folder, &["news"]).code, Some(0));
}

#[test]
fn a_finding_whose_words_change_is_new_and_its_entry_out_of_date() {
    let folder = folder("stale");
    let id = discrepancy(&folder);
    run(&folder, &["accept", &id, "--reason", "the Post corrected it", "news"]);
    write(&folder, "news/a.md", HERALD.replace("310", "910"));
    write(&folder, "news/b.md", POST.replace("130", "190"));
    let ended = run(&folder, &["news"]);
    assert_eq!(ended.code, Some(1), "910 against 190 is another finding");
    insta::assert_snapshot!(ended.stderr.replace(&id, "ID"), @"warning: crosscheck.baseline.toml: ID (Homes in Oldham) is accepted there and no longer found. Run `crosscheck accept --prune PATH...` to take it out.");
    assert!(ended.stdout.contains("Accepted before and no longer found (1)"), "{}", ended.stdout);
    let ended = run(&folder, &["news", "--format", "markdown"]);
    assert!(ended.stdout.contains("## Accepted before and no longer found (1)"), "{}", ended.stdout);

    let ended = run(&folder, &["news", "--format", "json"]);
    assert_eq!(ended.json()["stale"][0]["id"].as_str(), Some(id.as_str()));

    write(&folder, "news/b.md", HERALD.replace("310", "910"));
    assert_eq!(run(&folder, &["news"]).code, Some(0), "an entry that is out of date fails no run by itself");
    let ended = run(&folder, &["news", "--baseline-shrink-only"]);
    assert_eq!(ended.code, Some(1), "but one in which the list must get shorter");
    assert!(ended.stderr.starts_with("error: crosscheck.baseline.toml: "), "{}", ended.stderr);

    let ended = run(&folder, &["accept", "--prune", "news"]);
    assert_eq!(ended.stdout, format!("Took {id} (Homes in Oldham) out of crosscheck.baseline.toml.\n"));
    assert!(!read(&folder, "crosscheck.baseline.toml").contains(&id));
    assert_eq!(run(&folder, &["news", "--baseline-shrink-only"]).code, Some(0));
    let ended = run(&folder, &["accept", "--prune", "news"]);
    assert_eq!(ended.stdout, "Nothing in crosscheck.baseline.toml is out of date.\n");
}

#[test]
fn of_articles_that_were_not_read_nothing_is_out_of_date_unless_they_are_gone() {
    let folder = folder("scope");
    let id = discrepancy(&folder);
    run(&folder, &["accept", &id, "--reason", "x", "news"]);
    let ended = run(&folder, &["news/a.md", "--baseline-shrink-only"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    std::fs::remove_file(folder.join("news/b.md")).expect("the article is there");
    assert_eq!(run(&folder, &["news/a.md", "--baseline-shrink-only"]).code, Some(1));
}

#[test]
fn accepting_needs_a_finding_and_a_reason() {
    let folder = folder("refused");
    let id = discrepancy(&folder);
    let refused = |arguments: &[&str]| {
        let ended = run(&folder, arguments);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!folder.join("crosscheck.baseline.toml").exists());
        ended.stderr
    };
    insta::assert_snapshot!(refused(&["accept", &id, "news"]), @r#"error: an accepted finding needs a reason that somebody else can check: --reason "the ministry corrected the figure on 3 May""#);
    assert_eq!(refused(&["accept", &id, "--reason", "  ", "news"]), refused(&["accept", &id, "news"]));
    insta::assert_snapshot!(refused(&["accept", &id, "f-00000000", "--reason", "x", "news"]), @"error: f-00000000: no such finding in these articles, so nothing was accepted. Ids of findings begin with f- and change when the words of a claim change; run check again.");
    insta::assert_snapshot!(refused(&["accept", "news", "--reason", "x"]), @"error: `news` is not an id. Ids of findings begin with f-, those of claims with c-; FILE:LINE names the claim there.");
    insta::assert_snapshot!(refused(&["accept", "--prune", "--reason", "x", "news"]), @"error: --reason is for findings, and none is named. Ids of findings begin with f- and stand in every report.");
    assert!(refused(&["accept", &id, "--reason", "x"]).contains("name the articles behind the ids"));
}

#[test]
fn a_wrong_list_of_accepted_findings_is_refused_with_every_place() {
    let folder = folder("wrong");
    write(
        &folder,
        "crosscheck.baseline.toml",
        "[[accepted]]\nfinding = \"f-00000000\"\nreason = \"\"\nsids = []\n",
    );
    let ended = run(&folder, &["news"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!(ended.stderr, @r#"
    error: 2 things are wrong in the list of accepted findings crosscheck.baseline.toml:
    crosscheck.baseline.toml:3:10: `reason` is empty
        reason = ""
        Give it a value, or take the line away.
    crosscheck.baseline.toml:4:1: `sids` is not a key here
        sids = []
        Did you mean `sides`? Known are: finding, verdict, title, reason, sides, articles.
    "#);
    let ended = run(&folder, &["news", "--baseline", "nowhere.toml"]);
    assert_eq!(ended.code, Some(2));
    insta::assert_snapshot!(ended.stderr, @"error: nowhere.toml could not be read as text; `crosscheck accept` writes such a file when the first finding is accepted: No such file or directory (os error 2)");
}

#[test]
fn the_list_may_have_another_name_on_the_command_line_or_in_the_project_file() {
    let folder = folder("names");
    let id = discrepancy(&folder);
    run(&folder, &["accept", &id, "--reason", "x", "--baseline", "known.toml", "news"]);
    assert_eq!(run(&folder, &["news"]).code, Some(1));
    assert_eq!(run(&folder, &["news", "--baseline", "known.toml"]).code, Some(0));
    write(&folder, "crosscheck.toml", "baseline = \"known.toml\"\n");
    assert_eq!(run(&folder, &["news"]).code, Some(0));
    assert_eq!(run(&folder, &["news", "--no-config"]).code, Some(1));
    assert_eq!(run(&folder, &["news", "--no-config", "--baseline", "known.toml"]).code, Some(0));
    // A list of accepted findings in a folder of articles is none of them.
    run(&folder, &["accept", &id, "--reason", "x", "--baseline", "news/crosscheck.baseline.toml", "news"]);
    let ended = run(&folder, &["news", "--no-config"]);
    assert_eq!(ended.stderr, "");
}

#[test]
fn every_option_ends_a_run_as_it_says() {
    // One discrepancy, which is a warning, and nothing else.
    let folder = folder("exit-codes");
    let rows: &[(&[&str], i32)] = &[
        (&[], 1),
        (&["--fail-on", "note"], 1),
        (&["--fail-on", "info"], 1),
        (&["--fail-on", "warning"], 1),
        (&["--fail-on", "error"], 0),
        (&["--fail-on", "never"], 0),
        (&["--min-severity", "note"], 1),
        (&["--min-severity", "info"], 1),
        (&["--min-severity", "warning"], 1),
        (&["--min-severity", "error"], 0),
        (&["--only", "discrepancy"], 1),
        (&["--only", "unclear"], 0),
        (&["--only", "explained"], 0),
        (&["--only", "agreement"], 0),
        (&["--only", "agreement", "--only", "discrepancy"], 1),
        (&["--only", "discrepancy", "--fail-on", "error"], 0),
        (&["--print-config"], 0),
        (&["--no-config"], 1),
        (&["--baseline-shrink-only"], 1),
        (&["--baseline-shrink-only", "--fail-on", "never"], 0),
        (&["--timings"], 1),
        (&["--color", "never"], 1),
        (&["-o", "r.md"], 1),
        (&["-o", "r.json", "--fail-on", "never"], 0),
        (&["-o", "r.unknown"], 2),
        (&["--config", "nowhere.toml"], 2),
        (&["--baseline", "nowhere.toml"], 2),
        (&["--rules", "nowhere"], 2),
        (&["nowhere"], 2),
    ];
    let mut wrong = Vec::new();
    for (options, code) in rows {
        let ended = run(&folder, &[&["news"], *options].concat());
        if ended.code != Some(*code) {
            wrong.push(format!("{options:?}: {:?}, not {code}: {}", ended.code, ended.stderr));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What cannot be read outweighs what was found.
    write(&folder, "news/empty.txt", "");
    assert_eq!(run(&folder, &["news"]).code, Some(2));
    assert_eq!(run(&folder, &["news", "--fail-on", "never"]).code, Some(2));
}
