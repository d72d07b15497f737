//! Exact decimal numbers as a text gives them.
//!
//! A [`Number`] keeps the last digit that was *meant*: "1.2 million" is 12 × 10⁵ and "906,000" is 906 × 10³,
//! because the trailing zeros of a plain integer are not precision, while "1.20 million" is 120 × 10⁴. Two numbers
//! agree by rounding when the finer one rounds to the coarser; arithmetic runs on the [`Interval`]s that rounding
//! leaves. There is no `f64` here: money and counts are exact.
//!
//! Not here: words ("dozen", "million"), which `extract::numeral` reads, and units.

// Money and counts are computed exactly.
#![deny(clippy::float_arithmetic)]

use std::cmp::Ordering;
use std::fmt;

/// Largest absolute exponent that a number may have; texts with more are not understood as numbers.
pub const MAX_EXPONENT: i8 = 24;

/// The powers of ten that fit, since moving the place of the last digit is the commonest thing done with a number.
const POWERS: [i128; 39] = {
    let mut powers = [1i128; 39];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// A decimal number: `coefficient × 10^exponent`, where `10^exponent` is the place of the last digit that was meant.
///
/// Equality and order are by value; [`Number::same_digits`] also compares precision.
///
/// ```
/// use crosscheck::number::Number;
/// let fine: Number = "1,234,567".parse().unwrap();
/// let coarse = Number::new(12, 5); // 1.2 million
/// assert!(fine.rounds_to(coarse));
/// assert_eq!(coarse.to_string(), "1200000");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Number {
    coefficient: i128,
    exponent: i8,
}

/// A closed interval of exact numbers, with an open side where nothing bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lower end, `None` where unbounded.
    pub low: Option<Number>,
    /// Upper end, `None` where unbounded.
    pub high: Option<Number>,
}

impl Number {
    /// Zero, precise to the unit.
    pub const ZERO: Self = Self { coefficient: 0, exponent: 0 };
    /// One, precise to the unit.
    pub const ONE: Self = Self { coefficient: 1, exponent: 0 };

    /// `coefficient × 10^exponent`.
    ///
    /// # Panics
    /// If the exponent is beyond [`MAX_EXPONENT`].
    #[must_use]
    pub fn new(coefficient: i128, exponent: i8) -> Self {
        assert!(exponent.abs() <= MAX_EXPONENT, "exponent {exponent} is out of range");
        Self { coefficient, exponent }
    }

    /// A whole number, precise to the unit: `Number::whole(100)` means exactly 100.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self { coefficient: i128::from(value), exponent: 0 }
    }

    /// The digits before the exponent.
    #[must_use]
    pub fn coefficient(self) -> i128 {
        self.coefficient
    }

    /// The place of the last digit that was meant, as a power of ten.
    #[must_use]
    pub fn exponent(self) -> i8 {
        self.exponent
    }

    /// How many digits were meant: 2 for "1.2 million", 3 for "906,000".
    #[must_use]
    pub fn significant_digits(self) -> u32 {
        self.coefficient.unsigned_abs().checked_ilog10().map_or(1, |d| d + 1)
    }

    /// Whether the number is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.coefficient < 0
    }

    /// Whether the number is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.coefficient == 0
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { coefficient: self.coefficient.abs(), ..self }
    }

    /// The same value, meant to the place `10^exponent`: exact if that is finer, `None` if digits would be lost or
    /// the result does not fit.
    #[must_use]
    pub fn at_exponent(self, exponent: i8) -> Option<Self> {
        if exponent.abs() > MAX_EXPONENT {
            return None;
        }
        if exponent <= self.exponent {
            let factor = POWERS.get(usize::try_from(self.exponent - exponent).ok()?)?;
            Some(Self { coefficient: self.coefficient.checked_mul(*factor)?, exponent })
        } else {
            let factor = *POWERS.get(usize::try_from(exponent - self.exponent).ok()?)?;
            (self.coefficient % factor == 0)
                .then(|| Self { coefficient: self.coefficient / factor, exponent })
        }
    }

    /// Rounded half away from zero to the place `10^exponent`.
    #[must_use]
    pub fn round_to(self, exponent: i8) -> Self {
        if exponent <= self.exponent || exponent > MAX_EXPONENT {
            return self;
        }
        let places = u32::try_from(i32::from(exponent) - i32::from(self.exponent)).unwrap_or(0);
        let Some(factor) = 10i128.checked_pow(places) else {
            return Self { coefficient: 0, exponent };
        };
        let half = factor / 2;
        let rounded = if self.coefficient >= 0 {
            (self.coefficient + half) / factor
        } else {
            (self.coefficient - half) / factor
        };
        Self { coefficient: rounded, exponent }
    }

    /// Whether this number, rounded to the precision of `coarser`, is `coarser`.
    #[must_use]
    pub fn rounds_to(self, coarser: Self) -> bool {
        self.round_to(coarser.exponent) == coarser
    }

    /// Whether value and precision are the same ("1.2" and "1.20" are not).
    #[must_use]
    pub fn same_digits(self, other: Self) -> bool {
        self.coefficient == other.coefficient && self.exponent == other.exponent
    }

    /// What this number could have been before rounding: half a unit of its last digit to each side.
    #[must_use]
    pub fn rounding_interval(self) -> Interval {
        let fine = self.at_exponent(self.exponent.saturating_sub(1).max(-MAX_EXPONENT)).unwrap_or(self);
        if fine.exponent == self.exponent {
            return Interval::point(self);
        }
        Interval {
            low: Some(Self { coefficient: fine.coefficient - 5, ..fine }),
            high: Some(Self { coefficient: fine.coefficient + 5, ..fine }),
        }
    }

    /// The sum, precise to the finer place of the two; `None` if it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let (a, b) = (self.at_exponent(exponent)?, other.at_exponent(exponent)?);
        Some(Self { coefficient: a.coefficient.checked_add(b.coefficient)?, exponent })
    }

    /// The difference, precise to the finer place of the two; `None` if it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { coefficient: other.coefficient.checked_neg()?, ..other })
    }

    /// The exact product; `None` if it does not fit.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.checked_add(other.exponent).filter(|e| e.abs() <= MAX_EXPONENT)?;
        Some(Self { coefficient: self.coefficient.checked_mul(other.coefficient)?, exponent })
    }

    /// The quotient to 12 significant digits, rounded half away from zero; `None` for a zero divisor or where it
    /// does not fit.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let mut numerator = self.coefficient;
        let mut exponent = i32::from(self.exponent) - i32::from(other.exponent);
        let wanted = 10i128.pow(12).checked_mul(other.coefficient.abs())?;
        while numerator != 0 && numerator.abs() < wanted {
            numerator = numerator.checked_mul(10)?;
            exponent -= 1;
        }
        let (quotient, rest) = (numerator / other.coefficient, numerator % other.coefficient);
        let up = rest.unsigned_abs() * 2 >= other.coefficient.unsigned_abs();
        let sign = if (numerator < 0) == (other.coefficient < 0) { 1 } else { -1 };
        let result = Self::normalised(if up { quotient + sign } else { quotient }, exponent)?;
        Some(result)
    }

    /// The number times `10^power`, with the same digits meant: 1.20 by 6 is 120 × 10⁴. `None` beyond
    /// [`MAX_EXPONENT`].
    #[must_use]
    pub fn scaled(self, power: i8) -> Option<Self> {
        let exponent = self.exponent.checked_add(power).filter(|e| e.abs() <= MAX_EXPONENT)?;
        Some(Self { coefficient: self.coefficient, exponent })
    }

    /// The number with its sign turned.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { coefficient: self.coefficient.saturating_neg(), ..self }
    }

    /// The same value with trailing zeros moved from the coefficient into the exponent: 900 becomes 9 × 10².
    #[must_use]
    pub fn trimmed(self) -> Self {
        Self::normalised(self.coefficient, i32::from(self.exponent)).unwrap_or(self)
    }

    /// An `f64` near the number, for plots and for bits of evidence, never for comparing amounts.
    #[must_use]
    #[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "what comes out is no amount")]
    pub fn approximate(self) -> f64 {
        self.coefficient as f64 * 10f64.powi(i32::from(self.exponent))
    }

    fn normalised(mut coefficient: i128, mut exponent: i32) -> Option<Self> {
        while coefficient != 0 && coefficient % 10 == 0 {
            coefficient /= 10;
            exponent += 1;
        }
        if coefficient == 0 {
            exponent = 0;
        }
        let exponent = i8::try_from(exponent).ok()?;
        if exponent > MAX_EXPONENT {
            return None;
        }
        Some(Self { coefficient, exponent: exponent.max(-MAX_EXPONENT) })
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let exponent = self.exponent.min(other.exponent);
        match (self.at_exponent(exponent), other.at_exponent(exponent)) {
            (Some(a), Some(b)) => a.coefficient.cmp(&b.coefficient),
            // One of the two is too large to be written at the finer place, so its sign decides.
            (None, _) => self.coefficient.signum().cmp(&0).then(Ordering::Greater),
            (_, None) => 0.cmp(&other.coefficient.signum()).then(Ordering::Less),
        }
    }
}

/// A text that is not a plain decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number of at most {max} places", max = MAX_EXPONENT)]
pub struct NotANumber;

impl std::str::FromStr for Number {
    type Err = NotANumber;

    /// Reads digits with optional thousands commas, sign and decimal point: "906,000", "-1.20". Trailing zeros of a
    /// whole number are not taken as precision; those after a decimal point are.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let (negative, digits) = match text.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut coefficient: i128 = 0;
        let mut places: Option<i32> = None;
        let mut seen = false;
        for c in digits.chars() {
            match c {
                '0'..='9' => {
                    seen = true;
                    coefficient = coefficient
                        .checked_mul(10)
                        .and_then(|n| n.checked_add(i128::from(c as u32 - '0' as u32)))
                        .ok_or(NotANumber)?;
                    if let Some(p) = &mut places {
                        *p += 1;
                    }
                }
                ',' if seen && places.is_none() => {}
                '.' if places.is_none() => places = Some(0),
                _ => return Err(NotANumber),
            }
        }
        if !seen {
            return Err(NotANumber);
        }
        if negative {
            coefficient = -coefficient;
        }
        match places {
            None | Some(0) => Self::normalised(coefficient, 0).ok_or(NotANumber),
            Some(p) if p <= i32::from(MAX_EXPONENT) => {
                Ok(Self { coefficient, exponent: i8::try_from(-p).map_err(|_| NotANumber)? })
            }
            Some(_) => Err(NotANumber),
        }
    }
}

impl fmt::Display for Number {
    /// The exact decimal, without separators: "906000", "11.4", "1.20".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.coefficient.unsigned_abs().to_string();
        let mut text = String::new();
        if self.exponent >= 0 {
            text.push_str(&digits);
            if self.coefficient != 0 {
                text.extend(std::iter::repeat_n('0', usize::from(self.exponent.unsigned_abs())));
            }
        } else {
            let places = usize::from(self.exponent.unsigned_abs());
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, fraction) = padded.split_at(padded.len() - places);
            text.push_str(whole);
            text.push('.');
            text.push_str(fraction);
        }
        f.pad_integral(self.coefficient >= 0, "", &text)
    }
}

impl Interval {
    /// The interval that holds one number.
    #[must_use]
    pub fn point(number: Number) -> Self {
        Self { low: Some(number), high: Some(number) }
    }

    /// Whether the number lies inside, ends included.
    #[must_use]
    pub fn contains(self, number: Number) -> bool {
        self.low.is_none_or(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }

    /// Whether the two share at least one number.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let below = |low: Option<Number>, high: Option<Number>| match (low, high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        };
        below(self.low, other.high) && below(other.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().expect("a number")
    }

    #[test]
    fn trailing_zeros_of_a_whole_number_are_not_precision() {
        assert_eq!(number("906,000").exponent(), 3);
        assert_eq!(number("1.20").exponent(), -2);
        assert_eq!(number("3,844").significant_digits(), 4);
    }

    #[test]
    fn the_finer_number_rounds_to_the_coarser() {
        assert!(number("728,000").rounds_to(Number::new(73, 4)));
        assert!(!number("728,000").rounds_to(Number::new(72, 4)));
        assert!(number("-1.25").rounds_to(number("-1.3")));
    }

    #[test]
    fn equality_is_by_value_and_same_digits_is_by_precision() {
        assert_eq!(number("1.2"), number("1.20"));
        assert!(!number("1.2").same_digits(number("1.20")));
    }

    #[test]
    fn display_writes_the_exact_decimal() {
        for (coefficient, exponent, text) in
            [(12, 5, "1200000"), (114, -1, "11.4"), (-5, -2, "-0.05"), (0, 3, "0"), (120, -2, "1.20")]
        {
            assert_eq!(Number::new(coefficient, exponent).to_string(), text);
        }
    }

    #[test]
    fn division_keeps_twelve_digits() {
        assert_eq!(number("3844").checked_div(number("0.13")).map(|n| n.round_to(0)), Some(number("29569")));
        assert_eq!(number("1").checked_div(Number::ZERO), None);
        assert_eq!(number("10").checked_div(number("4")), Some(number("2.5")));
    }

    #[test]
    fn a_rounding_interval_is_half_a_unit_of_the_last_digit_to_each_side() {
        let interval = Number::new(13, 0).rounding_interval();
        assert!(interval.contains(number("12.5")) && interval.contains(number("13.5")));
        assert!(!interval.contains(number("13.51")));
    }

    #[test]
    fn text_that_is_not_a_number_is_refused() {
        for text in ["", "-", ".", ",1", "1.2.3", "12a", "1.0000000000000000000000000000"] {
            assert!(text.parse::<Number>().is_err(), "{text:?} was read");
        }
    }

    #[test]
    fn numbers_too_far_apart_to_share_a_place_still_have_an_order() {
        let large = Number::new(i128::MAX / 2, 24);
        assert!(large > number("0.0001"));
        assert!(number("0.0001") < large);
    }
}
