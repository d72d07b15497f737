//! Arithmetic over the figures of one article and over those of several.
//!
//! `(bench, linkage)` → [`Finding`]s: relations that one article states in full, and relations of two articles that share a
//! figure and complete each other; parts and their sum in a list or in the column of a table. It cannot fail.
//!
//! Not here: which figures determine each other (`relation`), and the arithmetic (`arithmetic`).

use super::arithmetic::{add, as_printed, beyond, in_words, left_open};
use super::compare::Bench;
use super::fault::finding;
use super::relation::{self, Outcome, Relation};
use super::{Finding, base};
use crate::claim::{Amount, ClaimId, DocumentId, Measured, Role, UnitKind};
use crate::comparison::Value;
use crate::document::{BlockKind, Cell};
use crate::link::Linkage;
use crate::link::value::relate;
use crate::number::{Interval, Number};
use crate::rules::checks::Check;
use crate::text::Span;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Words between two parts of a list: "nine women and four men".
const LIST_WORDS: usize = 4;
/// Letters between a total and the list of its parts.
const NEAR: usize = 40;
/// Relations that share one figure; more are a table, whose rows complete each other by chance.
const SHARED: usize = 12;
/// How far the total of a table may be from the sum of its column to be taken for it, as a share; further apart, the column
/// is not one that adds up.
const COLUMN: (i128, i8) = (15, -2);

/// Judges the arithmetic of a run.
pub(super) fn judge(bench: &Bench<'_>, linkage: &Linkage) -> Vec<Finding> {
    let documents: Vec<DocumentId> = (0..).take(bench.documents.len()).map(DocumentId).collect();
    let relations: Vec<Vec<Relation>> =
        documents.par_iter().map(|document| relation::of(bench, *document)).collect();
    let mut findings: Vec<Finding> = documents
        .par_iter()
        .zip(&relations)
        .flat_map_iter(|(document, relations)| {
            let mut found: Vec<Finding> =
                distinct(relations).into_iter().filter_map(|relation| said(bench, relation)).collect();
            found.extend(
                relation::wrong_ways(bench, *document)
                    .into_iter()
                    .map(|(from, to, way)| finding(bench, Check::Direction, &[from, to], &[], way)),
            );
            found.extend(lists(bench, *document));
            found.extend(columns(bench, *document));
            found
        })
        .collect();
    findings.extend(across(bench, linkage, &relations));
    findings.extend(base::judge(bench, linkage, &relations));
    findings
}

/// Relations without those that a fuller one holds.
fn distinct(relations: &[Relation]) -> Vec<&Relation> {
    let mut seen: Vec<&Relation> = Vec::new();
    for relation in relations {
        if !seen.iter().any(|other| other.kind == relation.kind && other.slots == relation.slots) {
            seen.push(relation);
        }
    }
    seen
}

/// What is to be said of a full relation.
fn said(bench: &Bench<'_>, relation: &Relation) -> Option<Finding> {
    let claims: Vec<ClaimId> = relation.claims().collect();
    let (stated, given) = claims.split_first().filter(|_| claims.len() == 3)?;
    match relation.verdict(bench) {
        Outcome::Fault(check, computed, unit) => {
            Some(finding(bench, check, &[*stated], given, &format!("{}{unit}", in_words(computed))))
        }
        Outcome::Rounding(exact, unit) => {
            Some(finding(bench, Check::Rounding, &[*stated], given, &format!("{}{unit}", in_words(exact))))
        }
        Outcome::Fits | Outcome::Nothing => None,
    }
}

/// Relations of two sentences that share a figure and complete each other: "up by 6.8% to 12.21" and "from 11.44 to 12.21".
fn across(bench: &Bench<'_>, linkage: &Linkage, relations: &[Vec<Relation>]) -> Vec<Finding> {
    let mut topic_of: FxHashMap<ClaimId, usize> = FxHashMap::default();
    for (index, topic) in linkage.topics.iter().enumerate() {
        topic_of.extend(topic.claims.iter().map(|claim| (*claim, index)));
    }
    let partial: Vec<&Relation> =
        relations.iter().flatten().filter(|relation| relation.claims().count() == 2).collect();
    let mut sharing: FxHashMap<(relation::Kind, usize, usize), Vec<usize>> = FxHashMap::default();
    for (number, relation) in partial.iter().enumerate() {
        for (slot, claim) in relation.slots.iter().enumerate() {
            if let Some(topic) = claim.and_then(|claim| topic_of.get(&claim)) {
                sharing.entry((relation.kind, slot, *topic)).or_default().push(number);
            }
        }
    }
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    #[expect(clippy::iter_over_hash_type, reason = "the pairs are sorted below")]
    for ((_, slot, _), members) in &sharing {
        if members.len() <= SHARED {
            for (at, a) in members.iter().enumerate() {
                pairs.extend(members[at + 1..].iter().map(|b| (*a, *b, *slot)));
            }
        }
    }
    pairs.sort_unstable();
    let mut seen: FxHashSet<[Option<ClaimId>; 3]> = FxHashSet::default();
    let mut findings = Vec::new();
    for (a, b, slot) in pairs {
        let (a, b) = (partial[a], partial[b]);
        let slots = [0, 1, 2].map(|at| a.slots[at].or(b.slots[at]));
        if slots.contains(&None) || !agree(bench, a.slots[slot], b.slots[slot]) || !seen.insert(slots) {
            continue;
        }
        findings.extend(said(bench, &Relation { kind: a.kind, slots, bound: false }));
    }
    findings
}

/// Whether two claims give one figure.
fn agree(bench: &Bench<'_>, a: Option<ClaimId>, b: Option<ClaimId>) -> bool {
    let measured = |id: Option<ClaimId>| bench.claim(id?).measured();
    let (Some(x), Some(y)) = (measured(a), measured(b)) else { return false };
    let (value, _) = relate(&x.quantity, &y.quantity, bench.rules.units(), &bench.rates);
    let period = |measured: &Measured| measured.frame.period.map(|mentioned| mentioned.period);
    value == Value::Equal && (period(x) == period(y) || period(x).is_none() || period(y).is_none())
}

/// The sum of the intervals that a reading leaves.
fn total(
    bench: &Bench<'_>,
    parts: &[ClaimId],
    read: fn(&crate::claim::Quantity) -> Option<Interval>,
) -> Option<Interval> {
    parts.iter().try_fold(Interval::point(Number::ZERO), |sum, part| {
        add(sum, read(&bench.claim(*part).measured()?.quantity)?)
    })
}

/// What is to be said of a total and all its parts.
fn summed(bench: &Bench<'_>, whole: ClaimId, parts: &[ClaimId], near_only: bool) -> Option<Finding> {
    let stated = &bench.claim(whole).measured()?.quantity;
    let plain = |id: &ClaimId| {
        bench.claim(*id).measured().is_some_and(|measured| {
            matches!(measured.quantity.amount, Amount::One(_))
                && measured.quantity.unit.kind == stated.unit.kind
                && !relation::is_open(&measured.quantity)
        })
    };
    if !parts.iter().chain([&whole]).all(plain) || parts.len() < 2 {
        return None;
    }
    let (room, open, exact) =
        (left_open(stated)?, total(bench, parts, left_open)?, total(bench, parts, as_printed)?);
    if room.overlaps(exact) {
        return None;
    }
    if room.overlaps(open) {
        return Some(finding(bench, Check::Rounding, &[whole], parts, &in_words(exact)));
    }
    if near_only && beyond(room, open, Number::new(COLUMN.0, COLUMN.1)) {
        return None;
    }
    Some(finding(bench, Check::Sum, &[whole], parts, &in_words(exact)))
}

/// Totals whose parts a sentence lists in full.
fn lists(bench: &Bench<'_>, document: DocumentId) -> Vec<Finding> {
    let figures: Vec<(ClaimId, &Measured)> = bench
        .claims_of(document)
        .filter_map(|id| Some((id, bench.claim(id).measured()?)))
        .filter(|(_, measured)| measured.frame.role == Role::None && !measured.frame.aspect.is_change())
        .collect();
    let text = bench.documents[document.0 as usize].prose.text();
    let sentence_of = |id: ClaimId| bench.claim(id).sentence;
    let mut findings = Vec::new();
    for sentence in figures.chunk_by(|a, b| sentence_of(a.0) == sentence_of(b.0)) {
        let Some(span) = bench.sentence(sentence[0].0).map(|sentence| sentence.span) else { continue };
        let mention = |at: usize| bench.claim(sentence[at].0).mention;
        let slice =
            |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or_default().to_lowercase();
        let ids =
            |from: usize, to: usize| sentence[from..to].iter().map(|figure| figure.0).collect::<Vec<_>>();
        for at in 0..sentence.len() {
            // "14 people: nine women and five men."
            let opens = sentence.get(at + 1).is_some() && {
                let gap = slice(mention(at).end, mention(at + 1).start);
                let gap = gap.trim_end();
                gap.len() <= NEAR
                    && (gap.ends_with([':', '—', '–', '('])
                        || ["made up of", "comprising", "consisting of"].iter().any(|cue| gap.ends_with(cue)))
            };
            if opens {
                let mut last = at + 1;
                while last + 1 < sentence.len() && is_list(&slice(mention(last).end, mention(last + 1).start))
                {
                    last += 1;
                }
                if ends_list(&slice(mention(last).end, span.end)) {
                    findings.extend(summed(bench, sentence[at].0, &ids(at + 1, last + 1), false));
                }
            }
            // "five adults and four children, a total of nine people"
            let before = slice(span.start, mention(at).start);
            let behind = slice(mention(at).end, span.end);
            let closes = ["a total of", "in total", "making", "altogether"]
                .iter()
                .any(|cue| before.trim_end().ends_with(cue))
                || {
                    let mut words = behind.splitn(3, ' ').skip(1);
                    let is_cue = |words: &str| {
                        ["in all", "in total", "altogether"]
                            .iter()
                            .any(|cue| words.trim_start().starts_with(cue))
                    };
                    // "Ten people in all": one word may name what is counted.
                    is_cue(&behind) || words.nth(1).is_some_and(is_cue)
                };
            if closes && at >= 2 && is_comma(&slice(mention(at - 1).end, mention(at).start)) {
                let mut first = at - 1;
                while first > 0 && is_list(&slice(mention(first - 1).end, mention(first).start)) {
                    first -= 1;
                }
                findings.extend(summed(bench, sentence[at].0, &ids(first, at), false));
            }
            // "Of the 57 members, 40 voted for it and the other 17 against it."
            let rest = ["the other", "the remaining", "the rest,"]
                .iter()
                .any(|cue| before.trim_end().ends_with(cue));
            let opens = slice(span.start, mention(0).start);
            let whole =
                opens.split_whitespace().next() == Some("of") && opens.split_whitespace().count() <= 3;
            if rest && whole && at >= 2 && at + 1 == sentence.len() {
                findings.extend(summed(bench, sentence[0].0, &ids(1, at + 1), false));
            }
        }
    }
    findings
}

/// Whether the words between two figures make them parts of one list.
fn is_list(gap: &str) -> bool {
    let gap = gap.trim_end();
    let joined = gap.ends_with(',') || gap.ends_with(" and") || gap == "and";
    joined && gap.split_whitespace().count() <= LIST_WORDS && !gap.contains(['.', ';', ':', '(', ')'])
}

/// Whether a list of parts is over with the words behind its last figure.
fn ends_list(behind: &str) -> bool {
    let end = behind.find(['.', ')', ';', '—', '–']).unwrap_or(behind.len());
    behind[..end].split_whitespace().count() < LIST_WORDS
}

/// Whether the words between the last part and the total lead over to it.
fn is_comma(gap: &str) -> bool {
    gap.split_whitespace().count() <= LIST_WORDS + 3 && gap.contains([',', '—', '–', '('])
}

/// Columns of tables with a row for the total.
fn columns(bench: &Bench<'_>, document: DocumentId) -> Vec<Finding> {
    let text = bench.documents[document.0 as usize].prose.text();
    let header = |span: Option<Span>| span.map_or("", |span| &text[span.range()]).trim().to_lowercase();
    let is_total = |cell: &Cell| {
        let header = header(cell.row_header);
        ["total", "totals", "sum", "in all"].contains(&header.trim_end_matches(':'))
    };
    let mut cells: FxHashMap<(u32, u32), Vec<(ClaimId, Cell)>> = FxHashMap::default();
    let mut order: Vec<(u32, u32)> = Vec::new();
    for id in bench.claims_of(document).filter(|id| bench.claim(*id).measured().is_some()) {
        let block = bench
            .sentence(id)
            .and_then(|sentence| bench.documents[document.0 as usize].blocks.get(sentence.block as usize));
        let Some(BlockKind::Cell(cell)) = block.map(|block| &block.kind) else { continue };
        let key = (cell.table, cell.column);
        let column = cells.entry(key).or_default();
        if column.is_empty() {
            order.push(key);
        }
        column.push((id, cell.clone()));
    }
    let mut findings = Vec::new();
    for column in order.iter().filter_map(|key| cells.get(key)) {
        let Some((last, parts)) = column.split_last() else { continue };
        let adds = |id: ClaimId| {
            bench.claim(id).measured().is_some_and(|measured| {
                matches!(
                    measured.quantity.unit.kind,
                    UnitKind::Count | UnitKind::Money(_) | UnitKind::Unknown
                )
            })
        };
        let title = header(last.1.column_header);
        let no_sum = ["average", "mean", "median", "change", "rate", "per ", "%", "year", "rank"];
        let one_a_row = column.windows(2).all(|pair| pair[0].1.row != pair[1].1.row);
        if is_total(&last.1)
            && parts.len() >= 2
            && one_a_row
            && !parts.iter().any(|(_, cell)| header(cell.row_header).contains("total"))
            && column.iter().all(|(id, _)| adds(*id))
            && !no_sum.iter().any(|word| title.contains(word))
        {
            let parts: Vec<ClaimId> = parts.iter().map(|(id, _)| *id).collect();
            findings.extend(summed(bench, last.0, &parts, true));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::articles::checked;

    fn rules(articles: &[&str]) -> Vec<String> {
        checked(articles).into_iter().map(|finding| finding.0).collect()
    }

    #[test]
    fn a_change_of_one_article_is_held_against_the_levels_of_another() {
        let levels = "The lowest hourly wage in Norland goes from £13.20 to £14.10 in the spring.";
        let wrong =
            checked(&["The lowest hourly wage in Norland goes up by 7.7% to £14.10 in the spring.", levels]);
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert!(wrong[0].1.contains("6.818 per cent") && wrong[0].1.contains("(1)"), "{wrong:?}");
        let right =
            rules(&["The lowest hourly wage in Norland goes up by 6.8% to £14.10 in the spring.", levels]);
        assert_eq!(right, [""; 0]);
        // A change so far off is over another stretch of time.
        let other =
            rules(&["The lowest hourly wage in Norland goes up by 31% to £14.10 in the spring.", levels]);
        assert_eq!(other, [""; 0]);
    }

    #[test]
    fn a_level_that_stands_behind_up_is_no_change() {
        let found = rules(&[
            "Employers in Norland will pay 16 per cent, up from 14.2 per cent, in the spring.",
            "The rate that employers in Norland pay will go from 14.2% to 16% in the spring.",
        ]);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn only_lists_that_are_whole_are_added_up() {
        for (text, expected) in [
            ("The team has 14 players: nine women and four men.", &["sum"][..]),
            ("The team has 14 players — nine women, four men and a girl of 15.", &[]),
            ("On board were five adults and four children, ten people in all.", &["sum"]),
            ("On board were five adults and four children, nine people in all.", &[]),
            ("Of the 57 members, 41 voted for the plan and the remaining 18 stayed away.", &["sum"]),
            ("The strike hit 14 ships: nine ferries and four tugs were towed to the yard at once.", &[]),
            ("The county has 14 schools, nine of them old, and four libraries.", &[]),
        ] {
            assert_eq!(rules(&[text]), expected, "{text}");
        }
    }

    #[test]
    fn a_column_is_added_up_where_its_last_row_is_the_total() {
        let table = |total: &str, last: &str| {
            format!("| Place | Homes |\n|---|--:|\n| North | 124 |\n| South | 236 |\n| {last} | {total} |")
        };
        assert_eq!(rules(&[&table("350", "Total")]), ["sum"]);
        assert_eq!(rules(&[&table("360", "Total")]), [""; 0]);
        assert_eq!(rules(&[&table("350", "West")]), [""; 0]);
        assert_eq!(rules(&[&table("350", "Average")]), [""; 0]);
    }

    #[test]
    fn shares_are_held_against_part_and_whole() {
        for (text, expected) in [
            ("The county closed 12 of its 48 schools (25%) in the spring.", &[][..]),
            ("The county closed 12 of its 48 schools (35%) in the spring.", &["share"]),
            ("The county closed 12 of its 48 schools, or a fifth of them, in the spring.", &["share"]),
            ("The county closed 12 of its 48 schools (15% more than before) in the spring.", &[]),
            ("Some 13% of the 29,600 voters (3,844) wanted it.", &[]),
            ("Some 13% of the 29,600 voters (4,844) wanted it.", &["share"]),
        ] {
            assert_eq!(rules(&[text]), expected, "{text}");
        }
    }
}
