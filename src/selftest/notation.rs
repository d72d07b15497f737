//! Claims in the notation of examples: whether one fits what is expected, and how it would be written.
//!
//! Not here: reading the notation (`rules::reading`).

use crate::claim::{Amount, Aspect, Attribution, Claim, Counted, Measured, Statement};
use crate::document::Document;
use crate::number::{Interval, Number};
use crate::period::Period;
use crate::rules::reading::{ExpectedAmount, ExpectedClaim, ExpectedFigure, ExpectedKind};
use crate::stem::stem;

/// Whether a claim is the one that is expected, in all parts that are written.
pub(super) fn fits(expected: &ExpectedClaim, claim: &Claim, document: &Document) -> bool {
    let (kind, credited) = match (&expected.kind, &claim.statement) {
        (ExpectedKind::Figure(figure), Statement::Quantity(measured)) => {
            (figure_fits(figure, measured, document), measured.frame.attribution.as_ref())
        }
        (ExpectedKind::Quotation(words), Statement::Quotation(quotation)) => {
            (*words == printed(claim, document), quotation.speaker.as_ref())
        }
        (ExpectedKind::Date(period), Statement::Date(dated)) => (dated.period == *period, None),
        _ => return false,
    };
    kind && expected.by.as_ref().is_none_or(|by| credited.is_some_and(|credit| credit.name == by.as_str()))
}

fn figure_fits(expected: &ExpectedFigure, measured: &Measured, document: &Document) -> bool {
    let (quantity, frame) = (&measured.quantity, &measured.frame);
    expected.hedge.is_none_or(|hedge| quantity.hedge == hedge)
        && amount_fits(expected.amount, quantity.amount)
        && expected.unit.as_ref().is_none_or(|unit| quantity.unit.name() == unit)
        && expected.per.as_ref().is_none_or(|per| quantity.unit.per.as_deref() == Some(per))
        && expected.counted.as_ref().is_none_or(|words| {
            frame.counted.as_ref().is_some_and(|counted| counted_fits(words, counted, document))
        })
        && expected.period.is_none_or(|period| frame.period.is_some_and(|found| found.period == period))
        && expected.aspect.is_none_or(|aspect| frame.aspect == aspect)
}

fn amount_fits(expected: ExpectedAmount, found: Amount) -> bool {
    match (expected, found) {
        (ExpectedAmount::One(expected), Amount::One(found)) => expected == found,
        (ExpectedAmount::Score(a, b), Amount::Score(x, y)) => (a, b) == (x, y),
        (ExpectedAmount::Between(low, high), Amount::Range(x, y)) => (low, high) == (Some(x), Some(y)),
        (ExpectedAmount::Between(low, high), Amount::Vague(found)) => Interval { low, high } == found,
        _ => false,
    }
}

/// Whether the words are those that are printed, or the last of them is the head of what is counted and the others narrow it.
fn counted_fits(words: &str, counted: &Counted, document: &Document) -> bool {
    let mut stems = words.split_whitespace().map(stem).rev();
    document.prose.slice(counted.span).to_lowercase() == words
        || stems.next().is_some_and(|head| head == counted.head)
            && stems.all(|modifier| counted.modifiers.contains(&modifier))
}

/// The claim in the notation, with every part that is stated.
pub(super) fn describe(claim: &Claim, document: &Document) -> String {
    match &claim.statement {
        Statement::Quantity(measured) => describe_figure(measured, document),
        Statement::Quotation(quotation) => {
            format!("quote {}{}", printed(claim, document), by(quotation.speaker.as_ref()))
        }
        Statement::Date(dated) => format!("date {}", days(dated.period)),
    }
}

fn describe_figure(measured: &Measured, document: &Document) -> String {
    let (quantity, frame) = (&measured.quantity, &measured.frame);
    let amount = match quantity.amount {
        Amount::One(number) => number.to_string(),
        Amount::Range(low, high) => format!("{low}..{high}"),
        Amount::Vague(Interval { low, high }) => {
            let end = |end: Option<Number>| end.map_or_else(String::new, |number| number.to_string());
            format!("{}..{}", end(low), end(high))
        }
        Amount::Score(a, b) => format!("score {a}-{b}"),
    };
    let mut text = format!("{} {amount} {}", quantity.hedge.name(), quantity.unit.name());
    if let Some(per) = &quantity.unit.per {
        text.push_str(&format!("/{per}"));
    }
    if let Some(counted) = &frame.counted {
        text.push_str(&format!(": {}", document.prose.slice(counted.span)));
    }
    if let Some(mentioned) = frame.period {
        text.push_str(&format!(" @ {}", days(mentioned.period)));
    }
    text.push_str(&by(frame.attribution.as_ref()));
    text.push_str(match frame.aspect {
        Aspect::Level => "",
        Aspect::Rise => " rise",
        Aspect::Fall => " fall",
        Aspect::Change => " change",
    });
    text
}

/// The words of a claim as printed, with the pieces of an interrupted quotation joined.
fn printed(claim: &Claim, document: &Document) -> String {
    match &claim.statement {
        Statement::Quotation(quotation) if !quotation.pieces.is_empty() => {
            quotation.pieces.iter().map(|piece| document.prose.slice(*piece)).collect::<Vec<_>>().join(" ")
        }
        _ => document.prose.slice(claim.mention).to_owned(),
    }
}

fn by(credit: Option<&Attribution>) -> String {
    credit.map_or_else(String::new, |credit| format!(" by {}", credit.name))
}

/// First and last day, as examples write them.
fn days(period: Period) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    if period.start == period.end {
        day(period.start)
    } else {
        format!("{}..{}", day(period.start), day(period.end))
    }
}
