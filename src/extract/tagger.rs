//! Parts of speech, by Brill's method: each word gets the tag that it has most often, and patches then change tags by the
//! words and tags around them (E. Brill, "A simple rule-based part of speech tagger", 1992).
//!
//! The lower-case words of a sentence → a tag each, `None` for a word that is not known. It cannot fail. Words, tags and
//! patches are those of `harper-brill`, and so is the answer; that tagger tries each of its two hundred patches on each word,
//! which takes longer than all else that is read from a text. Here the places of each tag are bits of a row, so that a patch
//! is tried on 64 words at once.
//!
//! Not here: what the pipeline knows better than the tagger (`sentence`).

use crate::stem::stem;
use crate::word::WordMap;
use harper_brill::{UPOS, brill_tagger};
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

static TAGGER: LazyLock<Tagger> = LazyLock::new(Tagger::new);

/// How many parts of speech there are.
const TAGS: usize = UPOS::VERB as usize + 1;

/// What the tagger knows of a lower-case word, if it knows it.
pub(super) fn known(word: &str) -> Option<&'static Known> {
    TAGGER.words.get(word)?.as_ref()
}

/// The most frequent tags of a sentence's lower-case words as patches change them, by what is known of each.
pub(super) fn tag<'w>(
    words: impl ExactSizeIterator<Item = (&'w str, Option<&'static Known>)>,
) -> Vec<Option<UPOS>> {
    TAGGER.tag(words)
}

/// What the tagger knows of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// The words that patches name which it is taken for, by their places in [`Tagger::named`], as bits.
    named: u64,
    /// The place of its stem.
    stem: u32,
    /// The tag that it has most often.
    tag: UPOS,
}

impl Known {
    /// The stem of the word, `word`, which is made once for all texts.
    pub(super) fn stem(&self, word: &str) -> SmolStr {
        TAGGER.stems[self.stem as usize].get_or_init(|| stem(word)).clone()
    }
}

struct Tagger {
    words: WordMap<Option<Known>>,
    /// The stems of words that a text had.
    stems: Vec<OnceLock<SmolStr>>,
    /// The words that patches name, in lower case.
    named: Vec<SmolStr>,
    /// Those of them that begin with a byte, as bits.
    named_from: Box<[u64; 256]>,
    patches: Vec<Patch>,
}

/// The model of `harper-brill`, which shows it in written form alone.
fn written() -> Vec<u8> {
    postcard::to_allocvec(&*brill_tagger()).expect("a model of words and numbers can be written")
}

/// Changes one tag to another where all its conditions hold.
struct Patch {
    from: UPOS,
    to: UPOS,
    conditions: Vec<Condition>,
    /// The rows in which a word of the sentence must be for the conditions to hold, as bits.
    needs: u64,
    /// Whether a change may decide about a place behind it, so that those have to be looked at again.
    carries: bool,
}

/// That a word in a row, which is one of a tag or of a word that patches name, stands at one of some distances.
#[derive(Clone, Copy)]
struct Condition {
    row: usize,
    /// The distances, in words; negative before the place.
    first: isize,
    last: isize,
    /// How many words must stand before the place.
    room: usize,
}

/// The model as `harper-brill` writes it, field by field and variant by variant.
#[derive(Deserialize)]
struct Model<'m> {
    #[serde(borrow)]
    base: Base<'m>,
    patches: Vec<ModelPatch<'m>>,
}

#[derive(Deserialize)]
struct Base<'m> {
    #[serde(borrow)]
    mapping: BTreeMap<&'m str, UPOS>,
}

#[derive(Deserialize)]
struct ModelPatch<'m> {
    from: UPOS,
    to: UPOS,
    #[serde(borrow)]
    criteria: Criteria<'m>,
}

#[derive(Deserialize)]
enum Criteria<'m> {
    WordIsTaggedWith {
        relative: isize,
        is_tagged: UPOS,
    },
    AnyWordIsTaggedWith {
        max_relative: isize,
        is_tagged: UPOS,
    },
    SandwichTaggedWith {
        prev_word_tagged: UPOS,
        post_word_tagged: UPOS,
    },
    WordIs {
        relative: isize,
        #[serde(borrow)]
        word: &'m str,
    },
    /// Of phrases, which the tagger does not know: it never holds.
    NounPhraseAt {
        #[expect(dead_code, reason = "the form has the field")]
        is_np: bool,
        #[expect(dead_code, reason = "the form has the field")]
        relative: isize,
    },
    Combined {
        #[serde(borrow)]
        a: Box<Criteria<'m>>,
        #[serde(borrow)]
        b: Box<Criteria<'m>>,
    },
}

impl Tagger {
    fn new() -> Self {
        let written = written();
        let model: Model<'_> =
            postcard::from_bytes(&written).expect("the form is that of the pinned version");
        let mut named: Vec<SmolStr> = Vec::new();
        let patches =
            model.patches.iter().filter_map(|patch| Patch::new(patch, &mut named)).collect::<Vec<_>>();
        assert!(TAGS + named.len() <= u64::BITS as usize, "patches name few words");
        let stems = model.base.mapping.iter().map(|_| OnceLock::new()).collect();
        let mut named_from = Box::new([0; 256]);
        for (place, word) in named.iter().enumerate() {
            let first = word.bytes().next().expect("patches name words");
            named_from[usize::from(first)] |= 1 << place;
        }
        let mut tagger = Self { words: WordMap::default(), stems, named, named_from, patches };
        for (stem, (word, tag)) in (0..).zip(model.base.mapping) {
            let named = tagger.named_by(word);
            *tagger.words.entry(word) = Some(Known { named, stem, tag });
        }
        tagger
    }

    /// The words of patches that a word is taken for. As in `harper-brill` that is each that it begins or that begins it.
    fn named_by(&self, word: &str) -> u64 {
        let word = word.as_bytes();
        let like = |place: &usize| {
            let named = self.named[*place].as_bytes();
            let both = word.len().min(named.len());
            word[..both] == named[..both]
        };
        // One of them begins the other only where their first bytes are the same.
        let possible = word.first().map_or(u64::MAX >> (u64::BITS as usize - self.named.len()), |first| {
            self.named_from[usize::from(*first)]
        });
        bits(possible).filter(like).fold(0, |found, place| found | 1 << place)
    }

    fn tag<'w>(
        &self,
        words: impl ExactSizeIterator<Item = (&'w str, Option<&'static Known>)>,
    ) -> Vec<Option<UPOS>> {
        let mut tags = Vec::with_capacity(words.len());
        let mut rows = Rows::new(TAGS + self.named.len(), words.len());
        for (place, (word, known)) in words.enumerate() {
            let named = known.map_or_else(|| self.named_by(word), |known| known.named);
            for index in bits(named) {
                rows.set(TAGS + index, place);
            }
            if let Some(known) = known {
                rows.set(known.tag as usize, place);
            }
            tags.push(known.map(|known| known.tag));
        }
        for patch in &self.patches {
            if rows.filled & patch.needs == patch.needs {
                patch.apply(&mut rows, &mut tags);
            }
        }
        tags
    }
}

impl Patch {
    /// A patch of the model; `None` for one that never holds.
    fn new(patch: &ModelPatch<'_>, named: &mut Vec<SmolStr>) -> Option<Self> {
        let mut conditions = Vec::new();
        conditions_of(&patch.criteria, &mut conditions, named)?;
        let changed = [patch.from as usize, patch.to as usize];
        let carries = conditions.iter().any(|it| it.first < 0 && changed.contains(&it.row));
        let needs = conditions.iter().fold(1 << patch.from as u64, |needs, it| needs | 1 << it.row);
        Some(Self { from: patch.from, to: patch.to, conditions, needs, carries })
    }

    /// Changes the tags of a sentence from its first word to its last, each by what the changes before it have left.
    fn apply(&self, rows: &mut Rows, tags: &mut [Option<UPOS>]) {
        for block in 0..rows.blocks {
            let single = rows.blocks == 1;
            let mut ahead = u64::MAX;
            loop {
                let mut found =
                    if single { self.places_of_one(rows) } else { self.places(rows, block) } & ahead;
                if found == 0 {
                    break;
                }
                if self.carries {
                    found &= found.wrapping_neg();
                    ahead = !(found | (found - 1));
                } else {
                    ahead = 0;
                }
                *rows.block(self.from as usize, block) &= !found;
                *rows.block(self.to as usize, block) |= found;
                rows.filled |= 1 << self.to as u64;
                for index in bits(found) {
                    tags[block * BLOCK + index] = Some(self.to);
                }
            }
        }
    }

    /// The places of a sentence of one block where the patch holds.
    fn places_of_one(&self, rows: &Rows) -> u64 {
        let mut places = rows.bits[self.from as usize];
        for condition in &self.conditions {
            let row = rows.bits[condition.row];
            let stands = |distance: isize| {
                let by = distance.unsigned_abs();
                if distance > 0 { row >> by } else { row << by }
            };
            let near = (condition.first..=condition.last).fold(0, |near, distance| near | stands(distance));
            places &= near & (u64::MAX << condition.room);
            if places == 0 {
                break;
            }
        }
        places
    }

    /// The places in a block where the patch holds.
    fn places(&self, rows: &Rows, block: usize) -> u64 {
        let mut places = rows.shifted(self.from as usize, block, 0);
        for condition in &self.conditions {
            if places == 0 {
                break;
            }
            let near = (condition.first..=condition.last)
                .fold(0, |near, distance| near | rows.shifted(condition.row, block, distance));
            let room = if block == 0 { u64::MAX << condition.room } else { u64::MAX };
            places &= near & room;
        }
        places
    }
}

/// The conditions that must all hold for a criterion to hold; `None` if they never do.
fn conditions_of(
    criteria: &Criteria<'_>,
    conditions: &mut Vec<Condition>,
    named: &mut Vec<SmolStr>,
) -> Option<()> {
    let at = |row: usize, distance: isize| Condition { row, first: distance, last: distance, room: 0 };
    match criteria {
        Criteria::WordIsTaggedWith { relative, is_tagged } => {
            conditions.push(at(*is_tagged as usize, *relative));
        }
        // The words from the place up to the farthest, which itself is not looked at where it stands behind; where it
        // would stand before the first word of the sentence nothing is.
        Criteria::AnyWordIsTaggedWith { max_relative: farthest, is_tagged } => {
            let (first, last) = if *farthest < 0 { (*farthest, -1) } else { (0, farthest - 1) };
            if first > last {
                return None;
            }
            conditions.push(Condition { row: *is_tagged as usize, first, last, room: first.unsigned_abs() });
        }
        Criteria::SandwichTaggedWith { prev_word_tagged, post_word_tagged } => {
            conditions.extend([at(*prev_word_tagged as usize, -1), at(*post_word_tagged as usize, 1)]);
        }
        Criteria::WordIs { relative, word } => {
            let word = SmolStr::new(word.to_ascii_lowercase());
            let index = named.iter().position(|known| *known == word).unwrap_or_else(|| {
                named.push(word);
                named.len() - 1
            });
            conditions.push(at(TAGS + index, *relative));
        }
        Criteria::NounPhraseAt { .. } => return None,
        Criteria::Combined { a, b } => {
            conditions_of(a, conditions, named)?;
            conditions_of(b, conditions, named)?;
        }
    }
    Some(())
}

/// How many places a block has.
const BLOCK: usize = u64::BITS as usize;

/// For each tag and each word that patches name, the places of a sentence where it stands, as bits.
struct Rows {
    bits: Vec<u64>,
    /// How many blocks a row has.
    blocks: usize,
    /// The rows that had a place at some time, as bits.
    filled: u64,
}

impl Rows {
    fn new(rows: usize, places: usize) -> Self {
        let blocks = places.div_ceil(BLOCK);
        Self { bits: vec![0; rows * blocks], blocks, filled: 0 }
    }

    fn set(&mut self, row: usize, place: usize) {
        *self.block(row, place / BLOCK) |= 1 << (place % BLOCK);
        self.filled |= 1 << row;
    }

    fn block(&mut self, row: usize, block: usize) -> &mut u64 {
        &mut self.bits[row * self.blocks + block]
    }

    /// The places of a block from which a place in the row stands at some distance, less than a block either way.
    fn shifted(&self, row: usize, block: usize, distance: isize) -> u64 {
        let row = &self.bits[row * self.blocks..][..self.blocks];
        let by = distance.unsigned_abs();
        match distance.signum() {
            0 => row[block],
            1 => row[block] >> by | row.get(block + 1).map_or(0, |next| next << (BLOCK - by)),
            _ => row[block] << by | block.checked_sub(1).map_or(0, |before| row[before] >> (BLOCK - by)),
        }
    }
}

/// The places of the bits that are set, lowest first.
fn bits(mut of: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (of != 0).then(|| of.trailing_zeros() as usize)?;
        of &= of - 1;
        Some(lowest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use harper_brill::Tagger as _;

    #[test]
    fn the_stem_of_a_known_word_is_its_stem() {
        for word in ["people", "said", "the", "years"] {
            let known = known(word).expect("a frequent word");
            assert_eq!((known.stem(word), known.stem(word)), (stem(word), stem(word)));
        }
    }

    #[test]
    fn the_tags_are_those_of_the_tagger_that_the_model_is_from() {
        let written = written();
        let model: Model<'_> =
            postcard::from_bytes(&written).expect("the form is that of the pinned version");
        let mut words: Vec<&str> = model.base.mapping.into_keys().collect();
        words.extend(["", "t", "blorp", "naïveté", "tö", "12,500", "%", "’", "that's"]);
        // Every second word is one that patches look at, since those would else stand too seldom beside each other.
        let small: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| known(word).is_none_or(|known| known.named != 0 || word.len() < 4))
            .collect();
        let mut state = 1_u32;
        let mut any = |count: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % count
        };
        for length in (0..150).chain([500, 1000]).cycle().take(608) {
            let sentence: Vec<&str> = (0..length)
                .map(|place| if place % 2 == 0 { small[any(small.len())] } else { words[any(words.len())] })
                .collect();
            let owned: Vec<String> = sentence.iter().map(|word| (*word).to_owned()).collect();
            let tags = tag(sentence.iter().map(|word| (*word, known(word))));
            assert_eq!(tags, brill_tagger().tag_sentence(&owned), "{sentence:?}");
        }
    }
}
