//! Names as they are printed: runs of capitalised words with the particles, initials and hyphens that belong to them.
//!
//! A token of a text → the tokens of the name that it belongs to, or `None`. It cannot fail. A word that begins a
//! sentence is taken for one of a name unless the document writes it without a capital elsewhere.
//!
//! Not here: whether a name is a person's, a body's or a place's (`office`, `person`).

use super::function_word::{PARTICLES, is_never_name};
use super::marks;
use super::person::in_running_text;
use super::sentence::{Text, TokenKind};
use crate::document::Document;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use std::ops::Range;

/// Which words of a document may belong to names.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// For each token, whether it may be a word of a name: it has a capital that it does not owe to beginning a sentence.
    words: Vec<bool>,
}

impl Names {
    /// Learns the words of a document.
    pub(super) fn new(text: &Text, document: &Document) -> Self {
        let mut words = vec![false; text.tokens.len()];
        // Words that begin a sentence or a quotation: common ones if the document writes them without a capital.
        let mut openers = Vec::new();
        for sentence in &text.sentences {
            let mut first = true;
            for at in sentence.tokens.clone() {
                let token = &text.tokens[at];
                if token.kind != TokenKind::Word {
                    first &= token.kind == TokenKind::Mark;
                    continue;
                }
                if token.capital && !token.lower.starts_with('\'') && !is_never_name(&token.lower) {
                    let opened = at > 0 && text.tokens[at - 1].lower.chars().all(marks::is_mark);
                    if (first || opened) && !follows_as_name(text, at) {
                        openers.push(at);
                    } else {
                        words[at] = true;
                    }
                }
                first = false;
            }
        }
        let common = common_words(text, document, &openers);
        for at in openers {
            words[at] = !common.contains(text.tokens[at].lower.as_str());
        }
        Self { words }
    }

    /// The range of tokens of a name that begins at or holds a token, titles before it included.
    pub(super) fn at(&self, text: &Text, token: usize, limit: Range<usize>) -> Option<Range<usize>> {
        let mut start = token;
        while start > limit.start && self.words[start - 1] && self.words[start] {
            start -= 1;
        }
        let run = self.run_from(text, start, limit.end)?;
        run.contains(&token).then_some(run)
    }

    /// The longest name that begins at a token: capitalised words with particles, hyphens and initials between.
    pub(super) fn run_from(&self, text: &Text, start: usize, limit: usize) -> Option<Range<usize>> {
        if !self.words[start] {
            return None;
        }
        let mut end = start + 1;
        while end < limit {
            let token = &text.tokens[end];
            if self.words[end] {
                end += 1;
                continue;
            }
            let initial = token.lower == "." && token.glued && text.tokens[end - 1].span.len() <= 2;
            let hyphen = token.lower == "-" && token.glued;
            if (initial || hyphen)
                && end + 1 < limit
                && (self.words[end + 1] || (hyphen && text.tokens[end + 1].kind == TokenKind::Word))
                && (!hyphen || text.tokens[end + 1].glued)
            {
                end += 2;
                continue;
            }
            // Danny "The Dentist" Malloy.
            if let Some(behind) = nickname(text, end, limit).filter(|behind| self.words[*behind]) {
                end = behind + 1;
                continue;
            }
            // "Ursula von der Leyen", "Bashar al-Assad".
            let particles = text.tokens[end..limit]
                .iter()
                .take(3)
                .take_while(|token| PARTICLES.contains(&token.lower.as_str()) || token.lower == "-")
                .count();
            if particles > 0
                && PARTICLES.contains(&token.lower.as_str())
                && end + particles < limit
                && self.words[end + particles]
            {
                end += particles + 1;
                continue;
            }
            break;
        }
        Some(start..end)
    }
}

/// The token behind a nickname of at most three words in quotation marks that begins at a token.
fn nickname(text: &Text, at: usize, limit: usize) -> Option<usize> {
    let is_mark = |at: usize| text.tokens[at].lower.chars().all(marks::is_mark);
    if !is_mark(at) {
        return None;
    }
    let closing = (at + 1..limit.min(at + 5)).find(|next| is_mark(*next))?;
    let capitals = text.tokens[at + 1..closing].iter().all(|token| token.capital);
    (capitals && closing > at + 1 && closing + 1 < limit).then_some(closing + 1)
}

/// Whether a word with a capital at the start of a sentence is followed by another, or by a verb, as names are.
fn follows_as_name(text: &Text, at: usize) -> bool {
    text.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Word && next.capital)
}

/// The words of `tokens` that running text writes in lower case somewhere.
fn common_words<'t>(text: &'t Text, document: &Document, tokens: &[usize]) -> FxHashSet<&'t str> {
    let openers: FxHashSet<&str> = tokens.iter().map(|at| text.tokens[*at].lower.as_str()).collect();
    // By length and first byte most words are none of them, which is told faster than by a set.
    let mut lengths = [0_u64; 256];
    let form = |word: &str| (usize::from(word.bytes().next().unwrap_or(0)), 1_u64 << (word.len() % 64));
    for at in tokens {
        let (first, length) = form(&text.tokens[*at].lower);
        lengths[first] |= length;
    }
    text.sentences
        .iter()
        .filter(|sentence| in_running_text(document, sentence.block))
        .flat_map(|sentence| &text.tokens[sentence.tokens.clone()])
        .filter(|token| token.kind == TokenKind::Word && !token.capital)
        .map(|token| token.lower.as_str())
        .filter(|word| {
            let (first, length) = form(word);
            lengths[first] & length != 0 && openers.contains(word)
        })
        .collect()
}

/// Words in lower case, with the full stops and the nicknames inside names left out.
pub(super) fn lower_words(text: &Text, range: Range<usize>) -> Vec<SmolStr> {
    let mut quoted = false;
    text.tokens[range]
        .iter()
        .filter(|token| {
            let mark = token.lower.chars().all(marks::is_mark);
            quoted ^= mark;
            token.lower != "." && !mark && !quoted
        })
        .map(|token| token.lower.clone())
        .collect()
}
