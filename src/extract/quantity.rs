//! Quantities: amount, hedge and unit of every number that counts or measures.
//!
//! `(&Document, &Text)` and the tokens that words of time have taken → [`Found`]: mentions, and the numbers set aside with
//! the reason. It cannot fail: every number seen is in one of the two.
//!
//! Not here: what is counted and the rest of the frame (`counted`), periods (`period`).

use super::elided;
use super::hedge::{hedge_after, is_longer_than};
use super::implied::{is_age, is_quake_magnitude};
use super::line::Line;
use super::numeral::{self, Form};
use super::part::vulgar;
use super::range::{self, PairKind};
use super::rank;
use super::rate::{rate, rate_before};
use super::sentence::{Text, TokenKind};
use super::unit::{self, Figure};
use super::{Reason, SetAside, set_aside, table, vague};
use crate::claim::{Amount, Hedge, Quantity, Unit, UnitKind};
use crate::document::{BlockKind, Document, Furniture};
use crate::number::Number;
use crate::rules::RuleSet;
use crate::rules::lexicon::Vocabulary;
use crate::text::Span;
use std::ops::Range;

/// The words that show a quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its tokens in [`Text::tokens`]: sign, number, magnitude, unit; without the hedge.
    pub tokens: Range<usize>,
    /// The words that a person would underline: "£300,000", "13%", "10 to 20", "62-year-old".
    pub core: Span,
    /// The tokens of its hedge, before or behind it; empty if it has none.
    pub hedge_tokens: Range<usize>,
    /// Amount, hedge and unit.
    pub quantity: Quantity,
    /// The token where what it counts may begin.
    pub noun_follows_at: usize,
    /// Whether it stands in brackets right after another mention: "£300,000 ($380,000)".
    pub bracketed: bool,
    /// For "the same amount": the index of the mention whose amount it repeats.
    pub same_amount_as: Option<usize>,
}

/// What was found in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Quantities, in reading order.
    pub mentions: Vec<Mention>,
    /// Numbers that are no quantities, in reading order.
    pub set_aside: Vec<SetAside>,
    /// How many numbers were seen.
    pub numbers: u32,
}

/// Finds the quantities of a document.
///
/// `taken` are the token ranges that words of time cover; numbers there are set aside with the reason given.
/// `furniture` says of each block whether it is page furniture; numbers there are set aside too.
#[must_use]
pub fn find(
    document: &Document,
    text: &Text,
    taken: &[(Range<usize>, Reason)],
    furniture: &[Option<Furniture>],
    rules: &RuleSet,
) -> Found {
    let mut taken: Vec<_> = taken.iter().filter(|(range, _)| !range.is_empty()).cloned().collect();
    taken.sort_by_key(|(range, _)| (range.start, range.end));
    let mut found = Found::default();
    let mut next_taken = 0;
    for sentence in &text.sentences {
        let block = sentence.block as usize;
        let line = Line {
            text,
            prose: document.prose.text(),
            rules,
            start: sentence.tokens.start,
            end: sentence.tokens.end,
        };
        let kind = document.blocks.get(block).map_or(&BlockKind::Paragraph, |block| &block.kind);
        let is_furniture =
            matches!(kind, BlockKind::Furniture(_)) || furniture.get(block).is_some_and(Option::is_some);
        let first = found.mentions.len();
        let mut finder = Finder {
            document,
            line,
            kind,
            found: &mut found,
            floor: line.start,
            is_furniture,
            previous: first,
            multiplies: None,
        };
        finder.sentence(&taken, &mut next_taken);
    }
    settle_currencies(&mut found.mentions, rules);
    found
}

/// "3.20 francs" in a text that speaks of Swiss francs: a currency without its country is the one of that name that the
/// text gives elsewhere, where it gives one alone.
fn settle_currencies(mentions: &mut [Mention], rules: &RuleSet) {
    let code = |mention: &Mention| match &mention.quantity.unit.kind {
        UnitKind::Money(id) => Some(id.clone()),
        _ => None,
    };
    // A code has three capitals; a name without its country stays itself.
    let is_bare = |id: &str| id.bytes().any(|byte| byte.is_ascii_lowercase());
    let Some(bare) = mentions.iter().filter_map(code).find(|id| is_bare(id)) else { return };
    let mut stated: Vec<_> =
        mentions.iter().filter_map(code).filter(|id| rules.units().is_kind_of(id, &bare)).collect();
    stated.sort();
    stated.dedup();
    let [only] = stated.as_slice() else { return };
    for mention in mentions {
        if code(mention).is_some_and(|id| id == bare) {
            mention.quantity.unit.kind = UnitKind::Money(only.clone());
        }
    }
}

/// Reads one sentence.
struct Finder<'a, 'f> {
    document: &'a Document,
    line: Line<'a>,
    kind: &'a BlockKind,
    found: &'f mut Found,
    /// The first token that no earlier mention of this sentence has taken.
    floor: usize,
    is_furniture: bool,
    /// The number of mentions before this sentence.
    previous: usize,
    /// Whether the sentence has a word that makes a multiple of a number, once that was asked.
    multiplies: Option<bool>,
}

/// The vocabularies whose phrases begin amounts.
const AMOUNTS: &[Vocabulary] = &[Vocabulary::Numerals, Vocabulary::Magnitudes, Vocabulary::Vague];

/// Whether a phrase of one of some vocabularies may begin at a place, for a quick look.
fn opens(line: Line<'_>, at: usize, vocabularies: &[Vocabulary]) -> bool {
    line.token(at)
        .is_some_and(|token| vocabularies.iter().any(|known| token.opens.include(line.lexicon(*known))))
}

/// Whether an amount may begin with a small word at a place, for a quick look: articles are the most frequent words, and
/// nearly none begins one.
fn opens_amount(line: Line<'_>, at: usize) -> bool {
    match line.word(at) {
        "minus" | "negative" => true,
        "the" => matches!(line.word(at + 1), "same" | "latter" | "former") || opens(line, at, AMOUNTS),
        "several" | "many" => opens(line, at, AMOUNTS),
        // "a dozen", "a minute".
        "a" | "an" => {
            opens(line, at, AMOUNTS)
                || opens(line, at + 1, &[Vocabulary::Numerals, Vocabulary::Magnitudes])
                || line.rules.units().named(|ahead| line.text.word(at + 1, ahead, line.end)).is_some()
        }
        _ => false,
    }
}

impl Finder<'_, '_> {
    fn sentence(&mut self, taken: &[(Range<usize>, Reason)], next_taken: &mut usize) {
        let line = self.line;
        let mut at = line.start;
        while at < line.end {
            while taken.get(*next_taken).is_some_and(|(range, _)| range.end <= at) {
                *next_taken += 1;
            }
            if let Some((range, reason)) = taken.get(*next_taken)
                && range.start <= at
            {
                let end = range.end.min(line.end);
                self.take(at..end, *reason);
                at = end.max(at + 1);
                self.floor = at;
                continue;
            }
            let limit = taken.get(*next_taken).map_or(line.end, |(range, _)| range.start.min(line.end));
            at = self.step(at, limit.max(at + 1));
        }
    }

    /// Reads what begins at a token, short of `limit`, and says where to go on.
    fn step(&mut self, at: usize, limit: usize) -> usize {
        // Words of time end the line for numbers that stand before them.
        let line = Line { end: limit, ..self.line };
        let token = &line.text.tokens[at];
        let possible = match token.kind {
            TokenKind::Number => true,
            TokenKind::Word => {
                opens_amount(line, at)
                    || opens(line, at, &[Vocabulary::Numerals, Vocabulary::Vague, Vocabulary::Ranked])
                        && (numeral::is_number_word(line, at)
                            || line.phrase(Vocabulary::Vague, at).is_some()
                            || token
                                .means(line.lexicon(Vocabulary::Ranked))
                                .is_some_and(|means| !matches!(means, "counted" | "order")))
                    || token.lower == "hundred"
            }
            // ".5", "½".
            TokenKind::Mark => {
                let point = token.lower == ".";
                point && line.is(at + 1, TokenKind::Number) && line.glued(at + 1)
                    || (point || !token.lower.is_ascii()) && opens(line, at, AMOUNTS)
                    || vulgar(&token.lower).is_some()
            }
        };
        if !possible {
            return at + 1;
        }
        if !self.is_furniture
            && let Some((tokens, number)) = rank::rank(line, at)
        {
            self.found.numbers += 1;
            let quantity = Quantity {
                amount: Amount::One(number),
                hedge: Hedge::None,
                unit: Unit::plain(UnitKind::Count),
            };
            return self.push(line, tokens, quantity);
        }
        if token.kind == TokenKind::Number || numeral::is_number_word(line, at) {
            if self.is_furniture {
                let end = numeral::read(line, at, false).map_or(at + 1, |read| read.tokens.end);
                return self.aside(at..end, Reason::Furniture);
            }
            if let Some((tokens, reason)) = set_aside::check(line, at, self.kind) {
                return self.aside(tokens, reason);
            }
        } else if self.is_furniture {
            return at + 1;
        }
        self.same_amount(line, at)
            .or_else(|| self.multiple_of_that(line, at))
            .or_else(|| self.vague(line, at))
            .or_else(|| self.multiple(line, at))
            .or_else(|| self.figure(line, at))
            .or_else(|| self.single(line, at))
            .unwrap_or_else(|| {
                if token.kind == TokenKind::Number {
                    return self.aside(at..at + 1, Reason::Identifier);
                }
                if numeral::is_number_word(line, at) && numeral::read(line, at, false).is_some() {
                    return self.aside(at..at + 1, Reason::NotANumber);
                }
                at + 1
            })
    }

    /// Whether "times" or "fold" stands in the sentence, without which no number is a multiple.
    fn multiplies(&mut self) -> bool {
        let line = self.line;
        *self.multiplies.get_or_insert_with(|| {
            line.text.tokens[line.start..line.end]
                .iter()
                .any(|token| matches!(token.lower.as_str(), "times" | "fold"))
        })
    }

    /// Sets a number aside and goes on behind it.
    fn aside(&mut self, tokens: Range<usize>, reason: Reason) -> usize {
        self.found.numbers += 1;
        self.found.set_aside.push(SetAside { span: self.line.text.span_of(tokens.clone()), reason });
        self.floor = tokens.end;
        tokens.end
    }

    /// Sets the numbers of words of time aside, as one.
    fn take(&mut self, tokens: Range<usize>, reason: Reason) {
        let line = self.line;
        let holds = tokens.clone().any(|i| line.is(i, TokenKind::Number) || numeral::is_number_word(line, i));
        if holds {
            self.aside(tokens, if self.is_furniture { Reason::Furniture } else { reason });
        }
    }

    /// "the same amount", "the former figure", "the latter sum": repeats a mention before it.
    fn same_amount(&mut self, line: Line<'_>, at: usize) -> Option<usize> {
        let before = match (line.word(at), line.word(at + 1)) {
            ("the", "same" | "latter") => 0,
            ("the", "former") => 1,
            _ => return None,
        };
        let money = match line.word(at + 2) {
            "amount" | "sum" => true,
            "figure" | "number" | "total" => false,
            _ => return None,
        };
        let antecedent = self.antecedent(line, at, money, before)?;
        let quantity = self.found.mentions[antecedent].quantity.clone();
        let end = self.push(line, at..at + 3, quantity);
        if let Some(mention) = self.found.mentions.last_mut() {
            mention.same_amount_as = Some(antecedent);
        }
        Some(end)
    }

    /// The mention that words at a token repeat: the last before them, or the one before that, in the sentence or the
    /// two before it. `money` asks for an amount of money.
    fn antecedent(&self, line: Line<'_>, at: usize, money: bool, before: usize) -> Option<usize> {
        let counts = |index: &usize| {
            let mention = &self.found.mentions[*index];
            !mention.bracketed && (!money || matches!(mention.quantity.unit.kind, UnitKind::Money(_)))
        };
        let sentence = line.text.sentence_of(at).saturating_sub(2);
        let from = line.text.sentences[sentence].tokens.start;
        (0..self.found.mentions.len())
            .rev()
            .take_while(|index| self.found.mentions[*index].tokens.start >= from)
            .filter(counts)
            .nth(before)
    }

    /// "twice that", "half that amount", "three times that figure": so many times a mention before it.
    fn multiple_of_that(&mut self, line: Line<'_>, at: usize) -> Option<usize> {
        let (factor, that) = match line.word(at) {
            "twice" | "double" => (Number::whole(2), at + 1),
            "triple" | "treble" => (Number::whole(3), at + 1),
            "half" => (Number::ONE.checked_div(Number::whole(2))?, at + 1),
            _ if !self.multiplies() => return None,
            _ => {
                let read = numeral::read(line, at, false).filter(|read| read.form != Form::Fraction)?;
                (line.word(read.tokens.end) == "times").then_some((read.number, read.tokens.end + 1))?
            }
        };
        if line.word(that) != "that" {
            return None;
        }
        let noun = matches!(line.word(that + 1), "amount" | "sum" | "figure" | "number" | "total");
        let money = matches!(line.word(that + 1), "amount" | "sum");
        let ends = noun
            || line.token(that + 1).is_none_or(|next| next.kind == TokenKind::Mark)
            || matches!(
                line.word(that + 1),
                "in" | "on" | "for" | "by" | "at" | "last" | "this" | "a" | "again"
            );
        if !ends {
            return None;
        }
        let antecedent = self.antecedent(line, at, money, 0)?;
        let mut quantity = self.found.mentions[antecedent].quantity.clone();
        let Amount::One(number) = quantity.amount else { return None };
        quantity.amount = Amount::One(number.checked_mul(factor)?.trimmed());
        quantity.hedge = Hedge::None;
        self.found.numbers += 1;
        let end = self.push(line, at..that + 1 + usize::from(noun), quantity);
        if let Some(mention) = self.found.mentions.last_mut() {
            mention.same_amount_as = Some(antecedent);
        }
        Some(end)
    }

    /// "dozens", "tens of thousands", "thousands of pounds".
    fn vague(&mut self, line: Line<'_>, at: usize) -> Option<usize> {
        let (end, interval, unit) = vague::read(line, at)?;
        self.found.numbers += 1;
        let quantity =
            Quantity { amount: Amount::Vague(interval), hedge: Hedge::None, unit: Unit::plain(unit) };
        Some(self.push(line, at..end, quantity))
    }

    /// "doubled", "three times", "threefold", "twice": how many times.
    fn multiple(&mut self, line: Line<'_>, at: usize) -> Option<usize> {
        let (end, number, unit) = vague::multiple(line, at, || self.multiplies())?;
        self.found.numbers += 1;
        let quantity = Quantity { amount: Amount::One(number), hedge: Hedge::None, unit: Unit::plain(unit) };
        Some(self.push(line, at..end, quantity))
    }

    /// A number with its unit, or a range of two.
    fn figure(&mut self, line: Line<'_>, at: usize) -> Option<usize> {
        let figure = unit::figure(line, at, self.floor)?;
        if let Some(pair) = range::pair(line, &figure, self.floor) {
            self.found.numbers += 2;
            let amount = match pair.kind {
                PairKind::Range => Amount::Range(pair.first, pair.second),
                PairKind::Score => Amount::Score(pair.first, pair.second),
            };
            let unit = match pair.unit {
                Some(unit) => unit,
                None => self.unit_of(
                    line,
                    &Figure { tokens: pair.tokens.clone(), number: pair.second, form: pair.form, ..figure },
                ),
            };
            let quantity = Quantity { amount, hedge: Hedge::None, unit: Unit::plain(unit) };
            return Some(self.push(line, pair.tokens, quantity));
        }
        if line.word_before(figure.tokens.start) == "per" && figure.unit.is_none() {
            // "per 100,000": the base of a rate that the noun before it carries.
            return Some(self.aside(figure.tokens, Reason::NotANumber));
        }
        self.found.numbers += 1;
        let mut figure = figure;
        self.points_of_shares(line, &mut figure);
        elided::magnitude_of_change(line, &mut figure);
        if figure.unit.is_none() {
            figure.unit = elided::currency(line, &figure, &self.found.mentions)
                .or_else(|| elided::measure(line, &figure, &self.found.mentions));
        }
        let mut unit = match figure.unit.clone() {
            // "a 6.7 degree quake".
            Some(UnitKind::Measure(id)) if id == "degree" && is_quake_magnitude(self.line, &figure) => {
                UnitKind::Measure("magnitude".into())
            }
            Some(unit) => unit,
            None => self.unit_of(line, &figure),
        };
        if let BlockKind::Cell(cell) = self.kind
            && !cell.is_header
        {
            if let Some(whole) = table::around_brackets(line, &figure) {
                unit = whole.unit.clone().unwrap_or(unit);
                figure = whole;
            } else if table::is_alone(line, &figure.tokens) {
                if figure.unit.is_none() {
                    (figure.number, unit) = table::read(self.document, cell, line, &figure);
                } else {
                    figure.number = table::signed(self.document, cell, line, &figure);
                }
            }
            if figure.number.is_negative() && table::Sign::of(self.document, cell, line.rules, true).in_words
            {
                figure.number = figure.number.negated();
            }
        }
        let quantity =
            Quantity { amount: Amount::One(figure.number), hedge: Hedge::None, unit: Unit::plain(unit) };
        let end = self.push(line, figure.tokens, quantity);
        elided::give_to_list(line, &mut self.found.mentions, self.previous, figure.magnitude);
        Some(end)
    }

    /// "slipped three points to 27%": points beside a share are percentage points.
    fn points_of_shares(&self, line: Line<'_>, figure: &mut Figure) {
        let end = figure.tokens.end;
        let points = figure.unit.is_none() && matches!(line.word(end), "point" | "points");
        let share = || {
            (self.line.start..self.line.end).any(|at| matches!(self.line.word(at), "%" | "percent"))
                || (self.line.start + 1..self.line.end)
                    .any(|at| self.line.word(at) == "cent" && self.line.word(at - 1) == "per")
        };
        if points && share() {
            figure.unit = Some(UnitKind::PercentagePoint);
            figure.tokens.end = end + 1;
        }
    }

    /// "a minute", "a century": one of a unit, where a hedge or a preposition of length says that it is measured.
    fn single(&mut self, line: Line<'_>, at: usize) -> Option<usize> {
        if !matches!(line.word(at), "a" | "an") {
            return None;
        }
        let (unit, words) = line.rules.units().named(|ahead| line.text.word(at + 1, ahead, line.end))?;
        let hedged = line.phrase_ending(Vocabulary::Hedges, at, self.floor);
        let long = matches!(unit.id.as_str(), "decade" | "century");
        let lasting = matches!(
            line.word_before(at),
            "for" | "in" | "within" | "after" | "than" | "of" | "every" | "by"
        );
        let measured = long && (lasting || matches!(line.word(at + 2), "ago" | "later" | "earlier"));
        let hedged =
            hedged.is_some_and(|(start, _)| !matches!(line.word(start), "some" | "past" | "near" | "inside"));
        if !(hedged || measured) || unit.family == "share" || line.word(at + 1).len() == 1 {
            return None;
        }
        let (kind, number) = match unit.id.as_str() {
            "decade" => (UnitKind::Measure("year".into()), 10),
            "century" => (UnitKind::Measure("year".into()), 100),
            _ => (unit::kind(unit), 1),
        };
        self.found.numbers += 1;
        let quantity = Quantity {
            amount: Amount::One(Number::whole(number)),
            hedge: Hedge::None,
            unit: Unit::plain(kind),
        };
        Some(self.push(line, at..at + 1 + words, quantity))
    }

    /// The unit of a number that has none beside it.
    fn unit_of(&self, line: Line<'_>, figure: &Figure) -> UnitKind {
        if matches!(figure.form, Form::Fraction | Form::Share) {
            return UnitKind::Ratio;
        }
        if is_age(line, figure) {
            return UnitKind::Measure("year".into());
        }
        if line.word(figure.tokens.end - 1) == "grand" {
            return UnitKind::Money(
                if self.document.prose.text().contains('£') { "GBP" } else { "USD" }.into(),
            );
        }
        if is_quake_magnitude(self.line, figure) {
            return UnitKind::Measure("magnitude".into());
        }
        UnitKind::Count
    }

    /// Records a mention with the hedge, rate and brackets around it, and says where to go on.
    fn push(&mut self, line: Line<'_>, tokens: Range<usize>, mut quantity: Quantity) -> usize {
        let mut hedge_tokens = tokens.end..tokens.end;
        let mut go_on = tokens.end;
        let mut noun_follows_at = tokens.end;
        let before = self.hedge_before(line, tokens.start);
        let after = hedge_after(line, tokens.end);
        // "about 500 or more": the bound says more than the approximation.
        let behind = after.filter(|_| matches!(before, None | Some((_, Hedge::None | Hedge::About))));
        if let Some((range, hedge)) = behind {
            // "(21 and over)": an age.
            let of_age = matches!(line.word(range.start), "and" | "or")
                && range.start == tokens.end
                && matches!(line.word(range.end - 1), "over" | "older" | "under" | "younger");
            if of_age && quantity.unit.kind == UnitKind::Count {
                quantity.unit.kind = UnitKind::Measure("year".into());
            }
            quantity.hedge = hedge;
            go_on = range.end;
            if range.start == tokens.end {
                noun_follows_at = range.end;
            }
            hedge_tokens = range;
        } else if let Some((start, hedge)) = before {
            quantity.hedge = hedge;
            hedge_tokens =
                if hedge == Hedge::None { tokens.start..tokens.start } else { start..tokens.start };
            if line.word(start) == "over" && !is_longer_than(line, start, &quantity.unit.kind) {
                quantity.hedge = Hedge::None;
                hedge_tokens = tokens.start..tokens.start;
            }
        }
        let mut tokens = tokens;
        if let Some((end, amount)) = self.second_bound(line, go_on, &quantity) {
            // "more than 100 and less than 300": two bounds of one amount.
            self.found.numbers += 1;
            quantity.amount = amount;
            quantity.hedge = Hedge::None;
            tokens.end = end;
            go_on = end;
            noun_follows_at = end;
        }
        let (per, per_end) = rate(self.line, go_on, &quantity.unit.kind);
        let count = quantity.unit.kind == UnitKind::Count;
        quantity.unit.per = per.or_else(|| rate_before(self.line, tokens.start).filter(|_| count));
        // "318 per 100,000 infants": whom a rate is over stands behind it.
        if per_end > go_on && count {
            noun_follows_at = per_end;
        }
        go_on = per_end.max(go_on).min(line.end);
        let opening = hedge_tokens.start.min(tokens.start);
        let bracketed = line.word_before(opening) == "("
            && self.found.mentions.len() > self.previous
            && self
                .found
                .mentions
                .last()
                .is_some_and(|before| before.tokens.end.max(before.hedge_tokens.end) + 1 == opening);
        self.found.mentions.push(Mention {
            core: line.text.span_of(tokens.clone()),
            tokens,
            hedge_tokens,
            quantity,
            noun_follows_at,
            bracketed,
            same_amount_as: None,
        });
        self.floor = go_on;
        go_on
    }

    /// The range that a bound and the other bound behind it make: "more than 100 and less than 300".
    fn second_bound(&self, line: Line<'_>, end: usize, first: &Quantity) -> Option<(usize, Amount)> {
        let upward = |hedge| matches!(hedge, Hedge::MoreThan | Hedge::AtLeast | Hedge::JustOver);
        let downward = |hedge| matches!(hedge, Hedge::LessThan | Hedge::UpTo | Hedge::Nearly);
        let Amount::One(number) = first.amount else { return None };
        if !upward(first.hedge) && !downward(first.hedge) {
            return None;
        }
        let at = if line.word(end) == "," { end + 1 } else { end };
        let at = if matches!(line.word(at), "and" | "but") { at + 1 } else { at };
        if at == end {
            return None;
        }
        let (words, means) = line.phrase(Vocabulary::Hedges, at)?;
        let hedge = Hedge::from_name(means)?;
        let second = unit::figure(line, at + words, at + words)?;
        let unit = second.unit.unwrap_or(UnitKind::Count);
        let alike =
            unit == first.unit.kind || second.form == Form::Fraction && first.unit.kind == UnitKind::Ratio;
        let opposed = upward(first.hedge) && downward(hedge) && number < second.number
            || downward(first.hedge) && upward(hedge) && second.number < number;
        let amount = if number < second.number {
            Amount::Range(number, second.number)
        } else {
            Amount::Range(second.number, number)
        };
        (alike && opposed).then_some((second.tokens.end, amount))
    }

    /// The longest hedge that ends right before a token; an article between may be skipped ("more than a 40% rise").
    fn hedge_before(&self, line: Line<'_>, at: usize) -> Option<(usize, Hedge)> {
        let skipped = matches!(line.word_before(at), "a" | "an" | "the" | "another" | "between")
            .then(|| at - 1)
            .filter(|i| *i >= self.floor);
        let read = |end: usize| {
            let (start, means) = line.phrase_ending(Vocabulary::Hedges, end, self.floor)?;
            Some((start, Hedge::from_name(means)?))
        };
        read(at).or_else(|| {
            let article = skipped?;
            // "over the 300" is no bound, "more than a 40% rise" is one.
            (line.word(article) != "the" && line.word(article) != "another").then(|| read(article)).flatten()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::sentence;

    /// The quantities of a text, one a line: the words, the reading, the unit.
    fn readings(prose: &str) -> Vec<String> {
        let rules = RuleSet::built_in();
        let document = crate::document::parse("a.txt", prose.as_bytes()).expect("a document").remove(0);
        let mut text = sentence::split(&document, rules);
        for sentence in 0..text.sentences.len() {
            text.tag(sentence, rules);
        }
        let found = find(&document, &text, &[], &[], rules);
        found
            .mentions
            .iter()
            .map(|mention| {
                let amount = match mention.quantity.amount {
                    Amount::One(number) => number.to_string(),
                    Amount::Range(low, high) => format!("{low}..{high}"),
                    Amount::Score(first, second) => format!("{first}:{second}"),
                    Amount::Vague(bounds) => format!(
                        "~{}..{}",
                        bounds.low.map_or(String::new(), |n| n.to_string()),
                        bounds.high.map_or(String::new(), |n| n.to_string())
                    ),
                };
                let unit = &mention.quantity.unit;
                let hedge = match mention.quantity.hedge {
                    Hedge::None => String::new(),
                    hedge => format!("{} ", hedge.name()),
                };
                let per = unit.per.as_ref().map_or(String::new(), |per| format!("/{per}"));
                format!("{hedge}{amount} {}{per}", unit.name())
            })
            .collect()
    }

    #[test]
    fn sentences_that_other_extractors_misread_are_read() {
        let mut wrong = Vec::new();
        for (prose, expected) in [
            (
                "The estimate was revised upwards by 166,000 to 906,000.",
                &["166000 count", "906000 count"] as &[_],
            ),
            ("Spending came to £11.4bn in the end.", &["11400000000 GBP"]),
            ("Bills will rise by 1.25 percentage points.", &["1.25 percentage-point"]),
            ("Bills will rise by 1.25%.", &["1.25 percent"]),
            (
                "13% (3,844) of patients waited more than four hours.",
                &["13 percent", "3844 count", "more-than 4 hour"],
            ),
            (
                "About 7.6 million cases, or 6.4 million people, were waiting.",
                &["about 7600000 count", "6400000 count"],
            ),
            ("Between 10 and 12 people came.", &["10..12 count"]),
            ("The painting went for $1.5m (£1.2m).", &["1500000 USD", "1200000 GBP"]),
            ("One in four children is affected.", &["0.25 ratio"]),
            ("Prices have doubled since then.", &["2 ratio"]),
            ("The death toll rose to 24 from 51.", &["24 count", "51 count"]),
            ("The work took three and a half years.", &["3.5 year"]),
            ("Leeds gave £300,000, matched by the same amount from Hull.", &["300000 GBP", "300000 GBP"]),
            (
                "Leeds gave £3m and Hull £2m; the former figure is final.",
                &["3000000 GBP", "2000000 GBP", "3000000 GBP"],
            ),
            (
                "Leeds gave £3m and Hull £2m; the latter sum is final.",
                &["3000000 GBP", "2000000 GBP", "2000000 GBP"],
            ),
            ("It sold 40 boats in May and twice that in June.", &["40 count", "80 count"]),
            ("It cost £40m; three times that figure was spent.", &["40000000 GBP", "120000000 GBP"]),
            ("It cost £40m, and half that time was lost.", &["40000000 GBP", "0.5 ratio"]),
            ("There were twice as many boats.", &["2 ratio"]),
            ("A total of 1.2 million people arrived while 414,000 left.", &["1200000 count", "414000 count"]),
            ("A dozen people were hurt and hundreds more evacuated.", &["12 count", "~200..9999 count"]),
        ] {
            let read = readings(prose);
            if read != expected {
                wrong.push(format!("{prose} → {read:?}, not {expected:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn amounts_are_read_in_every_form_that_news_writes() {
        let mut wrong = Vec::new();
        for (prose, expected) in [
            ("It raised US$380,000 and A$3 million.", &["380000 USD", "3000000 AUD"] as &[_]),
            ("The fund is worth 5.2 billion euros.", &["5200000000 EUR"]),
            ("Firms paid £40BILLION and Rs 25 lakh crore.", &["40000000000 GBP", "25000000000000 INR"]),
            ("Fuel rose 5p to 50 cents.", &["5 penny", "50 cent"]),
            ("Forty-six boats and half a million cars.", &["46 count", "500000 count"]),
            ("Around two dozen shops lost a fifth of sales.", &["about 24 count", "0.2 ratio"]),
            ("Nine out of ten voters backed it.", &["0.9 ratio"]),
            ("Rates may reach 4¾% or 1½ per cent.", &["4.75 percent", "1.5 percent"]),
            ("It sold 10 to 12 million doses at $5-6 each.", &["10000000..12000000 count", "5..6 USD"]),
            ("Turnout was 40 percent to 70 percent.", &["40..70 percent"]),
            ("The rate moved by a quarter of a percentage point.", &["0.25 percentage-point"]),
            ("Output rose three-quarters of 1%.", &["0.75 percent"]),
            ("A half-point cut followed.", &["0.5 percentage-point"]),
            ("They moved it 25 basis points.", &["25 basis-point"]),
            ("A 62-year-old man and his brother, 51, were held.", &["62 year", "51 year"]),
            ("Support slipped three points to 27%.", &["3 percentage-point", "27 percent"]),
            ("He scored 12 points in the second half.", &["12 count"]),
            ("Women aged 24, 31 and 70 were rescued.", &["24 year", "31 year", "70 year"]),
            ("The winger, 22, joins for £3m.", &["22 year", "3000000 GBP"]),
            ("A man of 61 has died.", &["61 year"]),
            ("The wage (21 and over) is set.", &["at-least 21 year"]),
            (
                "It was 1.5C warmer, at 28 degrees Celsius (82F).",
                &["1.5 celsius", "28 celsius", "82 fahrenheit"],
            ),
            ("The magnitude-6.4 quake and a 5.1 aftershock.", &["6.4 magnitude", "5.1 magnitude"]),
            ("Judges split 7-2.", &["7:2 count"]),
            ("Sales rose three times as fast and profit halved.", &["3 ratio", "0.5 ratio"]),
            ("Thousands of pounds went missing.", &["~2000..999999 GBP"]),
            ("Four people a day die per 100,000.", &["4 count/day"]),
            ("It costs £12 an hour.", &["12 GBP/hour"]),
            ("No fewer than 300 came, 50 or more by bus.", &["at-least 300 count", "at-least 50 count"]),
            ("More than 100 but fewer than 300 stayed.", &["100..300 count"]),
            ("He fell 60m from a 200ft ledge.", &["60 metre", "200 foot"]),
            ("Some 3m people and 7.6m cases.", &["about 3000000 count", "7600000 count"]),
            ("Temperatures fell to -5C.", &["-5 celsius"]),
            ("The area burned for more than a century.", &["more-than 100 year"]),
            ("The fare goes up to £3.", &["3 GBP"]),
            ("He may pay up to £3.", &["up-to 3 GBP"]),
            ("He will hand over £30m.", &["30000000 GBP"]),
            ("One Canadian and two Chileans fell.", &["1 count", "2 count"]),
            ("It fetched €5 or so.", &["about 5 EUR"]),
            ("He jumped 5 ft 6 in.", &["5.5 foot"]),
            ("Revenue was 120 MEUR.", &["120000000 EUR"]),
            ("It cost him five grand.", &["5000 USD"]),
            ("The rate went up by .5%, and by ½% a year later.", &["0.5 percent", "0.5 percent"]),
        ] {
            let read = readings(prose);
            if read != expected {
                wrong.push(format!("{prose} → {read:?}, not {expected:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn numbers_that_are_no_figures_are_set_aside() {
        let mut wrong = Vec::new();
        for prose in [
            "An Airbus A320 left the M25 behind.",
            "The F-16 and the CH-47D were parked.",
            "Covid-19 spread before the G7 met at No 10.",
            "A Boeing 737-800 landed as Flight 370.",
            "Luna-25 crashed.",
            "Call 0800 123 4567 or 1-800-621-3362.",
            "Doors open at 9.30am and close at 18:00.",
            "Write to 12 Elm Road.",
            "See page 14 and Article 50.",
            "They drove a 4x4.",
            "One day she will return to one another.",
            "The server is at 192.168.1.2.",
            "It happened in 2019.",
            "The FTSE 100 closed.",
        ] {
            let read = readings(prose);
            if !read.is_empty() {
                wrong.push(format!("{prose} → {read:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
