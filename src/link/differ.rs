//! Which figures that differ are taken for figures of one thing.
//!
//! The evidence of a pair whose values do not agree → whether it is tied. Weights alone do not decide this: most pairs of
//! a story differ, hardly any of them is of one thing, and a wrong one is a false alarm. So each kind of difference has a
//! bar of its own in `rules/evidence.toml`, and fields that speak against a pair shut it out.
//!
//! Not here: which of several tied figures wins (`assign`), and what a difference means (`judge`).

use super::Evidence;
use crate::rules::evidence::{Signal, Threshold, Weights};

/// Words that are about the same in both, whether or not they narrow it alike.
const COUNTED_ALIKE: [Signal; 4] =
    [Signal::CountedSame, Signal::CountedHead, Signal::CountedHeadSome, Signal::CountedCrossedSome];

/// Fields that shut out two figures that differ.
const AGAINST: [Signal; 5] = [
    Signal::RoleDiffers,
    Signal::PortionDiffers,
    Signal::AspectDiffers,
    Signal::CountedDistinct,
    // A vague word that does not hold the other says nothing about it.
    Signal::VagueMisfits,
];

/// Fields that shut out two figures of two kinds.
const APART: [Signal; 8] = [
    Signal::RoleDiffers,
    Signal::PortionDiffers,
    Signal::CountedDistinct,
    Signal::YearDiffers,
    Signal::PeriodDisjoint,
    Signal::PeriodOverlaps,
    Signal::RateDiffers,
    Signal::EqualElsewhere,
];

/// Whether everything but their value ties two figures that differ to one thing.
pub(super) fn tied(evidence: &Evidence, weights: &Weights) -> bool {
    let has = |signals: &[Signal]| evidence.terms.iter().any(|term| signals.contains(&term.signal));
    let bar = |threshold: Threshold| weights.threshold(threshold);
    let (with_value, without) = (evidence.total(), evidence.without_value());
    let best = has(&[Signal::MutualBest, Signal::MutualBestClear]);
    if of_two_kinds(evidence) {
        return best && !has(&APART) && of_one_name(evidence) && without >= bar(Threshold::LinkTwoKinds);
    }
    // A count that runs on has other states for partners whatever its rank, and its last state is the next one's first.
    if many(evidence) {
        return without >= bar(Threshold::LinkDiffering)
            && !has(&[
                Signal::PortionDiffers,
                Signal::AspectDiffers,
                Signal::OtherCurrency,
                Signal::StrangeUnit,
                Signal::CountedDistinct,
            ]);
    }
    // One figure in per cent here and in points there gives itself away by its value: "up by 1.2%", "raised by 1.2 points".
    if has(&[Signal::EqualRare, Signal::EqualRarest]) && has(&[Signal::PercentPoints]) {
        let rarest = has(&[Signal::EqualRarest]);
        let asked = if rarest { Threshold::LinkAlone } else { Threshold::LinkOtherUnit };
        return with_value >= bar(asked) && !has(&[Signal::CountedDistinct, Signal::PortionDiffers]);
    }
    // So does a long number in which two digits are swapped, or one that is given over two populations: "318.4 per
    // 100,000", "318.4 in every 1,000".
    if has(&[Signal::SlipLong]) || has(&[Signal::EqualRarest]) && has(&[Signal::RateDiffers]) {
        return with_value >= bar(Threshold::LinkSlipLong)
            && !has(&[Signal::CountedDistinct, Signal::OtherCurrency, Signal::StrangeUnit]);
    }
    // One statistic for two years is told apart by its periods, which is what the report is to say; an event of another
    // year is another event.
    let statistic = has(&[Signal::CountedSame, Signal::CountedHeadSome])
        && has(&[Signal::PeriodDisjoint, Signal::PeriodOverlaps]);
    // A slip gives itself away by its value, even where another figure fits one of the two better.
    let slip = has(&[Signal::Slip]) && has(&[Signal::OneBest]) && with_value >= bar(Threshold::LinkSlip);
    if !(best || slip) || has(&AGAINST) || !statistic && has(&[Signal::YearDiffers]) {
        return false;
    }
    if has(&[Signal::EqualOtherUnit]) {
        return with_value >= bar(Threshold::LinkOtherUnit);
    }
    if has(&[Signal::OtherCurrency, Signal::StrangeUnit]) {
        return false;
    }
    let alike = alike(evidence);
    if has(&[Signal::Slip]) && with_value >= bar(Threshold::LinkSlip) {
        return true;
    }
    if has(&[Signal::EqualElsewhere]) {
        return alike && with_value >= bar(Threshold::LinkBesideEqual);
    }
    alike && without >= bar(Threshold::LinkDiffering) && with_value >= bar(Threshold::LinkDifferingValue)
}

/// Whether two figures are a share and an amount, sums in two currencies or a level and a change, so that their values say
/// nothing of each other.
pub(super) fn of_two_kinds(evidence: &Evidence) -> bool {
    let has = |signals: &[Signal]| evidence.terms.iter().any(|term| signals.contains(&term.signal));
    has(&[Signal::OtherCurrency, Signal::ShareAndAmount, Signal::AspectDiffers])
        && !has(&[Signal::EqualOtherUnit, Signal::Slip, Signal::SlipLong])
}

/// Whether the words alone bind two such figures: a level and its change by what is counted and the period, a share and an
/// amount by what is counted and the clause, sums of money, which count nothing, by the clause.
fn of_one_name(evidence: &Evidence) -> bool {
    let has = |signal: Signal| evidence.terms.iter().any(|term| term.signal == signal);
    let alike = has(Signal::CountedSame) || has(Signal::CountedHead);
    if has(Signal::AspectDiffers) {
        has(Signal::PeriodSame) && alike
    } else {
        let nothing = has(Signal::OtherCurrency) && has(Signal::CountedUnknown);
        has(Signal::ClauseHigh) && (alike || nothing)
    }
}

/// Whether what is counted has one name in both.
pub(super) fn alike(evidence: &Evidence) -> bool {
    evidence.terms.iter().any(|term| COUNTED_ALIKE.contains(&term.signal))
}

/// Whether both figures are of one count or statistic of which an article may give several states.
pub(super) fn many(evidence: &Evidence) -> bool {
    evidence.terms.iter().any(|term| matches!(term.signal, Signal::OneCount | Signal::OneSlot))
}
