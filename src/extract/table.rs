//! Bare numbers in table cells, with the unit of their headers.
//!
//! A cell and its number → the number, scaled where the header says so ("in millions", "£m"), and its unit. It cannot
//! fail: where no header names a unit, the unit is unknown.
//!
//! Not here: finding tables (`document`) and what a cell counts (`counted`).

use super::line::Line;
use super::sentence::TokenKind;
use super::unit::{self, Figure};
use crate::claim::UnitKind;
use crate::document::{Cell, Document};
use crate::number::Number;
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use crate::text::Span;
use std::ops::Range;

/// Whether nothing but marks and other numbers stands in the cell beside the number.
pub(crate) fn is_alone(line: Line<'_>, tokens: &Range<usize>) -> bool {
    (line.start..line.end).all(|at| tokens.contains(&at) || !line.is(at, TokenKind::Word))
}

/// The number of a cell and its unit, from the headers of its column and row and the table's corner, in that order.
/// A number that fills its cell in brackets is a loss.
pub(crate) fn read(document: &Document, cell: &Cell, line: Line<'_>, figure: &Figure) -> (Number, UnitKind) {
    let in_brackets = line.start + 1 == figure.tokens.start
        && line.end == figure.tokens.end + 1
        && line.word(line.start) == "(";
    let number =
        if in_brackets && !figure.number.is_negative() { figure.number.negated() } else { figure.number };
    let headers = [cell.column_header, cell.row_header, cell.corner];
    for header in headers.into_iter().flatten() {
        let Some(text) = document.prose.text().get(header.range()) else { continue };
        if let Some((unit, power)) = header_unit(text, header, line.rules) {
            return (number.scaled(power).unwrap_or(number), unit);
        }
    }
    (number, UnitKind::Unknown)
}

/// The unit that a header names and the power of ten of its numbers: "Growth (%)", "£m", "Area, acres", "$ millions".
fn header_unit(text: &str, _header: Span, rules: &RuleSet) -> Option<(UnitKind, i8)> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '[' | ']' | ':' | ';' | '/'))
        .filter(|word| !word.is_empty())
        .collect();
    let magnitudes = rules.lexicon(Vocabulary::Magnitudes);
    let power_of = |word: &str| {
        magnitudes.word(word).and_then(|means| means.trim_end_matches(" short").parse::<i8>().ok())
    };
    for (at, word) in words.iter().enumerate() {
        if let Some(rest) = word.strip_suffix('%')
            && rest.is_empty()
        {
            return Some((UnitKind::Percent, 0));
        }
        let printed = text.get(lower.find(word)?..).unwrap_or(word);
        if let Some((rule, length)) = rules.units().sign_at(printed)
            && let Some(rest) = word.get(length..)
            && (!rest.starts_with(char::is_alphanumeric) || power_of(rest).is_some())
        {
            let power =
                power_of(rest).or_else(|| words.get(at + 1).and_then(|next| power_of(next))).unwrap_or(0);
            return Some((unit::kind(rule), power));
        }
        if word.len() > 1
            && let Some((rule, _)) = rules.units().named(|ahead| words.get(at + ahead).copied())
            && !matches!(rule.family.as_str(), "time" | "angle" | "data")
        {
            return Some((unit::kind(rule), 0));
        }
    }
    None
}
