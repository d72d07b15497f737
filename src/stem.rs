//! Stems of words, for comparing what two texts speak of.
//!
//! English Snowball stems, with irregular plurals and verb forms made regular first ("men", "fell"), so that "children"
//! meets "child". Stems are for comparing only and are never shown.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHasher;
use smol_str::SmolStr;
use std::cell::RefCell;
use std::hash::Hasher;
use std::sync::LazyLock;

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Irregular forms and the regular word that they belong to.
const IRREGULAR: &[(&str, &str)] = &[
    ("began", "begin"),
    ("bought", "buy"),
    ("built", "build"),
    ("came", "come"),
    ("children", "child"),
    ("fallen", "fall"),
    ("feet", "foot"),
    ("fell", "fall"),
    ("found", "find"),
    ("gave", "give"),
    ("given", "give"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("held", "hold"),
    ("left", "leave"),
    ("lives", "life"),
    ("lost", "lose"),
    ("made", "make"),
    ("men", "man"),
    ("met", "meet"),
    ("paid", "pay"),
    ("ran", "run"),
    ("risen", "rise"),
    ("rose", "rise"),
    ("said", "say"),
    ("sent", "send"),
    ("shot", "shoot"),
    ("sold", "sell"),
    ("spent", "spend"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("taken", "take"),
    ("took", "take"),
    ("went", "go"),
    ("women", "woman"),
    ("won", "win"),
    ("wrote", "write"),
];

/// The stem of a lower-case word.
///
/// ```
/// use crosscheck::stem::stem;
/// assert_eq!(stem("arrivals"), stem("arrival"));
/// assert_eq!(stem("children"), stem("child"));
/// ```
#[must_use]
pub fn stem(word: &str) -> SmolStr {
    // Longer words are rare, and would let an article choose how much memory the known stems take.
    if word.len() > LONGEST_KNOWN {
        return make(word);
    }
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    // A number of places that fits any pointer's width: the remainder does too.
    let place = (hasher.finish() % PLACES as u64) as usize;
    KNOWN.with_borrow_mut(|known| {
        if known.is_empty() {
            known.resize(PLACES, (SmolStr::default(), SmolStr::default()));
        }
        let (of, stem) = &mut known[place];
        if of != word || word.is_empty() {
            *of = SmolStr::new(word);
            *stem = make(word);
        }
        stem.clone()
    })
}

/// How many words a thread remembers the stems of: more than one article has, and few enough for a processor's cache.
const PLACES: usize = 4096;

/// The longest word that is remembered, in bytes: what a short string holds without an allocation.
const LONGEST_KNOWN: usize = 23;

thread_local! {
    /// Words and their stems. A word has one place, by its hash, and takes it from the word before, so that neither
    /// memory nor time depends on which words an article has.
    static KNOWN: RefCell<Vec<(SmolStr, SmolStr)>> = const { RefCell::new(Vec::new()) };
}

/// The stem of a word that is not remembered.
fn make(word: &str) -> SmolStr {
    let word = IRREGULAR.binary_search_by_key(&word, |(form, _)| form).map_or(word, |i| IRREGULAR[i].1);
    SmolStr::new(STEMMER.stem(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remembered_stem_is_the_stem_that_is_made() {
        // More words than places, each asked for twice, so that words take places from each other.
        for round in 0..2 {
            for number in 0..2 * PLACES {
                let letters: String =
                    format!("{number:x}").bytes().map(|b| char::from(b'a' + b % 26)).collect();
                for ending in ["", "s", "ing", "ations"] {
                    let word = letters.clone() + ending;
                    assert_eq!(stem(&word), make(&word), "{word} in round {round}");
                }
            }
        }
        for word in ["", "children", "antidisestablishmentarianisms", "naïvetés"] {
            assert_eq!(stem(word), make(word), "{word}");
            assert_eq!(stem(word), make(word), "{word}");
        }
    }

    #[test]
    fn the_irregular_forms_stand_in_order() {
        assert!(IRREGULAR.is_sorted_by_key(|(form, _)| form));
    }
}
