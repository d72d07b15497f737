//! Which figure of one document goes with which of another.
//!
//! Candidates compete: the two £300,000 of one article must not both go to one claim of the other. The units that
//! compete are *groups*, the repeats of one figure inside a document together with its conversions in brackets.
//! Agreeing values are assigned first, best first; then differing values among the groups that are still free. Greedy
//! assignment, best first, is within a hundredth of the optimum on annotated stories and can be followed by hand.
//!
//! Not here: what speaks for a pair (`evidence`).

use super::differ;
use super::evidence::{Pair, Scales, comparable, share_and_amount, weigh};
use super::profile::{Family, Profile, shared};
use super::rarity;
use super::{Evidence, Link};
use crate::claim::{Amount, Claim, ClaimId, Measured, Role};
use crate::comparison::Value;
use crate::rules::evidence::{Signal, Threshold};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Ordering;

/// The groups of a document's figures: for each claim the number of its group, `None` for other claims.
pub(super) fn groups(claims: &[Claim], profiles: &[Option<Profile>], scales: Scales<'_>) -> Vec<Option<u32>> {
    let mut group: Vec<Option<u32>> = (0..claims.len())
        .map(|i| profiles[i].is_some().then(|| u32::try_from(i).unwrap_or(u32::MAX)))
        .collect();
    for i in 0..claims.len() {
        let (Some(measured), Some(profile)) = (claims[i].measured(), &profiles[i]) else { continue };
        if let Some(first) = measured.restates {
            group[i] = group.get(first as usize).copied().flatten().or(group[i]);
            continue;
        }
        for j in 0..i {
            let (Some(earlier), Some(other)) = (claims[j].measured(), &profiles[j]) else { continue };
            // Nobody says one thing twice in one sentence: the two £300,000 of a list are two sums.
            let one_sentence = claims[i].sentence == claims[j].sentence;
            if !one_sentence && repeats(earlier, other, measured, profile, scales) {
                group[i] = group[j];
                break;
            }
        }
    }
    group
}

/// A number of so many bits of rarity seldom stands for two things in one article.
const SELDOM_TWICE: f64 = 6.5;

/// Whether a figure says again what an earlier one of its document said.
fn repeats(a: &Measured, pa: &Profile, b: &Measured, pb: &Profile, scales: Scales<'_>) -> bool {
    if pa.family != pb.family || a.quantity.unit != b.quantity.unit || pa.role != pb.role {
        return false;
    }
    let (value, _) = super::value::relate(&a.quantity, &b.quantity, scales.rules.units(), scales.rates);
    if value != Value::Equal || pa.aspect != pb.aspect || pa.portion != pb.portion {
        return false;
    }
    let rare = matches!(a.quantity.amount, Amount::One(number) if rarity::bits(number) > SELDOM_TWICE);
    // A round sum may be paid twice: "£300,000 for training", "£300,000 for nets".
    let round =
        matches!(a.quantity.amount, Amount::One(number) if number.trimmed().significant_digits() == 1);
    let told_apart = matches!((pa.head, pb.head), (Some(x), Some(y)) if x != y)
        && shared(&pa.clause, &pb.clause) == 0
        && shared(&pa.modifiers, &pb.modifiers) == 0;
    match (pa.head, pb.head) {
        _ if round && told_apart => false,
        _ if rare => pa.period == pb.period || pa.period.is_none() || pb.period.is_none(),
        (Some(x), Some(y)) if x == y => pa.period == pb.period || pa.period.is_none() || pb.period.is_none(),
        _ => shared(&pa.clause, &pb.clause) >= 2,
    }
}

/// The figures of a document: its claims, their profiles and their groups, claim by claim.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a> {
    pub(super) claims: &'a [Claim],
    pub(super) profiles: &'a [Option<Profile>],
    pub(super) groups: &'a [Option<u32>],
}

impl<'a> Figures<'a> {
    fn figures(self) -> impl Iterator<Item = (&'a Profile, &'a Measured, u32)> {
        self.claims
            .iter()
            .zip(self.profiles)
            .zip(self.groups)
            .filter_map(|((claim, profile), group)| Some((profile.as_ref()?, claim.measured()?, (*group)?)))
    }
}

/// All comparable pairs of two documents with their evidence and whether the values agree.
pub(super) fn weighed(a: Figures<'_>, b: Figures<'_>, scales: Scales<'_>) -> Vec<(Link, bool)> {
    let mut candidates = candidates(a, b, scales);
    rank(&mut candidates, scales);
    candidates.into_iter().map(|c| (Link { a: c.a, b: c.b, evidence: c.evidence }, c.agrees)).collect()
}

/// A candidate pair of groups between two documents.
struct Candidate {
    groups: (u32, u32),
    a: ClaimId,
    b: ClaimId,
    evidence: Evidence,
    agrees: bool,
    /// Whether it is a share beside an amount, which is nobody's rival for a partner.
    across: bool,
    total: f64,
    bound: f64,
}

/// What the first pass over two documents leaves: their agreeing figures are linked, and those that differ wait until all
/// agreeing figures of the run are known.
pub(super) struct Assigned {
    /// Links between agreeing figures, and to the other levels of the comparisons that these stand in.
    pub(super) links: Vec<Link>,
    /// Differing figures that everything but their value binds, best first.
    rest: Vec<Candidate>,
    used: (FxHashSet<u32>, FxHashSet<u32>),
}

/// The first pass: links the agreeing figures of two documents, best first, each group once.
pub(super) fn agreeing(a: Figures<'_>, b: Figures<'_>, scales: Scales<'_>) -> Assigned {
    let mut candidates = candidates(a, b, scales);
    rank(&mut candidates, scales);
    candidates.sort_by(|x, y| {
        y.total.partial_cmp(&x.total).unwrap_or(Ordering::Equal).then_with(|| turn(x).cmp(&turn(y)))
    });
    let evidence = scales.rules.evidence();
    let agree = evidence.threshold(Threshold::LinkAgreeing);
    let by_groups = by_groups(&candidates);
    let mut chosen = Chosen::default();
    for candidate in candidates.iter().filter(|candidate| candidate.agrees && candidate.total >= agree) {
        if !chosen.has(candidate.groups.0, candidate.groups.1) {
            chosen.take(candidate, &candidates, &by_groups);
        }
    }
    // What is equal and alone on both sides has no rival: less evidence will do.
    let open: Vec<(u32, u32)> = candidates
        .iter()
        .filter(|other| other.agrees && !is_common(other))
        .map(|other| other.groups)
        .collect();
    let partners_a = Partners::of(open.iter().copied());
    let partners_b = Partners::of(open.iter().map(|(g, h)| (*h, *g)));
    let alone = evidence.threshold(Threshold::LinkAlone);
    let rivals = |candidate: &Candidate| {
        let (g, h) = candidate.groups;
        partners_a.has_other(g, h) || partners_b.has_other(h, g)
    };
    for candidate in
        candidates.iter().filter(|candidate| candidate.total >= alone && is_one_figure(candidate))
    {
        let share =
            a.profiles[candidate.a.index as usize].as_ref().is_some_and(|own| own.family == Family::Share);
        let taken = chosen.has(candidate.groups.0, candidate.groups.1);
        // Shares are of everything: 18 % here and 18 % there are of one thing only if it has one name.
        if !taken
            && !is_common(candidate)
            && (is_rare(candidate) || !shares_nothing(candidate))
            && (!share || differ::alike(&candidate.evidence))
            && !rivals(candidate)
        {
            chosen.take(candidate, &candidates, &by_groups);
        }
    }
    // A rare number that an article gives again in other words has no partner left there, and is the same all the same.
    for candidate in &candidates {
        let again = candidate.total >= agree && is_one_figure(candidate) && is_rare(candidate);
        if again && chosen.a.contains(&candidate.groups.0) != chosen.b.contains(&candidate.groups.1) {
            chosen.take(candidate, &candidates, &by_groups);
        }
    }
    let Chosen { mut links, pairs: chosen, a: used_a, b: used_b } = chosen;
    // A level that has a partner of its own in the other article needs none by comparison.
    let free = |figures: Figures<'_>, used: &FxHashSet<u32>, id: ClaimId| {
        figures.groups[id.index as usize].is_some_and(|group| !used.contains(&group))
    };
    for (x, y) in chosen {
        let tie = |x: ClaimId, y: ClaimId| {
            let mut evidence = Evidence::default();
            evidence.add(Signal::OtherLevel, scales.rules);
            Link { a: x, b: y, evidence }
        };
        links.extend(other_levels(a, x).filter(|other| free(a, &used_a, *other)).map(|other| tie(other, y)));
        links.extend(other_levels(b, y).filter(|other| free(b, &used_b, *other)).map(|other| tie(x, other)));
    }
    candidates.retain(|candidate| !candidate.agrees && differ::tied(&candidate.evidence, evidence));
    // What does not compare takes the partners that are left.
    candidates.sort_by_key(|candidate| differ::of_two_kinds(&candidate.evidence));
    Assigned { links, rest: candidates, used: (used_a, used_b) }
}

/// Whose turn it is among candidates of equal evidence: those nearer the top of both articles first, whichever of the two
/// articles is given first.
fn turn(candidate: &Candidate) -> (u64, u32, ClaimId, ClaimId) {
    let (i, j) = (candidate.a.index, candidate.b.index);
    (u64::from(i) + u64::from(j), i.max(j), candidate.a, candidate.b)
}

/// What the first pass has chosen so far.
#[derive(Default)]
struct Chosen {
    links: Vec<Link>,
    /// The pairs that were chosen, each for its groups.
    pairs: Vec<(ClaimId, ClaimId)>,
    /// The groups that have a partner, of either document.
    a: FxHashSet<u32>,
    b: FxHashSet<u32>,
}

impl Chosen {
    /// Whether one of two groups has a partner.
    fn has(&self, g: u32, h: u32) -> bool {
        self.a.contains(&g) || self.b.contains(&h)
    }

    /// Takes two groups for partners: all their members that can be compared say one thing.
    fn take(&mut self, candidate: &Candidate, all: &[Candidate], by_groups: &ByGroups) {
        self.a.insert(candidate.groups.0);
        self.b.insert(candidate.groups.1);
        self.pairs.push((candidate.a, candidate.b));
        for other in by_groups.get(&candidate.groups).into_iter().flatten().map(|at| &all[*at as usize]) {
            self.links.push(Link { a: other.a, b: other.b, evidence: other.evidence.clone() });
        }
    }
}

/// For each two groups the places of their candidates that agree.
type ByGroups = FxHashMap<(u32, u32), Vec<u32>>;

fn by_groups(candidates: &[Candidate]) -> ByGroups {
    let mut found = ByGroups::default();
    for (at, candidate) in (0_u32..).zip(candidates) {
        if candidate.agrees {
            found.entry(candidate.groups).or_default().push(at);
        }
    }
    found
}

/// For each group the first group that it may go with, and whether there are others.
struct Partners(FxHashMap<u32, (u32, bool)>);

impl Partners {
    fn of(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut found: FxHashMap<u32, (u32, bool)> = FxHashMap::default();
        for (group, partner) in pairs {
            let known = found.entry(group).or_insert((partner, false));
            known.1 |= known.0 != partner;
        }
        Self(found)
    }

    /// Whether a group may go with another one than `partner`.
    fn has_other(&self, group: u32, partner: u32) -> bool {
        self.0.get(&group).is_some_and(|(first, more)| *more || *first != partner)
    }
}

/// Whether two figures have one number, and no field says that they are of two things.
fn is_one_figure(candidate: &Candidate) -> bool {
    let has = |signals: &[Signal]| candidate.evidence.terms.iter().any(|term| signals.contains(&term.signal));
    has(&[Signal::EqualRarest, Signal::EqualRare, Signal::EqualUsual, Signal::EqualCommon, Signal::Converts])
        && candidate.agrees
        && !has(&[
            Signal::AspectDiffers,
            Signal::PeriodDisjoint,
            Signal::PortionDiffers,
            Signal::CountedDistinct,
            Signal::YearDiffers,
        ])
}

/// Whether neither what is counted nor the clauses share a word.
fn shares_nothing(candidate: &Candidate) -> bool {
    let has = |signal: Signal| candidate.evidence.terms.iter().any(|term| term.signal == signal);
    has(Signal::CountedNothing) && has(Signal::ClauseNone)
}

/// Whether a number is so common that it stands in every second article, or says too little to be one.
fn is_common(candidate: &Candidate) -> bool {
    candidate.evidence.terms.iter().any(|term| {
        matches!(
            term.signal,
            Signal::EqualCommon | Signal::SameVague | Signal::VagueFits | Signal::Rounds | Signal::RoundsRare
        )
    })
}

/// Whether the number of both is rare in news.
fn is_rare(candidate: &Candidate) -> bool {
    candidate.evidence.terms.iter().any(|term| matches!(term.signal, Signal::EqualRarest | Signal::EqualRare))
}

/// The second pass: links those differing figures whose groups are still free. `told_apart` says of two claims that other
/// articles tell them apart.
pub(super) fn differing(
    assigned: Assigned,
    told_apart: impl Fn(ClaimId, ClaimId) -> bool,
) -> impl Iterator<Item = Link> {
    let Assigned { mut links, rest, used: (used_a, used_b) } = assigned;
    let (mut taken_a, mut taken_b) = (FxHashSet::default(), FxHashSet::default());
    for candidate in rest {
        let (g, h) = candidate.groups;
        let series = differ::many(&candidate.evidence);
        let taken =
            used_a.contains(&g) || used_b.contains(&h) || taken_a.contains(&g) || taken_b.contains(&h);
        // A slip in a long number gives itself away though others have the number right.
        let slip = candidate.evidence.terms.iter().any(|term| term.signal == Signal::SlipLong);
        let series = series || slip;
        if taken && !series || told_apart(candidate.a, candidate.b) {
            continue;
        }
        if !series {
            taken_a.insert(g);
            taken_b.insert(h);
        }
        links.push(Link { a: candidate.a, b: candidate.b, evidence: candidate.evidence });
    }
    links.into_iter()
}

/// The other level of a comparison that a figure stands in: "728,000 in the year to June, down from 906,000 for the year
/// before". What is linked to one of the two is of the same statistic as the other, for another period. Levels without
/// periods of their own are left alone, since an old and a new price are two prices, and so are forecasts.
fn other_levels(figures: Figures<'_>, id: ClaimId) -> impl Iterator<Item = ClaimId> {
    let own = figures.profiles[id.index as usize].as_ref();
    let sentence = figures.claims[id.index as usize].sentence;
    figures.profiles.iter().flatten().filter_map(move |profile| {
        let own = own?;
        let level = profile.id != id
            && figures.claims[profile.id.index as usize].sentence == sentence
            && profile.family == own.family
            && profile.head == own.head
            && (profile.role == Role::From) != (own.role == Role::From)
            && profile.period != own.period
            && is_past(profile)
            && is_past(own);
        level.then_some(profile.id)
    })
}

/// Whether a figure has a period of its own that was over when its article appeared, so that it is no forecast.
fn is_past(profile: &Profile) -> bool {
    match (profile.period.and_then(|period| period.end), profile.published) {
        (Some(end), Some(published)) => end <= published,
        (end, None) => end.is_some(),
        (None, Some(_)) => false,
    }
}

/// All pairs of comparable figures, each weighed.
fn candidates(a: Figures<'_>, b: Figures<'_>, scales: Scales<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (profile_a, measured_a, g) in a.figures() {
        for (profile_b, measured_b, h) in b.figures() {
            if !comparable(profile_a, profile_b) {
                continue;
            }
            let pair = Pair { a: (profile_a, measured_a), b: (profile_b, measured_b) };
            let (evidence, agrees) = weigh(pair, scales);
            let bound = evidence.without_value();
            out.push(Candidate {
                groups: (g, h),
                a: profile_a.id,
                b: profile_b.id,
                total: evidence.total(),
                bound,
                evidence,
                agrees,
                across: share_and_amount(profile_a, profile_b),
            });
        }
    }
    out
}

/// Adds what the other candidates say: a pair that is the best of both its figures without looking at the value is
/// likelier right, and a differing pair is unlikely where one side has an equal partner.
fn rank(candidates: &mut [Candidate], scales: Scales<'_>) {
    let margin = scales.rules.evidence().threshold(Threshold::ClearMargin);
    let bounds = |c: &Candidate| (!c.across).then_some(c.bound);
    // An equal figure of another period is no better partner: it may be what a source confused this one with.
    let equals = |c: &Candidate| {
        let moved = c.evidence.terms.iter().any(|term| term.signal == Signal::PeriodDisjoint);
        (c.agrees && c.total >= 0.0 && !moved).then_some(c.total)
    };
    let (best_a, best_b) =
        (TopTwo::of(candidates, |c| c.groups, bounds), TopTwo::of(candidates, swapped, bounds));
    let (equal_a, equal_b) =
        (TopTwo::of(candidates, |c| c.groups, equals), TopTwo::of(candidates, swapped, equals));
    for candidate in candidates.iter_mut() {
        let (g, h) = candidate.groups;
        let (rival_a, rival_b) = (best_a.other(g, h), best_b.other(h, g));
        let outcome = if candidate.bound >= rival_a.max(rival_b) + margin {
            Signal::MutualBestClear
        } else if candidate.bound >= rival_a.max(rival_b) {
            Signal::MutualBest
        } else if candidate.bound < rival_a && candidate.bound < rival_b {
            Signal::NeitherBest
        } else {
            Signal::OneBest
        };
        let equal_elsewhere =
            !candidate.agrees && equal_a.other(g, h).max(equal_b.other(h, g)) > f64::NEG_INFINITY;
        candidate.evidence.add(outcome, scales.rules);
        if equal_elsewhere {
            candidate.evidence.add(Signal::EqualElsewhere, scales.rules);
        }
        candidate.total = candidate.evidence.total();
        candidate.bound = candidate.evidence.without_value();
    }
}

fn swapped(candidate: &Candidate) -> (u32, u32) {
    (candidate.groups.1, candidate.groups.0)
}

/// For each group, its best partner by some measure, and the best one besides.
struct TopTwo(FxHashMap<u32, [(f64, u32); 2]>);

impl TopTwo {
    fn of(
        candidates: &[Candidate],
        groups: impl Fn(&Candidate) -> (u32, u32),
        measure: impl Fn(&Candidate) -> Option<f64>,
    ) -> Self {
        let mut map: FxHashMap<u32, [(f64, u32); 2]> = FxHashMap::default();
        for candidate in candidates {
            let Some(measure) = measure(candidate) else { continue };
            let (group, partner) = groups(candidate);
            let top = map.entry(group).or_insert([(f64::NEG_INFINITY, u32::MAX); 2]);
            if top[0].1 == partner {
                top[0].0 = top[0].0.max(measure);
            } else if measure > top[0].0 {
                top[1] = top[0];
                top[0] = (measure, partner);
            } else if measure > top[1].0 {
                top[1] = (measure, partner);
            }
        }
        Self(map)
    }

    /// The best measure of a group with another partner than this one.
    fn other(&self, group: u32, partner: u32) -> f64 {
        self.0
            .get(&group)
            .map_or(f64::NEG_INFINITY, |top| if top[0].1 == partner { top[1].0 } else { top[0].0 })
    }
}
