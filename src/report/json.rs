//! The report as JSON, schema 1.
//!
//! A [`View`] → JSON text. It cannot fail. The shape of what is written stands in [`super::wire`].

use super::excerpt::Excerpt;
use super::standing::{Standing, Tally};
use super::view::View;
use super::wire::{
    AcceptedWire, AgainstWire, ChangeWire, ClaimWire, CoverageWire, DateWire, DocumentWire, ErrorWire,
    FindingWire, FormatWire, KindWire, LONGEST_PHRASE, LONGEST_SENTENCE, ModalityWire, PeriodWire,
    QuantityWire, QuoteWire, ReasonWire, ReportWire, RoleWire, SCHEMA, SideWire, SpanWire, SpansWire,
    StaleWire, StandingWire, StandsWire, TallyWire, ToolWire,
};
use crate::claim::{
    Aspect, Attribution, ClaimId, Dated, DocumentId, Measured, Mentioned, Modality, Quotation, Role,
    Statement,
};
use crate::document::Format;
use crate::judge::Finding;
use crate::number::Number;
use crate::period::Period;

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
    let claims = view
        .documents()
        .flat_map(|document| view.claims_of(document))
        .filter(|claim| view.is_checked(claim.document) || view.is_compared(*claim));
    let report = ReportWire {
        schema: SCHEMA,
        tool: ToolWire::this(),
        documents: documents(view),
        claims: claims.map(|claim| claim_wire(view, claim)).collect(),
        findings: view.findings().map(|(index, finding)| finding_wire(view, index, finding)).collect(),
        accepted: view
            .accepted()
            .map(|(index, finding, entry)| AcceptedWire {
                accepted_because: &entry.reason,
                finding: finding_wire(view, index, finding),
            })
            .collect(),
        stale: view
            .stale
            .iter()
            .map(|entry| StaleWire {
                id: &entry.finding,
                title: &entry.title,
                accepted_because: &entry.reason,
            })
            .collect(),
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
        against: against(view),
    };
    let mut text = serde_json::to_string_pretty(&report).expect("structs of strings and numbers serialise");
    text.push('\n');
    text
}

fn against<'a>(view: &'a View<'_>) -> Option<AgainstWire<'a>> {
    let (against, standings) = (view.run.against.as_ref()?, view.standings()?);
    let path = |id: &DocumentId| view.run.documents[id.0 as usize].path.as_str();
    Some(AgainstWire {
        drafts: against.drafts.iter().map(path).collect(),
        archive_documents: against.size,
        near_documents: view.run.documents.len() - against.drafts.len(),
        copies_left_out: against.copies.iter().map(String::as_str).collect(),
        figures: tally(standings.figures()),
        quotations: tally(standings.quotations()),
        claims: standings
            .claims()
            .iter()
            .map(|(claim, standing)| StandsWire {
                claim: view.ids.claim(*claim),
                standing: match standing {
                    Standing::Supported => StandingWire::Supported,
                    Standing::Contradicted => StandingWire::Contradicted,
                    Standing::Differs => StandingWire::Differs,
                    Standing::NotFound => StandingWire::NotFound,
                },
            })
            .collect(),
    })
}

fn tally(tally: Tally) -> TallyWire {
    let Tally { total, supported, contradicted, differing, not_found } = tally;
    TallyWire { total, supported, contradicted, differing, not_found }
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
                format: format_wire(document.format),
                spans: if document.extracted.is_some() { SpansWire::Text } else { SpansWire::File },
                origin: view.run.origins.label(id),
                voice: view.run.origins.voice(id),
                notes: document.notes.iter().map(|note| note.text.clone()).collect(),
            }
        })
        .collect()
}

/// A claim as programs read it.
pub(super) fn claim_wire<'a>(view: &'a View<'_>, id: ClaimId) -> ClaimWire<'a> {
    let document = view.document(id);
    let claim = view.claim(id);
    let span = document.prose.file_span(claim.mention);
    let place = view.place(id);
    let mut wire = ClaimWire {
        id: view.ids.claim(id),
        document: &document.path,
        kind: match &claim.statement {
            Statement::Quantity(_) => KindWire::Quantity,
            Statement::Quotation(_) => KindWire::Quote,
            Statement::Date(_) => KindWire::Date,
        },
        span: SpanWire { start: span.start, end: span.end },
        page: place.page,
        line: place.line,
        column: place.column,
        text: view.words(id),
        sentence: Excerpt::new(&document.prose, view.sentence(id), &[claim.mention], LONGEST_SENTENCE).text(),
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
            Aspect::Rise => Some(ChangeWire::Rise),
            Aspect::Fall => Some(ChangeWire::Fall),
            Aspect::Change => Some(ChangeWire::Change),
        },
        role: match frame.role {
            Role::None => None,
            Role::From => Some(RoleWire::From),
            Role::To => Some(RoleWire::To),
        },
        modality: match frame.modality {
            Modality::Stated => ModalityWire::Stated,
            Modality::Forecast => ModalityWire::Forecast,
            Modality::Planned => ModalityWire::Planned,
            Modality::Superseded => ModalityWire::Superseded,
            Modality::Revised => ModalityWire::Revised,
        },
        counted: frame.counted.as_ref().map(|counted| phrase(prose.slice(counted.span))),
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
        translated: quotation.translated.map(|span| view.document(id).prose.slice(span)),
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
        event: dated.event.as_ref().map(|event| phrase(view.document(id).prose.slice(event.span))),
    }
}

fn phrase(text: &str) -> String {
    Excerpt::shortened(text, LONGEST_PHRASE)
}

fn period_wire(period: Period, text: &str) -> PeriodWire<'_> {
    PeriodWire {
        start: period.start.map(|date| date.to_string()),
        end: period.end.map(|date| date.to_string()),
        text,
    }
}

fn finding_wire<'a>(view: &'a View<'_>, index: usize, finding: &'a Finding) -> FindingWire<'a> {
    FindingWire {
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
    }
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

fn format_wire(format: Format) -> FormatWire {
    match format {
        Format::Markdown => FormatWire::Markdown,
        Format::Html => FormatWire::Html,
        Format::Plain => FormatWire::Plain,
        Format::Feed => FormatWire::Feed,
        Format::Pdf => FormatWire::Pdf,
        Format::Word => FormatWire::Word,
    }
}
