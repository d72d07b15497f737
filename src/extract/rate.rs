//! Rates: what an amount is spread over.
//!
//! The place behind an amount → "day", "100000", "head", or `None`. It cannot fail.
//!
//! Not here: speeds and other units that are rates by themselves (`rules/units/speed.toml`).

use super::line::Line;
use super::numeral;
use super::sentence::TokenKind;
use crate::claim::UnitKind;
use smol_str::SmolStr;

/// What an amount is spread over: "a day", "per 100,000", "a head"; behind the amount or behind what it counts.
pub(super) fn rate(line: Line<'_>, end: usize, unit: &UnitKind) -> (Option<SmolStr>, usize) {
    /// How many words of a counted noun may stand between the number and its rate.
    const NOUN: usize = 3;
    let near = if *unit == UnitKind::Count { NOUN } else { 0 };
    for at in end..=end + near {
        if at > end && !line.is(at - 1, TokenKind::Word) {
            break;
        }
        let direct = at == end;
        if let Some((per, after)) = rate_at(line, at, direct) {
            return (Some(per), if direct { after } else { end });
        }
        if matches!(line.word(at), "of" | "in" | "to" | "from" | "and" | "for" | "on" | "by" | "with") {
            break;
        }
    }
    (None, end)
}

/// What an amount is spread over where that stands before it: "per 100,000 infants there were 318 cases".
pub(super) fn rate_before(line: Line<'_>, start: usize) -> Option<SmolStr> {
    /// Words from the population to the amount at the most: "infants there were".
    const WORDS: usize = 6;
    let mut at = start;
    for _ in 0..=WORDS {
        at = at.checked_sub(1).filter(|at| *at >= line.start)?;
        if line.is(at, TokenKind::Number) {
            let before = at.checked_sub(1).filter(|before| *before >= line.start)?;
            return (line.word(before) == "per").then(|| population(line, at)).flatten().map(|(per, _)| per);
        }
        if !line.is(at, TokenKind::Word) {
            return None;
        }
    }
    None
}

/// A round number of people or things that a rate is given over: a thousand, 100,000, a million; and where it ends.
fn population(line: Line<'_>, at: usize) -> Option<(SmolStr, usize)> {
    let read = numeral::read(line, at, false)?;
    let round = read.number.trimmed();
    (round.coefficient() == 1 && round.exponent() >= 3)
        .then(|| (SmolStr::new(read.number.to_string()), read.tokens.end))
}

fn rate_at(line: Line<'_>, at: usize, direct: bool) -> Option<(SmolStr, usize)> {
    let unit_named = |at: usize| {
        line.rules
            .units()
            .named(|ahead| line.text.word(at, ahead, line.end))
            .map(|(unit, words)| (unit.id.clone(), words))
    };
    match line.word(at) {
        "per" => {
            if let Some(read) = numeral::read(line, at + 1, false) {
                return Some((SmolStr::new(read.number.to_string()), read.tokens.end));
            }
            if let Some((id, words)) = unit_named(at + 1) {
                return Some((id, at + 1 + words));
            }
            line.is(at + 1, TokenKind::Word).then(|| (SmolStr::new(line.word(at + 1)), at + 2))
        }
        // "318 in every 1,000 babies"
        "in" if direct => {
            let every = usize::from(matches!(line.word(at + 1), "every" | "each"));
            population(line, at + 1 + every)
        }
        "/" if line.glued(at) => unit_named(at + 1).map(|(id, words)| (id, at + 1 + words)),
        "a" | "an" | "each" | "every" => {
            let (id, words) = unit_named(at + 1).or_else(|| {
                let head = line.word(at + 1);
                matches!(
                    head,
                    "head"
                        | "share"
                        | "person"
                        | "household"
                        | "pupil"
                        | "patient"
                        | "night"
                        | "unit"
                        | "ticket"
                )
                .then(|| (SmolStr::new(head), 1))
            })?;
            let time = line.rules.units().get(&id).is_none_or(|unit| {
                unit.family == "time"
                    || direct && matches!(unit.family.as_str(), "volume" | "mass" | "length")
            });
            let after = line.word(at + 1 + words);
            // "a week ago", "a day after the vote", "a year-long wait": a time and no rate.
            let other = matches!(
                after,
                "ago" | "after" | "before" | "later" | "earlier" | "from" | "-" | "long" | "old"
            );
            (time && !other && line.word(at + 1).len() > 1).then(|| (id, at + 1 + words))
        }
        "daily" if direct => Some(("day".into(), at)),
        _ => None,
    }
}
