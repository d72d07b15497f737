//! The commands of the README work as they are printed.
//!
//! Every line of a code block that begins with `crosscheck` runs in a folder of its own in which `articles/`, `corpus/`,
//! `archive/`, `draft.md` and `my-rules/` stand as the README speaks of them. A remark behind two spaces or more is no part of the command.

#![allow(
    clippy::disallowed_methods,
    reason = "this test reads the README and lays out files for the binary to read"
)]

mod support;

use std::path::Path;
use std::process::Command;
use support::{read, run, write};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The commands in the code blocks of a Markdown text, without the remarks behind them.
fn commands(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let code = if fenced { line } else { line.strip_prefix("    ").unwrap_or_default() };
        let code = code.trim_start_matches("$ ");
        if code.starts_with("crosscheck ") {
            let end = code.find("  ").or_else(|| code.find(" # ")).unwrap_or(code.len());
            commands.push(code[..end].trim_end().to_owned());
        }
    }
    commands
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("the folder can be read").path();
        let target = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            std::fs::copy(&entry, &target).expect("the file can be copied");
        }
    }
}

#[test]
fn the_commands_of_the_readme_work_as_printed() {
    let readme = read(Path::new(ROOT), "README.md");
    let commands = commands(&readme);
    assert!(commands.len() >= 10, "{commands:?}");
    let binaries = Path::new(env!("CARGO_BIN_EXE_crosscheck")).parent().expect("the binary lies in a folder");
    let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap_or_default());
    let mut wrong = Vec::new();
    for (number, command) in commands.iter().enumerate() {
        // Each in a folder of its own, since some write files.
        let folder = support::folder("readme", &number.to_string());
        copy(&Path::new(ROOT).join("corpus/uk-iraq-border"), &folder.join("corpus/uk-iraq-border"));
        copy(&Path::new(ROOT).join("corpus/uk-iraq-border"), &folder.join("articles"));
        write(&folder, "my-rules/aliases/jobs.toml", toml_block(&readme, "[[same]]"));
        copy(&folder.join("articles"), &folder.join("archive"));
        write(&folder, "draft.md", "Net migration to Britain reached a record 906,000 in 2023.\n");
        // What is watched ends only when it is ended, and an argument that is wrong ends it at once.
        let ended =
            if command.contains("--watch") { format!("timeout 5 {command}") } else { command.clone() };
        // Ids in the README are those of a run over the folder that the command names.
        let output = Command::new("sh")
            .args(["-c", &ended])
            .current_dir(&folder)
            .env("XDG_CACHE_HOME", folder.join("cache"))
            .env("PATH", &path)
            .output()
            .expect("sh runs");
        // Findings end a run with 1, which is no failure of the command.
        let ended_as_asked = command.contains("--watch") && output.status.code() == Some(124);
        if !matches!(output.status.code(), Some(0 | 1)) && !ended_as_asked {
            wrong.push(format!("{command}\n    {}", String::from_utf8_lossy(&output.stderr).trim()));
        }
    }
    assert!(wrong.is_empty(), "{} of {} commands fail:\n{}", wrong.len(), commands.len(), wrong.join("\n"));
}

/// The fenced block of TOML that holds some words.
fn toml_block<'t>(text: &'t str, words: &str) -> &'t str {
    text.split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .find(|block| block.contains(words))
        .unwrap_or_else(|| panic!("a block of TOML with {words}"))
}

#[test]
fn the_rule_file_and_the_settings_of_the_readme_are_right() {
    let readme = read(Path::new(ROOT), "README.md");
    let folder = support::folder("readme", "blocks");
    write(&folder, "my-rules/aliases/jobs.toml", toml_block(&readme, "[[same]]"));
    let ended = run(&folder, &["rules", "check", "--rules", "my-rules"]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    write(&folder, "crosscheck.toml", toml_block(&readme, "[sources]"));
    write(&folder, "saved/page.txt", "Twelve people died in the storm, officials said on Tuesday.\n");
    let report = run(&folder, &["saved", "--format", "json"]);
    assert_eq!((report.code, report.stderr.as_str()), (Some(0), ""));
    assert_eq!(report.json()["documents"][0]["source"].as_str(), Some("The Daily Lantern"));
}

#[test]
fn the_report_in_the_readme_is_one_that_is_written() {
    let readme = read(Path::new(ROOT), "README.md");
    let ended = run(Path::new(ROOT), &["--no-config", "--format", "markdown", "corpus/uk-iraq-border/"]);
    let spaced =
        |text: &str| text.split_whitespace().filter(|word| *word != ">").collect::<Vec<_>>().join(" ");
    let report = spaced(&ended.stdout);
    let shown: Vec<&str> = readme.lines().filter(|line| line.starts_with("> ")).collect();
    let shown = spaced(&shown.join("\n"));
    assert!(
        shown.len() > 500 && report.contains(&shown),
        "the report no longer holds:\n{shown}\n\n{}",
        ended.stdout
    );
}
