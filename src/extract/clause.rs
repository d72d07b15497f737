//! The clause that a figure stands in, with its verbs and its subject.
//!
//! Boundaries are read from marks and conjunctions on tagged tokens: a comma or an "and" bounds the clause where a verb
//! stands between it and the figure. Where no boundary is sure, the clause is longer.
//!
//! Not here: what the figure counts (`counted`).

use super::counted::View;
use super::phrase::{self, NounPhrase};
use super::sentence::{Token, TokenKind};
use crate::rules::lexicon::Vocabulary;
use harper_brill::UPOS;
use std::ops::Range;

/// A clause: its tokens and its verbs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The sentence's first token; a subject may stand before the clause when the clause leaves it out.
    sentence_start: usize,
    /// The tokens that are verbs, in order.
    verbs: Vec<usize>,
}

/// Words that begin a clause where a verb follows.
const CONJUNCTIONS: &[&str] = &[
    "and", "but", "or", "while", "which", "who", "that", "as", "when", "where", "after", "before", "because",
    "although", "though", "if", "with", "whereas", "since", "whose",
];

/// The clause around a figure.
pub(super) fn around(view: View<'_>, sentence: Range<usize>, site: Range<usize>) -> Clause {
    let tokens = &view.text.tokens;
    let reporting = view.rules.lexicon(Vocabulary::Reporting);
    let mut start = sentence.start;
    let mut verb_between = false;
    let mut at = site.start;
    let mut depth = 0usize;
    while at > sentence.start {
        at -= 1;
        let token = &tokens[at];
        match token.lower.as_str() {
            ")" | "]" => depth += 1,
            "(" | "[" if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            "(" | "[" | ";" | ":" | "—" => {
                start = at + 1;
                break;
            }
            "–" | "-" if !token.glued => {
                start = at + 1;
                break;
            }
            "," if verb_between => {
                start = at + 1;
                break;
            }
            word if verb_between && token.kind == TokenKind::Word && CONJUNCTIONS.contains(&word) => {
                start = at + 1;
                break;
            }
            // "The bank said inflation would rise": what is said is a clause of its own.
            word if verb_between && token.tag == Some(UPOS::VERB) && reporting.word(word).is_some() => {
                start = at + 1;
                break;
            }
            _ => verb_between |= is_verb(view, at, sentence.end),
        }
    }
    let mut end = sentence.end;
    let mut at = site.end;
    while at < sentence.end {
        let token = &tokens[at];
        let word = token.lower.as_str();
        let stops =
            matches!(word, ";" | ":" | "—" | "," | ")" | "]") || (matches!(word, "–" | "-") && !token.glued);
        if word == "(" {
            // A figure in brackets right behind belongs to this one: "13% (3,844) of arrivals".
            match (at..sentence.end).take(8).find(|at| tokens[*at].lower == ")") {
                Some(close) => {
                    at = close + 1;
                    continue;
                }
                None => {
                    end = at;
                    break;
                }
            }
        }
        let begins_clause = token.kind == TokenKind::Word
            && CONJUNCTIONS.contains(&word)
            && (at + 1..sentence.end.min(at + 8))
                .take_while(|at| tokens[*at].kind != TokenKind::Mark)
                .any(|at| is_verb(view, at, sentence.end));
        if stops || begins_clause {
            end = at;
            break;
        }
        at += 1;
    }
    let end = end.max(site.end);
    let start = start.min(site.start);
    let verbs = (start..end).filter(|at| is_verb(view, *at, sentence.end)).collect();
    Clause { tokens: start..end, sentence_start: sentence.start, verbs }
}

/// Whether a token is a verb of its clause, and not a participle before its noun.
fn is_verb(view: View<'_>, at: usize, limit: usize) -> bool {
    let token = &view.text.tokens[at];
    match token.tag {
        Some(UPOS::AUX) => true,
        Some(UPOS::VERB) => {
            let participle = token.lower.ends_with("ed") || token.lower.ends_with("ing");
            let before_noun = view.text.tokens[..limit].get(at + 1).is_some_and(|next| {
                matches!(next.tag, Some(UPOS::NOUN | UPOS::PROPN)) && !view.taken[at + 1]
            });
            let after_subject = at > 0
                && matches!(
                    view.text.tokens[at - 1].tag,
                    Some(UPOS::NOUN | UPOS::PROPN | UPOS::PRON | UPOS::AUX | UPOS::ADV)
                );
            let gerund =
                token.lower.ends_with("ing") && at > 0 && view.text.tokens[at - 1].tag == Some(UPOS::ADP);
            !(gerund || participle && before_noun && !after_subject)
        }
        _ => false,
    }
}

impl Clause {
    /// The last verb before a token.
    pub(super) fn verb_before(&self, at: usize) -> Option<usize> {
        self.verbs.iter().rev().copied().find(|verb| *verb < at)
    }

    /// The first verb at or after a token.
    pub(super) fn verb_after(&self, at: usize) -> Option<usize> {
        self.verbs.iter().copied().find(|verb| *verb >= at)
    }

    /// The subject of the verb that governs a figure from the left; `None` where the figure is in the subject itself
    /// or the subject is a pronoun.
    pub(super) fn subject(&self, view: View<'_>, at: usize) -> Option<NounPhrase> {
        let tokens = &view.text.tokens;
        let mut verb = self.verb_before(at)?;
        // "has been put", "is projected to rise": the verb group begins with its first auxiliary.
        while let Some(before) = verb.checked_sub(1).filter(|at| *at >= self.tokens.start) {
            // "Spending will be": a gerund before an auxiliary is the subject.
            let gerund = tokens[before].lower.ends_with("ing") && tokens[verb].tag == Some(UPOS::AUX);
            let joins = matches!(tokens[before].tag, Some(UPOS::AUX | UPOS::VERB | UPOS::ADV | UPOS::PART))
                && !view.taken[before]
                && !gerund;
            if !joins {
                break;
            }
            verb = before;
        }
        let found = first_phrase(view, self.tokens.start, verb);
        if found.is_some() || verb > self.tokens.start {
            return found;
        }
        // "..., killing 10", "... and injured 80": the subject stands in the clause before.
        let earlier =
            (self.sentence_start..self.tokens.start).find(|at| is_verb(view, *at, self.tokens.end))?;
        first_phrase(view, self.sentence_start, earlier)
    }

    /// The phrase that a figure is said of by a preposition before it: "put **the price of rebuilding** at $5.5bn",
    /// "with **a population** of 120,000".
    pub(super) fn object_before(&self, view: View<'_>, at: usize) -> Option<NounPhrase> {
        let tokens = &view.text.tokens;
        let preposition = at.checked_sub(1).filter(|at| *at >= self.tokens.start)?;
        match tokens[preposition].lower.as_str() {
            "of" => phrase::left(view, self.tokens.start, preposition),
            "at" | "to" | "from" | "by" | "as" => {
                let verb = self.verb_before(preposition)?;
                let phrase = phrase::right(view, verb + 1, preposition)?;
                (phrase.tokens.start < preposition).then_some(phrase)
            }
            _ => None,
        }
    }

    /// The nearest word for a state of persons ("killed", "missing") in the clause, after the figure first.
    pub(super) fn state(&self, view: View<'_>, start: usize, end: usize) -> Option<usize> {
        let states = view.rules.lexicon(Vocabulary::States);
        let is_state = |at: &usize| states.word(&view.text.tokens[*at].lower).is_some() && !view.taken[*at];
        (end..self.tokens.end)
            .take(10)
            .find(is_state)
            .or_else(|| (self.tokens.start..start).rev().take(6).find(is_state))
    }
}

/// The first noun phrase of some tokens that no preposition governs.
fn first_phrase(view: View<'_>, start: usize, end: usize) -> Option<NounPhrase> {
    let tokens: &[Token] = &view.text.tokens;
    let mut at = start;
    while at < end {
        let token = &tokens[at];
        if token.tag == Some(UPOS::PRON)
            && matches!(token.lower.as_str(), "it" | "they" | "he" | "she" | "that" | "this" | "we" | "i")
        {
            return None;
        }
        if token.tag == Some(UPOS::ADP) && token.kind == TokenKind::Word {
            // "In Kula the maps put ...": what a preposition governs is no subject.
            let next = phrase::skip_fillers(view, at + 1, end);
            at = match phrase::right(view, next, end) {
                Some(phrase) => phrase.core_end.max(at + 1),
                None => at + 1,
            };
            continue;
        }
        if let Some(phrase) = phrase::right(view, at, end) {
            return Some(phrase);
        }
        at += 1;
    }
    None
}
