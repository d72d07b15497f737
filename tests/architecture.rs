//! Imports run one way, along the pipeline.
//!
//! A module may name the modules before it and none after it, so that each stage can be read, tested and changed without
//! the ones that use it. The binary's `cli` stands on top of all: the library cannot name it, because it is not part of it.

#![allow(clippy::disallowed_methods, reason = "this test reads the sources; the library does no IO")]

use std::path::{Path, PathBuf};

/// The modules of the library, in the order in which they may build on each other.
const ORDER: [&str; 18] = [
    "text",
    "word",
    "stem",
    "number",
    "period",
    "claim",
    "comparison",
    "document",
    "rules",
    "origin",
    "extract",
    "link",
    "judge",
    "project",
    "report",
    "against",
    "selftest",
    "cli",
];

fn place(module: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == module)
}

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            files.extend(source_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The top-level modules that a line of code names, by `crate::` paths.
fn named(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let mut modules = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => modules.push(word(rest)),
            Some(list) => modules.extend(list.split(',').map(|item| word(item.trim_start()))),
        }
    }
    modules
}

/// The lines of a file that name a later module than its own.
fn steps_back(own: usize, text: &str) -> Vec<(usize, String)> {
    let mut steps = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        for module in named(line) {
            if place(&module).is_some_and(|place| place > own) {
                steps.push((number, module));
            }
        }
    }
    steps
}

#[test]
fn no_module_names_a_later_one() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in source_files(&src) {
        let inner = file.strip_prefix(&src).expect("files of src");
        let module = inner.components().next().expect("a path").as_os_str().to_string_lossy();
        let module = module.trim_end_matches(".rs");
        if module == "lib" || module == "main" {
            continue;
        }
        let Some(own) = place(module) else {
            wrong.push(format!("{}: `{module}` has no place in ORDER; give it one", inner.display()));
            continue;
        };
        seen += 1;
        let text = std::fs::read_to_string(&file).expect("sources are text");
        for (line, later) in steps_back(own, &text) {
            wrong.push(format!(
                "src/{}:{line}: `{module}` may not use `{later}`, which comes after it",
                inner.display()
            ));
        }
    }
    assert!(seen > 10, "only {seen} files were looked at");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_step_back_is_seen_in_lists_and_in_paths() {
    let link = place("link").expect("link has a place");
    let text = "use crate::claim::Claim;\nuse crate::{document, judge::Verdict};\nlet x = crate::report::View;\n// crate::judge\n";
    assert_eq!(steps_back(link, text), [(2, "judge".to_owned()), (3, "report".to_owned())]);
}
