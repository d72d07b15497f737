//! Words beside a number that make a bound of it, where their place or their neighbour decides.
//!
//! Not here: which words they are (`rules/lexicon/hedges.toml`, `hedges-after.toml`).

use super::line::Line;
use super::sentence::TokenKind;
use crate::claim::{Hedge, UnitKind};
use crate::rules::lexicon::Vocabulary;
use std::ops::Range;

/// Whether "over" before a length of time means longer than it ("lasted over two hours") and not in the course of it.
pub(super) fn is_longer_than(line: Line<'_>, over: usize, unit: &UnitKind) -> bool {
    let UnitKind::Measure(id) = unit else { return true };
    line.rules.units().get(id).is_none_or(|unit| unit.family != "time")
        || over == line.start
        || matches!(
            line.word_before(over),
            "for"
                | "of"
                | "is"
                | "was"
                | "be"
                | "been"
                | "lasted"
                | "lasting"
                | "took"
                | "waited"
                | "aged"
                | "well"
                | "little"
                | "in"
                | "after"
                | "just"
        )
}

/// A hedge behind a number, or behind the one or two words that it counts ("50 people or more").
pub(super) fn hedge_after(line: Line<'_>, end: usize) -> Option<(Range<usize>, Hedge)> {
    (end..end + 3).take_while(|at| *at == end || line.is(at - 1, TokenKind::Word)).find_map(|at| {
        let (words, means) = line.phrase(Vocabulary::HedgesAfter, at)?;
        let closed = line.token(at + words).is_none_or(|t| t.kind == TokenKind::Mark);
        let first = line.word(at);
        // "50, at least 20 of them": a hedge that may stand before a number needs an end behind it.
        let two_sided = !matches!(first, "or" | "and" | "plus" | "+" | "-");
        let counted = matches!(first, "and" | "or") && line.is(at + words, TokenKind::Number);
        if two_sided && !closed || counted || at > end && !matches!(first, "or" | "at") {
            return None;
        }
        Some((at..at + words, Hedge::from_name(means)?))
    })
}
