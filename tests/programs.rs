//! What programs and editors read: every format holds against its published schema or the shape that its standard asks for, on the stories
//! of `corpus/` and on hostile articles.

#![allow(clippy::disallowed_methods, reason = "this test reads schemas and the articles of the corpus")]

#[path = "support/articles.rs"]
mod articles;

use crosscheck::judge::Verdict;
use crosscheck::report::{
    Run, Selection, View, annotations, csv, github, json, jsonl, markdown, sarif, text, wire,
};
use crosscheck::rules::{RuleFile, RuleSet, schema};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

/// A rule file as JSON, as the TOML tools of editors hold it against a schema.
fn as_json(text: &str) -> Value {
    let value: toml::Value = toml::from_str(text).expect("TOML");
    serde_json::to_value(value).expect("rule files hold texts, numbers, lists and tables")
}

#[test]
fn every_built_in_rule_file_fits_the_schema_of_its_kind() {
    for file in crosscheck::rules::built_in_files() {
        let schema = schema::of(&file.path).unwrap_or_else(|| panic!("{} has a schema", file.path));
        assert_fits(&as_json(&file.text), &validator(&schema));
    }
}

#[test]
fn each_kind_of_rule_files_has_a_schema_in_which_every_key_is_described() {
    fn undescribed(schema: &Value, path: &str, missing: &mut Vec<String>) {
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            if value.get("description").is_none() {
                missing.push(format!("{path}/{key}"));
            }
            // The facets of a table are described by `crosscheck rules explain`.
            if key != "when" {
                undescribed(&value["items"], &format!("{path}/{key}"), missing);
            }
        }
    }
    let mut missing = Vec::new();
    for kind in schema::kinds() {
        let schema = schema::of(&kind).unwrap_or_else(|| panic!("{kind} has a schema"));
        undescribed(&schema, &kind, &mut missing);
        assert!(!schema.to_string().contains("$ref"), "{kind}: editors follow no reference");
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn what_the_loader_refuses_in_a_rule_file_does_not_fit_its_schema() {
    let row = "about = 'x'\n[[row]]\nid = 'a'\ntitle = 'a'\nverdict = 'unclear'\nseverity = 'note'\nmessage = 'a'\nabout = 'a'\n";
    for (path, right, wrong) in [
        ("aliases/a.toml", "about = 'x'\n[[same]]\nwords = ['a']\nwhy = 'b'\n", "colour = 'red'\n"),
        ("aliases/a.toml", "about = 'x'\n", "[[same]]\nwords = ['a']\n"),
        ("lexicon/hedges.toml", "about = 'x'\n", "[[entry]]\nmeans = 'almots'\nwords = ['a']\n"),
        ("lexicon/hedges.toml", "about = 'x'\n", "[[entries]]\nmeans = 'about'\nwords = ['a']\n"),
        ("units/length.toml", "about = 'x'\n[[unit]]\nid = 'ell'\n", "factor = 1.143\n"),
        ("places/europe.toml", "about = 'x'\n[[place]]\nname = 'Rhum'\n", "in = 'Scotland'\n"),
        ("measures/a.toml", "about = 'x'\n", "[[measure]]\nnames = ['a']\nwhy = 'b'\n"),
        (
            "checks/arithmetic.toml",
            "about = 'x'\n",
            "[[check]]\nid = 'subtotal'\ntitle = 'a'\nseverity = 'note'\nmessage = 'a'\nabout = 'a'\n",
        ),
        (
            "evidence.toml",
            "about = 'x'\n",
            "[[weight]]\nfield = 'unit'\noutcome = 'colour'\nbits = 1\nwhy = 'a'\n",
        ),
        ("verdicts/dates.toml", row, "when = { date = 'withn' }\n"),
        ("verdicts/dates.toml", row, "when = { value = 'equal' }\n"),
        ("verdicts/quotations.toml", row, "[[row.example]]\ntitle = 'a'\n"),
    ] {
        let validator = validator(&schema::of(path).expect("a kind"));
        assert_fits(&as_json(right), &validator);
        let whole = format!("{right}{wrong}");
        assert!(!validator.is_valid(&as_json(&whole)), "{path}: {whole}");
        let refused = RuleSet::load(&[RuleFile { path: path.to_owned(), text: whole }]);
        assert!(refused.is_err(), "{path}: the loader takes what the schema refuses");
    }
}

/// A run over the stories of the project.
static CORPUS: LazyLock<Run> = LazyLock::new(|| {
    let files = articles::corpus();
    assert!(files.len() > 10, "the corpus is there");
    crosscheck::check(files, RuleSet::built_in())
});

/// A run over articles that try to be more than text, in every place that a report prints.
static HOSTILE: LazyLock<Run> = LazyLock::new(|| {
    let bad =
        "::error::gone ##[error]gone [pay](https://a.example) {0} \u{1b}[31m\u{7}\u{202e}\u{9b}31m <script>";
    let article = |source: &str, killed: &str| {
        format!(
            "---\nsource: \"{source}\"\npublished: 2024-05-03\ntitle: \"=1+1 {source}\"\n---\n\n\
             The flood in Oldham killed {killed} people, police said {bad}.\n\n\
             “=SUM(A1:A9) is what we pay, {bad}” the mayor said. It was -5 degrees.\n"
        )
    };
    let files = vec![
        ("news/50%, a: b\nc.md".to_owned(), article("=cmd|' /C calc'!A0", "14").into_bytes()),
        ("news/b.md".to_owned(), article("@Post, ::x", "41").into_bytes()),
        ("news/d.txt".to_owned(), article("\\u001b[2J+Herald", "14").replace("---", "").into_bytes()),
        ("news/empty\u{1b}.md".to_owned(), Vec::new()),
    ];
    let run = crosscheck::check(files, RuleSet::built_in());
    assert!(run.findings.iter().any(|finding| finding.verdict == Verdict::Discrepancy));
    assert!(!run.errors.is_empty());
    run
});

/// Both runs, each with all of its findings.
fn views() -> [View<'static>; 2] {
    [&*CORPUS, &*HOSTILE].map(|run| {
        let verdicts = Verdict::ALL.to_vec();
        View::new(run, Selection { verdicts, ..Selection::default() })
    })
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The schema with no room for a key that it does not describe. Where parts of a schema stand side by side, the whole
/// knows all keys.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(map) => {
            if map.contains_key("properties") {
                map.insert("unevaluatedProperties".to_owned(), json!(false));
            }
            for (_, value) in map.iter_mut() {
                *value = closed(value.take());
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| *value = closed(value.take())),
        _ => {}
    }
    schema
}

#[track_caller]
fn assert_fits(instance: &Value, validator: &jsonschema::Validator) {
    let errors: Vec<String> = validator
        .iter_errors(instance)
        .take(5)
        .map(|error| format!("{}: {}", error.instance_path(), error))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options().should_validate_formats(true).build(schema).expect("a schema")
}

#[test]
fn the_schemas_in_the_repository_are_those_that_the_program_prints() {
    for (name, schema) in [("report", wire::report_schema()), ("claim", wire::claim_schema())] {
        let path = format!("schema/{name}.schema.json");
        let kept = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).expect(&path);
        assert!(
            kept == format!("{schema:#}\n"),
            "{path} is not what the program prints; run: cargo run -- schema {name} > {path}"
        );
    }
}

#[test]
fn every_key_of_the_schemas_is_described() {
    fn undescribed(schema: &Value, path: &str, missing: &mut Vec<String>) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for (key, value) in properties {
                if value.get("description").is_none() {
                    missing.push(format!("{path}/{key}"));
                }
            }
        }
        for (name, inner) in schema.get("$defs").and_then(Value::as_object).into_iter().flatten() {
            undescribed(inner, &format!("{path}/{name}"), missing);
        }
    }
    let mut missing = Vec::new();
    undescribed(&wire::report_schema(), "report", &mut missing);
    undescribed(&wire::claim_schema(), "claim", &mut missing);
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn json_reports_fit_the_published_schema_and_have_no_key_beyond_it() {
    let validator = validator(&closed(wire::report_schema()));
    for view in views() {
        let report = parsed(&json::render(&view));
        assert!(!report["claims"].as_array().expect("a list").is_empty());
        assert_fits(&report, &validator);
        let mut beyond = report.clone();
        beyond["claims"][0]["colour"] = json!("red");
        assert!(!validator.is_valid(&beyond), "a key that is not described would be noticed");
        let mut wrong = report;
        wrong["findings"][0]["verdict"] = json!("false");
        assert!(!validator.is_valid(&wrong), "a verdict that does not exist would be noticed");
    }
}

#[test]
fn each_line_of_jsonl_is_a_claim_that_fits_the_published_schema() {
    let validator = validator(&closed(wire::claim_schema()));
    for view in views() {
        let claims: usize = view.documents().map(|document| view.claims_of(document).count()).sum();
        let text = jsonl::render(&view);
        assert_eq!(text.lines().count(), claims);
        for line in text.lines() {
            assert_fits(&parsed(line), &validator);
        }
    }
}

#[test]
fn sarif_has_the_shape_that_the_standard_asks_for() {
    let validator = validator(&parsed(include_str!("schemas/sarif-2.1.0-shape.json")));
    for view in views() {
        let log = parsed(&sarif::render(&view, RuleSet::built_in()));
        assert_fits(&log, &validator);
        let run = &log["runs"][0];
        let results = run["results"].as_array().expect("a list");
        assert_eq!(results.len(), view.findings().count());
        for result in results {
            let rule = result["ruleIndex"].as_u64().expect("an index") as usize;
            assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
            let related = result["relatedLocations"].as_array().expect("a list");
            for location in result["locations"].as_array().expect("a list").iter().chain(related) {
                let place = &location["physicalLocation"];
                let artifact = place["artifactLocation"]["index"].as_u64().expect("an index") as usize;
                assert_eq!(run["artifacts"][artifact]["location"]["uri"], place["artifactLocation"]["uri"]);
            }
        }
    }
}

#[test]
fn sarif_regions_hold_their_words_in_lines_and_in_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let log = parsed(&sarif::render(&views()[0], RuleSet::built_in()));
    let mut checked = 0;
    for result in log["runs"][0]["results"].as_array().expect("a list") {
        let place = &result["locations"][0]["physicalLocation"];
        let (uri, region) = (place["artifactLocation"]["uri"].as_str().expect("a path"), &place["region"]);
        let number = |key: &str| region[key].as_u64().expect("a number") as usize;
        let file = std::fs::read_to_string(root.join(uri)).expect("paths of the corpus need no escaping");
        let bytes = &file[number("byteOffset")..number("byteOffset") + number("byteLength")];
        let words = region["snippet"]["text"].as_str().expect("words");
        if number("startLine") == number("endLine") {
            let line = file.lines().nth(number("startLine") - 1).expect("a line");
            let columns = number("startColumn") - 1..number("endColumn") - 1;
            let shown: String = line.chars().skip(columns.start).take(columns.len()).collect();
            assert_eq!(shown, bytes);
            // Markup may stand between the words in the file.
            if !uri.ends_with(".html") {
                assert_eq!(shown, words);
            }
            checked += 1;
        }
    }
    assert!(checked > 10, "{checked} regions");
}

#[test]
fn web_annotations_have_the_shape_of_the_standard_and_select_their_words() {
    let validator = validator(&parsed(include_str!("schemas/web-annotation-shape.json")));
    for view in views() {
        let collection = parsed(&annotations::render(&view));
        assert_fits(&collection, &validator);
        let items = collection["first"]["items"].as_array().expect("a list");
        assert_eq!(collection["total"].as_u64(), Some(items.len() as u64));
        let claims = view.documents().flat_map(|document| view.claims_of(document));
        for (item, claim) in items.iter().zip(claims) {
            let prose = view.document(claim).prose.text();
            let selectors = item["target"]["selector"].as_array().expect("a list");
            let (quote, position) = (&selectors[0], &selectors[1]);
            let number = |key: &str| position[key].as_u64().expect("a number") as usize;
            let at =
                |from: usize, to: usize| -> String { prose.chars().skip(from).take(to - from).collect() };
            let part = |key: &str| quote[key].as_str().expect("a text");
            assert_eq!(at(number("start"), number("end")), part("exact"));
            let length = |key: &str| part(key).chars().count();
            assert_eq!(at(number("start") - length("prefix"), number("start")), part("prefix"));
            assert_eq!(at(number("end"), number("end") + length("suffix")), part("suffix"));
        }
    }
}

#[test]
fn csv_is_a_table_without_formulas() {
    for view in views() {
        let text = csv::render(&view);
        let table = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
        let rows: Vec<::csv::StringRecord> =
            reader.records().map(|row| row.expect("rows of one length")).collect();
        assert_eq!(&rows[0][0], "topic");
        assert!(rows.len() > 1);
        for cell in rows.iter().flatten() {
            let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!runs, "{cell}");
            assert!(!cell.chars().any(char::is_control), "{cell:?}");
        }
    }
    assert!(csv::render(&views()[1]).contains("'=cmd|' /C calc'!A0"), "the name of an outlet is guarded");
}

#[test]
fn workflow_commands_stay_on_their_lines_and_keep_their_properties() {
    for view in views() {
        let text = github::render(&view);
        assert!(!text.is_empty());
        for line in text.lines() {
            if let Some(command) = line.strip_prefix("::") {
                let (head, _message) = command.split_once("::").expect("a command has a message");
                let (level, properties) = head.split_once(' ').expect("a command has properties");
                assert!(["error", "warning", "notice"].contains(&level), "{line}");
                for property in properties.split(',') {
                    let (key, value) = property.split_once('=').expect("a property has a value");
                    assert!(
                        ["file", "line", "endLine", "col", "endColumn", "title"].contains(&key),
                        "{line}"
                    );
                    assert!(!value.contains(':'), "{line}");
                }
            } else {
                assert!(line.starts_with("f-") && !line.contains("##["), "{line}");
            }
        }
    }
    let hostile = github::render(&views()[1]);
    assert!(hostile.contains("file=news/50%25%2C a%3A b c.md,line="), "{hostile}");
}

#[test]
fn github_shows_ten_of_a_level_and_the_tenth_names_the_rest() {
    let mut files = Vec::new();
    for (name, killed) in [("a", 14_000), ("b", 41_000)] {
        let towns =
            ["Oldham", "Bury", "Leigh", "Hyde", "Sale", "Wigan", "Bolton", "Stockport", "Rochdale", "Eccles"];
        let text: String = towns
            .iter()
            .chain(&["Denton", "Atherton", "Heywood"])
            .zip(1..)
            .map(|(town, number)| format!("The flood in {town} destroyed {} homes.\n\n", killed + number * 7))
            .collect();
        files.push((format!("{name}.txt"), text.into_bytes()));
    }
    let run = crosscheck::check(files, RuleSet::built_in());
    let text = github::render(&View::new(&run, Selection::default()));
    for level in ["error", "warning", "notice"] {
        let shown = text.lines().filter(|line| line.starts_with(&format!("::{level} "))).count();
        assert!(shown <= 10, "{text}");
    }
    let rest: Vec<&str> = text.lines().filter(|line| !line.starts_with("::")).collect();
    assert!(text.contains(&format!("title=crosscheck::{} more stand in the log.", rest.len())), "{text}");
    assert!(rest.len() > 1 && rest.iter().all(|line| line.starts_with("f-")), "{text}");
}

#[test]
fn no_text_for_people_carries_a_control_character_of_an_article() {
    let view = &views()[1];
    let steers = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    for (format, report) in [
        ("text", text::render(view, text::Look::default())),
        ("markdown", markdown::render(view, RuleSet::built_in())),
        ("github", github::render(view)),
        ("csv", csv::render(view).replace("\r\n", "\n")),
        ("json", json::render(view).replace(['\u{202e}', '\u{9b}'], "")),
    ] {
        // JSON writes every control character that it must as an escape; it hands the others on, as printed.
        assert_eq!(report.chars().find(|c| steers(*c)), None, "{format}");
    }
}

#[test]
fn a_sentence_without_end_does_not_make_a_report_without_end() {
    let sentence: String = (10..210)
        .map(|number| format!("“we saw {number} boats go by the pier” said Ann Lee of pier {number}, and "))
        .collect();
    let size = sentence.len();
    let text = format!("Boats by the thousand\n\n4 May 2021\n\n{sentence}nothing else.\n").into_bytes();
    let run = crosscheck::check(vec![("a.txt".to_owned(), text)], RuleSet::built_in());
    let view = View::new(&run, Selection::default());
    let claims = run.readings[0].claims.len();
    assert!(claims > 200, "{claims} claims");
    for report in [json::render(&view), jsonl::render(&view), annotations::render(&view)] {
        assert!(report.len() < size + claims * 3000, "{} bytes for {claims} claims", report.len());
    }
    let report = parsed(&json::render(&view));
    for claim in report["claims"].as_array().expect("a list") {
        let (sentence, words) =
            (claim["sentence"].as_str().expect("a text"), claim["text"].as_str().expect("a text"));
        assert!(sentence.contains(words) && sentence.contains('…'), "{sentence}");
        assert!(sentence.chars().count() <= 610, "{sentence}");
    }
}
