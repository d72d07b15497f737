//! Arithmetic on the intervals that rounding leaves.
//!
//! Intervals of positive numbers → intervals; `None` where an end is open, zero is divided by, or a number does not fit.
//! Two figures fit if the intervals that they leave overlap, so that rounding alone never makes a finding.
//!
//! Not here: which figures belong together (`within`).

// Money and counts are computed exactly.
#![deny(clippy::float_arithmetic)]

use super::wording::grouped;
use crate::claim::{Amount, Hedge, Quantity, UnitKind};
use crate::link::value::spoken;
use crate::number::{Interval, Number};

/// Ends of an interval that is bounded and positive.
fn ends(interval: Interval) -> Option<(Number, Number)> {
    let (low, high) = (interval.low?, interval.high?);
    (low > Number::ZERO && high >= low).then_some((low, high))
}

fn between(low: Number, high: Number) -> Interval {
    Interval { low: Some(low), high: Some(high) }
}

/// What a quantity leaves open: by its hedge, or by rounding. A count that is given to the last one is exact.
#[must_use]
pub fn left_open(quantity: &Quantity) -> Option<Interval> {
    match quantity.amount {
        Amount::One(number)
            if quantity.unit.kind == UnitKind::Count
                && quantity.hedge == Hedge::None
                && number.exponent() == 0 =>
        {
            Some(Interval::point(number))
        }
        _ => spoken(quantity),
    }
}

/// The quantity as it is printed, without what rounding leaves.
#[must_use]
pub fn as_printed(quantity: &Quantity) -> Option<Interval> {
    match quantity.amount {
        Amount::One(number) => Some(Interval::point(number)),
        Amount::Range(low, high) => Some(between(low, high)),
        Amount::Vague(_) | Amount::Score(..) => None,
    }
}

/// The sum of two intervals.
#[must_use]
pub fn add(a: Interval, b: Interval) -> Option<Interval> {
    Some(between(a.low?.checked_add(b.low?)?, a.high?.checked_add(b.high?)?))
}

/// The quotient of two intervals.
#[must_use]
pub fn divide(a: Interval, b: Interval) -> Option<Interval> {
    let ((a_low, a_high), (b_low, b_high)) = (ends(a)?, ends(b)?);
    Some(between(a_low.checked_div(b_high)?, a_high.checked_div(b_low)?))
}

/// The product of two intervals.
#[must_use]
pub fn multiply(a: Interval, b: Interval) -> Option<Interval> {
    let ((a_low, a_high), (b_low, b_high)) = (ends(a)?, ends(b)?);
    Some(between(a_low.checked_mul(b_low)?, a_high.checked_mul(b_high)?))
}

/// By how much two levels differ, without regard to direction.
#[must_use]
pub fn difference(from: Interval, to: Interval) -> Option<Interval> {
    let ((a_low, a_high), (b_low, b_high)) = (ends(from)?, ends(to)?);
    let (up_low, up_high) = (b_low.checked_sub(a_high)?, b_high.checked_sub(a_low)?);
    Some(if up_high.is_negative() {
        between(up_high.abs(), up_low.abs())
    } else if up_low.is_negative() {
        between(Number::ZERO, up_high.max(up_low.abs()))
    } else {
        between(up_low, up_high)
    })
}

/// The change from one level to another in per cent of the first, without regard to direction.
///
/// ```
/// use crosscheck::judge::arithmetic::percent_change;
/// use crosscheck::number::{Interval, Number};
/// let level = |text: &str| text.parse::<Number>().unwrap().rounding_interval();
/// let change = percent_change(level("11.44"), level("12.21")).unwrap();
/// assert!(change.contains("6.7".parse().unwrap()));
/// assert!(!change.overlaps(Number::new(76, -1).rounding_interval()));
/// ```
#[must_use]
pub fn percent_change(from: Interval, to: Interval) -> Option<Interval> {
    let ((a_low, a_high), (b_low, b_high)) = (ends(from)?, ends(to)?);
    let change = |a: Number, b: Number| b.checked_sub(a)?.checked_div(a)?.checked_mul(Number::new(1, 2));
    let (low, high) = (change(a_high, b_low)?, change(a_low, b_high)?);
    Some(if high.is_negative() {
        between(high.abs(), low.abs())
    } else if low.is_negative() {
        between(Number::ZERO, high.max(low.abs()))
    } else {
        between(low, high)
    })
}

/// Whether the nearest ends of two intervals lie further apart than a share of the larger; false where they overlap.
#[must_use]
pub fn beyond(a: Interval, b: Interval, share: Number) -> bool {
    let gap = |low: Number, high: Number| {
        // `low` is the low end of the upper interval, `high` the high end of the lower one.
        low > high && low.checked_mul(share).zip(low.checked_sub(high)).is_some_and(|(most, gap)| gap > most)
    };
    let upper = |upper: Interval, lower: Interval| {
        upper.low.zip(lower.high).is_some_and(|(low, high)| gap(low, high))
    };
    upper(a, b) || upper(b, a)
}

/// The interval in words: one number where the ends round to one, else both ends.
#[must_use]
pub fn in_words(interval: Interval) -> String {
    let (Some(low), Some(high)) = (interval.low, interval.high) else { return "no figure".into() };
    let short = |number: Number| {
        let text = grouped(significant(number, 4));
        // Zeros at the end would say that the figure is known so finely.
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    };
    let (low, high) = (short(low), short(high));
    if low == high { low } else { format!("{low} to {high}") }
}

/// A number rounded to so many digits.
fn significant(number: Number, digits: u32) -> Number {
    let over = number.significant_digits().saturating_sub(digits);
    let places = i16::from(number.exponent()) + i16::try_from(over).unwrap_or(0);
    number.round_to(i8::try_from(places).unwrap_or(0))
}
