//! In how many articles each number and each word occurs.
//!
//! Furniture is not counted. A number is its digits without thousands separators; a word is a run of letters in lower case.
//!
//! Not here: how counts become bits (`crosscheck::link::rarity`).

use crosscheck::document::{BlockKind, Document};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Counts over some articles.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    documents: u32,
    values: BTreeMap<String, u32>,
    words: BTreeMap<String, u32>,
}

impl Counts {
    /// Counts one more article.
    pub(crate) fn add(&mut self, document: &Document) {
        let (mut values, mut words) = (BTreeSet::new(), BTreeSet::new());
        for block in document.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Furniture(_))) {
            let text = document.prose.slice(block.span);
            values.extend(numbers(text));
            let runs = text.split(|letter: char| !letter.is_alphabetic());
            words.extend(runs.filter(|run| !run.is_empty()).map(str::to_lowercase));
        }
        self.documents += 1;
        values.into_iter().for_each(|value| *self.values.entry(value).or_default() += 1);
        words.into_iter().for_each(|word| *self.words.entry(word).or_default() += 1);
    }

    /// How many articles were counted.
    pub(crate) fn documents(&self) -> u32 {
        self.documents
    }

    /// The numbers that are in so many articles at least, the most frequent first.
    pub(crate) fn values(&self, bar: u32) -> String {
        let what = "a number in digits occurs, thousands separators removed; numbers";
        table(what, self.documents, &self.values, bar)
    }

    /// The words that are in so many articles at least, the most frequent first.
    pub(crate) fn words(&self, bar: u32) -> String {
        table("a word occurs, in lower case; words", self.documents, &self.words, bar)
    }
}

fn table(what: &str, documents: u32, counts: &BTreeMap<String, u32>, bar: u32) -> String {
    let mut kept: Vec<(&String, u32)> =
        counts.iter().map(|(key, count)| (key, *count)).filter(|(_, count)| *count >= bar).collect();
    // Of those as frequent as each other, in the order of their letters, so that the same articles give the same bytes.
    kept.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut out = format!(
        "# In how many of {documents} articles {what} in at least {bar} articles. Counts only, no text.\n"
    );
    let _ = writeln!(out, "# documents\t{documents}");
    for (key, count) in kept {
        let _ = writeln!(out, "{key}\t{count}");
    }
    out
}

/// The numbers in digits of a text: "1,234.5" is "1234.5"; a point or comma that no digit follows ends one.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let goes_on = letters.peek().is_some_and(char::is_ascii_digit);
        match letter {
            '0'..='9' => number.push(letter),
            ',' if goes_on && !number.is_empty() && !number.contains('.') => {}
            '.' if goes_on && !number.is_empty() && !number.contains('.') => number.push('.'),
            _ if !number.is_empty() => numbers.push(std::mem::take(&mut number)),
            _ => {}
        }
    }
    if !number.is_empty() {
        numbers.push(number);
    }
    numbers
}
