//! Whether a quotation is a translation, and by which words its article says so.
//!
//! The tokens around a quotation that stand outside quotation marks → the span of "in Arabic", "through an interpreter",
//! or `None`. It cannot fail.
//!
//! Not here: what a difference between two translations means (`judge::quotation`, `rules/verdicts/quotations.toml`).

use super::function_word::PREPOSITIONS;
use super::person::People;
use super::sentence::{Text, TokenKind};
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use crate::text::Span;
use std::ops::Range;

/// The words among some tokens that say that what is quoted there was said in another language.
///
/// `spoken` says whether a verb of speech stands among them; a language alone needs one.
pub(super) fn translated(
    text: &Text,
    people: &People,
    tokens: Range<usize>,
    spoken: bool,
    rules: &RuleSet,
) -> Option<Span> {
    let lexicon = rules.lexicon(Vocabulary::Translations);
    tokens.clone().find_map(|at| {
        if people.is_quoted(at) {
            return None;
        }
        if let Some(found) = text.phrase_at(lexicon, at, tokens.end)
            && found.means == "translated"
        {
            return Some(text.span_of(at..at + found.words));
        }
        if !spoken || text.tokens[at].lower != "in" {
            return None;
        }
        // "In Arabic", "in fluent French", "in her native Portuguese".
        let language = (at + 1..tokens.end.min(at + 4)).find(|next| {
            text.phrase_at(lexicon, *next, tokens.end).is_some_and(|found| found.means == "language")
        })?;
        let end = language + text.phrase_at(lexicon, language, tokens.end).map_or(1, |found| found.words);
        let plain = (at + 1..language)
            .all(|between| text.tokens[between].kind == TokenKind::Word && !text.tokens[between].capital);
        // "In Turkish waters", "in French politics": the word narrows a noun.
        let closed = text.tokens.get(end).filter(|_| end < tokens.end).is_none_or(|next| {
            next.kind == TokenKind::Mark
                || PREPOSITIONS.contains(&next.lower.as_str())
                || next.lower.ends_with("day")
                || matches!(
                    next.lower.as_str(),
                    "and"
                        | "but"
                        | "that"
                        | "as"
                        | "after"
                        | "before"
                        | "when"
                        | "while"
                        | "last"
                        | "this"
                        | "outside"
                        | "later"
                        | "through"
                        | "via"
                )
        });
        (plain && closed).then(|| text.span_of(at..end))
    })
}
