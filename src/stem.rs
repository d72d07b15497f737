//! Stems of words, for comparing what two texts speak of.
//!
//! English Snowball stems, with irregular plurals and verb forms made regular first ("men", "fell"), so that "children"
//! meets "child". Stems are for comparing only and are never shown.

use rust_stemmers::{Algorithm, Stemmer};
use smol_str::SmolStr;
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
    let word = IRREGULAR.binary_search_by_key(&word, |(form, _)| form).map_or(word, |i| IRREGULAR[i].1);
    SmolStr::new(STEMMER.stem(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_irregular_forms_stand_in_order() {
        assert!(IRREGULAR.is_sorted_by_key(|(form, _)| form));
    }
}
