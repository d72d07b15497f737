//! Dates that are themselves what is said.
//!
//! A fact-checker compares the day of a summit, the year of an earlier disaster, the hour of a raid; not the "on Friday"
//! of every sentence. So a mention of time becomes a claim if it is a date of the calendar or a time of day, and no figure
//! beside it has it as its period only.

use super::binding::of_sentence;
use super::{TimeKind, TimeMention, is_figure};
use crate::claim::{Claim, Counted, Dated, Statement};
use crate::document::{BlockKind, Document};
use crate::extract::sentence::content_stems;
use crate::extract::sentence::{Text, TokenKind};
use crate::period::Period;
use crate::rules::RuleSet;
use crate::stem::stem;
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
    let dated = mention.point.is_some() || mention.yearless.is_some() || mention.minute.is_some();
    // A sentence of nothing but the date is a dateline or a time of posting.
    let words = text.tokens_of(mention.sentence).iter().filter(|token| token.kind == TokenKind::Word).count();
    if !mention.absolute || !dated || mention.kind == TimeKind::AsOf && mention.minute.is_none() || words < 4
    {
        return false;
    }
    let _ = times;
    true
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
    let head = following.map(|token| stem(&token.lower)).or_else(|| {
        let before = stems.iter().rev().find(|(at, _)| *at < mention.span.start);
        before.or_else(|| stems.iter().find(|(at, _)| *at >= mention.span.end)).map(|(_, stem)| stem.clone())
    })?;
    let span = text.span_of(clause);
    let modifiers = stems.into_iter().map(|(_, stem)| stem).filter(|stem| *stem != head).collect();
    Some(Counted { span: Span { ..span }, head, modifiers })
}
