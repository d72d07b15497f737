//! What a report says, as far as it is scored: read from the JSON report, so that the score is of what users get.

use crate::gold::{Kind, Story, Value};
use crosscheck::report::{Selection, View, json};
use crosscheck::rules::RuleSet;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// A report's claims by id, and its findings.
pub(crate) struct Reported {
    pub(crate) claims: BTreeMap<String, Claim>,
    pub(crate) findings: Vec<Finding>,
}

pub(crate) struct Claim {
    /// The article, by its name.
    pub(crate) doc: String,
    pub(crate) span: Range<usize>,
    pub(crate) is_quote: bool,
    pub(crate) text: String,
    pub(crate) value: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) unit: String,
    pub(crate) speaker: String,
}

pub(crate) struct Finding {
    pub(crate) verdict: String,
    pub(crate) rule: String,
    pub(crate) sides: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct ReportWire {
    documents: Vec<DocumentWire>,
    claims: Vec<ClaimWire>,
    findings: Vec<FindingWire>,
}

#[derive(Deserialize)]
struct DocumentWire {
    id: String,
    path: String,
}

#[derive(Deserialize)]
struct SpanWire {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct ClaimWire {
    id: String,
    document: String,
    kind: String,
    span: SpanWire,
    text: String,
    quantity: Option<QuantityWire>,
    quote: Option<QuoteWire>,
}

#[derive(Deserialize)]
struct QuantityWire {
    value: Option<String>,
    low: Option<String>,
    high: Option<String>,
    unit: Option<String>,
}

#[derive(Deserialize)]
struct QuoteWire {
    speaker: Option<String>,
}

#[derive(Deserialize)]
struct FindingWire {
    verdict: String,
    rule: String,
    sides: Vec<SideWire>,
}

#[derive(Deserialize)]
struct SideWire {
    claims: Vec<String>,
}

fn number(text: Option<String>) -> Option<f64> {
    text.and_then(|text| text.parse().ok())
}

impl Reported {
    /// What the pipeline with the built-in rules says about a story.
    pub(crate) fn by_pipeline(story: &Story) -> Self {
        let files = story.articles.iter().map(|(name, bytes)| (name.clone(), bytes.clone())).collect();
        let run = crosscheck::check(files, RuleSet::built_in());
        assert!(run.errors.is_empty(), "{}: {:?}", story.name, run.errors);
        let text = json::render(&View::new(&run, Selection::default()));
        let wire: ReportWire = serde_json::from_str(&text).expect("the JSON report is of schema 1");
        let paths: BTreeMap<String, String> =
            wire.documents.into_iter().map(|document| (document.id, document.path)).collect();
        let claims = wire
            .claims
            .into_iter()
            .map(|claim| {
                let quantity =
                    claim.quantity.unwrap_or(QuantityWire { value: None, low: None, high: None, unit: None });
                let read = Claim {
                    doc: paths[&claim.document].clone(),
                    span: claim.span.start..claim.span.end,
                    is_quote: claim.kind == "quote",
                    text: claim.text,
                    value: number(quantity.value),
                    low: number(quantity.low),
                    high: number(quantity.high),
                    unit: quantity.unit.unwrap_or_default(),
                    speaker: claim.quote.and_then(|quote| quote.speaker).unwrap_or_default(),
                };
                (claim.id, read)
            })
            .collect();
        let findings = wire
            .findings
            .into_iter()
            .map(|finding| Finding {
                verdict: finding.verdict,
                rule: finding.rule,
                sides: finding.sides.into_iter().map(|side| side.claims).collect(),
            })
            .collect();
        Self { claims, findings }
    }

    /// What a perfect report of the story would say.
    pub(crate) fn as_gold_says(story: &Story) -> Self {
        let mut findings: Vec<Finding> = story
            .gold
            .facts
            .iter()
            .filter(|fact| !fact.disputed)
            .map(|fact| Finding {
                verdict: fact.verdict.clone(),
                rule: fact.why.clone(),
                sides: fact.sides.clone(),
            })
            .collect();
        findings.extend(story.gold.internal.iter().map(|group| Finding {
            verdict: "discrepancy".to_owned(),
            rule: group.why.clone(),
            sides: vec![group.claims.iter().cloned().collect()],
        }));
        Self { claims: claims_of_gold(story), findings }
    }

    /// A report that puts every claim of the story into one discrepancy.
    pub(crate) fn one_conflict_of_everything(story: &Story) -> Self {
        let claims = claims_of_gold(story);
        let sides = claims.keys().map(|id| vec![id.clone()]).collect();
        let finding = Finding { verdict: "discrepancy".to_owned(), rule: String::new(), sides };
        Self { claims, findings: vec![finding] }
    }
}

fn claims_of_gold(story: &Story) -> BTreeMap<String, Claim> {
    let read = story.gold.claims.iter().map(|(id, gold)| {
        let (value, low, high) = match &gold.value {
            Some(Value::One(value)) => (Some(*value), None, None),
            Some(Value::Bounds([low, high])) => (None, Some(*low), Some(*high)),
            Some(Value::Date(_)) | None => (None, None, None),
        };
        let claim = Claim {
            doc: gold.doc.clone(),
            span: story.place(gold).expect("a sound gold file places its claims"),
            is_quote: gold.kind == Kind::Quote,
            text: gold.exact.clone(),
            value,
            low,
            high,
            unit: gold.unit.clone().unwrap_or_default(),
            speaker: gold.speaker.clone().unwrap_or_default(),
        };
        (id.clone(), claim)
    });
    read.collect()
}
