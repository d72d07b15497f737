//! The shape of the JSON report, schema 1, and the JSON Schema that describes it.
//!
//! These types are what programs read: types of the pipeline may change without breaking them. Keys may be added within one
//! schema number; none is taken away or changes its meaning. The comment on a field is its description in the published
//! schema (`schema/report.schema.json`), so it speaks to who reads reports.
//!
//! Not here: filling them (`json`, `jsonl`).

use crate::claim::Hedge;
use crate::comparison::{Severity, Verdict};
use crate::extract::Reason;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Map, Value};

/// The number of the schema; it changes when a key is taken away or means something else.
pub(super) const SCHEMA: u32 = 1;

/// The longest sentence that a claim carries, in characters. Longer sentences are cut around the claim, so that a text
/// without a full stop, in which each of a thousand claims would repeat it, does not make a report of gigabytes.
pub(super) const LONGEST_SENTENCE: usize = 600;

/// The longest phrase that a claim names (what is counted, what is dated), in characters, for the same reason.
pub(super) const LONGEST_PHRASE: usize = 200;

/// A report of crosscheck: what articles claim in figures and in quotation marks, and what follows where they are compared.
/// It says what sources state, never what is true.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Report")]
pub(super) struct ReportWire<'a> {
    /// The number of this schema. Within one number keys may be added; none is taken away or changes its meaning.
    #[schemars(extend("const" = SCHEMA))]
    pub(super) schema: u32,
    /// What wrote the report.
    pub(super) tool: ToolWire,
    /// The articles that were read, in the order of their paths.
    pub(super) documents: Vec<DocumentWire<'a>>,
    /// All claims of all articles in reading order, compared with another or not, whatever selection of findings was asked
    /// for.
    pub(super) claims: Vec<ClaimWire<'a>>,
    /// The findings that the selection admits, those that ask for attention first.
    pub(super) findings: Vec<FindingWire<'a>>,
    /// The findings that somebody has accepted, which are not among the others.
    pub(super) accepted: Vec<AcceptedWire<'a>>,
    /// Accepted findings that are no longer found, though their articles were read.
    pub(super) stale: Vec<StaleWire<'a>>,
    /// For each article, how many of its numbers were seen, understood and compared.
    pub(super) coverage: Vec<CoverageWire<'a>>,
    /// Files that could not be read.
    pub(super) errors: Vec<ErrorWire<'a>>,
    /// Only where drafts were held against an archive: how their claims stand to it. What of the archive does not touch a
    /// draft is then left out of `documents`, `claims` and `coverage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) against: Option<AgainstWire<'a>>,
}

/// How drafts stand to an archive.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Against")]
pub(super) struct AgainstWire<'a> {
    /// The ids of the drafts.
    pub(super) drafts: Vec<&'a str>,
    /// How many articles the archive has.
    pub(super) archive_documents: usize,
    /// How many of them are near a draft, and were compared with it.
    pub(super) near_documents: usize,
    /// Paths of articles of the archive that were left out because their text is a draft's, word for word.
    pub(super) copies_left_out: Vec<&'a str>,
    /// How many figures of the drafts stand how.
    pub(super) figures: TallyWire,
    /// How many quotations of the drafts stand how.
    pub(super) quotations: TallyWire,
    /// Each of these figures and quotations.
    pub(super) claims: Vec<StandsWire<'a>>,
}

/// How many claims of drafts stand how.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Tally")]
pub(super) struct TallyWire {
    /// All that were looked for.
    pub(super) total: usize,
    /// Those that the archive states too.
    pub(super) supported: usize,
    /// Those that a source in the archive contradicts.
    pub(super) contradicted: usize,
    /// Those that the archive has otherwise, in a way that may stand beside them.
    pub(super) differing: usize,
    /// Those of which the archive has nothing.
    pub(super) not_found: usize,
}

/// How one claim of a draft stands to the archive.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Stands")]
pub(super) struct StandsWire<'a> {
    /// The claim's id.
    pub(super) claim: &'a str,
    /// How it stands.
    pub(super) standing: StandingWire,
}

/// How a claim stands to an archive.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Standing")]
pub(super) enum StandingWire {
    /// The archive states the same.
    Supported,
    /// A source in the archive states what cannot stand beside it, whatever others say.
    Contradicted,
    /// The archive has it otherwise, in a way that may stand beside it.
    Differs,
    /// The archive has nothing of it.
    NotFound,
}

/// A program and its version.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Tool")]
pub(super) struct ToolWire {
    /// The program's name.
    pub(super) name: &'static str,
    /// The program's version.
    pub(super) version: &'static str,
}

impl ToolWire {
    /// This program.
    pub(super) fn this() -> Self {
        Self { name: "crosscheck", version: env!("CARGO_PKG_VERSION") }
    }
}

/// One article.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Document")]
pub(super) struct DocumentWire<'a> {
    /// Its id, which claims name: the same as its path.
    pub(super) id: &'a str,
    /// The path as given, with `/` between folders; an article of a feed with several has `#` and its number, from 1, behind
    /// it.
    pub(super) path: &'a str,
    /// The outlet that published it; where none is known, the file's name without its extension.
    pub(super) source: &'a str,
    /// Whence the outlet is known, in a few words: "front matter", "the file's name".
    pub(super) source_from: &'static str,
    /// The day of publication, if known.
    #[schemars(schema_with = "optional_day")]
    pub(super) published: Option<String>,
    /// The headline, if known.
    pub(super) title: Option<&'a str>,
    /// The address, if known.
    pub(super) url: Option<&'a str>,
    /// Authors and bylines, as printed.
    pub(super) authors: &'a [String],
    /// The ISO 639-1 code of its language, if that is clear. Articles in another language than English have no claims.
    pub(super) language: Option<&'a str>,
    /// How the file was read.
    pub(super) format: FormatWire,
    /// What the spans of its claims count bytes of.
    pub(super) spans: SpansWire,
    /// Whose text it is, in a few words: a wire agency, a press release, or the outlet's own.
    pub(super) origin: &'a str,
    /// The number of its voice. Articles with the same number are one voice: one text in several outlets.
    pub(super) voice: u32,
    /// What a person should know about how it was read.
    pub(super) notes: Vec<String>,
}

/// How a file was read.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Format")]
pub(super) enum FormatWire {
    /// As Markdown.
    Markdown,
    /// As a saved web page.
    Html,
    /// As plain text.
    Plain,
    /// As an entry of a JSON or JSONL feed.
    Feed,
    /// As a PDF file.
    Pdf,
    /// As a Word file.
    Word,
}

/// What spans count bytes of.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Spans")]
pub(super) enum SpansWire {
    /// Of the file as it is on disk, before any decoding.
    File,
    /// Of the text that was taken out of a PDF or Word file, in UTF-8, as `crosscheck show text FILE` prints it.
    Text,
}

/// A half-open range of bytes in the file as it is on disk, before any decoding; of a PDF or Word file, in the text that was
/// taken out of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Span")]
pub(super) struct SpanWire {
    /// The first byte, from 0.
    pub(super) start: u32,
    /// The byte after the last.
    pub(super) end: u32,
}

/// What one article states in one place: a figure, a quotation or a date. The key of its kind holds what was read; the keys
/// of the two other kinds are absent.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Claim")]
pub(super) struct ClaimWire<'a> {
    /// Its id. It depends on the article's path, the kind and the words, so it stays the same when something else changes.
    #[schemars(regex(pattern = r"^c-[0-9a-z]{8}(-[0-9]+)?$"))]
    pub(super) id: &'a str,
    /// The id of its article.
    pub(super) document: &'a str,
    /// What is stated.
    pub(super) kind: KindWire,
    /// Where the words stand in the file.
    pub(super) span: SpanWire,
    /// The page that they begin on, from 1, of a PDF file; absent for files without pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub(super) page: Option<u32>,
    /// The line of the file that they begin on, from 1; of a PDF file, the line of the page; of a Word file, the paragraph,
    /// where a row of a table counts as one and empty paragraphs do not count.
    #[schemars(range(min = 1))]
    pub(super) line: u32,
    /// The column that they begin in, from 1, in characters of the decoded text.
    #[schemars(range(min = 1))]
    pub(super) column: u32,
    /// The words that state it, as printed.
    pub(super) text: &'a str,
    /// The sentence that they stand in, as printed. Of more than 600 characters, only the words around the claim are given,
    /// and "…" with a space marks each place where words were cut.
    pub(super) sentence: String,
    /// The figure, if the kind is "quantity".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quantity: Option<QuantityWire<'a>>,
    /// The quotation, if the kind is "quote".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<QuoteWire<'a>>,
    /// The date, if the kind is "date".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<DateWire<'a>>,
}

/// What kind of thing is stated.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Kind")]
pub(super) enum KindWire {
    /// A figure.
    Quantity,
    /// Words in quotation marks.
    Quote,
    /// A date that is itself what is said.
    Date,
}

/// A figure. What the text does not state is null, never guessed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Quantity")]
pub(super) struct QuantityWire<'a> {
    /// The number as an exact decimal; null for ranges and vague words ("dozens"). Of a score, the first number.
    #[schemars(schema_with = "optional_decimal")]
    pub(super) value: Option<String>,
    /// The lower end that the words state: of a range, of "at least 5", of a vague word. Null where it is open.
    #[schemars(schema_with = "optional_decimal")]
    pub(super) low: Option<String>,
    /// The upper end that the words state: of a range, of "up to 5", of a vague word. Null where it is open.
    #[schemars(schema_with = "optional_decimal")]
    pub(super) high: Option<String>,
    /// An ISO 4217 code for money; "percent" (13 % is 13), "percentage-point", "basis-point"; "ratio" (a fifth is 0.2); "count"
    /// for counted things; "unknown" where the text gives none; else an English name or symbol ("km", "tonne", "celsius").
    pub(super) unit: &'a str,
    /// What the unit is spread over, in the words of the text: "day", "100,000".
    pub(super) per: Option<&'a str>,
    /// The bound that the words around the number make of it.
    #[schemars(schema_with = "hedges")]
    pub(super) hedge: &'static str,
    /// For a change, its direction ("change" where the text gives none); null for a level.
    pub(super) change: Option<ChangeWire>,
    /// Whether it is the earlier or the later of two levels that are compared ("from 90 to 120").
    pub(super) role: Option<RoleWire>,
    /// How firmly it is stated.
    pub(super) modality: ModalityWire,
    /// What is counted or measured, as printed, on one line. Of more than 200 characters, the first are given, with "…" behind
    /// them.
    pub(super) counted: Option<String>,
    /// The period that it is a figure for.
    pub(super) period: Option<PeriodWire<'a>>,
    /// When it was counted ("by Tuesday evening").
    pub(super) as_of: Option<PeriodWire<'a>>,
    /// Whom the text credits for it, by the fullest name that the article gives.
    pub(super) attribution: Option<&'a str>,
    /// The id of the claim that it only gives in another form: "13 per cent" beside "one in eight".
    pub(super) restates: Option<&'a str>,
}

/// The direction of a change.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Change")]
pub(super) enum ChangeWire {
    /// Up.
    Rise,
    /// Down.
    Fall,
    /// The text does not say which way.
    Change,
}

/// The place of a figure in a comparison of two levels.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Role")]
pub(super) enum RoleWire {
    /// The earlier level.
    From,
    /// The later level.
    To,
}

/// How firmly a figure is stated.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Modality")]
pub(super) enum ModalityWire {
    /// As something that is or was.
    Stated,
    /// As something expected.
    Forecast,
    /// As something meant.
    Planned,
    /// As an earlier version that is no longer held.
    Superseded,
    /// As the newer version of an earlier figure.
    Revised,
}

/// A period, and the words that give it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Period")]
pub(super) struct PeriodWire<'a> {
    /// Its first day; null where it is open or the text does not let it be placed.
    #[schemars(schema_with = "optional_day")]
    pub(super) start: Option<String>,
    /// Its last day; null where it is open or the text does not let it be placed.
    #[schemars(schema_with = "optional_day")]
    pub(super) end: Option<String>,
    /// The words that give it, as printed; empty where it comes from a heading or the time of a live post.
    pub(super) text: &'a str,
}

/// Words in quotation marks.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Quote")]
pub(super) struct QuoteWire<'a> {
    /// Whom the text credits with the words, by the fullest name that the article gives; null where it does not say.
    pub(super) speaker: Option<&'a str>,
    /// The verb or phrase that credits: "said", "according to".
    pub(super) cue: Option<&'a str>,
    /// The words that say that the quotation is a translation: "in Arabic", "through an interpreter"; null where the
    /// article does not say so.
    pub(super) translated: Option<&'a str>,
    /// The pieces of the quotation without their marks: more than one where it is interrupted or continued in a later
    /// paragraph.
    pub(super) pieces: Vec<&'a str>,
}

/// A date or a period that is itself what is said.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Date")]
pub(super) struct DateWire<'a> {
    /// Its first day; null where the text does not let it be placed.
    #[schemars(schema_with = "optional_day")]
    pub(super) start: Option<String>,
    /// Its last day; null where the text does not let it be placed.
    #[schemars(schema_with = "optional_day")]
    pub(super) end: Option<String>,
    /// The words that give it, as printed.
    pub(super) text: &'a str,
    /// The time of day, where one is said.
    #[schemars(schema_with = "optional_time")]
    pub(super) time: Option<String>,
    /// What it dates, as printed, on one line. Of more than 200 characters, the first are given, with "…" behind them.
    pub(super) event: Option<String>,
}

/// A verdict on some claims, with its rule and its reason.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(super) struct FindingWire<'a> {
    /// Its id. It depends on the rule and the claims, so it stays the same when something else changes.
    #[schemars(regex(pattern = r"^f-[0-9a-z]{8}(-[0-9]+)?$"))]
    pub(super) id: &'a str,
    /// Whether the claims agree, differ for a named reason, cannot both stand as worded, or lack what is needed to say.
    #[schemars(schema_with = "verdicts")]
    pub(super) verdict: &'static str,
    /// The rule that decided, such as "verdicts/quantities#period-moved".
    pub(super) rule: &'a str,
    /// How much it asks for attention; it is separate from the verdict.
    #[schemars(schema_with = "severities")]
    pub(super) severity: &'static str,
    /// What it is about, in words of the sources.
    pub(super) title: &'a str,
    /// Why, in a plain sentence or two.
    pub(super) reason: &'a str,
    /// The sides; the claims of one side agree with each other. An agreement has one side. A finding about one article alone has
    /// claims of that article only.
    pub(super) sides: Vec<SideWire<'a>>,
}

/// A finding that somebody has accepted.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Accepted")]
pub(super) struct AcceptedWire<'a> {
    /// Why it may stand, in the words of whoever accepted it.
    pub(super) accepted_because: &'a str,
    /// The finding.
    pub(super) finding: FindingWire<'a>,
}

/// An accepted finding that is no longer found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Stale")]
pub(super) struct StaleWire<'a> {
    /// Its id.
    pub(super) id: &'a str,
    /// What it was about.
    pub(super) title: &'a str,
    /// Why it was accepted.
    pub(super) accepted_because: &'a str,
}

/// Claims that agree with each other.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Side")]
pub(super) struct SideWire<'a> {
    /// The ids of its claims.
    pub(super) claims: Vec<&'a str>,
    /// What they say, in a few words.
    pub(super) summary: &'a str,
    /// How many origins say so; ten reprints of one text are one.
    pub(super) voices: u32,
}

/// How much of an article was understood and compared.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Coverage")]
pub(super) struct CoverageWire<'a> {
    /// The id of the article.
    pub(super) document: &'a str,
    /// Numbers seen, in digits and in words.
    pub(super) numbers: u32,
    /// Figures that became claims.
    pub(super) claims: usize,
    /// Numbers that were set aside.
    pub(super) set_aside: usize,
    /// Claims of any kind that were compared with another.
    pub(super) linked: usize,
    /// Quotations that became claims.
    pub(super) quotes: usize,
    /// Dates that became claims.
    pub(super) dates: usize,
    /// Why numbers were set aside.
    pub(super) reasons: Vec<ReasonWire>,
}

/// A reason for which numbers were set aside.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reason")]
pub(super) struct ReasonWire {
    /// The reason, in a few words.
    #[schemars(schema_with = "reasons")]
    pub(super) reason: &'static str,
    /// For how many numbers it holds.
    pub(super) count: usize,
}

/// A file that could not be read.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Error")]
pub(super) struct ErrorWire<'a> {
    /// The file.
    pub(super) path: &'a str,
    /// The line that is wrong, from 1, if it is known.
    pub(super) line: Option<u32>,
    /// What is wrong, in a sentence.
    pub(super) problem: &'a str,
    /// What to do about it.
    pub(super) advice: &'a str,
}

/// A line of the JSONL of claims: a claim with what is needed to read it without the others.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ClaimLine")]
pub(super) struct LineWire<'a> {
    /// The number of this schema, which is that of the JSON report.
    #[schemars(extend("const" = SCHEMA))]
    pub(super) schema: u32,
    /// The outlet that published the article.
    pub(super) source: &'a str,
    /// The day of publication, if known.
    #[schemars(schema_with = "optional_day")]
    pub(super) published: Option<String>,
    /// The article's headline, if known.
    pub(super) title: Option<&'a str>,
    /// The article's address, if known.
    pub(super) url: Option<&'a str>,
    /// The number of the article's voice: articles with the same number are one text in several outlets.
    pub(super) voice: u32,
    /// The findings that it stands in, of those that the selection admits.
    pub(super) findings: Vec<StandsIn<'a>>,
    /// The claim itself, as in the JSON report.
    #[serde(flatten)]
    pub(super) claim: ClaimWire<'a>,
}

/// A finding that a claim stands in.
#[derive(Clone, Serialize, JsonSchema)]
#[schemars(rename = "StandsIn")]
pub(super) struct StandsIn<'a> {
    /// The finding's id.
    pub(super) id: &'a str,
    /// The finding's verdict.
    #[schemars(schema_with = "verdicts")]
    pub(super) verdict: &'static str,
}

/// The JSON Schema of the JSON report.
///
/// ```
/// let schema = crosscheck::report::wire::report_schema();
/// assert_eq!(schema["properties"]["schema"]["const"], 1);
/// ```
#[must_use]
pub fn report_schema() -> Value {
    published(generator().into_root_schema_for::<ReportWire<'static>>(), "report")
}

/// The JSON Schema of a line of the JSONL of claims.
///
/// ```
/// let schema = crosscheck::report::wire::claim_schema();
/// assert_eq!(schema["properties"]["quantity"]["description"], "The figure, if the kind is \"quantity\".");
/// ```
#[must_use]
pub fn claim_schema() -> Value {
    published(generator().into_root_schema_for::<LineWire<'static>>(), "claim")
}

/// What is described is what is written: a field that may be null is still always there.
fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

/// The schema with its name, and first what says what it is.
fn published(mut schema: Schema, name: &str) -> Value {
    schema.insert("$id".to_owned(), Value::String(format!("urn:crosscheck:schema:{name}:{SCHEMA}")));
    let mut rest = schema.as_object().cloned().unwrap_or_default();
    let mut ordered = Map::new();
    for key in ["$schema", "$id", "title", "description"] {
        ordered.extend(rest.shift_remove(key).map(|value| (key.to_owned(), value)));
    }
    ordered.extend(rest);
    Value::Object(ordered)
}

fn hedges(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": Hedge::ALL.map(Hedge::name) })
}

fn verdicts(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": Verdict::ALL.map(Verdict::name) })
}

fn severities(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": Severity::ALL.map(Severity::name) })
}

fn reasons(_: &mut SchemaGenerator) -> Schema {
    let reasons: Vec<&str> = Reason::ALL.iter().map(|reason| reason.words()).collect();
    json_schema!({ "type": "string", "enum": reasons })
}

fn optional_decimal(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$" })
}

fn optional_day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date" })
}

fn optional_time(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": "^[0-2][0-9]:[0-5][0-9]$" })
}
