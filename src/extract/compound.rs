//! Amounts in two units or more: "5 ft 2 in", "seven years and six months", "1h 20m".
//!
//! A figure with its unit, and what follows it → the figure with the smaller units added, in the larger one. It cannot
//! fail: what is no smaller unit of the same kind is left where it stands.
//!
//! Not here: the unit itself (`unit`), two units for one amount in brackets (`frame`).

use super::line::Line;
use super::numeral::{self, Form};
use super::sentence::TokenKind;
use super::unit::{Figure, unit_id};
use crate::claim::UnitKind;
use crate::number::Number;
use smol_str::SmolStr;

/// The unit in which what is less than one of a unit is told, and how many of it make one where no rule file says.
fn smaller(unit: &str) -> Option<(&'static str, Option<i64>)> {
    Some(match unit {
        "foot" => ("inch", None),
        "stone" => ("pound", None),
        "pound" => ("ounce", None),
        // Months have no factor of their own; a year has twelve of them.
        "year" => ("month", Some(12)),
        "week" => ("day", None),
        "day" => ("hour", None),
        "hour" => ("minute", None),
        "minute" => ("second", None),
        "USD" => ("cent", None),
        "GBP" => ("penny", None),
        _ => return None,
    })
}

/// Adds the smaller units that go on with a figure: "5 ft 2 in", "13 dollars and 45 cents", "2 hours 14 minutes and 3
/// seconds".
pub(super) fn smaller_units(line: Line<'_>, figure: &mut Figure) {
    let Some(largest) = figure.unit.as_ref().map(unit_id) else { return };
    // "Between two weeks and ten days": two ends of a range.
    let between = line.word_before(figure.tokens.start) == "between";
    let mut unit = largest.clone();
    while let Some((small, count)) = smaller(&unit) {
        if !add(line, figure, &largest, small, count, between) {
            return;
        }
        unit = small.into();
    }
}

/// Adds what follows a figure in one smaller unit; says whether there was something.
fn add(
    line: Line<'_>,
    figure: &mut Figure,
    largest: &SmolStr,
    small: &str,
    count: Option<i64>,
    between: bool,
) -> bool {
    let mut at = figure.tokens.end;
    if matches!(small, "cent" | "penny")
        && let Some(end) = bare_cents(line, at)
        && let Some(read) = numeral::read(line, at, false)
        && let Some(part) = read.number.scaled(-2)
        && let Some(sum) = figure.number.checked_add(part)
    {
        figure.number = sum;
        figure.tokens.end = end;
        return false;
    }
    if line.word(at) == "and" {
        if between {
            return false;
        }
        at += 1;
    } else if line.word(at) == "," {
        // "2 hours, 14 minutes"; "51 years, three months".
        at += 1;
    }
    let Some(read) = numeral::read(line, at, false).filter(|read| read.form != Form::Fraction) else {
        return false;
    };
    let units = line.rules.units();
    let end = if line.word(read.tokens.end) == "in" && small == "inch" {
        Some(read.tokens.end + 1)
    } else {
        units
            .named(|ahead| line.text.word(read.tokens.end, ahead, line.end))
            .filter(|(unit, _)| unit.id == small)
            .map(|(_, words)| read.tokens.end + words)
    };
    let Some(end) = end else { return false };
    let part = match count {
        Some(count) => read.number.checked_div(Number::whole(count)),
        None => units
            .get(small)
            .and_then(|unit| unit.factor)
            .zip(units.get(largest).and_then(|unit| unit.factor))
            .and_then(|(small, large)| read.number.checked_mul(small)?.checked_div(large)),
    };
    // More than one of the larger unit is a figure of its own: "two years and 18 months".
    let Some(sum) = part.filter(|part| *part < Number::ONE).and_then(|part| figure.number.checked_add(part))
    else {
        return false;
    };
    figure.number = sum;
    figure.tokens.end = end;
    true
}

/// "1h 20m", "2h15", "3m 42.11s": a time in hours, minutes and seconds by their letters, where two of them stand
/// together. One letter alone is too little: "20m" may be metres or millions.
pub(super) fn lettered_time(line: Line<'_>, at: usize) -> Option<Figure> {
    let part = |at: usize| {
        let digits = line.is(at, TokenKind::Number).then(|| line.word(at))?;
        let seconds = match line.word(at + 1) {
            "h" | "hr" | "hrs" => 3600,
            "m" | "min" | "mins" => 60,
            "s" | "sec" | "secs" => 1,
            _ => return None,
        };
        let number: Number = digits.parse().ok()?;
        line.glued(at + 1).then_some((number, seconds, at + 2))
    };
    let (number, mut scale, mut end) = part(at)?;
    let whole = scale;
    if whole == 1 {
        return None;
    }
    let mut seconds = number.checked_mul(Number::whole(scale))?;
    let mut parts = 1;
    while let Some((number, smaller, next)) = part(end).filter(|(_, next, _)| *next < scale) {
        seconds = seconds.checked_add(number.checked_mul(Number::whole(smaller))?)?;
        (scale, end) = (smaller, next);
        parts += 1;
    }
    // "2h15".
    if parts == 1
        && whole == 3600
        && line.glued(end)
        && line.word(end).len() == 2
        && let Ok(minutes) = line.word(end).parse::<i64>()
    {
        seconds = seconds.checked_add(Number::whole(minutes.checked_mul(60)?))?;
        end += 1;
        parts += 1;
    }
    let unit = if whole == 3600 { "hour" } else { "minute" };
    let number = seconds.checked_div(Number::whole(whole))?;
    (parts > 1).then(|| Figure {
        tokens: at..end,
        numeral: at..at + 1,
        number,
        unit: Some(UnitKind::Measure(unit.into())),
        form: Form::Digits,
        magnitude: None,
        signed: false,
    })
}

/// Where two digits of cents end that follow their currency alone, as people say them: "thirteen dollars forty-five".
fn bare_cents(line: Line<'_>, at: usize) -> Option<usize> {
    let read = numeral::read(line, at, false)?;
    let two_digits = read.number >= Number::whole(10) && read.number <= Number::whole(99);
    let plain = matches!(read.form, Form::Digits | Form::Words) && read.number.exponent() >= 0;
    let ends = line
        .token(read.tokens.end)
        .is_none_or(|next| matches!(next.lower.as_str(), "." | "," | ";" | "?" | "!" | ")" | "\"" | "”"));
    (plain && two_digits && ends && !line.glued(at)).then_some(read.tokens.end)
}
