//! Tables whose keys are words.
//!
//! Every word of a text is looked up in some table, so a look-up must be cheap. Nearly all words are short: those are kept and
//! compared as one number, longer ones as text.
//!
//! Not here: what is known of words (`stem`, `rules`, `extract`).

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The longest word that is kept as a number, in bytes: one byte of sixteen holds the length.
const SHORT: usize = 15;

/// A word of at most [`SHORT`] bytes: its first eight, and the others with the length in the last byte.
type Number = (u64, u64);

/// What is known of words, by the word.
///
/// ```
/// use crosscheck::word::WordMap;
/// let mut legs = WordMap::default();
/// *legs.entry("dog") = 4;
/// assert_eq!((legs.get("dog"), legs.get("Dog")), (Some(&4), None));
/// ```
#[derive(Clone, Debug)]
pub struct WordMap<V> {
    short: FxHashMap<Number, V>,
    long: FxHashMap<SmolStr, V>,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        Self { short: FxHashMap::default(), long: FxHashMap::default() }
    }
}

impl<V> WordMap<V> {
    /// What is known of a word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&V> {
        match number(word) {
            Some(number) => self.short.get(&number),
            None => self.long.get(word),
        }
    }

    /// What is known of each word, in no order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.short.values().chain(self.long.values())
    }
}

impl<V: Default> WordMap<V> {
    /// What is known of a word, to change it; the default where nothing is known yet.
    pub fn entry(&mut self, word: &str) -> &mut V {
        match number(word) {
            Some(number) => self.short.entry(number).or_default(),
            None => self.long.entry(SmolStr::new(word)).or_default(),
        }
    }
}

/// A short word as a number: its bytes, zeros behind them and its length, by which no two words are the same.
#[inline]
fn number(word: &str) -> Option<Number> {
    let bytes = word.as_bytes();
    let length = bytes.len();
    let small = |at: usize| u64::from(bytes[at]);
    // The last bytes are read together and those that were read before shifted out.
    let (first, rest) = match length {
        0 => (0, 0),
        1 => (small(0), 0),
        2 => (small(0) | small(1) << 8, 0),
        3 => (small(0) | small(1) << 8 | small(2) << 16, 0),
        4..=7 => {
            let four = |at: usize| bytes[at..].first_chunk().map_or(0, |four| u32::from_le_bytes(*four));
            let rest = u64::from(four(length - 4)) >> (8 * (8 - length));
            (u64::from(four(0)) | rest << 32, 0)
        }
        8..=SHORT => {
            let eight = |at: usize| bytes[at..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
            (eight(0), if length == 8 { 0 } else { eight(length - 8) >> (8 * (16 - length)) })
        }
        _ => return None,
    };
    Some((first, rest | (length as u64) << 56))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_any_length_is_found_and_no_other() {
        let words: Vec<String> = (0..40)
            .flat_map(|length| ["a", "b", "\0", "é"].map(|letter| letter.repeat(length)))
            .chain(["ab".into(), "ba".into()])
            .collect();
        let mut map = WordMap::default();
        for (place, word) in words.iter().enumerate().skip(4) {
            *map.entry(word) = place;
        }
        for (place, word) in words.iter().enumerate().skip(4) {
            assert_eq!(map.get(word), Some(&place), "{word:?}");
            for other in [format!("{word}x"), format!("x{word}"), word.replace('a', "c") + "c"] {
                assert_eq!(map.get(&other), None, "{other:?}");
            }
        }
        assert_eq!(map.get(""), None);
        *map.entry("") = 1;
        assert_eq!(map.get(""), Some(&1));
    }
}
