//! Evidence for and against two figures being about one thing, field by field, in bits.
//!
//! After Fellegi and Sunter (1969): each field adds the binary logarithm of how much likelier its outcome is among pairs
//! about one thing than among others. The weights stand in `rules/evidence.toml` with their reasons; this file says how
//! an outcome is found.
//!
//! Not here: which of several candidates wins (`assign`).

use super::Evidence;
use super::event::BACKGROUND_DAYS;
use super::profile::{Family, Profile, Profiles, StemId, cosine, shared};
use super::value::{self, Rates};
use crate::claim::{Amount, Aspect, Measured, Portion, Quantity, Role, UnitKind};
use crate::comparison::{UnitRelation, Value};
use crate::period::Overlap;
use crate::rules::RuleSet;
use crate::rules::evidence::Signal;
use smol_str::SmolStr;

/// Two figures and how their amounts relate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) a: (&'a Profile, &'a Measured),
    pub(super) b: (&'a Profile, &'a Measured),
}

/// What is needed to weigh pairs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scales<'a> {
    pub(super) profiles: &'a Profiles,
    pub(super) rates: &'a Rates,
    pub(super) rules: &'a RuleSet,
}

/// Whether two amounts can stand for one, as far as numbers go.
#[must_use]
pub fn agrees(value: Value, unit: UnitRelation) -> bool {
    unit == UnitRelation::Same
        && matches!(
            value,
            Value::Equal | Value::Rounds | Value::WithinHedge | Value::Converted | Value::Vague
        )
}

/// Whether two figures can be compared at all: by their units, or as a share of things and a count of the same.
pub(super) fn comparable(a: &Profile, b: &Profile) -> bool {
    let (x, y) = (&a.family, &b.family);
    x == y
        || matches!((x, y), (Family::Money(_), Family::Money(_)))
        || matches!((x, y), (Family::Bare, other) | (other, Family::Bare) if !matches!(other, Family::Score))
        || share_and_amount(a, b)
}

/// Whether one figure is a share of the things that the other counts, by the words.
pub(super) fn share_and_amount(a: &Profile, b: &Profile) -> bool {
    let families =
        matches!((&a.family, &b.family), (Family::Share, Family::Count) | (Family::Count, Family::Share));
    families && a.head.is_some() && a.head == b.head && a.aspect == Aspect::Level && b.aspect == Aspect::Level
}

/// The evidence of a pair, without what depends on other candidates.
pub(super) fn weigh(pair: Pair<'_>, scales: Scales<'_>) -> (Evidence, bool) {
    let (a, b) = (pair.a.0, pair.b.0);
    let (x, y) = (&pair.a.1.quantity, &pair.b.1.quantity);
    // Most pairs are of two numbers that have nothing to do with each other, which is seen at a glance.
    let (value, unit) = if x.unit == y.unit && far_apart(x.amount, y.amount) {
        (Value::Apart, UnitRelation::Same)
    } else {
        value::relate(x, y, scales.rules.units(), scales.rates)
    };
    let stems = &scales.profiles.stems;
    let mut evidence = Evidence::default();
    let mut add = |signal: Signal| evidence.add(signal, scales.rules);
    add(value_outcome(pair, value, unit));
    add(unit_outcome(pair, unit));
    let counted = counted_outcome(a, b, scales);
    add(counted);
    add(match cosine(&a.clause, &b.clause, stems) {
        c if c > 0.35 => Signal::ClauseHigh,
        c if c > 0.2 => Signal::ClauseMiddle,
        c if c > 0.0 => Signal::ClauseLow,
        _ => Signal::ClauseNone,
    });
    add(match cosine(&a.around, &b.around, stems) {
        c if c > 0.35 => Signal::AroundHigh,
        c if c > 0.2 => Signal::AroundMiddle,
        c if c > 0.1 => Signal::AroundLow,
        c if c > 0.0 => Signal::AroundTrace,
        _ => Signal::AroundNone,
    });
    let one_time = matches!((a.period, b.period), (Some(x), Some(y)) if x.overlap(y) != Overlap::Disjoint);
    if one_time {
        // The periods say more than the years of other figures in the sentences.
    } else if !a.years.is_empty() && !b.years.is_empty() {
        let shared = a.years.iter().any(|year| b.years.contains(year));
        add(if shared { Signal::YearShared } else { Signal::YearDiffers });
    } else if looks_back(a, b) || looks_back(b, a) {
        add(Signal::YearDiffers);
    }
    if let (Some(x), Some(y)) = (a.period, b.period) {
        add(match x.overlap(y) {
            Overlap::Same => Signal::PeriodSame,
            Overlap::Disjoint => Signal::PeriodDisjoint,
            Overlap::Within | Overlap::Partial => Signal::PeriodOverlaps,
        });
    }
    if a.role != b.role && a.role != Role::None && b.role != Role::None {
        add(Signal::RoleDiffers);
    }
    if a.aspect.is_change() != b.aspect.is_change() {
        add(Signal::AspectDiffers);
    } else if a.aspect != b.aspect {
        add(Signal::DirectionDiffers);
    }
    if a.portion != b.portion {
        add(Signal::PortionDiffers);
    }
    if a.per.is_some() && b.per.is_some() && a.per != b.per {
        add(Signal::RateDiffers);
    }
    if one_count(pair, counted, scales.profiles) {
        add(Signal::OneCount);
    } else if one_slot(pair, counted) {
        add(Signal::OneSlot);
    } else if !agrees(value, unit) && one_property(pair, counted, scales.profiles) {
        add(Signal::OneProperty);
    }
    if a.leads && b.leads {
        add(Signal::BothLead);
    }
    (evidence, agrees(value, unit))
}

/// Whether one figure is of an event before its article's, and the other speaks of its own article's time ("a quake in
/// February killed 612").
fn looks_back(a: &Profile, b: &Profile) -> bool {
    let of_its_time = b.period.is_none_or(|period| match (period.end, b.published) {
        (Some(end), Some(published)) => {
            end.until(published).is_ok_and(|span| span.get_days() <= BACKGROUND_DAYS)
        }
        _ => true,
    });
    a.earlier && !b.earlier && of_its_time
}

/// Whether two figures are states of one running count: the same is counted, whole, at the story's own event, and neither
/// is of a part or a place that the other is not of.
fn one_count(pair: Pair<'_>, counted: Signal, profiles: &Profiles) -> bool {
    let (a, b) = (pair.a.0, pair.b.0);
    let whole = |profile: &Profile| {
        profile.one_in_a_story
            && !profile.earlier
            && profile.aspect == Aspect::Level
            && profile.portion == Portion::Whole
            && profile.per.is_none()
            && matches!(profile.family, Family::Count | Family::Bare)
    };
    let (in_a, in_b) = (a.id.document.0 as usize, b.id.document.0 as usize);
    let everywhere =
        |word: &StemId| [in_a, in_b].iter().all(|at| profiles.leads[*at].binary_search(word).is_ok());
    let narrower = |x: &Profile, y: &Profile| {
        x.narrower.iter().any(|word| !y.narrower.contains(word) && !everywhere(word))
    };
    let main = |place: &SmolStr| {
        [in_a, in_b].iter().any(|at| profiles.settings[*at].main.binary_search(place).is_ok())
    };
    let elsewhere =
        |x: &Profile, y: &Profile| x.places.iter().any(|place| !y.places.contains(place) && !main(place));
    whole(a)
        && whole(b)
        && matches!(
            counted,
            Signal::CountedSame | Signal::CountedHead | Signal::CountedHeadSome | Signal::CountedHeadOther
        )
        && !narrower(a, b)
        && !narrower(b, a)
        && !elsewhere(a, b)
        && !elsewhere(b, a)
}

/// Whether two figures are of one statistic for one stretch of time that both name: what differs between them is a
/// revision, another forecaster or a slip.
fn one_slot(pair: Pair<'_>, counted: Signal) -> bool {
    let (a, b) = (pair.a.0, pair.b.0);
    // "Half" may be how much a growth rate fell by; a rate itself is given in per cent.
    let rate = |measured: &Measured| {
        matches!(measured.quantity.unit.kind, UnitKind::Percent | UnitKind::PercentagePoint)
    };
    let sum = counted == Signal::CountedSame && a.family == b.family && !a.runs_on;
    (sum || rate(pair.a.1) && rate(pair.b.1))
        && matches!((a.period, b.period), (Some(x), Some(y)) if x.overlap(y) == Overlap::Same)
        && matches!(
            counted,
            Signal::CountedSame
                | Signal::CountedHead
                | Signal::CountedHeadSome
                | Signal::CountedCrossedSome
                | Signal::CountedCrossed
        )
}

/// Whether two figures are of one lasting property of one thing: the population of a town, the size of a quake. Both
/// passages name something that is the same, and neither tells of an earlier event.
fn one_property(pair: Pair<'_>, counted: Signal, profiles: &Profiles) -> bool {
    let (a, b) = (pair.a.0, pair.b.0);
    let named = |id: &StemId| {
        [a, b].iter().all(|side| {
            profiles.names[side.id.document.0 as usize].binary_search(id).is_ok()
                && side.around.binary_search(id).is_ok()
        })
    };
    a.lasting
        && b.lasting
        && a.measure == b.measure
        && a.aspect == Aspect::Level
        && b.aspect == Aspect::Level
        && !a.earlier
        && !b.earlier
        && !matches!(counted, Signal::CountedHeadOther | Signal::CountedDistinct)
        && a.around.iter().any(named)
}

/// The outcome of the field `value`.
fn value_outcome(pair: Pair<'_>, value: Value, unit: UnitRelation) -> Signal {
    let (a, b) = (&pair.a.1.quantity, &pair.b.1.quantity);
    let slip = matches!(unit, UnitRelation::PointsForPercent | UnitRelation::OtherRate);
    if unit != UnitRelation::Same && !slip && value == Value::Equal {
        // "Eight times" and eight deaths have nothing to do with each other.
        let common = pair.a.0.rarity.min(pair.b.0.rarity) < FEW;
        return if common { Signal::EqualCommon } else { Signal::EqualOtherUnit };
    }
    // "4.25% to 4.5%" holds 4.5% and much else.
    let range = |quantity: &Quantity| matches!(quantity.amount, Amount::Range(..));
    if value == Value::WithinHedge && range(a) != range(b) {
        return Signal::VagueFits;
    }
    match value {
        Value::Equal => match pair.a.0.rarity {
            bits if bits > 10.0 => Signal::EqualRarest,
            bits if bits > 7.0 => Signal::EqualRare,
            bits if bits > COMMON => Signal::EqualUsual,
            _ => Signal::EqualCommon,
        },
        Value::Converted => Signal::Converts,
        Value::Rounds | Value::WithinHedge => {
            if pair.a.0.rarity.max(pair.b.0.rarity) > 7.0 {
                Signal::RoundsRare
            } else {
                Signal::Rounds
            }
        }
        Value::Vague => {
            if a.amount == b.amount {
                Signal::SameVague
            } else {
                Signal::VagueFits
            }
        }
        Value::Transposed | Value::Magnitude | Value::PointLost => {
            let digits = |quantity: &Quantity| match quantity.amount {
                Amount::One(number) => number.trimmed().significant_digits(),
                _ => 0,
            };
            if digits(a).min(digits(b)) >= LONG { Signal::SlipLong } else { Signal::Slip }
        }
        Value::HedgeExcludes => Signal::WithinTenth,
        Value::BoundHolds | Value::Apart | Value::Far => match ratio(a.amount, b.amount) {
            Some(r) if r < 1.1 => Signal::WithinTenth,
            Some(r) if r < 2.0 => Signal::WithinTwo,
            Some(r) if r < 10.0 => Signal::WithinTen,
            _ => Signal::Beyond,
        },
    }
}

/// A number of no more bits of rarity stands in every second article.
const COMMON: f64 = 3.0;

/// Below so many bits of rarity are the numbers that any sentence may have, the first dozen.
const FEW: f64 = 4.5;

/// A number of so many digits that were meant is hardly ever another by chance.
const LONG: u32 = 3;

fn unit_outcome(pair: Pair<'_>, unit: UnitRelation) -> Signal {
    let unknown = |measured: &Measured| measured.quantity.unit.kind == UnitKind::Unknown;
    let money = |measured: &Measured| matches!(measured.quantity.unit.kind, UnitKind::Money(_));
    match unit {
        _ if unknown(pair.a.1) != unknown(pair.b.1) => Signal::UnknownUnit,
        UnitRelation::Same if pair.a.1.quantity.unit.kind == pair.b.1.quantity.unit.kind => Signal::SameUnit,
        UnitRelation::Same | UnitRelation::OtherRate => Signal::OtherUnit,
        UnitRelation::PointsForPercent => Signal::PercentPoints,
        _ if money(pair.a.1) && money(pair.b.1) => Signal::OtherCurrency,
        _ if share_and_amount(pair.a.0, pair.b.0) => Signal::ShareAndAmount,
        UnitRelation::OtherCurrency | UnitRelation::Other | UnitRelation::Relative => Signal::StrangeUnit,
    }
}

/// The outcome of the field `counted`.
fn counted_outcome(a: &Profile, b: &Profile, scales: Scales<'_>) -> Signal {
    let measures = scales.rules.measures();
    if let (Some(x), Some(y)) = (&a.measure, &b.measure)
        && measures.told_apart(x, y)
    {
        return Signal::CountedDistinct;
    }
    let outcome = counted_by_words(a, b, scales);
    let weak = matches!(
        outcome,
        Signal::CountedNothing | Signal::CountedUnknown | Signal::CountedModifier | Signal::CountedCrossed
    );
    // One statistic by two names: "GDP" and "the economy grew".
    if weak && a.measure.is_some() && a.measure == b.measure { Signal::CountedHeadSome } else { outcome }
}

/// The same by the words alone.
fn counted_by_words(a: &Profile, b: &Profile, scales: Scales<'_>) -> Signal {
    let (Some(head_a), Some(head_b)) = (a.head, b.head) else { return Signal::CountedUnknown };
    let stems = &scales.profiles.stems;
    let aliases = scales.rules.aliases();
    let is_distinct =
        |x: StemId, y: StemId| x != y && aliases.distinct(stems.name(x), stems.name(y)).is_some();
    // "net migration" and "gross migration", "killed" and "injured": told apart by a rule, whether head or modifier.
    let only = |mine: &Profile, other: &Profile| -> Vec<StemId> {
        mine.modifiers
            .iter()
            .copied()
            .chain(mine.head)
            .filter(|id| other.head != Some(*id) && other.modifiers.binary_search(id).is_err())
            .collect()
    };
    let (only_a, only_b) = (only(a, b), only(b, a));
    if is_distinct(head_a, head_b) || only_a.iter().any(|x| only_b.iter().any(|y| is_distinct(*x, *y))) {
        return Signal::CountedDistinct;
    }
    if head_a == head_b {
        return if a.modifiers.is_empty() || b.modifiers.is_empty() {
            Signal::CountedHead
        } else if cosine(&a.modifiers, &b.modifiers, stems) > 0.4 {
            Signal::CountedSame
        } else if shared(&a.modifiers, &b.modifiers) > 0 {
            Signal::CountedHeadSome
        } else {
            Signal::CountedHeadOther
        };
    }
    // "GDP growth" and "the economy grew": the head of one is the verb of the other.
    let verbs = a.verb == Some(head_b) || b.verb == Some(head_a);
    let among = a.modifiers.binary_search(&head_b).is_ok() || b.modifiers.binary_search(&head_a).is_ok();
    let crossed = verbs || among;
    let common = shared(&a.modifiers, &b.modifiers) + usize::from(verbs && among);
    if crossed {
        if common > 0 { Signal::CountedCrossedSome } else { Signal::CountedCrossed }
    } else if common > 1 {
        Signal::CountedModifiers
    } else if common > 0 {
        Signal::CountedModifier
    } else {
        Signal::CountedNothing
    }
}

/// Whether two single numbers are so far apart that no rounding, hedge or slip of a digit joins them, and not by a power
/// of ten.
fn far_apart(a: Amount, b: Amount) -> bool {
    let (Amount::One(x), Amount::One(y)) = (a, b) else { return false };
    !(x.is_zero() || y.is_zero() || x.is_negative() || y.is_negative())
        && x.trimmed().coefficient() != y.trimmed().coefficient()
        && ratio(a, b).is_some_and(|times| times > FAR)
}

/// Beyond this many times nothing but a power of ten joins two numbers: a dropped or doubled digit makes ten.
const FAR: f64 = 15.0;

/// How many times the smaller amount goes into the larger; `None` where they cannot be compared.
fn ratio(a: Amount, b: Amount) -> Option<f64> {
    let one = |amount: Amount| match amount {
        Amount::One(number) => Some(number),
        Amount::Range(low, _) => Some(low),
        Amount::Vague(interval) => interval.low.or(interval.high),
        Amount::Score(..) => None,
    };
    let (x, y) = (one(a)?.approximate().abs(), one(b)?.approximate().abs());
    let (small, large) = (x.min(y), x.max(y));
    (small > 0.0).then(|| large / small)
}
