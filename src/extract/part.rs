//! Fractions and shares: "a fifth", "two-thirds", "half a million", "three and a half", "one in four", ½.
//!
//! A place where a part may begin, or a number that a part may follow → a numeral, or `None` where the words are a rank
//! ("a third man"), a span of time ("the first half") or two numbers. It cannot fail.
//!
//! Not here: units that a part is taken of ("half a mile"), which `unit` reads.

use super::cardinal::cardinal;
use super::line::{Line, is_dash};
use super::magnitude::magnitudes;
use super::numeral::{Form, NumberWord, Numeral, cardinal_at, number_word, numeral, part_at, plain};
use super::sentence::TokenKind;
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;

/// A fraction in one character.
pub(super) fn vulgar(mark: &str) -> Option<(i64, i64)> {
    Some(match mark {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅙" => (1, 6),
        "⅚" => (5, 6),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        _ => return None,
    })
}

/// "3/4": a part of something, unless it is a date or an address.
pub(super) fn slashed(line: Line<'_>, at: usize) -> Option<Numeral> {
    if !matches!(line.word(at + 1), "/" | "⁄")
        || !line.glued(at + 1)
        || !line.glued(at + 2)
        || line.word(at + 3) == "/"
        || line.word_before(at) == "/" && line.glued(at)
    {
        return None;
    }
    let (n, d): (i64, i64) = (line.word(at).parse().ok()?, line.word(at + 2).parse().ok()?);
    if !matches!(d, 2..=6 | 8 | 10 | 16) || n == 0 {
        return None;
    }
    let part = |n: i64| Number::whole(n).checked_div(Number::whole(d));
    if n < d {
        return Some(numeral(at..at + 3, part(n)?, Form::Fraction));
    }
    // "41⁄2" is four and a half whose raised 1 lost its place.
    let (whole, raised) = (n / 10, n % 10);
    if line.word(at + 1) != "⁄" || raised == 0 || raised >= d {
        return None;
    }
    Some(numeral(at..at + 3, Number::whole(whole).checked_add(part(raised)?)?, Form::Digits))
}

/// "10 1/2", "1½": a whole number and a part.
pub(super) fn mixed(line: Line<'_>, read: &mut Numeral) {
    let at = read.tokens.end;
    let part = if let Some((n, d)) = line.token(at).and_then(|t| vulgar(&t.lower)) {
        Number::whole(n).checked_div(Number::whole(d)).map(|number| (number, at + 1))
    } else if line.is(at, TokenKind::Number) {
        slashed(line, at).map(|fraction| (fraction.number, fraction.tokens.end))
    } else {
        None
    };
    if let Some((number, end)) = part
        && read.number.exponent() >= 0
        && let Some(sum) = read.number.checked_add(number)
    {
        read.number = sum;
        read.tokens.end = end;
    }
}

/// "three and a half", "3 million and a quarter", "one and three-quarters".
pub(super) fn and_a_half(line: Line<'_>, read: &mut Numeral) {
    let at = read.tokens.end;
    if line.word(at) != "and" {
        return;
    }
    let (count, part_at_) = match line.word(at + 1) {
        "a" | "an" => (1, at + 2),
        _ => match cardinal_at(line, at + 1) {
            Some(n) if line.joining_hyphen(at + 2) => (n, at + 3),
            Some(n) => (n, at + 2),
            None => return,
        },
    };
    let Some(d) = part_at(line, part_at_).filter(|d| count < *d) else { return };
    // "three and a third man": only a half and quarters go on with a number; a rank begins another thing.
    if d != 2 && d != 4 && !ends_or_measures(line, part_at_ + 1) {
        return;
    }
    let scale = Number::ONE.scaled(read.magnitude.unwrap_or(0)).unwrap_or(Number::ONE);
    let sum = Number::whole(i64::from(count))
        .checked_div(Number::whole(i64::from(d)))
        .and_then(|part| part.checked_mul(scale))
        .and_then(|part| read.number.checked_add(part));
    if let Some(sum) = sum {
        read.number = if read.magnitude.is_some() { sum.trimmed() } else { sum };
        read.tokens.end = part_at_ + 1;
    }
}

fn ends_or_measures(line: Line<'_>, at: usize) -> bool {
    line.token(at).is_none_or(|token| token.kind == TokenKind::Mark)
        || line.rules.units().named(|ahead| line.text.word(at, ahead, line.end)).is_some()
}

/// "one in four", "nine out of ten", "1-in-100": a share, given its first number.
pub(super) fn out_of(line: Line<'_>, first: &Numeral) -> Option<Numeral> {
    if first.magnitude.is_some() || first.number.exponent() < 0 {
        return None;
    }
    let skip_hyphen = |at: usize| if line.joining_hyphen(at) { at + 1 } else { at };
    let at = skip_hyphen(first.tokens.end);
    // "One household in forty": the noun stands between.
    let parted = first.tokens.end == at
        && first.number < Number::whole(10)
        && line.is(at, TokenKind::Word)
        && line.word(at + 1) == "in"
        && !matches!(line.word(at), "out" | "in" | "of" | "or" | "and" | "more" | "dead" | "killed" | "died");
    let (loose, at) = match (line.word(at), line.word(at + 1)) {
        _ if parted => (true, at + 2),
        ("out", "of") => (false, at + 2),
        ("in" | "of", "every") => (false, at + 2),
        ("in", _) => (true, skip_hyphen(at + 1)),
        _ => return None,
    };
    let second = match line.token(at)?.kind {
        TokenKind::Number => {
            let mut second = numeral(at..at + 1, plain(line.word(at))?, Form::Digits);
            magnitudes(line, &mut second, false);
            second
        }
        TokenKind::Word => cardinal(line, at)?,
        TokenKind::Mark => return None,
    };
    if first.number >= second.number || first.number.is_zero() || second.number.exponent() < 0 {
        return None;
    }
    let digits = second.number.trimmed().coefficient();
    let base = second.number.to_string().parse::<i64>().ok()?;
    // "killed two in six attacks" counts; a share is said of a usual base or of one.
    let usual = matches!(base, 3..=5 | 10) || (base > 10 && digits <= 25 && matches!(digits, 1 | 2 | 5 | 25));
    if loose && !usual && first.number != Number::ONE {
        return None;
    }
    // "One man in 20 cities" is one man.
    let ends = line.token(second.tokens.end).is_none_or(|next| {
        next.kind == TokenKind::Mark
            || matches!(next.lower.as_str(), "is" | "was" | "has" | "had" | "will" | "now")
    });
    if parted && !ends {
        return None;
    }
    // "three in five days": what follows is time, not a population.
    let unit = line.rules.units().named(|ahead| line.text.word(second.tokens.end, ahead, line.end));
    if unit.is_some_and(|(unit, _)| unit.family != "money") || (1900..=2100).contains(&base) {
        return None;
    }
    let number = first.number.checked_div(second.number)?;
    Some(numeral(first.tokens.start..second.tokens.end, number, Form::Share))
}

/// "a million", "a dozen", "a hundred and six", "a fifth", "a quarter of a million".
pub(super) fn article(line: Line<'_>, at: usize) -> Option<Numeral> {
    if let Some(d) = part_at(line, at + 1) {
        let number = Number::ONE.checked_div(Number::whole(i64::from(d)))?;
        let read = part_of_scale(line, numeral(at..at + 2, number, Form::Fraction));
        let measured =
            matches!(d, 2 | 4) && ends_or_measures(line, at + 2) && line.is(at + 2, TokenKind::Word);
        return (read.tokens.end > at + 2 || measured || is_a_share(line, at, d)).then_some(read);
    }
    cardinal(line, at)
}

/// Whether "a third" is a share and not a rank or a span of time.
fn is_a_share(line: Line<'_>, at: usize, d: u32) -> bool {
    let after = line.word(at + 2);
    // "a quarter-point cut", "a half-hour delay": a unit goes on.
    if line.joining_hyphen(at + 2) {
        return ends_or_measures(line, at + 3) || matches!(line.word(at + 3), "point" | "points");
    }
    let compares = matches!(
        after,
        "of" | "higher"
            | "lower"
            | "more"
            | "less"
            | "fewer"
            | "bigger"
            | "larger"
            | "smaller"
            | "cheaper"
            | "faster"
            | "slower"
            | "down"
            | "up"
            | "since"
            | "compared"
            | "from"
            | "below"
            | "above"
    );
    let measures = matches!(
        line.word_before(at),
        "by" | "than" | "nearly" | "almost" | "about" | "around" | "over" | "to" | "least"
    );
    let ends = line.token(at + 2).is_none_or(|token| token.kind == TokenKind::Mark);
    let said = matches!(d, 2 | 4)
        && line.word(at + 1) != "fourth"
        && matches!(after, "say" | "said" | "are" | "were" | "have" | "want" | "think");
    compares || said || (measures && (ends || !matches!(after, "" | "time") && is_function_word(after)))
}

fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "to"
            | "for"
            | "by"
            | "as"
            | "and"
            | "or"
            | "but"
            | "was"
            | "were"
            | "is"
            | "are"
            | "has"
            | "have"
            | "had"
            | "said"
            | "over"
            | "after"
            | "between"
            | "during"
            | "while"
            | "when"
            | "this"
            | "last"
            | "next"
            | "compared"
            | "within"
            | "with"
    )
}

/// "half", "quarter of a million", "quarter-point": a part without a count before it.
pub(super) fn bare_part(line: Line<'_>, at: usize, d: u32) -> Option<Numeral> {
    if d != 2 && d != 4 || line.word(at).starts_with("fourth") {
        return None;
    }
    let before = line.word_before(at);
    let ordinal = matches!(
        before,
        "first"
            | "second"
            | "third"
            | "fourth"
            | "the"
            | "this"
            | "that"
            | "last"
            | "next"
            | "each"
            | "every"
            | "latter"
            | "other"
            | "better"
            | "final"
            | "opening"
            | "previous"
            | "per"
            | "current"
            | "latest"
            | "its"
            | "their"
            | "fiscal"
            | "one"
            | "second-"
    ) || matches!(before, "-" | "–") && line.glued(at);
    let number = Number::ONE.checked_div(Number::whole(i64::from(d)))?;
    let read = part_of_scale(line, numeral(at..at + 1, number, Form::Fraction));
    if read.tokens.end > at + 1 {
        return (!ordinal || before == "the").then_some(read);
    }
    if line.joining_hyphen(at + 1) {
        let unit = ends_or_measures(line, at + 2) && !line.word(at + 2).is_empty();
        return (unit || matches!(line.word(at + 2), "point" | "points")).then_some(read);
    }
    if ordinal || line.word(at).ends_with('s') || line.word(at) == "halves" {
        return None;
    }
    let after = line.word(at + 1);
    if d == 4 {
        return (after == "of" && (measured_part(line, at + 2) || line.is(at + 2, TokenKind::Number)))
            .then_some(read);
    }
    let share = matches!(
        after,
        "of" | "the"
            | "a"
            | "an"
            | "its"
            | "their"
            | "his"
            | "her"
            | "our"
            | "my"
            | "your"
            | "that"
            | "those"
            | "all"
            | "as"
            | "what"
            | "this"
            | "these"
            | "again"
    ) || line.token(at + 1).is_none_or(|token| token.kind == TokenKind::Mark)
        || is_function_word(after)
        || matches!(
            before,
            "than" | "nearly" | "almost" | "about" | "around" | "over" | "by" | "least" | "under" | "just"
        )
        || after == "say";
    share.then_some(read)
}

fn measured_part(line: Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "a" | "an") && ends_or_measures(line, at + 1) && !line.word(at + 1).is_empty()
}

/// "two-thirds", "three quarters", "one fifth", given the count before the part.
pub(super) fn counted_part(line: Line<'_>, count: &Numeral) -> Option<Numeral> {
    let at = count.tokens.end;
    let hyphen = line.joining_hyphen(at) || is_dash(line.word(at)) && part_at(line, at + 1).is_some();
    let part = if hyphen { at + 1 } else { at };
    let d = part_at(line, part)?;
    let n = count.number.to_string().parse::<i64>().ok()?;
    let plural = line.word(part).ends_with('s') || line.word(part) == "halves";
    if count.magnitude.is_some() || n == 0 {
        return None;
    }
    let whole = Number::whole(n).checked_div(Number::whole(i64::from(d)))?;
    let read = numeral(count.tokens.start..part + 1, whole, Form::Fraction);
    if n == 1 {
        return (hyphen && !plural || is_a_share(line, part - 1, d) || line.end == part + 1).then_some(read);
    }
    // "three quarters in a row": quarters of a year are counted, not parts of something.
    let quarters_of_a_year = d == 4
        && !hyphen
        && (matches!(
            line.word_before(count.tokens.start),
            "past" | "last" | "next" | "previous" | "first" | "consecutive" | "straight" | "for" | "in"
        ) || matches!(line.word(part + 1), "in" | "ago" | "earlier" | "later" | "after"));
    ((plural || hyphen) && !quarters_of_a_year && d != 2).then_some(read)
}

/// Goes on from a part to what it is a part of, where that is a number word: "half a million", "quarter of a dozen".
pub(super) fn part_of_scale(line: Line<'_>, read: Numeral) -> Numeral {
    let mut at = read.tokens.end;
    if line.word(at) == "of" && matches!(line.word(at + 1), "a" | "one") {
        at += 2;
    } else if matches!(line.word(at), "a") || line.joining_hyphen(at) {
        at += 1;
    }
    let (power, words) = match line.phrase(Vocabulary::Magnitudes, at) {
        Some((words, means)) if !means.ends_with("short") && means != "2" => {
            (means.parse::<i8>().ok(), words)
        }
        _ => (None, 0),
    };
    let dozen = number_word(line, at) == Some(NumberWord::Dozen);
    let number = match power {
        Some(power) => read.number.scaled(power),
        None if dozen => read.number.checked_mul(Number::whole(12)),
        None => None,
    };
    match number {
        Some(number) => Numeral {
            tokens: read.tokens.start..at + words.max(1),
            number: number.trimmed(),
            form: Form::Words,
            magnitude: power,
        },
        None => read,
    }
}
