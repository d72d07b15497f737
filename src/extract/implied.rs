//! Units that are not printed: the age of a person, the strength of an earthquake.
//!
//! A figure without a unit → whether its neighbours say what it is measured in. It cannot fail.
//!
//! Not here: units of table headers (`table`).

use super::function_word::is_determiner;
use super::line::{Line, is_plural};
use super::numeral::Form;
use super::sentence::TokenKind;
use super::unit::Figure;
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;

/// "her brother, 51,", "aged 12", "Ana Ruiz (34)": the age of a person.
pub(super) fn is_age(line: Line<'_>, figure: &Figure) -> bool {
    let number = figure.number;
    if number.exponent() < 0 || number > Number::whole(115) || number < Number::ONE || figure.signed {
        return false;
    }
    let start = figure.tokens.start;
    let before = line.word_before(start);
    let of_age = |at: usize| matches!(line.word_before(at), "aged" | "age" | "ages");
    if of_age(start) || before == "of" && of_age(start - 1) || before == "between" && of_age(start - 1) {
        return true;
    }
    // "a man of 61 has died": a person of so many, and no count of anything behind.
    let person_of = before == "of"
        && start.checked_sub(2).is_some_and(|noun| is_person(line, noun) && has_determiner(line, noun));
    // "a man of 30 patents" has so many of something.
    let next = line.word(figure.tokens.end);
    let counts = is_plural(next) && !matches!(next, "has" | "was" | "is" | "does");
    if person_of
        && !counts
        && line.rules.units().named(|ahead| line.text.word(figure.tokens.end, ahead, line.end)).is_none()
    {
        return true;
    }
    // "aged 24, 31 and 70": a list of ages.
    let mut first = start;
    while matches!(line.word_before(first), "," | "and")
        && first.checked_sub(2).is_some_and(|before| line.is(before, TokenKind::Number))
    {
        first -= 2;
    }
    if first < start && of_age(first) {
        return true;
    }
    let Some(name) = start.checked_sub(2).and_then(|i| line.token(i)) else { return false };
    let person = name.kind == TokenKind::Word && name.capital;
    let after = line.word(figure.tokens.end);
    // "The winger, 22, joins", "her brother, 51, and", "reached a pensioner, 71.": who someone is stands before the comma.
    let described =
        is_person(line, start - 2) && before == "," && (after == "," || has_determiner(line, start - 2));
    let closes = match before {
        "," => matches!(
            after,
            "," | "." | ";" | "who" | "and" | "—" | "–" | "of" | "from" | "was" | "has" | "had"
        ),
        "(" => after == ")",
        _ => false,
    };
    // A country before a count in a list is a capital too; a person's age has a name of two words or a comma behind.
    let full_name = start.checked_sub(3).and_then(|i| line.token(i)).is_some_and(|t| t.capital);
    figure.form == Form::Digits
        && closes
        && (described || person && (full_name && number > Number::whole(4) || after == ","))
}

/// Whether a noun is a person by kin, trade, office or what is told of them: "brother", "winger", "conman".
fn is_person(line: Line<'_>, noun: usize) -> bool {
    let noun = parent(line, noun).unwrap_or(noun);
    let word = line.word(noun);
    matches!(line.lexicon(Vocabulary::Roles).word(word), Some("role" | "person"))
        || line.lexicon(Vocabulary::Epithets).word(word).is_some()
        || matches!(
            word,
            "brother" | "sister" | "father" | "master" | "suspect" | "accused" | "groom" | "bride"
        )
        || ["man", "woman", "ist", "ian", "eer", "maker", "keeper"]
            .iter()
            .any(|ending| word.len() > 5 && word.ends_with(ending))
}

/// The noun of "dad-of-two", whose number stands at a place.
pub(super) fn parent(line: Line<'_>, number: usize) -> Option<usize> {
    let noun = number.checked_sub(4).filter(|noun| *noun >= line.start)?;
    let of = line.joining_hyphen(noun + 1) && line.word(noun + 2) == "of" && line.joining_hyphen(noun + 3);
    of.then_some(noun)
}

/// Whether an article, a possessive or a number word stands before a noun, with at most three words between.
fn has_determiner(line: Line<'_>, noun: usize) -> bool {
    let noun = parent(line, noun).unwrap_or(noun);
    (1..=4)
        .map(|back| noun.checked_sub(back).map_or("", |at| line.word(at)))
        .any(|word| word == "'s" || is_determiner(word))
}

/// A strength of an earthquake: "magnitude 6", "a magnitude of 5.9", and a figure with one decimal beside a quake.
pub(super) fn is_quake_magnitude(line: Line<'_>, figure: &Figure) -> bool {
    let number = figure.number;
    if number.is_negative() || number > Number::whole(10) || figure.form != Form::Digits {
        return false;
    }
    let mut at = figure.tokens.start;
    if let Some((start, _)) = line.phrase_ending(Vocabulary::Hedges, at, line.start) {
        at = start;
    }
    while matches!(line.word_before(at), "of" | "-" | "a" | "at" | "–") {
        at -= 1;
    }
    if matches!(line.word_before(at), "magnitude" | "magnitudes") {
        return true;
    }
    number.exponent() == -1
        && (line.start..line.end).any(|i| line.means(Vocabulary::UnitCues, i) == Some("magnitude"))
}
