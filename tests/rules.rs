//! The built-in rules, and what the loader says about wrong ones.

use crosscheck::rules::{RuleError, RuleFile, RuleSet, proof};

/// The errors of a rule file laid over the built-in ones, as a person reads them.
fn errors(path: &str, text: &str) -> String {
    let files = [RuleFile { path: path.into(), text: text.into() }];
    let errors: Vec<RuleError> = RuleSet::load(&files).expect_err("the file is wrong");
    errors
        .iter()
        .filter(|error| error.path == path)
        .map(|error| format!("{error}\n    {}\n    {}\n", error.excerpt, error.advice))
        .collect::<Vec<_>>()
        .concat()
}

#[test]
fn the_built_in_tables_decide_every_pair_and_no_row_is_dead() {
    let rules = RuleSet::load(&[]).unwrap_or_else(|errors| {
        let all: Vec<String> = errors.iter().map(|error| format!("{error}. {}", error.advice)).collect();
        panic!("{}", all.join("\n"))
    });
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
fn an_example_of_a_row_is_of_two_documents_or_of_one() {
    let row = "id = \"any\"\ntitle = \"Any\"\nverdict = \"unclear\"\nseverity = \"note\"\nmessage = \"{a}\"\nabout = \"Any.\"";
    for (example, right) in [
        ("a = \"One.\"\nb = \"Two.\"", true),
        ("text = \"One.\"", true),
        ("a = \"One.\"", false),
        ("a = \"One.\"\nb = \"Two.\"\ntext = \"Three.\"", false),
        ("text = \"One.\"\na_date = \"2025-06-18\"", false),
    ] {
        let text = format!("about = \"Dates.\"\n[[row]]\n{row}\n[[row.example]]\n{example}\n");
        match RuleSet::load(&[RuleFile { path: "verdicts/dates.toml".into(), text }]) {
            Ok(_) => assert!(right, "{example}"),
            Err(errors) => {
                assert!(!right, "{example}");
                let told = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                assert!(told.contains("neither of two documents nor of one"), "{told}");
            }
        }
    }
}

#[test]
fn the_built_in_rules_lack_nothing_that_their_writer_can_mend() {
    use crosscheck::rules::catalogue::lacks;
    let faults: Vec<String> =
        lacks(RuleSet::built_in()).iter().filter(|lack| lack.is_fault()).map(ToString::to_string).collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_row_that_only_a_gap_with_a_reason_shows_is_remarked_on() {
    use crosscheck::rules::catalogue::{Lack, lacks};
    let told = |why: &str| -> Vec<Lack> {
        let text = format!(
            "about = \"Dates.\"\n[[row]]\nid = \"any\"\ntitle = \"Any\"\nverdict = \"unclear\"\nseverity = \"note\"\n\
             message = \"{{a}}\"\nabout = \"Any.\"\n[[row.gap]]\na = \"One.\"\nb = \"Two.\"\n{why}"
        );
        let rules =
            RuleSet::load(&[RuleFile { path: "verdicts/dates.toml".into(), text }]).expect("right rules");
        lacks(&rules).into_iter().filter(|lack| lack.to_string().contains("dates#any: ")).collect()
    };
    let id = || "verdicts/dates#any".into();
    assert_eq!(told(""), [Lack::NoExample(id()), Lack::NoNearMiss(id())]);
    assert_eq!(
        told("why = \"Not yet.\""),
        [Lack::OnlyGap { id: id(), why: "Not yet.".into() }, Lack::NoNearMiss(id())]
    );
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

#[test]
fn words_of_news_meet_their_synonyms_and_not_their_neighbours() {
    use crosscheck::stem::stem;
    let aliases = RuleSet::built_in().aliases();
    for (a, b) in [
        ("killed", "deaths"),
        ("quake", "earthquakes"),
        ("homes", "houses"),
        ("injured", "injuries"),
        ("employees", "staff"),
        ("rose", "increased"),
        ("fell", "decline"),
        ("protesters", "demonstrators"),
        ("detained", "arrests"),
    ] {
        assert_eq!(aliases.canonical(&stem(a)), aliases.canonical(&stem(b)), "{a} and {b}");
        assert!(aliases.distinct(&stem(a), &stem(b)).is_none(), "{a} and {b}");
    }
    for (a, b) in [
        ("killed", "wounded"),
        ("dead", "missing"),
        ("net", "gross"),
        ("people", "houses"),
        ("arrested", "charged"),
        ("rise", "fall"),
        ("imports", "exports"),
        ("revenue", "profits"),
        ("cases", "fatalities"),
        ("men", "women"),
    ] {
        assert!(aliases.distinct(&stem(a), &stem(b)).is_some(), "{a} and {b}");
        assert!(aliases.distinct(&stem(b), &stem(a)).is_some(), "{b} and {a}");
    }
}

#[test]
fn aliases_that_contradict_each_other_are_refused() {
    insta::assert_snapshot!(errors(
        "aliases/own.toml",
        r#"about = "Own words."

[[same]]
words = ["kelp", "seaweed"]
why = "The same plant."

[[same]]
words = ["wrack", "kelp", "sea weed"]
why = "The same plant."

[[distinct]]
groups = [["kelp"], ["seaweed"]]
why = "Never."

[[distinct]]
groups = [["kelp"]]
why = "Never."
"#
    ));
}

#[test]
fn weights_must_be_known_complete_single_and_in_range() {
    insta::assert_snapshot!(
        "weights_that_are_wrong",
        errors(
            "evidence.toml",
            r#"about = "Weights."

[[weight]]
field = "counted"
outcome = "sane"
bits = 1
why = "Misspelt."

[[weight]]
field = "count"
outcome = "same"
bits = 1
why = "No such field."

[[weight]]
field = "year"
outcome = "differs"
bits = -100
why = "Too much."

[[weight]]
field = "year"
outcome = "differs"
bits = "one"
why = "Not a number."

[[threshold]]
name = "strong"
bits = 2
why = "Twice."

[[threshold]]
name = "strong"
bits = 2
why = "Twice."
"#
        )
    );
    let all = errors("evidence.toml", "about = \"Weights.\"\n");
    assert!(all.contains("no weight for `differs` of `year`"), "{all}");
    assert!(all.contains("no threshold `strong`"), "{all}");
}

#[test]
fn every_error_of_a_lexicon_is_reported_at_its_place() {
    insta::assert_snapshot!(
        "a_lexicon_that_is_wrong",
        errors(
            "lexicon/hedges.toml",
            r#"about = "Bounds."

[[entry]]
means = "moer-than"
words = ["over", "More than", "upwards-of", ""]

[[entry]]
means = "about"
words = ["over"]

[[entry]]
words = ["roughly"]

[[example]]
text = "Over 600 boats were seized."
claims = ["more-than 600 count boats"]
date = "June"

[[exmple]]
text = "x"
"#
        )
    );
}

#[test]
fn every_error_of_a_unit_file_is_reported_at_its_place() {
    insta::assert_snapshot!(
        "a_unit_file_that_is_wrong",
        errors(
            "units/own.toml",
            r#"about = "Units of the kitchen."

[[unit]]
id = "spoon"
names = ["spoon", "spoons"]
factor = "1"

[[unit]]
id = "spoon"
names = ["spoons"]
factor = "a few"
"#
        )
    );
}

#[test]
fn files_that_nothing_reads_are_errors() {
    let text = "about = \"Own.\"\n";
    let all: String = [
        "checks/arithmetics.toml",
        "lexicons/hedges.toml",
        "own.toml",
        "units/own/length.toml",
        "verdicts/quantity.toml",
    ]
    .map(|path| errors(path, text))
    .concat();
    insta::assert_snapshot!("files_that_nothing_reads", all);
}

#[test]
fn a_file_with_a_syntax_error_is_told_at_its_place() {
    insta::assert_snapshot!(
        "a_syntax_error",
        errors("units/own.toml", "about = \"Own.\"\n[[unit]\nid = \"x\"\n")
    );
}

/// The failures of the examples of one file of `units`, as a person reads them.
fn failures(examples: &str) -> Vec<String> {
    let text = format!("about = \"Nothing but examples.\"\n{examples}");
    let rules = RuleSet::load(&[RuleFile { path: "units/own.toml".into(), text }]).expect("right rules");
    crosscheck::selftest::run(&rules)
        .iter()
        .map(ToString::to_string)
        .filter(|failure| failure.starts_with("units/own.toml"))
        .collect()
}

#[test]
fn an_example_must_hold_exactly() {
    let text = r#"text = "\"We shall open the bridge in spring,\" Ann Lee said.""#;
    let held =
        failures(&format!("[[example]]\n{text}\nclaims = [\"quote We shall open the bridge in spring,\"]"));
    assert_eq!(held, Vec::<String>::new());
    assert_eq!(
        failures(&format!("[[example]]\n{text}\nclaims = []\nwhy = \"A near miss.\"")),
        [
            "units/own.toml:3: noisy as it stands: found `quote We shall open the bridge in spring, by Ann Lee`, which is \
          not expected"
        ]
    );
    assert_eq!(
        failures(&format!("[[example]]\n{text}\nclaims = [\"quote Never\"]")),
        [
            "units/own.toml:3: wrong as it stands: expected `quote Never`, found `quote We shall open the bridge in spring, by \
          Ann Lee`"
        ]
    );
    assert_eq!(
        failures("[[example]]\ntext = \"Nothing was said.\"\nclaims = [\"quote Never\"]"),
        ["units/own.toml:3: missing as it stands: expected `quote Never`"]
    );
}

#[test]
fn a_gap_that_holds_asks_to_be_promoted() {
    assert_eq!(
        failures("[[gap]]\ntext = \"Nothing was said.\"\nclaims = []"),
        ["units/own.toml:3: this gap holds now; make it an [[example]]"]
    );
    let open = failures("[[gap]]\ntext = \"Nothing was said.\"\nclaims = [\"quote Never\"]");
    assert_eq!(open, Vec::<String>::new());
}

#[test]
fn every_example_of_the_built_in_rules_holds() {
    let failures = crosscheck::selftest::run(RuleSet::built_in());
    let all: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} examples fail:\n{}", failures.len(), all.join("\n"));
}
