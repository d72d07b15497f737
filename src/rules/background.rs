//! In how many news articles at large a word occurs.
//!
//! `rules/background/words.tsv` → counts. They serve wherever a folder of two articles is too small to say what is
//! common.
//!
//! Not here: what a word weighs for linking, and how rare numbers are (`link::rarity`).

static WORDS: &str = include_str!("../../rules/background/words.tsv");

/// A word in fewer articles than the table lists is taken to be in so many.
pub(crate) const UNLISTED_WORD: f64 = 10.0;

/// How many articles the words were counted over.
pub(crate) fn articles() -> f64 {
    rows().find(|row| row.0.starts_with('#')).map_or(1.0, |row| row.1)
}

/// Each listed word, in lower case, with the number of articles that have it.
pub(crate) fn words() -> impl Iterator<Item = (&'static str, f64)> {
    rows().filter(|row| !row.0.starts_with('#'))
}

fn rows() -> impl Iterator<Item = (&'static str, f64)> {
    WORDS.lines().filter_map(|line| {
        let (word, count) = line.split_once('\t')?;
        Some((word, count.trim().parse().unwrap_or(1.0)))
    })
}
