//! A sentence as the readers of numbers see it: tokens by place, never beyond its ends.
//!
//! Not here: what the words mean.

use super::sentence::{Text, Token, TokenKind};
use crate::rules::RuleSet;
use crate::rules::lexicon::{Lexicon, Vocabulary};

/// A sentence with what is needed to read numbers in it.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    /// The document's sentences and tokens.
    pub(crate) text: &'a Text,
    /// The document's prose.
    pub(crate) prose: &'a str,
    /// Words, units, currencies.
    pub(crate) rules: &'a RuleSet,
    /// First token of the sentence.
    pub(crate) start: usize,
    /// The token after the last.
    pub(crate) end: usize,
}

impl<'a> Line<'a> {
    /// The token at a place of this sentence.
    pub(crate) fn token(&self, at: usize) -> Option<&'a Token> {
        (self.start..self.end).contains(&at).then(|| &self.text.tokens[at])
    }

    /// The token before a place, in this sentence.
    pub(crate) fn before(&self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).and_then(|i| self.token(i))
    }

    /// The lower-case word or mark at a place; empty outside the sentence.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| token.lower.as_str())
    }

    /// The word before a place; empty at the start.
    pub(crate) fn word_before(&self, at: usize) -> &'a str {
        self.before(at).map_or("", |token| token.lower.as_str())
    }

    /// Whether a token follows the one before it without a space.
    pub(crate) fn glued(&self, at: usize) -> bool {
        at > self.start && self.token(at).is_some_and(|token| token.glued)
    }

    /// Whether a place holds one of some kind.
    pub(crate) fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.token(at).is_some_and(|token| token.kind == kind)
    }

    /// A hyphen (or a dash used as one) that joins the words at both sides.
    pub(crate) fn joining_hyphen(&self, at: usize) -> bool {
        is_dash(self.word(at)) && self.glued(at) && self.glued(at + 1)
    }

    /// A word list.
    pub(crate) fn lexicon(&self, vocabulary: Vocabulary) -> &'a Lexicon {
        self.rules.lexicon(vocabulary)
    }

    /// What the word at a place means by itself in a word list.
    pub(crate) fn means(&self, vocabulary: Vocabulary, at: usize) -> Option<&'a str> {
        self.token(at)?.means(self.lexicon(vocabulary))
    }

    /// The longest phrase of a word list that begins at a place: its length in tokens and its meaning.
    pub(crate) fn phrase(&self, vocabulary: Vocabulary, at: usize) -> Option<(usize, &'a str)> {
        let found = self.text.phrase_at(self.lexicon(vocabulary), at, self.end)?;
        Some((found.words, found.means))
    }

    /// The longest phrase of a word list that ends right before a place and begins at `floor` or later.
    pub(crate) fn phrase_ending(
        &self,
        vocabulary: Vocabulary,
        end: usize,
        floor: usize,
    ) -> Option<(usize, &'a str)> {
        /// The longest phrase of a word list that is tried, in tokens.
        const LONGEST: usize = 6;
        let lexicon = self.lexicon(vocabulary);
        (end.saturating_sub(LONGEST).max(floor)..end).find_map(|start| {
            let found = self.text.phrase_at(lexicon, start, end)?;
            (found.words == end - start).then_some((start, found.means))
        })
    }
}

/// Whether a mark is a hyphen, a minus or a dash.
pub(crate) fn is_dash(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "—" | "−" | "‑" | "‐" | "‒")
}

/// Whether a word looks like a plural noun.
pub(crate) fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "police" | "cattle")
        || (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us"))
}
