//! The report as JSON, schema 1.
//!
//! A [`View`] → JSON text. The wire types are this module's own: types of the pipeline may change without breaking who
//! reads the report. Keys may be added within one schema; none is taken away or changes its meaning.

use super::id::kind_name;
use super::view::View;
use crate::claim::{
    Aspect, Attribution, ClaimId, Dated, Measured, Mentioned, Modality, Quotation, Role, Statement,
};
use crate::document::Format;
use crate::number::Number;
use crate::period::Period;
use serde::Serialize;

#[derive(Serialize)]
struct ReportWire<'a> {
    schema: u32,
    tool: ToolWire,
    documents: Vec<DocumentWire<'a>>,
    claims: Vec<ClaimWire<'a>>,
    findings: Vec<FindingWire<'a>>,
    coverage: Vec<CoverageWire<'a>>,
    errors: Vec<ErrorWire<'a>>,
}

#[derive(Serialize)]
struct ToolWire {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct DocumentWire<'a> {
    id: &'a str,
    path: &'a str,
    source: &'a str,
    source_from: &'static str,
    published: Option<String>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    authors: &'a [String],
    language: Option<&'a str>,
    format: &'static str,
    origin: &'a str,
    voice: u32,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct SpanWire {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct ClaimWire<'a> {
    id: &'a str,
    document: &'a str,
    kind: &'static str,
    span: SpanWire,
    line: u32,
    column: u32,
    text: &'a str,
    sentence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<QuantityWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<DateWire<'a>>,
}

#[derive(Serialize)]
struct QuantityWire<'a> {
    value: Option<String>,
    low: Option<String>,
    high: Option<String>,
    unit: &'a str,
    per: Option<&'a str>,
    hedge: &'static str,
    change: Option<&'static str>,
    role: Option<&'static str>,
    modality: &'static str,
    counted: Option<&'a str>,
    period: Option<PeriodWire<'a>>,
    as_of: Option<PeriodWire<'a>>,
    attribution: Option<&'a str>,
    restates: Option<&'a str>,
}

#[derive(Serialize)]
struct PeriodWire<'a> {
    start: Option<String>,
    end: Option<String>,
    text: &'a str,
}

#[derive(Serialize)]
struct QuoteWire<'a> {
    speaker: Option<&'a str>,
    cue: Option<&'a str>,
    pieces: Vec<&'a str>,
}

#[derive(Serialize)]
struct DateWire<'a> {
    start: Option<String>,
    end: Option<String>,
    text: &'a str,
    time: Option<String>,
    event: Option<&'a str>,
}

#[derive(Serialize)]
struct FindingWire<'a> {
    id: &'a str,
    verdict: &'static str,
    rule: &'a str,
    severity: &'static str,
    title: &'a str,
    reason: &'a str,
    sides: Vec<SideWire<'a>>,
}

#[derive(Serialize)]
struct SideWire<'a> {
    claims: Vec<&'a str>,
    summary: &'a str,
    voices: u32,
}

#[derive(Serialize)]
struct CoverageWire<'a> {
    document: &'a str,
    numbers: u32,
    claims: usize,
    set_aside: usize,
    linked: usize,
    quotes: usize,
    dates: usize,
    reasons: Vec<ReasonWire>,
}

#[derive(Serialize)]
struct ReasonWire {
    reason: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct ErrorWire<'a> {
    path: &'a str,
    line: Option<u32>,
    problem: &'a str,
    advice: &'a str,
}

/// Writes the report, with a line feed at its end.
///
/// ```
/// use crosscheck::report::{json, Selection, View};
/// let run = crosscheck::report::Run::default();
/// let text = json::render(&View::new(&run, Selection::default()));
/// assert!(text.starts_with("{\n  \"schema\": 1,"));
/// ```
#[must_use]
pub fn render(view: &View<'_>) -> String {
    let claims = view.documents().flat_map(|document| view.claims_of(document));
    let report = ReportWire {
        schema: 1,
        tool: ToolWire { name: "crosscheck", version: env!("CARGO_PKG_VERSION") },
        documents: documents(view),
        claims: claims.map(|claim| claim_wire(view, claim)).collect(),
        findings: findings(view),
        coverage: coverage(view),
        errors: view
            .run
            .errors
            .iter()
            .map(|error| ErrorWire {
                path: &error.path,
                line: error.position.map(|position| position.line),
                problem: &error.problem,
                advice: &error.advice,
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).expect("structs of strings and numbers serialise");
    text.push('\n');
    text
}

fn documents<'a>(view: &View<'a>) -> Vec<DocumentWire<'a>> {
    view.documents()
        .map(|id| {
            let document = &view.run.documents[id.0 as usize];
            DocumentWire {
                id: &document.path,
                path: &document.path,
                source: &document.source.name,
                source_from: document.source.provenance.words(),
                published: document.published.map(|published| published.date.to_string()),
                title: document.title.as_deref(),
                url: document.url.as_deref(),
                authors: &document.authors,
                language: document.language,
                format: format_name(document.format),
                origin: view.run.origins.label(id),
                voice: view.run.origins.voice(id),
                notes: document.notes.iter().map(|note| note.text.clone()).collect(),
            }
        })
        .collect()
}

fn claim_wire<'a>(view: &'a View<'_>, id: ClaimId) -> ClaimWire<'a> {
    let document = view.document(id);
    let claim = view.claim(id);
    let span = document.prose.file_span(claim.mention);
    let position = view.position(id);
    let mut wire = ClaimWire {
        id: view.ids.claim(id),
        document: &document.path,
        kind: kind_name(&claim.statement),
        span: SpanWire { start: span.start, end: span.end },
        line: position.line,
        column: position.column,
        text: view.words(id),
        sentence: view.sentence_text(id),
        quantity: None,
        quote: None,
        date: None,
    };
    match &claim.statement {
        Statement::Quantity(measured) => wire.quantity = Some(quantity_wire(view, id, measured)),
        Statement::Quotation(quotation) => wire.quote = Some(quote_wire(view, id, quotation)),
        Statement::Date(dated) => wire.date = Some(date_wire(view, id, dated)),
    }
    wire
}

fn quantity_wire<'a>(view: &'a View<'_>, id: ClaimId, measured: &'a Measured) -> QuantityWire<'a> {
    let prose = &view.document(id).prose;
    let frame = &measured.frame;
    let bounds = measured.quantity.bounds();
    let decimal = |number: Option<Number>| number.map(|number| number.to_string());
    let period = |mentioned: &Option<Mentioned>| {
        mentioned.map(|mentioned| period_wire(mentioned.period, prose.slice(mentioned.span)))
    };
    QuantityWire {
        value: decimal(measured.quantity.number()),
        low: decimal(bounds.low),
        high: decimal(bounds.high),
        unit: measured.quantity.unit.name(),
        per: measured.quantity.unit.per.as_deref(),
        hedge: measured.quantity.hedge.name(),
        change: match frame.aspect {
            Aspect::Level => None,
            Aspect::Rise => Some("rise"),
            Aspect::Fall => Some("fall"),
            Aspect::Change => Some("change"),
        },
        role: match frame.role {
            Role::None => None,
            Role::From => Some("from"),
            Role::To => Some("to"),
        },
        modality: match frame.modality {
            Modality::Stated => "stated",
            Modality::Forecast => "forecast",
            Modality::Planned => "planned",
            Modality::Superseded => "superseded",
            Modality::Revised => "revised",
        },
        counted: frame.counted.as_ref().map(|counted| prose.slice(counted.span)),
        period: period(&frame.period),
        as_of: period(&frame.as_of),
        attribution: frame.attribution.as_ref().map(|attribution| attribution.name.as_str()),
        restates: measured.restates.map(|index| view.ids.claim(ClaimId { document: id.document, index })),
    }
}

fn quote_wire<'a>(view: &'a View<'_>, id: ClaimId, quotation: &'a Quotation) -> QuoteWire<'a> {
    let speaker: Option<&Attribution> = quotation.speaker.as_ref();
    QuoteWire {
        speaker: speaker.map(|speaker| speaker.name.as_str()),
        cue: speaker.and_then(|speaker| speaker.cue.as_deref()),
        pieces: quotation.pieces.iter().map(|piece| view.document(id).prose.slice(*piece)).collect(),
    }
}

fn date_wire<'a>(view: &'a View<'_>, id: ClaimId, dated: &'a Dated) -> DateWire<'a> {
    let PeriodWire { start, end, text } = period_wire(dated.period, view.words(id));
    DateWire {
        start,
        end,
        text,
        time: dated.minute.map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60)),
        event: dated.event.as_ref().map(|event| view.document(id).prose.slice(event.span)),
    }
}

fn period_wire(period: Period, text: &str) -> PeriodWire<'_> {
    PeriodWire {
        start: period.start.map(|date| date.to_string()),
        end: period.end.map(|date| date.to_string()),
        text,
    }
}

fn findings<'a>(view: &'a View<'_>) -> Vec<FindingWire<'a>> {
    view.findings()
        .map(|(index, finding)| FindingWire {
            id: view.ids.finding(index),
            verdict: finding.verdict.name(),
            rule: &finding.rule,
            severity: finding.severity.name(),
            title: &finding.title,
            reason: &finding.reason,
            sides: finding
                .sides
                .iter()
                .map(|side| SideWire {
                    claims: side.claims.iter().map(|claim| view.ids.claim(*claim)).collect(),
                    summary: &side.summary,
                    voices: side.voices,
                })
                .collect(),
        })
        .collect()
}

fn coverage<'a>(view: &View<'a>) -> Vec<CoverageWire<'a>> {
    view.documents()
        .map(|id| {
            let coverage = view.coverage(id);
            CoverageWire {
                document: &view.run.documents[id.0 as usize].path,
                numbers: coverage.numbers,
                claims: coverage.figures,
                set_aside: coverage.set_aside_total(),
                linked: coverage.linked,
                quotes: coverage.quotations,
                dates: coverage.dates,
                reasons: coverage
                    .set_aside
                    .iter()
                    .map(|(reason, count)| ReasonWire { reason: reason.words(), count: *count })
                    .collect(),
            }
        })
        .collect()
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Markdown => "markdown",
        Format::Html => "html",
        Format::Plain => "plain",
        Format::Feed => "feed",
    }
}
