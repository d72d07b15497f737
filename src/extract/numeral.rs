//! Numbers as they are written: digits, words, fractions, shares.
//!
//! A place in a sentence → [`Numeral`], or `None` where no number begins. It cannot fail: digits that are no decimal
//! number (addresses, versions) are no numeral.
//!
//! Not here: units and currencies (`unit`), ranges (`range`), which numbers count (`set_aside`).

use super::sentence::{Text, Token, TokenKind};
use crate::number::Number;
use crate::rules::RuleSet;
use crate::rules::lexicon::{Lexicon, Vocabulary};
use std::ops::Range;

/// A sentence with what is needed to read numbers in it.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    /// The document's sentences and tokens.
    pub(crate) text: &'a Text,
    /// The document's prose.
    pub(crate) prose: &'a str,
    /// Words, units, currencies.
    pub(crate) rules: &'a RuleSet,
    /// First token of the sentence.
    pub(crate) start: usize,
    /// The token after the last.
    pub(crate) end: usize,
}

impl<'a> Line<'a> {
    /// The token at a place of this sentence.
    pub(crate) fn token(&self, at: usize) -> Option<&'a Token> {
        (self.start..self.end).contains(&at).then(|| &self.text.tokens[at])
    }

    /// The token before a place, in this sentence.
    pub(crate) fn before(&self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).and_then(|i| self.token(i))
    }

    /// The lower-case word or mark at a place; empty outside the sentence.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| token.lower.as_str())
    }

    /// The word before a place; empty at the start.
    pub(crate) fn word_before(&self, at: usize) -> &'a str {
        self.before(at).map_or("", |token| token.lower.as_str())
    }

    /// Whether a token follows the one before it without a space.
    pub(crate) fn glued(&self, at: usize) -> bool {
        at > self.start && self.token(at).is_some_and(|token| token.glued)
    }

    /// Whether a place holds one of some kind.
    pub(crate) fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.token(at).is_some_and(|token| token.kind == kind)
    }

    /// A hyphen (or a dash used as one) that joins the words at both sides.
    pub(crate) fn joining_hyphen(&self, at: usize) -> bool {
        is_dash(self.word(at)) && self.glued(at) && self.glued(at + 1)
    }

    /// A word list.
    pub(crate) fn lexicon(&self, vocabulary: Vocabulary) -> &'a Lexicon {
        self.rules.lexicon(vocabulary)
    }

    /// The longest phrase of a word list that begins at a place: its length in tokens and its meaning.
    pub(crate) fn phrase(&self, vocabulary: Vocabulary, at: usize) -> Option<(usize, &'a str)> {
        let found = self.lexicon(vocabulary).longest(|ahead| self.text.word(at, ahead, self.end))?;
        Some((found.words, found.means))
    }

    /// The longest phrase of a word list that ends right before a place and begins at `floor` or later.
    pub(crate) fn phrase_ending(
        &self,
        vocabulary: Vocabulary,
        end: usize,
        floor: usize,
    ) -> Option<(usize, &'a str)> {
        /// The longest phrase of a word list that is tried, in tokens.
        const LONGEST: usize = 6;
        let lexicon = self.lexicon(vocabulary);
        (end.saturating_sub(LONGEST).max(floor)..end).find_map(|start| {
            let found = lexicon.longest(|ahead| self.text.word(start, ahead, end))?;
            (found.words == end - start).then_some((start, found.means))
        })
    }
}

/// Whether a mark is a hyphen, a minus or a dash.
pub(crate) fn is_dash(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "—" | "−" | "‑" | "‐" | "‒")
}

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
enum NumberWord {
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

fn numeral(tokens: Range<usize>, number: Number, form: Form) -> Numeral {
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

fn number_word(line: Line<'_>, at: usize) -> Option<NumberWord> {
    meaning(line.lexicon(Vocabulary::Numerals).word(line.word(at))?)
}

fn cardinal_at(line: Line<'_>, at: usize) -> Option<u32> {
    match number_word(line, at)? {
        NumberWord::Cardinal(n) => Some(n),
        _ => None,
    }
}

fn part_at(line: Line<'_>, at: usize) -> Option<u32> {
    match number_word(line, at)? {
        NumberWord::Part(n) => Some(n),
        _ => None,
    }
}

/// A fraction in one character.
fn vulgar(mark: &str) -> Option<(i64, i64)> {
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
    Some(out_of(line, &read).unwrap_or(read))
}

/// "4 thousand 3 hundred and 21": a smaller number that goes on with one that has a magnitude.
fn smaller_rest(line: Line<'_>, read: &mut Numeral) {
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

/// A decimal number whose thousands commas, if it has any, stand where they can.
fn plain(printed: &str) -> Option<Number> {
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
    // An ordinary space between digits may part two numbers ("in 12 500 people"); a narrow one never does.
    chars.next().is_some_and(char::is_whitespace) && chars.next().is_none()
}

/// "3/4": a part of something, unless it is a date or an address.
fn slashed(line: Line<'_>, at: usize) -> Option<Numeral> {
    if !matches!(line.word(at + 1), "/" | "⁄")
        || !line.glued(at + 1)
        || !line.glued(at + 2)
        || line.word(at + 3) == "/"
        || line.word_before(at) == "/" && line.glued(at)
    {
        return None;
    }
    let (n, d): (i64, i64) = (line.word(at).parse().ok()?, line.word(at + 2).parse().ok()?);
    let usual = matches!(d, 2..=6 | 8 | 10 | 16);
    if usual && n > d && line.word(at + 1) == "⁄" {
        // "41⁄2" is four and a half whose raised 1 lost its place.
        let (whole, n) = (n / 10, n % 10);
        let part = Number::whole(n).checked_div(Number::whole(d))?;
        return (n < d && n > 0)
            .then(|| Some(numeral(at..at + 3, Number::whole(whole).checked_add(part)?, Form::Digits)))?;
    }
    (usual && n < d && n > 0)
        .then(|| Some(numeral(at..at + 3, Number::whole(n).checked_div(Number::whole(d))?, Form::Fraction)))?
}

/// "10 1/2", "1½": a whole number and a part.
fn mixed(line: Line<'_>, read: &mut Numeral) {
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
fn and_a_half(line: Line<'_>, read: &mut Numeral) {
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

/// Multiplies by the magnitude words that follow: "5 million", "40bn", "2.6-million", "25 lakh crore".
fn magnitudes(line: Line<'_>, read: &mut Numeral, money: bool) {
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
        return cues.word(line.word(at + 2)) == Some("metre-after");
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
        .any(|i| cues.word(line.word(i)) == Some("metre-before"));
    let plural_follows = (at + 1..at + 4).take_while(|i| line.is(*i, TokenKind::Word)).any(|i| {
        is_plural(line.word(i)) || line.rules.units().named(|a| line.text.word(i, a, line.end)).is_some()
    });
    if plural_follows {
        return false;
    }
    // A second noun in the singular ("an 80m ledge") is measured and not counted.
    let singular_cue =
        cues.word(line.word(at + 2)) == Some("metre-after") && line.is(at + 1, TokenKind::Word);
    before || singular_cue
}

/// Whether a word looks like a plural noun.
pub(crate) fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "police" | "cattle")
        || (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us"))
}

/// "one in four", "nine out of ten", "1-in-100": a share, given its first number.
fn out_of(line: Line<'_>, first: &Numeral) -> Option<Numeral> {
    if first.magnitude.is_some() || first.number.exponent() < 0 {
        return None;
    }
    let skip_hyphen = |at: usize| if line.joining_hyphen(at) { at + 1 } else { at };
    let at = skip_hyphen(first.tokens.end);
    let (loose, at) = match (line.word(at), line.word(at + 1)) {
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
    // "three in five days": what follows is time, not a population.
    let unit = line.rules.units().named(|ahead| line.text.word(second.tokens.end, ahead, line.end));
    if unit.is_some_and(|(unit, _)| unit.family != "money") || (1900..=2100).contains(&base) {
        return None;
    }
    let number = first.number.checked_div(second.number)?;
    Some(numeral(first.tokens.start..second.tokens.end, number, Form::Share))
}

/// A number that begins with a word.
fn words(line: Line<'_>, at: usize) -> Option<Numeral> {
    match line.word(at) {
        "a" | "an" => article(line, at),
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

/// "a million", "a dozen", "a hundred and six", "a fifth", "a quarter of a million".
fn article(line: Line<'_>, at: usize) -> Option<Numeral> {
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
fn bare_part(line: Line<'_>, at: usize, d: u32) -> Option<Numeral> {
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
fn counted_part(line: Line<'_>, count: &Numeral) -> Option<Numeral> {
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
fn part_of_scale(line: Line<'_>, read: Numeral) -> Numeral {
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

/// "two point five".
fn point(line: Line<'_>, read: &mut Numeral) {
    if line.word(read.tokens.end) != "point" || read.magnitude.is_some() {
        return;
    }
    let mut at = read.tokens.end + 1;
    let mut digits = String::new();
    while let Some(n) = cardinal_at(line, at) {
        digits.push_str(&n.to_string());
        at += 1;
    }
    if digits.is_empty() {
        return;
    }
    if let Ok(number) = format!("{}.{digits}", read.number).parse() {
        read.number = number;
        read.tokens.end = at;
    }
}

/// A whole number in words, "a million" and "two dozen" included.
fn cardinal(line: Line<'_>, start: usize) -> Option<Numeral> {
    let mut at = start;
    let mut total: i128 = 0;
    let mut current: Option<i128> = None;
    let mut last = Last::Nothing;
    let mut magnitude = None;
    if matches!(line.word(at), "a" | "an") {
        at += 1;
        let scale = line.phrase(Vocabulary::Magnitudes, at).is_some_and(|(_, m)| !m.ends_with("short"))
            && !is_plural(line.word(at));
        let dozen = number_word(line, at) == Some(NumberWord::Dozen) && !line.word(at).ends_with('s');
        if !scale && !dozen {
            return None;
        }
        current = Some(1);
        last = Last::Article;
    }
    let mut end = at;
    loop {
        let mut next = at;
        if end > start && line.joining_hyphen(next) || last == Last::Tens && is_dash(line.word(next)) {
            next += 1;
        } else if line.word(next) == "and" && matches!(last, Last::Hundred | Last::Scale) {
            next += 1;
            let follows = cardinal_at(line, next);
            // "a thousand and one nights" goes on; "two million and three dogs" hardly does.
            if follows.is_none_or(|n| n == 0) || followed_by_part(line, next) {
                break;
            }
        }
        if let Some(n) = cardinal_at(line, next) {
            let n = i128::from(n);
            let fits = match last {
                Last::Nothing | Last::Scale => true,
                Last::Tens => (1..=9).contains(&n),
                Last::Hundred => n < 100 && n > 0,
                Last::Unit | Last::Article => false,
            };
            if !fits {
                break;
            }
            // A smaller number after a scale goes on with it; another one begins a new number.
            if last == Last::Scale && next == at && !continues(line, next) {
                break;
            }
            current = Some(current.unwrap_or(0) + n);
            last = if n >= 20 { Last::Tens } else { Last::Unit };
            at = next + 1;
            end = at;
            continue;
        }
        if number_word(line, next) == Some(NumberWord::Dozen) {
            let Some(value) = current.filter(|_| last != Last::Scale) else { break };
            current = value.checked_mul(12);
            end = next + 1;
            break;
        }
        match line.phrase(Vocabulary::Magnitudes, next) {
            Some((_, "2")) if last != Last::Nothing || bare_scale(line, start, next) => {
                let value = current.unwrap_or(1);
                if value == 0 || value > 99 || last == Last::Hundred {
                    break;
                }
                current = Some(value * 100);
                last = Last::Hundred;
                at = next + 1;
                end = at;
            }
            Some((words, means)) if !means.ends_with("short") && last != Last::Nothing => {
                let Ok(power) = means.parse::<i8>() else { break };
                let factor = 10i128.pow(u32::from(power.unsigned_abs()));
                // "lakh crore": a scale of a scale.
                let (base, value) = match current {
                    Some(value) => (total, value),
                    None => (0, total),
                };
                let Some(value) = value.checked_mul(factor).filter(|v| *v < 10i128.pow(24)) else { break };
                total = base + value;
                current = None;
                last = Last::Scale;
                magnitude = Some(power);
                at = next + words;
                end = at;
            }
            _ => break,
        }
    }
    if last == Last::Nothing || last == Last::Article && end == start + 1 && current == Some(1) {
        return None;
    }
    let value = total + current.unwrap_or(0);
    let number = Number::new(value, 0).trimmed();
    Some(Numeral { tokens: start..end, number, form: Form::Words, magnitude })
}

/// "hundred thousand": a scale without a count, which only another scale excuses.
fn bare_scale(line: Line<'_>, start: usize, at: usize) -> bool {
    start == at
        && line.word(at) == "hundred"
        && line.phrase(Vocabulary::Magnitudes, at + 1).is_some_and(|(_, means)| !means.ends_with("short"))
}

/// Whether the number word after a scale goes on with it: "two thousand three hundred", "two thousand five".
fn continues(line: Line<'_>, at: usize) -> bool {
    !matches!(line.word(at), "one") && !line.word_before(at).ends_with('s')
}

/// Whether a part follows the cardinal at a place: "and three quarters".
fn followed_by_part(line: Line<'_>, at: usize) -> bool {
    let after = if is_dash(line.word(at + 1)) { at + 2 } else { at + 1 };
    part_at(line, after).is_some()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Nothing,
    Article,
    Unit,
    Tens,
    Hundred,
    Scale,
}
