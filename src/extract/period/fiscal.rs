//! Whose financial years a sentence speaks of, and the quarters of such years.
//!
//! A sentence → the first month of its financial years. The place that stands nearest in the sentence decides, else the one
//! that was named last before it, if its entry in the rules says when its financial years begin; else what the project says.
//!
//! Not here: the months themselves ([`crate::rules::fiscal`]).

use super::grammar::{Grammar, Parsed};
use super::resolve::Node;
use super::words::{Word, Words};
use crate::document::Document;
use crate::extract::sentence::Text;
use crate::rules::RuleSet;
use std::ops::Range;

/// So many tokens before a sentence, about a paragraph, are looked through for a place: what was named further above is
/// seldom meant.
const REACH: usize = 60;

/// The first month, 1 to 12, of the financial years that a sentence speaks of.
pub(super) fn start(document: &Document, text: &Text, words: &Words<'_>, rules: &RuleSet) -> i8 {
    let fiscal = rules.fiscal();
    let Some(at) = words.range.clone().find(|at| is_fiscal(words, *at)) else { return fiscal.default };
    let range = words.range.clone();
    let within = |tokens: Range<usize>| {
        tokens.filter_map(|at| start_of_place(document, text, at, rules).map(|month| (at, month)))
    };
    // A sentence that runs on for pages names its places far from its figures, so no more is looked through.
    let near = within(at.saturating_sub(REACH).max(range.start)..range.end.min(at + REACH));
    near.min_by_key(|(place, _)| place.abs_diff(at))
        .or_else(|| within(range.start.saturating_sub(REACH)..range.start).next_back())
        .map_or(fiscal.default, |(_, month)| month)
}

/// Whether words such as "fiscal", "FY24" or "2023-24" stand at a token.
fn is_fiscal(words: &Words<'_>, at: usize) -> bool {
    matches!(words.word(at), Some(Word::YearKind(_)))
        || words.is(at, "fy")
        || (words.is_number(at) && words.is_number(at + 2) && words.glued(at + 1) && words.glued(at + 2))
}

/// The first month of the financial years of the place that a token begins.
fn start_of_place(document: &Document, text: &Text, at: usize, rules: &RuleSet) -> Option<i8> {
    let printed = |step: usize| text.tokens.get(at + step).map(|token| document.prose.slice(token.span));
    let (place, _) = text.tokens[at].capital.then(|| rules.places().longest(printed)).flatten()?;
    rules.fiscal().of(&place.name, rules.places())
}

impl Grammar<'_, '_> {
    /// A quarter or a half with the financial year behind it that it is of: "(Q3) FY24", "(the first half) of its 2024 fiscal
    /// year", "(the second quarter) of fiscal 2024".
    pub(super) fn fiscal_part(&self, end: usize, length: i32, number: i32) -> Parsed {
        let w = self.words;
        let mut next = end;
        while matches!(w.lower(next), "of" | "in" | "," | "its" | "their" | "the" | "his" | "her")
            && next < end + 3
        {
            next += 1;
        }
        let (of, after) = self.fiscal(next)?;
        let (length, number) = (i8::try_from(length).ok()?, i8::try_from(number).ok()?);
        (number <= 12 / length).then(|| (Node::Quarter { length, number, of: Box::new(of) }, after))
    }
}
