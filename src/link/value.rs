//! How the amounts of two quantities relate: equal, rounded, hedged, converted, or apart, and in which way apart.
//!
//! Two [`Quantity`]s → [`Value`] and [`UnitRelation`]. It cannot fail: what does not convert is *apart*, in another unit.
//!
//! A hedge is read as a speaker means it, not as logic has it: "more than 10" is 10 and somewhat more, so that 500 is
//! *held* by the bound without being what was said.
//!
//! Not here: what is counted, periods, and what a difference means.

// Money and counts are computed exactly.
#![deny(clippy::float_arithmetic)]

use crate::claim::{Amount, Hedge, Quantity, Unit, UnitKind};
use crate::comparison::{UnitRelation, Value};
use crate::extract::Reading;
use crate::number::{Interval, Number};
use crate::rules::units::Units;
use smol_str::SmolStr;

/// How far "about", "nearly" and "just over" reach, as a share of the number: 600,000 is "about" 629,000.
const HEDGE_REACH: (i128, i8) = (1, -1);
/// How far "about" reaches at a number whose only digit is 1, which stands for more than any other: 120,000 is "about
/// 100,000", and 240,000 is not "about 200,000".
const COARSEST_REACH: (i128, i8) = (2, -1);
/// How far beyond a bound a figure may be that was rounded on the way: £238 billion is "at least £240 billion".
const SLACK: (i128, i8) = (9, -3);
/// How far "more than" and "at least" reach beyond a round number: 120,000 is "more than 100,000", 200,000 is not what
/// was meant.
const BOUND_REACH: (i128, i8) = (25, -2);
/// How far a number with one digit that was meant may be from another that it rounds: 98 is 100, 97 is not.
const ROUND_REACH: (i128, i8) = (25, -3);
/// How far a share in words may be from one in per cent: three-quarters is 76 per cent, a fifth is not 22.
const SHARE_REACH: (i128, i8) = (4, -2);
/// How far amounts in two currencies may be from the rates that the articles themselves imply.
const RATE_REACH: (i128, i8) = (3, -2);

/// Exchange rates that the articles of a run imply by giving one amount in two currencies.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    /// For a pair of currencies in alphabetical order, what one of the first is in the second.
    pairs: Vec<(SmolStr, SmolStr, Interval)>,
}

impl Rates {
    /// Collects the rates of all readings.
    #[must_use]
    pub fn implied(readings: &[Reading]) -> Self {
        let mut pairs: Vec<(SmolStr, SmolStr, Interval)> = Vec::new();
        for reading in readings {
            for claim in &reading.claims {
                let Some(measured) = claim.measured() else { continue };
                let first = measured
                    .restates
                    .and_then(|index| reading.claims.get(index as usize))
                    .and_then(|claim| claim.measured());
                let Some(first) = first else { continue };
                if let Some((a, b, rate)) = rate(&first.quantity, &measured.quantity) {
                    match pairs.iter_mut().find(|pair| pair.0 == a && pair.1 == b) {
                        Some(pair) => {
                            pair.2.low = pair.2.low.min(rate.low);
                            pair.2.high = pair.2.high.max(rate.high);
                        }
                        None => pairs.push((a, b, rate)),
                    }
                }
            }
        }
        Self { pairs }
    }

    /// Whether a rate between the currencies of two amounts of money is known.
    fn knows(&self, a: &Quantity, b: &Quantity) -> bool {
        rate(a, b).is_some_and(|(first, second, _)| {
            self.pairs.iter().any(|pair| pair.0 == first && pair.1 == second)
        })
    }

    /// Whether two amounts of money in different currencies are one amount at the rates that are known.
    fn hold(&self, a: &Quantity, b: &Quantity) -> bool {
        let Some((first, second, found)) = rate(a, b) else { return false };
        let Some(known) = self.pairs.iter().find(|pair| pair.0 == first && pair.1 == second) else {
            return false;
        };
        let wide = Interval {
            low: known.2.low.and_then(|low| low.checked_mul(Number::ONE.checked_sub(share(RATE_REACH))?)),
            high: known.2.high.and_then(|high| high.checked_mul(Number::ONE.checked_add(share(RATE_REACH))?)),
        };
        wide.overlaps(found)
    }
}

/// What one unit of the currency that is first in the alphabet is in the other, as two amounts imply it, on the
/// intervals that rounding leaves.
#[must_use]
pub fn rate(a: &Quantity, b: &Quantity) -> Option<(SmolStr, SmolStr, Interval)> {
    let (UnitKind::Money(code_a), UnitKind::Money(code_b)) = (&a.unit.kind, &b.unit.kind) else {
        return None;
    };
    let (Amount::One(number_a), Amount::One(number_b)) = (a.amount, b.amount) else { return None };
    let (code_a, code_b, number_a, number_b) = match code_a.cmp(code_b) {
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Less => (code_a, code_b, number_a, number_b),
        std::cmp::Ordering::Greater => (code_b, code_a, number_b, number_a),
    };
    let (of, into) = (meant(number_a), meant(number_b));
    let rate = Interval { low: into.low?.checked_div(of.high?), high: into.high?.checked_div(of.low?) };
    (rate.low.is_some() && rate.high.is_some()).then(|| (code_a.clone(), code_b.clone(), rate))
}

/// How two quantities relate in amount and in unit.
#[must_use]
pub fn relate(a: &Quantity, b: &Quantity, units: &Units, rates: &Rates) -> (Value, UnitRelation) {
    if let (Amount::Score(..), _) | (_, Amount::Score(..)) = (a.amount, b.amount) {
        let value = if a.amount == b.amount { Value::Equal } else { Value::Apart };
        return (value, UnitRelation::Same);
    }
    // "610,000 tons" and "610,000 tonnes" are one amount: outlets write the one word and mean the other.
    if may_be_one(&a.unit, &b.unit, units)
        && let one @ (Value::Equal | Value::Rounds | Value::WithinHedge) = amounts(a, b)
    {
        return (one, UnitRelation::Same);
    }
    let (relation, scale) = unit_relation(&a.unit, &b.unit, units);
    match scale {
        Scale::Same => (amounts(a, b), relation),
        Scale::Shares => {
            let (a, b) = (as_percent(a), as_percent(b));
            let value = match amounts(&a, &b) {
                Value::Apart | Value::Far | Value::Transposed | Value::Magnitude
                    if near(&a, &b, share(SHARE_REACH)) =>
                {
                    Value::Converted
                }
                Value::Equal => Value::Converted,
                other => other,
            };
            (value, relation)
        }
        Scale::Base(convert) => match (convert(a, units), convert(b, units)) {
            (Some(in_a), Some(in_b)) if in_a.overlaps(in_b) => (Value::Converted, UnitRelation::Same),
            _ if same_digits(a, b) => (Value::Equal, UnitRelation::Other),
            (Some(in_a), Some(in_b)) => (apart(in_a, in_b), relation),
            _ => (Value::Far, relation),
        },
        Scale::Currencies => {
            if rates.hold(a, b) {
                (Value::Converted, UnitRelation::Same)
            } else if same_digits(a, b) {
                (Value::Equal, UnitRelation::OtherCurrency)
            } else if rates.knows(a, b) {
                // At the rates that the articles themselves give, the two are different sums.
                (Value::Apart, UnitRelation::Same)
            } else {
                (Value::Apart, UnitRelation::Other)
            }
        }
        Scale::Strange => {
            let value = if same_digits(a, b) { Value::Equal } else { Value::Apart };
            (value, UnitRelation::Other)
        }
    }
}

/// Whether writers use the word of one unit for the other.
fn may_be_one(a: &Unit, b: &Unit, units: &Units) -> bool {
    match (&a.kind, &b.kind) {
        (UnitKind::Money(a), UnitKind::Money(b)) | (UnitKind::Measure(a), UnitKind::Measure(b)) => {
            a != b && units.may_be_one(a, b)
        }
        _ => false,
    }
}

type Convert = fn(&Quantity, &Units) -> Option<Interval>;

/// How two units are brought to one scale.
enum Scale {
    /// They are on one scale as they are.
    Same,
    /// Shares in words or fractions against per cent.
    Shares,
    /// Both are turned into the base of their family.
    Base(Convert),
    /// Two currencies.
    Currencies,
    /// They have nothing in common.
    Strange,
}

fn unit_relation(a: &Unit, b: &Unit, units: &Units) -> (UnitRelation, Scale) {
    use UnitKind::{BasisPoint, Measure, Money, Percent, PercentagePoint, Ratio, Unknown};
    let same = match (&a.per, &b.per) {
        (Some(a), Some(b)) if a != b => UnitRelation::OtherRate,
        _ => UnitRelation::Same,
    };
    match (&a.kind, &b.kind) {
        (a, b) if a == b => (same, Scale::Same),
        (Unknown, _) | (_, Unknown) => (same, Scale::Same),
        (Money(_), Money(_)) => (UnitRelation::OtherCurrency, Scale::Currencies),
        (Percent, Ratio) | (Ratio, Percent) => (same, Scale::Shares),
        (Percent, PercentagePoint) | (PercentagePoint, Percent) => {
            (UnitRelation::PointsForPercent, Scale::Same)
        }
        (BasisPoint, PercentagePoint) | (PercentagePoint, BasisPoint) => (same, Scale::Base(in_points)),
        (Measure(a), Measure(b)) => {
            let family =
                |id: &str| units.get(id).filter(|unit| unit.factor.is_some()).map(|unit| &unit.family);
            match (family(a), family(b)) {
                (Some(a), Some(b)) if a == b => (same, Scale::Base(in_base)),
                _ => (UnitRelation::Other, Scale::Strange),
            }
        }
        _ => (UnitRelation::Other, Scale::Strange),
    }
}

/// A share as per cent: a fifth, 0.2, is 20.
fn as_percent(quantity: &Quantity) -> Quantity {
    if quantity.unit.kind != UnitKind::Ratio {
        return quantity.clone();
    }
    let times = |number: Number| number.checked_mul(Number::new(1, 2)).unwrap_or(number).trimmed();
    let amount = match quantity.amount {
        Amount::One(number) => Amount::One(times(number)),
        Amount::Range(low, high) => Amount::Range(times(low), times(high)),
        other => other,
    };
    Quantity { amount, hedge: quantity.hedge, unit: Unit::plain(UnitKind::Percent) }
}

fn in_points(quantity: &Quantity, _: &Units) -> Option<Interval> {
    let factor = if quantity.unit.kind == UnitKind::BasisPoint { Number::new(1, -2) } else { Number::ONE };
    map(spoken(quantity)?, |number| number.checked_mul(factor))
}

fn in_base(quantity: &Quantity, units: &Units) -> Option<Interval> {
    let UnitKind::Measure(id) = &quantity.unit.kind else { return None };
    map(spoken(quantity)?, |number| units.to_base(id, number))
}

fn map(interval: Interval, convert: impl Fn(Number) -> Option<Number>) -> Option<Interval> {
    let end = |number: Option<Number>| match number {
        Some(number) => convert(number).map(Some),
        None => Some(None),
    };
    Some(Interval { low: end(interval.low)?, high: end(interval.high)? })
}

/// How two quantities on one scale relate.
fn amounts(a: &Quantity, b: &Quantity) -> Value {
    if same_digits(a, b) {
        if matches!(a.amount, Amount::Vague(_)) {
            // "Dozens" and "dozens" fit each other and are no one number.
            return Value::Vague;
        }
        return match (side(a.hedge), side(b.hedge)) {
            (Side::Above, Side::Below) | (Side::Below, Side::Above) if strict(a.hedge) && strict(b.hedge) => {
                Value::HedgeExcludes
            }
            _ => Value::Equal,
        };
    }
    if let (Amount::One(x), Amount::One(y)) = (a.amount, b.amount)
        && (rounds(x, y) || rounds(y, x))
        && !shuts_out(a.hedge, x, b.hedge, y)
        && !shuts_out(b.hedge, y, a.hedge, x)
    {
        return Value::Rounds;
    }
    let vague = matches!(a.amount, Amount::Vague(_)) || matches!(b.amount, Amount::Vague(_));
    let (Some(in_a), Some(in_b)) = (spoken(a), spoken(b)) else { return Value::Far };
    if in_a.overlaps(in_b) {
        let bounded = |quantity: &Quantity| {
            quantity.hedge != Hedge::None || matches!(quantity.amount, Amount::Range(..))
        };
        if vague {
            return Value::Vague;
        }
        if bounded(a) || bounded(b) {
            return Value::WithinHedge;
        }
    }
    if vague {
        return Value::Far;
    }
    if bound_holds(a, b) || bound_holds(b, a) {
        return Value::BoundHolds;
    }
    if let (Amount::One(x), Amount::One(y)) = (a.amount, b.amount) {
        if shuts_out(a.hedge, x, b.hedge, y) || shuts_out(b.hedge, y, a.hedge, x) {
            return Value::HedgeExcludes;
        }
        if power_of_ten(x, y) {
            return Value::Magnitude;
        }
        if slip(x, y) {
            return Value::Transposed;
        }
    }
    apart(in_a, in_b)
}

/// Apart, or far where the nearest ends are more than a factor of two from each other.
fn apart(a: Interval, b: Interval) -> Value {
    let twice = |number: Number| number.checked_mul(Number::whole(2));
    let near = |upper: Interval, lower: Interval| match (upper.low, lower.high) {
        (Some(low), Some(high)) => twice(high.abs()).is_none_or(|high| low.abs() <= high),
        _ => true,
    };
    if near(a, b) && near(b, a) { Value::Apart } else { Value::Far }
}

/// Whether two amounts are the same number or range.
fn same_digits(a: &Quantity, b: &Quantity) -> bool {
    match (a.amount, b.amount) {
        (Amount::One(x), Amount::One(y)) => x == y,
        (Amount::Range(low_a, high_a), Amount::Range(low_b, high_b)) => low_a == low_b && high_a == high_b,
        (Amount::Vague(x), Amount::Vague(y)) => x == y,
        _ => false,
    }
}

/// The side of its number that a hedge leaves open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Neither,
    Above,
    Below,
}

fn side(hedge: Hedge) -> Side {
    match hedge {
        Hedge::MoreThan | Hedge::AtLeast | Hedge::JustOver => Side::Above,
        Hedge::LessThan | Hedge::UpTo | Hedge::Nearly => Side::Below,
        Hedge::None | Hedge::About => Side::Neither,
    }
}

/// Whether the hedge shuts its own number out.
fn strict(hedge: Hedge) -> bool {
    matches!(hedge, Hedge::MoreThan | Hedge::LessThan)
}

/// Whether `finer`, rounded to what was meant by `coarser`, is `coarser`, and `coarser` has digits enough to say so.
fn rounds(finer: Number, coarser: Number) -> bool {
    coarser.exponent() > finer.exponent()
        && finer.rounds_to(coarser)
        && (coarser.significant_digits() >= 2 || within(finer, coarser, share(ROUND_REACH)))
}

/// Whether two numbers differ by at most a share of the larger.
fn within(a: Number, b: Number, reach: Number) -> bool {
    let larger = a.abs().max(b.abs());
    match (a.checked_sub(b), larger.checked_mul(reach)) {
        (Some(difference), Some(most)) => difference.abs() <= most,
        _ => false,
    }
}

fn near(a: &Quantity, b: &Quantity, reach: Number) -> bool {
    matches!((a.amount, b.amount), (Amount::One(x), Amount::One(y)) if within(x, y, reach))
}

fn share((coefficient, exponent): (i128, i8)) -> Number {
    Number::new(coefficient, exponent)
}

/// What a number could have been before rounding; for a round number with few digits at most a twentieth to each side,
/// since "100" may stand for 98 and hardly for 60.
#[must_use]
pub fn meant(number: Number) -> Interval {
    let rounding = number.rounding_interval();
    if number.exponent() <= 0 {
        return rounding;
    }
    let Some(most) = number.abs().checked_mul(Number::new(5, -2)) else { return rounding };
    let (Some(low), Some(high)) = (number.checked_sub(most), number.checked_add(most)) else {
        return rounding;
    };
    Interval { low: rounding.low.max(Some(low)), high: rounding.high.min(Some(high)) }
}

/// The numbers that a speaker who says the quantity may have in mind; `None` where they cannot be written.
#[must_use]
pub fn spoken(quantity: &Quantity) -> Option<Interval> {
    let number = match quantity.amount {
        Amount::One(number) => number,
        Amount::Range(low, high) => {
            let (low, high) = (meant(low), meant(high));
            return Some(Interval { low: low.low, high: high.high });
        }
        Amount::Vague(interval) => return Some(interval),
        Amount::Score(..) => return None,
    };
    let size = number.abs();
    let tenth = size.checked_mul(share(HEDGE_REACH))?;
    let step = Number::new(1, number.exponent());
    let hedged = tenth.min(step.checked_mul(Number::whole(5))?);
    let bound = size.checked_mul(share(BOUND_REACH))?.min(step.max(tenth));
    let meant = meant(number);
    Some(match quantity.hedge {
        Hedge::None => meant,
        Hedge::About if number.trimmed().coefficient().abs() == 1 && number.exponent() > 0 => {
            let fifth = size.checked_mul(share(COARSEST_REACH))?;
            Interval { low: Some(number.checked_sub(tenth)?), high: Some(number.checked_add(fifth)?) }
        }
        Hedge::About => Interval {
            low: number.checked_sub(hedged).min(meant.low),
            high: number.checked_add(hedged).max(meant.high),
        },
        Hedge::Nearly => Interval { low: Some(number.checked_sub(hedged)?), high: Some(number) },
        Hedge::JustOver => Interval { low: Some(number), high: Some(number.checked_add(hedged)?) },
        Hedge::MoreThan | Hedge::AtLeast => {
            Interval { low: Some(number), high: Some(number.checked_add(bound)?) }
        }
        Hedge::LessThan | Hedge::UpTo => {
            Interval { low: Some(number.checked_sub(bound)?), high: Some(number) }
        }
    })
}

/// Whether the open bound of `bound` holds `other`, which is no such bound itself.
fn bound_holds(bound: &Quantity, other: &Quantity) -> bool {
    let Amount::One(number) = bound.amount else { return false };
    if !matches!(bound.hedge, Hedge::MoreThan | Hedge::AtLeast | Hedge::LessThan | Hedge::UpTo)
        || side(bound.hedge) == side(other.hedge)
    {
        return false;
    }
    let Some(spoken) = spoken(other) else { return false };
    match side(bound.hedge) {
        Side::Above => spoken.low.is_some_and(|low| low >= number),
        Side::Below => spoken.high.is_some_and(|high| high <= number),
        Side::Neither => false,
    }
}

/// Whether the hedge on `bound` shuts out `other`, though the two are close.
fn shuts_out(hedge: Hedge, bound: Number, other_hedge: Hedge, other: Number) -> bool {
    let beyond = match hedge {
        Hedge::MoreThan | Hedge::AtLeast => other < bound && side(other_hedge) != Side::Above,
        Hedge::LessThan | Hedge::UpTo => other > bound && side(other_hedge) != Side::Below,
        _ => false,
    };
    beyond && within(bound, other, share(HEDGE_REACH)) && !within(bound, other, share(SLACK))
}

/// Whether two numbers have the same digits and differ by a power of ten. One digit alone is no evidence unless the
/// step is that of a magnitude word (thousand, million, billion).
fn power_of_ten(a: Number, b: Number) -> bool {
    let (a, b) = (a.trimmed(), b.trimmed());
    let steps = (i32::from(a.exponent()) - i32::from(b.exponent())).abs();
    a.coefficient() == b.coefficient()
        && !a.is_zero()
        && steps > 0
        && (a.significant_digits() >= 2 || steps % 3 == 0 && a.exponent().min(b.exponent()) > 0)
}

/// Whether two numbers differ as by a slip of the hand: neighbouring digits swapped, the wrong one of two digits
/// doubled, a digit doubled or one of a pair dropped, or a single digit of many wrong.
fn slip(a: Number, b: Number) -> bool {
    let exponent = a.trimmed().exponent().min(b.trimmed().exponent());
    let digits = |number: Number| {
        number
            .trimmed()
            .at_exponent(exponent)
            .map(|n| n.coefficient().unsigned_abs().to_string().into_bytes())
    };
    let (Some(x), Some(y)) = (digits(a), digits(b)) else { return false };
    if a.is_negative() != b.is_negative() {
        return false;
    }
    if x.len() == y.len() {
        let wrong: Vec<usize> = (0..x.len()).filter(|&i| x[i] != y[i]).collect();
        return match wrong[..] {
            [i, j] => j == i + 1 && x[i] == y[j] && x[j] == y[i],
            [i] => {
                let (xs, ys) = (collapsed(&x), collapsed(&y));
                (x.len() >= 3 && xs == ys && i > 0) || x.len() >= 5
            }
            _ => false,
        };
    }
    let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
    long.len() == short.len() + 1
        && short.len() >= 3
        && (1..long.len())
            .any(|i| long[i] == long[i - 1] && long[..i] == short[..i] && long[i + 1..] == short[i..])
}

/// Digits with runs of the same digit made one.
fn collapsed(digits: &[u8]) -> Vec<u8> {
    let mut out = digits.to_vec();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    fn quantity(hedge: Hedge, text: &str, kind: UnitKind) -> Quantity {
        Quantity { amount: Amount::One(text.parse().expect("a number")), hedge, unit: Unit::plain(kind) }
    }

    fn value(a: (Hedge, &str), b: (Hedge, &str)) -> Value {
        let (a, b) = (quantity(a.0, a.1, UnitKind::Count), quantity(b.0, b.1, UnitKind::Count));
        let (forth, back) = (
            relate(&a, &b, RuleSet::built_in().units(), &Rates::default()),
            relate(&b, &a, RuleSet::built_in().units(), &Rates::default()),
        );
        assert_eq!(forth, back, "the relation is symmetric");
        forth.0
    }

    #[test]
    fn amounts_relate_as_a_reader_takes_them() {
        use Hedge::{About, AtLeast, LessThan, MoreThan, Nearly, None, UpTo};
        for (a, b, expected) in [
            ((None, "906,000"), (None, "906,000"), Value::Equal),
            ((UpTo, "300,000"), (None, "300,000"), Value::Equal),
            ((Nearly, "1,000,000"), (None, "1,000,000"), Value::Equal),
            ((None, "2.0"), (None, "2"), Value::Equal),
            ((None, "5,520,000,000"), (None, "5,500,000,000"), Value::Rounds),
            ((None, "98"), (None, "100"), Value::Rounds),
            ((None, "97"), (None, "100"), Value::Apart),
            ((None, "1.5"), (None, "2"), Value::Apart),
            ((MoreThan, "2,200"), (None, "2,207"), Value::Rounds),
            ((MoreThan, "2,200"), (None, "2,260"), Value::WithinHedge),
            ((About, "600,000"), (None, "629,000"), Value::WithinHedge),
            ((About, "100,000"), (None, "120,000"), Value::WithinHedge),
            ((About, "200,000"), (None, "240,000"), Value::Apart),
            ((MoreThan, "10"), (None, "500"), Value::BoundHolds),
            ((AtLeast, "10"), (AtLeast, "80"), Value::Far),
            ((MoreThan, "1,000"), (None, "990"), Value::HedgeExcludes),
            ((LessThan, "50"), (MoreThan, "50"), Value::HedgeExcludes),
            ((None, "731,000,000"), (None, "731,000,000,000"), Value::Magnitude),
            ((None, "22.6"), (None, "226"), Value::Magnitude),
            ((None, "3"), (None, "30"), Value::Far),
            ((None, "1.54"), (None, "1.45"), Value::Transposed),
            ((None, "338"), (None, "388"), Value::Transposed),
            ((None, "4,318.60"), (None, "4,218.60"), Value::Transposed),
            ((None, "1,234"), (None, "15,234"), Value::Far),
            ((None, "1,234"), (None, "12,334"), Value::Transposed),
            ((None, "4,421"), (None, "44,421"), Value::Transposed),
            ((None, "1,221"), (None, "12,221"), Value::Transposed),
        ] {
            assert_eq!(value(a, b), expected, "{a:?} against {b:?}");
        }
    }

    #[test]
    fn shares_in_words_meet_per_cent() {
        let rules = RuleSet::built_in();
        for (ratio, percent, expected) in
            [("0.2", "20", Value::Converted), ("0.75", "76", Value::Converted), ("0.2", "22", Value::Apart)]
        {
            let a = quantity(Hedge::None, ratio, UnitKind::Ratio);
            let b = quantity(Hedge::None, percent, UnitKind::Percent);
            assert_eq!(relate(&a, &b, rules.units(), &Rates::default()).0, expected, "{ratio} {percent}");
        }
    }

    #[test]
    fn per_cent_is_not_points_though_the_figure_is_the_same() {
        let rules = RuleSet::built_in();
        let a = quantity(Hedge::None, "1.2", UnitKind::Percent);
        let b = quantity(Hedge::None, "1.2", UnitKind::PercentagePoint);
        assert_eq!(
            relate(&a, &b, rules.units(), &Rates::default()),
            (Value::Equal, UnitRelation::PointsForPercent)
        );
        let basis = quantity(Hedge::None, "25", UnitKind::BasisPoint);
        let points = quantity(Hedge::None, "0.25", UnitKind::PercentagePoint);
        assert_eq!(
            relate(&basis, &points, rules.units(), &Rates::default()),
            (Value::Converted, UnitRelation::Same)
        );
    }
}
