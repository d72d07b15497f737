//! Whole numbers in words: "forty-six", "a hundred and six", "two dozen", "twenty-one million three hundred".
//!
//! A place where a number word stands → a numeral, or `None`. It cannot fail.
//!
//! Not here: parts ("three and a half").

use super::line::{Line, is_dash, is_plural};
use super::numeral::{Form, NumberWord, Numeral, cardinal_at, number_word, part_at};
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;

/// "two point five".
pub(super) fn point(line: Line<'_>, read: &mut Numeral) {
    if line.word(read.tokens.end) != "point" || read.magnitude.is_some() {
        return;
    }
    let mut at = read.tokens.end + 1;
    let mut digits = String::new();
    while let Some(n) = cardinal_at(line, at) {
        digits.push_str(&n.to_string());
        at += 1;
    }
    if digits.is_empty() {
        return;
    }
    if let Ok(number) = format!("{}.{digits}", read.number).parse() {
        read.number = number;
        read.tokens.end = at;
    }
}

/// A whole number in words, "a million" and "two dozen" included.
pub(super) fn cardinal(line: Line<'_>, start: usize) -> Option<Numeral> {
    let mut at = start;
    let mut total: i128 = 0;
    let mut current: Option<i128> = None;
    let mut last = Last::Nothing;
    let mut magnitude = None;
    if matches!(line.word(at), "a" | "an") {
        at += 1;
        let scale = line.phrase(Vocabulary::Magnitudes, at).is_some_and(|(_, m)| !m.ends_with("short"))
            && !is_plural(line.word(at));
        let dozen = number_word(line, at) == Some(NumberWord::Dozen) && !line.word(at).ends_with('s');
        if !scale && !dozen {
            return None;
        }
        current = Some(1);
        last = Last::Article;
    }
    let mut end = at;
    loop {
        let mut next = at;
        if end > start && line.joining_hyphen(next) || last == Last::Tens && is_dash(line.word(next)) {
            next += 1;
        } else if line.word(next) == "and" && matches!(last, Last::Hundred | Last::Scale) {
            next += 1;
            let follows = cardinal_at(line, next);
            // "a thousand and one nights" goes on; "two million and three dogs" hardly does.
            if follows.is_none_or(|n| n == 0) || followed_by_part(line, next) {
                break;
            }
        }
        if let Some(n) = cardinal_at(line, next) {
            let n = i128::from(n);
            let fits = match last {
                Last::Nothing | Last::Scale => true,
                Last::Tens => (1..=9).contains(&n),
                Last::Hundred => n < 100 && n > 0,
                Last::Unit | Last::Article => false,
            };
            if !fits {
                break;
            }
            // A smaller number after a scale goes on with it; another one begins a new number.
            if last == Last::Scale && next == at && !continues(line, next) {
                break;
            }
            current = Some(current.unwrap_or(0) + n);
            last = if n >= 20 { Last::Tens } else { Last::Unit };
            at = next + 1;
            end = at;
            continue;
        }
        if number_word(line, next) == Some(NumberWord::Dozen) {
            let Some(value) = current.filter(|_| last != Last::Scale) else { break };
            current = value.checked_mul(12);
            end = next + 1;
            break;
        }
        match line.phrase(Vocabulary::Magnitudes, next) {
            Some((_, "2")) if last != Last::Nothing || bare_scale(line, start, next) => {
                let value = current.unwrap_or(1);
                if value == 0 || value > 99 || last == Last::Hundred {
                    break;
                }
                current = Some(value * 100);
                last = Last::Hundred;
                at = next + 1;
                end = at;
            }
            Some((words, means)) if !means.ends_with("short") && last != Last::Nothing => {
                let Ok(power) = means.parse::<i8>() else { break };
                let factor = 10i128.pow(u32::from(power.unsigned_abs()));
                // "lakh crore": a scale of a scale.
                let (base, value) = match current {
                    Some(value) => (total, value),
                    None => (0, total),
                };
                let Some(value) = value.checked_mul(factor).filter(|v| *v < 10i128.pow(24)) else { break };
                total = base + value;
                current = None;
                last = Last::Scale;
                magnitude = Some(power);
                at = next + words;
                end = at;
            }
            _ => break,
        }
    }
    if last == Last::Nothing || last == Last::Article && end == start + 1 && current == Some(1) {
        return None;
    }
    let value = total + current.unwrap_or(0);
    let number = Number::new(value, 0).trimmed();
    Some(Numeral { tokens: start..end, number, form: Form::Words, magnitude })
}

/// "hundred thousand": a scale without a count, which only another scale excuses.
fn bare_scale(line: Line<'_>, start: usize, at: usize) -> bool {
    start == at
        && line.word(at) == "hundred"
        && line.phrase(Vocabulary::Magnitudes, at + 1).is_some_and(|(_, means)| !means.ends_with("short"))
}

/// Whether the number word after a scale goes on with it: "two thousand three hundred", "two thousand five".
fn continues(line: Line<'_>, at: usize) -> bool {
    !matches!(line.word(at), "one") && !line.word_before(at).ends_with('s')
}

/// Whether a part follows the cardinal at a place: "and three quarters".
fn followed_by_part(line: Line<'_>, at: usize) -> bool {
    let after = if is_dash(line.word(at + 1)) { at + 2 } else { at + 1 };
    part_at(line, after).is_some()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Nothing,
    Article,
    Unit,
    Tens,
    Hundred,
    Scale,
}
