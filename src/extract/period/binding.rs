//! Which period a figure belongs to.
//!
//! In a sentence with several figures and several periods each figure takes the one that costs least to reach: the one
//! right behind it ("3.6% in 2020 to 4.0% in 2024"), else the one before it that its clause goes on with ("In 2024 exports
//! fell to 12% and imports to 9%"). Crossing another figure, a clause or a bracket costs; a period that a comparison starts
//! from ("up 5% on the previous year") is not the figure's own.
//!
//! A sentence without a period takes that of its table's headers, its heading, or the sentence that it carries on from.

use super::words::Lead;
use super::{TimeKind, TimeMention, is_figure};
use crate::claim::{Basis, Mentioned};
use crate::document::{Block, BlockKind, Document};
use crate::extract::sentence::{Text, TokenKind};
use crate::period::Period;
use crate::text::Span;
use std::ops::Range;

/// What one step over a token costs at most before a period is out of reach. A figure three clauses on, or on the other
/// side of two other figures, is dated by something else.
const OUT_OF_REACH: u32 = 15;

/// Number words that stand for a figure in a sentence; "one" is as often a pronoun.
const NUMBER_WORDS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "twenty",
    "thirty",
    "forty",
    "fifty",
];

/// Beyond this cost the period is the sentence's and not the clause's own.
const SAME_CLAUSE: u32 = 6;

/// The reference period and the as-of time of the figure at some tokens of a sentence.
#[must_use]
pub fn bind(
    document: &Document,
    text: &Text,
    times: &[TimeMention],
    sentence: usize,
    figure: Range<usize>,
) -> (Option<Mentioned>, Option<Mentioned>) {
    let own = of_sentence(times, sentence);
    let block = &document.blocks[text.sentences[sentence].block as usize];
    let near = Near { text, own, token: figure.start, end: figure.end };
    let best = |wanted: fn(&TimeMention) -> bool| {
        own.iter()
            .filter(|mention| wanted(mention))
            .filter_map(|mention| Some((near.cost(mention)?, mention)))
            .filter(|(cost, _)| *cost < OUT_OF_REACH)
            .min_by_key(|(cost, mention)| (*cost, mention.tokens.start))
    };
    let reference = match best(|mention| mention.kind != TimeKind::AsOf) {
        Some((cost, mention)) => mentioned(mention, basis(cost)),
        None => inherited(document, text, times, sentence, block),
    };
    let as_of = best(|mention| mention.kind == TimeKind::AsOf)
        .and_then(|(cost, mention)| mentioned(mention, basis(cost)))
        .or_else(|| {
            let posted = block.posted?;
            let start = block.span.start;
            Some(Mentioned {
                period: Period::day(posted.date()),
                span: Span { start, end: start },
                basis: Basis::Context,
            })
        });
    (reference, as_of)
}

fn basis(cost: u32) -> Basis {
    if cost <= SAME_CLAUSE { Basis::Clause } else { Basis::Sentence }
}

fn mentioned(mention: &TimeMention, basis: Basis) -> Option<Mentioned> {
    Some(Mentioned { period: mention.period?, span: mention.span, basis })
}

/// The mentions of one sentence.
pub(super) fn of_sentence(times: &[TimeMention], sentence: usize) -> &[TimeMention] {
    let start = times.partition_point(|mention| mention.sentence < sentence);
    let end = times.partition_point(|mention| mention.sentence <= sentence);
    &times[start..end]
}

/// A figure and what stands around it.
struct Near<'a> {
    text: &'a Text,
    own: &'a [TimeMention],
    /// The figure's first token.
    token: usize,
    /// The token behind the figure, which is behind both numbers of a range.
    end: usize,
}

impl Near<'_> {
    fn lower(&self, at: usize) -> &str {
        self.text.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    /// Whether a figure stands at a token, other than in a mention of time.
    fn figure(&self, at: usize) -> bool {
        (is_figure(self.text, at) || NUMBER_WORDS.contains(&self.lower(at)))
            && !self.own.iter().any(|mention| mention.tokens.contains(&at))
    }

    /// What it costs to reach a mention from the figure; `None` where it cannot be the figure's own.
    fn cost(&self, mention: &TimeMention) -> Option<u32> {
        if mention.tokens.contains(&self.token) || self.is_baseline(mention) {
            return None;
        }
        let narrow =
            if mention.attributive { 4 } else { 0 } + if mention.kind == TimeKind::Clock { 2 } else { 0 };
        let way = if mention.tokens.start > self.token { self.ahead(mention) } else { self.back(mention)? };
        Some(way + narrow)
    }

    /// The place of the preposition before a mention, or of the mention itself.
    fn opening(&self, mention: &TimeMention) -> usize {
        let start = mention.tokens.start;
        match mention.lead {
            Lead::None => start,
            _ => start.saturating_sub(1),
        }
    }

    /// Whether a mention opens its clause ("..., and in 2023 ...") and so looks forward only.
    fn fronted(&self, mention: &TimeMention) -> bool {
        let opening = self.opening(mention);
        let sentence = &self.text.sentences[mention.sentence].tokens;
        if opening <= sentence.start {
            return true;
        }
        let bounded =
            matches!(self.lower(opening - 1), "," | ";" | "—" | "–" | "and" | "but" | "while" | ":" | "-");
        let after = mention.tokens.end;
        let closed = after >= sentence.end || matches!(self.lower(after), "," | "." | ";" | ")" | "—" | "–");
        bounded
            && !(closed && self.lower(opening - 1) == ",")
            && !closed_list(self.lower(opening - 1), self.lower(after))
    }

    /// Whether a mention dates what a figure is compared with: "up 5% on the previous year", "more than in 2019".
    fn is_baseline(&self, mention: &TimeMention) -> bool {
        let opening = self.opening(mention);
        if mention.tokens.start < self.token && mention.lead == Lead::From {
            return false;
        }
        // "more than in the 1960 flood"
        let before = (opening.saturating_sub(3)..opening)
            .rev()
            .map(|at| self.lower(at))
            .find(|word| !matches!(*word, "the" | "a" | "its" | "their" | "in" | "during" | "for"))
            .unwrap_or("");
        let at = self.lower(opening);
        let behind = mention.tokens.end <= self.token;
        // "Deadlier than the 1960 tsunami, which killed 61".
        if behind
            && (mention.attributive
                || matches!(self.lower(mention.tokens.end + 1), "when" | "which" | "where"))
        {
            return false;
        }
        // "The lowest since May 2023", "the first time since 2019" say how far back one must go.
        if mention.lead == Lead::Since {
            let start = self.text.sentences[mention.sentence].tokens.start;
            let superlative = |word: &str| {
                matches!(word, "first" | "record" | "most" | "least" | "time" | "worst")
                    || (word.len() > 5 && word.ends_with("est"))
            };
            let mut reach = (start..opening).rev().take(6).take_while(|at| self.lower(*at) != ",");
            if reach.any(|at| superlative(self.lower(at))) {
                return true;
            }
        }
        let compared = |word: &str| matches!(word, "than" | "against" | "versus" | "vs");
        let with = at == "with" && matches!(before, "compared" | "compares" | "comparison");
        let on = at == "on" && mention.point.is_none_or(|point| point.days().is_none_or(|days| days > 7));
        mention.lead == Lead::From && self.token < mention.tokens.start
            || compared(at)
            || compared(before)
            || with
            || on
    }

    /// The cost of a mention behind the figure.
    fn ahead(&self, mention: &TimeMention) -> u32 {
        let mut cost = if self.fronted(mention) { 10 } else { 0 };
        let mut depth = 0_i32;
        for at in self.end..self.opening(mention) {
            let word = self.lower(at);
            match word {
                "(" | "[" => depth += 1,
                ")" | "]" => {
                    depth -= 1;
                    // Out of the bracket that holds the figure.
                    if depth < 0 {
                        cost += 4;
                    }
                }
                _ if depth > 0 => {}
                _ if self.figure(at) => {
                    let before = self.lower(at - 1);
                    // "1.2 million came while 414,000 left in 2024": the only period is of both.
                    let contrasted = matches!(before, "while" | "whereas") && self.own.len() == 1;
                    let listed =
                        contrasted || matches!(before, "and" | "or" | "," | "-" | "–" | "£" | "$" | "€");
                    cost += if listed { 6 } else { 14 };
                }
                _ => cost += step(word),
            }
        }
        cost + distance(self.end.saturating_sub(1), mention.tokens.start)
    }

    /// The cost of a mention before the figure.
    fn back(&self, mention: &TimeMention) -> Option<u32> {
        // Of two periods equally near, a figure has the one behind it.
        let mut cost = 2;
        let opens = self.opening(mention) == self.text.sentences[mention.sentence].tokens.start;
        let trailing = !self.fronted(mention) && self.trails_a_figure(mention);
        // "... which stood at 52 a week ago, has shrunk to 40".
        let present = (mention.tokens.end..self.token)
            .any(|at| matches!(self.lower(at), "is" | "are" | "now" | "currently"));
        if trailing && present && !mention.absolute {
            return None;
        }
        let revised = (mention.tokens.end..self.token).any(|at| {
            matches!(self.lower(at), "revised" | "revision" | "forecast" | "predicted" | "than" | "was")
        });
        if trailing {
            // "3.7% in the third quarter from 2.5%": the level before is not of that quarter.
            if self.starts_comparison() && !revised {
                return None;
            }
            cost += 4;
        }
        let mut depth = 0_i32;
        for at in (mention.tokens.end..self.token).rev() {
            let word = self.lower(at);
            match word {
                ")" | "]" => depth += 1,
                "(" | "[" => depth -= 1,
                _ if depth > 0 => {}
                ":" => cost += 1,
                "," => cost += 1,
                // What a sentence opens with holds for all of it.
                ";" if opens => cost += 4,
                "and" | "but" | "while" if trailing => cost += 7,
                _ if self.figure(at) => cost += 1,
                _ => cost += step(word),
            }
        }
        Some(cost + distance(mention.tokens.end, self.token))
    }

    /// Whether a figure stands right before a mention, so that it is that figure's: "3.7% in the third quarter".
    fn trails_a_figure(&self, mention: &TimeMention) -> bool {
        let opening = self.opening(mention);
        let start = self.text.sentences[mention.sentence].tokens.start;
        (start..opening)
            .rev()
            .take(6)
            .take_while(|at| !matches!(self.lower(*at), "," | ";" | ":" | "—" | "–"))
            .any(|at| self.figure(at))
    }

    /// Whether the figure is the level that a comparison starts from: "from 2.5%".
    fn starts_comparison(&self) -> bool {
        let start = self.text.sentence_of(self.token);
        let start = self.text.sentences[start].tokens.start;
        (start..self.token)
            .rev()
            .take(3)
            .take_while(|at| {
                self.text.tokens[*at].kind == TokenKind::Word || matches!(self.lower(*at), "£" | "$" | "€")
            })
            .any(|at| matches!(self.lower(at), "from" | "against" | "than"))
    }
}

/// A comma or "and" before and a mark after close an item of a list, not the opening of a clause.
fn closed_list(before: &str, after: &str) -> bool {
    before == "and" && matches!(after, "" | "." | ",")
}

/// What it costs to go past a word or mark.
fn step(word: &str) -> u32 {
    match word {
        ";" | "—" | "–" | "?" | "!" => 8,
        "," => 3,
        ":" => 4,
        "and" | "but" | "while" | "whereas" | "although" | "though" | "yet" => 4,
        "when" | "after" | "before" | "because" | "since" | "as" | "if" => 2,
        "which" | "who" | "that" | "where" => 1,
        _ => 0,
    }
}

/// Long ways cost a little, so that the nearer of two wins.
fn distance(from: usize, to: usize) -> u32 {
    u32::try_from(to.saturating_sub(from) / 5).unwrap_or(u32::MAX).min(6)
}

/// The period of a figure whose sentence names none.
fn inherited(
    document: &Document,
    text: &Text,
    times: &[TimeMention],
    sentence: usize,
    block: &Block,
) -> Option<Mentioned> {
    if let BlockKind::Cell(cell) = &block.kind {
        return [cell.column_header, cell.row_header, cell.corner]
            .into_iter()
            .flatten()
            .find_map(|header| within(times, header))
            .or_else(|| within_heading(document, times, block));
    }
    // A sentence that carries on from the one before, over at most two such steps.
    let index = text.sentences[sentence].block;
    let mut at = sentence;
    for _ in 0..2 {
        if !carries_on(text, at) {
            break;
        }
        let Some(before) = at.checked_sub(1).filter(|before| text.sentences[*before].block == index) else {
            break;
        };
        if let Some(mention) =
            of_sentence(times, before).iter().rfind(|mention| mention.kind == TimeKind::Reference)
        {
            return mentioned(mention, Basis::Context);
        }
        at = before;
    }
    within_heading(document, times, block)
}

/// The period that a heading names, for what stands under it. A headline speaks of the whole article and of one part at a
/// time, so it hands nothing on.
fn within_heading(document: &Document, times: &[TimeMention], block: &Block) -> Option<Mentioned> {
    let heading = &document.blocks[block.heading? as usize];
    matches!(heading.kind, BlockKind::Heading(_)).then(|| within(times, heading.span)).flatten()
}

/// The last period named within a span.
fn within(times: &[TimeMention], span: Span) -> Option<Mentioned> {
    let start = times.partition_point(|mention| mention.span.start < span.start);
    times[start..]
        .iter()
        .take_while(|mention| mention.span.end <= span.end)
        .filter(|mention| mention.kind == TimeKind::Reference)
        .last()
        .and_then(|mention| mentioned(mention, Basis::Context))
}

/// Whether a sentence goes on with what the one before it spoke of: it opens with a word that points back and does not
/// turn to another time, or it is a fragment without a verb.
fn carries_on(text: &Text, sentence: usize) -> bool {
    let words = text.tokens_of(sentence).iter().filter(|token| token.kind != TokenKind::Mark);
    let first = words.clone().next().map_or("", |token| token.lower.as_str());
    let opens = matches!(
        first,
        "it" | "they" | "this" | "that" | "these" | "those" | "its" | "their" | "another" | "of" | "both"
    );
    let turns = words
        .clone()
        .any(|token| matches!(token.lower.as_str(), "is" | "are" | "has" | "have" | "will" | "now" | "was"));
    !turns && (opens || words.count() <= 5)
}
