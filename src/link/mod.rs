//! The link stage: which claims speak of the same thing.
//!
//! `(documents, readings, rules)` → [`Linkage`]. It cannot fail: what cannot be bound stays alone.
//!
//! The order inside: [`rarity`] says how rare a value is; `profile` gathers what is looked at in a claim; `story` finds the
//! documents that tell one story; [`evidence`] weighs pairs of figures by [`value`] and frame; `assign` settles which
//! goes with which; [`wording`] links quotations and `date` dates.
//!
//! Not here: whether linked claims agree (`judge`).

mod assign;
mod date;
mod differ;
mod event;
pub mod evidence;
pub mod near;
mod profile;
pub mod rarity;
mod story;
#[cfg(test)]
mod tests;
pub mod value;
pub mod wording;

use crate::claim::{ClaimId, DocumentId};
use crate::document::Document;
use crate::extract::Reading;
use crate::rules::RuleSet;
use crate::rules::evidence::Signal;
use evidence::Scales;
use near::Nearness;
use profile::Profiles;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// All topics of a run, with the links that made them.
#[derive(Clone, Debug, Default)]
pub struct Linkage {
    /// Topics, in the order of their first claims.
    pub topics: Vec<Topic>,
}

/// Claims, from two or more documents, about the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its claims, in order.
    pub claims: Vec<ClaimId>,
    /// The links among them, in order of their claims.
    pub links: Vec<Link>,
}

/// Two claims that speak of the same thing, and why we think so.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The earlier claim.
    pub a: ClaimId,
    /// The later claim.
    pub b: ClaimId,
    /// What speaks for and against.
    pub evidence: Evidence,
}

/// What speaks for and against two claims being about the same thing, in bits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Field by field.
    pub terms: Vec<Term>,
}

/// How many fields a pair of figures is weighed by at the most.
const FIELDS: usize = 16;

/// The evidence of one field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// What was found in which field.
    pub signal: Signal,
    /// Bits for (positive) or against (negative).
    pub bits: f64,
}

impl Evidence {
    /// Adds what a signal weighs; one that weighs nothing is kept too, since it was looked at.
    fn add(&mut self, signal: Signal, rules: &RuleSet) {
        if self.terms.is_empty() {
            // One allocation for all fields of a pair of figures.
            self.terms.reserve_exact(FIELDS);
        }
        self.terms.push(Term { signal, bits: rules.evidence().bits(signal) });
    }

    /// The sum of all terms, in bits.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.terms.iter().map(|term| term.bits).sum()
    }

    /// The sum without the value, in bits: what binds two claims whose figures differ.
    #[must_use]
    pub fn without_value(&self) -> f64 {
        self.terms
            .iter()
            .filter(|term| !matches!(term.signal.field(), "value" | "partner" | "date"))
            .map(|term| term.bits)
            .sum()
    }
}

/// Links the claims of a run.
///
/// Figures are compared between documents of one story; agreeing ones are assigned first and closed into sides, then
/// differing ones are tied to each other. Quotations and dates link by their own evidence.
#[must_use]
pub fn link(documents: &[Document], readings: &[Reading], rules: &RuleSet) -> Linkage {
    Weighing::new(documents, readings, rules).linkage()
}

/// Two documents that are compared, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Compared {
    /// The one that comes first in the run.
    pub a: DocumentId,
    /// The other.
    pub b: DocumentId,
    /// What may be compared in them.
    pub nearness: Nearness,
}

/// Like [`link`], between given documents alone, each pair at most once: what it costs depends on these pairs and not
/// on the square of the run.
#[must_use]
pub fn link_between(
    documents: &[Document],
    readings: &[Reading],
    pairs: &[Compared],
    rules: &RuleSet,
) -> Linkage {
    Weighing::between(documents, readings, pairs, rules).linkage()
}

/// The claims of a run, ready to be weighed against each other.
#[derive(Debug)]
pub struct Weighing<'a> {
    documents: &'a [Document],
    readings: &'a [Reading],
    rules: &'a RuleSet,
    profiles: Profiles,
    rates: value::Rates,
    /// For each document, the group of each of its figures.
    groups: Vec<Vec<Option<u32>>>,
    /// Pairs of documents that share but a figure or a wording, in order: what is the same in both may be linked.
    details: Vec<(usize, usize)>,
}

impl<'a> Weighing<'a> {
    /// Gathers what is looked at in each claim, and finds the documents that tell one story.
    #[must_use]
    pub fn new(documents: &'a [Document], readings: &'a [Reading], rules: &'a RuleSet) -> Self {
        let profiles = Profiles::build(documents, readings, rules, story::pairs);
        Self::over(documents, readings, rules, profiles, Vec::new())
    }

    /// Like [`Weighing::new`], for given pairs of documents alone.
    #[must_use]
    pub fn between(
        documents: &'a [Document],
        readings: &'a [Reading],
        compared: &[Compared],
        rules: &'a RuleSet,
    ) -> Self {
        let of = |nearness: Nearness| {
            let mut pairs: Vec<(usize, usize)> = compared
                .iter()
                .filter(|pair| pair.nearness == nearness)
                .map(|pair| (pair.a.min(pair.b).0 as usize, pair.a.max(pair.b).0 as usize))
                .collect();
            pairs.sort_unstable();
            pairs.dedup();
            pairs
        };
        let mut details = of(Nearness::Detail);
        let profiles = Profiles::build(documents, readings, rules, |profiles| {
            // What is only known now that the documents are read, their names and days, may tell of two events.
            let (story, apart): (Vec<_>, Vec<_>) =
                of(Nearness::Story).into_iter().partition(|(a, b)| story::may_be_one(*a, *b, profiles));
            details.extend(apart);
            story
        });
        details.sort_unstable();
        Self::over(documents, readings, rules, profiles, details)
    }

    fn over(
        documents: &'a [Document],
        readings: &'a [Reading],
        rules: &'a RuleSet,
        profiles: Profiles,
        details: Vec<(usize, usize)>,
    ) -> Self {
        let rates = value::Rates::implied(readings);
        let scales = Scales { profiles: &profiles, rates: &rates, rules };
        let groups = readings
            .par_iter()
            .enumerate()
            .map(|(index, reading)| assign::groups(&reading.claims, &profiles.figures[index], scales))
            .collect();
        Self { documents, readings, rules, profiles, rates, groups, details }
    }

    /// Links the claims, and makes topics of what is linked.
    fn linkage(&self) -> Linkage {
        let mut topics = topics(self.links());
        topics.extend(quotation_topics(self.quotation_links()));
        topics.sort_by(|a, b| a.claims.cmp(&b.claims));
        Linkage { topics }
    }

    /// All comparable pairs of figures of documents that tell one story, each with its evidence and whether the values
    /// agree, in order.
    #[must_use]
    pub fn candidates(&self) -> Vec<(Link, bool)> {
        let mut all: Vec<(Link, bool)> = self
            .profiles
            .pairs
            .par_iter()
            .flat_map_iter(|(a, b)| assign::weighed(self.side(*a), self.side(*b), self.scales()))
            .collect();
        all.sort_by_key(|(link, _)| (link.a, link.b));
        all
    }

    /// The evidence for and against two claims of different documents being about the same thing, whether they are
    /// linked or not; `None` where they are of kinds that are never compared.
    #[must_use]
    pub fn evidence(&self, a: ClaimId, b: ClaimId) -> Option<Evidence> {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        let side = |id: ClaimId| self.side(id.document.0 as usize);
        let found = assign::weighed(side(a), side(b), self.scales())
            .into_iter()
            .find(|(link, _)| (link.a, link.b) == (a, b))
            .map(|(link, _)| link.evidence);
        let dates = || date::evidence(a, b, self.readings, &self.profiles, self.rules);
        found.or_else(dates).or_else(|| {
            let wordings = wording::collect(self.documents, self.readings, self.rules);
            let of = |id: ClaimId| wordings.iter().find(|wording| wording.id == id);
            Some(wording::weigh(of(a)?, of(b)?, self.rules))
        })
    }

    fn scales(&self) -> Scales<'_> {
        Scales { profiles: &self.profiles, rates: &self.rates, rules: self.rules }
    }

    fn side(&self, index: usize) -> assign::Figures<'_> {
        assign::Figures {
            claims: &self.readings[index].claims,
            profiles: &self.profiles.figures[index],
            groups: &self.groups[index],
        }
    }

    /// The links between quotations.
    fn quotation_links(&self) -> Vec<Link> {
        let near = |a: DocumentId, b: DocumentId| {
            let (a, b) = (a.0.min(b.0) as usize, a.0.max(b.0) as usize);
            let pair = (a, b);
            self.profiles.pairs.binary_search(&pair).is_ok() || self.details.binary_search(&pair).is_ok()
        };
        let wordings = wording::collect(self.documents, self.readings, self.rules);
        wording::links(&wordings, near, self.rules)
    }

    /// The links between figures and between dates.
    fn links(&self) -> Vec<Link> {
        let assigned: Vec<assign::Assigned> = self
            .profiles
            .pairs
            .par_iter()
            .map(|(a, b)| assign::agreeing(self.side(*a), self.side(*b), self.scales()))
            .collect();
        let repeats = within_groups(&self.groups, self.rules);
        let earlier = self.earlier(assigned.iter().flat_map(|pair| &pair.links).chain(&repeats));
        // The 85 dead of an earlier fire are told apart from today's toll wherever another article dates the 85.
        let told_apart = |a: ClaimId, b: ClaimId| {
            let earlier = |id| earlier.contains(&id);
            earlier(a) != earlier(b) && (self.runs_on(a) || self.runs_on(b))
        };
        let mut links: Vec<Link> =
            assigned.into_iter().flat_map(|pair| assign::differing(pair, told_apart)).collect();
        links.extend(date::links(
            self.documents,
            self.readings,
            &self.profiles.pairs,
            &self.profiles,
            self.rules,
        ));
        links.extend(self.details.iter().flat_map(|(a, b)| {
            let assigned = assign::agreeing(self.side(*a), self.side(*b), self.scales());
            assigned.links.into_iter().filter(same_rare_figure)
        }));
        links.extend(repeats);
        links.sort_by_key(|link| (link.a, link.b));
        links
    }

    fn profile(&self, id: ClaimId) -> Option<&profile::Profile> {
        self.profiles.figures[id.document.0 as usize][id.index as usize].as_ref()
    }

    fn runs_on(&self, id: ClaimId) -> bool {
        self.profile(id).is_some_and(|profile| profile.runs_on)
    }

    /// All figures of an event before their documents' own: those that are told so, and those that agreeing links tie to
    /// them.
    fn earlier<'l>(&self, links: impl Iterator<Item = &'l Link>) -> FxHashSet<ClaimId> {
        let mut tied: FxHashMap<ClaimId, Vec<ClaimId>> = FxHashMap::default();
        for link in links {
            if link.evidence.terms.iter().all(|term| term.signal != Signal::OtherLevel) {
                tied.entry(link.a).or_default().push(link.b);
                tied.entry(link.b).or_default().push(link.a);
            }
        }
        let mut open: Vec<ClaimId> = self
            .profiles
            .figures
            .iter()
            .flatten()
            .flatten()
            .filter(|profile| profile.earlier)
            .map(|profile| profile.id)
            .collect();
        let mut earlier: FxHashSet<ClaimId> = open.iter().copied().collect();
        while let Some(id) = open.pop() {
            for next in tied.get(&id).into_iter().flatten() {
                if earlier.insert(*next) {
                    open.push(*next);
                }
            }
        }
        earlier
    }
}

/// Whether a link is between two figures that are equal, rare, and of the same thing by their words.
fn same_rare_figure(link: &Link) -> bool {
    let has = |signals: &[Signal]| link.evidence.terms.iter().any(|term| signals.contains(&term.signal));
    has(&[Signal::EqualRarest, Signal::EqualRare])
        && !has(&[Signal::CountedNothing, Signal::CountedUnknown, Signal::CountedDistinct])
}

/// Repeats of a figure inside a document are on one side, whatever else they are linked to.
fn within_groups(groups: &[Vec<Option<u32>>], rules: &RuleSet) -> Vec<Link> {
    let mut links = Vec::new();
    for (document, groups) in groups.iter().enumerate() {
        let id = |index: usize| ClaimId {
            document: DocumentId(u32::try_from(document).unwrap_or(u32::MAX)),
            index: u32::try_from(index).unwrap_or(u32::MAX),
        };
        for (index, group) in groups.iter().enumerate() {
            if let Some(first) = group.map(|group| group as usize).filter(|first| *first != index) {
                let mut evidence = Evidence::default();
                evidence.add(Signal::Repeat, rules);
                links.push(Link { a: id(first), b: id(index), evidence });
            }
        }
    }
    links
}

/// Quotations that are all linked to each other are one topic. One article's long quotation may hold what others quote
/// in two pieces: it stands in a topic with each piece, and the pieces are not tied to each other.
fn quotation_topics(mut links: Vec<Link>) -> Vec<Topic> {
    links.sort_by_key(|link| (link.a, link.b));
    let mut linked: FxHashMap<ClaimId, Vec<ClaimId>> = FxHashMap::default();
    for link in &links {
        linked.entry(link.a).or_default().push(link.b);
        linked.entry(link.b).or_default().push(link.a);
    }
    let at_pair: FxHashMap<(ClaimId, ClaimId), usize> =
        links.iter().enumerate().map(|(index, link)| ((link.a, link.b), index)).collect();
    let mut covered: FxHashSet<(ClaimId, ClaimId)> = FxHashSet::default();
    let mut topics = Vec::new();
    for link in &links {
        if covered.contains(&(link.a, link.b)) {
            continue;
        }
        let mut members = vec![link.a, link.b];
        for next in &linked[&link.a] {
            let joins = !members.contains(next)
                && members
                    .iter()
                    .all(|member| member.document != next.document && linked[member].contains(next));
            if joins {
                members.push(*next);
            }
        }
        members.sort_unstable();
        let mut own = Vec::new();
        for (at, a) in members.iter().enumerate() {
            own.extend(
                members[at + 1..].iter().filter_map(|b| at_pair.get(&(*a, *b)).map(|i| links[*i].clone())),
            );
        }
        covered.extend(own.iter().map(|link| (link.a, link.b)));
        topics.push(Topic { claims: members, links: own });
    }
    topics
}

/// Connected claims are one topic; topics of one document alone are none.
fn topics(links: Vec<Link>) -> Vec<Topic> {
    let mut claims: Vec<ClaimId> = links.iter().flat_map(|link| [link.a, link.b]).collect();
    claims.sort_unstable();
    claims.dedup();
    let place = |id: ClaimId| claims.binary_search(&id).expect("every linked claim is listed");
    let mut parent: Vec<usize> = (0..claims.len()).collect();
    fn root(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    for link in &links {
        let (a, b) = (root(&mut parent, place(link.a)), root(&mut parent, place(link.b)));
        // The smaller root wins, so that topics are in the order of their first claims.
        parent[a.max(b)] = a.min(b);
    }
    let mut topics: Vec<Topic> = Vec::new();
    let mut of_root: Vec<Option<usize>> = vec![None; claims.len()];
    for (index, claim) in claims.iter().enumerate() {
        let root = root(&mut parent, index);
        let topic = *of_root[root].get_or_insert_with(|| {
            topics.push(Topic { claims: Vec::new(), links: Vec::new() });
            topics.len() - 1
        });
        topics[topic].claims.push(*claim);
    }
    for link in links {
        let root = root(&mut parent, place(link.a));
        let topic = of_root[root].expect("every root has a topic");
        topics[topic].links.push(link);
    }
    topics.retain(|topic| topic.claims.iter().any(|claim| claim.document != topic.claims[0].document));
    topics
}
