//! Stretches of calendar time as a text gives them.
//!
//! A [`Period`] is an interval of whole days, both ends included: "the year to June 2023" is 2022-07-01 to
//! 2023-06-30 and is not the calendar year 2023. Three things are kept apart everywhere: the *reference period* that
//! a figure is about, the *as-of* time at which it was counted, and the date of *publication*.
//!
//! Not here: the words that name a period, which `extract::period` reads.

use jiff::civil::{Date, Weekday};
use std::fmt;

/// An interval of whole days, both ends included; an end is `None` where the text leaves it open ("since 2019").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub start: Option<Date>,
    /// Last day, included.
    pub end: Option<Date>,
}

/// How two periods lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overlap {
    /// The same days.
    Same,
    /// One lies within the other.
    Within,
    /// They share days, and each has days of its own.
    Partial,
    /// They share no day.
    Disjoint,
}

impl Period {
    /// The days from `start` to `end`, both included; an interval that would run backwards is turned round.
    #[must_use]
    pub fn new(start: Date, end: Date) -> Self {
        let (start, end) = if start <= end { (start, end) } else { (end, start) };
        Self { start: Some(start), end: Some(end) }
    }

    /// One day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self::new(date, date)
    }

    /// The calendar year, or `None` outside the years that the calendar knows.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Some(Self::new(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
    }

    /// The calendar month, or `None` if there is none such.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self::new(first, first.last_of_month()))
    }

    /// The number of days, `None` where an end is open.
    #[must_use]
    pub fn days(self) -> Option<i32> {
        let (start, end) = (self.start?, self.end?);
        Some(start.until(end).map_or(0, |span| span.get_days()) + 1)
    }

    /// Whether `other` lies wholly inside. An open end reaches as far as time does.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        let from = match (self.start, other.start) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a <= b,
        };
        let to = match (self.end, other.end) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => b <= a,
        };
        from && to
    }

    /// How this period lies to another. The relation is symmetric.
    ///
    /// ```
    /// use crosscheck::period::{Overlap, Period};
    /// use jiff::civil::date;
    /// let year_to_june = Period::new(date(2022, 7, 1), date(2023, 6, 30));
    /// assert_eq!(year_to_june.overlap(Period::year(2023).unwrap()), Overlap::Partial);
    /// ```
    #[must_use]
    pub fn overlap(self, other: Self) -> Overlap {
        if self == other {
            return Overlap::Same;
        }
        let before =
            |end: Option<Date>, start: Option<Date>| matches!((end, start), (Some(e), Some(s)) if e < s);
        if before(self.end, other.start) || before(other.end, self.start) {
            Overlap::Disjoint
        } else if self.contains(other) || other.contains(self) {
            Overlap::Within
        } else {
            Overlap::Partial
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, 1 to 12.
///
/// # Panics
/// If the month is out of range.
#[must_use]
pub fn month_name(month: i8) -> &'static str {
    MONTHS[usize::try_from(month - 1).expect("months count from 1")]
}

/// The month with a name, in lower case, whole or in the usual short forms: 1 to 12.
///
/// ```
/// use crosscheck::period::month_named;
/// assert_eq!(month_named("sept"), Some(9));
/// assert_eq!(month_named("spring"), None);
/// ```
#[must_use]
pub fn month_named(word: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|name| {
        name.eq_ignore_ascii_case(word)
            || name[..3].eq_ignore_ascii_case(word)
            || (word == "sept" && *name == "September")
    })?;
    i8::try_from(index + 1).ok()
}

/// The weekday with a name, in lower case, whole or in the usual short forms.
///
/// ```
/// use crosscheck::period::weekday_named;
/// assert!(weekday_named("thurs").is_some());
/// assert_eq!(weekday_named("today"), None);
/// ```
#[must_use]
pub fn weekday_named(word: &str) -> Option<Weekday> {
    const DAYS: [(&str, &[&str]); 7] = [
        ("monday", &["mon"]),
        ("tuesday", &["tue", "tues"]),
        ("wednesday", &["wed", "weds"]),
        ("thursday", &["thu", "thur", "thurs"]),
        ("friday", &["fri"]),
        ("saturday", &["sat"]),
        ("sunday", &["sun"]),
    ];
    let index = DAYS.iter().position(|(name, short)| *name == word || short.contains(&word))?;
    Weekday::from_monday_one_offset(i8::try_from(index + 1).ok()?).ok()
}

fn long_date(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

impl fmt::Display for Period {
    /// The period as a person would write it: "2023", "June 2023", "28 November 2024", "1 July 2022 to 30 June 2023",
    /// "from 1 January 2019", "up to 31 December 2035".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end) {
            (None, None) => f.write_str("any time"),
            (Some(start), None) => write!(f, "from {}", long_date(start)),
            (None, Some(end)) => write!(f, "up to {}", long_date(end)),
            (Some(start), Some(end)) if start == end => f.write_str(&long_date(start)),
            (Some(start), Some(end)) => {
                let whole_months = start.day() == 1 && end == end.last_of_month();
                if whole_months && start.year() == end.year() && (start.month(), end.month()) == (1, 12) {
                    write!(f, "{}", start.year())
                } else if whole_months && (start.year(), start.month()) == (end.year(), end.month()) {
                    write!(f, "{} {}", month_name(start.month()), start.year())
                } else if whole_months {
                    write!(
                        f,
                        "{} {} to {} {}",
                        month_name(start.month()),
                        start.year(),
                        month_name(end.month()),
                        end.year()
                    )
                } else {
                    write!(f, "{} to {}", long_date(start), long_date(end))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_to_june_is_not_the_calendar_year() {
        let rolling = Period::new(date(2022, 7, 1), date(2023, 6, 30));
        assert_eq!(rolling.days(), Some(365));
        assert_eq!(rolling.overlap(Period::year(2023).expect("a year")), Overlap::Partial);
    }

    #[test]
    fn an_open_end_holds_every_later_day() {
        let since = Period { start: Some(date(2019, 1, 1)), end: None };
        assert!(since.contains(Period::year(2024).expect("a year")));
        assert_eq!(since.overlap(Period::year(2018).expect("a year")), Overlap::Disjoint);
    }

    #[test]
    fn periods_are_written_as_a_person_would() {
        assert_eq!(Period::year(2023).expect("a year").to_string(), "2023");
        assert_eq!(Period::month(2023, 6).expect("a month").to_string(), "June 2023");
        assert_eq!(Period::new(date(2022, 7, 1), date(2023, 6, 30)).to_string(), "July 2022 to June 2023");
        assert_eq!(Period::day(date(2024, 11, 28)).to_string(), "28 November 2024");
    }
}
