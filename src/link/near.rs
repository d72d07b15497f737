//! Which documents of an archive a draft is compared with.
//!
//! `(the keys of an archive, those of a draft)` → [`Near`]s. It cannot fail: a draft that is like nothing has none.
//!
//! [`Keys`] are what a document is found by: hashes of its words, of its rare figures with what they count, and of runs of
//! words in its quotations. They hold no text, take about a kilobyte a document, and do not depend on other documents, so
//! that they can be kept from run to run; only documents that are near are read again. Going through all of them takes
//! microseconds a document.
//!
//! Not here: where keys are kept (`cli`), which claims are linked (`assign`, `wording`).

use super::profile::{Family, family, sorted};
use super::{rarity, story, wording};
use crate::claim::{Amount, Claim, Measured};
use crate::document::Document;
use crate::extract::Reading;
use crate::number::Number;
use crate::rules::RuleSet;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

/// How many documents that tell a draft's story it is compared with at the most: all outlets that a person would lay
/// beside it, and none of the hundreds that share its subject.
const STORY: usize = 48;
/// How many documents that only share a figure or a wording it is compared with at the most.
const DETAIL: usize = 16;
/// A figure with what it counts is a key from this rarity on, in bits: "20 people" is in every tenth article.
const RARE: f64 = 5.0;
/// A figure alone is a key from this rarity on, in bits.
const RAREST: f64 = 11.0;
/// Words of a run in a quotation: two people seldom say the same four words in a row.
const RUN: usize = 4;
/// A word's rarity in the archive is taken as if it had so many documents at least: in a small archive the words of a story
/// are in a good part of all documents, and tell it nonetheless.
const AT_LEAST: usize = 1000;
/// A figure or a run in more documents than this finds nothing.
const COMMON: u32 = 40;

/// What a document is found by. Its lists are sorted and without repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Hashes of the canonical stems of its content words.
    pub words: Vec<u32>,
    /// Hashes of its rare figures, with and without what they count.
    pub figures: Vec<u32>,
    /// Hashes of runs of words in its quotations.
    pub runs: Vec<u32>,
    /// The day on which it was published, in days since 1970.
    pub day: Option<i32>,
}

/// Why a document is near a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// It tells the same story: whatever both state is compared.
    Story,
    /// It shares a rare figure or the words of a quotation: only what is the same in both is compared, since an equal
    /// figure in a report of something else supports a draft, and a different one says nothing about it.
    Detail,
}

/// A document of an archive that a draft is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its index in the archive.
    pub index: usize,
    /// Why it is near.
    pub nearness: Nearness,
}

/// Weights in news at large by the hash of the stem.
static AT_LARGE: LazyLock<FxHashMap<u32, f64>> =
    LazyLock::new(|| rarity::word_weights().map(|(stem, weight)| (hash(&stem), weight)).collect());

impl Keys {
    /// The keys of a document.
    #[must_use]
    pub fn of(document: &Document, reading: &Reading, rules: &RuleSet) -> Self {
        let aliases = rules.aliases();
        let stems = reading.sentences.iter().flat_map(|sentence| &sentence.stems);
        let mut words: Vec<u32> = stems.map(|(_, stem)| hash(aliases.canonical(stem))).collect();
        sorted(&mut words);
        let mut figures: Vec<u32> =
            reading.claims.iter().filter_map(Claim::measured).flat_map(|it| figure(it, rules)).collect();
        sorted(&mut figures);
        let mut runs: Vec<u32> = reading
            .claims
            .iter()
            .filter_map(Claim::quotation)
            .flat_map(|quotation| {
                let words = wording::words(document, &quotation.pieces);
                words.windows(RUN).map(hash).collect::<Vec<_>>()
            })
            .collect();
        sorted(&mut runs);
        let day = document.published.and_then(|published| {
            let epoch = jiff::civil::date(1970, 1, 1);
            epoch.until(published.date).ok().map(|span| span.get_days())
        });
        Self { words, figures, runs, day }
    }
}

/// The keys of a figure: with what it counts, and alone if it is rare enough.
fn figure(measured: &Measured, rules: &RuleSet) -> impl Iterator<Item = u32> + use<> {
    let quantity = &measured.quantity;
    let value = match quantity.amount {
        Amount::One(number) | Amount::Range(number, _) => Some(number),
        Amount::Vague(_) | Amount::Score(..) => None,
    };
    let bits = rarity::of(quantity);
    let family = family(measured, rules);
    let key = move |value: Number, family: &Family, head: Option<&str>| {
        let value = value.trimmed();
        hash(&(value.coefficient(), value.exponent(), family, head))
    };
    let counted = measured.frame.counted.as_ref().map(|counted| rules.aliases().canonical(&counted.head));
    let framed = value.filter(|_| bits >= RARE).zip(counted).map(|(it, head)| key(it, &family, Some(head)));
    let alone = value.filter(|_| bits >= RAREST).map(|it| key(it, &family, None));
    framed.into_iter().chain(alone)
}

/// An archive by its keys, with how much each of its words says.
#[derive(Debug)]
pub struct Index<'k> {
    keys: Vec<&'k Keys>,
    /// What each word of the archive weighs: the lower of its rarity in news at large and in the archive, which may be all
    /// of one beat.
    weights: FxHashMap<u32, f64>,
    /// The length of each document's vector of words.
    lengths: Vec<f64>,
}

impl<'k> Index<'k> {
    /// The index of an archive.
    #[must_use]
    pub fn new(keys: Vec<&'k Keys>) -> Self {
        let holders = keys
            .par_iter()
            .fold(FxHashMap::default, |mut holders: FxHashMap<u32, u32>, keys| {
                for word in &keys.words {
                    *holders.entry(*word).or_default() += 1;
                }
                holders
            })
            .reduce(FxHashMap::default, |mut all, part| {
                for (word, count) in part.into_iter().collect::<Vec<_>>() {
                    *all.entry(word).or_default() += count;
                }
                all
            });
        let total = keys.len().max(AT_LEAST);
        let weights: FxHashMap<u32, f64> = holders
            .into_iter()
            .map(|(word, count)| (word, at_large(word).min(scarcity(total, count))))
            .collect();
        let lengths = keys
            .par_iter()
            .map(|keys| keys.words.iter().map(|word| weights[word].powi(2)).sum::<f64>().sqrt())
            .collect();
        Self { keys, weights, lengths }
    }

    /// The documents that a draft is to be compared with, in the order of the archive.
    #[must_use]
    pub fn nearest(&self, draft: &Keys) -> Vec<Near> {
        let bar = story::bar(self.keys.len() + 1);
        let squares: FxHashMap<u32, f64> = draft
            .words
            .iter()
            .map(|word| (*word, self.weights.get(word).copied().unwrap_or_else(|| at_large(*word)).powi(2)))
            .collect();
        let length = draft.words.iter().map(|word| squares[word]).sum::<f64>().sqrt();
        let mut story: Vec<(f64, usize)> = self
            .keys
            .par_iter()
            .enumerate()
            .filter_map(|(index, keys)| {
                let product: f64 = keys.words.iter().filter_map(|word| squares.get(word)).sum();
                let likeness = product / (length * self.lengths[index]).max(f64::MIN_POSITIVE);
                let apart = matches!((draft.day, keys.day), (Some(a), Some(b)) if story::is_years(a - b));
                (likeness >= bar && !apart).then_some((likeness, index))
            })
            .collect();
        best(&mut story, STORY);
        let figures = sharing(&draft.figures, &self.keys, |keys| &keys.figures);
        let runs = sharing(&draft.runs, &self.keys, |keys| &keys.runs);
        let mut near: Vec<Near> =
            story.iter().map(|(_, index)| Near { index: *index, nearness: Nearness::Story }).collect();
        for (_, index) in figures.into_iter().chain(runs) {
            if !near.iter().any(|known| known.index == index) {
                near.push(Near { index, nearness: Nearness::Detail });
            }
        }
        near.sort_unstable_by_key(|near| near.index);
        near
    }
}

/// The documents that share rare keys with a draft, those that share most first, each with how much that says.
fn sharing<'k>(
    draft: &[u32],
    archive: &[&'k Keys],
    of: impl Fn(&'k Keys) -> &'k Vec<u32> + Sync,
) -> Vec<(f64, usize)> {
    let places: FxHashMap<u32, u32> = draft.iter().copied().zip(0..).collect();
    let shared: Vec<Vec<u32>> = archive
        .par_iter()
        .map(|keys| of(keys).iter().filter_map(|key| places.get(key).copied()).collect())
        .collect();
    let mut holders = vec![0u32; draft.len()];
    for place in shared.iter().flatten() {
        holders[*place as usize] += 1;
    }
    let mut found: Vec<(f64, usize)> = shared
        .iter()
        .enumerate()
        .filter_map(|(index, places)| {
            let rare = places.iter().map(|place| holders[*place as usize]).filter(|count| *count <= COMMON);
            let says: f64 = rare.map(|count| scarcity(archive.len(), count)).sum();
            (says > 0.0).then_some((says, index))
        })
        .collect();
    best(&mut found, DETAIL);
    found
}

/// Keeps the documents that score highest; of equals, those that come first.
fn best(found: &mut Vec<(f64, usize)>, count: usize) {
    found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.truncate(count);
}

/// How much a key says that so many of all documents hold: at least a little.
fn scarcity(total: usize, holders: u32) -> f64 {
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    ((f64::from(total) + 1.0) / f64::from(holders.max(1))).ln().max(0.2)
}

/// How much a word says in news at large, by its stem's hash.
fn at_large(word: u32) -> f64 {
    AT_LARGE.get(&word).copied().unwrap_or_else(rarity::unlisted_word_weight)
}

/// Half of a hash: keys are looked for among some millions, and a document that is found by chance is compared for
/// nothing, and no more.
fn hash(key: &(impl Hash + ?Sized)) -> u32 {
    let mut hasher = FxHasher::default();
    key.hash(&mut hasher);
    let [.., a, b, c, d] = hasher.finish().to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Keys {
        let rules = RuleSet::built_in();
        let document = crate::document::parse("a.md", text.as_bytes()).expect("an article").remove(0);
        let reading = crate::extract::read(&document, rules);
        Keys::of(&document, &reading, rules)
    }

    fn front(date: &str, text: &str) -> Keys {
        keys(&format!("---\npublished: {date}\n---\n\n{text}\n"))
    }

    const DRAFT: &str = "The ferry Halvard ran aground off Skerwick with 214 passengers aboard, the coastguard said. \
        Two tugs pulled it free of the Skerwick reef at dawn.";
    const SAME: &str = "Tugs freed the ferry Halvard from a reef near Skerwick; its 214 passengers were taken ashore by \
        the coastguard.";
    const OTHER: &str = "The town council of Elmham put off its vote on the library budget, after a long evening of \
        speeches about opening hours.";
    const DETAIL: &str = "Ridership rose in the spring quarter. Operators counted 48,213 cyclists on the new bridge, and \
        trams carried more commuters than in any month since the strike. Fares stay frozen until autumn.";

    fn found(draft: &Keys, archive: &[Keys]) -> Vec<(usize, Nearness)> {
        Index::new(archive.iter().collect())
            .nearest(draft)
            .into_iter()
            .map(|near| (near.index, near.nearness))
            .collect()
    }

    #[test]
    fn a_report_of_the_same_event_is_near_and_another_is_not() {
        assert_eq!(found(&keys(DRAFT), &[keys(OTHER), keys(SAME)]), [(1, Nearness::Story)]);
    }

    #[test]
    fn a_report_of_the_same_event_is_found_among_many() {
        let mut archive: Vec<Keys> = (0..400).map(|n| keys(&format!("{OTHER} Item {n}."))).collect();
        archive.insert(217, keys(SAME));
        assert_eq!(found(&keys(DRAFT), &archive), [(217, Nearness::Story)]);
    }

    #[test]
    fn an_event_years_ago_is_another_event() {
        let archive = |date| [front(date, SAME)];
        assert_eq!(found(&front("2024-05-02", DRAFT), &archive("2024-05-03")), [(0, Nearness::Story)]);
        assert_eq!(found(&front("2024-05-02", DRAFT), &archive("2020-05-02")), [(0, Nearness::Detail)]);
    }

    #[test]
    fn a_rare_figure_or_the_words_of_a_quotation_find_a_report_of_something_else() {
        let draft = keys(
            "Elmham will close its library at the end of June, after a century in the old corn exchange. Shelves, lamps \
             and desks go to schools in the valley. Librarians fear for the parish registers, some of which are older than \
             the steeple; a vicar offered his cellar. The mayor recalled that 48,213 cyclists had used the bridge. “We \
             will not sell a single book to anyone,” she said.",
        );
        let quoted = keys(
            "Antique dealers met in Harrowgate on Sunday to trade prints, maps and porcelain from the estate of a \
             collector. His widow kept the atlases. “We will not sell a single book to anyone,” her lawyer said.",
        );
        let mut archive: Vec<Keys> = (0..40).map(|n| keys(&format!("{SAME} Buoy {n}."))).collect();
        archive.push(keys(&format!(
            "{DETAIL} Drivers want heaters in their cabins before winter; the depot at Farrow Lane gets a new roof. A \
             timetable for night buses is being drafted, and conductors may return on the hill routes."
        )));
        archive.push(quoted);
        assert_eq!(found(&draft, &archive), [(40, Nearness::Detail), (41, Nearness::Detail)]);
    }

    #[test]
    fn a_common_figure_finds_nothing() {
        let draft = keys("The Elmham library lent 20 people a tent.");
        assert!(found(&draft, &[keys("Some 20 people were seen near the harbour wall.")]).is_empty());
    }
}
