//! Numbers as they are written: digits, words, fractions, shares.
//!
//! A place in a sentence → `Numeral`, or `None` where no number begins. It cannot fail: digits that are no decimal
//! number (addresses, versions) are no numeral.
//!
//! Not here: units and currencies (`unit`), ranges (`range`), which numbers count (`set_aside`).

use super::cardinal::{cardinal, point};
use super::line::Line;
use super::magnitude::{magnitudes, smaller_rest};
use super::part::{
    and_a_half, article, bare_part, counted_part, mixed, out_of, part_of_scale, slashed, vulgar,
};
use super::sentence::TokenKind;
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;
use std::ops::Range;

/// A number as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// Its tokens, magnitude words included.
    pub(crate) tokens: Range<usize>,
    /// Its value.
    pub(crate) number: Number,
    /// How it is written.
    pub(crate) form: Form,
    /// Whether it has a magnitude word ("12 million"), so that a number before it in a range may lack one.
    pub(crate) magnitude: Option<i8>,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// "906,000", "1.5m", "40 000".
    Digits,
    /// "forty-six", "a million", "two dozen".
    Words,
    /// "half", "a fifth", "3/4", "two-thirds": a part of something.
    Fraction,
    /// "one in four", "nine out of ten".
    Share,
}

/// What a number word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberWord {
    Cardinal(u32),
    Dozen,
    Part(u32),
    Multiple(Number),
}

/// The number that begins at a place, signs of currencies aside. `money` says that a currency stands before it, so that
/// "m" is a million.
pub(crate) fn read(line: Line<'_>, at: usize, money: bool) -> Option<Numeral> {
    let token = line.token(at)?;
    match token.kind {
        TokenKind::Number => digits(line, at, money),
        TokenKind::Mark if vulgar(&token.lower).is_some() => {
            let (n, d) = vulgar(&token.lower)?;
            let number = Number::whole(n).checked_div(Number::whole(d))?;
            Some(part_of_scale(line, numeral(at..at + 1, number, Form::Fraction)))
        }
        TokenKind::Mark if token.lower == "." && line.is(at + 1, TokenKind::Number) && line.glued(at + 1) => {
            let number = format!("0.{}", line.word(at + 1)).parse().ok()?;
            Some(numeral(at..at + 2, number, Form::Digits))
        }
        TokenKind::Mark => None,
        TokenKind::Word => words(line, at),
    }
}

/// The multiple that a word or phrase at a place carries ("doubled", "threefold"), and its length in tokens.
pub(crate) fn multiple(line: Line<'_>, at: usize) -> Option<(usize, Number)> {
    let (words, means) = line.phrase(Vocabulary::Numerals, at)?;
    match meaning(means)? {
        NumberWord::Multiple(number) => Some((words, number)),
        _ => None,
    }
}

/// Whether a word is a number word or the first of one, for a quick look.
pub(crate) fn is_number_word(line: Line<'_>, at: usize) -> bool {
    line.is(at, TokenKind::Word) && number_word(line, at).is_some()
}

pub(super) fn numeral(tokens: Range<usize>, number: Number, form: Form) -> Numeral {
    Numeral { tokens, number, form, magnitude: None }
}

/// Reads the meaning of an entry of the lexicon of number words.
fn meaning(means: &str) -> Option<NumberWord> {
    if let Some(part) = means.strip_prefix("1/") {
        return part.parse().ok().map(NumberWord::Part);
    }
    if let Some(times) = means.strip_prefix("times ") {
        return times.parse().ok().map(NumberWord::Multiple);
    }
    if means == "x12" {
        return Some(NumberWord::Dozen);
    }
    means.parse().ok().map(NumberWord::Cardinal)
}

pub(super) fn number_word(line: Line<'_>, at: usize) -> Option<NumberWord> {
    meaning(line.means(Vocabulary::Numerals, at)?)
}

pub(super) fn cardinal_at(line: Line<'_>, at: usize) -> Option<u32> {
    match number_word(line, at)? {
        NumberWord::Cardinal(n) => Some(n),
        _ => None,
    }
}

pub(super) fn part_at(line: Line<'_>, at: usize) -> Option<u32> {
    match number_word(line, at)? {
        NumberWord::Part(n) => Some(n),
        _ => None,
    }
}

/// A number in digits with all that may follow: more groups, a fraction, a magnitude.
fn digits(line: Line<'_>, at: usize, money: bool) -> Option<Numeral> {
    let mut end = at + 1;
    let mut printed = String::from(line.word(at));
    // "40 000": groups of exactly three digits, as some outlets write thousands.
    if printed.len() <= 3 && !printed.starts_with('0') && printed.bytes().all(|b| b.is_ascii_digit()) {
        while line.is(end, TokenKind::Number)
            && !line.glued(end)
            && is_group(line.word(end))
            && one_space(line, end)
        {
            printed.push_str(line.word(end));
            end += 1;
        }
    }
    let mut read = numeral(at..end, plain(&printed)?, Form::Digits);
    if end == at + 1 {
        if let Some(fraction) = slashed(line, at) {
            return Some(part_of_scale(line, fraction));
        }
        mixed(line, &mut read);
    }
    and_a_half(line, &mut read);
    magnitudes(line, &mut read, money);
    if read.magnitude.is_some() {
        and_a_half(line, &mut read);
        smaller_rest(line, &mut read);
    }
    // "3 dozen eggs".
    let dozens = if line.joining_hyphen(read.tokens.end) { read.tokens.end + 1 } else { read.tokens.end };
    if number_word(line, dozens) == Some(NumberWord::Dozen)
        && let Some(number) = read.number.checked_mul(Number::whole(12))
    {
        read.number = number;
        read.tokens.end = dozens + 1;
    }
    Some(out_of(line, &read).unwrap_or(read))
}

/// A decimal number whose thousands commas, if it has any, stand where they can.
pub(super) fn plain(printed: &str) -> Option<Number> {
    // "1,234,567", in India "12,34,567"; "5,00" and "22,24" are no English numbers.
    let whole = printed.split('.').next().unwrap_or(printed);
    let mut groups = whole.split(',').skip(1).peekable();
    while let Some(group) = groups.next() {
        let last = groups.peek().is_none();
        if !(group.len() == 3 || (!last && group.len() == 2)) {
            return None;
        }
    }
    printed.parse().ok()
}

fn is_group(word: &str) -> bool {
    let whole = word.split('.').next().unwrap_or(word);
    whole.len() == 3 && whole.bytes().all(|b| b.is_ascii_digit())
}

/// Whether exactly one character, a space, stands before a token.
fn one_space(line: Line<'_>, at: usize) -> bool {
    let Some((before, here)) = line.before(at).zip(line.token(at)) else { return false };
    let gap = &line.prose[before.span.end as usize..here.span.start as usize];
    let mut chars = gap.chars();
    // Any one space will do, since only groups of exactly three digits behind one to three are joined.
    chars.next().is_some_and(char::is_whitespace) && chars.next().is_none()
}

/// A number that begins with a word.
fn words(line: Line<'_>, at: usize) -> Option<Numeral> {
    let article_before = matches!(line.word(at), "a" | "an");
    // Every number in words begins with a word of these lists, an article aside; nearly no word is one.
    let first = line.token(if article_before { at + 1 } else { at })?;
    if ![Vocabulary::Numerals, Vocabulary::Magnitudes].iter().any(|v| first.opens.include(line.lexicon(*v))) {
        return None;
    }
    match line.word(at) {
        _ if article_before => article(line, at),
        _ => {
            if let Some(d) = part_at(line, at) {
                return bare_part(line, at, d);
            }
            let mut read = cardinal(line, at)?;
            if let Some(fraction) = counted_part(line, &read) {
                return Some(part_of_scale(line, fraction));
            }
            if let Some(share) = out_of(line, &read) {
                return Some(share);
            }
            point(line, &mut read);
            and_a_half(line, &mut read);
            if read.magnitude.is_none() {
                magnitudes(line, &mut read, false);
            }
            Some(read)
        }
    }
}
