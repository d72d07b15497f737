//! What was read from passages against what was expected.
//!
//! A reported figure belongs to the mark that it overlaps; one that overlaps none was taken out wrongly and counts
//! against the precision of values. Parts of a figure (hedge, counted, period, aspect) are scored where the gold gives
//! them. A quotation is right where its words are those between the marks; scare quotes are no quotations.

use crate::passage::{Expected, Passage, Reading};
use crosscheck::claim::{Amount, Claim, Frame, Measured, QuotationForm};
use crosscheck::document::{self, Document};
use crosscheck::extract;
use crosscheck::number::Number;
use crosscheck::rules::RuleSet;
use crosscheck::rules::reading::{ExpectedAmount, ExpectedFigure};
use crosscheck::stem::stem;
use crosscheck::text::Span;
use std::collections::BTreeMap;
use std::fmt;

/// What is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// How much.
    Value,
    /// How much of what unit.
    ValueAndUnit,
    /// The bound that words make of it, where it is given.
    Hedge,
    /// The head of what is counted is found among the words that are given for it.
    CountedPartly,
    /// The head of what is counted, with every word that narrows it.
    CountedExactly,
    /// The reference period, to the day.
    Period,
    /// Level or change and its direction.
    Aspect,
    /// The words of a quotation.
    Quotation,
    /// Who is credited with it, by the full name.
    Speaker,
}

/// Counts of one kind.
#[derive(Clone, Copy, Default)]
pub(crate) struct Rate {
    right: usize,
    reported: usize,
    expected: usize,
}

/// Counts by kind, and what was missed.
#[derive(Default)]
pub(crate) struct Tally {
    rates: BTreeMap<Kind, Rate>,
    pub(crate) misses: Vec<String>,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::ValueAndUnit => "value and unit",
            Self::Hedge => "hedge",
            Self::CountedPartly => "counted, head",
            Self::CountedExactly => "counted, exact",
            Self::Period => "period",
            Self::Aspect => "level or change",
            Self::Quotation => "quotation",
            Self::Speaker => "speaker",
        }
    }
}

impl Rate {
    /// Of what was reported, the share that is right, in per cent.
    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.reported)
    }

    /// Of what was expected, the share that was found and is right, in per cent.
    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.expected)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

impl Tally {
    /// Reads a passage and adds what was right and wrong.
    pub(crate) fn count(&mut self, passage: &Passage) {
        let file = format!("---\npublished: {}\n---\n{}\n", passage.published, passage.text);
        let documents = document::parse("passage.md", file.as_bytes()).expect("a passage is an article");
        let [document] = documents.as_slice() else { panic!("a passage is one article") };
        let reading = extract::read(document, RuleSet::built_in());
        let offset = u32::try_from(file.len() - passage.text.len() - 1).expect("a passage is short");
        self.figures(passage, document, &reading.claims, offset);
        self.quotations(passage, document, &reading.claims, offset);
    }

    fn figures(&mut self, passage: &Passage, document: &Document, claims: &[Claim], offset: u32) {
        let found: Vec<(Span, &Measured)> = claims
            .iter()
            .filter_map(|claim| Some((place(document, claim.mention, offset), claim.measured()?)))
            .collect();
        for expected in &passage.expected {
            let Reading::Figure(figure) = &expected.reading else { continue };
            let here: Vec<&Measured> = found
                .iter()
                .filter(|(span, _)| overlap(*span, expected.mark))
                .map(|(_, measured)| *measured)
                .collect();
            // Where several claims lie in one mark, the one that reads the value right is meant.
            let best = here.iter().find(|measured| same_amount(figure, measured)).or(here.first()).copied();
            self.figure(passage, expected, figure, document, best);
        }
        for (span, _) in &found {
            let marked = passage.expected.iter().any(|expected| {
                matches!(expected.reading, Reading::Figure(_)) && overlap(*span, expected.mark)
            });
            let in_date = passage
                .expected
                .iter()
                .any(|expected| matches!(expected.reading, Reading::Date) && overlap(*span, expected.mark));
            if !marked && !in_date {
                self.rate(Kind::Value, |rate| rate.reported += 1);
                self.rate(Kind::ValueAndUnit, |rate| rate.reported += 1);
                self.miss("taken out wrongly", &passage.text[span.range()], &passage.text);
            }
        }
    }

    fn figure(
        &mut self,
        passage: &Passage,
        expected: &Expected,
        figure: &ExpectedFigure,
        document: &Document,
        found: Option<&Measured>,
    ) {
        let words = &passage.text[expected.mark.range()];
        let value = found.map(|measured| same_amount(figure, measured));
        self.verdict(Kind::Value, value, words, passage, || {
            format!("{:?}", found.map(|m| m.quantity.amount))
        });
        let unit = found.map(|measured| same_amount(figure, measured) && same_unit(figure, measured));
        if value == Some(true) {
            self.verdict(Kind::ValueAndUnit, unit, words, passage, || {
                found.map(|m| m.quantity.unit.name().to_owned()).unwrap_or_default()
            });
        } else {
            self.verdict_silently(Kind::ValueAndUnit, unit);
        }
        if let Some(hedge) = figure.hedge {
            let same = found.map(|measured| measured.quantity.hedge == hedge);
            self.verdict(Kind::Hedge, same, words, passage, || {
                found.map(|m| m.quantity.hedge.name().to_owned()).unwrap_or_default()
            });
        }
        if let Some(counted) = &figure.counted {
            let frame = found.map(|measured| &measured.frame);
            let given = frame.filter(|frame| frame.counted.is_some());
            let shown = || {
                let counted = frame.and_then(|frame| frame.counted.as_ref());
                let words = counted.map_or("nothing", |counted| document.prose.slice(counted.span));
                format!("{words:?} for {:?}", figure.counted.as_deref().unwrap_or_default())
            };
            let partly = given.map(|frame| counts_partly(frame, counted));
            self.verdict(Kind::CountedPartly, partly, words, passage, shown);
            let exactly = given.map(|frame| counts_exactly(frame, counted));
            self.verdict_silently(Kind::CountedExactly, exactly);
        }
        if let Some(period) = figure.period {
            let given = found.and_then(|measured| measured.frame.period);
            self.verdict(Kind::Period, given.map(|given| given.period == period), words, passage, || {
                format!("{:?}", given.map(|given| given.period))
            });
        }
        if let Some(aspect) = figure.aspect {
            let given = found.map(|measured| measured.frame.aspect);
            self.verdict(Kind::Aspect, given.map(|given| given == aspect), words, passage, || {
                format!("{given:?}")
            });
        }
    }

    fn quotations(&mut self, passage: &Passage, document: &Document, claims: &[Claim], offset: u32) {
        let mut pieces = Vec::new();
        for quotation in claims.iter().filter_map(Claim::quotation) {
            if quotation.form != QuotationForm::Scare {
                pieces.extend(
                    quotation.pieces.iter().map(|piece| (place(document, *piece, offset), quotation)),
                );
            }
        }
        for expected in &passage.expected {
            let Reading::Quotation(speaker) = &expected.reading else { continue };
            let words = &passage.text[expected.mark.range()];
            let found = pieces.iter().find(|(span, _)| overlap(*span, expected.mark));
            let same = found.map(|(span, _)| bare(&passage.text[span.range()]) == bare(words));
            self.verdict(Kind::Quotation, same, words, passage, || {
                found.map(|(span, _)| passage.text[span.range()].to_owned()).unwrap_or_default()
            });
            if let Some(speaker) = speaker {
                let given = found.and_then(|(_, quotation)| quotation.speaker.as_ref());
                let same = given.map(|given| bare(&given.name) == bare(speaker));
                self.verdict(Kind::Speaker, same, words, passage, || {
                    format!("{:?} for {speaker:?}", given.map(|given| given.name.as_str()))
                });
            }
        }
        for (span, _) in &pieces {
            let marked = passage.expected.iter().any(|expected| {
                matches!(expected.reading, Reading::Quotation(_)) && overlap(*span, expected.mark)
            });
            if !marked {
                self.rate(Kind::Quotation, |rate| rate.reported += 1);
                self.miss("no speech", &passage.text[span.range()], &passage.text);
            }
        }
    }

    /// Counts something that was expected: `None` where nothing was reported for it.
    fn verdict(
        &mut self,
        kind: Kind,
        right: Option<bool>,
        words: &str,
        passage: &Passage,
        said: impl FnOnce() -> String,
    ) {
        self.verdict_silently(kind, right);
        match right {
            Some(true) => {}
            Some(false) => self.miss(&format!("{} wrong, {}", kind.name(), said()), words, &passage.text),
            None => self.miss(&format!("{} missing", kind.name()), words, &passage.text),
        }
    }

    fn verdict_silently(&mut self, kind: Kind, right: Option<bool>) {
        self.rate(kind, |rate| {
            rate.expected += 1;
            rate.reported += usize::from(right.is_some());
            rate.right += usize::from(right == Some(true));
        });
    }

    fn rate(&mut self, kind: Kind, change: impl FnOnce(&mut Rate)) {
        change(self.rates.entry(kind).or_default());
    }

    fn miss(&mut self, what: &str, words: &str, passage: &str) {
        self.misses.push(format!("{what}: {words:?} in {}", passage.replace('\n', " ")));
    }

    /// Adds the counts of another file.
    pub(crate) fn add(&mut self, other: Self) {
        for (kind, counts) in other.rates {
            self.rate(kind, |rate| {
                rate.right += counts.right;
                rate.reported += counts.reported;
                rate.expected += counts.expected;
            });
        }
    }

    /// The counts of a kind.
    pub(crate) fn counts(&self, kind: Kind) -> Rate {
        self.rates.get(&kind).copied().unwrap_or_default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:16} {:>9} {:>7} {:>9} {:>9} {:>6}",
            "", "precision", "recall", "expected", "reported", "right"
        )?;
        for (kind, rate) in &self.rates {
            writeln!(
                f,
                "{:16} {:8.1}% {:6.1}% {:9} {:9} {:6}",
                kind.name(),
                rate.precision(),
                rate.recall(),
                rate.expected,
                rate.reported,
                rate.right
            )?;
        }
        Ok(())
    }
}

/// Where words of the prose stand in the passage.
fn place(document: &Document, span: Span, offset: u32) -> Span {
    let file = document.prose.file_span(span);
    Span { start: file.start.saturating_sub(offset), end: file.end.saturating_sub(offset) }
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether a figure has the amount, the unit and the hedge that are expected.
pub(crate) fn same_reading(figure: &ExpectedFigure, measured: &Measured) -> bool {
    same_amount(figure, measured)
        && same_unit(figure, measured)
        && figure.hedge.is_none_or(|hedge| hedge == measured.quantity.hedge)
}

fn same_amount(figure: &ExpectedFigure, measured: &Measured) -> bool {
    let equal = |one: Number, other: Number| one.trimmed() == other.trimmed() || nearly_equal(one, other);
    match (&figure.amount, &measured.quantity.amount) {
        (ExpectedAmount::One(wanted), Amount::One(found)) => equal(*wanted, *found),
        (ExpectedAmount::Score(a, b), Amount::Score(c, d)) => equal(*a, *c) && equal(*b, *d),
        (ExpectedAmount::Between(Some(a), Some(b)), Amount::Range(c, d)) => equal(*a, *c) && equal(*b, *d),
        (ExpectedAmount::Between(low, _), Amount::Vague(interval)) => {
            low.is_none_or(|low| interval.contains(low))
        }
        _ => false,
    }
}

/// Fractions have no end in decimals: a third is 0.333333333 as far as the gold writes it.
fn nearly_equal(one: Number, other: Number) -> bool {
    let (one, other) = (one.approximate(), other.approximate());
    (one - other).abs() <= 1e-8 * one.abs().max(other.abs())
}

fn same_unit(figure: &ExpectedFigure, measured: &Measured) -> bool {
    let unit = &measured.quantity.unit;
    figure.unit.as_deref().is_none_or(|wanted| wanted == unit.name())
        && figure
            .per
            .as_deref()
            .is_none_or(|wanted| unit.per.as_deref() == Some(wanted.replace(',', "").as_str()))
}

/// The stems of what the gold gives as counted, the head last.
fn stems(counted: &str) -> Vec<String> {
    counted.split_whitespace().map(|word| stem(word).to_string()).collect()
}

fn counts_partly(frame: &Frame, counted: &str) -> bool {
    let wanted = stems(counted);
    frame.counted.as_ref().is_some_and(|found| {
        wanted.iter().any(|word| *word == found.head)
            || found
                .modifiers
                .iter()
                .any(|modifier| Some(modifier.as_str()) == wanted.last().map(String::as_str))
    })
}

fn counts_exactly(frame: &Frame, counted: &str) -> bool {
    let wanted = stems(counted);
    let Some((head, narrowing)) = wanted.split_last() else { return false };
    frame.counted.as_ref().is_some_and(|found| {
        found.head == head.as_str()
            && narrowing
                .iter()
                .all(|word| ["of"].contains(&word.as_str()) || found.modifiers.iter().any(|m| m == word))
    })
}

/// Words without case, without an article before them, and without the marks that stand at their ends.
fn bare(words: &str) -> String {
    let words = words.to_lowercase().replace('’', "'");
    let words = words.trim_matches(|letter: char| !letter.is_alphanumeric());
    let article = ["the ", "an ", "a "].into_iter().find(|article| words.starts_with(article));
    words[article.map_or(0, str::len)..].to_owned()
}
