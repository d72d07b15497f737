//! The findings as SARIF 2.1.0, for code scanning and for editors that show it.
//!
//! A [`View`] → SARIF text. It cannot fail. Discrepancies and what is unclear are results; the other verdicts ask nobody to do
//! something, and come only where they are asked for by name. A result stands at the first place of its finding; all others
//! are related locations. Accepted findings come last, each suppressed with the reason for which it may stand, so that code
//! scanning closes them and does not take them for mended.
//!
//! A discrepancy is a result of kind `fail`, its level by its severity. What is unclear is `open`, what is explained
//! `informational`, an agreement `pass`; to all three the standard gives the level `none`.
//!
//! Source: [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html); sections stand beside what follows them.

use super::address;
use super::escape::visible;
use super::view::{View, outlet};
use crate::claim::{ClaimId, DocumentId};
use crate::document::DocumentError;
use crate::judge::{Finding, Severity, Verdict};
use crate::rules::{RuleSet, catalogue};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

/// Where the schema of the format stands.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the report; `rules` are those of the run, whose titles and reasons it prints.
///
/// ```
/// use crosscheck::report::{sarif, Run, Selection, View};
/// use crosscheck::rules::RuleSet;
/// let run = Run::default();
/// let text = sarif::render(&View::new(&run, Selection::default()), RuleSet::built_in());
/// assert!(text.contains("\"version\": \"2.1.0\""));
/// ```
#[must_use]
pub fn render(view: &View<'_>, rules: &RuleSet) -> String {
    let files = Files::of(view);
    let used = UsedRules::of(view);
    let results: Vec<Value> = shown(view)
        .map(|(index, finding, reason)| {
            let mut result = result(view, &files, &used, index, finding);
            // Section 3.27.23: all results of a run say whether they are suppressed, or none; an empty list says no.
            let suppression =
                |reason| json!({ "kind": "external", "status": "accepted", "justification": reason });
            result["suppressions"] = reason.into_iter().map(suppression).collect();
            result
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "crosscheck",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": used.descriptors(rules),
            }},
            "invocations": [{
                "executionSuccessful": view.run.errors.is_empty(),
                "toolExecutionNotifications": view.run.errors.iter().map(notification).collect::<Vec<_>>(),
            }],
            "artifacts": files.artifacts(view),
            // Columns count characters, not units of UTF-16 (section 3.14.17).
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// What is written: the findings with their indices, and the accepted ones behind them with the reason.
fn shown<'v>(view: &'v View<'_>) -> impl Iterator<Item = (usize, &'v Finding, Option<&'v str>)> {
    let accepted = view.accepted_alerts();
    view.alerts()
        .map(|(index, finding)| (index, finding, None))
        .chain(accepted.map(|(index, finding, entry)| (index, finding, Some(entry.reason.as_str()))))
}

/// The files of the run; the articles of one feed share one.
struct Files<'a> {
    paths: Vec<&'a str>,
    index: FxHashMap<&'a str, usize>,
}

impl<'a> Files<'a> {
    fn of(view: &View<'a>) -> Self {
        let mut files = Self { paths: Vec::new(), index: FxHashMap::default() };
        for document in view.documents() {
            let path = view.file(document);
            if !files.index.contains_key(path) {
                files.index.insert(path, files.paths.len());
                files.paths.push(path);
            }
        }
        files
    }

    fn location(&self, view: &View<'_>, document: DocumentId) -> Value {
        let path = view.file(document);
        json!({ "uri": address::of_path(path), "index": self.index[path] })
    }

    fn artifacts(&self, view: &View<'_>) -> Vec<Value> {
        // Section 3.24.6: what the tool was told to look at.
        let target = |path: &&str| json!({ "location": { "uri": address::of_path(path) }, "roles": ["analysisTarget"] });
        let mut artifacts: Vec<Value> = self.paths.iter().map(target).collect();
        for document in view.documents() {
            let artifact = &mut artifacts[self.index[view.file(document)]];
            if let Some(title) = &view.run.documents[document.0 as usize].title
                && artifact.get("description").is_none()
            {
                artifact["description"] = json!({ "text": message(title) });
            }
        }
        artifacts
    }
}

/// The rules of the results, in the order in which they come.
struct UsedRules<'a> {
    ids: Vec<&'a str>,
    /// The gravest level and the verdict that each gives.
    gives: FxHashMap<&'a str, (usize, Verdict, Severity)>,
}

impl<'a> UsedRules<'a> {
    fn of(view: &'a View<'_>) -> Self {
        let mut used = Self { ids: Vec::new(), gives: FxHashMap::default() };
        for (_, finding, _) in shown(view) {
            used.gives.entry(&finding.rule).or_insert_with(|| {
                used.ids.push(&finding.rule);
                (used.ids.len() - 1, finding.verdict, finding.severity)
            });
        }
        used
    }

    fn descriptors(&self, rules: &RuleSet) -> Vec<Value> {
        let describe = |id: &&str| {
            let (_, verdict, severity) = self.gives[id];
            let (title, about) = catalogue::meaning(rules, id).unwrap_or((id, id));
            json!({
                "id": id,
                "shortDescription": { "text": message(title) },
                "fullDescription": { "text": message(about) },
                "help": { "text": message(&format!("{about} `crosscheck rules explain {id}` shows its conditions and examples.")) },
                "defaultConfiguration": { "level": level(verdict, severity) },
                "properties": { "verdict": verdict.name(), "severity": severity.name() },
            })
        };
        self.ids.iter().map(describe).collect()
    }
}

/// Section 3.27.9.
fn kind(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Discrepancy => "fail",
        Verdict::Unclear => "open",
        Verdict::Explained => "informational",
        Verdict::Agreement => "pass",
    }
}

/// Section 3.27.10: what is of another kind than `fail` has the level `none`.
fn level(verdict: Verdict, severity: Severity) -> &'static str {
    match (verdict, severity) {
        (Verdict::Discrepancy, Severity::Error) => "error",
        (Verdict::Discrepancy, Severity::Warning) => "warning",
        (Verdict::Discrepancy, Severity::Info | Severity::Note) => "note",
        _ => "none",
    }
}

fn result(
    view: &View<'_>,
    files: &Files<'_>,
    used: &UsedRules<'_>,
    index: usize,
    finding: &Finding,
) -> Value {
    let id = view.ids.finding(index);
    let mut places = view.places(finding);
    let first: Vec<Value> = places.next().map(|claim| location(view, files, claim)).into_iter().collect();
    let related: Vec<Value> = places
        .zip(1..)
        .map(|(claim, number)| {
            let mut location = location(view, files, claim);
            location["id"] = json!(number);
            location
        })
        .collect();
    json!({
        "ruleId": finding.rule.as_str(),
        "ruleIndex": used.gives[finding.rule.as_str()].0,
        "kind": kind(finding.verdict),
        "level": level(finding.verdict, finding.severity),
        "message": { "text": message(&format!("{}: {}", finding.title, finding.reason)) },
        "locations": first,
        "relatedLocations": related,
        // An id is a hash of the rule and the claims, so it stays when lines move (section 3.27.17).
        "partialFingerprints": { "crosscheckFinding/v1": id },
        "properties": {
            "id": id,
            "verdict": finding.verdict.name(),
            "severity": finding.severity.name(),
            "sides": finding.sides.iter().map(|side| json!({ "summary": side.summary, "voices": side.voices })).collect::<Vec<_>>(),
        },
    })
}

fn location(view: &View<'_>, files: &Files<'_>, claim: ClaimId) -> Value {
    let place = view.place(claim);
    let outlet = outlet(view.document(claim)).map(|outlet| format!("{outlet}: ")).unwrap_or_default();
    let mut location = json!({
        "physicalLocation": { "artifactLocation": files.location(view, claim.document) },
        "message": { "text": message(&format!("{outlet}{}", view.statement(claim))) },
    });
    if place.is_in_text() {
        let region = view.region(claim);
        location["physicalLocation"]["region"] = json!({
            "startLine": region.start.line,
            "startColumn": region.start.column,
            "endLine": region.end.line,
            "endColumn": region.end.column,
            "byteOffset": region.span.start,
            "byteLength": region.span.end - region.span.start,
            "snippet": { "text": view.words(claim) },
        });
    } else {
        // A PDF or Word file has no lines and no bytes that are the words: the place is told in words (section 3.33).
        location["logicalLocations"] = json!([{ "name": place.to_string() }]);
        location["message"]["text"] = json!(message(&format!("{outlet}{place}: {}", view.statement(claim))));
    }
    location
}

fn notification(error: &DocumentError) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": address::of_path(&error.path) } });
    if let Some(position) = error.position {
        place["region"] = json!({ "startLine": position.line, "startColumn": position.column });
    }
    json!({
        "level": "error",
        "message": { "text": message(&format!("{}. {}", error.problem.trim_end_matches('.'), error.advice)) },
        "locations": [{ "physicalLocation": place }],
    })
}

/// Text as a message: on one line, with control characters visible; braces, which stand for arguments there, are doubled
/// (section 3.11.5), and a bracket that would make a link with a parenthesis stands apart from it (section 3.11.6).
fn message(text: &str) -> String {
    visible(text).replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_text_makes_no_link_and_no_argument_of_a_message() {
        assert_eq!(
            message("[pay](https://a.example) {0}\u{202e}"),
            "[pay] (https://a.example) {{0}}\\u{{202e}}"
        );
    }
}
