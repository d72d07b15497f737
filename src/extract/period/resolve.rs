//! What an expression of time means beside the day of publication and the period named before it.
//!
//! [`Node`] → [`Period`], or `None` where the text leaves it open: a relative expression in a document without a date
//! is not guessed.

use super::words::{Edge, Near, Tense, Unit};
use crate::period::Period;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// Which year a month or a day is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// The text gives it.
    Given(i16),
    /// So many years after that of publication: "last year" is -1.
    Shift(i16),
    /// The text leaves it to the reader.
    Open,
    /// "last April", "next April", "this April".
    Near(Near),
}

/// An expression of time, not yet placed in the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// A day of a month, with the weekday that the text names beside it.
    Day { day: i8, month: i8, year: Year, weekday: Option<i8> },
    /// A weekday, 1 for Monday; `near` is `None` where it stands alone.
    Weekday { weekday: i8, near: Option<Near>, week: Option<i32> },
    /// So many months from the first day of a month: a month, a quarter, a half, a season.
    Months { first: i8, count: i8, year: Year },
    /// A calendar year.
    Year(Year),
    /// So many calendar years.
    Years { first: i16, count: i16 },
    /// A year that begins with another month, by the calendar year in which it begins, or beside the current one.
    Fiscal { first: i8, year: Year },
    /// The unit of the calendar so many units from the one of publication: "last week" is -1.
    Calendar { unit: Unit, shift: i32 },
    /// So many units before (negative) or after the day of publication, as a point as fine as its unit: "three months ago".
    Point { unit: Unit, count: i32 },
    /// So many units up to (negative) or from the day of publication: "the past three months".
    Window { unit: Unit, count: i32 },
    /// So many units that end with a period: "the 12 months to June".
    Rolling { unit: Unit, count: i32, end: Box<Node> },
    /// So many months, that many times, into a year that begins with another month: "the second quarter of fiscal 2024"
    /// is the second of three months each.
    Quarter { length: i8, number: i8, of: Box<Node> },
    /// So many units at the start or end of a period: "the first ten days of March".
    Part { unit: Unit, count: i32, from_end: bool, of: Box<Node> },
    /// An edge of a period: "the end of 2027", "early August".
    Edge { edge: Edge, of: Box<Node> },
    /// The period named before, moved by so many units: "a year earlier".
    Moved { unit: Unit, count: i32 },
    /// The unit of the calendar so many units from that of the period named before: "the previous year".
    Beside { unit: Unit, shift: i32 },
    /// So many units that follow the period named before: "the following two years".
    Following { unit: Unit, count: i32 },
    /// The period named before, in another year: "the same month of 2023".
    SameIn { year: Year },
    /// From one to the other, both included.
    Range(Box<Node>, Box<Node>),
}

/// What an expression is resolved beside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// The side of that day that the clause speaks of.
    pub(super) tense: Tense,
    /// The periods that the text has named before, the last first.
    pub(super) before: [Option<Period>; 3],
}

impl Anchor {
    fn at(self, published: Date, tense: Tense) -> Self {
        Self { published: Some(published), tense, ..self }
    }

    fn latest(self) -> Option<Period> {
        self.before.into_iter().flatten().next()
    }
}

impl Node {
    /// The interval, or `None` where it cannot be known.
    pub(super) fn resolve(&self, anchor: Anchor) -> Option<Period> {
        match self {
            Self::Day { day, month, year, .. } => {
                Some(Period::day(choose_day(anchor, *year, |y| Date::new(y, *month, *day).ok())?))
            }
            Self::Weekday { weekday, near, week } => resolve_weekday(anchor, *weekday, *near, *week),
            Self::Months { first, count, year } => {
                choose(anchor, *year, |y| months(Date::new(y, *first, 1).ok()?, i32::from(*count)))
            }
            Self::Year(year) => match year {
                Year::Given(year) => Period::year(*year),
                Year::Shift(shift) => Period::year(anchor.published?.year().checked_add(*shift)?),
                Year::Open | Year::Near(_) => choose(anchor, *year, Period::year),
            },
            Self::Years { first, count } => Some(Period::new(
                Date::new(*first, 1, 1).ok()?,
                Date::new(first.checked_add(count - 1)?, 12, 31).ok()?,
            )),
            Self::Fiscal { first, year } => {
                let of = |y: i16| months(Date::new(y, *first, 1).ok()?, 12);
                match year {
                    Year::Given(year) => of(*year),
                    Year::Shift(shift) => {
                        let published = anchor.published?;
                        let begun = i16::from(published.month() < *first);
                        of(published.year().checked_sub(begun)?.checked_add(*shift)?)
                    }
                    Year::Open | Year::Near(_) => choose(anchor, *year, of),
                }
            }
            Self::Calendar { unit, shift } => calendar(anchor.published?, *unit, *shift),
            Self::Point { unit, count } => point(anchor.published?, *unit, *count),
            Self::Window { unit, count } => window(anchor.published?, *unit, *count),
            Self::Rolling { unit, count, end } => {
                let end = end.resolve(Anchor { tense: Tense::Behind, ..anchor })?;
                // A window that ends with a month which is not over yet is the one of the year before.
                Some(ending(end.end?, *unit, *count)?)
            }
            Self::Quarter { length, number, of } => {
                let start = of.resolve(anchor)?.start?;
                let before = i32::from(*length) * (i32::from(*number) - 1);
                months(add(start, Unit::Month, before)?, i32::from(*length))
            }
            Self::Part { unit, count, from_end, of } => {
                let of = of.resolve(anchor)?;
                if *from_end {
                    ending(of.end?, *unit, *count)
                } else {
                    let start = of.start?;
                    Some(Period::new(start, add(start, *unit, *count)?.yesterday().ok()?))
                }
            }
            Self::Edge { edge, of } => resolve_edge(anchor, *edge, of.resolve(anchor)?),
            Self::Moved { unit, count } => moved(fitting(anchor, *unit)?, *unit, *count),
            Self::Beside { unit, shift } => {
                let before = fitting(anchor, *unit)?;
                // "The three months to August", "the previous quarter": the three months before these.
                if is_as_long_as(before, *unit) {
                    moved(before, *unit, *shift)
                } else {
                    calendar(before.start?, *unit, *shift)
                }
            }
            Self::Following { unit, count } => {
                let year_long = anchor.before.into_iter().flatten().find(|period| is_year_long(*period));
                let before = year_long.filter(|_| *unit == Unit::Year).or(anchor.latest())?;
                let start = before.end?.tomorrow().ok()?;
                Some(Period::new(start, add(start, *unit, *count)?.yesterday().ok()?))
            }
            Self::SameIn { year } => {
                let before = anchor.latest()?;
                let year = match year {
                    Year::Given(year) => *year,
                    Year::Shift(shift) => anchor.published?.year().checked_add(*shift)?,
                    Year::Open | Year::Near(_) => return None,
                };
                moved(before, Unit::Year, i32::from(year) - i32::from(before.end?.year()))
            }
            Self::Range(from, to) => resolve_range(anchor, from, to),
        }
    }

    /// Whether it is as fine as a day.
    pub(super) fn is_day(&self) -> bool {
        match self {
            Self::Day { .. } | Self::Weekday { .. } => true,
            Self::Calendar { unit, .. }
            | Self::Point { unit, .. }
            | Self::Beside { unit, .. }
            | Self::Moved { unit, .. } => {
                matches!(unit, Unit::Day | Unit::Hour | Unit::Minute | Unit::Weekend)
            }
            Self::Range(from, to) => from.is_day() && to.is_day(),
            Self::Edge { of, .. } => of.is_day(),
            _ => false,
        }
    }

    /// Whether it is a month or longer, so that it can be placed beside a day that is only about right.
    pub(super) fn is_coarse(&self) -> bool {
        match self {
            Self::Months { .. } | Self::Year(_) | Self::Years { .. } | Self::Fiscal { .. } => true,
            Self::Calendar { unit, .. } | Self::Beside { unit, .. } | Self::Moved { unit, .. } => {
                unit.months().is_some()
            }
            Self::Following { .. } | Self::SameIn { .. } => true,
            Self::Rolling { end: of, .. } | Self::Part { of, .. } | Self::Quarter { of, .. } => {
                of.is_coarse()
            }
            Self::Edge { edge, of } => {
                of.is_coarse() && !matches!(edge, Edge::Earlier | Edge::Later | Edge::SoFar)
            }
            Self::Range(from, to) => from.is_coarse() && to.is_coarse(),
            Self::Day { .. } | Self::Weekday { .. } | Self::Point { .. } | Self::Window { .. } => false,
        }
    }

    /// Month and, where one is named, day of the month, of an expression that leaves only the year open.
    pub(super) fn yearless(&self) -> Option<(i8, Option<i8>)> {
        match self {
            Self::Day { day, month, year: Year::Open, .. } => Some((*month, Some(*day))),
            Self::Months { first, count: 1, year: Year::Open } => Some((*first, None)),
            Self::Range(from, _) => from.yearless(),
            _ => None,
        }
    }

    /// The weekday named beside a date, if it is not that date's own.
    pub(super) fn wrong_weekday(&self, period: Option<Period>) -> Option<i8> {
        match self {
            Self::Day { weekday: Some(weekday), year, .. } => {
                let date = period?.start?;
                // An open year may have been chosen wrongly, and then the weekday is no slip of the text.
                let known = matches!(year, Year::Given(_) | Year::Shift(_));
                (known && date.weekday().to_monday_one_offset() != *weekday).then_some(*weekday)
            }
            _ => None,
        }
    }
}

/// The year of publication and its neighbours, and the one of their periods that the text means.
fn choose(anchor: Anchor, year: Year, of: impl Fn(i16) -> Option<Period>) -> Option<Period> {
    let published = match year {
        Year::Given(year) => return of(year),
        Year::Shift(shift) => return of(anchor.published?.year().checked_add(shift)?),
        Year::Open | Year::Near(_) => anchor.published?,
    };
    let around = published.year();
    let candidates = [around - 2, around - 1, around, around + 1, around + 2].map(&of);
    let mut candidates = candidates.into_iter().flatten();
    let near = match year {
        Year::Near(near) => Some(near),
        _ => None,
    };
    match (near, anchor.tense) {
        (Some(Near::This), _) => of(around),
        (Some(Near::Last | Near::Past | Near::Previous), _) => {
            candidates.rfind(|period| period.end.is_some_and(|end| end < published))
        }
        (Some(Near::Next | Near::Following), _) => {
            candidates.find(|period| period.start.is_some_and(|start| start > published))
        }
        // With nothing to tell, the nearest: "the fare rises in January", said in October.
        (None, Tense::Unknown) => candidates.min_by_key(|period| away(*period, published)),
        (None, Tense::Ahead) => candidates.find(|period| period.end.is_some_and(|end| end >= published)),
        (None, _) => candidates.rfind(|period| period.start.is_some_and(|start| start <= published)),
    }
}

/// How many days lie between a day and a period; one that holds it is nearest, and of two as near the earlier.
fn away(period: Period, day: Date) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    match (period.start, period.end) {
        (Some(start), _) if start > day => days(day, start),
        (_, Some(end)) if end < day => days(end, day),
        _ => 0,
    }
}

/// A day of a month without a year is the nearest: no story is more than half a year off, whichever way it speaks.
fn choose_day(anchor: Anchor, year: Year, of: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    if year != Year::Open {
        return choose(anchor, year, |y| of(y).map(Period::day))?.start;
    }
    let published = anchor.published?;
    let around = published.year();
    [around - 1, around, around + 1]
        .into_iter()
        .filter_map(of)
        .min_by_key(|date| (date.until(published).map_or(i32::MAX, |span| span.get_days().abs()), *date))
}

fn resolve_weekday(anchor: Anchor, weekday: i8, near: Option<Near>, week: Option<i32>) -> Option<Period> {
    let published = anchor.published?;
    let own = i32::from(published.weekday().to_monday_one_offset());
    let in_week = i32::from(weekday) - own;
    let offset = match (week, near) {
        (Some(week), _) => in_week + 7 * week,
        (None, Some(Near::This)) => in_week,
        (None, Some(Near::Last | Near::Past | Near::Previous)) => {
            if in_week < 0 {
                in_week
            } else {
                in_week - 7
            }
        }
        (None, Some(Near::Next | Near::Following)) => {
            if in_week > 0 {
                in_week
            } else {
                in_week + 7
            }
        }
        (None, None) if anchor.tense == Tense::Ahead => in_week.rem_euclid(7),
        (None, None) => -((-in_week).rem_euclid(7)),
    };
    Some(Period::day(published.checked_add(offset.days()).ok()?))
}

fn resolve_edge(anchor: Anchor, edge: Edge, of: Period) -> Option<Period> {
    let (start, end) = (of.start?, of.end?);
    let days = of.days()?;
    if days == 1 {
        return Some(of);
    }
    let published = anchor.published;
    let third = |n: i32| start.checked_add((days * n / 3).days()).ok();
    // Years by months, months by days; a decade's end is its last year, and for many the one that follows.
    let years = days >= 360;
    let decade = days > 3000;
    Some(match edge {
        Edge::Start if decade => Period::year(start.year())?,
        Edge::End if decade => {
            Period::new(Date::new(end.year(), 1, 1).ok()?, Date::new(end.year() + 1, 12, 31).ok()?)
        }
        Edge::Start if years => months(start, 1)?,
        Edge::End if years => ending(end, Unit::Month, 1)?,
        Edge::Start => Period::day(start),
        Edge::End => Period::day(end),
        Edge::Early => Period::new(start, third(1)?.yesterday().ok()?),
        Edge::Middle => Period::new(third(1)?, third(2)?.yesterday().ok()?),
        Edge::Late => Period::new(third(2)?, end),
        Edge::Earlier | Edge::SoFar => {
            Period::new(start, published.filter(|day| of.contains(Period::day(*day)))?)
        }
        Edge::Later => {
            let from = published.filter(|day| of.contains(Period::day(*day)) && *day < end)?;
            Period::new(from.tomorrow().ok()?, end)
        }
    })
}

/// A year that only one end names holds for the other: "31 March and 1 April 2025", "November 2023 to March".
fn resolve_range(anchor: Anchor, from: &Node, to: &Node) -> Option<Period> {
    let open =
        |node: &Node| node.yearless().is_some() || matches!(node, Node::Months { year: Year::Open, .. });
    let (from, to) = match (open(from), open(to)) {
        (false, true) => {
            let from = from.resolve(anchor)?;
            (from, to.resolve(anchor.at(from.end?, Tense::Ahead))?)
        }
        (true, _) => {
            let to = to.resolve(anchor)?;
            (from.resolve(anchor.at(to.start?, Tense::Behind))?, to)
        }
        (false, false) => (from.resolve(anchor)?, to.resolve(anchor)?),
    };
    let (start, end) = (from.start?, to.end?);
    (start <= end).then(|| Period::new(start, end))
}

/// The last period named before that is fine enough to be moved by a unit; for a day failing that, publication.
fn fitting(anchor: Anchor, unit: Unit) -> Option<Period> {
    let longest = match unit {
        Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend => 3,
        Unit::Week | Unit::Fortnight => 8,
        Unit::Month => 32,
        Unit::Quarter => 93,
        Unit::Half => 185,
        Unit::Year | Unit::Decade | Unit::Century => 800,
    };
    let named =
        anchor.before.into_iter().flatten().find(|period| period.days().is_some_and(|days| days <= longest));
    if longest == 3 { named.or(anchor.published.map(Period::day)) } else { named }
}

fn is_year_long(period: Period) -> bool {
    is_as_long_as(period, Unit::Year)
}

/// Whether a period is a year, a half or a quarter long, wherever in the year it begins.
fn is_as_long_as(period: Period, unit: Unit) -> bool {
    let lengths = match unit {
        Unit::Year => 360..=371,
        Unit::Half => 180..=185,
        Unit::Quarter => 89..=93,
        _ => return false,
    };
    period.days().is_some_and(|days| lengths.contains(&days))
}

/// A date moved by so many units; a month without that day gives its last.
fn add(date: Date, unit: Unit, count: i32) -> Option<Date> {
    let span = if let Some(months) = unit.months() {
        Span::new().try_months(months.checked_mul(count)?).ok()?
    } else {
        Span::new().try_days(unit.days()?.checked_mul(count)?).ok()?
    };
    date.checked_add(span).ok()
}

/// So many months from a day.
fn months(start: Date, count: i32) -> Option<Period> {
    Some(Period::new(start, add(start, Unit::Month, count)?.yesterday().ok()?))
}

/// So many units that end with a day, that day included.
fn ending(end: Date, unit: Unit, count: i32) -> Option<Period> {
    // From the day after the end, so that windows up to the last day of a month begin on the first of one.
    let after = end.tomorrow().ok()?;
    Some(Period::new(add(after, unit, -count)?, end))
}

/// Both ends moved; what ends with a month goes on to end with one.
fn moved(period: Period, unit: Unit, count: i32) -> Option<Period> {
    let (start, end) = (period.start?, period.end?);
    if count == 0 {
        return Some(period);
    }
    let to = add(end, unit, count)?;
    let to = if unit.months().is_some() && end == end.last_of_month() && period.days()? > 1 {
        to.last_of_month()
    } else {
        to
    };
    Some(Period::new(add(start, unit, count)?, to))
}

/// The unit of the calendar that holds a day, so many units on.
fn calendar(day: Date, unit: Unit, shift: i32) -> Option<Period> {
    let small = i16::try_from(shift).ok()?;
    match unit {
        Unit::Day | Unit::Hour | Unit::Minute => Some(Period::day(day.checked_add(shift.days()).ok()?)),
        Unit::Week | Unit::Fortnight => {
            let monday = 1 - i32::from(day.weekday().to_monday_one_offset());
            let start = day.checked_add((monday + 7 * shift).days()).ok()?;
            Some(Period::new(start, start.checked_add(6.days()).ok()?))
        }
        Unit::Weekend => {
            // The weekend that "this" means is the nearest that has begun, seen from Friday on the one to come.
            let own = i32::from(day.weekday().to_monday_one_offset());
            let saturday = if own >= 5 { 6 - own } else { -1 - own };
            let start = day.checked_add((saturday + 7 * shift).days()).ok()?;
            Some(Period::new(start, start.tomorrow().ok()?))
        }
        Unit::Month => months(add(day.first_of_month(), Unit::Month, shift)?, 1),
        Unit::Quarter | Unit::Half => {
            let length = unit.months()?;
            let first = (i32::from(day.month()) - 1) / length * length + 1;
            let start = Date::new(day.year(), i8::try_from(first).ok()?, 1).ok()?;
            months(add(start, unit, shift)?, length)
        }
        Unit::Year => Period::year(day.year().checked_add(small)?),
        Unit::Decade | Unit::Century => {
            let length: i16 = if unit == Unit::Decade { 10 } else { 100 };
            let first = day.year().div_euclid(length) * length;
            let first = first.checked_add(small.checked_mul(length)?)?;
            Some(Period::new(
                Date::new(first, 1, 1).ok()?,
                Date::new(first.checked_add(length - 1)?, 12, 31).ok()?,
            ))
        }
    }
}

/// A point so many units off is as fine as its unit: "two years ago" is a year, "three days ago" a day.
fn point(day: Date, unit: Unit, count: i32) -> Option<Period> {
    match unit {
        Unit::Minute | Unit::Hour => Some(Period::day(day)),
        Unit::Day | Unit::Week | Unit::Fortnight => {
            let to = add(day, unit, count)?;
            if unit == Unit::Day || count.abs() == 1 {
                Some(Period::day(to))
            } else {
                Some(Period::new(to.checked_sub(3.days()).ok()?, to.checked_add(3.days()).ok()?))
            }
        }
        Unit::Weekend => None,
        Unit::Month | Unit::Quarter | Unit::Half => calendar(add(day, unit, count)?, Unit::Month, 0),
        Unit::Year => calendar(add(day, unit, count)?, Unit::Year, 0),
        Unit::Decade | Unit::Century => None,
    }
}

fn window(day: Date, unit: Unit, count: i32) -> Option<Period> {
    let to = match unit {
        Unit::Minute | Unit::Hour => day.checked_add((count / 24).days()).ok()?,
        _ => add(day, unit, count)?,
    };
    Some(Period::new(day, to))
}
