//! Dates that are themselves what is said.
//!
//! A fact-checker compares the day of a summit, the year of an earlier disaster, the hour of a raid; not the "on Friday"
//! of every sentence. So a mention of time becomes a claim if it is a date of the calendar or a time of day, and no figure
//! beside it has it as its period only.

use super::binding::of_sentence;
use super::{Lead, TimeKind, TimeMention, is_figure};
use crate::claim::{Claim, Counted, Dated, Statement};
use crate::document::{BlockKind, Document};
use crate::extract::sentence::content_stems;
use crate::extract::sentence::{Text, TokenKind};
use crate::period::Period;
use crate::rules::RuleSet;
use crate::text::Span;

/// The dates of a document that are claims, in reading order.
#[must_use]
pub fn dates(document: &Document, text: &Text, times: &[TimeMention], rules: &RuleSet) -> Vec<Claim> {
    let mut claims = Vec::new();
    for mention in times {
        if !is_claim(document, text, times, mention) {
            continue;
        }
        let clause = clause(text, times, mention);
        let tokens = clause.clone();
        let open = Period { start: None, end: None };
        claims.push(Claim {
            mention: mention.span,
            sentence: u32::try_from(mention.sentence).expect("fewer sentences than bytes"),
            clause: text.span_of(tokens),
            statement: Statement::Date(Box::new(Dated {
                period: mention.point.unwrap_or(open),
                yearless: mention.yearless,
                minute: mention.minute,
                event: event(text, mention, clause, rules),
                wrong_weekday: mention.wrong_weekday,
            })),
        });
    }
    claims
}

fn is_claim(document: &Document, text: &Text, times: &[TimeMention], mention: &TimeMention) -> bool {
    let block = &document.blocks[text.sentences[mention.sentence].block as usize];
    if matches!(block.kind, BlockKind::Cell(_) | BlockKind::Furniture(_)) {
        return false;
    }
    // A sentence of nothing but the date is a dateline or a time of posting.
    let words = text.tokens_of(mention.sentence).iter().filter(|token| token.kind == TokenKind::Word).count();
    if words < 4 {
        return false;
    }
    if mention.minute.is_some() {
        return told_hour(text, times, mention);
    }
    if mention.kind == TimeKind::AsOf {
        return false;
    }
    if !mention.absolute {
        return mention.appointment && is_weekday(mention);
    }
    (mention.point.is_some() || mention.yearless.is_some())
        && !is_statistical(mention)
        && !is_dateline(text, mention)
        && !dates_a_figure(document, text, mention)
}

/// An hour at which something happened: "at 4:30 a.m.", "(10:23 GMT)", "on Monday at noon"; not the hours that a desk is
/// open or a post's own time.
fn told_hour(text: &Text, times: &[TimeMention], mention: &TimeMention) -> bool {
    let before = mention.tokens.start.checked_sub(1).map_or("", |at| text.tokens[at].lower.as_str());
    let bracketed = before == "(";
    let paired = bracketed
        && of_sentence(times, mention.sentence)
            .iter()
            .any(|other| other.minute.is_some() && other.tokens.end < mention.tokens.start);
    paired
        || before != "to"
            && matches!(mention.lead, Lead::In | Lead::By | Lead::AsOf | Lead::Before | Lead::After)
}

fn is_weekday(mention: &TimeMention) -> bool {
    mention.tokens.len() <= 2
        && matches!(mention.lead, Lead::In | Lead::None)
        && mention.point.is_none_or(|point| point.days() == Some(1))
        && mention.weekday
}

/// A stretch that figures are of and events are not: a quarter, a financial year, the 12 months to June.
fn is_statistical(mention: &TimeMention) -> bool {
    let calendar_year =
        |period: Period| period.start.is_some_and(|start| Period::year(start.year()) == Some(period));
    mention.point.is_some_and(|point| {
        let by_number = mention.tokens.len() == 1 && calendar_year(point);
        point.days().is_some_and(|days| (45..=371).contains(&days)) && !by_number
    })
}

/// "BAKU, 24 November (Wire) —": the opening of a report, before its dash.
fn is_dateline(text: &Text, mention: &TimeMention) -> bool {
    let sentence = &text.sentences[mention.sentence].tokens;
    let opens = mention.tokens.start < sentence.start + 6;
    opens
        && (mention.tokens.end..sentence.end.min(mention.tokens.end + 6))
            .any(|at| matches!(text.tokens[at].lower.as_str(), "—" | "–" | "-") && !text.tokens[at].glued)
}

/// Whether a mention is there for a figure only: a level that it dates, a target year, the base of a comparison, the month
/// that a forecast is called after.
fn dates_a_figure(document: &Document, text: &Text, mention: &TimeMention) -> bool {
    let sentence = &text.sentences[mention.sentence].tokens;
    let lower = |at: usize| if sentence.contains(&at) { text.tokens[at].lower.as_str() } else { "" };
    let days = mention.point.and_then(Period::days);
    let opening = mention.tokens.start.saturating_sub(usize::from(mention.lead != Lead::None));
    if mention.lead == Lead::By && days.is_none_or(|days| days > 1) {
        return true;
    }
    let named_after = mention.attributive || lower(mention.tokens.end) == "'s";
    if named_after && mention.tokens.len() == 1 && text.tokens[mention.tokens.start].kind == TokenKind::Word {
        return true;
    }
    let before = opening.checked_sub(1).map_or("", lower);
    if matches!(lower(opening), "than" | "against" | "versus")
        || matches!(before, "than" | "compared" | "against")
    {
        return true;
    }
    // A share or a sum right before it (but not "above 2% until the start of 2028", which says when), or anywhere in the clause where the year is still to come.
    let amount = |at: usize| {
        is_figure(text, at)
            && !mention.tokens.contains(&at)
            && (matches!(lower(at + 1), "%" | "per" | "percent" | "pc" | "percentage")
                || at.checked_sub(1).is_some_and(|before| matches!(lower(before), "$" | "£" | "€")))
    };
    // "948,000 in 2024": the figure's own, whatever it counts.
    let own = |at: usize| is_figure(text, at) && !mention.tokens.contains(&at);
    if days.is_none_or(|days| days > 1) && (sentence.start..opening).rev().take(2).any(own) {
        return true;
    }
    if mention.tokens.len() <= 2
        && days.is_some_and(|days| days > 1)
        && (sentence.start..opening).rev().take(4).any(amount)
    {
        return true;
    }
    let ahead = document
        .published
        .zip(mention.point.and_then(|point| point.start))
        .is_some_and(|(p, start)| start > p.date);
    let calendar_year = days.is_some_and(|days| days >= 365);
    ahead && calendar_year && clause(text, &[], mention).any(amount)
}

/// The tokens around a mention up to the marks that close its clause.
fn clause(text: &Text, times: &[TimeMention], mention: &TimeMention) -> std::ops::Range<usize> {
    let sentence = &text.sentences[mention.sentence].tokens;
    let own = of_sentence(times, mention.sentence);
    let closes = |at: usize| {
        let token = &text.tokens[at];
        matches!(token.lower.as_str(), ";" | ":" | "—" | "–")
            || (token.lower == ","
                && !own.iter().any(|other| other.tokens.end == at || other.tokens.contains(&at)))
    };
    let start = (sentence.start..mention.tokens.start)
        .rev()
        .find(|at| closes(*at))
        .map_or(sentence.start, |at| at + 1);
    let end = (mention.tokens.end..sentence.end).find(|at| closes(*at)).unwrap_or(sentence.end);
    start..end
}

/// The event that a mention dates: the noun that it narrows ("the 1960 **tsunami**"), else the content words of its clause
/// with the nearest before it first.
fn event(
    text: &Text,
    mention: &TimeMention,
    clause: std::ops::Range<usize>,
    rules: &RuleSet,
) -> Option<Counted> {
    let outside = |at: usize| !mention.tokens.contains(&at) && !is_figure(text, at);
    let mut stems: Vec<(u32, smol_str::SmolStr)> = Vec::new();
    for at in clause.clone().filter(|at| outside(*at)) {
        stems.extend(content_stems(&text.tokens[at..=at], rules));
    }
    let following = text
        .tokens
        .get(mention.tokens.end)
        .filter(|token| mention.attributive && token.kind == TokenKind::Word);
    let head = following.map(|token| token.stem()).or_else(|| {
        let before = stems.iter().rev().find(|(at, _)| *at < mention.span.start);
        before.or_else(|| stems.iter().find(|(at, _)| *at >= mention.span.end)).map(|(_, stem)| stem.clone())
    })?;
    let span = text.span_of(clause);
    let modifiers = stems.into_iter().map(|(_, stem)| stem).filter(|stem| *stem != head).collect();
    Some(Counted { span: Span { ..span }, head, modifiers })
}
