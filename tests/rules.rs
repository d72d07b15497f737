//! The built-in rules, and what the loader says about wrong ones.

use crosscheck::rules::{RuleError, RuleFile, RuleSet, proof};

/// The errors of a rule file laid over the built-in ones, as a person reads them.
fn errors(path: &str, text: &str) -> String {
    let files = [RuleFile { path: path.into(), text: text.into() }];
    let errors: Vec<RuleError> = RuleSet::load(&files).expect_err("the file is wrong");
    errors
        .iter()
        .map(|error| format!("{error}\n    {}\n    {}\n", error.excerpt, error.advice))
        .collect::<Vec<_>>()
        .concat()
}

#[test]
fn the_built_in_tables_decide_every_pair_and_no_row_is_dead() {
    let rules = RuleSet::load(&[]).unwrap_or_else(|errors| panic!("{}: {}", errors[0], errors[0].advice));
    assert_eq!(proof::prove(rules.quantities()), []);
    assert_eq!(proof::prove(rules.quotations()), []);
    assert_eq!(proof::prove(rules.dates()), []);
}

#[test]
fn every_error_of_a_table_is_reported_at_its_place() {
    insta::assert_snapshot!(errors(
        "verdicts/dates.toml",
        r#"about = "Dates."

[[row]]
id = "same"
title = "Same"
verdict = "agrement"
severity = "note"
when = { date = ["same", "withn"], bindin = "strong" }
message = "{a} and {b.perid}"
about = "Same."

[[row]]
id = "other"
titel = "Other"
verdict = "unclear"
severity = "note"
message = "{a}"
about = "Other."

[[rows]]
id = "third"
"#
    ));
}

#[test]
fn a_hole_in_a_table_is_an_error() {
    insta::assert_snapshot!(errors(
        "verdicts/dates.toml",
        r#"about = "Dates."

[[row]]
id = "same"
title = "Same"
verdict = "agreement"
severity = "note"
when = { date = ["same", "within", "close"] }
message = "{a} and {b}"
about = "Same."
"#
    ));
}
