//! Two linked claims become a comparison vector.
//!
//! `(claims with their documents, evidence, rules)` → [`Comparison`]; `None` for two claims of different kinds. It cannot
//! fail: a part that one side does not state has its own value, *unknown*.
//!
//! Not here: what the vector means (`rules/verdicts`), and words for people (`wording`).

use super::copies::Kinship;
use super::names::same_name;
use super::speakers::{Titles, named_in, near};
use super::{copies, quotation};
use crate::claim::{
    Aspect, Attribution, Basis, Claim, ClaimId, Counted, Dated, DocumentId, Frame, Measured, Modality, Role,
    Statement, UnitKind,
};
use crate::comparison::{
    AspectRelation, AttributionRelation, Binding, Copied, DateBinding, DateComparison, DateCopied,
    DateRelation, MeasureRelation, ModalityRelation, PeriodRelation, QuantityComparison, QuotationComparison,
    Running, ScopeRelation, TimeRelation, UnitRelation, Value,
};
use crate::document::{BlockKind, Document};
use crate::extract::{Reading, SentenceStems};
use crate::link::Evidence;
use crate::link::value::{Rates, relate};
use crate::origin::Origins;
use crate::period::{Overlap, Period};
use crate::rules::evidence::Threshold;
use crate::rules::lexicon::Vocabulary;
use crate::rules::measures::Measure;
use crate::rules::{RuleSet, table::Row};
use crate::stem::stem;
use crate::text::Span;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// Periods of this many days or fewer name when something happened or was said, not what a figure covers.
const EVENT_DAYS: i32 = 7;

/// Days from which a period is more than one year or one part of a year.
const MORE_THAN_A_YEAR: i32 = 400;
/// Days after which a count of something that is over is no longer updated.
const PAST_DAYS: i32 = 90;

/// Everything that judging looks things up in.
#[derive(Debug)]
pub struct Bench<'r> {
    /// The documents of the run.
    pub documents: &'r [Document],
    /// What was read from each.
    pub readings: &'r [Reading],
    /// The rules.
    pub rules: &'r RuleSet,
    /// Whose text each document is.
    pub origins: &'r Origins,
    /// Exchange rates that the articles imply.
    pub rates: Rates,
    /// Who bears which title.
    pub(super) titles: Titles,
    /// Whom and what each document names, word by word.
    pub(super) names: Vec<FxHashSet<&'r str>>,
    /// Stems of words that narrow a figure, with the kind of narrowing.
    qualifiers: FxHashMap<SmolStr, SmolStr>,
    /// Stems of words for counts that are updated.
    running: FxHashSet<SmolStr>,
}

/// The evidence that binds two claims, in bits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bits {
    /// Whether the two are linked to each other and not only through a third.
    pub linked: bool,
    /// Without the value, which is what may bind figures that differ.
    pub without: f64,
    /// With the value.
    pub with_value: f64,
}

impl Bits {
    /// The bits of a link.
    #[must_use]
    pub fn of(evidence: &Evidence) -> Self {
        Self { linked: true, without: evidence.without_value(), with_value: evidence.total() }
    }
}

/// How two linked claims relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Two figures.
    Quantities(QuantityComparison),
    /// Two quotations.
    Quotations(QuotationComparison),
    /// Two dates.
    Dates(DateComparison),
}

impl<'r> Bench<'r> {
    /// Lays out what judging needs.
    #[must_use]
    pub fn new(
        documents: &'r [Document],
        readings: &'r [Reading],
        origins: &'r Origins,
        rules: &'r RuleSet,
    ) -> Self {
        let stems = |vocabulary| {
            rules
                .lexicon(vocabulary)
                .phrases()
                .into_iter()
                .filter(|(phrase, _)| !phrase.contains(' '))
                .map(|(phrase, means)| (stem(&phrase), SmolStr::new(means)))
                .collect::<Vec<_>>()
        };
        Self {
            documents,
            readings,
            rules,
            origins,
            rates: Rates::implied(readings),
            titles: Titles::read(documents, rules),
            names: documents.par_iter().map(named_in).collect(),
            qualifiers: stems(Vocabulary::Qualifiers).into_iter().collect(),
            running: stems(Vocabulary::Running).into_iter().map(|(stem, _)| stem).collect(),
        }
    }

    /// A claim of the run.
    ///
    /// # Panics
    /// If the claim is not of this run.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> &'r Claim {
        &self.readings[id.document.0 as usize].claims[id.index as usize]
    }

    /// The claims of a document, in the order of its text.
    ///
    /// # Panics
    /// If the document is not of this run.
    pub fn claims_of(&self, document: DocumentId) -> impl Iterator<Item = ClaimId> + use<> {
        let count = self.readings[document.0 as usize].claims.len();
        (0..u32::try_from(count).unwrap_or(u32::MAX)).map(move |index| ClaimId { document, index })
    }

    /// The document of a claim.
    ///
    /// # Panics
    /// If the claim is not of this run.
    #[must_use]
    pub fn document(&self, id: ClaimId) -> &'r Document {
        &self.documents[id.document.0 as usize]
    }

    /// The sentence that holds a claim.
    #[must_use]
    pub fn sentence(&self, id: ClaimId) -> Option<&'r SentenceStems> {
        self.readings[id.document.0 as usize].sentences.get(self.claim(id).sentence as usize)
    }

    /// The words of a span in the document of a claim.
    #[must_use]
    pub fn words(&self, id: ClaimId, span: Span) -> &'r str {
        self.document(id).prose.text().get(span.range()).unwrap_or_default()
    }

    /// Stems of the clause of a claim.
    fn clause(&self, id: ClaimId) -> Vec<&'r SmolStr> {
        let clause = self.claim(id).clause;
        let Some(sentence) = self.sentence(id) else { return Vec::new() };
        sentence
            .stems
            .iter()
            .filter(|(at, _)| clause.start <= *at && *at < clause.end)
            .map(|(_, stem)| stem)
            .collect()
    }

    /// Compares two claims; `None` where one is a figure and the other words or a date.
    #[must_use]
    pub fn compare(&self, a: ClaimId, b: ClaimId, bits: Bits) -> Option<Comparison> {
        match (&self.claim(a).statement, &self.claim(b).statement) {
            (Statement::Quantity(x), Statement::Quantity(y)) => {
                Some(Comparison::Quantities(self.quantities((a, x), (b, y), bits)))
            }
            (Statement::Quotation(x), Statement::Quotation(y)) => {
                Some(Comparison::Quotations(quotation::compare(self, (a, x), (b, y))))
            }
            (Statement::Date(x), Statement::Date(y)) => {
                let strong = bits.without >= self.rules.evidence().threshold(Threshold::Strong);
                let versions = self.origins.are_versions(a.document, b.document);
                let copy = if versions { DateCopied::Version } else { DateCopied::No };
                Some(Comparison::Dates(dates(x, y, strong, copy)))
            }
            _ => None,
        }
    }

    /// The row that decides on a comparison.
    #[must_use]
    pub fn decide(&self, comparison: Comparison) -> &'r Row {
        match comparison {
            Comparison::Quantities(vector) => self.rules.quantities().decide(&vector),
            Comparison::Quotations(vector) => self.rules.quotations().decide(&vector),
            Comparison::Dates(vector) => self.rules.dates().decide(&vector),
        }
    }

    fn quantities(&self, a: (ClaimId, &Measured), b: (ClaimId, &Measured), bits: Bits) -> QuantityComparison {
        let (frame_a, frame_b) = (&a.1.frame, &b.1.frame);
        let (value, unit) = relate(&a.1.quantity, &b.1.quantity, self.rules.units(), &self.rates);
        let value =
            if value == Value::Magnitude && self.lost_point(a.0, b.0) { Value::PointLost } else { value };
        let unit = if unit == UnitRelation::Other { against_share(a.1, b.1) } else { unit };
        let strong = match value {
            // The same digits over two populations give themselves away as a slip does.
            Value::Equal if unit == UnitRelation::OtherRate => bits.linked,
            Value::Equal => bits.with_value >= self.rules.evidence().threshold(Threshold::StrongEqual),
            // A slip gives itself away by its value; linking has asked for the best partner on both sides.
            Value::Magnitude | Value::PointLost | Value::Transposed => bits.linked,
            _ => bits.without >= self.rules.evidence().threshold(Threshold::Strong),
        };
        QuantityComparison {
            value,
            unit,
            period: periods(self.period(a), self.period(b)),
            measure: self.measures(a, b),
            scope: if self.adds_up(a.1) && self.adds_up(b.1) {
                let credited = |frame: &Frame| frame.attribution.as_ref().map(|by| by.name.to_lowercase());
                let names = [credited(frame_a), credited(frame_b)];
                // Whom the text credits is no part of what is counted.
                let place = |frame: &Frame| -> Vec<SmolStr> {
                    let known =
                        |stem: &SmolStr| names.iter().flatten().any(|name| name.contains(stem.as_str()));
                    frame.scope.iter().filter(|stem| !known(stem)).cloned().collect()
                };
                match scopes(&place(frame_a), &place(frame_b)) {
                    // What lasts was linked by a name that both passages hold, and one of them may stand before.
                    ScopeRelation::Part if self.lasting(a.1).is_some() && self.lasting(b.1).is_some() => {
                        ScopeRelation::Same
                    }
                    scope => scope,
                }
            } else {
                ScopeRelation::Same
            },
            aspect: aspects(frame_a.aspect, frame_b.aspect),
            modality: modalities((frame_a, self.is_to_come(a)), (frame_b, self.is_to_come(b))),
            time: self.times(a.0, b.0),
            running: if self.is_running(a.0, frame_a) || self.is_running(b.0, frame_b) {
                Running::Yes
            } else {
                Running::No
            },
            attribution: attributions(frame_a.attribution.as_ref(), frame_b.attribution.as_ref()),
            binding: if strong { Binding::Strong } else { Binding::Fair },
            copy: match copies::kinship(self, a.0, b.0) {
                Kinship::Copies => Copied::Yes,
                Kinship::Versions => Copied::Version,
                Kinship::None => Copied::No,
            },
        }
    }

    /// Whether the printed digits of two figures are the same and a decimal point stands in one of them only.
    fn lost_point(&self, a: ClaimId, b: ClaimId) -> bool {
        let printed = |id: ClaimId| self.words(id, self.claim(id).mention);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let point = |text: &str| {
            text.match_indices('.').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_digit()))
        };
        let (a, b) = (printed(a), printed(b));
        point(a) != point(b) && digits(a) == digits(b)
    }

    /// The period of a figure, and whether it is stated of it: in its clause, or in the headers of its table cell.
    fn period(&self, (id, measured): (ClaimId, &Measured)) -> Option<(Period, bool)> {
        let mentioned = measured.frame.period?;
        let cell = self.sentence(id).is_some_and(|sentence| {
            let block = self.document(id).blocks.get(sentence.block as usize);
            block.is_some_and(|block| matches!(block.kind, BlockKind::Cell(_)))
        });
        let words = self.words(id, mentioned.span).to_lowercase();
        let times = self.rules.lexicon(Vocabulary::Time);
        let loose =
            words.split(|c: char| !c.is_alphabetic()).any(|word| times.word(word).is_some_and(is_loose));
        Some((mentioned.period, (cell || mentioned.basis == Basis::Clause) && !loose))
    }

    /// Whether a figure is a sum over places and groups, so that a part of them has less: not so a distance, a time, a
    /// temperature or a magnitude.
    fn adds_up(&self, measured: &Measured) -> bool {
        let UnitKind::Measure(id) = &measured.quantity.unit.kind else { return true };
        self.rules.units().get(id).is_some_and(|unit| unit.adds_up)
    }

    /// The named statistic that a figure is of, if one thing has one value of it from article to article.
    pub(super) fn lasting(&self, measured: &Measured) -> Option<&Measure> {
        self.rules.measures().of(&measured.frame, &measured.quantity.unit).filter(|measure| measure.lasting)
    }

    /// Whether what is counted is updated as time goes on.
    pub(super) fn is_running(&self, id: ClaimId, frame: &Frame) -> bool {
        // Amounts of money are estimated and revised, not counted on, and what lasts stays.
        let stays = self.claim(id).measured().is_some_and(|measured| {
            matches!(measured.quantity.unit.kind, UnitKind::Money(_)) || self.lasting(measured).is_some()
        });
        if stays || self.is_past(id, frame) {
            return false;
        }
        let counted =
            frame.counted.iter().flat_map(|counted| std::iter::once(&counted.head).chain(&counted.modifiers));
        counted.chain(&frame.verb).any(|stem| self.running.contains(stem))
            || self.claim(id).measured().is_some_and(|measured| {
                measured.quantity.unit.kind != UnitKind::Count
                    && frame.counted.is_none()
                    && self.clause(id).into_iter().any(|stem| self.running.contains(stem))
            })
    }

    /// Whether a figure is of a period that had not begun when its article was published, so that it is a forecast whatever
    /// words say it.
    fn is_to_come(&self, a: (ClaimId, &Measured)) -> bool {
        let start = a.1.frame.period.and_then(|mentioned| mentioned.period.start);
        let published = self.document(a.0).published.map(|published| published.date);
        start.zip(published).is_some_and(|(start, day)| start > day)
    }

    /// Whether a figure is of something that was over when its article was published: its sentence names a year other
    /// than that of publication, or its period ended long before.
    fn is_past(&self, id: ClaimId, frame: &Frame) -> bool {
        let published = self.document(id).published.map(|published| published.date);
        let over = frame.period.and_then(|mentioned| mentioned.period.end).zip(published);
        if over.is_some_and(|(end, day)| end.until(day).is_ok_and(|span| span.get_days() > PAST_DAYS)) {
            return true;
        }
        let mention = self.claim(id).mention;
        let text = self
            .sentence(id)
            .map_or("", |sentence| near(self.words(id, sentence.span), sentence.span.start, mention));
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
            .filter_map(|word| word.parse::<i16>().ok())
            .any(|year| published.is_none_or(|day| day.year() > year))
    }

    /// How what two figures count, and what happened to it, relates.
    fn measures(&self, a: (ClaimId, &Measured), b: (ClaimId, &Measured)) -> MeasureRelation {
        let narrowed = self.narrowed(a, b);
        let (Some(counted_a), Some(counted_b)) = (&a.1.frame.counted, &b.1.frame.counted) else {
            // What only one names may be narrowed by any word; these words narrow a figure whatever it is of.
            let neither = a.1.frame.counted.is_none() && b.1.frame.counted.is_none();
            return narrowed
                .filter(|narrowed| neither || *narrowed != MeasureRelation::Narrower)
                .unwrap_or(MeasureRelation::Unknown);
        };
        let verbs = a.1.frame.verb.as_ref().zip(b.1.frame.verb.as_ref());
        // Of a change the verb gives the direction, which is a facet of its own.
        let levels = !a.1.frame.aspect.is_change() && !b.1.frame.aspect.is_change();
        // "50 hurt" behind "killed" has its state from its own head and not from the verb.
        let distinct = |a: &SmolStr, b: &SmolStr| self.rules.aliases().distinct(a, b).is_some();
        let done = levels
            && verbs.is_some_and(|(a, b)| {
                distinct(a, b) && !distinct(&counted_a.head, a) && !distinct(&counted_b.head, b)
            });
        let measures = self.rules.measures();
        let named =
            measures.of(&a.1.frame, &a.1.quantity.unit).zip(measures.of(&b.1.frame, &b.1.quantity.unit));
        let apart = named.is_some_and(|(a, b)| measures.distinct(a, b));
        // "Home to 12,000 people", "has 12,000 residents": what lasts is one thing whatever words say it.
        if named.is_some_and(|(a, b)| a.id == b.id && a.lasting) {
            return MeasureRelation::Same;
        }
        if done || apart || self.distinct(counted_a, counted_b) {
            return MeasureRelation::Distinct;
        }
        if let Some(narrowed) = narrowed {
            return narrowed;
        }
        let canonical = |stem| self.rules.aliases().canonical(stem);
        let (only_a, only_b) = (only_of(counted_a, counted_b), only_of(counted_b, counted_a));
        let narrows = |only: &[&SmolStr], head: &SmolStr| only.iter().any(|stem| *stem != head);
        if canonical(&counted_a.head) == canonical(&counted_b.head)
            && narrows(&only_a, &counted_a.head)
            && narrows(&only_b, &counted_b.head)
        {
            MeasureRelation::Crossed
        } else if canonical(&counted_a.head) == canonical(&counted_b.head)
            || shares_word(counted_a, counted_b)
            || named.is_some_and(|(a, b)| a.id == b.id)
        {
            MeasureRelation::Same
        } else {
            MeasureRelation::Unknown
        }
    }

    /// Whether rules tell what the two count apart: by their heads, or by a word that narrows the one and a word that
    /// narrows the other.
    fn distinct(&self, a: &Counted, b: &Counted) -> bool {
        let aliases = self.rules.aliases();
        let (only_a, only_b) = (only_of(a, b), only_of(b, a));
        aliases.distinct(&a.head, &b.head).is_some()
            || only_a.iter().any(|a| only_b.iter().any(|b| aliases.distinct(a, b).is_some()))
    }

    /// The words that narrow a figure: those of what it counts, and words of its clause that name a version of it.
    #[must_use]
    pub fn qualifiers(&self, id: ClaimId) -> Vec<SmolStr> {
        let counted = self.claim(id).measured().and_then(|measured| measured.frame.counted.as_ref());
        let of_counted = counted.iter().flat_map(|counted| &counted.modifiers);
        let of_clause = self.clause(id).into_iter().filter(|stem| {
            self.qualifiers.get(*stem).is_some_and(|means| !matches!(means.as_str(), "rate" | "part"))
        });
        let mut all: Vec<SmolStr> =
            of_counted.filter(|stem| self.qualifiers.contains_key(*stem)).chain(of_clause).cloned().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// How words that one figure carries and the other lacks set the two apart.
    fn narrowed(&self, a: (ClaimId, &Measured), b: (ClaimId, &Measured)) -> Option<MeasureRelation> {
        if self.is_cumulative(a) && self.is_of_one_stretch(b.1)
            || self.is_cumulative(b) && self.is_of_one_stretch(a.1)
        {
            return Some(MeasureRelation::Cumulative);
        }
        let (of_a, of_b) = (self.qualifiers(a.0), self.qualifiers(b.0));
        let only_one = |kind: &str| {
            let has = |words: &[SmolStr]| words.iter().any(|word| self.qualifiers[word] == kind);
            has(&of_a) != has(&of_b)
        };
        if only_one("real") {
            Some(MeasureRelation::Real)
        } else if only_one("average") {
            Some(MeasureRelation::Average)
        } else {
            (of_a != of_b).then_some(MeasureRelation::Narrower)
        }
    }

    /// Whether a figure is of a stretch of years, or of all together.
    fn is_cumulative(&self, (id, measured): (ClaimId, &Measured)) -> bool {
        let times = self.rules.lexicon(Vocabulary::Time);
        let years = measured.frame.period.is_some_and(|mentioned| {
            // "By 2035" says when, "over the next five years" how long.
            let words = self.words(id, mentioned.span).to_lowercase();
            let counts_years = words.split(|c: char| !c.is_alphabetic()).any(|word| {
                times.word(word).is_some_and(|means| matches!(means, "unit year" | "unit decade"))
            });
            counts_years
                && mentioned.basis == Basis::Clause
                && mentioned.period.days().is_some_and(|days| days > MORE_THAN_A_YEAR)
        });
        measured.quantity.unit.per.is_none()
            && (years || self.clause(id).into_iter().any(|stem| self.is_qualifier(stem, "cumulative")))
    }

    /// Whether a figure is of one year, month or day of a longer stretch.
    fn is_of_one_stretch(&self, measured: &Measured) -> bool {
        let counted = measured.frame.counted.iter().flat_map(|counted| &counted.modifiers);
        let per = measured.quantity.unit.per.as_deref();
        per.is_some_and(|per| matches!(per, "year" | "month" | "quarter" | "week" | "day"))
            || counted.into_iter().any(|stem| self.is_qualifier(stem, "rate"))
    }

    fn is_qualifier(&self, stem: &SmolStr, kind: &str) -> bool {
        self.qualifiers.get(stem).is_some_and(|means| means == kind)
    }

    /// When the two were counted, or else published.
    fn times(&self, a: ClaimId, b: ClaimId) -> TimeRelation {
        match (self.day(a), self.day(b)) {
            (Some(a), Some(b)) if a == b => TimeRelation::SameDay,
            (Some(_), Some(_)) => TimeRelation::Later,
            _ => TimeRelation::Unknown,
        }
    }

    /// The day on which a claim was counted, or else published.
    #[must_use]
    pub fn day(&self, id: ClaimId) -> Option<Date> {
        let as_of = self.claim(id).measured().and_then(|measured| measured.frame.as_of);
        as_of
            .and_then(|mentioned| mentioned.period.end)
            .or_else(|| self.document(id).published.map(|published| published.date))
    }
}

/// Whether what is counted shares a word, as "death toll" and "toll of the dead" do.
fn shares_word(a: &Counted, b: &Counted) -> bool {
    let b = words_of(b);
    words_of(a).iter().any(|word| b.contains(word))
}

/// The head and the words that narrow it.
fn words_of(counted: &Counted) -> Vec<&SmolStr> {
    std::iter::once(&counted.head).chain(&counted.modifiers).collect()
}

/// The words of the first that the second lacks.
fn only_of<'c>(one: &'c Counted, other: &Counted) -> Vec<&'c SmolStr> {
    words_of(one).into_iter().filter(|stem| !words_of(other).contains(stem)).collect()
}

/// Whether a word of time names a stretch of the year without saying where it begins and ends.
fn is_loose(means: &str) -> bool {
    means.starts_with("season ") || matches!(means, "edge early" | "edge middle" | "edge late")
}

/// How two reference periods relate.
fn periods(a: Option<(Period, bool)>, b: Option<(Period, bool)>) -> PeriodRelation {
    let (Some(a), Some(b)) = (a, b) else {
        return if a.is_none() && b.is_none() { PeriodRelation::Same } else { PeriodRelation::Unknown };
    };
    let stated = a.1 && b.1;
    let long = |period: Period| period.days().is_none_or(|days| days > EVENT_DAYS);
    // A month and a year are not two readings of one reference period.
    let alike = match (a.0.days(), b.0.days()) {
        (Some(a), Some(b)) => 2 * a.max(b) <= 5 * a.min(b),
        _ => true,
    };
    let stated = stated && alike;
    match a.0.overlap(b.0) {
        Overlap::Same => PeriodRelation::Same,
        Overlap::Within => PeriodRelation::Within,
        Overlap::Partial | Overlap::Disjoint if !(stated && long(a.0) && long(b.0)) => PeriodRelation::Nearby,
        Overlap::Partial => PeriodRelation::Overlapping,
        Overlap::Disjoint => PeriodRelation::Disjoint,
    }
}

fn scopes(a: &[SmolStr], b: &[SmolStr]) -> ScopeRelation {
    let holds = |all: &[SmolStr], some: &[SmolStr]| some.iter().all(|stem| all.contains(stem));
    match (holds(a, b), holds(b, a)) {
        (true, true) => ScopeRelation::Same,
        (true, false) | (false, true) => ScopeRelation::Part,
        (false, false) if a.iter().any(|stem| b.contains(stem)) => ScopeRelation::Part,
        (false, false) => ScopeRelation::Different,
    }
}

/// A share of something against an amount of it, or two units that have nothing to do with each other.
fn against_share(a: &Measured, b: &Measured) -> UnitRelation {
    let share = |measured: &Measured| {
        matches!(measured.quantity.unit.kind, UnitKind::Percent | UnitKind::Ratio | UnitKind::PercentagePoint)
    };
    if share(a) == share(b) { UnitRelation::Other } else { UnitRelation::Relative }
}

fn aspects(a: Aspect, b: Aspect) -> AspectRelation {
    match (a, b) {
        (Aspect::Rise, Aspect::Fall) | (Aspect::Fall, Aspect::Rise) => AspectRelation::Opposite,
        (a, b) if a.is_change() == b.is_change() => AspectRelation::Same,
        _ => AspectRelation::LevelAgainstChange,
    }
}

fn modalities((a, comes_a): (&Frame, bool), (b, comes_b): (&Frame, bool)) -> ModalityRelation {
    let earlier = |frame: &Frame| frame.modality == Modality::Superseded || frame.role == Role::From;
    let is = |modality: Modality| (a.modality == modality) != (b.modality == modality);
    let to_come = |frame: &Frame, comes: bool| {
        comes || matches!(frame.modality, Modality::Forecast | Modality::Planned)
    };
    if earlier(a) != earlier(b) || (a.modality == Modality::Revised) != (b.modality == Modality::Revised) {
        ModalityRelation::Superseded
    } else if to_come(a, comes_a) == to_come(b, comes_b) {
        ModalityRelation::Same
    } else if is(Modality::Planned) {
        ModalityRelation::PlannedAgainstOutcome
    } else {
        ModalityRelation::ForecastAgainstOutcome
    }
}

fn attributions(a: Option<&Attribution>, b: Option<&Attribution>) -> AttributionRelation {
    match (a, b) {
        (Some(a), Some(b)) if same_name(&a.name, &b.name) => AttributionRelation::Same,
        (Some(_), Some(_)) => AttributionRelation::Different,
        _ => AttributionRelation::Unknown,
    }
}

fn dates(a: &Dated, b: &Dated, strong: bool, copy: DateCopied) -> DateComparison {
    // Two times of day link without a day. Half hours apart they may be one moment in two time zones.
    let apart = a.minute.zip(b.minute).map_or(0, |(a, b)| a.abs_diff(b));
    let date = match a.overlap(b).unwrap_or(Overlap::Same) {
        Overlap::Same | Overlap::Within if apart > 0 && apart.is_multiple_of(30) => DateRelation::Close,
        Overlap::Same | Overlap::Within if apart > 0 => DateRelation::Disjoint,
        Overlap::Same if a.wrong_weekday != b.wrong_weekday => DateRelation::Weekday,
        Overlap::Same => DateRelation::Same,
        Overlap::Within => DateRelation::Within,
        Overlap::Partial => DateRelation::Close,
        // The turn of a day may lie between two days, but not between two months.
        Overlap::Disjoint
            if is_day(a.period)
                && is_day(b.period)
                && gap(a.period, b.period).is_some_and(|days| days <= 1) =>
        {
            DateRelation::Close
        }
        Overlap::Disjoint => DateRelation::Disjoint,
    };
    DateComparison { date, binding: if strong { DateBinding::Strong } else { DateBinding::Fair }, copy }
}

fn is_day(period: Period) -> bool {
    period.start.is_some() && period.start == period.end
}

/// The days from the end of the earlier period to the start of the later.
fn gap(a: Period, b: Period) -> Option<i32> {
    let (earlier, later) = if a.end <= b.end { (a, b) } else { (b, a) };
    Some(earlier.end?.until(later.start?).ok()?.get_days())
}
