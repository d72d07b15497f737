//! Two numbers that make one amount: ranges, scores and votes.
//!
//! Two figures in a row → a [`Pair`], or `None` where they are two amounts. It cannot fail.
//!
//! Not here: a level and its change ("by 166,000 to 906,000"), which are two quantities, and the numbers themselves.

use super::line::{Line, is_dash};
use super::numeral::Form;
use super::sentence::TokenKind;
use super::unit::{self, Figure};
use crate::claim::UnitKind;
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;
use std::ops::Range;

/// Two numbers that belong together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair {
    /// Tokens from the first number to the last, with units.
    pub(crate) tokens: Range<usize>,
    /// The first number, in the unit of the second.
    pub(crate) first: Number,
    /// The second number.
    pub(crate) second: Number,
    /// The unit of both.
    pub(crate) unit: Option<UnitKind>,
    /// How the numbers are written.
    pub(crate) form: Form,
    /// What they make.
    pub(crate) kind: PairKind,
}

/// What two numbers make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PairKind {
    /// From the one to the other.
    Range,
    /// The result of a vote or a match.
    Score,
}

/// What stands between two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    To,
    Dash,
    And,
    Or,
}

/// The pair that begins with `first`, if what follows it makes one.
pub(crate) fn pair(line: Line<'_>, first: &Figure, floor: usize) -> Option<Pair> {
    let (link, at) = link(line, first)?;
    // A currency may stand between the link and the second number.
    let number_at = (at..(at + 3).min(line.end))
        .find(|i| line.is(*i, TokenKind::Number) || super::numeral::read(line, *i, false).is_some())?;
    let second = unit::figure(line, number_at, at)?;
    if second.tokens.start != at {
        return None;
    }
    if let Some(score) = score(line, first, &second, link) {
        return Some(score);
    }
    range(line, first, second, link, floor)
}

fn link(line: Line<'_>, first: &Figure) -> Option<(Link, usize)> {
    let end = first.tokens.end;
    let hanging =
        is_dash(line.word(end)) && line.glued(end) && matches!(line.word(end + 1), "to" | "and" | "or");
    let at = if hanging { end + 1 } else { end };
    match line.word(at) {
        "to" | "through" | "~" => Some((Link::To, at + 1)),
        "and" => Some((Link::And, at + 1)),
        "or" => Some((Link::Or, at + 1)),
        mark if is_dash(mark) => {
            let tight = line.glued(at) && line.glued(at + 1);
            let spaced = !line.glued(at) && !line.glued(at + 1);
            let digits = line.is(at + 1, TokenKind::Number) || !line.is(at + 1, TokenKind::Word);
            (tight || spaced && digits && mark != "—").then_some((Link::Dash, at + 1))
        }
        _ => None,
    }
}

/// "7-2", "seven to two" beside words of voting or winning.
fn score(line: Line<'_>, first: &Figure, second: &Figure, link: Link) -> Option<Pair> {
    let small = |figure: &Figure| {
        figure.unit.is_none()
            && figure.number.exponent() >= 0
            && figure.number <= Number::whole(650)
            && matches!(figure.form, Form::Digits | Form::Words)
    };
    let dash = link == Link::Dash && line.glued(second.tokens.start);
    if !small(first) || !small(second) || !(dash || link == Link::To) {
        return None;
    }
    let near = first.tokens.start.saturating_sub(6).max(line.start)..(second.tokens.end + 5).min(line.end);
    let cued = near.into_iter().any(|i| line.means(Vocabulary::UnitCues, i) == Some("score"));
    let follows_noun = line.is(second.tokens.end, TokenKind::Word)
        && super::line::is_plural(line.word(second.tokens.end))
        && line.means(Vocabulary::UnitCues, second.tokens.end).is_none();
    let falling = first.number >= second.number;
    let holds = if dash { falling || cued && !follows_noun } else { cued && falling };
    holds.then_some(Pair {
        tokens: first.tokens.start..second.tokens.end,
        first: first.number,
        second: second.number,
        unit: None,
        form: first.form,
        kind: PairKind::Score,
    })
}

fn range(line: Line<'_>, first: &Figure, second: Figure, link: Link, floor: usize) -> Option<Pair> {
    let between = is_between(line, first.tokens.start, floor);
    if link == Link::And && !between {
        return None;
    }
    if first.signed && !second.signed && second.unit.is_some() {
        return None;
    }
    let same_unit =
        first.unit.is_none() || first.unit == second.unit || second.unit.is_none() && first.signed;
    if !same_unit {
        return None;
    }
    let mut low = first.number;
    // "10 to 12 million", "$5-6 million": the magnitude is said once.
    if let (None, Some(power)) = (first.magnitude, second.magnitude)
        && first.form == Form::Digits
        && low < Number::whole(1000)
        && let Some(scaled) = low.scaled(power)
        && scaled < second.number
    {
        low = scaled;
    }
    // "12-15,000": the thousands are printed once.
    if link == Link::Dash
        && first.magnitude.is_none()
        && low.exponent() >= 0
        && low < Number::whole(100)
        && line.word(second.numeral.start).ends_with(",000")
        && let Some(scaled) = low.scaled(3)
        && scaled < second.number
    {
        low = scaled;
    }
    if link == Link::Or {
        // "two or three", "$3 or 4 million": only neighbours are one estimate.
        let one = Number::ONE.scaled(second.magnitude.unwrap_or(0))?;
        let step = second.number.checked_sub(low)?;
        let few = second.number <= one.checked_mul(Number::whole(20))?;
        let near = step == one && few && (first.unit.is_none() || second.unit.is_none());
        if !near {
            return None;
        }
    }
    if low >= second.number {
        return None;
    }
    if link == Link::To && !between && is_change(line, first, low, &second) {
        return None;
    }
    // A dash between whole numbers far apart joins codes, not the ends of a range.
    if link == Link::Dash && low.is_negative() {
        return None;
    }
    let unit = second.unit.clone().or_else(|| first.unit.clone());
    Some(Pair {
        tokens: first.tokens.start..second.tokens.end,
        first: low,
        second: second.number,
        unit,
        form: if first.form == second.form { first.form } else { Form::Digits },
        kind: PairKind::Range,
    })
}

/// Whether "between" stands before a number, with at most a hedge or a filler in commas after it ("between, say, 5").
fn is_between(line: Line<'_>, at: usize, floor: usize) -> bool {
    /// The tokens of a filler: a comma, a word, a comma.
    const FILLER: usize = 3;
    (at.saturating_sub(FILLER + 1).max(floor)..at).any(|i| line.word(i) == "between")
}

/// Whether "X to Y" is a change and its level ("rose 2% to 12%", "by 166,000 to 906,000"), or two levels after "from".
fn is_change(line: Line<'_>, first: &Figure, low: Number, second: &Figure) -> bool {
    let mut at = first.tokens.start;
    if let Some((start, _)) = line.phrase_ending(Vocabulary::Hedges, at, line.start) {
        at = start;
    }
    let before = line.word_before(at);
    if before == "from" {
        let spread = line.word_before(at - 1);
        return !(spread.starts_with("rang")
            || spread.starts_with("var")
            || spread == "anywhere"
            || spread == "is");
    }
    let moves = before == "by"
        || matches!(before, "up" | "down" | "another" | "further")
        || line.lexicon(Vocabulary::Change).word(before).is_some();
    let both_whole = first.unit.is_some() && second.unit.is_some();
    let far = low.checked_mul(Number::whole(3)).is_some_and(|triple| second.number > triple);
    moves && (both_whole || far)
}
