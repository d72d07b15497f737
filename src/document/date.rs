//! Dates of publication: in attributes, in lines of their own, in addresses.
//!
//! A line counts as a line of dates only if every word of it is a part of a date or of its label; a sentence that
//! names a date is none.
//!
//! Not here: the periods that the text speaks of.

use crate::period::{month_named, weekday_named};
use jiff::civil::{Date, DateTime, Time, Weekday};

/// A day, and a time of day where one is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) date: Date,
    pub(super) time: Option<DateTime>,
}

impl Stamp {
    fn new(date: Date, time: Option<Time>) -> Self {
        Self { date, time: time.map(|time| date.to_datetime(time)) }
    }
}

/// What a line of dates gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The day of publication; where only an update is dated, the day of the update.
    pub(super) stamp: Option<Stamp>,
    /// A date such as 3/4/2024 stands there, whose order of day and month nothing tells.
    pub(super) ambiguous: bool,
    /// Whether the line begins with a label such as "Published".
    pub(super) labelled: bool,
}

/// Reads a date as fields and attributes give it: ISO 8601, or any form that a line may have.
pub(super) fn read(text: &str) -> Option<Stamp> {
    let text = text.trim();
    iso(text).or_else(|| line(text).and_then(|line| line.stamp))
}

/// "2024-11-24", "2024-11-24T00:41:00Z", "2024-11-24 00:41", "20241124". The offset from UTC is passed over: the day is
/// meant as it is given.
fn iso(text: &str) -> Option<Stamp> {
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten()
    };
    let small = |from, to| digits(from, to).and_then(|n| i8::try_from(n).ok());
    if text.len() == 8
        && let (Some(year), Some(month), Some(day)) = (digits(0, 4), small(4, 6), small(6, 8))
    {
        return Some(Stamp::new(Date::new(year, month, day).ok()?, None));
    }
    let bytes = text.as_bytes();
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let date = Date::new(digits(0, 4)?, small(5, 7)?, small(8, 10)?).ok()?;
    match bytes.get(10) {
        None => Some(Stamp::new(date, None)),
        Some(b'T' | b't' | b' ') if bytes.get(13) == Some(&b':') => {
            let time = Time::new(small(11, 13)?, small(14, 16)?, small(17, 19).unwrap_or(0), 0).ok();
            Some(Stamp::new(date, time))
        }
        Some(_) => None,
    }
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Word(&'a str),
    Number { value: i32, digits: usize },
    Mark(char),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = |test: fn(&char) -> bool| {
            rest.char_indices().find(|(_, c)| !test(c)).map_or(rest.len(), |(i, _)| i)
        };
        let end = if first.is_ascii_digit() {
            let end = run(char::is_ascii_digit);
            let value = rest[..end].parse().unwrap_or(i32::MAX);
            pieces.push(Piece::Number { value, digits: end });
            end
        } else if first.is_alphabetic() {
            let end = run(|c| c.is_alphabetic());
            pieces.push(Piece::Word(&rest[..end]));
            end
        } else {
            if !first.is_whitespace() {
                pieces.push(Piece::Mark(first));
            }
            first.len_utf8()
        };
        rest = &rest[end..];
    }
    pieces
}

/// A date while it is put together.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    updated: bool,
    labelled: bool,
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<Time>,
    weekday: Option<Weekday>,
    /// Two numbers either of which may be the month.
    unordered: Option<(i8, i8)>,
}

impl Parts {
    fn has_date(&self) -> bool {
        self.year.is_some() && (self.month.is_some() && self.day.is_some() || self.unordered.is_some())
    }

    fn date(&self) -> Option<Date> {
        let year = self.year?;
        if let Some((a, b)) = self.unordered {
            // A weekday beside it tells which order is meant.
            let (one, other) = (Date::new(year, a, b).ok(), Date::new(year, b, a).ok());
            let weekday = self.weekday;
            let fits = |date: &Date| weekday.is_some_and(|weekday| date.weekday() == weekday);
            return match (one.filter(fits), other.filter(fits)) {
                (Some(date), None) | (None, Some(date)) => Some(date),
                _ => one.filter(|_| a == b),
            };
        }
        Date::new(year, self.month?, self.day?).ok()
    }
}

/// Reads a line that holds nothing but dates, times, and their labels.
pub(super) fn line(text: &str) -> Option<Line> {
    // Longer lines are prose; this also bounds the work on hostile input.
    if text.len() > 160 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let pieces = pieces(text);
    let mut segments = vec![Parts::default()];
    let mut at = 0;
    while at < pieces.len() {
        at += step(&pieces[at..], &mut segments)?;
    }
    let dated = |updated: bool| segments.iter().find(|parts| parts.updated == updated && parts.has_date());
    let parts = dated(false).or_else(|| dated(true))?;
    let stamp = parts.date().map(|date| Stamp::new(date, parts.time));
    Some(Line {
        stamp,
        ambiguous: stamp.is_none() && parts.unordered.is_some(),
        labelled: segments.iter().any(|parts| parts.labelled),
    })
    .filter(|line| line.stamp.is_some() || line.ambiguous)
}

/// Takes the next part of a line; `None` if it is none of a date.
fn step(rest: &[Piece<'_>], segments: &mut Vec<Parts>) -> Option<usize> {
    use Piece::{Mark, Number, Word};
    let parts = segments.last_mut().expect("there is always one");
    match *rest {
        [Mark('|' | '•' | '·'), ..] => {
            if parts.has_date() || parts.time.is_some() {
                segments.push(Parts::default());
            }
            Some(1)
        }
        // 11:24, 03.31, 1: 28; not the beginning of 11.27.2005.
        [
            Number { value: hour, digits: 1..=2 },
            Mark(':' | '.'),
            Number { value: minute, digits: 2 },
            ref after @ ..,
        ] if hour < 24 && minute < 60 && !matches!(after, [Mark('.'), Number { .. }, ..]) => {
            let mut used = 3;
            let mut after = after;
            if let [Mark(':'), Number { digits: 2, .. }, more @ ..] = after {
                used += 2;
                after = more;
            }
            let (hour, words) = half_of_day(hour, after)?;
            parts.time = Some(parts.time.unwrap_or(Time::new(hour, i8::try_from(minute).ok()?, 0, 0).ok()?));
            Some(used + words)
        }
        // 2024-11-24, 2024/11/24.
        [
            Number { value: year @ 1900..=2100, digits: 4 },
            Mark('-' | '/' | '.'),
            Number { value: month @ 1..=12, .. },
            Mark('-' | '/' | '.'),
            Number { value: day @ 1..=31, .. },
            ref after @ ..,
        ] if parts.year.is_none() => {
            parts.year = i16::try_from(year).ok();
            parts.month = i8::try_from(month).ok();
            parts.day = i8::try_from(day).ok();
            Some(5 + usize::from(matches!(after, [Word("T"), ..])))
        }
        // 27/11/2005, 11 / 27 / 2005, 27.11.2005.
        [
            Number { value: a @ 1..=31, digits: 1..=2 },
            Mark('-' | '/' | '.'),
            Number { value: b @ 1..=31, digits: 1..=2 },
            Mark('-' | '/' | '.'),
            Number { value: year @ 1900..=2100, digits: 4 },
            ..,
        ] if parts.year.is_none() => {
            parts.year = i16::try_from(year).ok();
            let (a, b) = (i8::try_from(a).ok()?, i8::try_from(b).ok()?);
            match (a > 12, b > 12) {
                (true, true) => return None,
                (true, false) => (parts.day, parts.month) = (Some(a), Some(b)),
                (false, true) => (parts.month, parts.day) = (Some(a), Some(b)),
                (false, false) => parts.unordered = Some((a, b)),
            }
            Some(5)
        }
        [Number { value: year @ 1900..=2100, digits: 4 }, ..] if parts.year.is_none() => {
            parts.year = i16::try_from(year).ok();
            Some(1)
        }
        // 7am.
        [Number { value: hour @ 1..=12, digits: 1..=2 }, Word(half), ..]
            if matches!(half.to_ascii_lowercase().as_str(), "am" | "pm") =>
        {
            let (hour, words) = half_of_day(hour, &rest[1..])?;
            parts.time = Some(parts.time.unwrap_or(Time::new(hour, 0, 0, 0).ok()?));
            Some(1 + words)
        }
        [Number { value: day @ 1..=31, digits: 1..=2 }, ref after @ ..] if parts.day.is_none() => {
            parts.day = i8::try_from(day).ok();
            let ordinal = matches!(after, [Word(w), ..] if matches!(w.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th"));
            Some(1 + usize::from(ordinal))
        }
        // An offset from UTC: +02:00, +0200.
        [Mark('+' | '-'), Number { digits: 1..=2, .. }, Mark(':'), Number { digits: 2, .. }, ..]
            if parts.time.is_some() =>
        {
            Some(4)
        }
        [Mark('+' | '-'), Number { digits: 1..=4, .. }, ..] if parts.time.is_some() => Some(2),
        [Word(word), ..] => {
            let lower = word.to_lowercase();
            if let Some(weekday) = weekday_named(&lower) {
                parts.weekday = Some(weekday);
            } else if let Some(month) = month_named(&lower) {
                if parts.month.is_some() {
                    return None;
                }
                parts.month = Some(month);
            } else if let Some(updated) = label(&lower) {
                if parts.has_date() || parts.time.is_some() {
                    segments.push(Parts { updated, labelled: true, ..Parts::default() });
                } else {
                    parts.updated |= updated;
                    parts.labelled = true;
                }
            } else if !is_small_word(&lower) {
                return None;
            }
            Some(1)
        }
        [Mark(',' | ':' | ';' | '-' | '–' | '—' | '/' | '(' | ')' | '.' | '[' | ']'), ..] => Some(1),
        _ => None,
    }
}

/// The hour on the clock of 24 hours, and how many pieces the words for the half of the day take.
fn half_of_day(hour: i32, after: &[Piece<'_>]) -> Option<(i8, usize)> {
    use Piece::{Mark, Word};
    let (half, used) = match after {
        [Word(w), ..] if w.eq_ignore_ascii_case("am") || w.eq_ignore_ascii_case("pm") => (*w, 1),
        [Word(a), Mark('.'), Word(m), Mark('.'), ..] if m.eq_ignore_ascii_case("m") => (*a, 4),
        _ => return Some((i8::try_from(hour).ok()?, 0)),
    };
    let afternoon = half.starts_with(['p', 'P']);
    let hour = match (hour, afternoon) {
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        _ => hour,
    };
    Some((i8::try_from(hour).ok()?, used))
}

/// Whether a label dates an update; `None` if the word is no label.
fn label(word: &str) -> Option<bool> {
    match word {
        "published" | "posted" | "created" | "issued" | "released" | "filed" | "date" | "first" => {
            Some(false)
        }
        "updated" | "modified" | "edited" | "revised" | "last" => Some(true),
        _ => None,
    }
}

fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "at" | "on"
            | "the"
            | "of"
            | "and"
            | "time"
            | "local"
            | "uk"
            | "us"
            | "et"
            | "ist"
            | "gmt"
            | "utc"
            | "bst"
            | "est"
            | "edt"
            | "cst"
            | "cdt"
            | "mst"
            | "mdt"
            | "pst"
            | "pdt"
            | "pt"
            | "cet"
            | "cest"
            | "eet"
            | "eest"
            | "msk"
            | "wat"
            | "cat"
            | "eat"
            | "sast"
            | "pkt"
            | "hkt"
            | "sgt"
            | "jst"
            | "kst"
            | "aest"
            | "aedt"
            | "acst"
            | "awst"
            | "nzst"
            | "nzdt"
            | "hst"
            | "akst"
            | "z"
            | "t"
            | "h"
            | "hrs"
            | "hours"
    )
}

/// The day in an address: /2024/11/24/, /2025/feb/06/, 2024-11-25.
pub(super) fn in_url(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<i16>().ok()).flatten();
    for window in parts.windows(3) {
        let [year, middle, day] = window else { continue };
        if year.len() != 4 || day.len() > 2 {
            continue;
        }
        let (Some(year @ 1990..=2100), Some(day)) = (number(year), number(day)) else { continue };
        let month =
            number(middle).and_then(|n| i8::try_from(n).ok()).or_else(|| month_named(&middle.to_lowercase()));
        if let (Some(month), Ok(day)) = (month, i8::try_from(day))
            && let Ok(date) = Date::new(year, month, day)
        {
            return Some(date);
        }
    }
    // A run of eight digits is a date only if it begins like a year that the web has seen.
    parts
        .iter()
        .filter(|part| part.len() == 8 && part.starts_with("20"))
        .find_map(|part| iso(part))
        .map(|stamp| stamp.date)
}

/// The time that heads a post of a live page ("Saturday 05:35", "12:04 GMT", "Posted at 9.15pm"), with the weekday if
/// one is named, and how many bytes of the text say so.
pub(super) fn post_time(text: &str) -> Option<PostTime> {
    let short: String = text.chars().take(60).collect();
    let pieces = pieces(&short);
    let mut segments = vec![Parts::default()];
    let mut at = 0;
    while at < pieces.len() {
        match step(&pieces[at..], &mut segments) {
            Some(used) => at += used,
            None => break,
        }
        if segments.len() > 1 {
            break;
        }
    }
    let parts = segments[0];
    let time = parts.time?;
    let date = parts.year.and_then(|_| parts.date());
    Some(PostTime { time, weekday: parts.weekday, date, day: parts.day, month: parts.month })
}

/// The time at the head of a post, as far as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PostTime {
    pub(super) time: Time,
    pub(super) weekday: Option<Weekday>,
    pub(super) date: Option<Date>,
    pub(super) day: Option<i8>,
    pub(super) month: Option<i8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_dates_are_read() {
        let table = [
            ("28 November, 2024", "2024-11-28"),
            ("Published: November 28, 2005", "2005-11-28"),
            ("Last Updated: Tuesday, 17 June 2008, 21:05 GMT", "2008-06-17T21:05:00"),
            ("Posted 10 / 23 / 2007 8:14 AM", "2007-10-23T08:14:00"),
            ("09:47, Tue, Jan 14, 2025 | UPDATED: 18:20", "2025-01-14T09:47:00"),
            ("5 March 2014 Last updated at 13:38 GMT", "2014-03-05"),
            ("Tue May 6, 2014 1: 28PM GMT", "2014-05-06T13:28:00"),
            ("Sunday 4 May 2014 03.31 BST", "2014-05-04T03:31:00"),
            ("8: 05am UK, Monday 05 May 2014", "2014-05-05T08:05:00"),
            ("MAY 6, 2014 11: 12AM", "2014-05-06T11:12:00"),
            ("Published: 09 May 2014 11:25 GMT+02:00", "2014-05-09T11:25:00"),
            ("Updated: 3 May 2014, 10:00 | Published: 2 May 2014", "2014-05-02"),
            ("WEDNESDAY 07 MAY 2014", "2014-05-07"),
            ("Wednesday, May 7th, 2014", "2014-05-07"),
            ("27.11.2005", "2005-11-27"),
            ("Wed 05/07/2014", "2014-05-07"),
            ("2014-05-07T10:30:00Z", "2014-05-07T10:30:00"),
            ("Wed, 07 May 2014 10:30:00 +0000", "2014-05-07T10:30:00"),
            ("First published on May 7, 2014 at 9.15pm EDT", "2014-05-07T21:15:00"),
        ];
        for (text, expected) in table {
            let stamp = read(text).unwrap_or_else(|| panic!("{text} is not read"));
            let found = stamp.time.map_or_else(|| stamp.date.to_string(), |time| time.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_is_no_line_of_dates() {
        for text in [
            "The summit is on 31 March 2025.",
            "12 people died on 3 May 2014",
            "November",
            "2024",
            "Call 020 7946 0812",
            "31 February 2024",
            "May 2024",
        ] {
            assert_eq!(line(text).and_then(|line| line.stamp), None, "{text}");
        }
    }

    #[test]
    fn day_and_month_in_figures_are_not_guessed() {
        let line = line("Posted 03/04/2024").expect("it is a line of dates");
        assert_eq!((line.stamp, line.ambiguous), (None, true));
    }

    #[test]
    fn addresses_tell_the_day() {
        let day = |url| in_url(url).map(|date| date.to_string());
        assert_eq!(day("https://example.org/2024/11/24/deal").as_deref(), Some("2024-11-24"));
        assert_eq!(day("https://example.org/biz/2025/feb/06/rates").as_deref(), Some("2025-02-06"));
        assert_eq!(day("https://example.org/climate/2024-11-25-baku").as_deref(), Some("2024-11-25"));
        assert_eq!(day("https://example.org/a/20241125/b.html").as_deref(), Some("2024-11-25"));
        assert_eq!(day("https://example.org/news/68811-2024"), None);
    }
}
