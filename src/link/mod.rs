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
pub mod evidence;
mod profile;
pub mod rarity;
mod story;
pub mod value;
pub mod wording;

use crate::claim::{ClaimId, DocumentId};
use crate::document::Document;
use crate::extract::Reading;
use crate::rules::RuleSet;
use crate::rules::evidence::Signal;
use evidence::Scales;
use profile::Profiles;
use rayon::prelude::*;

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
            .filter(|term| !matches!(term.signal.field(), "value" | "partner"))
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
    let profiles = Profiles::build(documents, readings, rules);
    let rates = value::Rates::implied(readings);
    let scales = Scales { profiles: &profiles, rates: &rates, rules };
    let groups: Vec<Vec<Option<u32>>> = readings
        .par_iter()
        .enumerate()
        .map(|(index, reading)| assign::groups(&reading.claims, &profiles.figures[index], scales))
        .collect();
    let pairs = story::pairs(&profiles);
    let mut links: Vec<Link> = pairs
        .par_iter()
        .flat_map_iter(|(a, b)| {
            let side = |index: usize| {
                (
                    readings[index].claims.as_slice(),
                    profiles.figures[index].as_slice(),
                    groups[index].as_slice(),
                )
            };
            assign::between(side(*a), side(*b), scales)
        })
        .collect();
    let near = |a: DocumentId, b: DocumentId| {
        let (a, b) = (a.0.min(b.0) as usize, a.0.max(b.0) as usize);
        pairs.binary_search(&(a, b)).is_ok()
    };
    let wordings = wording::collect(documents, readings, rules);
    links.extend(wording::links(&wordings, near, rules));
    links.extend(date::links(documents, readings, &pairs, &profiles, rules));
    links.extend(within_groups(&groups, rules));
    links.sort_by_key(|link| (link.a, link.b));
    Linkage { topics: topics(links) }
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
