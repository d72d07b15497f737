//! Axes of a drawing: values and days → places and their labels.
//!
//! It cannot fail. An axis of one value or one day has room around it.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A labelled place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) at: f64,
    pub(super) label: String,
}

/// An axis of values: by their size or, where they lie orders of magnitude apart, by their logarithm.
#[derive(Clone, Debug)]
pub(super) struct Values {
    low: f64,
    high: f64,
    is_log: bool,
    from: f64,
    to: f64,
}

/// Values further apart than this would all lie on the lower edge of an even axis.
const FAR: f64 = 40.0;

impl Values {
    /// An axis from `from` (lowest) to `to` (highest) that holds all values.
    pub(super) fn new(values: impl Iterator<Item = f64>, (from, to): (f64, f64)) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|value| value.is_finite()) {
            (low, high) = (low.min(value), high.max(value));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        let is_log = low > 0.0 && high / low > FAR;
        if is_log {
            (low, high) = (low.log10(), high.log10());
        }
        let room = if high > low { (high - low) * 0.1 } else { low.abs().max(1.0) * 0.1 };
        Self { low: low - room, high: high + room, is_log, from, to }
    }

    /// The place of a value.
    pub(super) fn at(&self, value: f64) -> f64 {
        let value = if self.is_log { value.max(f64::MIN_POSITIVE).log10() } else { value };
        let part = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.from + part * (self.to - self.from)
    }

    /// Three to seven round values.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let values: Vec<f64> = if self.is_log {
            // Orders of magnitude number a few dozen at the most.
            #[expect(clippy::cast_possible_truncation, reason = "logarithms of amounts are small")]
            let (first, last) = (self.low.ceil() as i32, self.high.floor() as i32);
            let step = usize::try_from((last - first) / 6 + 1).unwrap_or(1);
            (first..=last).step_by(step).map(|power| 10f64.powi(power)).collect()
        } else {
            let rough = (self.high - self.low) / 5.0;
            let power = 10f64.powf(rough.log10().floor());
            let step = [1.0, 2.0, 5.0, 10.0].map(|part| part * power).into_iter().find(|step| *step >= rough);
            let step = step.unwrap_or(rough);
            let first = (self.low / step).ceil();
            (0..8).map(|at| (first + f64::from(at)) * step).take_while(|value| *value <= self.high).collect()
        };
        values.into_iter().map(|value| Tick { at: self.at(value), label: short(value) }).collect()
    }
}

/// A round value in few letters: "1.5 m", "906,000", "0.25".
fn short(value: f64) -> String {
    let size = value.abs();
    let (scaled, name) = match size {
        _ if size >= 1e12 => (value / 1e12, " tn"),
        _ if size >= 1e9 => (value / 1e9, " bn"),
        _ if size >= 1e6 => (value / 1e6, " m"),
        _ => (value, ""),
    };
    let text = format!("{scaled:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("−", digits));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.map(|part| format!(".{part}")).unwrap_or_default();
    format!("{sign}{grouped}{fraction}{name}")
}

/// An axis of days.
#[derive(Clone, Debug)]
pub(super) struct Time {
    first: i32,
    last: i32,
    /// Days that are labelled if there is room.
    marked: Vec<i32>,
    from: f64,
    to: f64,
}

/// Labels closer than this would run into each other.
const LABEL: f64 = 74.0;

impl Time {
    /// An axis from `from` to `to` that holds all stretches of days.
    pub(super) fn new(days: impl Iterator<Item = (i32, i32)>, (from, to): (f64, f64)) -> Self {
        let mut marked: Vec<i32> = days.flat_map(|(start, end)| [start, end]).collect();
        marked.sort_unstable();
        marked.dedup();
        let (first, last) =
            (marked.first().copied().unwrap_or_default(), marked.last().copied().unwrap_or_default());
        Self { first, last, marked, from, to }
    }

    /// The place of a day.
    pub(super) fn at(&self, day: i32) -> f64 {
        if self.first == self.last {
            return f64::midpoint(self.from, self.to);
        }
        let part = f64::from(day - self.first) / f64::from(self.last - self.first);
        self.from + part * (self.to - self.from)
    }

    /// The place of the middle of a stretch of days.
    pub(super) fn middle(&self, start: i32, end: i32) -> f64 {
        f64::midpoint(self.at(start), self.at(end))
    }

    /// The first and the last day, and those between for whose labels there is room.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        let end = self.at(self.last);
        for day in &self.marked {
            let at = self.at(*day);
            let has_room = ticks.last().is_none_or(|before| at - before.at >= LABEL)
                && (*day == self.last || end - at >= LABEL);
            if has_room {
                ticks.push(Tick { at, label: label(*day) });
            }
        }
        ticks
    }
}

const EPOCH: Date = date(1970, 1, 1);

/// Days since 1970.
pub(super) fn day_of(date: Date) -> i32 {
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

fn label(day: i32) -> String {
    EPOCH.checked_add(day.days()).map(|date| date.strftime("%-d %b %Y").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn values_have_round_ticks_within_the_axis() {
        let axis = Values::new([728_000.0, 906_000.0].into_iter(), (200.0, 0.0));
        let ticks = axis.ticks();
        assert_eq!(labels(&ticks), ["750,000", "800,000", "850,000", "900,000"]);
        assert!(ticks.iter().all(|tick| (0.0..=200.0).contains(&tick.at)));
        assert!(axis.at(906_000.0) < axis.at(728_000.0), "larger values stand higher");
    }

    #[test]
    fn values_orders_of_magnitude_apart_stand_on_a_logarithmic_axis() {
        let axis = Values::new([5e6, 5e9].into_iter(), (100.0, 0.0));
        assert_eq!(labels(&axis.ticks()), ["10 m", "100 m", "1 bn"]);
        let middle = axis.at(5e6f64.midpoint(5e6) * 1000f64.sqrt());
        assert!((middle - 50.0).abs() < 1.0, "{middle}");
    }

    #[test]
    fn one_value_or_one_day_is_in_the_middle() {
        assert!((Values::new([5.0].into_iter(), (100.0, 0.0)).at(5.0) - 50.0).abs() < 0.1);
        let axis = Time::new([(100, 100)].into_iter(), (0.0, 100.0));
        assert_eq!(axis.at(100), 50.0);
        assert_eq!(axis.ticks().len(), 1);
    }

    #[test]
    fn days_are_labelled_where_there_is_room() {
        let axis = Time::new([(0, 0), (1, 1), (200, 200), (365, 365)].into_iter(), (0.0, 365.0));
        assert_eq!(labels(&axis.ticks()), ["1 Jan 1970", "20 Jul 1970", "1 Jan 1971"]);
    }

    #[test]
    fn labels_are_short() {
        for (value, label) in
            [(0.25, "0.25"), (-1.5, "−1.5"), (12_000.0, "12,000"), (1.5e6, "1.5 m"), (3e12, "3 tn")]
        {
            assert_eq!(short(value), label);
        }
    }
}
