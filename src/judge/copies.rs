//! A copy that departs from its original.
//!
//! `(bench, findings so far)` → [`Finding`]s for figures and quotations that stand in sentences which two documents of
//! one origin print word for word, and differ. It cannot fail: sentences that differ in more are left to linking.
//!
//! Saved versions of one address are no copies of each other: the later one is meant to differ, which is explained.
//!
//! Not here: whose text a document is (`origin`), and what the difference means (`rules/verdicts`).

use super::compare::{Bench, Bits};
use super::{Finding, Verdict, sides, wording};
use crate::claim::{Claim, ClaimId, Statement};
use crate::rules::lexicon::Vocabulary;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Words around a figure that two sentences must share to be one text; stock phrases are shorter.
const AROUND_FIGURE: usize = 6;
/// Words around a quotation: what is quoted is a text of its own.
const AROUND_QUOTATION: usize = 3;
/// Words on either side that are looked at; hardly any sentence has more, and one without end must not be read anew for each
/// of its claims.
const FAR: usize = 60;
/// Claims that stand in one sentence of so many documents; more are a box that a site puts everywhere.
const MOST: usize = 12;

/// The words before a claim in its sentence, the nearest first, and those behind it, with every number as the same mark.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Around {
    before: Vec<String>,
    behind: Vec<String>,
}

/// How the texts in which two claims stand are akin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinship {
    /// They stand at one place of one text: documents of one origin, and sentences that are word for word the same but for
    /// figures, or but for what is quoted.
    Copies,
    /// Their documents are saved versions of one address.
    Versions,
    /// They are not.
    None,
}

/// How the texts of two claims are akin.
pub(super) fn kinship(bench: &Bench<'_>, a: ClaimId, b: ClaimId) -> Kinship {
    if bench.origins.are_versions(a.document, b.document) {
        Kinship::Versions
    } else if bench.origins.are_copies(a.document, b.document)
        && around(bench, a).is_some_and(|of_a| around(bench, b).as_ref() == Some(&of_a))
    {
        Kinship::Copies
    } else {
        Kinship::None
    }
}

/// What stands around a claim, where it is enough to know the sentence by.
fn around(bench: &Bench<'_>, id: ClaimId) -> Option<Around> {
    let claim = bench.claim(id);
    let (start, end) = ends(claim);
    let sentences = &bench.readings[id.document.0 as usize].sentences;
    let first = sentences.get(claim.sentence as usize)?;
    let last = sentences.iter().skip(claim.sentence as usize).find(|sentence| sentence.span.end >= end)?;
    let text = |from: u32, to: u32| {
        if from < to { bench.words(id, Span { start: from, end: to }) } else { "" }
    };
    let (before, behind) = (text(first.span.start, start), text(end, last.span.end));
    let around = Around { before: masked(bench, words(before).rev()), behind: masked(bench, words(behind)) };
    let words = around.before.iter().chain(&around.behind).filter(|word| *word != "#").count();
    let enough = if claim.quotation().is_some() { AROUND_QUOTATION } else { AROUND_FIGURE };
    (words >= enough).then_some(around)
}

/// Where a claim begins and ends.
fn ends(claim: &Claim) -> (u32, u32) {
    let pieces: &[Span] = match &claim.statement {
        Statement::Quotation(quotation) => &quotation.pieces,
        _ => std::slice::from_ref(&claim.mention),
    };
    let start = pieces.iter().map(|piece| piece.start).min().unwrap_or(claim.mention.start);
    let end = pieces.iter().map(|piece| piece.end).max().unwrap_or(claim.mention.end);
    (start, end)
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The first [`FAR`] of some words in lower case, each run of numbers as one mark.
fn masked<'t>(bench: &Bench<'_>, given: impl Iterator<Item = &'t str>) -> Vec<String> {
    let numerals = bench.rules.lexicon(Vocabulary::Numerals);
    let magnitudes = bench.rules.lexicon(Vocabulary::Magnitudes);
    let mut words: Vec<String> = Vec::new();
    for word in given {
        if words.len() == FAR {
            break;
        }
        let word = word.to_lowercase();
        let number = word.starts_with(|c: char| c.is_ascii_digit())
            || numerals.word(&word).is_some()
            || magnitudes.word(&word).is_some();
        let word = if number { "#".to_owned() } else { word };
        if word != "#" || words.last().is_none_or(|last| last != "#") {
            words.push(word);
        }
    }
    words
}

/// Departures that no finding so far shows, since their claims were not linked.
pub(super) fn judge(bench: &Bench<'_>, findings: &[Finding]) -> Vec<Finding> {
    let mut shown: FxHashSet<(ClaimId, ClaimId)> = FxHashSet::default();
    for finding in findings.iter().filter(|finding| finding.sides.len() > 1) {
        let claims = || finding.sides.iter().flat_map(|side| side.claims.iter().copied());
        shown.extend(claims().flat_map(|a| claims().map(move |b| (a, b))));
    }
    let mut places: FxHashMap<(u32, bool, Around), Vec<ClaimId>> = FxHashMap::default();
    let mut order: Vec<(u32, bool, Around)> = Vec::new();
    for id in bench.origins.copied().into_iter().flat_map(|document| bench.claims_of(document)) {
        let kind = bench.claim(id).quotation().is_some();
        let Some(around) = around(bench, id) else { continue };
        let key = (bench.origins.voice(id.document), kind, around);
        let claims = places.entry(key.clone()).or_default();
        if claims.is_empty() {
            order.push(key);
        }
        claims.push(id);
    }
    let mut found = Vec::new();
    for claims in order.iter().filter_map(|key| places.get(key)).filter(|claims| claims.len() <= MOST) {
        for (at, a) in claims.iter().enumerate() {
            let of_one_text = |b: &ClaimId| {
                bench.origins.are_copies(a.document, b.document)
                    || bench.origins.are_versions(a.document, b.document)
            };
            for b in claims[at + 1..].iter().filter(|b| of_one_text(b)) {
                if !shown.contains(&(*a, *b)) {
                    found.extend(departure(bench, *a, *b));
                }
            }
        }
    }
    found
}

/// The finding that two claims at one place of one text differ, if a row calls it a discrepancy, or a change of one page.
fn departure(bench: &Bench<'_>, a: ClaimId, b: ClaimId) -> Option<Finding> {
    if wording::mention(bench, a) == wording::mention(bench, b) {
        return None;
    }
    // The sentence that both share binds the two better than evidence could.
    let bits = Bits { linked: true, without: f64::MAX, with_value: f64::MAX };
    let row = bench.decide(bench.compare(a, b, bits)?);
    let versions = kinship(bench, a, b) == Kinship::Versions;
    if row.verdict != Verdict::Discrepancy && !(versions && row.verdict == Verdict::Explained) {
        return None;
    }
    let sides: Vec<_> =
        [a, b].into_iter().map(|claim| sides::side(vec![claim], bench, bench.origins)).collect();
    let title = wording::title(bench, &[a, b]);
    Some(Finding {
        verdict: row.verdict,
        rule: row.rule.clone(),
        severity: row.severity,
        reason: wording::reason(bench, row, (a, b), &sides, &title),
        remark: None,
        title,
        sides,
        topic: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::DocumentId;
    use crate::origin::Origins;
    use crate::rules::RuleSet;

    /// How many words are read around the claims of one sentence with so many quotations.
    fn words_read(quotations: usize) -> usize {
        let said: Vec<String> = (0..quotations)
            .map(|at| format!("“the wall of quay {at} was never built”, a clerk said"))
            .collect();
        let text = format!("The council heard that {}.", said.join(" and "));
        let rules = RuleSet::built_in();
        let documents = crate::document::parse("a.txt", text.as_bytes()).expect("it is an article");
        let readings: Vec<_> =
            documents.iter().map(|document| crate::extract::read(document, rules)).collect();
        let origins = Origins::find(&documents, rules);
        let bench = Bench::new(&documents, &readings, &origins, rules);
        let claims: Vec<ClaimId> = bench.claims_of(DocumentId(0)).collect();
        assert!(claims.len() >= quotations, "{}", claims.len());
        let read = claims.iter().filter_map(|id| around(&bench, *id));
        read.map(|around| around.before.len() + around.behind.len()).sum()
    }

    #[test]
    fn a_sentence_twice_as_long_costs_twice_as_much() {
        let (once, twice) = (words_read(100), words_read(200));
        assert!(twice * 10 <= once * 26, "{once} words, then {twice}");
    }
}
