//! Numbers with the unit or currency that stands beside them.
//!
//! A place in a sentence → [`Figure`]: a number with its sign, its currency or unit, and the tokens of all of them. It
//! cannot fail: a number without a unit is a figure without one.
//!
//! Not here: ranges, hedges, rates, and units that only the sentence gives away (`quantity`).

use super::compound;
use super::function_word::PREPOSITIONS;
use super::line::{Line, is_dash};
use super::numeral::{self, Form};
use super::sentence::TokenKind;
use crate::claim::UnitKind;
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;
use crate::rules::units::UnitRule;
use smol_str::SmolStr;
use std::ops::Range;

/// A number with what stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// Its tokens: sign, currency, number, magnitude, unit.
    pub(crate) tokens: Range<usize>,
    /// The tokens of the number alone.
    pub(crate) numeral: Range<usize>,
    /// How much.
    pub(crate) number: Number,
    /// Its unit, where one stands beside it.
    pub(crate) unit: Option<UnitKind>,
    /// How the number is written.
    pub(crate) form: Form,
    /// The magnitude word's power of ten, if it has one.
    pub(crate) magnitude: Option<i8>,
    /// Whether a currency sign stands before it.
    pub(crate) signed: bool,
}

/// The figure whose number begins at `at`; signs before it are taken no further back than `floor`.
pub(crate) fn figure(line: Line<'_>, at: usize, floor: usize) -> Option<Figure> {
    let worded = matches!(line.word(at), "minus" | "negative");
    let at = if worded { at + 1 } else { at };
    let before = (!worded).then(|| currency_before(line, at, floor)).flatten();
    if let Some(time) = compound::lettered_time(line, at).filter(|_| before.is_none()) {
        return Some(time);
    }
    let read = numeral::read(line, at, before.is_some())?;
    let mut figure = Figure {
        tokens: read.tokens.clone(),
        numeral: read.tokens.clone(),
        number: read.number,
        unit: None,
        form: read.form,
        magnitude: read.magnitude,
        signed: before.is_some(),
    };
    if let Some((start, unit)) = before {
        figure.tokens.start = start;
        figure.unit = Some(unit);
    }
    if worded {
        figure.tokens.start = at - 1;
        figure.number = figure.number.negated();
    } else if let Some(start) = minus_before(line, figure.tokens.start, floor) {
        figure.tokens.start = start;
        figure.number = figure.number.negated();
    }
    if figure.signed {
        // "$10 million dollars": the name repeats the sign.
        if let Some((end, unit, _)) = unit_after(line, figure.tokens.end, read.form)
            && matches!(unit, UnitKind::Money(_))
        {
            figure.tokens.end = end;
        }
        return Some(figure);
    }
    // "MEUR 120".
    if let Some(code) = figure.tokens.start.checked_sub(1).filter(|code| *code >= floor)
        && let Some((unit, _)) = millions_code(line, code)
        && let Some(number) = figure.number.scaled(6)
    {
        figure.number = number;
        figure.unit = Some(unit);
        figure.tokens.start = code;
        figure.magnitude = Some(6);
        return Some(figure);
    }
    if let Some((unit, end)) = millions_code(line, figure.tokens.end)
        && let Some(number) = figure.number.scaled(6)
    {
        figure.number = number;
        figure.unit = Some(unit);
        figure.tokens.end = end;
        figure.magnitude = Some(6);
        return Some(figure);
    }
    if let Some((end, unit, times)) = unit_after(line, figure.tokens.end, read.form) {
        figure.tokens.end = end;
        if let Some(number) = figure.number.checked_mul(Number::whole(times)) {
            figure.number = number;
        }
        figure.unit = Some(unit);
        if figure.form == Form::Fraction {
            figure.form = Form::Words;
        }
        late_magnitude(line, &mut figure);
        compound::smaller_units(line, &mut figure);
    }
    Some(figure)
}

/// "120 MEUR", "MEUR 120": millions of a currency, as the business press of the Nordic countries writes them.
fn millions_code(line: Line<'_>, at: usize) -> Option<(UnitKind, usize)> {
    let token = line
        .token(at)
        .filter(|token| token.kind == TokenKind::Word && token.capital && token.span.len() == 4)?;
    let code = line.prose[token.span.range()].strip_prefix('M')?;
    let (unit, length) = line.rules.units().sign_at(code)?;
    (length == 3 && unit.id == code).then(|| (kind(unit), at + 1))
}

/// "75 USD million": a magnitude behind the currency.
fn late_magnitude(line: Line<'_>, figure: &mut Figure) {
    if figure.magnitude.is_some() || !matches!(figure.unit, Some(UnitKind::Money(_))) {
        return;
    }
    if let Some((words, means)) = line.phrase(Vocabulary::Magnitudes, figure.tokens.end)
        && let Ok(power) = means.parse::<i8>()
        && power > 3
        && let Some(number) = figure.number.scaled(power)
    {
        figure.number = number;
        figure.magnitude = Some(power);
        figure.tokens.end += words;
    }
}

/// A minus that belongs to what begins at `at`: glued to it, with a space before.
fn minus_before(line: Line<'_>, at: usize, floor: usize) -> Option<usize> {
    let sign = at.checked_sub(1).filter(|i| *i >= floor)?;
    let is_minus = matches!(line.word(sign), "-" | "−" | "–" | "‑");
    let opens = !line.glued(sign) || matches!(line.word_before(sign), "(" | "[");
    (is_minus && opens && line.glued(at)).then_some(sign)
}

/// The currency that stands before a number: where it begins and what it is.
fn currency_before(line: Line<'_>, at: usize, floor: usize) -> Option<(usize, UnitKind)> {
    let previous = at.checked_sub(1).filter(|i| *i >= floor).and_then(|i| line.token(i))?;
    if !line.is(at, TokenKind::Number) && line.word(at) != "." {
        return None;
    }
    let last = line.prose[previous.span.range()].chars().next_back()?;
    // A code is in capitals ("USD", "CHF") or begins with one ("Rs"), a sign is no letter.
    let possible =
        previous.capital || previous.kind == TokenKind::Mark && !matches!(last, ',' | '(' | '"' | '-');
    if !possible {
        return None;
    }
    let prose = &line.prose[..previous.span.end as usize];
    let (unit, length) = line.rules.units().sign_before(prose)?;
    let mut start_byte = prose.len() - length;
    let letters = prose[start_byte..].starts_with(char::is_alphabetic);
    if letters && prose[..start_byte].ends_with(char::is_alphanumeric) {
        return None;
    }
    let mut unit = unit;
    if prose.ends_with('$') && length == 1 {
        // "us $ 10", "HK $5": the country is parted from the sign.
        if let Some((country, byte)) = country_before(line, at - 1, floor) {
            unit = country;
            start_byte = byte;
        }
    }
    let start = (floor..at).rev().find(|i| line.text.tokens[*i].span.start as usize <= start_byte)?;
    Some((start, kind(unit)))
}

/// The dollar of the country whose letters stand before a lone "$", with a space between.
fn country_before<'r>(line: Line<'r>, sign: usize, floor: usize) -> Option<(&'r UnitRule, usize)> {
    let token = sign.checked_sub(1).filter(|i| *i >= floor).and_then(|i| line.token(i))?;
    if token.kind != TokenKind::Word || token.span.len() > 3 || token.lower == "a" || token.lower == "s" {
        return None;
    }
    let with_sign = format!("{}$", token.lower.to_uppercase());
    let (unit, length) = line.rules.units().sign_at(&with_sign)?;
    (length == with_sign.len()).then_some((unit, token.span.start as usize))
}

/// The unit that follows a number: where it ends, what it is, and how many of it the word means (a decade is ten years).
fn unit_after(line: Line<'_>, at: usize, form: Form) -> Option<(usize, UnitKind, i64)> {
    if form == Form::Share {
        return None;
    }
    if form == Form::Fraction {
        return unit_of_part(line, at);
    }
    unit_at(line, at, true)
}

/// The unit that a part is taken of: "half a mile", "a quarter of a percentage point", "three-quarters of an hour",
/// "quarter-point".
fn unit_of_part(line: Line<'_>, at: usize) -> Option<(usize, UnitKind, i64)> {
    if line.joining_hyphen(at) && matches!(line.word(at + 1), "point" | "points") {
        return Some((at + 2, UnitKind::PercentagePoint, 1));
    }
    if line.word(at) == "point" && !line.glued(at) {
        return Some((at + 1, UnitKind::PercentagePoint, 1));
    }
    let of = if line.word(at) == "of" { at + 1 } else { at };
    if matches!(line.word(of), "a" | "an" | "1" | "one") {
        // "three-quarters of 1%".
        return unit_at(line, of + 1, false).filter(|(_, unit, _)| !matches!(unit, UnitKind::Money(_)));
    }
    (of == at).then(|| unit_at(line, at, true)).flatten()
}

/// The unit whose name or sign stands at a place, hyphens skipped.
fn unit_at(line: Line<'_>, at: usize, beside_number: bool) -> Option<(usize, UnitKind, i64)> {
    let first = if line.joining_hyphen(at) || is_dash(line.word(at)) && line.glued(at) { at + 1 } else { at };
    let opening = if matches!(line.word(at), "(" | "[") { at + 1 } else { first };
    let token = line.token(opening)?;
    // Up to five words, with the hyphens between them left out: "five-square-mile".
    let mut places = [0usize; 5];
    let mut count = 0;
    let mut next = opening;
    while count < places.len() && next < line.end {
        places[count] = next;
        count += 1;
        next += if line.joining_hyphen(next + 1) { 2 } else { 1 };
    }
    let word = |ahead: usize| (ahead < count).then(|| line.word(places[ahead]));
    let named = line.rules.units().named(word).map(|(unit, words)| (unit, places[words - 1] + 1));
    let (unit, end) = match named {
        Some((unit, end)) if name_counts(line, opening, end, unit, beside_number) => (unit, end),
        _ => signed_after(line, opening)?,
    };
    let mut end = end;
    if opening == at + 1 && matches!(line.word(at), "(" | "[") {
        // "20 (kg)": only where the brackets hold nothing else.
        if !matches!(line.word(end), ")" | "]") {
            return None;
        }
        end += 1;
    } else if token.kind == TokenKind::Word && first == at + 1 && !line.glued(at + 1) && line.glued(at) {
        // "10- to 12-year": a hanging hyphen.
        return None;
    }
    if unit.id == "percent" && line.joining_hyphen(end) && matches!(line.word(end + 1), "point" | "points") {
        return Some((end + 2, UnitKind::PercentagePoint, 1));
    }
    match unit.id.as_str() {
        "year" | "month" | "week" | "day" => {
            let age = age_words(line, end);
            Some((age, kind(unit), 1))
        }
        "decade" => Some((end, UnitKind::Measure("year".into()), 10)),
        "century" => Some((end, UnitKind::Measure("year".into()), 100)),
        "fortnight" => Some((end, UnitKind::Measure("week".into()), 2)),
        "pound" | "GBP" => {
            let unit = if matches!(line.word(opening), "pound" | "pounds") && pounds_weigh(line, at) {
                UnitKind::Measure("pound".into())
            } else {
                kind(unit)
            };
            Some((end, unit, 1))
        }
        _ => Some((end, kind(unit), 1)),
    }
}

/// Whether a unit's name at a place is one: a single letter has to be glued to its number, and some names are ordinary
/// words where no large number stands before them.
fn name_counts(line: Line<'_>, at: usize, end: usize, unit: &UnitRule, beside_number: bool) -> bool {
    let name = line.word(at);
    let single = end == at + 1
        && name.len() <= 2
        && name.chars().all(char::is_alphabetic)
        && name.chars().count() == 1;
    if single {
        let capital = line.token(at).is_some_and(|t| t.capital);
        let spaced = match unit.family.as_str() {
            "temperature" => capital && numeric_before(line, at),
            "length" => {
                !capital
                    && numeric_before(line, at)
                    && (!line.is(at + 1, TokenKind::Word)
                        || PREPOSITIONS.contains(&line.word(at + 1))
                        || matches!(line.word(at + 1), "and" | "or"))
            }
            _ => false,
        };
        // A letter that is glued on and then goes on with digits is a code ("5G2").
        return beside_number && (line.glued(at) && !line.glued_word(at + 1) || spaced);
    }
    let clipped = end == at + 1 && name.len() == 2 && name != "pc";
    if clipped && !numeric_before(line, at) {
        return false;
    }
    if unit.id == "KRW" && name == "won" {
        return matches!(line.word_before(at), "million" | "billion" | "trillion" | "bn" | "tn");
    }
    if matches!(
        name,
        "turns" | "turn" | "cup" | "stone" | "mark" | "marks" | "rand" | "kip" | "dong" | "bit" | "bits"
    ) {
        return line.token(at).is_some_and(|t| !t.capital);
    }
    // "30 second-hand cars", "three year nine pupils".
    !(matches!(name, "second") && line.joining_hyphen(at + 1) && line.word(at + 2) == "hand")
}

fn numeric_before(line: Line<'_>, at: usize) -> bool {
    let before = if is_dash(line.word_before(at)) { at - 1 } else { at };
    line.before(before).is_some_and(|token| {
        token.kind != TokenKind::Word || before >= 2 && line.is(before - 2, TokenKind::Number)
    })
}

impl Line<'_> {
    /// Whether a word or number is glued to what stands before it.
    fn glued_word(&self, at: usize) -> bool {
        self.glued(at) && !self.is(at, TokenKind::Mark)
    }
}

/// A currency sign or code behind a number: "10 €", "115USD", "75 EUR".
fn signed_after<'r>(line: Line<'r>, at: usize) -> Option<(&'r UnitRule, usize)> {
    let token = line.token(at)?;
    let possible = token.kind == TokenKind::Mark || token.capital || !token.lower.is_ascii() && token.glued;
    if !possible {
        return None;
    }
    let (unit, length) = line.rules.units().sign_at(&line.prose[token.span.start as usize..])?;
    let end_byte = token.span.start as usize + length;
    let end = (at..line.end).find(|i| line.text.tokens[*i].span.end as usize >= end_byte)? + 1;
    // A sign that begins the next amount ("5 €10") belongs to that one; a code has to be the whole word.
    let whole = line.text.tokens[end - 1].span.end as usize == end_byte;
    let next_is_its_number = line.is(end, TokenKind::Number) && line.glued(end);
    let before_glued = token.glued;
    (whole && (!next_is_its_number || before_glued)).then_some((unit, end))
}

/// Where an age ends: "62 years old", "3 years of age", "22-year-old".
fn age_words(line: Line<'_>, end: usize) -> usize {
    let skip = |at: usize| if is_dash(line.word(at)) { at + 1 } else { at };
    let old = skip(end);
    if matches!(line.word(old), "old" | "olds") {
        return old + 1;
    }
    if line.word(end) == "of" && line.word(end + 1) == "age" {
        return end + 2;
    }
    end
}

/// Whether "pounds" at a place are weights: near a word of weight, or in a text that pays in dollars alone.
fn pounds_weigh(line: Line<'_>, at: usize) -> bool {
    let near = at.saturating_sub(8).max(line.start)..(at + 8).min(line.end);
    near.into_iter().any(|i| line.means(Vocabulary::UnitCues, i) == Some("mass"))
}

/// The unit kind of a rule: codes of three capitals are currencies.
pub(crate) fn kind(unit: &UnitRule) -> UnitKind {
    match unit.id.as_str() {
        "percent" => UnitKind::Percent,
        "percentage-point" => UnitKind::PercentagePoint,
        "basis-point" => UnitKind::BasisPoint,
        _ if unit.family == "money" || unit.id.bytes().all(|b| b.is_ascii_uppercase()) => {
            UnitKind::Money(unit.id.clone())
        }
        _ => UnitKind::Measure(unit.id.clone()),
    }
}

pub(super) fn unit_id(kind: &UnitKind) -> SmolStr {
    match kind {
        UnitKind::Money(id) | UnitKind::Measure(id) => id.clone(),
        _ => SmolStr::default(),
    }
}
