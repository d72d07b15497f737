//! What a row of figures says once for all: "from 3.2 to 4.1 million", "£3m, 4.2m and 5m", "by 3, 4 and 5 per cent".
//!
//! A figure and the mentions before it → the magnitude and the unit that it leaves out, or that they do. It cannot fail:
//! figures that no list joins stay as they are.
//!
//! Not here: ranges, whose two ends are one amount (`range`).

use super::line::Line;
use super::numeral::Form;
use super::quantity::Mention;
use super::sentence::TokenKind;
use super::unit::{self, Figure};
use crate::claim::{Amount, UnitKind};
use crate::number::Number;
use crate::rules::lexicon::Vocabulary;

/// Whether two numbers are near enough that one may have left its magnitude to the other.
fn near(one: Number, other: Number) -> bool {
    let times = |number: Number| number.checked_mul(Number::whole(10));
    times(one).is_some_and(|ten| ten > other) && times(other).is_some_and(|ten| ten > one)
}

/// "From 3.2 to 4.1 million", "from $3.2 to $4.1 billion": the first of the two leaves its magnitude to the second.
pub(super) fn magnitude_of_change(line: Line<'_>, figure: &mut Figure) {
    let end = figure.tokens.end;
    if line.word_before(figure.tokens.start) != "from" || line.word(end) != "to" || figure.magnitude.is_some()
    {
        return;
    }
    let Some(number_at) = (end + 1..(end + 4).min(line.end)).find(|at| line.is(*at, TokenKind::Number))
    else {
        return;
    };
    let Some(second) = unit::figure(line, number_at, end + 1) else { return };
    let alike = figure.unit == second.unit || figure.unit.is_none();
    if second.tokens.start == end + 1
        && alike
        && figure.form == Form::Digits
        && figure.number < Number::whole(1000)
        && let Some(power) = second.magnitude
        && let Some(scaled) = figure.number.scaled(power)
        && near(scaled, second.number)
    {
        figure.number = scaled;
        figure.magnitude = Some(power);
    }
}

/// The currency that a figure in millions leaves to an amount before it, where no noun follows that could be counted:
/// "£3m, 4.2m and 5m", "to 450 million euros from 300 million", "A profit of 12 million".
///
/// `before` are the mentions of the sentence and of those before it, in reading order.
pub(super) fn currency(line: Line<'_>, figure: &Figure, before: &[Mention]) -> Option<UnitKind> {
    /// Tokens that an amount may stand back, about three sentences.
    const REACH: usize = 90;
    if figure.unit.is_some() || figure.magnitude.is_none_or(|power| power < 3) {
        return None;
    }
    let next = line.token(figure.tokens.end);
    let counts_nothing = next.is_none_or(|next| {
        next.kind == TokenKind::Mark
            || matches!(
                next.lower.as_str(),
                "and"
                    | "or"
                    | "to"
                    | "for"
                    | "in"
                    | "on"
                    | "at"
                    | "from"
                    | "respectively"
                    | "by"
                    | "over"
                    | "a"
                    | "last"
                    | "this"
                    | "earlier"
                    | "after"
                    | "before"
            )
    });
    if !counts_nothing {
        return None;
    }
    let money = before
        .iter()
        .rev()
        .take_while(|mention| mention.tokens.start + REACH > figure.tokens.start)
        .find(|mention| matches!(mention.quantity.unit.kind, UnitKind::Money(_)))?;
    let unit = || money.quantity.unit.kind.clone();
    let last = before.last()?;
    let same_sentence = money.tokens.start >= line.start;
    // A list: only its conjunction stands between.
    let end = money.tokens.end;
    let between = figure.tokens.start.saturating_sub(end);
    let listed = same_sentence
        && std::ptr::eq(last, money)
        && (between == 1 && matches!(line.word(end), "," | "and" | "or" | "to")
            || between == 2 && line.word(end) == "," && matches!(line.word(end + 1), "and" | "or" | "then"));
    // The other side of a comparison.
    let compared = same_sentence
        && std::ptr::eq(last, money)
        && matches!(line.word_before(figure.tokens.start), "from" | "to" | "against" | "versus" | "than");
    // A noun that is paid or owed beside it.
    let sums = line.lexicon(Vocabulary::Sums);
    let near = figure.tokens.start.saturating_sub(8).max(line.start)..(figure.tokens.end + 4).min(line.end);
    let summed = near.into_iter().any(|at| sums.word(line.word(at)).is_some());
    (listed || compared || summed).then(unit)
}

/// "Covered 17.2 million square kilometres, about 1.1 million less than": the unit that a figure in millions leaves to the
/// one before it in the sentence, which it is compared with.
pub(super) fn measure(line: Line<'_>, figure: &Figure, before: &[Mention]) -> Option<UnitKind> {
    let compared =
        matches!(line.word(figure.tokens.end), "less" | "more" | "fewer" | "above" | "below" | "up" | "down")
            && matches!(line.word(figure.tokens.end + 1), "than" | "the" | "on" | "from");
    let last = before.last().filter(|last| last.tokens.start >= line.start)?;
    let fits = figure.unit.is_none() && figure.magnitude.is_some() && compared;
    (fits && matches!(last.quantity.unit.kind, UnitKind::Measure(_) | UnitKind::Money(_)))
        .then(|| last.quantity.unit.kind.clone())
}

/// "By 3, 4 and 5 per cent", "2 or 3 million": gives the last figure's unit and magnitude to those of its list that
/// stand before it without. `first` is the first mention of the sentence.
pub(super) fn give_to_list(line: Line<'_>, mentions: &mut [Mention], first: usize, magnitude: Option<i8>) {
    let Some((last, before)) = mentions.split_last_mut() else { return };
    let unit = last.quantity.unit.kind.clone();
    let Amount::One(number) = last.quantity.amount else { return };
    if !matches!(
        unit,
        UnitKind::Percent | UnitKind::PercentagePoint | UnitKind::BasisPoint | UnitKind::Measure(_)
    ) && magnitude.is_none()
    {
        return;
    }
    // "And" or "or" stands before the last of a list.
    let mut next = last.tokens.start;
    let mut conjoined = false;
    for mention in before.get_mut(first..).unwrap_or_default().iter_mut().rev() {
        let mut link = mention.tokens.end;
        if line.word(link) == "," && matches!(line.word(link + 1), "and" | "or") {
            link += 1;
        }
        conjoined |= matches!(line.word(link), "and" | "or");
        let joined = link + 1 == next && (conjoined && matches!(line.word(link), "," | "and" | "or"));
        let bare = mention.quantity.unit.kind == UnitKind::Count
            && mention.quantity.unit.per.is_none()
            && mention.hedge_tokens.is_empty();
        let Amount::One(own) = mention.quantity.amount else { return };
        if !joined || !bare || mention.tokens.len() != 1 {
            return;
        }
        let scaled = magnitude.map_or(Some(own), |power| own.scaled(power));
        let Some(scaled) = scaled.filter(|scaled| near(*scaled, number)) else { return };
        mention.quantity.amount = Amount::One(scaled);
        mention.quantity.unit.kind = unit.clone();
        next = mention.tokens.start;
    }
}
