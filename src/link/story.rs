//! Which documents tell one story.
//!
//! Only documents of one story are compared figure by figure. Two documents are near when the words that are rare in
//! news are much the same in both; an index over each document's most telling words finds the near ones, so that the
//! cost grows with the number of documents and not with its square.
//!
//! Not here: claims.

use super::profile::{Profiles, StemId, cosine_by};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Words of a document that go into the index: enough that two reports of one event share several.
const TELLING: usize = 32;
/// How many documents may share a telling word before it stops telling.
const COMMON: usize = 400;
/// How many near documents a document is compared with at the most; in a large story the rest is reached through these.
const NEIGHBOURS: usize = 12;
/// Cosine above which two documents tell one story: on annotated stories all but a few pairs within a story lie above
/// .11, pairs of unrelated stories under .10.
const SAME_STORY: f64 = 0.10;
/// With so few documents in all, someone has put them side by side, and a lower bar is right.
const FEW: usize = 12;
/// The bar for few documents.
const SAME_STORY_FEW: f64 = 0.08;

/// Two results of two companies, or two trials, are told in the same words; it is the names that part them. Only documents
/// that are very much alike tell one story without names in both.
const NAMELESS: f64 = 0.3;
/// A document with fewer names than this is not parted from another by them.
const NAMES: usize = 4;
/// Of the names of the document that has fewer, one in so many stands in the other too: outlets choose whom to name, but
/// they share who and where the story is about, and a stock index or a title may stand in any.
const NAMES_IN_BOTH: usize = 6;

/// Reports of one event hardly ever lie further apart; a trial or a statistic may be told of for a year.
const EVENT_DAYS: i32 = 500;

/// Likeness from which two of so many documents tell one story.
pub(super) fn bar(documents: usize) -> f64 {
    if documents <= FEW { SAME_STORY_FEW } else { SAME_STORY }
}

/// Whether documents published so many days apart tell of two events of one kind.
pub(super) fn is_years(days: i32) -> bool {
    days.abs() > EVENT_DAYS
}

/// Pairs of documents of one story, in order, each pair once with the smaller index first.
pub(super) fn pairs(profiles: &Profiles) -> Vec<(usize, usize)> {
    let documents = &profiles.documents;
    let bar = bar(documents.len());
    if documents.len() <= FEW {
        let mut all = Vec::new();
        for i in 0..documents.len() {
            for j in i + 1..documents.len() {
                if tell_one_story(i, j, bar, profiles) {
                    all.push((i, j));
                }
            }
        }
        return all;
    }
    let mut index: FxHashMap<StemId, Vec<u32>> = FxHashMap::default();
    for (document, words) in documents.iter().enumerate() {
        for word in telling(words, profiles) {
            index.entry(word).or_default().push(u32::try_from(document).unwrap_or(u32::MAX));
        }
    }
    let mut pairs = Vec::new();
    let mut common: Vec<u32> = vec![0; documents.len()];
    for (document, words) in documents.iter().enumerate() {
        let mut touched: Vec<usize> = Vec::new();
        for word in telling(words, profiles) {
            let list = &index[&word];
            if list.len() > COMMON {
                continue;
            }
            for other in list {
                let other = *other as usize;
                if other != document {
                    if common[other] == 0 {
                        touched.push(other);
                    }
                    common[other] += 1;
                }
            }
        }
        touched.sort_unstable_by(|x, y| common[*y].cmp(&common[*x]).then_with(|| x.cmp(y)));
        let near: Vec<usize> =
            touched.iter().copied().filter(|other| common[*other] >= 2).take(NEIGHBOURS).collect();
        for other in near {
            if tell_one_story(document, other, bar, profiles) {
                pairs.push((document.min(other), document.max(other)));
            }
        }
        for other in touched {
            common[other] = 0;
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether two documents tell one story: their rare words are much the same, names stand in both, and they do not lie
/// years apart.
fn tell_one_story(a: usize, b: usize, bar: f64, profiles: &Profiles) -> bool {
    likeness(a, b, profiles) >= bar && may_be_one(a, b, profiles)
}

/// Whether neither the days of two documents nor the names in them tell that they are of two events.
pub(super) fn may_be_one(a: usize, b: usize, profiles: &Profiles) -> bool {
    if years_apart(a, b, profiles) {
        return false;
    }
    let likeness = likeness(a, b, profiles);
    let (x, y) = (&profiles.names[a], &profiles.names[b]);
    let fewer = x.len().min(y.len());
    // Two outlets of one name, or one outlet twice, may tell of anything.
    let of_outlets = |id: &StemId| [a, b].iter().all(|at| profiles.outlets[*at].binary_search(id).is_ok());
    let both = x.iter().filter(|id| y.binary_search(id).is_ok() && !of_outlets(id)).count();
    likeness >= NAMELESS || fewer < NAMES || both * NAMES_IN_BOTH >= fewer
}

/// For each document, the day on which it was published; where that is not known, the middle one of the days of those that
/// tell its story.
pub(super) fn days(profiles: &Profiles) -> Vec<Option<Date>> {
    let mut near: Vec<Vec<Date>> = vec![Vec::new(); profiles.published.len()];
    for (a, b) in &profiles.pairs {
        near[*a].extend(profiles.published[*b]);
        near[*b].extend(profiles.published[*a]);
    }
    near.into_iter()
        .zip(&profiles.published)
        .map(|(mut near, own)| {
            near.sort_unstable();
            own.or_else(|| near.get(near.len() / 2).copied())
        })
        .collect()
}

/// How much two documents are about the same, 0 to 1.
fn likeness(a: usize, b: usize, profiles: &Profiles) -> f64 {
    cosine_by(&profiles.documents[a], &profiles.documents[b], |id| profiles.stems.telling(id))
}

/// Whether two documents were published so far apart that they tell of two events of one kind.
fn years_apart(a: usize, b: usize, profiles: &Profiles) -> bool {
    match (profiles.published[a], profiles.published[b]) {
        (Some(a), Some(b)) => a.until(b).is_ok_and(|span| is_years(span.get_days())),
        _ => false,
    }
}

/// The words of a document that are rarest in the run and not alone in it.
fn telling(words: &[StemId], profiles: &Profiles) -> Vec<StemId> {
    let mut telling: Vec<StemId> =
        words.iter().copied().filter(|word| profiles.stems.documents(*word) > 1).collect();
    telling.sort_unstable_by_key(|word| (profiles.stems.documents(*word), *word));
    telling.truncate(TELLING);
    telling
}
