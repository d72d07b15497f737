//! One topic becomes findings: its claims are put on sides, and each two sides get a verdict.
//!
//! `(topic, bench)` → [`Finding`]s. It cannot fail: what cannot be compared stands apart, as *unclear*.
//!
//! Claims that agree stand on one side, but no side holds two claims that differ: agreement by rounding and hedges does
//! not carry over from pair to pair ("about 100" agrees with 95 and with 105). Sides that differ in the same way, by the
//! same rule, are one finding: a toll that rises over twelve articles is one explained series.
//!
//! Not here: the verdict on a pair (`compare` and the decision tables), and words for people (`wording`).

use super::compare::{Bench, Bits, Comparison};
use super::{Finding, Side, Verdict, wording};
use crate::claim::ClaimId;
use crate::comparison::{
    PeriodRelation, QuantityComparison, Running, TimeRelation, UnitRelation, Value, Words,
};
use crate::link::{Evidence, Topic};
use crate::origin::Origins;
use crate::rules::table::Row;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Claims from which a topic is compared along its links only; a topic so large is a series or a tangle, and all its
/// pairs would cost its square.
const LARGE: usize = 300;

/// Two sides are of one thing where at least one pair in so many of theirs is linked.
const FEW_OF: usize = 6;

/// Two claims of a topic with the row that decided.
#[derive(Clone, Copy)]
pub(super) struct Pair<'t> {
    pub(super) a: ClaimId,
    pub(super) b: ClaimId,
    pub(super) row: &'t Row,
    comparison: Comparison,
    evidence: Option<&'t Evidence>,
}

impl Pair<'_> {
    fn bits(&self) -> f64 {
        self.evidence.map_or(f64::NEG_INFINITY, Evidence::without_value)
    }

    fn across(&self) -> bool {
        self.a.document != self.b.document
    }

    /// Whether the two are linked and differ as by a slip of the pen.
    fn is_slip(&self) -> bool {
        self.evidence.is_some()
            && self.row.verdict == Verdict::Discrepancy
            && matches!(self.comparison, Comparison::Quantities(vector)
                if matches!(vector.value, Value::Transposed | Value::Magnitude | Value::PointLost))
    }

    /// Whether the two are in units that have nothing in common.
    fn other_unit(&self) -> bool {
        matches!(self.comparison, Comparison::Quantities(vector)
            if matches!(vector.unit, UnitRelation::Other | UnitRelation::OtherCurrency | UnitRelation::Relative))
    }

    /// How close an agreement is, in value and then in period: the closest first.
    fn closeness(&self) -> (u8, u8) {
        match self.comparison {
            Comparison::Quantities(vector) => {
                let value = match vector.value {
                    Value::Equal => 0,
                    Value::Converted => 1,
                    Value::Rounds => 2,
                    Value::WithinHedge => 3,
                    Value::Vague => 4,
                    _ => 5,
                };
                let period = match vector.period {
                    PeriodRelation::Same => 0,
                    PeriodRelation::Within => 1,
                    PeriodRelation::Unknown => 2,
                    _ => 3,
                };
                (value, period)
            }
            Comparison::Quotations(vector) => (vector.words as u8, 0),
            Comparison::Dates(vector) => (vector.date as u8, 0),
        }
    }
}

/// Judges a topic.
pub(super) fn judge<'t>(
    topic: &'t Topic,
    index: u32,
    bench: &'t Bench<'t>,
    origins: &Origins,
) -> Vec<Finding> {
    let pairs = compare_all(topic, bench);
    let sides = put_on_sides(topic, bench, &pairs);
    let mut findings = Vec::new();
    let between = between_sides(bench, &sides, &pairs);
    let mut shown = vec![false; sides.len()];
    for (members, rep) in &groups(sides.len(), &between) {
        for member in members {
            shown[*member] = true;
        }
        let chosen: Vec<&Vec<ClaimId>> = members.iter().map(|side| &sides[*side]).collect();
        findings.push(finding(index, bench, origins, rep, &chosen));
    }
    // A side that no finding shows against another is an agreement of its own.
    for (side, _) in sides.iter().zip(shown).filter(|(_, shown)| !shown) {
        let inside: Vec<&Pair<'_>> = pairs
            .iter()
            .filter(|pair| pair.across() && side.contains(&pair.a) && side.contains(&pair.b))
            .collect();
        if let Some(best) = best_bound(&inside) {
            findings.push(finding(index, bench, origins, best, &[side]));
        }
    }
    findings
}

fn finding(
    topic: u32,
    bench: &Bench<'_>,
    origins: &Origins,
    rep: &Pair<'_>,
    sides: &[&Vec<ClaimId>],
) -> Finding {
    let mut ordered: Vec<Side> = sides.iter().map(|claims| side((*claims).clone(), bench, origins)).collect();
    ordered
        .sort_by_key(|side| (side.claims.iter().filter_map(|claim| bench.day(*claim)).min(), side.claims[0]));
    let claims: Vec<ClaimId> = ordered.iter().flat_map(|side| side.claims.iter().copied()).collect();
    let title = wording::title(bench, &claims);
    let mut reason = wording::reason(bench, rep.row, (rep.a, rep.b), &ordered, &title);
    let is_update = matches!(rep.comparison, Comparison::Quantities(vector) if vector.running == Running::Yes)
        && rep.row.verdict == Verdict::Explained;
    let remarks =
        [is_update.then(|| wording::stale(bench, &ordered)).flatten(), wording::spelling(bench, &claims)];
    let remark = remarks.into_iter().flatten().reduce(|first, second| format!("{first} {second}"));
    if let Some(remark) = &remark {
        reason.push(' ');
        reason.push_str(remark);
    }
    Finding {
        verdict: rep.row.verdict,
        rule: rep.row.rule.clone(),
        severity: rep.row.severity,
        reason,
        remark,
        title,
        sides: ordered,
        topic: Some(topic),
    }
}

/// Claims as a side of a finding.
pub(super) fn side(claims: Vec<ClaimId>, bench: &Bench<'_>, origins: &Origins) -> Side {
    let mut voices: Vec<u32> = claims.iter().map(|claim| origins.voice(claim.document)).collect();
    voices.sort_unstable();
    voices.dedup();
    Side {
        summary: wording::summary(bench, &claims),
        voices: u32::try_from(voices.len()).unwrap_or(u32::MAX),
        claims,
    }
}

/// Every pair of a topic that can be compared, with its row.
fn compare_all<'t>(topic: &'t Topic, bench: &'t Bench<'t>) -> Vec<Pair<'t>> {
    let evidence: FxHashMap<(ClaimId, ClaimId), &Evidence> =
        topic.links.iter().map(|link| (ordered(link.a, link.b), &link.evidence)).collect();
    let mut bound: FxHashMap<ClaimId, f64> = FxHashMap::default();
    for link in &topic.links {
        for claim in [link.a, link.b] {
            let best = bound.entry(claim).or_insert(f64::NEG_INFINITY);
            *best = best.max(link.evidence.total());
        }
    }
    let mut keys: Vec<(ClaimId, ClaimId)> = Vec::new();
    if topic.claims.len() < LARGE {
        for (at, a) in topic.claims.iter().enumerate() {
            keys.extend(topic.claims[at + 1..].iter().map(|b| ordered(*a, *b)));
        }
    } else {
        keys.extend(topic.links.iter().map(|link| ordered(link.a, link.b)));
    }
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
        .filter_map(|(a, b)| {
            let evidence = evidence.get(&(a, b)).copied();
            let bits = evidence.map_or_else(|| through(&bound, a, b), Bits::of);
            let comparison = bench.compare(a, b, bits)?;
            // Two fragments of one long quotation share no words, and nothing is to be said of the two.
            if evidence.is_none()
                && matches!(comparison, Comparison::Quotations(vector) if vector.words == Words::Reworded)
            {
                return None;
            }
            Some(Pair { a, b, row: bench.decide(comparison), comparison, evidence })
        })
        .collect()
}

/// What binds two claims that are linked through others: an equal figure no better than the weaker of the two is bound to
/// the topic, a different one not at all.
fn through(bound: &FxHashMap<ClaimId, f64>, a: ClaimId, b: ClaimId) -> Bits {
    let best = |claim| bound.get(&claim).copied().unwrap_or(0.0);
    Bits { linked: false, without: 0.0, with_value: best(a).min(best(b)) }
}

fn ordered(a: ClaimId, b: ClaimId) -> (ClaimId, ClaimId) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Puts claims on sides: closest agreements first, and never so that two claims of one side differ.
fn put_on_sides(topic: &Topic, bench: &Bench<'_>, pairs: &[Pair<'_>]) -> Vec<Vec<ClaimId>> {
    let at: FxHashMap<ClaimId, usize> =
        topic.claims.iter().enumerate().map(|(at, claim)| (*claim, at)).collect();
    let mut side_of: Vec<usize> = (0..topic.claims.len()).collect();
    let merge = |side_of: &mut Vec<usize>, from: usize, into: usize| {
        for side in side_of.iter_mut().filter(|side| **side == from) {
            *side = into;
        }
    };
    // One amount given twice, in two units, is one claim for this purpose.
    for (index, claim) in topic.claims.iter().enumerate() {
        let first = bench.claim(*claim).measured().and_then(|measured| measured.restates);
        let first = first.and_then(|index| at.get(&ClaimId { index, ..*claim }));
        if let Some(first) = first {
            let (from, into) = (side_of[index], side_of[*first]);
            merge(&mut side_of, from, into);
        }
    }
    let mut differ: Vec<Vec<usize>> = vec![Vec::new(); topic.claims.len()];
    for pair in pairs.iter().filter(|pair| pair.row.verdict != Verdict::Agreement) {
        // What does not compare does not differ either: £1.7m and €2m may be one amount.
        if !pair.other_unit() {
            let (a, b) = (at[&pair.a], at[&pair.b]);
            differ[a].push(b);
            differ[b].push(a);
        }
    }
    let mut agreeing: Vec<&Pair<'_>> =
        pairs.iter().filter(|pair| pair.row.verdict == Verdict::Agreement).collect();
    agreeing.sort_by_key(|pair| (pair.closeness(), Reverse(pair.evidence.is_some()), pair.a, pair.b));
    for pair in agreeing {
        let (a, b) = (side_of[at[&pair.a]], side_of[at[&pair.b]]);
        let apart = (0..side_of.len())
            .filter(|claim| side_of[*claim] == a)
            .any(|claim| differ[claim].iter().any(|other| side_of[*other] == b));
        if a != b && !apart {
            merge(&mut side_of, b, a);
        }
    }
    let mut sides: Vec<(usize, Vec<ClaimId>)> = Vec::new();
    for (index, claim) in topic.claims.iter().enumerate() {
        match sides.iter_mut().find(|side| side.0 == side_of[index]) {
            Some(side) => side.1.push(*claim),
            None => sides.push((side_of[index], vec![*claim])),
        }
    }
    sides.into_iter().map(|side| side.1).collect()
}

/// The pair that speaks for each two sides, by their numbers, lower first.
fn between_sides<'t>(
    bench: &'t Bench<'_>,
    sides: &[Vec<ClaimId>],
    pairs: &[Pair<'t>],
) -> Vec<((usize, usize), Pair<'t>)> {
    let side_of: FxHashMap<ClaimId, usize> = sides
        .iter()
        .enumerate()
        .flat_map(|(side, claims)| claims.iter().map(move |claim| (*claim, side)))
        .collect();
    let mut found: FxHashMap<(usize, usize), Vec<&Pair<'t>>> = FxHashMap::default();
    for pair in pairs.iter().filter(|pair| pair.across() && pair.row.verdict != Verdict::Agreement) {
        let (a, b) = (side_of[&pair.a], side_of[&pair.b]);
        if a != b {
            found.entry((a.min(b), a.max(b))).or_default().push(pair);
        }
    }
    let mut between: Vec<((usize, usize), Pair<'t>)> = Vec::new();
    for a in 0..sides.len() {
        for b in a + 1..sides.len() {
            // Two sides that only a third binds together, or one pair of many, may be of two things that are alike.
            let linked = |pairs: &&Vec<&Pair<'_>>| {
                let bound = pairs.iter().filter(|pair| pair.evidence.is_some()).count();
                bound > 0 && bound * FEW_OF >= pairs.len()
            };
            if let Some(speaks) = found.get(&(a, b)).filter(linked).and_then(|pairs| speaker(bench, pairs)) {
                between.push(((a, b), no_update(bench, *speaks, &sides[a], &sides[b])));
            }
        }
    }
    between
}

/// A pair whose digits are swapped, judged as no update where the two sides are not one before the other: a count that went
/// from 388 to 338 is not given as 388 again.
fn no_update<'t>(bench: &'t Bench<'_>, pair: Pair<'t>, a: &[ClaimId], b: &[ClaimId]) -> Pair<'t> {
    let Comparison::Quantities(vector) = pair.comparison else { return pair };
    let days = |side: &[ClaimId]| -> Option<(Date, Date)> {
        let days: Vec<Date> = side.iter().filter_map(|claim| bench.day(*claim)).collect();
        Some((*days.iter().min()?, *days.iter().max()?))
    };
    let (Some(a), Some(b)) = (days(a), days(b)) else { return pair };
    let apart = a.1 < b.0 || b.1 < a.0;
    let update = vector.running == Running::Yes && vector.time == TimeRelation::Later;
    if apart || !update || vector.value != Value::Transposed {
        return pair;
    }
    let comparison = Comparison::Quantities(QuantityComparison { running: Running::No, ..vector });
    Pair { row: bench.decide(comparison), comparison, ..pair }
}

/// The pair that decides between two sides: of those in units that compare the best bound one, unless it is unclear where another linked pair has a
/// reason.
fn speaker<'p, 't>(bench: &Bench<'_>, pairs: &[&'p Pair<'t>]) -> Option<&'p Pair<'t>> {
    // What a page no longer says is held against its newer version and no one else.
    let outdated = |claim: ClaimId| bench.origins.is_outdated(claim.document);
    let current: Vec<&'p Pair<'t>> =
        pairs.iter().copied().filter(|pair| !outdated(pair.a) && !outdated(pair.b)).collect();
    let changed: Vec<&'p Pair<'t>> = pairs
        .iter()
        .copied()
        .filter(|pair| bench.origins.are_versions(pair.a.document, pair.b.document))
        .collect();
    let pairs = match (current.is_empty(), changed.is_empty()) {
        (false, false) => &current[..],
        (true, false) => &changed[..],
        (_, true) => pairs,
    };
    let comparable: Vec<&'p Pair<'t>> = pairs.iter().copied().filter(|pair| !pair.other_unit()).collect();
    let pairs = if comparable.is_empty() { pairs } else { &comparable[..] };
    let best = best_bound(pairs)?;
    // A slip of the pen says why the sides differ, whichever pair of them is bound best.
    let slips: Vec<&'p Pair<'t>> = pairs.iter().copied().filter(|pair| pair.is_slip()).collect();
    if let (Verdict::Unclear | Verdict::Discrepancy, Some(slip)) = (best.row.verdict, best_bound(&slips)) {
        return Some(slip);
    }
    if best.row.verdict != Verdict::Unclear {
        return Some(best);
    }
    let explained: Vec<&'p Pair<'t>> = pairs
        .iter()
        .copied()
        .filter(|pair| pair.row.verdict == Verdict::Explained && pair.evidence.is_some())
        .collect();
    Some(best_bound(&explained).unwrap_or(best))
}

/// The pair with most evidence other than the value; of equals the first.
fn best_bound<'p, 't>(pairs: &[&'p Pair<'t>]) -> Option<&'p Pair<'t>> {
    pairs.iter().copied().reduce(|best, pair| if pair.bits() > best.bits() { pair } else { best })
}

/// Groups of sides of which each two differ by the same rule, each with the pair that speaks for it.
fn groups<'t>(sides: usize, between: &[((usize, usize), Pair<'t>)]) -> Vec<(Vec<usize>, Pair<'t>)> {
    let mut open: FxHashMap<(usize, usize), Pair<'t>> = between.iter().copied().collect();
    let mut groups = Vec::new();
    for ((a, b), pair) in between {
        if open.remove(&(*a, *b)).is_none() {
            continue;
        }
        let mut members = vec![*a, *b];
        for next in 0..sides {
            let joins = !members.contains(&next)
                && members.iter().all(|member| {
                    open.get(&((*member).min(next), (*member).max(next)))
                        .is_some_and(|other| other.row.rule == pair.row.rule)
                });
            if joins {
                for member in &members {
                    open.remove(&((*member).min(next), (*member).max(next)));
                }
                members.push(next);
            }
        }
        groups.push((members, *pair));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::{Finding, Verdict};
    use crate::rules::RuleSet;

    /// Findings over articles, each given by its day in August 2023 and its text.
    fn findings(articles: &[(u8, &str)]) -> Vec<Finding> {
        let files = crate::articles::of_days(articles);
        crate::check(files, RuleSet::built_in()).findings
    }

    #[test]
    fn a_toll_that_rises_over_articles_is_one_explained_series_in_order_of_time() {
        let found = findings(&[
            (12, "The fire has killed 89 people in the harbour town, the county said."),
            (9, "The fire has killed 36 people in the harbour town, the county said."),
            (10, "The fire has killed 55 people in the harbour town, the county said."),
        ]);
        let series: Vec<&Finding> = found.iter().filter(|f| f.verdict == Verdict::Explained).collect();
        assert_eq!(series.len(), 1, "{found:#?}");
        let said: Vec<&str> = series[0].sides.iter().map(|side| side.summary.as_str()).collect();
        assert_eq!(said, ["36", "55", "89"]);
    }

    #[test]
    fn no_side_holds_two_figures_that_differ() {
        let found = findings(&[
            (9, "The new harbour wall is 931 metres long, the council said."),
            (9, "The new harbour wall is about 1,000 metres long, the council said."),
            (9, "The new harbour wall is 1,068 metres long, the council said."),
        ]);
        for side in found.iter().flat_map(|finding| &finding.sides) {
            assert!(!(side.summary.contains("931") && side.summary.contains("1,068")), "{found:#?}");
        }
        assert!(found.iter().any(|finding| finding.sides.len() > 1), "{found:#?}");
    }

    #[test]
    fn an_article_that_prints_an_old_toll_after_the_new_one_is_named() {
        let found = findings(&[
            (9, "The fire has killed 36 people in the harbour town, the county said."),
            (10, "The fire has killed 55 people in the harbour town, the county said."),
            (12, "The fire has killed 36 people in the harbour town, the county said."),
        ]);
        let series = found.iter().find(|f| f.verdict == Verdict::Explained).expect("a series");
        assert!(series.reason.contains("c still has 36 on 12 August 2023"), "{}", series.reason);
        assert!(!series.reason.contains("a still has"), "{}", series.reason);
    }

    #[test]
    fn claims_that_all_agree_are_one_agreement_with_one_side() {
        let found = findings(&[
            (9, "The ferry was carrying 214 passengers when it ran aground."),
            (9, "The ferry had 214 passengers on board when it ran aground."),
        ]);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!((found[0].verdict, found[0].sides.len()), (Verdict::Agreement, 1));
        assert_eq!(found[0].sides[0].voices, 2);
    }
}
