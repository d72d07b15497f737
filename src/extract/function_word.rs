//! The closed word classes of English that the extract stage looks at, each by what it does there.
//!
//! Grammar and not knowledge: no topic, place or trade adds to them. Words that a fact-checker may want to add to stand
//! in the lexicons of `rules/`.

use crate::period::{month_named, weekday_named};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Whether a word names a day of the week in full.
pub(super) fn is_weekday(word: &str) -> bool {
    word.ends_with("day") && weekday_named(word).is_some()
}

/// Whether a word ends a noun phrase to the left.
pub(super) fn ends_phrase(word: &str) -> bool {
    STOPS.contains(&word) || is_weekday(word)
}

/// Whether a word may stand between a subject and its verb: an adverb, an auxiliary, a day.
pub(super) fn stands_before_verb(word: &str) -> bool {
    BETWEEN.contains(&word) || word.ends_with("ly") || is_weekday(word)
}

/// Whether a word with a capital is never part of a name: it begins a sentence, or names a day or a month.
pub(super) fn is_never_name(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NEVER_NAMES.iter().copied().collect());
    WORDS.contains(word)
        || is_weekday(word)
        || (word.len() > 3 && word != "sept" && month_named(word).is_some())
}

/// Whether a word is an article or another determiner that begins a noun phrase.
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "its"
            | "his"
            | "her"
            | "their"
            | "our"
            | "this"
            | "that"
            | "these"
            | "those"
            | "one"
            | "two"
            | "three"
            | "another"
            | "some"
            | "many"
            | "several"
            | "most"
            | "each"
            | "every"
            | "no"
            | "any"
            | "both"
    )
}

/// Whether a word is a pronoun that may be a subject of speech.
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "we" | "i" | "you" | "who")
}

/// Verbs of speech that are followed by who is spoken to, not by who speaks.
pub(super) const TAKES_HEARER: &[&str] = &[
    "told",
    "tells",
    "tell",
    "asked",
    "asks",
    "urged",
    "urges",
    "warned",
    "reminded",
    "quoted",
    "cautioned",
    "described",
    "describes",
];

/// Prepositions that hang a phrase on a noun.
pub(super) const PREPOSITIONS: &[&str] = &[
    "of", "for", "in", "at", "from", "with", "to", "by", "on", "near", "outside", "inside", "behind",
    "under", "across", "about", "into",
];

/// Words that end a noun phrase to the left.
const STOPS: &[&str] = &[
    "and",
    "but",
    "as",
    "while",
    "that",
    "which",
    "who",
    "whom",
    "whose",
    "when",
    "where",
    "because",
    "if",
    "after",
    "before",
    "since",
    "although",
    "though",
    "so",
    "than",
    "whether",
    "or",
    "nor",
    "until",
    "once",
    "what",
    "how",
    "why",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "will",
    "would",
    "could",
    "should",
    "may",
    "might",
    "can",
    "did",
    "does",
    "do",
    "not",
    "then",
    "also",
    "yesterday",
    "today",
    "tonight",
    "earlier",
    "later",
    "meanwhile",
    "however",
    "week",
    "month",
    "year",
    "now",
    "there",
    "here",
    "said",
    "says",
    "told",
    "despite",
    "during",
];

/// Particles inside names.
pub(super) const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "dos", "das", "van", "von", "der", "den", "bin", "bint", "ibn", "al",
    "el", "ter", "ten", "du", "y", "abu",
];

/// Words with a capital that begin sentences and are never part of a name.
const NEVER_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "you",
    "but",
    "and",
    "or",
    "nor",
    "in",
    "on",
    "at",
    "by",
    "of",
    "for",
    "from",
    "with",
    "to",
    "as",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "however",
    "meanwhile",
    "its",
    "his",
    "her",
    "their",
    "our",
    "my",
    "your",
    "if",
    "when",
    "while",
    "after",
    "before",
    "since",
    "because",
    "although",
    "though",
    "so",
    "no",
    "not",
    "yes",
    "what",
    "who",
    "how",
    "why",
    "where",
    "which",
    "one",
    "two",
    "three",
    "four",
    "some",
    "many",
    "most",
    "more",
    "all",
    "both",
    "each",
    "every",
    "another",
    "other",
    "others",
    "then",
    "now",
    "also",
    "still",
    "yet",
    "just",
    "only",
    "even",
    "about",
    "over",
    "under",
    "during",
    "despite",
    "according",
    "asked",
    "speaking",
    "earlier",
    "later",
    "last",
    "next",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "could",
    "should",
    "can",
    "nearly",
    "almost",
    "around",
    "such",
    "like",
    "unlike",
    "among",
    "between",
    "amid",
    "against",
    "until",
    "once",
    "today",
    "yesterday",
    "tonight",
    "opening",
    "following",
    "responding",
    "writing",
    "added",
    "said",
    "out",
    "up",
    "into",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "several",
    "him",
    "them",
    "us",
    "me",
    "let",
    "it's",
    "i'm",
    "we're",
    "they're",
    "he's",
    "she's",
    "that's",
    "there's",
    "don't",
    "can't",
    "i've",
    "we've",
    "you've",
    "instead",
    "perhaps",
    "maybe",
    "finally",
];

/// Adverbs and auxiliaries between a subject and its verb.
const BETWEEN: &[&str] = &[
    "also",
    "has",
    "have",
    "had",
    "later",
    "previously",
    "then",
    "once",
    "earlier",
    "again",
    "now",
    "still",
    "would",
    "will",
    "today",
    "yesterday",
    "even",
    "there",
    "here",
    "only",
    "just",
    "since",
    "too",
    "famously",
    "merely",
    "both",
    "all",
    "simply",
    "reportedly",
    "himself",
    "herself",
    "did",
    "do",
    "does",
    "since",
    "long",
    "instead",
    "often",
    "however",
    "already",
    "further",
];

/// Forms of "be", after which a verb of speech is passive.
pub(super) const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "get", "got"];
