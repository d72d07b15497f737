//! The compact notation for the claims that an example expects.
//!
//! A figure is written `[hedge] value unit[/per] [: counted] [@ period] [by attribution] [rise|fall|change|level]`:
//!
//! | written | says |
//! |---|---|
//! | `more-than 600 count: boats` | above 600, counted, of boats |
//! | `300000 GBP` | 300,000 pounds; nothing is said of hedge, period, attribution |
//! | `10..12 km`, `24.. count` | a range; a vague word with an open end |
//! | `5 count/100,000` | a rate |
//! | `906000 count: net migration @ 2022-07-01..2023-06-30 by ONS` | with period and attribution |
//! | `166000 count rise` | a change and its direction |
//! | `score 7-2` | a score or vote |
//!
//! A quotation is `quote WORDS [by NAME]`, a date `date PERIOD`. A period is a year, a month, a day, or
//! `first day..last day`. Only the parts that are written are compared.
//!
//! Not here: comparing (`selftest`).

use crate::claim::{Aspect, Hedge};
use crate::number::Number;
use crate::period::Period;
use jiff::civil::Date;

/// A claim that an example expects. What is `None` is not compared.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedClaim {
    /// As written in the rule file.
    pub text: String,
    /// What is claimed.
    pub kind: ExpectedKind,
    /// Whom the text credits.
    pub by: Option<String>,
}

/// What a claim is expected to state.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectedKind {
    /// A figure.
    Figure(ExpectedFigure),
    /// A quotation with these words, as printed.
    Quotation(String),
    /// A date.
    Date(Period),
}

/// A figure that an example expects.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedFigure {
    /// The bound that the words make.
    pub hedge: Option<Hedge>,
    /// How much.
    pub amount: ExpectedAmount,
    /// The unit's name, as in the JSON report.
    pub unit: Option<String>,
    /// What the unit is spread over.
    pub per: Option<String>,
    /// What is counted; the last word is the head.
    pub counted: Option<String>,
    /// The reference period.
    pub period: Option<Period>,
    /// Level or change.
    pub aspect: Option<Aspect>,
}

/// How much an example expects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ExpectedAmount {
    /// One number.
    One(Number),
    /// A range, or the bounds of a vague word.
    Between(Option<Number>, Option<Number>),
    /// A score.
    Score(Number, Number),
}

/// Why an expected claim cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnExpectation {
    /// The value is missing or is no number.
    #[error("`{0}` is not a number, a range such as 10..12, or a hedge")]
    Amount(String),
    /// There is something between unit and the next part.
    #[error("`{0}` is one word too many after the unit")]
    Unit(String),
    /// The period cannot be read.
    #[error("`{0}` is not a period")]
    Period(String),
}

impl NotAnExpectation {
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> String {
        match self {
            Self::Amount(_) => format!(
                "Write for example `more-than 600 count: boats`. Hedges are: {}.",
                Hedge::ALL.map(Hedge::name).join(", ")
            ),
            Self::Unit(_) => "What is counted stands after a colon: `600 count: boats`.".into(),
            Self::Period(_) => {
                "Write a year, month or day, or first and last day: 2022-07-01..2023-06-30.".into()
            }
        }
    }
}

impl ExpectedClaim {
    /// Reads the notation.
    ///
    /// ```
    /// use crosscheck::rules::reading::{ExpectedClaim, ExpectedKind};
    /// let claim = ExpectedClaim::parse("more-than 600 count: boats by the NCA").unwrap();
    /// assert_eq!(claim.by.as_deref(), Some("the NCA"));
    /// let ExpectedKind::Figure(figure) = claim.kind else { unreachable!() };
    /// assert_eq!(figure.counted.as_deref(), Some("boats"));
    /// ```
    ///
    /// # Errors
    /// If a part is not in the notation.
    pub fn parse(text: &str) -> Result<Self, NotAnExpectation> {
        let whole = text.to_owned();
        if let Some(date) = text.strip_prefix("date ") {
            return Ok(Self { text: whole, kind: ExpectedKind::Date(period(date)?), by: None });
        }
        let (text, aspect) = take_aspect(text.trim());
        let (text, by) = match text.rsplit_once(" by ") {
            Some((rest, by)) => (rest.trim(), Some(by.trim().to_owned())),
            None => (text, None),
        };
        if let Some(words) = text.strip_prefix("quote ") {
            let kind = ExpectedKind::Quotation(words.trim().to_owned());
            return Ok(Self { text: whole, kind, by });
        }
        let (text, period) = match text.split_once('@') {
            Some((rest, words)) => (rest.trim(), Some(self::period(words)?)),
            None => (text, None),
        };
        let (text, counted) = match text.split_once(':') {
            Some((rest, words)) => (rest.trim(), Some(words.trim().to_lowercase())),
            None => (text, None),
        };
        let mut words = text.split_whitespace().peekable();
        let score = words.next_if_eq(&"score").is_some();
        let hedge = words.peek().and_then(|word| Hedge::from_name(word));
        if hedge.is_some() {
            words.next();
        }
        let amount = amount(words.next().unwrap_or_default(), score)?;
        let (unit, per) = match words.next().map(|unit| unit.split_once('/').unwrap_or((unit, ""))) {
            Some((unit, per)) => (Some(unit.to_owned()), (!per.is_empty()).then(|| per.to_owned())),
            None => (None, None),
        };
        if let Some(more) = words.next() {
            return Err(NotAnExpectation::Unit(more.to_owned()));
        }
        let figure = ExpectedFigure { hedge, amount, unit, per, counted, period, aspect };
        Ok(Self { text: whole, kind: ExpectedKind::Figure(figure), by })
    }
}

/// Takes the aspect off the end.
fn take_aspect(text: &str) -> (&str, Option<Aspect>) {
    let names = [
        (" rise", Aspect::Rise),
        (" fall", Aspect::Fall),
        (" change", Aspect::Change),
        (" level", Aspect::Level),
    ];
    names
        .into_iter()
        .find_map(|(name, aspect)| text.strip_suffix(name).map(|rest| (rest.trim(), Some(aspect))))
        .unwrap_or((text, None))
}

fn amount(text: &str, score: bool) -> Result<ExpectedAmount, NotAnExpectation> {
    let wrong = || NotAnExpectation::Amount(text.to_owned());
    let number = |text: &str| text.parse::<Number>().map_err(|_| wrong());
    if score {
        let (a, b) = text.split_once('-').ok_or_else(wrong)?;
        return Ok(ExpectedAmount::Score(number(a)?, number(b)?));
    }
    let Some((low, high)) = text.split_once("..") else { return Ok(ExpectedAmount::One(number(text)?)) };
    let end = |text: &str| if text.is_empty() { Ok(None) } else { number(text).map(Some) };
    Ok(ExpectedAmount::Between(end(low)?, end(high)?))
}

fn period(text: &str) -> Result<Period, NotAnExpectation> {
    let text = text.trim();
    let wrong = || NotAnExpectation::Period(text.to_owned());
    if let Some((start, end)) = text.split_once("..") {
        let day = |text: &str| {
            if text.is_empty() { Ok(None) } else { text.parse::<Date>().map(Some).map_err(|_| wrong()) }
        };
        return Ok(Period { start: day(start)?, end: day(end)? });
    }
    let parts: Vec<&str> = text.split('-').collect();
    let read = match parts.as_slice() {
        [year] => year.parse().ok().and_then(Period::year),
        [year, month] => {
            year.parse().ok().zip(month.parse().ok()).and_then(|(year, month)| Period::month(year, month))
        }
        _ => text.parse().ok().map(Period::day),
    };
    read.ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_written_is_not_expected() {
        let claim = ExpectedClaim::parse("300000 GBP").expect("reads");
        let ExpectedKind::Figure(figure) = claim.kind else { panic!("a figure") };
        assert_eq!((figure.hedge, figure.counted, figure.period, figure.aspect), (None, None, None, None));
        assert_eq!(figure.unit.as_deref(), Some("GBP"));
    }

    #[test]
    fn every_part_of_a_figure_is_read() {
        let claim = ExpectedClaim::parse(
            "about 1.5..2.5 count/day: net migration @ 2022-07-01..2023-06-30 by ONS rise",
        )
        .expect("reads");
        assert_eq!(claim.by.as_deref(), Some("ONS"));
        let ExpectedKind::Figure(figure) = claim.kind else { panic!("a figure") };
        assert_eq!(figure.hedge, Some(Hedge::About));
        assert_eq!(figure.per.as_deref(), Some("day"));
        assert_eq!(figure.counted.as_deref(), Some("net migration"));
        assert_eq!(figure.aspect, Some(Aspect::Rise));
        assert_eq!(figure.period.and_then(Period::days), Some(365));
    }

    #[test]
    fn periods_and_quotations_are_read() {
        assert_eq!(period("2023").ok(), Period::year(2023));
        assert_eq!(period("2023-06").ok(), Period::month(2023, 6));
        let claim = ExpectedClaim::parse("quote we stand by it by Ann Lee").expect("reads");
        assert_eq!(claim.kind, ExpectedKind::Quotation("we stand by it".into()));
        assert_eq!(claim.by.as_deref(), Some("Ann Lee"));
    }

    #[test]
    fn what_is_not_in_the_notation_is_refused() {
        for (text, problem) in [
            ("boats", "`boats` is not a number, a range such as 10..12, or a hedge"),
            ("600 count boats", "`boats` is one word too many after the unit"),
            ("600 count @ June", "`June` is not a period"),
        ] {
            assert_eq!(ExpectedClaim::parse(text).expect_err(text).to_string(), problem);
        }
    }
}
