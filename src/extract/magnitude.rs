//! Magnitudes: "5 million", "40bn", "25 lakh crore", and the "m" that is metres.
//!
//! A number that has been read → the number times its magnitude words. It cannot fail.
//!
//! Not here: magnitudes of number words within a number ("two million three hundred"), which `cardinal` reads.

use super::line::{Line, is_dash, is_plural};
use super::numeral::{Numeral, plain};
use super::sentence::TokenKind;
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;

/// "4 thousand 3 hundred and 21": a smaller number that goes on with one that has a magnitude.
pub(super) fn smaller_rest(line: Line<'_>, read: &mut Numeral) {
    let Some(scale) = read.magnitude else { return };
    let mut at = read.tokens.end;
    let joined = line.word(at) == "and" && scale <= 2;
    if joined {
        at += 1;
    }
    let Some(digits) = line.token(at).filter(|t| t.kind == TokenKind::Number && !t.glued) else { return };
    let Some(rest) = plain(&digits.lower) else { return };
    let (power, end) = match line.phrase(Vocabulary::Magnitudes, at + 1) {
        Some((words, means)) if !means.ends_with("short") => {
            (means.parse::<i8>().unwrap_or(0), at + 1 + words)
        }
        _ => (0, at + 1),
    };
    let Some(rest) = rest.scaled(power) else { return };
    let limit = Number::ONE.scaled(scale).unwrap_or(Number::ONE);
    if rest.exponent() < 0 || rest.is_zero() || rest >= limit || (power == 0 && !joined) {
        return;
    }
    if let Some(sum) = read.number.checked_add(rest) {
        read.number = sum.trimmed();
        read.tokens.end = end;
        read.magnitude = Some(power);
        if power > 0 {
            smaller_rest(line, read);
        }
    }
}

/// Multiplies by the magnitude words that follow: "5 million", "40bn", "2.6-million", "25 lakh crore".
pub(super) fn magnitudes(line: Line<'_>, read: &mut Numeral, money: bool) {
    loop {
        let at = read.tokens.end;
        let word_at = if line.joining_hyphen(at) { at + 1 } else { at };
        let Some((words, means)) = line.phrase(Vocabulary::Magnitudes, word_at) else { return };
        let (power, short) = match means.strip_suffix(" short") {
            Some(power) => (power, true),
            None => (means, false),
        };
        let Ok(power) = power.parse::<i8>() else { return };
        if short && !short_counts(line, read, word_at, money) {
            return;
        }
        let plural = line.word(word_at).ends_with('s') && word_at != at;
        if plural || (power == 2 && read.magnitude.is_some()) {
            return;
        }
        let Some(number) = read.number.scaled(power) else { return };
        read.number = number;
        read.tokens.end = word_at + words;
        read.magnitude = Some(read.magnitude.unwrap_or(0) + power);
        if short {
            return;
        }
    }
}

/// Whether a letter behind digits is a magnitude: "k" and "b" glued to them, "m" where it is not metres, any beside a
/// currency.
fn short_counts(line: Line<'_>, read: &Numeral, at: usize, money: bool) -> bool {
    let glued = line.glued(at) && at == read.tokens.end;
    // "1.5m-high", "10m²": what goes on without a space is no magnitude.
    let letter = line.word(at);
    if money {
        return glued || (letter.len() == 1 && line.token(at).is_some_and(|t| !t.capital));
    }
    if !glued
        || matches!(line.word(at + 1), "²" | "³")
        || line.is(at + 1, TokenKind::Number) && line.glued(at + 1)
    {
        return false;
    }
    match letter {
        "k" | "b" | "mil" => true,
        "m" => !means_metres(line, read, at),
        _ => false,
    }
}

/// Whether the "m" at a place means metres: words of height, depth or falling beside it, or a hyphen.
fn means_metres(line: Line<'_>, read: &Numeral, at: usize) -> bool {
    let cues = line.lexicon(Vocabulary::UnitCues);
    let next = line.word(at + 1);
    if is_dash(next) && line.glued(at + 1) {
        return line.means(Vocabulary::UnitCues, at + 2) == Some("metre-after");
    }
    if cues.word(next) == Some("metre-after") {
        return true;
    }
    // "60m (200ft)": what stands in brackets is the same length.
    if next == "("
        && line.is(at + 2, TokenKind::Number)
        && line
            .rules
            .units()
            .named(|ahead| line.text.word(at + 3, ahead, line.end))
            .is_some_and(|(unit, _)| unit.family == "length")
    {
        return true;
    }
    let before = (read.tokens.start.saturating_sub(4).max(line.start)..read.tokens.start)
        .any(|i| line.means(Vocabulary::UnitCues, i) == Some("metre-before"));
    let plural_follows = (at + 1..at + 4).take_while(|i| line.is(*i, TokenKind::Word)).any(|i| {
        is_plural(line.word(i)) || line.rules.units().named(|a| line.text.word(i, a, line.end)).is_some()
    });
    if plural_follows {
        return false;
    }
    if is_athletics(line, read) {
        return true;
    }
    // A second noun in the singular ("an 80m ledge") is measured and not counted.
    let singular_cue =
        line.means(Vocabulary::UnitCues, at + 2) == Some("metre-after") && line.is(at + 1, TokenKind::Word);
    before || singular_cue
}

/// The distances, in metres, that races are run and swum over.
const RACES: &[i64] = &[50, 60, 80, 100, 110, 200, 300, 400, 500, 600, 800, 1000, 1500, 3000, 5000, 10_000];

/// Whether a number is a mark or a distance of athletics: "7.02m" in a sentence that names a jump or a throw, "the 100m"
/// behind an article or a possessive.
fn is_athletics(line: Line<'_>, read: &Numeral) -> bool {
    let cues = line.lexicon(Vocabulary::UnitCues);
    let printed = line.word(read.tokens.start);
    let exact = printed.split_once('.').is_some_and(|(whole, part)| whole.len() <= 2 && part.len() == 2);
    if exact
        && (line.start..line.end)
            .any(|at| line.phrase(Vocabulary::UnitCues, at).is_some_and(|(_, means)| means == "metre-mark"))
    {
        return true;
    }
    let raced = RACES.iter().any(|distance| read.number == Number::whole(*distance));
    let before = line.word_before(read.tokens.start);
    raced
        && (matches!(before, "the" | "'s" | "s" | "mens" | "womens" | "indoor")
            || cues.word(before) == Some("metre-mark"))
}
