//! The topics as CSV: one topic a row, one source a column, for a spreadsheet.
//!
//! A [`View`] → CSV text after RFC 4180, with a byte order mark, without which spreadsheets take "£" and "é" for other
//! characters. It cannot fail. A cell holds what a source says on the topic, as printed, with the period that it names; an
//! empty cell is a source that says nothing on it. What one article says against itself is a row too.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@` as a formula, so that an article could have commands run
//! ([CWE-1236](https://cwe.mitre.org/data/definitions/1236.html)). [`guarded`] puts an apostrophe before such text; a cell that
//! is nothing but a number is left as it is, so that `-5` can be added up.

use super::escape::visible;
use super::excerpt::Excerpt;
use super::view::View;
use crate::claim::{ClaimId, DocumentId, Statement};
use crate::judge::Finding;

/// What stands between two things that one source says.
const BETWEEN: &str = " | ";

/// The columns before those of the sources.
const COLUMNS: [&str; 6] = ["topic", "verdict", "severity", "rule", "reason", "finding"];

/// Writes the topics that have a finding which the selection admits, those that ask for attention first.
///
/// ```
/// use crosscheck::report::{csv, Run, Selection, View};
/// let run = Run::default();
/// let text = csv::render(&View::new(&run, Selection::default()));
/// assert_eq!(text, "\u{feff}topic,verdict,severity,rule,reason,finding\r\n");
/// ```
#[must_use]
pub fn render(view: &View<'_>) -> String {
    let sources = sources(view);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |cells: Vec<String>| writer.write_record(&cells).expect("memory takes every record");
    let names = sources.iter().map(|(name, _)| *name);
    write(COLUMNS.into_iter().chain(names).map(guarded).collect());
    for row in rows(view) {
        let mut cells = row.head(view);
        cells.extend(sources.iter().map(|(_, documents)| row.cell(view, documents)));
        write(cells.iter().map(|cell| guarded(cell)).collect());
    }
    let bytes = writer.into_inner().expect("memory takes every record");
    format!("\u{feff}{}", String::from_utf8(bytes).expect("every cell is text"))
}

/// The outlets in the order of their first documents, each with its documents.
fn sources<'a>(view: &View<'a>) -> Vec<(&'a str, Vec<DocumentId>)> {
    let mut sources: Vec<(&str, Vec<DocumentId>)> = Vec::new();
    for id in view.documents() {
        let name = view.run.documents[id.0 as usize].source.name.as_str();
        match sources.iter_mut().find(|(known, _)| *known == name) {
            Some((_, documents)) => documents.push(id),
            None => sources.push((name, vec![id])),
        }
    }
    sources
}

/// The findings of one topic, the first of which asks most for attention.
struct Row<'a> {
    findings: Vec<(usize, &'a Finding)>,
    claims: Vec<ClaimId>,
}

fn rows<'a>(view: &View<'a>) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut of_topic: Vec<Option<usize>> = Vec::new();
    for (index, finding) in view.findings() {
        let row = finding.topic.map_or(rows.len(), |topic| {
            let topic = topic as usize;
            of_topic.resize(of_topic.len().max(topic + 1), None);
            *of_topic[topic].get_or_insert(rows.len())
        });
        if row == rows.len() {
            let topic = finding.topic.and_then(|topic| view.run.linkage.topics.get(topic as usize));
            let claims = topic.map(|topic| topic.claims.clone()).unwrap_or_default();
            rows.push(Row { findings: Vec::new(), claims });
        }
        rows[row].findings.push((index, finding));
        rows[row].claims.extend(finding.sides.iter().flat_map(|side| &side.claims));
    }
    for row in &mut rows {
        row.claims.sort_unstable();
        row.claims.dedup();
    }
    rows
}

impl Row<'_> {
    /// The cells of [`COLUMNS`]. Where a topic has several findings, verdict and severity are those of the first.
    fn head(&self, view: &View<'_>) -> Vec<String> {
        let (_, first) = self.findings[0];
        let each = |of: &dyn Fn(usize, &Finding) -> String| {
            let mut texts: Vec<String> =
                self.findings.iter().map(|(index, finding)| of(*index, finding)).collect();
            texts.dedup();
            texts.join(BETWEEN)
        };
        vec![
            first.title.clone(),
            first.verdict.name().to_owned(),
            first.severity.name().to_owned(),
            each(&|_, finding| finding.rule.to_string()),
            each(&|_, finding| finding.reason.clone()),
            each(&|index, _| view.ids.finding(index).to_owned()),
        ]
    }

    /// What some documents say on the topic, in reading order, each thing once.
    fn cell(&self, view: &View<'_>, documents: &[DocumentId]) -> String {
        let mut said: Vec<String> = Vec::new();
        for claim in self.claims.iter().filter(|claim| documents.contains(&claim.document)) {
            let words = said_with_period(view, *claim);
            if !said.contains(&words) {
                said.push(words);
            }
        }
        said.join(BETWEEN)
    }
}

/// "906,000 people (in the year to June 2023)": the words as printed, with the words of the period.
fn said_with_period(view: &View<'_>, claim: ClaimId) -> String {
    let statement = view.statement(claim);
    let Statement::Quantity(measured) = &view.claim(claim).statement else { return statement };
    let prose = &view.document(claim).prose;
    let period = measured.frame.period.map(|period| prose.slice(period.span)).unwrap_or_default();
    if period.is_empty() || statement.contains(period) {
        return statement;
    }
    format!("{statement} ({})", Excerpt::shortened(period, 60))
}

/// What makes a spreadsheet take a cell for a formula, in the widths of Latin and of Japanese type.
const STARTS_FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Text as a cell that no spreadsheet runs: an apostrophe stands before a `=`, `+`, `-` or `@` at its beginning, and behind a
/// semicolon, where some spreadsheets begin a new cell. Apostrophes that are there already get one more, so that the text can
/// be had back: take one apostrophe off each place where apostrophes stand before one of these signs. A cell that is nothing
/// but a number is no formula, and is left.
///
/// ```
/// use crosscheck::report::csv::guarded;
/// assert_eq!(guarded("=cmd()"), "'=cmd()");
/// assert_eq!(guarded("-5 degrees"), "'-5 degrees");
/// assert_eq!(guarded("-1,200.5"), "-1,200.5");
/// assert_eq!(guarded("a; =b"), "a; '=b");
/// ```
#[must_use]
pub fn guarded(text: &str) -> String {
    let text = visible(text);
    let text = text.trim();
    if is_number(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 1);
    for (index, piece) in text.split(';').enumerate() {
        if index > 0 {
            out.push(';');
        }
        let inner = piece.trim_start();
        out.push_str(&piece[..piece.len() - inner.len()]);
        if inner.trim_start_matches('\'').starts_with(STARTS_FORMULA) {
            out.push('\'');
        }
        out.push_str(inner);
    }
    out
}

/// Whether text is a number and nothing else: a sign, digits with separators, a per cent sign.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the documentation of [`guarded`] tells a reader to do.
    fn read_back(cell: &str) -> String {
        let pattern = regex::Regex::new(r"(^|;\s*)'('*[=+\-@＝＋－＠])").expect("a pattern");
        pattern.replace_all(cell, "$1$2").into_owned()
    }

    #[test]
    fn no_cell_begins_like_a_formula_and_numbers_stay_numbers() {
        for (text, cell) in [
            ("=1+2", "'=1+2"),
            ("+44 20", "'+44 20"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'=1"),
            ("\r=1", "'=1"),
            (" =1", "'=1"),
            ("－1 ", "'－1"),
            ("-5", "-5"),
            ("+3.5%", "+3.5%"),
            ("-2+3", "'-2+3"),
            ("'=1", "''=1"),
            ("’tis", "’tis"),
            ("x;=1", "x;'=1"),
            ("−5 °C", "−5 °C"),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(read_back(cell), text.trim(), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn a_guarded_cell_reads_back(text in "['=+@;a-c1 -]{0,12}") {
            let shown = visible(&text).trim().to_owned();
            prop_assert_eq!(read_back(&guarded(&text)), shown);
        }
    }
}
