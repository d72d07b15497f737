//! Amounts without a number of their own: vague words and multiples.
//!
//! A place in a sentence → bounds ("dozens") or a factor ("doubled", "three times"), with the unit, or `None`. It cannot
//! fail.
//!
//! Not here: numbers (`numeral`).

use super::line::Line;
use super::numeral::{self, Form};
use super::sentence::TokenKind;
use super::unit;
use crate::claim::UnitKind;
use crate::number::{Interval, Number};
use crate::rules::lexicon::Vocabulary;

/// The vague amount at a place: where it ends, its bounds, and its unit ("thousands of pounds" is money).
pub(crate) fn read(line: Line<'_>, at: usize) -> Option<(usize, Interval, UnitKind)> {
    let (words, means) = line.phrase(Vocabulary::Vague, at)?;
    let (low, high) = means.split_once("..")?;
    let interval = Interval { low: low.parse().ok(), high: high.parse().ok() };
    // "two dozens", "5 millions": a number stands before it.
    if line.before(at).is_some_and(|token| token.kind == TokenKind::Number) || numeral_ends_before(line, at) {
        return None;
    }
    // "Passengers (thousands)": the scale of a table.
    if line.word_before(at) == "(" && line.word(at + words) == ")" {
        return None;
    }
    let ends_in_of = line.word(at + words - 1) == "of";
    let mut end = at + words;
    let of = if ends_in_of { end } else { end + 1 };
    let mut unit = UnitKind::Count;
    if ends_in_of || line.word(end) == "of" {
        if let Some((rule, length)) = line.rules.units().named(|ahead| line.text.word(of, ahead, line.end))
            && line.word(of).len() > 2
        {
            unit = unit::kind(rule);
            end = of + length;
        } else if ends_in_of {
            end -= 1;
        }
    } else if matches!(line.word(end), "more" | "were" | "are" | "have") {
        unit = UnitKind::Count;
    }
    // "scores more": the second word is not part of the amount.
    if words == 2 && matches!(line.word(end - 1), "more" | "were" | "are" | "have") {
        end -= 1;
    }
    Some((end, interval, unit))
}

fn numeral_ends_before(line: Line<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        before >= line.start && numeral::is_number_word(line, before) && line.word(before) != "a"
    })
}

/// The multiple at a place: where it ends, the factor, and whether it compares or counts occasions. `multiplies` says
/// whether the sentence has "times" or "fold", since numbers are not worth reading for them elsewhere.
pub(crate) fn multiple(
    line: Line<'_>,
    at: usize,
    multiplies: impl FnOnce() -> bool,
) -> Option<(usize, Number, UnitKind)> {
    if let Some((words, number)) = numeral::multiple(line, at) {
        return adverb(line, at, at + words).then_some((at + words, number, UnitKind::Ratio));
    }
    if !multiplies() {
        return None;
    }
    let read =
        numeral::read(line, at, false).filter(|read| matches!(read.form, Form::Digits | Form::Words))?;
    let end = read.tokens.end;
    // "10-fold", "ten fold", "5x".
    if line.joining_hyphen(end) && line.word(end + 1) == "fold" {
        return Some((end + 2, read.number, UnitKind::Ratio));
    }
    if line.word(end) == "times" && compares(line, end + 1) {
        return Some((end + 1, read.number, UnitKind::Ratio));
    }
    None
}

/// Whether what follows "three times" compares two amounts.
fn compares(line: Line<'_>, at: usize) -> bool {
    matches!(
        line.word(at),
        "as" | "more"
            | "higher"
            | "larger"
            | "bigger"
            | "greater"
            | "faster"
            | "longer"
            | "worse"
            | "the"
            | "its"
            | "their"
            | "his"
            | "her"
            | "that"
            | "what"
            | "less"
            | "fewer"
            | "stronger"
            | "likelier"
            | "hotter"
            | "over"
            | "current"
            | "this"
            | "those"
            | "average"
            | "earnings"
    )
}

/// Whether "double", "twice" or "doubled" is a factor here, and not a kind of room or a phrase.
fn adverb(line: Line<'_>, at: usize, end: usize) -> bool {
    let word = line.word(at);
    // "twice as many" compares; "scored twice" counts how often.
    if matches!(word, "twice" | "thrice") {
        return compares(line, end);
    }
    let adjective = matches!(word, "double" | "triple" | "treble" | "quadruple" | "doubles");
    if !adjective {
        return true;
    }
    let after = line.word(end);
    let before = line.word_before(at);
    let object = compares(line, end)
        || matches!(
            after,
            "a" | "an" | "in" | "to" | "from" | "by" | "since" | "within" | "and" | "every" | "our" | "your"
        );
    let verb = matches!(
        before,
        "to" | "will"
            | "would"
            | "could"
            | "may"
            | "might"
            | "should"
            | "must"
            | "can"
            | "than"
            | "nearly"
            | "almost"
            | "about"
            | "roughly"
            | "around"
            | "just"
            | "over"
            | "at"
    );
    let ends = line.token(end).is_none_or(|token| token.kind == TokenKind::Mark);
    object || verb && (ends || line.is(end, TokenKind::Word)) || word == "doubles" && ends
}
