//! Ordinals that count: "a third death", "her 12th title".
//!
//! A place in a sentence → where the ordinal ends and its number, or `None` where it only ranks ("the third man"). It
//! cannot fail.
//!
//! Not here: fractions ("a third of the deaths"), which `numeral` reads.

use super::line::Line;
use super::sentence::TokenKind;
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;
use std::ops::Range;

/// The ordinal at a place, where an article or a possessive stands before it and a noun that it counts follows, with at
/// most one word between ("a third confirmed case").
pub(super) fn rank(line: Line<'_>, at: usize) -> Option<(Range<usize>, Number)> {
    let determined = matches!(
        line.word_before(at),
        "a" | "an"
            | "the"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "'s"
            | "this"
            | "another"
            | "career"
    );
    if !determined {
        return None;
    }
    let (end, number) = ordinal(line, at)?;
    let counted = |at: usize| line.means(Vocabulary::Ranked, at) == Some("counted");
    let between =
        line.is(end, TokenKind::Word) && !matches!(line.word(end), "of" | "in" | "and" | "to" | "for");
    (number > Number::ONE && (counted(end) || between && counted(end + 1))).then_some((at..end, number))
}

/// "third", "12th", "101st".
fn ordinal(line: Line<'_>, at: usize) -> Option<(usize, Number)> {
    if line.is(at, TokenKind::Number) {
        let suffixed = line.glued(at + 1) && matches!(line.word(at + 1), "st" | "nd" | "rd" | "th");
        let number = line.word(at).replace(',', "").parse::<i64>().ok()?;
        return suffixed.then(|| (at + 2, Number::whole(number)));
    }
    let number = line.means(Vocabulary::Ranked, at)?.parse::<i64>().ok()?;
    Some((at + 1, Number::whole(number)))
}
