//! Whether two names may be of one person or body.
//!
//! Two names as texts credit them → [`Naming`]. It cannot fail: names that share nothing are *different*.
//!
//! Outlets spell names from other scripts each in their way (Abdulameer al-Shimmeri, Abdul Amir Shimmari). What such
//! spellings share is the order of their consonants, so that names are compared by these where the letters differ.
//!
//! Not here: who speaks (`extract`), and whether claims are linked by names (`link`).

use deunicode::deunicode;

/// Consonants that a surname, or a whole name, needs to be known by them alone; with fewer, "Marin" would be "Moran".
const CONSONANTS: usize = 4;

/// How two names relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// They may be one: the same last word, all words of one among those of the other, or the initials of one.
    Same,
    /// They may be one, spelt in two ways.
    Spelling,
    /// They are two.
    Different,
}

/// How two names relate.
///
/// ```
/// use crosscheck::judge::names::{Naming, relation};
/// assert_eq!(relation("Ann Lee", "Lee"), Naming::Same);
/// assert_eq!(relation("Samir al-Jabouri", "Sameer Jabburi"), Naming::Spelling);
/// assert_eq!(relation("Ann Lee", "Ben Hill"), Naming::Different);
/// ```
#[must_use]
pub fn relation(a: &str, b: &str) -> Naming {
    let (in_a, in_b) = (words(a), words(b));
    if in_a.is_empty() || in_b.is_empty() {
        return Naming::Different;
    }
    if alike(&in_a, &in_b) || in_a.contains(&initials(b)) || in_b.contains(&initials(a)) {
        return Naming::Same;
    }
    let (plain_a, plain_b) = (plain(&in_a), plain(&in_b));
    if alike(&plain_a, &plain_b) {
        return Naming::Spelling;
    }
    let known = |one: &str, other: &str| {
        let (x, y) = (consonants(one), consonants(other));
        x.len() >= CONSONANTS && x == y && begin_alike(one, other)
    };
    let whole = |words: &[String]| words.concat();
    let (Some(last_a), Some(last_b)) = (plain_a.last(), plain_b.last()) else { return Naming::Different };
    let surnames = known(last_a, last_b)
        && (plain_a.len() == 1 || plain_b.len() == 1 || begin_alike(&plain_a[0], &plain_b[0]));
    if surnames || known(&whole(&plain_a), &whole(&plain_b)) { Naming::Spelling } else { Naming::Different }
}

/// Whether two names may be one, in whatever spelling.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    relation(a, b) != Naming::Different
}

fn alike(a: &[String], b: &[String]) -> bool {
    let holds = |all: &[String], some: &[String]| some.iter().all(|word| all.contains(word));
    !a.is_empty() && !b.is_empty() && (a.last() == b.last() || holds(a, b) || holds(b, a))
}

/// The words of a name in lower case, without articles and single letters.
fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 1 && !word.eq_ignore_ascii_case("the"))
        .map(str::to_lowercase)
        .collect()
}

/// The words in plain letters, without Arabic articles.
fn plain(words: &[String]) -> Vec<String> {
    words
        .iter()
        .map(|word| deunicode(word).to_lowercase())
        .filter(|word| !matches!(word.as_str(), "al" | "el") && !word.is_empty())
        .collect()
}

/// The consonants in order, doubled ones once, and letters that stand for one sound as one.
fn consonants(word: &str) -> String {
    let mut out = String::new();
    for letter in word.chars() {
        let sound = match letter {
            'q' | 'c' => 'k',
            'v' => 'w',
            'z' => 's',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | '\'' => continue,
            other => other,
        };
        if !out.ends_with(sound) {
            out.push(sound);
        }
    }
    out
}

/// Whether two words begin with the same sound; any vowel stands for any other.
fn begin_alike(a: &str, b: &str) -> bool {
    let first = |word: &str| {
        let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
        (vowel, if vowel { None } else { consonants(word).chars().next() })
    };
    first(a) == first(b)
}

/// The initials of the words with capitals, in lower case; empty where there are fewer than three.
fn initials(name: &str) -> String {
    let initials: String = name
        .split_whitespace()
        .filter_map(|word| word.chars().next().filter(|first| first.is_uppercase()))
        .flat_map(char::to_lowercase)
        .collect();
    if initials.chars().count() >= 3 { initials } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet_and_two_names_do_not() {
        for (a, b, expected) in [
            ("Beatriz Falcão", "Beatriz Falcao", Naming::Spelling),
            ("Abdulameer al-Shimmeri", "Abdul Amir Shimmari", Naming::Spelling),
            ("Volodymyr Zelenskyy", "Zelensky", Naming::Spelling),
            ("Jørgen Søby", "Jorgen Soby", Naming::Spelling),
            ("Ann Lee", "Ann Lee", Naming::Same),
            ("Andrea Marin", "Anton Moran", Naming::Different),
            ("Karl Anderson", "Piet Andersen", Naming::Different),
            ("World Health Organization", "WHO", Naming::Same),
            ("the mayor", "Ann Lee", Naming::Different),
        ] {
            assert_eq!((relation(a, b), relation(b, a)), (expected, expected), "{a} and {b}");
        }
    }
}
