//! A share with its count ("13% (3,844)") against the whole where that stands alone: in another sentence, or in another
//! article of the story.
//!
//! `(bench, linkage, relations)` → [`Finding`]s. It cannot fail: a count that the words do not show to be the whole is left
//! alone. It must count the same, no narrower and no wider, in the same places, whole and as a level, for a period that
//! the share does not speak against; and where one such count bears the share out, another is of something else.
//!
//! Not here: wholes in the sentence of their share (`relation`), and the arithmetic (`arithmetic`).

use super::Finding;
use super::arithmetic::{divide, in_words, left_open, multiply};
use super::compare::Bench;
use super::fault::finding;
use super::relation::{Kind, Outcome, Relation, is_open};
use crate::claim::{ClaimId, DocumentId, Measured, Modality, Portion, Role, UnitKind};
use crate::link::Linkage;
use crate::number::{Interval, Number};
use crate::rules::checks::Check;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// Counts of one kind of thing beyond which a story counts it again and again, so that none of them is the whole by its
/// name alone.
const COMMON: usize = 24;

/// A share with its count, and no whole beside them.
struct Half {
    share: ClaimId,
    part: ClaimId,
    /// What the share is of.
    counted: Thing,
}

/// What is counted: the head and what narrows it, canonical, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Thing {
    head: SmolStr,
    narrowed: Vec<SmolStr>,
}

impl Thing {
    /// What a claim counts, where its own sentence says so: a figure may take it over from the sentence before, which
    /// says too little here.
    fn of(bench: &Bench<'_>, id: ClaimId) -> Option<Self> {
        let counted = bench.claim(id).measured()?.frame.counted.as_ref()?;
        let sentence = bench.sentence(id)?.span;
        if counted.span.start < sentence.start || counted.span.end > sentence.end {
            return None;
        }
        let canonical = |stem: &SmolStr| SmolStr::new(bench.rules.aliases().canonical(stem));
        let head = canonical(&counted.head);
        let mut narrowed: Vec<SmolStr> =
            counted.modifiers.iter().map(canonical).filter(|stem| *stem != head).collect();
        narrowed.sort_unstable();
        narrowed.dedup();
        Some(Self { head, narrowed })
    }
}

/// Judges the shares of a run whose whole does not stand beside them.
pub(super) fn judge(bench: &Bench<'_>, linkage: &Linkage, relations: &[Vec<Relation>]) -> Vec<Finding> {
    let halves: Vec<Half> = relations.iter().flatten().filter_map(|relation| half(bench, relation)).collect();
    if halves.is_empty() {
        return Vec::new();
    }
    let wholes = wholes(bench, &halves);
    let stories = Stories::of(bench, linkage);
    let mut told: FxHashSet<[String; 3]> = FxHashSet::default();
    let mut findings = Vec::new();
    for half in &halves {
        let Some(wholes) = wholes.get(&half.counted.head) else { continue };
        let few = wholes.len() <= COMMON;
        let own = |whole: &ClaimId| whole.document == half.share.document;
        let of_it: Vec<ClaimId> = wholes
            .iter()
            .filter(|whole| own(whole) || few && stories.share(half.share.document, whole.document))
            .copied()
            .filter(|whole| is_whole_of(bench, half, *whole))
            .collect();
        if of_it.len() > COMMON {
            continue;
        }
        if let Some((whole, found)) = said(bench, half, &of_it) {
            // Ten reprints that give one share are not ten findings.
            let key =
                [half.share, half.part, whole].map(|id| bench.words(id, bench.claim(id).mention).to_owned());
            if told.insert(key) {
                findings.push(found);
            }
        }
    }
    findings
}

/// The share and count of a relation that has no whole.
fn half(bench: &Bench<'_>, relation: &Relation) -> Option<Half> {
    let (Kind::Share, [Some(share), Some(part), None]) = (relation.kind, relation.slots) else { return None };
    let measured = |id: ClaimId| bench.claim(id).measured();
    let plain = |measured: &Measured| {
        measured.frame.modality == Modality::Stated
            && !measured.frame.aspect.is_change()
            && !is_open(&measured.quantity)
    };
    (measured(share).is_some_and(plain) && measured(part).is_some_and(plain)).then_some(())?;
    let counted = Thing::of(bench, share).or_else(|| Thing::of(bench, part))?;
    Some(Half { share, part, counted })
}

/// Counts that stand alone, by the head of what they count, of all heads that a share is of; in the order of the run.
fn wholes(bench: &Bench<'_>, halves: &[Half]) -> FxHashMap<SmolStr, Vec<ClaimId>> {
    let heads: FxHashSet<&SmolStr> = halves.iter().map(|half| &half.counted.head).collect();
    let mut found: FxHashMap<SmolStr, Vec<ClaimId>> = FxHashMap::default();
    for document in (0..).take(bench.documents.len()).map(DocumentId) {
        // The count of another share is a part and no whole.
        let parts: FxHashSet<u32> =
            bench.claims_of(document).filter_map(|id| bench.claim(id).measured()?.share_of_count).collect();
        for id in bench.claims_of(document).filter(|id| !parts.contains(&id.index)) {
            let Some(counted) =
                bench.claim(id).measured().and_then(|measured| measured.frame.counted.as_ref())
            else {
                continue;
            };
            let head = bench.rules.aliases().canonical(&counted.head);
            if heads.contains(&SmolStr::new(head)) && stands_alone(bench, id) {
                found.entry(SmolStr::new(head)).or_default().push(id);
            }
        }
    }
    found
}

/// Whether a figure is a whole count of something, as it is and not as it changed.
fn stands_alone(bench: &Bench<'_>, id: ClaimId) -> bool {
    let Some(measured) = bench.claim(id).measured() else { return false };
    let frame = &measured.frame;
    measured.quantity.unit.kind == UnitKind::Count
        && measured.quantity.unit.per.is_none()
        && measured.restates.is_none()
        && measured.share_of_count.is_none()
        && !is_open(&measured.quantity)
        && !frame.aspect.is_change()
        && frame.role == Role::None
        && frame.portion == Portion::Whole
        && frame.modality == Modality::Stated
        // The dead among the patients are a part of them, whatever their number.
        && !bench.is_running(id, frame)
}

/// Whether a count is of all that a share is of, by the words.
fn is_whole_of(bench: &Bench<'_>, half: &Half, whole: ClaimId) -> bool {
    let claim = |id: ClaimId| bench.claim(id);
    let one_document = whole.document == half.share.document;
    if one_document && claim(whole).sentence == claim(half.share).sentence {
        return false;
    }
    let (Some(share), Some(part), Some(all)) =
        (claim(half.share).measured(), claim(half.part).measured(), claim(whole).measured())
    else {
        return false;
    };
    let period = |measured: &Measured| measured.frame.period.map(|mentioned| mentioned.period);
    let times = (period(share).or_else(|| period(part)), period(all));
    let one_time = match times {
        (Some(a), Some(b)) => a == b,
        // An article speaks of one time until it names another; two articles may speak of two.
        (Some(_), None) | (None, Some(_)) => one_document,
        (None, None) => true,
    };
    let places: Vec<&SmolStr> = share.frame.scope.iter().chain(&part.frame.scope).collect();
    let one_place = all.frame.scope.iter().all(|stem| places.contains(&stem))
        || one_document && places.is_empty()
        || places.iter().all(|stem| all.frame.scope.contains(stem));
    one_time && one_place && Thing::of(bench, whole).is_some_and(|thing| thing == half.counted)
}

/// What is to be said of a share and the counts that may be its whole: nothing where one of them bears it out.
fn said(bench: &Bench<'_>, half: &Half, wholes: &[ClaimId]) -> Option<(ClaimId, Finding)> {
    let mut rounded = None;
    let mut wrong = None;
    for whole in wholes {
        let relation = Relation {
            kind: Kind::Share,
            slots: [Some(half.share), Some(half.part), Some(*whole)],
            bound: false,
        };
        match relation.verdict(bench) {
            Outcome::Fits => return None,
            Outcome::Rounding(exact, unit) => {
                rounded.get_or_insert((*whole, exact, unit));
            }
            Outcome::Fault(..) => {
                wrong.get_or_insert(*whole);
            }
            Outcome::Nothing => {}
        }
    }
    if let Some((whole, exact, unit)) = rounded {
        let words = format!("{}{unit}", in_words(exact));
        return Some((whole, finding(bench, Check::Rounding, &[half.share], &[half.part, whole], &words)));
    }
    let whole = wrong?;
    let implied = in_words(implied(bench, half)?);
    Some((whole, finding(bench, Check::Whole, &[half.share, half.part], &[whole], &implied)))
}

/// The whole that a share and its count imply.
fn implied(bench: &Bench<'_>, half: &Half) -> Option<Interval> {
    let room = |id: ClaimId| left_open(&bench.claim(id).measured()?.quantity);
    divide(multiply(room(half.part)?, Interval::point(Number::whole(100)))?, room(half.share)?)
}

/// Which documents share a topic.
struct Stories {
    /// For each document, its topics in order.
    topics: Vec<Vec<u32>>,
}

impl Stories {
    fn of(bench: &Bench<'_>, linkage: &Linkage) -> Self {
        let mut topics = vec![Vec::new(); bench.documents.len()];
        for (index, topic) in (0..).zip(&linkage.topics) {
            for claim in &topic.claims {
                let of_document: &mut Vec<u32> = &mut topics[claim.document.0 as usize];
                if of_document.last() != Some(&index) {
                    of_document.push(index);
                }
            }
        }
        Self { topics }
    }

    fn share(&self, a: DocumentId, b: DocumentId) -> bool {
        let (a, b) = (&self.topics[a.0 as usize], &self.topics[b.0 as usize]);
        let (fewer, more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        fewer.iter().any(|topic| more.binary_search(topic).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use crate::articles::checked;

    const SHARE: &str = "Nurses at the Orm clinic wrote to the county. There 13% (3,844) of the patients waited for more than \
        four hours, a count shows, and 5,107 went home unseen.";

    #[test]
    fn a_share_is_held_against_the_whole_that_another_article_states() {
        let whole = |count: &str| {
            format!(
                "The Orm clinic sent home 5,107 people unseen. In all {count} patients came, the county says."
            )
        };
        let wrong = checked(&[SHARE, &whole("32,900")]);
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert_eq!(wrong[0].0, "whole");
        assert!(wrong[0].1.contains("28,470 to 30,750"), "{wrong:?}");
        assert_eq!(checked(&[SHARE, &whole("29,500")]), []);
        // So far off, it is the count of something else.
        assert_eq!(checked(&[SHARE, &whole("61,300")]), []);
    }

    #[test]
    fn a_count_that_bears_the_share_out_speaks_for_it_whatever_else_is_counted() {
        let text = format!("{SHARE} The clinic saw 29,500 patients. Another clinic saw 32,900 patients.");
        assert_eq!(checked(&[&text]), []);
    }

    #[test]
    fn what_is_narrower_or_of_another_year_or_a_part_is_no_whole() {
        for whole in [
            "The clinic saw 32,900 elderly patients.",
            "The clinic saw 32,900 visitors.",
            "The clinic saw at least 32,900 patients.",
            "The clinic saw another 32,900 patients.",
            "The county expects 32,900 patients to come.",
            "In all 32,900 patients died.",
        ] {
            assert_eq!(checked(&[&format!("{SHARE} {whole}")]), [], "{whole}");
        }
        let dated = "In 2023, 13% (3,844) of the patients waited long.";
        assert_eq!(checked(&[&format!("{dated} In 2022 the clinic saw 32,900 patients.")]), []);
    }
}
