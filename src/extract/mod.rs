//! The extract stage: what one document states.
//!
//! `(&Document, &RuleSet)` → [`Reading`]. It cannot fail: what is not understood is counted and set aside with its
//! reason, not an error.
//!
//! The order inside: [`sentence`] splits the prose, and `tagger` gives its words their parts of speech where they are asked
//! for; [`period`] finds words that name time, so that no year is taken for
//! a figure; [`numeral`] reads numbers and [`quantity`] makes quantities of them; [`frame`] finds what each counts
//! and how it is stated; [`quotation`] finds quotations and [`speaker`] who is credited.
//!
//! Not here: anything about a second document.

mod aspect;
mod cardinal;
mod clause;
mod compound;
mod counted;
mod cue;
mod distance;
mod elided;
pub mod frame;
mod function_word;
pub mod furniture;
mod gapping;
mod hedge;
mod implied;
mod line;
mod magnitude;
pub mod marks;
mod name;
pub mod numeral;
mod office;
mod part;
pub mod period;
pub mod person;
mod phrase;
pub mod quantity;
pub mod quotation;
mod range;
mod rank;
mod rate;
pub mod sentence;
mod set_aside;
mod source;
pub mod speaker;
mod table;
mod tagger;
mod translation;
mod unit;
mod vague;

use crate::claim::{Claim, Measured, Portion, Statement, UnitKind};
use crate::document::Document;
use crate::rules::RuleSet;
use crate::text::Span;
use frame::{Site, View};
use period::TimeMention;
use quantity::Mention;
use sentence::Text;
use smol_str::SmolStr;
use speaker::People;
use std::ops::Range;

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

/// Reads a document. One in another language than English gives no claims: its words would be misread.
#[must_use]
pub fn read(document: &Document, rules: &RuleSet) -> Reading {
    let mut text = sentence::split(document, rules);
    let furniture = furniture::furniture(document, &text, rules);
    let times = period::find(document, &text, rules);
    let taken: Vec<(Range<usize>, Reason)> = times
        .iter()
        .map(|time| {
            let reason =
                if time.kind == period::TimeKind::Clock { Reason::ClockTime } else { Reason::Period };
            (time.tokens.clone(), reason)
        })
        .collect();
    let found = quantity::find(document, &text, &taken, &furniture, rules);
    let foreign = document.language.is_some_and(|language| language != "en");
    let mut claims = Vec::new();
    if !foreign {
        tag_sentences(&mut text, &found.mentions, rules);
        let people = speaker::People::find(document, &text, rules);
        claims = figures(document, &text, &times, &found.mentions, &people, rules);
        let figures = claims.len();
        claims.extend(quotation::find(document, &text, &people, &furniture, rules));
        claims.extend(period::dates(document, &text, &times, rules).into_iter().filter(|date| {
            let block = text.sentences[date.sentence as usize].block as usize;
            furniture[block].is_none()
        }));
        in_reading_order(&mut claims, figures);
    }
    Reading {
        sentences: text
            .sentences
            .iter()
            .map(|sentence| SentenceStems {
                span: sentence.span,
                block: sentence.block,
                stems: sentence::content_stems(&text.tokens[sentence.tokens.clone()], rules),
            })
            .collect(),
        claims,
        set_aside: found.set_aside,
        numbers: found.numbers,
    }
}

/// Gives parts of speech to the sentences that hold figures, and to those before them, for their pronouns.
fn tag_sentences(text: &mut Text, mentions: &[Mention], rules: &RuleSet) {
    let mut last = None;
    for mention in mentions {
        let sentence = text.sentence_of(mention.tokens.start);
        if last == Some(sentence) {
            continue;
        }
        if sentence > 0 && last != Some(sentence - 1) {
            text.tag(sentence - 1, rules);
        }
        text.tag(sentence, rules);
        last = Some(sentence);
    }
}

/// Figures with their frames, in the order of their mentions.
fn figures(
    document: &Document,
    text: &Text,
    times: &[TimeMention],
    mentions: &[Mention],
    people: &People,
    rules: &RuleSet,
) -> Vec<Claim> {
    let mut taken = vec![false; text.tokens.len()];
    for range in times.iter().map(|time| &time.tokens).chain(mentions.iter().map(|mention| &mention.tokens)) {
        taken[range.clone()].fill(true);
    }
    let view = View { document, text, taken: &taken, rules };
    let mut claims: Vec<Claim> = Vec::with_capacity(mentions.len());
    for (index, mention) in mentions.iter().enumerate() {
        let sentence = text.sentence_of(mention.tokens.start);
        let pair =
            index.checked_sub(1).filter(|_| mention.bracketed).map(|before| (before, &mentions[before]));
        let start = if mention.hedge_tokens.is_empty() {
            mention.tokens.start
        } else {
            mention.tokens.start.min(mention.hedge_tokens.start)
        };
        let mut quantity = mention.quantity.clone();
        let site = |unit| Site {
            sentence,
            tokens: mention.tokens.clone(),
            start,
            noun_at: mention.noun_follows_at,
            unit,
        };
        let gap = gapping::gap(view, &site(&mention.quantity.unit), &claims).filter(|_| !mention.bracketed);
        if let Some(gap) = &gap {
            quantity.unit = gap.unit.clone();
        }
        let site = site(&quantity.unit);
        let before = claims.iter().rev().take(4).find_map(|claim| {
            let measured = claim.measured()?;
            let near = sentence - (claim.sentence as usize) <= 2;
            let alike = frame::alike(&measured.quantity.unit, &quantity.unit);
            let sentence = claim.sentence as usize;
            let known = near && alike && measured.frame.counted.is_some();
            known.then_some(frame::Before { frame: &measured.frame, sentence })
        });
        let framed = frame::frame(view, &site, before);
        let mut frame = framed.frame;
        if let Some(gap) = gap {
            frame.counted = Some(gap.counted);
        }
        let mut restates = None;
        let mut share_of_count = None;
        if let Some((before, first)) = pair {
            let measured = claims[before].measured().expect("every mention is a figure");
            let index = u32::try_from(before).expect("fewer claims than bytes");
            if frame::restates(&first.quantity.unit, &mention.quantity.unit, rules) {
                restates = Some(measured.restates.unwrap_or(index));
                frame = measured.frame.clone();
            } else if first.quantity.unit.kind == UnitKind::Percent
                && mention.quantity.unit.kind == UnitKind::Count
            {
                share_of_count = Some(index);
                // What the share is of is counted, unless the brackets or what follows them name it.
                if !framed.named {
                    frame.counted.clone_from(&measured.frame.counted);
                }
            }
        }
        // "The same amount" for something else is another sum, however equal.
        if mention.same_amount_as.is_some() {
            frame.portion = Portion::Additional;
        }
        let (period, as_of) = period::bind(document, text, times, sentence, mention.tokens.clone());
        frame.period = period;
        frame.as_of = as_of;
        frame.attribution = speaker::attribution(text, sentence, mention.tokens.start, people, rules);
        claims.push(Claim {
            mention: mention.core,
            sentence: u32::try_from(sentence).expect("fewer sentences than bytes"),
            clause: text.span_of(framed.clause),
            statement: Statement::Quantity(Box::new(Measured { quantity, frame, restates, share_of_count })),
        });
    }
    claims
}

/// Sorts claims by their mentions and keeps references between figures, the first `figures` of them, right.
fn in_reading_order(claims: &mut Vec<Claim>, figures: usize) {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|index| (claims[*index].mention, *index));
    let mut place = vec![0u32; claims.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = u32::try_from(new).expect("fewer claims than bytes");
    }
    for claim in claims.iter_mut().take(figures) {
        if let Statement::Quantity(measured) = &mut claim.statement {
            for reference in [&mut measured.restates, &mut measured.share_of_count].into_iter().flatten() {
                *reference = place[*reference as usize];
            }
        }
    }
    let mut old: Vec<Option<Claim>> = std::mem::take(claims).into_iter().map(Some).collect();
    claims.extend(order.into_iter().filter_map(|index| old[index].take()));
}
