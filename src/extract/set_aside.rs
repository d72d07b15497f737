//! Numbers that are no figures: names, ids, telephone numbers, clock times, sections, set phrases.
//!
//! A place where a number begins → the tokens to pass over and the [`Reason`], or `None` where it may be a figure. It
//! cannot fail.
//!
//! Not here: numbers in words that name time (`period`), and page furniture (`document`).

use super::Reason;
use super::function_word::is_determiner;
use super::implied::parent;
use super::line::{Line, is_dash, is_plural};
use super::marks;
use super::numeral;
use super::sentence::TokenKind;
use crate::document::BlockKind;
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;
use harper_brill::UPOS;
use std::ops::Range;

/// Why the number that begins at a place is no figure, and the tokens that belong to it.
pub(crate) fn check(line: Line<'_>, at: usize, block: &BlockKind) -> Option<(Range<usize>, Reason)> {
    // "Dad-of-two": part of a word.
    if parent(line, at).is_some() {
        return Some((at..at + 1, Reason::NotANumber));
    }
    if let Some((words, "idiom")) = line.phrase(Vocabulary::Names, at) {
        return Some((at..at + words, Reason::NotANumber));
    }
    if !line.is(at, TokenKind::Number) {
        if let Some(end) = spelled_hour(line, at) {
            return Some((at..end, Reason::ClockTime));
        }
        if matches!(block, BlockKind::Paragraph | BlockKind::ListItem) && begins_name(line, at) {
            return Some((at..at + 1, Reason::Name));
        }
        return if line.word(at) == "one" && !one_counts(line, at) {
            Some((at..at + 1, Reason::NotANumber))
        } else if line.word(at) == "zero"
            && matches!(line.word_before(before_hyphen(line, at)), "net" | "ground")
        {
            Some((at..at + 1, Reason::Name))
        } else {
            None
        };
    }
    telephone(line, at)
        .or_else(|| clock(line, at))
        .or_else(|| code(line, at))
        .or_else(|| list_number(line, at, block))
        .or_else(|| named(line, at))
        .or_else(|| year(line, at))
}

/// "at six", where something opens, meets or ends then; not "the toll stood at six".
fn spelled_hour(line: Line<'_>, at: usize) -> Option<usize> {
    let hour = numeral::read(line, at, false).filter(|read| read.tokens.len() == 1)?.number;
    let ends = line.token(at + 1).is_none_or(|next| next.kind == TokenKind::Mark && next.lower != "-")
        || matches!(line.word(at + 1), "and" | "on" | "every" | "sharp");
    if line.word_before(at) != "at" || !ends || hour > Number::whole(12) || hour < Number::ONE {
        return None;
    }
    let near = at.saturating_sub(6).max(line.start)..at;
    near.into_iter().any(|i| line.means(Vocabulary::UnitCues, i) == Some("clock")).then_some(at + 1)
}

/// "the Six Nations", "the film “Seven Seas”": a number word with a capital amid a sentence, with another behind it.
fn begins_name(line: Line<'_>, at: usize) -> bool {
    let capital =
        |at: usize| line.token(at).is_some_and(|token| token.capital && token.kind == TokenKind::Word);
    if at == line.start || !capital(at) || !capital(at + 1) {
        return false;
    }
    // A line whose words all have capitals is a headline.
    let small = (line.start..line.end).filter(|at| line.is(*at, TokenKind::Word) && !capital(*at)).count();
    if small * 2 < (line.start..line.end).filter(|at| line.is(*at, TokenKind::Word)).count() {
        return false;
    }
    if line.is(at - 1, TokenKind::Word) {
        return true;
    }
    // Behind an opening mark a capital may only begin a sentence: a title closes behind its capitals.
    let end = (at + 1..line.end).find(|at| !capital(*at)).unwrap_or(line.end);
    let mark = |word: &str| !word.is_empty() && word.chars().all(marks::is_mark);
    mark(line.word_before(at)) && mark(line.word(end))
}

fn before_hyphen(line: Line<'_>, at: usize) -> usize {
    if is_dash(line.word_before(at)) { at - 1 } else { at }
}

/// Groups of digits that make a telephone number: a leading 0 or +, nine digits or more in all, in two groups or more.
fn telephone(line: Line<'_>, at: usize) -> Option<(Range<usize>, Reason)> {
    let plus = line.word_before(at) == "+" && line.glued(at);
    let word = line.word(at);
    if let Some(end) = hyphened_telephone(line, at) {
        return Some((at..end, Reason::Telephone));
    }
    let leading_zero = word.starts_with('0') && word.len() > 2 && !word.contains('.');
    if !plus && !leading_zero {
        return None;
    }
    let mut digits = word.len();
    let mut end = at + 1;
    loop {
        let mut next = end;
        while matches!(line.word(next), "-" | "(" | ")" | "/" | "." | "–") {
            next += 1;
        }
        if next > end + 2 || !line.is(next, TokenKind::Number) || line.word(next).contains(',') {
            break;
        }
        digits += line.word(next).len();
        end = next + 1;
    }
    if digits >= 9 {
        return Some((at..end, Reason::Telephone));
    }
    // "007", "0800": no count is written with a leading zero.
    (word.starts_with('0') && word.len() > 2 && word.bytes().all(|b| b.is_ascii_digit()))
        .then_some((at..at + 1, Reason::Identifier))
}

/// "1-800-621-3362", "555-0199", "(808) 566-4300": groups of three and a last one of four digits.
fn hyphened_telephone(line: Line<'_>, at: usize) -> Option<usize> {
    let plain = |at: usize, len: usize| {
        let word = line.word(at);
        line.is(at, TokenKind::Number) && word.len() == len && word.bytes().all(|b| b.is_ascii_digit())
    };
    let mut next = at;
    if line.word(at) == "1" && line.joining_hyphen(at + 1) {
        next = at + 2;
    }
    let mut groups = 0;
    while plain(next, 3) {
        groups += 1;
        let closed = line.word(next + 1) == ")" && line.word_before(next) == "(";
        if !closed && !line.joining_hyphen(next + 1) {
            return None;
        }
        next += 2;
    }
    (groups > 0 && plain(next, 4)).then_some(next + 1)
}

/// "12:04", "9.30am", "5 p.m."
fn clock(line: Line<'_>, at: usize) -> Option<(Range<usize>, Reason)> {
    let minutes = line.word(at + 1) == ":"
        && line.glued(at + 1)
        && line.is(at + 2, TokenKind::Number)
        && line.glued(at + 2)
        && line.word(at + 2).len() == 2
        && line.word(at).len() <= 2;
    if minutes {
        return Some((at..at + 3, Reason::ClockTime));
    }
    let half_day = match line.word(at + 1) {
        "am" | "pm" => 1,
        "a" | "p" if line.word(at + 2) == "." && line.word(at + 3) == "m" => 3,
        "o'clock" => 1,
        _ => return None,
    };
    let hour = line.word(at).split('.').next().and_then(|h| h.parse::<u8>().ok()).is_some_and(|h| h <= 24);
    hour.then_some((at..at + 1 + half_day, Reason::ClockTime))
}

/// Digits that are one word with letters or marks: "A320", "F-16", "Covid-19", "3D", "users/1234", "1st".
fn code(line: Line<'_>, at: usize) -> Option<(Range<usize>, Reason)> {
    let word = line.word(at);
    // Addresses and versions: "192.168.1.2".
    if word.parse::<crate::number::Number>().is_err() {
        return Some((at..at + 1, Reason::Identifier));
    }
    let money =
        || line.rules.units().sign_before(&line.prose[..line.text.tokens[at].span.start as usize]).is_some();
    if line.glued(at)
        && let Some(before) = line.before(at)
    {
        match before.kind {
            TokenKind::Word if before.lower != "'s" && !money() => {
                return Some((at..name_end(line, at + 1), Reason::Name));
            }
            TokenKind::Mark => {
                if matches!(before.lower.as_str(), "_" | "#" | "@" | "=" | "&")
                    || (before.lower == "/" && line.glued(at - 1) && !money())
                {
                    return Some((at..at + 1, Reason::Identifier));
                }
                if is_dash(&before.lower) && line.glued(at - 1) && hyphened_name(line, at) {
                    return Some((at..name_end(line, at + 1), Reason::Name));
                }
            }
            _ => {}
        }
    }
    // "1.1^23": a power.
    if line.word(at + 1) == "^" && line.glued(at + 1) {
        let sign = usize::from(matches!(line.word(at + 2), "-" | "+" | "−"));
        let end = at + 2 + sign + usize::from(line.is(at + 2 + sign, TokenKind::Number));
        return Some((at..end, Reason::Identifier));
    }
    // "8/30", "5/17/2018": a date in figures that no period has taken.
    let slash = |at: usize| {
        line.word(at) == "/" && line.glued(at) && line.glued(at + 1) && line.is(at + 1, TokenKind::Number)
    };
    if slash(at + 1) && numeral::read(line, at, false).is_some_and(|read| read.tokens.len() == 1) {
        let end = if slash(at + 3) { at + 5 } else { at + 3 };
        return Some((at..end, Reason::Period));
    }
    if line.glued(at + 1)
        && line.word(at + 1) == "x"
        && line.glued(at + 2)
        && line.is(at + 2, TokenKind::Number)
    {
        return Some((at..at + 3, Reason::Name));
    }
    if let Some(end) = house(line, at) {
        return Some((at..end, Reason::Identifier));
    }
    if line.glued(at + 1) && matches!(line.word(at + 1), "@" | "_") {
        return Some((at..at + 1, Reason::Identifier));
    }
    if let Some(after) = line.token(at + 1).filter(|token| token.glued && token.kind == TokenKind::Word) {
        let reason = match after.lower.as_str() {
            "st" | "nd" | "rd" | "th" => Some(Reason::NotANumber),
            "s" => Some(if word.ends_with('0') { Reason::Period } else { Reason::Name }),
            "d" | "g" | "k" | "x" if after.capital && !money() && word.len() == 1 => Some(Reason::Name),
            _ => None,
        };
        if let Some(reason) = reason {
            return Some((at..at + 2, reason));
        }
    }
    // Long runs of digits without separators are ids, unless a currency or unit stands beside them.
    let bare = word.len() >= 9 && word.bytes().all(|b| b.is_ascii_digit());
    let measured =
        || money() || line.rules.units().named(|ahead| line.text.word(at + 1, ahead, line.end)).is_some();
    (bare && !measured()).then_some((at..at + 1, Reason::Identifier))
}

/// A house number with its street: "12 Elm Road", "310 W. Kaahumanu Ave".
fn house(line: Line<'_>, at: usize) -> Option<usize> {
    /// The most tokens that the name of a street has.
    const NAME: usize = 5;
    let mut next = at + 1;
    while next <= at + NAME
        && line.token(next).is_some_and(|token| token.capital && !token.glued || token.lower == ".")
    {
        if next > at + 1 && line.means(Vocabulary::Names, next) == Some("street") {
            return Some(next + 1);
        }
        next += 1;
    }
    None
}

/// Whether the word before the hyphen at `at - 1` makes a name of the number: "F-16", "Luna-25", "CH-47", but not
/// "Magnitude-6.4" or "Sub-10".
fn hyphened_name(line: Line<'_>, at: usize) -> bool {
    let Some(word) = line.before(at - 1).filter(|token| token.kind == TokenKind::Word) else { return false };
    let lexical = word.means(line.lexicon(Vocabulary::UnitCues)).is_some()
        || word.means(line.lexicon(Vocabulary::Hedges)).is_some()
        || word.means(line.lexicon(Vocabulary::Numerals)).is_some()
        || word.span.len() > 1
            && line.rules.units().named(|ahead| (ahead == 0).then_some(word.lower.as_str())).is_some();
    let plain = !line.word(at).contains(['.', ',']);
    let named = word.means(line.lexicon(Vocabulary::Names)).is_some();
    plain && !lexical && (word.capital || named)
}

/// Where a name that goes on with digits and letters without a space ends: "A320-200", "CH-47D".
fn name_end(line: Line<'_>, mut at: usize) -> usize {
    while line.glued(at)
        && (line.is(at, TokenKind::Word) && line.word(at) != "'s"
            || line.is(at, TokenKind::Number)
            || is_dash(line.word(at)) && line.glued(at + 1) && line.is(at + 1, TokenKind::Number))
    {
        at += 1;
    }
    at
}

/// The number of an item or paragraph at its beginning: "1. The", "2) A".
fn list_number(line: Line<'_>, at: usize, block: &BlockKind) -> Option<(Range<usize>, Reason)> {
    let first =
        at == line.start || at == line.start + 1 && matches!(line.word(line.start), "(" | "•" | "-" | "*");
    let small = line.word(at).len() <= 2;
    if !first || !small || matches!(block, BlockKind::Cell(_)) {
        return None;
    }
    let closes = matches!(line.word(at + 1), "." | ")") && line.glued(at + 1);
    let alone = line.end == at + 2 || line.token(at + 2).is_some_and(|token| token.capital);
    (closes && alone).then_some((at..at + 1, Reason::Section))
}

/// Numbers that the word before them makes a name, the number of a section, or an id.
fn named(line: Line<'_>, at: usize) -> Option<(Range<usize>, Reason)> {
    let (start, means) = line.phrase_ending(Vocabulary::Names, at, line.start)?;
    let capital = line.token(start).is_some_and(|token| token.capital);
    let plain = !line.word(at).contains(['.', ',']);
    let reason = match means {
        "name" => Reason::Name,
        "capital-name" if capital => Reason::Name,
        "section" => Reason::Section,
        "identifier" => Reason::Identifier,
        _ => return None,
    };
    // "issue 500 visas", "No 10 people": what follows is counted.
    let next = at + 1;
    let counted = line.is(next, TokenKind::Word)
        && !line.glued(next)
        && (is_plural(line.word(next))
            || is_plural(line.word(next + 1)) && line.is(next + 1, TokenKind::Word));
    let measured = line.rules.units().named(|ahead| line.text.word(next, ahead, line.end)).is_some()
        || line.phrase(Vocabulary::Magnitudes, next).is_some();
    let sure = means == "name" || capital && start > line.start;
    if !plain || measured || (counted && !sure) {
        return None;
    }
    // "junctions 10 and 11", "pages 4-6": the plural names both.
    let joined = matches!(line.word(next), "and" | "to" | "or" | "&") || is_dash(line.word(next));
    let both = joined && line.word_before(at).ends_with('s') && line.is(next + 1, TokenKind::Number);
    let end = if both { next + 2 } else { next };
    Some((at..name_end(line, end), reason))
}

/// A year that no period has taken.
fn year(line: Line<'_>, at: usize) -> Option<(Range<usize>, Reason)> {
    let word = line.word(at);
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let year = word.parse::<u16>().ok().filter(|y| digits && (1000..2100).contains(y))?;
    let next = at + 1;
    let followed = line.is(next, TokenKind::Word) && is_plural(line.word(next))
        || line.rules.units().named(|ahead| line.text.word(next, ahead, line.end)).is_some()
        || line.phrase(Vocabulary::Magnitudes, next).is_some();
    let before = line.word_before(at);
    let money =
        line.rules.units().sign_before(&line.prose[..line.text.tokens[at].span.start as usize]).is_some();
    let dated = matches!(
        before,
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "during"
            | "early"
            | "late"
            | "mid"
            | "before"
            | "after"
            | "of"
            | "spring"
            | "summer"
            | "autumn"
            | "winter"
            | "("
            | "year"
            | "circa"
    );
    let hedged = line.phrase_ending(Vocabulary::Hedges, at, line.start).is_some();
    (!followed && !money && !hedged && (year >= 1900 || dated)).then_some((at..next, Reason::Period))
}

/// "Two counts of burglary and one of arson": "one" behind "and" repeats the noun that a number before it counts, where
/// both go on with "of".
fn repeats_count(line: Line<'_>, at: usize) -> bool {
    /// The words that the first of the two has between its number and "and".
    const REACH: usize = 8;
    let lead = if matches!(line.word_before(at), "and" | "or" | ",") { at - 1 } else { return false };
    let after = line.word(at + 2);
    let plain = !is_determiner(after) && !matches!(after, "us" | "you" | "many" | "several");
    let from = lead.saturating_sub(REACH).max(line.start);
    plain
        && (from..lead).any(|of| {
            line.word(of) == "of"
                && of >= from + 2
                && is_plural(line.word(of - 1))
                && (line.is(of - 2, TokenKind::Number) || numeral::is_number_word(line, of - 2))
        })
}

/// Whether "one" at a place counts: before a noun, "one of the nine", "one was killed", "killing one".
fn one_counts(line: Line<'_>, at: usize) -> bool {
    let before = line.word_before(at);
    if numeral::read(line, at, false).is_some_and(|read| read.tokens.len() > 1) {
        return true;
    }
    // "that one mile": a unit that measures no time is counted behind any word.
    let measured = line.rules.units().named(|ahead| line.text.word(at + 1, ahead, line.end));
    if before == "that" && measured.is_some_and(|(unit, _)| unit.family != "time") {
        return true;
    }
    if matches!(
        before,
        "no" | "each"
            | "every"
            | "any"
            | "this"
            | "that"
            | "the"
            | "which"
            | "another"
            | "some"
            | "such"
            | "good"
            | "big"
            | "first"
            | "last"
            | "new"
            | "number"
            | "a"
            | "loved"
            | "someone"
            | "right"
            | "wrong"
            | "every-"
            | "only-"
    ) {
        return false;
    }
    if matches!(line.before(at).and_then(|token| token.tag), Some(UPOS::ADJ | UPOS::DET)) {
        return false;
    }
    let hedged = line.phrase_ending(Vocabulary::Hedges, at, line.start).is_some()
        || matches!(
            before,
            "only" | "just" | "killing" | "injuring" | "wounding" | "leaving" | "killed" | "injured"
        );
    let Some(next) = line.token(at + 1) else { return hedged };
    if next.kind == TokenKind::Number {
        return false;
    }
    if line.joining_hyphen(at + 1) {
        // "one-year-old", "one-mile": a unit; "one-sided": none.
        return line.rules.units().named(|ahead| line.text.word(at + 2, ahead, line.end)).is_some();
    }
    match next.lower.as_str() {
        "of" => {
            let after = line.word(at + 2);
            matches!(after, "them" | "whom" | "which")
                || repeats_count(line, at)
                || matches!(after, "the" | "its" | "his" | "her" | "their" | "these" | "those" | "our")
                    && (line.is(at + 3, TokenKind::Number)
                        || numeral::is_number_word(line, at + 3)
                        || line.phrase(Vocabulary::States, at + 3).is_some()
                        || matches!(line.word(at + 3), "fatalities" | "victims" | "casualties" | "hostages"))
        }
        "dead" | "died" | "killed" | "injured" | "missing" | "wounded" | "hurt" | "was" | "critically"
        | "seriously" | "remained" | "survived" => true,
        _ if next.kind == TokenKind::Mark => hedged,
        word => {
            if line.rules.units().named(|ahead| line.text.word(at + 1, ahead, line.end)).is_some() {
                return hedged || !matches!(word, "day" | "time" | "second" | "minute" | "week");
            }
            let tag = |at: usize| line.token(at).and_then(|token| token.tag);
            let noun = |at: usize| matches!(tag(at), Some(UPOS::NOUN)) && !is_plural(line.word(at));
            // "one Australian and": a people's name counts as its person.
            let people = ["an", "ish", "ese"].iter().any(|ending| word.ends_with(ending)) && next.capital;
            let content =
                matches!(tag(at + 1), Some(UPOS::ADJ | UPOS::VERB | UPOS::PROPN) | None) && !is_plural(word);
            noun(at + 1)
                || people
                || matches!(tag(at + 1), Some(UPOS::ADJ)) && noun(at + 2)
                || hedged && content
        }
    }
}
