//! What other programs run: the action, the hooks, completions and the manual name only options that there are.

#![allow(clippy::disallowed_methods, reason = "this test reads the files that it is about")]

mod support;

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{HERALD, POST, read, run, write};

fn folder(name: &str) -> PathBuf {
    support::folder("automation", name)
}

/// A file of the repository.
fn file(name: &str) -> String {
    read(Path::new(env!("CARGO_MANIFEST_DIR")), name)
}

#[derive(Deserialize)]
struct Action {
    name: String,
    description: String,
    inputs: BTreeMap<String, Input>,
    runs: Runs,
}

#[derive(Deserialize)]
struct Input {
    description: String,
    default: String,
}

#[derive(Deserialize)]
struct Runs {
    using: String,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    name: String,
    shell: String,
    env: BTreeMap<String, String>,
    run: String,
}

#[derive(Deserialize)]
struct Hook {
    id: String,
    entry: String,
    language: String,
    pass_filenames: bool,
}

fn action() -> Action {
    serde_saphyr::from_str(&file("action.yml")).expect("action.yml is YAML of the shape that actions have")
}

/// The options that stand in a text, without their values.
fn options(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
    let mut options: Vec<&str> =
        text.split(|c: char| !is_part(c)).filter(|word| word.len() > 2 && word.starts_with("--")).collect();
    options.sort_unstable();
    options.dedup();
    options
}

/// Runs the step of the action that compares, with inputs, in a folder; the exit code, the log and the summary.
fn compare(folder: &Path, inputs: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let action = action();
    let step = &action.runs.steps[1];
    // Beside the folder, as on GitHub: in it, the summary would be one of the articles.
    let summary = folder.with_extension("summary.md");
    let _ = std::fs::remove_file(&summary);
    let binaries = Path::new(env!("CARGO_BIN_EXE_crosscheck")).parent().expect("the binary lies in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(&step.shell);
    command
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &step.run])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", binaries.display()))
        .env("GITHUB_STEP_SUMMARY", &summary);
    for (variable, value) in &step.env {
        let input = value
            .strip_prefix("${{ inputs.")
            .and_then(|rest| rest.strip_suffix(" }}"))
            .unwrap_or_else(|| panic!("{variable} comes from an input"));
        let default = action.inputs[input].default.as_str();
        let given = inputs.iter().find(|(name, _)| *name == input).map_or(default, |(_, value)| value);
        command.env(variable, given);
    }
    let output = command.output().expect("bash runs");
    let log = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code(), log, std::fs::read_to_string(summary).unwrap_or_default())
}

/// Two articles that contradict each other.
fn contradiction(folder: &Path) {
    write(folder, "news/a.md", HERALD.replace("killed 14 people", "destroyed 310 homes"));
    write(folder, "news/b.md", POST.replace("killed 14 people", "destroyed 130 homes"));
}

#[test]
fn the_action_has_what_actions_need_and_its_options_are_there() {
    let action = action();
    assert_eq!((action.name.as_str(), action.runs.using.as_str()), ("crosscheck", "composite"));
    assert!(!action.description.is_empty());
    assert!(action.inputs.values().all(|input| !input.description.is_empty()));
    let names: Vec<&str> = action.runs.steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["Install crosscheck", "Compare articles"]);
    let help = run(Path::new("."), &["check", "--help"]).stdout;
    let named = options(&action.runs.steps[1].run);
    assert!(named.len() > 4, "{named:?}");
    for option in named {
        assert!(help.contains(&format!("{option} ")) || help.contains(&format!("{option}\n")), "{option}");
    }
    // No input stands in the text of a script, where it could be read as a part of it.
    assert!(action.runs.steps.iter().all(|step| !step.run.contains("${{")));
}

#[test]
fn the_action_marks_findings_writes_a_summary_and_ends_as_the_findings_are() {
    let folder = folder("action");
    contradiction(&folder);
    let (code, log, summary) = compare(&folder, &[("paths", "news/a.md\nnews/b.md\n")]);
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("::warning ") || log.contains("::error "), "{log}");
    assert!(summary.starts_with("# What the sources say\n") && summary.contains("310"), "{summary}");
    let (code, log, _) = compare(&folder, &[("fail-on", "never")]);
    assert_eq!(code, Some(0), "{log}");
    write(&folder, "settings/crosscheck.toml", "fail-on = \"never\"\n");
    let (code, log, _) = compare(&folder, &[("config", "settings/crosscheck.toml")]);
    assert_eq!(code, Some(0), "{log}");
    let entry = "[[accepted]]\nfinding = \"f-00000000\"\nreason = \"x\"\n";
    write(&folder, "known.toml", entry);
    let (code, log, _) =
        compare(&folder, &[("fail-on", "never"), ("baseline", "known.toml"), ("shrink-only", "true")]);
    assert_eq!(code, Some(1), "{log}");
    let (code, log, _) = compare(&folder, &[("paths", "nowhere")]);
    assert_eq!(code, Some(2), "{log}");
}

#[test]
fn the_hooks_run_commands_that_there_are() {
    let hooks: Vec<Hook> = serde_saphyr::from_str(&file(".pre-commit-hooks.yaml")).expect("hooks are YAML");
    let ids: Vec<&str> = hooks.iter().map(|hook| hook.id.as_str()).collect();
    assert_eq!(ids, ["crosscheck", "crosscheck-rules"]);
    let folder = folder("hooks");
    contradiction(&folder);
    let binaries = Path::new(env!("CARGO_BIN_EXE_crosscheck")).parent().expect("the binary lies in a folder");
    let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap_or_default());
    for (hook, code) in hooks.iter().zip([1, 0]) {
        assert!(hook.language == "rust" && !hook.pass_filenames);
        let output = Command::new("sh")
            .args(["-c", &hook.entry])
            .current_dir(&folder)
            .env("PATH", &path)
            .output()
            .expect("sh runs");
        let said =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{}: {said}", hook.id);
    }
}

#[test]
fn completions_are_written_for_every_shell_and_know_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ended = run(Path::new("."), &["completions", shell]);
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
        for word in ["accept", "init", "print-config", "min-severity"] {
            assert!(ended.stdout.contains(word), "{shell}: {word}");
        }
    }
    // bash itself takes them.
    let folder = folder("completions");
    write(&folder, "crosscheck.bash", run(&folder, &["completions", "bash"]).stdout);
    let script = "source crosscheck.bash && complete -p crosscheck";
    let output = Command::new("bash").args(["-c", script]).current_dir(&folder).output().expect("bash runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let ended = run(&folder, &["completions", "tcsh"]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.stderr.contains("[possible values: bash, elvish, fish, powershell, zsh]"),
        "{}",
        ended.stderr
    );
}

#[test]
fn the_manual_has_a_page_for_the_program_and_for_each_command() {
    let page = run(Path::new("."), &["man"]).stdout;
    assert!(page.contains(".TH crosscheck 1") && page.contains(".SH OPTIONS"), "{page}");
    let page = run(Path::new("."), &["man", "accept"]).stdout;
    assert!(page.contains("crosscheck\\-accept") && page.contains("\\-\\-reason"), "{page}");
    let page = run(Path::new("."), &["man", "rules", "new"]).stdout;
    assert!(page.contains("my\\-rules"), "{page}");
    let ended = run(Path::new("."), &["man", "nothing"]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.stderr.starts_with("error: nothing: there is no such command here. There are: check, "),
        "{}",
        ended.stderr
    );
}

/// Every kind of rule file with a name that a file of it may have.
const KINDS: [(&str, &str); 7] = [
    ("measure", "library-loans"),
    ("aliases", "swimmers"),
    ("units", "casks"),
    ("places", "novels"),
    ("lexicon", "hedges"),
    ("verdicts", "dates"),
    ("checks", "arithmetic"),
];

#[test]
fn a_new_rule_file_of_each_kind_holds_as_it_is_written() {
    let folder = folder("new");
    for (kind, name) in KINDS {
        let ended = run(&folder, &["rules", "new", kind, name]);
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{kind}");
    }
    let checked = run(&folder, &["rules", "check", "--rules", "my-rules"]);
    let tested = run(&folder, &["rules", "test", "--rules", "my-rules"]);
    assert_eq!(
        (checked.code, tested.code),
        (Some(0), Some(0)),
        "{}{}{}",
        checked.stdout,
        checked.stderr,
        tested.stdout
    );
    for rule in ["measures/library-loans", "aliases/swimmers", "units/casks", "places/novels"] {
        assert!(!checked.stdout.contains(rule), "nothing is missing in {rule}: {}", checked.stdout);
    }
    // What is written is what holds: without it, its own examples fail.
    let text = read(&folder, "my-rules/units/casks.toml");
    write(
        &folder,
        "my-rules/units/casks.toml",
        text.replace("\"kilderkin\", \"kilderkins\"", "\"keg\", \"kegs\""),
    );
    assert_eq!(run(&folder, &["rules", "test", "--rules", "my-rules"]).code, Some(1));
}

#[test]
fn a_new_rule_file_goes_into_the_folder_of_the_project() {
    let folder = folder("new-project");
    write(&folder, "crosscheck.toml", "rules = [\"ours\"]\n");
    std::fs::create_dir(folder.join("ours")).expect("a folder");
    let ended = run(&folder, &["rules", "new", "aliases", "swimmers"]);
    assert_eq!(
        ended.stdout,
        "Wrote ours/aliases/swimmers.toml. Change it, then run\n  crosscheck rules check\n  crosscheck rules test\n"
    );
    assert!(run(&folder, &["rules", "list"]).stdout.contains("aliases/swimmers"));
}

#[test]
fn a_new_rule_file_is_refused_where_it_would_do_harm_or_nothing() {
    let folder = folder("new-refused");
    run(&folder, &["rules", "new", "aliases", "swimmers"]);
    let refused = |kind: &str, name: &str| {
        let ended = run(&folder, &["rules", "new", kind, name]);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{kind} {name}");
        ended.stderr
    };
    assert!(refused("aliases", "swimmers").contains("nothing is written over it"));
    assert!(refused("measure", "inflation").contains("the name of a built-in file"));
    assert!(refused("verdicts", "figures").contains("Its files are: dates, quantities, quotations."));
    assert!(refused("units", "../x").contains("small letters, digits and hyphens"));
}
