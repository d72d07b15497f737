//! Times of day: "07:12", "4:30 a.m.", "6pm", "1353 (1023 GMT)", "noon".

use super::words::{Word, Words};

/// A time of day in minutes after midnight, and the place behind its words.
pub(super) type Clock = (u16, usize);

/// The time of day that begins at a token.
pub(super) fn clock(words: &Words<'_>, at: usize) -> Option<Clock> {
    let w = words;
    match w.lower(at) {
        "noon" | "midday" if !w.glued(at) => return Some((12 * 60, at + 1)),
        "midnight" => return Some((0, at + 1)),
        _ => {}
    }
    let token = w.token(at).filter(|_| w.is_number(at))?;
    if w.glued(at) && matches!(w.lower(at.checked_sub(1)?), "$" | "£" | "€" | ":" | "/" | "." | "-") {
        return None;
    }
    // "7:12", "07:12", not "2:1" and not a running time such as "2:10:35".
    if w.is(at + 1, ":") && w.glued(at + 1) && w.glued(at + 2) {
        if w.lower(at + 2).len() != 2 || (w.is(at + 3, ":") && w.glued(at + 3)) {
            return None;
        }
        let (hour, minute) = (w.integer(at)?, w.integer(at + 2)?);
        let (half, end) = meridiem(w, at + 3).unzip();
        let time = minutes(hour, minute, half)?;
        return Some((time, zone(w, end.unwrap_or(at + 3))));
    }
    // "4.30 in the morning", "7 in the evening", "11 at night".
    let told = at.checked_sub(1).is_some_and(|before| {
        matches!(
            w.lower(before),
            "at" | "by"
                | "until"
                | "till"
                | "from"
                | "before"
                | "after"
                | "around"
                | "about"
                | "since"
                | "to"
        )
    });
    if let Some((half, end)) = meridiem(w, at + 1).or_else(|| time_of_day(w, at + 1).filter(|_| told)) {
        let (hour, minute) = match token.lower.split_once('.') {
            Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
            Some(_) => return None,
            None => (w.integer(at)?, 0),
        };
        return Some((minutes(hour, minute, Some(half))?, zone(w, end)));
    }
    // "8-9am", "between 6 and 7 p.m.": the first hour takes the half of the day from the second.
    if (w.dash(at + 1) || matches!(w.lower(at + 1), "to" | "and"))
        && w.is_number(at + 2)
        && let Some((half, _)) = meridiem(w, at + 3)
        && token.lower.len() <= 2
        && !w.glued(at)
    {
        return Some((minutes(w.integer(at)?, 0, Some(half))?, at + 1));
    }
    if w.is(at + 1, "o'clock") {
        return Some((minutes(w.integer(at)?, 0, None)?, at + 2));
    }
    // "18.00 GMT", "1353 GMT", "at 1353 (1023 GMT)".
    let digits = token.lower.as_str();
    let (hour, minute) = match digits.split_once('.') {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        None if digits.len() == 4 => {
            let number = w.integer(at)?;
            (number / 100, number % 100)
        }
        _ => return None,
    };
    let time = minutes(hour, minute, None)?;
    let zoned = w.word(at + 1) == Some(Word::Zone) || matches!(w.lower(at + 1), "hrs" | "hours");
    let paired = w.is(at + 1, "(") && w.is_number(at + 2) && w.word(at + 3) == Some(Word::Zone);
    let told = at
        .checked_sub(1)
        .is_some_and(|before| matches!(w.lower(before), "at" | "around" | "about" | "by" | "("));
    (zoned || (paired && told)).then(|| (time, zone(w, at + 1)))
}

/// "a.m.", "p. m.", "am": whether it is the afternoon, and the place behind it.
fn meridiem(w: &Words<'_>, at: usize) -> Option<(bool, usize)> {
    let half = match w.lower(at) {
        "am" => return Some((false, at + 1)),
        "pm" => return Some((true, at + 1)),
        "a" => false,
        "p" => true,
        _ => return None,
    };
    let dot = usize::from(w.is(at + 1, "."));
    if !w.is(at + 1 + dot, "m") || (dot == 0 && w.glued(at)) {
        return None;
    }
    let end = at + 2 + dot;
    // The last full stop belongs to the abbreviation if the first does, also where it ends the sentence.
    Some((half, end + usize::from(dot == 1 && w.is(end, ".") && w.glued(end))))
}

/// "in the morning", "at night": whether it is the afternoon, and the place behind it.
fn time_of_day(w: &Words<'_>, at: usize) -> Option<(bool, usize)> {
    match (w.lower(at), w.lower(at + 1), w.lower(at + 2)) {
        ("in", "the", "morning") => Some((false, at + 3)),
        ("in", "the", "afternoon" | "evening") => Some((true, at + 3)),
        ("at", "night", _) => Some((true, at + 2)),
        _ => None,
    }
}

fn minutes(hour: i32, minute: i32, afternoon: Option<bool>) -> Option<u16> {
    if !(0..60).contains(&minute) {
        return None;
    }
    let hour = match afternoon {
        None if (0..24).contains(&hour) => hour,
        Some(true) if (1..12).contains(&hour) => hour + 12,
        Some(true) if (12..24).contains(&hour) => hour,
        Some(false) if hour == 12 => 0,
        Some(false) if (0..12).contains(&hour) => hour,
        _ => return None,
    };
    u16::try_from(hour * 60 + minute).ok()
}

/// The place behind a time zone, if one stands there.
fn zone(w: &Words<'_>, at: usize) -> usize {
    match w.at(at) {
        Some((Word::Zone, end)) => end,
        _ => at,
    }
}
