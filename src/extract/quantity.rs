//! Quantities (read by the numeral grammar).

use super::{Reason, SetAside, sentence::Text};
use crate::claim::Quantity;
use crate::document::{Document, Furniture};
use crate::rules::RuleSet;
use crate::text::Span;
use std::ops::Range;

/// A quantity where it stands.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its tokens, with sign, magnitude and unit words, without its hedge.
    pub tokens: Range<usize>,
    /// The words that a person would underline.
    pub core: Span,
    /// The tokens of its hedge; empty where it has none.
    pub hedge_tokens: Range<usize>,
    /// Amount, hedge and unit.
    pub quantity: Quantity,
    /// Where a counted noun phrase may begin.
    pub noun_follows_at: usize,
    /// Whether it stands in brackets right after another.
    pub bracketed: bool,
    /// For "the same amount", the mention that it means.
    pub same_amount_as: Option<usize>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Quantities, in reading order.
    pub mentions: Vec<Mention>,
    /// Numbers that are none.
    pub set_aside: Vec<SetAside>,
    /// Numbers seen.
    pub numbers: u32,
}

/// Finds quantities.
#[must_use]
pub fn find(
    _document: &Document,
    _text: &Text,
    _taken: &[(Range<usize>, Reason)],
    _furniture: &[Option<Furniture>],
    _rules: &RuleSet,
) -> Found {
    Found::default()
}
