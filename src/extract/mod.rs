//! The extract stage: what one document states.
//!
//! `(&Document, &RuleSet)` → [`Reading`]. It cannot fail: what is not understood is counted and set aside with its
//! reason, not an error.
//!
//! The order inside: [`sentence`] splits the prose; [`period`] finds words that name time, so that no year is taken for
//! a figure; [`numeral`] reads numbers and [`quantity`] makes quantities of them; [`counted`] finds what each counts
//! and the rest of its frame; [`quotation`] finds quotations and [`speaker`] who is credited.
//!
//! Not here: anything about a second document.

mod clause;
pub mod counted;
pub mod furniture;
pub mod marks;
pub mod numeral;
pub mod period;
pub mod person;
mod phrase;
pub mod quantity;
pub mod quotation;
pub mod sentence;
pub mod speaker;

use crate::claim::Claim;
use crate::document::Document;
use crate::rules::RuleSet;
use crate::text::Span;
use smol_str::SmolStr;

/// What was read from one document.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its sentences, in reading order.
    pub sentences: Vec<SentenceStems>,
    /// Its claims, in reading order of their mentions.
    pub claims: Vec<Claim>,
    /// Numbers that are no claims, in reading order.
    pub set_aside: Vec<SetAside>,
    /// How many numbers were seen, in digits and in words.
    pub numbers: u32,
}

/// A sentence and the stems of its content words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceStems {
    /// Where it stands.
    pub span: Span,
    /// The index of its block.
    pub block: u32,
    /// Stems of its content words with their places, in reading order.
    pub stems: Vec<(u32, SmolStr)>,
}

/// A number that is no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The number as printed.
    pub span: Span,
    /// Why it is none.
    pub reason: Reason,
}

/// Why a number is not a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Part of the words that name a period or a date.
    Period,
    /// A time of day.
    ClockTime,
    /// A telephone number.
    Telephone,
    /// An id, a code, a reference, a web or postal address.
    Identifier,
    /// Part of the name of a road, a vehicle, a product, a law, a body.
    Name,
    /// Page furniture: promotion, caption, credits, navigation.
    Furniture,
    /// A section, page, list or footnote number.
    Section,
    /// "One" as a pronoun, "second" as a rank, and other words that only look like numbers.
    NotANumber,
    /// Understood as a number, but nothing says of what.
    Bare,
}

impl Reason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::Period,
        Self::ClockTime,
        Self::Telephone,
        Self::Identifier,
        Self::Name,
        Self::Furniture,
        Self::Section,
        Self::NotANumber,
        Self::Bare,
    ];

    /// The reason in a few words, for reports.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Period => "part of a date or period",
            Self::ClockTime => "a time of day",
            Self::Telephone => "a telephone number",
            Self::Identifier => "an id, code or address",
            Self::Name => "part of a name",
            Self::Furniture => "page furniture",
            Self::Section => "a section or page number",
            Self::NotANumber => "a number word that counts nothing",
            Self::Bare => "a number of nothing that is named",
        }
    }
}

/// Reads a document.
#[must_use]
pub fn read(document: &Document, rules: &RuleSet) -> Reading {
    let text = sentence::split(document, rules);
    let sentences = text
        .sentences
        .iter()
        .map(|sentence| SentenceStems {
            span: sentence.span,
            block: sentence.block,
            stems: sentence::content_stems(&text.tokens[sentence.tokens.clone()], rules),
        })
        .collect();
    Reading { sentences, ..Reading::default() }
}
