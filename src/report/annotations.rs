//! The claims as W3C Web Annotations, for tools that show notes beside a page.
//!
//! A [`View`] → JSON-LD: an `AnnotationCollection` with all its annotations on one page. It cannot fail. All claims are
//! annotated; a claim that stands in a shown finding carries its verdict and reason too.
//!
//! The target is the article's address where one is known, else its file. Three selectors find the words there:
//!
//! * `TextQuoteSelector`: the words and the characters before and behind them;
//! * `TextPositionSelector`: their place in characters, from 0, of the *prose*: the text that a reader of the article sees, without
//!   markup, front matter and scripts, as crosscheck reads it and `crosscheck show prose` prints it;
//! * where the target is a file of text, `DataPositionSelector`: their place in bytes of the file;
//! * in a PDF file, `FragmentSelector`: their page.
//!
//! A tool that reads the live page should take the first, since its text of the page may begin elsewhere.
//!
//! Source: [Web Annotation Data Model](https://www.w3.org/TR/annotation-model/), sections 4.2.4 to 4.2.6 and 5.

use super::address;
use super::id::kind_name;
use super::json::claim_wire;
use super::view::View;
use super::wire::{ClaimWire, PeriodWire};
use crate::claim::{ClaimId, DocumentId};
use crate::document::Document;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

/// How many characters stand before and behind the words in a `TextQuoteSelector`: enough to tell two places apart, few
/// enough to survive edits of the sentence next to it.
const CONTEXT: usize = 32;

/// Writes the annotations.
///
/// ```
/// use crosscheck::report::{annotations, Run, Selection, View};
/// let run = Run::default();
/// let text = annotations::render(&View::new(&run, Selection::default()));
/// assert!(text.contains("\"type\": \"AnnotationCollection\""));
/// ```
#[must_use]
pub fn render(view: &View<'_>) -> String {
    let mut assessed: FxHashMap<ClaimId, Vec<Value>> = FxHashMap::default();
    for (index, finding) in view.findings() {
        for claim in view.places(finding) {
            let words = format!(
                "{}: {}: {} ({}, {})",
                finding.verdict.name(),
                finding.title,
                finding.reason,
                finding.rule,
                view.ids.finding(index)
            );
            assessed.entry(claim).or_default().push(body("assessing", &words));
        }
    }
    let items: Vec<Value> = view
        .documents()
        .flat_map(|document| {
            let mut places = Places::new(&view.run.documents[document.0 as usize]);
            let claims: Vec<ClaimId> = view.claims_of(document).collect();
            claims
                .into_iter()
                .map(|claim| {
                    let findings = assessed.remove(&claim).unwrap_or_default();
                    annotation(view, document, claim, findings, &mut places)
                })
                .collect::<Vec<_>>()
        })
        .collect();
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "#claims",
        "type": "AnnotationCollection",
        "label": "What the articles claim, by crosscheck",
        "total": items.len(),
        "first": {
            "id": "#page-1",
            "type": "AnnotationPage",
            "partOf": "#claims",
            "startIndex": 0,
            "items": items,
        },
    });
    format!("{collection:#}\n")
}

fn annotation(
    view: &View<'_>,
    document: DocumentId,
    claim: ClaimId,
    findings: Vec<Value>,
    places: &mut Places<'_>,
) -> Value {
    let stated = view.claim(claim);
    let mut bodies = vec![
        body("tagging", kind_name(&stated.statement)),
        body("describing", &described(&claim_wire(view, claim))),
    ];
    bodies.extend(findings);
    let (start, end) = places.characters(stated.mention.start as usize, stated.mention.end as usize);
    let (prefix, suffix) = places.around(stated.mention.range());
    let mut selectors = vec![
        json!({ "type": "TextQuoteSelector", "exact": view.words(claim), "prefix": prefix, "suffix": suffix }),
        json!({ "type": "TextPositionSelector", "start": start, "end": end }),
    ];
    let source = match &view.run.documents[document.0 as usize].url {
        Some(url) => url.clone(),
        None => {
            // The bytes of a PDF or Word file are packed: no range of them is the words.
            if view.document(claim).extracted.is_none() {
                let span = view.region(claim).span;
                selectors
                    .push(json!({ "type": "DataPositionSelector", "start": span.start, "end": span.end }));
            }
            address::of_path(view.file(document))
        }
    };
    if let Some(page) = view.place(claim).page {
        selectors.push(json!({
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
            "value": format!("page={page}"),
        }));
    }
    json!({
        "id": format!("#{}", view.ids.claim(claim)),
        "type": "Annotation",
        "motivation": "describing",
        "body": bodies,
        "target": { "source": source, "selector": selectors },
    })
}

/// What was read of a claim, in a line: "906000 count; of net migration; for 2022-07-01 to 2023-06-30; by the ONS".
fn described(claim: &ClaimWire<'_>) -> String {
    let mut parts = Vec::new();
    if let Some(quantity) = &claim.quantity {
        let amount = match &quantity.value {
            Some(value) => value.clone(),
            None => format!("{} to {}", end(&quantity.low), end(&quantity.high)),
        };
        let hedge = if quantity.hedge == "none" { String::new() } else { format!("{} ", quantity.hedge) };
        let per = quantity.per.map(|per| format!(" per {per}")).unwrap_or_default();
        parts.push(format!("{hedge}{amount} {}{per}", quantity.unit));
        parts.extend(quantity.counted.as_ref().map(|counted| format!("of {counted}")));
        parts.extend(quantity.period.as_ref().map(|period| format!("for {}", days(period))));
        parts.extend(quantity.as_of.as_ref().map(|period| format!("as of {}", days(period))));
        parts.extend(quantity.attribution.map(|name| format!("by {name}")));
    }
    if let Some(quote) = &claim.quote {
        parts.push(format!("words of {}", quote.speaker.unwrap_or("somebody who is not named")));
    }
    if let Some(date) = &claim.date {
        let period = PeriodWire { start: date.start.clone(), end: date.end.clone(), text: date.text };
        parts.push(days(&period));
        parts.extend(date.time.clone());
        parts.extend(date.event.as_ref().map(|event| format!("of {event}")));
    }
    parts.join("; ")
}

/// "2024-05-03", "2023-01-01 to 2023-12-31", "2019-01-01 to open"; the words, where they cannot be placed.
fn days(period: &PeriodWire<'_>) -> String {
    if period.start.is_none() && period.end.is_none() {
        return format!("“{}”", period.text);
    }
    if period.start == period.end {
        return end(&period.start).to_owned();
    }
    format!("{} to {}", end(&period.start), end(&period.end))
}

/// The end of a period or a range.
fn end(end: &Option<String>) -> &str {
    end.as_deref().unwrap_or("open")
}

fn body(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value })
}

/// Counts the characters of a document's prose up to places that come in reading order, each stretch once.
struct Places<'d> {
    text: &'d str,
    byte: usize,
    characters: usize,
}

impl<'d> Places<'d> {
    fn new(document: &'d Document) -> Self {
        Self { text: document.prose.text(), byte: 0, characters: 0 }
    }

    /// The characters before two bytes.
    fn characters(&mut self, start: usize, end: usize) -> (usize, usize) {
        if start < self.byte {
            (self.byte, self.characters) = (0, 0);
        }
        self.characters += self.text[self.byte..start].chars().count();
        self.byte = start;
        (self.characters, self.characters + self.text[start..end].chars().count())
    }

    /// The characters before and behind a range of bytes.
    fn around(&self, range: std::ops::Range<usize>) -> (&'d str, &'d str) {
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        (&before[start..], &after[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    #[test]
    fn places_are_counted_in_characters_and_context_ends_with_the_text() {
        let document =
            document::parse("a.txt", "It cost £5m – £6m.".as_bytes()).expect("an article").remove(0);
        let text = document.prose.text();
        let mut places = Places::new(&document);
        let at = |words: &str| text.find(words).map(|start| (start, start + words.len())).expect("there");
        let (start, end) = at("£6m");
        assert_eq!(places.characters(start, end), (14, 17));
        assert_eq!(places.around(start..end), ("It cost £5m – ", "."));
        let (start, end) = at("£5m");
        assert_eq!(places.characters(start, end), (8, 11), "also when a place lies before the last");
    }
}
