//! How rare a value is in news.
//!
//! "3,844" in two articles says much, "20" says little. The counts are of numbers in digits over news articles at large
//! (`rules/background/values.tsv`), so that they serve in a folder of two articles as well; a value that the folder
//! itself repeats in many articles is taken for as common as it is there.
//!
//! Not here: whether two values agree.

use crate::claim::{Amount, Quantity, UnitKind};
use crate::number::Number;
use crate::rules::background::{self, UNLISTED_WORD};
use crate::stem::stem;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::sync::LazyLock;

static COUNTS: &str = include_str!("../../rules/background/values.tsv");

/// Articles that the counts were made over, and per value in how many of them it occurs.
static TABLE: LazyLock<(f64, FxHashMap<&'static str, f64>)> = LazyLock::new(|| {
    let mut documents = 1.0;
    let mut counts = FxHashMap::default();
    for line in COUNTS.lines() {
        let Some((value, count)) = line.split_once('\t') else { continue };
        let count: f64 = count.trim().parse().unwrap_or(1.0);
        if value.starts_with('#') {
            documents = count;
        } else {
            counts.insert(value, count);
        }
    }
    (documents, counts)
});

/// One number in so many that have these digits is followed by a magnitude word.
const WITH_MAGNITUDE: f64 = 16.0;

/// A value in fewer articles than the table lists: in one of all.
const UNLISTED: f64 = 1.0;

/// How many bits it says that a number occurs in an article: minus the binary logarithm of the share of news articles
/// with it. 0 for a number in every article, about 12 for one that is in hardly any.
///
/// ```
/// use crosscheck::link::rarity::bits;
/// use crosscheck::number::Number;
/// assert!(bits(Number::whole(3844)) > bits(Number::whole(20)) + 5.0);
/// ```
#[must_use]
pub fn bits(value: Number) -> f64 {
    let (documents, counts) = &*TABLE;
    // "1.2 million" is rarer than its digits "1.2", by about as much as magnitude words are among numbers.
    let written = |number: Number| counts.get(number.to_string().as_str()).copied().unwrap_or(UNLISTED);
    let whole = written(value.abs());
    let magnitude = [12i8, 9, 6].into_iter().find(|exponent| value.abs() >= Number::new(1, *exponent));
    let count = magnitude
        .and_then(|exponent| value.abs().trimmed().checked_div(Number::new(1, exponent)))
        .map_or(whole, |mantissa| whole.max(written(mantissa) / WITH_MAGNITUDE));
    (documents / count.max(UNLISTED)).log2()
}

/// What a fraction or a multiple in words says: about one article in thirty has a given one.
const FRACTION: f64 = 5.0;

/// How rare an amount is, in bits. The counts are of numbers of every kind; one number in five or so is of money, one in
/// three a share or a measure, so that "£200,000" is rarer than 200,000 by so much.
pub(super) fn of(quantity: &Quantity) -> f64 {
    let kind = match quantity.unit.kind {
        UnitKind::Money(_) => 2.5,
        UnitKind::Count | UnitKind::Unknown => 0.0,
        _ => 1.5,
    };
    match quantity.amount {
        // Few fractions are in use, so that two thirds here and two thirds there say little.
        Amount::One(_) if quantity.unit.kind == UnitKind::Ratio => FRACTION,
        Amount::One(number) => kind + bits(number),
        Amount::Range(low, high) => kind + bits(low) + bits(high).min(4.0),
        // A score of two small numbers is about as rare as one number of two digits.
        Amount::Score(..) => 7.5,
        Amount::Vague(_) => 0.0,
    }
}

/// Articles that the words were counted over, and per stem the most that one of its words occurs in.
static STEMS: LazyLock<(f64, FxHashMap<SmolStr, f64>)> = LazyLock::new(|| {
    let mut counts: FxHashMap<SmolStr, f64> = FxHashMap::default();
    for (word, count) in background::words() {
        let known = counts.entry(stem(word)).or_insert(0.0);
        *known = known.max(count);
    }
    (background::articles(), counts)
});

/// How much it says that a stem occurs in an article: the natural logarithm of how many articles there are to one with
/// it. 0 for a word of every article, about 6 for one that is in hardly any.
#[must_use]
pub fn word_weight(stem: &str) -> f64 {
    let (documents, counts) = &*STEMS;
    (documents / counts.get(stem).copied().unwrap_or(UNLISTED_WORD)).ln()
}

/// What a stem weighs that is not listed.
pub(super) fn unlisted_word_weight() -> f64 {
    (STEMS.0 / UNLISTED_WORD).ln()
}

/// Every stem that is listed, with its weight, in no order.
pub(super) fn word_weights() -> impl Iterator<Item = (SmolStr, f64)> {
    STEMS.1.iter().map(|(stem, count)| (stem.clone(), (STEMS.0 / count).ln()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_number_is_common_and_a_precise_one_is_rare() {
        assert!(bits(Number::whole(20)) < 3.0);
        assert!(bits(Number::whole(3844)) > 10.0);
        assert!(bits("4.5".parse().expect("a number")) < bits("4.53".parse().expect("a number")));
    }
}
